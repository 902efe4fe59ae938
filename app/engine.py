"""Making engines: how SQLite and PostgreSQL are connected to, and that an SQLite file stays the one it was.

Who removes or replaces an SQLite file leaves open connections at a file that nobody finds again: what they stored would
be acknowledged and lost. So a connection is used only while its file is the one that the name leads to, and only
migrations make a file.
"""

import os
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, NullPool, create_engine, event, exc, make_url
from sqlalchemy.engine import Connection

CONNECT_WITHIN_S = (
    10  # to PostgreSQL; without it an address that swallows packets holds a request for minutes
)

FileId = tuple[int, int] | None


def serving_engine(url: str, pool_size: int, sqlite_synchronous: str) -> Engine:
    """An engine with a pool, over a database that is there; on SQLite it makes no file."""
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
        if path := file_of(engine.url):
            _stay_with_file(engine, path)
    return engine


def migrating_engine(url: str) -> Engine:
    """An engine that makes the file of an SQLite database where there is none, and keeps no connection."""
    parsed = _parsed(url)
    engine = create_engine(
        parsed, poolclass=NullPool, hide_parameters=True, connect_args=_connect_args(parsed)
    )
    if parsed.get_backend_name() == "sqlite":
        _prepare_sqlite(engine, "FULL")
    return engine


def file_of(url: URL) -> Path | None:
    """The file of an SQLite database; None for other databases, and where the name is a URI with wishes of its own."""
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


def _stay_with_file(engine: Engine, path: Path) -> None:
    @event.listens_for(engine, "do_connect")
    def open_what_is_there(
        _dialect: object, _record: object, _args: object, options: dict[str, Any]
    ) -> sqlite3.Connection:
        return open_file(path, **options)

    name = str(path)

    @event.listens_for(engine, "connect")
    def remember(_connection: object, record: Any) -> None:  # noqa: ANN401 - as SQLAlchemy has it
        record.info["file"] = identity_of(name)

    @event.listens_for(engine, "checkout")
    def compare(_connection: object, record: Any, _proxy: object) -> None:  # noqa: ANN401
        if record.info["file"] != identity_of(name):
            raise exc.DisconnectionError("The database file is another one now, or gone.")
