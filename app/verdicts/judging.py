"""From rows to what the policy weighs, and from its decision to what is shown; also of what is not stored."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from app.claims.models import ClaimRead
from app.claims.store import ClaimSubject
from app.claims.vocabulary import FoundClaim
from app.evidence.holders import is_office
from app.evidence.nameless import is_nameless, own_origin
from app.evidence.origins import speaker_origin
from app.evidence.passages import Place, sentence_at
from app.evidence.pieces import Piece
from app.fields import rfc_3339
from app.verdicts.decision import Decision, OriginVoice, VerdictInput, WeighedPiece
from app.verdicts.models import CheckedClaim, VerdictInShort, VerdictSummary
from app.verdicts.rules import decide
from app.verdicts.weighing import Subject, canonical_input, digest, is_nobodys

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


def needs_article(claim: ClaimSubject, counting: Iterable[Piece]) -> bool:
    """Whether a claim can be judged only with the text of its article.

    That says who is meant by a claimant without a name, and has the sentence that evidence may have been copied from.
    """
    name = claim.claimant_name
    if name is None or claim.article_id is None:
        return False
    return is_nameless(speaker_origin(name, claim.claimant_role)) or _is_compared(claim, counting)


def subject_of(claim: ClaimSubject, text: str | None, counting: Iterable[Piece]) -> Subject:
    """What the policy needs to know of a claim; `text` is that of its article, if it `needs_article`."""
    name = claim.claimant_name
    return Subject(
        claimant=claim.voice if name is None else own_origin(name, claim.claimant_role, text),
        claimed_at=rfc_3339(claim.claimed_at),
        polarity=claim.polarity,
        words=claim.text if name is None else None,
        text_sha256=claim.text_sha256,
        start=claim.start or 0,
        end=claim.end or 0,
        sentence=_sentence_of(claim, text) if _is_compared(claim, counting) else None,
    )


def _is_compared(claim: ClaimSubject, counting: Iterable[Piece]) -> bool:
    """Whether any evidence on a claim may be its own sentence again, printed by others, or be of whoever makes it by office."""
    return claim.voice is not None and any(
        is_nobodys(piece) or is_office(piece.origin) for piece in counting
    )


def _sentence_of(claim: ClaimSubject, text: str | None) -> str | None:
    """The sentence of its article in which a claim stands; None where it stands in none."""
    if claim.start is None or claim.end is None:
        return None
    if text is None or claim.claimant_name is None:
        return claim.text
    return sentence_at(text, Place(claim.start, claim.end))
