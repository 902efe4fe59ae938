"""What the reader finds in articles, stored as claims and read again as people corrected it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Uuid, and_, cast, column, func, insert, literal, select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.claims.models import Claim
from app.claims.vocabulary import FoundClaim, Mention
from app.columns import new_id
from app.db import Record, in_parts, is_postgresql

_FOUND_FIELDS: tuple[Any, ...] = (
    col(Claim.article_id),
    col(Claim.claimant_name),
    col(Claim.claimant_role),
    col(Claim.claimant_start),
    col(Claim.claimant_end),
    col(Claim.start),
    col(Claim.end),
    col(Claim.text),
    col(Claim.kind),
    col(Claim.cue),
    col(Claim.polarity),
    col(Claim.hedged),
    col(Claim.check_worthiness),
    col(Claim.context),
)


def add_found_claims(
    session: Session,
    article_id: UUID,
    found: Sequence[FoundClaim],
    made_by: str,
    now: datetime,
) -> list[UUID]:
    """Store what the reader found in an article, in reading order.

    Returns:
        The ids of the claims, in the same order.
    """
    rows = [
        _row_of(claim) | {"article_id": article_id, "made_by": made_by, "created_at": now}
        for claim in found
    ]
    if rows:
        session.execute(insert(Claim), rows)
    return [row["id"] for row in rows]


def claims_said_in(session: Session, article_id: UUID) -> list[FoundClaim]:
    """What somebody says in an article, as the reader found it or as people corrected it."""
    told = claims_told_in(session, [article_id]).get(article_id, [])
    return [claim for claim in told if claim.claimant is not None]


def claims_told_in(session: Session, article_ids: Sequence[UUID]) -> dict[UUID, list[FoundClaim]]:
    """The claims of these articles, as the reader found them or as people corrected them, in reading order."""
    told: dict[UUID, list[FoundClaim]] = {}
    for part in in_parts(article_ids):
        wanted = select(*_FOUND_FIELDS).where(col(Claim.article_id).in_(part))
        for row in session.execute(wanted.order_by(col(Claim.start), col(Claim.id))):
            told.setdefault(row.article_id, []).append(_found(row))
    return told


def claims_told_at(
    session: Session, places: Iterable[tuple[UUID, int, int]]
) -> dict[UUID, list[FoundClaim]]:
    """By article, the claims that reach into one of these places: id of an article, start and end in its text."""
    asked = [(article_id.hex, start, end) for article_id, start, end in sorted(set(places))]
    each = f"json_{'array_elements' if is_postgresql(session) else 'each'}"
    listed = getattr(func, each)(literal(asked, JSON)).table_valued(column("value", JSON))
    article_id, start, end = listed.c.value[0], listed.c.value[1], listed.c.value[2]
    is_there = and_(
        col(Claim.article_id) == cast(article_id.as_string(), Uuid),
        col(Claim.start) < end.as_integer(),
        col(Claim.end) > start.as_integer(),
    )
    wanted = select(*_FOUND_FIELDS, col(Claim.id)).join(listed, is_there).distinct()
    told: dict[UUID, list[FoundClaim]] = {}
    for row in session.execute(wanted.order_by(col(Claim.start), col(Claim.id))):
        told.setdefault(row.article_id, []).append(_found(row))
    return told


def _found(row: Record) -> FoundClaim:
    """A row of `_FOUND_FIELDS`; a claimant whom people named stands nowhere in the article."""
    name, role, start, end = row[1:5]
    return FoundClaim(
        start=row.start,
        end=row.end,
        text=row.text,
        kind=row.kind,
        claimant=None if name is None else Mention(name, role, start or 0, end or 0),
        cue=row.cue,
        polarity=row.polarity,
        hedged=row.hedged,
        check_worthiness=row.check_worthiness,
        context=row.context,
    )


def _row_of(claim: FoundClaim) -> dict[str, Any]:
    claimant = claim.claimant
    return {
        "id": new_id(),
        "start": claim.start,
        "end": claim.end,
        "text": claim.text,
        "kind": claim.kind,
        "claimant_name": claimant and claimant.name,
        "claimant_role": claimant and claimant.role,
        "claimant_start": claimant and claimant.start,
        "claimant_end": claimant and claimant.end,
        "cue": claim.cue,
        "context": claim.context,
        "polarity": claim.polarity,
        "hedged": claim.hedged,
        "check_worthiness": claim.check_worthiness,
    }
