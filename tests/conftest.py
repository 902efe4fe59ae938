"""Migrated databases of both kinds, and clients of the service over them."""

import logging
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from alembic import command
from psycopg import sql
from sqlalchemy import make_url
from sqlmodel import SQLModel

from app.db import Database
from tests.postgres import running_postgres


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL server on which databases may be made, without a database name."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield make_url(given).set(database=None).render_as_string(hide_password=False).rstrip("/")
    else:
        with running_postgres() as server:
            yield server.address


def make_postgres_database(server: str, name: str) -> str:
    """An empty database of that name on the server, instead of any that was there."""
    identifier = sql.Identifier(name)
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(identifier))
        connection.execute(sql.SQL("CREATE DATABASE {}").format(identifier))
    return f"{server}/{name}"


@pytest.fixture(scope="session")
def migrated_postgres(postgres_server: str, worker_name: str) -> Iterator[Database]:
    """A PostgreSQL database with the newest schema, shared by the tests of one worker."""
    url = make_postgres_database(postgres_server, f"factcheck_tests_{worker_name}")
    database = Database(url, pool_size=40)
    command.upgrade(database.migration_config(), "head")
    yield database
    database.close()


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the newest schema, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "migrated.db"
    database = Database(f"sqlite:///{path}")
    command.upgrade(database.migration_config(), "head")
    database.close()
    return path


@pytest.fixture(scope="session")
def shared_sqlite(
    migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    """An SQLite database with the newest schema, shared by the tests of one worker."""
    path = shutil.copy(migrated_sqlite, tmp_path_factory.mktemp("shared") / "factcheck.db")
    database = Database(f"sqlite:///{path}", sqlite_synchronous="NORMAL")
    yield database
    database.close()


@pytest.fixture(scope="session")
def worker_name(request: pytest.FixtureRequest) -> str:
    """The name of this test worker, or `main` where tests run in one process."""
    return str(getattr(request.config, "workerinput", {}).get("workerid", "main"))


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """An empty, migrated database; every test that wants one runs on both kinds.

    The tests of a worker share one of each: a new one would compile all its statements anew.
    """
    shared = {"sqlite": "shared_sqlite", "postgresql": "migrated_postgres"}
    database: Database = request.getfixturevalue(shared[request.param])
    yield database
    _empty(database)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database(
    request: pytest.FixtureRequest, tmp_path: Path, worker_name: str
) -> Iterator[Database]:
    """A database without any table."""
    if request.param == "sqlite":
        (tmp_path / "empty.db").touch()  # only migrations make a file
        url = f"sqlite:///{tmp_path / 'empty.db'}"
    else:
        server = request.getfixturevalue("postgres_server")
        url = make_postgres_database(server, f"factcheck_empty_{worker_name}")
    database = Database(url)
    yield database
    database.close()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def fresh_url(
    request: pytest.FixtureRequest,
    migrated_sqlite: Path,
    tmp_path_factory: pytest.TempPathFactory,
    worker_name: str,
) -> str:
    """The address of an empty, migrated database of its own, for a service that runs as a process."""
    if request.param == "sqlite":
        folder = tmp_path_factory.mktemp("fresh")
        return f"sqlite:///{shutil.copy(migrated_sqlite, folder / 'factcheck.db')}"
    server = request.getfixturevalue("postgres_server")
    url = make_postgres_database(server, f"factcheck_fresh_{worker_name}")
    database = Database(url)
    command.upgrade(database.migration_config(), "head")
    database.close()
    return url


def _empty(database: Database) -> None:
    """Delete all rows: of so few, twenty times faster than TRUNCATE."""
    with database.writing() as session:
        for table in reversed(SQLModel.metadata.sorted_tables):
            session.execute(table.delete())


@pytest.fixture
def usual_logging() -> Iterator[None]:
    """What a test configures is gone after it."""
    root = logging.getLogger()
    handlers, level, names = root.handlers[:], root.level, ("app", "uvicorn")
    levels = [logging.getLogger(name).level for name in names]
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    for name, before in zip(names, levels, strict=True):
        logging.getLogger(name).setLevel(before)
