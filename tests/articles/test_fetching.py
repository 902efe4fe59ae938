"""What a fetch sends, follows and tells."""

import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import NoReturn

import pytest
import trustme

from app.articles import fetching
from app.articles.fetching import MOST_AT_ONCE, Fetcher, FetchLimits
from app.errors import Invalid, Unavailable, Unfetchable
from tests.articles.web import (
    PAGE,
    SEND_THE_TEXT,
    Answer,
    certified,
    fault_of,
    fetch,
    page_of,
    redirect,
    response,
    site,
    trusting,
)


def test_the_service_says_who_it_is_and_nothing_more() -> None:
    with site({"/?story=1": response(PAGE)}) as server:
        fetch(f"{server.url}/?story=1#top", ["127.0.0.1"])

    request, *headers = server.requests[0].strip().split("\r\n")
    assert request == "GET /?story=1 HTTP/1.1"
    names = [header.split(":")[0] for header in headers]
    assert names == ["Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"]
    assert headers[0] == f"Host: 127.0.0.1:{server.port}"
    assert headers[1].startswith("User-Agent: factcheck-service/")


def test_proxies_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")

    assert page_of(response(PAGE)).body == PAGE


def test_many_threads_share_a_fetcher() -> None:
    answers: dict[str, Answer] = {f"/{n}": response(str(n).encode()) for n in range(40)}
    with site(answers) as server, ThreadPoolExecutor(20) as threads:
        fetcher = Fetcher(FetchLimits(), ["127.0.0.1"])
        bodies = list(threads.map(lambda n: fetcher.fetch(f"{server.url}/{n}").body, range(40)))
        fetcher.close()

    assert bodies == [str(n).encode() for n in range(40)]


def test_more_pages_at_once_than_the_server_has_threads_to_spare_are_put_off(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(fetching, "TURN_WITHIN_S", 0.05)
    going_on = threading.Event()

    def slow(connection: socket.socket) -> None:
        going_on.wait(5)
        connection.sendall(response(PAGE))

    with site({"/": slow}) as server, ThreadPoolExecutor(MOST_AT_ONCE) as threads:
        fetcher = Fetcher(FetchLimits(), ["127.0.0.1"])
        running = [threads.submit(fetcher.fetch, server.url) for _ in range(MOST_AT_ONCE)]
        while len(server.requests) < MOST_AT_ONCE:
            time.sleep(0.01)
        with pytest.raises(Unavailable, match="try again"):
            fetcher.fetch(server.url)
        going_on.set()
        assert [each.result().body for each in running] == [PAGE] * MOST_AT_ONCE
        fetcher.close()


@pytest.mark.parametrize("status", ["301 M", "302 F", "303 S", "307 T", "308 P"])
def test_redirects_are_followed_and_the_last_address_is_told(status: str) -> None:
    answers: dict[str, Answer] = {
        "/": redirect("/a?x=1#part", status),
        "/a?x=1": redirect("b/c", status),
        "/b/c": response(PAGE),
    }
    with site(answers) as server:
        page = fetch(f"{server.url}/", ["127.0.0.1"])

    assert page.url == f"{server.url}/b/c"
    assert page.body == PAGE


def test_cookies_are_not_sent_back() -> None:
    moved = response(status="302 Found", location="/a", set_cookie="consent=yes; Path=/")
    with site({"/": moved, "/a": response(PAGE)}) as server:
        fetch(f"{server.url}/", ["127.0.0.1"])

    assert "consent" not in server.requests[1]


def test_a_circle_of_redirects_ends() -> None:
    circle = {"/": redirect("/a"), "/a": redirect("/")}
    with site(circle) as server, pytest.raises(Unfetchable, match="took more than 3 redirects"):
        fetch(f"{server.url}/", ["127.0.0.1"])

    assert server.paths == ["/", "/a", "/", "/a"]


def test_a_redirect_to_nowhere_is_no_page() -> None:
    assert "status 302" in fault_of(response(status="302 Found"))


def test_a_redirect_from_https_to_http_is_not_followed() -> None:
    authority = trustme.CA()
    with (
        site({"/": response(PAGE)}) as plain,
        site({"/": redirect(f"{plain.url}/")}, certified(authority, "127.0.0.1")) as secured,
        pytest.raises(Invalid, match="anybody on the way could change the text"),
    ):
        fetch(f"https://127.0.0.1:{secured.port}/", ["127.0.0.1"], trusted=trusting(authority))

    assert plain.requests == []


@pytest.mark.parametrize("location", ["/" + "a" * 2000, "/" + "é" * 400])
def test_a_redirect_to_an_address_that_cannot_be_stored_is_not_followed(location: str) -> None:
    with site({"/": redirect(location)}) as server, pytest.raises(Invalid, match="at most 2000"):
        fetch(f"{server.url}/", ["127.0.0.1"])

    assert server.paths == ["/"]


def test_a_redirect_written_in_utf_8_is_followed() -> None:
    with site({"/": redirect("/fähre"), "/f%C3%A4hre": response(PAGE)}) as server:
        assert fetch(f"{server.url}/", ["127.0.0.1"]).url == f"{server.url}/f%C3%A4hre"


def test_the_message_leaves_out_what_may_be_secret() -> None:
    with site({}) as server, pytest.raises(Unfetchable) as caught:
        fetch(f"{server.url}/a?token=abc#d", ["127.0.0.1"])

    assert str(caught.value) == (
        f"{server.url}/a could not be fetched: its server answered with the status 404."
        f" {SEND_THE_TEXT}"
    )


def test_a_closed_port_takes_no_connection() -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{bound.getsockname()[1]}/"
        with pytest.raises(Unfetchable, match="takes no connection"):
            fetch(url, ["127.0.0.1"])


@pytest.mark.parametrize("host", ["a..example", f"{'a' * 64}.example"])
def test_what_cannot_be_a_name_has_no_address(host: str) -> None:
    with pytest.raises(Unfetchable, match="its host has no address"):
        fetch(f"http://{host}/")


def test_a_name_that_nobody_knows_has_no_address() -> None:
    def unknown(host: str, port: int) -> NoReturn:
        raise socket.gaierror

    with pytest.raises(Unfetchable, match="its host has no address"):
        fetch("http://harbour-post.example/", resolve=unknown)
