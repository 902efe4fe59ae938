"""Vectors in memory on SQLite are those in the table, whatever happens to the table."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from uuid import UUID

import numpy as np
import pytest
from sqlalchemy import select, text

from app.articles.models import PASSAGES
from app.db import Database
from app.search import blocks
from app.search.bits import block_of
from app.search.blocks import Blocks
from app.search.vectors import from_bytes
from tests.search.shelf import Shelf, article, meaning, query, sentences, shelf_of

SMALL = 8


@pytest.fixture
def small(
    shared_sqlite: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[Shelf]:
    """An index in a database of its own that packs every eight ids."""
    monkeypatch.setattr(blocks, "BLOCK", SMALL)
    path = tmp_path / "own.db"
    backup(shared_sqlite, path)
    database = Database(f"sqlite:///{path}", sqlite_synchronous="NORMAL")
    with database.writing() as session:
        session.execute(text("DELETE FROM sqlite_sequence"))
        session.execute(text("DELETE FROM passages_blocks"))
    yield shelf_of(database)
    database.close()


def backup(database: Database, path: Path) -> None:
    copy(Path(str(database.engine.url.database)), path)


def copy(source: Path, target: Path) -> None:
    """Put the state of one database into another, as SQLite's own tools do."""
    with closing(sqlite3.connect(source)) as read, closing(sqlite3.connect(target)) as written:
        read.backup(written)


def held(shelf: Shelf, known: Blocks) -> dict[int, bytes]:
    """The signs in memory by id."""
    with shelf.database.reading() as session:
        return {
            identity: bits.tobytes()
            for block in known.of(session, PASSAGES)
            for identity, bits in zip(block.ids.tolist(), block.bits.T, strict=True)
        }


def stored(shelf: Shelf) -> dict[int, bytes]:
    """The signs of the vectors in the table by id."""
    table = PASSAGES.table
    with shelf.database.reading() as session:
        rows = session.execute(select(table.c.id, table.c.vector)).all()
    block = block_of([row.id for row in rows], from_bytes([row.vector for row in rows]))
    return dict(zip(block.ids.tolist(), [bits.tobytes() for bits in block.bits.T], strict=True))


def packed(shelf: Shelf) -> list[int]:
    """The numbers of the packed blocks."""
    with shelf.database.reading() as session:
        return list(session.scalars(text("SELECT number FROM passages_blocks ORDER BY number")))


def remove(shelf: Shelf, *owners: UUID) -> None:
    with shelf.database.writing() as session:
        shelf.index.remove(session, PASSAGES, owners)


def some(name: str, count: int) -> tuple[str, ...]:
    return tuple(f"{name} {n}" for n in range(count))


def test_memory_follows_the_table_as_it_grows(small: Shelf) -> None:
    old = Blocks()
    for n in range(12):
        small.put(*some(f"batch {n}", n % 5 + 1))

        assert held(small, old) == held(small, Blocks()) == stored(small)
    assert packed(small) == [0, 1, 2, 3]


def test_a_single_large_addition_is_packed_at_once(small: Shelf) -> None:
    small.put(*some("large", 5 * SMALL + 3))

    assert packed(small) == [0, 1, 2, 3, 4]
    assert held(small, Blocks()) == stored(small)


def test_deleted_texts_are_not_found_though_their_block_is_packed(small: Shelf) -> None:
    gone = small.put(*some("gone", SMALL // 2))
    small.put(*some("kept", SMALL))
    small.find(query("gone 1"))

    remove(small, gone)

    found = small.texts(query("gone 1"), limit=99)
    assert sorted(found) == sorted(some("kept", SMALL))


def test_blocks_of_deleted_texts_alone_are_dropped(small: Shelf) -> None:
    owners = [small.put(*some(f"batch {n}", SMALL)) for n in range(4)]
    known = Blocks()
    held(small, known)

    remove(small, *owners[:3])
    small.put(*some("batch 4", SMALL))

    assert packed(small) == [3, 4]
    assert held(small, known) == stored(small)


def test_texts_without_vectors_fill_no_blocks_and_stop_no_packing(small: Shelf) -> None:
    owner = small.put("first")
    with small.database.writing() as session:
        bare = [{"owner": owner, "text": f"bare {n}"} for n in range(3 * SMALL)]
        session.execute(PASSAGES.table.insert(), bare)
    small.put("last")

    assert packed(small) == [0, 1, 2]
    assert len(held(small, Blocks())) == 2


def test_an_older_state_that_is_put_back_under_a_running_process_is_noticed(
    small: Shelf, tmp_path: Path
) -> None:
    small.put(*some("old", SMALL + 3))
    saved = tmp_path / "saved.db"
    backup(small.database, saved)
    small.put(*some("lost", SMALL))
    assert small.texts(query("lost 5"), limit=1) == ["lost 5"]
    known = Blocks()
    held(small, known)

    copy(saved, Path(str(small.database.engine.url.database)))
    shelf_of(small.database).put(*some("new", SMALL))

    assert held(small, known) == stored(small)
    assert small.texts(query("new 5"), limit=1) == ["new 5"]


def test_a_search_inside_a_large_collection_agrees_with_every_cosine(small: Shelf) -> None:
    near = {f"near {n}": meaning(str(n), "asked", 0.3 + n / 200) for n in range(100)}
    small.put(*near, vectors=[*near.values()])
    small.put(*some("far", 400))

    found = small.find(query("?", like="asked"), limit=10)[0]

    cosines = {name: float(meaning("asked") @ vector) for name, vector in near.items()}
    exact = sorted(cosines, key=lambda name: -cosines[name])[:10]
    assert [hit.text for hit in found] == exact
    assert np.allclose([hit.cosine for hit in found], [cosines[name] for name in exact], atol=1e-3)


def test_what_is_not_committed_is_not_kept_in_memory(small: Shelf) -> None:
    known = Blocks()
    with small.database.writing() as session:
        owner = article(session, "undone")
        small.index.add(session, PASSAGES, sentences(owner, some("undone", 3)))
        assert len(known.of(session, PASSAGES)[-1].ids) == 3
        session.rollback()

    small.put(*some("kept", 2))

    assert held(small, known) == stored(small)
