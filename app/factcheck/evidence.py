"""People link evidence, accept, reject, correct and withdraw it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.claims import store as claims
from app.claims.models import Claim
from app.claims.vocabulary import PERSON
from app.db import Database
from app.errors import Conflict, Invalid, Versions, check_version
from app.evidence import gathering
from app.evidence import store as evidence
from app.evidence.models import Evidence, EvidenceDetail, EvidencePatch, EvidenceState
from app.evidence.passage_models import Passage
from app.idempotency.models import Effect
from app.idempotency.once import UNKEYED, Once
from app.verdicts import store as verdicts
from app.verdicts.settling import claims_resting_on, lock_and_settle, settle_verdicts


@dataclass(frozen=True, slots=True)
class Linked:
    """A piece of evidence, and whether it is new, or took the place of a suggestion."""

    evidence: EvidenceDetail
    is_new: bool
    was_suggested: bool = False


def link_evidence(
    database: Database,
    claim_id: UUID,
    draft: Passage,
    actor: str = PERSON,
    *,
    once: Once = UNKEYED,
) -> Linked:
    """Link a passage to a claim as a person's judgement, and settle the claim's verdict.

    Where a machine has suggested the same passage, the person's judgement takes the place of the suggestion.

    Raises:
        NotFound: there is no such claim or article.
        Invalid: the passage is not in the article.
        Conflict: the passage is linked already in another way.
        InProgress: another does the same request.
    """
    if once.effect is not None:
        with database.reading() as session:
            shown = evidence.evidence_of(session, *once.effect.ids)
            return Linked(shown, once.effect.is_new)
    link = gathering.link_of(database, claim_id, draft, actor)
    with database.writing() as session:
        renamed = gathering.hold_source(session, link, draft)
        if renamed is not None:
            lock_and_settle(session, [claim_id, *claims_resting_on(session, renamed)])
        _check_is_not_itself(claims.claim_to_change(session, claim_id), link)
        linked = _linked(session, link, draft, actor)
        once.record(session, Effect((linked.evidence.id,), claim_id, linked.is_new))
        return linked


def _linked(session: Session, link: Evidence, draft: Passage, actor: str) -> Linked:
    """Store a link on a locked claim, unless its passage is linked already."""
    standing = evidence.standing_link(session, link)
    if standing is not None:
        was_suggested = standing.state == EvidenceState.SUGGESTED
        if was_suggested:
            _change_link(session, standing, _judged_by_a_person(draft), actor)
        else:
            _check_says_the_same(standing, draft)
        shown = evidence.evidence_of(session, standing.id)
        return Linked(shown, is_new=False, was_suggested=was_suggested)
    now = verdicts.moment_for(session, [link.claim_id])
    evidence.add_evidence(session, link, actor, now)
    settle_verdicts(session, [link.claim_id], now)
    return Linked(evidence.evidence_of(session, link.id), is_new=True)


def change_evidence(
    database: Database,
    evidence_id: UUID,
    patch: EvidencePatch,
    expected: Versions,
    actor: str = PERSON,
) -> EvidenceDetail:
    """Accept, reject or correct a link, and settle the verdict of its claim.

    Raises:
        NotFound: there is no such evidence.
        Stale: it has another version than expected.
        Conflict: it was withdrawn.
    """
    changes = patch.changes()
    with database.writing() as session:
        link = _locked_link(session, evidence_id)
        check_version(link.version, expected)
        if link.state == EvidenceState.WITHDRAWN:
            raise Conflict("This evidence was withdrawn; link the passage again instead.")
        if "state" in changes:
            changes["state"] = EvidenceState(changes["state"])
        _change_link(session, link, changes, actor)
        return evidence.evidence_of(session, evidence_id)


def withdraw_evidence(
    database: Database, evidence_id: UUID, expected: Versions = None, actor: str = PERSON
) -> None:
    """Withdraw a link, and settle the verdict of its claim; its history stays.

    Raises:
        NotFound: there is no such evidence.
        Stale: it has another version than expected.
    """
    with database.writing() as session:
        link = _locked_link(session, evidence_id)
        check_version(link.version, expected)
        _change_link(session, link, {"state": EvidenceState.WITHDRAWN}, actor)


def _check_is_not_itself(claim: Claim, link: Evidence) -> None:
    """A claim is no evidence for itself."""
    if link.article_id is None or link.article_id != claim.article_id:
        return
    starts, ends = max(claim.start or 0, link.start or 0), min(claim.end or 0, link.end or 0)
    if starts < ends:
        raise Invalid("#/quote", "This passage is the claim itself; link another one.")


def _judged_by_a_person(draft: Passage) -> dict[str, Any]:
    """What a person who links a passage makes of a link that a machine suggested."""
    given = {field: getattr(draft, field) for field in ("origin", "denial", "note")}
    told = {field: value for field, value in given.items() if value is not None}
    return {"state": EvidenceState.ACCEPTED, "stance": draft.stance, **told}


def _check_says_the_same(standing: Evidence, draft: Passage) -> None:
    is_same = (
        standing.state == EvidenceState.ACCEPTED
        and standing.stance == draft.stance
        and draft.origin in {None, standing.origin}
        and draft.denial in {None, standing.denial}
        and draft.note in {None, standing.note}
    )
    if not is_same:
        raise Conflict(
            f"This passage is linked to the claim already, as evidence {standing.id} ({standing.state},"
            f" {standing.stance}); change that with PATCH /v1/evidence/{standing.id}."
        )


def _locked_link(session: Session, evidence_id: UUID) -> Evidence:
    claims.claim_to_change(session, evidence.claim_of_evidence(session, evidence_id))
    return evidence.evidence_to_change(session, evidence_id)


def _change_link(session: Session, link: Evidence, changes: dict[str, Any], actor: str) -> None:
    now = verdicts.moment_for(session, [link.claim_id])
    if evidence.change_evidence(session, link, changes, actor, now):
        settle_verdicts(session, [link.claim_id], now)
