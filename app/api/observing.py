"""Each request has an id, leaves a line in the log, and is counted; what nobody expected is answered 500."""

import logging
import re
from asyncio import CancelledError
from dataclasses import dataclass
from http import HTTPStatus
from time import perf_counter

from fastapi.routing import APIRoute, iter_route_contexts
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app import logs, metrics
from app.api.access import Client
from app.api.errors import cut_off, failure
from app.columns import new_id

_HEADER = b"x-request-id"
_SANE = re.compile(rb"[A-Za-z0-9._:+/=@-]{1,128}")
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
OTHER = "other"
UNMATCHED = "unmatched"

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Traffic:
    """How many requests a process has cut off since it was told to end; their threads may still run."""

    cut_off: int = 0


class Failing:
    """Tells what nobody expected; whatever adds headers to answers stands around it."""

    def __init__(self, app: ASGIApp, traffic: Traffic) -> None:
        self.app = app
        self.traffic = traffic

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, 500 where that fails, and 503 where the server ends before."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        has_begun = False

        async def answer(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self.app(scope, receive, answer)
        except CancelledError:  # only a server that ends does this
            self.traffic.cut_off += 1
            if not has_begun:
                await cut_off(scope["path"])(scope, receive, send)
        except Exception:
            log.exception("A request failed that should not have")
            if not has_begun:
                await failure(scope["path"])(scope, receive, send)


class Observing:
    """The outermost of our middleware.

    A request may bring its id in `X-Request-Id`; one that is not a short plain word is replaced. Every answer has it. The
    log has the name of the key that was sent as `client`.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, and tell how it went."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started, status, identity = perf_counter(), 0, _id_of(scope)
        header = (_HEADER, identity.encode())

        async def answer(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message.get("headers", ()), header]
            await send(message)

        token = logs.request_id.set(identity)
        try:
            await self.app(scope, receive, answer)
        finally:
            _tell(scope, status or 500, perf_counter() - started)
            logs.request_id.reset(token)


def _id_of(scope: Scope) -> str:
    for name, value in scope["headers"]:
        if name == _HEADER and _SANE.fullmatch(value):
            return str(value, "ascii")
    return str(new_id())


def _tell(scope: Scope, status: int, seconds: float) -> None:
    """Log and count a request by the template of its route: paths and parameters are the client's."""
    method = scope["method"] if scope["method"] in _METHODS else OTHER
    route = getattr(scope.get("route"), "path", None) or _template_of(scope, status)
    metrics.count_request(method, route, status, seconds)
    if log.isEnabledFor(logging.INFO):
        milliseconds = round(seconds * 1000, 1)
        fields = {
            "method": method,
            "route": route,
            "status": status,
            "duration_ms": milliseconds,
        }
        client: Client | None = scope.get("state", {}).get("client")
        if client and client.key:
            fields["client"] = client.key
        log.info("%s %s %d in %s ms", method, route, status, milliseconds, extra=fields)


def _template_of(scope: Scope, status: int) -> str:
    """The template of a path that was answered before any route was sought, as without a key."""
    if status != HTTPStatus.NOT_FOUND:
        for context in iter_route_contexts(scope["app"].routes):
            route = context.original_route
            if isinstance(route, APIRoute) and route.path_regex.match(scope["path"]):
                return route.path
    return UNMATCHED
