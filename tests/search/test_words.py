"""Lists of owners whose texts have certain words."""

import pytest
from sqlalchemy import select
from sqlmodel import col

from app.articles.models import PASSAGES, Article
from app.claims.models import CLAIM_TEXTS, Claim
from app.search import words
from app.search.index import IndexedText
from app.search.words import with_words, words_of
from tests.search.shelf import Shelf, article


def _shelve(shelf: Shelf, title: str, *texts: str) -> None:
    with shelf.database.writing() as session:
        owner = article(session, title)
        shelf.index.add(session, PASSAGES, [IndexedText(owner, text) for text in (title, *texts)])


def _found(shelf: Shelf, q: str) -> list[str]:
    with shelf.database.reading() as session:
        has = with_words(session, col(Article.id), PASSAGES, words_of(q))
        return list(session.scalars(select(col(Article.text)).where(has).order_by(col(Article.id))))


@pytest.mark.parametrize("many", [1, words.MANY])
@pytest.mark.parametrize(
    ("q", "titles"),
    [
        ("planks", ["Repairs", "Planks"]),
        ("PLANKS", ["Repairs", "Planks"]),
        ("new planks", ["Repairs"]),
        ("planks, new!", ["Repairs"]),
        ("council 14", ["Repairs"]),
        ("plank", []),
        ("mühle", ["Mühle"]),
        ("muhle", []),
        ("цена", ["Цена"]),
        ("3", ["Planks"]),
        ("14", ["Repairs"]),
        ("a_b", ["Repairs"]),
        ("a", []),
        ("and OR not NEAR", []),
        ("example", ["Repairs"]),
        ("planks nowhere", []),
        ("\U0001e900\U0001e901", []),
        ("ab" * 100, []),
    ],
)
def test_owners_are_found_by_whole_words_of_all_their_texts(
    shelf: Shelf, q: str, titles: list[str], many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(words, "MANY", many)
    _shelve(shelf, "Mühle", "Die Mühle steht.")
    _shelve(shelf, "Цена", "Цена выросла.")
    _shelve(shelf, "Repairs", "The council bought new planks (a_b).", "See /x.example for -7.14.")
    _shelve(shelf, "Planks", "It bought 3.", "a" * 3_000)

    assert _found(shelf, q) == titles


def test_texts_that_are_gone_are_not_found_by_their_words(shelf: Shelf) -> None:
    owner = shelf.put("The council bought planks.", name="Repairs")
    assert _found(shelf, "planks") == ["Repairs"]

    with shelf.database.writing() as session:
        shelf.index.remove(session, PASSAGES, [owner])

    assert _found(shelf, "planks") == []


def test_owners_in_one_collection_are_not_those_in_another(shelf: Shelf) -> None:
    shelf.put("The council bought planks.")

    with shelf.database.reading() as session:
        has = with_words(session, col(Claim.id), CLAIM_TEXTS, ["planks"])
        assert session.scalars(select(col(Claim.id)).where(has)).all() == []
