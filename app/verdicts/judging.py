"""From rows to what the policy weighs, and from its decision to what is shown; also of what is not stored."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from app.claims.models import ClaimRead
from app.claims.store import ClaimSubject
from app.claims.vocabulary import FoundClaim
from app.evidence.nameless import is_nameless, own_origin
from app.evidence.origins import speaker_origin
from app.evidence.pieces import Piece
from app.fields import rfc_3339
from app.verdicts.decision import Decision, OriginVoice, VerdictInput, WeighedPiece
from app.verdicts.models import CheckedClaim, VerdictInShort, VerdictSummary
from app.verdicts.rules import decide
from app.verdicts.weighing import Subject, canonical_input, digest

_SHOWN = tuple(VerdictInShort.model_fields)


def checked_claim(
    claim: FoundClaim,
    subject: Subject,
    counting: Iterable[Piece],
    now: datetime,
    *,
    linking_pending: bool,
) -> CheckedClaim:
    """A claim that is not stored, with the verdict that evidence which is not stored adds up to."""
    given = canonical_input(subject, counting)
    decision = decide(VerdictInput.model_validate_json(given))
    return CheckedClaim(
        **dict(ClaimRead.of(claim)),
        verdict=decision.label,
        verdict_summary=summary_of(decision, digest(given), now),
        best_support=best_of(decision.origins_for),
        best_refutation=best_of(decision.origins_against),
        origins_for=decision.origins_for,
        origins_against=decision.origins_against,
        linking_pending=linking_pending,
    )


def summary_of(
    decision: Decision | VerdictInShort, input_digest: str, computed_at: datetime
) -> VerdictSummary:
    """A decision in short."""
    shown = {field: getattr(decision, field) for field in _SHOWN}
    return VerdictSummary(**shown, input_digest=input_digest, computed_at=computed_at)


def best_of(voices: Sequence[OriginVoice]) -> WeighedPiece | None:
    """The strongest words of the heaviest of these voices."""
    return voices[0].evidence[0] if voices else None


def is_nameless_claim(claim: ClaimSubject) -> bool:
    """Whether whoever makes a claim has no name, so that only its article may say who is meant."""
    name = claim.claimant_name
    return name is not None and is_nameless(speaker_origin(name, claim.claimant_role))


def subject_of(claim: ClaimSubject, text: str | None) -> Subject:
    """What the policy needs to know of a claim; `text` is that of its article, needed where the claimant has no name."""
    name = claim.claimant_name
    return Subject(
        claimant=claim.voice if name is None else own_origin(name, claim.claimant_role, text),
        claimed_at=rfc_3339(claim.claimed_at),
        polarity=claim.polarity,
        words=claim.text if name is None else None,
        text_sha256=claim.text_sha256,
        start=claim.start or 0,
        end=claim.end or 0,
    )
