"""Web servers on loopback that answer as a test says, however wrong."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

Answer = bytes | Callable[[socket.socket], None]


@dataclass
class Site:
    """A server at a port of loopback; `requests` are the heads of those that came."""

    port: int
    answers: Mapping[str, Answer]
    requests: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def paths(self) -> list[str]:
        """The paths that were asked for, in order."""
        return [request.split()[1] for request in self.requests]

    def reply(self, connection: socket.socket) -> None:
        """Read one request and answer it."""
        head = b""
        while b"\r\n\r\n" not in head:
            if not (received := connection.recv(65536)):
                return
            head += received
        self.requests.append(head.decode())
        answer = self.answers.get(self.paths[-1], response(status="404 Not Found"))
        if isinstance(answer, bytes):
            connection.sendall(answer)
        else:
            answer(connection)


def response(body: bytes = b"", *, status: str = "200 OK", **headers: str) -> bytes:
    """An answer with these headers (`content_type` for Content-Type), by default a page of HTML."""
    values = {"content_type": "text/html; charset=utf-8", "content_length": str(len(body))}
    lines = [f"{key.replace('_', '-')}: {value}" for key, value in (values | headers).items()]
    return "\r\n".join([f"HTTP/1.1 {status}", *lines, "", ""]).encode() + body


def redirect(location: str, status: str = "302 Found") -> bytes:
    """An answer that redirects."""
    return response(status=status, location=location)


@contextmanager
def site(
    answers: Mapping[str, Answer], certificate: ssl.SSLContext | None = None
) -> Iterator[Site]:
    """A running server that gives each path its answer, with TLS where there is a certificate."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = Site(listener.getsockname()[1], answers)
        thread = threading.Thread(target=_serve, args=(listener, server, certificate), daemon=True)
        thread.start()
        yield server
        listener.shutdown(socket.SHUT_RDWR)
        thread.join()


def _serve(listener: socket.socket, server: Site, certificate: ssl.SSLContext | None) -> None:
    with suppress(OSError):
        while True:
            connection, _ = listener.accept()
            threading.Thread(
                target=_converse, args=(connection, server, certificate), daemon=True
            ).start()


def _converse(connection: socket.socket, server: Site, certificate: ssl.SSLContext | None) -> None:
    with connection, suppress(OSError):
        if certificate is None:
            server.reply(connection)
        else:
            with certificate.wrap_socket(connection, server_side=True) as secured:
                server.reply(secured)
