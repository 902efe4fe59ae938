"""The subjects of the sentences before a place: whom a pronoun can mean besides those who spoke."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from app.claims.reading.clauses import FARTHEST_VERB, sentence_subject
from app.claims.reading.sentences import Span
from app.claims.reading.units import Unit
from app.claims.reading.words import text_range, tokens_of

REACH = 3  # units; a pronoun seldom means the subject of a sentence farther back


@dataclass(slots=True)
class Subjects:
    """The subjects of an article's units; each is looked up when it is asked for."""

    text: str
    units: Sequence[Unit]
    _starts: list[int] = field(init=False)
    _known: dict[int, Span | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._starts = [unit.span.start for unit in self.units]

    def before(self, place: int) -> Iterator[Span]:
        """The subjects that end before `place`, nearest first."""
        last = bisect_right(self._starts, place) - 1
        for index in range(last, max(-1, last - REACH - 1), -1):
            if index not in self._known:
                self._known[index] = subject_of(self.text, self.units[index])
            subject = self._known[index]
            if subject is not None and subject.end <= place:
                yield subject


def subject_of(text: str, unit: Unit) -> Span | None:
    """The subject of the first sentence of a unit, with its apposition, if its verb is plain to see."""
    tokens = tokens_of(text, unit.span, unit.quotations, most=FARTHEST_VERB)
    subject = sentence_subject(tokens, len(tokens))
    return None if subject is None else text_range(tokens, subject)
