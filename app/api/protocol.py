"""What uvicorn leaves open: how large the head of a request may grow, how long it may take, and who never reads."""

import asyncio
import logging
from http import HTTPStatus

from fastapi.responses import JSONResponse
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from app.api.errors import problem
from app.columns import new_id
from app.logs import request_id

log = logging.getLogger(__name__)

MAX_HEAD_BYTES = (
    65_536  # request line and headers, as they arrive; the same between two pieces of a body
)
HEAD_TIMEOUT_S = 20.0
READ_TIMEOUT_S = 60.0  # that a client may leave an answer lying


class BoundedProtocol(HttpToolsProtocol):
    """Cuts a connection whose next request has no end of its head in time, or within `MAX_HEAD_BYTES`.

    Without it a client could hold a connection open forever, or fill the memory, before there is any request
    that the application could refuse. The same holds for what stands beside a body that comes in chunks; its
    trailers are no headers, and nobody reads them. Who does not take an answer away within `READ_TIMEOUT_S` is cut,
    too. What is no HTTP is answered with a problem.
    """

    _head_timer: asyncio.TimerHandle | None = None
    _read_timer: asyncio.TimerHandle | None = None
    _beside_bytes = 0  # since anything of a request began, ended, or came as a piece of its body
    _is_in_head = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A client has connected."""
        super().connection_made(transport)
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is gone."""
        self._stop_waiting()
        super().connection_lost(exc)
        self._stop_expecting_reader()

    def pause_writing(self) -> None:
        """The client takes nothing away, and much lies there for it."""
        super().pause_writing()
        self._expect_reader()

    def resume_writing(self) -> None:
        """The client has taken most of it away."""
        super().resume_writing()
        if not self.transport.is_closing():
            self._stop_expecting_reader()

    def timeout_keep_alive_handler(self) -> None:
        """No other request came; a connection closes only once the client has read the last answer."""
        super().timeout_keep_alive_handler()
        self._expect_reader()

    def on_response_complete(self) -> None:
        """An answer is written, but for what the client has not taken away."""
        super().on_response_complete()
        if self.transport.is_closing():
            self._expect_reader()

    def data_received(self, data: bytes) -> None:
        """Some bytes have come."""
        before, self._beside_bytes = self._beside_bytes, -1
        super().data_received(data)
        if self.cycle is None or self.cycle.response_complete:
            self._await_head()
        if self._beside_bytes < 0:
            self._beside_bytes = before + len(data)
            if self._beside_bytes > MAX_HEAD_BYTES:
                what = "Request line and headers" if self._is_in_head else "Trailers of a body"
                self._refuse(
                    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
                    f"{what} are larger than {MAX_HEAD_BYTES} bytes together.",
                )

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        self._is_in_head, self._beside_bytes = True, 0

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header has come, or a trailer."""
        if self._is_in_head:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """The head of a request is there."""
        self._is_in_head, self._beside_bytes = False, 0
        self._stop_waiting()
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """A piece of a body has come."""
        self._beside_bytes = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """A request has come to its end."""
        self._beside_bytes = 0
        super().on_message_complete()

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
            self._close()

    def _close(self) -> None:
        self.transport.close()
        self._expect_reader()

    def _expect_reader(self) -> None:
        if self._read_timer is None:
            self._read_timer = self.loop.call_later(READ_TIMEOUT_S, self.transport.abort)

    def _stop_expecting_reader(self) -> None:
        if self._read_timer is not None:
            self._read_timer.cancel()
            self._read_timer = None

    def _refuse(self, status: HTTPStatus, detail: str) -> None:
        if self.transport.is_closing():
            return
        answer = _identified(status, detail)
        headers = [*self.server_state.default_headers, *answer.raw_headers]
        lines = [name + b": " + value + b"\r\n" for name, value in headers]
        self.transport.write(b"".join([STATUS_LINE[status], *lines, b"\r\n", bytes(answer.body)]))
        self._close()


def _identified(status: HTTPStatus, detail: str) -> JSONResponse:
    """A problem before there is any request, with an id and a line in the log as if there were one."""
    identity = str(new_id())
    token = request_id.set(identity)
    log.info("%d before there was a request: %s", status, detail)
    answer = problem("", status, detail, headers={"Connection": "close", "X-Request-Id": identity})
    request_id.reset(token)
    return answer
