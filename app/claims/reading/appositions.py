"""What stands in apposition behind a name, or a name behind a role: "NAME, 54, a teacher", "the mayor, NAME"."""

from app.claims.reading.lexicon import (
    ARTICLES,
    AUXILIARIES,
    CLAUSE_OPENERS,
    CONNECTIVES,
    CUE_FORMS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    ROLE_NOUNS,
)
from app.claims.reading.occupations import is_occupation
from app.claims.reading.words import Kind, Token

NO_APPOSITION = CONNECTIVES | CLAUSE_OPENERS | {"including", "according"}
LONGEST_APPOSITION = 40  # words; keeps the search linear in hostile text
_FINAL_MARKS = ".!?…"
_NEVER_APPOSED = NO_APPOSITION | PREPOSITIONS
_RELATIVE_APPOSED = RELATIVES | {"whose"}


def apposition_end(tokens: list[Token], end: int) -> int:
    """Where the phrase that ends before the token `end` ends with its apposition, and with an age before it."""
    if end >= len(tokens) or not tokens[end].is_mark(",("):
        return end
    closing = _segment_end(tokens, end + 1)
    if tokens[end].low == "(":
        return closing + 1 if closing < len(tokens) and tokens[closing].low == ")" else end
    if not _is_age(tokens[end + 1 : closing]):
        return _behind_comma(tokens, end, closing)
    if closing < len(tokens) and tokens[closing].low == ",":
        return _behind_comma(tokens, closing, _segment_end(tokens, closing + 1))
    return closing


def _segment_end(tokens: list[Token], first: int) -> int:
    closing = first
    while closing < len(tokens) and closing - first < LONGEST_APPOSITION - 1:
        token = tokens[closing]
        if token.kind is Kind.QUOTATION or token.is_mark(",:;)") or _ends_unit(tokens, closing):
            break
        closing += 1
    return closing


def _ends_unit(tokens: list[Token], index: int) -> bool:
    return tokens[index].is_mark(_FINAL_MARKS) and index + 1 >= len(tokens)


def _behind_comma(tokens: list[Token], comma: int, closing: int) -> int:
    """Behind the segment that follows a comma if it is an apposition, else before the comma."""
    segment = tokens[comma + 1 : closing]
    last = tokens[comma - 1]
    role = is_role_noun(last.low) or (not last.capital and is_occupation(last.low))
    named = role and _is_name(segment)
    return closing if named or _is_apposition(segment) else comma


def _is_age(segment: list[Token]) -> bool:
    return 0 < len(segment) <= 2 and segment[-1].low.isdigit()


def _is_name(segment: list[Token]) -> bool:
    """Whether words can be the name that follows a role: "the spokesman, Tom Hale"."""
    return len(segment) > 1 and all(token.capital or token.low == "and" for token in segment)


def is_role_noun(word: str) -> bool:
    """Whether a word in lower case names what people or bodies are, in the singular or plural."""
    return word in ROLE_NOUNS or word.removesuffix("s") in ROLE_NOUNS


def names_role(printed: str) -> bool:
    """Whether a word as printed names what people or bodies are; a surname such as "Miller" does not."""
    return is_role_noun(printed.lower()) or (printed.islower() and is_occupation(printed))


def _is_apposition(segment: list[Token]) -> bool:
    if not segment or segment[0].low in _NEVER_APPOSED:
        return False
    if segment[0].low in _RELATIVE_APPOSED:
        return True
    if segment[0].low in PRONOUNS or (segment[0].low in CUE_FORMS and not _opens_role(segment)):
        return False
    if any(token.low in AUXILIARIES for token in segment):
        return False
    return segment[0].low in ARTICLES or any(
        token.low in ROLE_NOUNS or (not token.capital and is_occupation(token.low))
        for token in segment[:7]
    )


def _opens_role(segment: list[Token]) -> bool:
    """Whether words that could be a verb of saying are of a role: "press officer of the city"."""
    return len(segment) > 1 and is_role_noun(segment[1].low)
