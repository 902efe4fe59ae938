"""The attributions within one unit that have a cue: its content, its source and how it is said."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import NamedTuple

from app.claims.reading.contents import Content, contents_of
from app.claims.reading.cue_phrases import CuePhrase, Place
from app.claims.reading.cues import ANY_CUE, cue_phrases
from app.claims.reading.hedging import is_hedged
from app.claims.reading.lexicon import AUXILIARIES, Sense
from app.claims.reading.sentences import Span
from app.claims.reading.units import Unit
from app.claims.reading.untruths import called_false, judged_report, untrue_part
from app.claims.reading.words import Phrase, Token, text_range, tokens_of
from app.claims.vocabulary import ClaimKind, Polarity

SHORTEST_UNIT = 8  # code points; "He said" and a word
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Attribution:
    """A content with the cue and the source it is attributed to.

    `content`, `source` and `cue` are ranges of the text. `source` is None where a quotation stands alone; `continues`
    says that it goes on with the words of the speaker before. `negated` marks what somebody did not say, `topic`
    what somebody names without saying anything of it, `question` what somebody asks, `noun` what a noun attributes. `antecedent` is what a relative pronoun stands for.
    """

    content: Span
    source: Span | None
    cue: Span | None
    kind: ClaimKind
    polarity: Polarity = Polarity.ASSERTS
    hedged: bool = False
    negated: bool = False
    continues: bool = False
    antecedent: Span | None = None
    topic: bool = False
    question: bool = False
    noun: bool = False


class _Said(NamedTuple):
    """A content of a cue, with its range of the text."""

    cue: CuePhrase
    content: Content
    span: Span


def cued_attributions(text: str, unit: Unit) -> list[Attribution]:
    """The attributions within one unit that have a cue."""
    if not _may_have_cue(text, unit):
        return []
    tokens = tokens_of(text, unit.span, unit.quotations)
    if tokens[0].low in AUXILIARIES and tokens[0].capital and tokens[-1].is_mark("?"):
        return []  # the narrator asks
    found: list[Attribution] = []
    rebutted = [judged_report(text, sentence) for sentence in unit.sentences]
    for cue, contents in _contents_by_cue(unit, tokens):
        false = _called_false(text, unit, tokens, cue)
        if false is not None:
            rebutted.append(false.content)
            found.append(false)
            continue
        for content in contents:
            said = _Said(cue, content, _content_range(text, unit, tokens, content))
            if said.span.start < said.span.end and not _is_hearsay(tokens, said, found):
                rebutted.append(None if cue.noun else judged_report(text, said.span))
                found.append(_attribution(text, tokens, said))
    found = _without_rebutted(found, rebutted)
    return [
        each for each in found if not ((each.topic or each.question) and _holds_cue(each, found))
    ]


def _called_false(text: str, unit: Unit, tokens: list[Token], cue: CuePhrase) -> Attribution | None:
    """The attribution of a denial to whoever calls a claim false: "called the claim that it leaks a lie"."""
    if cue.sense is not Sense.NAME or cue.end >= len(tokens):
        return None
    verb = text_range(tokens, Phrase(cue.verb.end - 1, cue.verb.end))
    told = called_false(text, verb, Span(tokens[cue.end].start, unit.span.end))
    if told is None:
        return None
    return Attribution(
        content=told,
        source=None if cue.subject is None else text_range(tokens, cue.subject),
        cue=text_range(tokens, cue.verb),
        kind=ClaimKind.INDIRECT_QUOTE,
        polarity=Polarity.DENIES,
        hedged=is_hedged(told.of(text)),
        negated=cue.negated,
        antecedent=None if cue.antecedent is None else text_range(tokens, cue.antecedent),
    )


def _without_rebutted(found: list[Attribution], rebutted: list[Span | None]) -> list[Attribution]:
    """Attributions without those by a noun whose content is called false or exaggerated: nobody speaks for it there."""
    starts = {span.start for span in rebutted if span is not None}
    return [each for each in found if not (each.noun and each.content.start in starts)]


def _contents_by_cue(unit: Unit, tokens: list[Token]) -> list[tuple[CuePhrase, list[Content]]]:
    """The cues of a unit in reading order, each with its contents.

    They are read from the last to the first, because a content ends where a later act of saying starts.
    """
    said: list[tuple[CuePhrase, list[Content]]] = []
    limit = len(tokens)
    sentence_ends = _sentence_ends(unit, tokens)
    for cue in reversed(cue_phrases(tokens)):
        end = next((end for end in sentence_ends if end >= cue.end), limit)
        contents = contents_of(tokens, cue, max(min(limit, end), cue.end))
        said.append((cue, contents))
        if contents and (cue.coordinate or _starts_anew(tokens, cue, contents[0])):
            limit = cue.boundary
    return said[::-1]


def _starts_anew(tokens: list[Token], cue: CuePhrase, content: Content) -> bool:
    """Whether somebody else speaks behind a comma: "Lee says it leaks, Carr says it does not"."""
    left = tokens[cue.boundary - 1] if cue.boundary else None
    own_words = content.phrase.first >= cue.end and cue.place is Place.SUBJECT_BEFORE
    return own_words and left is not None and left.is_mark(",")


def _holds_cue(topic: Attribution, found: list[Attribution]) -> bool:
    """Whether what is named is an act of saying that says more: "repeated [her claim that it leaks]"."""
    return any(
        other.cue is not None
        and topic.content.start <= other.cue.start
        and other.content.end == topic.content.end
        for other in found
        if other is not topic
    )


def _is_hearsay(tokens: list[Token], said: _Said, found: list[Attribution]) -> bool:
    """Whether "according to" only says who reports what somebody else said: "…," Lee said, according to the Courier."""
    return tokens[said.cue.verb.first].low == "according" and any(
        other.kind is ClaimKind.DIRECT_QUOTE
        and other.cue is not None
        and said.span.start < other.cue.start < said.span.end
        for other in found
    )


def _sentence_ends(unit: Unit, tokens: list[Token]) -> list[int]:
    """Behind which tokens sentences of the unit end, where that is not within a quotation."""
    starts = [sentence.start for sentence in unit.sentences[1:]]
    return [
        index
        for start in starts
        if (index := bisect_left(tokens, start, key=_start)) < len(tokens)
        and tokens[index].start == start
    ]


def _start(token: Token) -> int:
    return token.start


def _content_range(text: str, unit: Unit, tokens: list[Token], content: Content) -> Span:
    """The range of a content; of a quotation without its marks."""
    span = text_range(tokens, content.phrase)
    if not content.direct:
        return span
    return next(one.spoken(text) for one in unit.quotations if one.outer.start == span.start)


def _may_have_cue(text: str, unit: Unit) -> bool:
    if unit.span.end - unit.span.start < SHORTEST_UNIT:
        return False
    return (
        bool(unit.quotations)
        or ":" in unit.span.of(text)
        or not ANY_CUE.isdisjoint(_LETTERS.findall(unit.span.of(text).lower()))
    )


def _attribution(text: str, tokens: list[Token], said: _Said) -> Attribution:
    cue = said.cue
    untrue = untrue_part(text, said.span)
    denies = (cue.sense is Sense.DENY) != (untrue is not None)
    content = untrue or said.span
    return Attribution(
        content=content,
        source=None if cue.subject is None else text_range(tokens, cue.subject),
        cue=text_range(tokens, cue.verb),
        kind=ClaimKind.DIRECT_QUOTE if said.content.direct else ClaimKind.INDIRECT_QUOTE,
        polarity=Polarity.DENIES if denies else Polarity.ASSERTS,
        hedged=cue.sense is Sense.BELIEVE or cue.hedged or is_hedged(content.of(text)),
        negated=cue.negated,
        antecedent=None if cue.antecedent is None else text_range(tokens, cue.antecedent),
        topic=said.content.topic and cue.sense is Sense.NAME,
        question=cue.sense is Sense.ASK,
        noun=cue.noun,
    )
