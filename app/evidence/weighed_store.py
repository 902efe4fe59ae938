"""Reading evidence as verdicts weigh it, now and at any moment before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.articles.models import Article, Source
from app.articles.store import Publication
from app.db import Query, Record
from app.evidence.models import (
    Evidence,
    EvidenceChange,
    EvidenceState,
    Stance,
)
from app.evidence.names import keys_among
from app.evidence.origins import Saying, origin_key, origins_of, publishers_among
from app.evidence.store import (
    OF_ITS_SOURCE,
    ORIGIN,
    PROBABILITY,
    PUBLISHED_AT,
    SOURCE_ORIGIN,
    URL,
    WEIGHED,
)
from app.fields import rfc_3339

_COUNTING = (EvidenceState.ACCEPTED, EvidenceState.SUGGESTED)
_IS_STATED = or_(col(Evidence.origin).is_not(None), col(Article.wire).is_not(None))
_WEIGHABLE = (
    select(
        col(Evidence.id),
        col(Evidence.claim_id),
        col(Evidence.seq),
        col(Evidence.stance),
        col(Evidence.state),
        ORIGIN,
        _IS_STATED,
        col(Source.reliability),
        PROBABILITY.label("p"),
        col(Evidence.denial),
        col(Evidence.hedged),
        col(Source.name).label("source"),
        col(Evidence.quote),
        col(Article.text_sha256),
        URL.label("url"),
        col(Evidence.article_id),
        PUBLISHED_AT.label("published_at"),
    )
    .outerjoin(Article, col(Article.id) == col(Evidence.article_id))
    .join(Source, OF_ITS_SOURCE)
    .where(
        col(Evidence.state).in_(_COUNTING),
        col(Evidence.stance) != Stance.NEUTRAL,
    )
)


@dataclass(frozen=True, slots=True)
class CountingEvidence:
    """What a verdict needs to know of a piece of evidence. `p` is 1 where a person accepted it.

    It has no `id` where it is not stored.
    """

    id: UUID | None
    claim_id: UUID
    seq: int
    stance: Stance
    state: EvidenceState
    origin: str
    is_stated: bool
    reliability: float
    p: float
    denial: bool
    hedged: bool
    source: str
    quote: str
    text_sha256: str | None
    url: str | None
    article_id: UUID | None
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class Carrier:
    """A piece of evidence that brought what its origin says."""

    evidence_id: UUID
    source: str
    url: str | None
    article_id: UUID | None


def counting_evidence(session: Session, claim_ids: Sequence[UUID]) -> list[CountingEvidence]:
    """The evidence on these claims that a verdict may weigh."""
    wanted = _WEIGHABLE.where(col(Evidence.claim_id).in_(claim_ids))
    return [CountingEvidence(*row) for row in session.execute(wanted)]


def counting_of(link: Evidence, printed: Publication) -> CountingEvidence:
    """A link that is not stored as a verdict weighs it; `printed` is who printed its passage."""
    return CountingEvidence(
        id=None,
        claim_id=link.claim_id,
        seq=link.seq,
        stance=link.stance,
        state=link.state,
        origin=link.origin or printed.wire or printed.source,
        is_stated=(link.origin or printed.wire) is not None,
        reliability=printed.reliability,
        p=link.p,
        denial=link.denial,
        hedged=link.hedged,
        source=printed.source,
        quote=link.quote,
        text_sha256=printed.text_sha256,
        url=printed.url,
        article_id=link.article_id,
        published_at=printed.published_at,
    )


def carriers_at(
    session: Session, claim_id: UUID, moments: Sequence[datetime]
) -> list[dict[str, list[Carrier]]]:
    """Which evidence on a claim was accepted or suggested at each of these moments, with that of its origin.

    It is found by the key of its origin, and by the id of any of it.

    Evidence taken from an article that was deleted since is not known any more.
    """
    changes = session.execute(_changes_on(claim_id)).all()
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
        row, is_stated = self.row, bool(self.origin or self.row.wire)
        origin = self.origin or row.source_origin
        at = rfc_3339(row.published_at)
        return Saying(row.seq, row.quote, row.text_sha256, origin, is_stated, at)


def _carriers(changes: Sequence[Record]) -> dict[str, list[Carrier]]:
    links: dict[UUID, _Link] = {}
    for row in changes:
        setattr(links.setdefault(row.evidence_id, _Link(row)), row.field, row.after)
    counting = [link for link in links.values() if link.counts]
    sayings = [link.saying for link in counting]
    origins = origins_of(sayings)
    keys = keys_among(origins, publishers_among(sayings))
    by_key: dict[str, list[Carrier]] = {}
    grouped: dict[str, list[Carrier]] = {}
    for link, origin in zip(counting, origins, strict=True):
        row = link.row
        group = by_key.setdefault(keys[origin], [])
        group.append(Carrier(row.evidence_id, row.source, row.url, row.article_id))
        grouped[origin_key(origin)] = grouped[str(row.evidence_id)] = group
    return grouped


def _changes_on(claim_id: UUID) -> Query:
    return (
        select(
            col(EvidenceChange.evidence_id),
            col(EvidenceChange.field),
            col(EvidenceChange.after),
            col(EvidenceChange.changed_at),
            col(Source.name).label("source"),
            SOURCE_ORIGIN.label("source_origin"),
            col(Article.wire),
            col(Evidence.seq),
            col(Evidence.quote),
            col(Article.text_sha256),
            URL.label("url"),
            col(Evidence.article_id),
            PUBLISHED_AT.label("published_at"),
        )
        .join(Evidence, col(Evidence.id) == col(EvidenceChange.evidence_id))
        .outerjoin(Article, col(Article.id) == col(Evidence.article_id))
        .join(Source, OF_ITS_SOURCE)
        .where(col(Evidence.claim_id) == claim_id, col(EvidenceChange.field).in_(WEIGHED))
        .order_by(col(Evidence.seq), col(EvidenceChange.version))
    )
