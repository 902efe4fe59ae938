"""What routes take from the request and from the application, and how they answer."""

import re
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from typing import Annotated, TypeVar
from zlib import crc32

from anyio import CapacityLimiter, to_thread
from fastapi import Depends, Header, Query, Request, Response
from pydantic import Field

from app.checker import Checker
from app.db import Database, Record
from app.db import Query as Statement
from app.errors import Invalid, Unavailable
from app.fields import Out, Words, matching
from app.paging import PageRequest
from app.search.words import words_of

T = TypeVar("T")


async def _database(request: Request) -> Database:
    database: Database = request.app.state.database
    return database


async def _checker(request: Request) -> Checker:
    checker: Checker = request.app.state.checker
    return checker


async def _page(
    request: Request,
    limit: Annotated[int, Query(ge=1, le=200, description="How many items at most.")] = 50,
    cursor: Annotated[
        str | None, Query(max_length=2000, description="`next_cursor` of the page before.")
    ] = None,
) -> PageRequest:
    filters = sorted(
        pair for pair in request.query_params.multi_items() if pair[0] not in {"limit", "cursor"}
    )
    return PageRequest(limit=limit, cursor=cursor, listing=f"{request.url.path}?{filters}")


_OPAQUE = r'"[!#-~]*"'
_ETAG = rf"(?:W/)?{_OPAQUE}"
_IF_MATCH = rf"^[ \t]*(?:\*|{_ETAG}(?:[ \t]*,[ \t]*{_ETAG})*)[ \t]*$"  # RFC 9110, in ASCII
_ADVICE = (
    'write the ETag that was read, with its double quotes, such as "1"; or several of them with'
    " commas between; or *"
)
_ETags = Annotated[
    str, matching(_IF_MATCH, _ADVICE), Field(json_schema_extra={"pattern": _IF_MATCH})
]


async def _expected_versions(
    request: Request,
    if_match: Annotated[
        _ETags | None,
        Header(
            alias="If-Match",
            description="The ETag that was read, or the `version` in double quotes: nothing is changed or deleted (412) if the row has another version now.",
            examples=['"1"'],
        ),
    ] = None,
) -> frozenset[int] | None:
    if if_match is None:
        return None
    expected = _joined(request, "if-match")
    if expected.strip() == "*":
        return None
    return frozenset(map(int, re.findall(r'"([0-9]{1,18})(?:-[0-9a-f]{8})?"', expected)))


def _joined(request: Request, header: str) -> str:
    """A header that may be written in several lines, as one."""
    return ", ".join(request.headers.getlist(header))


async def _words(
    q: Annotated[
        Words | None, Query(description="Only what has all these words.", examples=["port May"])
    ] = None,
) -> tuple[str, ...]:
    return words_of(q) if q is not None else ()


def only_known_parameters(request: Request) -> None:
    """Refuse a misspelt query parameter, and one that is sent twice: a filter would silently not be there."""
    if not request.scope["query_string"]:
        return
    described = request.app.openapi()["paths"][request.scope["route"].path]
    parameters = described[request.method.lower()].get("parameters", [])
    known = {each["name"] for each in parameters if each["in"] == "query"}
    for name in request.query_params:
        if name not in known:
            told = f"; known are {', '.join(sorted(known))}" if known else ""
            raise Invalid(f"query/{name}", f"The parameter `{name}` is not known here{told}.")
        if len(request.query_params.getlist(name)) > 1:
            raise Invalid(f"query/{name}", f"Send the parameter `{name}` once: it takes one value.")


WordsQuery = Annotated[tuple[str, ...], Depends(_words)]
CheckerDep = Annotated[Checker, Depends(_checker)]
DatabaseDep = Annotated[Database, Depends(_database)]
PageDep = Annotated[PageRequest, Depends(_page)]
IfMatch = Annotated[frozenset[int] | None, Depends(_expected_versions)]


async def shortly(request: Request, do: Callable[..., T], *args: object) -> T:
    """What something short returns, done in one of a few threads that longer work does not get."""
    limiter: CapacityLimiter = request.app.state.short_work
    return await to_thread.run_sync(do, *args, limiter=limiter)


async def one_row(request: Request, statement: Statement, **values: object) -> Record | None:
    """The row that one statement finds by its keys, None without one.

    On SQLite it is read at once, since to hand it to a thread costs more than the reading does; and in a thread after
    all where it would have to wait.
    """
    database: Database = request.app.state.database
    if database.is_sqlite:
        with suppress(Unavailable):
            return database.one_at_once(statement, values)
    return await shortly(request, database.one, statement, values)


def answer(
    shown: Out, status: int = HTTPStatus.OK, *, beside: str | None = None, **headers: str
) -> Response:
    """What a route shows, as it goes over the wire: FastAPI would validate it a second time.

    `ETag` is added for what has a version. It is that of the row when it is read, which does not show `beside`.
    """
    body = shown.model_dump_json().encode()
    if (version := getattr(shown, "version", None)) is not None:
        read = shown.model_dump_json(exclude={beside}).encode() if beside else body
        headers["ETag"] = _entity_tag(version, read)
    return Response(body, status, headers, media_type="application/json")


def answer_unless_known(request: Request, shown: Out) -> Response:
    """A row that has a version; 304 without it where the client names its entity tag in `If-None-Match`.

    A malformed header is ignored.
    """
    shown_now = answer(shown)
    known, tag = _joined(request, "if-none-match"), shown_now.headers["ETag"]
    if re.fullmatch(_IF_MATCH, known) is None:
        return shown_now
    if tag not in re.findall(_OPAQUE, known) and known.strip() != "*":
        return shown_now
    return Response(status_code=HTTPStatus.NOT_MODIFIED, headers={"ETag": tag})


def _entity_tag(version: int, body: bytes) -> str:
    """Other bytes have another: a verdict, a source or `linking_pending` may change while the version stays.

    A checksum is enough beside the version, and the cheapest; `If-Match` goes by the version alone.
    """
    return f'"{version}-{crc32(body):08x}"'
