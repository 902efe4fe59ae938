from math import e

import numpy as np
import pytest

from app.training.logistic import Examples, fit


def test_a_fit_finds_the_chance_of_either_label() -> None:
    features = np.array([[0.0], [0.0], [0.0], [0.0], [1.0], [1.0], [1.0], [1.0]])
    labels = np.array([0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 0.0])

    trained = fit(Examples(features, labels), freedom=1e6)

    assert trained.probabilities(np.array([[0.0], [1.0]])) == pytest.approx([0.25, 0.75], abs=1e-4)


def test_the_penalty_holds_a_weight_back_where_the_slope_of_the_loss_equals_it() -> None:
    apart = Examples(np.array([[1.0], [-1.0]]), np.array([1.0, 0.0]))

    trained = fit(apart, freedom=(1 + e) / 2)  # w / freedom = 2 / (1 + exp(w)) at w = 1

    assert trained.weights == pytest.approx([1.0])
    assert trained.bias == pytest.approx(0.0)


def test_the_bias_goes_free_of_the_penalty() -> None:
    alike = Examples(np.zeros((4, 1)), np.array([1.0, 1.0, 1.0, 0.0]))

    trained = fit(alike, freedom=1e-6)

    assert trained.probabilities(np.zeros((1, 1))) == pytest.approx([0.75])


def test_examples_with_more_features_than_there_are_examples_are_told_apart() -> None:
    features = np.random.default_rng(0).normal(size=(12, 40))
    labels = np.array([0.0, 1.0] * 6)

    wide = fit(Examples(features, labels), freedom=2.0)

    twice = fit(Examples(np.tile(features, (4, 1)), np.tile(labels, 4)), freedom=0.5)
    assert wide.weights == pytest.approx(twice.weights, abs=1e-6), "the same loss, in full"
    assert ((wide.probabilities(features) > 0.5) == labels).all()
