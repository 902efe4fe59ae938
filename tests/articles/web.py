"""Web servers on loopback that answer as a test says, however wrong, and fetching from them alone."""

import socket
import ssl
import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import NoReturn

import httpcore2
import pytest
import trustme

from app.articles.connections import Connect, Network, Resolve, resolve
from app.articles.fetching import Fetched, Fetcher, FetchLimits
from app.errors import Unfetchable

Answer = bytes | Callable[[socket.socket], None]
PAGE = b"<p>The ferry to Sandholm sails again on Monday.</p>"
PUBLIC = "93.184.215.14"
SPARING = FetchLimits(timeout_s=0.6, connect_timeout_s=0.3, max_bytes=20_000, max_redirects=3)
SEND_THE_TEXT = "Send the text itself in `text`, and the address in `url` with it."
_TRUSTED = httpcore2.default_ssl_context()  # reading the authorities takes longer than most tests


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


def certified(authority: trustme.CA, name: str) -> ssl.SSLContext:
    """A server's side of TLS, with a certificate for this name."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    return context


def trusting(authority: trustme.CA) -> ssl.SSLContext:
    """A client's side of TLS that trusts this authority."""
    context = httpcore2.default_ssl_context()
    authority.configure_trust(context)
    return context


def on_loopback(ip: str, port: int, timeout: float) -> httpcore2.NetworkStream:
    """A connection that leaves this machine is an error of the test."""
    assert ip in {"127.0.0.1", "::1"}, f"connected to {ip}"
    return httpcore2.SyncBackend().connect_tcp(ip, port, timeout)


def not_connected(ip: str, port: int, timeout: float) -> NoReturn:
    """A connection is an error of the test."""
    raise AssertionError(f"connected to {ip}:{port}")


def resolving(*ips: str) -> Resolve:
    """A look-up that gives every name these addresses."""
    return lambda *_: ips


def fetch(
    url: str,
    allowed_hosts: Collection[str] = (),
    *,
    limits: FetchLimits = SPARING,
    resolve: Resolve = resolve,
    connect: Connect = on_loopback,
    trusted: ssl.SSLContext = _TRUSTED,
) -> Fetched:
    """The page at an address, from a fetcher of its own."""
    fetcher = Fetcher(limits, allowed_hosts, Network(resolve, connect, trusted))
    try:
        return fetcher.fetch(url)
    finally:
        fetcher.close()


def page_of(answer: Answer) -> Fetched:
    """The page of a site that gives this answer."""
    with site({"/": answer}) as server:
        return fetch(f"{server.url}/", ["127.0.0.1"])


def fault_of(answer: Answer, limits: FetchLimits = SPARING) -> str:
    """Why the page of a site that gives this answer is not taken."""
    with site({"/": answer}) as server, pytest.raises(Unfetchable) as caught:
        fetch(f"{server.url}/", ["127.0.0.1"], limits=limits)
    assert str(caught.value).endswith(SEND_THE_TEXT)
    return str(caught.value).removesuffix(SEND_THE_TEXT)
