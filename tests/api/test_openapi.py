"""The description of the API: complete, stable, and true to what the API does."""

from typing import Any

import jsonschema_rs
import pytest
from fastapi.testclient import TestClient
from schemathesis.specs.openapi.definitions import OPENAPI_31

from app.api.openapi import TAGS
from app.evidence.vocabulary import ReasonCode
from app.main import create_app
from tests.api.newsroom import NARRATOR, Json, Newsroom

DOCUMENT: Json = create_app().openapi()
OPERATIONS = {
    operation["operationId"]: {**operation, "method": method, "path": path}
    for path, item in DOCUMENT["paths"].items()
    for method, operation in item.items()
}
SHOWS_NO_SINGLE_ROW = {"check_text", "match_claims", "search_evidence"}
every_operation = pytest.mark.parametrize("name", OPERATIONS)


def test_the_document_is_served_as_it_is_made(client: TestClient) -> None:
    answer = client.get("/openapi.json")

    assert answer.headers["content-type"] == "application/json"
    assert answer.json() == DOCUMENT


def test_the_document_is_valid_openapi_3_1() -> None:
    assert DOCUMENT["openapi"].startswith("3.1.")
    jsonschema_rs.validator_for(OPENAPI_31).validate(DOCUMENT)


@pytest.mark.parametrize("name", DOCUMENT["components"]["schemas"])
def test_every_shape_is_valid_json_schema(name: str) -> None:
    jsonschema_rs.meta.validate(
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            **DOCUMENT["components"]["schemas"][name],
        }
    )


def test_the_ids_of_the_operations_are_stable() -> None:
    """Clients are generated from them: a new one is an addition, a changed one breaks somebody."""
    assert set(OPERATIONS) == {
        "change_article",
        "change_claim",
        "change_evidence",
        "change_source",
        "check_text",
        "create_article",
        "create_claim",
        "create_source",
        "delete_article",
        "delete_claim",
        "link_evidence",
        "list_all_evidence",
        "list_articles",
        "list_claims",
        "list_claims_of_article",
        "list_evidence",
        "list_sources",
        "list_verdicts",
        "match_claims",
        "read_article",
        "read_claim",
        "read_evidence",
        "read_health",
        "read_readiness",
        "read_report",
        "read_source",
        "read_verdict",
        "search_evidence",
        "withdraw_evidence",
    }


def test_no_two_operations_have_one_id() -> None:
    ids = [operation["operationId"] for item in DOCUMENT["paths"].values() for operation in item.values()]  # fmt: skip

    assert len(ids) == len(set(ids))


@every_operation
def test_an_operation_has_a_summary_a_description_and_known_tags(name: str) -> None:
    operation = OPERATIONS[name]

    assert operation["summary"]
    assert operation["description"].endswith((".", ".)"))
    assert operation["tags"]
    assert set(operation["tags"]) <= {tag["name"] for tag in TAGS}


def test_tags_stand_in_the_order_in_which_newcomers_need_them() -> None:
    names = [tag["name"] for tag in DOCUMENT["tags"]]

    assert names == ["articles", "claims", "evidence", "verdicts", "checks", "sources", "service"]
    assert all(tag["description"] for tag in DOCUMENT["tags"])


@every_operation
def test_every_error_of_an_operation_is_a_problem(name: str) -> None:
    responses = OPERATIONS[name]["responses"]

    errors = {status: response for status, response in responses.items() if status >= "400"}
    assert all(
        response["content"]
        == {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
        for response in errors.values()
    )


@every_operation
def test_an_operation_that_needs_the_database_says_that_it_may_be_away(name: str) -> None:
    assert ("503" in OPERATIONS[name]["responses"]) == (name != "read_health")


@every_operation
def test_an_operation_that_stores_something_says_that_the_disk_may_be_full(name: str) -> None:
    stores = OPERATIONS[name]["method"] != "get" and name not in {"check_text", "match_claims"}

    assert ("507" in OPERATIONS[name]["responses"]) == stores


@every_operation
def test_an_operation_that_can_fail_says_how(name: str) -> None:
    operation = OPERATIONS[name]

    expected = set()
    if "{" in operation["path"]:
        expected |= {"404", "422"}
    if "requestBody" in operation:
        expected |= {"400", "413", "422"}
    if operation["method"] in {"patch", "delete"}:
        expected |= {"412"}
    assert expected <= set(operation["responses"])


@every_operation
def test_an_operation_that_changes_a_row_takes_if_match_and_gives_an_etag(name: str) -> None:
    operation = OPERATIONS[name]

    parameters = {each["name"].lower() for each in operation.get("parameters", [])}
    assert ("if-match" in parameters) == (operation["method"] in {"patch", "delete"})
    if operation["method"] in {"patch", "post"} and name not in SHOWS_NO_SINGLE_ROW:
        successes = [each for status, each in operation["responses"].items() if status < "300"]
        assert all("ETag" in each["headers"] for each in successes)


@pytest.mark.parametrize("name", ["read_source", "read_article", "read_claim", "read_evidence"])
def test_an_operation_that_reads_one_row_says_that_it_is_not_sent_to_who_has_it(name: str) -> None:
    operation = OPERATIONS[name]

    assert "If-None-Match" in {each["name"] for each in operation["parameters"]}
    assert {"ETag", "X-Request-Id"} <= _headers_of(name, "304")
    assert "content" not in operation["responses"]["304"]


@every_operation
def test_an_operation_that_stores_something_new_takes_a_key_and_says_what_that_means(
    name: str,
) -> None:
    operation = OPERATIONS[name]

    keys = [each for each in operation.get("parameters", []) if each["name"] == "Idempotency-Key"]

    stores = operation["method"] == "post" and name not in {"check_text", "match_claims"}
    assert len(keys) == stores
    if stores:
        assert "24 hours" in keys[0]["description"]
        assert "Retry-After" in operation["responses"]["409"]["headers"]
        assert "422" in operation["responses"]


def _headers_of(name: str, status: str) -> set[str]:
    headers = OPERATIONS[name]["responses"][status]["headers"]
    refs = {each.get("$ref", "").rpartition("/")[2] for each in headers.values()} - {""}
    assert refs <= set(DOCUMENT["components"]["headers"])
    return set(headers)


@every_operation
def test_every_answer_is_said_to_have_an_id(name: str) -> None:
    statuses = OPERATIONS[name]["responses"]

    assert all("X-Request-Id" in _headers_of(name, status) for status in statuses)


@every_operation
def test_an_operation_that_needs_a_key_says_what_is_counted_and_how_large_it_may_be(
    name: str,
) -> None:
    operation = OPERATIONS[name]
    if "security" not in operation:
        assert name in {"read_health", "read_readiness"}
        return

    takes_a_body = operation["method"] in {"post", "patch"}
    assert {"413", "414", "431", "429"} <= set(operation["responses"])
    assert ("408" in operation["responses"]) == takes_a_body
    success = min(operation["responses"])
    assert {"RateLimit", "RateLimit-Policy"} <= _headers_of(name, success)
    assert {"RateLimit", "RateLimit-Policy", "Retry-After"} <= _headers_of(name, "429")


@every_operation
def test_an_operation_that_stores_something_new_says_where_it_is(name: str) -> None:
    statuses = [status for status in OPERATIONS[name]["responses"] if status < "300"]

    stores = name in {"create_article", "create_claim", "create_source", "link_evidence"}
    assert all(("Location" in _headers_of(name, status)) == stores for status in statuses)
    is_keyed = stores or name == "search_evidence"
    assert all(
        ("Idempotency-Replayed" in _headers_of(name, status)) == is_keyed for status in statuses
    )


def test_nothing_is_left_of_the_errors_of_the_framework() -> None:
    assert not {"HTTPValidationError", "ValidationError"} & set(DOCUMENT["components"]["schemas"])


@pytest.mark.parametrize("shape", ["ArticlePublic", "ClaimPublic", "EvidencePublic", "VerdictPublic"])  # fmt: skip
def test_units_of_offsets_and_weights_are_told(shape: str) -> None:
    told = str(DOCUMENT["components"]["schemas"][shape])

    assert "code points" in told or "thousandths" in told


def test_offsets_are_explained() -> None:
    assert "code points" in DOCUMENT["info"]["description"]


def _example_of(schema: Json) -> Any:  # noqa: ANN401 - JSON
    """A value made of the examples in a schema; fields without one are left out."""
    while "$ref" in schema:
        schema = DOCUMENT["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    if "examples" in schema:
        return schema["examples"][0]
    fields = schema.get("properties", {})
    made = {name: _example_of(field) for name, field in fields.items()}
    return {name: example for name, example in made.items() if example is not None} or None


def _body_schema_of(name: str) -> Json:
    schema: Json = OPERATIONS[name]["requestBody"]["content"]["application/json"]["schema"]
    return schema


def test_the_reasons_in_the_example_of_evidence_are_some_that_there_are() -> None:
    reasons = DOCUMENT["components"]["schemas"]["EvidencePublic"]["properties"]["reasons"]

    assert {code for example in reasons["examples"] for code in example} <= set(ReasonCode)


@pytest.mark.parametrize("name", ["create_source", "create_article", "create_claim"])
def test_the_examples_of_a_body_are_taken(client: TestClient, name: str) -> None:
    example = _example_of(_body_schema_of(name))

    answer = client.post(OPERATIONS[name]["path"], json=example)

    assert answer.status_code == 201, answer.text


def test_the_examples_of_evidence_are_taken(client: TestClient, newsroom: Newsroom) -> None:
    claim, article = (
        newsroom.claim(),
        newsroom.article("The terminal counted 41,200 containers in May."),
    )
    given = {"stance": "supports"}

    answers = [
        client.post(
            f"/v1/claims/{claim['id']}/evidence",
            json=_example_of(alternative) | given | place,
        )
        for alternative, place in zip(
            _body_schema_of("link_evidence")["oneOf"],
            ({}, {"article_id": article["id"]}),
            strict=True,
        )
    ]

    assert [answer.status_code for answer in answers] == [201, 201]


@pytest.mark.parametrize("name", ["change_source", "change_article", "change_claim", "change_evidence"])  # fmt: skip
def test_the_examples_of_a_change_are_taken(
    client: TestClient, stored: dict[str, str], name: str
) -> None:
    example = _example_of(_body_schema_of(name))

    answer = client.patch(OPERATIONS[name]["path"].format(**stored), json=example)

    assert answer.status_code == 200, answer.text
    assert example


@pytest.mark.parametrize("name", [name for name in OPERATIONS if name.startswith("list_")])
def test_the_examples_of_a_query_are_taken(
    client: TestClient, stored: dict[str, str], name: str
) -> None:
    operation = OPERATIONS[name]
    examples = {
        parameter["name"]: parameter["examples"][0]
        for parameter in operation["parameters"]
        if "examples" in parameter
    }

    answer = client.get(operation["path"].format(**stored), params=examples)

    assert answer.status_code == 200, answer.text


@pytest.fixture
def stored(newsroom: Newsroom) -> dict[str, str]:
    """The ids of one row of each kind, by the names that paths have for them."""
    article, claim = newsroom.article(source="Orrin Lantern"), newsroom.claim()
    link = newsroom.link(claim, article_id=article["id"], quote=NARRATOR)
    return {
        "source_id": article["source"]["id"],
        "article_id": article["id"],
        "claim_id": claim["id"],
        "evidence_id": link["id"],
    }
