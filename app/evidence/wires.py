"""The wire agency, or the outlet it is taken from, that an article credits: in its author line, its opening or its end."""

import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from itertools import chain

from app.claims.reading.lexicon import TIMES, word_set
from app.evidence.agencies import AGENCIES
from app.evidence.origins import origin_key

CREDIT_CHARS = 200  # an agency is credited before the story starts: later names are mentions

_DASH = r"[-\u2013\u2014]"
_WORD = r"(?:[^\Wa-z_]\S*|and|de|la|le|of|the|al|el|di|du|da|del|am|for|in|dpa|[|•·(]\S*)"
_PLACE = rf"(?:{_WORD}\s+){{0,8}}"
_IN_BRACKETS = r"[^()/\n]{2,40}(?:/[^()/\n]{2,40})?"
_CREDIT = re.compile(
    rf"^{_PLACE}(?:{_DASH}\s*)?\((?P<dashed>{_IN_BRACKETS})\)\s*(?:{_DASH}|:)"  # ROME, May 3 (AP) -
    rf"|^(?=[A-Z]{{3}}){_PLACE}\((?P<bare>{_IN_BRACKETS})\)[.\s]"  # ROME (AP)
    rf"|^{_PLACE}/(?P<slashed>[^/\n]{{2,40}})/"  # MOSCOW, March 3. /TASS/.
    rf"|^\((?P<first>{_IN_BRACKETS})\)\s+(?=[^\W\d_])"  # (Reuters) The
    rf"|^(?:{_PLACE}\S+,\s+|{_PLACE}\|\s+)?(?P<leading>\w[\w -]{{1,30}}?)\s*{_DASH}\s"  # AFP -
    rf"|^[Bb][Yy]\s+(?P<byline>{_PLACE}{_WORD})[ \t]*\n",  # By Jane Roe, Agence France-Presse
    re.MULTILINE,
)
_DATELINED = re.compile(
    rf"\s*[A-Z]{{3,}}(?:[ -][A-Z]{{2,}}){{0,2}}, (?:[A-Z][a-z]+\.? )?\d{{1,2}}(?: [A-Z][a-z]+)?(?:, \d{{4}})? \((?P<name>[A-Z][\w'’&-]+(?: [A-Z][\w'’&-]+){{0,2}})\)\s*(?:{_DASH}|:)"
)
"""TORVIK, March 3 (Meridian) - """
_ONE_WORD = re.compile(
    r"(?i:(?:with )?material from (?:the )?)(?P<material>[A-Z]{2,6}|[A-Z][a-z]{2,}press)|(?P<alone>(?!Cypress|Empress|Express|Wordpress)[A-Z][a-z]{2,}press)"
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
    r"(?i:\bthis (?:article|story|piece) (?:was |is |has )?(?:first |originally )?(?:appeared|published|printed|ran"
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
_MAY_BE_A_PERSON = re.compile(r", \w[\w'’-]* (?:Echo|Mercury|Post|Press|Star|Sun)\Z")
_IN_BRACKETS_BEHIND = re.compile(rf"[.!?”\"] \({_OUTLET.format('name')}\)\s*\Z")
_PRINTED_BY = word_set(
    "advertiser argus avis avisa avisen beacon blad bladet blatt broadcasting bulletin chronicle correo corriere courier"
    " courrier dagblad dagbladet daily diario dispatch echo examiner express figaro gazeta gazette gazzetta giornale globe"
    " guardian haber herald independent jornal journal kurier ledger mail mercury messenger mirror monitor nachrichten news"
    " nieuws noticias observer post press presse radio record reporter review sentinel standard star sun tagblatt telegraph"
    " television tidende tidning times tribune tv weekly zeitung"
)
_SAYS_SO = re.compile(
    r"(?:[^\W\d_a-z][\w'’-]*\s+){1,3}(?:(?:News|Press|Wire)\s+(?:Agency|Service)|Newswire|Wire)"
    r"|[^\W\d_a-z]\w+Wire"
)
_ACRONYM = re.compile(r"(?:[A-Z]\.?){2,7}")
PRINTED = 20_000  # code points of an article that are read for what a name in it means


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


def wire_credited(
    author: str | None, text: str, wires: Collection[str], printed_by: str | None = None
) -> str | None:
    """The wire agency that an article credits: in its author line or, failing that, in its opening or as its last line.

    Args:
        author: The author line.
        text: The text of the article, of which the opening and the last line are read.
        wires: Names of the stored sources that are wire agencies, besides the well-known ones.
        printed_by: Name or domain of the source; an outlet credits itself with nothing.
    """
    agencies = _agencies(frozenset(wires))
    names = chain(_runs_of_words(author or ""), _credits_in(text))
    meant = ((spelt_out(name, text) or name, name) for name in names)  # "APA" may be Atlas Press
    printed = next((name for both in meant for name in both if _is_agency(name, agencies)), None)
    if printed is None:
        outlet = _unknown_agency(author, text) or _outlet_credited(author, text)
        return outlet if outlet and _letters(outlet) not in _letters(printed_by or "") else None
    return agencies.get(origin_key(printed), printed)


def _unknown_agency(author: str | None, text: str) -> str | None:
    """The agency that is known for one by where it stands: in brackets behind the place and the day that a story opens with."""
    found = _DATELINED.match(text[:CREDIT_CHARS])
    if found and TIMES.isdisjoint(re.findall(r"\w+", found["name"].lower())):
        return found["name"]
    alone = _ONE_WORD.fullmatch(author.strip()) if author else None
    return alone[alone.lastgroup or 0] if alone else None


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))


def _outlet_credited(author: str | None, text: str) -> str | None:
    """The newspaper or the like that an article says it is taken from, or that its author writes for."""
    for part in (text[:CREDIT_CHARS], text[-CREDIT_CHARS:]):
        if found := _REPRINTED.search(part):
            name = found[found.lastgroup or 0]
            if is_outlet(name) or found[0].lower().endswith(f" the {name.lower()}"):
                return name
    behind = _IN_BRACKETS_BEHIND.search(text[-CREDIT_CHARS:])
    if behind and is_outlet(behind["name"]):
        return behind["name"]
    found = _WRITTEN_FOR.match(author.strip()) if author and len(author) < CREDIT_CHARS else None
    if found and is_outlet(found["outlet"]) and not _MAY_BE_A_PERSON.search(found[0]):
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
