"""Where the information in a passage comes from: the body behind a speaker, a wire agency, or the source.

Fifty outlets that repeat one spokesman, or reprint one agency, are one origin.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from app.evidence.copies import originals_of
from app.evidence.offices import without_roles

CREDIT_CHARS = 200  # an agency is credited before the story starts: later names are mentions

AGENCIES: Mapping[str, tuple[str, ...]] = {
    "Agence France-Presse": ("AFP", "afp.com"),
    "Anadolu": ("Anadolu Agency", "aa.com.tr"),
    "ANP": ("Algemeen Nederlands Persbureau", "anp.nl"),
    "ANSA": ("Agenzia ANSA", "ansa.it"),
    "Asian News International": ("aninews.in",),
    "Associated Press": ("AP", "AP News", "apnews.com"),
    "Australian Associated Press": ("AAP", "aap.com.au"),
    "Austria Presse Agentur": ("APA", "Austria Press Agency", "apa.at"),
    "Baltic News Service": ("BNS",),
    "Belga": ("Belga News Agency", "belga.be"),
    "Bernama": ("Bernama News Agency", "bernama.com"),
    "Bloomberg": ("Bloomberg News", "bloomberg.com"),
    "Bulgarian News Agency": ("BTA", "bta.bg"),
    "Canadian Press": ("thecanadianpress.com",),
    "CTK": ("ČTK", "Czech News Agency", "Czech Press Agency", "ctk.cz"),
    "dpa": ("Deutsche Presse-Agentur", "dpa.com"),
    "EFE": ("Agencia EFE", "EFE News", "efe.com"),
    "Emirates News Agency": ("WAM", "wam.ae"),
    "Europa Press": ("europapress.es",),
    "IANS": ("Indo-Asian News Service",),
    "Interfax": ("Interfax News Agency", "interfax.com"),
    "IRNA": ("Islamic Republic News Agency", "irna.ir"),
    "Keystone-SDA": ("SDA", "Schweizerische Depeschenagentur", "Swiss News Agency"),
    "Korean Central News Agency": ("KCNA", "kcna.kp"),
    "Kyodo News": ("Kyodo", "Kyodo News Agency", "kyodonews.net"),
    "Lusa": ("Lusa News Agency", "Agência Lusa", "lusa.pt"),
    "MTI": ("Hungarian News Agency", "Magyar Távirati Iroda", "mti.hu"),
    "NTB": ("Norsk Telegrambyrå", "Norwegian News Agency", "ntb.no"),
    "PA Media": ("PA", "Press Association"),
    "Polish Press Agency": ("PAP", "Polska Agencja Prasowa", "pap.pl"),
    "Prensa Latina": ("plenglish.com",),
    "Press Trust of India": ("PTI", "ptinews.com"),
    "Reuters": ("Thomson Reuters", "Reuters News Agency", "reuters.com"),
    "Qatar News Agency": ("QNA", "qna.org.qa"),
    "RIA Novosti": ("RIA", "ria.ru"),
    "Ritzau": ("Ritzaus Bureau", "ritzau.dk"),
    "Saudi Press Agency": ("spa.gov.sa",),
    "STT": ("Finnish News Agency", "stt.fi"),
    "Tanjug": ("Tanjug News Agency", "tanjug.rs"),
    "TASS": ("ITAR-TASS", "TASS News Agency", "tass.com"),
    "TT News Agency": ("Tidningarnas Telegrambyrå", "Swedish News Agency", "tt.se"),
    "Ukrinform": ("Ukrainian National News Agency", "ukrinform.net"),
    "UPI": ("United Press International", "upi.com"),
    "WAFA": ("Palestinian News Agency", "wafa.ps"),
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
    r"\W*(?:(?:source|copyright|credit|c(?=\)))\W*){0,2}(?:\d{4}\W*)?(?P<names>\w[\w ./-]{1,60}?)\W*",
    re.IGNORECASE,
)  # © 2024 Reuters
_LAST_WORDS = re.compile(
    r"[.!?][”’\"']?\s+\W{0,3}(?P<names>\w[\w /-]{1,40})\W{0,3}\Z"
)  # in May. dpa
_OUTLET = (
    r"(?:the )?(?P<{}>[^\W\d_a-z][\w'’-]*(?: (?:of |the |de |du |la )?[^\W\d_a-z][\w'’-]*){{0,4}})"
)
_REPRINTED = re.compile(
    r"(?i:\bthis (?:article|story|piece|report|text|column) (?:was |is |has )?(?:first |originally )?(?:appeared|published|printed|ran"
    rf"|republished|reprinted|syndicated) (?:in|by|on|from|with (?:the )?(?:kind )?permission (?:of|from))) {_OUTLET.format('first')}"
    r"|(?:\A|[.!?”\"\n(]\s*)(?i:courtesy of|(?:first|originally) (?:published|printed) (?:in|by|on)|(?:republished|reprinted|reproduced) (?:from|courtesy of"
    rf"|with (?:the )?(?:kind )?permission (?:of|from))) {_OUTLET.format('courtesy')}"
)
_SHARED = re.compile(
    rf"{_OUTLET.format('contributed')} contributed (?:to )?this (?:report|story|article)"
    rf"|(?i:\bwith (?:\w+ )?(?:material|reporting|inputs?|information|files?|agency) (?:from|by)) {_OUTLET.format('material')}"
)
_WRITTEN_FOR = re.compile(
    rf"[^\W\d_]+ [^\W\d_]+(?: for|, (?:[^,]+, )?) ?{_OUTLET.format('outlet')}\Z"
)
_IN_BRACKETS_BEHIND = re.compile(rf"[.!?”\"] \({_OUTLET.format('name')}\)\s*\Z")
_PRINTED_BY = frozenset(
    [
        "advertiser",
        "argus",
        "avis",
        "avisa",
        "avisen",
        "beacon",
        "blad",
        "bladet",
        "blatt",
        "broadcasting",
        "bulletin",
        "chronicle",
        "correo",
        "corriere",
        "courier",
        "courrier",
        "dagblad",
        "dagbladet",
        "daily",
        "diario",
        "dispatch",
        "echo",
        "examiner",
        "express",
        "figaro",
        "gazeta",
        "gazette",
        "gazzetta",
        "giornale",
        "globe",
        "guardian",
        "haber",
        "herald",
        "independent",
        "journal",
        "jornal",
        "kurier",
        "ledger",
        "mail",
        "mercury",
        "messenger",
        "mirror",
        "monitor",
        "nachrichten",
        "news",
        "nieuws",
        "noticias",
        "observer",
        "post",
        "press",
        "presse",
        "radio",
        "record",
        "reporter",
        "review",
        "sentinel",
        "standard",
        "star",
        "sun",
        "tagblatt",
        "telegraph",
        "television",
        "tidende",
        "tidning",
        "times",
        "tribune",
        "tv",
        "weekly",
        "zeitung",
    ]
)
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


_LISTED_AGENCIES = frozenset(_spelling(label) for label in AGENCIES)


def is_listed_agency(name: str) -> bool:
    """Whether a name is one of those of a well-known wire agency."""
    return origin_key(name) in _LISTED_AGENCIES


class Saying(NamedTuple):
    """Words with their origin; `is_stated` unless that is merely who printed them.

    `seq` is their order, `text` the SHA-256 of the whole text that they stand in, where it is stored. `published_at`
    is RFC 3339 in UTC.
    """

    seq: int
    words: str
    text: str | None
    origin: str
    is_stated: bool
    published_at: str | None = None


def origins_of(sayings: Sequence[Saying]) -> list[str]:
    """The origin of each saying, in the order given: whoever prints another's words adds no origin.

    Nearly the same words, or words of the same text, that several printed have the origin that is stated for one of
    them, else that of the first to be published.
    """
    by_text: dict[str, str] = {}
    origins = [saying.origin for saying in sayings]
    order = sorted(range(len(sayings)), key=lambda at: precedence(sayings[at]))
    originals = originals_of([sayings[at].words for at in order])
    for at, original in zip(order, originals, strict=True):
        saying = sayings[at]
        if not saying.is_stated and original is not None:
            origins[at] = origins[order[original]]
        elif not saying.is_stated and saying.text in by_text:
            origins[at] = by_text[saying.text]
        if saying.text is not None:
            by_text.setdefault(saying.text, origins[at])
    return origins


def publishers_among(sayings: Sequence[Saying]) -> set[str]:
    """The origins that nobody states: they are merely who printed something."""
    stated = {saying.origin for saying in sayings if saying.is_stated}
    return {saying.origin for saying in sayings} - stated


def precedence(saying: Saying) -> tuple[bool, bool, str, int, str, str]:
    """Whose words come first: stated ones, then by the day of publication, unknown last."""
    at = saying.published_at
    return not saying.is_stated, at is None, at or "", saying.seq, saying.origin, saying.words


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


def is_outlet(name: str) -> bool:
    """Whether a name is called as newspapers and stations are: "Orrin Lantern News"."""
    return not _PRINTED_BY.isdisjoint(name.casefold().split()[-1:])


@lru_cache(maxsize=4096)
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
    meant = ((spelt_out(name, text) or name, name) for name in names)  # "APA" may be Atlas Press
    printed = next((name for both in meant for name in both if _is_agency(name, agencies)), None)
    if printed is None:
        return _outlet_credited(author, text)
    return agencies.get(origin_key(printed), printed)


def _outlet_credited(author: str | None, text: str) -> str | None:
    """The newspaper or the like that an article says it is taken from, or that its author writes for."""
    for part in (text[:CREDIT_CHARS], text[-CREDIT_CHARS:]):
        if found := _REPRINTED.search(part):
            return found[found.lastgroup or 0]
    behind = _IN_BRACKETS_BEHIND.search(text[-CREDIT_CHARS:])
    if behind and is_outlet(behind["name"]):
        return behind["name"]
    found = _WRITTEN_FOR.match(author.strip()) if author and len(author) < CREDIT_CHARS else None
    if found and (is_outlet(found["outlet"]) or f" for {found['outlet']}" in found[0]):
        return found["outlet"]
    return None


@lru_cache(maxsize=16)
def _agencies(wires: frozenset[str]) -> Mapping[str, str]:
    """The label of each agency by its key. A well-known agency keeps its well-known label."""
    return {origin_key(name): name for name in [*sorted(wires), *AGENCIES]}


def _is_agency(name: str, agencies: Mapping[str, str]) -> bool:
    """Whether a name is an agency's: a known one, or one that says so ("Boreas News Agency").

    Short ones must be printed so: "EFE", for Efe is a first name.
    """
    printed_so = len(name) > 4 or name.isupper() or name in {"dpa", "Lusa"}
    return printed_so and (origin_key(name) in agencies or bool(_SAYS_SO.fullmatch(name)))


def _credits_in(text: str) -> Iterator[str]:
    """The names in a text that stand where an agency is credited, not where it is mentioned."""
    for found in _CREDIT.finditer(text[:CREDIT_CHARS]):
        kind = found.lastgroup or ""
        yield from _runs_of_words(found[kind]) if kind == "byline" else found[kind].split("/")
    *_, last = text[-CREDIT_CHARS:].rstrip().rpartition("\n")
    for closing in (_CLOSING.fullmatch(last), _LAST_WORDS.search(last)):
        yield from closing["names"].split("/") if closing else ()
    for found in _SHARED.finditer(text[-CREDIT_CHARS:]):
        yield found[found.lastgroup or 0]


def _runs_of_words(line: str) -> Iterator[str]:
    """Every run of up to four words that no mark parts, in reading order, the longest at each place first."""
    for words in map(str.split, re.split(r"[,;/|()]", line)):
        for start in range(len(words)):
            for end in range(min(len(words), start + 4), start, -1):
                yield " ".join(words[start:end])
