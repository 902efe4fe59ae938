"""Requests that no client library would send: odd headers, broken framing, bodies that are bombs, slow connections."""

import json
import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import pytest

from tests.hostile.conftest import WITHIN_S, Target
from tests.hostile.strings import STRINGS
from tests.hostile.wire import Answer, exchange, request
from tests.thorough import thorough

HEADERS = (
    "Accept",
    "Accept-Encoding",
    "Accept-Language",
    "Content-Type",
    "Content-Encoding",
    "If-Match",
    "If-None-Match",
    "Idempotency-Key",
    "X-Request-Id",
    "Authorization",
    "X-API-Key",
    "X-Forwarded-For",
    "X-Forwarded-Proto",
    "Forwarded",
    "Host",
    "Origin",
    "Referer",
    "User-Agent",
    "Cookie",
    "Range",
    "Expect",
    "Upgrade",
    "Connection",
    "Transfer-Encoding",
    "X-HTTP-Method-Override",
)
EVERY = thorough(
    whole=1, part=7
)  # of the strings, in a header; another one is first in the next header
CLAIM = b'{"text": "The terminal counted 41,200 containers in May."}'
BESIDE_S = 1.5  # what somebody else may wait meanwhile, on a machine that is busy
PATHS = ("/v1/sources", "/v1/articles", "/v1/claims", "/v1/check", "/v1/match")


def _sent(target: Target, *parts: bytes) -> Answer:
    return exchange(str(target.client.base_url), *parts, within_s=WITHIN_S)


def _is_told(answer: Answer) -> bool:
    """An answer that is no fault of the service."""
    return 200 <= answer.status < 500


@pytest.mark.parametrize("header", HEADERS)
def test_a_header_breaks_nothing(target: Target, header: str) -> None:
    wrong = []
    for name, text in list(STRINGS.items())[HEADERS.index(header) % EVERY :: EVERY]:
        line = header.encode() + b": " + text[:4000].encode("utf-8", "surrogatepass")
        for sent in (
            request("GET", target.path_of("/v1/claims/{claim_id}"), line),
            request("POST", "/v1/match", line, body=CLAIM),
        ):
            answer = _sent(target, sent)
            if not _is_told(answer):
                wrong.append(f"{header} {name}: {answer.raw[:200]!r}")

    assert wrong == []


SIZE = 8 * 1024 * 1024  # as large as a body may be by default


def _full(begin: bytes, end: bytes, repeated: bytes) -> bytes:
    return begin + repeated * ((SIZE - len(begin) - len(end)) // len(repeated)) + end


BOMBS = {
    "as many fields as there is room for": b"{"
    + b",".join(b'"a%d":0' % n for n in range(620_000))
    + b"}",
    "fields of a source": b'{"text": "x", "source": {'
    + b",".join(b'"a%d":0' % n for n in range(620_000))
    + b"}}",
    "as many numbers as there is room for": _full(b'{"text": [', b"0.0]}", b"0.0,"),
    "as many arrays as there is room for": _full(b"[", b"0]", b"[],"),
    "as many objects as there is room for": _full(b"[", b"0]", b'{"a":0},'),
    "as many decimals as there is room for": _full(b'{"reliability": 0.', b"}", b"1"),
    "one name as long as there is room for": _full(b'{"', b'": 1}', b"a"),
    "arrays in arrays": b"[" * 100_000,
    "closed arrays in arrays": b'{"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "objects in objects": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "just not too deep": b'{"source": ' * 150 + b"1" + b"}" * 150,
    "many elements": b'{"text": [' + b"0," * 500_000 + b"0]}",
    "many fields": b"{" + b",".join(b'"a%d": 1' % n for n in range(100_000)) + b"}",
    "one field many times": b"{" + b'"text": "a", ' * 100_000 + b'"text": "b"}',
    "one long field": b'{"' + b"a" * 1_000_000 + b'": 1}',
    "a number of many digits": b'{"reliability": ' + b"9" * 1_000_000 + b"}",
    "a number with many zeros": b'{"reliability": 1e' + b"9" * 1_000 + b"}",
    "a small number": b'{"reliability": 1e-999999999}',
    "many decimals": b'{"reliability": 0.' + b"1" * 1_000_000 + b"}",
    "a number that is none": b'{"reliability": NaN, "name": "x"}',
    "only escapes": b'{"text": "' + rb"\u0061" * 200_000 + b'"}',
    "surrogates": b'{"text": "' + rb"\ud83d" * 10_000 + b'"}',
    "surrogates in a name": b'{"text": "x", "' + rb"\udc00" + b'": 1}',
    "broken UTF-8": b'{"text": "' + b"\xc3\x28\xe2\x82\xf0\x9f" * 1000 + b'"}',
    "UTF-16": '{"text": "x"}'.encode("utf-16"),
    "UTF-32": '{"text": "x"}'.encode("utf-32"),
    "a mark of byte order": b"\xef\xbb\xbf" + CLAIM,
    "blanks": b" " * 1_000_000 + CLAIM,
    "a comment": b"/* */" + CLAIM,
    "many documents": CLAIM * 1000,
    "compressed": b"\x1f\x8b\x08\x00" + b"\x00" * 1000,
    "NULs": b"\x00" * 10_000,
    "XML": b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>',
    "the names of Python": b'{"__class__": {"__init__": {"__globals__": 1}}, "text": "x"}',
    "a prototype": b'{"__proto__": {"text": "x"}, "constructor": {"prototype": {}}}',
    "an array for each field": b'{"text": ["x"], "title": [], "name": [], "stance": []}',
    "an object for each field": b'{"text": {}, "title": {"$gt": ""}, "name": {"a": 1}}',
}


@pytest.mark.parametrize("key", [b"", b'"%s"'], ids=["", "keyed"])
@pytest.mark.parametrize("bomb", BOMBS)
@pytest.mark.parametrize("path", PATHS)
def test_a_bomb_is_refused_soon_and_holds_up_nobody(
    target: Target, path: str, bomb: str, key: bytes
) -> None:
    headers = [b"Idempotency-Key: " + key % uuid4().hex.encode()] if key else []
    with ThreadPoolExecutor(1) as threads:
        asked = threads.submit(_sent, target, request("POST", path, *headers, body=BOMBS[bomb]))
        while not asked.done():
            assert target.get("/healthz").elapsed.total_seconds() < BESIDE_S
        answer = asked.result()

    assert 200 <= answer.status < 500, answer.raw[:300]
    assert answer.status < 300 or b"application/problem+json" in answer.raw


def test_what_is_no_request_gets_an_id_too(target: Target) -> None:
    head, _, body = _sent(target, b"\x16\x03\x01\x02\x00\r\n\r\n").raw.partition(b"\r\n\r\n")

    identity = json.loads(body)["request_id"]
    assert UUID(identity).version == 7
    assert f"x-request-id: {identity}".encode() in head.lower()


CHUNKED = request(
    "POST", "/v1/claims", b"Content-Type: application/json", b"Transfer-Encoding: chunked"
) + b"%x\r\n%b\r\n0\r\n" % (len(CLAIM), CLAIM)
FRAMES = {
    "no HTTP": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    "HTTP/0.9": b"GET /v1/claims\r\n\r\n",
    "HTTP/3.7": b"GET /v1/claims HTTP/3.7\r\nHost: localhost\r\n\r\n",
    "no host": b"GET /v1/claims HTTP/1.1\r\n\r\n",
    "two hosts": b"GET /v1/claims HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    "no method": b" /v1/claims HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "another method": b"BREW /v1/claims HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "a long method": b"A" * 70_000 + b" / HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "TRACE": b"TRACE /v1/claims HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "CONNECT": b"CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "a whole address": b"GET http://other.example/v1/claims HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "no path": b"GET  HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "a star": b"OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "a path of other bytes": b"GET /v1/\xff\xfe\x00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "a path that climbs": b"GET /v1/../../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "two slashes": b"GET //evil.example/%2e%2e HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "a long path": b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "a long query": b"GET /v1/claims?q=" + b"a" * 200_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "many parameters": request("GET", "/v1/claims?" + "&".join(f"q{n}=1" for n in range(5000))),
    "one parameter many times": request("GET", "/v1/claims?" + "limit=1&" * 5000),
    "a long header": request("GET", "/v1/claims", b"X-A: " + b"a" * 200_000),
    "many headers": request("GET", "/v1/claims", *[b"X-%d: a" % n for n in range(20_000)]),
    "a header without a name": request("GET", "/v1/claims", b": x"),
    "a header with a blank": request("GET", "/v1/claims", b"X A : x"),
    "a folded header": request("GET", "/v1/claims", b"X-A: a\r\n b"),
    "a header of NULs": request("GET", "/v1/claims", b"X-A: \x00\x00"),
    "a length below none": request("POST", "/v1/claims", b"Content-Length: -1"),
    "a length that is none": request("POST", "/v1/claims", b"Content-Length: ten"),
    "a length of many digits": request("POST", "/v1/claims", b"Content-Length: " + b"9" * 400),
    "two lengths": request("POST", "/v1/claims", b"Content-Length: 5", body=CLAIM),
    "a length and chunks": request("POST", "/v1/claims", b"Transfer-Encoding: chunked", body=CLAIM),
    "no chunks": request("POST", "/v1/claims", b"Transfer-Encoding: chunked") + b"zz\r\nx\r\n",
    "a chunk below none": request("POST", "/v1/claims", b"Transfer-Encoding: chunked") + b"-5\r\n",
    "a large chunk": request("POST", "/v1/claims", b"Transfer-Encoding: chunked")
    + b"F" * 40
    + b"\r\n",
    "chunks of one byte": request(
        "POST", "/v1/claims", b"Content-Type: application/json", b"Transfer-Encoding: chunked"
    )
    + b"".join(b"1\r\n%c\r\n" % byte for byte in CLAIM)
    + b"0\r\n\r\n",
    "another encoding": request("POST", "/v1/claims", b"Transfer-Encoding: gzip", body=CLAIM),
    "a socket of the web": request(
        "GET",
        "/v1/claims",
        b"Connection: Upgrade",
        b"Upgrade: websocket",
        b"Sec-WebSocket-Version: 13",
        b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    ),
    "HTTP/2 at once": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "many requests at once": request("GET", "/healthz") * 500,
    "a body with GET": request("GET", "/v1/claims", body=CLAIM),
    "a body with DELETE": request("DELETE", "/v1/claims/x", body=CLAIM),
    "a trailer that is a key": CHUNKED + b"X-API-Key: none\r\n\r\n",
    "a trailer that frames": CHUNKED + b"Transfer-Encoding: chunked\r\nContent-Length: 9\r\n\r\n",
    "a long trailer": CHUNKED + b"X-A: " + b"a" * 5_000_000 + b"\r\n\r\n",
    "many trailers": CHUNKED + b"X-A: a\r\n" * 600_000 + b"\r\n",
    "a long extension of a chunk": CHUNKED[:-3] + b"0;" + b"a" * 5_000_000 + b"\r\n\r\n",
    "lines that end otherwise": b"GET /healthz HTTP/1.1\nHost: localhost\n\n",
}


LARGE = (
    65_536  # bytes: the answer to more may be lost, since the connection is closed over the rest
)


@pytest.mark.parametrize("frame", FRAMES)
def test_a_frame_that_is_broken_is_refused_or_cut(target: Target, frame: str) -> None:
    answer = _sent(target, FRAMES[frame])

    assert _is_told(answer) or (len(FRAMES[frame]) > LARGE and not answer.raw), answer.raw[:300]
    assert target.get("/healthz").status_code == 200


def test_a_client_that_reads_nothing_keeps_nobody_waiting(target: Target) -> None:
    parts = urlsplit(str(target.client.base_url))
    with ExitStack() as lazy_ones:
        for _ in range(60):
            lazy = socket.create_connection((parts.hostname, parts.port), timeout=WITHIN_S)
            lazy_ones.enter_context(lazy)
            lazy.sendall(request("GET", "/openapi.json") * 100)

        assert target.get("/v1/claims").status_code == 200
