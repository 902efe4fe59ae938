"""Nouns that attribute: "the landlord's insistence that", "a warning from the union that", "rumours that"."""

from typing import NamedTuple

from app.claims.reading.clauses import sentence_subject
from app.claims.reading.cue_phrases import CuePhrase, Place
from app.claims.reading.lexicon import (
    BODY_NOUNS,
    CUE_FORMS,
    DETERMINERS,
    ROLE_NOUNS,
    Complement,
    Sense,
    word_set,
)
from app.claims.reading.noun_phrases import subject_after
from app.claims.reading.words import Kind, Phrase, Token, low_at

_NEAR = 5  # words
_TAKEN_BACK = word_set(
    "truth retracted withdrew recanted retract withdraw abandoned debunked disproved"
)
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
_POSSESSIVES = word_set("his her their its my our")
_FROM = frozenset({"from", "by", "of"})
_PASSED_ON = word_set("voiced made raised repeated spread expressed issued advanced")
_LONGEST_POSSESSOR = 6  # words
_LONGEST_SOURCE = 12  # words between the noun and "that"


class _NounCue(NamedTuple):
    """A noun that attributes: whom it names, the place of the "that" behind it, and what it says of the content."""

    source: Phrase | None
    that: int
    sense: Sense


def noun_cue(tokens: list[Token], index: int, earlier: list[CuePhrase]) -> CuePhrase | None:
    """The attribution by a noun ("her claim that"), unless a verb denies it ("denied her claim that")."""
    if tokens[index].low not in NOUN_CUES or tokens[index].capital:
        return None
    cue = None if _is_taken_back(tokens, index, earlier) else _noun_cue_at(tokens, index)
    if cue is None:
        return None
    return CuePhrase(
        verb=Phrase(index, index + 1),
        subject=_whose(tokens, index, cue.source, earlier),
        place=Place.SUBJECT_BEFORE,
        boundary=index,
        end=cue.that,
        sense=cue.sense,
        complement=Complement.THAT,
        negated=low_at(tokens, index - 1) == "no",
        noun=True,
    )


def _is_taken_back(tokens: list[Token], noun: int, earlier: list[CuePhrase]) -> bool:
    """Whether a claim is one that somebody denies, that its claimant no longer makes, or that proved wrong."""
    if earlier and earlier[-1].sense is Sense.DENY and noun - earlier[-1].end < _NEAR:
        return True
    return any(token.low in _TAKEN_BACK for token in tokens[max(0, noun - _NEAR) : noun])


def _whose(
    tokens: list[Token], noun: int, named: Phrase | None, earlier: list[CuePhrase]
) -> Phrase | None:
    """Who makes a claim: whoever is `named` with it, else the subject of the verb before: "repeated her claim"."""
    own = named is None or (
        named.end - named.first == 1 and tokens[named.first].low in _POSSESSIVES
    )
    if own and earlier and noun - earlier[-1].end < _NEAR:
        return earlier[-1].subject
    return sentence_subject(tokens, noun - 1) if named is None else named


def _noun_cue_at(tokens: list[Token], index: int) -> _NounCue | None:
    """The cue whose noun stands at a token, if "that" follows it or the source behind it."""
    that = _that_behind(tokens, index)
    if that is None or index == 0:
        return None
    if tokens[index].low in CUE_FORMS and not _is_determined(tokens, index):
        return None
    source = _possessor(tokens, index) or _source_behind(tokens, index, that)
    low = tokens[index].low
    sense = Sense.DENY if low in _DENIALS else Sense.BELIEVE if low in _BELIEFS else Sense.SAY
    return _NounCue(source, that, sense)


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
        if low in _POSSESSIVES:
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
