"""Engine and transactions, the same for SQLite and PostgreSQL."""

import fcntl
import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Row, Select, Table, exc, func, make_url, select, text
from sqlalchemy.orm import Session
from sqlmodel import SQLModel

from app.engine import (
    KeptFile,
    check_nothing_left,
    file_of,
    is_missing,
    serving_engine,
    unpooled_engine,
)
from app.errors import NoDatabase, OtherSchema, Unavailable
from app.faults import fault_in, is_about_names
from app.prepared import PreparedReads

Query = Select[*tuple[Any, ...]]
Record = Row[*tuple[Any, ...]]


def bundled(name: str) -> Path:
    """The folder `name` that comes with the service: beside `app/`, or inside it once installed from a wheel."""
    installed = Path(__file__).parent / f"_{name}"
    return installed if installed.is_dir() else Path(__file__).parents[1] / name


class Database:
    """One database, and how to read and write it.

    On SQLite a write takes the database's lock when it starts (BEGIN IMMEDIATE), and one process starts one
    write at a time: parallel writers wait for each other and never see a lock error. It stays with the file that it
    first found, as `KeptFile` says.
    """

    def __init__(self, url: str, *, pool_size: int = 10, sqlite_synchronous: str = "FULL") -> None:
        self.is_sqlite = make_url(url).get_backend_name() == "sqlite"
        path = file_of(url)
        self._file = KeptFile(path) if path else None
        self.engine = serving_engine(url, pool_size, sqlite_synchronous, self._file)
        self._unpooled_engine = unpooled_engine(url)
        self._writing_engine = self.engine.execution_options(begin="IMMEDIATE")
        self._single_engine = self.engine.execution_options(
            **({} if self.is_sqlite else {"isolation_level": "AUTOCOMMIT"})
        )
        self._at_once = PreparedReads(self.engine, self._file)
        self._writer = threading.Lock() if self.is_sqlite else nullcontext()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session to read with; what it sees is consistent on SQLite, read-committed on PostgreSQL.

        Raises:
            Unavailable: the database cannot answer now.
        """
        with self._answering(), Session(self.engine, autoflush=False) as session:
            yield session

    def one(self, statement: Query, values: Mapping[str, object]) -> Record | None:
        """The one row that a statement finds, which needs no transaction to be consistent; None without one.

        Raises:
            Unavailable: the database cannot answer now.
        """
        with self._answering(), self._single_engine.connect() as connection:
            return connection.execute(statement, values).one_or_none()

    def one_at_once(self, statement: Query, values: Mapping[str, object]) -> Record | None:
        """The same on SQLite, waiting for nobody: no reader waits for a writer there.

        Raises:
            Unavailable: the database cannot answer at once; `one` may wait until it can.
        """
        row: Record | None = self._at_once.one(statement, values)
        return row

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session whose changes are stored together at the end, or not at all.

        Raises:
            Unavailable: the database cannot answer now; nothing is stored.
        """
        with (
            self._answering(),
            self._writer,
            self._staying_with_file(),
            Session(self._writing_engine, expire_on_commit=False) as session,
            session.begin(),
        ):
            yield session

    @contextmanager
    def _answering(self) -> Iterator[None]:
        """Turn what the driver says into errors of the domain."""
        try:
            yield
        except exc.SQLAlchemyError as error:
            if isinstance(error, exc.DBAPIError) and is_about_names(error):
                self.check_schema()
            elif fault := fault_in(error):
                raise fault from error
            raise

    @contextmanager
    def _staying_with_file(self) -> Iterator[None]:
        """Make sure that what is written can be read again: that the name leads to the file still."""
        yield
        if self._file and not self._file.is_there():
            raise Unavailable(
                "The database file was removed or replaced while this was being stored; send it again."
            )

    @contextmanager
    def sole(self, name: str) -> Iterator[bool]:
        """Whether, until this block ends, no other process that uses this database does what `name` stands for.

        Whoever dies lets go of it.

        Raises:
            Unavailable: the database cannot answer now.
        """
        with self._sole_by_file(name) if self.is_sqlite else self._sole_by_server(name) as alone:
            yield alone

    @contextmanager
    def _sole_by_file(self, name: str) -> Iterator[bool]:
        try:
            file = os.open(f"{self.engine.url.database}-{name}.lock", os.O_CREAT | os.O_RDWR, 0o600)
        except OSError as error:
            raise Unavailable(f"No file can be made beside the database: {error}") from error
        try:
            yield _locks(file)
        finally:
            os.close(file)

    @contextmanager
    def _sole_by_server(self, name: str) -> Iterator[bool]:
        number = func.hashtextextended(name, 0)
        beside_the_pool = self._unpooled_engine.execution_options(isolation_level="AUTOCOMMIT")
        with self._answering(), beside_the_pool.connect() as connection:
            yield bool(connection.scalar(select(func.pg_try_advisory_lock(number))))

    def close(self) -> None:
        """Let go of all connections."""
        self._at_once.close()
        self.engine.dispose()
        if self._file:
            self._file.close()

    def migration_config(self) -> Config:
        """Alembic's configuration for this database.

        Raises:
            Unavailable: its file is gone, and not what belongs to it.
        """
        if self._file:
            check_nothing_left(self._file.path)
        config = Config()
        folder = str(bundled("migrations"))
        config.set_main_option("script_location", folder.replace("%", "%%"))
        config.attributes["engine"] = self._unpooled_engine
        return config

    @property
    def is_made(self) -> bool:
        """Whether its file was made or found yet; of a server, and of what cannot be seen, it is supposed."""
        return self._file is None or self._file.was_found or not is_missing(self._file.path)

    def revision(self) -> str | None:
        """The revision of its schema; None where it has none, or where no file was made or found yet.

        Raises:
            Unavailable: the database cannot answer now.
        """
        if not self.is_made:
            return None
        with self._answering(), self.engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()

    def check_writable(self) -> None:
        """Make sure that the database takes changes; none is made.

        Raises:
            Unavailable: it does not.
        """
        with self.writing() as session:
            session.execute(text("DELETE FROM alembic_version WHERE 1 = 0"))

    def check_schema(self) -> None:
        """Make sure that the database answers and has the schema that this version of the service needs.

        Raises:
            Unavailable: the database cannot answer now.
            OtherSchema: it has another schema.
            NoDatabase: its file is not there.
        """
        if self._file and not self.is_made:
            raise NoDatabase(self._file.path)
        revision = self.revision()
        if revision != _newest_revision():
            raise OtherSchema(self.engine.url.render_as_string(), revision)


def table_of(model: type[SQLModel]) -> Table:
    """The table of a model: what is selected by its columns costs a fraction of what is by the model's."""
    return SQLModel.metadata.tables[str(model.__tablename__)]


def in_parts(ids: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    """A long list of ids in parts, since PostgreSQL takes 65,535 values in one statement at most."""
    return (ids[start : start + 1000] for start in range(0, len(ids), 1000))


def lock_name(session: Session, name: str) -> None:
    """Let nobody else pass here with the same `name` until this transaction ends.

    On SQLite the transaction holds the only write lock already.
    """
    if is_postgresql(session):
        session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0))))


def is_postgresql(session: Session) -> bool:
    """Whether the session's database is PostgreSQL; else it is SQLite."""
    return session.get_bind().dialect.name == "postgresql"


def is_writing(session: Session) -> bool:
    """Whether the session is one of `Database.writing`: what it sees may not be committed yet."""
    return session.connection().get_execution_options().get("begin") == "IMMEDIATE"


@cache
def _newest_revision() -> str | None:
    return ScriptDirectory(str(bundled("migrations"))).get_current_head()


def _locks(file: int) -> bool:
    """Take the lock of an open file, unless another process has it; closing the file lets go of it."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
