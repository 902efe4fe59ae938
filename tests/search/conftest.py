"""An index over either database."""

import pytest

from app.db import Database
from tests.search.shelf import Shelf, shelf_of


@pytest.fixture
def shelf(database: Database) -> Shelf:
    return shelf_of(database)
