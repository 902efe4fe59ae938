"""What a body may look like before it is parsed."""

from typing import Any

from fastapi import Request

MOST_MARKS = 500
"""Braces, brackets, commas and colons outside strings; no body that a route takes has a tenth of so many."""


class PlainRequest(Request):
    """A request whose body is parsed only if it could be taken.

    Millions of names or elements take seconds to parse and to be told as wrong, and nobody else is answered meanwhile.
    """

    async def json(self) -> Any:  # noqa: ANN401 - JSON
        """The body.

        Raises:
            ValueError: it is no JSON, or has far more parts than any body that is taken.
        """
        if _has_many_parts(await self.body()):
            raise ValueError("The body has too many parts.")
        return await super().json()


def _has_many_parts(body: bytes) -> bool:
    unescaped = body.replace(rb"\\", b"").replace(rb"\"", b"")
    if unescaped.count(b'"') > MOST_MARKS * 2:
        return True
    outside = b"".join(unescaped.split(b'"')[::2])
    return sum(map(outside.count, (b"{", b"[", b",", b":"))) > MOST_MARKS
