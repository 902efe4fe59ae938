"""To what a fetch connects, with which certificate, and for how long."""

import socket
import ssl
import threading
import time
from collections.abc import Callable

import httpcore2
import pytest
import trustme

from app.articles.connections import resolve
from app.articles.fetching import Fetched, FetchLimits
from app.errors import Invalid, Unfetchable
from tests.articles.web import (
    PAGE,
    PUBLIC,
    Answer,
    certified,
    fault_of,
    fetch,
    not_connected,
    on_loopback,
    redirect,
    resolving,
    response,
    site,
    trusting,
)

GIVEN_UP_WITHIN_S = (
    5  # the limits here are below a second; who ignores them waits for eight or more
)


def test_a_name_that_changes_its_address_is_asked_at_the_one_that_was_checked() -> None:
    answers = iter([[PUBLIC], ["127.0.0.1"]])
    connected = []
    with site({"/": response(PAGE)}) as server:

        def connect(address: str, port: int, timeout: float) -> httpcore2.NetworkStream:
            connected.append((address, port))
            return on_loopback("127.0.0.1", server.port, timeout)

        page = fetch(
            "http://harbour-post.example/", resolve=lambda *_: next(answers), connect=connect
        )

    assert page.body == PAGE
    assert connected == [(PUBLIC, 80)]
    assert next(answers) == ["127.0.0.1"]  # nobody asked for it
    assert "Host: harbour-post.example\r\n" in server.requests[0]


def test_a_name_is_checked_again_after_a_redirect_to_itself() -> None:
    answers = iter([[PUBLIC], ["127.0.0.1"]])
    with site({"/": redirect("/again")}) as server:

        def connect(_ip: str, _port: int, timeout: float) -> httpcore2.NetworkStream:
            return on_loopback("127.0.0.1", server.port, timeout)

        with pytest.raises(Invalid, match="not at a public address"):
            fetch("http://harbour-post.example/", resolve=lambda *_: next(answers), connect=connect)

    assert server.paths == ["/"]


def test_the_next_address_is_tried_where_one_takes_no_connection() -> None:
    with site({"/": response(PAGE)}) as server:

        def connect(address: str, port: int, timeout: float) -> httpcore2.NetworkStream:
            if address == PUBLIC:
                raise httpcore2.ConnectTimeout
            return on_loopback("127.0.0.1", server.port, timeout)

        page = fetch(
            "http://harbour-post.example/", resolve=resolving(PUBLIC, "1.1.1.1"), connect=connect
        )

    assert page.body == PAGE


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def secured_page(certificate: ssl.SSLContext, trusted: ssl.SSLContext) -> Fetched:
    """The page of harbour-post.example from a server with this certificate."""
    with site({"/": response(PAGE)}, certificate) as server:
        return fetch(
            f"https://harbour-post.example.:{server.port}/",
            ["harbour-post.example"],
            limits=FetchLimits(),
            resolve=resolving("127.0.0.1"),
            trusted=trusted,
        )


def test_a_certificate_is_checked_for_the_name_and_not_for_the_address(
    authority: trustme.CA,
) -> None:
    page = secured_page(certified(authority, "harbour-post.example"), trusting(authority))

    assert page.body == PAGE


def test_the_name_is_told_to_the_server_before_its_certificate(authority: trustme.CA) -> None:
    told: list[str | None] = []
    certificate = certified(authority, "harbour-post.example")
    certificate.sni_callback = lambda _secured, name, _context: told.append(name)

    secured_page(certificate, trusting(authority))

    assert told == ["harbour-post.example"]


@pytest.mark.parametrize("name", ["127.0.0.1", "other.example"])
def test_a_certificate_for_another_name_is_refused(authority: trustme.CA, name: str) -> None:
    with pytest.raises(Unfetchable, match=r"no secure connection to its server \(Hostname mis"):
        secured_page(certified(authority, name), trusting(authority))


def test_a_certificate_of_an_unknown_authority_is_refused(authority: trustme.CA) -> None:
    certificate = certified(authority, "harbour-post.example")

    with pytest.raises(Unfetchable, match=r"no secure connection.*unable to get local issuer"):
        secured_page(certificate, httpcore2.default_ssl_context())


def test_a_server_without_tls_has_no_secure_connection() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"https://127.0.0.1:{listener.getsockname()[1]}/"
        threading.Thread(target=_speak_plainly, args=(listener,)).start()
        with pytest.raises(Unfetchable, match=r"no secure connection.*WRONG_VERSION"):
            fetch(url, ["127.0.0.1"])


def _speak_plainly(listener: socket.socket) -> None:
    connection, _ = listener.accept()
    with connection:
        connection.recv(65536)
        connection.sendall(response(status="400 Bad Request"))


def dripping(head: bytes) -> Callable[[socket.socket], None]:
    """Send the head, then a byte now and then for as long as somebody listens."""

    def answer(connection: socket.socket) -> None:
        connection.sendall(head)
        for _ in range(160):
            time.sleep(0.05)
            connection.sendall(b"x")

    return answer


def silent_after(head: bytes) -> Callable[[socket.socket], None]:
    """Send the head, then nothing."""

    def answer(connection: socket.socket) -> None:
        connection.sendall(head)
        time.sleep(8)

    return answer


SLOW: dict[str, Answer] = {
    "says nothing": silent_after(b""),
    "drips its status": dripping(b"HTTP/1.1 200 "),
    "drips a header": dripping(b"HTTP/1.1 200 OK\r\nX-Long: "),
    "drips its page": dripping(response(PAGE, content_length="5000")),
    "drips a page without length": dripping(response(PAGE).replace(b"content-len", b"x")),
    "stops in its page": silent_after(response(PAGE, content_length="5000")),
}


@pytest.mark.parametrize("answer", SLOW.values(), ids=SLOW.keys())
def test_a_slow_server_is_waited_for_only_so_long(answer: Answer) -> None:
    began = time.monotonic()

    fault = fault_of(answer)

    assert "took longer than 0.6 seconds" in fault
    assert time.monotonic() - began < GIVEN_UP_WITHIN_S


def test_redirects_share_the_time_of_one_fetch() -> None:
    def slowly(connection: socket.socket) -> None:
        time.sleep(0.25)
        connection.sendall(redirect("/"))

    assert "took longer than 0.6 seconds" in fault_of(slowly)


def test_a_look_up_that_hangs_is_waited_for_only_so_long() -> None:
    found = threading.Event()

    def slowly(host: str, port: int) -> list[str]:
        found.wait(8)
        return [PUBLIC]

    began = time.monotonic()
    with pytest.raises(Unfetchable, match=r"took longer than 0\.6 seconds"):
        fetch("http://harbour-post.example/", resolve=slowly, connect=not_connected)

    assert time.monotonic() - began < GIVEN_UP_WITHIN_S
    found.set()


def test_a_server_that_does_not_finish_connecting_is_waited_for_only_so_long() -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        url = f"https://127.0.0.1:{mute.getsockname()[1]}/"
        began = time.monotonic()
        with pytest.raises(Unfetchable, match="could not be connected to in time"):
            fetch(url, ["127.0.0.1"], limits=FetchLimits(timeout_s=20, connect_timeout_s=0.2))

    assert time.monotonic() - began < GIVEN_UP_WITHIN_S


def test_an_ipv6_address_is_asked_without_its_brackets() -> None:
    with site({"/": response(PAGE)}) as server:

        def connect(ip: str, _port: int, timeout: float) -> httpcore2.NetworkStream:
            assert ip == "::1"
            return on_loopback("127.0.0.1", server.port, timeout)

        assert fetch("http://[::1]:8080/", ["[::1]:8080"], connect=connect).body == PAGE

    assert "Host: [::1]:8080\r\n" in server.requests[0]


def test_the_addresses_of_a_name_are_each_told_once() -> None:
    ips = resolve("localhost", 80)

    assert "127.0.0.1" in ips
    assert len(ips) == len(set(ips))
