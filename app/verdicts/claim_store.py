"""Reading claims, and articles with their claims, together with their current verdicts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, bindparam, or_
from sqlalchemy.orm import Session
from sqlmodel import col

from app.articles.store import article_of
from app.claims.models import CLAIM_TEXTS, Claim
from app.claims.store import claim_fields, select_claims
from app.db import Query, Record, table_of
from app.errors import present
from app.paging import Page, PageRequest, whole_number
from app.search.words import has_word, with_words
from app.verdicts.decision import Decision, Label
from app.verdicts.judging import best_of, summary_of
from app.verdicts.models import (
    ArticleWithClaims,
    ClaimDetail,
    ClaimPublic,
    Report,
    ReportedClaim,
    Verdict,
    VerdictInShort,
)
from app.verdicts.store import last_seq

_CLAIM, _VERDICT = table_of(Claim).c, table_of(Verdict).c
_IS_CURRENT = and_(_VERDICT.claim_id == _CLAIM.id, _VERDICT.seq == last_seq(_CLAIM.id))
_WITH_LABELS = select_claims(_VERDICT.label.label("verdict")).join(table_of(Verdict), _IS_CURRENT)
_WITH_DECISIONS = _WITH_LABELS.add_columns(
    _VERDICT.decision, _VERDICT.input_digest, _VERDICT.computed_at
)
ONE_CLAIM = _WITH_DECISIONS.where(_CLAIM.id == bindparam("claim_id"))
_READING_ORDER = (col(Claim.start), col(Claim.id))


class ClaimOrder(StrEnum):
    """What stands first in a list of claims."""

    NEWEST = "newest"
    OLDEST = "oldest"
    CHECK_WORTHINESS = "check_worthiness"


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Which claims a list shows; None lets all pass. `words` are of the text, `claimant` of the name."""

    words: tuple[str, ...] = ()
    article_id: UUID | None = None
    claimant: tuple[str, ...] = ()
    verdict: Label | None = None
    min_check_worthiness: float | None = None
    created_after: datetime | None = None


def claim_of(session: Session, claim_id: UUID) -> ClaimDetail:
    """One claim with its current verdict.

    Raises:
        NotFound: there is none with this id.
    """
    row = session.execute(ONE_CLAIM, {"claim_id": claim_id}).one_or_none()
    return claim_detail(row, claim_id)


def claim_detail(row: Record | None, claim_id: UUID) -> ClaimDetail:
    """The row that `ONE_CLAIM` finds.

    Raises:
        NotFound: it finds none.
    """
    return _claim_detail(present(row, "claim", claim_id))


def claims_with(session: Session, claim_ids: Sequence[UUID]) -> dict[UUID, ClaimDetail]:
    """These claims with their current verdicts, as far as they exist."""
    rows = session.execute(_WITH_DECISIONS.where(col(Claim.id).in_(claim_ids)))
    return {row.id: _claim_detail(row) for row in rows}


def claims_in_reading_order(
    session: Session, article_id: UUID, page: PageRequest
) -> Page[ClaimPublic]:
    """The claims of an article."""
    wanted = _WITH_LABELS.where(col(Claim.article_id) == article_id).limit(page.limit + 1)
    if (after := page.after(whole_number, UUID)) is not None:
        start, last = after
        further = and_(col(Claim.start) == start, col(Claim.id) > last)
        wanted = wanted.where(or_(col(Claim.start) > start, further))
    rows = session.execute(wanted.order_by(*_READING_ORDER)).all()
    return page.page(rows, _claim_public, lambda row: (row.start, row.id))


def claims_page(
    session: Session, wanted: ClaimFilter, order: ClaimOrder, page: PageRequest
) -> Page[ClaimPublic]:
    """Stored claims with the labels of their current verdicts."""
    query = _WITH_LABELS.where(*_conditions(session, wanted)).limit(page.limit + 1)
    if order is ClaimOrder.CHECK_WORTHINESS:
        rows = session.execute(_most_worth_checking(query, page)).all()
        return page.page(rows, _claim_public, lambda row: (row.check_worthiness, row.id))
    rows = session.execute(_by_age(query, page, newest_first=order is ClaimOrder.NEWEST)).all()
    return page.page(rows, _claim_public, lambda row: (row.id,))


def article_with_claims(session: Session, article_id: UUID) -> ArticleWithClaims:
    """An article with its claims, in reading order.

    Raises:
        NotFound: there is no such article.
    """
    article = article_of(session, article_id)
    wanted = _WITH_LABELS.where(col(Claim.article_id) == article_id).order_by(*_READING_ORDER)
    claims = [_claim_public(row) for row in session.execute(wanted)]
    return ArticleWithClaims(**dict(article), claims=claims)


def report_of(session: Session, article_id: UUID) -> Report:
    """An article with each claim, its verdict, and its best quote on either side.

    Raises:
        NotFound: there is no such article.
    """
    article = article_of(session, article_id)
    wanted = _WITH_DECISIONS.where(col(Claim.article_id) == article_id).order_by(*_READING_ORDER)
    return Report(article=article, claims=[_reported(row) for row in session.execute(wanted)])


def _by_age(query: Query, page: PageRequest, *, newest_first: bool) -> Query:
    if (after := page.after(UUID)) is not None:
        is_next = col(Claim.id) < after[0] if newest_first else col(Claim.id) > after[0]
        query = query.where(is_next)
    return query.order_by(col(Claim.id).desc() if newest_first else col(Claim.id))


def _most_worth_checking(query: Query, page: PageRequest) -> Query:
    worth, identity = col(Claim.check_worthiness), col(Claim.id)
    if (after := page.after(float, UUID)) is not None:
        last_worth, last = after
        query = query.where(or_(worth < last_worth, and_(worth == last_worth, identity < last)))
    return query.order_by(worth.desc(), identity.desc())


def _conditions(session: Session, wanted: ClaimFilter) -> list[ColumnElement[bool]]:
    conditions = []
    if wanted.words:
        conditions.append(with_words(session, col(Claim.id), CLAIM_TEXTS, wanted.words))
    conditions += [has_word(Claim.claimant_name, word) for word in wanted.claimant]
    if wanted.article_id is not None:
        conditions.append(col(Claim.article_id) == wanted.article_id)
    if wanted.verdict is not None:
        conditions.append(col(Verdict.label) == wanted.verdict)
    if wanted.min_check_worthiness is not None:
        conditions.append(col(Claim.check_worthiness) >= wanted.min_check_worthiness)
    if wanted.created_after is not None:
        conditions.append(col(Claim.created_at) > wanted.created_after)
    return conditions


def _claim_public(row: Record) -> ClaimPublic:
    return ClaimPublic(**claim_fields(row))


def _claim_detail(row: Record) -> ClaimDetail:
    return ClaimDetail(**_detail_fields(row, VerdictInShort.model_validate_json(row.decision)))


def _detail_fields(row: Record, verdict: VerdictInShort | Decision) -> dict[str, Any]:
    values = claim_fields(row)
    values.pop("decision")
    values["verdict_summary"] = summary_of(
        verdict, values.pop("input_digest"), values.pop("computed_at")
    )
    return values


def _reported(row: Record) -> ReportedClaim:
    decision = Decision.model_validate_json(row.decision)
    return ReportedClaim(
        **_detail_fields(row, decision),
        best_support=best_of(decision.origins_for),
        best_refutation=best_of(decision.origins_against),
    )
