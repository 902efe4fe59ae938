"""The noun phrases of a sentence that can be the subject of a cue: who says something.

There is no tagger behind this: a phrase ends where a closed class of words (auxiliaries, prepositions,
conjunctions, pronouns) or punctuation says so.
"""

from app.claims.reading.appositions import NO_APPOSITION, apposition_end
from app.claims.reading.lexicon import (
    ADVERBS,
    AUXILIARIES,
    CLAUSE_OPENERS,
    CONNECTIVES,
    CUE_FORMS,
    DETERMINERS,
    IRREGULAR_PASTS,
    PERSON_NOUNS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    TIMES,
    Form,
)
from app.claims.reading.occupations import is_occupation
from app.claims.reading.words import Kind, Phrase, Token, low_at

LONGEST_PHRASE = 40  # words; keeps the search for a subject linear in hostile text
_NEVER_LAST = DETERMINERS | PREPOSITIONS | CLAUSE_OPENERS | AUXILIARIES | CONNECTIVES | {"to"}
_DASHES = "-\u2013\u2014"
_EXAMPLES = frozenset({"among them", "such as", "led by"})
_ASIDES = frozenset({"example", "instance", "however", "too", "meanwhile", "also", "though"})
_CLAUSE_EDGES = CLAUSE_OPENERS | RELATIVES
_CONDITIONS = frozenset({"once", "before", "after", "since"})
_BEFORE_SUBJECT = CONNECTIVES | ADVERBS
_BEFORE_VERB = AUXILIARIES | ADVERBS
_OPENS_ADJUNCT = PREPOSITIONS | {"last", "next", "earlier", "unlike", "like"}
_NEVER_FIRST = (
    PREPOSITIONS
    | CLAUSE_OPENERS
    | AUXILIARIES
    | CONNECTIVES
    | ADVERBS
    | TIMES
    | {"to", "early", "late", "last"}
)
_LINKS = frozenset({"of", "for", "from", "at", "with"})
_BEFORE_DETERMINER = PREPOSITIONS | {"and", "or"}
_STOPS = CLAUSE_OPENERS | AUXILIARIES | ADVERBS | TIMES | PRONOUNS | RELATIVES


def subject_before(tokens: list[Token], end: int) -> Phrase | None:
    """The subject that ends right before the token `end`, with its apposition; None where there is none."""
    last = end - 1
    if last < 0:
        return None
    token = tokens[last]
    if token.kind is Kind.MARK:
        return _subject_before_mark(tokens, last)
    if token.low in PRONOUNS:
        return Phrase(last, end)
    if token.low in RELATIVES:
        return subject_before(tokens, last - (last > 0 and tokens[last - 1].is_mark(",")))
    if token.kind is Kind.QUOTATION or token.low in _NEVER_LAST:
        return None
    return _phrase_ending(tokens, end)


def _subject_before_mark(tokens: list[Token], last: int) -> Phrase | None:
    if tokens[last].low == ",":
        return _subject_with_apposition(tokens, last)
    if tokens[last].is_mark(_DASHES):
        return _subject_with_dashes(tokens, last)
    return _subject_with_brackets(tokens, last) if tokens[last].low == ")" else None


def _subject_with_apposition(tokens: list[Token], comma: int) -> Phrase | None:
    """The subject in "NAME, role," where `comma` is the second comma."""
    opening = _previous(tokens, comma, ",")
    if opening is None or opening + 1 >= comma:
        return None
    head = _phrase_ending(tokens, opening)
    if head is not None and _gives_examples(tokens, opening + 1):
        return Phrase(head.first, comma)
    if head is None or tokens[opening + 1].low in NO_APPOSITION:
        return None
    if tokens[comma - 1].low in _ASIDES:
        return head
    while (
        _may_be_apposed(tokens[head.first]) and head.first and tokens[head.first - 1].is_mark(",")
    ):
        outer = _phrase_ending(tokens, head.first - 1)
        if outer is None or not _may_be_explained(tokens, outer):
            break
        head = outer
    return Phrase(head.first, comma)


def _gives_examples(tokens: list[Token], first: int) -> bool:
    """Whether what stands between commas names some of several: "critics, including Ana Cole,"."""
    low = tokens[first].low
    return low == "including" or f"{low} {low_at(tokens, first + 1)}" in _EXAMPLES


def _may_be_explained(tokens: list[Token], phrase: Phrase) -> bool:
    """Whether a phrase is a name that several appositions can follow, and no adverbial ("In Ohio")."""
    last = tokens[phrase.end - 1]
    adverbial = low_at(tokens, phrase.first - 1) in PREPOSITIONS
    return last.capital and last.low not in TIMES and not adverbial


def _may_be_apposed(token: Token) -> bool:
    """Whether a word can open a first apposition, in front of a second: "NAME, 54, a teacher,"."""
    party = token.capital and token.low[1:2] == "-"  # "R-Ohio"
    return token.low in DETERMINERS or token.low.isdigit() or party


def _subject_with_dashes(tokens: list[Token], closing: int) -> Phrase | None:
    """The subject in "NAME - who declined to comment -" where `closing` is the second dash."""
    end = closing
    while end and tokens[end - 1].is_mark(_DASHES):
        end -= 1
    opening = _previous(tokens, end, _DASHES)
    if opening is None or opening + 1 >= end:
        return None
    while opening and tokens[opening - 1].is_mark(_DASHES):
        opening -= 1
    head = None if opening == 0 else _phrase_ending(tokens, opening)
    return None if head is None else Phrase(head.first, end)


def _subject_with_brackets(tokens: list[Token], closing: int) -> Phrase | None:
    opening = _previous(tokens, closing, "(")
    head = None if opening is None else subject_before(tokens, opening)
    return None if head is None else Phrase(head.first, closing + 1)


def _previous(tokens: list[Token], before: int, mark: str) -> int | None:
    for index in range(before - 1, max(-1, before - LONGEST_PHRASE), -1):
        token = tokens[index]
        if token.is_mark(mark):
            return index
        if token.kind is Kind.QUOTATION and token.end - token.start > 60:
            return None
        if token.is_mark(":;"):
            return None
    return None


def _phrase_ending(tokens: list[Token], end: int) -> Phrase | None:
    """The noun phrase that ends before the token `end`, as far to the left as it can go."""
    first = _clause_start(tokens, end)
    if not _talks_to_somebody(tokens, first, end):
        first = _after_verb(tokens, first, end)
    if low_at(tokens, first - 1) == "," and _is_participle(tokens, first, end):
        first = _determined(tokens, first + 1, end)
    first = _without_adjunct(tokens, first, end)
    end = _without_time(tokens, first, end)
    if first >= end:
        return None
    return _with_relative_clause(tokens, Phrase(first, end))


def _is_participle(tokens: list[Token], first: int, end: int) -> bool:
    """Whether a word such as "citing" opens an aside, and is no part of a trade: "housing minister Ann Roe"."""
    if first >= end or not tokens[first].low.endswith("ing"):
        return False
    name = end
    while name > first and tokens[name - 1].capital:
        name -= 1
    trade = tokens[name - 1].low if first + 1 < name < end else ""
    return not (is_occupation(trade) or trade in PERSON_NOUNS) or any(
        token.low in _NEVER_LAST for token in tokens[first:name]
    )


def _with_relative_clause(tokens: list[Token], phrase: Phrase) -> Phrase:
    """A phrase that is the end of a relative clause, with what it describes: "an official who saw the letter"."""
    relative = phrase.first - 1
    if low_at(tokens, relative) != "who" or not _opens_predicate(tokens[phrase.first]):
        return phrase
    head = _phrase_ending(tokens, relative) if not tokens[relative - 1].is_mark(",") else None
    return phrase if head is None else Phrase(head.first, phrase.end)


def _opens_predicate(token: Token) -> bool:
    return token.low in IRREGULAR_PASTS or _ends_past(token) or token.low in AUXILIARIES


def _talks_to_somebody(tokens: list[Token], first: int, end: int) -> bool:
    """Whether a relative clause only says to or with whom somebody talks: "patients who spoke to this newspaper"."""
    if low_at(tokens, first - 1) != "who":
        return False
    verb = first
    while verb < end and tokens[verb].low in _BEFORE_VERB:
        verb += 1
    return verb + 1 < end and tokens[verb + 1].low in {"to", "with"}


def _without_time(tokens: list[Token], first: int, end: int) -> int:
    """Where the phrase ends before a time that belongs to the verb: "the ministry on Friday said"."""
    if end - first > 1 and tokens[end - 1].low in TIMES:
        end -= 1
        while end - first > 1 and tokens[end - 1].low in {
            "on",
            "in",
            "late",
            "early",
            "last",
            "this",
            "earlier",
        }:
            end -= 1
    return end


def _clause_start(tokens: list[Token], end: int) -> int:
    first = end
    while first > 0 and end - first < LONGEST_PHRASE:
        token = tokens[first - 1]
        if token.low in _CLAUSE_EDGES or token.kind is Kind.QUOTATION:
            break
        if token.low in _CONDITIONS and _opens_clause(tokens, first - 1, end):
            break
        if token.kind is Kind.MARK and token.low not in "$%&/'\u2019":
            break
        first -= 1
    return first


def _opens_clause(tokens: list[Token], index: int, end: int) -> bool:
    """Whether "once", "before" or the like at `index` opens a clause rather than being an adverb or a preposition."""
    if index == 0 or index + 1 >= end:
        return False
    following = tokens[index + 1]
    subject = following.low in DETERMINERS or following.capital
    if tokens[index].low == "once":
        return subject
    earlier = tokens[max(0, index - 5) : index]
    return subject and any(token.low in IRREGULAR_PASTS or _ends_past(token) for token in earlier)


def _ends_past(token: Token) -> bool:
    return token.low.endswith("ed") and not token.capital


def _after_verb(tokens: list[Token], first: int, end: int) -> int:
    """Where the phrase starts if a finite verb stands to its left in the same clause."""
    for index in range(end - 2, first - 1, -1):
        if tokens[index].low in {"and", "or"} and _has_verb(tokens, first, index):
            return index + 1
        if _is_finite(tokens[index]):
            return _determined(tokens, index + 1, end)
    return first


def _has_verb(tokens: list[Token], first: int, end: int) -> bool:
    return any(_is_finite(token) or _ends_past(token) for token in tokens[first:end])


def _is_finite(token: Token) -> bool:
    if token.low in AUXILIARIES:
        return not token.capital
    if token.low in PRONOUNS:
        return True
    cue = CUE_FORMS.get(token.low)
    return cue is not None and not cue.also_noun and cue.form is not Form.ING and not token.capital


def _determined(tokens: list[Token], first: int, end: int) -> int:
    """The start of the last determined or named phrase in a range that follows a verb."""
    for index in range(end - 1, first - 1, -1):
        left = tokens[index - 1] if index > first else None
        if tokens[index].low in DETERMINERS and (left is None or left.low not in PREPOSITIONS):
            return index
    return first


def _without_adjunct(tokens: list[Token], first: int, end: int) -> int:
    """Where the subject starts behind connectives and an adverbial ("On Monday", "Last week")."""
    while first < end and tokens[first].low in _BEFORE_SUBJECT:
        first += 1
    first = _behind_distance(tokens, first, end)
    if first >= end or tokens[first].low not in _OPENS_ADJUNCT:
        return first
    for index in range(end - 2, first, -1):
        if tokens[index].low in TIMES or tokens[index].low[0].isdigit():
            return index + 1
    for index in range(end - 1, first + 1, -1):
        if tokens[index].low in DETERMINERS and tokens[index - 1].low not in PREPOSITIONS:
            return index
    return _name_start(tokens, first + 1, end)


def _behind_distance(tokens: list[Token], first: int, end: int) -> int:
    """The place of "after" in "two days after" and the like; `first` where the phrase opens otherwise."""
    for index in range(first + 1, min(end, first + 5)):
        if tokens[index].low in {"after", "before"}:
            return index if tokens[index - 1].low in TIMES else first
    return first


def _name_start(tokens: list[Token], first: int, end: int) -> int:
    start = end
    while start > first and tokens[start - 1].capital:
        start -= 1
    return start if start < end else first


def subject_after(tokens: list[Token], first: int) -> Phrase | None:
    """The subject that starts at the token `first`, after its verb ("said X, the mayor"); None if none does."""
    if first >= len(tokens) or tokens[first].kind is not Kind.WORD:
        return None
    if tokens[first].low in PRONOUNS:
        return Phrase(first, first + 1)
    if tokens[first].low in _NEVER_FIRST or (
        tokens[first].low.endswith("ly") and not tokens[first].capital
    ):
        return None
    end = _phrase_starting(tokens, first)
    if end < len(tokens) and _is_finite(tokens[end]) and tokens[end].low not in RELATIVES:
        return None
    return Phrase(first, apposition_end(tokens, end)) if end > first else None


def _phrase_starting(tokens: list[Token], first: int) -> int:
    end = first
    while end < len(tokens) and end - first < LONGEST_PHRASE and _continues(tokens, first, end):
        end += 1
    return end


def _continues(tokens: list[Token], first: int, index: int) -> bool:
    token = tokens[index]
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if token.kind is not Kind.WORD:
        return token.is_mark("&/") or (
            token.kind is Kind.QUOTATION and token.end - token.start < 30
        )
    if token.low in {"and", "or"}:
        return following is not None and (following.capital or following.low in DETERMINERS)
    if token.low in PREPOSITIONS:
        return _links(tokens, index) and index > first
    return index == first or not _stops(tokens[index - 1], token)


def _stops(left: Token, token: Token) -> bool:
    """Whether a word cannot follow another inside a noun phrase."""
    if token.low in _STOPS or _is_finite(token):
        return True
    if token.low in DETERMINERS:
        return left.low not in _BEFORE_DETERMINER
    participle = token.low.endswith("ed") or token.low in IRREGULAR_PASTS
    if "-" in token.low or left.low.endswith("ly"):
        return False
    return participle and not token.capital and left.low not in DETERMINERS


def _links(tokens: list[Token], index: int) -> bool:
    if index + 1 >= len(tokens):
        return False
    following = tokens[index + 1]
    if (
        following.low in TIMES
        or following.low[:1].isdigit()
        or following.low in {"a", "an", "that"}
    ):
        return tokens[index].low == "of"
    return tokens[index].low in _LINKS or (
        tokens[index].low == "in" and not tokens[index - 1].capital and following.capital
    )
