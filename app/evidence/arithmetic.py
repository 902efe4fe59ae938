"""Figures that a text gives without printing them: sums, differences, parts of a whole, ages, "a decade", "the third week"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import combinations, islice, pairwise

from app.evidence.dates import Moment
from app.evidence.figures import singular
from app.evidence.numerals import ORDINALS
from app.evidence.propositions import Proposition
from app.evidence.quantities import ROUNDING, Figure
from app.evidence.units import MONTH_S, UNITS

MOST_FIGURES = 8  # of one text that are put together
FEWEST_OF_A_WHOLE = 10  # of smaller numbers a ratio is told by chance
TELLING_DIFFERENCE = 13  # the smallest difference of two counts that is hardly met by chance
_YEAR_S = 12 * MONTH_S
_ONE = re.compile(
    r"\b(?:an?|(?:the )?(?:past|last)) (?P<unit>hour|day|week|fortnight|month|year|decade|century)\b",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    rf"\b(?P<number>\d{{1,4}}(?=st|nd|rd|th)|{'|'.join(ORDINALS)})\w{{0,2}}(?:[- ](?P<noun>[^\W\d_]+))?",
    re.IGNORECASE,
)
_GROUPS = {
    2: re.compile(r"\b(?:twice|twins|(?:a|the) (?:couple|pair|duo)(?: of)?)\b", re.IGNORECASE),
    3: re.compile(r"\b(?:trio|triplets|thrice)\b", re.IGNORECASE),
    4: re.compile(r"\b(?:quartet|foursome)\b", re.IGNORECASE),
}
_ADDED = re.compile(r"(?:\s[^\W\d_][\w'-]*){0,3},? (?:and|plus)\s*", re.IGNORECASE)


def implied_by(said: Proposition) -> tuple[Figure, ...]:
    """The figures that a text implies beside those that it prints."""
    return (*_implied(said.text, said.figures), *_years_between(said.moments))


def _years_between(moments: Sequence[Moment]) -> Iterator[Figure]:
    """How many years two years are apart: "born in 1930", "in 2014"."""
    years = sorted({moment.year for moment in moments if moment.year is not None})[:MOST_FIGURES]
    for one, two in combinations(years, 2):
        span = (two - one) * _YEAR_S
        yield _counted(span, "s", _YEAR_S, (0, 0))


@lru_cache(maxsize=1024)
def _implied(text: str, printed: tuple[Figure, ...]) -> tuple[Figure, ...]:
    named = list(_named(text))
    found = [*named, *_ages(printed)]
    exact = [figure for figure in printed if not figure.is_bound]
    added = sorted([*exact, *named], key=lambda figure: figure.start)
    found += _sums(text, added[:MOST_FIGURES])
    for one, two in combinations(exact[:MOST_FIGURES], 2):
        found += _of_two(one, two)
    return tuple(found)


def _named(text: str) -> Iterator[Figure]:
    """What words other than numbers count: "a decade", "the pair", "the third week"."""
    for match in islice(_ONE.finditer(text), MOST_FIGURES):
        unit, worth = UNITS[match["unit"].lower()]
        yield _counted(worth, unit, worth, match.span())
    for value, pattern in _GROUPS.items():
        for match in islice(pattern.finditer(text), 1):
            yield _counted(value, "", 1.0, match.span())
    for match in islice(_ORDINAL.finditer(text), MOST_FIGURES):
        number, noun = match["number"].lower(), singular((match["noun"] or "").lower())
        nth = float(number) if number.isdigit() else ORDINALS.get(number)
        if nth is not None and noun in UNITS:
            unit, worth = UNITS[noun]
            yield _counted(nth * worth, unit, worth, match.span())
        elif nth is not None and noun == "birthday":
            yield _counted(nth, "", 1.0, match.span())


def _ages(printed: Sequence[Figure]) -> Iterator[Figure]:
    """Ages that are printed as numbers or years: "a boy of five", "born 91 years ago"."""
    for figure in printed:
        if figure.unit == "":
            yield replace(figure, unit="age", of="")
        elif figure.unit == "s" and figure.worth == _YEAR_S:
            low, high = figure.low / _YEAR_S, figure.high / _YEAR_S
            yield replace(figure, low=low, high=high, unit="age", of="", worth=1.0)


def _sums(text: str, figures: Sequence[Figure]) -> Iterator[Figure]:
    """What two figures that "and" joins come to: "214 passengers and 17 crew"."""
    for one, two in pairwise(figures):
        if one.unit == two.unit and _ADDED.fullmatch(text, one.end, two.start):
            yield _derived(one.high + two.high, one, 0.0)


def _of_two(one: Figure, two: Figure) -> Iterator[Figure]:
    """The difference and the ratio of two figures of one kind, and the part of one that the other gives as a share."""
    one, two = _in_unit_of(two, one), _in_unit_of(one, two)
    less, more = sorted((one, two), key=lambda figure: figure.high)
    if one.unit != two.unit:
        if "%" in {one.unit, two.unit}:
            share, whole = (one, two) if one.unit == "%" else (two, one)
            yield _derived((share.low + share.high) / 200 * whole.high, whole, ROUNDING)
        return
    if one.unit == "%":
        yield replace(_derived(more.high - less.high, one, 0.01), unit="points")
    elif one.unit != "s":
        counted = not one.unit
        if not counted or (one.of == two.of and more.high - less.high >= TELLING_DIFFERENCE):
            yield _derived(more.high - less.high, one, 0.01)
        alike = one.of == two.of or "" in {one.of, two.of}
        if alike and less.high > 0 and (not counted or more.high >= FEWEST_OF_A_WHOLE):
            yield from _ratios(less, more)


def _in_unit_of(other: Figure, figure: Figure) -> Figure:
    """A bare number in the unit of another figure: the second of "200 kilometres an hour, up from 140"."""
    if figure.unit or figure.of or not other.unit or other.unit == "%":
        return figure
    low, high = figure.low * other.worth, figure.high * other.worth
    return replace(figure, low=low, high=high, unit=other.unit, worth=other.worth)


def _ratios(less: Figure, more: Figure) -> Iterator[Figure]:
    """What share one figure is of another, and by how much they differ, in percent."""
    part = 100 * less.high / more.high
    for share in (part, 100 * (more.high / less.high - 1)):
        yield replace(_derived(share, less, ROUNDING), unit="%", worth=1.0)


def _counted(value: float, unit: str, worth: float, place: tuple[int, int]) -> Figure:
    """An exact figure of a text."""
    start, end = place
    return Figure(value, value, unit, "", exact=True, worth=worth, start=start, end=end)


def _derived(value: float, figure: Figure, slack: float) -> Figure:
    """A figure like another with another value, rounded where there is slack."""
    margin = abs(value) * slack
    return replace(figure, low=value - margin, high=value + margin, of="", exact=not slack)
