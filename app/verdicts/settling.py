"""Settling verdicts: what whoever changes evidence does before the transaction ends."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.claims.store import claim_ids_in_voice_of, lock_claims, subjects_of
from app.db import in_parts
from app.evidence.store import claims_with_evidence_from
from app.evidence.weighed_store import counting_evidence
from app.metrics import Stage, timed
from app.verdicts.store import append_changed, moment_for


@timed(Stage.SETTLING)
def settle_verdicts(
    session: Session, claim_ids: Sequence[UUID], now: datetime | None = None
) -> None:
    """Append a verdict to each of these locked claims that has none yet, or whose input has changed."""
    session.flush()  # what is read here does not do that by itself
    for part in in_parts(claim_ids):
        moment = now or moment_for(session, part)
        subjects = subjects_of(session, part)
        counting = counting_evidence(session, part)
        append_changed(session, subjects, counting, moment)


def lock_and_settle(session: Session, claim_ids: Sequence[UUID]) -> None:
    """Settle the verdicts of these claims, as far as they exist, and keep them until the transaction ends."""
    settle_verdicts(session, lock_claims(session, claim_ids))


def claims_resting_on(session: Session, source_id: UUID) -> list[UUID]:
    """The claims whose verdicts name a source: those with evidence from it, and those that it makes itself."""
    linked = claims_with_evidence_from(session, source_id=source_id)
    return [*linked, *claim_ids_in_voice_of(session, source_id)]
