"""Who does it to whom: whether two sentences that share a verb and those who take part give them the same roles.

"Orrin beat Melby" and "Melby beat Orrin" have the same words, "Melby lost to Orrin" and "Melby was beaten by Orrin" say the
same as the first. There is no parser behind this: the doer is the nearest before the verb, or behind "by" in the passive.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from app.claims.reading.lexicon import (
    BODY_NOUNS,
    DETERMINERS,
    PERSON_NOUNS,
    PREPOSITIONS,
    word_set,
)
from app.claims.reading.occupations import is_occupation
from app.evidence.figures import singular
from app.evidence.opposites import opposite, sides_of
from app.evidence.propositions import Proposition, stem_of
from app.evidence.verbs import is_verb_form

PASSIVE_REACH = 9  # words behind a verb in the passive in which "by" stands
OBJECTS = (
    2  # runs of words behind a verb that may be done something to: "lent the money to the duke"
)
MOST_DEEDS = 30  # of one sentence that are looked at

_TOKEN = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_BE = word_set("be is are was were been being get gets got gotten")
# verbs in which both take part alike, or that only report
_MUTUAL = frozenset(
    map(
        stem_of,
        word_set(
            "meet marry join merge agree sign speak talk play tie fight collide divorce compare debate discuss share"
            " crash have do be go come say tell ask think know see find found hear feel mean want use make take get put set keep let"
            " run stand become begin start end stop show announce call name include follow-up base relate link"
            " need held hold united close open rise fall grow"
        ),
    )
)
_CONVERSE = frozenset(
    frozenset(map(stem_of, pair.split()))
    for pair in (
        "buy sell", "lend borrow", "beat lose", "defeat lose", "win lose", "give receive", "give get", "teach learn",
        "leave inherit", "acquire sell", "purchase sell", "send receive", "precede succeed", "own belong", "lend owe",
    )
)  # fmt: skip
# what only one of the two can have done to the other, at the time that is spoken of
_ONE_WAY = frozenset(
    map(
        stem_of,
        word_set(
            "beat defeat succeed follow replace acquire buy purchase sell lend borrow own kill murder inherit overtake conquer"
            " adopt absorb outnumber outsell precede lose win teach give rescue stab shoot"
        ),
    )
)


@dataclass(frozen=True, slots=True)
class Deed:
    """A verb's stem and the sides of opposites that it is on, the stems of its doer, and of the others that take part."""

    verb: str
    sides: frozenset[int]
    doer: frozenset[str]
    others: frozenset[str]

    def is_of(self, other: "Deed") -> bool:
        """Whether both have verbs of the same meaning."""
        return self.verb == other.verb or not self.sides.isdisjoint(other.sides)

    def is_converse_of(self, other: "Deed") -> bool:
        """Whether what one does to the other is what the other does to the one: "buy", "sell"."""
        return frozenset((self.verb, other.verb)) in _CONVERSE

    def crosses(self, other: "Deed", actors: frozenset[str]) -> bool:
        """Whether the doer of each is among the others of the other, whole or with an actor's name."""
        here, there = self.doer & other.others, other.doer & self.others
        if here == self.doer != other.doer == there:
            return True
        apart = self.doer.isdisjoint(other.doer)
        return apart and bool(here & actors and there & actors)

    def goes_with(self, other: "Deed") -> bool:
        """Whether both have one doer and another in common."""
        alike = self.doer <= other.doer or other.doer <= self.doer
        return alike and not self.others.isdisjoint(other.others)

    def is_opposite_of(self, other: "Deed") -> bool:
        """Whether one is the opposite of the other: "convicted", "acquitted"."""
        return not {opposite(side) for side in self.sides}.isdisjoint(other.sides)


@dataclass(frozen=True, slots=True)
class Roles:
    """How the roles in two sentences stand to each other.

    `swapped`: who did it to whom is the other way round, `one_way`: and only one of that can be; `same`: the same did it to
    the same; `converse`: and the verbs are of opposite direction, "bought from", "sold to". `people` are the claim's words
    for people and bodies that the passage has too.
    """

    swapped: bool = False
    one_way: bool = False
    same: bool = False
    converse: bool = False
    people: int = 0


@lru_cache(maxsize=4096)
def roles_between(passage: Proposition, claim: Proposition) -> Roles:
    """How the roles in two sentences stand to each other, told by the verbs that they share."""
    shared = passage.stems & claim.stems
    actors = _actors(passage.text, shared) | _actors(claim.text, shared)
    told, stated = (tuple(deeds_in(each.text, shared)) for each in (passage, claim))
    pairs = [(one, two) for one in told for two in stated]
    converse = any(one.is_converse_of(two) and one.crosses(two, actors) for one, two in pairs)
    alike = [(one, two) for one, two in pairs if one.is_of(two)]
    against = [(one, two) for one, two in pairs if one.is_opposite_of(two)]
    against = [(one, two) for one, two in against if not one.is_converse_of(two)]
    same = converse or any(one.goes_with(two) for one, two in alike + against)
    crossed = [one for one, two in alike if one.crosses(two, actors)]
    crossed += [one for one, two in pairs if one.is_converse_of(two) and one.goes_with(two)]
    swapped = bool(crossed) and not same
    one_way = swapped and any(one.verb in _ONE_WAY for one in crossed)
    people = sum(is_actor(word.low) and word.stem in shared for word in claim.words)
    return Roles(swapped, one_way, same, converse, people)


def _actors(text: str, known: frozenset[str]) -> frozenset[str]:
    """The known stems of names, and of words for people and bodies."""
    matches = list(_TOKEN.finditer(text))
    words = [match.group() for match in matches[1:] if match.group()[0].isupper()]
    words += [match.group() for match in matches if is_actor(match.group().lower())]
    return frozenset(stem_of(word.lower()) for word in words) & known


def is_actor(word: str) -> bool:
    """Whether a word in lower case is one for people or bodies: "doctor", "council"."""
    one = singular(word)
    return one in PERSON_NOUNS or one in BODY_NOUNS or is_occupation(one)


def deeds_in(text: str, known: frozenset[str]) -> Iterator[Deed]:
    """What is done by whom in a sentence, as far as those who take part are among some known stems."""
    tokens = [match.group().lower() for match in _TOKEN.finditer(text)]
    stems = [stem_of(token) for token in tokens]
    places = [at for at, stem in enumerate(stems) if stem in known and not _is_verb(tokens, at)]
    verbs = (
        at for at, token in enumerate(tokens) if _is_verb(tokens, at) and stems[at] not in _MUTUAL
    )
    for at in islice(verbs, MOST_DEEDS):
        doing, done = _parts(tokens, places, at)
        if doing and done:
            doer = frozenset(stems[place] for place in doing)
            others = frozenset(stems[place] for place in done)
            yield Deed(stems[at], sides_of(tokens[at]), doer, others)


def _parts(tokens: Sequence[str], places: Sequence[int], at: int) -> tuple[list[int], list[int]]:
    """Where the words of the doer and of the others stand, for the verb at a place; none where that is not told.

    In the passive the doer is behind "by". What hangs on a preposition before a verb in the active is passed over where
    something else is there: "the head of the union".
    """
    before = [place for place in reversed(places) if place < at]
    behind = [place for place in places if place > at]
    passive, by = _passive(tokens, at)
    if not passive:
        return _subject(tokens, before), _runs(behind, OBJECTS)
    if by is None:
        return [], []
    doing = _run([place for place in behind if place > by])
    return doing, [*_run(before), *(place for place in behind if place < by)]


def _subject(tokens: Sequence[str], before: list[int]) -> list[int]:
    nearest = run = _run(before)
    while run and _hangs_on(tokens, run[-1]):
        before = before[len(run) :]
        run = _run(before)
    return run or nearest


def _runs(places: list[int], count: int) -> list[int]:
    """The first runs of places that adjoin each other."""
    found: list[int] = []
    for _ in range(count):
        found += _run(places[len(found) :])
    return found


def _run(places: Sequence[int]) -> list[int]:
    """The first of some places with those that adjoin it one by one."""
    return [place for number, place in enumerate(places) if abs(place - places[0]) == number]


def _hangs_on(tokens: Sequence[str], at: int) -> bool:
    """Whether a preposition stands before a word, or before the article in front of it."""
    before = [token for token in tokens[max(0, at - 2) : at] if token not in DETERMINERS]
    return bool(before) and before[-1] in PREPOSITIONS


def _passive(tokens: Sequence[str], at: int) -> tuple[bool, int | None]:
    """Whether a verb is in the passive, and where its "by" stands, None where there is none."""
    reach = tokens[at + 1 : at + 1 + PASSIVE_REACH]
    by = at + 1 + reach.index("by") if "by" in reach else None
    passive = by == at + 1 or not _BE.isdisjoint(tokens[max(0, at - 2) : at])
    return passive, by if passive else None


def _is_verb(tokens: Sequence[str], at: int) -> bool:
    """Whether a word is a verb and no participle before a noun: "the lost medal"."""
    return is_verb_form(tokens[at]) and not (at and tokens[at - 1] in DETERMINERS)
