"""The words, marks and quotations of a sentence, each with its place."""

import re
from enum import StrEnum
from typing import NamedTuple

from app.claims.reading.lexicon import PRONOUNS, word_set
from app.claims.reading.quotations import Quotation
from app.claims.reading.sentences import Span

_WORD = re.compile(r"(\d+(?:[.,:]\d+)+|\w+(?:['\u2019.&-]\w+)*['\u2019]?)|[^\w\s]")
_ABBREVIATIONS = word_set(
    "mr mrs ms dr sen rep gov gen col lt sgt prof rev jr sr st capt maj jan feb aug sept"
    " oct nov dec inc corp co"
)
_SPOKEN_ENDS = frozenset(",?!")
MONTH_OF_MAY = "may."  # as it is abbreviated like other months, so that it is not the verb
HEALTH_BODY = "who."  # the World Health Organization, and no pronoun
_CONTRACTIONS = frozenset(
    f"{pronoun}{apostrophe}{verb}"
    for pronoun in PRONOUNS
    for apostrophe in "'\u2019"
    for verb in ("s", "d", "ve", "re", "ll", "m")
)


class Kind(StrEnum):
    """What a token is."""

    WORD = "word"
    MARK = "mark"
    QUOTATION = "quotation"


class Token(NamedTuple):
    """A word, a punctuation mark or a whole quotation.

    `low` is the spelling in lower case, with a full stop for the month of May and the WHO; of a quotation it is
    the comma, "?" or "!" that ends it, or empty.
    """

    start: int
    end: int
    low: str
    kind: Kind
    capital: bool

    def is_mark(self, marks: str) -> bool:
        """Whether this is one of `marks`."""
        return self.kind is Kind.MARK and self.low in marks


def is_quotation(tokens: list[Token], place: int, limit: int) -> bool:
    """Whether a quotation stands at `place`, before `limit`."""
    return place < limit and tokens[place].kind is Kind.QUOTATION


def low_at(tokens: list[Token], index: int) -> str:
    """The spelling at a place in lower case; empty where there is no token."""
    return tokens[index].low if 0 <= index < len(tokens) else ""


class Phrase(NamedTuple):
    """A range of tokens, end exclusive."""

    first: int
    end: int


def tokens_of(
    text: str, unit: Span, quotations: list[Quotation], most: int | None = None
) -> list[Token]:
    """The tokens of a range of the text, each quotation in it as one token; of a long one the first `most`."""
    found: list[Token] = []
    place = unit.start
    for quotation in quotations:
        if most is not None and len(found) > most:
            break
        _add_words(found, text, Span(place, quotation.outer.start), most)
        last = text[quotation.inner.end - 1]
        last = last if last in _SPOKEN_ENDS else ""
        capital = text[quotation.inner.start].isupper()
        found.append(Token(*quotation.outer, last, Kind.QUOTATION, capital))
        place = quotation.outer.end
    _add_words(found, text, Span(place, unit.end), most)
    return found if most is None else found[:most]


def _add_words(found: list[Token], text: str, piece: Span, most: int | None) -> None:
    """Add the tokens of a piece; where only the first `most` are asked for, one more, which may change the last."""
    for match in _WORD.finditer(text, *piece):
        if most is not None and len(found) > most:
            return
        word = match.group()
        start, end = match.span()
        low = _spelling_of(text, start, word)
        if match.lastindex:
            token = Token(start, end, low, Kind.WORD, word[0].isupper())
            if low in _CONTRACTIONS:
                found += _uncontracted(token)
            else:
                found.append(token)
        elif low == "." and end < piece.end and _is_abbreviation(found, start):
            found[-1] = found[-1]._replace(end=end, low=found[-1].low + ".")
        else:
            found.append(Token(start, end, low, Kind.MARK, capital=False))


def _spelling_of(text: str, start: int, word: str) -> str:
    """A word in lower case, but for a month and a body that are spelt like other words: "May", "the WHO"."""
    if word == "May":
        return MONTH_OF_MAY
    is_body = word == "WHO" and text[max(0, start - 2) : start].rstrip().islower()
    return HEALTH_BODY if is_body else word.lower()


def _uncontracted(token: Token) -> list[Token]:
    """Pronoun and verb of a contraction such as "he's" as two words."""
    low = token.low.replace("\u2019", "'")
    middle = token.start + low.index("'")
    pronoun = token._replace(end=middle, low=low[: middle - token.start])
    verb = Token(middle, token.end, low[middle - token.start :], Kind.WORD, capital=False)
    return [pronoun, verb]


def _is_abbreviation(found: list[Token], place: int) -> bool:
    """Whether the full stop at `place` belongs to the word before it: "Mr.", "J.", "U.S."."""
    if not found or found[-1].end != place or found[-1].kind is not Kind.WORD:
        return False
    low = found[-1].low
    return low in _ABBREVIATIONS or (len(low) == 1 and found[-1].capital) or low[1:2] == "."


def text_range(tokens: list[Token], phrase: Phrase) -> Span:
    """The range of the text that a phrase takes up."""
    return Span(tokens[phrase.first].start, tokens[phrase.end - 1].end)
