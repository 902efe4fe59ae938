"""The clauses of a sentence: where the group of a verb starts, and what its subject is."""

from app.claims.reading.lexicon import (
    ADVERBS,
    AUXILIARIES,
    CONNECTIVES,
    IRREGULAR_PASTS,
    PREPOSITIONS,
    TIMES,
    word_set,
)
from app.claims.reading.noun_phrases import subject_before
from app.claims.reading.words import Kind, Phrase, Token

_AFTER_SUBJECT = PREPOSITIONS | TIMES | ADVERBS | {"as", "while", "when", "and", "who"}
NEVER_SUBJECTS = (
    ADVERBS | PREPOSITIONS | CONNECTIVES | {"nor", "neither", "false", "true", "untrue", "baseless"}
)
_FURTHER_PASTS = word_set("ate dug drank felt fled found heard hid rode slept stole swam woke wore")
FARTHEST_VERB = 20  # words from the start of a sentence
NOR = frozenset({"nor", "neither"})


def sentence_subject(tokens: list[Token], before: int) -> Phrase | None:
    """The subject of a sentence whose verb is no cue, as in: X met Y, adding that."""
    for index in range(1, min(before, FARTHEST_VERB)):
        token = tokens[index]
        past = token.low in IRREGULAR_PASTS | _FURTHER_PASTS or token.low.endswith("ed")
        if token.low in AUXILIARIES or (past and not token.capital):
            return subject_before(tokens, verb_group_start(tokens, index))
    return None


def verb_group_start(tokens: list[Token], verb: int) -> int:
    """Where a verb starts with the "neither" before it: "the board neither met"."""
    first = verb
    while first > 1 and (tokens[first - 1].low in NOR | ADVERBS or _is_adverb(tokens[first - 1])):
        first -= 1
    return first


def _is_adverb(token: Token) -> bool:
    return token.low.endswith("ly") and not token.capital


def may_follow_subject(tokens: list[Token], index: int) -> bool:
    """Whether what stands at a place can follow the subject of an inverted verb: "said Lee | on Monday"."""
    if index >= len(tokens) or tokens[index].kind is not Kind.WORD:
        return True
    return tokens[index].low in _AFTER_SUBJECT
