"""What the reader attributes in articles, as predictions in the form of PolNeAR: one for each act of saying."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.claims.reading.attribution import Attribution
from app.claims.reading.sentences import Span
from app.claims.reading.speech import attributions
from app.claims.reading.units import units_of

REACH = 4  # acts of saying


@dataclass(slots=True)
class Saying:
    """One act of saying with all its parts: "…," said Lee. "…"."""

    first: Attribution
    content: list[Span] = field(default_factory=list)

    def as_prediction(self) -> dict[str, object]:
        """What the scorer reads."""
        cue, source = self.first.cue, self.first.source
        return {
            "content": [list(part) for part in self.content],
            "speaker": None if source is None else list(source),
            "cue": None if cue is None else [list(cue)],
        }


def predictions(text: str) -> list[dict[str, object]]:
    """What the reader attributes in a text, for the scorer."""
    found = attributions(text, list(units_of(text)))
    return [saying.as_prediction() for saying in sayings(text, found)]


def sayings(text: str, found: Sequence[Attribution]) -> list[Saying]:
    """Attributions with one cue, and quotations that go on in the same paragraph, as one act of saying each."""
    made: list[Saying] = []
    for attribution in found:
        current = next(
            (each for each in reversed(made[-REACH:]) if _goes_on(text, each, attribution)), None
        )
        if current is None:
            made.append(Saying(attribution, [attribution.content]))
        else:
            current.content.append(attribution.content)
    return made


def _goes_on(text: str, saying: Saying, attribution: Attribution) -> bool:
    if attribution.cue is not None:
        return attribution.cue == saying.first.cue and attribution.source == saying.first.source
    between = text[saying.content[-1].end : attribution.content.start]
    return (
        attribution.continues and "\n" not in between and attribution.source == saying.first.source
    )
