"""`factcheck serve` as a process of its own: it gets ready, and ends soon and cleanly when it is told to."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest

from tests.server import running_service, started_service


@pytest.mark.parametrize("workers", ["1", "2"])
def test_serve_answers_and_ends_cleanly_when_it_is_told_to(
    migrated_sqlite: Path, tmp_path: Path, workers: str
) -> None:
    path = shutil.copy(migrated_sqlite, tmp_path / "factcheck.db")

    with running_service(f"sqlite:///{path}", "--workers", workers) as address:
        answer = httpx2.get(f"{address}/healthz")

    assert answer.json() == {"status": "ok"}


def test_a_monitor_that_sends_head_gets_headers_and_nothing_else(
    migrated_sqlite: Path, tmp_path: Path
) -> None:
    path = shutil.copy(migrated_sqlite, tmp_path / "factcheck.db")

    with (
        running_service(f"sqlite:///{path}") as address,
        httpx2.Client(base_url=address) as monitor,
    ):
        answers = [
            monitor.request(method, each)
            for each in ("/healthz", "/v1/nothing")
            for method in ("HEAD", "GET")
        ]

    assert [answer.status_code for answer in answers] == [200, 200, 404, 404]
    assert [bool(answer.content) for answer in answers] == [False, True, False, True]
    lengths = [answer.headers["content-length"] for answer in answers]
    assert lengths[::2] == lengths[1::2]


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


def test_with_several_workers_weights_that_do_not_fit_are_told_once(
    migrated_sqlite: Path, tmp_path: Path
) -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("factcheck"), "serve", "--workers", "2"],
        env={
            **os.environ,
            "FACTCHECK_DATABASE_URL": f"sqlite:///{migrated_sqlite}",
            "FACTCHECK_ENCODER_DIR": str(tmp_path),
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    [reason, told] = done.stderr.splitlines()
    assert reason.startswith(f"The folder {tmp_path} does not hold weights that fit: ")
    assert told == "The service cannot start with these weights."
    assert (done.returncode, done.stdout) == (1, "")


def test_a_process_that_only_starts_workers_does_not_hold_the_weights(
    migrated_sqlite: Path, tmp_path: Path
) -> None:
    path = shutil.copy(migrated_sqlite, tmp_path / "factcheck.db")

    with started_service(f"sqlite:///{path}", "--workers", "2") as service:
        children = Path(f"/proc/{service.pid}/task/{service.pid}/children").read_text().split()
        started = max(
            _memory_of(int(child)) for child in children
        )  # one answers; the other may not yet

        assert _memory_of(service.pid) < started / 1.5


def _memory_of(pid: int) -> int:
    """What a process has in memory, in pages."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1])
