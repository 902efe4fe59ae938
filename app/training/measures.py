"""How good scores are beside the judgement of people."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

BINS = 10


def average_precision(labels: Floats, scores: Floats) -> float:
    """The mean precision over the places of the positives, best scores first."""
    hits = labels[np.argsort(-scores, kind="stable")]
    precision = np.cumsum(hits) / np.arange(1, len(hits) + 1)
    return float(precision[hits == 1].mean())


def weighted_f1(labels: Floats, scores: Floats, threshold: float = 0.5) -> float:
    """F1 of either class at a threshold, weighted by how many there are."""
    chosen = scores >= threshold
    total = 0.0
    for is_class, says_class in ((labels == 1, chosen), (labels == 0, ~chosen)):
        right = 2 * (is_class & says_class).sum()
        total += is_class.mean() * right / max(1, is_class.sum() + says_class.sum())
    return float(total)


def brier(labels: Floats, scores: Floats) -> float:
    """The mean squared distance between probability and label; smaller is better."""
    return float(np.square(scores - labels).mean())


def calibration_error(labels: Floats, scores: Floats) -> float:
    """How far probabilities are from frequencies, on average over ten ranges of the probability (ECE)."""
    bins = np.minimum((scores * BINS).astype(int), BINS - 1)
    gaps = [
        (bins == place).mean() * abs(scores[bins == place].mean() - labels[bins == place].mean())
        for place in np.unique(bins)
    ]
    return float(sum(gaps))


def threshold_below_which(labels: Floats, scores: Floats, negatives: float) -> float:
    """The largest score such that at least this share of the sentences below it are labelled 0."""
    order = np.argsort(scores, kind="stable")
    share = np.cumsum(1 - labels[order]) / np.arange(1, len(labels) + 1)
    fitting = np.flatnonzero(share >= negatives)
    return float(scores[order][fitting[-1]]) if len(fitting) else 0.0
