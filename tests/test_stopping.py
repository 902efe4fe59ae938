"""A server that is told to end finishes what it has accepted, for as long as it may."""

import os
import shutil
import signal
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx2
import pytest
from sqlalchemy import select, text
from sqlmodel import col

from app.articles.models import Article
from app.db import Database
from tests.api.newsroom import problem_in
from tests.articles.web import response, site
from tests.server import Service, running_service, started_service

PAGE = b"<p>Mayor Ruta Lind said on Monday that the grain mill of Hesk burned down in 2019.</p>"
PATIENCE_S = 60


@dataclass
class SlowPage:
    """A page whose server waits until it is released; `asked` says that somebody waits for it."""

    asked: threading.Event = field(default_factory=threading.Event)
    released: threading.Event = field(default_factory=threading.Event)

    def answer(self, connection: socket.socket) -> None:
        """Send it once it is released."""
        self.asked.set()
        self.released.wait(PATIENCE_S)
        connection.sendall(response(PAGE))


@contextmanager
def _posting(service: Service, url: str) -> Iterator[Future[httpx2.Response]]:
    """An article that is being sent."""
    with ThreadPoolExecutor(1) as sender:
        articles = f"{service.address}/v1/articles"
        yield sender.submit(httpx2.post, articles, json={"url": url}, timeout=PATIENCE_S)


def _tell_to_end(service: Service) -> None:
    """Send SIGTERM, and wait until nothing new is answered."""
    os.kill(service.pid, signal.SIGTERM)
    deadline = time.monotonic() + PATIENCE_S
    with suppress(httpx2.TransportError):
        while time.monotonic() < deadline:
            httpx2.get(f"{service.address}/healthz", timeout=2)
        raise AssertionError("the server answers new requests still")


@pytest.mark.parametrize("workers", ["1", "2"])
def test_an_article_that_was_accepted_is_stored_and_answered_before_the_server_ends(
    migrated_sqlite: Path, tmp_path: Path, workers: str
) -> None:
    url = f"sqlite:///{shutil.copy(migrated_sqlite, tmp_path / 'factcheck.db')}"
    page = SlowPage()
    with site({"/mill": page.answer}) as web:
        settings = {"FETCH_ALLOWED_HOSTS": f"127.0.0.1:{web.port}", "WORKERS": workers}
        with (
            started_service(url, settings=settings) as service,
            _posting(service, f"{web.url}/mill") as sent,
        ):
            assert page.asked.wait(PATIENCE_S)
            _tell_to_end(service)
            page.released.set()

            answer = sent.result(PATIENCE_S)

    assert answer.status_code == 201
    assert _ids(url) == [answer.json()["id"]]


def test_a_request_that_takes_too_long_is_cut_off(migrated_sqlite: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{shutil.copy(migrated_sqlite, tmp_path / 'factcheck.db')}"
    page = SlowPage()
    with site({"/mill": page.answer}) as web, (tmp_path / "log").open("wb") as log:
        settings = {"FETCH_ALLOWED_HOSTS": f"127.0.0.1:{web.port}", "SHUTDOWN_TIMEOUT_S": "1"}
        with (
            started_service(url, log=log, exit_status=1, settings=settings) as service,
            _posting(service, f"{web.url}/mill") as sent,
        ):
            assert page.asked.wait(PATIENCE_S)
            _tell_to_end(service)

            answer = sent.result(PATIENCE_S)
            assert not page.released.is_set()
        page.released.set()

    assert problem_in(answer)["status"] == 503
    assert "send it again" in problem_in(answer)["detail"]
    assert "Ending with requests" in (tmp_path / "log").read_text()
    assert _ids(url) == []


def test_linking_that_was_left_is_finished_by_the_next_start(
    migrated_sqlite: Path, tmp_path: Path
) -> None:
    url = f"sqlite:///{shutil.copy(migrated_sqlite, tmp_path / 'factcheck.db')}"
    texts = [
        "The toll bridge carried 12,400 carts in 2025, the Toll Office said.",
        "Pavel Dorn said that the toll bridge carried 12,400 carts in 2025.",
    ]
    with running_service(url, settings={"LINKING_PAIRS": "0"}) as address:
        for stored in texts:
            sent = {"text": stored, "source": stored[:10]}
            answer = httpx2.post(f"{address}/v1/articles", json=sent)
    assert answer.json()["linking_pending"]
    with closing(Database(url)) as database, database.writing() as session:
        session.execute(text("UPDATE articles SET created_at = '2026-01-01 00:00:00.000000'"))

    with running_service(url) as address, httpx2.Client(base_url=address) as client:
        deadline = time.monotonic() + PATIENCE_S
        while client.get(answer.headers["Location"]).json()["linking_pending"]:
            assert time.monotonic() < deadline
            time.sleep(0.1)
        claim = answer.json()["claims"][0]["id"]
        found = client.get(f"/v1/claims/{claim}/evidence").json()["items"]

    assert [each["stance"] for each in found] == ["supports"]


def _ids(url: str) -> list[str]:
    with closing(Database(url)) as database, database.reading() as session:
        return [str(each) for each in session.scalars(select(col(Article.id)))]
