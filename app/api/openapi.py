"""The description of the API: what every route may answer besides success."""

from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from app.api.errors import PROBLEM_JSON, Problem

TAGS: list[dict[str, Any]] = [
    {
        "name": "articles",
        "description": "Texts that sources published. Posting one finds its claims.",
    },
    {
        "name": "claims",
        "description": "Checkable statements, with their exact place and who made them.",
    },
    {
        "name": "evidence",
        "description": "Links from claims to passages that support or refute them.",
    },
    {"name": "verdicts", "description": "What the evidence on a claim adds up to, and why."},
    {
        "name": "checks",
        "description": "A text against what is stored, without storing it.",
    },
    {
        "name": "sources",
        "description": "Who publishes: outlets, wire agencies, institutions, persons.",
    },
    {"name": "service", "description": "Whether the service runs."},
]
DESCRIPTION = """
Send an article; get its claims with who made each; link passages that support or refute them; read a verdict
summary that a person can defend in public.

**Begin** with `POST /v1/articles`: "Try it out", "Execute". Take the `id` of a claim from the answer, link a passage to
it with `POST /v1/claims/{claim_id}/evidence`, and read `GET /v1/claims/{claim_id}/verdict`.

**Offsets** count Unicode code points of an article's `text` as this API returns it (NFC), start inclusive, end
exclusive (W3C TextPositionSelector). JavaScript counts UTF-16 units: use `Array.from(text)`.

**Times** are RFC 3339 in UTC. **Ids** are UUIDv7. **Errors** are RFC 9457 problems.

**Lists** are pages: send `next_cursor` back as `cursor`, with the same filters, until it is null.

**Changes** honour `If-Match` with the ETag that was read, so that nobody's work is lost. What stores something new takes an
`Idempotency-Key`, so that it can be sent again where no answer came.
"""
_MEANING = {
    400: "The body is not JSON.",
    404: "There is nothing with this id.",
    409: "It contradicts what is stored.",
    412: "The row has changed since the ETag in `If-Match`.",
    413: "The body is too large.",
    422: "Something sent cannot be taken as it is; `errors` says what.",
    502: "Another server did not give the page.",
    503: "The database cannot answer now; try again.",
}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The problems that a route may answer, for its `responses`; every route may be without its database."""
    return {
        status: {"model": Problem, "description": _MEANING[status]} for status in (*statuses, 503)
    }


def etag(description: str = "") -> dict[str, Any]:
    """A success that carries an ETag, for a route's `responses`."""
    return {
        "description": description or HTTPStatus.OK.phrase,
        "headers": {
            "ETag": {"description": "The version of the row, quoted.", "schema": {"type": "string"}}
        },
    }


def describe(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document, with problems under their own media type, and without null in parameters."""
    if app.openapi_schema is None:
        app.openapi_schema = get_openapi(
            title=app.title,
            version=app.version,
            summary=app.summary,
            description=app.description,
            routes=app.routes,
            tags=TAGS,
            license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        )
        for path in app.openapi_schema["paths"].values():
            for operation in path.values():
                _name_problems(operation["responses"])
                operation["summary"] = operation["description"].split("\n", 1)[0].rstrip(".")
                for parameter in operation.get("parameters", []):
                    _leave_out_null(parameter)
    return app.openapi_schema


def _name_problems(responses: dict[str, Any]) -> None:
    for status, response in responses.items():
        if status >= "400":
            response["content"] = {PROBLEM_JSON: response["content"].pop("application/json")}


def _leave_out_null(parameter: dict[str, Any]) -> None:
    """A parameter is there or not, and never null."""
    schema = parameter["schema"]
    if "anyOf" in schema:
        (given,) = (each for each in schema.pop("anyOf") if each != {"type": "null"})
        parameter["schema"] = given | schema
