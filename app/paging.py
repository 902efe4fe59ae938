"""Keyset pagination: a list is read from where the last page ended, so inserts never shift it."""

import base64
import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import Field

from app.errors import Invalid
from app.fields import Out

Item = TypeVar("Item")
Row = TypeVar("Row")


class Page(Out, Generic[Item]):
    """A part of a list."""

    items: list[Item]
    next_cursor: str | None = Field(
        description="Send it as `cursor`, with the same filters, to get what follows; null at the end."
    )


def whole_number(value: str) -> int:
    """A number that a database can compare with: at most 18 digits.

    Raises:
        ValueError: it is not one.
    """
    if not (value.isascii() and value.isdigit() and len(value) <= 18):
        raise ValueError(value)
    return int(value)


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Which part of a list is wanted.

    `listing` names the list with its filters and order: a cursor holds for the list that it came from, alone.
    """

    limit: int
    cursor: str | None
    listing: str

    def after(self, *kinds: Callable[[str], object]) -> tuple[Any, ...] | None:
        """The sort key of the last item before this part, read by `kinds`; None for the first part.

        Raises:
            Invalid: the cursor is not one that this list gave out.
        """
        if self.cursor is None:
            return None
        try:
            seal, *key = json.loads(base64.urlsafe_b64decode(self.cursor.encode()))
            values = tuple(kind(value) for kind, value in zip(kinds, key, strict=True))
        except (ValueError, TypeError, AttributeError, RecursionError):
            raise Invalid("query/cursor", "Send a `next_cursor` exactly as it came.") from None
        if seal != self._seal():
            raise Invalid(
                "query/cursor",
                "This cursor belongs to another list; keep the filters and the order, or start without a cursor.",
            )
        return values

    def page(
        self,
        rows: Sequence[Row],
        item: Callable[[Row], Item],
        key: Callable[[Row], tuple[object, ...]],
    ) -> Page[Item]:
        """A page of `rows`, of which one more than `limit` was asked for to see whether more follow."""
        shown = rows[: self.limit]
        cursor = None
        if len(rows) > self.limit:
            values = [self._seal(), *(str(value) for value in key(shown[-1]))]
            cursor = base64.urlsafe_b64encode(json.dumps(values).encode()).decode()
        return Page(items=[item(row) for row in shown], next_cursor=cursor)

    def _seal(self) -> str:
        return hashlib.sha256(self.listing.encode()).hexdigest()[:12]
