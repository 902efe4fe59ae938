"""All that the rules know of one passage and one claim."""

import re
from dataclasses import dataclass, replace

from app.claims.reading.hedging import is_hedged
from app.evidence.bodies import COMPANIES
from app.evidence.comparison import Comparison, compare, words_shared
from app.evidence.debunking import unasserted
from app.evidence.demonyms import place_of
from app.evidence.denials import Untrue
from app.evidence.narrowing import Narrowed, narrowed
from app.evidence.passages import Speaker, is_denial
from app.evidence.propositions import MOST_CHARS, Proposition, read_proposition, stem_of
from app.evidence.reality import unreal, unreal_by_frame
from app.evidence.settling import is_otherwise
from app.evidence.subjects import names_subject, subject_of
from app.evidence.telling import JudgedClaim, JudgedPassage, Sides, told_and_stated
from app.evidence.vocabulary import ReasonCode

NEARLY_ALL = 1.0  # of the claim's content words, in its order, for the rules to speak alone
ALMOST_ALL = 0.8  # the same in any order, where two change places
FEWEST_WORDS = 2  # content words in common
SAME_NEWS_DAYS = 30  # later, other figures may have become true
SAME_TOPIC_COSINE = 0.5
SAME_TOPIC = 0.3  # of the claim's content words, or else a cosine of
LITTLE_EXTRA = (
    0.5  # of the passage's content words that the claim may lack where rules speak against it alone
)
MORE_EXTRA = (
    0.67  # where both give the same day or large figure: then it is one event, told at more length
)
MISSING = frozenset({ReasonCode.FIGURES_MISSING, ReasonCode.DATES_MISSING})


@dataclass(frozen=True, slots=True)
class Case:
    """All that the rules know of one passage and one claim.

    `scattered`: what they share stands in no one clause of the passage, `pieced`: nor does a pronoun link its clauses, or only who says it is the claim's subject; `parallel`: two of its clauses tell as much of it.
    `whole` is the share of the claim's content words that the whole passage has, whoever says them, `lasting` whether the
    claim says that something goes on, `says_not` whether the passage says that something is not so and the claim does not,
    `has_figures` whether it gives any figure.
    `is_of_its_subject` is whether what is denied is of whom the claim tells, `denied` why the passage denies what it tells, `of_thing` whether that is something that is rejected and no statement, `bounded` whether it is of a time that the claim does not bound so ("not since 2019"),
    `outgrown` whether a count may have become the other's from one day to the next, `denial` whether that is somebody's word and no finding, `reserved`
    whether it is hedged where the claim is not, `unreal` why it does not say that something is so.
    """

    compared: Comparison
    scattered: bool
    pieced: bool
    parallel: bool
    whole: float
    lasting: bool
    of_thing: bool
    bounded: bool
    outgrown: bool
    is_of_its_subject: bool
    denied: ReasonCode | None
    denial: bool
    hedged: bool
    reserved: bool
    unreal: tuple[ReasonCode, ...]
    far_apart: bool
    says_not: bool
    has_figures: bool

    @property
    def conflicts(self) -> frozenset[ReasonCode]:
        """All that tells the two apart."""
        return self.compared.contradictions | self.compared.vetoes

    @property
    def is_pieced_together(self) -> bool:
        """Whether nearly all words of the claim are there, but in no one clause."""
        return self.pieced and self.whole >= ALMOST_ALL

    @property
    def denies_the_opposite(self) -> bool:
        """Whether the passage denies the opposite of the claim, or that it is not so."""
        told = self.conflicts in ({ReasonCode.NEGATED}, {ReasonCode.OPPOSITE_WORDS})
        return self.denied is not None and told

    @property
    def denies_something_more(self) -> bool:
        """Whether what is denied has words that the claim lacks, and lacks some of the claim's: then the claim may be so all the same."""
        return self.compared.extra > 0 and self.compared.covered < 1

    @property
    def takes_reckoning(self) -> bool:
        """Whether nearly the same words give the same figure in another way, which a classifier cannot tell."""
        compared = self.compared
        return compared.converted and compared.core >= ALMOST_ALL and not compared.contradictions

    @property
    def is_near(self) -> bool:
        """Whether the words are so nearly the same that the rules may speak alone."""
        compared = self.compared
        return (
            compared.shared >= FEWEST_WORDS
            and compared.covered >= NEARLY_ALL
            and (compared.in_order >= NEARLY_ALL or compared.order_is_free)
            and compared.extra_beside <= self._room
            and not compared.turned
        )

    @property
    def _room(self) -> float:
        """How much more a passage may say: anything where it expressly sets aside what the claim says."""
        if ReasonCode.SET_ASIDE in self.compared.withheld:
            return 1.0
        return MORE_EXTRA if self.compared.pinned else LITTLE_EXTRA

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
        return have_in_common(self.compared.shared, self.compared.covered, cosine)


def have_in_common(shared: int, covered: float, cosine: float | None) -> bool:
    """Whether so many words, such a share of the claim's, or such nearness in meaning make one topic."""
    if covered >= SAME_TOPIC and shared >= FEWEST_WORDS:
        return True
    return shared > 0 if cosine is None else cosine >= SAME_TOPIC_COSINE


_NAME_WORD = re.compile(r"\b[^\W\d_a-z][\w-]+")
_NOT_SO = re.compile(
    r"\b(?:no(?![-\w]| doubt)|not(?! only| just)|none|nobody|nothing|never|neither|without|same|unchanged|still|stay(?:s|ed)?|remain(?:s|ed)?)\b"
    r"|n't\b",
    re.IGNORECASE,
)
_OTHERWISE = frozenset({ReasonCode.FIGURES_DIFFER, ReasonCode.DATES_DIFFER})
_TOLL = re.compile(
    r"\b(?:arrest|casualt|cases|damag|dead|death|destroy|died|displac|evacuat|flood|homeless|hurt|infect|injur|kill|missing|rescu|toll|victim|wound)",
    re.IGNORECASE,
)
_BOUNDS = re.compile(r"\b(?:since|until|till|before|after)\b", re.IGNORECASE)
_LASTING = re.compile(r"\b(?:still|remain\w*|stay\w*|continu\w+|keep|keeps|kept)\b", re.IGNORECASE)


def case_of(passage: JudgedPassage, claim: JudgedClaim) -> Case:
    """What the rules know of a passage and a claim."""
    sides = told_and_stated(passage, claim)
    told, untrue, content = sides.told, sides.untrue, sides.content
    text = passage.text[:MOST_CHARS]
    whole = read_proposition(text, passage.published)
    hedged = is_hedged(content) or (told is not None and told.hedged)
    speaker = (
        Speaker(None, sides.denies, hedged) if any(said.claimant for said in passage.said) else None
    )
    one = narrowed(sides.proposition, sides.stated, passage.published)
    compared = _compared(sides, one, whole)
    says_not = _says_not(one.proposition.text, claim.text)
    by_speaker = _is_of_who_says_it(sides, whole)
    return Case(
        compared=compared,
        scattered=one.scattered or by_speaker,
        pieced=(one.scattered and not one.linked)
        or (by_speaker and not names_subject(sides.proposition, sides.stated)),
        parallel=one.parallel,
        whole=words_shared(whole, sides.stated) / max(1, len(sides.stated.words)),
        lasting=bool(_LASTING.search(claim.text) or _LASTING.search(content)),
        of_thing=told is not None and told.is_thing,
        bounded=not _bounds(content) <= _bounds(claim.text),
        outgrown=_is_outgrown(passage, claim, sides.proposition, sides.stated),
        is_of_its_subject=_is_of_its_subject(passage, sides),
        denied=_denied(sides),
        denial=(is_denial(text, speaker) if untrue is None else _is_said(untrue, passage))
        or ((says_not or ReasonCode.NEGATED in compared.contradictions) and _is_of_its_own(sides)),
        hedged=hedged,
        reserved=hedged and not is_hedged(claim.text),
        unreal=tuple(
            dict.fromkeys(
                [
                    *unreal(content, text, claim.text),
                    *(unreal_by_frame(text[: told.start], claim.text) if told is not None else []),
                    *unasserted(text, claim.text),
                ]
            )
        ),
        has_figures=bool(whole.figures),
        says_not=says_not,
        far_apart=_is_far_apart(passage, claim, sides.proposition, sides.stated),
    )


def _says_not(passage: str, claim: str) -> bool:
    """Whether a passage says that something is not so, or as it was, and the claim says nothing of the kind."""
    return bool(_NOT_SO.search(passage)) and not _NOT_SO.search(claim)


def _compared(sides: Sides, one: Narrowed, passage: Proposition) -> Comparison:
    """How the one clause compares with the claim, with all that the whole has against it.

    A figure or a time is missing only where the rest of the passage does not give it either. What was thought is set
    aside by what the passage says happened instead.
    """
    compared = compare(one.proposition, sides.stated)
    if is_otherwise(passage.text) and not is_otherwise(sides.proposition.text):
        compared = replace(compared, withheld=compared.withheld | {ReasonCode.SET_ASIDE})
    if one.proposition is not sides.proposition:
        whole = compare(sides.proposition, sides.stated)
        vetoes = (compared.vetoes - MISSING) | whole.vetoes
        compared = replace(compared, vetoes=vetoes, withheld=compared.withheld | whole.withheld)
    if compared.vetoes & MISSING and sides.told is not None:
        told = compare(passage, sides.stated)
        return replace(
            compared,
            vetoes=(compared.vetoes - MISSING) | (told.vetoes & MISSING),
            withheld=compared.withheld | (told.contradictions & _OTHERWISE),
        )
    return compared


def _is_of_who_says_it(sides: Sides, whole: Proposition) -> bool:
    """Whether words of the claim stand only where the passage tells who says it, and no pronoun means them."""
    if sides.told is None or sides.untrue is not None or _WITHOUT_SUBJECT.match(sides.content):
        return False
    return words_shared(whole, sides.stated) > words_shared(sides.proposition, sides.stated)


def _is_of_its_subject(passage: JudgedPassage, sides: Sides) -> bool:
    """Whether what is denied is of something that the claim names, or, of "having done it", whether who denies it is."""
    told = sides.told
    raw = sides.content if told is None else passage.text[told.start : told.end]
    if not (_WITHOUT_SUBJECT.match(sides.content) or _WITHOUT_SUBJECT.match(raw)):
        return names_subject(sides.stated, sides.proposition)
    denier = read_proposition(_denier(passage, sides), None)
    if names_subject(denier, sides.stated):
        return True
    by = _BY.search(sides.stated.text)
    return by is not None and words_shared(denier, read_proposition(by.group(), None)) > 0


def _denier(passage: JudgedPassage, sides: Sides) -> str:
    """What stands before a denial, or behind where it opens the passage: who denies."""
    text = passage.text[:MOST_CHARS]
    if sides.untrue is not None:
        return text[: sides.untrue.start] or text  # "Asked whether he …, Roe said no"
    if sides.told is None:
        return text
    return text[: sides.told.start].strip("\"\u201c\u2018' ") or text[sides.told.end :]


def _is_said(untrue: Untrue, passage: JudgedPassage) -> bool:
    """Whether somebody quoted calls something untrue, and not the narrator."""
    return untrue.denied or any(said.start <= untrue.start < said.end for said in passage.said)


def _is_of_its_own(sides: Sides) -> bool:
    """Whether whoever speaks is whom the claim is of, or of that body: "we did not, Quay Oil's chairman said"."""
    told = sides.told
    if told is None or told.claimant is None:
        return False
    if told.claimant.lower() in COMPANIES and names_subject(sides.proposition, sides.stated):
        return True
    named = _NAME_WORD.findall(f"{told.claimant} {told.role or ''}")
    called = {stem_of(place_of(word.lower())) for word in named}
    return any(stem_of(place_of(word.low)) in called for word in subject_of(sides.stated))


def _denied(sides: Sides) -> ReasonCode | None:
    if sides.denies or (sides.untrue is not None and sides.untrue.denied):
        return ReasonCode.SPEAKER_DENIES
    return ReasonCode.CALLED_UNTRUE if sides.untrue else None


_WITHOUT_SUBJECT = re.compile(
    r"(?:I|we|he|she|it|they|his|her|its|their|ever|any|all|of|[a-z]+ing)\b", re.IGNORECASE
)

_BY = re.compile(r"\bby\b.+", re.DOTALL)


def _is_far_apart(
    passage: JudgedPassage, claim: JudgedClaim, said: Proposition, stated: Proposition
) -> bool:
    """Whether the two are of times so far apart that both can be true; a time that both name makes them one."""
    if passage.published is None or claim.claimed is None:
        return False
    if _name_one_time(said, stated):
        return False
    return abs((passage.published - claim.claimed).days) > SAME_NEWS_DAYS


def _name_one_time(said: Proposition, stated: Proposition) -> bool:
    return any(
        not one.differs(two) and one.comparable(two)
        for one in said.moments
        for two in stated.moments
    )


def _bounds(text: str) -> set[str]:
    return set(map(str.lower, _BOUNDS.findall(text)))


def _is_outgrown(
    passage: JudgedPassage, claim: JudgedClaim, said: Proposition, stated: Proposition
) -> bool:
    """Whether the later of the two counts more: the dead and the flooded homes of one event are counted again every day."""
    if passage.published is None or claim.claimed is None or passage.published == claim.claimed:
        return False
    if not _TOLL.search(stated.text) or _name_one_time(said, stated):
        return False
    told, wanted = (
        [figure.low for figure in each.figures if not figure.unit] for each in (said, stated)
    )
    if not (told and wanted):
        return False
    later = passage.published > claim.claimed
    return max(told) > max(wanted) if later else max(told) < max(wanted)
