"""Reading evidence as verdicts weigh it, now and at any moment before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from uuid import UUID

from sqlalchemy import (
    Dialect,
    String,
    TypeDecorator,
    bindparam,
    cast,
    func,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import Session

from app.articles.models import Article, Publication
from app.articles.source_models import Source
from app.columns import IdText, UtcDateTime
from app.db import Record, table_of
from app.evidence.holders import keys_of
from app.evidence.models import (
    Evidence,
    EvidenceChange,
    EvidenceState,
    Stance,
)
from app.evidence.origins import origin_key, origins_of
from app.evidence.pieces import Piece, Saying
from app.evidence.store import (
    ORIGIN,
    PROBABILITY,
    PUBLISHED_AT,
    SOURCE_ORIGIN,
    URL,
    WEIGHED,
    WITH_SOURCES,
)
from app.fields import rfc_3339


class _Rfc3339(TypeDecorator[str]):
    """A moment in the words of the API, for `type_coerce`."""

    impl = UtcDateTime
    cache_ok = True

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """What comes back."""
        return rfc_3339(value)


_COUNTING = (EvidenceState.ACCEPTED, EvidenceState.SUGGESTED)
_EVIDENCE, _ARTICLE, _SOURCE = (table_of(each).c for each in (Evidence, Article, Source))
_CHANGE = table_of(EvidenceChange).c
_IS_QUOTED = _EVIDENCE.origin.is_not(None)
_IS_STATED = or_(_IS_QUOTED, _ARTICLE.wire.is_not(None))
_WEIGHED = (
    select(  # the fields of a piece, behind the claim's id as text, which is made a UUID only once
        cast(_EVIDENCE.claim_id, String),
        cast(_EVIDENCE.id, IdText),
        _EVIDENCE.seq,
        type_coerce(_EVIDENCE.stance, String),
        ORIGIN,
        _IS_STATED,
        _SOURCE.reliability,
        PROBABILITY,
        _EVIDENCE.denial,
        _EVIDENCE.hedged,
        _EVIDENCE.state == EvidenceState.SUGGESTED,
        _SOURCE.name,
        _EVIDENCE.quote,
        _ARTICLE.text_sha256,
        URL,
        cast(_EVIDENCE.article_id, IdText),
        type_coerce(PUBLISHED_AT, _Rfc3339),
        func.coalesce(_EVIDENCE.start, 0),
        func.coalesce(_EVIDENCE.end, 0),
        _IS_QUOTED,
    )
    .select_from(WITH_SOURCES)
    .where(
        _EVIDENCE.claim_id.in_(bindparam("claim_ids", expanding=True)),
        _EVIDENCE.state.in_(_COUNTING),
        _EVIDENCE.stance != Stance.NEUTRAL,
    )
    .order_by(_EVIDENCE.claim_id, _EVIDENCE.seq)
)
_CHANGES = (
    select(
        _CHANGE.evidence_id,
        _CHANGE.field,
        _CHANGE.after,
        _CHANGE.changed_at,
        _SOURCE.name.label("source"),
        SOURCE_ORIGIN.label("source_origin"),
        _ARTICLE.wire,
        _EVIDENCE.seq,
        _EVIDENCE.quote,
        _ARTICLE.text_sha256,
        URL.label("url"),
        _EVIDENCE.article_id,
        PUBLISHED_AT.label("published_at"),
    )
    .select_from(WITH_SOURCES.join(table_of(EvidenceChange), _CHANGE.evidence_id == _EVIDENCE.id))
    .where(_EVIDENCE.claim_id == bindparam("claim_id"), _CHANGE.field.in_(WEIGHED))
    .order_by(_EVIDENCE.seq, _CHANGE.version)
)


@dataclass(frozen=True, slots=True)
class Carrier:
    """A piece of evidence that brought what its origin says."""

    evidence_id: UUID
    source: str
    url: str | None
    article_id: UUID | None


def counting_evidence(session: Session, claim_ids: Sequence[UUID]) -> dict[UUID, list[Piece]]:
    """The evidence that a verdict may weigh, by claim."""
    found = session.execute(_WEIGHED, {"claim_ids": claim_ids}).all()
    return {
        UUID(claim_id): [Piece(*row[1:]) for row in rows]
        for claim_id, rows in groupby(found, itemgetter(0))
    }


def piece_of(link: Evidence, printed: Publication) -> Piece:
    """A link that is not stored as a verdict weighs it; `printed` is who printed its passage."""
    return Piece(
        evidence_id=None,
        seq=link.seq,
        stance="supports" if link.stance == Stance.SUPPORTS else "refutes",
        origin=link.origin or printed.wire or printed.source,
        is_stated=(link.origin or printed.wire) is not None,
        reliability=printed.reliability,
        p=link.p,
        denial=link.denial,
        hedged=link.hedged,
        suggested=link.state == EvidenceState.SUGGESTED,
        source=printed.source,
        quote=link.quote,
        text_sha256=printed.text_sha256,
        url=printed.url,
        article_id=None if link.article_id is None else str(link.article_id),
        published_at=rfc_3339(printed.published_at),
        start=link.start or 0,
        end=link.end or 0,
        is_quoted=link.origin is not None,
    )


def carriers_at(
    session: Session, claim_id: UUID, moments: Sequence[datetime]
) -> list[dict[str, list[Carrier]]]:
    """Which evidence on a claim was accepted or suggested at each of these moments, with that of its origin.

    It is found by the key of its origin, and by the id of any of it.

    Evidence taken from an article that was deleted since is not known any more.
    """
    changes = session.execute(_CHANGES, {"claim_id": claim_id}).all()
    return [_carriers([row for row in changes if row.changed_at <= moment]) for moment in moments]


@dataclass(slots=True)
class _Link:
    """A piece of evidence at some moment: where it stands, and what its changes add up to."""

    row: Record
    state: str = ""
    stance: str = ""
    origin: str | None = None

    @property
    def counts(self) -> bool:
        return self.state in _COUNTING and self.stance != Stance.NEUTRAL

    @property
    def saying(self) -> Saying:
        row = self.row
        return Saying(
            seq=row.seq,
            quote=row.quote,
            text_sha256=row.text_sha256,
            origin=self.origin or row.source_origin,
            is_stated=bool(self.origin or row.wire),
            published_at=rfc_3339(row.published_at),
            stance="supports" if self.stance == Stance.SUPPORTS else "refutes",
            is_quoted=bool(self.origin),
        )


def _carriers(changes: Sequence[Record]) -> dict[str, list[Carrier]]:
    links: dict[UUID, _Link] = {}
    for row in changes:
        setattr(links.setdefault(row.evidence_id, _Link(row)), row.field, row.after)
    counting = [link for link in links.values() if link.counts]
    sayings = [link.saying for link in counting]
    origins = origins_of(sayings)
    keys = keys_of(sayings, origins)
    by_key: dict[str, list[Carrier]] = {}
    grouped: dict[str, list[Carrier]] = {}
    for link, origin in zip(counting, origins, strict=True):
        row = link.row
        group = by_key.setdefault(keys[origin], [])
        group.append(Carrier(row.evidence_id, row.source, row.url, row.article_id))
        grouped[origin_key(origin)] = grouped[str(row.evidence_id)] = group
    return grouped
