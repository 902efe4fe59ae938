"""The units of a text: its sentences, where those that one quotation holds together are one."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from app.claims.reading.datelines import after_dateline
from app.claims.reading.lexicon import CUE_FORMS
from app.claims.reading.quotations import Quotation, quotations
from app.claims.reading.sentences import Span, paragraphs, sentences

_ONLY_QUOTED = re.compile(r"[\"\u201c][^\"\u201c\u201d]{1,400}[\"\u201d]")
_OPENS_QUOTED = re.compile(r"[\"\u201c]")
_ENDS_QUOTED = re.compile(r"[?!][\"'\u201d\u2019]+\s*\Z")
SIGNATURE = re.compile(r"[-\u2013-\u2015]{1,2} ?(?:[^\W\d_a-z][\w.'\u2019-]{0,30}\s?){1,5}")
_SPEAKER_FIRST = re.compile(r"(?:[A-Z][\w.'\u2019-]{0,30} ){1,4}([a-z]{3,12})\b")


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
            yield from _joined(text, found, quoted)
        else:
            for position, sentence in enumerate(found):
                yield Unit(sentence, [sentence], [], position == 0)


def _joined(text: str, found: list[Span], quoted: list[Quotation]) -> Iterator[Unit]:
    """Units of a paragraph, where sentences that a quotation reaches across are one."""
    first = 0
    together: list[Span] = []
    position = 0
    opens = True
    for index, sentence in enumerate(found):
        together.append(sentence)
        while position < len(quoted) and quoted[position].outer.end <= sentence.end:
            position += 1
        if position < len(quoted) and quoted[position].outer.start < sentence.end:
            continue
        if position and index + 1 < len(found) and _names_speaker(text, sentence, found[index + 1]):
            continue
        yield Unit(Span(together[0].start, sentence.end), together, quoted[first:position], opens)
        first, together, opens = position, [], False


def _names_speaker(text: str, sentence: Span, following: Span) -> bool:
    """Whether the next sentence only says whose words these are: "Is that all?" Lee asked. "Yes." — Ann Lee."""
    if SIGNATURE.fullmatch(text, *following) or (
        _ONLY_QUOTED.fullmatch(text, *sentence) and _OPENS_QUOTED.match(text, *following)
    ):
        return True
    return _ENDS_QUOTED.search(text, *sentence) is not None and (
        (spoken := _SPEAKER_FIRST.match(text, *following)) is not None
        and spoken.group(1) in CUE_FORMS
    )
