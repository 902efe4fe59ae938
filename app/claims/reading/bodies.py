"""Which names are those of bodies, and for which body somebody speaks whose role names it."""

import re
from itertools import takewhile

from app.claims.reading.lexicon import (
    ADVERBS,
    BODY_NOUNS,
    DETERMINERS,
    PRONOUNS,
    TITLES,
    word_set,
)
from app.claims.reading.occupations import is_occupation, is_one_occupation

_NAME_ENDINGS = BODY_NOUNS | word_set(
    "inc inc. corp corp. ltd ltd. plc llc co. corporation limited holdings systems trust fund network energy water"
    " rail railway railways airlines airways motors foods stores media industries technologies pharmaceuticals"
    " logistics partners homes airport museum theatre times gazette courier herald tribune"
)
_LEGAL_FORMS = frozenset(
    [
        "AG",
        "AB",
        "ASA",
        "GmbH",
        "Inc",
        "Ltd",
        "Plc",
        "PLC",
        "LLC",
        "NV",
        "BV",
        "SA",
        "SpA",
        "SE",
        "Corp",
        "Co",
        "Oyj",
    ]
)
_ACRONYM = re.compile(r"[A-Z][A-Z&]{1,5}")
_NOBODY = word_set(
    "everyone everybody someone somebody nobody many most others one management opposition police staff"
)
_OFFICE = (
    r"(?:chief executive(?: officer)?|ceo|boss|spokes(?:man|woman|person)|chair(?:man|woman)?|director|head|leader"
    r"|president|founder|owner|manager|general secretary)"
)
_OF_BODY = re.compile(
    rf"\b(?P<office>{_OFFICE})\b(?!['\u2019])[^,]{{0,40}}? (?:of|for|at) (?P<the>the )?(?P<body>[A-Z][^,]*)"
)
_BEFORE_OFFICE = re.compile(
    rf"(?P<body>[A-Z][\w&.-]*(?: [A-Z][\w&.-]*){{0,4}})(?P<owns>['\u2019]s?)? (?:[a-z]+ )?(?P<office>{_OFFICE})\b(?!['\u2019])"
)
_OF_SOMEBODY = re.compile(r"\b(?:of|for|to)\b")
_HEAD_OF_BODY = re.compile(r"chief executive(?: officer)?|ceo")
_SPOKES = re.compile(r"spokes\w+")
_FORMER = re.compile(r"\b(?:former|ex|ousted|then|late|outgoing|retired|one-time)\b", re.IGNORECASE)
_JOINING = frozenset({"of", "for", "and", "&", "the"})
_NEVER_NAMES = DETERMINERS | PRONOUNS | TITLES | ADVERBS


def is_body_name(words: list[str]) -> bool:
    """Whether a name of several words is that of a body by its last word: "Sund Bank", "Orrin Rail", "Kranz AG"."""
    return len(words) > 1 and (
        words[-1].lower() in _NAME_ENDINGS or words[-1].strip(".,") in _LEGAL_FORMS
    )


def may_name_body(name: str) -> bool:
    """Whether a word in capitals may name a body as well as a person: "Sund", "FAO", but not "Critics"."""
    low = name.lower()
    if _ACRONYM.fullmatch(name):
        return True
    word = name.isalpha() and name[0].isupper() and not name.endswith("s")
    return word and not is_occupation(low) and low not in _NEVER_NAMES | _NOBODY


def body_spoken_for(role: str) -> str | None:
    """The body that a role names: "chief executive of Sund Bank", "Sund Bank spokesman"; None where it names none."""
    if _FORMER.search(role):
        return None
    behind = _OF_BODY.search(role)
    if behind is not None:
        return behind["body"] if _is_body_behind(behind) else None
    before = _BEFORE_OFFICE.match(role)
    return before["body"] if before is not None and _is_body_before(before) else None


def _is_body_behind(found: re.Match[str]) -> bool:
    """Whether a body stands behind the office, which nobody else's role names: "wife of the head of Sund Bank"."""
    if _OF_SOMEBODY.search(found.string, 0, found.start()):
        return False
    words = found["body"].split()
    if not all(word[0].isupper() or word in _JOINING for word in words) or _is_titled(words):
        return False
    certain = found["the"] is not None or _HEAD_OF_BODY.match(found["office"])
    return bool(certain) or not _may_be_person(words)


def _is_titled(words: list[str]) -> bool:
    """Whether words name somebody by a title or trade: "Mayor Ann Lee", but not "Ministry of Justice"."""
    if is_body_name(words):
        return False
    head = takewhile(lambda word: word not in _JOINING, words)
    return any(word.lower() in TITLES or is_one_occupation(word.lower()) for word in head)


def _may_be_person(words: list[str]) -> bool:
    """Whether words are as many as those of a full name, and do not end as the name of a body does."""
    if len(words) not in {2, 3} or is_body_name(words) or _ACRONYM.fullmatch(words[-1]):
        return False
    return all(word[0].isupper() for word in words)


def _is_body_before(found: re.Match[str]) -> bool:
    words = found["body"].split()
    if words[0].lower() in _NEVER_NAMES or (len(words) == 1 and words[0].lower() in BODY_NOUNS):
        return False
    if _is_titled(words):
        return False
    if is_body_name(words) or _ACRONYM.fullmatch(words[-1]) or _HEAD_OF_BODY.match(found["office"]):
        return True
    likely = found["owns"] is not None or _SPOKES.match(found["office"])
    return bool(likely) and not _may_be_person(words)
