"""Pages of strangers, in the browser of somebody on the machine of a service that has no key."""

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.api.access import Gate
from app.api.rates import Rates
from app.db import Database
from app.keys import store
from app.keys.ring import KeyRing
from app.keys.rules import Scope
from tests.api.newsroom import problem_in

DESK = "https://desk.example"


def _service(
    database: Database, *, open_to_all: bool = False, origins: tuple[str, ...] = ()
) -> TestClient:
    app = FastAPI()
    app.state.keys, app.state.rates = KeyRing(database), Rates()
    app.add_middleware(Gate, is_open=True, open_to_all=open_to_all, origins=origins)
    app.add_api_route("/asked", lambda: "ok", methods=["GET", "POST"])
    app.add_api_route("/healthz", lambda: "ok")
    return TestClient(app)


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("LOCALHOST:8000", 200),
        ("desk.localhost:8000", 200),
        ("127.0.0.1:8000", 200),
        ("127.3.2.1", 200),
        ("[::1]:8000", 200),
        ("", 403),
        ("rebound.example:8000", 403),
        ("localhost.rebound.example", 403),
        ("notlocalhost", 403),
        ("127.0.0.1.rebound.example", 403),
        ("192.0.2.7", 403),
        ("0.0.0.0:8000", 403),
        ("[2001:db8::1]:8000", 403),
        ("localhost:8000@rebound.example", 403),
        ("localhost, rebound.example", 403),
    ],
)
def test_without_a_key_only_names_of_this_machine_are_served(
    database: Database, host: str, status: int
) -> None:
    answer = _service(database).get("/asked", headers={"Host": host})

    assert answer.status_code == status
    if status == 403:
        for way_out in ("factcheck keys create", "FACTCHECK_OPEN_WITHOUT_KEYS=true"):
            assert way_out in problem_in(answer)["detail"]


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        (None, 200),
        ("http://localhost:8000", 200),
        (DESK, 200),
        ("https://other.example", 403),
        ("http://localhost:3000", 403),
        ("http://localhost", 403),
        ("null", 403),
        ("", 403),
        ("http://[", 403),
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_without_a_key_only_its_own_pages_and_those_of_allowed_origins_may_ask(
    database: Database, method: str, origin: str | None, status: int
) -> None:
    headers = {"Host": "localhost:8000"} | ({} if origin is None else {"Origin": origin})

    answer = _service(database, origins=(DESK,)).request(method, "/asked", headers=headers)

    assert answer.status_code == status
    if status == 403:
        assert "FACTCHECK_CORS_ORIGINS" in problem_in(answer)["detail"]


def test_who_lets_any_origin_in_or_is_open_to_all_gets_what_was_asked_for(
    database: Database,
) -> None:
    foreign = {"Host": "factcheck.example", "Origin": "https://other.example"}

    answers = [
        _service(database, open_to_all=True).post("/asked", headers=foreign),
        _service(database, origins=("*",)).post("/asked", headers={**foreign, "Host": "localhost"}),
        _service(database, origins=("*",)).post("/asked", headers=foreign),
    ]

    assert [answer.status_code for answer in answers] == [200, 200, 403]


def test_with_a_key_the_name_does_not_matter(database: Database) -> None:
    with database.writing() as session:
        key = store.add_key(session, "desk", Scope.READ)
    headers = {"X-API-Key": key, "Host": "factcheck.example", "Origin": "https://other.example"}

    assert _service(database).get("/asked", headers=headers).status_code == 200


def test_whether_it_runs_is_told_under_any_name(database: Database) -> None:
    answer = _service(database).get("/healthz", headers={"Host": "factcheck.example"})

    assert answer.status_code == 200
