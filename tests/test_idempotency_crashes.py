"""Processes that are killed while they answer a request with a key, and workers that get one request at once.

Whatever moment they die at, the request sent again has one effect, and one answer. Some are killed at random.
"""

import os
import random
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from itertools import count
from multiprocessing import get_context
from multiprocessing.connection import Connection
from time import monotonic, sleep
from typing import Any, NoReturn

import httpx2
import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.articles.models import Article
from app.articles.source_models import Source
from app.claims.models import Claim
from app.columns import utc_now
from app.db import Database
from app.evidence.models import Evidence
from app.idempotency import once
from app.idempotency.models import Answer, Effect, IdempotencyKey, KeyedRequest
from app.idempotency.once import HEADER
from app.keys.ring import KeyRing
from app.main import create_app
from app.settings import Settings
from tests.checkers import LINKING
from tests.invariants import assert_all_is_in_step
from tests.server import running_service
from tests.thorough import thorough

KILLS = thorough(whole=50, part=3)
THREADS = 16
FORKED = get_context("forkserver")
FORKED.set_forkserver_preload(["app.main", "tests.checkers"])

CLAIM = {"text": "The toll bridge at Orrin carried 3,400 carts in 2025."}
ARTICLE = {
    "text": "Mayor Ruta Lind denied that the toll bridge at Orrin carried 3,400 carts in 2025.",
    "source": "Lantern",
}
LINK = {
    "stance": "supports",
    "url": "https://ferry.example/a",
    "quote": "3,400 carts crossed the bridge.",
}
COUNTED = (Article, Claim, Evidence, Source)

Sent = tuple[str, dict[str, str] | None]
Death = Callable[[pytest.MonkeyPatch], None]


def _address(database: Database) -> str:
    return database.engine.url.render_as_string(hide_password=False)


def _app(address: str) -> Any:  # noqa: ANN401 - Starlette types the application of a test client so
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.main.make_checker", lambda _settings: LINKING)
        app = create_app(Settings(database_url=address))
    app.state.keys = KeyRing(app.state.database)
    return app


def _post(client: TestClient, sent: Sent, key: str = "desk-7") -> Response:
    path, body = sent
    return client.post(path, json=body, headers={HEADER: key})


def _die() -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("unreachable")


def _die_when_begun(patch: pytest.MonkeyPatch) -> None:
    def begin_and_die(database: Database, asked: KeyedRequest) -> NoReturn:
        once.begin(database, asked)
        _die()

    patch.setattr("app.api.once.begin", begin_and_die)


def _die_before_commit(patch: pytest.MonkeyPatch) -> None:
    record = once.Turn.record

    def record_and_die(turn: once.Turn, session: Session, effect: Effect) -> NoReturn:
        record(turn, session, effect)
        _die()

    patch.setattr(once.Turn, "record", record_and_die)


def _die_after_commit(patch: pytest.MonkeyPatch) -> None:
    record, writing, had = once.Turn.record, Database.writing, list[Effect]()

    def record_and_remember(turn: once.Turn, session: Session, effect: Effect) -> None:
        record(turn, session, effect)
        had.append(effect)

    @contextmanager
    def write_and_die(database: Database) -> Iterator[Session]:
        with writing(database) as session:
            yield session
        if had:
            _die()

    patch.setattr(once.Turn, "record", record_and_remember)
    patch.setattr(Database, "writing", write_and_die)


def _die_before_the_answer_is_kept(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(once.Turn, "answer", lambda _turn, _answer: _die())


def _die_when_the_answer_is_kept(patch: pytest.MonkeyPatch) -> None:
    answer = once.Turn.answer

    def answer_and_die(turn: once.Turn, kept: Answer) -> NoReturn:
        answer(turn, kept)
        _die()

    patch.setattr(once.Turn, "answer", answer_and_die)


def _be_killed(address: str, die: Death, sent: Sent) -> None:
    """Be a server that dies while it answers."""
    with pytest.MonkeyPatch.context() as patch:
        die(patch)
        _post(TestClient(_app(address), "http://localhost"), sent)


def _count(database: Database) -> dict[str, int]:
    with database.reading() as session:
        return {
            table.__name__: session.scalar(select(func.count()).select_from(table)) or 0
            for table in COUNTED
        }


def _let_leases_run_out(database: Database) -> None:
    with database.writing() as session:
        session.execute(update(IdempotencyKey).values(leased_until=utc_now()))


def _is_replayed(answer: Response) -> bool:
    return "Idempotency-Replayed" in answer.headers


def _shown(answer: Response) -> tuple[Any, ...]:
    return answer.status_code, answer.content, answer.headers.get("location")


def _kill_and_repeat(database: Database, die: Death, sent: Sent) -> Response:
    """What a request is answered that was sent before to a process that died."""
    process = FORKED.Process(target=_be_killed, args=[_address(database), die, sent])
    process.start()
    process.join(timeout=60)
    assert process.exitcode == -signal.SIGKILL

    with TestClient(_app(_address(database)), "http://localhost") as client:
        answer = _post(client, sent)
        if answer.status_code == 409:
            _let_leases_run_out(database)
            answer = _post(client, sent)
        assert _shown(_post(client, sent)) == _shown(answer)
    return answer


@pytest.mark.parametrize(
    "die",
    [
        _die_when_begun,
        _die_before_commit,
        _die_after_commit,
        _die_before_the_answer_is_kept,
        _die_when_the_answer_is_kept,
    ],
)
def test_a_request_that_was_cut_off_at_any_moment_has_one_effect_when_it_is_sent_again(
    database: Database, die: Death
) -> None:
    answer = _kill_and_repeat(database, die, ("/v1/claims", CLAIM))

    assert answer.status_code == 201
    assert _is_replayed(answer) == (die is _die_when_the_answer_is_kept)
    assert _count(database) == {"Article": 0, "Claim": 1, "Evidence": 0, "Source": 0}
    assert_all_is_in_step(database)


def _claim(database: Database) -> str:
    with TestClient(_app(_address(database)), "http://localhost") as client:
        stored: str = client.post("/v1/claims", json=CLAIM).json()["id"]
    return stored


@pytest.mark.parametrize("kind", ["article", "evidence", "source"])
def test_what_is_made_is_called_new_although_it_was_stored_before_a_crash(
    database: Database, kind: str
) -> None:
    claim_id = _claim(database)
    sent = {
        "article": ("/v1/articles", ARTICLE),
        "evidence": (f"/v1/claims/{claim_id}/evidence", LINK),
        "source": ("/v1/sources", {"name": "Lantern"}),
    }[kind]

    answer = _kill_and_repeat(database, _die_after_commit, sent)

    assert (answer.status_code, _is_replayed(answer)) == (201, False)
    assert answer.headers["location"].endswith(answer.json()["id"])
    assert _count(database)[kind.title()] == 1
    assert_all_is_in_step(database)


def test_an_article_that_was_stored_before_a_crash_is_linked_when_it_is_sent_again(
    database: Database,
) -> None:
    claim_id = _claim(database)

    answer = _kill_and_repeat(database, _die_after_commit, ("/v1/articles", ARTICLE))

    assert not answer.json()["linking_pending"]
    with TestClient(_app(_address(database)), "http://localhost") as client:
        [evidence] = client.get(f"/v1/claims/{claim_id}/evidence").json()["items"]
    assert evidence["article_id"] == answer.json()["id"]


def test_a_search_that_was_cut_off_shows_what_it_had_found(database: Database) -> None:
    claim_id = _claim(database)
    with TestClient(_app(_address(database)), "http://localhost") as client:
        article = client.post("/v1/articles", json=ARTICLE).json()
        [linked] = client.get(f"/v1/claims/{claim_id}/evidence").json()["items"]
    _forget(database)

    answer = _kill_and_repeat(database, _die_after_commit, (f"/v1/claims/{claim_id}/search", None))

    [added] = answer.json()["added"]
    assert (added["article_id"], added["quote"]) == (article["id"], linked["quote"])
    assert _count(database)["Evidence"] == 1


def _forget(database: Database) -> None:
    with database.writing() as session:
        for evidence in session.scalars(select(Evidence)).all():
            session.delete(evidence)


def _answer_until_killed(address: str, ready: Connection) -> None:
    """Be a server that answers one request after another."""
    client = TestClient(_app(address), "http://localhost")
    for n in count():
        ready.send(n)
        _post(client, ("/v1/claims", {"text": f"The mill ground {n} tons of rye."}), f"key-{n}")


@pytest.mark.parametrize("kill", range(KILLS))
def test_a_server_that_is_killed_at_random_leaves_no_request_done_twice(
    database: Database, kill: int
) -> None:
    chance = random.Random(kill)
    database.close()
    here, there = FORKED.Pipe(duplex=False)
    server = FORKED.Process(target=_answer_until_killed, args=[_address(database), there])
    server.start()
    there.close()
    begun = monotonic()
    last = [here.recv() for _ in range(chance.randrange(3, 12))][-1]
    sleep(chance.random() * (monotonic() - begun) / last)
    server.kill()
    server.join()
    with suppress(EOFError):
        while True:
            last = here.recv()

    _let_leases_run_out(database)
    with TestClient(_app(_address(database)), "http://localhost") as client:
        answers = [
            _post(client, ("/v1/claims", {"text": f"The mill ground {n} tons of rye."}), f"key-{n}")
            for n in range(last + 1)
        ]

    assert {answer.status_code for answer in answers} == {201}
    assert _count(database)["Claim"] == last + 1
    assert_all_is_in_step(database)


def test_workers_that_get_one_request_at_once_do_it_once(database: Database) -> None:
    def post(_thread: int) -> list[Response]:
        answers = list[Response]()
        while not answers or answers[-1].status_code == 409:
            sleep(int(answers[-1].headers["Retry-After"]) if answers else 0)
            answers.append(client.post("/v1/claims", json=CLAIM, headers={HEADER: "a"}))
        return answers

    with (
        running_service(_address(database), "--workers", "2") as address,
        httpx2.Client(base_url=address, timeout=60) as client,
        ThreadPoolExecutor(THREADS) as threads,
    ):
        answers = list(threads.map(post, range(THREADS)))

    assert len({_shown(tries[-1]) for tries in answers}) == 1
    assert {tries[-1].status_code for tries in answers} == {201}
    assert sum(not _is_replayed(tries[-1]) for tries in answers) == 1
    assert _count(database)["Claim"] == 1
