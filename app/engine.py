"""Making engines: how SQLite and PostgreSQL are connected to, and that an SQLite file stays the one it was.

Who removes or replaces an SQLite file leaves open connections at a file that nobody finds again: what they stored would
be acknowledged and lost. Worse, what stands in FILE-wal beside it would be written into the file that took its place.
So a process uses no file but the one that it first found under a name, and only migrations make a file.
"""

import os
import sqlite3
import threading
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, NullPool, create_engine, event, exc, make_url
from sqlalchemy.engine import Connection

from app.errors import Unavailable

CONNECT_WITHIN_S = (
    10  # to PostgreSQL; without it an address that swallows packets holds a request for minutes
)

FileId = tuple[int, int] | None


class KeptFile:
    """The SQLite file that was first found under a name, whatever takes that name later. Safe to share between threads.

    It may be moved away and come back. A connection that has run no statement stays open as long, so that no other
    file gets its inode.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._name = str(path)
        self._first: FileId = None
        self._kept: sqlite3.Connection | None = None
        self._finding = threading.Lock()

    @property
    def was_found(self) -> bool:
        """Whether there ever was a file."""
        return self._first is not None

    def is_there(self) -> bool:
        """Whether the name leads to the file."""
        return self._first is not None and identity_of(self._name) == self._first

    def open(self, **options: Any) -> sqlite3.Connection:  # noqa: ANN401 - as `sqlite3.connect` has them
        """Open it; nothing is read yet, neither from it nor from what stands beside it.

        Raises:
            Unavailable: another file has its name.
            sqlite3.Error: it cannot be opened.
        """
        with self._finding:
            if self._kept is None or self._first is None:
                self._kept = open_file(self.path, check_same_thread=False)
                self._first = self._first or identity_of(self._name)
        opened = open_file(self.path, **options)
        if not self.is_there():
            opened.close()
            raise Unavailable(*_told_of_another(self.path))
        return opened

    def close(self) -> None:
        """Let go of it, after all connections to it."""
        with self._finding:
            if self._kept is not None:
                self._kept.close()
                self._kept = None


def serving_engine(
    url: str, pool_size: int, sqlite_synchronous: str, file: KeptFile | None
) -> Engine:
    """An engine with a pool, over a database that is there; on SQLite it makes no file, and uses `file` alone."""
    parsed = _parsed(url)
    is_sqlite = parsed.get_backend_name() == "sqlite"
    engine = create_engine(
        parsed,
        pool_size=pool_size,
        max_overflow=0,
        pool_pre_ping=not is_sqlite,
        hide_parameters=True,
        connect_args=_connect_args(parsed),
    )
    if is_sqlite:
        _prepare_sqlite(engine, sqlite_synchronous)
        if file:
            _stay_with_file(engine, file)
    return engine


def unpooled_engine(url: str) -> Engine:
    """An engine that keeps no connection, and makes the file of an SQLite database where there is none."""
    parsed = _parsed(url)
    engine = create_engine(
        parsed, poolclass=NullPool, hide_parameters=True, connect_args=_connect_args(parsed)
    )
    if parsed.get_backend_name() == "sqlite":
        _prepare_sqlite(engine, "FULL")
    return engine


def file_of(address: str | URL) -> Path | None:
    """The file of an SQLite database; None for other databases, and where the name is a URI with wishes of its own."""
    url = make_url(address)
    name = url.database or ""
    if url.get_backend_name() != "sqlite" or name.startswith("file:"):
        return None
    return Path(name).absolute()


def identity_of(path: str) -> FileId:
    """What tells a file from another that takes its name; None where it cannot be seen."""
    try:
        found = os.stat(path)  # noqa: PTH116 - for each transaction, and Path takes twice as long
    except OSError:
        return None
    return found.st_dev, found.st_ino


def open_file(path: Path, **options: Any) -> sqlite3.Connection:  # noqa: ANN401 - as `sqlite3.connect` has them
    """Open an SQLite file that is there; none is made."""
    opened: sqlite3.Connection = sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True, **options)
    return opened


def is_missing(path: Path) -> bool:
    """Whether nobody has made a file yet, though its folder is there."""
    try:
        path.stat()
    except FileNotFoundError:
        return path.parent.is_dir()
    except OSError:
        return False
    return False


def check_nothing_left(path: Path) -> None:
    """Make sure that a file can be made: that nothing stands beside its name that belongs to one that is gone.

    Raises:
        Unavailable: something does. SQLite would delete it, under a service that may still use it.
    """
    left = [f"{path}{ending}" for ending in ("-wal", "-shm") if Path(f"{path}{ending}").exists()]
    if left and (not path.exists() or path.stat().st_size == 0):
        raise Unavailable(
            f"{path} is gone, and what belongs to it is left. If you moved it, put it back. To start anew,"
            f" stop the service, remove {' and '.join(left)}, and do this again."
        )


def _told_of_another(path: Path) -> tuple[str, str]:
    """What is told of a file that took another's place, with its name and without."""
    told = "The database cannot do this now: another file took its place while the service ran."
    cure = "Put the one before back; or stop the service, remove {0}-wal and {0}-shm, and start it."
    return f"{told} {cure.format(path)}", f"{told} {cure.format('FILE')}"


def _parsed(url: str) -> URL:
    parsed = make_url(url)
    if parsed.drivername in {"postgresql", "postgres"}:
        return parsed.set(drivername="postgresql+psycopg")
    return parsed


def _connect_args(url: URL) -> dict[str, Any]:
    if url.drivername != "postgresql+psycopg":
        return {}
    in_utc = "-c timezone=UTC"  # in other zones the first and last days have no date
    return {"options": in_utc, "connect_timeout": CONNECT_WITHIN_S}


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


def _stay_with_file(engine: Engine, file: KeptFile) -> None:
    @event.listens_for(engine, "do_connect")
    def open_what_was_found(
        _dialect: object, _record: object, _args: object, options: dict[str, Any]
    ) -> sqlite3.Connection:
        return file.open(**options)

    @event.listens_for(engine, "checkout")
    def compare(_connection: object, _record: object, _proxy: object) -> None:
        if not file.is_there():
            engine.dispose()
            raise exc.DisconnectionError("The database file is another one now, or gone.")
