"""Every error that leaves the service is a problem (RFC 9457), made here."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import Field
from starlette.exceptions import HTTPException
from starlette.routing import Match

from app.errors import (
    Conflict,
    FactcheckError,
    Full,
    InProgress,
    Invalid,
    NoDatabase,
    NotFound,
    OtherSchema,
    Stale,
    Unavailable,
    Unfetchable,
)
from app.fields import Out, complaint
from app.logs import request_id

log = logging.getLogger(__name__)

PROBLEM_JSON = "application/problem+json"
RETRY_AFTER_S = 1
_OTHER_SCHEMA = "The database is gone, or has another schema than this version needs; put it back, or run `factcheck migrate`."
METHODS = ("GET", "HEAD", "POST", "PATCH", "DELETE")
MOST_PARTS = 100
"""Of a request that are told to be at fault: nobody reads more."""
_STATUS: dict[type[FactcheckError], HTTPStatus] = {
    NotFound: HTTPStatus.NOT_FOUND,
    Invalid: HTTPStatus.UNPROCESSABLE_ENTITY,
    Conflict: HTTPStatus.CONFLICT,
    InProgress: HTTPStatus.CONFLICT,
    Stale: HTTPStatus.PRECONDITION_FAILED,
    Unavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    Full: HTTPStatus.INSUFFICIENT_STORAGE,
    Unfetchable: HTTPStatus.BAD_GATEWAY,
    OtherSchema: HTTPStatus.SERVICE_UNAVAILABLE,
    NoDatabase: HTTPStatus.SERVICE_UNAVAILABLE,
}
_UNREADABLE = "There was an error parsing the body"  # FastAPI's own words
_TITLES = {
    413: "Content Too Large",
    414: "URI Too Long",
    422: "Unprocessable Content",
}  # Python before 3.13 has older names


class ProblemPart(Out):
    """One part of a request that cannot be taken."""

    pointer: str = Field(
        description="A JSON pointer into the body (`#/quote`), or `query/…`, `path/…`, `header/…`.",
        examples=["#/quote"],
    )
    detail: str = Field(description="What is wrong with it and what to do.")


class Problem(Out):
    """What went wrong, in the form of RFC 9457."""

    type: str = Field(
        default="about:blank", description="`about:blank`: the status says what kind it is."
    )
    title: str = Field(description="The status in words.", examples=["Unprocessable Content"])
    status: int = Field(description="The HTTP status.", examples=[422])
    detail: str = Field(description="What happened and what to do, for a person.")
    instance: str = Field(description="The path of the request.", examples=["/v1/articles"])
    errors: list[ProblemPart] = Field(default=[], description="The parts of the request concerned.")
    request_id: str = Field(
        description="What the log calls this request; also in the header `X-Request-Id`.",
        examples=["01a22309-4e39-73d3-88e9-a525564e3ec7"],
    )


def problem(
    path: str,
    status: int,
    detail: str,
    errors: Sequence[ProblemPart] = (),
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    """A problem as a response."""
    body = Problem(
        title=_TITLES.get(status) or HTTPStatus(status).phrase,
        status=status,
        detail=_printable(detail),
        instance=_printable(path),
        errors=list(errors),
        request_id=request_id.get(),
    )
    return JSONResponse(body.model_dump(), status, headers, media_type=PROBLEM_JSON)


def install_error_handlers(app: FastAPI) -> None:
    """Answer with a problem whatever goes wrong on purpose."""
    app.add_exception_handler(FactcheckError, _of_the_domain)
    app.add_exception_handler(RequestValidationError, _of_the_request)
    app.add_exception_handler(HTTPException, _of_http)


def answer_to(request: Request, error: FactcheckError | HTTPException) -> JSONResponse:
    """An error as a response, for what stands before the routes."""
    return (_of_http if isinstance(error, HTTPException) else _of_the_domain)(request, error)


def _of_the_domain(request: Request, error: Exception) -> JSONResponse:
    status = _STATUS[type(error)]  # type: ignore[index]
    parts = (
        [ProblemPart(pointer=error.pointer, detail=str(error))]
        if isinstance(error, Invalid)
        else []
    )
    headers = None
    told = str(error)
    if isinstance(error, Unavailable | InProgress):
        headers = {"Retry-After": str(RETRY_AFTER_S)}
    if isinstance(error, Unavailable):
        told = error.public
    elif isinstance(error, OtherSchema | NoDatabase):
        told = _OTHER_SCHEMA
    if told != str(error):
        log.warning("%s", error)  # it names the database
    return problem(request.url.path, status, told, parts, headers)


def _of_the_request(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - for the type checker
    found = error.errors()
    if found[0]["type"] == "json_invalid":
        told = found[0]["ctx"]["error"].removesuffix(" at")
        reason = f"The body is not JSON: {told} at character {found[0]['loc'][-1]}."
        return problem(request.url.path, HTTPStatus.BAD_REQUEST, reason)
    parts = [
        ProblemPart(pointer=_pointer(each, error.body), detail=_printable(_complaint(each)))
        for each in found[:MOST_PARTS]
    ]
    if parts[0].pointer == "#" and "json" not in request.headers.get("content-type", ""):
        detail = "Send the body as JSON, with the header `Content-Type: application/json`."
        parts = [ProblemPart(pointer="#", detail=detail)]
    else:
        detail = "; ".join(map(_told, parts[:3]))
    return problem(request.url.path, HTTPStatus.UNPROCESSABLE_ENTITY, detail, parts)


def _complaint(found: Mapping[str, Any]) -> str:
    is_all_missing = found["type"] == "missing" and tuple(found["loc"]) == ("body",)
    return "Send a JSON object." if is_all_missing else complaint(found)


def _told(part: ProblemPart) -> str:
    """What is wrong with a part, which is named; the body as a whole in words."""
    return f"{'The body' if part.pointer == '#' else part.pointer}: {part.detail}"


def _of_http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101 - for the type checker
    details = {
        _UNREADABLE: "The body cannot be read; send a JSON document in UTF-8.",
        HTTPStatus.NOT_FOUND: "There is nothing at this path; see /docs for what there is.",
        HTTPStatus.METHOD_NOT_ALLOWED: "This path does not take this method; see /docs.",
    }
    told = _UNREADABLE if error.detail == _UNREADABLE else HTTPStatus(error.status_code)
    detail = details.get(told, error.detail)
    headers = dict(error.headers or {})
    if "Allow" in headers:
        headers["Allow"] = ", ".join(_methods_taken_by(request))
    return problem(request.url.path, error.status_code, detail, headers=headers)


def _methods_taken_by(request: Request) -> Iterator[str]:
    """The methods that a path takes; each has a route of its own, and the router knows one at a time."""
    for method in METHODS:
        scope = {**request.scope, "method": "GET" if method == "HEAD" else method}
        if any(route.matches(scope)[0] is Match.FULL for route in request.app.routes):
            yield method


def failure(path: str) -> JSONResponse:
    """The answer to a request that failed for no reason that anybody expected."""
    detail = (
        "The service failed; this is a fault of ours, and it was logged. See whether it was stored"
        " before you send it again."
    )
    return problem(path, HTTPStatus.INTERNAL_SERVER_ERROR, detail)


def cut_off(path: str) -> JSONResponse:
    """The answer to a request that a server which ends can wait for no longer."""
    detail = (
        "The server is ending and could not finish this in time; see whether it was stored, and send it again"
        " where it was not."
    )
    headers = {"Retry-After": str(RETRY_AFTER_S)}
    return problem(path, HTTPStatus.SERVICE_UNAVAILABLE, detail, headers=headers)


def _pointer(found: Mapping[str, Any], body: object) -> str:
    """Where in the request an error is; the names of alternatives, which pydantic adds, are left out."""
    place, *steps = found["loc"]
    if place != "body":
        return _printable("/".join(str(step) for step in found["loc"]))
    pointer, here = "#", body
    for position, step in enumerate(steps):
        is_missing_field = found["type"] == "missing" and position == len(steps) - 1
        if isinstance(here, dict) and (step in here or is_missing_field):
            here = here.get(step)
        elif isinstance(here, list) and isinstance(step, int) and step < len(here):
            here = here[step]
        else:
            continue
        pointer += "/" + str(step).replace("~", "~0").replace("/", "~1")
    return _printable(pointer)


def _printable(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode()
