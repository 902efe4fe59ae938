"""What is taken of an answer and what is not."""

import gzip
import socket
import tracemalloc

import pytest

from app.articles.fetching import FetchLimits
from tests.articles.web import PAGE, SPARING, fault_of, page_of, response


def test_a_page_comes_as_its_server_sends_it() -> None:
    page = page_of(response(PAGE, content_type='Text/HTML; Charset="ISO-8859-15"'))

    assert page.body == PAGE
    assert page.media_type == "text/html"
    assert page.charset == "ISO-8859-15"


@pytest.mark.parametrize(
    ("content_type", "media_type", "charset"),
    [
        ("text/plain", "text/plain", None),
        ("application/xhtml+xml;charset=utf-8", "application/xhtml+xml", "utf-8"),
        ("text/html; charset=klingon", "text/html", "klingon"),
        ("text/html; charset=", "text/html", None),
        ("text/html, text/html", "text/html", None),
    ],
)
def test_type_and_charset_are_as_declared(
    content_type: str, media_type: str, charset: str | None
) -> None:
    page = page_of(response(PAGE, content_type=content_type))

    assert (page.media_type, page.charset) == (media_type, charset)


def test_gzip_and_chunks_are_undone() -> None:
    packed = gzip.compress(PAGE)
    chunks = b"".join(b"1\r\n%c\r\n" % byte for byte in packed) + b"0\r\n\r\n"
    head = response(content_encoding="gzip").replace(b"content-length: 0", b"x: y")
    answer = head.replace(b"x: y", b"transfer-encoding: chunked") + chunks

    assert page_of(answer).body == PAGE


def test_a_page_without_length_ends_where_the_connection_does() -> None:
    answer = response(PAGE).replace(b"content-length", b"x-length")

    assert page_of(answer).body == PAGE


def test_a_page_of_exactly_the_largest_size_is_taken() -> None:
    body = b"x" * SPARING.max_bytes

    assert page_of(response(body)).body == body


def test_a_page_that_is_too_large_is_not_taken() -> None:
    fault = fault_of(response(b"x" * (SPARING.max_bytes + 1)))

    assert "is larger than 20000 bytes" in fault


def test_an_endless_page_is_not_taken() -> None:
    def endless(connection: socket.socket) -> None:
        connection.sendall(response().replace(b"content-length", b"x-length"))
        while True:
            connection.sendall(b"x" * 65536)

    assert "is larger than" in fault_of(endless)


def test_a_bomb_takes_no_more_memory_than_a_page_may() -> None:
    bomb = gzip.compress(bytes(200_000_000))
    limits = FetchLimits(timeout_s=5, max_bytes=1_000_000)
    tracemalloc.start()
    try:
        fault = fault_of(response(bomb, content_encoding="gzip"), limits)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert "is larger than 1000000 bytes" in fault
    assert peak < 4_000_000


def test_bytes_that_unpack_to_nothing_count_too() -> None:
    nothing = gzip.compress(b"", mtime=0)
    padded = nothing[:3] + b"\x08" + nothing[4:10] + b"n" * 400_000  # the name never ends

    assert "is larger than" in fault_of(response(padded, content_encoding="gzip"))


@pytest.mark.parametrize("encoding", ["br", "zstd", "deflate", "gzip, gzip", "compress"])
def test_only_the_packing_that_was_asked_for_is_undone(encoding: str) -> None:
    fault = fault_of(response(PAGE, content_encoding=encoding))

    assert f"is encoded with {encoding}, which was not asked for" in fault


@pytest.mark.parametrize(
    ("content_type", "told"),
    [
        ("application/pdf", "application/pdf"),
        ("image/png", "image/png"),
        ("application/json", "application/json"),
        ("text/html-like; text/html", "text/html-like"),
        ("html", "of no declared type"),
        ("", "of no declared type"),
    ],
)
def test_only_text_and_html_are_pages(content_type: str, told: str) -> None:
    fault = fault_of(response(PAGE, content_type=content_type))

    assert f"it is {told}, not a page of text or HTML" in fault


def test_a_page_without_a_type_is_none() -> None:
    assert "of no declared type" in fault_of(response(PAGE).replace(b"content-t", b"x-t"))


@pytest.mark.parametrize(
    "status", ["204 No Content", "304 Not Modified", "403 Forbidden", "404 Not Found", "500 Oops"]
)
def test_another_status_than_ok_is_no_page(status: str) -> None:
    assert f"answered with the status {status[:3]}." in fault_of(response(status=status))


BROKEN: dict[str, bytes] = {
    "nothing": b"",
    "garbage before the status": b"\x00\x01\x02 hello\r\n" + response(PAGE),
    "another protocol": b"SSH-2.0-OpenSSH_9.6\r\n",
    "a header without a colon": b"HTTP/1.1 200 OK\r\nbroken\r\n\r\n",
    "two lengths": response(PAGE, Content_Length="3"),
    "headers that are too long": response(PAGE, x_long="x" * 300_000),
    "a head cut off": response(PAGE)[:30],
    "a page cut off": response(PAGE)[:-5],
    "a chunk cut off": response().replace(b"content-length: 0", b"transfer-encoding: chunked")
    + b"ff\r\nxx",
    "a chunk of no size": response().replace(b"content-length: 0", b"transfer-encoding: chunked")
    + b"zz\r\nxx",
}


@pytest.mark.parametrize("answer", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_answer_is_no_page(answer: bytes) -> None:
    assert "its server broke off or does not speak HTTP" in fault_of(answer)


def test_a_packed_page_that_is_cut_off_is_none() -> None:
    packed = gzip.compress(PAGE)[:-9]

    assert "its end is missing" in fault_of(response(packed, content_encoding="gzip"))


def test_a_page_that_is_not_packed_as_it_says_is_none() -> None:
    assert "not packed in gzip" in fault_of(response(PAGE, content_encoding="gzip"))
