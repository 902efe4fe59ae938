"""Whether a passage supports a claim, refutes it, or neither.

Rules read what can be told from the words: who denies it, negation, opposites, figures, dates, names. A trained stance
classifier reads the rest. Both can keep silent: a stance is given only where one of them is sure and the other does
not say otherwise.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Protocol

from app.claims.reading.hedging import is_hedged
from app.claims.vocabulary import FoundClaim, Polarity
from app.evidence.comparison import Comparison, compare, words_shared
from app.evidence.denials import Untrue, called_untrue
from app.evidence.passages import Place, Speaker, is_denial
from app.evidence.propositions import MOST_CHARS, Proposition, read_proposition
from app.evidence.reality import unreal
from app.evidence.subjects import names_subject
from app.evidence.vocabulary import ReasonCode, Stance
from app.inference.pairs import StanceProbabilities

SURE_FOR = 0.78  # the classifier speaks alone from here on: right in .90 of 31 held-out pairs
SURE_AGAINST = 0.82  # in .95 of 42; it calls too much refuted, so it must be surer
SECONDED = 0.5  # where a rule says the same: in .91 of 174 for and .89 of 27 against, of sources never seen
SAME_WORDS_P = 0.97  # stated, not measured: nearly the same words, nothing that differs
CONTRADICTED_P = 0.95  # stated, not measured: nearly the same words, and one thing that cannot be
DENIED_P = 0.95  # stated, not measured: an explicit denial of nearly the same words
NEARLY_ALL = 1.0  # of the claim's content words, in its order, for the rules to speak alone
ALMOST_ALL = 0.8  # the same in any order, where two change places
MOST = 0.6  # of the claim's content words, for a rule to second the classifier, or for a denial to be of the claim
HEDGE_DISCOUNT = (
    0.7  # what is said with reserve weighs less than a firm piece of evidence; stated, not measured
)
LITTLE_EXTRA = (
    0.5  # of the passage's content words that the claim may lack where rules speak against it alone
)
HARDLY_EXTRA = 0.2  # the same where they speak for it: what is left out can change what is said
MORE_EXTRA = (
    0.67  # where both give the same day or large figure: then it is one event, told at more length
)
SAME_TOPIC = 0.3  # of the claim's content words, or else a cosine of
SAME_TOPIC_COSINE = 0.5
FEWEST_WORDS = 2  # content words in common
SAME_NEWS_DAYS = 30  # later, other figures may have become true
MOST_SAID = 20  # of what is said in one passage that is looked at


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
class Said:
    """What somebody says in a passage: the range of the content in it, code points, end exclusive."""

    start: int
    end: int
    claimant: str | None
    role: str | None
    polarity: Polarity
    hedged: bool
    context: str | None = None


@dataclass(frozen=True, slots=True)
class JudgedPassage:
    """A sentence of an article with what the reader knows of it."""

    text: str
    said: tuple[Said, ...] = ()
    published: date | None = None
    context: str | None = None


@dataclass(frozen=True, slots=True)
class JudgedClaim:
    """A claim as far as stance depends on it; `context` is whom the pronoun at its start means."""

    text: str
    claimed: date | None = None
    context: str | None = None


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


def said_in(claims: Iterable[FoundClaim], place: Place) -> tuple[Said, ...]:
    """What is said at a place of an article, by its claims, with ranges counted from the start of the place."""
    return tuple(
        Said(
            start=max(claim.start, place.start) - place.start,
            end=min(claim.end, place.end) - place.start,
            claimant=claim.claimant.name if claim.claimant else None,
            role=claim.claimant.role if claim.claimant else None,
            polarity=claim.polarity,
            hedged=claim.hedged,
            context=claim.context,
        )
        for claim in claims
        if claim.cue is not None and claim.start < place.end and place.start < claim.end
    )


def is_about(passage: JudgedPassage, claim: JudgedClaim, cosine: float | None = None) -> bool:
    """Whether passage and claim have enough in common for any stance: what `judge` asks first, for a tenth of its cost."""
    sides = _sides(passage, claim)
    shared = words_shared(sides.proposition, sides.stated)
    return _have_in_common(shared, shared / max(1, len(sides.stated.words)), cosine)


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
    case = _case(passage, claim)
    if not case.is_about(cosine):
        return _neutral(classified, case, ReasonCode.OTHER_TOPIC)
    if case.unreal and case.denied is None:
        return _neutral(classified, case, *case.unreal)
    ruled, voiced = _ruled(case), _voiced(classified, case)
    if ruled is None or voiced is None:
        return ruled or voiced or _neutral(classified, case, *_doubts(case))
    if ruled.stance is not voiced.stance:
        return _neutral(classified, case, ReasonCode.DISAGREEMENT)
    p, reasons = max(ruled.p, voiced.p), ruled.reasons + voiced.reasons
    return replace(ruled, p=p, reasons=reasons, denial=ruled.denial or voiced.denial)


@dataclass(frozen=True, slots=True)
class _Case:
    """All that the rules know of one passage and one claim.

    `whole` is the share of the claim's content words that the whole passage has, whoever says them, `lasting` whether the
    claim says that something goes on.
    `is_of_its_subject` is whether what is denied is of whom the claim tells, `denied` why the passage denies what it tells, `denial` whether that is somebody's word and no finding, `reserved`
    whether it is hedged where the claim is not, `unreal` why it does not say that something is so.
    """

    compared: Comparison
    whole: float
    lasting: bool
    is_of_its_subject: bool
    denied: ReasonCode | None
    denial: bool
    hedged: bool
    reserved: bool
    unreal: tuple[ReasonCode, ...]
    far_apart: bool

    @property
    def conflicts(self) -> frozenset[ReasonCode]:
        """All that tells the two apart."""
        return self.compared.contradictions | self.compared.vetoes

    @property
    def denies_the_opposite(self) -> bool:
        """Whether the passage denies the opposite of the claim, or that it is not so."""
        told = self.conflicts in ({ReasonCode.NEGATED}, {ReasonCode.OPPOSITE_WORDS})
        return self.denied is not None and told

    @property
    def is_near(self) -> bool:
        """Whether the words are so nearly the same that the rules may speak alone."""
        compared = self.compared
        return (
            compared.shared >= FEWEST_WORDS
            and compared.covered >= NEARLY_ALL
            and (compared.in_order >= NEARLY_ALL or compared.order_is_free)
            and compared.extra <= (MORE_EXTRA if compared.pinned else LITTLE_EXTRA)
            and not compared.turned
        )

    @property
    def is_turned_round(self) -> bool:
        """Whether the same words give the two who take part each other's role, and only one of both can be."""
        compared = self.compared
        return (
            compared.roles.one_way
            and self.conflicts == {ReasonCode.SWAPPED}
            and compared.covered >= ALMOST_ALL
            and compared.extra <= LITTLE_EXTRA
        )

    def is_about(self, cosine: float | None) -> bool:
        """Whether passage and claim have enough in common for any stance."""
        return _have_in_common(self.compared.shared, self.compared.covered, cosine)

    def judgement(self, stance: Stance, p: float, *reasons: ReasonCode) -> Judgement:
        """A judgement on this case."""
        denial = self.denial and stance is Stance.REFUTES
        if self.reserved:
            p, reasons = p * HEDGE_DISCOUNT, (*reasons, ReasonCode.HEDGED)
        return Judgement(stance, p, reasons, denial=denial, hedged=self.hedged)


def _have_in_common(shared: int, covered: float, cosine: float | None) -> bool:
    if covered >= SAME_TOPIC and shared >= FEWEST_WORDS:
        return True
    return shared > 0 if cosine is None else cosine >= SAME_TOPIC_COSINE


def _ruled(case: _Case) -> Judgement | None:
    """What the rules say alone; None where they keep silent."""
    compared = case.compared
    if case.denied is not None:
        return _by_denial(case, case.denied)
    if case.is_turned_round:
        return case.judgement(Stance.REFUTES, CONTRADICTED_P, ReasonCode.SWAPPED)
    if not case.is_near or compared.vetoes - _MISSING:
        return None
    if compared.contradictions:
        reasons = sorted(compared.contradictions)
        told = len(reasons) == 1 and not case.far_apart and ReasonCode.SWAPPED not in reasons
        return case.judgement(Stance.REFUTES, CONTRADICTED_P, *reasons) if told else None
    if (
        compared.withheld
        or compared.vetoes
        or compared.extra > (MORE_EXTRA if compared.pinned else HARDLY_EXTRA)
    ):
        return None
    return case.judgement(Stance.SUPPORTS, SAME_WORDS_P, ReasonCode.SAME_WORDS)


def _by_denial(case: _Case, denied: ReasonCode) -> Judgement | None:
    """What follows where the passage denies something: that, or the opposite where it denies that something is not so."""
    if min(case.whole, case.compared.core) < MOST or not case.is_of_its_subject:
        return None
    if not case.conflicts:
        return case.judgement(Stance.REFUTES, DENIED_P, denied)
    if case.conflicts == {ReasonCode.NEGATED} or (case.denies_the_opposite and case.lasting):
        return case.judgement(Stance.SUPPORTS, DENIED_P, denied, *case.conflicts)
    return None


def _voiced(classified: Probabilities, case: _Case) -> Judgement | None:
    """What the classifier says, where it is sure and nothing that the rules see keeps from it."""
    if classified.supports >= _bar(case, contradicted=False) and not _overruled(case):
        return case.judgement(Stance.SUPPORTS, classified.supports, ReasonCode.CLASSIFIER_SUPPORTS)
    against = not (_tells_of_something_else(case) or case.denies_the_opposite)
    if against and classified.refutes >= _bar(case, contradicted=True):
        return case.judgement(Stance.REFUTES, classified.refutes, ReasonCode.CLASSIFIER_REFUTES)
    return None


def _tells_of_something_else(case: _Case) -> bool:
    """Whether a passage names others, leaves out when or how many, or gives another figure for another time.

    Then both may be true. Where only one can be what the claim says, others that are named are no reason.
    """
    compared = case.compared
    other_time = ReasonCode.DATES_DIFFER in compared.contradictions
    if other_time and len(compared.contradictions) > 1:
        return True
    excused = {ReasonCode.DATES_MISSING} if other_time else set()
    if compared.rivals:
        excused |= {ReasonCode.NAMES_DIFFER}
    return bool(compared.vetoes - excused)


def _overruled(case: _Case) -> bool:
    """Whether the rules see why a passage cannot support the claim, though a classifier may not.

    Of negation and opposites a classifier knows more than the rules, but where the words are nearly the same.
    """
    if case.denied is not None:
        return not case.denies_the_opposite
    return bool(case.compared.withheld or case.conflicts - _SOFT)


_SOFT = frozenset(
    {
        ReasonCode.NEGATED,
        ReasonCode.OPPOSITE_WORDS,
        ReasonCode.DATES_MISSING,
    }
)
_MISSING = frozenset({ReasonCode.FIGURES_MISSING, ReasonCode.DATES_MISSING})


def _bar(case: _Case, *, contradicted: bool) -> float:
    """How sure the classifier must be: less where the rules see the same in most of the claim's words."""
    compared = case.compared
    seen = bool(compared.contradictions) and not case.far_apart
    sure = SURE_AGAINST if contradicted else SURE_FOR
    if contradicted and compared.rivals and compared.core >= ALMOST_ALL:
        return SECONDED
    close = min(compared.covered, compared.core) >= MOST and not compared.vetoes
    return SECONDED if close and not compared.turned and seen == contradicted else sure


def _doubts(case: _Case) -> list[ReasonCode]:
    """Why no stance is given."""
    apart = [ReasonCode.OTHER_TIME] if case.far_apart and case.compared.contradictions else []
    return [*sorted(case.conflicts | case.compared.withheld), *apart, ReasonCode.UNSURE]


def _neutral(classified: Probabilities, case: _Case, *reasons: ReasonCode) -> Judgement:
    return Judgement(Stance.NEUTRAL, classified.neutral, reasons, hedged=case.hedged)


@dataclass(frozen=True, slots=True)
class _Sides:
    """What a passage tells, in whose words, and what the claim states."""

    told: Said | None
    untrue: Untrue | None
    content: str
    proposition: Proposition
    stated: Proposition


def _sides(passage: JudgedPassage, claim: JudgedClaim) -> _Sides:
    stated = read_proposition(
        _unframed(passage.text, meant(claim.text, claim.context)), claim.claimed
    )
    told = _told(passage, stated)
    untrue = None if _called_untrue(claim.text) else _called_untrue(passage.text[:MOST_CHARS])
    if (
        untrue is not None
        and untrue.denied
        and told is not None
        and told.polarity is Polarity.DENIES
    ):
        untrue = None  # the reader knows better what is denied
    content = untrue.told if untrue else _content(passage, told)
    return _Sides(told, untrue, content, read_proposition(content, passage.published), stated)


def _unframed(passage: str, claim: str) -> str:
    """A claim without who found it in front, where the passage names them too: "the survey showed that …"."""
    frame = _FRAME.match(claim)
    named = frame is not None and frame["who"].lower() in passage.lower()
    return claim[frame.end() :] if frame is not None and named else claim


_FRAME = re.compile(
    r"(?:The |An? )?(?P<who>[\w’'-]+(?: [\w’'-]+)?) (?:has |had |have )?(?:show(?:s|ed|n)?|found|finds|said|says|warn(?:s|ed)|confirm(?:s|ed)"
    r"|report(?:s|ed)|reveal(?:s|ed)|concluded|announced|admitted|acknowledged|conceded|stated|ruled) that ",
    re.IGNORECASE,
)
_LASTING = re.compile(r"\b(?:still|remain\w*|stay\w*|continu\w+|keep|keeps|kept)\b", re.IGNORECASE)
_called_untrue = lru_cache(maxsize=1024)(called_untrue)


def _case(passage: JudgedPassage, claim: JudgedClaim) -> _Case:
    sides = _sides(passage, claim)
    told, untrue, content = sides.told, sides.untrue, sides.content
    text = passage.text[:MOST_CHARS]
    whole = read_proposition(text, passage.published)
    denies = told is not None and told.polarity is Polarity.DENIES
    hedged = is_hedged(content) or (told is not None and told.hedged)
    speaker = Speaker(None, denies, hedged) if any(said.claimant for said in passage.said) else None
    return _Case(
        compared=compare(sides.proposition, sides.stated),
        whole=words_shared(whole, sides.stated) / max(1, len(sides.stated.words)),
        lasting=bool(_LASTING.search(claim.text) or _LASTING.search(content)),
        is_of_its_subject=_is_of_its_subject(content, sides, whole),
        denied=_denied(denies=denies, untrue=untrue),
        denial=is_denial(text, speaker) if untrue is None else _is_said(untrue, passage),
        hedged=hedged,
        reserved=hedged and not is_hedged(claim.text),
        unreal=tuple(unreal(content, text, claim.text)),
        far_apart=_is_far_apart(passage, claim, sides.proposition, sides.stated),
    )


def _is_of_its_subject(content: str, sides: _Sides, whole: Proposition) -> bool:
    """Whether what is told is of something that the claim names, or, of "having done it", whether the passage names who."""
    if _WITHOUT_SUBJECT.match(content):
        return names_subject(whole, sides.stated)
    return names_subject(sides.stated, sides.proposition)


def _is_said(untrue: Untrue, passage: JudgedPassage) -> bool:
    """Whether somebody quoted calls something untrue, and not the narrator."""
    return untrue.denied or any(said.start <= untrue.start < said.end for said in passage.said)


def _denied(*, denies: bool, untrue: Untrue | None) -> ReasonCode | None:
    if denies or (untrue is not None and untrue.denied):
        return ReasonCode.SPEAKER_DENIES
    return ReasonCode.CALLED_UNTRUE if untrue else None


def _told(passage: JudgedPassage, stated: Proposition) -> Said | None:
    """What is said in a passage that has most in common with a claim; None where the narrator says it."""
    if not passage.said:
        return None
    best, most = None, 0
    for said in passage.said[:MOST_SAID]:
        content = read_proposition(_content(passage, said), passage.published)
        shared = words_shared(content, stated)
        if shared > most:
            best, most = said, shared
    whole = words_shared(read_proposition(passage.text, passage.published), stated)
    return best if most * 2 > whole else None


def _content(passage: JudgedPassage, told: Said | None) -> str:
    """What the passage says, with whom its first pronoun means."""
    if told is None:
        return meant(passage.text[:MOST_CHARS], passage.context)
    content = passage.text[told.start : told.end]
    return meant(content[:MOST_CHARS], told.context, told.claimant)


def meant(text: str, context: str | None, speaker: str | None = None) -> str:
    """A text with names for the pronoun that it starts with, where they are known."""
    pronoun = _PRONOUN.match(text)
    name = None if pronoun is None else speaker if pronoun["self"] else context
    if pronoun is None or name is None:
        return text
    possessive = "'s" if pronoun["its"] else ""
    return f"{name}{possessive}{text[pronoun.end() :]}"


_WITHOUT_SUBJECT = re.compile(
    r"(?:I|we|he|she|it|they|his|her|its|their|ever|any|all|of|[a-z]+ing)\b", re.IGNORECASE
)
_PRONOUN = re.compile(
    r"(?:(?P<self>I|[Ww]e)|(?P<its>[Hh]is|[Hh]er|[Ii]ts|[Tt]heir)|[Hh]e|[Ss]he|[Ii]t|[Tt]hey)\b"
)


def _is_far_apart(
    passage: JudgedPassage, claim: JudgedClaim, said: Proposition, stated: Proposition
) -> bool:
    """Whether the two are of times so far apart that both can be true; a time that both name makes them one."""
    if passage.published is None or claim.claimed is None:
        return False
    if any(
        not one.differs(two) and one.comparable(two)
        for one in said.moments
        for two in stated.moments
    ):
        return False
    return abs((passage.published - claim.claimed).days) > SAME_NEWS_DAYS
