"""Engine, transactions and column types, the same for SQLite and PostgreSQL."""

import fcntl
import os
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any
from uuid import UUID

from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import (
    ColumnElement,
    DateTime,
    Dialect,
    Engine,
    Enum,
    NullPool,
    Row,
    Select,
    String,
    Table,
    TypeDecorator,
    create_engine,
    event,
    exc,
    func,
    make_url,
    select,
)
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session
from sqlmodel import SQLModel, col
from uuid_utils.compat import uuid7

from app.errors import Conflict, Invalid, OtherSchema, Unavailable
from app.prepared import PreparedReads

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

MAX_WORDS = 16
Query = Select[*tuple[Any, ...]]
Record = Row[*tuple[Any, ...]]


def new_id() -> UUID:
    """A UUIDv7: unique anywhere, and within one process in the order of creation."""
    return uuid7()


def utc_now() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)


def bundled(name: str) -> Path:
    """The folder `name` that comes with the service: beside `app/`, or inside it once installed from a wheel."""
    installed = Path(__file__).parent / f"_{name}"
    return installed if installed.is_dir() else Path(__file__).parents[1] / name


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC. SQLite forgets the zone, so it is put back; a naive value is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """What is sent to the database."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """What comes back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class IdText(TypeDecorator[str]):
    """An id in the words of the API, for `type_coerce`: a fifth of what making a UUID of it first costs."""

    impl = String
    cache_ok = True

    def process_result_value(self, value: object, dialect: Dialect) -> str | None:  # noqa: ARG002
        """What comes back: SQLite keeps ids as 32 digits, PostgreSQL as UUIDs."""
        if not isinstance(value, str):
            return None if value is None else str(value)
        return f"{value[:8]}-{value[8:12]}-{value[12:16]}-{value[16:20]}-{value[20:]}"


def enum_type(words: type[StrEnum], name: str) -> Enum:
    """A text column that holds one of `words`, checked by the database under the constraint `name`."""
    return Enum(
        words,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=32,
        values_callable=lambda members: [member.value for member in members],
    )


class Database:
    """One database, and how to read and write it.

    On SQLite a write takes the database's lock when it starts (BEGIN IMMEDIATE), and one process starts one
    write at a time: parallel writers wait for each other and never see a lock error.
    """

    def __init__(self, url: str, *, pool_size: int = 10, sqlite_synchronous: str = "FULL") -> None:
        self.is_sqlite = make_url(url).get_backend_name() == "sqlite"
        self.engine = _engine(url, pool_size)
        if self.is_sqlite:
            _prepare_sqlite(self.engine, sqlite_synchronous)
        self._writing_engine = self.engine.execution_options(begin="IMMEDIATE")
        self._single_engine = self.engine.execution_options(
            **({} if self.is_sqlite else {"isolation_level": "AUTOCOMMIT"})
        )
        self._at_once = PreparedReads(self.engine)
        self._writer = threading.Lock() if self.is_sqlite else nullcontext()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session to read with; what it sees is consistent on SQLite, read-committed on PostgreSQL.

        Raises:
            Unavailable: the database cannot answer now.
        """
        with _answering(), Session(self.engine, autoflush=False) as session:
            yield session

    def one(self, statement: Query, values: Mapping[str, object]) -> Record | None:
        """The one row that a statement finds, which needs no transaction to be consistent; None without one.

        Raises:
            Unavailable: the database cannot answer now.
        """
        with _answering(), self._single_engine.connect() as connection:
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
            _answering(),
            self._writer,
            Session(self._writing_engine, expire_on_commit=False) as session,
            session.begin(),
        ):
            yield session

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
        beside_the_pool = create_engine(
            self.engine.url, poolclass=NullPool, isolation_level="AUTOCOMMIT"
        )
        with _answering(), beside_the_pool.connect() as connection:
            yield bool(connection.scalar(select(func.pg_try_advisory_lock(number))))

    def close(self) -> None:
        """Let go of all connections."""
        self._at_once.close()
        self.engine.dispose()

    def migration_config(self) -> Config:
        """Alembic's configuration for this database."""
        config = Config()
        folder = str(bundled("migrations"))
        config.set_main_option("script_location", folder.replace("%", "%%"))
        config.attributes["engine"] = self.engine
        return config

    def revision(self) -> str | None:
        """The revision of its schema; None where it has none.

        Raises:
            Unavailable: the database cannot answer now.
        """
        with _answering(), self.engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()

    def check_schema(self) -> None:
        """Make sure that the database answers and has the schema that this version of the service needs.

        Raises:
            Unavailable: the database cannot answer now.
            OtherSchema: it has another schema.
        """
        scripts = ScriptDirectory.from_config(self.migration_config())
        revision = None if self._has_no_file() else self.revision()
        if revision != scripts.get_current_head():
            raise OtherSchema(self.engine.url.render_as_string(), revision)

    def _has_no_file(self) -> bool:
        """Whether this is an SQLite file that nobody has made yet; connecting would make an empty one."""
        name = self.engine.url.database or ""
        path = Path(name)
        is_file = self.is_sqlite and not name.startswith("file:")
        return is_file and path.parent.is_dir() and not path.exists()


def table_of(model: type[SQLModel]) -> Table:
    """The table of a model: what is selected by its columns costs a fraction of what is by the model's."""
    return SQLModel.metadata.tables[str(model.__tablename__)]


def words_of(query: str, parameter: str = "q") -> tuple[str, ...]:
    """The words of a query parameter: runs of letters, digits and underscores.

    Raises:
        Invalid: it has none.
    """
    words = tuple(re.findall(r"\w+", query))
    if not 0 < len(words) <= MAX_WORDS:
        detail = f"Write one to {MAX_WORDS} words of letters or digits."
        raise Invalid(f"query/{parameter}", detail)
    return words


def has_word(column: Any, word: str) -> ColumnElement[bool]:  # noqa: ANN401 - SQLModel types columns as values
    """Whether a text has that whole word, in any case.

    The pattern means the same to Python's `re`, which SQLite borrows, and to PostgreSQL.
    """
    return col(column).regexp_match(rf"(?i)(^|\W){word}(\W|$)")


def in_parts(ids: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    """A long list of ids in parts, since PostgreSQL takes 65,535 values in one statement at most."""
    return (ids[start : start + 1000] for start in range(0, len(ids), 1000))


def lock_name(session: Session, name: str) -> None:
    """Let nobody else pass here with the same `name` until this transaction ends.

    On SQLite the transaction holds the only write lock already.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0))))


def is_writing(session: Session) -> bool:
    """Whether the session is one of `Database.writing`: what it sees may not be committed yet."""
    return session.connection().get_execution_options().get("begin") == "IMMEDIATE"


def _engine(url: str, pool_size: int) -> Engine:
    parsed = make_url(url)
    options: dict[str, Any] = {}
    if parsed.drivername in {"postgresql", "postgres"}:
        parsed = parsed.set(drivername="postgresql+psycopg")
    if (
        parsed.drivername == "postgresql+psycopg"
    ):  # in other zones the first and last days have no date
        options["connect_args"] = {"options": "-c timezone=UTC"}
        options["pool_pre_ping"] = True  # a server may have gone away
    return create_engine(parsed, pool_size=pool_size, max_overflow=0, **options)


def _prepare_sqlite(engine: Engine, synchronous: str) -> None:
    @event.listens_for(engine, "connect")
    def set_pragmas(connection: Any, _record: object) -> None:  # noqa: ANN401 - a DB-API connection has no type
        connection.isolation_level = None  # transactions begin where the next listener says so
        for pragma in (
            "busy_timeout=30000",
            "journal_mode=WAL",
            f"synchronous={synchronous}",
            "foreign_keys=ON",
        ):
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        how = connection.get_execution_options().get("begin", "DEFERRED")
        connection.exec_driver_sql(f"BEGIN {how}")


def _locks(file: int) -> bool:
    """Take the lock of an open file, unless another process has it; closing the file lets go of it."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def _answering() -> Iterator[None]:
    """Turn what the driver says into errors of the domain.

    A database that is away, locked, full or read-only is `Unavailable`; a race lost to another writer is a
    `Conflict`.
    """
    try:
        yield
    except exc.IntegrityError as error:
        raise Conflict(
            "Somebody stored something at the same time that contradicts this; read again and repeat."
        ) from error
    except (exc.OperationalError, exc.InterfaceError, exc.TimeoutError) as error:
        reason = getattr(error, "orig", None) or error
        raise Unavailable(f"The database cannot do this now: {str(reason).strip()}") from error
