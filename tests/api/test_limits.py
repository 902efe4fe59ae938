"""Requests that are too large, and clients that take their time, at a real server."""

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import pytest
import uvicorn
from fastapi import Request, Response
from fastapi.testclient import TestClient
from starlette.types import Receive, Scope, Send

from app.api import protocol
from app.api.limits import RequestLimits
from tests.api.newsroom import problem_in
from tests.server import running_service, serving_thread

ENDS_WITHIN_S = 30
HEAD = b"POST /v1/claims HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"


@pytest.fixture(scope="module")
def service(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a service that waits for a body for one second."""
    path = shutil.copy(migrated_sqlite, tmp_path_factory.mktemp("limits") / "factcheck.db")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("FACTCHECK_BODY_TIMEOUT_S", "1")
        environment.setenv("FACTCHECK_MAX_BODY_BYTES", "100000")
        with running_service(f"sqlite:///{path}") as address:
            yield address


@contextmanager
def _connected(address: str) -> Iterator[socket.socket]:
    parts = urlsplit(address)
    with socket.create_connection((parts.hostname, parts.port), timeout=ENDS_WITHIN_S) as client:
        yield client


def _whole_answer(client: socket.socket) -> bytes:
    """All that the server says until it closes the connection."""
    answer = b""
    while part := client.recv(65536):
        answer += part
    return answer


def _trickle(client: socket.socket, piece: bytes = b" ") -> None:
    """Send a little now and then, until the server has had enough."""
    try:
        for _ in range(10 * ENDS_WITHIN_S):
            client.sendall(piece)
            time.sleep(0.1)
    except OSError:
        return


def test_a_body_that_trickles_in_is_cut(service: str) -> None:
    with _connected(service) as client:
        client.sendall(HEAD + b"Content-Length: 1000\r\n\r\n")
        threading.Thread(target=_trickle, args=(client,), daemon=True).start()

        answer = _whole_answer(client)

    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b"application/problem+json" in answer
    assert b"within 1 seconds" in answer


def test_a_body_that_never_comes_is_cut(service: str) -> None:
    with _connected(service) as client:
        client.sendall(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")

        assert _whole_answer(client).startswith(b"HTTP/1.1 408 ")


def test_slow_clients_keep_nobody_waiting(service: str) -> None:
    with ExitStack() as slow_ones:
        for _ in range(60):  # more than there are threads
            client = slow_ones.enter_context(_connected(service))
            client.sendall(HEAD + b"Content-Length: 1000\r\n\r\n{")

        answer = httpx2.post(f"{service}/v1/claims", json={"text": "The mill burned in 2024."})

    assert answer.status_code == 201


def test_a_connection_may_rest_between_requests_for_longer_than_a_body_may_take(
    service: str,
) -> None:
    with httpx2.Client(base_url=service) as client:
        assert client.get("/v1/claims").status_code == 200
        time.sleep(1.2)
        assert client.post("/v1/claims", json={"text": "The mill burned."}).status_code == 201


def test_a_body_that_is_too_large_is_refused(service: str) -> None:
    answer = httpx2.post(f"{service}/v1/claims", content=b" " * 100_001)

    assert answer.status_code == 413
    assert "FACTCHECK_MAX_BODY_BYTES" in problem_in(answer)["detail"]


def test_an_address_that_is_too_long_is_refused(service: str) -> None:
    answer = httpx2.get(f"{service}/v1/claims?q={9000 * 'x'}")

    assert answer.status_code == 414
    assert problem_in(answer)["title"] == "URI Too Long"


@pytest.mark.parametrize(
    "headers", [{"X-Long": 40_000 * "x"}, {f"X-{number}": "x" for number in range(120)}]
)
def test_headers_that_are_too_large_or_too_many_are_refused(
    service: str, headers: dict[str, str]
) -> None:
    answer = httpx2.get(f"{service}/v1/claims", headers=headers)

    assert answer.status_code == 431
    assert problem_in(answer)["status"] == 431


CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
CLOSING = HEAD + b"Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n"


@pytest.mark.parametrize(
    ("begun", "more"),
    [
        (b"GET /v1/claims?q=", b"x"),
        (b"GET / HTTP/1.1\r\nX-Long: ", b"x"),
        (CHUNKED + b"1\r\n{\r\n0\r\nX-Long: ", b"x"),
        (CHUNKED + b"1\r\n{\r\n0\r\n", b"X-T: x\r\n"),
        (CHUNKED + b"1;extension=", b"x"),
    ],
    ids=["address", "header", "trailer", "trailers", "extension of a chunk"],
)
def test_a_head_or_a_trailer_without_an_end_is_cut(service: str, begun: bytes, more: bytes) -> None:
    with _connected(service) as client:
        client.sendall(begun)
        for _ in range(3):
            time.sleep(0.1)
            client.sendall(30_000 // len(more) * more)

        answer = _whole_answer(client)

    assert answer.startswith(b"HTTP/1.1 431 ")
    assert b"application/problem+json" in answer


@pytest.mark.parametrize(
    "trailer", [b"X-API-Key: none", b"Host: elsewhere.example", b"X-Request-Id: trailing"]
)
def test_a_trailer_is_no_header(service: str, trailer: bytes) -> None:
    body = b'{"text": "The mill burned in 2024."}'
    chunks = b"%x\r\n%b\r\n0\r\n%b\r\n\r\n" % (len(body), body, trailer)
    with _connected(service) as client:
        client.sendall(CLOSING + chunks)

        answer = _whole_answer(client)

    assert answer.startswith(b"HTTP/1.1 201 ")
    assert b"trailing" not in answer


def test_a_body_may_come_in_many_small_chunks(service: str) -> None:
    """Their frames together are larger than trailers may be."""
    body = b'{"text": "The mill burned in 2024."}' + 12_000 * b" "
    chunks = b"".join(b"1\r\n%c\r\n" % byte for byte in body)
    with _connected(service) as client:
        client.sendall(CLOSING + chunks + b"0\r\n\r\n")

        answer = _whole_answer(client)

    assert len(chunks) > protocol.MAX_HEAD_BYTES
    assert answer.startswith(b"HTTP/1.1 201 ")


def test_a_large_body_is_no_large_head(service: str) -> None:
    """The head of the next request comes in one piece with the end of a body."""
    body = b'{"text": "The mill burned in 2024."}' + 90_000 * b" "
    post = HEAD + b"Content-Length: %d\r\n\r\n" % len(body) + body
    with _connected(service) as client:
        client.sendall(post + post + b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n")
        time.sleep(0.3)
        client.sendall(b"Connection: close\r\n\r\n")

        answer = _whole_answer(client)

    assert answer.count(b"HTTP/1.1 201 ") == 2
    assert answer.count(b"HTTP/1.1 200 ") == 1


def test_what_is_no_http_is_a_problem(service: str) -> None:
    with _connected(service) as client:
        client.sendall(b"\x16\x03\x01\x02\x00 hello\r\n\r\n")

        answer = _whole_answer(client)

    assert answer.startswith(b"HTTP/1.1 400 ")
    assert b"application/problem+json" in answer


def test_a_middleware_that_reads_a_body_need_not_know_its_limits() -> None:
    async def read(scope: Scope, receive: Receive, send: Send) -> None:
        await Response(await Request(scope, receive).body())(scope, receive, send)

    client = TestClient(RequestLimits(read, max_body_bytes=10, body_timeout_s=9))

    assert client.post("/", content=iter([b"12345", b"67890"])).content == b"1234567890"
    answer = client.post("/", content=iter([b"12345", b"67890", b"1"]))
    assert answer.status_code == 413
    assert "larger than 10 bytes" in problem_in(answer)["detail"]


LARGE = 32_000_000  # more than the buffers of a connection hold


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a server that waits for headers, and for readers of its answers, for half a second."""
    monkeypatch.setattr(protocol, "HEAD_TIMEOUT_S", 0.5)
    monkeypatch.setattr(protocol, "READ_TIMEOUT_S", 0.5)

    async def answer(
        scope: uvicorn._types.Scope,
        _receive: object,
        send: uvicorn._types.ASGISendCallable,
    ) -> None:
        body = b"x" * (LARGE if scope["path"] == "/large" else 2)  # type: ignore[typeddict-item]
        headers = [(b"content-length", b"%d" % len(body))]
        await send(
            {"type": "http.response.start", "status": 200, "headers": headers, "trailers": False}
        )
        await send({"type": "http.response.body", "body": body, "more_body": False})

    with serving_thread(answer) as address:
        yield address


@pytest.mark.parametrize("headers", [b"", b"Connection: close\r\n"])
def test_an_answer_that_nobody_reads_is_not_kept(hasty: str, headers: bytes) -> None:
    received = 0
    with _connected(hasty) as client:
        client.sendall(b"GET /large HTTP/1.1\r\nHost: localhost\r\n" + headers + b"\r\n")
        time.sleep(1.5)

        with suppress(ConnectionResetError):
            while part := client.recv(1_000_000):
                received += len(part)

    assert received < LARGE


def test_an_answer_that_is_read_in_time_is_whole(hasty: str) -> None:
    assert len(httpx2.get(f"{hasty}/large").content) == LARGE


def test_headers_that_trickle_in_are_cut(hasty: str) -> None:
    with _connected(hasty) as client:
        client.sendall(b"GET / HTTP/1.1\r\nX-Slow: ")
        threading.Thread(target=_trickle, args=(client, b"x"), daemon=True).start()

        answer = _whole_answer(client)

    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b"application/problem+json" in answer


@pytest.mark.parametrize("sent", [b"", b"\r\n"])
def test_a_connection_without_a_request_is_closed(hasty: str, sent: bytes) -> None:
    with _connected(hasty) as client:
        client.sendall(sent)

        assert _whole_answer(client) == b""


def test_the_next_request_has_its_own_time(hasty: str) -> None:
    with httpx2.Client(base_url=hasty) as client:
        answers = []
        for _ in range(3):
            answers.append(client.get("/").text)
            time.sleep(0.4)

    assert answers == ["xx"] * 3
