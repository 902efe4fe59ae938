"""What a cue attributes: the quotation or clause beside it, as a range of words."""

from itertools import pairwise
from typing import NamedTuple

from app.claims.reading.adjuncts import after_adjuncts
from app.claims.reading.cue_phrases import CuePhrase, Place
from app.claims.reading.lexicon import (
    ADVERBS,
    AUXILIARIES,
    CLAUSE_OPENERS,
    CONNECTIVES,
    CONTENT_NOUNS,
    CUE_FORMS,
    DETERMINERS,
    IRREGULAR_PASTS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    TIMES,
    Complement,
    Sense,
    word_set,
)
from app.claims.reading.words import Kind, Phrase, Token, is_quotation, low_at


class Content(NamedTuple):
    """The words that are attributed; `direct` says that they are one quotation."""

    phrase: Phrase
    direct: bool
    topic: bool = False


def contents_of(tokens: list[Token], cue: CuePhrase, limit: int) -> list[Content]:
    """The contents of a cue in reading order; none lies behind the token `limit`."""
    limit = _main_clause(tokens, cue, limit)
    if cue.antecedent is not None:
        limit = _relative_end(tokens, cue, limit)
    if cue.noun:
        after = _following(tokens, cue.end + 1, _second_verb(tokens, cue, limit))
        return [] if after is None else [after]
    if cue.complement is Complement.TOPIC:
        topic = _topic_after(tokens, cue, limit)
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


_SUBORDINATORS = word_set("while when after although though as if because since before whereas")


def _main_clause(tokens: list[Token], cue: CuePhrase, limit: int) -> int:
    """Where the main clause starts behind a cue in the clause before it ("While Lee said that, …"); else `limit`."""
    if any(token.is_mark(",") for token in tokens[: cue.verb.first]):
        return limit
    if cue.place is not Place.SUBJECT_BEFORE or tokens[0].low not in _SUBORDINATORS:
        return limit
    return next((index for index in range(cue.end + 1, limit) if tokens[index].is_mark(",")), limit)


def _second_verb(tokens: list[Token], cue: CuePhrase, limit: int) -> int:
    """Where what a noun attributes ends, if the noun is a subject: "the claim that it rained | was made"; else `limit`."""
    if any(_is_verb(token) for token in tokens[: cue.verb.first]):
        return limit
    verbs = [
        index
        for index in range(cue.end + 1, limit)
        if _is_verb(tokens[index]) and tokens[index - 1].low not in DETERMINERS
    ]
    for left, right in pairwise(verbs):
        between = {token.low for token in tokens[left + 1 : right]}
        one_group = tokens[left].low in AUXILIARIES and between <= ADVERBS | {"not"}
        if not one_group and not between & _JOINING:
            return right
    return limit


_JOINING = CLAUSE_OPENERS | RELATIVES | {"and", "or", "but", "to"}


def _relative_end(tokens: list[Token], cue: CuePhrase, limit: int) -> int:
    """Where a relative clause ends that holds a cue: before a comma and the verb of the main clause."""
    for index in range(cue.end + 1, limit - 1):
        if tokens[index].is_mark(",") and _is_verb(tokens[index + 1]):
            return index
    return limit


def _is_verb(token: Token) -> bool:
    if token.kind is not Kind.WORD or token.capital:
        return False
    return (
        token.low in AUXILIARIES | IRREGULAR_PASTS
        or token.low in CUE_FORMS
        or token.low.endswith("ed")
    )


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
        limit = _dismissal_start(tokens, place, limit)
    first = _said_from(tokens, cue, place, limit)
    if first is not None:
        return _following(tokens, first, limit)
    return _topic_after(tokens, cue, limit) or _introduced_quotation(tokens, place, limit)


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


_LONGEST_SUBJECT = 10  # words


def _opens_clause(tokens: list[Token], first: int, limit: int) -> bool:
    """Whether a phrase with a finite verb follows: "found most of them had left"."""
    for index in range(first + 1, min(limit, first + _LONGEST_SUBJECT)):
        token = tokens[index]
        if token.kind is not Kind.WORD or token.low in RELATIVES or token.low in CLAUSE_OPENERS:
            return False
        if token.low in AUXILIARIES:
            return True
    return False


_LONGEST_ASIDE = 16  # words


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


_LONGEST_INTRODUCTION = 25  # words


_WH = word_set("if whether why how what when where who which")


def _topic_after(tokens: list[Token], cue: CuePhrase, limit: int) -> Content | None:
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


_LONGEST_HEARER = 8  # words


def _question(tokens: list[Token], place: int, limit: int) -> int | None:
    """Where an indirect question starts behind a cue and whom it asks: "asked the mayor whether"."""
    for index in range(place, min(limit, place + _LONGEST_HEARER)):
        if tokens[index].low in _WH and tokens[index - 1].low not in PREPOSITIONS:
            return index
        if tokens[index].kind is not Kind.WORD:
            return None
    return None


_NO_TOPIC_START = (
    (PREPOSITIONS - {"about", "over", "under"})
    | TIMES
    | CLAUSE_OPENERS
    | AUXILIARIES
    | frozenset(["of", "to", "so", "and", "but", "or", "yes", "then", "also", "that"])
)


def _topic(tokens: list[Token], first: int, limit: int) -> Content | None:
    comma = next((index for index in range(first + 1, limit) if tokens[index].is_mark(",")), limit)
    end = _clause_end(tokens, first, comma)
    return Content(Phrase(first, end), direct=False, topic=True) if first < end else None


_DISMISSALS = word_set(
    "false untrue baseless unfounded groundless nonsense rubbish absurd ridiculous fabricated fiction"
    " lie lies rumour rumours rumor rumors slander propaganda misleading wrong speculation"
)
_LONGEST_DISMISSAL = 5  # words behind "as"


def _dismissal_start(tokens: list[Token], first: int, limit: int) -> int:
    """Where what is dismissed ends before the verdict on it ("as “nonsense”", "as baseless"); else `limit`."""
    end = limit
    while end > first and tokens[end - 1].is_mark(".!,;"):
        end -= 1
    for index in range(end - 2, max(first, end - 2 - _LONGEST_DISMISSAL), -1):
        if tokens[index].low == "as" and tokens[index - 1].low not in _NOT_BEFORE_AS:
            verdict = tokens[index + 1 : end]
            quoted = verdict[0].kind is Kind.QUOTATION and len(verdict) == 1
            return index if quoted or any(word.low in _DISMISSALS for word in verdict) else limit
    return limit


_NO_BARE_START = (PREPOSITIONS - {"about", "over", "under"}) | frozenset(
    ["of", "to", "so", "as", "when", "while", "because", "and", "but", "or", "after", "yes"]
)


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
    end = _clause_end(tokens, first, limit)
    return Content(Phrase(first, end), direct=False) if first < end else None


def _stands_alone(tokens: list[Token], place: int, limit: int) -> bool:
    introduced = place > 0 and tokens[place - 1].is_mark(":,")
    return introduced or place + 1 >= limit or tokens[place + 1].kind is Kind.MARK


def _clause_end(tokens: list[Token], first: int, limit: int) -> int:
    """Where a reported clause ends: before what the narrator adds, without closing marks and connectives."""
    end = limit
    for index in range(first + 3, limit):
        low = tokens[index].low
        if tokens[index - 1].low == "," and _is_narrators(tokens, index):
            end = index - 1
            break
        if low in _ADDING and _opens_addition(tokens, index, Phrase(first, limit)):
            end = index
            break
        if low in _SEQUELS and (comma := _sequel_comma(tokens, index, limit)) > first:
            end = comma
            break
        if low in _FURTHER_ACTS and _is_further_act(tokens, index):
            end = index - 1
            break
    while end > first and _is_loose_end(tokens[end - 1]):
        end -= 1
    return end


_NO_PARTICIPLES = word_set(
    "including according during something nothing anything everything leaving leading ranging being having"
    " king spring morning evening building working"
)
_COMMENTARY = word_set(
    "charge claim view move swipe reference sign accusation allegation assertion decision position stance comment"
    " remark rebuke contrast departure reversal"
)


def _is_narrators(tokens: list[Token], index: int) -> bool:
    """Whether the narrator goes on behind a comma: ", drawing criticism", ", a view that Lee shares"."""
    token = tokens[index]
    if token.low in {"a", "an"}:
        return low_at(tokens, index + 1) in _COMMENTARY
    participle = token.low.endswith("ing") and len(token.low) > _SHORTEST_PARTICIPLE
    return participle and not token.capital and token.low not in _NO_PARTICIPLES


_SHORTEST_PARTICIPLE = 5  # letters
_FURTHER_ACTS = word_set(
    "called urged demanded asked appealed promised vowed pledged thanked praised criticised criticized"
    " condemned accused apologised apologized blamed attacked declined refused"
)


def _is_further_act(tokens: list[Token], index: int) -> bool:
    """Whether a verb says what else the claimant did, behind quoted words of theirs: "…" and called for."""
    return tokens[index - 1].low == "and" and tokens[index - 2].kind is Kind.QUOTATION


def _is_loose_end(token: Token) -> bool:
    """Whether a token at the end of a clause belongs to what comes behind it."""
    if token.kind is Kind.MARK:
        return token.low not in "%$€£"
    return token.low in {"and", "but", "while", "though", "although"}


def _opens_addition(tokens: list[Token], index: int, content: Phrase) -> bool:
    """Whether the narrator goes on here: "as" with an event, ", despite", "; ", a dash without a second one."""
    token = tokens[index]
    if token.kind is Kind.MARK:
        return token.low == ";" or _is_only_dash(tokens, index, content)
    if token.low in _CONTRASTS:
        following = low_at(tokens, index + 1)
        if token.low == "but" and following in AUXILIARIES | IRREGULAR_PASTS:
            return True
        going_on = token.low == "but" and following in _GOING_ON_WITH_BUT
        return tokens[index - 1].low == "," and not going_on
    if token.low in {"he", "she"}:
        return tokens[index - 1].low == "and" and tokens[index - 2].low == ","
    if tokens[index - 1].low in _NOT_BEFORE_AS:
        return False
    clause = tokens[index + 1 : min(content.end, index + 12)]
    return len(clause) > 2 and any(word.low in _EVENTS for word in clause)


_SEQUELS = frozenset({"after", "before"})


def _sequel_comma(tokens: list[Token], index: int, limit: int) -> int:
    """The comma before a clause about an earlier or later time: ", days after …", ", before X said …"; or -1."""
    if tokens[index - 1].low == ",":
        rest = tokens[index + 2 : min(limit, index + 20)]
        return index - 1 if any(token.low in CUE_FORMS for token in rest) else -1
    if tokens[index - 1].low in TIMES:
        for place in range(index - 2, index - 6, -1):
            if place > 0 and tokens[place].low == ",":
                return place
    return -1


def _is_only_dash(tokens: list[Token], index: int, content: Phrase) -> bool:
    others = (place for place in range(content.first + 1, content.end) if place != index)
    return _is_dash(tokens, index) and not any(_is_dash(tokens, place) for place in others)


def _is_dash(tokens: list[Token], index: int) -> bool:
    return tokens[index].is_mark("—\u2013-") and tokens[index - 1].end < tokens[index].start


_CONTRASTS = frozenset(
    ["despite", "but", "although", "though", "even", "compared", "which", "while"]
)
_GOING_ON_WITH_BUT = word_set("that also rather never not instead only")
_ADDING = _CONTRASTS | {"as", "he", "she", ";", "-", "\u2013", "—"}
_NOT_BEFORE_AS = word_set(
    "as such same so well soon far long much many known described seen used just act acted"
    " work worked serve served regarded considered"
)
_EVENTS = word_set("began started continued launched held gathered prepared opened ordered met")


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
    if _goes_on(tokens, cue.end, limit):
        return Content(Phrase(first, _clause_end(tokens, cue.end + 1, limit)), direct=False)
    end = _clause_end(tokens, first, last)
    return Content(Phrase(first, end), direct=False) if end - first >= 2 else None


def _behind_semicolon(tokens: list[Token], last: int) -> int:
    """Where the clause starts that ends at `last`, if a semicolon is before it."""
    return next((at + 1 for at in range(last - 1, 0, -1) if tokens[at].is_mark(";")), 0)


_MAY_FOLLOW = PREPOSITIONS | TIMES | ADVERBS | CONNECTIVES | CLAUSE_OPENERS | {"last", "this"}


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


_NOT_GOING_ON = frozenset(
    ["who", "which", "while", "as", "a", "an", "after", "although", "citing", "referring"]
)


def _clause_first(tokens: list[Token], first: int) -> int:
    """Where a clause starts behind connectives and the marks of a list."""
    while first < len(tokens) - 1 and (
        tokens[first].low in CONNECTIVES or tokens[first].is_mark(",-\u2013—•*")
    ):
        first += 1
    return first
