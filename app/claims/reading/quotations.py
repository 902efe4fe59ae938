"""Where a paragraph quotes: pairs of quotation marks, also where one of the pair is missing."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from app.claims.reading.lexicon import PERSON_NOUNS, TITLES
from app.claims.reading.sentences import Span, is_dense

_LEFT, _RIGHT, _LOW = "\u201c\u201d\u201e"
_SINGLE_LEFT, _SINGLE_RIGHT = "\u2018\u2019"  # the second is also an apostrophe
_CLOSERS = {
    _LEFT: _RIGHT,
    _RIGHT: _RIGHT,
    _LOW: _LEFT + _RIGHT,
    "«": "»",
    "»": "«",
    '"': '"',
    _SINGLE_LEFT: _SINGLE_RIGHT,
    "'": "'",
}
_MARK = re.compile(
    r"[\u201c\u201d\u201e«»\"'`\u2018\u2019](?:(?<=[\u201c\u201d\u201e«»\"])"
    r"|(?<=')'|(?<=`)`"  # typewriters' double quotation marks
    r"|(?<=[\u2018'])(?<!\w.)(?=\w)|(?<=[\u2019'])(?<=\S.)(?!\w))"  # single ones; never inside a word
)
_NAME = r"[A-Z][\w'\u2019-]{1,30}(?:\s[A-Z][\w'\u2019-]{1,30}){1,3}"
_OFFICE = "|".join(sorted(PERSON_NOUNS | TITLES))
_ATTRIBUTION_INSIDE = re.compile(
    r",\s(?=(?:said|says|added|told|wrote)\s[A-Z]|(?:he|she|they)\s(?:said|added)\b"
    r"|(?:said|says|added|wrote)\s(?:the\s|an?\s)?"
    r"(?:(?!(?:he|she|it|they|we|that|this|is|are|was|were|has|have|had|will|would|to)\s)[a-z][a-z'\u2019-]{1,30}\s){0,4}"
    rf"(?:{_NAME}|\b(?:{_OFFICE}))(?:[,.](?!\w)|\s(?:of|for|from|at|on|in)\s)"
    rf"|(?:{_NAME}|the\s(?:[a-z][a-z'\u2019-]{{1,30}}\s){{0,3}}(?:{_OFFICE}))\s(?:(?:said|says|added)[,.](?!\w)|told\s(?:reporters|the\s|[A-Z])))"
)
_ENDS_STATEMENT = frozenset(",.!?…")
_SINGLES = _SINGLE_LEFT + _SINGLE_RIGHT + "'"
_ALL_MARKS = _SINGLES + _LEFT + _RIGHT + _LOW + '«»"'
_DOUBLE = frozenset(_LEFT + _RIGHT + '"')
_LEFTS = frozenset(_LEFT + _LOW + "«")
_FARTHEST_CLOSING = 8  # marks


class Quotation(NamedTuple):
    """A quotation in a paragraph.

    `outer` is its range with the marks, `inner` what stands between them, without white space at the ends.
    """

    outer: Span
    inner: Span
    closed: bool

    def words(self, text: str) -> int:
        """How many words are quoted."""
        return len(self.inner.of(text).split())

    def spoken(self, text: str) -> Span:
        """What is quoted without the comma that belongs to the sentence around it."""
        inner = self.inner
        return Span(inner.start, inner.start + len(inner.of(text).rstrip(", "))).trimmed(text)


class _Mark(NamedTuple):
    """A quotation mark; `sign` is one character, also where two are printed; neighbours are " " at the edges."""

    start: int
    end: int
    sign: str
    before: str
    after: str

    @property
    def single(self) -> bool:
        return self.sign in _SINGLES

    @property
    def opens(self) -> bool:
        if self.sign in _LEFTS:
            return True
        if self.sign == _RIGHT:
            return self.before.isspace() and not self.after.isspace()
        outside = not self.before.isalnum() and not self.after.isspace()
        if self.sign == '"':
            return outside
        return outside and self.after.isalpha() and self.sign in _CLOSERS

    def closes(self, opening: "_Mark") -> bool:
        if self.sign not in _CLOSERS[opening.sign]:
            return self._closes_though_other(opening)
        if self.sign == '"':
            return not (self.before.isspace() and self.after.isalnum())
        apostrophe = self.sign == "'" or (self.sign == _SINGLE_RIGHT and self.before == "s")
        return not apostrophe or self.before in _ENDS_STATEMENT

    def _closes_though_other(self, opening: "_Mark") -> bool:
        """Whether a mark of the wrong shape closes a double quotation: “…" and “…“."""
        if opening.sign not in _DOUBLE or self.sign not in _DOUBLE:
            return False
        inside = not self.before.isspace()
        return inside and not self.after.isalnum() and self.before in _ENDS_STATEMENT


def quotations(text: str, paragraph: Span) -> list[Quotation]:
    """The quotations of a paragraph in reading order; they do not overlap.

    A quotation that nobody closes ends where it is opened again, where its own text names a speaker
    ("…, said Smith"), or else with the paragraph.
    """
    if _MARK.search(text, *paragraph) is None or is_dense(text, paragraph, _ALL_MARKS):
        return []
    return [found for found in _pairs(text, paragraph) if found.inner.start < found.inner.end]


def _pairs(text: str, paragraph: Span) -> Iterator[Quotation]:
    opening: _Mark | None = None
    marks = list(_marks(text, paragraph))
    for position, mark in enumerate(marks):
        if opening is None:
            opening = mark if mark.opens else None
        elif mark.closes(opening):
            yield Quotation(
                Span(opening.start, mark.end),
                Span(opening.end, mark.start).trimmed(text),
                closed=True,
            )
            opening = None
        elif mark.opens and not mark.single:
            if opening.single and _closes_soon(opening, marks, position):
                continue
            if not opening.single:
                yield _unclosed(text, opening, mark.start)
            opening = mark
    if opening is not None and not opening.single:
        yield _unclosed(text, opening, paragraph.end)


def _closes_soon(opening: _Mark, marks: list[_Mark], position: int) -> bool:
    """Whether a single quotation goes on around a double one: it is closed where its own words end."""
    return any(
        mark.sign == _SINGLE_RIGHT and mark.before in _ENDS_STATEMENT and mark.closes(opening)
        for mark in marks[position : position + _FARTHEST_CLOSING]
    )


def _marks(text: str, paragraph: Span) -> Iterator[_Mark]:
    for match in _MARK.finditer(text, *paragraph):
        start, end = match.span()
        before = text[start - 1] if start > paragraph.start else " "
        after = text[end] if end < paragraph.end else " "
        yield _Mark(start, end, '"' if end - start == 2 else match.group(), before, after)


def _unclosed(text: str, opening: _Mark, end: int) -> Quotation:
    named = _ATTRIBUTION_INSIDE.search(text, opening.end, end)
    inner = Span(opening.end, named.start() + 1 if named else end).trimmed(text)
    return Quotation(Span(opening.start, inner.end), inner, closed=False)
