"""Who says what in a text: content, cue and source of each attribution, found by rules over the words.

A unit is a sentence, or several that one quotation holds together. In each unit the cues are found first, each with
the phrase that is its subject; then each cue takes its content from the quotation or clause beside it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.claims.contents import Content, contents_of
from app.claims.cue_phrases import CuePhrase, cue_phrases, sentence_subject
from app.claims.cues import CUE_WORDS, Sense
from app.claims.datelines import after_dateline
from app.claims.hedging import is_hedged
from app.claims.quotations import Quotation, quotations
from app.claims.sentences import Span, paragraphs, sentences
from app.claims.vocabulary import ClaimKind, Polarity
from app.claims.words import Phrase, Token, tokens_of

QUOTED_STATEMENT = 4  # words; shorter quotations without a cue are words held at arm's length
SHORTEST_UNIT = 8  # code points; "He said" and a word
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Attribution:
    """A content with the cue and the source it is attributed to.

    `content`, `source` and `cue` are ranges of the text. `source` is None where a quotation stands alone; `continues`
    says that it goes on with the words of the speaker before. `negated` marks what somebody did not say.
    """

    content: Span
    source: Span | None
    cue: Span | None
    kind: ClaimKind
    polarity: Polarity = Polarity.ASSERTS
    hedged: bool = False
    negated: bool = False
    continues: bool = False


class Unit(NamedTuple):
    """A sentence, or several that one quotation holds together; `opens` says that it starts a paragraph."""

    span: Span
    sentences: list[Span]
    quotations: list[Quotation]
    opens: bool


def units_of(text: str) -> Iterator[Unit]:
    """The units of a text in reading order; together they hold each of its sentences once."""
    for printed in paragraphs(text):
        paragraph = after_dateline(text, printed)
        quoted = quotations(text, paragraph)
        found = sentences(text, paragraph)
        if quoted:
            yield from _joined(found, quoted)
        else:
            for position, sentence in enumerate(found):
                yield Unit(sentence, [sentence], [], position == 0)


def _joined(found: list[Span], quoted: list[Quotation]) -> Iterator[Unit]:
    """Units of a paragraph, where sentences that a quotation reaches across are one."""
    first = 0
    together: list[Span] = []
    position = 0
    opens = True
    for sentence in found:
        together.append(sentence)
        while position < len(quoted) and quoted[position].outer.end <= sentence.end:
            position += 1
        if position < len(quoted) and quoted[position].outer.start < sentence.end:
            continue
        yield Unit(Span(together[0].start, sentence.end), together, quoted[first:position], opens)
        first, together, opens = position, [], False


def attributions(text: str, units: Sequence[Unit]) -> list[Attribution]:
    """All attributions of a text, unit by unit."""
    found: list[Attribution] = []
    speaking = False
    before: Unit | None = None
    for unit in units:
        here = in_unit(text, unit)
        if not here and unit.quotations:
            named = None if speaking else _person_spoken_of(text, unit, before)
            here = _lone_quotations(text, unit, named, continues=speaking)
        speaking = bool(here)
        found += here
        before = unit
    return found


def in_unit(text: str, unit: Unit) -> list[Attribution]:
    """The attributions within one unit that have a cue."""
    if not _may_have_cue(text, unit):
        return []
    tokens = tokens_of(text, unit.span, unit.quotations)
    cues = cue_phrases(tokens)
    found = []
    for position, cue in enumerate(cues):
        later = (other.boundary for other in cues[position + 1 :] if other.coordinate)
        limit = max(min(later, default=len(tokens)), cue.end)
        for content in contents_of(tokens, cue, limit):
            span = _content_range(text, unit, tokens, content)
            if span.start < span.end:
                found.append(_attribution(text, tokens, cue, span, direct=content.direct))
    return found


def _content_range(text: str, unit: Unit, tokens: list[Token], content: Content) -> Span:
    """The range of a content; of a quotation without its marks."""
    span = _text_range(tokens, content.phrase)
    if not content.direct:
        return span
    return next(_spoken(text, one) for one in unit.quotations if one.outer.start == span.start)


def _may_have_cue(text: str, unit: Unit) -> bool:
    if unit.span.end - unit.span.start < SHORTEST_UNIT:
        return False
    place = unit.span.start
    if unit.quotations and text[place : unit.quotations[0].outer.start].endswith(": "):
        return True
    for quotation in unit.quotations:
        if _has_cue_word(text[place : quotation.outer.start]):
            return True
        place = quotation.outer.end
    return _has_cue_word(text[place : unit.span.end])


def _has_cue_word(piece: str) -> bool:
    return not CUE_WORDS.isdisjoint(_LETTERS.findall(piece.lower()))


def _attribution(
    text: str, tokens: list[Token], cue: CuePhrase, content: Span, *, direct: bool
) -> Attribution:
    return Attribution(
        content=content,
        source=_text_range(tokens, cue.subject),
        cue=_text_range(tokens, cue.verb),
        kind=ClaimKind.DIRECT_QUOTE if direct else ClaimKind.INDIRECT_QUOTE,
        polarity=Polarity.DENIES if cue.sense is Sense.DENY else Polarity.ASSERTS,
        hedged=cue.sense is Sense.BELIEVE or cue.hedged or is_hedged(content.of(text)),
        negated=cue.negated,
    )


def _text_range(tokens: list[Token], phrase: Phrase) -> Span:
    return Span(tokens[phrase.first].start, tokens[phrase.end - 1].end)


def _spoken(text: str, quotation: Quotation) -> Span:
    """A quotation without the comma that belongs to the sentence around it."""
    inner = quotation.inner
    return Span(inner.start, inner.start + len(inner.of(text).rstrip(", "))).trimmed(text)


def _person_spoken_of(text: str, unit: Unit, before: Unit | None) -> Span | None:
    """Whom a quotation without a cue quotes: the subject of its sentence, or of the one before (Lee laughed. "…")."""
    here = _person_in(text, subject_of(text, unit))
    if here is not None or before is None or unit.opens:
        return here
    return _person_in(text, subject_of(text, before))


def _person_in(text: str, subject: Span | None) -> Span | None:
    if subject is None:
        return None
    printed = subject.of(text)
    first = printed.split(maxsplit=1)[0].lower()
    person = printed[0].isupper() and first not in {"it", "this", "that", "there"}
    return subject if person or first in {"he", "she"} else None


def subject_of(text: str, unit: Unit) -> Span | None:
    """The subject of the first sentence of a unit, with its apposition, if its verb is plain to see."""
    tokens = tokens_of(text, unit.span, unit.quotations)
    subject = sentence_subject(tokens, len(tokens))
    return None if subject is None else _text_range(tokens, subject)


def _lone_quotations(
    text: str, unit: Unit, named: Span | None, *, continues: bool
) -> list[Attribution]:
    """Quotations of a unit without a cue: those that are whole sentences of their own."""
    found = []
    for quotation in unit.quotations:
        content = _spoken(text, quotation)
        if content.start < content.end and _is_sentence(text, unit, quotation):
            hedged = is_hedged(content.of(text))
            found.append(
                Attribution(
                    content, named, None, ClaimKind.DIRECT_QUOTE, hedged=hedged, continues=continues
                )
            )
    return found


def _is_sentence(text: str, unit: Unit, quotation: Quotation) -> bool:
    fills = (
        quotation.outer.start - unit.span.start <= 1 and unit.span.end - quotation.outer.end <= 1
    )
    capital = text[quotation.inner.start].isupper()
    return fills or (capital and quotation.words(text) >= QUOTED_STATEMENT)
