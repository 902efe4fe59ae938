"""Who a mention means, resolved within the article.

A lone surname becomes the full name given in the article, a pronoun the nearest speaker or subject of a sentence that
fits, "the report" the people who reported. Organisations, sources and observers keep the name that the article uses.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import NamedTuple

from app.claims.reading.bodies import body_spoken_for, may_name_body
from app.claims.reading.lexicon import (
    ADVERBS,
    BODY_NOUNS,
    CAPITALS,
    CLAUSE_OPENERS,
    CONNECTIVES,
    DETERMINERS,
    DOCUMENTS,
    MESSAGES,
    PERSON_NOUNS,
    PREPOSITIONS,
    PRONOUNS,
    TITLES,
    word_set,
)
from app.claims.reading.mentions import (
    LONGEST_MENTION,
    Named,
    Sort,
    name_start,
    read_mention,
    role_beside,
)
from app.claims.reading.occupations import is_occupation, is_one_occupation
from app.claims.reading.sentences import Span
from app.claims.reading.subjects import Subjects
from app.claims.reading.units import Unit
from app.claims.vocabulary import FoundClaim, Mention

_FULL_NAME = re.compile(
    rf"\b[{CAPITALS}][\w'’-]{{1,30}}"
    rf"(?: (?:[{CAPITALS}]\.|de|del|da|van|von|bin|al|el|la|[{CAPITALS}][\w'’-]{{1,30}})){{1,6}}"
)
_RELATIVE_CLAUSE = re.compile(r"(?<=[\w)]),\s(?:who|whose|which)\b")
_WHO_IS = re.compile(r",\swho (?:is|was) (?:the |an? )?([^,]{3,80})(?:,|\Z)")
_PERSON, _BODY = frozenset({Sort.PERSON}), frozenset({Sort.BODY})
_SORTS = {
    **dict.fromkeys(["he", "she", "him", "her", "his"], _PERSON),
    **dict.fromkeys(["it", "its"], _BODY),
    **dict.fromkeys(["they", "their"], _BODY | {Sort.SEVERAL}),
    **dict.fromkeys(["i", "my"], _PERSON),
    **dict.fromkeys(["we", "our"], _BODY | {Sort.SEVERAL}),
}
_OF_BODY = frozenset({"it", "its"})
_FIRST_PERSON = frozenset({"i", "my", "we", "our"})
_OWN_THING = re.compile(
    r"(its|their|his|her|our|my) (own )?(?:[\w\u2019'-]+ ){0,3}?([a-z-]+)", re.IGNORECASE
)
_FINDINGS = (
    DOCUMENTS
    | MESSAGES
    | word_set(
        "monitoring tests testing modelling modeling findings inquiry investigation calculations projections"
        " forecasts forecast filings accounts website"
    )
)
_MOST_SPEAKERS = 20  # looked at for a pronoun, the latest
_COURTESY = re.compile(r"(Mr|Ms|Mrs)\b")
_BESIDE = 30  # code points
_MOST_NAMES = 60  # looked at for a role
_MOST_PLACES = 3  # of a name, at which a role is looked for
_FEMALE = re.compile(
    r"\b(?:mrs|ms|spokeswoman|chairwoman|congresswoman|mother|daughter|sister|wife|queen|actress|woman|girl)\b",
    re.IGNORECASE,
)
_MALE = re.compile(
    r"\b(?:mr|spokesman|chairman|congressman|father|son|brother|husband|king|actor|man|boy)\b",
    re.IGNORECASE,
)
_OPENERS = word_set("last next who whose which monday tuesday wednesday thursday friday")
_NOT_FIRST_NAMES = (
    TITLES
    | PREPOSITIONS
    | CLAUSE_OPENERS
    | CONNECTIVES
    | DETERMINERS
    | PRONOUNS
    | ADVERBS
    | _OPENERS
)


class _Candidate(NamedTuple):
    """Somebody whom a pronoun may mean."""

    mention: Mention
    sort: Sort


@dataclass(slots=True)
class Claimants:
    """The claimants of one article, resolved in reading order."""

    text: str
    units: Sequence[Unit] = ()
    _full_names: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    _places: dict[str, list[Span]] = field(default_factory=dict)
    _speakers: list[_Candidate] = field(default_factory=list)
    _roles: dict[str, str | None] = field(default_factory=dict)
    _resolved: dict[Span, Mention | None] = field(default_factory=dict)
    _sorts: dict[str, Sort] = field(default_factory=dict)
    _reporters: Mention | None = None
    _subjects: Subjects = field(init=False)

    def __post_init__(self) -> None:
        self._subjects = Subjects(self.text, self.units)
        for match in _FULL_NAME.finditer(self.text):
            self._register(match.start(), match.group())

    def _register(self, place: int, printed: str) -> None:
        words = printed.removesuffix("'s").removesuffix("’s").split()
        first = 0
        while len(words) - first > 1 and words[first].lower() in _NOT_FIRST_NAMES:
            first += 1
        first += name_start(words[first:])
        if len(words) - first > 1:
            name = " ".join(words[first:])
            start = place + sum(len(word) + 1 for word in words[:first])
            self._full_names.setdefault(words[-1], []).append((start, name))
            places = self._places.setdefault(name, [])
            if len(places) < _MOST_PLACES:
                places.append(Span(start, start + len(name)))

    def resolve(self, source: Span, antecedent: Span | None = None) -> Mention | None:
        """The claimant whom the text from `source.start` to `source.end` means; None for an open pronoun or nobody.

        `antecedent` is what a relative pronoun stands for, where that is known.
        """
        if source not in self._resolved:
            self._resolved[source] = self._resolve(source, antecedent)
        return self._resolved[source]

    def _resolve(self, source: Span, antecedent: Span | None) -> Mention | None:
        if antecedent is not None:
            named = self.resolve(antecedent)
            return named and replace(named, start=source.start, end=source.end)
        owner = self._owner(source)
        if owner is not None:
            return self._meant(owner, source)
        described = _WHO_IS.search(self.text, source.start, source.end)
        source = self._without_relative_clause(source)
        printed = read_mention(source.of(self.text))
        if described is not None and printed.role is None:
            printed = replace(printed, role=described.group(1).strip(" ,"))
        if printed.sort is Sort.PRONOUN:
            return self._meant(printed.name.lower(), source)
        name, role, sort = self._named(printed, source)
        if not name:
            return None
        return self._remembered(Mention(name, role, source.start, source.end), sort)

    def _meant(self, pronoun: str, source: Span) -> Mention | None:
        """Whom a pronoun means that is printed at a place or says whose is what is printed there."""
        meant = self._referent(pronoun, source.start)
        if meant is None:
            return None
        named = replace(meant.mention, start=source.start, end=source.end)
        return self._remembered(named, meant.sort)

    def _owner(self, source: Span) -> str | None:
        """The pronoun that says whose a thing is that is nobody by itself: "its own monitoring", "her figures"."""
        thing = _OWN_THING.fullmatch(self.text, *source)
        if thing is None:
            return None
        nobody = thing[2] is not None and _sort_of_noun([thing[3].lower()]) is None
        return thing[1].lower() if nobody or thing[3].lower() in _FINDINGS else None

    def _without_relative_clause(self, source: Span) -> Span:
        clause = _RELATIVE_CLAUSE.search(self.text, source.start, source.end)
        return source if clause is None else Span(source.start, clause.start())

    def _named(self, named: Named, source: Span) -> tuple[str, str | None, Sort]:
        bare = source.of(self.text).lower()
        if bare == "the report" and self._reporters is not None:
            return self._reporters.name, self._reporters.role, Sort.SEVERAL
        role = bare.removeprefix("the ")
        if named.role is None and role != "report" and role.isalpha() and is_one_occupation(role):
            known = self._holder_of(role, source.start)
            if known is not None:
                return known.name, known.role, Sort.PERSON
        name = named.name
        if named.sort in {Sort.PERSON, Sort.SEVERAL}:
            courtesy = _COURTESY.match(source.of(self.text))
            name = " and ".join(
                self._full_name(part, source.start, courtesy and courtesy.group(1))
                for part in name.split(" and ")
            )
        return name, named.role or self._role_of(name), named.sort

    def _full_name(self, name: str, place: int, courtesy: str | None) -> str:
        """The full name behind a surname: the nearest before it, or the only one of the article behind it."""
        known = self._full_names.get(name)
        if known is None:
            return name
        index = bisect_left(known, (place, ""))
        if not index and (courtesy is not None or len({full for _, full in known}) > 1):
            return name
        start, full = known[index - 1 if index else 0]
        return name if self._is_other(start, full, courtesy) else full

    def _is_other(self, start: int, full: str, courtesy: str | None) -> bool:
        """Whether what stands beside a full name tells of a man where "Ms" is written, or of a woman for "Mr"."""
        against = {"Mr": _FEMALE, "Ms": _MALE, "Mrs": _MALE}.get(courtesy or "")
        beside = self.text[max(0, start - _BESIDE) : start + len(full) + _BESIDE]
        return against is not None and against.search(beside) is not None

    def _role_of(self, name: str) -> str | None:
        """The role that the article gives to a name wherever it mentions it first."""
        if name not in self._roles:
            places = self._places.get(name, [])
            roles = (role_beside(self.text, place) for place in places)
            self._roles[name] = next((role for role in roles if role is not None), None)
        return self._roles[name]

    def _holder_of(self, role_noun: str, place: int) -> Mention | None:
        """Who has a role that the article names alone, if it names one such person before `place`."""
        for mention, _ in reversed(self._speakers[-_MOST_SPEAKERS:]):
            if mention.role is not None and role_noun in mention.role.lower().split():
                return mention
        holders = [
            name
            for name in islice(self._places, _MOST_NAMES)
            if self._places[name][0].start < place
            and role_noun in (self._role_of(name) or "").lower().split()
        ]
        if len(holders) != 1:
            return None
        return Mention(holders[0], self._role_of(holders[0]), *self._places[holders[0]][0])

    def antecedent(self, pronoun: str, claim: FoundClaim) -> str | None:
        """The name of whom the pronoun at the start of a claim means, where that is plain.

        That is the claimant, if of the right sort, or the body for which the claimant speaks; of the narrator's words
        the subject of the sentence before.
        """
        wanted = _SORTS.get(pronoun, frozenset())
        if claim.claimant is not None:
            return self._own_name(claim.claimant, pronoun)
        if pronoun in _FIRST_PERSON:
            return None
        subject = next(self._introduced(claim.start), None)
        return subject.mention.name if subject is not None and subject.sort in wanted else None

    def _own_name(self, claimant: Mention, pronoun: str) -> str | None:
        """What a claimant means by a pronoun: "Sund Bank said it", "Ann Lee, head of Sund Bank, said it"."""
        wanted, name = _SORTS.get(pronoun, frozenset()), claimant.name
        sort = self._sort_of_claimant(name)
        if sort in wanted:
            return name
        if sort is not Sort.PERSON or Sort.BODY not in wanted:
            return None
        body = body_spoken_for(claimant.role or name)
        if pronoun in _FIRST_PERSON:
            return body
        body = body or (name if self._may_be_body(claimant) else None)
        return None if body is None or self._has_rival(claimant.start, body) else body

    def _sort_of_claimant(self, name: str) -> Sort | None:
        """What sort of claimant spoke; None for a document, in which "it" is what it is about."""
        sort, words = self._sorts.get(name), name.split()
        told = _sort_of_noun(words) if words else None
        if told is Sort.SEVERAL and name not in self._full_names:
            return Sort.SEVERAL
        if sort is not Sort.BODY:
            return sort
        head = next((at for at, word in enumerate(words) if word in PREPOSITIONS), len(words))
        document = bool(head) and words[head - 1] in DOCUMENTS | MESSAGES
        return None if document else told or sort

    def _may_be_body(self, mention: Mention) -> bool:
        """Whether a name of one word may be that of a body: nothing in the article says that it is a person's."""
        printed = self.text[mention.start : mention.end]
        if mention.role is not None or printed != mention.name:
            return False
        return may_name_body(mention.name) and mention.name not in self._full_names

    def _has_rival(self, place: int, body: str) -> bool:
        """Whether the sentence before is about something else that "it" can mean."""
        before = next(self._subjects.before(place), None)
        if before is None:
            return False
        named = read_mention(before.of(self.text))
        if named.name == body:
            return False
        return self._sort_of(named) not in {Sort.PERSON, Sort.SEVERAL}

    def _referent(self, pronoun: str, place: int) -> _Candidate | None:
        """The nearest before `place` that a pronoun of the third person can mean."""
        wanted = _SORTS.get(pronoun)
        if wanted is None or pronoun in _FIRST_PERSON:
            return None
        known = [*self._speakers[-_MOST_SPEAKERS:], *self._introduced(place)]
        known = [candidate for candidate in known if candidate.mention.start < place]
        known.sort(key=lambda candidate: candidate.mention.start, reverse=True)
        against = {"he": _FEMALE, "his": _FEMALE, "she": _MALE, "her": _MALE}.get(pronoun)
        for candidate in known:
            if candidate.sort not in wanted and not (
                pronoun in _OF_BODY and self._may_be_body(candidate.mention)
            ):
                continue
            if against is None or not against.search(self._printed(candidate)):
                return candidate
        return None

    def _printed(self, candidate: _Candidate) -> str:
        mention = candidate.mention
        return f"{mention.role or ''} {self.text[mention.start : mention.end][:LONGEST_MENTION]}"

    def _introduced(self, place: int) -> Iterator[_Candidate]:
        """The subjects of the sentences before `place` that people, bodies or several are."""
        for subject in self._subjects.before(place):
            named = read_mention(subject.of(self.text))
            sort = None if named.sort is Sort.PRONOUN else self._sort_of(named)
            if sort is not None:
                name, role, _ = self._named(named, subject)
                yield _Candidate(Mention(name, role, *subject), sort)

    def _sort_of(self, named: Named) -> Sort | None:
        """What sort of claimant the subject of a sentence can be; None for a thing."""
        if named.sort is Sort.SEVERAL:
            return Sort.SEVERAL
        words = named.name.split()
        if named.sort is Sort.PERSON:
            known = len(words) > 1 or named.role is not None or named.name in self._full_names
            return Sort.PERSON if known else None
        return _sort_of_noun(words)

    def _remembered(self, mention: Mention, sort: Sort) -> Mention:
        self._sorts[mention.name] = sort
        self._speakers.append(_Candidate(mention, sort))
        if mention.role is not None and self._roles.get(mention.name) is None:
            self._roles[mention.name] = mention.role
        return mention

    def remember_reporters(self, mention: Mention) -> None:
        """Keep who "reported" something, so that "the report" can mean them."""
        self._reporters = mention


def _sort_of_noun(words: list[str]) -> Sort | None:
    head = next((at for at, word in enumerate(words) if word.lower() in PREPOSITIONS), len(words))
    noun = words[head - 1].lower() if head else ""
    several = noun.endswith("s") and noun[:-1] in PERSON_NOUNS
    if several or noun in {"people", "families", "police"}:
        return Sort.SEVERAL
    if noun in PERSON_NOUNS or (noun not in BODY_NOUNS and is_one_occupation(noun)):
        return Sort.PERSON
    if is_occupation(noun):
        return Sort.SEVERAL
    return Sort.BODY if noun in BODY_NOUNS or (head and words[head - 1][0].isupper()) else None
