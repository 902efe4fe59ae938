"""Quotations that have no cue, and whose words they are."""

import re
from typing import NamedTuple

from app.claims.reading.attribution import Attribution
from app.claims.reading.hedging import is_hedged
from app.claims.reading.lexicon import ARTICLES, BODY_NOUNS, PERSON_NOUNS, word_set
from app.claims.reading.occupations import is_occupation
from app.claims.reading.quotations import Quotation
from app.claims.reading.sentences import Span
from app.claims.reading.subjects import subject_of
from app.claims.reading.units import Unit
from app.claims.vocabulary import ClaimKind

QUOTED_STATEMENT = 4  # words; shorter quotations without a cue are words held at arm's length
_TRANSCRIBED = re.compile(r"([A-Z][A-Z.'\u2019 -]{1,30}):\s+(?=\S)")
_NO_PERSON = word_set(
    "anybody anyone everybody everyone everything it no nobody none nothing one some somebody someone something that there this"
)
_SENTENCE_ENDS = frozenset(".!?…,—")


class Preceding(NamedTuple):
    """What stands before a unit: the unit before it, and the last words that somebody spoke in it."""

    unit: Unit | None = None
    spoken: Attribution | None = None


def lone_quotations(
    text: str, unit: Unit, cued: list[Attribution], preceding: Preceding
) -> list[Attribution]:
    """Quotations of a unit without a cue: those that are whole sentences of their own.

    They go on with what was spoken before, else they are of the person whom the narrator speaks of.
    """
    found: list[Attribution] = []
    before, spoken = _unless_answered(text, unit, preceding)
    named = None if spoken or cued else _person_spoken_of(text, unit, before)
    for quotation in unit.quotations:
        content = quotation.spoken(text)
        if cue := next((each for each in cued if _overlap(content, each.content)), None):
            spoken = cue
            continue
        spoken = _quoted_beside(text, quotation, cued) or spoken
        if introducer := _introducer(text, unit, quotation):
            spoken, named = None, introducer
        if turn := _transcribed(text, content):
            spoken = turn
            found.append(turn)
        elif content.start < content.end and _is_sentence(text, unit, quotation):
            source = spoken.source if spoken else named
            found.append(_alone(text, content, source, continues=spoken is not None))
    return found


def _unless_answered(text: str, unit: Unit, preceding: Preceding) -> Preceding:
    """What stands before, but nothing where a unit answers a question: somebody else speaks in it."""
    spoken = preceding.spoken
    asked = spoken is not None and spoken.content.of(text).endswith("?")
    return Preceding() if asked and unit.opens else preceding


def _overlap(left: Span, right: Span) -> bool:
    return left.start < right.end and right.start < left.end


def _alone(text: str, content: Span, source: Span | None, *, continues: bool) -> Attribution:
    return Attribution(
        content,
        source,
        cue=None,
        kind=ClaimKind.DIRECT_QUOTE,
        hedged=is_hedged(content.of(text)),
        continues=continues,
    )


def _person_spoken_of(text: str, unit: Unit, before: Unit | None) -> Span | None:
    """Whom a quotation without a cue quotes: the subject of its sentence, or of the one before (Lee laughed. "…")."""
    subject = subject_of(text, unit)
    if subject is not None and text[subject.end : unit.quotations[0].outer.start].rstrip().endswith(
        ":"
    ):
        return subject
    here = _person_in(text, subject)
    if here is not None or before is None:
        return here
    if before.span.of(text).endswith(":"):
        return subject_of(text, before)
    return None if unit.opens else _person_in(text, subject_of(text, before))


def _person_in(text: str, subject: Span | None) -> Span | None:
    if subject is None:
        return None
    words = subject.of(text).split()
    first = words[0].lower()
    if first in ARTICLES | {"his", "her", "their", "its"}:
        noun = words[-1].lower().strip(",")
        return subject if noun in PERSON_NOUNS | BODY_NOUNS or is_occupation(noun) else None
    person = words[0][0].isupper() and first not in _NO_PERSON
    return subject if person or first in {"he", "she"} else None


def _introducer(text: str, unit: Unit, quotation: Quotation) -> Span | None:
    """Who introduces a quotation by doing something else: Lee issued a statement, "…"."""
    opening = text[unit.span.start : quotation.outer.start].rstrip()
    if quotation is not unit.quotations[0] or not opening.endswith((",", ":")):
        return None
    return _person_in(text, subject_of(text, unit))


def _quoted_beside(text: str, quotation: Quotation, cued: list[Attribution]) -> Attribution | None:
    """The act of saying whose quotation follows right behind another: "It leaks." "It sinks," said Lee."""
    for each in cued:
        between = text[quotation.outer.end : max(quotation.outer.end, each.content.start - 1)]
        if each.kind is ClaimKind.DIRECT_QUOTE and each.content.start > quotation.outer.end:
            return each if not between.strip() else None
    return None


def _transcribed(text: str, content: Span) -> Attribution | None:
    """A turn of a transcript, which names its speaker: "LEE: I did not"; None where nobody is named."""
    named = _TRANSCRIBED.match(text, *content)
    if named is None:
        return None
    said = Span(named.end(), content.end)
    return Attribution(
        content=said,
        source=Span(*named.span(1)),
        cue=Span(named.end(1), named.end(1) + 1),
        kind=ClaimKind.DIRECT_QUOTE,
        hedged=is_hedged(said.of(text)),
    )


def _is_sentence(text: str, unit: Unit, quotation: Quotation) -> bool:
    fills = (
        quotation.outer.start - unit.span.start <= 1 and unit.span.end - quotation.outer.end <= 1
    )
    inner = quotation.inner.of(text)
    sentence = inner[0].isupper() and inner[-1] in _SENTENCE_ENDS
    return fills or (sentence and quotation.words(text) >= QUOTED_STATEMENT)
