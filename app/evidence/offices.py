"""What stands behind a name and says what somebody is: "Paul Dorrit, CEO", "Ada Brook, chief economist at Quay Line"."""

import re

from app.claims.reading.lexicon import (
    ARTICLES,
    BODY_NOUNS,
    PREPOSITIONS,
    SPEAKING_BODIES,
    word_set,
)
from app.claims.reading.occupations import is_one_occupation, is_only_occupation

_AND = re.compile(r"\s+and\s+")
_POST_NOMINALS = word_set("mp mep msp md phd qc kc cfo coo cto")
_OF_ANOTHER = word_set("his her their its our my")


def without_roles(name: str) -> str:
    """A name without the roles and the age behind it; further people who speak jointly stay.

    "Ann Lee, MP, Bo Dahl and Cy Roe" are three people.
    """
    first, *rest = name.split(",")
    if not rest or not _may_have_role(first):
        return name
    others = [_others(part.strip(), is_last=at == len(rest)) for at, part in enumerate(rest, 1)]
    return ", ".join([first, *filter(None, others)])


def _may_have_role(name: str) -> bool:
    words = [word for word in name.split() if word.lower() not in ARTICLES]
    if not words or not words[0][0].isupper():
        return False
    return words[-1].lower() not in BODY_NOUNS | SPEAKING_BODIES


def _others(part: str, *, is_last: bool) -> str:
    """Who else is named in what stands behind a comma."""
    role, *more = _AND.split(part)
    others = [name for name in more if not _goes_on(name, role)]
    is_third = part.startswith("the ") and (
        others or not is_last
    )  # "Ann Lee, the mayor and Bo Dahl"
    if is_third or not _is_role(role):
        return part
    return " and ".join(others)


def _goes_on(words: str, role: str) -> bool:
    """Whether the words behind "and" belong to the role before it: "chair and chief executive", "minister of trade and industry"."""
    has_field = not PREPOSITIONS.isdisjoint(role.split())
    return _is_role(words) or (has_field and len(words.split()) == 1)


def _is_role(part: str) -> bool:
    """Whether words say what one person is: an age, or a trade or office, with what it is held at behind it."""
    words = part.replace(".", "").split()
    head = next((at for at, word in enumerate(words) if word in PREPOSITIONS), len(words))
    if not head or words[0] in _OF_ANOTHER:
        return False
    last = words[head - 1]
    noun = last.lower()
    if noun.isdigit() or noun in _POST_NOMINALS:
        return True
    if noun in BODY_NOUNS or (noun.endswith("s") and is_one_occupation(noun[:-1])):
        return False
    return is_one_occupation(noun) if last.islower() else is_only_occupation(noun)
