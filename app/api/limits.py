"""How large a request may be."""

from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.errors import problem

_ENOUGH_DIGITS = 18  # more would be too large anyway, and thousands of digits take long to read


class BodyLimit:
    """Refuses bodies over a number of bytes with 413, before they are parsed or even read."""

    def __init__(self, app: ASGIApp, max_bytes: int) -> None:
        self.app = app
        self.max_bytes = max_bytes
        self.detail = f"The body is larger than {max_bytes} bytes; send less, or raise FACTCHECK_MAX_BODY_BYTES."

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on if it is small enough."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif _declared_bytes(scope) > self.max_bytes:
            refusal = problem(scope["path"], HTTPStatus.REQUEST_ENTITY_TOO_LARGE, self.detail)
            await refusal(scope, receive, send)
        else:
            await self.app(scope, self._counting(receive), send)

    def _counting(self, receive: Receive) -> Receive:
        """A body of undeclared length is counted while it arrives."""
        received = 0

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self.max_bytes:
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, self.detail)
            return message

        return counted


def _declared_bytes(scope: Scope) -> int:
    values = [value for name, value in scope["headers"] if name == b"content-length"]
    return int(values[0][:_ENOUGH_DIGITS]) if values and values[0].isdigit() else 0
