"""Logistic regression with a penalty on large weights, by Newton's method."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.claims.trained_worthiness import probabilities

Floats = NDArray[np.float64]

STEPS = 30
NEAR_ENOUGH = 1e-6  # of a step; the weights are stored as float32


@dataclass(frozen=True, slots=True)
class Logistic:
    """A trained score: `weights` are float64[m]."""

    weights: Floats
    bias: float

    def probabilities(self, features: Floats) -> Floats:
        """The probability of the label 1 for each row of float64[n, m]."""
        return probabilities(features @ self.weights + self.bias)


@dataclass(frozen=True, slots=True)
class Examples:
    """Rows of features, float64[n, m], with their labels, 0 or 1 in float64[n]."""

    features: Floats
    labels: Floats

    def at(self, rows: NDArray[np.intp]) -> "Examples":
        """Some of the examples."""
        return Examples(self.features[rows], self.labels[rows])

    def __add__(self, other: "Examples") -> "Examples":
        return Examples(
            np.concatenate([self.features, other.features]),
            np.concatenate([self.labels, other.labels]),
        )


def fit(examples: Examples, freedom: float) -> Logistic:
    """The weights with the smallest loss; the penalty is their squared length divided by twice the `freedom`.

    The bias goes free. The problem is convex, so the result depends on the examples alone.
    """
    count, width = examples.features.shape
    if count < width:  # the best weights are a mixture of the examples: there are fewer to find
        basis, mixtures = np.linalg.qr(examples.features.T)
        mixed = _newton(Examples(mixtures.T, examples.labels), freedom)
        return Logistic(basis @ mixed.weights, mixed.bias)
    return _newton(examples, freedom)


def _newton(examples: Examples, freedom: float) -> Logistic:
    rows = np.concatenate([examples.features, np.ones((len(examples.labels), 1))], axis=1)
    penalty = np.full(rows.shape[1], 1 / freedom)
    penalty[-1] = 0
    weights = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        chances = probabilities(rows @ weights)
        slope = rows.T @ (chances - examples.labels) + penalty * weights
        bend = (rows.T * (chances * (1 - chances))) @ rows + np.diag(penalty)
        step = np.linalg.solve(bend, slope)
        weights -= step
        if np.abs(step).max() < NEAR_ENOUGH:
            break
    return Logistic(weights[:-1], float(weights[-1]))
