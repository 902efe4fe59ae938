"""Whether the figures of a claim stand in a passage: the same, another, or the same printed in another way."""

import re

from app.evidence.figures import SCORE
from app.evidence.propositions import Proposition
from app.evidence.quantities import Agreement, Figure

TELLING = 13  # the smallest figure that hardly stands in two stories by chance
MEASURE_REACH = 40  # code points before a figure
_MEASURE = re.compile(
    r"\b(?:(?P<limit>limits?|maximum|minimum|ceiling|thresholds?|allowed|permitted|capacity|cap)"
    r"|(?P<plan>targets?|goals?|forecasts?|expect(?:ed|ations?)|predicted|planned|budget(?:ed)?|estimate[ds]?|aim(?:ed)?|instead of|rather than|not)"
    r"|(?P<before>old|previous(?:ly)?|former|earlier|last (?:year|month|week)'?s?|up from|down from|compared (?:with|to)|against|than|after|record of|average of))\b",
    re.IGNORECASE,
)
_NUMERAL = re.compile(r"[^\W_]+")
_CLAUSE = re.compile(r"[,;:.!?]\s")


def _alike(figure: Figure, other: Figure) -> bool:
    return figure.unit == other.unit and (figure.of == other.of or not figure.of or not other.of)


def _measure(figure: Figure, said: Proposition) -> str:
    """What a figure is beside what is so: a limit, a plan, what was before; "" for what is so."""
    if figure.unit == SCORE:
        return ""
    before = said.text[max(0, figure.start - MEASURE_REACH) : figure.start]
    found = _MEASURE.search(_CLAUSE.split(before)[-1])
    if found is None:
        return ""
    return next(name for name, word in found.groupdict().items() if word)


def figure_differs(figure: Figure, passage: Proposition, claim: Proposition) -> bool:
    """Whether the passage gives figures of the same thing and none can be this one."""
    if is_borne_out(figure, passage):
        return False
    same_kind = [
        other
        for other in passage.figures
        if _alike(figure, other) and _measure(other, passage) == _measure(figure, claim)
    ]
    return bool(same_kind) and all(figure.says(other) is Agreement.DIFFERENT for other in same_kind)


def _bears_out(figure: Figure, other: Figure) -> bool:
    if figure.unit != other.unit:
        return False
    return figure.says(other) is Agreement.SAME or figure.holds_for(other)


def is_borne_out(figure: Figure, passage: Proposition) -> bool:
    """Whether a passage gives a figure, or a bound that holds for it."""
    return any(_bears_out(figure, other) for other in passage.figures)


def is_pinned(passage: Proposition, claim: Proposition) -> bool:
    """Whether both give the same day, or the same figure that is no small number."""
    days = (moment for moment in claim.moments if moment.day is not None)
    if any(day.is_borne_out_by(other) for day in days for other in passage.moments):
        return True
    told = [figure for figure in passage.figures if not figure.is_bound]
    return any(
        _bears_out(figure, other)
        for figure in claim.figures
        for other in told
        if not figure.is_bound and figure.low >= TELLING
    )


def is_converted(passage: Proposition, claim: Proposition) -> bool:
    """Whether a figure of the claim is borne out only by one that is printed in another way."""
    return any(
        is_borne_out(figure, passage)
        and not any(_digits(figure, claim) == _digits(other, passage) for other in passage.figures)
        for figure in claim.figures
    )


def _digits(figure: Figure, said: Proposition) -> str:
    return "".join(_NUMERAL.findall(said.text[figure.start : figure.end].lower()))
