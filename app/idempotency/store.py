"""Reading and writing the keys of requests."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CursorResult, Delete, Update, delete, null, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from app.db import in_parts, lock_name
from app.idempotency.models import Answer, Effect, IdempotencyKey, KeyedRequest

LEASE = timedelta(seconds=15)
KEPT_FOR = timedelta(hours=24)
REMOVED_AT_ONCE = 20


def row_of(session: Session, asked: KeyedRequest, now: datetime) -> IdempotencyKey | None:
    """What is kept under the key of a request."""
    row = session.get(IdempotencyKey, (asked.client, asked.key))
    return row if row is not None and row.expires_at > now else None


def locked_row_of(session: Session, asked: KeyedRequest, now: datetime) -> IdempotencyKey | None:
    """The same, and nobody else changes it, or makes it, until this transaction ends."""
    lock_name(session, f"idempotency key {asked.key} of {asked.client}")
    row = session.get(IdempotencyKey, (asked.client, asked.key), with_for_update=True)
    if row is not None and row.expires_at <= now:
        session.delete(row)
        session.flush()
        return None
    return row


def add_row(session: Session, asked: KeyedRequest, owner: UUID, now: datetime) -> None:
    """Keep the key of a request that `owner` begins, and remove some of what has expired."""
    row = IdempotencyKey(
        client=asked.client,
        key=asked.key,
        fingerprint=asked.fingerprint,
        owner=owner,
        leased_until=now + LEASE,
        expires_at=now + KEPT_FOR,
    )
    session.add(row)
    remove_expired(session, now)


def renew(session: Session, owner: UUID, now: datetime) -> bool:
    """Lease the request for longer, and say whether `owner` still does it."""
    return _changes_one(session, _of(owner).values(leased_until=now + LEASE))


def record(session: Session, owner: UUID, effect: Effect, now: datetime) -> bool:
    """Keep what the request stored, and say whether `owner` still does it."""
    kept = {"effect": effect.as_json(), "about": effect.about, "leased_until": now + LEASE}
    return _changes_one(session, _of(owner).values(kept))


def save(session: Session, owner: UUID, answer: Answer) -> None:
    """Keep the answer, unless another took the request over: then that one's is kept."""
    kept = {"status": answer.status, "headers": dict(answer.headers), "body": answer.body}
    session.execute(_of(owner).values(kept))


def forget_answers(session: Session, about: Collection[UUID], now: datetime) -> None:
    """Keep no answers about articles or claims that this transaction deletes, also not those that are being given.

    What was stored stays known, so that it is not stored again.
    """
    blank = {"status": None, "headers": null(), "body": None}
    for part in in_parts(sorted(about)):
        session.execute(
            update(IdempotencyKey)
            .where(col(IdempotencyKey.about).in_(part))
            .values(blank | {"owner": uuid4(), "leased_until": now})
        )


def give_up(session: Session, owner: UUID, now: datetime) -> None:
    """Let the same request begin anew at once; what it stored stays known."""
    without_effect = delete(IdempotencyKey).where(
        col(IdempotencyKey.owner) == owner, col(IdempotencyKey.effect).is_(None)
    )
    if not _changes_one(session, without_effect):
        session.execute(_of(owner).values(leased_until=now))


def _of(owner: UUID) -> Update:
    return update(IdempotencyKey).where(col(IdempotencyKey.owner) == owner)


def _changes_one(session: Session, statement: Update | Delete) -> bool:
    done: CursorResult[Any] = session.execute(statement)  # type: ignore[assignment]
    return done.rowcount == 1


def is_any_expired(session: Session, now: datetime) -> bool:
    """Whether there is something to remove."""
    wanted = select(col(IdempotencyKey.key)).where(col(IdempotencyKey.expires_at) <= now).limit(1)
    return session.scalar(wanted) is not None


def remove_expired(session: Session, now: datetime) -> None:
    """Remove some; each new key removes more than one, so what has expired becomes less."""
    expired = (
        select(col(IdempotencyKey.client), col(IdempotencyKey.key))
        .where(col(IdempotencyKey.expires_at) <= now)
        .order_by(col(IdempotencyKey.expires_at))
        .limit(REMOVED_AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    for row in session.execute(expired).all():
        its_key = (col(IdempotencyKey.client) == row.client, col(IdempotencyKey.key) == row.key)
        session.execute(delete(IdempotencyKey).where(*its_key))
