"""Of whom two sentences tell: whether they name the same, others, or somebody's people."""

import re

from app.claims.reading.lexicon import (
    AUXILIARIES,
    BODY_NOUNS,
    CONNECTIVES,
    DETERMINERS,
    PRONOUNS,
    ROLE_NOUNS,
    TITLES,
)
from app.evidence.demonyms import place_of
from app.evidence.opposites import sides_of
from app.evidence.propositions import Proposition, Word, stem_of
from app.evidence.spellings import one_spelling
from app.evidence.verbs import is_verb_form

GENERIC = frozenset(map(one_spelling, BODY_NOUNS | TITLES | ROLE_NOUNS)) | {
    "new",
    "st",
    "saint",
    "north",
    "south",
    "east",
    "vest",
    "sea",
    "river",
    "lake",
    "mount",
    "street",
    "bay",
    "port",
}
_KIN = re.compile(
    r"(?:\b(?P<whose>[\w-]+)'s? (?:[\w-]+ ){0,2}?)?\b(?:advis[eo]r|aide|spokes(?:man|woman|person)|lawyer|attorney|solicitor|wife|husband|widow|son|daughter|brother"
    r"|sister|mother|father|uncle|aunt|cousin|nephew|niece|friend|colleague|deputy|assistant|ally|rival|critic|opponent|supporter"
    r"|bodyguard|agent|envoy|predecessor|successor|neighbou?r|subsidiary|supplier)s?\b"
    r"(?: (?:to|of|for) (?:the |a )?(?P<of>(?:[A-Z][\w-]*(?: |\b)){1,4}|\w+))?"
)
_OPENER = re.compile(r"\W*(?P<opener>[^\W\d_a-z][\w'-]+) (?P<noun>[a-z][\w-]+)")
_HEAD = re.compile(
    r"\W*(?P<head>[^\W\d_a-z][\w-]*[^\W\ds])(?:, (?:which|who|whose|where)\b| (?:is|was|has|had|does|did|will|would|can|could|may|might)\b"
    r"|(?= (?P<verb>[a-z]+(?:s|ed)) ))"
)
_NO_HEADS = frozenset(
    [
        "police",
        "people",
        "nobody",
        "everybody",
        "somebody",
        "nothing",
        "everything",
        "something",
        "everyone",
        "someone",
        "government",
        "parliament",
    ]
)
_IS_OFFICE = re.compile(
    r"[^,;]{2,60}? (?:is|was) (?:the |an? )?(?:[\w-]+ ){0,3}?(?P<office>[a-z]+)\W*"
)
_PRONOUN = re.compile(
    r"\W*(?:\w+\W+){0,3}?(?:he|she|it|they|his|her|its|their|him|them)\b", re.IGNORECASE
)  # near the start, where it means somebody of another sentence
_ONLY_ONE = re.compile(
    r"\b(?:w[io]n|winners?|champions?|victory|elected|invent(?:ed|or)|discover(?:ed|er)|found(?:ed|er)|wrote|written|authors?|capital"
    r"|compos(?:ed|er)|paint(?:ed|er)|first|last|largest|biggest|oldest|head|leader|chair\w*|succeed(?:ed|s)|successor"
    r"|(?:bought|acquired)(?= by))\b",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_OPENING_WORD = re.compile(r"\W*([^\W\d_a-z][\w-]+)")
SUBJECT_WORDS = 2  # content words at the start of a claim that may name its subject


def names_differ(passage: Proposition, claim: Proposition) -> bool:
    """Whether a name of the claim is missing where another stands, or has another first name."""
    missing = [name for name in claim.names if not is_named(name, passage)]
    others = [name for name in passage.names if not is_named(name, claim)]
    if len(missing) > bool(_PRONOUN.match(passage.text)) and others:
        return True
    if _openers_differ(passage, claim) or _heads_differ(passage, claim):
        return True
    return any(_is_namesake(one, two) for one in claim.names for two in passage.names)


def _heads_differ(passage: Proposition, claim: Proposition) -> bool:
    """Whether each opens with one word that is its whole subject, and not the same: "Orlex was fined", "Garlic cures"."""
    one, two = _HEAD.match(passage.text), _HEAD.match(claim.text)
    if one is None or two is None:
        return False
    first, other = (match["head"].lower() for match in (one, two))
    if {first, other} & (_NO_HEADS | PRONOUNS | DETERMINERS | CONNECTIVES) or sides_of(other):
        return False
    return not (
        is_named((one_spelling(first),), claim) or is_named((one_spelling(other),), passage)
    )


def _openers_differ(passage: Proposition, claim: Proposition) -> bool:
    """Whether both open with one word before the same noun, which may be a name, and not the same: "Northgate school"."""
    one, two = _OPENER.match(passage.text), _OPENER.match(claim.text)
    if one is None or two is None or stem_of(one["noun"]) != stem_of(two["noun"]):
        return False
    first, other = (match["opener"].lower() for match in (one, two))
    known = {word.low for word in (*passage.words, *claim.words)}
    if not {first, other} <= known or sides_of(first) or sides_of(other):
        return False
    return stem_of(other) not in passage.stems and stem_of(first) not in claim.stems


def are_rivals(passage: Proposition, claim: Proposition) -> bool:
    """Whether each names another for what only one can be: "written by Roe", "written by Lind"."""
    words = {stem_of(match.group().lower()) for match in _ONLY_ONE.finditer(claim.text)}
    return not words.isdisjoint(passage.stems) and names_differ(passage, claim)


def subjects_differ(passage: Proposition, claim: Proposition) -> bool:
    """Whether the first name in either is not in the other, and not only one can be what the claim says somebody is."""
    if _ONLY_ONE.search(claim.text):
        return False
    if _heads_differ(passage, claim):
        return True
    if not (passage.names and claim.names):
        return False
    first, other = claim.names[0], passage.names[0]
    if _PRONOUN.match(passage.text):
        return False
    apart = not is_named(first, passage) and not is_named(other, claim)
    return apart or _is_namesake(first, other)


def is_named(name: tuple[str, ...], other: Proposition) -> bool:
    """Whether a text has a word of a name, one of its stem, or its abbreviation; "ministry" alone names nobody."""
    words = {one_spelling(word.low.removesuffix("'s")) for word in other.words}
    own = [part for part in name if part not in GENERIC] or name
    if any(part in words or any(_is_kin(part, word) for word in words) for part in own):
        return True
    places = {place_of(word.low.removesuffix("'s")) for word in other.words}
    if any(place_of(part) in places for part in name):
        return True
    return _initials(name) in words or any(name == (_initials(full),) for full in other.names)


def opening_names(one: Proposition, other: Proposition) -> list[tuple[str, ...]]:
    """The word that opens a text where either text has it elsewhere as a name."""
    opener = _OPENING_WORD.match(one.text)
    word = one_spelling(opener.group(1).lower()) if opener else ""
    known = other.named_words | one.named_words
    return [(word,)] if word in known and (word,) not in one.names else []


def _initials(name: tuple[str, ...]) -> str:
    return "".join(part[0] for part in name) if len(name) > 1 else ""


def _is_kin(one: str, two: str) -> bool:
    """Whether two names are of one stem: "Norway", "Norwegian"."""
    length = max(4, min(len(one), len(two)) - 2)
    return one[:length] == two[:length] and min(len(one), len(two)) >= length


def _is_namesake(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    """Whether two names end alike and begin differently: "Ann Roe", "Bo Roe"."""
    if min(len(one), len(two)) < 2 or one[-1] != two[-1]:
        return False
    first, other = one[-2], two[-2]
    if len(first.strip(".")) == 1 or len(other.strip(".")) == 1:
        return first[0] != other[0]
    return first not in two and other not in one


def is_embedded(claim: Proposition, passage: Proposition) -> bool:
    """Whether the passage tells of somebody's adviser, sister or lawyer what the claim tells of that somebody."""
    if _KIN.search(claim.text):
        return False
    return _is_somebodys(passage, {word.low for word in claim.words[:SUBJECT_WORDS]})


def is_under_holder(claim: Proposition, passage: Proposition) -> bool:
    """Whether the claim gives somebody an office and the passage tells of a deputy or aide of its holder."""
    found = None if _KIN.search(claim.text) else _IS_OFFICE.fullmatch(claim.text)
    return found is not None and _is_somebodys(passage, {found["office"].lower()})


def _is_somebodys(passage: Proposition, whose: set[str]) -> bool:
    """Whether the passage tells of the adviser, sister or lawyer of somebody."""
    return any(
        not whose.isdisjoint([(match["whose"] or "").lower(), *(match["of"] or "").lower().split()])
        for match in _KIN.finditer(passage.text)
    )


def subject_of(claim: Proposition) -> tuple[Word, ...]:
    """The content words that a claim starts with, up to its first verb; the first one where no verb is told behind."""
    for match in _TOKEN.finditer(claim.text):
        low = match.group().lower()
        before = _TOKEN.findall(claim.text[: match.start()])
        if before and (low in AUXILIARIES or is_verb_form(low)):
            known = {word.lower() for word in before}
            head = tuple(word for word in claim.words if word.low in known)
            return head or claim.words[:1]
    return claim.words[:1]


def names_subject(passage: Proposition, claim: Proposition) -> bool:
    """Whether a text has a word of a claim's subject."""
    subject = subject_of(claim)
    stems = {word.stem for word in subject} & passage.stems
    sides = {side for word in subject for side in word.sides} & passage.sides
    return bool(stems or sides) or any(is_named((word.low,), passage) for word in subject)
