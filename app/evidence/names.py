"""When two names mean one origin: spellings, transliterations, titles, short forms and abbreviations of names.

A short form ("Roe", "A. Roe", "Jim Roe" of "James Roe", "NCG", "the Coast Guard", "Quay" of "Quay Foods") means the one longer name among those compared that it fits;
where it fits several, it stands for itself.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from typing import NamedTuple

from app.articles.sites import letters_of, spelt_by
from app.claims.reading.lexicon import BODY_NOUNS, ROLE_NOUNS, TITLES, word_set
from app.evidence.bodies import BUSINESS, is_body, well_known
from app.evidence.demonyms import country_of, government_of, place_of
from app.evidence.nicknames import is_called
from app.evidence.origins import is_listed_agency, origin_key, speaker_origin
from app.evidence.spellings import one_spelling
from app.evidence.translations import in_english

LONGEST_PERSON = 4  # words of a full name
MOST_ALIKE = (
    50  # longer names that end with one word: a short form that fits more means none of them
)

_JOINTLY = "&"
_BRACKETS = re.compile(r"\s*\(([^()]{1,60})\)")
_DOUBLE = re.compile(r"([^aeiou])\1")
_INITIALS = re.compile(r"(?=[a-z]*[A-Z][.a-z]*[A-Z])[^\W\d_](?:\.?[^\W\d_]){1,7}\.?")
_OFFICE = re.compile(
    r"\A(?:the )?(?:press )?office of (?:the )?|(?:'s?(?: press)?| press) office\Z"
)
_TOP_COURT = re.compile(r"\b(?:highest|top) court\b")
_FORCE = re.compile(
    r"\b(?:(?P<fire>fire)(?: and rescue)?|police) (?:department|force|service|brigade)\b"
)
_OF_PLACE = re.compile(r"\A(?P<who>[^ ]+(?: [^ ]+)?) of [^ ]+\Z")
_OF = re.compile(r" (?:of|for|in|at) (?:the )?")
_LEGAL = re.compile(
    r"(?:,? (?:Inc|Incorporated|Ltd|Limited|Plc|PLC|plc|LLC|LLP|L\.?P|Corp|Corporation|Co|KK|K\.K|GmbH|KGaA|KG|AG|SE|e\.?V|A/S|AS|ASA|AB|ApS"
    r"|Oyj?|SA|S\.A|SAS|SARL|S\.?r\.?l|SpA|S\.p\.A|NV|N\.V|BV|B\.V|Pty|Pte|Bhd|Sdn|Tbk|PJSC|OJSC|JSC|Kft|Zrt|s\.r\.o|a\.s|d\.o\.o|d\.d"
    r"|sp\. z o\.o|Ltda|S\. ?de R\. ?L\. de C\. ?V|Lda)\b\.?(?: & Co\b\.?)?)+\Z"
)
"""The legal form behind a company's name."""
_OF_A_COUNTRY = re.compile(r"\A(?:[^\s]+'s|eu|uk|un|us) ")
_GENERATIONS: Mapping[str, str] = {
    "senior": "senior",
    "sr": "senior",
    "junior": "junior",
    "jr": "junior",
}
_BUSINESS = frozenset(map(one_spelling, BUSINESS))
_SMALL = word_set("of the and for in de la du von van der al el bin")
_ACRONYMS = word_set("eu uk un us")  # as a word of a longer name, they stay whole in its initials
_NOT_TITLED = BODY_NOUNS | word_set(
    "department county island city street staff electric motors mills assembly news times post herald"
)
_TITLES = frozenset(word.strip(".") for word in TITLES | ROLE_NOUNS - BODY_NOUNS) - {"king"}


def _folded_too(words: frozenset[str]) -> frozenset[str]:
    """Words as they are and in the one spelling in which names are compared."""
    return words | frozenset(map(one_spelling, words))


_SIBLINGS = ("brothers", "sisters", "siblings", "twins", "couple")

_BODIES = _folded_too(
    BODY_NOUNS
    | word_set(
        "coastguard guard ministry navy senate cabinet embassy chamber league academy directorate bureau inspectorate secretariat"
        " observatory forces force military chiefs staff prosecutor church synod"
    )
)
_ALSO_CALLED: Mapping[str, str] = {
    "antitrust": "competition",
    "prosecutors": "prosecutor",
    "st": "saint",
    "ste": "sainte",
    "statistical": "statistics",
}
"""Words in names of bodies that mean the same there."""
_OF_STATES = frozenset({"ministry", "statistics"})
"""What tells that a body called by a capital is of the country."""
_OF_REGIONS = word_set("city county district municipal oblast provincial region regional state")
_GENERIC = _BODIES | _folded_too(ROLE_NOUNS)
_OFFICES = _folded_too(ROLE_NOUNS - BODY_NOUNS)
_KINDS = frozenset(
    map(
        one_spelling,
        word_set(
            "administrative agricultural appeal appeals catholic children commercial constitutional criminal district high junior juvenile labor medical military"
            " open polytechnic supreme teaching technical technological veterinary women youth"
        ),
    )
)
"""What tells bodies of one place apart: its court and its supreme court."""
_COMMON = (  # words that many outlets and bodies have in their names
    _GENERIC
    | _NOT_TITLED
    | word_set(
        "daily weekly morning evening sunday national world global star sun mail mirror express journal gazette tribune"
        " telegraph courier observer standard chronicle echo press paper today online radio tv television"
    )
)


class _Form(NamedTuple):
    """A name as it is compared: its words without titles, one spelling for each sound, and how it may be shortened.

    That is to its initials, and to what is printed in brackets behind it; `other` is another full name there.
    """

    words: tuple[str, ...]
    shorts: frozenset[str]
    other: str = ""

    @property
    def key(self) -> str:
        return " ".join(self.words)

    @property
    def joined(self) -> str:
        return _joined(" ".join(self.words))

    @property
    def last(self) -> str:
        """The word that names of one origin end with; of people who speak jointly, how many they are."""
        return self.words[0] if self.words[0].startswith(_JOINTLY) else self.words[-1]


class _Companies:
    """Companies by the first words of their names: "Hallow" may be short for "Hallow Foods"."""

    def __init__(self) -> None:
        self._all: dict[tuple[str, ...], set[str]] = defaultdict(set)
        self._companies: dict[tuple[str, ...], set[str]] = defaultdict(set)

    def add(self, words: tuple[str, ...], meaning: str) -> None:
        """Know a name, of a company or not, by what it means."""
        for end in range(1, min(len(words), LONGEST_PERSON)):
            start = words[:end]
            self._all[start].add(meaning)
            if _BUSINESS.issuperset(words[end:]) and _GENERIC.isdisjoint(start):
                self._companies[start].add(meaning)

    def called(self, words: tuple[str, ...]) -> set[str]:
        """The companies that the words are short for; none where another name starts with them as well."""
        found = self._companies[words]
        return found if found == self._all[words] else set()


def keys_among(names: Iterable[str], publishers: Iterable[str] = ()) -> Mapping[str, str]:
    """For each name what all names of its origin have in common, among the names given. Their order does not matter.

    A domain that spells a name in full is one origin with it (`osterbynews.example`, "Osterby News").

    Args:
        names: Whoever is quoted, credited or stated, as printed.
        publishers: Which of the names are merely those of sources: they are no short form of another name.
    """
    return _keys_among(frozenset(names), frozenset(publishers))


@lru_cache(maxsize=16)  # a further piece of evidence on a claim seldom brings a further name
def _keys_among(names: Set[str], publishers: Set[str]) -> Mapping[str, str]:
    forms = {name: _form(name) for name in sorted(names)}
    whole = {name for name in forms if name in publishers or is_listed_agency(name)}
    meant = _meant(form for name, form in forms.items() if name not in whole)
    keys = {
        name: form.key if name in whole else meant.get(form.key, form.key)
        for name, form in forms.items()
    }
    return keys | _keys_of_domains(keys)


def _keys_of_domains(keys: Mapping[str, str]) -> dict[str, str]:
    """The keys of the domains that spell one of the names in full, where no other domain and no other name is spelt so."""
    spelt = {name: letters for name in keys if (letters := spelt_by(name)) is not None}
    domains = Counter(spelt.values())
    named: dict[str, set[str]] = defaultdict(set)
    for name, key in keys.items():
        if (letters := letters_of(name)) in domains and _is_telling(name):
            named[letters].add(key)
    return {
        domain: next(iter(named[letters]))
        for domain, letters in spelt.items()
        if domains[letters] == 1 and len(named[letters]) == 1
    }


def _is_telling(name: str) -> bool:
    """Whether a name has several words, and one of its own: "Osterby News", but neither "Osterby" nor "Daily News"."""
    words = [word for word in name.casefold().split() if word not in _SMALL]
    return len(words) > 1 and not _COMMON.issuperset(words)


def _meant(forms: Iterable[_Form]) -> dict[str, str]:
    """For each key the longest that it is a short form of; itself where there is none, or several.

    Names of one key, such as "Coast Guard of Norway" and "Norwegian Coast Guard", may be shortened as each of them.
    """
    known: dict[str, _Form] = {}
    for form in forms:
        same = known.get(form.key, form)
        known[form.key] = form._replace(
            shorts=same.shorts | form.shorts, other=max(same.other, form.other)
        )
    by_last: dict[str, list[_Form]] = defaultdict(list)
    by_initials: dict[str, set[str]] = defaultdict(set)
    companies = _Companies()
    meant: dict[str, str] = {}
    for form in sorted(known.values(), key=lambda form: (-len(form.key), form.key)):
        fitting = {meant[longer.key] for longer in by_last[form.last] if _fits(form, longer)}
        fitting |= (
            by_initials[form.joined]
            | (by_initials[form.other] if form.other else set())
            | companies.called(form.words)
        )
        meant[form.key] = min(fitting) if len(fitting) == 1 or _is_any(form, fitting) else form.key
        if len(by_last[form.last]) < MOST_ALIKE:
            by_last[form.last].append(form)
        for short in form.shorts | {form.joined, form.other} - {
            ""
        }:  # "Wen-li" is also printed "Wenli"
            by_initials[short].add(meant[form.key])
        companies.add(form.words, meant[form.key])
    return meant


def _is_any(form: _Form, fitting: Set[str]) -> bool:
    """Whether a name is a mere word for a body, "police", beside several of them: whichever it is, it is nobody further."""
    return bool(fitting) and len(form.words) == 1 and form.words[0] in _BODIES


def _fits(short: _Form, longer: _Form) -> bool:
    """Whether a name can be a short form of a longer one that ends with the same word."""
    one, two = short.words, longer.words
    if len(one) > len(two):
        return False
    if one[0].startswith(_JOINTLY):
        return set(one) <= set(two) and _BODIES.intersection(one) == _BODIES.intersection(two)
    if one[0] in _BODIES and len(one) == 1:
        return two[-1] == one[0]  # "police" means the only police there is
    if len(one) == 1:
        return len(two) <= LONGEST_PERSON and not _GENERIC & {one[0], *two}
    if set(one) <= set(two):
        return _is_no_other(set(one), set(two))
    return _GENERIC.isdisjoint(two) and _is_abbreviated(one[:-1], two[:-1])


def _is_no_other(one: Set[str], two: Set[str]) -> bool:
    """Whether what a longer name has besides makes nobody else of it: there are the deputy mayor of Orrin, and the mayor of Orrin Bay."""
    if not _OFFICES.isdisjoint(one):
        return one == two
    bodies = _BODIES & two
    is_other = bodies and not _KINDS.isdisjoint(two - one)
    return not is_other and _BODIES & one == bodies


def _is_abbreviated(one: Sequence[str], two: Sequence[str]) -> bool:
    """Whether first names are those of another in the same order, or their initials."""
    rest = iter(two)
    first = one[0][0] == two[0][0] or is_called(one[0], two[0])
    return first and all(
        any(
            name == other or (len(name) == 1 and name == other[0]) or is_called(name, other)
            for other in rest
        )
        for name in one
    )


def _joined(words: str) -> str:
    """Words without spaces between them, and double consonants where they meet: "Amir-Rezai" is "Amirrezai"."""
    return _DOUBLE.sub(r"\1", words.replace(" ", ""))


@lru_cache(maxsize=4096)
def _form(name: str) -> _Form:
    behind = _BRACKETS.findall(name)
    short = next((found for found in behind if _INITIALS.fullmatch(found)), None)
    bare = _BRACKETS.sub("", name).strip() or name
    also = next((found for found in behind if found != short and found[0].isupper()), "")
    is_name = is_body(bare, bare) and (" " in also or is_body(also, also))  # and no party or place
    other = also if is_name else None
    named = _LEGAL.sub("", speaker_origin(bare, None))
    key = origin_key(well_known(named) or named)
    parts = [_part(part) for part in key.split(" and ")]
    words = parts[0].split() or [key]
    also_called = _other_orders(words)
    if len(parts) > 1:  # in whichever order: "Hal and Ruby Kemble" are "Ruby and Hal Kemble"
        parts = [_part(_OF_PLACE.sub(r"\g<who>", part)) for part in key.split(" and ")]
        words = [f"{_JOINTLY}{len(parts)}", *sorted(" ".join(parts).split())]
        also_called = _as_siblings(parts)
    shorts = {
        _initials(" ".join(named.casefold().split())) if _is_one(named) else "",
        _initials(_OF_A_COUNTRY.sub("", key)),
        one_spelling(short.replace(".", "").lower()) if short else "",
        *also_called,
    }
    return _Form(
        tuple(words), frozenset(shorts - {""}), _joined(_part(origin_key(other))) if other else ""
    )


def _is_one(name: str) -> bool:
    """Whether a name is of one: what "and" joins has the word for a body behind it, as in "National Oceanic and Atmospheric Administration"."""
    *parts, last = re.split(r",? and |, ", name.casefold())
    others = any(not _BODIES.isdisjoint(part.split()) for part in parts)
    ends_with_body = not _BODIES.isdisjoint(last.split()[-1:])
    return not parts or (ends_with_body and not others)


def _other_orders(words: Sequence[str]) -> Iterator[str]:
    """A person with the family name in front, or with one of several: "Lucia Fernandez" of "Lucia Fernandez Arrieta"."""
    if len(words) < 2 or not _COMMON.isdisjoint(words) or not _BUSINESS.isdisjoint(words):
        return
    yield _joined("".join([words[-1], *words[:-1]]))
    for end in range(2, min(len(words), LONGEST_PERSON + 1)):
        for start in range(end - 1):
            yield _joined("".join(words[start:end]))


def _as_siblings(parts: Sequence[str]) -> Iterator[str]:
    """What those are called who speak jointly and have a surname together: "the Kembles", "the Kemble sisters"."""
    surnames = {part.split()[-1] for part in parts if " " in part}
    if len(surnames) == 1 and _COMMON.isdisjoint(" ".join(parts).split()):
        surname = surnames.pop()
        yield from (_joined(surname + one_spelling(kin)) for kin in ("s", *_SIBLINGS))


def _initials(key: str) -> str:
    words = key.split()
    letters = (word if word in _ACRONYMS else word[0] for word in words if word not in _SMALL)
    return one_spelling("".join(letters)) if len(words) > 1 else ""


def _part(name: str) -> str:
    name = in_english(name).replace("coast guard", "coastguard")
    name = _FORCE.sub(lambda force: "fire service" if force["fire"] else "police", name)
    bare = _TOP_COURT.sub("supreme court", _OFFICE.sub("", name)).strip() or name
    bare = " ".join(reversed(_OF.split(bare))).removesuffix("'s office").replace("'s ", " ")
    words = [_ALSO_CALLED.get(word, word) for word in bare.split() if word != "the"]
    if len(words) == 1 and (country := government_of(words[0])):
        words = [country, "government"]
    words = _untitled(words or [bare])
    if not _BODIES.isdisjoint(words):
        of_state = not _OF_STATES.isdisjoint(words) and _OF_REGIONS.isdisjoint(words)
        places = map(country_of, words) if of_state else words
        words = sorted(map(place_of, places), key=lambda word: (word in _BODIES, word))
    if len(words) > 2 and words[-1] in _GENERATIONS:  # as a middle name
        words = [*words[:-2], _GENERATIONS[words[-1]], words[-2]]
    words = [words[0], *(word for word in words[1:-1] if len(word) > 1), *words[1:][-1:]]
    folded = one_spelling(" ".join(words)).split()
    return " ".join(word for word in folded if word not in {"al", "el"}) or name


def _untitled(words: list[str]) -> list[str]:
    """A name without the titles and the role in front of it."""
    titled = [at for at, word in enumerate(words) if word.strip(".,").removesuffix("s") in _TITLES]
    if not titled:
        return words
    rest = words[titled[-1] + 1 :]
    plain = not _NOT_TITLED.intersection(rest) and not _SMALL.intersection(rest[:1])
    only_titles = len(titled) == titled[-1] + 1
    return rest if plain and (len(rest) > 1 or (rest and only_titles)) else words
