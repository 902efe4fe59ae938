"""How much is stored, and how much of it waits to be linked."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.articles.models import Article
from app.claims.models import Claim
from app.evidence.models import Evidence


@dataclass(frozen=True, slots=True)
class Stock:
    """How many of each there are; pending are those that wait to be linked."""

    articles: int
    claims: int
    evidence: int
    pending_articles: int
    pending_claims: int


def stock_of(session: Session) -> Stock:
    """Count all rows: tenths of a second for a million, so not for every request."""
    wanted = (
        select(func.count(col(Article.id))),
        select(func.count(col(Claim.id))),
        select(func.count(col(Evidence.id))),
        select(func.count(col(Article.id))).where(col(Article.linking_pending)),
        select(func.count(col(Claim.id))).where(col(Claim.linking_pending)),
    )
    return Stock(*session.execute(select(*(each.scalar_subquery() for each in wanted))).one())
