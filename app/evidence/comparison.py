"""How what a passage says compares with what a claim says: how much they share, and where they disagree."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from app.evidence.doers import clauses_in, is_of_another
from app.evidence.measures import figure_differs, is_converted, is_pinned, is_told_as_fact
from app.evidence.nonfinite import is_only_to_do
from app.evidence.opposites import opposite
from app.evidence.ordering import Order, order_between
from app.evidence.propositions import Content, Proposition, Word, read_proposition, stem_of
from app.evidence.roles import Roles, roles_between
from app.evidence.sequences import in_order
from app.evidence.settling import is_put_off
from app.evidence.spellings import one_spelling
from app.evidence.subjects import (
    are_rivals,
    is_embedded,
    is_named,
    is_under_holder,
    names_differ,
    opening_names,
    subjects_differ,
)
from app.evidence.verbs import is_verb_form
from app.evidence.vocabulary import ReasonCode

_LEFT = re.compile(
    r"\b(?:no longer|used to|until|resign|step(?:s|ped)? down|quit|left office|succeed|replace|predecessor|successor)",
    re.IGNORECASE,
)
_OVER = re.compile(r"\b(?:no longer|used to|former|ex-|resigned|retired)", re.IGNORECASE)
_OF = re.compile(r"(?: ?[a-z]+)? of (?P<what>[a-z]+)\b", re.IGNORECASE)
_WEIGHED = re.compile(r"\b(?:than|instead of|not|before|after)\b(?! \d)", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]+")
_NEAR = 80  # code points behind a word
_MOST_WEIGHED = 20  # such words of one text
_JOINTS = frozenset({"before", "after"})

_NONE = re.compile(r"\b(?:none|not one|not a single|neither|nobody|no one)\b", re.IGNORECASE)
_SOME = frozenset({"some", "one", "all", "most", "many", "several", "both", "every", "each", "few"})


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a passage and a claim have in common, and what tells them apart.

    `covered` is the share of the claim's content words that the passage has too, as the same word, another of the same
    meaning or its opposite; `core` the same without names, `in_order` of those that stand in the claim's order, `extra`
    the share of the passage's that the claim lacks, `extra_beside` the same without clauses that share nothing with the
    claim. `contradictions` are reasons for
    which the two cannot both be true if they are about the same thing, `vetoes` reasons for which one does not bear
    out the other. `turned`: one negates the opposite of what the other says ("did not fall", "rose"), which may be the
    same or not. `withheld` are reasons for which the passage does not bear out the claim, though both may
    speak of the same and the claim be wrong. `rivals`: each names another for what only one can be. `parties` are the names and words for people that both have, `exchanged`: two names stand in the other order.
    `of_other_thing`: they are alike but for
    one thing amid the same words ("the roof of a school", "of a church"), so that both may be true. `weighed`: the claim puts something above, before or in the place of what the passage does not put there. `converted`: that both say the same takes arithmetic ("a dozen", "12") or a verb of the other direction. `pinned`: both give the same day, or the same figure that is no small number.
    """

    shared: int
    covered: float
    core: float
    in_order: float
    extra: float
    extra_beside: float
    contradictions: frozenset[ReasonCode]
    vetoes: frozenset[ReasonCode]
    turned: bool
    withheld: frozenset[ReasonCode]
    roles: Roles
    rivals: bool
    parties: int
    exchanged: bool
    pinned: bool
    converted: bool
    of_other_thing: bool
    weighed: bool

    @property
    def order_is_free(self) -> bool:
        """Whether another order of the words says nothing else: roles are told to be the same, or there is but one party.

        Where one thing is weighed against another or put in its place ("than", "not"), the order says which.
        """
        if self.weighed:
            return False
        return self.roles.same or (self.parties <= 1 and not self.roles.swapped)


def compare(passage: Proposition, claim: Proposition) -> Comparison:
    """Compare what a passage says with what a claim says."""
    roles = roles_between(passage, claim)
    names = [*claim.names, *opening_names(claim, passage)]
    some = _some(passage)
    met = words_told(passage, claim)
    ordered = [word for word in claim.words if word.low not in some]
    core = [word for word in claim.words if one_spelling(word.low) not in claim.named_words]
    back = [word for word in passage.words if _is_told(word, claim)]
    return Comparison(
        shared=met,
        covered=met / max(1, len(claim.words)),
        core=sum(_is_told(word, passage) for word in core) / len(core) if core else 1.0,
        in_order=in_order(ordered, passage.words, _is_like) / max(1, len(ordered)),
        extra=1 - len(back) / max(1, len(passage.words)),
        extra_beside=1 - len(back) / max(1, len(back), _words_beside(passage, claim)),
        contradictions=frozenset(_contradictions(passage, claim, roles)),
        vetoes=frozenset(_vetoes(passage, claim)),
        turned=_is_negated(passage, claim) and _says_opposite(passage, claim),
        withheld=frozenset(_withheld(passage, claim)),
        roles=roles,
        rivals=are_rivals(passage, claim),
        parties=sum(is_named(name, passage) for name in names) + roles.people,
        exchanged=not (roles.same or roles.swapped) and _are_exchanged(passage, claim),
        pinned=is_pinned(passage, claim),
        of_other_thing=_is_of_other_thing(passage, claim),
        weighed=not _weighed(claim) <= _weighed(passage),
        converted=roles.converse or is_converted(passage, claim),
    )


def _is_of_other_thing(passage: Proposition, claim: Proposition) -> bool:
    """Whether between the same two words the claim has one word and the passage another, neither of them a verb.

    Or one counts tonnes of one thing, the other of another.
    """
    told, stated = _counted(passage), _counted(claim)
    if told and stated and told.isdisjoint(claim.stems) and stated.isdisjoint(passage.stems):
        return True
    between = {
        (before.stem, after.stem)
        for before, word, after in _triples(passage)
        if not _is_told(word, claim)
    }
    return any(
        (before.stem, after.stem) in between
        for before, word, after in _triples(claim)
        if not (_is_told(word, passage) or is_verb_form(word.low) or word.low in _SOME)
    )


def _counted(said: Proposition) -> set[str]:
    """What the figures are of: "8 tonnes of propane"."""
    behind = (_OF.match(said.text, figure.end) for figure in said.figures)
    return {stem_of(match["what"].lower()) for match in behind if match} & said.stems


def _are_exchanged(passage: Proposition, claim: Proposition) -> bool:
    """Whether two names that both have stand in another order."""
    named = claim.named_words | passage.named_words
    told, stated = (
        list(dict.fromkeys(word.stem for word in said.words if one_spelling(word.low) in named))
        for said in (passage, claim)
    )
    told, stated = (
        [stem for stem in told if stem in stated],
        [stem for stem in stated if stem in told],
    )
    return told != stated


def _weighed(said: Proposition) -> set[tuple[str, str]]:
    """Words such as "than" and "not", each with the content word behind it."""
    stems = {word.low: word.stem for word in said.words}
    return {
        (match.group().lower(), _first_of(stems, said.text[match.end() : match.end() + _NEAR]))
        for match in islice(_WEIGHED.finditer(said.text), _MOST_WEIGHED)
    }


def _first_of(stems: Mapping[str, str], text: str) -> str:
    return next((stems[word] for word in _LETTERS.findall(text.lower()) if word in stems), "")


def _triples(said: Proposition) -> Iterator[tuple[Word, Word, Word]]:
    return zip(said.words, said.words[1:], said.words[2:], strict=False)


def _words_beside(passage: Proposition, claim: Proposition) -> int:
    """How many words stand in the clauses of the passage that have a word of the claim."""
    clauses = [read_proposition(clause, None) for clause in clauses_in(passage.text)]
    return sum(len(clause.words) for clause in clauses if words_shared(clause, claim))


def words_shared(passage: Content, claim: Content) -> int:
    """How many of the claim's content words the passage has, as such, in another word for it or in its opposite."""
    return sum(_is_told(word, passage) for word in claim.words)


def words_told(passage: Content, claim: Content) -> int:
    """The same, with "both" and "many" of the claim where the passage says that it was none."""
    some = _some(passage)
    return sum(_is_told(word, passage) or word.low in some for word in claim.words)


def _some(passage: Content) -> frozenset[str]:
    return _SOME if _NONE.search(passage.text) else frozenset()


def _is_told(word: Word, other: Content) -> bool:
    """Whether another text has a word, one of the same meaning, or its opposite."""
    return is_met(word, other) or _is_opposed(word, other)


def _is_like(word: Word, other: Word) -> bool:
    sides = word.sides | {opposite(side) for side in word.sides}
    return word.stem == other.stem or bool(sides & other.sides)


def is_met(word: Word, other: Content) -> bool:
    """Whether another text has a word or one of the same meaning."""
    return word.stem in other.stems or bool(word.sides & other.sides)


def _is_opposed(word: Word, other: Content) -> bool:
    if word.stem in other.bare or (word.bare is not None and word.bare in other.stems):
        return True
    return any(opposite(side) in other.sides for side in word.sides)


def _contradictions(passage: Proposition, claim: Proposition, roles: Roles) -> Iterator[ReasonCode]:
    negated = _is_negated(passage, claim) and not _both_over(passage, claim)
    order = order_between(passage, claim)
    spared = _JOINTS if order is Order.SAME else frozenset()
    opposed = _says_opposite(passage, claim, spared) and not roles.converse
    if negated and not opposed:
        yield ReasonCode.NEGATED
    if opposed and not negated:
        yield ReasonCode.OPPOSITE_WORDS
    if any(figure_differs(figure, passage, claim) for figure in claim.figures):
        yield ReasonCode.FIGURES_DIFFER
    if _times_differ(passage, claim) or (order is Order.REVERSED and not opposed):
        yield ReasonCode.DATES_DIFFER
    if roles.swapped:
        yield ReasonCode.SWAPPED


def _vetoes(passage: Proposition, claim: Proposition) -> Iterator[ReasonCode]:
    if names_differ(passage, claim):
        yield ReasonCode.NAMES_DIFFER
        if subjects_differ(passage, claim):
            yield ReasonCode.OTHER_SUBJECT
    elif _scopes_differ(passage, claim):
        yield ReasonCode.NAMES_DIFFER
    shared = passage.stems & claim.stems
    if is_embedded(claim, passage):
        yield ReasonCode.ROLES_DIFFER
    odd = {stem for _, stem in passage.qualified ^ claim.qualified}
    left = _LEFT.search(passage.text) or _LEFT.search(claim.text)
    if odd & shared and not left:
        yield ReasonCode.ROLES_DIFFER
    missing = [figure for figure in claim.figures if not is_told_as_fact(figure, passage, claim)]
    if missing and not all(figure_differs(figure, passage, claim) for figure in missing):
        yield ReasonCode.FIGURES_MISSING
    if not all(any(map(moment.is_borne_out_by, passage.moments)) for moment in claim.moments):
        yield ReasonCode.DATES_MISSING


def _both_over(passage: Proposition, claim: Proposition) -> bool:
    """Whether both tell that something is over: "the former mayor", "no longer mayor"."""
    return bool(_OVER.search(passage.text) and _OVER.search(claim.text))


def _is_negated(passage: Proposition, claim: Proposition) -> bool:
    return _negates(passage, claim) != _negates(claim, passage)


def _withheld(passage: Proposition, claim: Proposition) -> Iterator[ReasonCode]:
    if (
        _is_set_aside(passage, claim)
        or is_only_to_do(passage, claim)
        or is_put_off(passage.text, claim.text)
    ):
        yield ReasonCode.SET_ASIDE
    if is_of_another(passage, claim):
        yield ReasonCode.OTHER_SUBJECT
    if is_under_holder(claim, passage):
        yield ReasonCode.ROLES_DIFFER


def _is_set_aside(passage: Proposition, claim: Proposition) -> bool:
    """Whether a word of the claim is in the passage only where that sets it aside, and the claim neither does nor negates."""
    return bool((passage.aside - claim.aside) & claim.stems) and not claim.negations


def _negates(one: Proposition, other: Proposition) -> bool:
    """Whether an odd number of negators in `one` stand before words that `other` has too."""
    sides = other.sides | {opposite(side) for side in other.sides}
    known = other.stems | {word.stem for word in one.words if word.sides & sides}
    return sum(any(stem in known for stem in behind) for behind in one.negations) % 2 == 1


def _says_opposite(
    passage: Proposition, claim: Proposition, spared: frozenset[str] = frozenset()
) -> bool:
    """Whether a word of the claim, but for some, has its opposite in the passage, and neither has the other's word too."""
    return any(
        word.low not in spared and _is_opposed(word, passage) and not is_met(word, passage)
        and any(_are_opposites(word, other) and not is_met(other, claim) for other in passage.words)
        for word in claim.words
    )  # fmt: skip


def _are_opposites(one: Word, two: Word) -> bool:
    if one.stem == two.bare or one.bare == two.stem:
        return True
    return any(opposite(side) in two.sides for side in one.sides)


def _scopes_differ(passage: Proposition, claim: Proposition) -> bool:
    """Whether one is of the north, the first, the women where the other is of the south, the last, the men."""
    return any(
        opposite(scope) in passage.scopes and scope not in passage.scopes
        and opposite(scope) not in claim.scopes
        for scope in claim.scopes
    )  # fmt: skip


def _times_differ(passage: Proposition, claim: Proposition) -> bool:
    """Whether a time of the claim has others in the passage to compare with and is none of them."""
    for moment in claim.moments:
        others = [other for other in passage.moments if moment.comparable(other)]
        if others and all(moment.differs(other) for other in others):
            return True
    return False
