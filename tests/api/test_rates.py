"""How often somebody may ask."""

import re
import time

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import ValidationError

from app.api.access import Gate
from app.api.rates import Rates
from app.db import Database
from app.keys import store
from app.keys.ring import KeyRing
from app.keys.rules import Scope
from app.settings import Settings
from tests.api.newsroom import problem_in

PAPER, OTHER = "192.0.2.7", "192.0.2.8"


class Service:
    """A small service behind the gate, and clients of it at any address."""

    def __init__(self, database: Database, rates: Rates) -> None:
        self.app = FastAPI()
        self.app.state.keys, self.app.state.rates = KeyRing(database), rates
        self.app.add_middleware(Gate, is_open=True)
        self.app.add_api_route("/asked", lambda: "ok")
        self.app.add_api_route("/healthz", lambda: "ok")

    def at(self, address: str) -> TestClient:
        """A client at an address."""
        return TestClient(self.app, "http://localhost", client=(address, 4711))


@pytest.fixture
def limited(database: Database) -> Service:
    """A service that takes three requests a minute."""
    return Service(database, Rates("3/minute"))


@pytest.fixture
def key(database: Database) -> dict[str, str]:
    """The header of a key; make it before the first request."""
    with database.writing() as session:
        return {"X-API-Key": store.add_key(session, "desk", Scope.READ)}


def test_an_answer_says_what_is_left_and_for_how_long(limited: Service) -> None:
    answers = [limited.at(PAPER).get("/asked") for _ in range(3)]

    assert {answer.headers["RateLimit-Policy"] for answer in answers} == {'"requests";q=3;w=60'}
    left = [re.fullmatch(r'"requests";r=(\d);t=(\d+)', a.headers["RateLimit"]) for a in answers]
    assert [found and found[1] for found in left] == ["2", "1", "0"]
    assert all(found and 0 < int(found[2]) <= 60 for found in left)


def test_one_request_too_many_is_refused_and_told_when_to_come_again(limited: Service) -> None:
    for _ in range(3):
        assert limited.at(PAPER).get("/asked").status_code == 200

    answer = limited.at(PAPER).get("/asked")

    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 60
    assert answer.headers["RateLimit"].startswith('"requests";r=0;t=')
    assert "3 requests in 60 seconds" in problem_in(answer)["detail"]


def test_after_its_time_a_client_may_ask_again(
    limited: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(4):
        limited.at(PAPER).get("/asked")
    now = time.time()
    monkeypatch.setattr("time.time", lambda: now + 61)

    assert limited.at(PAPER).get("/asked").status_code == 200


def test_a_clock_that_is_set_back_makes_nobody_wait_for_longer(
    limited: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(4):
        limited.at(PAPER).get("/asked")
    now = time.time()
    monkeypatch.setattr("time.time", lambda: now - 7200)

    answers = [limited.at(PAPER).get("/asked") for _ in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert int(answers[-1].headers["Retry-After"]) <= 60


def test_an_address_of_ipv4_is_the_same_as_one_of_ipv6(limited: Service) -> None:
    for _ in range(3):
        limited.at(PAPER).get("/asked")

    assert limited.at(f"::ffff:{PAPER}").get("/asked").status_code == 429
    assert limited.at(f"::ffff:{OTHER}").get("/asked").status_code == 200


def test_too_many_failures_are_told_as_another_policy_than_too_many_requests(
    limited: Service,
) -> None:
    for _ in range(40):
        answer = limited.at(PAPER).get("/asked", headers={"X-API-Key": "none"})

    assert answer.status_code == 429
    assert answer.headers["RateLimit-Policy"] == '"failures";q=30;w=60'


def test_addresses_have_quotas_of_their_own(limited: Service) -> None:
    for _ in range(4):
        limited.at(PAPER).get("/asked")

    assert limited.at(OTHER).get("/asked").status_code == 200


def test_a_key_has_one_quota_wherever_it_is_used(key: dict[str, str], limited: Service) -> None:
    for address in (PAPER, OTHER, PAPER):
        assert limited.at(address).get("/asked", headers=key).status_code == 200

    assert limited.at(OTHER).get("/asked", headers=key).status_code == 429


def test_the_many_addresses_of_one_network_share_a_quota(limited: Service) -> None:
    asked = [limited.at(f"2001:db8:1:2::{number}").get("/asked").status_code for number in range(4)]
    elsewhere = limited.at("2001:db8:1:3::1").get("/asked").status_code

    assert (asked, elsewhere) == ([200, 200, 200, 429], 200)


def test_a_header_cannot_pretend_another_address(limited: Service) -> None:
    asked = [
        limited.at(PAPER).get("/asked", headers={"X-Forwarded-For": f"198.51.100.{number}"})
        for number in range(4)
    ]

    assert [answer.status_code for answer in asked] == [200, 200, 200, 429]


def test_what_is_public_is_not_counted(limited: Service) -> None:
    for _ in range(5):
        assert limited.at(PAPER).get("/healthz").status_code == 200

    assert limited.at(PAPER).get("/asked").status_code == 200


def test_without_a_limit_nothing_is_said_of_one(database: Database) -> None:
    answer = Service(database, Rates()).at(PAPER).get("/asked")

    assert "RateLimit" not in answer.headers


def test_who_guesses_keys_is_slowed_down_and_the_right_key_at_that_address_is_not(
    database: Database, key: dict[str, str]
) -> None:
    service = Service(database, Rates(failures="3/minute"))
    wrong = {"X-API-Key": "fc_0123456789ab_" + 40 * "0"}

    guesses = [service.at(PAPER).get("/asked", headers=wrong).status_code for _ in range(5)]

    assert guesses == [401, 401, 401, 429, 429]
    assert service.at(PAPER).get("/asked", headers=key).status_code == 200
    assert service.at(OTHER).get("/asked", headers=wrong).status_code == 401


@pytest.mark.parametrize("written", ["600", "0/minute", "often", "5/fortnight", "-1/second"])
def test_what_is_no_rate_is_refused(written: str) -> None:
    with pytest.raises(ValidationError, match="such as 600/minute"):
        Settings(rate_limit=written)


@pytest.mark.parametrize(("written", "meant"), [("", None), ("600/minute", "600/minute")])
def test_a_rate_may_be_left_out(written: str, meant: str | None) -> None:
    assert Settings(rate_limit=written).rate_limit == meant
