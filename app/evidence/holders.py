"""Who holds the office that a passage names alone: "the governor of Norway's central bank", "the Melby coach".

Another passage on the same claim may print the office beside the name: "central bank governor Ann Roe". The two are one
origin where nobody else among those compared holds that office. What both call it must say whose it is or what it is for:
of mayors and presidents, and of ministers who meet their like abroad, there are too many.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from app.claims.reading.lexicon import ADVERBS, AUXILIARIES, CUE_FORMS, PREPOSITIONS, word_set
from app.evidence.demonyms import place_of
from app.evidence.names import keys_among
from app.evidence.origins import publishers_among
from app.evidence.pieces import Said
from app.evidence.spellings import one_spelling, without_accents

_HELD_BY_ONE = word_set(
    "abbess abbot ambassador archbishop attorney bishop boss captain ceo chair chairman chairwoman chairperson chancellor chief coach"
    " commander commissioner coroner dean director editor executive founder governor head headmaster headmistress headteacher king leader"
    " manager mayor minister ombudsman owner patriarch pope premier president principal prior provost queen rabbi rector secretary sheriff"
    " skipper speaker superintendent treasurer vicar warden"
)
_RANKS = word_set(
    "acting assistant associate caretaker deputy designate elect emeritus ex former incoming interim junior late lieutenant next onetime ousted"
    " outgoing past predecessor previous retired rival sacked self shadow successor then vice honorary regional district"
)
_TOGETHER = word_set(
    "general prime financial operating medical executive artistic sporting technical managing"
)
_SAME = {
    "ceo": "chief executive",
    "boss": "chief executive",
    "chairwoman": "chair",
    "chairman": "chair",
    "chairperson": "chair",
    "skipper": "captain",
    "defence": "defense",
}
_UNSAID = word_set(
    "head of the a an its for at in to and officer department new old longtime de facto"
)
_STEM = 7  # letters that "meteorology" and "meteorological" have in common
_LONGEST = 10  # words of an office
_WORD = re.compile(r"[^\W\d_]+")
_BEFORE = re.compile(rf"(?P<office>(?:[^\W\d_][\w'’.-]* ){{1,{_LONGEST}}})\Z")
_BEFORE_COMMA = re.compile(
    rf"(?P<cue>[a-z]+) (?:the |its )?(?P<office>(?:[^\W\d_][\w'’.-]* ?){{1,{_LONGEST}}}), \Z"
)
_BEHIND = re.compile(
    r"\A, (?:who is )?(?:(?:the|an?|its) )?(?P<office>[^,;:.“”\"]{3,90})(?=[,.;“”\"]|\Z)"
)
_OF_PLACE = re.compile(r"\A (?:of|in) (?P<place>[^\W\d_a-z][\w'’-]+)")
_AND = frozenset({"and", "or", "nor"})
_NO_OFFICE = (
    AUXILIARIES | ADVERBS | _AND | frozenset(CUE_FORMS) | (PREPOSITIONS - {"of", "for", "to"})
) - _HELD_BY_ONE


class _Office(NamedTuple):
    """The words for an office: which it is, with the ranks in front, and what else says whose it is."""

    holder: frozenset[str]
    whose: frozenset[str]

    def may_be(self, other: "_Office") -> bool:
        """Whether an office beside a name may be one that stands alone, where all is said of whose it is that the name's has."""
        told = self.whose <= other.whose and not self.whose <= _NOT_TELLING
        return self.holder == other.holder and told


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
    held = {
        (keys[saying.origin], office)
        for saying in sayings
        if saying.origin in keys and saying.origin not in alone
        for office in _offices_beside(saying.origin, saying.quote)
    }
    found = {
        keys[name]: {key for key, office in held if office.may_be(named)}
        for name, named in alone.items()
    }
    meant = {key: holders.pop() for key, holders in found.items() if len(holders) == 1}
    return {name: meant.get(key, key) for name, key in keys.items()}


@lru_cache(maxsize=4096)
def _office_alone(name: str) -> _Office | None:
    """The office that stands for whoever holds it; None for anybody else's name."""
    words = re.split(r"[\s-]+", name)
    lower = [word.lower() for word in words]
    for at, word in enumerate(lower):
        if word in _HELD_BY_ONE:
            behind = next(
                (each for each in lower[at + 1 :] if each not in _TOGETHER | _HELD_BY_ONE), ""
            )
            is_alone = behind in PREPOSITIONS or (not behind and words[at].islower())
            return _office(name) if is_alone else None
    return None


@lru_cache(maxsize=4096)
def _offices_beside(name: str, words: str) -> tuple[_Office, ...]:
    """The offices that a passage prints beside somebody's name."""
    at, length = words.find(name), len(name)
    if at < 0:
        length = len(name.rsplit(maxsplit=1)[-1])
        at = words.find(name.rsplit(maxsplit=1)[-1])
    if at < 0:
        return ()
    behind = words[at + length :]
    return tuple(
        office
        for printed in _printed_beside(words[:at], behind)
        if (office := _office(printed)) is not None
    )


def _printed_beside(before: str, behind: str) -> Iterator[str]:
    """What stands as an office before a name or behind it; "the coach, Ann Roe" only behind a word for saying."""
    place = _OF_PLACE.match(behind)
    if found := _BEFORE.search(before[-200:]):
        yield " ".join([*_behind_verbs(found["office"]), *([place["place"]] if place else [])])
    if (found := _BEFORE_COMMA.search(before[-200:])) and found["cue"] in CUE_FORMS:
        yield found["office"]
    if found := _BEHIND.match(behind):
        words = found["office"].split()
        if words[0] not in PREPOSITIONS and _AND.isdisjoint(words):
            yield found["office"]


def _behind_verbs(words: str) -> list[str]:
    """The last words, as far as they can be of an office."""
    found = words.split()
    last = max((at for at, word in enumerate(found) if word.lower() in _NO_OFFICE), default=-1)
    return found[last + 1 :]


def _office(printed: str) -> _Office | None:
    """An office by its words in one spelling, places for their people; None where the words name none."""
    plain = without_accents(printed.replace("’", "'").lower()).replace("'s", "")
    words = " ".join(_SAME.get(word, word) for word in _WORD.findall(plain)).split()
    if _HELD_BY_ONE.isdisjoint(words):
        return None
    holder = frozenset(words) & (_HELD_BY_ONE | _RANKS | _TOGETHER)
    if len(holder & _HELD_BY_ONE) > 1:
        holder -= {"head"}
    return _Office(holder, frozenset(_stem(word) for word in words if word not in _UNSAID | holder))


def _stem(word: str) -> str:
    return one_spelling(place_of(word))[:_STEM]


_NOT_TELLING = frozenset(
    map(
        _stem,
        word_set(
            "foreign defense external affairs national federal state government parliament opposition party council club team union"
            " company firm group court church school hospital university bank police fire"
        ),
    )
)
"""What many hold such an office of, or for."""
