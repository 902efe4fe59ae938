"""Where a text divides into paragraphs, and paragraphs into sentences."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import nupunkt

from app.claims.reading.abbreviations import is_abbreviation, opens_name
from app.claims.reading.lexicon import AUXILIARIES, IRREGULAR_PASTS

LONGEST_SENTENCE = 2_000  # code points; the longest of 30,000 in PolNeAR train has 1,094
DENSEST_PROSE = 0.1  # full stops or quotation marks for each code point; news has about .01
_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
_SENTENCE_END = re.compile(r"[.?!…]\S{0,4}\s|[a-z]{2}[.?!][A-Z]")
_RUN_ON = re.compile(r"[.?!](?<=[a-z]{3}.)(?=[A-Z][a-z]+\s)")  # no space behind a sentence
SHORTEST_COMPLETE = 3  # words
SHORTEST_LAST_WORD = 4  # code points; shorter ones may be abbreviations
_RANK = re.compile(
    r"\b(?:Abp|Ald|Cllr|Cmdr|Commr|Ens|Lt|Msgr|Pfc|Revd|Secy|Spc|Sra)\.\s+\Z"
)  # never end a sentence
_LOWER_CASE_START = re.compile(
    rf"[.!?](?<=[^\W\d_]{{{SHORTEST_LAST_WORD}}}[.!?])"
    r"(?<!(?i:\bsept|\bcapt|\bdept|\bprof|\bcorp|\binst|\bassn|\bintl)[.!?])\s{1,3}"
    r"(?=(?:the|an?|this|these|those|his|her|its|their|our|some|many)\s[^\W\d_]{3})"
)
_WORD_END = re.compile(
    r"[.](?<=[^\W\d_]{2}[.])[\"'\u201d\u2019)]{0,2}\s{1,3}(?=[\"'\u201c\u2018(]?[A-Z])"
)
_BEFORE_QUOTATION = re.compile(  # of words that end as a sentence does, or that nobody closes
    r"[.](?<=\w[.])\s{1,3}"
    r"(?=\u201c[A-Z](?:[^\u201c\u201d]{0,400}[,.?!\u2026\u2014-]\u201d|[^\u201c\u201d]*\Z)"
    r"|\"[A-Z][^\"]{0,400}[,.?!\u2026\u2014-]\"|\u2018[A-Z][^\u2018]{0,400}?[,.?!\u2026]\u2019)"
)
_LAST_WORD = re.compile(r"[\w.'\u2019&-]+\Z")
LONGEST_LAST_WORD = 20  # code points; longer ones are no abbreviations
_WORD = re.compile(r"[^\W\d_][\w'\u2019-]*")
_FINITE = AUXILIARIES | IRREGULAR_PASTS
_ENDS_SENTENCE = frozenset(".!?:;…\"'\u201d\u2019»")


class Span(NamedTuple):
    """A range of a text in code points, end exclusive."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The slice of `text` that this range covers."""
        return text[self.start : self.end]

    def trimmed(self, text: str) -> "Span":
        """The same range without white space at either end."""
        if self.start < self.end and not (
            text[self.start].isspace() or text[self.end - 1].isspace()
        ):
            return self
        piece = text[self.start : self.end]
        start = self.start + len(piece) - len(piece.lstrip())
        return Span(start, max(start, self.start + len(piece.rstrip())))

    def contains(self, other: "Span") -> bool:
        """Whether `other` lies inside this range, or is the same."""
        return self.start <= other.start and other.end <= self.end

    def crosses(self, other: "Span") -> bool:
        """Whether the two overlap and neither contains the other."""
        overlap = self.start < other.end and other.start < self.end
        return overlap and not (self.contains(other) or other.contains(self))


def paragraphs(text: str) -> list[Span]:
    """The paragraphs of a text, without white space around them.

    Each line is a paragraph, unless it goes on in the next one: text wrapped to a width leaves a line
    that does not end a sentence before a line that starts in lower case.
    """
    found: list[Span] = []
    for match in _LINE.finditer(text):
        line = Span(*match.span()).trimmed(text)
        if line.start == line.end:
            continue
        if found and _goes_on(text, found[-1], line):
            found[-1] = Span(found[-1].start, line.end)
        else:
            found.append(line)
    return found


def _goes_on(text: str, above: Span, line: Span) -> bool:
    if not text[line.start].islower() or text[above.end - 1] in _ENDS_SENTENCE:
        return False
    return line.start - above.end <= 4 and _line_breaks(text, above.end, line.start) == 1


def _line_breaks(text: str, start: int, end: int) -> int:
    return len(text[start:end].replace("\r\n", "\n").strip(" \t\u00a0"))


def sentences(text: str, paragraph: Span) -> list[Span]:
    """The sentences of one paragraph, without white space around them.

    None is longer than `LONGEST_SENTENCE`: what has no full stops is cut at white space.
    """
    if not _needs_splitting(text, paragraph):
        return [paragraph]
    found = []
    for start, end in pairwise(_boundaries(text, paragraph)):
        if end - start > LONGEST_SENTENCE:
            found += [window.trimmed(text) for window in _windows(text, Span(start, end))]
        else:
            found.append(Span(start, end).trimmed(text))
    return [sentence for sentence in found if sentence.start < sentence.end]


def _needs_splitting(text: str, paragraph: Span) -> bool:
    long = paragraph.end - paragraph.start > LONGEST_SENTENCE
    return long or _SENTENCE_END.search(text, *paragraph) is not None


def is_dense(text: str, paragraph: Span, marks: str) -> bool:
    """Whether a long paragraph has so many of `marks` that it is no prose, and splitting it would say nothing."""
    length = paragraph.end - paragraph.start
    if length <= LONGEST_SENTENCE:
        return False
    return sum(text.count(mark, *paragraph) for mark in marks) > DENSEST_PROSE * length


def _boundaries(text: str, paragraph: Span) -> list[int]:
    """Where sentences start, and the end; a lower-case letter never starts one inside a paragraph."""
    offset = paragraph.start
    if is_dense(text, paragraph, ".?!"):
        return [offset, paragraph.end]
    starts = [offset + start for start, _ in nupunkt.sent_spans(paragraph.of(text))[1:]]
    starts = [
        start
        for start in starts
        if not (text[start].islower() or _RANK.search(text, max(offset, start - 10), start))
    ]
    further = {match.end() for match in _RUN_ON.finditer(text, *paragraph)}
    further.update(_behind_words(text, paragraph))
    if further:
        starts = sorted({*starts, *further})
    return [offset, *_with_lower_case_starts(text, paragraph, starts), paragraph.end]


def _behind_words(text: str, paragraph: Span) -> Iterator[int]:
    """Where sentences start behind a word that the splitter takes for an abbreviation, and before a quotation.

    "… in the park. Ambulances came", "… at 11 p.m. “We had crews there,” she said."
    """
    for match in _WORD_END.finditer(text, *paragraph):
        word = _word_before(text, match.start())
        if word.isalpha() and not is_abbreviation(word):
            yield match.end()
    for match in _BEFORE_QUOTATION.finditer(text, *paragraph):
        if not opens_name(_word_before(text, match.start())):
            yield match.end()


def _word_before(text: str, place: int) -> str:
    found = _LAST_WORD.search(text, max(0, place - LONGEST_LAST_WORD), place)
    return found.group() if found else ""


def _with_lower_case_starts(text: str, paragraph: Span, starts: list[int]) -> list[int]:
    """The starts of sentences with those in lower case, as in: Taxes rose again. the mayor left.

    What stands before must be a sentence with a verb that ends in a word, no abbreviation; what follows must open
    with an article or the like and a noun.
    """
    lower = {match.end() for match in _LOWER_CASE_START.finditer(text, *paragraph)}
    if not lower:
        return starts
    found = []
    words: list[str] = []
    place = paragraph.start
    for start in sorted({*starts, *lower}):
        words += _WORD.findall(text[place:start].lower())
        place = start
        if start not in lower or _is_complete(words):
            found.append(start)
            words = []
        else:
            words = words[:SHORTEST_COMPLETE]  # without a verb so far
    return found


def _is_complete(words: list[str]) -> bool:
    return len(words) >= SHORTEST_COMPLETE and any(
        word in _FINITE or (word.endswith("ed") and len(word) > SHORTEST_LAST_WORD)
        for word in words[1:]
    )


def _windows(text: str, sentence: Span) -> Iterator[Span]:
    start = sentence.start
    while sentence.end - start > LONGEST_SENTENCE:
        cut = text.rfind(" ", start + LONGEST_SENTENCE // 2, start + LONGEST_SENTENCE)
        cut = cut if cut > start else start + LONGEST_SENTENCE
        yield Span(start, cut)
        start = cut
    yield Span(start, sentence.end)
