"""Hostile strings in every place that takes one: told what is wrong with them, or stored and read back as they are."""

import json
from collections.abc import Iterator
from unicodedata import normalize

import httpx2
import pytest

from tests.hostile.bodies import BODIES, Body, Json, Keys
from tests.hostile.conftest import Target
from tests.hostile.strings import STRINGS
from tests.thorough import thorough

EVERY = thorough(1, 7)  # of the strings, in a field; another one is first in the next field
ID_OF_NOTHING = "018f3a5c-7b1e-7c4d-9a2f-5e6d7c8b9a01"
FOLDED = {"domain", "language", "url"}  # compared without case
PLAIN = {"text", "quote", "note"}  # stored with the blanks at their ends
TOLD_OTHERWISE = {"html", "source", "published_at", "claimed_at"}

Case = tuple[str, Keys, str]


def _share(names: list[str]) -> Iterator[str]:
    return (name for place, name in enumerate(names) if place % EVERY == 0)


def _cases(body: Body) -> list[tuple[Keys, str]]:
    fields, names = list(body.fields()), list(STRINGS)
    turned = [(keys, names[place % EVERY :]) for place, keys in enumerate(fields)]
    return [(keys, name) for keys, left in turned for name in _share(left)]


def test_every_field_that_takes_a_string_is_in_a_body(target: Target) -> None:
    """A field that is new in the API has to be tried here too."""
    document = target.get("/openapi.json").json()

    tried = {key for body in BODIES for keys in body.fields() for key in keys}
    shapes = {
        name: shape
        for name, shape in document["components"]["schemas"].items()
        if name.endswith(("Create", "Patch", "Passage"))
    }
    known = {
        name
        for shape in shapes.values()
        for name, field in shape["properties"].items()
        if "string" in json.dumps(field) or "$ref" in json.dumps(field)
    }
    assert known - tried <= set()


def test_there_are_many_cases() -> None:
    assert sum(len(_cases(body)) for body in BODIES) >= 400


@pytest.mark.parametrize("body", BODIES, ids=lambda body: f"{body.name} {' '.join(body.body)}")
def test_a_field_refuses_what_it_cannot_keep_and_keeps_the_rest(target: Target, body: Body) -> None:
    wrong = [
        told
        for number, (keys, name) in enumerate(_cases(body))
        if (told := _what_is_wrong(target, body.numbered(number), keys, STRINGS[name]))
    ]

    assert wrong == []


def _what_is_wrong(target: Target, body: Body, keys: Keys, sent: str) -> str:
    answer = target.send(body.method, body.path, body.with_value(keys, sent))
    told = f"{body.name} {'.'.join(keys)} {sent[:40]!r}: {answer.status_code}"
    if complaint := _complaint_about(answer):
        return f"{told} {complaint}"
    if answer.is_success and body.path not in {"/v1/check", "/v1/match"}:
        place = answer.headers.get("Location", target.path_of(body.path))
        if complaint := _read_back(target.get(place), answer.json(), keys, sent):
            return f"{told} {complaint}"
    return ""


def _complaint_about(answer: httpx2.Response) -> str:
    """An answer is a success or a whole problem; an address that cannot be read is a problem too."""
    if answer.is_success:
        return ""
    if answer.status_code >= 500:
        return answer.text[:200]
    if answer.headers["content-type"] != "application/problem+json":
        return f"is {answer.headers['content-type']}"
    problem = answer.json()
    return "" if problem["status"] == answer.status_code and problem["detail"] else answer.text


def _read_back(read: httpx2.Response, answered: Json, keys: Keys, sent: str) -> str:
    """What is stored is what was sent, in NFC, and what was answered."""
    if read.status_code != 200:
        return f"cannot be read back: {read.status_code} {read.text[:200]}"
    first, again = _at(answered, keys), _at(read.json(), keys)
    if first != again:
        return f"was answered as {first!r} and is read as {again!r}"
    if not isinstance(again, str) or keys[0] in TOLD_OTHERWISE:
        return ""
    wanted = normalize("NFC", sent) if keys[-1] in PLAIN else normalize("NFC", sent.strip())
    if keys[-1] in FOLDED:
        wanted, again = wanted.casefold(), again.casefold()
    return "" if again == wanted else f"is read as {again[:60]!r}"


def _at(body: object, keys: Keys) -> object:
    for key in keys:
        body = body.get(key) if isinstance(body, dict) else None
    return body


QUERIES = {
    "/v1/sources": ["limit", "cursor", "nothing"],
    "/v1/articles": ["source", "published_after", "published_before", "q", "limit", "cursor"],
    "/v1/claims": [
        "sort",
        "article",
        "claimant",
        "verdict",
        "min_check_worthiness",
        "created_after",
        "q",
        "limit",
        "cursor",
    ],
    "/v1/articles/{article_id}/claims": ["limit", "cursor"],
    "/v1/evidence": ["sort", "stance", "state", "source", "limit", "cursor"],
    "/v1/claims/{claim_id}/evidence": ["stance", "state", "source", "limit", "cursor"],
    "/v1/claims/{claim_id}/verdict": ["as_of"],
    "/v1/claims/{claim_id}/verdicts": ["limit", "cursor"],
}


def test_every_parameter_of_a_query_is_tried(target: Target) -> None:
    paths = target.get("/openapi.json").json()["paths"]
    known = {
        (path, parameter["name"])
        for path, item in paths.items()
        for parameter in item.get("get", {}).get("parameters", [])
        if parameter["in"] == "query"
    }

    assert known <= {(path, name) for path, names in QUERIES.items() for name in names}


@pytest.mark.parametrize("path", QUERIES)
def test_a_query_is_answered_or_refused(target: Target, path: str) -> None:
    wrong = []
    for place, parameter in enumerate(QUERIES[path]):
        for name in _share(list(STRINGS)[place % EVERY :]):
            answer = target.send("GET", path, params={parameter: STRINGS[name]})
            if complaint := _complaint_about(answer):
                wrong.append(f"{path}?{parameter} {name}: {answer.status_code} {complaint}")

    assert wrong == []


PLACES = [
    "/v1/{}",
    "/v1/sources/{}",
    "/v1/articles/{}",
    "/v1/articles/{}/report",
    "/v1/claims/{}",
    "/v1/claims/{}/verdict",
    "/v1/evidence/{}",
    "/docs/{}",
]


@pytest.mark.parametrize("path", PLACES)
@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
def test_a_path_that_leads_nowhere_is_refused(target: Target, path: str, method: str) -> None:
    """However it is written: as it is, and with all its bytes escaped."""
    wrong = []
    for name, sent in STRINGS.items():
        escaped = "".join(f"%{byte:02X}" for byte in sent[:2000].encode())
        answer = target.send(method, path.format(escaped), {} if method == "PATCH" else None)
        if answer.status_code not in {404, 405, 414, 422} and sent.strip():
            wrong.append(f"{method} {path} {name}: {answer.status_code} {answer.text[:100]}")
        elif complaint := _complaint_about(answer):
            wrong.append(f"{method} {path} {name}: {answer.status_code} {complaint}")

    assert wrong == []
