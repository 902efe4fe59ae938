"""Who may do what: keys, their scopes, and what the history says of them."""

import re
from collections.abc import Callable

import pytest
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient

from app.api.access import Gate, client_of
from app.api.rates import Rates
from app.db import Database
from app.keys import store
from app.keys.ring import KeyRing
from app.keys.rules import Scope
from app.main import create_app
from app.settings import Settings
from tests.api.newsroom import NARRATOR, UNKNOWN_ID, Json, Newsroom, problem_in

MakeKey = Callable[..., dict[str, str]]
OPERATIONS = {
    operation["operationId"]: (method.upper(), path, operation)
    for path, item in create_app().openapi()["paths"].items()
    for method, operation in item.items()
}
NEEDED = {
    "change_article": "review",
    "change_claim": "review",
    "change_evidence": "review",
    "change_source": "admin",
    "check_text": "read",
    "create_article": "write",
    "create_claim": "write",
    "create_source": "admin",
    "delete_article": "admin",
    "delete_claim": "admin",
    "link_evidence": "review",
    "list_all_evidence": "read",
    "list_articles": "read",
    "list_claims": "read",
    "list_claims_of_article": "read",
    "list_evidence": "read",
    "list_sources": "read",
    "list_verdicts": "read",
    "match_claims": "read",
    "read_article": "read",
    "read_claim": "read",
    "read_evidence": "read",
    "read_report": "read",
    "read_source": "read",
    "read_verdict": "read",
    "search_evidence": "write",
    "withdraw_evidence": "review",
}
OPEN = {"read_health", "read_readiness"}
guarded = pytest.mark.parametrize("name", NEEDED)


@pytest.fixture
def make_key(client: TestClient, database: Database) -> MakeKey:
    """Makes a key that the service knows at once, as the headers that send it."""

    def make(scope: str = "admin", name: str = "desk") -> dict[str, str]:
        with database.writing() as session:
            text = store.add_key(session, name, Scope(scope))
        _forget(client, database)
        return {"Authorization": f"Bearer {text}"}

    return make


def _forget(client: TestClient, database: Database) -> None:
    """Let the service read its keys again now."""
    assert isinstance(client.app, FastAPI)
    client.app.state.keys = KeyRing(database)


def _ask(client: TestClient, name: str, headers: dict[str, str] | None = None) -> tuple[int, Json]:
    method, path, operation = OPERATIONS[name]
    body: Json | None = {} if "requestBody" in operation else None
    answer = client.request(
        method, re.sub(r"{\w+}", UNKNOWN_ID, path), json=body, headers=headers or {}
    )
    return answer.status_code, answer.json() if answer.content else {}


def test_every_operation_but_those_of_the_service_needs_a_scope() -> None:
    assert set(OPERATIONS) == set(NEEDED) | OPEN


@guarded
def test_an_operation_says_which_scope_it_needs(name: str) -> None:
    _, _, operation = OPERATIONS[name]

    needed = NEEDED[name]
    assert operation["security"] == [{"bearer": [needed]}, {"header": [needed]}]
    assert f"scope `{needed}`" in operation["description"]
    assert {"401", "403", "429"} <= set(operation["responses"])


@pytest.mark.parametrize("name", sorted(OPEN))
def test_an_open_operation_needs_none(name: str) -> None:
    assert "security" not in OPERATIONS[name][2]


def test_the_two_ways_to_send_a_key_are_described() -> None:
    schemes = create_app().openapi()["components"]["securitySchemes"]

    assert (schemes["bearer"]["type"], schemes["bearer"]["scheme"]) == ("http", "bearer")
    assert (schemes["header"]["in"], schemes["header"]["name"]) == ("header", "X-API-Key")


@guarded
def test_without_a_key_nothing_is_told(client: TestClient, make_key: MakeKey, name: str) -> None:
    make_key()

    status, _ = _ask(client, name)

    assert status == 401


@guarded
def test_a_key_of_the_scope_is_let_in_and_one_below_is_not(
    client: TestClient, make_key: MakeKey, name: str
) -> None:
    ladder = [scope.value for scope in Scope]
    rung = ladder.index(NEEDED[name])

    fits, _ = _ask(client, name, make_key(ladder[rung], "fits"))
    assert fits not in {401, 403}

    if rung:
        status, told = _ask(client, name, make_key(ladder[rung - 1], "low"))
        assert status == 403
        assert f"`{ladder[rung]}`" in told["detail"]
        assert f"the key low has the scope `{ladder[rung - 1]}`" in told["detail"]


def test_while_there_is_no_key_everybody_on_this_machine_may_do_everything(
    client: TestClient, newsroom: Newsroom
) -> None:
    claim = newsroom.claim()

    newsroom.delete(f"/v1/claims/{claim['id']}")

    assert client.get("/v1/claims").json()["items"] == []


def test_whoever_revokes_the_last_key_lets_nobody_in(
    client: TestClient, make_key: MakeKey, database: Database
) -> None:
    headers = make_key("admin", "desk")
    with database.writing() as session:
        store.revoke_key(session, "desk")
    _forget(client, database)

    answers = [client.get("/v1/claims"), client.get("/v1/claims", headers=headers)]

    assert [answer.status_code for answer in answers] == [401, 401]


def test_a_refusal_says_how_to_send_a_key(client: TestClient, make_key: MakeKey) -> None:
    make_key()

    answer = client.get("/v1/claims")

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="factcheck"'
    assert "X-API-Key" in problem_in(answer)["detail"]


def test_a_low_scope_is_told_as_such(client: TestClient, make_key: MakeKey) -> None:
    answer = client.post("/v1/claims", json={"text": "It rained."}, headers=make_key("read"))

    assert answer.status_code == 403
    assert answer.headers["WWW-Authenticate"] == 'Bearer error="insufficient_scope", scope="write"'
    assert problem_in(answer)["instance"] == "/v1/claims"


@pytest.mark.parametrize(
    "headers",
    [
        {"Authorization": "Bearer "},
        {"Authorization": "Bearer fc_0123456789ab_" + 40 * "0"},
        {"Authorization": "Bearer {key}x"},
        {"X-API-Key": ""},
        {"X-API-Key": "é"},
    ],
)
def test_what_is_not_a_key_is_refused(
    client: TestClient, make_key: MakeKey, headers: dict[str, str]
) -> None:
    key = make_key()["Authorization"].removeprefix("Bearer ")
    sent = [
        (name.encode(), value.replace("{key}", key).encode("latin-1"))
        for name, value in headers.items()
    ]

    answer = client.get("/v1/claims", headers=sent)

    assert answer.status_code == 401
    assert 'error="invalid_token"' in answer.headers["WWW-Authenticate"]


def test_a_key_may_come_in_either_header(client: TestClient, make_key: MakeKey) -> None:
    bearer = make_key()
    key = bearer["Authorization"].removeprefix("Bearer ")

    sent = [bearer, {"authorization": f"bearer  {key} "}, {"x-api-key": key}]

    assert [client.get("/v1/claims", headers=each).status_code for each in sent] == [200] * 3


def test_a_proxy_may_ask_for_a_password_of_its_own(client: TestClient, make_key: MakeKey) -> None:
    key = make_key()["Authorization"].removeprefix("Bearer ")

    answer = client.get("/v1/claims", headers={"Authorization": "Basic eDp5", "X-API-Key": key})

    assert answer.status_code == 200


def test_a_key_in_the_address_is_none(client: TestClient, make_key: MakeKey) -> None:
    key = make_key()["Authorization"].removeprefix("Bearer ")

    assert client.get("/v1/claims", params={"x-api-key": key}).status_code == 401


def test_a_key_that_was_revoked_is_refused(
    client: TestClient, make_key: MakeKey, database: Database
) -> None:
    key, _ = make_key("admin", "one"), make_key("admin", "two")
    with database.writing() as session:
        store.revoke_key(session, "one")
    _forget(client, database)

    assert client.get("/v1/claims", headers=key).status_code == 401


def test_a_key_that_is_not_known_is_refused_also_where_none_is_needed(client: TestClient) -> None:
    answer = client.get("/v1/claims", headers={"X-API-Key": "fc_0123456789ab_" + 40 * "0"})

    assert answer.status_code == 401


@pytest.mark.parametrize("path", ["/", "/healthz", "/readyz", "/docs", "/openapi.json"])
def test_what_is_public_needs_no_key(client: TestClient, make_key: MakeKey, path: str) -> None:
    make_key()

    assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    "path", ["/metrics", "/v1", "/docs/", "/healthz/x", "/v1/nothing", "/DOCS"]
)
def test_whatever_is_not_public_is_guarded(
    client: TestClient, make_key: MakeKey, path: str
) -> None:
    make_key()

    assert client.get(path).status_code == 401


def test_a_body_is_not_read_before_the_key(client: TestClient, make_key: MakeKey) -> None:
    make_key()

    answer = client.post("/v1/articles", content=b"{", headers={"Content-Type": "application/json"})

    assert answer.status_code == 401


def test_the_history_names_the_key(newsroom: Newsroom, make_key: MakeKey) -> None:
    newsroom.client.headers.update(make_key("admin", "ada"))
    try:
        article, claim = newsroom.article(), newsroom.claim()
        link = newsroom.link(claim, article_id=article["id"], quote=NARRATOR)
        newsroom.client.headers.update(make_key("review", "bo"))
        changed = newsroom.change(f"/v1/evidence/{link['id']}", state="rejected")
        newsroom.delete(f"/v1/evidence/{link['id']}")
        withdrawn = newsroom.read(f"/v1/evidence/{link['id']}")
    finally:
        del newsroom.client.headers["Authorization"]

    assert (claim["made_by"], link["method"]) == ("key:ada", "key:ada")
    assert {change["author"] for change in link["changes"]} == {"key:ada"}
    assert [change["author"] for change in changed["changes"]][-1] == "key:bo"
    assert [change["author"] for change in withdrawn["changes"]][-2:] == ["key:bo", "key:bo"]


def test_claims_that_the_reader_finds_stay_the_readers(
    newsroom: Newsroom, make_key: MakeKey
) -> None:
    newsroom.client.headers.update(make_key("write"))
    try:
        article = newsroom.article()
    finally:
        del newsroom.client.headers["Authorization"]

    assert {claim["made_by"] for claim in article["claims"]} == {"reader@7"}


def _small_app(database: Database, *, is_open: bool = False, rate: str | None = None) -> TestClient:
    app = FastAPI()
    app.state.keys, app.state.rates = KeyRing(database), Rates(rate)
    app.add_middleware(Gate, is_open=is_open)

    @app.get("/who")
    def tell_who(request: Request) -> str:
        return client_of(request).identity

    return TestClient(app, "http://localhost", client=("192.0.2.7", 4711))


def test_where_others_can_reach_it_nobody_may_do_anything_without_a_key(
    database: Database,
) -> None:
    assert _small_app(database).get("/who").status_code == 401


def test_clients_are_told_apart_by_key_or_address(database: Database) -> None:
    client = _small_app(database, is_open=True)
    anonymous = client.get("/who").json()
    with database.writing() as session:
        key = store.add_key(session, "desk", Scope.READ)

    named = _small_app(database).get("/who", headers={"X-API-Key": key}).json()

    assert (anonymous, named) == ("address:192.0.2.7", "key:desk")


def test_while_the_database_is_away_nobody_is_let_in(database: Database) -> None:
    client = _small_app(Database("sqlite:////no/such/folder/factcheck.db"), is_open=True)

    answer = client.get("/who")

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "1"


@pytest.mark.parametrize(
    ("host", "without_keys", "is_open"),
    [
        ("127.0.0.1", False, True),
        ("127.1.2.3", False, True),
        ("::1", False, True),
        ("localhost", False, True),
        ("0.0.0.0", False, False),  # noqa: S104
        ("::", False, False),
        ("192.0.2.7", False, False),
        ("factcheck.example", False, False),
        ("0.0.0.0", True, True),  # noqa: S104
    ],
)
def test_only_this_machine_or_who_says_so_is_open(
    *, host: str, without_keys: bool, is_open: bool
) -> None:
    assert Settings(host=host, open_without_keys=without_keys).is_open == is_open
