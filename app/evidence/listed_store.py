"""Listing evidence: on one claim, and on all of them for review."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, and_, bindparam, case, exists, or_, select, tuple_
from sqlalchemy.orm import Session

from app.articles.source_models import Source
from app.articles.source_store import is_source
from app.claims.models import Claim
from app.claims.store import CLAIM_FIELDS, take_claim
from app.db import Query, Record, table_of
from app.evidence.models import (
    Evidence,
    EvidenceOnClaim,
    EvidencePublic,
    EvidenceState,
    Stance,
)
from app.evidence.store import PROBABILITY, SHOWN, evidence_fields, is_from
from app.paging import Page, PageRequest

Conditions = list[ColumnElement[bool]]

_EVIDENCE, _CLAIM = table_of(Evidence).c, table_of(Claim).c
_SOURCE = table_of(Source).c
_BEST_FIRST = (
    EvidenceState.ACCEPTED,
    EvidenceState.SUGGESTED,
    EvidenceState.REJECTED,
    EvidenceState.WITHDRAWN,
)
_RANK = case({state: rank for rank, state in enumerate(_BEST_FIRST)}, value=_EVIDENCE.state)
_STRENGTH = _SOURCE.reliability * PROBABILITY
_RANKED = SHOWN.add_columns(_RANK.label("rank"), _STRENGTH.label("strength"))
_WITH_CLAIMS = SHOWN.add_columns(*CLAIM_FIELDS).join(
    table_of(Claim), _CLAIM.id == _EVIDENCE.claim_id
)
_CLAIM_ORDER = (_CLAIM.check_worthiness, _CLAIM.id)
_WORTH_ORDER = (*_CLAIM_ORDER, _EVIDENCE.p, _EVIDENCE.id)


class EvidenceOrder(StrEnum):
    """What stands first in a list of evidence on all claims."""

    NEWEST = "newest"
    CHECK_WORTHINESS = "check_worthiness"


@dataclass(frozen=True, slots=True)
class EvidenceFilter:
    """Which evidence a list shows; None lets all pass but what was withdrawn. `source` is an id, a domain or a name."""

    stance: Stance | None = None
    state: EvidenceState | None = None
    source: str | None = None


def evidence_page(
    session: Session, claim_id: UUID, wanted: EvidenceFilter, page: PageRequest
) -> Page[EvidencePublic]:
    """The evidence on a claim, best first: accepted before suggested, then by strength, then oldest first."""
    query = (
        _RANKED.where(_EVIDENCE.claim_id == claim_id, *_conditions(wanted))
        .order_by(_RANK, _STRENGTH.desc(), _EVIDENCE.id)
        .limit(page.limit + 1)
    )
    if (after := page.after(float, float, UUID)) is not None:
        rank, strength, last = after
        weaker = or_(strength > _STRENGTH, and_(strength == _STRENGTH, last < _EVIDENCE.id))
        query = query.where(or_(rank < _RANK, and_(rank == _RANK, weaker)))
    return page.page(
        session.execute(query).all(),
        lambda row: EvidencePublic(**evidence_fields(row)),
        lambda row: (row.rank, row.strength, row.id),
    )


def all_evidence_page(
    session: Session, wanted: EvidenceFilter, order: EvidenceOrder, page: PageRequest
) -> Page[EvidenceOnClaim]:
    """The evidence on all claims, each piece with its claim."""
    conditions = _conditions(wanted)
    if order is EvidenceOrder.CHECK_WORTHINESS:
        rows = session.execute(_most_worth_checking(conditions, page)).all()
        return page.page(rows, _on_claim, _worth)
    rows = session.execute(_newest(conditions, page)).all()
    return page.page(rows, _on_claim, lambda row: (row.id,))


def _newest(conditions: Conditions, page: PageRequest) -> Query:
    query = _WITH_CLAIMS.where(*conditions)
    if (after := page.after(UUID)) is not None:
        query = query.where(_EVIDENCE.id < after[0])
    return query.order_by(_EVIDENCE.id.desc()).limit(page.limit + 1)


def _most_worth_checking(conditions: Conditions, page: PageRequest) -> Query:
    """Claim by claim, the most probable evidence on each first.

    The claims that a page can need are looked for first, so that nobody sorts all evidence for each page: one more
    than there are rows, since all of the first one may stand on the page before.
    """
    has_some = exists().where(_EVIDENCE.claim_id == _CLAIM.id, *conditions)
    claims = select(_CLAIM.id).where(has_some).order_by(*(each.desc() for each in _CLAIM_ORDER))
    query = _WITH_CLAIMS.where(*conditions)
    if (after := page.after(float, UUID, float, UUID)) is not None:
        claims = claims.where(tuple_(*_CLAIM_ORDER) <= tuple_(*after[:2]))
        query = query.where(tuple_(*_WORTH_ORDER) < tuple_(*after))
    query = query.where(_EVIDENCE.claim_id.in_(claims.limit(page.limit + 2)))
    return query.order_by(*(each.desc() for each in _WORTH_ORDER)).limit(page.limit + 1)


def _worth(row: Record) -> tuple[object, ...]:
    return row.of_claim_check_worthiness, row.claim_id, row.p, row.id


def _conditions(wanted: EvidenceFilter) -> Conditions:
    conditions = [_state_is(wanted.state)]
    if wanted.stance is not None:
        conditions.append(_EVIDENCE.stance == wanted.stance)
    if wanted.source is not None:
        conditions.append(is_from(select(_SOURCE.id).where(is_source(wanted.source))))
    return conditions


def _state_is(state: EvidenceState | None) -> ColumnElement[bool]:
    if state is None:
        return _EVIDENCE.state != EvidenceState.WITHDRAWN
    written = bindparam("state", state, _EVIDENCE.state.type, literal_execute=True)
    return (
        _EVIDENCE.state == written
    )  # so that the index of what is suggested fits also a prepared statement


def _on_claim(row: Record) -> EvidenceOnClaim:
    values = evidence_fields(row)
    return EvidenceOnClaim(claim=take_claim(values), **values)
