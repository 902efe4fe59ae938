"""How well stances are told on hand-made pairs of a passage and a claim.

A pair is {"passage", "claim", "stance", "denial", "category"} and optionally "speaker", "published_at", "claimed_at".
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from app.claims.reading.extraction import claims_by_rules
from app.evidence.passages import Place
from app.evidence.stance import NO_OPINION, Judgement, Probabilities, judge
from app.evidence.telling import JudgedClaim, JudgedPassage, said_in
from app.evidence.vocabulary import Stance
from app.inference.pairs import StanceProbabilities
from app.search.vectors import Vectors

OPEN = Path(__file__).parent / "pairs_open.jsonl"
CLOSED = Path(__file__).parent / "pairs_closed.jsonl"

Pair = dict[str, Any]
Classifier = Callable[[Sequence[tuple[str, str]]], Sequence[Probabilities]]
"""Probabilities for pairs of a passage and a claim, in order."""


def rules_alone(pairs: Sequence[tuple[str, str]]) -> list[Probabilities]:
    """Of a classifier that is not there."""
    return [NO_OPINION for _ in pairs]


@dataclass(slots=True)
class StanceTally:
    """Counts by category ("" for all): pairs, right answers, stances given, and those given rightly."""

    pairs: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    calls: Counter[str] = field(default_factory=Counter)
    right_calls: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def count(self, pair: Pair, judgement: Judgement) -> None:
        """Count one judgement."""
        right = judgement.stance == pair["stance"]
        called = judgement.stance is not Stance.NEUTRAL
        for category in ("", pair.get("category", "other")):
            self.pairs[category] += 1
            self.right[category] += right
            self.calls[category] += called
            self.right_calls[category] += right and called
        if called and "denial" in pair and pair["stance"] == judgement.stance == "refutes":
            self.pairs["denial told"] += 1
            self.right["denial told"] += judgement.denial == bool(pair["denial"])
        if not right:
            reasons = ", ".join(judgement.reasons)
            self.wrong.append(
                f"{judgement.stance} for {pair['stance']} ({reasons}):"
                f" {pair['passage']!r} on {pair['claim']!r}"
            )


def items(file: Path) -> list[Pair]:
    """The pairs of a file."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def measured(
    pairs: Sequence[Pair],
    classify: Classifier = rules_alone,
    encode: Callable[[Sequence[str]], Vectors] | None = None,
) -> StanceTally:
    """How well the stances of pairs are told; with `encode` the nearness of their meanings is known."""
    tally = StanceTally()
    voices = classify([(pair["passage"], pair["claim"]) for pair in pairs])
    for pair, voice in zip(pairs, voices, strict=True):
        cosine = None
        if encode is not None:
            passage, claim = encode([pair["passage"], pair["claim"]])
            cosine = float(passage @ claim)
        tally.count(pair, judged(pair, voice, cosine))
    return tally


def judged(pair: Pair, voice: Probabilities, cosine: float | None = None) -> Judgement:
    """What the service says about a pair."""
    claim = JudgedClaim(pair["claim"], _day(pair.get("claimed_at")))
    return judge(passage_of(pair), claim, voice, cosine)


def passage_of(pair: Pair) -> JudgedPassage:
    """A pair's passage as the service reads it."""
    text = pair["passage"]
    said = said_in(claims_by_rules(text), Place(0, len(text)))
    return JudgedPassage(text, said, _day(pair.get("published_at")))


def shipped(
    classify: Classifier,
) -> Callable[[Sequence[tuple[str, str]]], list[StanceProbabilities]]:
    """What the service says of pairs of a passage and a claim, rules and classifier together, as probabilities."""

    def judge_all(found: Sequence[tuple[str, str]]) -> list[StanceProbabilities]:
        voices = classify(found)
        return [
            _as_probabilities(judged({"passage": passage, "claim": claim}, voice), voice)
            for (passage, claim), voice in zip(found, voices, strict=True)
        ]

    return judge_all


def _as_probabilities(judgement: Judgement, voice: Probabilities) -> StanceProbabilities:
    """A stance with its probability, the rest shared; silence is neutral, at least as probable as the sides together."""
    if judgement.stance is Stance.NEUTRAL:
        sides = voice.supports + voice.refutes
        share = min(1.0, 0.5 / sides) if sides else 1.0
        supports, refutes = voice.supports * share, voice.refutes * share
        return StanceProbabilities(supports, refutes, 1 - supports - refutes)
    rest = (1 - judgement.p) / 2
    if judgement.stance is Stance.SUPPORTS:
        return StanceProbabilities(judgement.p, rest, rest)
    return StanceProbabilities(rest, judgement.p, rest)


def _day(moment: str | None) -> date | None:
    return None if not moment else datetime.fromisoformat(moment).date()


def table(tally: StanceTally) -> Iterator[str]:
    """Precision of calls and share of right answers, over all and by category."""
    for category in sorted(tally.pairs):
        yield f"  {category or 'all pairs':24} {_shares(tally, category)}"


def _shares(tally: StanceTally, category: str) -> str:
    right, count = tally.right[category], tally.pairs[category]
    told = f"right answers {right / count:.3f} ({right} of {count})"
    calls = tally.calls[category]
    if not calls:
        return told
    good = tally.right_calls[category]
    return f"{told}, precision of calls {good / calls:.3f} ({good} of {calls})"


def wrong(tally: StanceTally) -> Iterable[str]:
    """What was told wrongly, in words."""
    return tally.wrong
