"""Reading and appending verdicts; claims and articles are read with them in `claim_store`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, bindparam, func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.articles.printed_store import texts_of
from app.claims.store import ClaimSubject, check_claim
from app.columns import new_id, utc_now
from app.db import table_of
from app.errors import NotFound
from app.evidence.origins import origin_key
from app.evidence.pieces import Piece
from app.evidence.weighed_store import Carrier, carriers_at
from app.paging import Page, PageRequest, whole_number
from app.verdicts.decision import Decision, OriginVoice, VerdictInput
from app.verdicts.judging import needs_article, subject_of
from app.verdicts.models import CarrierPublic, Verdict, VerdictPublic, VoicePublic
from app.verdicts.rules import POLICY, decide
from app.verdicts.weighing import canonical, canonical_input, digest


def last_seq(claim_id: ColumnElement[UUID]) -> ScalarSelect[int]:
    """The number of the last verdict on a claim of the enclosing query."""
    newest = table_of(Verdict).alias("newest")
    return (
        select(func.max(newest.c.seq))
        .where(newest.c.claim_id == claim_id)
        .correlate_except(newest)
        .scalar_subquery()
    )


_VERDICT = table_of(Verdict).c
_OF_CLAIMS = _VERDICT.claim_id.in_(bindparam("claim_ids", expanding=True))
_IS_LAST = _OF_CLAIMS & (_VERDICT.seq == last_seq(_VERDICT.claim_id))
_LAST_MOMENT = select(func.max(_VERDICT.computed_at)).where(_IS_LAST)
_LAST_OF_CLAIMS = select(_VERDICT.claim_id, _VERDICT.seq, _VERDICT.input, _VERDICT.policy).where(
    _IS_LAST
)
_APPEND = table_of(Verdict).insert()
END_OF_TIME = datetime.max.replace(tzinfo=UTC)


def moment_for(session: Session, claim_ids: Sequence[UUID]) -> datetime:
    """The time at which these claims change: now, or just after their last verdicts where the clock went back."""
    last = session.scalar(_LAST_MOMENT, {"claim_ids": claim_ids})
    now = utc_now()
    return now if last is None or last < now else last + timedelta(microseconds=1)


def append_changed(
    session: Session,
    subjects: Iterable[ClaimSubject],
    counting: Mapping[UUID, Sequence[Piece]],
    now: datetime,
) -> None:
    """Append a verdict for each claim that has none, or whose input or policy is not that of its last."""
    subjects = list(subjects)
    texts = _texts_needed(session, subjects, counting)
    last = _last_verdicts(session, [subject.id for subject in subjects])
    rows = []
    for subject in subjects:
        seq, *known = last.get(subject.id, (0, None, None))
        pieces = counting.get(subject.id, ())
        known_as = subject_of(subject, texts.get(subject.article_id), pieces)
        given = canonical_input(known_as, pieces)
        if known != [given, POLICY]:
            rows.append(_row(subject.id, seq + 1, given, now))
    if rows:
        session.execute(_APPEND, rows)


def _texts_needed(
    session: Session, subjects: Iterable[ClaimSubject], counting: Mapping[UUID, Sequence[Piece]]
) -> dict[UUID | None, str]:
    """The texts of the articles without which these claims cannot be judged."""
    needed = {
        each.article_id
        for each in subjects
        if each.article_id and needs_article(each, counting.get(each.id, ()))
    }
    return {article_id: each.text for article_id, each in texts_of(session, sorted(needed)).items()}


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


def _row(claim_id: UUID, seq: int, given: str, now: datetime) -> dict[str, Any]:
    decision = decide(VerdictInput.model_validate_json(given))
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
