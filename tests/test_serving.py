"""`factcheck serve` as a process of its own: it gets ready, and ends soon and cleanly when it is told to."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest

from tests.server import running_service


@pytest.mark.parametrize("workers", ["1", "2"])
def test_serve_answers_and_ends_cleanly_when_it_is_told_to(
    migrated_sqlite: Path, tmp_path: Path, workers: str
) -> None:
    path = shutil.copy(migrated_sqlite, tmp_path / "factcheck.db")

    with running_service(f"sqlite:///{path}", "--workers", workers) as address:
        answer = httpx2.get(f"{address}/healthz")

    assert answer.json() == {"status": "ok"}


def test_serve_says_where_the_docs_are_and_can_be_stopped_at_once(
    migrated_sqlite: Path, tmp_path: Path
) -> None:
    path = shutil.copy(migrated_sqlite, tmp_path / "factcheck.db")
    server = subprocess.Popen(
        [Path(sys.executable).with_name("factcheck"), "serve", "--port", "0"],
        env={**os.environ, "FACTCHECK_DATABASE_URL": f"sqlite:///{path}"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdout is not None

    told = server.stdout.readline()
    server.send_signal(signal.SIGTERM)

    server.communicate(timeout=10)
    assert told == "The docs will be at http://127.0.0.1:0/docs\n"
    assert server.returncode == 0
