"""Where the information in a passage comes from: the body behind a speaker, a wire agency, or the source.

Fifty outlets that repeat one spokesman, or reprint one agency, are one origin.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain

from app.evidence.copies import originals_of
from app.evidence.offices import without_roles
from app.evidence.pieces import Said

CREDIT_CHARS = 200  # an agency is credited before the story starts: later names are mentions

AGENCIES: Mapping[str, tuple[str, ...]] = {
    "Agence France-Presse": ("AFP", "afp.com"),
    "Anadolu": ("Anadolu Agency", "aa.com.tr"),
    "ANSA": ("Agenzia ANSA", "ansa.it"),
    "Associated Press": ("AP", "AP News", "apnews.com"),
    "Bloomberg": ("Bloomberg News", "bloomberg.com"),
    "dpa": ("Deutsche Presse-Agentur", "dpa.com"),
    "EFE": ("Agencia EFE", "EFE News", "efe.com"),
    "Interfax": ("Interfax News Agency", "interfax.com"),
    "Kyodo News": ("Kyodo", "Kyodo News Agency", "kyodonews.net"),
    "PA Media": ("PA", "Press Association"),
    "Press Trust of India": ("PTI", "ptinews.com"),
    "Reuters": ("Thomson Reuters", "Reuters News Agency", "reuters.com"),
    "RIA Novosti": ("RIA", "ria.ru"),
    "TASS": ("ITAR-TASS", "TASS News Agency", "tass.com"),
    "UPI": ("United Press International", "upi.com"),
    "Xinhua": ("Xinhua News Agency", "xinhuanet.com"),
    "Yonhap": ("Yonhap News Agency", "yna.co.kr"),
}

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
    r"\b(?:spokes(?:man|woman|person|people|men|women)|press (?:secretary|officer|service|office))\b",
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

_DASH = r"[-\u2013\u2014]"
_WORD = r"(?:[^\Wa-z_]\S*|and|de|la|le|of|the|al|el|di|du|da|del|am|for|in|dpa|[|•·(]\S*)"
_PLACE = rf"(?:{_WORD}\s+){{0,8}}"
_IN_BRACKETS = r"[^()/\n]{2,40}(?:/[^()/\n]{2,40})?"
_CREDIT = re.compile(
    rf"^{_PLACE}(?:{_DASH}\s*)?\((?P<dashed>{_IN_BRACKETS})\)\s*(?:{_DASH}|:)"  # ROME, May 3 (AP) -
    rf"|^(?=[A-Z]{{3}}){_PLACE}\((?P<bare>{_IN_BRACKETS})\)\s"  # ROME (AP)
    rf"|^{_PLACE}/(?P<slashed>[^/\n]{{2,40}})/"  # MOSCOW, March 3. /TASS/.
    rf"|^\((?P<first>{_IN_BRACKETS})\)\s+(?=[^\W\d_])"  # (Reuters) The
    rf"|^(?:{_PLACE}\S+,\s+|{_PLACE}\|\s+)?(?P<leading>\w[\w -]{{1,30}}?)\s*{_DASH}\s"  # AFP -
    rf"|^[Bb][Yy]\s+(?P<byline>{_PLACE}{_WORD})[ \t]*\n",  # By Jane Roe, Agence France-Presse
    re.MULTILINE,
)
_CLOSING = re.compile(
    r"\W*(?:(?:source|copyright|credit)\W*)?(?:\d{4}\W*)?(?P<names>\w[\w ./-]{1,60}?)\W*",
    re.IGNORECASE,
)  # © 2024 Reuters
_LAST_WORDS = re.compile(
    r"[.!?][”’\"']?\s+\W{0,3}(?P<names>\w[\w /-]{1,40})\W{0,3}\Z"
)  # in May. dpa
_SAYS_SO = re.compile(
    r"(?:[^\W\d_a-z][\w'’-]*\s+){1,3}(?:(?:News|Press|Wire)\s+(?:Agency|Service)|Newswire|Wire)"
    r"|[^\W\d_a-z]\w+Wire"
)
_ACRONYM = re.compile(r"(?:[A-Z]\.?){2,7}")
PRINTED = 20_000  # code points of an article that are read for what a name in it means


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


def spelt_out(acronym: str, text: str) -> str | None:
    """The name that an article gives for an abbreviation: "Canal and Rivers Authority (CRA)"."""
    if not _ACRONYM.fullmatch(acronym):
        return None
    letters = acronym.replace(".", "")
    first = rf"{letters[0]}[\w'’-]{{1,30}}"
    rest = "".join(rf"(?: (?:of|for|the|and|in|de))* {letter}[\w'’-]*" for letter in letters[1:])
    found = re.search(rf"\b{first}{rest}", text[:PRINTED])
    return found.group() if found else None


def is_known_agency(name: str) -> bool:
    """Whether a name is that of a well-known wire agency, or says that it is one's ("Boreas News Agency")."""
    return _is_agency(name, _agencies(frozenset()))


def wire_credited(author: str | None, text: str, wires: Collection[str]) -> str | None:
    """The wire agency that an article credits: in its author line or, failing that, in its opening or as its last line.

    Args:
        author: The author line.
        text: The text of the article, of which the opening and the last line are read.
        wires: Names of the stored sources that are wire agencies, besides the well-known ones.
    """
    agencies = _agencies(frozenset(wires))
    names = chain(_runs_of_words(author or ""), _credits_in(text))
    meant = (name if _is_agency(name, agencies) else spelt_out(name, text) for name in names)
    printed = next((name for name in meant if name and _is_agency(name, agencies)), None)
    return None if printed is None else agencies.get(origin_key(printed), printed)


@lru_cache(maxsize=16)
def _agencies(wires: frozenset[str]) -> Mapping[str, str]:
    """The label of each agency by its key. A well-known agency keeps its well-known label."""
    return {origin_key(name): name for name in [*sorted(wires), *AGENCIES]}


def _is_agency(name: str, agencies: Mapping[str, str]) -> bool:
    """Whether a name is an agency's: a known one, or one that says so ("Boreas News Agency").

    Short ones must be printed so: "EFE", for Efe is a first name.
    """
    printed_so = len(name) > 4 or name.isupper() or name == "dpa"
    return printed_so and (origin_key(name) in agencies or bool(_SAYS_SO.fullmatch(name)))


def _credits_in(text: str) -> Iterator[str]:
    """The names in a text that stand where an agency is credited, not where it is mentioned."""
    for found in _CREDIT.finditer(text[:CREDIT_CHARS]):
        kind = found.lastgroup or ""
        yield from _runs_of_words(found[kind]) if kind == "byline" else found[kind].split("/")
    *_, last = text[-CREDIT_CHARS:].rstrip().rpartition("\n")
    for closing in (_CLOSING.fullmatch(last), _LAST_WORDS.search(last)):
        yield from closing["names"].split("/") if closing else ()


def _runs_of_words(line: str) -> Iterator[str]:
    """Every run of up to four words that no mark parts, in reading order, the longest at each place first."""
    for words in map(str.split, re.split(r"[,;/|()]", line)):
        for start in range(len(words)):
            for end in range(min(len(words), start + 4), start, -1):
                yield " ".join(words[start:end])
