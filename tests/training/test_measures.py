import numpy as np
import pytest

from app.training.measures import (
    average_precision,
    brier,
    calibration_error,
    threshold_below_which,
    weighted_f1,
)

LABELS = np.array([1.0, 0.0, 1.0, 0.0])
SCORES = np.array([0.9, 0.8, 0.7, 0.1])


def test_measures_are_those_of_a_small_example() -> None:
    assert average_precision(LABELS, SCORES) == pytest.approx((1 + 2 / 3) / 2)
    assert weighted_f1(LABELS, SCORES) == pytest.approx(0.5 * 0.8 + 0.5 * 2 / 3)
    assert brier(LABELS, SCORES) == pytest.approx((0.01 + 0.64 + 0.09 + 0.01) / 4)


def test_scores_in_one_tenth_are_compared_with_how_often_they_were_right() -> None:
    labels, scores = np.array([1.0, 0.0, 0.0, 1.0]), np.array([0.62, 0.68, 0.02, 1.0])

    assert calibration_error(labels, scores) == pytest.approx((2 * 0.15 + 0.02 + 0.0) / 4)


def test_a_threshold_is_as_high_as_the_share_below_it_allows() -> None:
    assert threshold_below_which(LABELS, SCORES, 0.9) == 0.1
    assert threshold_below_which(LABELS, SCORES, 0.6) == 0.8


def test_no_threshold_is_low_enough_where_the_lowest_score_is_worth_checking() -> None:
    assert threshold_below_which(np.array([1.0, 0.0]), np.array([0.1, 0.9]), 0.9) == 0.0
