"""What to believe of a network's probabilities, learned on pairs that it did not learn from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from app.inference.pairs import STANCES, Calibration, PairClassifier, negates
from app.training.pairs import NEWS, UNSEEN, Pair

Floats = NDArray[np.float64]

TEMPERATURES = np.geomspace(0.2, 5, 163)  # two in a hundred apart
GROWTHS = np.linspace(0, 0.6, 13)
FACTORS = np.linspace(1, 3, 11)  # where one of the texts negates
SMALLEST = 1e-9
BINS = 10


@dataclass(frozen=True, slots=True)
class Judgements:
    """Probabilities of the stances, float64[n, 3], with the right one's place, and the pair's length and source.

    `negated` is whether one of its texts negates.
    """

    chances: Floats
    right: NDArray[np.intp]
    tokens: NDArray[np.intp]
    sources: NDArray[np.str_]
    negated: NDArray[np.bool_]

    @classmethod
    def of(cls, classifier: PairClassifier, pairs: Sequence[Pair]) -> "Judgements":
        """Judge pairs whose stance is known."""
        judged = classifier.judge([(pair.premise, pair.hypothesis) for pair in pairs])
        return cls(
            np.array([[each.supports, each.refutes, each.neutral] for each in judged]),
            np.array([STANCES.index(pair.label) for pair in pairs]),
            np.array([classifier.tokens(pair.premise, pair.hypothesis) for pair in pairs]),
            np.array([pair.source for pair in pairs]),
            np.array([negates(pair.premise, pair.hypothesis) for pair in pairs]),
        )

    def at(self, calibration: Calibration) -> "Judgements":
        """What uncalibrated judgements become with a calibration."""
        temperatures = calibration.at(self.tokens, self.negated)
        powers = np.maximum(self.chances, SMALLEST) ** (1 / temperatures[:, None])
        return replace(self, chances=powers / powers.sum(axis=1, keepdims=True))

    def from_sources(self, names: Sequence[str]) -> "Judgements":
        """The judgements of pairs from some sources."""
        return self._at_rows(np.isin(self.sources, names))

    @property
    def by_stance(self) -> "list[Judgements]":
        """The judgements of the pairs of each stance that there is, apart."""
        return [self._at_rows(self.right == place) for place in np.unique(self.right)]

    def _at_rows(self, rows: NDArray[np.bool_]) -> "Judgements":
        return Judgements(
            self.chances[rows],
            self.right[rows],
            self.tokens[rows],
            self.sources[rows],
            self.negated[rows],
        )

    @property
    def hits(self) -> Floats:
        """1 where the most probable stance is the right one, float64[n]."""
        hits: Floats = (self.chances.argmax(axis=1) == self.right).astype(np.float64)
        return hits

    @property
    def surprise(self) -> float:
        """The mean surprise at the right stances, in nats; smaller is better."""
        chances = self.chances[np.arange(len(self.right)), self.right]
        return float(-np.log(np.maximum(chances, SMALLEST)).mean())

    @property
    def calibration_error(self) -> float:
        """How far the greatest probability is from being right, on average over ten ranges of it (ECE)."""
        best = self.chances.max(axis=1)
        bins = np.minimum((best * BINS).astype(int), BINS - 1)
        gaps = [abs((self.hits - best)[bins == place].sum()) for place in range(BINS)]
        return float(sum(gaps) / len(best))


def best_calibration(held: Judgements) -> Calibration:
    """The calibration with the least surprise on the sources that were never seen.

    Each group of sources weighs the same, and in it each stance: nobody knows how many of the passages that a newsroom
    finds take no side, and a network that is mostly right on those is not to be believed more on the others. On sources
    that it learned from, a network is right more often than elsewhere; calibrated on them it would promise too much.
    Where all sources are known, all pairs held out count but those that come with the service.
    """
    given = [source for source in set(held.sources) if source != NEWS]
    groups = [part for part in map(held.from_sources, UNSEEN) if len(part.right)]
    groups = groups or [held.from_sources(given)]
    parts = [group.by_stance for group in groups]

    def surprise(calibration: Calibration) -> float:
        return sum(
            float(np.mean([part.at(calibration).surprise for part in group])) for group in parts
        )

    best, last = Calibration(), None
    while best != last:
        last = best
        for tried in (_temperatures, _growths, _factors):
            best = min(tried(best), key=surprise)
    return best


def _temperatures(near: Calibration) -> list[Calibration]:
    return [near.model_copy(update={"temperature": round(float(t), 3)}) for t in TEMPERATURES]


def _growths(near: Calibration) -> list[Calibration]:
    return [near.model_copy(update={"growth": round(float(growth), 3)}) for growth in GROWTHS]


def _factors(near: Calibration) -> list[Calibration]:
    return [near.model_copy(update={"negated": round(float(factor), 3)}) for factor in FACTORS]


def threshold_for(held: Judgements, precision: float) -> float:
    """The smallest probability from which supports and refutes are right at least so often; 1 where none is."""
    sided = held.chances.argmax(axis=1) != STANCES.index("neutral")
    order = np.flatnonzero(sided)[np.argsort(-held.chances.max(axis=1)[sided], kind="stable")]
    right = np.cumsum(held.hits[order]) / np.arange(1, len(order) + 1)
    fitting = np.flatnonzero(right >= precision)
    return float(held.chances.max(axis=1)[order][fitting[-1]]) if len(fitting) else 1.0
