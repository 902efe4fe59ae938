"""Which names are those of bodies, and for which body somebody speaks whose role names it."""

import re

from app.claims.reading.lexicon import (
    ADVERBS,
    BODY_NOUNS,
    DETERMINERS,
    PRONOUNS,
    TITLES,
    word_set,
)
from app.claims.reading.occupations import is_occupation

_NAME_ENDINGS = BODY_NOUNS | word_set(
    "inc inc. corp corp. ltd ltd. plc llc co. corporation limited holdings systems trust fund network energy water"
    " rail railway railways airlines airways motors foods stores media industries technologies pharmaceuticals"
    " logistics partners homes airport museum theatre times gazette courier herald tribune"
)
_ACRONYM = re.compile(r"[A-Z][A-Z&]{1,5}")
_NOBODY = word_set(
    "everyone everybody someone somebody nobody many most others one management opposition police staff"
)
_OFFICE = (
    r"(?:chief executive(?: officer)?|ceo|boss|spokes(?:man|woman|person)|chair(?:man|woman)?|director|head|leader"
    r"|president|founder|owner|manager|general secretary)"
)
_OF_BODY = re.compile(rf"\b{_OFFICE}\b[^,]{{0,40}}? (?:of|for|at) (?:the )?(?P<body>[A-Z][^,]*)")
_BEFORE_OFFICE = re.compile(
    rf"(?P<body>[A-Z][\w&.-]*(?: [A-Z][\w&.-]*){{0,4}})(?P<owns>['\u2019]s?)? (?:[a-z]+ )?(?P<office>{_OFFICE})"
)
_ALWAYS_OF_BODY = re.compile(r"chief executive(?: officer)?|ceo|spokes\w+")
_FORMER = re.compile(r"\b(?:former|ex)\b", re.IGNORECASE)
_JOINING = frozenset({"of", "for", "and", "&", "the"})
_NEVER_NAMES = DETERMINERS | PRONOUNS | TITLES | ADVERBS


def is_body_name(words: list[str]) -> bool:
    """Whether a name of several words is that of a body by its last word: "Sund Bank", "Orrin Rail"."""
    return len(words) > 1 and words[-1].lower() in _NAME_ENDINGS


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
        words = behind["body"].split()
        named = all(word[0].isupper() or word in _JOINING for word in words)
        return behind["body"] if named else None
    before = _BEFORE_OFFICE.match(role)
    return before["body"] if before is not None and _is_body_before(before) else None


def _is_body_before(found: re.Match[str]) -> bool:
    words = found["body"].split()
    if words[0].lower() in _NEVER_NAMES or (len(words) == 1 and words[0].lower() in BODY_NOUNS):
        return False
    certain = found["owns"] is not None or _ALWAYS_OF_BODY.match(found["office"].lower())
    return bool(certain) or is_body_name(words) or _ACRONYM.fullmatch(words[-1]) is not None
