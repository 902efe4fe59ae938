"""The service over an empty database, and people who use it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import func, select
from sqlmodel import SQLModel

from app.api.rates import Rates
from app.db import Database
from app.keys.ring import KeyRing
from app.main import create_app
from app.settings import Settings
from tests.api.newsroom import Newsroom
from tests.checkers import BY_RULES


@pytest.fixture(scope="session")
def running(migrated_sqlite: Path) -> Iterator[TestClient]:
    """The service, started once for each worker; tests put their own database under it."""
    app = create_app(Settings(database_url=f"sqlite:///{migrated_sqlite}"))
    own: Database = app.state.database
    with TestClient(app, "http://localhost") as client:
        yield client
        app.state.database = own


@pytest.fixture
def client(running: TestClient, database: Database) -> TestClient:
    """The service over an empty database, without network; every test that wants it runs on both kinds."""
    app = running.app
    assert isinstance(app, FastAPI)
    app.state.database, app.state.checker = database, BY_RULES
    app.state.keys, app.state.rates = KeyRing(database), Rates()
    return running


@pytest.fixture
def newsroom(client: TestClient) -> Newsroom:
    """People who use the service, for tests that need something to be stored."""
    return Newsroom(client)


@pytest.fixture
def stored_rows(database: Database) -> Callable[[], dict[str, int]]:
    """How many rows each table has now."""

    def count() -> dict[str, int]:
        with database.reading() as session:
            return {
                table.name: session.scalar(select(func.count()).select_from(table)) or 0
                for table in SQLModel.metadata.sorted_tables
            }

    return count
