"""The one set of migrations, on both kinds of database."""

import pytest
from alembic import command
from sqlalchemy import inspect

from app.db import Database
from app.errors import OtherSchema


def test_migrations_make_exactly_the_tables_that_the_code_describes(database: Database) -> None:
    command.check(database.migration_config())


def test_migrations_can_be_undone_and_done_again(empty_database: Database) -> None:
    config = empty_database.migration_config()

    command.upgrade(config, "head")
    command.downgrade(config, "base")
    left = set(inspect(empty_database.engine).get_table_names())
    command.upgrade(config, "head")

    assert left == {"alembic_version"}
    empty_database.check_schema()


def test_a_database_without_the_schema_is_refused(empty_database: Database) -> None:
    with pytest.raises(OtherSchema, match="factcheck migrate"):
        empty_database.check_schema()
