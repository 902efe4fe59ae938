"""Where a quote stands in a text, and who says it."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from app.claims.reading.extraction import claims_by_rules, mention_of, sentences_of
from app.claims.vocabulary import FoundClaim, Mention, Polarity
from app.errors import Invalid
from app.evidence.authorship import are_signers, author_behind, passed_on
from app.evidence.crediting import agency_told, cited_in, with_signer
from app.evidence.deeds import doer_in
from app.evidence.frames import framed_speaker
from app.evidence.nameless import named_origin
from app.evidence.origins import speaker_origin
from app.evidence.tags import tagged_speaker
from app.evidence.wires import is_known_agency, is_outlet
from app.fields import MAX_QUOTE_CHARS

MOST_PASSAGES = 2_000  # of one text; each is encoded, and a longer text is a book
SHORTEST_PASSAGE = 3  # words
REMEMBERED = 16  # texts
SENTENCE_REACH = 400  # code points on either side of a claim that are read for its sentence

_WHAT_IS_DENIED = (
    r"(?:\w+\s+){0,3}(?:claim|accusation|allegation|report|charge|suggestion|figure)s?"
)
_DENYING = re.compile(
    rf"\bden(?:y|ies|ied|ying)\b|\b(?:reject|dismiss|disput)(?:e?s|e|ed|ing)?\s+{_WHAT_IS_DENIED}\b",
    re.IGNORECASE,
)
_ONLY_REPORTS = re.compile(r"\breport(?:s|ed)\b[^.;:“”\"]{0,40}, (?:citing|quoting)\b")
_CALLING_UNTRUE = re.compile(
    r"\b(?:baseless|unfounded|untrue|false|nonsense|lies?|not true|no truth)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Place:
    """A range of a text in code points, start inclusive, end exclusive."""

    start: int
    end: int


@lru_cache(maxsize=REMEMBERED)
def passages_in(text: str) -> tuple[Place, ...]:
    """What can be evidence in a text: its sentences, in reading order, at most the first `MOST_PASSAGES`.

    Those of the last few texts are remembered: an article is read, indexed and linked by them in one go.
    """
    return tuple(
        Place(sentence.start, sentence.end)
        for sentence in sentences_of(text)[:MOST_PASSAGES]
        if len(sentence.of(text).split(maxsplit=SHORTEST_PASSAGE)) >= SHORTEST_PASSAGE
    )


def sentence_at(text: str, place: Place) -> str:
    """The sentence in which a place of a text stands, or all that it reaches into."""
    first = max(0, place.start - SENTENCE_REACH)
    around = text[first : place.end + SENTENCE_REACH]
    start, end = place.start - first, place.end - first
    reached = [each for each in sentences_of(around) if each.start < end and start < each.end]
    return around[reached[0].start : reached[-1].end] if reached else around[start:end]


def place_of(text: str, quote: str | None, start: int | None, end: int | None) -> Place:
    """The place of a passage that is given by its words, by its offsets, or by both, which then must agree.

    Raises:
        Invalid: the quote is not in the text, or the offsets are outside it, or the two disagree.
    """
    if start is None or end is None:
        return place_of_quote(text, quote or "")
    if end > len(text):
        raise Invalid("#/end", f"The article has {len(text)} characters; `end` must not be larger.")
    passage = text[start:end]
    if not passage.strip():
        raise Invalid("#/start", "There is nothing but white space at this place.")
    if end - start > MAX_QUOTE_CHARS:
        raise Invalid("#/end", f"A passage has at most {MAX_QUOTE_CHARS} characters; link a part.")
    if quote is not None and _folded(quote) != _folded(passage):
        raise Invalid(
            "#/quote", "These words are not at `start` to `end`; leave out one of the two."
        )
    return Place(start, end)


def place_of_quote(text: str, quote: str) -> Place:
    """The first place of a quote, compared after NFC and white-space folding.

    Raises:
        Invalid: it is not in the text.
    """
    folded, words = _folded(text), _folded(unicodedata.normalize("NFC", quote))
    start = folded.find(words)  # a pattern that allows any white space can take minutes
    if start < 0:
        raise Invalid(
            "#/quote",
            "These words are not in the article; copy them from its `text`, with its quotation marks.",
        )
    return Place(
        _unfolded(text, folded, start), _unfolded(text, folded, start + len(words) - 1) + 1
    )


def _unfolded(text: str, folded: str, offset: int) -> int:
    """Where the character at `offset` of the folded text, which is not white space, stands in the text."""
    word = folded.count(" ", 0, offset)
    within = offset - (folded.rfind(" ", 0, offset) + 1)
    return next(islice(re.finditer(r"\S+", text), word, None)).start() + within


def _folded(passage: str) -> str:
    return " ".join(passage.split())


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says a passage: the origin behind the speaker, None where that has none, how it is said, and by what name.

    `is_quoted` is False of a body or person whose deeds are told, not the words.
    """

    origin: str | None
    denies: bool
    hedged: bool
    name: str = ""
    is_quoted: bool = True


def speaker_at(said: Iterable[FoundClaim], place: Place, text: str) -> Speaker | None:
    """Who says most of what stands at a place of a text; of equals the earlier. None where the narrator does.

    Where nobody named is quoted, the agency that was told or has learned it says so, else whoever officially did what is told.
    """
    words = text[place.start : place.end]
    spoken = [claim for claim in said if claim.claimant and _shared(claim, place) > 0]
    most = max(spoken, key=lambda claim: (_shared(claim, place), -claim.start), default=None)
    if most is None or most.claimant is None:
        return _unquoted(words, text, place)
    inner = _relayed(most, text)
    if inner is not None:
        return inner
    return Speaker(
        origin=_origin(most.claimant, words, text),
        denies=most.polarity == Polarity.DENIES,
        hedged=most.hedged,
        name=speaker_origin(most.claimant.name, most.claimant.role),
    )


def _unquoted(words: str, text: str, place: Place) -> Speaker | None:
    """Who answers for a passage that quotes nobody named: an agency that was told, or whoever did what it tells."""
    agency = agency_told(words, text)
    if agency is not None:
        return Speaker(agency, denies=False, hedged=False, name=agency)
    tagged = tagged_speaker(words, place.start) or framed_speaker(words, place.start)
    if tagged is not None:
        return Speaker(_origin(tagged, words, text), denies=False, hedged=False, name=tagged.name)
    doer = doer_in(words, place.start) or _author(words, place.start)
    if doer is None:
        return None
    origin = _origin(doer, words, text)
    return Speaker(origin, denies=False, hedged=False, name=doer.name, is_quoted=False)


def _author(words: str, start: int) -> Mention | None:
    """The author of the document that a passage tells of."""
    author = author_behind(words)
    return mention_of(author, start + words.find(author)) if author else None


def _origin(claimant: Mention, words: str, text: str) -> str | None:
    """The origin of a passage that quotes a claimant: a joint signer too, or whom an agency cites."""
    cited = passed_on(words)
    if cited is not None:
        other = named_origin(mention_of(cited, text.find(cited)), text)
        if other is not None:
            return other
    origin = named_origin(claimant, text)
    if origin is None and are_signers(claimant.name, words):
        return claimant.name
    if origin is None:
        return agency_told(words, text) or cited_in(words)
    if is_known_agency(origin) or is_outlet(origin) or _ONLY_REPORTS.search(words):
        return cited_in(words) or origin
    return with_signer(origin, words)


def _relayed(claim: FoundClaim, text: str) -> Speaker | None:
    """Who says what an agency only passes on: "Roe said that …, AP reports"; None where the agency says it itself."""
    if claim.claimant is None or not is_known_agency(claim.claimant.name):
        return None
    content = text[claim.start : claim.end]
    said = [each for each in claims_by_rules(content) if each.claimant]
    whole = Place(0, len(content))
    named = all(each.claimant and not is_known_agency(each.claimant.name) for each in said)
    return speaker_at(said, whole, content) if said and named else None


def is_denial(words: str, speaker: Speaker | None) -> bool:
    """Whether a passage merely denies: its speaker does, or it is told in words of denial.

    That something is "false" may be a finding; only of somebody quoted is it taken for a denial.
    """
    if speaker is None or not speaker.is_quoted:
        return bool(_DENYING.search(words))
    return speaker.denies or bool(_DENYING.search(words) or _CALLING_UNTRUE.search(words))


def _shared(claim: FoundClaim, place: Place) -> int:
    return min(claim.end, place.end) - max(claim.start, place.start)
