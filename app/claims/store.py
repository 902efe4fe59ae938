"""Reading and writing claims by themselves; with their verdicts they are read in `verdicts/claim_store.py`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, case, delete, func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.articles.models import Article
from app.articles.source_models import Source, SourceKind
from app.claims.models import Claim, Claimant, ClaimBrief, ClaimCreate
from app.claims.vocabulary import ClaimKind, Polarity
from app.db import Query, Record, in_parts, table_of
from app.errors import present

_CLAIM, _ARTICLE, _SOURCE = table_of(Claim).c, table_of(Article).c, table_of(Source).c
_WITH_ARTICLES = table_of(Claim).outerjoin(table_of(Article), _ARTICLE.id == _CLAIM.article_id)
CLAIMED_AT = func.coalesce(_CLAIM.claimed_at, _ARTICLE.published_at)
LANGUAGE = func.coalesce(_CLAIM.language, _ARTICLE.language)
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
    LANGUAGE.label("language"),
    _CLAIM.linking_pending,
    _CLAIM.created_at,
    _CLAIM.made_by,
    _CLAIM.version,
)
_CLAIMANT_FIELDS = {field: f"claimant_{field}" for field in Claimant.model_fields}
_BRIEF = (*(f for f in ClaimBrief.model_fields if f != "claimant"), *_CLAIMANT_FIELDS.values())
CLAIM_FIELDS: tuple[Any, ...] = tuple(
    _CLAIM[column].label(f"of_claim_{column}") for column in _BRIEF
)
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
        _CLAIM.start,
        _CLAIM.end,
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
    start: int | None
    end: int | None
    claimed_at: datetime | None
    polarity: Polarity


def select_claims(*more: Any) -> Query:  # noqa: ANN401 - columns of any type
    """The fields of claims, for `claim_fields`, and `more` columns."""
    return select(*_FIELDS, *more).select_from(_WITH_ARTICLES)


def claim_fields(row: Record) -> dict[str, Any]:
    """A row of `select_claims` as the fields of `ClaimFields` and the `more` columns."""
    return _with_claimant(row._asdict())


def take_claim(values: dict[str, Any]) -> ClaimBrief:
    """Take the `CLAIM_FIELDS` out of the values of a row, as the claim that they are."""
    return ClaimBrief(
        **_with_claimant({field: values.pop(f"of_claim_{field}") for field in _BRIEF})
    )


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


def submitted_claim_ids(session: Session, after: UUID | None, limit: int) -> list[UUID]:
    """The ids of the claims without an article that were stored after that one, oldest first."""
    wanted = select(col(Claim.id)).where(col(Claim.article_id).is_(None))
    if after is not None:
        wanted = wanted.where(col(Claim.id) > after)
    return list(session.scalars(wanted.order_by(col(Claim.id)).limit(limit)))


def subjects_of(session: Session, claim_ids: Sequence[UUID]) -> list[ClaimSubject]:
    """What a verdict on each of these claims needs to know of the claim itself."""
    return [ClaimSubject(*row) for row in session.execute(_SUBJECTS, {"claim_ids": claim_ids})]


def _with_claimant(values: dict[str, Any]) -> dict[str, Any]:
    claimant = {field: values.pop(column) for field, column in _CLAIMANT_FIELDS.items()}
    values["claimant"] = None if claimant["name"] is None else Claimant(**claimant)
    return values
