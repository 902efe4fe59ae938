"""What is read of articles in languages whose rules of attribution are not known: words in quotation marks."""

import re
from collections.abc import Iterator

from app.claims.reading.sentences import Span, paragraphs
from app.claims.vocabulary import ClaimKind, FoundClaim, Polarity

SHORTEST_QUOTE = 3  # words
SHORTEST_UNSPACED = 8  # characters of scripts that put no spaces between words
LONGEST_QUOTE = 2_000  # code points
_PAIRS = (
    "„“”",
    "“”",
    "””",
    "«»",
    "»«",
    "»»",
    "「」",
    "『』",
    '""',
)  # what opens, then what may close
_QUOTED = re.compile(
    "|".join(
        rf"{pair[0]}(?P<q{number}>[^{pair}]{{1,{LONGEST_QUOTE}}})[{pair[1:]}]"
        for number, pair in enumerate(_PAIRS)
    )
)
_COMMAS = ",\uff0c\u3001 \u00a0"
_QUESTION_MARKS = ("?", "\uff1f", "\u061f")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


def quoted_claims(text: str) -> list[FoundClaim]:
    """The direct quotations of an article in any language, in reading order; nobody is named, nothing scored.

    Questions and single words are left out; the same words are found once.
    """
    found: dict[str, FoundClaim] = {}
    for quote in _quotes(text):
        content = quote.of(text)
        if _is_said(content):
            found.setdefault(content, _claim(quote, content))
    return list(found.values())


def _quotes(text: str) -> Iterator[Span]:
    for paragraph in paragraphs(text):
        for match in _QUOTED.finditer(text, *paragraph):
            quote = Span(*match.span(str(match.lastgroup))).trimmed(text)
            yield Span(quote.start, quote.start + len(quote.of(text).rstrip(_COMMAS)))


def _is_said(content: str) -> bool:
    if content.endswith(_QUESTION_MARKS):
        return False
    spaced = len(content.split()) >= SHORTEST_QUOTE
    return spaced or len(_UNSPACED.findall(content)) >= SHORTEST_UNSPACED


def _claim(quote: Span, content: str) -> FoundClaim:
    return FoundClaim(
        start=quote.start,
        end=quote.end,
        text=content,
        kind=ClaimKind.DIRECT_QUOTE,
        claimant=None,
        cue=None,
        polarity=Polarity.ASSERTS,
        hedged=False,
    )
