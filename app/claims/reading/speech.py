"""Who says what in a text: content, cue and source of each attribution, found by rules over the words.

A unit is a sentence, or several that one quotation holds together. In each unit the cues are found first, each with
the phrase that is its subject; then each cue takes its content from the quotation or clause beside it.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from app.claims.reading.attribution import Attribution, cued_attributions
from app.claims.reading.lone_quotations import Preceding, lone_quotations
from app.claims.reading.sentences import Span
from app.claims.reading.units import SIGNATURE, Unit
from app.claims.vocabulary import ClaimKind

_CLOSING = ('"', "\u201d", "\u2019", "\u00bb", "'")


def attributions(text: str, units: Sequence[Unit]) -> list[Attribution]:
    """All attributions of a text, unit by unit."""
    found: list[Attribution] = []
    preceding = Preceding()
    for unit in units:
        here = cued_attributions(text, unit)
        if unit.quotations:
            here += lone_quotations(text, unit, here, preceding)
            here.sort(key=lambda each: each.content.start)
        elif found and found[-1].source is None and SIGNATURE.fullmatch(text, *unit.span):
            found[-1] = _signed(text, found[-1], unit.span)
        if here and found and _goes_on_below(text, found[-1], unit, here[0]):
            found[-1] = replace(found[-1], source=here[0].source)
        quoted = (each for each in reversed(here) if each.kind is ClaimKind.DIRECT_QUOTE)
        preceding = Preceding(unit, next(quoted, here[-1] if here else None))
        found += here
    return found


def _goes_on_below(text: str, above: Attribution, unit: Unit, first: Attribution) -> bool:
    """Whether a quotation that nobody closed or claimed goes on in the next paragraph, which says whose it is."""
    alone = above.source is None and above.kind is ClaimKind.DIRECT_QUOTE
    closed = text[above.content.end : above.content.end + 2].strip()[:1] in _CLOSING
    opens = (
        bool(unit.quotations) and unit.opens and unit.quotations[0].outer.start == unit.span.start
    )
    return alone and not closed and opens and first.kind is ClaimKind.DIRECT_QUOTE


def _signed(text: str, quotation: Attribution, signature: Span) -> Attribution:
    """A quotation alone with the name in the line below it: — NAME."""
    name = re.search(r"[^\W\d_]", text[signature.start : signature.end])
    start = signature.start + (name.start() if name else 0)
    source = Span(start, start + len(text[start : signature.end].rstrip(". ")))
    return replace(quotation, source=source)
