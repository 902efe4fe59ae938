"""A server that others can reach, and keys that are made and revoked while it runs."""

import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import httpx2
import pytest
from fastapi.testclient import TestClient

from app.db import Database
from app.keys import store
from app.keys.rules import Scope
from app.main import create_app
from app.settings import Settings
from tests.server import early_service, running_service

EVERYWHERE = ("--host", "0.0.0.0")  # noqa: S104
FOREIGN = "127.1"  # is loopback, but is not known as such
KNOWN_WITHIN_S = 30
CONNECTIONS = 8  # enough to meet each of two workers, and too few failures to be refused for them
PAUSE_S = 1.0


def _url(database: Database) -> str:
    return database.engine.url.render_as_string(hide_password=False)


def _add(database: Database, name: str = "desk", scope: Scope = Scope.READ) -> dict[str, str]:
    with database.writing() as session:
        return {"X-API-Key": store.add_key(session, name, scope)}


def _revoke(database: Database, name: str) -> None:
    with database.writing() as session:
        store.revoke_key(session, name)


def _asked(address: str, headers: dict[str, str] | None = None) -> int:
    return httpx2.get(f"{address}/v1/claims", headers=headers or {}).status_code


def _becomes(wanted: int, ask: Callable[[], int]) -> bool:
    """Whether the answer is soon what is wanted, whichever worker gives it."""
    deadline = time.monotonic() + KNOWN_WITHIN_S
    while time.monotonic() < deadline:
        if all(ask() == wanted for _ in range(CONNECTIONS)):
            return True
        time.sleep(PAUSE_S)
    return False


@pytest.mark.parametrize("was_revoked", [False, True])
def test_a_server_that_others_can_reach_does_not_start_without_a_key(
    database: Database, monkeypatch: pytest.MonkeyPatch, *, was_revoked: bool
) -> None:
    if was_revoked:
        _add(database)
        _revoke(database, "desk")
    monkeypatch.setenv("FACTCHECK_DATABASE_URL", _url(database))

    done = subprocess.run(
        [Path(sys.executable).with_name("factcheck"), "serve", *EVERYWHERE, "--port", "0"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Other machines can reach the address 0.0.0.0")
    for way_out in ("factcheck keys create", "127.0.0.1", "FACTCHECK_OPEN_WITHOUT_KEYS=true"):
        assert way_out in done.stderr


def test_with_a_key_it_starts_and_asks_for_it(database: Database) -> None:
    key = _add(database)

    with running_service(_url(database), *EVERYWHERE) as address:
        assert [_asked(address), _asked(address, key)] == [401, 200]


def test_only_the_address_that_is_served_says_who_needs_a_key(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FACTCHECK_HOST", FOREIGN)
    monkeypatch.setenv("factcheck_host", FOREIGN)

    with running_service(_url(database), "--host", "127.0.0.1") as address:
        assert _asked(address) == 200


@pytest.mark.parametrize("workers", ["1", "2"])
def test_without_a_key_it_stays_closed_to_others_also_when_its_database_comes_late(
    migrated_sqlite: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers: str
) -> None:
    monkeypatch.setenv("FACTCHECK_HOST", "127.0.0.1")
    (tmp_path / "moved").mkdir()
    shutil.copy(migrated_sqlite, tmp_path / "moved/factcheck.db")

    with early_service(
        f"sqlite:///{tmp_path}/here/factcheck.db", "--host", FOREIGN, "--workers", workers
    ) as address:
        assert _asked(address) == 503

        (tmp_path / "moved").rename(tmp_path / "here")
        assert _becomes(401, lambda: _asked(address))


def test_who_says_so_serves_others_without_keys(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FACTCHECK_OPEN_WITHOUT_KEYS", "true")

    with running_service(_url(database), *EVERYWHERE) as address:
        assert _asked(address) == 200


def test_every_worker_soon_knows_what_keys_there_are(database: Database) -> None:
    with running_service(_url(database), "--workers", "2") as address:
        assert _becomes(200, lambda: _asked(address))

        key, other = _add(database), _add(database, "other")
        assert _becomes(401, lambda: _asked(address))
        assert _becomes(200, lambda: _asked(address, key))

        _revoke(database, "desk")
        assert _becomes(401, lambda: _asked(address, key))
        assert _asked(address, other) == 200


def test_when_a_key_was_used_last_is_known_after_the_server_has_ended(database: Database) -> None:
    key, _ = _add(database), _add(database, "unused")

    with running_service(_url(database)) as address:
        _asked(address, key)

    with database.reading() as session:
        used = {each.name: each.last_used_at is not None for each in store.all_keys(session)}
    assert used == {"desk": True, "unused": False}


@pytest.mark.parametrize(("trusted", "last"), [(None, 429), ("127.0.0.1", 200)])
def test_only_a_proxy_that_is_trusted_says_where_requests_come_from(
    database: Database, monkeypatch: pytest.MonkeyPatch, trusted: str | None, last: int
) -> None:
    monkeypatch.setenv("FACTCHECK_RATE_LIMIT", "3/hour")
    if trusted:
        monkeypatch.setenv("FACTCHECK_FORWARDED_ALLOW_IPS", trusted)

    with running_service(_url(database)) as address:
        asked = [
            _asked(address, {"X-Forwarded-For": f"198.51.100.{number}"}) for number in range(4)
        ]

    assert asked == [200, 200, 200, last]


@pytest.mark.parametrize(("has_key", "is_told"), [(False, True), (True, False)])
def test_the_log_says_that_everybody_may_write(
    database: Database, caplog: pytest.LogCaptureFixture, *, has_key: bool, is_told: bool
) -> None:
    if has_key:
        _add(database)

    with TestClient(create_app(Settings(database_url=_url(database)))):
        assert ("There is no API key" in caplog.text) == is_told


@pytest.mark.parametrize(("origins", "is_told"), [("*", True), ("https://desk.example", False)])
def test_the_log_says_that_every_page_may_write(
    database: Database, caplog: pytest.LogCaptureFixture, origins: str, *, is_told: bool
) -> None:
    settings = Settings.model_validate({"database_url": _url(database), "cors_origins": origins})

    with TestClient(create_app(settings)):
        assert ("every page" in caplog.text) == is_told
