"""The adverbials between a cue and its content: "said on Monday in a statement that …"."""

from app.claims.reading.lexicon import PREPOSITIONS, TIMES, word_set
from app.claims.reading.words import Kind, Token, is_quotation

MEDIA = word_set(
    "statement interview tweet post letter speech email e-mail report"
    " briefing conference article twitter facebook telegram television radio"
)


def after_adjuncts(tokens: list[Token], place: int, limit: int) -> int:
    """The first token behind time and place adverbials that follow a cue ("on Monday", "in a statement")."""
    for _ in range(4):
        skipped = _after_adjunct(tokens, place, limit) if place < limit else place
        if skipped == place:
            break
        place = skipped
    return place


def _after_adjunct(tokens: list[Token], place: int, limit: int) -> int:
    token = tokens[place]
    if token.low in TIMES or (token.low.endswith("ly") and not token.capital):
        return place + 1
    if token.low in {"last", "this", "earlier", "late", "early"} and place + 1 < limit:
        return place + 2 if tokens[place + 1].low in TIMES else place
    if token.low not in PREPOSITIONS:
        return place
    return _after_prepositional(tokens, place, limit)


def _after_prepositional(tokens: list[Token], place: int, limit: int) -> int:
    """Behind a prepositional phrase whose end is plain: a time, a kind of text, or the mark of a content."""
    for index in range(place + 1, min(limit, place + 14)):
        token = tokens[index]
        if _is_title(tokens, index, limit):
            continue
        if token.low == "that" or token.is_mark(":"):
            return index
        if token.kind is Kind.QUOTATION:
            return index if tokens[place].low != "to" else place
        if token.is_mark(","):
            return index if is_quotation(tokens, index + 1, limit) else place
        if _closes_adjunct(token) and not _closes_later(tokens, index + 1, limit):
            return index + 1
    return place


def _is_title(tokens: list[Token], index: int, limit: int) -> bool:
    """Whether a quotation is the name of a programme, as in: said on "This Week" that."""
    return (
        is_quotation(tokens, index, limit) and index + 1 < limit and tokens[index + 1].low == "that"
    )


def _closes_adjunct(token: Token) -> bool:
    return token.low in TIMES or token.low in MEDIA or token.low.isdigit()


def _closes_later(tokens: list[Token], index: int, limit: int) -> bool:
    return index < limit and (_closes_adjunct(tokens[index]) or tokens[index].low == ",")
