"""The service as a process of its own, as people run it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

_FACTCHECK = Path(sys.executable).with_name("factcheck")
_STARTS_WITHIN_S = 90
_ENDS_WITHIN_S = 20


@dataclass(frozen=True, slots=True)
class Service:
    """A service that answers: where, in which process, and how long it took to start."""

    address: str
    pid: int
    started_in_s: float


@contextmanager
def running_service(database_url: str, *options: str) -> Iterator[str]:
    """The address of a service on loopback over a migrated database; it has ended cleanly afterwards."""
    with started_service(database_url, *options) as service:
        yield service.address


@contextmanager
def started_service(database_url: str, *options: str) -> Iterator[Service]:
    """The same, with its process."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    started = time.monotonic()
    server = subprocess.Popen(
        [_FACTCHECK, "serve", "--port", str(port), *options],
        env={**os.environ, "FACTCHECK_DATABASE_URL": database_url},
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_until_ready(server, address)
        yield Service(address, server.pid, time.monotonic() - started)
    finally:
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=_ENDS_WITHIN_S) == 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_ready(server: "subprocess.Popen[bytes]", address: str) -> None:
    deadline = time.monotonic() + _STARTS_WITHIN_S
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urlopen(f"{address}/readyz") as answer:
                assert answer.status == 200
                return
        except (URLError, ConnectionError):
            time.sleep(0.05)
    raise RuntimeError("the service did not start")
