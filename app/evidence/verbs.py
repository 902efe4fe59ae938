"""The verbs of a sentence, as far as the form of a word tells one."""

import re
from dataclasses import dataclass
from functools import lru_cache

from app.claims.reading.lexicon import AUXILIARIES, DETERMINERS, IRREGULAR_PASTS
from app.evidence.opposites import sides_of
from app.evidence.phrases import is_irregular_verb
from app.evidence.propositions import Proposition, stem_of

_TOKEN = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb: its stem, the sides of opposites that it is on, and its place in the text."""

    stem: str
    sides: frozenset[int]
    start: int
    end: int

    def is_in(self, other: Proposition) -> bool:
        """Whether another text has it, or a word of the same meaning."""
        return self.stem in other.stems or not self.sides.isdisjoint(other.sides)

    def is_like(self, other: "Verb") -> bool:
        """Whether two verbs say the same."""
        return self.stem == other.stem or not self.sides.isdisjoint(other.sides)


def is_verb_form(token: str) -> bool:
    """Whether a word in lower case is a form that only verbs have, or one of the irregular ones of verbs."""
    return token.endswith("ed") or token in IRREGULAR_PASTS or is_irregular_verb(token)


@lru_cache(maxsize=4096)
def verbs_in(text: str) -> tuple[Verb, ...]:
    """The verbs of a text in reading order, without auxiliaries and participles behind an article: "the lost medal"."""
    found, before = [], ""
    for match in _TOKEN.finditer(text):
        token = match.group().lower()
        main = is_verb_form(token) and token not in AUXILIARIES
        if main and before not in DETERMINERS:
            found.append(Verb(stem_of(token), sides_of(token), *match.span()))
        before = token
    return tuple(found)
