"""Processes that are killed while they ingest and link, and processes that ingest at once.

Each kill is a test of its own.
"""

import os
import random
import shutil
import signal
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from pathlib import Path
from time import monotonic, sleep
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import aliased
from sqlmodel import col

from app import background, factcheck, linking
from app.articles.models import Article, ArticleCreate
from app.background import BackgroundLinking
from app.checker import Checker
from app.claims.models import Claim
from app.db import Database
from app.evidence.models import Evidence
from app.linking import first_waiting, link_whole
from app.verdicts.claim_store import article_with_claims
from app.verdicts.models import ArticleWithClaims
from tests.checkers import LINKING, OfAnyDatabase
from tests.invariants import assert_all_is_in_step
from tests.thorough import thorough

KILLS = thorough(whole=50, part=3)
PROCESSES = 2
AT_ONCE = timedelta(0)
SPAWN = get_context("spawn")

FACTS = (
    "the toll bridge at Orrin carried {} carts in 2025",
    "the grain mill of Tessel ground {} tons of rye in 2024",
    "the ferry to Brandal took {} passengers across in May",
    "the clinic of Lowmoor treated {} children for measles",
    "the reservoir above Quenby held {} litres after the drought",
)
DULL = "Nobody else in town could be reached on Sunday evening."

Link = tuple[Any, ...]


def _drafts() -> list[ArticleCreate]:
    """Three articles about each fact: one that tells it, one that denies it, and one with another figure."""
    written = []
    for fact in FACTS:
        told, other = fact.format("3,400"), fact.format("3,900")
        written += [
            ("Courier", f"Pavel Dorn said that {told}. {DULL}"),
            ("Lantern", f"Mayor Ruta Lind denied that {told}. {DULL}"),
            (
                "Gazette",
                f"The council said that {other}.\n\n{DULL} Pavel Dorn said that {told}.",
            ),
        ]
    drafts = [
        ArticleCreate(title=f"Report {place} of the {source}", text=text, source=source)
        for place, (source, text) in enumerate(written)
    ]
    random.Random(11).shuffle(drafts)
    return drafts


DRAFTS = _drafts()


def _checker(most_pairs: int) -> Checker:
    """A checker as a process has it that has just started: with nothing in memory of any database."""
    fresh = replace(LINKING.linker, index=OfAnyDatabase(), most_pairs=most_pairs)
    return replace(LINKING, linker=fresh)


def _evidence(database: Database) -> list[Link]:
    """What is linked to what, in words: ids and the order of linking are left out."""
    told_in, taken_from = aliased(Article), aliased(Article)
    columns: tuple[Any, ...] = (
        col(told_in.title),
        col(Claim.text),
        col(taken_from.title),
        col(Evidence.quote),
        col(Evidence.stance),
        col(Evidence.denial),
        col(Evidence.p),
        col(Evidence.origin),
    )
    wanted = (
        select(*columns)
        .join(Claim, col(Claim.id) == col(Evidence.claim_id))
        .join(told_in, col(told_in.id) == col(Claim.article_id))
        .join(taken_from, col(taken_from.id) == col(Evidence.article_id))
    )
    with database.reading() as session:
        return sorted(map(tuple, session.execute(wanted)), key=str)


@pytest.fixture(scope="module")
def undisturbed(
    migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[Link]]:
    """The evidence of a run that nothing disturbed."""
    path = shutil.copy(migrated_sqlite, tmp_path_factory.mktemp("undisturbed") / "factcheck.db")
    database = Database(f"sqlite:///{path}", sqlite_synchronous="NORMAL")
    checker = _checker(most_pairs=10_000)
    answers = [factcheck.ingest_article(database, checker, draft) for draft in DRAFTS]
    assert not any(answer.article.linking_pending for answer in answers)
    yield _evidence(database)
    database.close()


def _address(database: Database) -> str:
    return database.engine.url.render_as_string(hide_password=False)


def _ingest_and_link(address: str, answers: Connection) -> None:
    """Be a server: store articles one after another, and link beside that what they leave, until killed."""
    background.PAUSE_S, linking.SETTLED_AFTER = 0.01, AT_ONCE
    database, checker = Database(address), _checker(most_pairs=6)
    BackgroundLinking(database, checker.linker).start()
    with answers:  # where this fails, nobody waits for more
        for draft in DRAFTS:
            answers.send(factcheck.ingest_article(database, checker, draft).article)
        sleep(600)


def _killed_after(database: Database, answers: int, more: float) -> list[ArticleWithClaims]:
    """What a process acknowledged before it was killed, after so many answers and a part of the next."""
    database.close()  # the file is opened anew by whoever comes first after the crash
    here, there = SPAWN.Pipe(duplex=False)
    server = SPAWN.Process(target=_ingest_and_link, args=[_address(database), there])
    server.start()
    there.close()
    try:
        acknowledged = [here.recv()]
        started = monotonic()
        acknowledged += [here.recv() for _ in range(answers - 1)]
        sleep(more * (monotonic() - started) / (answers - 1))
    finally:
        os.kill(server.pid or 0, signal.SIGKILL)
        server.join()
    with suppress(EOFError):
        while True:
            acknowledged.append(here.recv())
    _until_its_connections_are_closed(database)
    return acknowledged


def _until_its_connections_are_closed(database: Database) -> None:
    """PostgreSQL finishes the statement that runs before it learns that nobody wants it any more."""
    if database.is_sqlite:
        return
    others = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
    )
    while True:
        with database.reading() as session:
            if session.scalar(others) == 0:
                return
        sleep(0.01)


def _finish(database: Database, checker: Checker) -> None:
    while waiting := first_waiting(database, besides=()):
        link_whole(database, checker.linker, waiting)


@pytest.mark.parametrize("kill", range(KILLS))
def test_a_process_that_is_killed_while_it_links_leaves_what_the_next_one_finishes(
    database: Database, undisturbed: list[Link], monkeypatch: pytest.MonkeyPatch, kill: int
) -> None:
    monkeypatch.setattr(linking, "SETTLED_AFTER", AT_ONCE)
    chance = random.Random(kill)
    answers = chance.randrange(2, len(DRAFTS))

    acknowledged = _killed_after(database, answers, chance.random())

    assert_all_is_in_step(database)
    _assert_is_stored(database, acknowledged)
    checker = _checker(most_pairs=10_000)
    _finish(database, checker)
    for draft in DRAFTS:
        factcheck.ingest_article(database, checker, draft)
    assert _evidence(database) == undisturbed
    assert_all_is_in_step(database)


def _assert_is_stored(database: Database, acknowledged: Sequence[ArticleWithClaims]) -> None:
    """What was answered is there, and nothing that was linked waits again."""
    assert acknowledged
    for answer in acknowledged:
        with database.reading() as session:
            stored = article_with_claims(session, answer.id)
        assert stored.text == answer.text
        assert _ids(stored) == _ids(answer)
        assert answer.linking_pending or not stored.linking_pending


def _ids(article: ArticleWithClaims) -> list[UUID]:
    return [claim.id for claim in article.claims]


def _ingest_in_step(address: str, together: Barrier, drafts: list[ArticleCreate]) -> None:
    """Store articles, each at the same moment as the other process stores one."""
    database, checker = Database(address), _checker(most_pairs=10_000)
    for place, draft in enumerate(drafts):
        if place < len(DRAFTS) // PROCESSES:
            together.wait(timeout=60)
        factcheck.ingest_article(database, checker, draft)
    database.close()


def test_processes_that_ingest_at_once_see_what_the_others_stored(
    database: Database, undisturbed: list[Link], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(linking, "SETTLED_AFTER", AT_ONCE)
    database.close()
    together = SPAWN.Barrier(PROCESSES)
    writers = [
        SPAWN.Process(
            target=_ingest_in_step, args=[_address(database), together, DRAFTS[writer::PROCESSES]]
        )
        for writer in range(PROCESSES)
    ]

    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(timeout=120)

    assert [writer.exitcode for writer in writers] == [0] * PROCESSES
    _finish(database, _checker(most_pairs=10_000))  # all but nothing: what two changed at once
    assert _evidence(database) == undisturbed
    assert_all_is_in_step(database)
