"""`Idempotency-Key`: a request that is sent again has no other effect and gets the same answer."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from threading import Event
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response
from sqlmodel import col, select

from app.api import once as once_in_api
from app.claims.check_worthiness import by_rules
from app.columns import utc_now
from app.db import Database
from app.errors import Unavailable
from app.idempotency import once, store
from app.idempotency.models import IdempotencyKey, KeyedRequest
from app.idempotency.once import HEADER, begin, fingerprint
from tests.api.newsroom import UNKNOWN_ID, Json, Newsroom, pointers_in, problem_in
from tests.checkers import BY_RULES, LINKING

KEY = {HEADER: '"8e03978e-40d5-43dd-bc93-6894a57f9324"'}
CLAIM = {"text": "The Orrin bridge was shut for 9 days in 2024."}
ARTICLE = {"text": "Mayor Ruta Lind denied that the council closed the bridge in 2024."}
LINK = {"stance": "supports", "url": "https://ferry.example/a", "quote": "No cart crossed."}

Rows = Callable[[], dict[str, int]]


@pytest.fixture(params=["article", "claim", "evidence", "source", "search"])
def request_to_store(request: pytest.FixtureRequest, newsroom: Newsroom) -> tuple[str, Json | None]:
    """The path and the body of a request that stores something."""
    claim = newsroom.claim()
    requests: dict[str, tuple[str, Json | None]] = {
        "article": ("/v1/articles", ARTICLE),
        "claim": ("/v1/claims", CLAIM),
        "evidence": (f"/v1/claims/{claim['id']}/evidence", LINK),
        "source": ("/v1/sources", {"name": "Orrin Lantern"}),
        "search": (f"/v1/claims/{claim['id']}/search", None),
    }
    if request.param == "search":
        newsroom.article(CLAIM["text"])
    return requests[request.param]


def _is_replayed(answer: Response) -> bool:
    return answer.headers.get("Idempotency-Replayed") == "true"


def _kept(answer: Response) -> tuple[Any, ...]:
    names = ("content-type", "etag", "location")
    return (answer.status_code, answer.content, *map(answer.headers.get, names))


def test_a_request_sent_again_changes_nothing_and_gets_the_same_answer(
    client: TestClient, request_to_store: tuple[str, Json | None], stored_rows: Rows
) -> None:
    assert isinstance(client.app, FastAPI)
    client.app.state.checker = LINKING
    path, body = request_to_store
    first = client.post(path, json=body, headers=KEY)
    rows = stored_rows()

    again = client.post(path, json=body, headers=KEY)

    assert first.is_success
    assert (_is_replayed(first), _is_replayed(again)) == (False, True)
    assert _kept(again) == _kept(first)
    assert stored_rows() == rows


def test_without_a_key_each_request_is_another(client: TestClient) -> None:
    answers = [client.post("/v1/claims", json=CLAIM) for _ in range(2)]

    assert len({answer.json()["id"] for answer in answers}) == 2


def test_the_first_answer_is_given_even_where_what_it_shows_has_changed(
    client: TestClient, newsroom: Newsroom
) -> None:
    first = client.post("/v1/articles", json=ARTICLE, headers=KEY)
    newsroom.change(f"/v1/articles/{first.json()['id']}", title="The bridge")

    again = client.post("/v1/articles", json=ARTICLE, headers=KEY)

    assert _kept(again) == _kept(first)


def test_the_same_request_may_be_written_otherwise(client: TestClient) -> None:
    first = client.post("/v1/claims", json={**CLAIM, "language": "en"}, headers=KEY)

    again = client.post(
        "/v1/claims",
        content=f'{{ "language": "en",\n "text": "{CLAIM["text"]}" }}',
        headers={HEADER: KEY[HEADER].strip('"'), "Content-Type": "application/json"},
    )

    assert _kept(again) == _kept(first)


@pytest.mark.parametrize("written", ["1", "1.0", "1e0", "10E-1"])
def test_a_number_may_be_written_otherwise(written: str) -> None:
    one = fingerprint("POST", "/v1/sources", b'{"name": "\\u0061", "reliability": 1}')

    body = f'{{"reliability": {written}, "name": "a"}}'.encode()

    assert fingerprint("POST", "/v1/sources", body) == one


def test_a_large_request_is_repeated_byte_for_byte(client: TestClient) -> None:
    body = b'{"text": "%s"}' % (b"The mill burned. " * 5_000)
    json = {**KEY, "Content-Type": "application/json"}
    answers = [
        client.post("/v1/articles", content=each, headers=json)
        for each in (body, body, body + b" ")
    ]

    assert [answer.status_code for answer in answers] == [201, 201, 422]
    assert _is_replayed(answers[1])


@pytest.mark.parametrize(
    ("path", "body"), [("/v1/claims", {"text": "Another claim."}), ("/v1/articles", CLAIM)]
)
def test_a_key_taken_for_another_request_is_refused(
    client: TestClient, stored_rows: Rows, path: str, body: Json
) -> None:
    client.post("/v1/claims", json=CLAIM, headers=KEY)
    rows = stored_rows()

    answer = client.post(path, json=body, headers=KEY)

    assert answer.status_code == 422
    assert pointers_in(answer) == {"header/Idempotency-Key"}
    assert stored_rows() == rows


@pytest.mark.parametrize(
    "key", ["", '""', '"a', "a b", "a, b", "a;b=1", '"a";b=1', '"a\\"b"', '"é"', "x" * 256]
)
def test_a_malformed_or_too_long_key_is_refused(
    client: TestClient, stored_rows: Rows, key: str
) -> None:
    answer = client.post(
        "/v1/claims", json=CLAIM, headers=[(HEADER.encode(), key.encode("latin-1"))]
    )

    assert answer.status_code == 422
    assert pointers_in(answer) == {"header/Idempotency-Key"}
    assert set(stored_rows().values()) == {0}


def test_two_keys_are_refused(client: TestClient) -> None:
    answer = client.post("/v1/claims", json=CLAIM, headers=[(HEADER, "a"), (HEADER, "b")])

    assert answer.status_code == 422
    assert pointers_in(answer) == {"header/Idempotency-Key"}


@pytest.mark.parametrize("key", ['"' + "x" * 255 + '"', "x" * 255, '"a, b; c"', "2026-11-28T10:00:00+01:00/7"])  # fmt: skip
def test_a_key_of_other_well_formed_characters_is_taken(client: TestClient, key: str) -> None:
    answers = [client.post("/v1/claims", json=CLAIM, headers={HEADER: key}) for _ in range(2)]

    assert [_is_replayed(answer) for answer in answers] == [False, True]


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/v1/claims", {"text": ""}, 422),
        ("/v1/articles", {"url": "https://away.example/a"}, 502),
        (f"/v1/claims/{UNKNOWN_ID}/evidence", LINK, 404),
        (f"/v1/claims/{UNKNOWN_ID}/search", None, 404),
    ],
)
def test_after_an_error_the_key_is_free(
    client: TestClient, stored_rows: Rows, path: str, body: Json | None, status: int
) -> None:
    failed = client.post(path, json=body, headers=KEY)
    rows = stored_rows()

    answer = client.post("/v1/claims", json=CLAIM, headers=KEY)

    assert failed.status_code == status
    assert set(rows.values()) == {0}
    assert (answer.status_code, _is_replayed(answer)) == (201, False)


def test_a_conflict_is_not_kept(client: TestClient, newsroom: Newsroom) -> None:
    lantern = newsroom.source(name="Orrin Lantern")
    refused = client.post("/v1/sources", json={"name": "Orrin Lantern"}, headers=KEY)
    newsroom.change(f"/v1/sources/{lantern['id']}", name="Orrin Courier")

    answer = client.post("/v1/sources", json={"name": "Orrin Lantern"}, headers=KEY)

    assert (refused.status_code, answer.status_code) == (409, 201)


def test_what_was_stored_is_shown_where_the_answer_failed(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, stored_rows: Rows
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("app.factcheck.claims.claim_of", _fail)
        failed = client.post("/v1/claims", json=CLAIM, headers=KEY)

    answer = client.post("/v1/claims", json=CLAIM, headers=KEY)

    assert (failed.status_code, answer.status_code) == (503, 201)
    assert stored_rows()["claims"] == 1


def _fail(*_arguments: object) -> None:
    raise Unavailable("The database cannot do this now.")


def test_what_was_stored_and_deleted_before_it_was_answered_is_not_stored_again(
    client: TestClient,
    newsroom: Newsroom,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("app.factcheck.claims.claim_of", _fail)
        client.post("/v1/claims", json=CLAIM, headers=KEY)
    [claim] = newsroom.items("/v1/claims")
    newsroom.delete(f"/v1/claims/{claim['id']}")

    answer = client.post("/v1/claims", json=CLAIM, headers=KEY)

    assert answer.status_code == 404
    assert newsroom.items("/v1/claims") == []


def test_an_answer_is_deleted_with_what_it_shows(
    client: TestClient,
    database: Database,
    newsroom: Newsroom,
    request_to_store: tuple[str, Json | None],
) -> None:
    path, body = request_to_store
    first = client.post(path, json=body, headers=KEY)
    for kind in ("claims", "articles"):
        for row in newsroom.items(f"/v1/{kind}"):
            newsroom.delete(f"/v1/{kind}/{row['id']}")

    answers = [client.post(path, json=body, headers=KEY).status_code for _ in range(2)]

    with database.reading() as session:
        kept = session.scalars(select(col(IdempotencyKey.body))).all()
    is_source = path == "/v1/sources"
    assert first.is_success
    assert (answers, kept) == (([201] * 2, [first.content]) if is_source else ([404] * 2, [None]))


def test_an_answer_that_quotes_what_was_deleted_is_deleted(
    client: TestClient, newsroom: Newsroom
) -> None:
    quoted = newsroom.article("No cart crossed the bridge of Orrin in 2024.")
    claim = newsroom.claim()
    link = {"stance": "supports", "article_id": quoted["id"], "quote": quoted["text"]}
    path = f"/v1/claims/{claim['id']}/evidence"
    assert client.post(path, json=link, headers=KEY).status_code == 201
    newsroom.delete(f"/v1/articles/{quoted['id']}")

    assert client.post(path, json=link, headers=KEY).status_code == 404


def test_the_claims_of_an_article_that_are_deleted_are_no_longer_answered(
    client: TestClient, newsroom: Newsroom
) -> None:
    first = client.post("/v1/articles", json=ARTICLE, headers=KEY).json()
    for claim in first["claims"]:
        newsroom.delete(f"/v1/claims/{claim['id']}")

    again = client.post("/v1/articles", json=ARTICLE, headers=KEY)

    assert first["claims"]
    assert (again.status_code, again.json()["id"], again.json()["claims"]) == (201, first["id"], [])


def test_an_answer_that_cannot_be_kept_is_given(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(store, "save", _fail)
        answer = client.post("/v1/claims", json=CLAIM, headers=KEY)

    assert answer.status_code == 201


class _Waiting:
    """Check-worthiness that is found out when it may be."""

    def __init__(self) -> None:
        self.has_begun, self.may_end = Event(), Event()

    def __call__(self, sentences: Sequence[str]) -> list[float]:
        self.has_begun.set()
        assert self.may_end.wait(timeout=60)
        return by_rules(sentences)


def test_a_request_that_is_being_done_is_told_so_and_keeps_its_turn_until_it_is_answered(
    client: TestClient, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert isinstance(client.app, FastAPI)
    waiting = _Waiting()
    client.app.state.checker = replace(BY_RULES, worth=waiting)
    monkeypatch.setattr(once_in_api, "RENEWED_EVERY_S", 0.05)

    with ThreadPoolExecutor(1) as threads:
        running = threads.submit(client.post, "/v1/claims", json=CLAIM, headers=KEY)
        assert waiting.has_begun.wait(timeout=60)
        leased_until = _leased_until(database)
        meanwhile = client.post("/v1/claims", json=CLAIM, headers=KEY)
        while _leased_until(database) == leased_until:
            assert not running.done()
        waiting.may_end.set()
        first = running.result()
    again = client.post("/v1/claims", json=CLAIM, headers=KEY)

    assert meanwhile.status_code == 409
    assert meanwhile.headers["Retry-After"] == "1"
    assert "being done" in problem_in(meanwhile)["detail"]
    assert (first.status_code, _kept(again)) == (201, _kept(first))


def _leased_until(database: Database) -> datetime | None:
    with database.reading() as session:
        return session.scalar(select(col(IdempotencyKey.leased_until)))


def test_a_request_that_was_cut_off_is_done_by_whoever_sends_it_again(
    client: TestClient, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = fingerprint("POST", "/v1/claims", b'{"text":"%s"}' % CLAIM["text"].encode())
    begin(database, KeyedRequest("", KEY[HEADER].strip('"'), asked))
    at_once = client.post("/v1/claims", json=CLAIM, headers=KEY)
    monkeypatch.setattr(once, "utc_now", lambda: utc_now() + store.LEASE)

    later = client.post("/v1/claims", json=CLAIM, headers=KEY)

    assert (at_once.status_code, later.status_code) == (409, 201)
