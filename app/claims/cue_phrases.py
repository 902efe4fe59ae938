"""Where a sentence attributes: each cue with its verb group and the phrase that is its subject."""

from enum import StrEnum
from itertools import islice
from typing import NamedTuple

from app.claims.cue_verbs import CueVerb, cue_verb_at
from app.claims.cues import (
    ADVERBS,
    AUXILIARIES,
    CLAUSE_OPENERS,
    CONNECTIVES,
    CUE_WORDS,
    DETERMINERS,
    DOCUMENTS,
    HEDGES,
    IRREGULAR_PASTS,
    NON_FACTUAL_OPENERS,
    PREPOSITIONS,
    PRONOUNS,
    PUBLISHED,
    TIMES,
    Complement,
    Form,
    Sense,
)
from app.claims.noun_phrases import LONGEST_PHRASE, subject_after, subject_before
from app.claims.words import Kind, Phrase, Token, low_at

MOST_CUES = 12  # looked at in one unit; no unit of PolNeAR train has more than 5


class Place(StrEnum):
    """Where the subject of a cue stands."""

    SUBJECT_BEFORE = "subject before"
    SUBJECT_AFTER = "subject after"
    SUBJECT_ELIDED = "subject elided"


class CuePhrase(NamedTuple):
    """A cue in its sentence.

    `boundary` is the first token and `end` the token behind the whole attribution phrase (subject and verb, with the
    person told). `coordinate` says that the content of an earlier cue ends where this one starts.
    """

    verb: Phrase
    subject: Phrase
    place: Place
    boundary: int
    end: int
    sense: Sense
    complement: Complement
    negated: bool
    hedged: bool
    coordinate: bool
    opens_sentence: bool = False

    @property
    def elided(self) -> bool:
        """Whether the subject is that of the cue before ("…, adding that")."""
        return self.place is Place.SUBJECT_ELIDED


def cue_phrases(tokens: list[Token]) -> list[CuePhrase]:
    """The cues of a unit in reading order."""
    found: list[CuePhrase] = []
    candidates = (index for index, token in enumerate(tokens) if token.low in CUE_WORDS)
    for index in islice(candidates, MOST_CUES):
        if tokens[index].low == "according":
            cue = _according_to(tokens, index)
        else:
            cue = _verb_cue(tokens, index, found)
        if cue is not None:
            found.append(cue)
    return found or _name_with_colon(tokens)


def _name_with_colon(tokens: list[Token]) -> list[CuePhrase]:
    """The attribution of a headline or a transcript, where only a colon says who speaks: NAME: "…"."""
    colon = next((index for index, token in enumerate(tokens[:6]) if token.is_mark(":")), 0)
    if not colon or not all(token.capital for token in tokens[:colon]):
        return []
    if colon + 1 == len(tokens) or tokens[colon + 1].kind is not Kind.QUOTATION:
        return []
    name = Phrase(0, colon)
    return [
        CuePhrase(
            verb=Phrase(colon, colon + 1),
            subject=name,
            place=Place.SUBJECT_BEFORE,
            boundary=0,
            end=colon,
            sense=Sense.SAY,
            complement=Complement.QUOTATION,
            negated=False,
            hedged=False,
            coordinate=False,
        )
    ]


def _according_to(tokens: list[Token], index: int) -> CuePhrase | None:
    if index + 2 >= len(tokens) or tokens[index + 1].low != "to":
        return None
    opens = all(token.low in _BEFORE_ACCORDING for token in tokens[:index])
    subject = subject_after(tokens, index + 2)
    if opens and (subject is None or low_at(tokens, subject.end) != ","):
        subject = _up_to_comma(tokens, index + 2)
    if subject is None:
        return None
    subject = _with_publisher(tokens, subject)
    boundary = 0 if opens else index
    return CuePhrase(
        Phrase(index, index + 2),
        subject,
        Place.SUBJECT_AFTER,
        boundary,
        subject.end,
        Sense.SAY,
        Complement.ANY,
        negated=False,
        hedged=False,
        coordinate=not opens,
        opens_sentence=opens,
    )


_LONGEST_PUBLICATION = 8  # words between "published" and "by"


def _with_publisher(tokens: list[Token], subject: Phrase) -> Phrase:
    """A document with whom it comes from: "figures published on Tuesday by the transport board"."""
    document = any(token.low in DOCUMENTS for token in tokens[subject.first : subject.end])
    if not document or low_at(tokens, subject.end) not in PUBLISHED | {"by"}:
        return subject
    for index in range(subject.end, min(len(tokens), subject.end + _LONGEST_PUBLICATION)):
        if tokens[index].kind is not Kind.WORD:
            break
        if tokens[index].low in {"by", "from"}:
            publisher = subject_after(tokens, index + 1)
            return subject if publisher is None else Phrase(subject.first, publisher.end)
    return subject


def _up_to_comma(tokens: list[Token], first: int) -> Phrase | None:
    for index in range(first + 1, min(len(tokens), first + LONGEST_PHRASE)):
        if tokens[index].is_mark(","):
            return Phrase(first, index)
    return None


_BEFORE_ACCORDING = frozenset({"but", "and", "however", ",", "also", "still"})


def _verb_cue(tokens: list[Token], index: int, earlier: list[CuePhrase]) -> CuePhrase | None:
    verb = cue_verb_at(tokens, index)
    if verb is None:
        return None
    if _is_alternative(tokens, verb, earlier):
        verb = verb._replace(words=verb.words | {"nor"})
    subject = _inverted_subject(tokens, verb)
    if subject is not None:
        return _phrase(tokens, verb, subject, Place.SUBJECT_AFTER)
    if _is_elided(tokens, verb):
        subject = earlier[-1].subject if earlier else sentence_subject(tokens, verb.group.first)
        return _phrase(tokens, verb, subject, Place.SUBJECT_ELIDED) if subject else None
    subject = subject_before(tokens, verb.group.first)
    if verb.form.form is Form.ING:
        subject = sentence_subject(tokens, verb.group.first) or subject
    if subject is None or low_at(tokens, subject.first - 1) in NON_FACTUAL_OPENERS:
        return None
    if subject.end - subject.first == 1 and tokens[subject.first].low in _NEVER_SUBJECTS:
        return None
    return _phrase(tokens, verb, subject, Place.SUBJECT_BEFORE)


def _inverted_subject(tokens: list[Token], verb: CueVerb) -> Phrase | None:
    """The subject behind its verb ("…," said X), where something that can be a content comes before."""
    first, end = verb.group
    if verb.form.form is Form.ING or verb.form.sense is Sense.TELL or end - first > 1:
        return None
    left = tokens[first - 1] if first else None
    if left is not None and left.kind is not Kind.QUOTATION and not left.is_mark(",.-–—"):
        return None
    subject = subject_after(tokens, end)
    if subject is None or not _may_follow_subject(tokens, subject.end):
        return None
    return subject


_AFTER_SUBJECT = PREPOSITIONS | TIMES | ADVERBS | {"as", "while", "when", "and", "who"}


def _may_follow_subject(tokens: list[Token], index: int) -> bool:
    if index >= len(tokens) or tokens[index].kind is not Kind.WORD:
        return True
    return tokens[index].low in _AFTER_SUBJECT


def _is_elided(tokens: list[Token], verb: CueVerb) -> bool:
    first = verb.group.first
    left = low_at(tokens, first - 1)
    if verb.form.form is Form.ING:
        return left in {",", "and", "but", "by", "as"}
    return left in {"and", "but", "or"} or "nor" in verb.words


def sentence_subject(tokens: list[Token], before: int) -> Phrase | None:
    """The subject of a sentence whose verb is no cue, as in: X met Y, adding that."""
    for index in range(1, min(before, 20)):
        token = tokens[index]
        past = token.low in IRREGULAR_PASTS or token.low.endswith("ed")
        if token.low in AUXILIARIES or (past and not token.capital):
            return subject_before(tokens, _verb_group_start(tokens, index))
    return None


def _verb_group_start(tokens: list[Token], verb: int) -> int:
    """Where a verb starts with the "neither" before it: "the board neither met"."""
    first = verb
    while first > 1 and tokens[first - 1].low in _NOR:
        first -= 1
    return first


_NOBODY = frozenset({"neither", "nobody", "none"})


def _denies_subject(tokens: list[Token], first: int) -> bool:
    """Whether nobody is the subject, or a negation opens its clause: "neither Lee nor Carr", "nor did she"."""
    if tokens[first].low in _NOBODY or low_at(tokens, first - 1) == "neither":
        return True
    return low_at(tokens, first - 1) in AUXILIARIES and low_at(tokens, first - 2) in _NOR


_NOR = frozenset({"nor", "neither"})
_NEVER_SUBJECTS = (
    ADVERBS | PREPOSITIONS | CONNECTIVES | {"nor", "neither", "false", "true", "untrue", "baseless"}
)


def _is_alternative(tokens: list[Token], verb: CueVerb, earlier: list[CuePhrase]) -> bool:
    """Whether a verb shares the negation of the cue before: "did not confirm or deny"."""
    if not earlier or not earlier[-1].negated or verb.group.first != earlier[-1].verb.end + 1:
        return False
    return low_at(tokens, verb.group.first - 1) == "or"


def _phrase(tokens: list[Token], verb: CueVerb, subject: Phrase, place: Place) -> CuePhrase:
    end = subject.end if place is Place.SUBJECT_AFTER else verb.group.end
    if place is not Place.SUBJECT_AFTER:
        end = _after_particle_and_hearer(tokens, end, verb.form.sense)
    boundary = subject.first if place is Place.SUBJECT_BEFORE else verb.group.first
    return CuePhrase(
        verb.group,
        subject,
        place,
        boundary,
        end,
        verb.form.sense,
        verb.form.complement,
        negated=verb.negated or _denies_subject(tokens, subject.first),
        hedged=bool(verb.words & HEDGES),
        coordinate=_is_coordinate(tokens, boundary, place),
    )


def _is_coordinate(tokens: list[Token], boundary: int, place: Place) -> bool:
    if place is Place.SUBJECT_ELIDED:
        return True
    return place is Place.SUBJECT_BEFORE and (
        low_at(tokens, boundary - 1) in {"and", "but", "while", "though", "although", ";"}
    )


def _after_particle_and_hearer(tokens: list[Token], place: int, sense: Sense) -> int:
    if low_at(tokens, place) == "out":
        place += 1
    if sense is not Sense.TELL or place >= len(tokens):
        return place
    if tokens[place].low in _HEARERS:
        return place + 1
    end = place
    while end < min(len(tokens), place + 12) and _is_in_hearer(tokens, place, end):
        end += 1
    return end


_HEARERS = PRONOUNS | {"him", "them", "her", "me", "us"}
_NOT_IN_HEARER = CLAUSE_OPENERS | PRONOUNS | AUXILIARIES | TIMES | PREPOSITIONS - {"of"}


def _is_in_hearer(tokens: list[Token], first: int, index: int) -> bool:
    token = tokens[index]
    if token.kind is not Kind.WORD or token.low in _NOT_IN_HEARER:
        return False
    return index == first or token.low not in DETERMINERS or tokens[index - 1].low == "of"
