"""Whether the figures of a claim stand in a passage: the same, another, or the same printed in another way."""

import re

from app.evidence.arithmetic import implied_by
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
_PART = r"(?<!not )(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|half|most|many|some|several|few|third|quarter)"
_BESIDE = re.compile(
    rf"(?:\b{_PART} (?:out )?of (?:the|its|their|his|her|our|these|those)(?: \w+)?|\bfrom|\bnot(?: the)?|\bcompared (?:with|to)|\binstead of|\brather than)\s*\Z",
    re.IGNORECASE,
)
_OF_A_WHOLE = re.compile(r"\bof (?:the|its|their|his|her|our|these|those)\s*\Z", re.IGNORECASE)
_FIRST_SAID = re.compile(
    r"(?: [\w-]+)? (?:(?:first|initially|originally|previously|earlier) (?:reported|said|given|announced|estimated|forecast|planned)|(?:a year|a month|a week) (?:earlier|before))\b",
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
    if is_borne_out(figure, passage) or is_implied(figure, passage):
        return False
    return _others_are_printed(figure, passage, claim)


def _others_are_printed(figure: Figure, passage: Proposition, claim: Proposition) -> bool:
    """Whether the passage prints figures of the same kind, each of them another one."""
    same_kind = [
        other
        for other in passage.figures
        if _alike(figure, other) and _measure(other, passage) == _measure(figure, claim)
    ]
    return bool(same_kind) and all(figure.says(other) is Agreement.DIFFERENT for other in same_kind)


def _is_beside_the_fact(figure: Figure, said: Proposition) -> bool:
    """Whether a figure is the whole of which a part is told ("two of the five"), what was before, or was first said."""
    before = said.text[max(0, figure.start - MEASURE_REACH) : figure.start]
    return bool(_BESIDE.search(before) or _FIRST_SAID.match(said.text, figure.end))


def _bears_out(figure: Figure, other: Figure) -> bool:
    if figure.unit != other.unit:
        return False
    return figure.says(other) is Agreement.SAME or figure.holds_for(other)


def is_borne_out(figure: Figure, passage: Proposition) -> bool:
    """Whether a passage gives a figure, or a bound that holds for it."""
    return any(_bears_out(figure, other) for other in passage.figures)


def is_implied(figure: Figure, passage: Proposition) -> bool:
    """Whether a passage gives a figure without printing it, as a sum, a part or an ordinal."""
    return any(_alike(figure, other) and _bears_out(figure, other) for other in implied_by(passage))


def is_told_as_fact(figure: Figure, passage: Proposition, claim: Proposition) -> bool:
    """Whether a passage gives a figure, and not only as what was before or a whole of which it tells a part.

    What it merely implies it gives only where it prints no other figure of the kind.
    """
    beside = _is_beside_the_fact(figure, claim) or _OF_A_WHOLE.search(claim.text, 0, figure.start)
    if is_implied(figure, passage) and not _others_are_printed(figure, passage, claim):
        return True
    return any(
        _bears_out(figure, other) and (beside or not _is_beside_the_fact(other, passage))
        for other in passage.figures
    )


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
