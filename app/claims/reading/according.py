"""The cue "according to" with the source behind it."""

from app.claims.reading.cue_phrases import CuePhrase, Place
from app.claims.reading.lexicon import (
    CLAUSE_OPENERS,
    DOCUMENTS,
    PUBLISHED,
    TIMES,
    Complement,
    Sense,
)
from app.claims.reading.noun_phrases import LONGEST_PHRASE, subject_after
from app.claims.reading.words import Kind, Phrase, Token, low_at

_CLAUSE_LINKS = CLAUSE_OPENERS | {"and", "but"}
_LONGEST_DESCRIPTION = 8  # words
_ENDS_DESCRIPTION = CLAUSE_OPENERS - {"that"} | {"and", "but", "as"}
_LONGEST_PUBLICATION = 8  # words between "published" and "by"
_BEFORE_TIME = frozenset({"on", "in", "last", "this", "earlier"})
_BEFORE_ACCORDING = frozenset({"but", "and", "however", ",", "also", "still"})


def according_to(tokens: list[Token], index: int) -> CuePhrase | None:
    """The attribution by "according to", if a source follows it."""
    if index + 2 >= len(tokens) or tokens[index + 1].low != "to":
        return None
    opens = _opens_clause(tokens, index)
    subject = subject_after(tokens, index + 2)
    if opens and (subject is None or low_at(tokens, subject.end) != ","):
        subject = _up_to_comma(tokens, index + 2)
    if subject is None or tokens[subject.first].low == "which":
        return None
    published = _with_publisher(tokens, subject)
    is_whole = published != subject and _opens_time(tokens, published.end)
    subject = published
    if not opens and not is_whole and low_at(tokens, subject.end) not in PUBLISHED | {"from"}:
        subject = _with_description(tokens, subject)
    boundary = 0 if opens else index
    return CuePhrase(
        Phrase(index, index + 2),
        subject,
        Place.SUBJECT_AFTER,
        boundary,
        subject.end,
        Sense.SAY,
        Complement.ANY,
        coordinate=not opens,
        opens_sentence=opens,
    )


def _opens_clause(tokens: list[Token], index: int) -> bool:
    """Whether "according to" stands before what it attributes: first in its sentence, or in "because, according to"."""
    if all(token.low in _BEFORE_ACCORDING for token in tokens[:index]):
        return True
    return low_at(tokens, index - 1) == "," and low_at(tokens, index - 2) in _CLAUSE_LINKS


def _with_description(tokens: list[Token], subject: Phrase) -> Phrase:
    """A source with what describes it up to a comma or the end: "members who spoke later", "a poll in February"."""
    end = subject.end
    while (
        end < len(tokens)
        and tokens[end].kind is Kind.WORD
        and tokens[end].low not in _ENDS_DESCRIPTION
    ):
        end += 1
    marked = end >= len(tokens) or tokens[end].is_mark(",.")
    return (
        Phrase(subject.first, end)
        if marked and end - subject.end <= _LONGEST_DESCRIPTION
        else subject
    )


def _with_publisher(tokens: list[Token], subject: Phrase) -> Phrase:
    """A document with whom it comes from: "figures published on Tuesday by the transport board", "a survey Quay Line published"."""
    document = any(token.low in DOCUMENTS for token in tokens[subject.first : subject.end])
    if not document or low_at(tokens, subject.end) not in PUBLISHED | {"by"}:
        return subject
    if low_at(tokens, subject.end) in PUBLISHED and _names_behind_document(tokens, subject):
        return Phrase(subject.first, subject.end + 1)
    for index in range(subject.end, min(len(tokens), subject.end + _LONGEST_PUBLICATION)):
        if tokens[index].kind is not Kind.WORD:
            break
        if tokens[index].low in {"by", "from"}:
            publisher = subject_after(tokens, index + 1)
            return subject if publisher is None else Phrase(subject.first, publisher.end)
    return subject


def _names_behind_document(tokens: list[Token], subject: Phrase) -> bool:
    """Whether a name stands right behind a document: "a survey Quay Line"."""
    return any(
        tokens[index].low in DOCUMENTS and tokens[index + 1].capital
        for index in range(subject.first, subject.end - 1)
    )


def _opens_time(tokens: list[Token], index: int) -> bool:
    low = low_at(tokens, index)
    return low in TIMES or (low in _BEFORE_TIME and low_at(tokens, index + 1) in TIMES)


def _up_to_comma(tokens: list[Token], first: int) -> Phrase | None:
    for index in range(first + 1, min(len(tokens), first + LONGEST_PHRASE)):
        if tokens[index].is_mark(","):
            return Phrase(first, index)
    return None
