"""Doing a request once: whoever begins it, and, where that one is cut off, whoever goes on."""

import hashlib
import json
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from app.columns import utc_now
from app.db import Database
from app.errors import FactcheckError, InProgress, Invalid
from app.idempotency import store
from app.idempotency.models import Answer, Effect, IdempotencyKey, KeyedRequest

HEADER = "Idempotency-Key"
COMPARED_BYTES = 65_536  # parsing megabytes would hold up everybody else

log = logging.getLogger(__name__)


class Once(Protocol):
    """What a use case needs to have its effect once, however often it is asked."""

    @property
    def effect(self) -> Effect | None:
        """What was stored before the request was cut off; None where nothing was."""

    def record(self, session: Session, effect: Effect) -> None:
        """Store with an effect that it was had.

        Raises:
            InProgress: another has taken the request over; nothing of this transaction may be stored.
        """


class _Unkeyed:
    """A request without a key: it has its effect whenever it is sent."""

    effect = None

    def record(self, session: Session, effect: Effect) -> None:
        """Nothing need be known later."""


UNKEYED: Once = _Unkeyed()


@dataclass(frozen=True, slots=True)
class Turn:
    """The right to do a request with a key; it is lost where it is not renewed in time."""

    database: Database
    owner: UUID
    effect: Effect | None

    def record(self, session: Session, effect: Effect) -> None:
        """Store with an effect that it was had.

        Raises:
            InProgress: another has taken the request over; nothing of this transaction may be stored.
        """
        if not store.record(session, self.owner, effect, utc_now()):
            raise _in_progress()

    def renew(self) -> None:
        """Keep the turn for longer."""
        self._if_possible(lambda session: store.renew(session, self.owner, utc_now()))

    def answer(self, answer: Answer) -> None:
        """End the turn with an answer, which everybody gets who asks again."""
        self._if_possible(lambda session: store.save(session, self.owner, answer))

    def give_up(self) -> None:
        """End the turn without an answer: the request may be sent again."""
        self._if_possible(lambda session: store.give_up(session, self.owner, utc_now()))

    def _if_possible(self, write: Callable[[Session], object]) -> None:
        """Write, unless the database is away: then the lease runs out, and whoever asks again goes on."""
        try:
            with self.database.writing() as session:
                write(session)
        except FactcheckError as error:
            log.warning("A request with a key is left for whoever sends it again: %s", error)


def begin(database: Database, asked: KeyedRequest) -> Turn | Answer:
    """The answer to a request that was answered before; else the turn to do it.

    Raises:
        InProgress: it is being done now.
        Invalid: its key was used for another request.
        Unavailable: the database cannot answer now.
    """
    with database.reading() as session:
        row = store.row_of(session, asked, utc_now())
        answered = row and _answer_to(asked, row)
    return answered or _take_turn(database, asked)


def forget_expired(database: Database) -> None:
    """Remove some of the keys that have expired.

    Raises:
        Unavailable: the database cannot answer now.
    """
    with database.reading() as session:
        is_any = store.is_any_expired(session, utc_now())
    if is_any:
        with database.writing() as session:
            store.remove_expired(session, utc_now())


def fingerprint(method: str, path: str, body: bytes) -> str:
    """SHA-256, in hex, of what a request asks for.

    JSON of at most `COMPARED_BYTES` counts by what it says, not by how it is written.
    """
    said = body
    if len(body) <= COMPARED_BYTES:
        with suppress(ValueError, RecursionError):
            parsed = json.loads(body, parse_float=_number)
            said = json.dumps(parsed, sort_keys=True, separators=(",", ":")).encode()
    return hashlib.sha256(b"\n".join([method.encode(), path.encode(), said])).hexdigest()


def _number(written: str) -> float:
    """To JSON, 3.0 is the number 3."""
    number = float(written)
    return int(number) if number.is_integer() else number


def _take_turn(database: Database, asked: KeyedRequest) -> Turn | Answer:
    owner, now = uuid4(), utc_now()
    with database.writing() as session:
        row = store.locked_row_of(session, asked, now)
        if row is None:
            store.add_row(session, asked, owner, now)
            return Turn(database, owner, effect=None)
        if answered := _answer_to(asked, row):
            return answered
        row.owner, row.leased_until = owner, now + store.LEASE
        return Turn(database, owner, Effect.of_row(row))


def _answer_to(asked: KeyedRequest, row: IdempotencyKey) -> Answer | None:
    """The answer that was given before; None where whoever did the request was cut off."""
    if row.fingerprint != asked.fingerprint:
        raise Invalid(
            f"header/{HEADER}",
            "This key was used for another request. Take a new key for each request, and the same only to repeat it.",
        )
    if row.status is not None:
        return Answer(row.status, row.headers or {}, row.body or b"")
    now = utc_now()
    if now < row.leased_until <= now + store.LEASE:  # a clock may have been set back
        raise _in_progress()
    return None


def _in_progress() -> InProgress:
    return InProgress(
        "The request with this Idempotency-Key is being done now; send it again to get its answer."
    )
