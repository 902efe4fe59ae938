"""What is taken of a server's answer: a whole page of text or HTML that is not too large."""

import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from http import HTTPStatus

import httpcore2

from app.articles.connections import TooManyBytes

MEDIA_TYPES = ("text/html", "application/xhtml+xml", "text/plain")
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PIECE_BYTES = 64 * 1024
_GZIP = zlib.MAX_WBITS | 16
_MEDIA_TYPE = re.compile(r"\s*([\w.+-]+/[\w.+-]+)\s*(?:[;,]|$)")
_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([^\s\"',;]+)", re.IGNORECASE)


class NotAPage(Exception):
    """An answer is not taken; the message says why, as a clause about the page."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it came, decompressed.

    `url` is where it stood in the end, `media_type` is in lower case and without parameters, `charset`
    is what the header declares, which need not be a known one.
    """

    url: str
    body: bytes
    media_type: str
    charset: str | None


def redirection(response: httpcore2.Response) -> str | None:
    """Where an answer redirects to, as the server writes it."""
    return _header(response, b"location") if response.status in _REDIRECTS else None


def page_at(url: str, response: httpcore2.Response, max_bytes: int) -> Fetched:
    """The page of an answer whose body was not read yet.

    Raises:
        NotAPage: it is an error, something else than text or HTML, or packed otherwise than in gzip.
        TooManyBytes: it is larger than `max_bytes`.
    """
    if response.status != HTTPStatus.OK:
        raise NotAPage(f"its server answered with the status {response.status}")
    media_type, charset = _content_type(response)
    body = b"".join(_at_most(max_bytes, _unpacked(response)))
    return Fetched(url, body, media_type, charset)


def _content_type(response: httpcore2.Response) -> tuple[str, str | None]:
    declared = _header(response, b"content-type") or ""
    found = _MEDIA_TYPE.match(declared)
    media_type = found[1].lower() if found else "of no declared type"
    if media_type not in MEDIA_TYPES:
        raise NotAPage(f"it is {media_type[:80]}, not a page of text or HTML")
    charset = _CHARSET.search(declared)
    return media_type, charset and charset[1]


def _unpacked(response: httpcore2.Response) -> Iterable[bytes]:
    encoding = (_header(response, b"content-encoding") or "identity").strip().lower()
    if encoding == "identity":
        return response.iter_stream()
    if encoding in {"gzip", "x-gzip"}:
        return _inflated(response.iter_stream())
    raise NotAPage(f"it is encoded with {encoding[:80]}, which was not asked for")


def _inflated(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """What gzip packed, never more than a small piece at a time: a megabyte may hold a gigabyte."""
    stream = zlib.decompressobj(_GZIP)
    try:
        for piece in pieces:
            packed = piece
            while packed and not stream.eof:
                yield stream.decompress(packed, _PIECE_BYTES)
                packed = stream.unconsumed_tail
        yield stream.flush()
    except zlib.error:
        raise NotAPage("it is not packed in gzip, as its server says") from None
    if not stream.eof:
        raise NotAPage("its end is missing")


def _at_most(max_bytes: int, pieces: Iterable[bytes]) -> Iterator[bytes]:
    left = max_bytes
    for piece in pieces:
        left -= len(piece)
        if left < 0:
            raise TooManyBytes
        yield piece


def _header(response: httpcore2.Response, name: bytes) -> str | None:
    """The value of a header; of one that stands there more than once, all, with commas between them."""
    values = [value for key, value in response.headers if key.lower() == name]
    return b", ".join(values).decode("utf-8", "replace") if values else None
