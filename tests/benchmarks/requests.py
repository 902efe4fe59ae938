"""What requests cost the server, beside bare handlers that answer the same bytes: `python -m tests.benchmarks.requests`.

Both servers run at once over copies of one database, and take turns: rounds of the same requests over 32 connections.
A ratio is the median of those of the rounds. CPU is that of the server's process, without the database server.
The service is as it starts without settings: on loopback, open since no API key was made, with a line for each request in
its log, which goes to a file.
"""

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated
from uuid import UUID, uuid4

import numpy as np
import psycopg
import typer
from alembic import command
from sqlalchemy import select
from sqlmodel import col

from app.articles.source_models import SourceRef
from app.articles.source_store import place_source
from app.claims.models import Claim
from app.columns import utc_now
from app.db import Database
from app.evidence.models import Evidence, EvidenceState, Stance
from app.evidence.passage_models import OutsidePassage
from app.evidence.store import add_evidence
from app.factcheck import link_evidence
from app.search.vectors import DIMENSIONS
from app.verdicts.settling import settle_verdicts
from tests.benchmarks import bare
from tests.benchmarks.load import Load, answers, get, load, post
from tests.benchmarks.report import Report
from tests.benchmarks.search import Corpus
from tests.benchmarks.sentences import sentences
from tests.benchmarks.serving import fill, peak_mb
from tests.conftest import make_postgres_database
from tests.postgres import running_postgres
from tests.server import Service, free_port, started_service, wait_until_ready

SEED = 41
STORED = 6_000  # sentences, of which each third is a claim
READ = 200  # claims that are read, with two pieces of evidence each
OUTLETS = 40
CROWD = 1_000  # pieces of evidence on one claim
QUOTES = 40_000  # to post, no two alike
READS, LISTS, POSTS, CROWDED = 1_000, 150, 100, 30  # requests of a round
ROUNDS = 7
_MADE = re.compile(rb"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|2\d{3}-\d\d-\d\dT[\d:.]+Z")

Requests = Callable[[], Sequence[bytes]]


@dataclass
class Filled:
    """Claims of a filled database: to read, to link evidence to, and two with much evidence."""

    read: list[UUID]
    linked: Iterator[UUID]
    crowded: dict[str, UUID]
    quotes: Iterator[str] = field(default_factory=lambda: iter(sentences(QUOTES, SEED)))

    def posts(self, count: int, claim_id: UUID | None = None) -> list[bytes]:
        """New pieces of evidence, each on another claim unless one is given."""
        return [self._post(claim_id or next(self.linked), number) for number in range(count)]

    def _post(self, claim_id: UUID, number: int) -> bytes:
        url = f"https://{_outlet(number % OUTLETS)}/{uuid4()}"
        body = {"stance": "supports", "url": url, "quote": f"Some say: {next(self.quotes)}"}
        return post(f"/v1/claims/{claim_id}/evidence", json.dumps(body).encode())


def main(
    rounds: int = ROUNDS,
    json: Annotated[Path, typer.Option(help="Where the numbers go as JSON.")] = Path("bench.json"),
) -> None:
    """Measure both databases."""
    report = Report()
    measure(report, rounds)
    typer.echo("\n".join(["", *report.table()]))
    report.save(json)


def measure(report: Report, rounds: int) -> None:
    """Measure SQLite, then PostgreSQL."""
    on_sqlite(report, rounds)
    on_postgresql(report, rounds)


def on_sqlite(report: Report, rounds: int) -> None:
    """Measure both servers over copies of one file."""
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "service.db"
        url = f"sqlite:///{file}"
        filled = filled_database(url)
        copied = shutil.copy(file, file.with_name("bare.db"))
        report.begin("Requests on SQLite, 32 connections")
        compare(report, filled, url, f"sqlite:///{copied}", rounds)


def on_postgresql(report: Report, rounds: int) -> None:
    """Measure both servers over copies of one database."""
    with running_postgres() as server:
        url = make_postgres_database(server.address, "service")
        filled = filled_database(url)
        with psycopg.connect(f"{server.address}/postgres", autocommit=True) as connection:
            connection.execute("CREATE DATABASE bare TEMPLATE service")
        report.begin("Requests on PostgreSQL, 32 connections")
        compare(report, filled, url, f"{server.address}/bare", rounds)


def filled_database(url: str) -> Filled:
    """A new database with claims, some with evidence."""
    texts = sentences(STORED, SEED + 1)
    vectors = np.random.default_rng(SEED).standard_normal((STORED, DIMENSIONS), np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    database = Database(url)
    command.upgrade(database.migration_config(), "head")
    fill(database, Corpus(texts, vectors, []))
    with database.reading() as session:
        few, many, *ids = session.scalars(select(col(Claim.id)).order_by(col(Claim.id)))
    crowded = {f"{OUTLETS} outlets": few, f"{CROWD:,} outlets": many}
    quotes = sentences(CROWD, SEED + 2)
    _crowd(database, few, quotes, OUTLETS)
    _crowd(database, many, quotes, CROWD)
    for claim_id, quote in zip(ids[: 2 * READ : 2], quotes, strict=False):
        for outlet in (_outlet(1), _outlet(2)):
            draft = OutsidePassage(
                stance=Stance.SUPPORTS,
                url=f"https://{outlet}/{claim_id}",
                quote=f"{outlet}: {quote}",
            )
            link_evidence(database, claim_id, draft)
    database.close()
    return Filled(ids[: 2 * READ : 2], iter(ids[2 * READ :]), crowded)


def _crowd(database: Database, claim_id: UUID, quotes: Sequence[str], outlets: int) -> None:
    with database.writing() as session:
        for number, quote in enumerate(quotes):
            outlet = _outlet(number % outlets)
            link = Evidence(
                claim_id=claim_id,
                stance=Stance.SUPPORTS if number % 3 else Stance.REFUTES,
                state=EvidenceState.ACCEPTED,
                quote=quote,
                source_id=place_source(session, SourceRef(domain=outlet)).id,
                url=f"https://{outlet}/{number}",
                method="person",
            )
            add_evidence(session, link, "person", utc_now())
        settle_verdicts(session, [claim_id])


def _outlet(number: int) -> str:
    return f"outlet{number}.example"


def compare(report: Report, filled: Filled, url: str, bare_url: str, rounds: int) -> None:
    """Start both servers and let them take turns."""
    with ExitStack() as stack:
        log = stack.enter_context(tempfile.TemporaryFile())
        service = stack.enter_context(started_service(url, log=log))
        other = stack.enter_context(started_bare(bare_url))
        for what, server in (("service", service), ("bare", other)):
            report.add(f"start until it is ready, {what}", server.started_in_s, "s")
        read = [get(f"/v1/claims/{claim_id}") for claim_id in filled.read]
        check_same(service, other, [*read[:50], get("/v1/claims"), *filled.posts(1)])
        calls: dict[str, Requests] = {
            "GET /v1/claims/{id}": lambda: read * (READS // READ),
            "GET /v1/claims, 50 of them": lambda: [get("/v1/claims")] * LISTS,
            "POST /v1/claims/{id}/evidence": lambda: filled.posts(POSTS),
        }
        for name, requests in calls.items():
            beside(
                report,
                name,
                [(each.address, each.pid) for each in (service, other)],
                requests,
                rounds,
            )
        crowds(report, filled, service, rounds)
        for what, server in (("service", service), ("bare", other)):
            report.add(f"memory at most, {what}", peak_mb(server), "MB")


def check_same(service: Service, other: Service, requests: Sequence[bytes]) -> None:
    """Make sure that both answer the same bytes, but for the ids and times of what is made."""
    for request in requests:
        one, two = (answers(each.address, [request])[0] for each in (service, other))
        if request.startswith(b"POST"):
            one, two = (_MADE.sub(b"", answer) for answer in (one, two))
        if one != two:
            raise RuntimeError(f"{request!r} is answered\n{one!r}\nand\n{two!r}")


def beside(
    report: Report, name: str, servers: Sequence[tuple[str, int]], requests: Requests, rounds: int
) -> None:
    """Add what the same requests cost both servers."""
    ours, theirs = list[Load](), list[Load]()
    for number in range(rounds + 1):
        sent = requests()
        turns = [(servers[0], ours), (servers[1], theirs)]
        for (address, pid), loads in turns if number % 2 else reversed(turns):
            loads.append(load(address, pid, sent))
    del ours[0], theirs[0]  # which warm up
    report.add(f"{name}: CPU", _median(each.cpu_ms for each in ours), "ms")
    report.add(f"{name}: CPU, bare", _median(each.cpu_ms for each in theirs), "ms")
    pairs = zip(ours, theirs, strict=True)
    report.add(f"{name}: CPU, ratio", _median(one.cpu_ms / two.cpu_ms for one, two in pairs), "")
    report.add(f"{name}: rate", _median(each.per_second for each in ours), "1/s")
    report.add(f"{name}: rate, bare", _median(each.per_second for each in theirs), "1/s")


def crowds(report: Report, filled: Filled, service: Service, rounds: int) -> None:
    """Add what a piece of evidence costs on a claim with many, beside one on a claim with none."""
    for outlets, claim_id in filled.crowded.items():
        ratios = []
        for _ in range(rounds):
            crowded = load(service.address, service.pid, filled.posts(CROWDED, claim_id))
            empty = load(service.address, service.pid, filled.posts(CROWDED))
            ratios.append(crowded.cpu_ms / empty.cpu_ms)
        name = f"POST evidence on {CROWD:,} pieces of {outlets}"
        report.add(f"{name}: CPU", crowded.cpu_ms, "ms")
        report.add(f"{name}: CPU, ratio to one on none", _median(ratios), "")


def _median(values: Iterator[float] | Sequence[float]) -> float:
    return statistics.median(values)


@contextmanager
def started_bare(url: str) -> Iterator[Service]:
    """The bare handlers, served as the service is."""
    port = free_port()
    address, started = f"http://127.0.0.1:{port}", time.monotonic()
    options = ["--factory", "--no-access-log", "--log-level", "warning", "--port", str(port)]
    server = subprocess.Popen(
        [sys.executable, "-m", "uvicorn", "tests.benchmarks.bare:create_app", *options],
        env={**os.environ, bare.DATABASE: url},
    )
    try:
        wait_until_ready(server, address)
        yield Service(address, server.pid, time.monotonic() - started)
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    typer.run(main)
