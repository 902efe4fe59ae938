"""Who says what in a text: content, cue and source of each attribution, found by rules over the words.

A unit is a sentence, or several that one quotation holds together. In each unit the cues are found first, each with
the phrase that is its subject; then each cue takes its content from the quotation or clause beside it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from app.claims.reading.contents import Content, contents_of
from app.claims.reading.cue_phrases import ANY_CUE, CuePhrase, Place, cue_phrases, sentence_subject
from app.claims.reading.datelines import after_dateline
from app.claims.reading.hedging import is_hedged
from app.claims.reading.lexicon import (
    ARTICLES,
    AUXILIARIES,
    BODY_NOUNS,
    CUE_FORMS,
    PERSON_NOUNS,
    Sense,
)
from app.claims.reading.occupations import is_occupation
from app.claims.reading.quotations import Quotation, quotations
from app.claims.reading.sentences import Span, paragraphs, sentences
from app.claims.reading.words import Phrase, Token, tokens_of
from app.claims.vocabulary import ClaimKind, Polarity

QUOTED_STATEMENT = 4  # words; shorter quotations without a cue are words held at arm's length
SHORTEST_UNIT = 8  # code points; "He said" and a word
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Attribution:
    """A content with the cue and the source it is attributed to.

    `content`, `source` and `cue` are ranges of the text. `source` is None where a quotation stands alone; `continues`
    says that it goes on with the words of the speaker before. `negated` marks what somebody did not say, `topic`
    what somebody names without saying anything of it, `question` what somebody asks. `antecedent` is what a relative pronoun stands for.
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


class Unit(NamedTuple):
    """A sentence, or several that one quotation holds together; `opens` says that it starts a paragraph."""

    span: Span
    sentences: list[Span]
    quotations: list[Quotation]
    opens: bool


def units_of(text: str) -> Iterator[Unit]:
    """The units of a text in reading order; together they hold each of its sentences once."""
    for printed in paragraphs(text):
        paragraph = after_dateline(text, printed)
        quoted = quotations(text, paragraph)
        found = sentences(text, paragraph)
        if quoted:
            yield from _joined(text, found, quoted)
        else:
            for position, sentence in enumerate(found):
                yield Unit(sentence, [sentence], [], position == 0)


def _joined(text: str, found: list[Span], quoted: list[Quotation]) -> Iterator[Unit]:
    """Units of a paragraph, where sentences that a quotation reaches across are one."""
    first = 0
    together: list[Span] = []
    position = 0
    opens = True
    for index, sentence in enumerate(found):
        together.append(sentence)
        while position < len(quoted) and quoted[position].outer.end <= sentence.end:
            position += 1
        if position < len(quoted) and quoted[position].outer.start < sentence.end:
            continue
        if position and index + 1 < len(found) and _names_speaker(text, sentence, found[index + 1]):
            continue
        yield Unit(Span(together[0].start, sentence.end), together, quoted[first:position], opens)
        first, together, opens = position, [], False


def _names_speaker(text: str, sentence: Span, following: Span) -> bool:
    """Whether the next sentence only says whose words these are: "Is that all?" Lee asked. "Yes." — Ann Lee."""
    if _SIGNATURE.fullmatch(text, *following) or (
        _ONLY_QUOTED.fullmatch(text, *sentence) and _OPENS_QUOTED.match(text, *following)
    ):
        return True
    return _ENDS_QUOTED.search(text, *sentence) is not None and (
        (spoken := _SPEAKER_FIRST.match(text, *following)) is not None
        and spoken.group(1) in CUE_FORMS
    )


_ONLY_QUOTED = re.compile(r"[\"\u201c][^\"\u201c\u201d]{1,400}[\"\u201d]")
_OPENS_QUOTED = re.compile(r"[\"\u201c]")
_ENDS_QUOTED = re.compile(r"[?!][\"'\u201d\u2019]+\s*\Z")
_UNTRUE = re.compile(
    r"(?:it (?:is|was|has been) (?:simply |just |quite |absolutely |completely |entirely )?"
    r"(?:not (?:true|the case)|untrue|false|a lie)"
    r"|there (?:is|was) no truth (?:in|to) (?:the |any )?(?:stor(?:y|ies)|rumou?rs?|claims?|reports?|suggestions?))"
    r"(?:,[^,]{1,60},)? that (?=\S)",
    re.IGNORECASE,
)
_UNTRUE_REPORT = re.compile(
    r"(?:the |any )?(?:reports?|claims?|rumou?rs?|allegations?|suggestions?|stor(?:y|ies)) that (.{8,300}?)"
    r" (?:is|are|was|were) (?:simply |just |quite |completely |entirely |also )?"
    r"(?:false|untrue|not true|wrong|baseless|unfounded|nonsense|a lie|lies)",
    re.IGNORECASE | re.DOTALL,
)
_FURTHER_CLAUSE = re.compile(r",? (?:and|but) that ")
_SIGNATURE = re.compile(r"[-\u2013-\u2015]{1,2} ?(?:[^\W\d_a-z][\w.'\u2019-]{0,30}\s?){1,5}")
_TRANSCRIBED = re.compile(r"([A-Z][A-Z.'\u2019 -]{1,30}):\s+(?=\S)")
_SPEAKER_FIRST = re.compile(r"(?:[A-Z][\w.'\u2019-]{0,30} ){1,4}([a-z]{3,12})\b")


def attributions(text: str, units: Sequence[Unit]) -> list[Attribution]:
    """All attributions of a text, unit by unit."""
    found: list[Attribution] = []
    spoken: Attribution | None = None
    before: Unit | None = None
    for unit in units:
        here = in_unit(text, unit)
        if unit.quotations:
            here += _lone_quotations(text, unit, here, before, spoken)
            here.sort(key=lambda each: each.content.start)
        elif found and found[-1].source is None and _SIGNATURE.fullmatch(text, *unit.span):
            found[-1] = _signed(text, found[-1], unit.span)
        if here and found and _goes_on_below(text, found[-1], unit, here[0]):
            found[-1] = replace(found[-1], source=here[0].source)
        quoted = (each for each in reversed(here) if each.kind is ClaimKind.DIRECT_QUOTE)
        spoken = next(quoted, here[-1] if here else None)
        found += here
        before = unit
    return found


def _goes_on_below(text: str, above: Attribution, unit: Unit, first: Attribution) -> bool:
    """Whether a quotation that nobody closed or claimed goes on in the next paragraph, which says whose it is."""
    alone = above.source is None and above.kind is ClaimKind.DIRECT_QUOTE
    closed = text[above.content.end : above.content.end + 2].strip()[:1] in _CLOSING
    opens = (
        bool(unit.quotations) and unit.opens and unit.quotations[0].outer.start == unit.span.start
    )
    return alone and not closed and opens and first.kind is ClaimKind.DIRECT_QUOTE


_CLOSING = ('"', "\u201d", "\u2019", "\u00bb", "'")


def _signed(text: str, quotation: Attribution, signature: Span) -> Attribution:
    """A quotation alone with the name in the line below it: — NAME."""
    name = re.search(r"[^\W\d_]", text[signature.start : signature.end])
    start = signature.start + (name.start() if name else 0)
    source = Span(start, start + len(text[start : signature.end].rstrip(". ")))
    return replace(quotation, source=source)


def in_unit(text: str, unit: Unit) -> list[Attribution]:
    """The attributions within one unit that have a cue."""
    if not _may_have_cue(text, unit):
        return []
    tokens = tokens_of(text, unit.span, unit.quotations)
    if tokens[0].low in AUXILIARIES and tokens[0].capital and tokens[-1].is_mark("?"):
        return []  # the narrator asks
    cues = cue_phrases(tokens)
    found: list[Attribution] = []
    limit = len(tokens)
    said: list[tuple[CuePhrase, list[Content]]] = []
    sentence_ends = _sentence_ends(unit, tokens)
    for cue in reversed(cues):
        end = next((end for end in sentence_ends if end >= cue.end), limit)
        contents = contents_of(tokens, cue, max(min(limit, end), cue.end))
        said.append((cue, contents))
        if contents and (cue.coordinate or _starts_anew(tokens, cue, contents[0])):
            limit = cue.boundary
    for cue, contents in reversed(said):
        for content in contents:
            span = _content_range(text, unit, tokens, content)
            if span.start < span.end and not _is_hearsay(tokens, cue, span, found):
                found.append(_attribution(text, tokens, cue, span, content))
    return [
        each for each in found if not ((each.topic or each.question) and _holds_cue(each, found))
    ]


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


def _is_hearsay(
    tokens: list[Token], cue: CuePhrase, content: Span, found: list[Attribution]
) -> bool:
    """Whether "according to" only says who reports what somebody else said: "…," Lee said, according to the Courier."""
    return tokens[cue.verb.first].low == "according" and any(
        other.kind is ClaimKind.DIRECT_QUOTE
        and other.cue is not None
        and content.start < other.cue.start < content.end
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
    span = _text_range(tokens, content.phrase)
    if not content.direct:
        return span
    return next(_spoken(text, one) for one in unit.quotations if one.outer.start == span.start)


def _may_have_cue(text: str, unit: Unit) -> bool:
    if unit.span.end - unit.span.start < SHORTEST_UNIT:
        return False
    return (
        bool(unit.quotations)
        or ":" in unit.span.of(text)
        or not ANY_CUE.isdisjoint(_LETTERS.findall(unit.span.of(text).lower()))
    )


def _attribution(
    text: str, tokens: list[Token], cue: CuePhrase, content: Span, found: Content
) -> Attribution:
    untrue = _untrue_part(text, content)
    denies = (cue.sense is Sense.DENY) != (untrue is not None)
    content = untrue or content
    return Attribution(
        content=content,
        source=None if cue.subject is None else _text_range(tokens, cue.subject),
        cue=_text_range(tokens, cue.verb),
        kind=ClaimKind.DIRECT_QUOTE if found.direct else ClaimKind.INDIRECT_QUOTE,
        polarity=Polarity.DENIES if denies else Polarity.ASSERTS,
        hedged=cue.sense is Sense.BELIEVE or cue.hedged or is_hedged(content.of(text)),
        negated=cue.negated,
        antecedent=None if cue.antecedent is None else _text_range(tokens, cue.antecedent),
        topic=found.topic and cue.sense is Sense.NAME,
        question=cue.sense is Sense.ASK,
    )


def _untrue_part(text: str, content: Span) -> Span | None:
    """What a content says is untrue: "it is not true that …", "reports that … are false"; None where it says none."""
    opening = _UNTRUE.match(text, *content)
    if opening is not None:
        further = _FURTHER_CLAUSE.search(text, opening.end(), content.end)
        return Span(opening.end(), further.start() if further else content.end)
    whole = _UNTRUE_REPORT.fullmatch(text, *content)
    return None if whole is None else Span(*whole.span(1))


def _text_range(tokens: list[Token], phrase: Phrase) -> Span:
    return Span(tokens[phrase.first].start, tokens[phrase.end - 1].end)


def _spoken(text: str, quotation: Quotation) -> Span:
    """A quotation without the comma that belongs to the sentence around it."""
    inner = quotation.inner
    return Span(inner.start, inner.start + len(inner.of(text).rstrip(", "))).trimmed(text)


def _person_spoken_of(text: str, unit: Unit, before: Unit | None) -> Span | None:
    """Whom a quotation without a cue quotes: the subject of its sentence, or of the one before (Lee laughed. "…")."""
    subject = subject_of(text, unit)
    if subject is not None and text[subject.end : unit.quotations[0].outer.start].rstrip().endswith(
        ":"
    ):
        return subject
    here = _person_in(text, subject)
    if here is not None or before is None:
        return here
    if before.span.of(text).endswith(":"):
        return subject_of(text, before)
    return None if unit.opens else _person_in(text, subject_of(text, before))


def _person_in(text: str, subject: Span | None) -> Span | None:
    if subject is None:
        return None
    words = subject.of(text).split()
    first = words[0].lower()
    if first in ARTICLES | {"his", "her", "their", "its"}:
        noun = words[-1].lower().strip(",")
        return subject if noun in PERSON_NOUNS | BODY_NOUNS or is_occupation(noun) else None
    person = words[0][0].isupper() and first not in {"it", "this", "that", "there"}
    return subject if person or first in {"he", "she"} else None


def subject_of(text: str, unit: Unit) -> Span | None:
    """The subject of the first sentence of a unit, with its apposition, if its verb is plain to see."""
    tokens = tokens_of(text, unit.span, unit.quotations)
    subject = sentence_subject(tokens, len(tokens))
    return None if subject is None else _text_range(tokens, subject)


def _lone_quotations(
    text: str, unit: Unit, cued: list[Attribution], before: Unit | None, spoken: Attribution | None
) -> list[Attribution]:
    """Quotations of a unit without a cue: those that are whole sentences of their own.

    They go on with what was `spoken` before, else they are of the person whom the narrator speaks of.
    """
    found = []
    if spoken is not None and unit.opens and spoken.content.of(text).endswith("?"):
        spoken, before = None, None  # somebody answers
    named = None if spoken or cued else _person_spoken_of(text, unit, before)
    for quotation in unit.quotations:
        content = _spoken(text, quotation)
        cue = next(
            (
                each
                for each in cued
                if content.start < each.content.end and each.content.start < content.end
            ),
            None,
        )
        if cue is not None:
            spoken = cue
            continue
        spoken = _quoted_beside(text, quotation, cued) or spoken
        introducer = _introducer(text, unit, quotation)
        if introducer is not None:
            spoken, named = None, introducer
        named_inside = _TRANSCRIBED.match(text, *content)
        if named_inside is not None:
            spoken = _transcribed(text, content, named_inside)
            found.append(spoken)
        elif content.start < content.end and _is_sentence(text, unit, quotation):
            hedged = is_hedged(content.of(text))
            found.append(
                Attribution(
                    content,
                    spoken.source if spoken else named,
                    None,
                    ClaimKind.DIRECT_QUOTE,
                    hedged=hedged,
                    continues=spoken is not None,
                )
            )
    return found


def _introducer(text: str, unit: Unit, quotation: Quotation) -> Span | None:
    """Who introduces a quotation by doing something else: Lee issued a statement, "…"."""
    opening = text[unit.span.start : quotation.outer.start].rstrip()
    if quotation is not unit.quotations[0] or not opening.endswith((",", ":")):
        return None
    return _person_in(text, subject_of(text, unit))


def _quoted_beside(text: str, quotation: Quotation, cued: list[Attribution]) -> Attribution | None:
    """The act of saying whose quotation follows right behind another: "It leaks." "It sinks," said Lee."""
    for each in cued:
        between = text[quotation.outer.end : max(quotation.outer.end, each.content.start - 1)]
        if each.kind is ClaimKind.DIRECT_QUOTE and each.content.start > quotation.outer.end:
            return each if not between.strip() else None
    return None


def _transcribed(text: str, content: Span, named: re.Match[str]) -> Attribution:
    """A turn of a transcript, which names its speaker: "LEE: I did not"."""
    said = Span(named.end(), content.end)
    return Attribution(
        content=said,
        source=Span(*named.span(1)),
        cue=Span(named.end(1), named.end(1) + 1),
        kind=ClaimKind.DIRECT_QUOTE,
        hedged=is_hedged(said.of(text)),
    )


def _is_sentence(text: str, unit: Unit, quotation: Quotation) -> bool:
    fills = (
        quotation.outer.start - unit.span.start <= 1 and unit.span.end - quotation.outer.end <= 1
    )
    inner = quotation.inner.of(text)
    sentence = inner[0].isupper() and inner[-1] in _SENTENCE_ENDS
    return fills or (sentence and quotation.words(text) >= QUOTED_STATEMENT)


_SENTENCE_ENDS = frozenset(".!?…,—")
