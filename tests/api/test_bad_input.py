"""Bad input: always a problem that says what to do, never a 500, never a partial write."""

import base64
import json
import time
from collections.abc import Callable, Iterator
from typing import NamedTuple
from unicodedata import normalize

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response

from app.db import Database
from app.main import create_app
from app.settings import Settings
from tests.api.newsroom import UNKNOWN_ID, WARDEN, Json, Newsroom, pointers_in, problem_in
from tests.checkers import BY_RULES

Rows = Callable[[], dict[str, int]]

JSON = {"Content-Type": "application/json"}
ARTICLES, CLAIMS, SOURCES = "/v1/articles", "/v1/claims", "/v1/sources"
SURROGATE = rb"\ud800"
AT_ONCE_S = 20  # tenths of a second are expected; what these look for takes minutes


def _assert_is_told(answer: Response, status: int) -> None:
    problem = problem_in(answer)
    assert answer.status_code == problem["status"] == status
    assert problem["instance"] == answer.request.url.path
    assert problem["title"]
    assert problem["type"] == "about:blank"
    assert problem["detail"].endswith((".", "`"))
    assert all(part["pointer"] and part["detail"] for part in problem["errors"])


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"{", id="cut off"),
        pytest.param(b"{'text': 'x'}", id="other quotation marks"),
        pytest.param(b'{"text": "x",}', id="a comma too many"),
        pytest.param(b'{"text": "x"} {"text": "y"}', id="two documents"),
        pytest.param(b'{"text": "a\nb"}', id="a line break in a string"),
        pytest.param(rb'{"text": "\x41"}', id="no escape of JSON"),
        pytest.param(b'{"text": "\xff\xfe"}', id="no UTF-8"),
        pytest.param(b'{"text": "\xc0\x80"}', id="an overlong NUL"),
        pytest.param(b"text=x", id="a form"),
        pytest.param(b"[" * 200_000, id="nested too deeply"),
        pytest.param(b'{"text":' * 50_000 + b"1" + b"}" * 50_000, id="objects nested too deeply"),
        pytest.param(b'{"text": ' + b"9" * 5_000 + b"}", id="a number of 5,000 digits"),
    ],
)
def test_what_is_not_json_is_refused(client: TestClient, stored_rows: Rows, body: bytes) -> None:
    before = stored_rows()

    answer = client.post(ARTICLES, content=body, headers=JSON)

    _assert_is_told(answer, 400)
    assert stored_rows() == before


@pytest.mark.parametrize("body", [b"", b"null", b"[]", b"5", b'"text"', b"NaN", b"true"])
@pytest.mark.parametrize("path", [ARTICLES, CLAIMS, SOURCES])
def test_a_body_that_is_no_object_is_refused(client: TestClient, path: str, body: bytes) -> None:
    answer = client.post(path, content=body, headers=JSON)

    _assert_is_told(answer, 422)
    assert pointers_in(answer) == {"#"}


@pytest.mark.parametrize(
    "headers", [{}, {"Content-Type": "text/plain"}, {"Content-Type": "application/x-www-form-urlencoded"}]
)  # fmt: skip
def test_a_body_that_is_not_said_to_be_json_is_refused_and_the_header_named(
    client: TestClient, stored_rows: Rows, headers: dict[str, str]
) -> None:
    before = stored_rows()

    answer = client.post(ARTICLES, content=b'{"text": "The bridge was shut."}', headers=headers)

    _assert_is_told(answer, 422)
    assert "Content-Type: application/json" in problem_in(answer)["detail"]
    assert stored_rows() == before


class Bad(NamedTuple):
    """A body that a path cannot take, and the part of it that is at fault."""

    path: str
    body: Json
    pointer: str


TEXT = "The bridge was shut."
BAD_BODIES = [
    Bad(ARTICLES, {}, "#"),
    Bad(ARTICLES, {"title": "Toll"}, "#"),
    Bad(ARTICLES, {"text": None}, "#"),
    Bad(ARTICLES, {"text": TEXT, "html": f"<p>{TEXT}</p>"}, "#"),
    Bad(ARTICLES, {"html": ""}, "#/html"),
    Bad(ARTICLES, {"html": 5}, "#/html"),
    Bad(ARTICLES, {"html": "x" * 5_000_001}, "#/html"),
    Bad(ARTICLES, {"html": "<nav><a href='/'>Home</a></nav>"}, "#/html"),
    Bad(ARTICLES, {"html": "\x00"}, "#/html"),
    Bad(ARTICLES, {"html": f"{TEXT} {TEXT}", "url": "lantern.example"}, "#/url"),
    Bad(ARTICLES, {"text": 5}, "#/text"),
    Bad(ARTICLES, {"text": ["a"]}, "#/text"),
    Bad(ARTICLES, {"text": {}}, "#/text"),
    Bad(ARTICLES, {"text": ""}, "#/text"),
    Bad(ARTICLES, {"text": " \n\t\u00a0\u2003\u3000"}, "#/text"),
    Bad(ARTICLES, {"text": "\x1c\x1d\x85"}, "#/text"),
    Bad(ARTICLES, {"text": "The\x00bridge"}, "#/text"),
    Bad(ARTICLES, {"text": "x" * 1_000_001}, "#/text"),
    Bad(ARTICLES, {"text": "a" + "\u0301" * 100_000}, "#/text"),
    Bad(ARTICLES, {"text": "\u0301\u0323" * 100_000}, "#/text"),
    Bad(ARTICLES, {"text": TEXT, "titel": "Toll"}, "#/titel"),
    Bad(ARTICLES, {"text": TEXT, "a/b~c": 1}, "#/a~1b~0c"),
    Bad(ARTICLES, {"text": TEXT, "": 1}, "#/"),
    Bad(ARTICLES, {"text": TEXT, "title": ""}, "#/title"),
    Bad(ARTICLES, {"text": TEXT, "title": "  "}, "#/title"),
    Bad(ARTICLES, {"text": TEXT, "title": "x" * 501}, "#/title"),
    Bad(ARTICLES, {"text": TEXT, "title": "x" + " " * 500}, "#/title"),
    Bad(ARTICLES, {"text": TEXT, "title": "a\x00"}, "#/title"),
    Bad(ARTICLES, {"text": TEXT, "author": 5}, "#/author"),
    Bad(ARTICLES, {"text": TEXT, "language": "english language"}, "#/language"),
    Bad(ARTICLES, {"text": TEXT, "language": "e"}, "#/language"),
    Bad(ARTICLES, {"text": TEXT, "language": "en\n"}, "#/language"),
    Bad(ARTICLES, {"text": TEXT, "language": "en-" + "x" * 40}, "#/language"),
    Bad(ARTICLES, {"text": TEXT, "language": ""}, "#/language"),
    Bad(ARTICLES, {"text": TEXT, "source": ""}, "#/source"),
    Bad(ARTICLES, {"text": TEXT, "source": 5}, "#/source"),
    Bad(ARTICLES, {"text": TEXT, "source": {}}, "#/source"),
    Bad(ARTICLES, {"text": TEXT, "source": {"kind": "outlet"}}, "#/source"),
    Bad(ARTICLES, {"text": TEXT, "source": {"name": "x", "kind": "paper"}}, "#/source/kind"),
    Bad(ARTICLES, {"text": TEXT, "source": {"name": "x" * 201}}, "#/source/name"),
    Bad(ARTICLES, {"text": TEXT, "source": {"domain": "lantern"}}, "#/source/domain"),
    Bad(ARTICLES, {"text": TEXT, "source": {"name": "x", "reliability": 1}}, "#/source/reliability"),
    Bad(SOURCES, {}, "#"),
    Bad(SOURCES, {"name": None, "domain": None}, "#"),
    Bad(SOURCES, {"name": "\u200b\x00"}, "#/name"),
    Bad(SOURCES, {"domain": "https://lantern.example"}, "#/domain"),
    Bad(SOURCES, {"domain": "lantern.example/x"}, "#/domain"),
    Bad(SOURCES, {"domain": "-.example"}, "#/domain"),
    Bad(SOURCES, {"domain": "läntern.example"}, "#/domain"),
    Bad(SOURCES, {"domain": "a." * 126 + "example"}, "#/domain"),
    Bad(SOURCES, {"domain": "lantern.example\n"}, "#/domain"),
    Bad(SOURCES, {"name": "x", "reliability": "high"}, "#/reliability"),
    Bad(SOURCES, {"name": "x", "reliability": "0.5"}, "#/reliability"),
    Bad(SOURCES, {"name": "x", "reliability": True}, "#/reliability"),
    Bad(SOURCES, {"name": "x", "reliability": None}, "#/reliability"),
    Bad(SOURCES, {"name": "x", "reliability": 1.5}, "#/reliability"),
    Bad(SOURCES, {"name": "x", "reliability": -1e-9}, "#/reliability"),
    Bad(SOURCES, {"name": "x", "reliability": 10**400}, "#/reliability"),
    Bad(CLAIMS, {}, "#/text"),
    Bad(CLAIMS, {"text": "x" * 5_001}, "#/text"),
    Bad(CLAIMS, {"text": TEXT, "claimant": "Ines Calder"}, "#/claimant"),
    Bad(CLAIMS, {"text": TEXT, "claimant": {}}, "#/claimant/name"),
    Bad(CLAIMS, {"text": TEXT, "claimant": {"name": "x" * 501}}, "#/claimant/name"),
    Bad(CLAIMS, {"text": TEXT, "claimant": {"name": "x", "role": "\t"}}, "#/claimant/role"),
    Bad(CLAIMS, {"text": TEXT, "article_id": UNKNOWN_ID}, "#/article_id"),
    Bad(CLAIMS, {"text": TEXT, "verdict": "supported"}, "#/verdict"),
]  # fmt: skip


@pytest.mark.parametrize("bad", BAD_BODIES, ids=lambda bad: f"{bad.path} {str(bad.body)[:50]}")
def test_a_body_that_cannot_be_taken_is_refused_and_the_part_named(
    client: TestClient, stored_rows: Rows, bad: Bad
) -> None:
    before = stored_rows()

    answer = client.post(bad.path, json=bad.body)

    _assert_is_told(answer, 422)
    assert pointers_in(answer) == {bad.pointer}
    assert stored_rows() == before


@pytest.mark.parametrize(
    "published_at",
    [
        "2026-03-01T09:00:00",
        "2026-03-01",
        "2026-03-01 09:00:00Z",
        "20260301T090000Z",
        "2026-W09-7T09:00:00Z",
        "2026-02-30T09:00:00Z",
        "2026-13-01T09:00:00Z",
        "2026-03-01T25:00:00Z",
        "2026-03-01T09:00:00+24:00",
        "2026-03-01T09:00:00 UTC",
        "0000-01-01T00:00:00Z",
        "0001-01-01T00:00:00+05:00",
        "9999-12-31T23:59:59-05:00",
        "10000-01-01T00:00:00Z",
        "٢٠٢٦-03-01T09:00:00Z",
        "yesterday",
        "",
        "1772355600",
        1772355600,
        1772355600.5,
        True,
        [],
        {},
    ],
)
def test_a_date_that_is_no_moment_is_refused(
    client: TestClient, stored_rows: Rows, published_at: object
) -> None:
    before = stored_rows()

    answer = client.post(ARTICLES, json={"text": TEXT, "published_at": published_at})

    _assert_is_told(answer, 422)
    assert pointers_in(answer) == {"#/published_at"}
    assert stored_rows() == before


@pytest.mark.parametrize(
    ("published_at", "stored"),
    [
        ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
        ("9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z"),
        ("2026-03-01t09:00:00z", "2026-03-01T09:00:00Z"),
        ("2026-03-01T09:00:00.1234567Z", "2026-03-01T09:00:00.123456Z"),
        ("2026-03-01T00:30:00-23:59", "2026-03-02T00:29:00Z"),
    ],
)
def test_a_moment_at_the_edge_is_stored(newsroom: Newsroom, published_at: str, stored: str) -> None:
    assert newsroom.article(published_at=published_at)["published_at"] == stored


@pytest.mark.parametrize(
    "url",
    [
        "lantern.example/x",
        "//lantern.example/x",
        "ftp://lantern.example/x",
        "javascript:alert(1)",
        "file:///etc/hosts",
        "https://",
        "https:///x",
        "https:lantern.example/x",
        "https:\\\\lantern.example\\x",
        "https://\\lantern.example",
        "https://www./x",
        "https://lantern.example:99999/x",
        "https://[::1/x",
        "https://lan tern.example/x",
        "https://lantern.example/a b",
        "https://lantern.example/\n",
        "https://lantern.example/\x00",
        "https://person:secret@lantern.example/x",
        "https://lantern.example/" + "x" * 2_000,
        "https://lantern.example/" + "é" * 1_000,
        "https://" + "a_" * 120 + ".example/x",
        "https://" + "abcdefg." * 40 + "example/x",
        "",
        5,
    ],
)
def test_an_address_that_is_none_is_refused(
    client: TestClient, stored_rows: Rows, url: object
) -> None:
    before = stored_rows()

    answer = client.post(ARTICLES, json={"text": TEXT, "url": url})

    _assert_is_told(answer, 422)
    assert pointers_in(answer) == {"#/url"}
    assert stored_rows() == before


@pytest.mark.parametrize(
    ("path", "body", "pointer"),
    [
        (ARTICLES, b'{"text": "a%sb"}', "#/text"),
        (ARTICLES, b'{"text": "a\xed\xa0\x80%.0s"}', "#/text"),
        (ARTICLES, b'{"text": "a", "title": "%s"}', "#/title"),
        (ARTICLES, b'{"text": "a", "url": "https://lantern.example/%s"}', "#/url"),
        (ARTICLES, b'{"text": "a", "language": "%s"}', "#/language"),
        (ARTICLES, b'{"text": "a", "published_at": "%s"}', "#/published_at"),
        (ARTICLES, b'{"text": "a", "source": "%s"}', "#/source"),
        (ARTICLES, b'{"text": "a", "source": {"domain": "%s"}}', "#/source/domain"),
        (ARTICLES, b'{"text": "a", "%s": 1}', "#"),
        (ARTICLES, b'{"text": "a", "source": {"name": "a", "%s": 1}}', "#/source"),
        (CLAIMS, b'{"text": "a", "claimant": {"name": "%s"}}', "#/claimant/name"),
        (SOURCES, b'{"name": "a", "kind": "%s"}', "#/kind"),
        (SOURCES, b'{"name": "a", "reliability": "%s"}', "#/reliability"),
    ],
)
def test_lone_surrogates_are_refused_wherever_they_stand(
    client: TestClient, stored_rows: Rows, path: str, body: bytes, pointer: str
) -> None:
    before = stored_rows()

    answer = client.post(path, content=body % SURROGATE, headers=JSON)

    _assert_is_told(answer, 422)
    assert pointers_in(answer) == {pointer}
    assert stored_rows() == before


@pytest.mark.parametrize("number", [b"NaN", b"Infinity", b"-Infinity", b"1e999"])
def test_what_is_no_finite_number_is_refused(client: TestClient, number: bytes) -> None:
    body = b'{"name": "Lantern", "reliability": ' + number + b"}"

    answer = client.post(SOURCES, content=body, headers=JSON)

    _assert_is_told(answer, 422)
    assert pointers_in(answer) == {"#/reliability"}
    assert problem_in(answer)["errors"][0]["detail"] == "Write a number, neither NaN nor infinite."


@pytest.mark.parametrize("number", ["nan", "inf", "-Infinity"])
def test_what_is_no_finite_number_is_refused_in_a_query(client: TestClient, number: str) -> None:
    answer = client.get(CLAIMS, params={"min_check_worthiness": number})

    _assert_is_told(answer, 422)
    detail = problem_in(answer)["detail"]
    assert detail == "query/min_check_worthiness: Write a number, neither NaN nor infinite."


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a" * 100_000, id="100,000 characters without a space"),
        pytest.param("é" * 1_000_000, id="1,000,000 characters"),
        pytest.param("קרון " * 2_000 + "عربة " * 2_000, id="right to left"),
        pytest.param("🌉👩‍👩‍👧🏳️‍🌈" * 2_000, id="emoji"),
        pytest.param("a" + "\u0301" * 30, id="30 combining marks"),
        pytest.param("“" * 5_000, id="opening quotation marks"),
        pytest.param("\u202e\u2066\ufeff\u200d\U000e0041\ufffe\x01", id="signs that are not seen"),
        pytest.param("x", id="one character"),
        pytest.param("\r\n.\r\n", id="nearly nothing"),
        pytest.param("\U0010ffff", id="the last code point"),
    ],
)
def test_odd_text_is_stored_as_it_is(client: TestClient, text: str) -> None:
    answer = client.post(ARTICLES, json={"text": text})

    assert answer.status_code == 201
    assert answer.json()["text"] == normalize("NFC", text)
    assert answer.json()["characters"] == len(answer.json()["text"])


def test_many_combining_marks_in_a_row_are_refused_at_once(client: TestClient) -> None:
    text = "a" + "\u0301\u0323" * 50_000
    started = time.monotonic()

    answer = client.post(ARTICLES, json={"text": text})

    assert answer.status_code == 422
    assert time.monotonic() - started < AT_ONCE_S


def test_a_quote_that_stands_nearly_everywhere_is_refused_at_once(
    client: TestClient, newsroom: Newsroom
) -> None:
    article, claim = newsroom.article("a " * 100_000), newsroom.claim()
    passage = {"stance": "supports", "article_id": article["id"], "quote": "a " * 2_000 + "b"}
    started = time.monotonic()

    answer = client.post(f"{CLAIMS}/{claim['id']}/evidence", json=passage)

    assert answer.status_code == 422
    assert time.monotonic() - started < AT_ONCE_S


@pytest.fixture
def narrow(database: Database) -> Iterator[TestClient]:
    """The service with the smallest limit on bodies."""
    app: FastAPI = create_app(Settings(max_body_bytes=1024))
    app.state.database, app.state.checker = database, BY_RULES
    with TestClient(app, "http://localhost") as client:
        yield client


def _in_chunks(body: bytes) -> Iterator[bytes]:
    for start in range(0, len(body), 100):
        yield body[start : start + 100]


def _body_of(size: int) -> bytes:
    empty = json.dumps({"text": ""}).encode()
    return json.dumps({"text": "x" * (size - len(empty))}).encode()


@pytest.mark.parametrize("send", [bytes, _in_chunks])
def test_a_body_over_the_limit_is_refused(
    narrow: TestClient, stored_rows: Rows, send: Callable[[bytes], bytes | Iterator[bytes]]
) -> None:
    before = stored_rows()

    answer = narrow.post(ARTICLES, content=send(_body_of(1025)), headers=JSON)

    _assert_is_told(answer, 413)
    assert "1024 bytes" in problem_in(answer)["detail"]
    assert stored_rows() == before


@pytest.mark.parametrize("send", [bytes, _in_chunks])
def test_a_body_at_the_limit_is_taken(
    narrow: TestClient, send: Callable[[bytes], bytes | Iterator[bytes]]
) -> None:
    answer = narrow.post(ARTICLES, content=send(_body_of(1024)), headers=JSON)

    assert answer.status_code == 201


def test_a_body_over_the_limit_is_refused_before_it_is_parsed(narrow: TestClient) -> None:
    answer = narrow.post(ARTICLES, content=b"{" * 2000, headers=JSON)

    _assert_is_told(answer, 413)


@pytest.mark.parametrize("declared", [b"9" * 5000, b"1025"])
def test_a_declared_length_over_the_limit_is_enough(narrow: TestClient, declared: bytes) -> None:
    headers = {b"Content-Type": b"application/json", b"Content-Length": declared}

    answer = narrow.post(ARTICLES, content=_in_chunks(b'{"text": "x"}'), headers=headers)

    _assert_is_told(answer, 413)


class BadQuery(NamedTuple):
    """A query that a list cannot take, and the parameter that is at fault."""

    path: str
    query: str
    parameter: str


BAD_QUERIES = [
    *(BadQuery(path, "limit=0", "limit") for path in (SOURCES, ARTICLES)),
    *(BadQuery(path, "cursor=x", "cursor") for path in (SOURCES, ARTICLES)),
    *(
        BadQuery(CLAIMS, query, query.partition("=")[0])
        for query in (
            "limit=0",
            "limit=201",
            "limit=-1",
            "limit=x",
            "limit=",
            "limit=1.5",
            "limit=" + "9" * 5_000,
            "cursor=",
            "cursor=x",
            "cursor=bm90IGpzb24",
            "cursor=%ED%A0%80",
            "cursor=" + "A" * 2_001,
        )
    ),
    BadQuery(CLAIMS, "q=", "q"),
    BadQuery(CLAIMS, "q=%20", "q"),
    BadQuery(CLAIMS, "q=!!!", "q"),
    BadQuery(CLAIMS, "q=%00", "q"),
    BadQuery(CLAIMS, "q=%ED%A0%80", "q"),
    BadQuery(CLAIMS, "q=" + "x" * 201, "q"),
    BadQuery(CLAIMS, "article=5", "article"),
    BadQuery(CLAIMS, "claimant=-", "claimant"),
    BadQuery(CLAIMS, "verdict=true", "verdict"),
    BadQuery(CLAIMS, "min_check_worthiness=nan", "min_check_worthiness"),
    BadQuery(CLAIMS, "min_check_worthiness=2", "min_check_worthiness"),
    BadQuery(CLAIMS, "created_after=2026-01-01", "created_after"),
    BadQuery(CLAIMS, "created_after=0001-01-01T00:00:00%2B05:00", "created_after"),
    BadQuery(CLAIMS, "sort=best", "sort"),
    BadQuery(ARTICLES, "q=...", "q"),
    BadQuery(ARTICLES, "source=", "source"),
    BadQuery(ARTICLES, "source=%00", "source"),
    BadQuery(ARTICLES, "published_after=1772355600", "published_after"),
    BadQuery(ARTICLES, "published_before=2026-03-01T09:00:00", "published_before"),
    BadQuery(f"{CLAIMS}/{UNKNOWN_ID}/evidence", "stance=agrees", "stance"),
    BadQuery(f"{CLAIMS}/{UNKNOWN_ID}/evidence", "state=new", "state"),
    BadQuery(f"{CLAIMS}/{UNKNOWN_ID}/evidence", "sort=newest", "sort"),
    BadQuery("/v1/evidence", "stance=agrees", "stance"),
    BadQuery("/v1/evidence", "state=new", "state"),
    BadQuery("/v1/evidence", "source=", "source"),
    BadQuery("/v1/evidence", "sort=best", "sort"),
    BadQuery("/v1/evidence", "limit=0", "limit"),
    BadQuery("/v1/evidence", "cursor=x", "cursor"),
    BadQuery("/v1/evidence", "sort=check_worthiness&cursor=x", "cursor"),
    BadQuery(f"{CLAIMS}/{UNKNOWN_ID}/verdict", "as_of=2026-03-01", "as_of"),
    BadQuery(f"{CLAIMS}/{UNKNOWN_ID}/verdicts", "limit=0", "limit"),
    BadQuery(f"{ARTICLES}/{UNKNOWN_ID}/claims", "limit=0", "limit"),
]


@pytest.mark.parametrize("bad", BAD_QUERIES, ids=lambda bad: f"{bad.path} {bad.query[:40]}")
def test_a_query_that_cannot_be_taken_is_refused_and_the_parameter_named(
    client: TestClient, bad: BadQuery
) -> None:
    answer = client.get(f"{bad.path}?{bad.query}")

    _assert_is_told(answer, 422)
    assert pointers_in(answer) == {f"query/{bad.parameter}"}


def _sealed(newsroom: Newsroom, path: str) -> tuple[str, list[str]]:
    """The seal and the key in the cursor of a list."""
    cursor = newsroom.read(path, limit=1)["next_cursor"]
    seal, *key = json.loads(base64.urlsafe_b64decode(cursor))
    return seal, key


def _cursor(*values: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode()


@pytest.mark.parametrize("values", [(), ("",), ("a", "b"), (None,), (5,), ([],), ({},), ("٣",)])
def test_a_cursor_whose_key_was_tampered_with_is_refused(
    client: TestClient, newsroom: Newsroom, values: tuple[object, ...]
) -> None:
    claim = newsroom.claim()
    newsroom.report_of("lantern", claim)
    newsroom.report_of("beacon", claim)

    for path in (CLAIMS + f"/{claim['id']}/evidence", CLAIMS + f"/{claim['id']}/verdicts", SOURCES):
        seal, _ = _sealed(newsroom, path)
        answer = client.get(path, params={"cursor": _cursor(seal, *values)})
        _assert_is_told(answer, 422)
        assert pointers_in(answer) == {"query/cursor"}


@pytest.mark.parametrize("odd", ["nan", "inf", "-inf", "1e400", "-0.0", "1_0", " 1 "])
def test_a_cursor_with_an_odd_number_breaks_nothing(
    client: TestClient, newsroom: Newsroom, odd: str
) -> None:
    claim = newsroom.claim()
    newsroom.report_of("lantern", claim)
    newsroom.report_of("beacon", claim)
    path = f"{CLAIMS}/{claim['id']}/evidence"
    seal, (_, strength, last) = _sealed(newsroom, path)

    answers = [
        client.get(path, params={"cursor": _cursor(seal, odd, strength, last)}),
        client.get(path, params={"cursor": _cursor(seal, "0", odd, last)}),
    ]

    assert {answer.status_code for answer in answers} <= {200, 422}


def test_a_cursor_with_a_changed_seal_is_refused(client: TestClient, newsroom: Newsroom) -> None:
    for n in range(2):
        newsroom.source(name=f"Lantern {n}")
    seal, key = _sealed(newsroom, SOURCES)

    answer = client.get(SOURCES, params={"cursor": _cursor(seal[::-1], *key)})

    _assert_is_told(answer, 422)


PATHS_WITH_AN_ID = [
    ("GET", "/v1/sources/{}"),
    ("PATCH", "/v1/sources/{}"),
    ("GET", "/v1/articles/{}"),
    ("PATCH", "/v1/articles/{}"),
    ("DELETE", "/v1/articles/{}"),
    ("GET", "/v1/articles/{}/claims"),
    ("GET", "/v1/articles/{}/report"),
    ("GET", "/v1/claims/{}"),
    ("PATCH", "/v1/claims/{}"),
    ("DELETE", "/v1/claims/{}"),
    ("GET", "/v1/claims/{}/evidence"),
    ("GET", "/v1/claims/{}/verdict"),
    ("GET", "/v1/claims/{}/verdicts"),
    ("GET", "/v1/evidence/{}"),
    ("PATCH", "/v1/evidence/{}"),
    ("DELETE", "/v1/evidence/{}"),
]


@pytest.mark.parametrize(("method", "path"), PATHS_WITH_AN_ID)
def test_an_id_that_nothing_has_is_not_found(client: TestClient, method: str, path: str) -> None:
    answer = client.request(method, path.format(UNKNOWN_ID), json={} if method == "PATCH" else None)

    _assert_is_told(answer, 404)
    assert UNKNOWN_ID in problem_in(answer)["detail"]


@pytest.mark.parametrize(("method", "path"), PATHS_WITH_AN_ID)
def test_an_id_that_is_none_is_refused(client: TestClient, method: str, path: str) -> None:
    answer = client.request(method, path.format("five"), json={} if method == "PATCH" else None)

    _assert_is_told(answer, 422)
    (pointer,) = pointers_in(answer)
    assert pointer.startswith("path/")


@pytest.mark.parametrize(
    "path",
    [
        "/v2",
        "/v1",
        "/v1/nothing",
        f"/v1/claims/{UNKNOWN_ID}/nothing",
        "/v1/%00",
        "/v1/%FF",
        "/v1/%ED%A0%80",
        "/v1/../v1/clams",
        "/docs/nothing",
    ],
)
def test_an_unknown_path_is_not_found(client: TestClient, path: str) -> None:
    answer = client.get(path)

    assert answer.status_code == 404
    assert problem_in(answer)["status"] == 404


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", CLAIMS, "GET, HEAD, POST"),
        ("DELETE", ARTICLES, "GET, HEAD, POST"),
        ("PATCH", SOURCES, "GET, HEAD, POST"),
        ("DELETE", f"/v1/sources/{UNKNOWN_ID}", "GET, HEAD, PATCH"),
        ("POST", f"/v1/articles/{UNKNOWN_ID}", "GET, HEAD, PATCH, DELETE"),
        ("PUT", f"/v1/claims/{UNKNOWN_ID}/evidence", "GET, HEAD, POST"),
        ("POST", f"/v1/claims/{UNKNOWN_ID}/verdict", "GET, HEAD"),
        ("POST", "/healthz", "GET, HEAD"),
        ("OPTIONS", CLAIMS, "GET, HEAD, POST"),
    ],
)
def test_a_method_that_a_path_does_not_take_is_refused_and_those_that_it_takes_are_named(
    client: TestClient, method: str, path: str, allowed: str
) -> None:
    answer = client.request(method, path)

    _assert_is_told(answer, 405)
    assert answer.headers["Allow"] == allowed


def test_a_refused_link_stores_nothing_not_even_its_source(
    client: TestClient, newsroom: Newsroom, stored_rows: Rows
) -> None:
    article, claim = newsroom.article(), newsroom.claim()
    before = stored_rows()
    path = f"{CLAIMS}/{claim['id']}/evidence"
    outside = {"url": "https://new.example/x", "quote": TEXT, "stance": "supports"}
    inside = {"article_id": article["id"], "stance": "supports"}

    answers = [
        client.post(path, json={**inside, "quote": "nowhere"}),
        client.post(path, json={**outside, "published_at": "yesterday"}),
        client.post(path, json={**outside, **inside, "quote": WARDEN}),
        client.post(f"{CLAIMS}/{UNKNOWN_ID}/evidence", json=outside),
    ]

    assert [answer.status_code for answer in answers] == [422, 422, 422, 404]
    assert stored_rows() == before


def test_a_refused_change_stores_nothing_not_even_its_source(
    client: TestClient, newsroom: Newsroom, stored_rows: Rows
) -> None:
    article = newsroom.article()
    before = stored_rows()
    path = f"{ARTICLES}/{article['id']}"

    answers = [
        client.patch(path, json={"source": "New Outlet"}, headers={"If-Match": '"7"'}),
        client.patch(f"{ARTICLES}/{UNKNOWN_ID}", json={"source": "New Outlet"}),
        client.patch(path, json={"source": "New Outlet", "title": ""}),
    ]

    assert [answer.status_code for answer in answers] == [412, 404, 422]
    assert stored_rows() == before


def test_all_parts_at_fault_are_named_together(client: TestClient) -> None:
    body = {"text": "", "title": 5, "published_at": "yesterday", "surplus": 1}

    answer = client.post(ARTICLES, json=body)

    assert pointers_in(answer) == {"#/text", "#/title", "#/published_at", "#/surplus"}


def test_of_very_many_parts_at_fault_the_first_are_named(client: TestClient) -> None:
    answer = client.post(CLAIMS, json={f"surplus{n}": 1 for n in range(200)})

    assert answer.status_code == 422
    assert len(answer.json()["errors"]) == 100


@pytest.mark.parametrize(
    "body",
    [
        {f"surplus{n}": 1 for n in range(5_000)},
        {"text": "x", "source": {f"surplus{n}": 1 for n in range(5_000)}},
        {"text": [0] * 5_000},
        {"text": ['"', "\\"] * 5_000},
        [[]] * 5_000,
    ],
    ids=["fields", "fields of a field", "numbers", "strings", "arrays"],
)
def test_a_body_of_very_many_parts_is_not_even_parsed(client: TestClient, body: object) -> None:
    answer = client.post(ARTICLES, json=body)

    _assert_is_told(answer, 400)


def test_marks_of_json_in_a_text_do_not_count(client: TestClient) -> None:
    text = 'The clerk wrote: {"tolls": [1, 2, "\\\\"], "bridge\\": "shut"}. ' * 500

    answer = client.post(ARTICLES, json={"text": text})

    assert answer.status_code == 201


def test_what_is_cut_off_is_told_in_plain_words(client: TestClient) -> None:
    answer = client.post(CLAIMS, content=b'{"text": "x', headers=JSON)

    detail = problem_in(answer)["detail"]
    assert detail == "The body is not JSON: Unterminated string starting at character 9."


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        (b'{"text": "\xff"}', "The body is not UTF-8: byte 10 cannot be read."),
        (b'{"text": 1 2}', "The body is not JSON: Expecting ',' delimiter at character 11."),
        (b"[" * 400 + b"]" * 400, "The body: Send a JSON object."),
        (b'{"text": ' + b"9" * 5_000 + b"}", "The body has a number of too many digits."),
        (b"[" * 200_000, "The body has more parts than anything that is taken here."),
        (
            b'{"text": "x", "title": "a", "title": "b"}',
            "The body names a field twice in one object, 'title'; send it once.",
        ),
        (
            b'{"text": "x", "source": {"name": "a", "name": "a"}}',
            "The body names a field twice in one object, 'name'; send it once.",
        ),
        (
            rb'{"\ud83d": 1, "\ud83d": 2}',
            r"The body names a field twice in one object, '\ud83d'; send it once.",
        ),
        (b"", "The body: Send a JSON object."),
        (b"null", "The body: Send a JSON object."),
        (b"[]", "The body: Send a JSON object."),
        (b"{}", "The body: Give one of `text`, `html` and `url`."),
    ],
)
def test_of_a_body_that_cannot_be_taken_it_is_told_in_words_why(
    client: TestClient, body: bytes, detail: str
) -> None:
    answer = client.post(ARTICLES, content=body, headers=JSON)

    assert problem_in(answer)["detail"] == detail


def test_of_a_day_alone_it_is_told_what_to_write(client: TestClient) -> None:
    answer = client.post(ARTICLES, json={"text": TEXT, "published_at": "2026-06-02"})

    assert pointers_in(answer) == {"#/published_at"}
    assert "2026-06-02T00:00:00Z" in problem_in(answer)["detail"]


def test_a_misspelt_parameter_is_refused_and_the_known_ones_are_named(client: TestClient) -> None:
    answer = client.get("/v1/claims", params={"verdct": "refuted"})

    assert answer.status_code == 422
    (part,) = answer.json()["errors"]
    assert part["pointer"] == "query/verdct"
    assert part["detail"].startswith("The parameter `verdct` is not known here; known are ")
    assert "verdict" in part["detail"]
    assert answer.json()["detail"] == part["detail"]


@pytest.mark.parametrize(
    "query", ["verdict=refuted&verdict=supported", "limit=5&limit=5", "cursor=a&q=port&cursor=b"]
)
def test_a_parameter_that_is_sent_twice_is_refused_and_named(
    client: TestClient, query: str
) -> None:
    answer = client.get(f"/v1/claims?{query}")

    name = query.partition("=")[0]
    _assert_is_told(answer, 422)
    assert pointers_in(answer) == {f"query/{name}"}
    assert f"`{name}` once" in problem_in(answer)["detail"]


def test_a_text_that_nfc_makes_too_long_is_refused(client: TestClient) -> None:
    answer = client.post(ARTICLES, json={"text": "\ufb2c" * 400_000})

    assert answer.status_code == 422
    assert pointers_in(answer) == {"#/text"}
