"""What surrounds the resources: health, readiness, documentation, and what happens when something breaks."""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from threading import Event

import pytest
from anyio import to_thread
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.db import Database
from app.errors import OtherSchema
from app.keys.ring import KeyRing
from app.main import create_app
from app.settings import Settings
from tests.api.newsroom import UNKNOWN_ID, Json, Newsroom, problem_in

Serve = Callable[[Database], TestClient]


@pytest.fixture
def serve(running: TestClient) -> Serve:
    """Puts any database under the service, without asking whether it answers."""

    def over(database: Database) -> TestClient:
        app = running.app
        assert isinstance(app, FastAPI)
        app.state.database = database
        return TestClient(app, "http://localhost", raise_server_exceptions=False)

    return over


@pytest.fixture(params=["sqlite", "postgresql"])
def gone(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database that is away."""
    sqlite = f"sqlite:///{tmp_path / 'no folder' / 'factcheck.db'}"
    database = Database(
        sqlite if request.param == "sqlite" else "postgresql://nobody@127.0.0.1:1/nothing"
    )
    yield database
    database.close()


def test_the_process_is_healthy(client: TestClient) -> None:
    answer = client.get("/healthz")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_the_service_is_ready_over_a_database_with_the_newest_schema(client: TestClient) -> None:
    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@pytest.mark.parametrize("path", ["/", "/healthz", "/readyz", "/docs", "/openapi.json", "/metrics", "/v1/claims"])  # fmt: skip
def test_head_is_answered_wherever_get_is(client: TestClient, path: str) -> None:
    got = client.get(path, follow_redirects=False)

    answer = client.head(path, follow_redirects=False)

    own = {"x-request-id", "content-length" if path == "/metrics" else ""}
    assert (answer.status_code, answer.content) == (got.status_code, b"")
    assert {(name, value) for name, value in answer.headers.items() if name not in own} == {
        (name, value) for name, value in got.headers.items() if name not in own
    }


def test_head_of_a_row_has_its_etag(client: TestClient, newsroom: Newsroom) -> None:
    path = f"/v1/claims/{newsroom.claim()['id']}"

    answer = client.head(path)

    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["ETag"] == client.get(path).headers["ETag"]


def test_head_is_refused_where_there_is_no_get(client: TestClient) -> None:
    answer = client.head("/v1/check")

    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")


async def _take_a_thread(released: Event) -> None:
    await to_thread.run_sync(released.wait)


def test_slow_requests_keep_none_waiting_that_reads_a_claim_or_asks_whether_it_is_ready(
    client: TestClient, database: Database, newsroom: Newsroom
) -> None:
    claim = newsroom.claim()
    assert isinstance(client.app, FastAPI)
    client.app.state.keys = KeyRing(database)  # that has to read the keys first
    released, portal = Event(), client.portal
    assert portal is not None
    slow = [portal.start_task_soon(_take_a_thread, released) for _ in range(60)]

    with ThreadPoolExecutor(2) as people:
        asked = [
            people.submit(client.get, path) for path in (f"/v1/claims/{claim['id']}", "/readyz")
        ]
        try:
            answers = [each.result(timeout=30) for each in asked]
        finally:
            released.set()
            wait(slow)

    assert [answer.status_code for answer in answers] == [200, 200]


def test_the_service_is_not_ready_over_a_database_without_the_schema(
    serve: Serve, empty_database: Database
) -> None:
    answer = serve(empty_database).get("/readyz")

    assert answer.status_code == 503
    assert "factcheck migrate" in problem_in(answer)["detail"]


def test_the_process_is_healthy_while_the_database_is_away(serve: Serve, gone: Database) -> None:
    assert serve(gone).get("/healthz").status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/readyz", None),
        ("GET", "/v1/claims", None),
        ("GET", f"/v1/claims/{UNKNOWN_ID}", None),
        ("POST", "/v1/claims", {"text": "The bridge was shut."}),
        ("POST", "/v1/articles", {"text": "The bridge was shut."}),
        ("DELETE", f"/v1/articles/{UNKNOWN_ID}", None),
    ],
)
def test_while_the_database_is_away_people_are_told_to_try_again(
    serve: Serve, gone: Database, method: str, path: str, body: Json | None
) -> None:
    answer = serve(gone).request(method, path, json=body)

    assert answer.status_code == 503
    assert answer.headers["Retry-After"].isdigit()
    assert "database" in problem_in(answer)["detail"]


class _Broken:
    def reading(self) -> None:
        raise RuntimeError("a secret of ours")


def test_a_fault_of_ours_is_a_problem_that_gives_nothing_away(
    running: TestClient, serve: Serve
) -> None:
    answer = serve(_Broken()).get("/v1/claims")  # type: ignore[arg-type]

    assert answer.status_code == 500
    assert problem_in(answer)["status"] == 500
    assert "secret" not in answer.text


def test_the_front_page_is_the_documentation(client: TestClient) -> None:
    answer = client.get("/", follow_redirects=False)

    assert (answer.status_code, answer.headers["Location"]) == (307, "/docs")


def test_the_documentation_needs_no_other_host(client: TestClient) -> None:
    page = client.get("/docs").text

    addresses = re.findall(r"(?:src|href)=\"([^\"]+)\"", page)
    assert len(addresses) >= 2
    assert all(address.startswith("/") for address in addresses)
    assert {client.get(address).status_code for address in addresses} == {200}
    assert not re.search(r"https?://", page)


def test_a_service_does_not_start_over_an_old_schema(empty_database: Database) -> None:
    url = empty_database.engine.url.render_as_string(hide_password=False)

    with (
        pytest.raises(OtherSchema),
        TestClient(create_app(Settings(database_url=url)), "http://localhost"),
    ):
        pass


def test_a_service_starts_while_its_database_is_away(gone: Database) -> None:
    url = gone.engine.url.render_as_string(hide_password=False)

    with TestClient(create_app(Settings(database_url=url)), "http://localhost") as client:
        assert client.get("/healthz").status_code == 200
        assert client.get("/readyz").status_code == 503
