"""Claims as the search for evidence needs them, and which of them wait for it."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from app.articles.models import Article
from app.claims.models import LEAD_CHARS, Claim, LinkableClaim
from app.claims.store import CLAIMED_AT, LANGUAGE
from app.columns import utc_now
from app.db import in_parts

_LINKABLE = (
    select(
        col(Claim.id),
        col(Claim.article_id),
        col(Claim.start),
        col(Claim.end),
        col(Claim.text),
        col(Claim.context),
        col(Claim.check_worthiness),
        CLAIMED_AT,
        LANGUAGE,
        col(Claim.version),
        col(Claim.claimant_name),
        col(Claim.claimant_role),
        func.coalesce(func.substr(Article.text, 1, LEAD_CHARS), ""),
    )
    .select_from(Claim)
    .outerjoin(Article, col(Article.id) == col(Claim.article_id))
)


def claims_to_link(session: Session, claim_ids: Sequence[UUID]) -> list[LinkableClaim]:
    """These claims, as far as they exist, for the search for evidence."""
    return [
        LinkableClaim(*row)
        for part in in_parts(claim_ids)
        for row in session.execute(_LINKABLE.where(col(Claim.id).in_(part)))
    ]


def pending_claims_of(session: Session, article_id: UUID) -> list[LinkableClaim]:
    """The claims of an article for which no evidence was sought yet."""
    wanted = _LINKABLE.where(col(Claim.article_id) == article_id, col(Claim.linking_pending))
    return [LinkableClaim(*row) for row in session.execute(wanted)]


def first_pending_claim(
    session: Session, stored_before: datetime, besides: Collection[UUID]
) -> UUID | None:
    """The oldest claim for which no evidence was sought yet."""
    return session.scalar(
        select(col(Claim.id))
        .where(
            col(Claim.linking_pending),
            or_(col(Claim.created_at) < stored_before, col(Claim.created_at) > utc_now()),
            col(Claim.id).not_in(besides),
        )
        .order_by(col(Claim.id))
        .limit(1)
    )


def mark_pending(session: Session, claim_ids: Sequence[UUID], *, pending: bool) -> None:
    """Record of claims that this transaction has locked whether evidence is still to be sought for them."""
    for part in in_parts(claim_ids):
        marked = update(Claim).where(col(Claim.id).in_(part))
        session.execute(marked.values(linking_pending=pending))
