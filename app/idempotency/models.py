"""Keys of requests: the table, and what is kept under a key."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlmodel
from sqlalchemy import JSON
from sqlmodel import SQLModel

from app.columns import UtcDateTime

MAX_KEY_CHARS = 255


class IdempotencyKey(SQLModel, table=True):
    """A request that a client sent with a key.

    Until it is answered, `owner` does it, for as long as the lease is renewed. `effect` is stored in the
    transaction that has the effect, so that whoever takes over a lease knows whether it was had; `status`,
    `headers` and `body` are the answer, until the article or claim is deleted that it is `about`.
    """

    __tablename__ = "idempotency_keys"

    client: str = sqlmodel.Field(primary_key=True, max_length=200)
    key: str = sqlmodel.Field(primary_key=True, max_length=MAX_KEY_CHARS)
    fingerprint: str = sqlmodel.Field(max_length=64)
    owner: UUID = sqlmodel.Field(index=True)
    leased_until: datetime = sqlmodel.Field(sa_type=UtcDateTime)
    expires_at: datetime = sqlmodel.Field(sa_type=UtcDateTime, index=True)
    about: UUID | None = sqlmodel.Field(default=None, index=True)
    effect: dict[str, Any] | None = sqlmodel.Field(default=None, sa_type=JSON(none_as_null=True))
    status: int | None = None
    headers: dict[str, str] | None = sqlmodel.Field(default=None, sa_type=JSON(none_as_null=True))
    body: bytes | None = None


@dataclass(frozen=True, slots=True)
class KeyedRequest:
    """A request with a key; requests of one `fingerprint` ask for the same."""

    client: str
    key: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Effect:
    """What a request stored: the ids of its rows, and whether they are new.

    `about` is the article or claim whose words the answer shows.
    """

    ids: tuple[UUID, ...]
    about: UUID | None = None
    is_new: bool = True

    @classmethod
    def of_row(cls, row: IdempotencyKey) -> "Effect | None":
        """What is kept of it."""
        stored = row.effect
        if stored is None:
            return None
        return cls(tuple(map(UUID, stored["ids"])), row.about, stored["is_new"])

    def as_json(self) -> dict[str, Any]:
        """It as JSON."""
        return {"ids": [str(each) for each in self.ids], "is_new": self.is_new}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request was answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes
