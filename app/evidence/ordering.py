"""What came before what: whether two sentences with "before" and "after" give the same two things the same order."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from app.evidence.propositions import Proposition, read_proposition

FEWEST = 2  # words of the claim that must stand on sides of the passage

_JOINT = re.compile(
    r"\b(?:(?P<before>before|ahead of|prior to|until)|(?P<after>after|following|since))\b(?! all\b)",
    re.IGNORECASE,
)
_COMMA = re.compile(r",\s")


class Order(StrEnum):
    """How the order in one sentence stands to that in another."""

    SAME = "same"
    REVERSED = "reversed"
    UNTOLD = "untold"


@dataclass(frozen=True, slots=True)
class _Sequence:
    """What came first and what came then, as content words."""

    first: Proposition
    then: Proposition


def order_between(passage: Proposition, claim: Proposition) -> Order:
    """Whether two sentences, each with one "before" or "after", give what they share in the same order."""
    told, stated = _sequence(passage.text), _sequence(claim.text)
    if told is None or stated is None:
        return Order.UNTOLD
    straight = _shared(told.first, stated.first) + _shared(told.then, stated.then)
    crossed = _shared(told.first, stated.then) + _shared(told.then, stated.first)
    if max(straight, crossed) < FEWEST or straight == crossed:
        return Order.UNTOLD
    return Order.SAME if straight > crossed else Order.REVERSED


def _shared(one: Proposition, other: Proposition) -> int:
    return len(one.stems & other.stems)


@lru_cache(maxsize=4096)
def _sequence(text: str) -> _Sequence | None:
    """The two sides of the only "before" or "after" in a text; None where there is none, or several."""
    joints = list(_JOINT.finditer(text))
    if len(joints) != 1:
        return None
    (joint,) = joints
    main, side = text[: joint.start()], text[joint.end() :]
    if not main.strip(" \"'“‘"):  # "After the flood, the mill closed"
        comma = _COMMA.search(side)
        if comma is None:
            return None
        main, side = side[comma.end() :], side[: comma.start()]
    one, other = read_proposition(main, None), read_proposition(side, None)
    if not (one.words and other.words):
        return None
    return _Sequence(one, other) if joint["before"] else _Sequence(other, one)
