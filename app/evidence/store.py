"""Reading and writing evidence and its changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, bindparam, case, func, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.articles.models import Article
from app.articles.printed_store import first_url
from app.articles.source_models import Source
from app.articles.source_store import SOURCE_FIELDS, take_source
from app.db import Record, in_parts, table_of
from app.errors import present
from app.evidence.models import (
    ChangePublic,
    Evidence,
    EvidenceChange,
    EvidenceDetail,
    EvidencePublic,
    EvidenceState,
)

_EVIDENCE, _ARTICLE, _SOURCE = (table_of(each).c for each in (Evidence, Article, Source))
_CHANGE = table_of(EvidenceChange).c
PUBLISHED_AT = func.coalesce(_EVIDENCE.published_at, _ARTICLE.published_at)
URL = func.coalesce(_EVIDENCE.url, first_url())
SOURCE_ORIGIN = func.coalesce(_ARTICLE.wire, _SOURCE.name)
ORIGIN = func.coalesce(_EVIDENCE.origin, SOURCE_ORIGIN)
WITH_SOURCES = (
    table_of(Evidence)
    .outerjoin(table_of(Article), _ARTICLE.id == _EVIDENCE.article_id)
    .join(table_of(Source), _SOURCE.id == func.coalesce(_EVIDENCE.source_id, _ARTICLE.source_id))
)
_FIELDS: tuple[Any, ...] = (
    _EVIDENCE.id,
    _EVIDENCE.claim_id,
    _EVIDENCE.stance,
    _EVIDENCE.state,
    _EVIDENCE.article_id,
    _EVIDENCE.start,
    _EVIDENCE.end,
    _EVIDENCE.quote,
    *SOURCE_FIELDS,
    URL.label("url"),
    func.coalesce(_EVIDENCE.title, _ARTICLE.title).label("title"),
    PUBLISHED_AT.label("published_at"),
    ORIGIN.label("origin"),
    _EVIDENCE.denial,
    _EVIDENCE.hedged,
    _EVIDENCE.p,
    _EVIDENCE.method,
    _EVIDENCE.reasons,
    _EVIDENCE.note,
    _EVIDENCE.created_at,
    _EVIDENCE.version,
)
PROBABILITY = case((_EVIDENCE.state == EvidenceState.ACCEPTED, 1.0), else_=_EVIDENCE.p)
WEIGHED = ("state", "stance", "origin")
_RECORDED = (*WEIGHED, "denial", "note")
SHOWN = select(*_FIELDS).select_from(WITH_SOURCES)
_ONE = SHOWN.where(_EVIDENCE.id == bindparam("evidence_id"))
_CHANGES = (
    select(_CHANGE.field, _CHANGE.before, _CHANGE.after, _CHANGE.author, _CHANGE.changed_at)
    .where(_CHANGE.evidence_id == bindparam("evidence_id"))
    .order_by(_CHANGE.version, _CHANGE.field)
)
_NEWEST_SEQ = select(func.max(_EVIDENCE.seq)).where(_EVIDENCE.claim_id == bindparam("claim_id"))
_STANDING = select(Evidence).where(
    col(Evidence.claim_id) == bindparam("claim_id"),
    col(Evidence.state) != EvidenceState.WITHDRAWN,
)
_STANDING_OUTSIDE = _STANDING.where(
    col(Evidence.url) == bindparam("url"), col(Evidence.quote) == bindparam("quote")
)
_STANDING_IN_ARTICLE = _STANDING.where(
    col(Evidence.article_id) == bindparam("article_id"),
    col(Evidence.start) == bindparam("start"),
    col(Evidence.end) == bindparam("end"),
)
_ADD, _RECORD = table_of(Evidence).insert(), table_of(EvidenceChange).insert()


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
    row = session.execute(_ONE, {"evidence_id": evidence_id}).one_or_none()
    fields = evidence_fields(present(row, "evidence", evidence_id))
    changes = session.execute(_CHANGES, {"evidence_id": evidence_id})
    return EvidenceDetail(
        **fields, changes=[ChangePublic(**change._asdict()) for change in changes]
    )


def evidence_with(session: Session, evidence_ids: Sequence[UUID]) -> list[EvidencePublic]:
    """The evidence with these ids, in the order of linking."""
    found = session.execute(SHOWN.where(_EVIDENCE.id.in_(evidence_ids)).order_by(_EVIDENCE.seq))
    return [EvidencePublic(**evidence_fields(row)) for row in found]


def evidence_fields(row: Record) -> dict[str, Any]:
    """A row of `SHOWN` as the fields of `EvidencePublic` and what columns were added."""
    values = row._asdict()
    source = take_source(values)
    return {**values, "source": source, "anchored": row.article_id is not None}


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
    if link.article_id is None:
        outside = {"claim_id": link.claim_id, "url": link.url, "quote": link.quote}
        return session.scalar(_STANDING_OUTSIDE, outside)
    place = {"article_id": link.article_id, "start": link.start, "end": link.end}
    return session.scalar(_STANDING_IN_ARTICLE, {"claim_id": link.claim_id, **place})


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
    link.seq = (session.scalar(_NEWEST_SEQ, {"claim_id": link.claim_id}) or 0) + 1
    link.created_at = now
    session.execute(_ADD, {field: getattr(link, field) for field in Evidence.model_fields})
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


def is_from(sources: Sequence[UUID] | Select[tuple[UUID]]) -> ColumnElement[bool]:
    """Whether evidence comes from one of some sources, itself or by its article."""
    articles = select(col(Article.id)).where(col(Article.source_id).in_(sources))
    return or_(col(Evidence.source_id).in_(sources), col(Evidence.article_id).in_(articles))


def claims_with_evidence_from(
    session: Session, *, article_id: UUID | None = None, source_id: UUID | None = None
) -> list[UUID]:
    """The claims on which there is evidence from an article, or from anything of a source."""
    wanted = select(col(Evidence.claim_id)).distinct()
    if article_id is not None:
        wanted = wanted.where(col(Evidence.article_id) == article_id)
    if source_id is not None:
        wanted = wanted.where(is_from([source_id]))
    return list(session.scalars(wanted))


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
    session.execute(_RECORD, rows)


def _in_words(value: object) -> str | None:
    """A value as the history keeps it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return None if value is None else str(value)
