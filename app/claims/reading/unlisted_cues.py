"""Cues that no list names: a colon, a dash, or any verb beside a quotation that tells who speaks."""

from app.claims.reading.clauses import NEVER_SUBJECTS, may_follow_subject, verb_group_start
from app.claims.reading.cue_phrases import CuePhrase, Place
from app.claims.reading.lexicon import (
    CLAUSE_OPENERS,
    IRREGULAR_PASTS,
    PRONOUNS,
    SPEAKING_BODIES,
    Complement,
    Sense,
    word_set,
)
from app.claims.reading.noun_phrases import subject_after, subject_before
from app.claims.reading.words import Kind, Phrase, Token

_SHORTEST_HEADLINE = 5  # words
_LONGEST_BYLINE = 3  # words
_PARTICLES = word_set("back in out on up away down")
_LONGEST_NAME = 6  # words
_HEADINGS = word_set(
    "interview video watch photo read listen update live opinion analysis exclusive breaking correction quote comment"
    " related note review recap weather"
)


def headline_cues(tokens: list[Token]) -> list[CuePhrase]:
    """The attribution of a headline without quotation marks: "NAME: I warned them", "Two held: police"."""
    if len(tokens) < _SHORTEST_HEADLINE or tokens[-1].is_mark(".?!:"):
        return []
    colon = next((at for at, token in enumerate(tokens) if token.is_mark(":")), 0)
    if not colon or any(token.kind is Kind.QUOTATION for token in tokens):
        return []
    cue = _body_behind(tokens, colon) or _name_before(tokens, colon)
    return [] if cue is None else [cue._replace(complement=Complement.ANY)]


def _body_behind(tokens: list[Token], colon: int) -> CuePhrase | None:
    """The attribution of a headline to whom it names last: "Two held: police"."""
    if colon <= _LONGEST_BYLINE or tokens[0].low in CLAUSE_OPENERS:
        return None
    if len(tokens) - colon - 1 > _LONGEST_BYLINE or tokens[-1].low not in SPEAKING_BODIES:
        return None
    cue = _unlisted_cue(
        Phrase(colon, colon + 1), Phrase(colon + 1, len(tokens)), Place.SUBJECT_AFTER
    )
    return cue._replace(boundary=colon + 1)


def _name_before(tokens: list[Token], colon: int) -> CuePhrase | None:
    """The attribution of a headline to whom it names first: "NAME: I warned them"."""
    if colon > _LONGEST_NAME or tokens[colon + 1].low not in PRONOUNS:
        return None
    if not all(token.capital or token.low.isalpha() for token in tokens[:colon]):
        return None
    cue = _unlisted_cue(Phrase(colon, colon + 1), Phrase(0, colon), Place.SUBJECT_BEFORE)
    return cue._replace(end=colon)


def unlisted_cues(tokens: list[Token], known: list[CuePhrase]) -> list[CuePhrase]:
    """Cues that only a quotation beside them tells: "…," the judge exclaimed; Lee laughed, "…"."""
    taken = {place for cue in known for place in _around(cue)}
    found: list[CuePhrase] = []
    for index, token in enumerate(tokens):
        if token.kind is Kind.QUOTATION and index not in taken:
            cue = (
                _name_with_colon(tokens, index)
                or _signature(tokens, index)
                or _open_verb_after(tokens, index)
                or _open_verb_before(tokens, index)
            )
            if cue is not None and taken.isdisjoint(range(*cue.verb)):
                found.append(cue)
                taken.update(_around(cue))
    return found


def _around(cue: CuePhrase) -> range:
    """The tokens of an attribution phrase and those beside it."""
    return range(cue.boundary - 1, cue.end + 2)


def _open_verb_after(tokens: list[Token], quotation: int) -> CuePhrase | None:
    if not tokens[quotation].low:
        return None
    subject = subject_after(tokens, quotation + 1)
    if subject is not None and _is_plain_verb(tokens, subject.end):
        verb = Phrase(subject.end, subject.end + 1)
        if may_follow_subject(tokens, verb.end):
            return _unlisted_cue(verb, subject, Place.SUBJECT_BEFORE)
    if _is_plain_verb(tokens, quotation + 1):
        subject = subject_after(tokens, quotation + 2)
        if subject is not None and may_follow_subject(tokens, subject.end):
            return _unlisted_cue(Phrase(quotation + 1, quotation + 2), subject, Place.SUBJECT_AFTER)
    return None


def _open_verb_before(tokens: list[Token], quotation: int) -> CuePhrase | None:
    verb = quotation - 2
    if verb > 1 and tokens[verb].low in _PARTICLES:
        verb -= 1
    if verb < 1 or not tokens[quotation - 1].is_mark(",:") or not _is_plain_verb(tokens, verb):
        return None
    first = verb_group_start(tokens, verb)
    subject = subject_before(tokens, first)
    if subject is None or tokens[subject.first].low in NEVER_SUBJECTS:
        return None
    return _unlisted_cue(Phrase(verb, verb + 1), subject, Place.SUBJECT_BEFORE)


def _is_plain_verb(tokens: list[Token], index: int) -> bool:
    """Whether a word is spelt like a verb of the third person that tells what somebody did."""
    if index >= len(tokens) or tokens[index].kind is not Kind.WORD or tokens[index].capital:
        return False
    low = tokens[index].low
    return low in IRREGULAR_PASTS or (len(low) > 3 and low.endswith(("ed", "s")))


def _name_with_colon(tokens: list[Token], quotation: int) -> CuePhrase | None:
    """The attribution of a headline or a transcript, where only a colon says who speaks: NAME: "…"."""
    colon = first = quotation - 1
    if colon < 1 or not tokens[colon].is_mark(":"):
        return None
    if tokens[colon - 1].is_mark(")"):
        named = subject_before(tokens, colon)
        return named and _unlisted_cue(Phrase(colon, quotation), named, Place.SUBJECT_BEFORE)
    while first > 0 and colon - first < _LONGEST_NAME and tokens[first - 1].capital:
        first -= 1
    if tokens[colon - 1].low in _HEADINGS:
        return None
    if first == colon or (first and not tokens[first - 1].is_mark("-\u2013—.,()[]|•")):
        return None
    return _unlisted_cue(Phrase(colon, quotation), Phrase(first, colon), Place.SUBJECT_BEFORE)


def _signature(tokens: list[Token], quotation: int) -> CuePhrase | None:
    """The attribution of a quotation that is signed: "…" — NAME, "…" – club owner NAME."""
    dash = quotation + 1
    first = dash + 1
    if first >= len(tokens) or not tokens[dash].is_mark("-\u2013\u2014\u2015"):
        return None
    end = first
    while end < len(tokens) and tokens[end].kind is Kind.WORD:
        end += 1
    named = tokens[end - 1].capital and tokens[end - 1].kind is Kind.WORD
    signed = named and first < end <= first + _LONGEST_NAME and end + 1 >= len(tokens)
    return (
        _unlisted_cue(Phrase(dash, first), Phrase(first, end), Place.SUBJECT_AFTER)
        if signed
        else None
    )


def _unlisted_cue(verb: Phrase, subject: Phrase, place: Place) -> CuePhrase:
    """A cue that no list names; it says nothing but that somebody says the quotation beside it."""
    before = place is Place.SUBJECT_BEFORE
    return CuePhrase(
        verb=verb,
        subject=subject,
        place=place,
        boundary=subject.first if before else verb.first,
        end=verb.end if before else subject.end,
        sense=Sense.SAY,
        complement=Complement.QUOTATION,
    )
