"""Reading and writing claims by themselves; with their verdicts they are read in `verdicts/claim_store.py`."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, case, delete, func, insert, or_, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from app.articles.models import Article, Source, SourceKind
from app.claims.models import Claim, Claimant, ClaimCreate
from app.claims.vocabulary import ClaimKind, FoundClaim, Mention, Polarity
from app.db import Query, Record, in_parts, new_id, table_of, utc_now
from app.errors import present

_CLAIM, _ARTICLE, _SOURCE = table_of(Claim).c, table_of(Article).c, table_of(Source).c
_WITH_ARTICLES = table_of(Claim).outerjoin(table_of(Article), _ARTICLE.id == _CLAIM.article_id)
CLAIMED_AT = func.coalesce(_CLAIM.claimed_at, _ARTICLE.published_at)
_LANGUAGE = func.coalesce(_CLAIM.language, _ARTICLE.language)
_FIELDS: tuple[Any, ...] = (
    _CLAIM.id,
    _CLAIM.article_id,
    _CLAIM.text,
    _CLAIM.start,
    _CLAIM.end,
    _CLAIM.kind,
    _CLAIM.claimant_name,
    _CLAIM.claimant_role,
    _CLAIM.claimant_start,
    _CLAIM.claimant_end,
    _CLAIM.cue,
    _CLAIM.context,
    _CLAIM.polarity,
    _CLAIM.hedged,
    _CLAIM.check_worthiness,
    CLAIMED_AT.label("claimed_at"),
    _LANGUAGE.label("language"),
    _CLAIM.linking_pending,
    _CLAIM.created_at,
    _CLAIM.made_by,
    _CLAIM.version,
)
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
_CLAIMANT_FIELDS = {field: f"claimant_{field}" for field in Claimant.model_fields}
_KNOWN_SOURCE = case((_SOURCE.kind != SourceKind.UNKNOWN, _SOURCE.name))
_SUBJECTS = (
    select(
        _CLAIM.id,
        _CLAIM.article_id,
        _CLAIM.claimant_name,
        _CLAIM.claimant_role,
        func.coalesce(_ARTICLE.wire, _KNOWN_SOURCE),
        _CLAIM.text,
        _ARTICLE.text_sha256,
        CLAIMED_AT,
        _CLAIM.polarity,
    )
    .select_from(_WITH_ARTICLES.outerjoin(table_of(Source), _SOURCE.id == _ARTICLE.source_id))
    .where(_CLAIM.id.in_(bindparam("claim_ids", expanding=True)))
)
_TO_CHANGE = select(Claim).where(col(Claim.id) == bindparam("claim_id")).with_for_update()


@dataclass(frozen=True, slots=True)
class ClaimSubject:
    """What a verdict needs to know of its claim. `voice` is the origin of what its article says itself, if known."""

    id: UUID
    article_id: UUID | None
    claimant_name: str | None
    claimant_role: str | None
    voice: str | None
    text: str
    text_sha256: str | None
    claimed_at: datetime | None
    polarity: Polarity


@dataclass(frozen=True, slots=True)
class LinkableClaim:
    """What the search for evidence needs to know of a claim."""

    id: UUID
    article_id: UUID | None
    start: int | None
    end: int | None
    text: str
    context: str | None
    check_worthiness: float
    claimed_at: datetime | None
    language: str | None
    version: int
    claimant_name: str | None
    claimant_role: str | None


def select_claims(*more: Any) -> Query:  # noqa: ANN401 - columns of any type
    """The fields of claims, for `claim_fields`, and `more` columns."""
    return select(*_FIELDS, *more).select_from(_WITH_ARTICLES)


def claim_fields(row: Record) -> dict[str, Any]:
    """A row of `select_claims` as the fields of `ClaimFields` and the `more` columns."""
    values = row._asdict()
    claimant = {field: values.pop(column) for field, column in _CLAIMANT_FIELDS.items()}
    values["claimant"] = None if claimant["name"] is None else Claimant(**claimant)
    return values


def check_claim(session: Session, claim_id: UUID) -> None:
    """Make sure that there is a claim with this id.

    Raises:
        NotFound: there is none.
    """
    found = session.scalar(select(col(Claim.id)).where(col(Claim.id) == claim_id))
    present(found, "claim", claim_id)


def text_of(session: Session, claim_id: UUID) -> str:
    """The text of a claim.

    Raises:
        NotFound: there is none with this id.
    """
    found = session.scalar(select(col(Claim.text)).where(col(Claim.id) == claim_id))
    return present(found, "claim", claim_id)


def add_claim(
    session: Session, draft: ClaimCreate, check_worthiness: float, made_by: str, now: datetime
) -> UUID:
    """Store a claim that stands in no article."""
    claimant = draft.claimant
    claim = Claim(
        text=draft.text,
        kind=ClaimKind.STATEMENT,
        claimant_name=claimant.name if claimant else None,
        claimant_role=claimant.role if claimant else None,
        polarity=Polarity.ASSERTS,
        check_worthiness=check_worthiness,
        claimed_at=draft.claimed_at,
        language=draft.language,
        made_by=made_by,
        created_at=now,
    )
    session.add(claim)
    session.flush()
    return claim.id


def change_claim(session: Session, claim: Claim, changes: dict[str, Any]) -> None:
    """Change a claim that this transaction has locked.

    The place of the claimant's mention stays where only the role changes: another name may stand elsewhere.
    """
    if "claimant" in changes:
        claimant = changes.pop("claimant")
        if claimant is None or claimant.name != claim.claimant_name:
            claim.claimant_start = claim.claimant_end = None
        claim.claimant_name = claimant and claimant.name
        claim.claimant_role = claimant and claimant.role
    for field, value in changes.items():
        setattr(claim, field, value)
    claim.version += 1
    session.flush()


def delete_claim(session: Session, claim_id: UUID) -> None:
    """Delete a claim that this transaction has locked, with its evidence and verdicts."""
    session.execute(delete(Claim).where(col(Claim.id) == claim_id))


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


def lock_claims(session: Session, claim_ids: Sequence[UUID]) -> list[UUID]:
    """Keep others from changing these claims or the evidence on them until this transaction ends.

    Returns:
        The ids of those that still exist, in the order in which they are locked everywhere.
    """
    locked: list[UUID] = []
    for part in in_parts(sorted(set(claim_ids))):
        wanted = select(col(Claim.id)).where(col(Claim.id).in_(part)).order_by(col(Claim.id))
        locked += session.scalars(wanted.with_for_update())
    return locked


def claim_to_change(session: Session, claim_id: UUID) -> Claim:
    """A claim that nobody else can change, with its evidence, until this transaction ends.

    Raises:
        NotFound: there is none with this id.
    """
    return present(session.scalar(_TO_CHANGE, {"claim_id": claim_id}), "claim", claim_id)


def claim_ids_of(session: Session, article_id: UUID) -> list[UUID]:
    """The claims of an article."""
    return list(session.scalars(select(col(Claim.id)).where(col(Claim.article_id) == article_id)))


def claim_ids_in_voice_of(session: Session, source_id: UUID) -> list[UUID]:
    """The claims that articles of a source make in their own voice."""
    wanted = (
        select(col(Claim.id))
        .join(Article, col(Article.id) == col(Claim.article_id))
        .where(col(Article.source_id) == source_id, col(Claim.claimant_name).is_(None))
    )
    return list(session.scalars(wanted))


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


def claims_to_link(session: Session, claim_ids: Sequence[UUID]) -> list[LinkableClaim]:
    """These claims, as far as they exist, for the search for evidence."""
    return [
        LinkableClaim(*row)
        for part in in_parts(claim_ids)
        for row in session.execute(_linkable().where(col(Claim.id).in_(part)))
    ]


def pending_claims_of(session: Session, article_id: UUID) -> list[LinkableClaim]:
    """The claims of an article for which no evidence was sought yet."""
    wanted = _linkable().where(col(Claim.article_id) == article_id, col(Claim.linking_pending))
    return [LinkableClaim(*row) for row in session.execute(wanted)]


def submitted_claim_ids(session: Session, after: UUID | None, limit: int) -> list[UUID]:
    """The ids of the claims without an article that were stored after that one, oldest first."""
    wanted = select(col(Claim.id)).where(col(Claim.article_id).is_(None))
    if after is not None:
        wanted = wanted.where(col(Claim.id) > after)
    return list(session.scalars(wanted.order_by(col(Claim.id)).limit(limit)))


def first_pending(
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


def _linkable() -> Query:
    return (
        select(
            col(Claim.id),
            col(Claim.article_id),
            col(Claim.start),
            col(Claim.end),
            col(Claim.text),
            col(Claim.context),
            col(Claim.check_worthiness),
            CLAIMED_AT,
            func.coalesce(col(Claim.language), col(Article.language)),
            col(Claim.version),
            col(Claim.claimant_name),
            col(Claim.claimant_role),
        )
        .select_from(Claim)
        .outerjoin(Article, col(Article.id) == col(Claim.article_id))
    )


def subjects_of(session: Session, claim_ids: Sequence[UUID]) -> list[ClaimSubject]:
    """What a verdict on each of these claims needs to know of the claim itself."""
    return [ClaimSubject(*row) for row in session.execute(_SUBJECTS, {"claim_ids": claim_ids})]


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
