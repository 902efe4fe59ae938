"""The one set of migrations, on both kinds of database."""

import shutil
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import inspect

from app import factcheck
from app.articles.models import ArticleCreate
from app.db import Database, bundled
from app.errors import OtherSchema
from app.verdicts.store import article_with_claims
from tests.checkers import BY_RULES

_REMAKE = """
import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "0001"


def upgrade() -> None:
    with op.batch_alter_table("articles", recreate="always") as batch:
        batch.alter_column("title", type_=sa.String())
"""


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


def test_remaking_a_table_of_sqlite_keeps_the_rows_that_point_at_it(
    tmp_path: Path, migrated_sqlite: Path
) -> None:
    scripts = shutil.copytree(bundled("migrations"), tmp_path / "migrations")
    (scripts / "versions" / "9999_remake.py").write_text(_REMAKE)
    path = shutil.copy(migrated_sqlite, tmp_path / "factcheck.db")
    database = Database(f"sqlite:///{path}")
    draft = ArticleCreate(text="The mill at Orrin sold 40 tons of rye in 2025.")
    article = factcheck.ingest_article(database, BY_RULES, draft).article
    config = database.migration_config()
    config.set_main_option("script_location", str(scripts))

    command.upgrade(config, "head")

    with database.reading() as session:
        kept = article_with_claims(session, article.id)
    database.close()
    assert article.claims
    assert kept.claims == article.claims


def test_a_database_without_the_schema_is_refused(empty_database: Database) -> None:
    with pytest.raises(OtherSchema, match="factcheck migrate"):
        empty_database.check_schema()
