"""What a cue is about, where it does not say it: "criticised the plan", "spoke of the plan", "asked whether"."""

from app.claims.reading.clause_ends import clause_end
from app.claims.reading.cue_phrases import CuePhrase
from app.claims.reading.lexicon import (
    AUXILIARIES,
    CLAUSE_OPENERS,
    PREPOSITIONS,
    TIMES,
    Sense,
    word_set,
)
from app.claims.reading.words import Kind, Phrase, Token

_WH = word_set("if whether why how what when where who which")
_LONGEST_HEARER = 8  # words
_NO_TOPIC_START = (
    (PREPOSITIONS - {"about", "over", "under"})
    | TIMES
    | CLAUSE_OPENERS
    | AUXILIARIES
    | frozenset(["of", "to", "so", "and", "but", "or", "yes", "then", "also", "that"])
)


def topic_after(tokens: list[Token], cue: CuePhrase, limit: int) -> Phrase | None:
    """What a cue is about, where it does not say it: "criticised the plan", "spoke of the plan"."""
    place = cue.end
    if place >= limit:
        return None
    question = _question(tokens, place, limit) if "whether" in cue.topics else None
    if question is not None:
        return _topic(tokens, question, limit)
    low = tokens[place].low
    if low and low in cue.topics:
        infinitive = low == "to" and cue.sense is not Sense.NAME
        return _topic(tokens, place if infinitive else place + 1, limit)
    named = "" in cue.topics and tokens[place].kind is not Kind.MARK and low not in _NO_TOPIC_START
    return _topic(tokens, place, limit) if named else None


def _question(tokens: list[Token], place: int, limit: int) -> int | None:
    """Where an indirect question starts behind a cue and whom it asks: "asked the mayor whether"."""
    for index in range(place, min(limit, place + _LONGEST_HEARER)):
        if tokens[index].low in _WH and tokens[index - 1].low not in PREPOSITIONS:
            return index
        if tokens[index].kind is not Kind.WORD:
            return None
    return None


def _topic(tokens: list[Token], first: int, limit: int) -> Phrase | None:
    comma = next((index for index in range(first + 1, limit) if tokens[index].is_mark(",")), limit)
    end = clause_end(tokens, first, comma)
    return Phrase(first, end) if first < end else None
