import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from app.inference.pairs import LONG_PAIR, USUAL_PAIR, Calibration, PairClassifier
from app.training.calibration import Judgements, best_calibration, threshold_for
from app.training.pairs import Pair
from tests.classifiers import write_classifier

SUPPORTS, REFUTES, NEUTRAL = range(3)


def judgements(
    chances: Sequence[Sequence[float]],
    right: Sequence[int],
    source: str = "coast",
    tokens: int = USUAL_PAIR,
    *,
    negated: bool = False,
) -> Judgements:
    count = len(right)
    return Judgements(
        np.array(chances),
        np.array(right),
        np.full(count, tokens),
        np.array([source] * count),
        np.full(count, negated),
    )


def often_right(
    hits: int,
    of: int,
    source: str = "coast",
    tokens: int = USUAL_PAIR,
    *,
    negated: bool = False,
) -> Judgements:
    """Sure each time, and right in some of the cases, of each of two stances in as many."""
    wrong = of - hits
    return judgements(
        [[0.98, 0.01, 0.01]] * of + [[0.01, 0.98, 0.01]] * of,
        [SUPPORTS] * hits + [REFUTES] * wrong + [REFUTES] * hits + [SUPPORTS] * wrong,
        source,
        tokens,
        negated=negated,
    )


def both(one: Judgements, other: Judgements) -> Judgements:
    return Judgements(
        np.concatenate([one.chances, other.chances]),
        np.concatenate([one.right, other.right]),
        np.concatenate([one.tokens, other.tokens]),
        np.concatenate([one.sources, other.sources]),
        np.concatenate([one.negated, other.negated]),
    )


def test_pairs_are_judged_with_their_stance_and_source(tmp_path: Path) -> None:
    folder = write_classifier(
        tmp_path, ("neutral", "supports", "refutes"), ("ignores", "backs", "counters")
    )
    pairs = [Pair("tide", "backs", "supports", "coast"), Pair("tide", "ignores", "refutes", "hill")]

    judged = Judgements.of(PairClassifier(folder), pairs)

    assert judged.chances.argmax(axis=1).tolist() == [SUPPORTS, NEUTRAL]
    assert judged.right.tolist() == [SUPPORTS, REFUTES]
    assert judged.hits.tolist() == [1, 0]
    assert judged.from_sources(["hill"]).right.tolist() == [REFUTES]


def test_a_temperature_flattens_probabilities_as_it_flattens_logits() -> None:
    logits = np.array([2.0, 0.5, -1.0])
    plain, warm = (np.exp(each) / np.exp(each).sum() for each in (logits, logits / 1.7))

    [found] = judgements([plain], [SUPPORTS]).at(Calibration(temperature=1.7)).chances

    assert found == pytest.approx(warm)


def test_at_the_best_temperature_a_network_believes_itself_as_often_as_it_is_right() -> None:
    too_sure = often_right(75, of=100)

    calibrated = too_sure.at(best_calibration(too_sure))

    assert calibrated.chances.max(axis=1).mean() == pytest.approx(0.75, abs=0.15)
    assert calibrated.calibration_error < too_sure.calibration_error
    assert calibrated.surprise < too_sure.surprise


def test_what_was_learned_from_does_not_make_the_network_promise_more() -> None:
    seen, unseen = often_right(990, of=1_000), often_right(60, of=100, source="fm2")

    assert best_calibration(both(seen, unseen)) == best_calibration(unseen)


def test_each_group_of_unseen_sources_weighs_the_same() -> None:
    many, few = (
        often_right(900, of=1_000, source="fm2"),
        often_right(6, of=10, source="fever_symmetric"),
    )

    together = best_calibration(both(many, few)).temperature

    pooled = best_calibration(often_right(906, of=1_010)).temperature
    assert pooled < together < best_calibration(few).temperature


def test_where_long_pairs_are_believed_too_much_the_temperature_grows_with_length() -> None:
    short = often_right(95, of=100)
    long = often_right(60, of=100, tokens=LONG_PAIR)

    found = best_calibration(both(short, long))

    assert found.growth > 0.2
    assert found.at(LONG_PAIR) > 1.1 * found.at(USUAL_PAIR)
    assert best_calibration(short).growth == 0


def test_where_negated_pairs_are_believed_too_much_theirs_is_a_higher_temperature() -> None:
    plain = often_right(95, of=100)
    negated = often_right(60, of=100, negated=True)

    found = best_calibration(both(plain, negated))

    assert found.negated > 1.5
    assert best_calibration(plain).negated == 1


def test_each_stance_weighs_the_same_however_many_pairs_have_it() -> None:
    neutral = judgements([[0.01, 0.01, 0.98]] * 900, [NEUTRAL] * 900)
    sided = often_right(30, of=50)

    found = best_calibration(both(neutral, sided))

    assert found.temperature > best_calibration(both(neutral, often_right(45, of=50))).temperature
    assert (
        found.temperature
        == best_calibration(
            both(judgements([[0.01, 0.01, 0.98]] * 9, [NEUTRAL] * 9), sided)
        ).temperature
    )


def test_surprise_and_calibration_error_of_known_cases() -> None:
    half = judgements([[0.5, 0.3, 0.2], [0.5, 0.3, 0.2]], [SUPPORTS, REFUTES])
    sure = judgements([[0.9, 0.1, 0.0], [0.1, 0.0, 0.9]], [SUPPORTS, SUPPORTS])

    assert half.surprise == pytest.approx(-(math.log(0.5) + math.log(0.3)) / 2)
    assert half.calibration_error == pytest.approx(0)
    assert sure.calibration_error == pytest.approx(0.4)


def test_the_threshold_is_the_smallest_that_keeps_the_precision() -> None:
    judged = judgements(
        [[0.9, 0.1, 0], [0.2, 0.8, 0], [0.7, 0.2, 0.1], [0.6, 0.4, 0], [0, 0, 1]],
        [SUPPORTS, REFUTES, NEUTRAL, SUPPORTS, SUPPORTS],
    )

    assert threshold_for(judged, 1.0) == 0.8
    assert threshold_for(judged, 0.75) == 0.6
    assert threshold_for(judged, 0.9) == 0.8


def test_without_a_threshold_that_keeps_the_precision_nothing_is_certain_enough() -> None:
    assert threshold_for(judgements([[0.9, 0.1, 0]], [REFUTES]), 0.5) == 1.0
