"""How large a request may be, and how long its body may take to arrive."""

import asyncio
from http import HTTPStatus

from fastapi import Request
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.errors import answer_to, problem

MAX_TARGET_BYTES = 8_192  # path and query: a long search with a cursor takes half of it
MAX_HEADER_BYTES = 32_768
MAX_HEADERS = 100
_ENOUGH_DIGITS = 18  # more would be too large anyway, and thousands of digits take long to read


class RequestLimits:
    """Refuses what is too large before it is parsed or even read, and bodies that do not come to an end.

    414 for the address, 431 for the headers, 413 for the body, 408 for a body that is not there within
    `body_timeout_s` seconds; nobody else waits for it meanwhile.
    """

    def __init__(self, app: ASGIApp, *, max_body_bytes: int, body_timeout_s: float) -> None:
        self.app = app
        self.max_body_bytes = max_body_bytes
        self.body_timeout_s = body_timeout_s
        self.too_large = f"The body is larger than {max_body_bytes} bytes; send less, or raise FACTCHECK_MAX_BODY_BYTES."
        self.too_slow = (
            f"The body did not arrive within {body_timeout_s:g} seconds; send it faster, or raise"
            " FACTCHECK_BODY_TIMEOUT_S."
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on if it is small enough."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif refused := self._refused(scope):
            await problem(scope["path"], *refused)(scope, receive, send)
        else:
            try:
                await self.app(scope, self._bounded(receive), send)
            except (
                HTTPException
            ) as error:  # raised below, to a middleware that reads the body itself
                await answer_to(Request(scope), error)(scope, receive, send)

    def _refused(self, scope: Scope) -> tuple[HTTPStatus, str] | None:
        if refused := refused_head(scope):
            return refused
        if _declared_bytes(scope) > self.max_body_bytes:
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE, self.too_large
        return None

    def _bounded(self, receive: Receive) -> Receive:
        """Count and time a body while it arrives; its length may be undeclared."""
        received, is_whole = 0, False
        deadline = asyncio.get_running_loop().time() + self.body_timeout_s

        async def bounded() -> Message:
            nonlocal received, is_whole
            if is_whole:
                return await receive()
            try:
                async with asyncio.timeout_at(deadline):
                    message = await receive()
            except TimeoutError:
                raise HTTPException(
                    HTTPStatus.REQUEST_TIMEOUT, self.too_slow, {"Connection": "close"}
                ) from None
            is_whole = not message.get("more_body", False)
            received += len(message.get("body", b""))
            if received > self.max_body_bytes:
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, self.too_large)
            return message

        return bounded


def refused_head(scope: Scope) -> tuple[HTTPStatus, str] | None:
    """Why the address or the headers of a request are refused, if they are."""
    if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > MAX_TARGET_BYTES:
        detail = f"Path and query are longer than {MAX_TARGET_BYTES} bytes together."
        return HTTPStatus.REQUEST_URI_TOO_LONG, detail
    headers = scope["headers"]
    if (
        len(headers) > MAX_HEADERS
        or sum(len(name) + len(value) for name, value in headers) > MAX_HEADER_BYTES
    ):
        detail = f"The headers are more than {MAX_HEADERS}, or larger than {MAX_HEADER_BYTES} bytes together."
        return HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, detail
    return None


def _declared_bytes(scope: Scope) -> int:
    values = [value for name, value in scope["headers"] if name == b"content-length"]
    return int(values[0][:_ENOUGH_DIGITS]) if values and values[0].isdigit() else 0
