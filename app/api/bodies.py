"""What a body may look like before it is parsed."""

import json
from collections import Counter
from http import HTTPStatus
from json import JSONDecodeError
from typing import Any

from fastapi import Request
from starlette.exceptions import HTTPException

MOST_MARKS = 500
"""Braces, brackets, commas and colons outside strings; no body that a route takes has a tenth of so many."""


class PlainRequest(Request):
    """A request whose body is parsed only if it could be taken.

    Millions of names or elements take seconds to parse and to be told as wrong, and nobody else is answered meanwhile.
    """

    async def json(self) -> Any:  # noqa: ANN401 - JSON
        """The body.

        Raises:
            JSONDecodeError: it is no JSON.
            HTTPException: 400, it cannot be read, names a field twice, or has far more parts than any body that is taken.
        """
        body = await self.body()
        if _has_many_parts(body):
            raise _refused("has more parts than anything that is taken here")
        try:
            return json.loads(body, object_pairs_hook=_named_once)
        except JSONDecodeError:
            raise
        except UnicodeDecodeError as error:
            raise _refused(f"is not UTF-8: byte {error.start} cannot be read") from error
        except ValueError as error:  # of numbers, Python reads 4,300 digits
            raise _refused("has a number of too many digits") from error


def _refused(what: str) -> HTTPException:
    return HTTPException(HTTPStatus.BAD_REQUEST, f"The body {what}.")


def _named_once(fields: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; of two fields with one name JSON does not say which counts, so somebody would be surprised."""
    named = dict(fields)
    if len(named) < len(fields):
        [(name, _)] = Counter(name for name, _ in fields).most_common(1)
        raise _refused(f"names a field twice in one object, {name[:100]!r}; send it once")
    return named


def _has_many_parts(body: bytes) -> bool:
    unescaped = body.replace(rb"\\", b"").replace(rb"\"", b"")
    if unescaped.count(b'"') > MOST_MARKS * 2:
        return True
    outside = b"".join(unescaped.split(b'"')[::2])
    return sum(map(outside.count, (b"{", b"[", b",", b":"))) > MOST_MARKS
