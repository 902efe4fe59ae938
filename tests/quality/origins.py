"""How well pairs of pieces of evidence are told to have one origin or two.

A piece is {"quote", "article_text", "byline", "source", "published_at"}, a pair {"first", "second", "same", "category"}.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.claims.reading.extraction import claims_by_rules
from app.evidence.holders import keys_of
from app.evidence.origins import origins_of
from app.evidence.passages import place_of_quote, speaker_at
from app.evidence.pieces import Saying
from app.evidence.wires import wire_credited

OPEN = Path(__file__).parent / "origins_open.jsonl"
CLOSED = Path(__file__).parent / "origins_closed.jsonl"

Piece = dict[str, Any]
Pair = dict[str, Any]


@dataclass(slots=True)
class OriginTally:
    """Pairs by truth and answer, right answers by category, and what went wrong in words."""

    answers: Counter[tuple[bool, bool]] = field(default_factory=Counter)
    pairs: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def count(self, pair: Pair, *, told_same: bool) -> None:
        """Count one answer."""
        category, right = pair["category"], pair["same"] == told_same
        self.answers[pair["same"], told_same] += 1
        self.pairs[category] += 1
        self.right[category] += right
        if not right:
            told = [f"{piece['quote']!r} ({saying(piece).origin})" for piece in sides(pair)]
            self.wrong.append(f"{category}, same {pair['same']}: {told[0]} and {told[1]}")

    @property
    def precision(self) -> float:
        """Of the pairs told to have one origin, the share that has."""
        found = self.answers[True, True]
        return found / max(1, found + self.answers[False, True])

    @property
    def recall(self) -> float:
        """Of the pairs that have one origin, the share that is told so."""
        found = self.answers[True, True]
        return found / max(1, found + self.answers[True, False])

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.precision * self.recall / max(1e-9, self.precision + self.recall)


def items(file: Path) -> list[Pair]:
    """The pairs of a file."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def sides(pair: Pair) -> tuple[Piece, Piece]:
    """The two pieces of a pair."""
    return pair["first"], pair["second"]


def saying(piece: Piece, seq: int = 1) -> Saying:
    """A piece of evidence with its origin, as the service finds it in the article."""
    text = piece["article_text"]
    place = place_of_quote(text, piece["quote"])
    speaker = speaker_at(claims_by_rules(text), place, text)
    wire = wire_credited(piece.get("byline"), text, [])
    quoted = speaker.origin if speaker else None
    origin = quoted or wire
    return Saying(
        seq=seq,
        quote=piece["quote"],
        text_sha256=text,
        origin=origin or piece["source"],
        is_stated=origin is not None,
        is_quoted=quoted is not None,
        published_at=piece.get("published_at"),
    )


def have_one_origin(one: Piece, other: Piece) -> bool:
    """Whether two pieces of evidence would count as one origin."""
    sayings = [saying(one, 1), saying(other, 2)]
    origins = origins_of(sayings)
    keys = keys_of(sayings, origins)
    return keys[origins[0]] == keys[origins[1]]


def measured(pairs: Iterable[Pair]) -> OriginTally:
    """How well the origins of pairs are told."""
    tally = OriginTally()
    for pair in pairs:
        tally.count(pair, told_same=have_one_origin(*sides(pair)))
    return tally


def table(tally: OriginTally) -> Iterator[str]:
    """Pairwise F1, and the share of right answers by category."""
    right, count = sum(tally.right.values()), sum(tally.pairs.values())
    yield (
        f"  pairwise F1 {tally.f1:.3f} (P {tally.precision:.3f}, R {tally.recall:.3f}),"
        f" right answers {right / count:.3f} ({right} of {count})"
    )
    for category in sorted(tally.pairs):
        right, count = tally.right[category], tally.pairs[category]
        yield f"  {category:24} {right / count:.3f} ({right} of {count})"
