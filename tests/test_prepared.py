"""Single statements that SQLite's driver runs itself."""

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import factcheck
from app.articles.models import ArticleCreate
from app.columns import new_id
from app.db import Database
from app.errors import Unavailable
from app.verdicts.claim_store import ONE_CLAIM
from tests.checkers import BY_RULES


@pytest.fixture
def file(migrated_sqlite: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(migrated_sqlite, tmp_path / "factcheck.db"))


@pytest.fixture
def sqlite(file: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{file}")
    yield database
    database.close()


def test_a_row_read_at_once_is_the_row_that_sqlalchemy_gives(sqlite: Database) -> None:
    draft = ArticleCreate(
        text="Harbour master Ada Brook denied that the port was shut.",
        published_at="2026-06-02T08:00:00+02:00",
    )
    [claim] = factcheck.ingest_article(sqlite, BY_RULES, draft).article.claims

    at_once = sqlite.one_at_once(ONE_CLAIM, {"claim_id": claim.id})
    by_sqlalchemy = sqlite.one(ONE_CLAIM, {"claim_id": claim.id})

    assert at_once is not None
    assert by_sqlalchemy is not None
    assert at_once._asdict() == by_sqlalchemy._asdict()
    assert list(map(type, at_once)) == list(map(type, by_sqlalchemy))


def test_nothing_is_found_where_there_is_nothing(database: Database) -> None:
    wanted = {"claim_id": new_id()}

    assert database.one(ONE_CLAIM, wanted) is None
    if database.is_sqlite:
        assert database.one_at_once(ONE_CLAIM, wanted) is None


def test_what_is_read_at_once_is_what_was_committed_last(sqlite: Database) -> None:
    draft = ArticleCreate(text="Ada Brook said that the port of Saltmere was shut.")
    [claim] = factcheck.ingest_article(sqlite, BY_RULES, draft).article.claims
    assert sqlite.one_at_once(ONE_CLAIM, {"claim_id": claim.id}) is not None

    factcheck.delete_claim(sqlite, claim.id)

    assert sqlite.one_at_once(ONE_CLAIM, {"claim_id": claim.id}) is None


def test_a_read_that_would_have_to_wait_says_so_and_works_later(
    file: Path, sqlite: Database
) -> None:
    wanted = {"claim_id": new_id()}
    alone = sqlite3.connect(file, isolation_level=None)
    alone.execute("PRAGMA locking_mode=EXCLUSIVE")
    alone.execute("BEGIN EXCLUSIVE")

    with pytest.raises(Unavailable, match="locked"):
        sqlite.one_at_once(ONE_CLAIM, wanted)
    alone.close()

    assert sqlite.one_at_once(ONE_CLAIM, wanted) is None


def test_a_read_at_once_reads_its_own_file_and_no_other(
    file: Path, sqlite: Database, migrated_sqlite: Path
) -> None:
    draft = ArticleCreate(text="Ada Brook said that the port of Saltmere was shut.")
    [claim] = factcheck.ingest_article(sqlite, BY_RULES, draft).article.claims
    wanted = {"claim_id": claim.id}
    assert sqlite.one_at_once(ONE_CLAIM, wanted) is not None

    aside = file.rename(file.with_name("aside.db"))
    with pytest.raises(Unavailable, match="unable to open"):
        sqlite.one_at_once(ONE_CLAIM, wanted)
    assert not file.exists()

    shutil.copy(migrated_sqlite, file)
    with pytest.raises(Unavailable, match="another file took its place"):
        sqlite.one_at_once(ONE_CLAIM, wanted)
    assert file.read_bytes() == migrated_sqlite.read_bytes()

    aside.rename(file)
    assert sqlite.one_at_once(ONE_CLAIM, wanted) is not None
