"""Who holds the office that a passage names alone: "the mayor of Melby", "the Melby coach".

Another passage on the same claim may print the office beside the name: "Melby coach Bo Lind". The two are one origin
where both say whose office it is in the same words. Where several hold it, one after the other, it is one of them, of those
on its side if any is: it is nobody further. Only offices that one person holds at a time are known.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from app.evidence.demonyms import place_of
from app.evidence.names import keys_among
from app.evidence.origins import publishers_among
from app.evidence.pieces import Said
from app.evidence.spellings import one_spelling, without_accents

_OFFICES: Mapping[str, str] = {
    **{
        each: each
        for each in (
            "abbess", "abbot", "archbishop", "attorney general", "bishop", "captain", "chancellor", "director general", "executive director",
            "fire chief", "general secretary", "governor", "headmaster", "headmistress", "king", "managing director", "manager", "mayor",
            "patriarch", "police chief", "president", "prime minister", "queen", "rector", "secretary general", "vice chancellor",
        )
    },
    **dict.fromkeys(("chair", "chairman", "chairwoman", "chairperson"), "chair"),
    **dict.fromkeys(("ceo", "chief executive", "chief executive officer"), "chief executive"),
    "chief of police": "police chief",
    "coach": "coach",
    "head coach": "coach",
    **{
        f"{field} minister": f"{field} minister"
        for field in (
            "agriculture", "culture", "defence", "defense", "economy", "education", "energy", "environment", "finance", "foreign", "health",
            "interior", "justice", "labour", "labor", "trade", "transport",
        )
    },
}  # fmt: skip
"""What an office is called, and one word for it."""

_TITLE = (
    f"(?P<title>(?ai:{'|'.join(sorted(_OFFICES, key=len, reverse=True)).replace(' ', '[ -]')}))"
)
_CAPITAL = r"[^\W\d_a-z](?:[\w'’&-]|\.(?=\w))*"
_BODY = rf"(?P<body>{_CAPITAL}(?: (?:(?:of|and|for|de|du|la|del) (?:the )?)?{_CAPITAL}){{0,6}})"
_OF = r" (?:of|at) (?:the )?"
_BODY_FIRST = re.compile(rf"(?:[Tt]he )?{_BODY} {_TITLE}")
_BODY_LAST = re.compile(rf"(?:[Tt]he )?{_TITLE}{_OF}{_BODY}")
_BEFORE_NAME = re.compile(rf"(?:\A|(?P<before>\S+) |[“\"(]){_BODY} {_TITLE} \Z")
_AROUND_NAME = (
    re.compile(rf"(?:\A|(?P<before>\S+) |[“\"(]){_TITLE} \Z"),
    re.compile(rf"\A{_OF}{_BODY}"),
)
_SAID_BEFORE = re.compile(rf"\b(?:said|says|added|according to) (?:the )?(?:{_BODY} {_TITLE}), \Z")
_BETWEEN_COMMAS = re.compile(rf"(?:\A|[“”\"] |[Tt]he ){_BODY} {_TITLE}, (?:{_CAPITAL} )?\Z")
_BEHIND_NAME = (
    re.compile(rf"\A, (?:the |who is (?:the )?)?{_BODY} {_TITLE}(?=[,.;“”\"]|\Z)"),
    re.compile(rf"\A, (?:the |who is (?:the )?)?{_TITLE}{_OF}{_BODY}(?=[,.;“”\"]|\Z)"),
)
_REACH = 200  # code points on either side of a name
_NOT_NOW = re.compile(
    r"(?:acting|assistant|associate|caretaker|co|deputy|designate|elect|ex|former|future|honorary|incoming|interim|late|next|onetime|ousted|outgoing"
    r"|past|previous|regional|retired|sacked|shadow|then|vice)-?",
    re.IGNORECASE,
)
_COUNTRY = re.compile(rf"\A{_CAPITAL}['’]s (?=[^\W\d_a-z])")
_POSSESSIVE = re.compile(r"['’]s?\Z")


class _Office(NamedTuple):
    """An office, and the words in one spelling, places for their people, for whose it is."""

    title: str
    body: frozenset[str]


def keys_of(sayings: Sequence[Said], names: Iterable[str]) -> Mapping[str, str]:
    """For each name what all names of its origin have in common, among some sayings.

    Args:
        sayings: All that are compared.
        names: Their origins, and whoever else is named.
    """
    keys = keys_among(names, publishers_among(sayings))
    alone = {name: office for name in keys if (office := _office_alone(name))}
    if not alone:
        return keys
    several = {saying.origin for saying in sayings if _is_one_of_several(saying)}
    held = {
        (keys[saying.origin], office, saying.stance)
        for saying in sayings
        if saying.origin in keys and saying.origin not in alone
        for office in _offices_beside(saying.origin, saying.quote)
    }
    sides = {saying.origin: saying.stance for saying in sayings}
    meant: dict[str, str] = {}
    for name, office in alone.items():
        holders = {(side != sides.get(name), key) for key, each, side in held if each == office}
        if holders and name not in several:
            meant[keys[name]] = min(holders)[1]
    return {name: meant.get(key, key) for name, key in keys.items()}


def is_office(name: str) -> bool:
    """Whether a name is that of an office alone."""
    return _office_alone(name) is not None


def _is_one_of_several(saying: Said) -> bool:
    """Whether words tell of one who holds such an office among others: "a Melby coach"."""
    at = saying.quote.find(saying.origin)
    return at > 0 and bool(
        re.search(r"\b(?:an?|another|one|some) \Z", saying.quote[:at], re.IGNORECASE)
    )


@lru_cache(maxsize=4096)
def _office_alone(name: str) -> _Office | None:
    """The office that stands for whoever holds it; None for anybody else's name."""
    found = _BODY_LAST.fullmatch(name) or _BODY_FIRST.fullmatch(name)
    return _office(found["title"], found["body"]) if found else None


@lru_cache(maxsize=4096)
def _offices_beside(name: str, words: str) -> tuple[_Office, ...]:
    """The offices that a passage prints beside somebody's name."""
    found = re.search(rf"\b{re.escape(name)}\b", words) or re.search(
        rf"\b{re.escape(name.rsplit(maxsplit=1)[-1])}\b", words
    )
    if found is None:
        return ()
    before = words[max(0, found.start() - _REACH) : found.start()]
    return tuple(_beside(before, words[found.end() : found.end() + _REACH]))


def _beside(before: str, behind: str) -> Iterator[_Office]:
    if (found := _BEFORE_NAME.search(before)) and _is_held_now(found["before"], found["body"]):
        yield _office(found["title"], found["body"])
    title, body = _AROUND_NAME[0].search(before), _AROUND_NAME[1].match(behind)
    if title and body and _is_held_now(title["before"], ""):
        yield _office(title["title"], body["body"])
    apposed = [_SAID_BEFORE.search(before), *(each.match(behind) for each in _BEHIND_NAME)]
    if behind.startswith(","):
        apposed.append(_BETWEEN_COMMAS.search(before))
    for found in filter(None, apposed):
        if _is_held_now(None, found["body"]):
            yield _office(found["title"], found["body"])


def _is_held_now(before: str | None, body: str) -> bool:
    """Whether nothing in front of an office says that another holds it: "former Melby coach"."""
    words = [before or "", *re.split(r"[ -]", body)]
    return not any(_NOT_NOW.fullmatch(word.rpartition("-")[0] or word) for word in words)


def _office(title: str, body: str) -> _Office:
    plain = without_accents(_POSSESSIVE.sub("", _COUNTRY.sub("", body)).replace("’", "'").lower())
    words = (one_spelling(place_of(word)) for word in plain.replace("'s", "").split())
    called = one_spelling(_OFFICES[title.lower().replace("-", " ")])
    return _Office(called, frozenset(words) - {"of", "and", "the", "for"})
