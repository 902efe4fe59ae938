"""Several processes on one index, and processes that are killed."""

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest
from sqlalchemy import func, select, text

from app.articles.models import PASSAGES, Article
from app.db import Database
from app.search import blocks
from tests.search.shelf import Shelf, query, shelf_of

PROCESSES = 2
ARTICLES = 12
IN_ARTICLE = 5
SMALL = 16


@pytest.fixture(autouse=True)
def _small_blocks(database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Blocks fill within a test; those packed in other sizes are not left behind."""
    monkeypatch.setattr(blocks, "BLOCK", SMALL)
    if database.is_sqlite:
        _forget_ids(database)
    yield
    if database.is_sqlite:
        with database.writing() as session:
            session.execute(text("DELETE FROM articles"))
        _forget_ids(database)


def _forget_ids(database: Database) -> None:
    with database.writing() as session:
        session.execute(text("DELETE FROM passages_blocks"))
        session.execute(text("DELETE FROM sqlite_sequence"))


def _address(database: Database) -> str:
    return database.engine.url.render_as_string(hide_password=False)


def _sentences(writer: int, number: int) -> list[str]:
    return [f"w{writer}n{number}s{place}" for place in range(IN_ARTICLE)]


def _add_and_find(address: str, writer: int) -> bool:
    """Add articles, and wait until the last one of every writer is found."""
    blocks.BLOCK = SMALL
    database = Database(address)
    shelf = shelf_of(database)
    for number in range(ARTICLES):
        shelf.put(*_sentences(writer, number))
        shelf.find(query(f"w{writer}n{number}s0"))
    deadline = time.monotonic() + 60
    wanted = [_sentences(other, ARTICLES - 1)[-1] for other in range(PROCESSES)]
    is_found = False
    while not is_found and time.monotonic() < deadline:
        is_found = [shelf.texts(query(each), limit=1) for each in wanted] == [[w] for w in wanted]
    database.close()
    return is_found


def test_processes_that_add_at_once_find_what_the_others_added(database: Database) -> None:
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as processes:
        jobs = [
            processes.submit(_add_and_find, _address(database), writer)
            for writer in range(PROCESSES)
        ]
        assert [job.result(timeout=120) for job in jobs] == [True] * PROCESSES

    _assert_all_is_found(shelf_of(database), PROCESSES * ARTICLES)


def _add_for_ever(address: str) -> None:
    blocks.BLOCK = SMALL
    shelf = shelf_of(Database(address))
    for number in range(1_000_000):
        shelf.put(*_sentences(0, number))


@pytest.mark.parametrize("after", [1, 4, 9])
def test_a_process_that_is_killed_while_it_adds_leaves_everything_in_step(
    database: Database, after: int
) -> None:
    writer = get_context("spawn").Process(target=_add_for_ever, args=[_address(database)])
    writer.start()
    deadline = time.monotonic() + 60
    while _count(database) < after and time.monotonic() < deadline:
        time.sleep(0.001)
    os.kill(writer.pid or 0, signal.SIGKILL)
    writer.join()

    shelf = shelf_of(database)
    shelf.put("the last one")

    assert shelf.texts(query("the last one"), limit=1) == ["the last one"]
    _assert_all_is_found(shelf, _count(database) - 1, more=1)


def _count(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(Article)) or 0


def _assert_all_is_found(shelf: Shelf, articles: int, more: int = 0) -> None:
    """Every text of every article is there, and some are found by their words and by their meaning."""
    table = PASSAGES.table
    with shelf.database.reading() as session:
        texts = session.scalars(select(table.c.text)).all()
    assert len(texts) == len(set(texts)) == articles * IN_ARTICLE + more
    texts = texts[:: max(len(texts) // 40, 1)]
    by_meaning = shelf.find(*(query("?", like=each) for each in texts), limit=1)
    assert [hits[0].text for hits in by_meaning] == texts
    by_words = shelf.find(*(query(each, like="something else") for each in texts), limit=10)
    assert all(
        each in {hit.text for hit in hits} for each, hits in zip(texts, by_words, strict=True)
    )
    if shelf.database.is_sqlite:
        with shelf.database.writing() as session:  # raises where words and texts are not in step
            session.execute(
                text(
                    "INSERT INTO passages_words (passages_words, rank) VALUES ('integrity-check', 1)"
                )
            )
