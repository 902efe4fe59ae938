"""Reading and writing evidence and its changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, func, insert, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.articles.models import Article, Source
from app.articles.source_store import SOURCE_FIELDS, take_source
from app.articles.store import first_url
from app.db import Query, Record, in_parts
from app.errors import present
from app.evidence.models import (
    ChangePublic,
    Evidence,
    EvidenceChange,
    EvidenceDetail,
    EvidencePublic,
    EvidenceState,
    Stance,
)
from app.paging import Page, PageRequest

PUBLISHED_AT = func.coalesce(col(Evidence.published_at), col(Article.published_at))
URL = func.coalesce(col(Evidence.url), first_url())
SOURCE_ORIGIN = func.coalesce(col(Article.wire), col(Source.name))
ORIGIN = func.coalesce(col(Evidence.origin), SOURCE_ORIGIN)
_FIELDS: tuple[Any, ...] = (
    col(Evidence.id),
    col(Evidence.claim_id),
    col(Evidence.stance),
    col(Evidence.state),
    col(Evidence.article_id),
    col(Evidence.start),
    col(Evidence.end),
    col(Evidence.quote),
    *SOURCE_FIELDS,
    URL.label("url"),
    func.coalesce(col(Evidence.title), col(Article.title)).label("title"),
    PUBLISHED_AT.label("published_at"),
    ORIGIN.label("origin"),
    col(Evidence.denial),
    col(Evidence.hedged),
    col(Evidence.p),
    col(Evidence.method),
    col(Evidence.reasons),
    col(Evidence.note),
    col(Evidence.created_at),
    col(Evidence.version),
)
PROBABILITY = case((col(Evidence.state) == EvidenceState.ACCEPTED, 1.0), else_=col(Evidence.p))
WEIGHED = ("state", "stance", "origin")
_RECORDED = (*WEIGHED, "denial", "note")
_BEST_FIRST = (
    EvidenceState.ACCEPTED,
    EvidenceState.SUGGESTED,
    EvidenceState.REJECTED,
    EvidenceState.WITHDRAWN,
)
_RANK = case({state: rank for rank, state in enumerate(_BEST_FIRST)}, value=col(Evidence.state))
_STRENGTH = col(Source.reliability) * PROBABILITY
OF_ITS_SOURCE = col(Source.id) == func.coalesce(col(Evidence.source_id), col(Article.source_id))


@dataclass(frozen=True, slots=True)
class EvidenceFilter:
    """Which evidence a list shows; None lets all pass but what was withdrawn."""

    stance: Stance | None = None
    state: EvidenceState | None = None


@dataclass(frozen=True, slots=True)
class LinkedPlace:
    """A range of a stored article that is linked to some claim."""

    article_id: UUID
    start: int
    end: int

    @classmethod
    def of(cls, link: Evidence) -> "LinkedPlace | None":
        """Where a link is from; None where that is not stored."""
        if link.article_id is None or link.start is None or link.end is None:
            return None
        return cls(link.article_id, link.start, link.end)

    def overlaps(self, other: "LinkedPlace") -> bool:
        """Whether the two have a part in common."""
        return (
            self.article_id == other.article_id
            and self.start < other.end
            and other.start < self.end
        )


def evidence_of(session: Session, evidence_id: UUID) -> EvidenceDetail:
    """One piece of evidence with its changes.

    Raises:
        NotFound: there is none with this id.
    """
    row = session.execute(_select_evidence().where(col(Evidence.id) == evidence_id)).one_or_none()
    fields = _fields(present(row, "evidence", evidence_id))
    changes = session.execute(
        select(
            col(EvidenceChange.field),
            col(EvidenceChange.before),
            col(EvidenceChange.after),
            col(EvidenceChange.author),
            col(EvidenceChange.changed_at),
        )
        .where(col(EvidenceChange.evidence_id) == evidence_id)
        .order_by(col(EvidenceChange.version), col(EvidenceChange.field))
    )
    return EvidenceDetail(
        **fields, changes=[ChangePublic(**change._asdict()) for change in changes]
    )


def evidence_with(session: Session, evidence_ids: Sequence[UUID]) -> list[EvidencePublic]:
    """The evidence with these ids, in the order of linking."""
    found = session.execute(
        _select_evidence().where(col(Evidence.id).in_(evidence_ids)).order_by(col(Evidence.seq))
    )
    return [EvidencePublic(**_fields(row)) for row in found]


def evidence_page(
    session: Session, claim_id: UUID, wanted: EvidenceFilter, page: PageRequest
) -> Page[EvidencePublic]:
    """The evidence on a claim, best first: accepted before suggested, then by strength, then oldest first."""
    query = (
        _select_evidence(_RANK.label("rank"), _STRENGTH.label("strength"))
        .where(col(Evidence.claim_id) == claim_id, _state_is(wanted.state))
        .order_by(_RANK, _STRENGTH.desc(), col(Evidence.id))
        .limit(page.limit + 1)
    )
    if wanted.stance is not None:
        query = query.where(col(Evidence.stance) == wanted.stance)
    if (after := page.after(float, float, UUID)) is not None:
        rank, strength, last = after
        weaker = or_(strength > _STRENGTH, and_(strength == _STRENGTH, col(Evidence.id) > last))
        query = query.where(or_(rank < _RANK, and_(rank == _RANK, weaker)))
    return page.page(
        session.execute(query).all(),
        lambda row: EvidencePublic(**_fields(row)),
        lambda row: (row.rank, row.strength, row.id),
    )


def evidence_to_change(session: Session, evidence_id: UUID) -> Evidence:
    """A piece of evidence, whose claim this transaction has locked.

    Raises:
        NotFound: there is none with this id.
    """
    wanted = select(Evidence).where(col(Evidence.id) == evidence_id)
    return present(session.scalar(wanted), "evidence", evidence_id)


def claim_of_evidence(session: Session, evidence_id: UUID) -> UUID:
    """The claim that a piece of evidence is on.

    Raises:
        NotFound: there is no evidence with this id.
    """
    wanted = select(col(Evidence.claim_id)).where(col(Evidence.id) == evidence_id)
    return present(session.scalar(wanted), "evidence", evidence_id)


def standing_link(session: Session, link: Evidence) -> Evidence | None:
    """The evidence on the same claim from the same passage that was not withdrawn."""
    passage = (
        (col(Evidence.url) == link.url, col(Evidence.quote) == link.quote)
        if link.article_id is None
        else (
            col(Evidence.article_id) == link.article_id,
            col(Evidence.start) == link.start,
            col(Evidence.end) == link.end,
        )
    )
    return session.scalar(
        select(Evidence).where(col(Evidence.claim_id) == link.claim_id, _state_is(None), *passage)
    )


def places_linked(session: Session, claim_ids: Sequence[UUID]) -> dict[UUID, list[LinkedPlace]]:
    """The places in stored articles that were ever linked to these claims, whatever became of the links."""
    places: dict[UUID, list[LinkedPlace]] = {}
    for part in in_parts(claim_ids):
        wanted = select(
            col(Evidence.claim_id),
            col(Evidence.article_id),
            col(Evidence.start),
            col(Evidence.end),
        ).where(col(Evidence.claim_id).in_(part), col(Evidence.article_id).is_not(None))
        for row in session.execute(wanted):
            place = LinkedPlace(row.article_id, row.start, row.end)
            places.setdefault(row.claim_id, []).append(place)
    return places


def add_evidence(session: Session, link: Evidence, author: str, now: datetime) -> None:
    """Store a link on a claim that this transaction has locked, with the first entry of its history."""
    newest = select(func.max(Evidence.seq)).where(col(Evidence.claim_id) == link.claim_id)
    link.seq = (session.scalar(newest) or 0) + 1
    link.created_at = now
    session.add(link)
    session.flush()
    first = {field: (None, value) for field in _RECORDED if (value := getattr(link, field))}
    _record(session, link, first, author, now)


def change_evidence(
    session: Session, link: Evidence, changes: Mapping[str, Any], author: str, now: datetime
) -> bool:
    """Change a link on a claim that this transaction has locked, and record what changes, if anything does."""
    different = {
        field: (getattr(link, field), value)
        for field, value in changes.items()
        if getattr(link, field) != value
    }
    if different:
        for field, (_, value) in different.items():
            setattr(link, field, value)
        link.version += 1
        session.flush()
        _record(session, link, different, author, now)
    return bool(different)


def claims_with_evidence_from(
    session: Session, *, article_id: UUID | None = None, source_id: UUID | None = None
) -> list[UUID]:
    """The claims on which there is evidence from an article, or from anything of a source."""
    wanted = select(col(Evidence.claim_id)).distinct()
    if article_id is not None:
        wanted = wanted.where(col(Evidence.article_id) == article_id)
    if source_id is not None:
        wanted = wanted.outerjoin(Article, col(Article.id) == col(Evidence.article_id)).where(
            or_(col(Evidence.source_id) == source_id, col(Article.source_id) == source_id)
        )
    return list(session.scalars(wanted))


def _select_evidence(*more: Any) -> Query:  # noqa: ANN401 - columns of any type
    return (
        select(*_FIELDS, *more)
        .select_from(Evidence)
        .outerjoin(Article, col(Article.id) == col(Evidence.article_id))
        .join(Source, OF_ITS_SOURCE)
    )


def _fields(row: Record) -> dict[str, Any]:
    values = row._asdict()
    source = take_source(values)
    return {**values, "source": source, "anchored": row.article_id is not None}


def _state_is(state: EvidenceState | None) -> ColumnElement[bool]:
    if state is None:
        return col(Evidence.state) != EvidenceState.WITHDRAWN
    return col(Evidence.state) == state


def _record(
    session: Session,
    link: Evidence,
    changes: Mapping[str, tuple[Any, Any]],
    author: str,
    now: datetime,
) -> None:
    rows = [
        {
            "evidence_id": link.id,
            "version": link.version,
            "field": field,
            "before": _in_words(before),
            "after": _in_words(after),
            "author": author,
            "changed_at": now,
        }
        for field, (before, after) in changes.items()
    ]
    session.execute(insert(EvidenceChange), rows)


def _in_words(value: object) -> str | None:
    """A value as the history keeps it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return None if value is None else str(value)
