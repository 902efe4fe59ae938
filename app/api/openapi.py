"""The description of the API: what every route may answer besides success."""

from copy import deepcopy
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from app.api.access import SCHEMES
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

**HEAD** is answered wherever GET is.

**Lists** are pages: send `next_cursor` back as `cursor`, with the same filters, until it is null.

**Keys** are sent as `Authorization: Bearer KEY` or `X-API-Key: KEY`. Each has a scope, and each scope covers those
before it: `read`, `write`, `review`, `admin`. A service on one machine alone may do without keys.

**Requests** may bring an `X-Request-Id`; every answer has one, and problems and the log name it.

**Changes**, deletions included, honour `If-Match` with the ETag that was read, so that nobody's work is lost. What stores something new takes an
`Idempotency-Key`, so that it can be sent again where no answer came.

**ETags** change with all that is shown: also with a claim's verdict, which settles by itself while the claim's `version` stays.
`If-None-Match` with the ETag that was read answers 304 while nothing has changed; `If-Match` goes by the version in it alone.
"""
_MEANING = {
    304: "The row is as it was when the ETag in `If-None-Match` was read.",
    400: "The body cannot be read: it is not JSON in UTF-8, names a field twice, or has too many parts or digits.",
    401: "No key was sent, or one that is not known or was revoked.",
    403: "The key's scope is too low; `detail` says which is needed and which the key has.",
    404: "There is nothing with this id.",
    408: "The body did not arrive in time.",
    409: "It contradicts what is stored.",
    412: "The row has changed since the ETag in `If-Match`.",
    413: "The body is too large.",
    414: "Path and query are too long.",
    422: "Something sent cannot be taken as it is; `errors` says what.",
    429: "The client's quota is used up; `Retry-After` says for how many seconds.",
    431: "The headers are too large.",
    502: "Another server did not give the page.",
    503: "The database cannot answer now; try again.",
    507: "The database has no room to store more.",
}

_HEADERS = {
    "ETag": "The version of the row and a checksum of what is shown, quoted: it changes with every byte of the row as it is read.",
    "Idempotency-Replayed": "`true` where this is the answer that the request with this `Idempotency-Key` got before.",
    "Location": "The path of what is stored.",
    "RateLimit": "What is left of the client's quota, and for how many seconds; where a limit is set.",
    "RateLimit-Policy": "The client's quota and its window in seconds; where a limit is set.",
    "Retry-After": "Seconds to wait before trying again.",
    "WWW-Authenticate": "How to send a key.",
    "X-Request-Id": "What the log calls this request.",
}
_IF_NONE_MATCH = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "description": "The ETag that was read: 304, without a body, while it is still that of the row.",
    "schema": {"type": "string"},
    "examples": {"read before": {"value": '"1-5d41a7c0"'}},
}
_QUOTA = ("RateLimit-Policy", "RateLimit")
_REFUSALS: dict[int, tuple[str, ...]] = {
    401: ("WWW-Authenticate",),
    403: ("WWW-Authenticate",),
    413: (),
    414: (),
    429: ("Retry-After",),
    431: (),
}
_BEFORE_QUOTA = {"401", "414", "431"}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The problems that a route may answer, for its `responses`; every route may be without its database."""
    return {
        status: {"model": Problem, "description": _MEANING[status]} for status in (*statuses, 503)
    }


def etag(description: str = "") -> dict[str, Any]:
    """A success that carries an ETag, for a route's `responses`."""
    return {"description": description or HTTPStatus.OK.phrase, "headers": _headers("ETag")}


def _headers(*names: str) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


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
        paths = app.openapi_schema[
            "paths"
        ]  # whose routes stand in the order in which they are sought
        app.openapi_schema["paths"] = dict(sorted(paths.items()))
        app.openapi_schema["components"]["securitySchemes"] = SCHEMES
        app.openapi_schema["components"]["headers"] = {
            name: {"description": told, "schema": {"type": "string"}}
            for name, told in _HEADERS.items()
        }
        for path in paths.values():
            for method, operation in path.items():
                _say_full(method, operation)
                _name_problems(operation["responses"])
                operation["summary"] = operation["description"].split("\n", 1)[0].rstrip(".")
                if method == "get" and "ETag" in operation["responses"]["200"].get("headers", ()):
                    _describe_conditions(operation)
                if "security" in operation:
                    _describe_refusals(operation)
                _describe_headers(operation)
                for parameter in operation.get("parameters", []):
                    _leave_out_null(parameter)
    return app.openapi_schema


def _say_full(method: str, operation: dict[str, Any]) -> None:
    """Whatever stores something may find the disk full."""
    if method != "get" and "checks" not in operation["tags"]:
        responses = operation["responses"]
        responses["507"] = {**deepcopy(responses["503"]), "description": _MEANING[507]}


def _name_problems(responses: dict[str, Any]) -> None:
    for status, response in responses.items():
        if status >= "400":
            response["content"] = {PROBLEM_JSON: response["content"].pop("application/json")}


def _describe_conditions(operation: dict[str, Any]) -> None:
    """A row is not sent to a client that has it."""
    operation["parameters"].append(_IF_NONE_MATCH)
    operation["responses"]["304"] = {"description": _MEANING[304], "headers": _headers("ETag")}


def _describe_refusals(operation: dict[str, Any]) -> None:
    needed = operation["security"][0]["bearer"][0]
    operation["description"] += f"\n\nNeeds a key of the scope `{needed}`, or of one above it."
    refusals = _REFUSALS | ({408: ()} if _reads_body(operation) else {})
    for status, headers in refusals.items():
        operation["responses"][str(status)] = {
            "description": _MEANING[status],
            "headers": _headers(*headers),
            "content": {PROBLEM_JSON: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
    operation["responses"] = dict(sorted(operation["responses"].items()))


def _reads_body(operation: dict[str, Any]) -> bool:
    return "requestBody" in operation or _is_keyed(operation)


def _is_keyed(operation: dict[str, Any]) -> bool:
    return any(each["name"] == "Idempotency-Key" for each in operation.get("parameters", ()))


def _describe_headers(operation: dict[str, Any]) -> None:
    """What answers say besides their bodies."""
    stores = any("ETag" in each.get("headers", ()) for each in operation["responses"].values())
    for status, response in operation["responses"].items():
        names = ["X-Request-Id"]
        if status in {"503", "507"}:
            names.append("Retry-After")
        if "security" in operation and status not in _BEFORE_QUOTA:
            names += _QUOTA
        if status < "300" and _is_keyed(operation):
            names += ["Idempotency-Replayed", *(["Location"] if stores else [])]
        response.setdefault("headers", {}).update(_headers(*names))


def _leave_out_null(parameter: dict[str, Any]) -> None:
    """A parameter is there or not, and never null."""
    schema = parameter["schema"]
    if "anyOf" in schema:
        (given,) = (each for each in schema.pop("anyOf") if each != {"type": "null"})
        parameter["schema"] = given | schema
