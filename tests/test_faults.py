"""What may go wrong around a running service: each time it says what to do, recovers by itself, and loses nothing."""

import os
import resource
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import httpx2
import pytest
from alembic import command
from fastapi.testclient import TestClient
from sqlalchemy import event, select, text
from sqlmodel import col
from typer.testing import CliRunner, Result
from uuid_utils.compat import uuid7

from app import columns, factcheck
from app.articles.source_models import Source, SourceKind
from app.claims.models import ClaimCreate
from app.cli import cli
from app.db import Database
from app.errors import Unavailable
from app.keys.ring import KeyRing
from app.linking import first_waiting
from app.main import create_app
from app.settings import Settings
from tests.api.newsroom import UNKNOWN_ID, Json, Newsroom, problem_in
from tests.checkers import BY_RULES
from tests.postgres import running_postgres
from tests.server import started_service

CALLS = [
    ("GET", "/readyz", None),
    ("GET", "/v1/claims", None),
    ("GET", f"/v1/claims/{UNKNOWN_ID}", None),
    ("POST", "/v1/claims", {"text": "The mill of Hesk burned in 2019."}),
    ("POST", "/v1/articles", {"text": "The mill of Hesk burned in 2019."}),
]
NOBODY = 65534
Client = TestClient | httpx2.Client


def _claims(client: Client) -> list[str]:
    answer = client.get("/v1/claims", params={"limit": "200"})
    assert answer.status_code == 200, answer.text
    return sorted(claim["id"] for claim in answer.json()["items"])


def _store(client: Client, text: str) -> str:
    """The id of a claim that was acknowledged."""
    answer = client.post("/v1/claims", json={"text": text})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def _assert_says_what_to_do(client: Client, advice: str = "") -> None:
    """Every call is answered 503 with that advice, and the process is well."""
    for method, path, body in CALLS:
        answer = client.request(method, path, json=body)
        assert answer.status_code == 503, (path, answer.text)
        assert advice in problem_in(answer)["detail"]
    assert client.get("/healthz").status_code == 200


def _assert_serves(client: Client, claims: list[str]) -> None:
    """It is ready, has these claims, and stores more."""
    assert client.get("/readyz").status_code == 200
    assert _claims(client) == sorted(claims)
    _store(client, "The ferry sails again.")


@contextmanager
def _served(path: Path) -> Iterator[TestClient]:
    """The service over an SQLite file."""
    with TestClient(
        create_app(Settings(database_url=f"sqlite:///{path}")), "http://localhost"
    ) as client:
        yield client


def _client_over(database: Database) -> TestClient:
    """The service over a database, not started: it does nothing beside the requests."""
    app = create_app()
    app.state.database, app.state.checker = database, BY_RULES
    app.state.keys = KeyRing(database)
    return TestClient(app, "http://localhost")


@pytest.fixture
def path(migrated_sqlite: Path, tmp_path: Path) -> Path:
    """An SQLite database in a folder of its own."""
    folder = tmp_path / "data"
    folder.mkdir()
    return Path(shutil.copy(migrated_sqlite, folder / "factcheck.db"))


def test_the_service_waits_for_postgresql_to_come_back() -> None:
    with running_postgres() as server:
        url = f"{server.address}/postgres"
        with closing(Database(url)) as database:
            command.upgrade(database.migration_config(), "head")
        with (
            started_service(url) as service,
            httpx2.Client(base_url=service.address, timeout=60) as client,
        ):
            stored = _store(client, "The mill burned.")

            server.stop()

            _assert_says_what_to_do(client, "Try again")
            assert "127.0.0.1" not in client.get("/v1/claims").text
            server.start()
            _assert_serves(client, [stored])


def test_a_removed_file_is_noticed_at_once_and_served_again_when_it_is_back(path: Path) -> None:
    with (
        started_service(f"sqlite:///{path}") as service,
        httpx2.Client(base_url=service.address, timeout=60) as client,
    ):
        stored = [_store(client, f"Mill {number} burned.") for number in range(3)]

        aside = path.parent.rename(path.parent.with_name("aside"))
        path.parent.mkdir()

        _assert_says_what_to_do(client)
        assert not path.exists()
        path.parent.rmdir()
        aside.rename(path.parent)
        _assert_serves(client, stored)


def test_a_file_that_is_moved_without_its_log_is_whole_when_it_is_back(path: Path) -> None:
    with _served(path) as client:
        stored = [_store(client, f"Mill {number} burned.") for number in range(3)]

        aside = path.rename(path.with_name("aside.db"))

        _assert_says_what_to_do(client, "put it back")
        assert _migrate(path).exit_code == 1
        aside.rename(path)
        _assert_serves(client, stored)
    _assert_is_sound(path)


def test_another_file_in_its_place_is_left_alone_and_served_after_a_restart(
    path: Path, migrated_sqlite: Path
) -> None:
    backup = path.with_name("backup.db")
    shutil.copy(migrated_sqlite, backup)
    with _served(backup) as client:
        restored = _store(client, "The ferry sails.")
    content = backup.read_bytes()
    with (
        started_service(f"sqlite:///{path}") as service,
        httpx2.Client(base_url=service.address, timeout=60) as client,
    ):
        for number in range(20):
            _store(client, f"Mill {number} burned.")

        backup.rename(path)

        assert _log_of(path).stat().st_size > 0
        _assert_says_what_to_do(client, "another file took its place")
        assert str(path) not in client.get("/v1/claims").text
    assert path.read_bytes() == content
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink()
    with _served(path) as client:
        _assert_serves(client, [restored])
    _assert_is_sound(path)


def test_the_first_file_is_served_again_when_it_is_back_after_another(
    path: Path, migrated_sqlite: Path
) -> None:
    with _served(path) as client:
        stored = [_store(client, f"Mill {number} burned.") for number in range(20)]
        aside = path.rename(path.with_name("aside.db"))
        shutil.copy(migrated_sqlite, path)
        _assert_says_what_to_do(client, "another file took its place")

        aside.rename(path)

        _assert_serves(client, stored)
    _assert_is_sound(path)


def test_a_file_that_is_made_after_the_first_was_removed_is_another(
    path: Path, migrated_sqlite: Path
) -> None:
    """File systems give numbers of removed files to new ones."""
    with _served(path) as client:
        _store(client, "The mill burned.")
        path.unlink()
        _assert_says_what_to_do(client, "put it back")

        shutil.copy(migrated_sqlite, path)

        _assert_says_what_to_do(client, "another file took its place")
    assert path.read_bytes() == migrated_sqlite.read_bytes()


def test_no_file_is_made_beside_what_is_left_of_one(path: Path) -> None:
    with _served(path) as client:
        _store(client, "The mill burned.")
        path.unlink()

        refused = _migrate(path)

        assert refused.exit_code == 1
        assert f"remove {_log_of(path)}" in refused.stderr
        assert not path.exists()
        assert _log_of(path).exists()


def test_a_write_that_waited_while_the_file_was_away_is_acknowledged(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(Database(f"sqlite:///{path}")) as database:
        database.check_schema()
        aside = path.rename(path.with_name("aside.db"))

        @contextmanager
        def turn() -> Iterator[None]:
            aside.rename(path)
            yield

        monkeypatch.setattr(database, "_writer", turn())
        _add_source(database)

        with database.reading() as session:
            assert session.scalars(select(col(Source.key))).all() == ["a"]


def _migrate(path: Path) -> Result:
    environment = {"FACTCHECK_DATABASE_URL": f"sqlite:///{path}"}
    return CliRunner(env=environment).invoke(cli, ["migrate"])


def _log_of(path: Path) -> Path:
    """What SQLite has not copied into the file yet."""
    return path.with_name(f"{path.name}-wal")


def _assert_is_sound(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_what_went_to_a_file_that_was_removed_meanwhile_is_not_acknowledged(path: Path) -> None:
    with closing(Database(f"sqlite:///{path}")) as database:
        with pytest.raises(Unavailable, match="removed"):
            _add_source(database, path.unlink)

        with pytest.raises(Unavailable, match="unable to open"), database.reading() as session:
            session.execute(select(1))
    assert not path.exists()


def _add_source(database: Database, meanwhile: Callable[[], object] = lambda: None) -> None:
    with database.writing() as session:
        now, kind = datetime.now(UTC), SourceKind.OUTLET
        session.add(Source(key="a", name="a", folded_name="a", kind=kind, created_at=now))
        session.flush()
        meanwhile()


@pytest.fixture
def foreign_path(migrated_sqlite: Path) -> Iterator[Path]:
    """An SQLite database in a folder of somebody who has no rights beyond the folder's and the file's."""
    with tempfile.TemporaryDirectory(prefix="factcheck-") as folder:
        path = Path(shutil.copy(migrated_sqlite, Path(folder) / "factcheck.db"))
        if is_root := os.geteuid() == 0:
            os.chown(folder, NOBODY, NOBODY)
            os.chown(path, NOBODY, NOBODY)
            os.seteuid(NOBODY)
        try:
            yield path
        finally:
            if is_root:
                os.seteuid(0)
            path.parent.chmod(0o700)


def test_a_folder_that_may_not_be_read_is_told_until_it_may(foreign_path: Path) -> None:
    with _served(foreign_path) as client:
        stored = _store(client, "The mill burned.")

        foreign_path.parent.chmod(0o000)

        _assert_says_what_to_do(client, "correct the permissions")
        foreign_path.parent.chmod(0o700)
        _assert_serves(client, [stored])


def test_a_file_that_may_not_be_written_is_read_and_says_so(foreign_path: Path) -> None:
    foreign_path.chmod(0o400)
    with _served(foreign_path) as client:
        refused = client.post("/v1/claims", json={"text": "The mill burned."})

        assert refused.status_code == 503
        assert "make the file and its folder writable" in problem_in(refused)["detail"]
        assert _claims(client) == []
        assert client.get("/readyz").status_code == 200


def test_a_folder_that_may_not_be_written_says_so(foreign_path: Path) -> None:
    foreign_path.parent.chmod(0o500)
    with _served(foreign_path) as client:
        _assert_says_what_to_do(client, "folder")

        foreign_path.parent.chmod(0o700)

        _assert_serves(client, [])


def test_a_file_that_is_no_database_is_told_with_its_cure(path: Path) -> None:
    path.write_bytes(b"no database" * 1000)
    with _served(path) as client:
        _assert_says_what_to_do(client, "restore a backup")


def test_a_full_disk_takes_nothing_more_and_gives_what_it_has(path: Path) -> None:
    """The server's files may not grow, as if the disk were full."""
    with (
        started_service(f"sqlite:///{path}") as service,
        httpx2.Client(base_url=service.address, timeout=60) as client,
    ):
        stored = [_store(client, "Mill 0 burned.")]
        resource.prlimit(service.pid, resource.RLIMIT_FSIZE, (100_000, resource.RLIM_INFINITY))

        for number in range(1, 50):
            answer = client.post("/v1/claims", json={"text": f"Mill {number} burned."})
            if answer.status_code != 201:
                break
            stored.append(answer.json()["id"])

        assert problem_in(answer)["status"] == 507
        assert "Free some space" in problem_in(answer)["detail"]
        assert _claims(client) == sorted(stored)
        infinite = resource.RLIM_INFINITY
        resource.prlimit(service.pid, resource.RLIMIT_FSIZE, (infinite, infinite))
        _assert_serves(client, stored)


def test_a_full_database_refuses_an_article_whole(path: Path) -> None:
    app = create_app(Settings(database_url=f"sqlite:///{path}"))
    database: Database = app.state.database
    most = ["PRAGMA max_page_count=1"]  # no less than it has

    @event.listens_for(database.engine, "checkout")
    def limit(connection: Any, *_: object) -> None:  # noqa: ANN401 - a DB-API connection has no type
        connection.execute(most[0])

    with TestClient(app, "http://localhost") as client:
        text = " ".join(f"Pavel Dorn said that mill {n} burned in 2019." for n in range(500))
        refused = client.post("/v1/articles", json={"text": text})

        assert problem_in(refused)["status"] == 507
        assert client.get("/v1/articles").json()["items"] == []
        assert client.get("/v1/sources").json()["items"] == []
        most[0] = "PRAGMA max_page_count=4294967294"
        assert client.post("/v1/articles", json={"text": text}).status_code == 201


def test_without_its_tables_the_service_says_that_a_migration_is_missing(
    empty_database: Database,
) -> None:
    client = _client_over(empty_database)

    _assert_says_what_to_do(client, "run `factcheck migrate`")

    command.upgrade(empty_database.migration_config(), "head")
    _assert_serves(client, [])


def test_a_postgresql_that_takes_no_writes_says_so(migrated_postgres: Database) -> None:
    with pytest.raises(Unavailable, match="name a server that takes writes"):
        _write_to_a_standby(migrated_postgres)


def _write_to_a_standby(database: Database) -> None:
    with database.writing() as session:
        session.execute(text("SET TRANSACTION READ ONLY"))
        session.execute(text("DELETE FROM claims"))


def test_a_statement_of_ours_that_is_wrong_is_not_blamed_on_the_schema(database: Database) -> None:
    with pytest.raises(Exception, match="nothing_such"), database.reading() as session:
        session.execute(text("SELECT * FROM nothing_such"))


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Sets the clock of the service, and of the ids that it gives, forward or back."""

    def set_by(shift: timedelta) -> None:
        moved = int(shift.total_seconds() * 1000) << 80
        clock = SimpleNamespace(now=lambda zone: datetime.now(zone) + shift)
        monkeypatch.setattr(columns, "datetime", clock)
        monkeypatch.setattr(columns, "uuid7", lambda: UUID(int=uuid7().int + moved))

    return set_by


def _pages(client: TestClient, path: str) -> Iterator[Json]:
    parameters: dict[str, str] = {"limit": "1"}
    while parameters.get("cursor") != "end":
        page = client.get(path, params=parameters).json()
        yield from page["items"]
        parameters["cursor"] = page["next_cursor"] or "end"


def test_a_clock_that_is_set_back_breaks_no_order_and_no_history(
    database: Database, set_clock: Callable[[timedelta], None]
) -> None:
    client = _client_over(database)
    newsroom = Newsroom(client)
    claim = newsroom.claim()
    listed = [claim["id"]]
    for number, shift in enumerate([timedelta(hours=1), timedelta(days=-1), timedelta(0)]):
        set_clock(shift)
        newsroom.report_of(f"paper-{number}", claim)
        listed.append(newsroom.claim(f"Mill {number} burned.")["id"])

    history = newsroom.history(claim)

    supporters = [len(verdict["origins_for"]) for verdict in history]
    assert supporters == [3, 2, 1, 0]
    moments = [verdict["computed_at"] for verdict in history]
    assert moments == sorted(set(moments), reverse=True)
    assert newsroom.verdict(claim)["id"] == history[0]["id"]
    assert newsroom.verdict(claim, as_of=moments[1])["id"] == history[1]["id"]
    shown = [each["id"] for each in _pages(client, "/v1/claims")]
    assert shown == sorted(listed, reverse=True)


def test_what_was_stored_by_a_clock_that_ran_ahead_need_not_wait_for_that_time(
    database: Database, set_clock: Callable[[timedelta], None]
) -> None:
    set_clock(timedelta(days=1))
    stored = factcheck.submit_claim(database, BY_RULES, ClaimCreate(text="The mill burned."))
    with database.writing() as session:
        session.execute(text("UPDATE claims SET linking_pending = true"))
    set_clock(timedelta(0))

    waiting = first_waiting(database, besides=())

    assert waiting is not None
    assert waiting.id == stored.id
