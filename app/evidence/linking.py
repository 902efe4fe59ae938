"""Evidence by machine: pairs of a claim and a passage are judged, and those with a stance become suggested links.

Nothing here asks the database: what is judged comes in as values, and the links go out unstored.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from app.articles.models import PrintedText
from app.claims.models import LinkableClaim
from app.claims.vocabulary import FoundClaim
from app.evidence.anchoring import is_of_one_story
from app.evidence.models import Evidence, EvidenceState, Stance
from app.evidence.nameless import are_alike
from app.evidence.origins import speaker_origin
from app.evidence.passages import Place, Speaker, speaker_at
from app.evidence.stance import Judgement, Probabilities, is_about, judge, may_take_a_side
from app.evidence.telling import JudgedClaim, JudgedPassage, meant, said_in

LINKER = "linker@7"
"""The version of these rules; stored with each link, beside the weights of the classifier."""


class StanceClassifier(Protocol):
    """Says how probable each stance is."""

    @property
    def fingerprint(self) -> str:
        """By what its weights are known."""
        ...

    def judge(self, pairs: Sequence[tuple[str, str]]) -> Sequence[Probabilities]:
        """The stances of pairs of a passage and a claim, in order."""
        ...


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A sentence of an article with what is known of it; `article` is the whole text, `told` the claims found in it."""

    article_id: UUID
    place: Place
    judged: JudgedPassage
    told: Sequence[FoundClaim]
    article: str

    @property
    def speaker(self) -> Speaker | None:
        """Who says it; None where the narrator does."""
        return speaker_at(self.told, self.place, self.article)


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim and a passage that may speak for or against it; `cosine` is how near they are in meaning."""

    claim: LinkableClaim
    passage: FoundPassage
    cosine: float


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A pair with a stance, as a link that is not stored yet."""

    claim: LinkableClaim
    link: Evidence


@dataclass(frozen=True, slots=True)
class Outcome:
    """What judging came to: the suggestions, and the pairs that were too many to be judged."""

    suggestions: list[Suggestion]
    left: list[Pair]
    asked: int


def passage_at(place: Place, article: PrintedText, told: Sequence[FoundClaim]) -> FoundPassage:
    """A sentence of an article, given the claims that were found in it."""
    published = article.published_at.date() if article.published_at else None
    context = next((claim.context for claim in told if claim.start == place.start), None)
    text = article.text[place.start : place.end]
    return FoundPassage(
        article_id=article.id,
        place=place,
        judged=JudgedPassage(text, said_in(told, place), published, context),
        told=told,
        article=article.text,
    )


def is_own_sentence(claim: LinkableClaim, article_id: UUID, place: Place) -> bool:
    """Whether a place is the one where the claim itself stands."""
    if claim.article_id != article_id or claim.start is None or claim.end is None:
        return False
    return place.start < claim.end and claim.start < place.end


def origin_for(claim: LinkableClaim, article_id: UUID, speaker: Speaker | None) -> str | None:
    """The origin of a passage as evidence on a claim: of a speaker without a name who also makes the claim, the claimant."""
    if speaker is None:
        return None
    if speaker.origin is not None:
        return speaker.origin
    if claim.claimant_name is None or claim.article_id != article_id:
        return None
    claimant = speaker_origin(claim.claimant_name, claim.claimant_role)
    return claimant if are_alike(claimant, speaker.name) else None


def judged(pairs: Sequence[Pair], classifier: StanceClassifier, most: int) -> Outcome:
    """Judge pairs, the classifier at most `most` of them, those first that come first."""
    to_ask = [
        pair
        for pair in pairs
        if is_about(*_sides(pair), cosine=pair.cosine) and _is_of_one_story(pair)
    ]
    heard, left = to_ask[:most], to_ask[most:]
    probabilities = classifier.judge([_words(pair) for pair in heard])
    method = f"{LINKER} {classifier.fingerprint[:12]}"
    found = (
        (pair, judge(*_sides(pair), classified, pair.cosine))
        for pair, classified in zip(heard, probabilities, strict=True)
        if may_take_a_side(*_sides(pair), classified)
    )
    return Outcome(list(_suggested(found, method)), left, len(heard))


def _is_of_one_story(pair: Pair) -> bool:
    claim, passage = pair.claim, pair.passage
    if claim.article_id == passage.article_id:
        return True
    return is_of_one_story(claim, passage.judged, passage.article)


def _sides(pair: Pair) -> tuple[JudgedPassage, JudgedClaim]:
    claim = pair.claim
    claimed = claim.claimed_at.date() if claim.claimed_at else None
    return pair.passage.judged, JudgedClaim(claim.text, claimed, claim.context)


def _words(pair: Pair) -> tuple[str, str]:
    """What the classifier reads: names for the pronouns that passage and claim start with."""
    passage, claim = pair.passage.judged, pair.claim
    return meant(passage.text, passage.context), meant(claim.text, claim.context)


def _suggested(found: Iterable[tuple[Pair, Judgement]], method: str) -> Iterable[Suggestion]:
    for pair, judgement in found:
        if judgement.stance is not Stance.NEUTRAL:
            yield Suggestion(pair.claim, _link(pair, judgement, method))


def _link(pair: Pair, judgement: Judgement, method: str) -> Evidence:
    passage = pair.passage
    return Evidence(
        claim_id=pair.claim.id,
        stance=judgement.stance,
        state=EvidenceState.SUGGESTED,
        article_id=passage.article_id,
        start=passage.place.start,
        end=passage.place.end,
        quote=passage.judged.text,
        origin=origin_for(pair.claim, passage.article_id, passage.speaker),
        denial=judgement.denial,
        hedged=judgement.hedged,
        p=round(judgement.p, 3),
        method=method,
        reasons=[str(reason) for reason in judgement.reasons],
    )
