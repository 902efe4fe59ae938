"""Pages of other origins: those that the settings name are let in, with all that the API says; others are not."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response

from app.keys.ring import KeyRing
from app.main import create_app
from app.settings import Settings
from tests.api.newsroom import UNKNOWN_ID, problem_in
from tests.checkers import BY_RULES

DESK, OTHER = "https://desk.example", "https://other.example"
ALLOWED = "access-control-allow-origin"


def _service(path: Path, *origins: str) -> TestClient:
    settings = Settings(database_url=f"sqlite:///{path}", cors_origins=origins, max_body_bytes=2048)
    app = create_app(settings)
    app.state.checker = BY_RULES
    app.state.keys = KeyRing(app.state.database)
    return TestClient(app, "http://localhost", raise_server_exceptions=False)


@pytest.fixture(scope="module")
def client(migrated_sqlite: Path) -> TestClient:
    """A service that one other origin may use. Nothing is stored."""
    return _service(migrated_sqlite, DESK, "http://127.0.0.1:3000")


def _preflight(client: TestClient, origin: str, method: str, *headers: str) -> Response:
    asked = {
        "Origin": origin,
        "Access-Control-Request-Method": method,
        "Access-Control-Request-Headers": ", ".join(headers),
    }
    return client.options("/v1/articles", headers=asked)


def test_a_page_of_an_allowed_origin_reads_answers_and_the_headers_that_matter(
    client: TestClient,
) -> None:
    answer = client.get("/v1/claims", headers={"Origin": DESK})

    assert answer.headers[ALLOWED] == DESK
    assert answer.headers["vary"] == "Origin"
    exposed = set(answer.headers["access-control-expose-headers"].split(", "))
    assert exposed == {
        "ETag",
        "Idempotency-Replayed",
        "Location",
        "RateLimit",
        "RateLimit-Policy",
        "Retry-After",
        "X-Request-Id",
    }


@pytest.mark.parametrize("method", ["GET", "POST", "PATCH", "DELETE"])
def test_a_page_of_an_allowed_origin_may_send_what_the_api_takes(
    client: TestClient, method: str
) -> None:
    sent = (
        "authorization",
        "content-type",
        "idempotency-key",
        "if-match",
        "if-none-match",
        "x-api-key",
        "x-request-id",
    )

    answer = _preflight(client, DESK, method, *sent)

    assert answer.status_code == 200
    assert answer.headers[ALLOWED] == DESK
    assert method in answer.headers["access-control-allow-methods"]
    allowed = answer.headers["access-control-allow-headers"].lower().split(", ")
    assert set(sent) <= set(allowed)


def test_the_methods_that_a_page_is_told_of_are_those_that_there_are(client: TestClient) -> None:
    answer = _preflight(client, DESK, "GET", "if-none-match")

    methods = answer.headers["access-control-allow-methods"].split(", ")
    assert methods == ["GET", "HEAD", "POST", "PATCH", "DELETE"]


def test_a_page_of_another_origin_is_not_let_in(client: TestClient) -> None:
    answers = [
        client.get("/v1/claims", headers={"Origin": OTHER}),
        _preflight(client, OTHER, "POST", "content-type"),
    ]

    assert [ALLOWED in answer.headers for answer in answers] == [False, False]
    assert "FACTCHECK_CORS_ORIGINS" in problem_in(answers[1])["detail"]


def test_a_header_that_the_api_does_not_know_is_refused(client: TestClient) -> None:
    answer = _preflight(client, DESK, "POST", "x-other")

    assert problem_in(answer)["status"] == 400
    assert problem_in(answer)["instance"] == "/v1/articles"


@pytest.mark.parametrize(("origin", "status"), [(DESK, 200), (OTHER, 400)])
def test_what_a_browser_asks_before_has_an_id_and_leaves_a_line_in_the_log(
    client: TestClient, caplog: pytest.LogCaptureFixture, origin: str, status: int
) -> None:
    caplog.set_level("INFO", "app")

    answer = _preflight(client, origin, "POST", "content-type")

    identity = answer.headers["x-request-id"]
    if status >= 400:
        assert problem_in(answer)["request_id"] == identity
    [line] = [vars(record) for record in caplog.records]
    assert (line["method"], line["route"], line["status"]) == ("OPTIONS", "/v1/articles", status)


def test_what_a_browser_asks_before_may_not_be_large(client: TestClient) -> None:
    answer = _preflight(client, DESK, "POST", *["content-type"] * 3_000)

    assert problem_in(answer)["status"] == answer.status_code == 431


def _break(client: TestClient) -> Response:
    assert isinstance(client.app, FastAPI)
    database, client.app.state.database = client.app.state.database, None
    try:
        return client.get("/v1/claims", headers={"Origin": DESK})
    finally:
        client.app.state.database = database


def _post(content: bytes) -> Callable[[TestClient], Response]:
    headers = {"Origin": DESK, "Content-Type": "application/json"}
    return lambda client: client.post("/v1/claims", content=content, headers=headers)


def _chunks() -> Iterator[bytes]:
    for _ in range(5):
        yield b" " * 1024


@pytest.mark.parametrize(
    ("status", "ask"),
    [
        (400, _post(b"{")),
        (404, lambda client: client.get(f"/v1/claims/{UNKNOWN_ID}", headers={"Origin": DESK})),
        (404, lambda client: client.get("/nothing", headers={"Origin": DESK})),
        (405, lambda client: client.delete("/v1/claims", headers={"Origin": DESK})),
        (413, _post(b" " * 4096)),
        (
            413,
            lambda client: client.post("/v1/claims", content=_chunks(), headers={"Origin": DESK}),
        ),
        (422, _post(b"{}")),
        (500, _break),
    ],
)
def test_a_page_of_an_allowed_origin_reads_what_went_wrong(
    client: TestClient, status: int, ask: Callable[[TestClient], Response]
) -> None:
    answer = ask(client)

    assert problem_in(answer)["status"] == status
    assert problem_in(answer)["request_id"] == answer.headers["x-request-id"] != ""
    assert answer.headers[ALLOWED] == DESK


def test_credentials_of_the_browser_are_never_asked_for(migrated_sqlite: Path) -> None:
    for service in (_service(migrated_sqlite, "*"), _service(migrated_sqlite, DESK)):
        answers = [
            service.get("/v1/claims", headers={"Origin": DESK, "Cookie": "a=b"}),
            _preflight(service, DESK, "POST", "content-type"),
        ]
        assert all("access-control-allow-credentials" not in each.headers for each in answers)


def test_a_page_of_any_origin_is_let_in_where_the_settings_say_so(migrated_sqlite: Path) -> None:
    service = _service(migrated_sqlite, "*")

    answer = service.get("/v1/claims", headers={"Origin": OTHER})

    assert answer.headers[ALLOWED] == "*"


def test_no_page_of_another_origin_is_let_in_by_default(migrated_sqlite: Path) -> None:
    service = _service(migrated_sqlite)

    answers = [
        service.get("/v1/claims", headers={"Origin": DESK}),
        _preflight(service, DESK, "POST", "content-type"),
    ]

    assert [ALLOWED in answer.headers for answer in answers] == [False, False]
