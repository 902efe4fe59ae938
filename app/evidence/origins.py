"""Where the information in a passage comes from: the body behind a speaker, a wire agency, or the source.

Fifty outlets that repeat one spokesman, or reprint one agency, are one origin.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from app.evidence.agencies import AGENCIES
from app.evidence.copies import originals_of
from app.evidence.offices import without_roles
from app.evidence.pieces import Said

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "\u0131": "i"}
)
_ACCENT = re.compile(r"[\u0300-\u036f]")  # Latin, Greek, Cyrillic: other scripts write vowels so
_APOSTROPHE = re.compile(r"[\u2018\u2019\u201b\u02b9\u02bc\u2032`\u00b4\uff07]")
_SPACE = re.compile(r"[\s_\-\u2010-\u2015\u2212]+")  # with hyphens and dashes
_UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff\"\u201c-\u201f«»]")  # with quotation marks
_STOP = re.compile(r"\.(?!\w\w)")  # keeps the dots of a domain, drops those of "U.S." and "Inc."
_BETWEEN_NAMES = re.compile(r"\s*[,;&]\s*(?:and\s+)?|\s+and\s+")
_ARTICLE = re.compile(r"^(?:the|an?)\s+(?=\S)", re.IGNORECASE)

_SPEAKS_FOR = re.compile(
    r"\b(?:spokes(?:man|woman|person|people|men|women)|press (?:secretary|officer|service|office)"
    r"|(?:head|director|chief) of (?:communications|press|media relations|public relations|public affairs)"
    r"|(?:communications|media relations|public affairs) (?:director|chief|manager|officer|head))\b",
    re.IGNORECASE,
)
_BODY_AFTER = re.compile(
    r"\s+(?:for|of|at|from|to)\s+(?P<body>[^,;()]+?)(?=\s+wh(?:o|ich)\b|[,;()]|$)"
)
_POSSESSIVE = re.compile(r"['\u2019]s?$")
_RANKS = frozenset(
    [
        "chief",
        "senior",
        "official",
        "deputy",
        "lead",
        "main",
        "top",
        "longtime",
        "acting",
        "interim",
        "his",
        "her",
        "their",
        "its",
        "our",
    ]
)
_ARTICLES = frozenset({"a", "an", "the"})
_TURNED = re.compile(r"^[\w'’]+-turned-[\w'’-]+\s+")  # Striker-turned-pundit
_PAST = re.compile(r"\b(?:former|ex|retired|late|then)\b", re.IGNORECASE)


@lru_cache(maxsize=4096)
def origin_key(name: str) -> str:
    """What all spellings of one origin have in common; never empty for a name that is not blank.

    Case, accents, typography, articles, possessives, the order of joint speakers and the short forms
    of well-known agencies make no difference.
    """
    key = _spelling(name)
    return _KNOWN_KEYS.get(key, key)


def _spelling(name: str) -> str:
    parts = (_part(part) for part in _BETWEEN_NAMES.split(_plain(name)))
    return " and ".join(sorted(filter(None, parts))) or name.casefold().strip()


def _plain(name: str) -> str:
    """The name without case, accents and typography; NFKC."""
    bare = _ACCENT.sub("", unicodedata.normalize("NFKD", _APOSTROPHE.sub("'", name)))
    folded = unicodedata.normalize("NFKC", bare).casefold().translate(_LETTERS)
    return _SPACE.sub(" ", _UNSEEN.sub("", folded)).strip()


def _part(name: str) -> str:
    """One of the names in a list of names, without its article, possessive and full stops."""
    return _STOP.sub("", _ARTICLE.sub("", name.strip())).removesuffix("'s").strip("' ")


_KNOWN_KEYS = {
    _spelling(form): _spelling(label) for label, forms in AGENCIES.items() for form in forms
}


_LISTED_AGENCIES = frozenset(_spelling(label) for label in AGENCIES)


def is_listed_agency(name: str) -> bool:
    """Whether a name is one of those of a well-known wire agency."""
    return origin_key(name) in _LISTED_AGENCIES


def origins_of(sayings: Sequence[Said]) -> list[str]:
    """The origin of each saying, in the order given: whoever prints another's words adds no origin.

    Nearly the same words for the same side that several printed have the origin that is stated for one of them, else
    that of the first to be published. Words of the same text have the wire that is credited for it, else the first
    who printed it: whoever is quoted in one place of it does not speak in others.
    """
    by_text: dict[str, str] = {}
    origins = [saying.origin for saying in sayings]
    order = sorted(range(len(sayings)), key=lambda at: precedence(sayings[at]))
    copied = _copied(sayings, order)
    for at in order:
        saying = sayings[at]
        if not saying.is_stated and at in copied:
            origins[at] = origins[copied[at]]
        elif not saying.is_stated and saying.text_sha256 in by_text:
            origins[at] = by_text[saying.text_sha256]
        if saying.text_sha256 is not None and not saying.is_quoted:
            by_text.setdefault(saying.text_sha256, origins[at])
    return origins


def _copied(sayings: Sequence[Said], order: Sequence[int]) -> dict[int, int]:
    """The places of copies, each with that of its original: what speaks for the other side is none."""
    copied: dict[int, int] = {}
    for side in ("supports", "refutes"):
        places = [at for at in order if sayings[at].stance == side]
        originals = originals_of([sayings[at].quote for at in places])
        found = zip(places, originals, strict=True)
        copied.update((at, places[first]) for at, first in found if first is not None)
    return copied


def publishers_among(sayings: Sequence[Said]) -> set[str]:
    """The origins that nobody states: they are merely who printed something."""
    stated = {saying.origin for saying in sayings if saying.is_stated}
    return {saying.origin for saying in sayings} - stated


def precedence(saying: Said) -> tuple[bool, bool, str, int, str, str]:
    """Whose words come first: stated ones, then by the day of publication, unknown last."""
    at = saying.published_at
    return not saying.is_stated, at is None, at or "", saying.seq, saying.origin, saying.quote


def speaker_origin(name: str, role: str | None) -> str:
    """The origin behind a speaker: the body that a spokesman speaks for, else the speaker without a role behind the name."""
    bare = name.strip()
    return _body(role or "") or _body(name) or without_roles(_TURNED.sub("", bare) or bare)


def _body(words: str) -> str | None:
    """The body in "Kremlin spokesman" or "a spokesman for the Kremlin"; None where there is none."""
    found = _SPEAKS_FOR.search(words)
    if found is None or _PAST.search(words[: found.start()]):
        return None
    before = _name_of_body(words[: found.start()].rsplit(",", 1)[-1])
    if before and not before.endswith(" and"):
        return before
    after = _BODY_AFTER.match(words, found.end())
    return (_name_of_body(after["body"]) or None) if after else None


def _name_of_body(words: str) -> str:
    """The words without article, possessive, and the ranks of whoever speaks ("chief", "her")."""
    names = [word for word in words.split() if word not in _RANKS]
    if all(name.casefold() in _RANKS | _ARTICLES for name in names):
        return ""
    return _POSSESSIVE.sub("", " ".join(names[names[0].casefold() in _ARTICLES :]))
