"""Nouns that attribute: "the landlord's insistence that", "a warning from the union that", "rumours that"."""

from typing import NamedTuple

from app.claims.reading.lexicon import (
    BODY_NOUNS,
    CUE_FORMS,
    DETERMINERS,
    ROLE_NOUNS,
    Sense,
    word_set,
)
from app.claims.reading.noun_phrases import subject_after
from app.claims.reading.words import Kind, Phrase, Token, low_at

_BELIEFS = word_set(
    "belief beliefs fear fears hope hopes suspicion suspicions theory theories rumour rumours rumor rumors"
    " speculation idea notion impression doubt doubts"
)
_DENIALS = word_set("denial denials doubt doubts")
_STATEMENTS = word_set(
    "claim claims allegation allegations accusation accusations suggestion suggestions assertion assertions warning"
    " warnings insistence argument arguments contention conclusion admission complaint complaints prediction"
    " predictions assurance assurances announcement view acknowledgement acknowledgment confirmation observation"
)
NOUN_CUES = _BELIEFS | _DENIALS | _STATEMENTS
POSSESSIVES = word_set("his her their its my our")
_FROM = frozenset({"from", "by", "of"})
_PASSED_ON = word_set("voiced made raised repeated spread expressed issued advanced")
_LONGEST_POSSESSOR = 6  # words
_LONGEST_SOURCE = 12  # words between the noun and "that"


class NounCue(NamedTuple):
    """A noun that attributes, with whom it names; `end` is the place of the "that" behind it."""

    noun: int
    source: Phrase | None
    end: int
    sense: Sense


def noun_cue_at(tokens: list[Token], index: int) -> NounCue | None:
    """The cue whose noun stands at a token, if "that" follows it or the source behind it."""
    that = _that_behind(tokens, index)
    if that is None or index == 0:
        return None
    if tokens[index].low in CUE_FORMS and not _is_determined(tokens, index):
        return None
    source = _possessor(tokens, index) or _source_behind(tokens, index, that)
    low = tokens[index].low
    sense = Sense.DENY if low in _DENIALS else Sense.BELIEVE if low in _BELIEFS else Sense.SAY
    return NounCue(index, source, that, sense)


def _is_determined(tokens: list[Token], noun: int) -> bool:
    """Whether an article or a possessive before a word says that it is a noun: "the false claim"."""
    for index in range(noun - 1, max(-1, noun - 3), -1):
        low = tokens[index].low
        if low in DETERMINERS or low.endswith(("'s", "\u2019s", "s'", "s\u2019")):
            return index == noun - 1 or tokens[index + 1].low not in BODY_NOUNS | ROLE_NOUNS
    return False


def _that_behind(tokens: list[Token], noun: int) -> int | None:
    for index in range(noun + 1, min(len(tokens), noun + _LONGEST_SOURCE)):
        if tokens[index].low == "that":
            return index
        first = index == noun + 1
        if first and tokens[index].low not in _FROM and not tokens[index].is_mark(","):
            return None
        if tokens[index].kind is Kind.QUOTATION or tokens[index].is_mark(".:;"):
            return None
    return None


def _possessor(tokens: list[Token], noun: int) -> Phrase | None:
    """Whose it is: "her claim", "the landlord's insistence", with adjectives between."""
    for index in range(noun - 1, max(-1, noun - 4), -1):
        low = tokens[index].low
        if low in POSSESSIVES:
            return Phrase(index, index + 1)
        if low.endswith(("'s", "\u2019s", "s'", "s\u2019")):
            return Phrase(_phrase_start(tokens, index), index + 1)
        if low in DETERMINERS or tokens[index].kind is not Kind.WORD:
            return None
    return None


def _phrase_start(tokens: list[Token], last: int) -> int:
    """Where the phrase starts that ends with a possessive: at its article, or at its first capital."""
    first = last
    while first > 0 and last - first < _LONGEST_POSSESSOR:
        left = tokens[first - 1]
        if left.low in DETERMINERS:
            return first - 1
        if not left.capital:
            break
        first -= 1
    return first


def _source_behind(tokens: list[Token], noun: int, that: int) -> Phrase | None:
    place = noun + 1
    if tokens[place].is_mark(",") and low_at(tokens, place + 1) in _PASSED_ON:
        place += 2
    if low_at(tokens, place) not in _FROM or place + 1 >= that:
        return None
    source = subject_after(tokens, place + 1)
    return source if source is not None and source.end <= that else None
