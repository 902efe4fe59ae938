"""The service, or its database server, is killed again and again while people write.

What was acknowledged is there, exactly once; so is what was not, once it is sent again with its `Idempotency-Key`.
"""

import random
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event
from time import monotonic, sleep
from typing import Any, NamedTuple
from uuid import uuid4

import httpx2
from alembic import command
from sqlalchemy import select
from sqlmodel import col

from app.articles.models import Article
from app.claims.models import Claim
from app.db import Database
from app.evidence.models import Evidence
from app.linking import first_waiting
from tests.conftest import make_postgres_database
from tests.invariants import assert_all_is_in_step
from tests.postgres import PostgresServer, running_postgres
from tests.server import doomed_service, running_service
from tests.thorough import thorough

KILLS = thorough(whole=50, part=2)
WRITERS = 4
STORY = "Berth {0} was full, the harbour office said. Ada Brandl denied that berth {0} was full."
KEPT = {"id", "text", "quote", "url", "stance", "claim_id", "made_by"}
ANSWERS_WITHIN_S = LINKED_WITHIN_S = 300
COME_AGAIN = {409, 503}

Json = dict[str, Any]


class Asked(NamedTuple):
    """A request that is sent until it is answered, always with the same key."""

    path: str
    body: Json
    key: str


@dataclass(slots=True)
class Diary:
    """What was asked and not acknowledged yet, and what was acknowledged: where it can be read, and the answer."""

    open: dict[str, Asked] = field(default_factory=dict)
    written: dict[str, Json] = field(default_factory=dict)

    def write(self, client: httpx2.Client, path: str, body: Json) -> Json:
        """Post something new until it is acknowledged."""
        asked = Asked(path, body, str(uuid4()))
        self.open[asked.key] = asked
        return self.send(client, asked)

    def send(self, client: httpx2.Client, asked: Asked) -> Json:
        """Post something, and note it once it is acknowledged."""
        headers = {"Idempotency-Key": asked.key}
        answer = client.post(asked.path, json=asked.body, headers=headers)
        while answer.status_code in COME_AGAIN:
            sleep(0.2)
            answer = client.post(asked.path, json=asked.body, headers=headers)
        assert answer.status_code == 201, answer.text
        answered: Json = answer.json()
        self.written[answer.headers["Location"]] = answered
        del self.open[asked.key]
        return answered


def _write(address: str, name: str, diary: Diary, enough: Event) -> None:
    """Write claims with evidence, and articles, until it is enough or nobody answers any more."""
    with suppress(httpx2.TransportError), _client(address) as client:
        for number in range(10_000):
            if enough.is_set():
                return
            claim = diary.write(client, "/v1/claims", {"text": f"Claim {name}-{number}."})
            for paper in range(3):
                url = f"https://paper{paper}.example/{name}-{number}"
                link = {"stance": "supports", "url": url, "quote": f"Quote {name}-{number}."}
                diary.write(client, f"/v1/claims/{claim['id']}/evidence", link)
            article = {"text": STORY.format(f"{name}-{number}"), "source": "Harbour Courier"}
            diary.write(client, "/v1/articles", article)


def _client(address: str) -> httpx2.Client:
    return httpx2.Client(base_url=address, timeout=60)


@contextmanager
def _writers(address: str, name: object, diary: Diary) -> Iterator[None]:
    """Several people write, and end with whatever ends inside; what any of them met that is no end is raised."""
    enough = Event()
    with ThreadPoolExecutor(WRITERS) as threads:
        jobs: list[Future[None]] = [
            threads.submit(_write, address, f"{name}-{number}", diary, enough)
            for number in range(WRITERS)
        ]
        try:
            yield
        finally:
            enough.set()
    for job in jobs:
        job.result()


def test_what_is_sent_to_a_service_that_is_killed_is_there_exactly_once(fresh_url: str) -> None:
    chance, diary = random.Random(7), Diary()

    for kill in range(KILLS):
        with doomed_service(fresh_url) as service, _writers(service.address, kill, diary):
            _wait_until_it_has(diary, len(diary.written) + chance.randrange(5, 40))
            sleep(chance.uniform(0, 0.1))
            service.kill()

    with running_service(fresh_url) as address:
        _assert_all_is_as_answered(address, fresh_url, diary)


def test_what_is_sent_while_the_database_server_is_killed_is_there_exactly_once() -> None:
    chance, diary = random.Random(7), Diary()
    with running_postgres(may_forget=False) as server:
        url = _migrated(server)
        with running_service(url) as address:
            for kill in range(KILLS):
                with _writers(address, kill, diary):
                    _wait_until_it_has(diary, len(diary.written) + chance.randrange(5, 40))
                    server.kill()
                    sleep(chance.uniform(0, 0.5))
                    server.start()
                    _wait_until_it_has(diary, len(diary.written) + 1)
            _assert_all_is_as_answered(address, url, diary)


def _migrated(server: PostgresServer) -> str:
    url = make_postgres_database(server.address, "factcheck")
    database = Database(url)
    command.upgrade(database.migration_config(), "head")
    database.close()
    return url


def _wait_until_it_has(diary: Diary, acknowledged: int) -> None:
    end = monotonic() + ANSWERS_WITHIN_S
    while len(diary.written) < acknowledged:
        assert monotonic() < end, "the service answers too slowly"
        sleep(0.01)


def _assert_all_is_as_answered(address: str, url: str, diary: Diary) -> None:
    with _client(address) as client:
        for asked in list(diary.open.values()):
            diary.send(client, asked)
        for place, answered in diary.written.items():
            stored = client.get(place)
            assert stored.status_code == 200, f"{place} was acknowledged and is not there"
            kept = KEPT & answered.keys()
            assert {key: stored.json()[key] for key in kept} == {key: answered[key] for key in kept}
    database = Database(url)
    _wait_until_all_is_linked(database)
    _assert_is_there_once(database)
    assert_all_is_in_step(database)
    database.close()
    print(f"{len(diary.written)} writes, {KILLS} kills")  # noqa: T201 - shown by -rP


def _assert_is_there_once(database: Database) -> None:
    """No text, and no quote of a person, is there twice."""
    written = (
        select(col(Claim.text)).where(col(Claim.article_id).is_(None)),
        select(col(Article.text)),
        select(col(Evidence.quote), col(Evidence.url)).where(col(Evidence.article_id).is_(None)),
    )
    with database.reading() as session:
        for rows in written:
            counts = Counter(map(tuple, session.execute(rows)))
            assert set(counts.values()) <= {1}


def _wait_until_all_is_linked(database: Database) -> None:
    end = monotonic() + LINKED_WITHIN_S
    while first_waiting(database, besides=()) is not None:
        assert monotonic() < end, "what waited for its links is not linked"
        sleep(0.2)
