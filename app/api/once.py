"""Requests with an `Idempotency-Key`: each has its effect once, and the same answer however often it is sent."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Annotated, Any

from fastapi import Depends, Header, Request, Response
from pydantic import Field
from starlette.concurrency import run_in_threadpool

from app.api.access import GuardedRoute, client_of
from app.api.dependencies import DatabaseDep
from app.api.openapi import problems
from app.errors import Invalid
from app.fields import matching
from app.idempotency.models import MAX_KEY_CHARS, Answer, KeyedRequest
from app.idempotency.once import HEADER, UNKEYED, Once, Turn, begin, fingerprint

REPLAYED = "Idempotency-Replayed"
RENEWED_EVERY_S = 5.0  # a third of the lease
_KEPT_HEADERS = ("Content-Type", "ETag", "Location")
_KEY = rf'^("[ !#-\[\]-~]{{1,{MAX_KEY_CHARS}}}"|[!#-+\--:<-\[\]-~]{{1,{MAX_KEY_CHARS}}})$'
_ADVICE = (
    f"write a string of 1 to {MAX_KEY_CHARS} ASCII characters in double quotes, such as a new UUID"
)

_Key = Annotated[str, matching(_KEY, _ADVICE), Field(json_schema_extra={"pattern": _KEY})]
_KeyHeader = Annotated[
    _Key | None,
    Header(
        alias=HEADER,
        description="A new string for each request, such as a UUID. The request sent again with it within 24 hours has no other"
        f" effect and gets the first answer, marked `{REPLAYED}: true`. With another request: 422; a body above 64 KiB must be"
        " repeated byte for byte, and a smaller one may be written otherwise. While the first is being"
        " done: 409 with `Retry-After`. Only successes are kept: after an error, send it again with the same key, and what was stored all the same is not stored twice.",
        examples=['"8e03978e-40d5-43dd-bc93-6894a57f9324"'],
    ),
]


class _Answered(Exception):
    """The request was answered before."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer


async def _body(request: Request) -> bytes:
    return await request.body()


async def _once(
    request: Request,
    database: DatabaseDep,
    body: Annotated[bytes, Depends(_body)],
    key: _KeyHeader = None,
) -> Once:
    if key is None:
        return UNKEYED
    if len(request.headers.getlist(HEADER)) > 1:
        raise Invalid(f"header/{HEADER}", "Send one key.")
    found = await run_in_threadpool(_begin, request, database, body, key)
    if isinstance(found, Answer):
        raise _Answered(found)
    request.state.turn = found
    return found


OnceDep = Annotated[Once, Depends(_once)]


def _begin(request: Request, database: DatabaseDep, body: bytes, key: str) -> Turn | Answer:
    asked = fingerprint(request.method, request.url.path, body)
    return begin(database, KeyedRequest(client_of(request).key or "", key.strip('"'), asked))


class OnceRoute(GuardedRoute):
    """A route that keeps its successes under the keys of the requests that ask for `OnceDep`."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """How the route answers a request."""
        handle = super().get_route_handler()

        async def handle_once(request: Request) -> Response:
            renewing = asyncio.create_task(_renew_turn(request))
            try:
                return await _answered(request, handle)
            finally:
                renewing.cancel()

        async def handle_any(request: Request) -> Response:
            return await (handle_once if HEADER in request.headers else handle)(request)

        return handle_any


async def _answered(
    request: Request, handle: Callable[[Request], Coroutine[Any, Any, Response]]
) -> Response:
    """Answer as before, or now; what is answered now is kept if it is a success."""
    try:
        response = await handle(request)
    except _Answered as before:
        headers = {**before.answer.headers, REPLAYED: "true"}
        return Response(before.answer.body, before.answer.status, headers)
    except Exception:
        if turn := _turn_of(request):
            await run_in_threadpool(turn.give_up)
        raise
    if turn := _turn_of(request):
        kept = {name: response.headers[name] for name in _KEPT_HEADERS if name in response.headers}
        answer = Answer(response.status_code, kept, bytes(response.body))
        await run_in_threadpool(turn.answer, answer)
    return response


async def _renew_turn(request: Request) -> None:
    while True:
        await asyncio.sleep(RENEWED_EVERY_S)
        if turn := _turn_of(request):
            await run_in_threadpool(turn.renew)


def _turn_of(request: Request) -> Turn | None:
    return getattr(request.state, "turn", None)


def keyed(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The problems that a route with `OnceDep` may answer, for its `responses`."""
    described = problems(*statuses, 404, 409, 422)
    described[404] = {
        **described[404],
        "description": "There is nothing with this id; or what the request with this `Idempotency-Key` stored was deleted.",
    }
    described[409] = {
        **described[409],
        "description": "It contradicts what is stored; or the request with this `Idempotency-Key` is being done now.",
        "headers": {
            "Retry-After": {
                "description": "Seconds, where the same request is being done now.",
                "schema": {"type": "integer"},
            }
        },
    }
    return described
