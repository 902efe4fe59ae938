"""The API does what its description says: schemathesis, with all its checks, on a running service of either database."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import httpx2
import pytest

from app.db import Database
from app.keys.rules import Scope
from app.keys.store import add_key
from tests.server import running_service
from tests.thorough import thorough

HERE = Path(__file__).parent
EXAMPLES = thorough(whole=60, part=3)  # of each operation, in each phase
LEAST_CASES = thorough(whole=2_000, part=500)
SENTENCE = "The terminal counted 41,200 containers in May, the harbour office said."


class _Story(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        page = f"<html><body><article><p>{SENTENCE}</p></article></body></html>".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


@pytest.fixture(scope="module")
def page() -> Iterator[str]:
    """The address of a page with a story, on loopback."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Story) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/terminal"
        server.shutdown()


def test_schemathesis_finds_nothing_that_is_not_as_described(
    fresh_url: str, page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FACTCHECK_FETCH_ALLOWED_HOSTS", page.split("/")[2])
    key = _key(fresh_url)
    with running_service(fresh_url) as address:
        told = _run(address, key, page, tmp_path)

    assert told.returncode == 0, told.stdout
    (cases,) = re.findall(r"(\d+) generated", told.stdout)
    assert int(cases) >= LEAST_CASES
    assert "Stateful" in told.stdout


def _key(url: str) -> str:
    """A key that may do everything."""
    with closing(Database(url)) as database, database.writing() as session:
        return add_key(session, "desk", Scope.ADMIN)


def _run(address: str, key: str, page: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    headers = {"Authorization": f"Bearer {key}"}
    article = httpx2.post(f"{address}/v1/articles", json={"text": SENTENCE}, headers=headers).json()
    stored = {"page": page, "article_id": article["id"], "sentence": SENTENCE}
    return subprocess.run(
        [
            Path(sys.executable).with_name("schemathesis"),
            f"--config-file={HERE / 'schemathesis.toml'}",
            "run",
            f"{address}/openapi.json",
            "--checks=all",
            "--exclude-checks=ignored_auth",  # failures are limited: 429; test_keys.py tries every operation
            f"--header=Authorization: Bearer {key}",
            f"--max-examples={EXAMPLES}",
            "--seed=1",
            "--generation-database=none",
        ],
        env={
            **os.environ,
            "DESCRIBED_STORED": json.dumps(stored),
            "SCHEMATHESIS_HOOKS": "tests.described.hooks",
        },
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
