"""The stories in `seeds/`: what they show, and that loading them again leaves everything as it is."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlmodel import SQLModel, col

from app.articles.models import Article
from app.articles.source_models import Source, SourceKind
from app.db import Database, bundled
from app.evidence.models import Evidence
from app.seeding import Added, plant, read_stories
from app.verdicts.decision import Label
from app.verdicts.store import verdict_on
from tests.checkers import BY_RULES

_SEEDS = bundled("seeds")


def _load(database: Database) -> Added:
    return sum(plant(database, BY_RULES, read_stories(_SEEDS)), Added())


def _counts(database: Database) -> dict[str, int]:
    with database.reading() as session:
        return {
            table.name: session.scalar(select(func.count()).select_from(table)) or 0
            for table in SQLModel.metadata.sorted_tables
        }


def _evidence(database: Database, quote: str) -> list[Evidence]:
    with database.reading() as session:
        return list(session.scalars(select(Evidence).where(col(Evidence.quote).contains(quote))))


@pytest.fixture(scope="module")
def planted(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A database with the stories, to be read only."""
    path = shutil.copy(migrated_sqlite, tmp_path_factory.mktemp("seeds") / "planted.db")
    database = Database(f"sqlite:///{path}", sqlite_synchronous="NORMAL")
    _load(database)
    yield database
    database.close()


def test_there_are_four_stories_in_many_articles_of_many_outlets(planted: Database) -> None:
    with planted.reading() as session:
        articles = session.scalar(select(func.count()).select_from(Article)) or 0
        outlets = select(func.count()).where(col(Source.kind) == SourceKind.OUTLET)

        assert len(read_stories(_SEEDS)) == 4
        assert articles >= 14
        assert (session.scalar(outlets) or 0) >= 9


def test_each_of_the_four_verdicts_occurs_on_a_claim_with_evidence(planted: Database) -> None:
    with planted.reading() as session:
        claim_ids = session.scalars(select(col(Evidence.claim_id)).distinct()).all()
        labels = {verdict_on(session, claim_id, None).label for claim_id in claim_ids}

    assert labels == set(Label)


def test_three_reprints_of_the_wire_story_are_one_origin(planted: Database) -> None:
    reprints = _evidence(planted, "3,100 lorries a day")

    with planted.reading() as session:
        [voice] = verdict_on(session, reprints[0].claim_id, None).origins_for
    assert len({link.article_id for link in reprints}) == 3
    assert voice.origin == "Meridian Wire"
    assert len(voice.carriers) == 3


def test_a_denial_stands_against_a_claim(planted: Database) -> None:
    assert any(link.denial for link in _evidence(planted, "denied"))


def test_loading_says_what_it_added_and_again_adds_nothing(database: Database) -> None:
    stories = read_stories(_SEEDS)

    steps = list(plant(database, BY_RULES, stories))
    counts = _counts(database)
    again = _load(database)

    assert len(steps) == sum(story.steps for story in stories)
    assert sum(steps, Added()) == Added(
        counts["sources"], counts["articles"], counts["claims"], counts["evidence"]
    )
    assert again == Added()
    assert _counts(database) == counts
