"""A quantity as a text gives it, exactly, rounded or as a bound, and whether two of them agree."""

from dataclasses import dataclass
from enum import StrEnum
from math import inf

ROUNDING = 0.05  # "about 300" may stand for anything from 285 to 315
FAR = 2  # "more than 300" says nothing of a figure more than twice as large
_SLACK = {"m": ROUNDING, "kg": ROUNDING, "m2": ROUNDING, "l": ROUNDING, "s": 0.1}
"""How far what is printed in other units, "four weeks" and "a month", may be apart and still be the same."""


class Agreement(StrEnum):
    """What one figure says about another."""

    SAME = "same"
    COMPATIBLE = "compatible"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as a range of values, both ends inclusive, of something.

    `unit` is "%", a currency, a unit of measurement, or else "". `of` is the stem-like noun that is counted, "" where none
    follows. `exact` is false where the text rounds it or gives a bound; `worth` is what 1 of what is printed counts in
    the unit ("million", "km"). `start` and `end` are its place.
    """

    low: float
    high: float
    unit: str
    of: str
    exact: bool
    worth: float
    start: int
    end: int

    def says(self, other: "Figure") -> Agreement:
        """Whether the two can be the same figure, are merely compatible, or contradict each other."""
        rated = ROUNDING if self.unit.endswith("/day") else 0.0
        slack = _SLACK.get(self.unit, rated) if self.worth != other.worth else 0.0
        if self.high * (1 + slack) < other.low or other.high * (1 + slack) < self.low:
            return Agreement.DIFFERENT
        if self.exact and other.exact:
            return Agreement.SAME
        if self.is_bound and other.is_bound and (self.high <= other.low or other.high <= self.low):
            return Agreement.DIFFERENT  # "over 300", "less than 300"
        bounds = self.is_bound + other.is_bound
        near = self.printed_near(other) if bounds < 2 else _printed(self) == _printed(other)
        return Agreement.SAME if near or not bounds else Agreement.COMPATIBLE

    def holds_for(self, other: "Figure") -> bool:
        """Whether a bound like "fewer than 50" holds for all that another figure can be, and is not far from it."""
        within = self.low <= other.low and other.high <= self.high
        one, two = sorted((_printed(self), _printed(other)))
        return self.is_bound and within and two <= FAR * one

    @property
    def is_bound(self) -> bool:
        """Whether only one end is given: "more than 300", "up to 60"."""
        return self.high == inf or self.low == 0

    def printed_near(self, other: "Figure") -> bool:
        """Whether the numbers printed are the same but for rounding."""
        one, two = _printed(self), _printed(other)
        return abs(one - two) <= ROUNDING * max(abs(one), abs(two))


def _printed(figure: Figure) -> float:
    if figure.high == inf:
        return figure.low
    return figure.high if figure.low == 0 else (figure.low + figure.high) / 2
