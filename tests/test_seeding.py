"""Loading stories: what people changed stays, and a broken file is told with the place."""

import json
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import col

from app import factcheck
from app.articles.source_models import SourceCreate, SourcePatch
from app.claims.models import Claim, ClaimCreate
from app.db import Database
from app.evidence.models import Evidence, EvidencePatch, SettableState
from app.seeding import Added, BrokenSeed, is_empty, plant, read_stories
from tests.checkers import BY_RULES


def _load(database: Database, folder: Path) -> Added:
    return sum(plant(database, BY_RULES, read_stories(folder)), Added())


def _evidence(database: Database, quote: str) -> list[Evidence]:
    with database.reading() as session:
        return list(session.scalars(select(Evidence).where(col(Evidence.quote).contains(quote))))


def _story() -> dict[str, Any]:
    """A small story: two papers, and one passage that supports a claim of the other."""
    return {
        "story": "Port",
        "about": "A port and its figures.",
        "sources": [
            {"name": "Courier", "domain": "courier.example", "kind": "outlet"},
            {"name": "Port Office", "domain": "port.example", "kind": "institution"},
        ],
        "articles": [
            {
                "key": "courier-1",
                "source": "courier.example",
                "text": "The harbour master, Ada Brook, said that the port handled 41,000 containers in May.",
            },
            {
                "key": "office-1",
                "source": "port.example",
                "text": "The terminal counted 41,200 containers in May.",
            },
        ],
        "evidence": [
            {
                "claim": {"article": "courier-1", "quote": "the port handled 41,000 containers"},
                "stance": "supports",
                "article": "office-1",
                "quote": "41,200 containers in May",
                "note": "the count",
            }
        ],
    }


def _folder(tmp_path: Path, story: object) -> Path:
    (tmp_path / "port.json").write_text(json.dumps(story))
    return tmp_path


def test_links_go_to_the_claim_that_overlaps_the_quote_the_most(
    database: Database, tmp_path: Path
) -> None:
    _load(database, _folder(tmp_path, _story()))

    with database.reading() as session:
        claim_id = session.scalar(select(col(Evidence.claim_id)))
        claim = session.get(Claim, claim_id)

    assert claim is not None
    assert claim.text == "the port handled 41,000 containers in May"


def test_a_source_stays_as_people_left_it(database: Database, tmp_path: Path) -> None:
    source = factcheck.add_source(
        database, SourceCreate(name="The Courier", domain="courier.example", reliability=0.8)
    )

    added = _load(database, _folder(tmp_path, _story()))

    assert added.sources == 1
    changed = factcheck.change_source(database, source.id, SourcePatch(), None)
    assert (changed.name, changed.reliability) == ("The Courier", 0.8)


def test_a_link_that_people_changed_stays_as_it_is(database: Database, tmp_path: Path) -> None:
    folder = _folder(tmp_path, _story())
    _load(database, folder)
    [link] = _evidence(database, "41,200")
    factcheck.change_evidence(
        database, link.id, EvidencePatch(state=SettableState.REJECTED), expected=None
    )

    assert _load(database, folder) == Added(kept=1)
    assert [each.state for each in _evidence(database, "41,200")] == ["rejected"]


def test_a_link_that_people_withdrew_stays_withdrawn(database: Database, tmp_path: Path) -> None:
    folder = _folder(tmp_path, _story())
    _load(database, folder)
    [link] = _evidence(database, "41,200")
    factcheck.withdraw_evidence(database, link.id)

    assert _load(database, folder) == Added(kept=1)
    assert [each.state for each in _evidence(database, "41,200")] == ["withdrawn"]


def test_a_claim_that_people_deleted_stays_deleted(database: Database, tmp_path: Path) -> None:
    folder = _folder(tmp_path, _story())
    _load(database, folder)
    factcheck.delete_claim(database, _evidence(database, "41,200")[0].claim_id)

    assert _load(database, folder) == Added(kept=1)


def test_a_loading_that_was_broken_off_is_completed(database: Database, tmp_path: Path) -> None:
    folder = _folder(tmp_path, _story())
    begun = list(islice(plant(database, BY_RULES, read_stories(folder)), 3))

    rest = _load(database, folder)

    assert sum(begun, Added()) == Added(sources=2, articles=1, claims=1)
    assert rest == Added(articles=1, claims=1, links=1)


def test_an_empty_database_is_empty_until_somebody_stores_something(database: Database) -> None:
    assert is_empty(database)

    factcheck.submit_claim(
        database, BY_RULES, ClaimCreate(text="The port handled 41,000 containers in May.")
    )

    assert not is_empty(database)


def test_a_database_with_a_source_is_not_empty(database: Database) -> None:
    factcheck.add_source(database, SourceCreate(name="Courier"))

    assert not is_empty(database)


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        (
            ("evidence", 0, "quote"),
            "41,300 containers",
            "port.json: The text of article 'office-1' does not have '41,300 containers'.",
        ),
        (
            ("evidence", 0, "claim", "quote"),
            "50,000 containers",
            "port.json: The text of article 'courier-1' does not have '50,000 containers'.",
        ),
        (
            ("evidence", 0, "claim", "quote"),
            "said",
            "port.json: No claim is found in article 'courier-1' at 'said'.",
        ),
        (("evidence", 0, "article"), "x", "port.json: There is no article with the key 'x'."),
        (
            ("articles", 1, "source"),
            "other.example",
            "port.json: Article 'office-1': 'other.example' is not a source.",
        ),
        (
            ("articles", 1, "key"),
            "courier-1",
            "port.json: Several articles have the key 'courier-1'.",
        ),
        (
            ("articles", 1, "day"),
            "Friday",
            "port.json.articles.1.day: This field is not known here; remove it or correct its name.",
        ),
        (
            ("evidence", 0, "stance"),
            "likes",
            "port.json.evidence.0.stance: Input should be 'supports', 'refutes' or 'neutral'.",
        ),
    ],
)
def test_a_broken_seed_file_is_told_with_the_place(
    tmp_path: Path, path: tuple[Any, ...], value: str, told: str
) -> None:
    story = _story()
    part: Any = story
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = value

    with pytest.raises(BrokenSeed) as error:
        read_stories(_folder(tmp_path, story))

    assert str(error.value) == told


def test_a_seed_file_that_is_not_json_is_told(tmp_path: Path) -> None:
    (tmp_path / "port.json").write_text('{"story": ')

    with pytest.raises(BrokenSeed, match=r"^port\.json: Invalid JSON: EOF"):
        read_stories(tmp_path)


def test_a_folder_without_seed_files_is_told(tmp_path: Path) -> None:
    with pytest.raises(BrokenSeed, match=r"^There is no seed file"):
        read_stories(tmp_path)
