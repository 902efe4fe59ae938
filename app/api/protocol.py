"""What uvicorn leaves open: how large the head of a request may grow, and how long it may take."""

import asyncio
import logging
from http import HTTPStatus

from fastapi.responses import JSONResponse
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from app.api.errors import problem
from app.db import new_id
from app.logs import request_id

log = logging.getLogger(__name__)

MAX_HEAD_BYTES = 65_536  # request line and headers, as they arrive
HEAD_TIMEOUT_S = 20.0


class BoundedProtocol(HttpToolsProtocol):
    """Cuts a connection whose next request has no end of its head in time, or within `MAX_HEAD_BYTES`.

    Without it a client could hold a connection open forever, or fill the memory, before there is any request
    that the application could refuse. What is no HTTP is answered with a problem, too.
    """

    _head_timer: asyncio.TimerHandle | None = None
    _head_bytes = 0
    _is_in_head = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A client has connected."""
        super().connection_made(transport)
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is gone."""
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Some bytes have come."""
        if self.cycle is None or self.cycle.response_complete:
            self._await_head()
        before = self.headers if self._is_in_head else None
        super().data_received(data)
        if self._is_in_head and self.headers is before:
            self._head_bytes += len(data)
            if self._head_bytes > MAX_HEAD_BYTES:
                self._refuse(
                    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
                    f"Request line and headers are larger than {MAX_HEAD_BYTES} bytes together.",
                )

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        self._is_in_head, self._head_bytes = True, 0

    def on_headers_complete(self) -> None:
        """The head of a request is there."""
        self._is_in_head = False
        self._stop_waiting()
        super().on_headers_complete()

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - the name is uvicorn's
        """What has come is no HTTP."""
        self._refuse(HTTPStatus.BAD_REQUEST, "This is no valid HTTP request.")

    def _await_head(self) -> None:
        if self._head_timer is None:
            self._head_timer = self.loop.call_later(HEAD_TIMEOUT_S, self._give_up)

    def _stop_waiting(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None

    def _give_up(self) -> None:
        if self._is_in_head:
            detail = f"The headers did not arrive within {HEAD_TIMEOUT_S:g} seconds."
            self._refuse(HTTPStatus.REQUEST_TIMEOUT, detail)
        else:
            self.transport.close()

    def _refuse(self, status: HTTPStatus, detail: str) -> None:
        if self.transport.is_closing():
            return
        answer = _identified(status, detail)
        headers = [*self.server_state.default_headers, *answer.raw_headers]
        lines = [name + b": " + value + b"\r\n" for name, value in headers]
        self.transport.write(b"".join([STATUS_LINE[status], *lines, b"\r\n", bytes(answer.body)]))
        self.transport.close()


def _identified(status: HTTPStatus, detail: str) -> JSONResponse:
    """A problem before there is any request, with an id and a line in the log as if there were one."""
    identity = str(new_id())
    token = request_id.set(identity)
    log.info("%d before there was a request: %s", status, detail)
    answer = problem("", status, detail, headers={"Connection": "close", "X-Request-Id": identity})
    request_id.reset(token)
    return answer
