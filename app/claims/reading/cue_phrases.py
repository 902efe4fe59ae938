"""A cue in its sentence: the verb or noun that attributes, with the phrase that is its subject."""

from enum import StrEnum
from typing import NamedTuple

from app.claims.reading.lexicon import Complement, Sense
from app.claims.reading.words import Phrase


class Place(StrEnum):
    """Where the subject of a cue stands."""

    SUBJECT_BEFORE = "subject before"
    SUBJECT_AFTER = "subject after"
    SUBJECT_ELIDED = "subject elided"


class CuePhrase(NamedTuple):
    """A cue in its sentence.

    `boundary` is the first token and `end` the token behind the whole attribution phrase (subject and verb, with the
    person told). `coordinate` says that the content of an earlier cue ends where this one starts.
    """

    verb: Phrase
    subject: Phrase | None
    place: Place
    boundary: int
    end: int
    sense: Sense
    complement: Complement
    topics: frozenset[str] = frozenset()
    negated: bool = False
    hedged: bool = False
    coordinate: bool = False
    opens_sentence: bool = False
    antecedent: Phrase | None = None
    noun: bool = False

    @property
    def elided(self) -> bool:
        """Whether the subject is that of the cue before ("…, adding that")."""
        return self.place is Place.SUBJECT_ELIDED
