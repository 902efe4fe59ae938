"""Reading and appending verdicts, and reading claims and articles together with them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.articles.store import article_of, texts_of
from app.claims.models import CLAIM_TEXTS, Claim
from app.claims.store import ClaimSubject, check_claim, claim_fields, select_claims
from app.db import Query, Record, has_word, new_id, table_of, utc_now
from app.errors import NotFound, present
from app.evidence.origins import origin_key
from app.evidence.weighed_store import Carrier, CountingEvidence, carriers_at
from app.paging import Page, PageRequest, whole_number
from app.search.words import with_words
from app.verdicts.decision import Decision, Label, OriginVoice
from app.verdicts.judging import best_of, is_nameless_claim, piece_of, subject_of, summary_of
from app.verdicts.models import (
    ArticleWithClaims,
    CarrierPublic,
    ClaimDetail,
    ClaimPublic,
    Report,
    ReportedClaim,
    Verdict,
    VerdictInShort,
    VerdictPublic,
    VoicePublic,
)
from app.verdicts.rules import POLICY, decide
from app.verdicts.weighing import Piece, canonical, digest, verdict_input

_CLAIM, _VERDICT = table_of(Claim).c, table_of(Verdict).c
_NEWEST = table_of(Verdict).alias("newest")
_LAST_SEQ = (
    select(func.max(_NEWEST.c.seq))
    .where(_NEWEST.c.claim_id == _CLAIM.id)
    .correlate(table_of(Claim))
    .scalar_subquery()
)
_IS_CURRENT = and_(_VERDICT.claim_id == _CLAIM.id, _VERDICT.seq == _LAST_SEQ)
_WITH_LABELS = select_claims(_VERDICT.label.label("verdict")).join(table_of(Verdict), _IS_CURRENT)
_WITH_DECISIONS = _WITH_LABELS.add_columns(
    _VERDICT.decision, _VERDICT.input_digest, _VERDICT.computed_at
)
_OF_CLAIMS = _VERDICT.claim_id.in_(bindparam("claim_ids", expanding=True))
_LAST_MOMENT = select(func.max(_VERDICT.computed_at)).where(_OF_CLAIMS)
_LAST_OF_CLAIMS = select(_VERDICT.claim_id, _VERDICT.seq, _VERDICT.input, _VERDICT.policy).where(
    _OF_CLAIMS,
    _VERDICT.seq
    == select(func.max(_NEWEST.c.seq))
    .where(_NEWEST.c.claim_id == _VERDICT.claim_id)
    .correlate(table_of(Verdict))
    .scalar_subquery(),
)
_APPEND = table_of(Verdict).insert()
ONE_CLAIM = _WITH_DECISIONS.where(_CLAIM.id == bindparam("claim_id"))
END_OF_TIME = datetime.max.replace(tzinfo=UTC)
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


def moment_for(session: Session, claim_ids: Sequence[UUID]) -> datetime:
    """The time at which these claims change: now, or just after their last verdicts where the clock went back."""
    last = session.scalar(_LAST_MOMENT, {"claim_ids": claim_ids})
    now = utc_now()
    return now if last is None or last < now else last + timedelta(microseconds=1)


def append_changed(
    session: Session,
    subjects: Iterable[ClaimSubject],
    counting: Iterable[CountingEvidence],
    now: datetime,
) -> None:
    """Append a verdict for each claim that has none, or whose input or policy is not that of its last."""
    pieces: dict[UUID, list[Piece]] = defaultdict(list)
    for evidence in counting:
        pieces[evidence.claim_id].append(piece_of(evidence))
    subjects = list(subjects)
    texts = _texts_that_name(session, subjects)
    last = _last_verdicts(session, [subject.id for subject in subjects])
    rows = []
    for subject in subjects:
        seq, *known = last.get(subject.id, (0, None, None))
        known_as = subject_of(subject, texts.get(subject.article_id))
        given = verdict_input(known_as, pieces[subject.id])
        text = canonical(given)
        if known != [text, POLICY]:
            rows.append(_row(subject.id, seq + 1, text, decide(given), now))
    if rows:
        session.execute(_APPEND, rows)


def _texts_that_name(session: Session, subjects: Iterable[ClaimSubject]) -> dict[UUID | None, str]:
    """The texts of the articles of claims whose claimant has no name; they may say who is meant."""
    nameless = {each.article_id for each in subjects if each.article_id and is_nameless_claim(each)}
    return {
        article_id: each.text for article_id, each in texts_of(session, sorted(nameless)).items()
    }


def verdict_on(session: Session, claim_id: UUID, as_of: datetime | None) -> VerdictPublic:
    """The verdict on a claim, now or as it stood at a moment.

    Raises:
        NotFound: there is no such claim, or it was not stored yet at that moment.
    """
    check_claim(session, claim_id)
    wanted = select(Verdict).where(col(Verdict.claim_id) == claim_id)
    if as_of is not None:
        wanted = wanted.where(col(Verdict.computed_at) <= as_of)
    verdict = session.scalar(wanted.order_by(col(Verdict.seq).desc()).limit(1))
    if verdict is None:
        raise NotFound("verdict as of that time on the claim", claim_id)
    return _public(verdict, *carriers_at(session, claim_id, [as_of or END_OF_TIME]))


def verdicts_page(session: Session, claim_id: UUID, page: PageRequest) -> Page[VerdictPublic]:
    """All verdicts on a claim, newest first, each with the evidence that counted when it was computed."""
    wanted = (
        select(Verdict)
        .where(col(Verdict.claim_id) == claim_id)
        .order_by(col(Verdict.seq).desc())
        .limit(page.limit + 1)
    )
    if (after := page.after(whole_number)) is not None:
        wanted = wanted.where(col(Verdict.seq) < after[0])
    rows = session.scalars(wanted).all()
    carriers = carriers_at(session, claim_id, [row.computed_at for row in rows])
    return page.page(
        list(zip(rows, carriers, strict=True)),
        lambda pair: _public(*pair),
        lambda pair: (pair[0].seq,),
    )


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


def _public(verdict: Verdict, carriers: dict[str, list[Carrier]]) -> VerdictPublic:
    decision = Decision.model_validate_json(verdict.decision)
    sides = ("origins_for", "origins_against", "origins_neutral")
    return VerdictPublic(
        **dict(decision) | {side: _carried(getattr(decision, side), carriers) for side in sides},
        id=verdict.id,
        claim_id=verdict.claim_id,
        input_digest=verdict.input_digest,
        computed_at=verdict.computed_at,
    )


def _carried(
    voices: Iterable[OriginVoice], carriers: dict[str, list[Carrier]]
) -> tuple[VoicePublic, ...]:
    return tuple(
        VoicePublic(
            **dict(voice),
            carriers=[CarrierPublic(**asdict(each)) for each in _carriers_of(voice, carriers)],
        )
        for voice in voices
    )


def _carriers_of(voice: OriginVoice, carriers: dict[str, list[Carrier]]) -> list[Carrier]:
    """Those who brought the words shown; its source may have had another name when they were weighed."""
    shown = (piece.evidence_id for piece in voice.evidence)
    known = next((carriers[key] for key in shown if key in carriers), None)
    return known or carriers.get(origin_key(voice.origin), [])


def _last_verdicts(session: Session, claim_ids: Sequence[UUID]) -> dict[UUID, tuple[int, str, str]]:
    found = session.execute(_LAST_OF_CLAIMS, {"claim_ids": claim_ids})
    return {row.claim_id: (row.seq, row.input, row.policy) for row in found}


def _row(claim_id: UUID, seq: int, given: str, decision: Decision, now: datetime) -> dict[str, Any]:
    return {
        "id": new_id(),
        "claim_id": claim_id,
        "seq": seq,
        "label": decision.label,
        "policy": decision.policy,
        "input": given,
        "input_digest": digest(given),
        "decision": canonical(decision),
        "computed_at": now,
    }
