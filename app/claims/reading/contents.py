"""What a cue attributes: the quotation or clause beside it, as a range of words."""

from typing import NamedTuple

from app.claims.reading.adjuncts import after_adjuncts
from app.claims.reading.clause_ends import (
    clause_end,
    dismissal_start,
    main_clause_start,
    relative_end,
    second_verb,
)
from app.claims.reading.cue_phrases import CuePhrase, Place
from app.claims.reading.lexicon import (
    ADVERBS,
    AUXILIARIES,
    CLAUSE_OPENERS,
    CONNECTIVES,
    CONTENT_NOUNS,
    COPULAS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    TIMES,
    Complement,
    Sense,
    word_set,
)
from app.claims.reading.noun_phrases import LONGEST_PHRASE
from app.claims.reading.topics import topic_after
from app.claims.reading.words import Kind, Phrase, Token, is_quotation

_LONGEST_SUBJECT = 10  # words
_LONGEST_ASIDE = 16  # words
_LONGEST_INTRODUCTION = 25  # words
_NO_BARE_START = (PREPOSITIONS - {"about", "over", "under"}) | frozenset(
    ["of", "to", "so", "as", "when", "while", "because", "and", "but", "or", "after", "yes"]
)
_MAY_FOLLOW = PREPOSITIONS | TIMES | ADVERBS | CONNECTIVES | CLAUSE_OPENERS | {"last", "this"}
_REACTIONS = word_set(
    "disagreed agreed responded replied retorted objected countered demurred differed protested apologised apologized"
    " elaborated explained concurred argued insisted continued concluded"
)
_COMEBACKS = frozenset({("hit", "back"), ("fought", "back"), ("shot", "back")})
_ATTITUDES = word_set("clear blunt adamant emphatic unequivocal frank defiant unmoved")
_NOT_GOING_ON = frozenset(
    ["who", "which", "while", "as", "a", "an", "after", "although", "citing", "referring"]
)


class Content(NamedTuple):
    """The words that are attributed; `direct` says that they are one quotation."""

    phrase: Phrase
    direct: bool
    topic: bool = False


def contents_of(tokens: list[Token], cue: CuePhrase, limit: int) -> list[Content]:
    """The contents of a cue in reading order; none lies behind the token `limit`."""
    limit = main_clause_start(tokens, cue, limit)
    if cue.antecedent is not None:
        limit = relative_end(tokens, cue, limit)
    if cue.noun:
        after = _following(tokens, cue.end + 1, second_verb(tokens, cue, limit))
        return [] if after is None else [after]
    if cue.complement is Complement.TOPIC:
        topic = _topic(tokens, cue, limit)
        return [] if topic is None else [topic]
    before = _quotation_before(tokens, cue)
    if before is None or not before.direct:
        after = _content_after(tokens, cue, limit)
        if after is not None:
            return [after]
    if before is not None:
        return [before, *_second_quotation(tokens, cue, limit)]
    earlier = _clause_before(tokens, cue, limit)
    return [] if earlier is None else [earlier]


def _quotation_before(tokens: list[Token], cue: CuePhrase) -> Content | None:
    """The quotation that ends where the attribution starts: "…", said X; "…", X said."""
    last = cue.boundary - 1
    if last >= 0 and tokens[last].is_mark(",-\u2013—"):
        last -= 1
    if last < 0 or tokens[last].kind is not Kind.QUOTATION or cue.elided:
        return None
    first = _clause_first(tokens, _after_mark(tokens, last))
    if first < last:
        return Content(Phrase(first, last + 1), direct=False)
    return Content(Phrase(last, last + 1), direct=True)


def _after_mark(tokens: list[Token], last: int) -> int:
    """Where the clause with the quotation `last` starts; another quotation is not part of it."""
    first = last
    edges = ":;.,—\u2013" if tokens[last].capital else ":;."
    while first > max(0, last - 40):
        left = tokens[first - 1]
        if left.kind is Kind.QUOTATION or left.is_mark(edges):
            break
        first -= 1
    return first


def _second_quotation(tokens: list[Token], cue: CuePhrase, limit: int) -> list[Content]:
    """The quotation that goes on behind the attribution: "…," X said, "…"."""
    place = after_adjuncts(tokens, cue.end, limit)
    if place < limit and tokens[place].is_mark(",:"):
        place += 1
    if is_quotation(tokens, place, limit):
        return [Content(Phrase(place, place + 1), direct=True)]
    for index in range(place, min(limit, place + _LONGEST_ASIDE)):
        token = tokens[index]
        if token.kind is Kind.QUOTATION and tokens[index - 1].is_mark(",") and not token.capital:
            return [Content(Phrase(index, index + 1), direct=True)]
        if token.is_mark(".:;"):
            break
    return []


def _content_after(tokens: list[Token], cue: CuePhrase, limit: int) -> Content | None:
    if cue.place is Place.SUBJECT_AFTER and cue.boundary > 0:
        return None
    place = after_adjuncts(tokens, cue.end, limit)
    if cue.sense is Sense.DENY:
        place = _after_content_noun(tokens, place, limit)
    if place >= limit:
        return None
    if cue.sense is Sense.DENY:
        limit = dismissal_start(tokens, place, limit)
    first = _said_from(tokens, cue, place, limit)
    if first is not None:
        return _following(tokens, first, limit)
    return _topic(tokens, cue, limit) or _introduced_quotation(tokens, place, limit)


def _topic(tokens: list[Token], cue: CuePhrase, limit: int) -> Content | None:
    phrase = topic_after(tokens, cue, limit)
    return None if phrase is None else Content(phrase, direct=False, topic=True)


def _said_from(tokens: list[Token], cue: CuePhrase, place: int, limit: int) -> int | None:
    """Where what a cue says starts at `place` or behind an aside; None where nothing is said there."""
    if _introduces(tokens, place, limit) or (cue.opens_sentence and tokens[place].is_mark(",")):
        return place + 1
    denied = cue.sense is Sense.DENY and place > cue.end
    clause = (
        denied
        or cue.complement is Complement.ANY
        or (cue.complement is Complement.THAT and _opens_clause(tokens, place, limit))
    )
    bare = tokens[place].kind is Kind.WORD and tokens[place].low not in _NO_BARE_START
    said = clause and bare and limit - place > 2
    if said or is_quotation(tokens, place, limit):
        return place
    that = _that_behind_comma(tokens, cue.end, limit)
    return None if that is None or cue.complement is Complement.TOPIC else that + 1


def _opens_clause(tokens: list[Token], first: int, limit: int) -> bool:
    """Whether a phrase with a finite verb follows: "found most of them had left"."""
    for index in range(first + 1, min(limit, first + _LONGEST_SUBJECT)):
        token = tokens[index]
        if token.kind is not Kind.WORD or token.low in RELATIVES or token.low in CLAUSE_OPENERS:
            return False
        if token.low in AUXILIARIES:
            return True
    return False


def _that_behind_comma(tokens: list[Token], first: int, limit: int) -> int | None:
    """The "that" behind an aside or behind whom was told: "said, through a translator, that"."""
    for index in range(first, min(limit, first + _LONGEST_ASIDE)):
        token = tokens[index]
        if token.low == "that" and tokens[index - 1].low == ",":
            return index
        if token.kind is not Kind.WORD and token.low != ",":
            return None
    return None


def _introduced_quotation(tokens: list[Token], place: int, limit: int) -> Content | None:
    """A quotation behind more about the act of saying: said in the spring, when it began, "…"."""
    for index in range(place, min(limit, place + _LONGEST_INTRODUCTION)):
        if is_quotation(tokens, index, limit) and tokens[index - 1].is_mark(",:"):
            return Content(Phrase(index, index + 1), direct=True)
    return None


def _introduces(tokens: list[Token], place: int, limit: int) -> bool:
    """Whether a word or mark says that the content follows: "that", a colon, a comma before a quotation."""
    token = tokens[place]
    if token.is_mark(","):
        return is_quotation(tokens, place + 1, limit)
    return token.low == "that" or token.is_mark(":")


def _following(tokens: list[Token], first: int, limit: int) -> Content | None:
    if is_quotation(tokens, first, limit) and _stands_alone(tokens, first, limit):
        return Content(Phrase(first, first + 1), direct=True)
    while first < limit and (tokens[first].kind is Kind.MARK or tokens[first].low == "however"):
        first += 1
    end = clause_end(tokens, first, limit)
    return Content(Phrase(first, end), direct=False) if first < end else None


def _stands_alone(tokens: list[Token], place: int, limit: int) -> bool:
    introduced = place > 0 and tokens[place - 1].is_mark(":,")
    return introduced or place + 1 >= limit or tokens[place + 1].kind is Kind.MARK


def _after_content_noun(tokens: list[Token], place: int, limit: int) -> int:
    """Behind "reports", "the claim" and the like, where "that" follows: "denied reports that …"."""
    for index in range(place, min(limit, place + 5) - 1):
        if tokens[index].low in CONTENT_NOUNS:
            if tokens[index + 1].low in PRONOUNS | DETERMINERS | {"that"}:
                return index + 1
            if tokens[index + 1].low == "of":
                return index + 2
            that = _that_near(tokens, index + 1, limit)
            return place if that is None else that
    return place


def _that_near(tokens: list[Token], first: int, limit: int) -> int | None:
    """The "that" behind where a report stands: "reports in the Gazette that"."""
    for index in range(first, min(limit, first + _LONGEST_SUBJECT)):
        if tokens[index].low == "that":
            return index
        if tokens[index].kind is not Kind.WORD:
            return None
    return None


def _clause_before(tokens: list[Token], cue: CuePhrase, limit: int) -> Content | None:
    """The clause that ends where the attribution starts (…, X said), or goes on behind it (…, X said, …)."""
    last = cue.boundary - 1
    headline = last == cue.verb.first  # its colon is the cue
    if last < 1 or cue.elided or not (headline or tokens[last].is_mark(",—\u2013-")):
        return None
    if cue.complement is Complement.QUOTATION or _has_object(tokens, cue, limit):
        return None
    first = _clause_first(tokens, _behind_semicolon(tokens, last))
    first = _behind_reaction(tokens, Phrase(first, last))
    if _goes_on(tokens, cue.end, limit):
        return Content(Phrase(first, clause_end(tokens, cue.end + 1, limit)), direct=False)
    end = clause_end(tokens, first, last)
    return Content(Phrase(first, end), direct=False) if end - first >= 2 else None


def _behind_semicolon(tokens: list[Token], last: int) -> int:
    """Where the clause starts that ends at `last`, if a semicolon is before it."""
    return next((at + 1 for at in range(last - 1, 0, -1) if tokens[at].is_mark(";")), 0)


def _behind_reaction(tokens: list[Token], clause: Phrase) -> int:
    """Where a clause starts behind the colon after how somebody reacts: "The mayor disagreed: …, she said"."""
    for index in range(clause.first + 1, min(clause.end - 1, clause.first + LONGEST_PHRASE)):
        if tokens[index].is_mark(":"):
            told = tokens[index - 1].low
            state = tokens[index - 2].low in COPULAS and told in _ATTITUDES
            reacts = state or told in _REACTIONS or (tokens[index - 2].low, told) in _COMEBACKS
            return index + 1 if reacts else clause.first
    return clause.first


def _has_object(tokens: list[Token], cue: CuePhrase, limit: int) -> bool:
    """Whether a verb that needs "that" has a plain object behind it, and so no content: "found a job"."""
    if cue.complement is not Complement.THAT or cue.end >= limit:
        return False
    token = tokens[cue.end]
    return token.kind is Kind.WORD and token.low not in _MAY_FOLLOW


def _goes_on(tokens: list[Token], place: int, limit: int) -> bool:
    if limit - place <= 2 or not tokens[place].is_mark(","):
        return False
    following = tokens[place + 1].low
    return following not in _NOT_GOING_ON and not following.endswith("ing")


def _clause_first(tokens: list[Token], first: int) -> int:
    """Where a clause starts behind connectives and the marks of a list."""
    while first < len(tokens) - 1 and (
        tokens[first].low in CONNECTIVES or tokens[first].is_mark(",-\u2013—•*")
    ):
        first += 1
    return first
