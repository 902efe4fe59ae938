"""The one set of migrations, on both kinds of database."""

import shutil
from pathlib import Path
from uuid import UUID

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, select, text
from sqlmodel import col

from app import factcheck
from app.articles.models import PASSAGES, Article, ArticleCreate
from app.articles.store import ArticleFilter, articles_page
from app.columns import utc_now
from app.db import Database, bundled
from app.errors import OtherSchema
from app.paging import PageRequest
from app.search.words import with_words
from app.verdicts.claim_store import article_with_claims
from tests.checkers import BY_RULES
from tests.search.shelf import without_vectors

_ID = "018f3a5c7b1e7c4d9a2f5e6d7c8b9a01"
_STORED_BEFORE = """
INSERT INTO sources (id, key, name, folded_name, kind, reliability, version, created_at)
VALUES (:id, 'x', 'X', 'x', 'outlet', 0.5, 1, :now);
INSERT INTO articles (id, source_id, text, text_sha256, version, created_at)
VALUES (:id, :id, 'The mill burned.', 'x', 1, :now);
INSERT INTO article_urls (article_id, url, added_at)
VALUES (:id, 'https://lantern.example/a?utm_id=1', :now)
"""
_REMAKE = """
import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{newest}"


def upgrade() -> None:
    with op.batch_alter_table("articles", recreate="always") as batch:
        batch.alter_column("title", type_=sa.String())
"""


def _store_before(database: Database) -> None:
    identity = _ID if database.is_sqlite else UUID(_ID)
    with database.writing() as session:
        for statement in _STORED_BEFORE.split(";"):
            session.execute(text(statement), {"now": utc_now(), "id": identity})


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
    (scripts / "versions" / "9999_remake.py").write_text(
        _REMAKE.format(newest=ScriptDirectory(str(scripts)).get_current_head())
    )
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


def test_addresses_that_were_stored_before_are_their_own_canonical_ones(
    empty_database: Database,
) -> None:
    config = empty_database.migration_config()
    command.upgrade(config, "0001")
    _store_before(empty_database)

    command.upgrade(config, "head")

    with empty_database.reading() as session:
        [article] = articles_page(
            session, ArticleFilter(), PageRequest(limit=9, cursor=None, listing="")
        ).items
    assert article.canonical_url == article.urls[0] == "https://lantern.example/a?utm_id=1"
    assert article.notes == []


def test_articles_that_were_stored_before_are_found_by_words_and_lack_vectors(
    empty_database: Database,
) -> None:
    config = empty_database.migration_config()
    command.upgrade(config, "0001")
    _store_before(empty_database)

    command.upgrade(config, "head")

    with empty_database.reading() as session:
        has = with_words(session, col(Article.id), PASSAGES, ["mill", "burned"])
        assert session.scalars(select(col(Article.id)).where(has)).all() == [UUID(_ID)]
        assert without_vectors(session, PASSAGES) == [UUID(_ID)]


def test_a_database_without_the_schema_is_refused(empty_database: Database) -> None:
    with pytest.raises(OtherSchema, match="factcheck migrate"):
        empty_database.check_schema()
