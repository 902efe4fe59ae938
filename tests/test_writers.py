"""Many writers of several processes link evidence to the same few claims, for as long as they can."""

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from itertools import count
from multiprocessing import get_context
from time import monotonic
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from app import factcheck
from app.claims.models import ClaimCreate
from app.db import Database
from app.evidence.models import Evidence, Stance
from app.evidence.passage_models import OutsidePassage
from tests.checkers import BY_RULES
from tests.invariants import assert_all_is_in_step
from tests.thorough import thorough

PROCESSES = 4
WRITERS = 32
CLAIMS = 10
SECONDS = thorough(whole=10, part=1)
CONNECTIONS = 16  # of each process: a server of PostgreSQL takes 100 unless it is told otherwise


def _link_until_the_end(address: str, claim_ids: Sequence[UUID], process: int) -> list[UUID]:
    """What one process linked, as it was answered; an error of any writer is raised."""
    database = Database(address, pool_size=CONNECTIONS)
    end = monotonic() + SECONDS

    def link(writer: int) -> list[UUID]:
        linked: list[UUID] = []
        for number in count():
            if monotonic() > end:
                return linked
            name = f"{process}-{writer}-{number}"
            passage = OutsidePassage(
                stance=Stance.REFUTES if number % 3 == 0 else Stance.SUPPORTS,
                url=f"https://paper{writer % 8}.example/{name}",
                quote=f"The mill ground rye, wrote somebody in piece {name}.",
            )
            claim_id = claim_ids[(writer + number) % len(claim_ids)]
            linked.append(factcheck.link_evidence(database, claim_id, passage).evidence.id)
        raise AssertionError

    with ThreadPoolExecutor(WRITERS) as threads:
        answers = list(threads.map(link, range(WRITERS)))
    database.close()
    return [each for answer in answers for each in answer]


def test_every_link_of_many_writers_is_there_once_and_in_its_verdict(database: Database) -> None:
    drafts = [ClaimCreate(text=f"The mill ground {n} tons of rye.") for n in range(CLAIMS)]
    claim_ids = [factcheck.submit_claim(database, BY_RULES, draft).id for draft in drafts]
    address = database.engine.url.render_as_string(hide_password=False)

    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as processes:
        jobs = [
            processes.submit(_link_until_the_end, address, claim_ids, process)
            for process in range(PROCESSES)
        ]
        acknowledged = [each for job in jobs for each in job.result(timeout=SECONDS + 120)]

    with database.reading() as session:
        stored = session.scalars(select(col(Evidence.id))).all()
    assert sorted(stored) == sorted(acknowledged)
    assert len(stored) > CLAIMS
    print(f"{len(stored)} links in {SECONDS} s")  # noqa: T201 - shown by -rP
    assert_all_is_in_step(database)
