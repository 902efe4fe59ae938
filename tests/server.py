"""The service as a process of its own, as people run it, and applications in a thread of the tests."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from urllib.error import URLError
from urllib.request import urlopen

import uvicorn

from app.api.protocol import BoundedProtocol

_FACTCHECK = Path(sys.executable).with_name("factcheck")
_STARTS_WITHIN_S = 90
_ENDS_WITHIN_S = 20


@dataclass(frozen=True, slots=True)
class Service:
    """A service that answers: where, in which process, and how long it took to start."""

    address: str
    pid: int
    started_in_s: float

    def kill(self) -> None:
        """Kill it with all its processes; it must be one that is doomed."""
        os.killpg(self.pid, signal.SIGKILL)


@contextmanager
def running_service(
    database_url: str,
    *options: str,
    log: IO[bytes] | None = None,
    settings: Mapping[str, str] | None = None,
) -> Iterator[str]:
    """The address of a service on loopback over a migrated database; it has ended cleanly afterwards.

    Its log goes to the file `log`; `settings` are those that differ from the environment, such as `LOG_FORMAT`.
    """
    with started_service(database_url, *options, log=log, settings=settings) as service:
        yield service.address


@contextmanager
def started_service(
    database_url: str,
    *options: str,
    log: IO[bytes] | None = None,
    settings: Mapping[str, str] | None = None,
    exit_status: int = 0,
) -> Iterator[Service]:
    """The same, with its process."""
    server, service = _start(database_url, *options, log=log, settings=settings)
    try:
        yield service
    finally:
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=_ENDS_WITHIN_S) == exit_status


@contextmanager
def early_service(database_url: str, *options: str) -> Iterator[str]:
    """The address of a service on loopback over a database that may be away."""
    server, service = _start(database_url, *options, answers="/healthz")
    try:
        yield service.address
    finally:
        server.terminate()
        assert server.wait(timeout=_ENDS_WITHIN_S) == 0


@contextmanager
def doomed_service(database_url: str) -> Iterator[Service]:
    """A service that is killed in the end, if not before, whatever it is doing."""
    server, service = _start(database_url, start_new_session=True)
    try:
        yield service
    finally:
        with suppress(ProcessLookupError):
            service.kill()
        server.wait(timeout=_ENDS_WITHIN_S)


@contextmanager
def serving_thread(app: Any) -> Iterator[str]:  # noqa: ANN401 - any ASGI application
    """The address of an application that a thread of this process serves, with the protocol of the service."""
    config = uvicorn.Config(app, http=BoundedProtocol, ws="none", port=0, log_config=None)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        deadline = time.monotonic() + _STARTS_WITHIN_S
        while not server.started:
            assert thread.is_alive()
            assert time.monotonic() < deadline
            time.sleep(0.01)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(_ENDS_WITHIN_S)
        assert not thread.is_alive()


def _start(
    database_url: str,
    *options: str,
    log: IO[bytes] | None = None,
    settings: Mapping[str, str] | None = None,
    start_new_session: bool = False,
    answers: str = "/readyz",
) -> "tuple[subprocess.Popen[bytes], Service]":
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    given = {f"FACTCHECK_{name}": value for name, value in (settings or {}).items()}
    started = time.monotonic()
    server = subprocess.Popen(
        [_FACTCHECK, "serve", "--port", str(port), *options],
        env={**os.environ, "FACTCHECK_DATABASE_URL": database_url, **given},
        stdout=subprocess.DEVNULL,
        stderr=log,
        start_new_session=start_new_session,
    )
    try:
        wait_until_ready(server, address, answers)
    except BaseException:
        server.kill()
        server.wait()
        raise
    return server, Service(address, server.pid, time.monotonic() - started)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_ready(
    server: "subprocess.Popen[bytes]", address: str, path: str = "/readyz"
) -> None:
    deadline = time.monotonic() + _STARTS_WITHIN_S
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urlopen(f"{address}{path}") as answer:
                assert answer.status == 200
                return
        except (URLError, ConnectionError):
            time.sleep(0.05)
    raise RuntimeError("the service did not start")
