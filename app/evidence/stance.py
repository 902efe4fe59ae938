"""Whether a passage supports a claim, refutes it, or neither.

Rules read what can be told from the words: who denies it, negation, opposites, figures, dates, names. A trained stance
classifier reads the rest. Both can keep silent: a stance is given only where one of them is sure and the other does
not say otherwise.
"""

from dataclasses import dataclass, replace
from typing import Protocol

from app.evidence.cases import (
    ALMOST_ALL,
    FEWEST_WORDS,
    MISSING,
    MORE_EXTRA,
    SAME_TOPIC_COSINE,
    Case,
    case_of,
    have_in_common,
)
from app.evidence.comparison import words_shared, words_told
from app.evidence.propositions import Content, content_of
from app.evidence.telling import (
    JudgedClaim,
    JudgedPassage,
    may_deny,
    meant,
    stated_beside,
    told_and_stated,
    words_of,
)
from app.evidence.vocabulary import ReasonCode, Stance
from app.inference.pairs import StanceProbabilities

# Chosen on the open hand-made pairs: with them 251 of 259 calls are right, and half of all passages are told rightly.
SURE = 0.84  # the classifier speaks alone from here on
SECONDED_FOR = 0.75  # where the rules see the claim's words and nothing that differs
SECONDED_AGAINST = 0.7  # where they see what contradicts it
SECONDED_DENIED = 0.6  # where somebody denies something: that it is the claim is left to tell, and mere denials refute nothing
DOUBTED_FOR = 0.6  # support that the classifier believes less than this the rules do not tell alone
DOUBTED_AGAINST = 0.5  # the same of what contradicts the claim
DISPUTED = 0.3  # the same of a denial of something more than the claim says
SAME_WORDS_P = 0.97  # stated, not measured: nearly the same words, nothing that differs
CONTRADICTED_P = 0.95  # stated, not measured: nearly the same words, and one thing that cannot be
DENIED_P = 0.95  # stated, not measured: an explicit denial of nearly the same words
MOST = 0.6  # of the claim's content words, for a rule to second the classifier, or for a denial to be of the claim
TOLD = (
    0.4  # of the claim's content words, for a passage that says "not" to be of what the claim says
)
HEDGE_DISCOUNT = (
    0.7  # what is said with reserve weighs less than a firm piece of evidence; stated, not measured
)
HARDLY_EXTRA = 0.2  # the same where they speak for it: what is left out can change what is said


class Probabilities(Protocol):
    """What a stance classifier thinks of a passage and a claim; the three add up to 1."""

    @property
    def supports(self) -> float:
        """That the passage supports the claim."""
        ...

    @property
    def refutes(self) -> float:
        """That it refutes the claim."""
        ...

    @property
    def neutral(self) -> float:
        """That it does neither."""
        ...


NO_OPINION = StanceProbabilities(1 / 3, 1 / 3, 1 / 3)
"""Of a classifier that was not asked: the rules speak alone."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a passage says about a claim's text, with the probability that this is right.

    `neutral` is an abstention: nothing is linked. `denial`: somebody merely says that it is not so.
    """

    stance: Stance
    p: float
    reasons: tuple[ReasonCode, ...]
    denial: bool = False
    hedged: bool = False


def is_about(passage: JudgedPassage, claim: JudgedClaim, cosine: float | None = None) -> bool:
    """Whether passage and claim have enough in common for any stance: what `judge` asks first, for a tenth of its cost."""
    if cosine is not None and cosine >= SAME_TOPIC_COSINE:
        return True
    if not _may_be_about(passage, claim, cosine):
        return False
    sides = told_and_stated(passage, claim)
    return _have_in_common(sides.proposition, sides.stated, cosine)


def _may_be_about(passage: JudgedPassage, claim: JudgedClaim, cosine: float | None) -> bool:
    """Whether all words that a passage may be read with are enough: no for most pairs, and for little."""
    told, stated = content_of(words_of(passage)), content_of(meant(claim.text, claim.context))
    if words_shared(told, stated) < (1 if cosine is None else FEWEST_WORDS):
        return False
    return _have_in_common(told, stated_beside(passage, claim), cosine)


def _have_in_common(passage: Content, claim: Content, cosine: float | None) -> bool:
    shared = words_shared(passage, claim)
    return have_in_common(shared, shared / max(1, len(claim.words)), cosine)


def may_take_a_side(passage: JudgedPassage, claim: JudgedClaim, classified: Probabilities) -> bool:
    """Whether `judge` may come to a stance: no for most pairs, and for a tenth of its cost.

    The rules alone need a denial or most of the claim's words.
    """
    if max(classified.supports, classified.refutes) >= SECONDED_DENIED:
        return True
    stated = stated_beside(passage, claim)
    fewest = MOST * len(stated.words)
    if words_told(content_of(words_of(passage)), stated) < fewest and not may_deny(passage, claim):
        return False
    sides = told_and_stated(passage, claim)
    if sides.denies or sides.untrue is not None:
        return True
    return words_told(sides.proposition, sides.stated) >= fewest


def judge(
    passage: JudgedPassage,
    claim: JudgedClaim,
    classified: Probabilities = NO_OPINION,
    cosine: float | None = None,
) -> Judgement:
    """What a passage says about a claim's text.

    Args:
        passage: A sentence of an article.
        claim: The claim.
        classified: What the stance classifier says, calibrated.
        cosine: How near the two are in meaning, in [-1, 1]; None where that is not known.
    """
    case = case_of(passage, claim)
    if not case.is_about(cosine):
        return _neutral(classified, case, ReasonCode.OTHER_TOPIC)
    if case.unreal and case.denied is None:
        return _neutral(classified, case, *case.unreal)
    ruled, voiced = _ruled(case), _voiced(classified, case)
    if ruled is None:
        return voiced or _neutral(classified, case, *_doubts(case))
    if _are_at_odds(ruled, voiced, classified, case):
        return _neutral(classified, case, ReasonCode.DISAGREEMENT)
    if voiced is None or voiced.stance is not ruled.stance:
        return ruled
    p, reasons = max(ruled.p, voiced.p), ruled.reasons + voiced.reasons
    return replace(ruled, p=p, reasons=reasons, denial=ruled.denial or voiced.denial)


def _judgement(case: Case, stance: Stance, p: float, *reasons: ReasonCode) -> Judgement:
    """A judgement on this case."""
    denial = case.denial and stance is Stance.REFUTES
    if case.reserved:
        p, reasons = p * HEDGE_DISCOUNT, (*reasons, ReasonCode.HEDGED)
    return Judgement(stance, p, reasons, denial=denial, hedged=case.hedged)


def _are_at_odds(
    ruled: Judgement, voiced: Judgement | None, classified: Probabilities, case: Case
) -> bool:
    """Whether the classifier says otherwise than the rules, or hardly believes it.

    Of arithmetic it is no judge, and who denied something or did it to whom it need not see.
    """
    if case.compared.converted or classified == NO_OPINION:
        return False
    if voiced is not None:
        return voiced.stance is not ruled.stance
    if case.is_turned_round:
        return False
    if case.denied is not None:
        in_part = ruled.stance is Stance.REFUTES and case.denies_something_more
        return in_part and classified.refutes < DISPUTED
    if ruled.stance is Stance.SUPPORTS:
        return classified.supports < DOUBTED_FOR
    return classified.refutes < DOUBTED_AGAINST


def _ruled(case: Case) -> Judgement | None:
    """What the rules say alone; None where they keep silent."""
    compared = case.compared
    if case.denied is not None:
        return _by_denial(case, case.denied)
    if case.is_turned_round and not case.scattered:
        return _judgement(case, Stance.REFUTES, CONTRADICTED_P, ReasonCode.SWAPPED)
    if case.scattered or not case.is_near or compared.vetoes - MISSING:
        return None
    if compared.contradictions:
        reasons = sorted(compared.contradictions)
        unclear = {ReasonCode.SWAPPED, ReasonCode.DATES_DIFFER}  # it may have been so twice
        apart = case.far_apart or (case.outgrown and ReasonCode.FIGURES_DIFFER in reasons)
        told = len(reasons) == 1 and not apart and unclear.isdisjoint(reasons)
        return _judgement(case, Stance.REFUTES, CONTRADICTED_P, *reasons) if told else None
    if (
        compared.withheld
        or compared.vetoes
        or compared.extra > (MORE_EXTRA if compared.pinned else HARDLY_EXTRA)
    ):
        return None
    return _judgement(case, Stance.SUPPORTS, SAME_WORDS_P, ReasonCode.SAME_WORDS)


def _by_denial(case: Case, denied: ReasonCode) -> Judgement | None:
    """What follows where the passage denies something: that, or the opposite where it denies that something is not so."""
    if case.of_thing or min(case.whole, case.compared.core) < MOST or not case.is_of_its_subject:
        return None
    if not case.conflicts:
        return _judgement(case, Stance.REFUTES, DENIED_P, denied)
    if (case.conflicts == {ReasonCode.NEGATED} and not case.bounded) or (
        case.denies_the_opposite and case.lasting
    ):
        return _judgement(case, Stance.SUPPORTS, DENIED_P, denied, *case.conflicts)
    return None


def _voiced(classified: Probabilities, case: Case) -> Judgement | None:
    """What the classifier says, where it is sure and nothing that the rules see keeps from it."""
    if classified.supports >= _bar(case, contradicted=False) and not _overruled(case):
        return _judgement(
            case, Stance.SUPPORTS, classified.supports, ReasonCode.CLASSIFIER_SUPPORTS
        )
    compared = case.compared
    of_other = case.denied is not None and not case.is_of_its_subject
    against = not (
        of_other
        or case.takes_reckoning
        or (case.outgrown and compared.contradictions == {ReasonCode.FIGURES_DIFFER})
        or _tells_of_something_else(case)
        or case.denies_the_opposite
    )
    if against and classified.refutes >= _bar(case, contradicted=True):
        return _judgement(case, Stance.REFUTES, classified.refutes, ReasonCode.CLASSIFIER_REFUTES)
    return None


def _tells_of_something_else(case: Case) -> bool:
    """Whether a passage names others, leaves out when or how many, or gives another figure for another time.

    Then both may be true. Where something tells that they cannot both be, or only one can be what the claim says, what
    else the passage names or leaves out is no reason.
    """
    compared = case.compared
    other_time = ReasonCode.DATES_DIFFER in compared.contradictions
    if other_time and (case.parallel or len(compared.contradictions) > 1):
        return True
    if compared.of_other_thing and not (compared.contradictions - _OTHERWISE or compared.rivals):
        return True
    if compared.contradictions - {ReasonCode.DATES_DIFFER}:
        return bool(compared.vetoes - _BESIDE_A_CONTRADICTION)
    excused: set[ReasonCode] = {ReasonCode.DATES_MISSING} if other_time else set()
    if not case.has_figures:
        excused |= {ReasonCode.FIGURES_MISSING}  # it need not count what it says is otherwise
    if case.says_not and compared.covered >= TOLD:
        excused |= MISSING  # of what did not happen there is no figure or day
    if compared.rivals:
        excused |= {ReasonCode.NAMES_DIFFER}
    return bool(compared.vetoes - excused)


_OTHERWISE = frozenset({ReasonCode.FIGURES_DIFFER, ReasonCode.DATES_DIFFER})
_BESIDE_A_CONTRADICTION = frozenset(
    {ReasonCode.FIGURES_MISSING, ReasonCode.DATES_MISSING, ReasonCode.NAMES_DIFFER}
)


def _overruled(case: Case) -> bool:
    """Whether the rules see why a passage cannot support the claim, though a classifier may not.

    Of negation and opposites a classifier knows more than the rules, but where the words are nearly the same.
    """
    if case.denied is not None:
        return not case.denies_the_opposite
    return bool(case.is_pieced_together or case.compared.withheld or case.conflicts - _SOFT)


_SOFT = frozenset(
    {
        ReasonCode.NEGATED,
        ReasonCode.OPPOSITE_WORDS,
        ReasonCode.DATES_MISSING,
    }
)


def _bar(case: Case, *, contradicted: bool) -> float:
    """How sure the classifier must be: less where the rules see the same in most of the claim's words."""
    if contradicted and case.denial and case.denied is not None and not case.of_thing:
        return SECONDED_DENIED
    compared = case.compared
    seen = bool(compared.contradictions) and not case.far_apart
    seconded = SECONDED_AGAINST if contradicted else SECONDED_FOR
    if contradicted and compared.rivals and compared.core >= ALMOST_ALL:
        return seconded
    apart = case.scattered or compared.exchanged
    vetoes = compared.vetoes
    if ReasonCode.DATES_DIFFER in compared.contradictions:
        vetoes -= {ReasonCode.DATES_MISSING}
    close = min(compared.covered, compared.core) >= MOST and not (vetoes or apart)
    return seconded if close and not compared.turned and seen == contradicted else SURE


def _doubts(case: Case) -> list[ReasonCode]:
    """Why no stance is given."""
    apart = [ReasonCode.OTHER_TIME] if case.far_apart and case.compared.contradictions else []
    return [*sorted(case.conflicts | case.compared.withheld), *apart, ReasonCode.UNSURE]


def _neutral(classified: Probabilities, case: Case, *reasons: ReasonCode) -> Judgement:
    return Judgement(Stance.NEUTRAL, classified.neutral, reasons, hedged=case.hedged)
