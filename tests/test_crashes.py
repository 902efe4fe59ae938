"""The service is killed again and again while people write: what it acknowledged is there, exactly once."""

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from time import monotonic, sleep
from typing import Any

import httpx2
from sqlalchemy import select
from sqlmodel import col

from app.articles.models import Article
from app.claims.models import Claim
from app.db import Database
from app.evidence.models import Evidence
from app.linking import first_waiting
from tests.invariants import assert_all_is_in_step
from tests.server import doomed_service, running_service
from tests.thorough import thorough

KILLS = thorough(whole=50, part=2)
WRITERS = 4
STORY = "Berth {0} was full, the harbour office said. Ada Brandl denied that berth {0} was full."

KEPT = {"id", "text", "quote", "url", "stance", "claim_id", "made_by"}
ANSWERS_WITHIN_S = LINKED_WITHIN_S = 300

Json = dict[str, Any]


@dataclass(slots=True)
class Diary:
    """What was acknowledged: where it can be read, and what was answered."""

    written: dict[str, Json] = field(default_factory=dict)

    def write(self, client: httpx2.Client, path: str, body: Json) -> Json:
        """Post something, and note it once it is acknowledged."""
        answer = client.post(path, json=body)
        assert answer.status_code == 201, answer.text
        self.written[answer.headers["Location"]] = answer.json()
        answered: Json = answer.json()
        return answered


def _write_until_it_is_killed(address: str, name: str, diary: Diary) -> None:
    """Write claims with evidence, and articles, until nobody answers any more."""
    with suppress(httpx2.TransportError), httpx2.Client(base_url=address, timeout=60) as client:
        for number in range(10_000):
            claim = diary.write(client, "/v1/claims", {"text": f"Claim {name}-{number}."})
            for paper in range(3):
                url = f"https://paper{paper}.example/{name}-{number}"
                link = {"stance": "supports", "url": url, "quote": f"Quote {name}-{number}."}
                diary.write(client, f"/v1/claims/{claim['id']}/evidence", link)
            article = {"text": STORY.format(f"{name}-{number}"), "source": "Harbour Courier"}
            diary.write(client, "/v1/articles", article)


def test_what_was_acknowledged_before_a_kill_is_there_exactly_once(fresh_url: str) -> None:
    chance, diary = random.Random(7), Diary()

    for kill in range(KILLS):
        with ThreadPoolExecutor(WRITERS) as threads, doomed_service(fresh_url) as service:
            writers = [
                threads.submit(_write_until_it_is_killed, service.address, f"{kill}-{n}", diary)
                for n in range(WRITERS)
            ]
            _wait_until_it_has(diary, len(diary.written) + chance.randrange(5, 40))
            sleep(chance.uniform(0, 0.1))
        for writer in writers:
            writer.result()

    database = Database(fresh_url)
    with running_service(fresh_url) as address:
        _assert_is_there_as_answered(address, diary)
        _wait_until_all_is_linked(database)
    _assert_is_there_once(database)
    assert_all_is_in_step(database)
    database.close()
    print(f"{len(diary.written)} acknowledged writes, {KILLS} kills")  # noqa: T201 - shown by -rP


def _wait_until_it_has(diary: Diary, acknowledged: int) -> None:
    end = monotonic() + ANSWERS_WITHIN_S
    while len(diary.written) < acknowledged:
        assert monotonic() < end, "the service answers too slowly"
        sleep(0.01)


def _assert_is_there_as_answered(address: str, diary: Diary) -> None:
    assert diary.written
    with httpx2.Client(base_url=address, timeout=60) as client:
        for place, answered in diary.written.items():
            stored = client.get(place)
            assert stored.status_code == 200, f"{place} was acknowledged and is not there"
            assert {key: stored.json()[key] for key in KEPT & answered.keys()} == {
                key: answered[key] for key in KEPT & answered.keys()
            }


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
