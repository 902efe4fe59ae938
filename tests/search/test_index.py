"""Finding texts by words and by meaning, the same on both databases."""

from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.exc import StatementError

from app.articles.models import PASSAGES
from app.articles.store import delete_article
from app.claims.models import CLAIM_TEXTS
from app.db import Database
from app.search.index import IndexedText
from tests.search.shelf import Shelf, article, meaning, query, sentences, shelf_of

TOLL = "The toll on the bridge rose to nine crowns."
MILL = "The mill at Orrin ground 40 tons of rye."
BEES = "Bees die around the orchards."


def test_a_text_is_found_by_its_words_whatever_it_means(shelf: Shelf) -> None:
    shelf.put(TOLL, MILL, BEES)

    assert shelf.texts(query("rye from Orrin", like="something else"))[0] == MILL


def test_a_text_is_found_by_its_meaning_whatever_its_words(shelf: Shelf) -> None:
    shelf.put(TOLL, MILL, BEES)

    assert shelf.texts(query("pollinators perish", like=BEES))[0] == BEES


def test_what_fits_by_words_and_by_meaning_stands_first(shelf: Shelf) -> None:
    shelf.put(TOLL, "The toll rose.", "Crossing costs more.", vectors=[meaning(TOLL, "x"), meaning("y"), meaning("z", "x")])  # fmt: skip

    assert shelf.texts(query("toll bridge rose", like="x"))[0] == TOLL


def test_a_hit_tells_its_owner_its_place_and_its_exact_cosine(shelf: Shelf) -> None:
    owner = shelf.put(TOLL, MILL, vectors=[meaning(TOLL), meaning(MILL, TOLL, 0.8)])

    first, second = shelf.find(query(TOLL))[0]

    assert (first.owner, first.text, first.start, first.end) == (owner, TOLL, 0, len(TOLL))
    assert second.start == len(TOLL) + 1
    assert first.cosine == pytest.approx(1, abs=1e-5)
    assert second.cosine == pytest.approx(float(meaning(TOLL) @ meaning(MILL, TOLL, 0.8)), abs=1e-3)
    assert first.score > second.score


def test_several_queries_are_answered_in_their_order(shelf: Shelf) -> None:
    shelf.put(TOLL, MILL, BEES)

    found = shelf.find(query(BEES), query(TOLL), query(MILL), limit=1)

    assert [[hit.text for hit in hits] for hits in found] == [[BEES], [TOLL], [MILL]]


def test_no_query_has_no_answer(shelf: Shelf) -> None:
    assert shelf.find() == []


def test_an_empty_collection_has_nothing(shelf: Shelf) -> None:
    assert shelf.find(query(TOLL)) == [[]]


def test_texts_of_owners_that_are_not_wanted_do_not_crowd_out_others(shelf: Shelf) -> None:
    own = shelf.put(
        *(f"The toll rose to {n} crowns." for n in range(300)),
        vectors=[meaning(str(n), TOLL) for n in range(300)],
    )
    shelf.put(MILL, vectors=[meaning(MILL, TOLL, 0.5)])
    shelf.put("The toll fell.", vectors=[meaning("The toll fell.")])

    found = shelf.texts(query(TOLL), besides=(own,))

    assert set(found) == {MILL, "The toll fell."}


def test_a_deleted_article_is_not_found(shelf: Shelf) -> None:
    owner = shelf.put(TOLL)
    shelf.find(query(TOLL))

    with shelf.database.writing() as session:
        delete_article(session, owner)

    assert shelf.find(query(TOLL)) == [[]]


def test_texts_that_were_removed_are_not_found_and_can_be_added_again(shelf: Shelf) -> None:
    owner = shelf.put(TOLL)
    with shelf.database.writing() as session:
        shelf.index.remove(session, PASSAGES, [owner, uuid4()])
    assert shelf.find(query(TOLL)) == [[]]

    with shelf.database.writing() as session:
        shelf.index.add(session, PASSAGES, sentences(owner, (MILL,)))

    assert shelf.texts(query(TOLL)) == [MILL]


def test_what_is_added_is_found_before_it_is_committed_and_not_after_it_was_undone(
    shelf: Shelf,
) -> None:
    kept = shelf.put(MILL)
    with shelf.database.writing() as session:
        owner = article(session, "undone")
        shelf.index.add(session, PASSAGES, sentences(owner, (TOLL,)))
        [found] = shelf.index.search(session, PASSAGES, [query(TOLL)], 1)
        session.rollback()
    assert [hit.owner for hit in found] == [owner]

    assert [hit.owner for hit in shelf.find(query(TOLL))[0]] == [kept]
    shelf.put(BEES)  # takes the id that was undone, on SQLite
    assert shelf.texts(query("perish", like=BEES), limit=1) == [BEES]


def test_a_text_without_a_vector_is_not_searched(shelf: Shelf) -> None:
    with shelf.database.writing() as session:
        owner = article(session, "title")
        shelf.index.add(session, PASSAGES, [IndexedText(owner, TOLL)])

    assert shelf.find(query(TOLL)) == [[]]


def test_collections_are_apart(shelf: Shelf) -> None:
    shelf.put(TOLL)

    with shelf.database.reading() as session:
        assert shelf.index.search(session, CLAIM_TEXTS, [query(TOLL)], 5) == [[]]


def test_what_another_index_adds_is_found(shelf: Shelf) -> None:
    shelf.put(TOLL)
    shelf.find(query(TOLL))

    shelf_of(shelf.database).put(MILL)

    assert shelf.texts(query(MILL), limit=1) == [MILL]


HOSTILE = [
    "", " ", '"', '"" OR ""', "NEAR(a b)", "text:toll", "toll*", "^toll", "-toll", "(", "toll AND",
    "'; DROP TABLE passages; --", "toll\0bridge", "\0", "\ud800", "a" * 1_000_000, "toll " * 200_000,
    "½ ²", "हिन्दी ภาษาไทย 漢字", "e\u0301" * 1000, "\U0001e900\U0001e901 toll", "İSTANBUL ΟΔΟΣ ß", "%s {} :x",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_can_be_asked_for(shelf: Shelf, text: str) -> None:
    shelf.put(TOLL)

    assert shelf.texts(query(text, like=TOLL)) == [TOLL]


@pytest.mark.parametrize(
    "text", [each for each in HOSTILE if "\0" not in each and "\ud800" not in each]
)
def test_any_text_can_be_stored_and_found_again(shelf: Shelf, text: str) -> None:
    shelf.put(text, BEES)

    assert shelf.texts(query(text), limit=1) == [text]


def test_a_vector_of_another_length_is_refused(shelf: Shelf) -> None:
    with shelf.database.reading() as session:
        texts = [IndexedText(uuid4(), TOLL, vector=meaning(TOLL)[:5])]

        with pytest.raises(StatementError, match="384"):
            shelf.index.add(session, PASSAGES, texts)


def test_both_databases_rank_by_words_alike(
    migrated_postgres: Database, shared_sqlite: Database
) -> None:
    words = ["toll", "bridge", "mill", "rye", "bees", "orchard", "crown", "nine", "ton", "river"]
    texts = [
        " ".join([words[n % 10], words[n // 10 % 10], words[n * 7 % 9], f"n{n}"])
        for n in range(100)
    ]
    asked = [query(" ".join(words[n:] + words[:1]), like=str(n)) for n in range(8)]
    found = []
    for database in (migrated_postgres, shared_sqlite):
        shelf = shelf_of(database)
        owner = shelf.put(*texts)
        found.append(
            [{hit.text: hit.score for hit in hits} for hits in shelf.find(*asked, limit=100)]
        )
        with database.writing() as session:
            delete_article(session, owner)

    for one, other in zip(*found, strict=True):
        assert one == pytest.approx(other, abs=1e-4)
    with migrated_postgres.reading() as session:
        assert session.scalars(select(PASSAGES.table.c.id)).all() == []
