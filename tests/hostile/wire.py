"""Bytes on a connection, as no client library would send them."""

import socket
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back until the service closed the connection or had answered: the status of the first answer, or 0."""

    status: int
    raw: bytes


def exchange(address: str, *parts: bytes, within_s: float) -> Answer:
    """Send parts on one new connection, and read until the first answer is whole or the other side closes.

    Raises:
        TimeoutError: neither happens in time.
    """
    host, port = urlsplit(address).hostname, urlsplit(address).port
    deadline = monotonic() + within_s
    with socket.create_connection((host, port), timeout=within_s) as connection:
        with suppress(ConnectionError):  # it may have answered, and closed, before all is sent
            for part in parts:
                connection.sendall(part)
        received = b""
        while not _is_whole(received):
            connection.settimeout(max(0.01, deadline - monotonic()))
            try:
                more = connection.recv(65536)
            except ConnectionError:
                break
            if not more:
                break
            received += more
    status = received.split(b" ", 2)[1] if received.startswith(b"HTTP/1.1 ") else b"0"
    return Answer(int(status), received)


def request(method: str, path: str, *headers: bytes, body: bytes = b"") -> bytes:
    """A request as it should be, but for what the caller puts in."""
    lines = [f"{method} {path} HTTP/1.1".encode(), b"Host: 127.0.0.1", *headers]
    if body:
        lines += [b"Content-Type: application/json", b"Content-Length: %d" % len(body)]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def _is_whole(received: bytes) -> bool:
    head, blank, body = received.partition(b"\r\n\r\n")
    if not blank:
        return False
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return len(body) >= int(line.split(b":")[1])
    return body.endswith(b"0\r\n\r\n")
