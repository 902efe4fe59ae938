import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import typer
from typer.testing import CliRunner

from app.claims.trained_worthiness import TrainedCheckWorthiness
from app.errors import Invalid
from app.training import check_worthiness
from app.training.check_worthiness import read_examples
from app.training.logistic import Examples, fit
from app.training.measures import (
    average_precision,
    brier,
    calibration_error,
    threshold_below_which,
    weighted_f1,
)
from tests.encoders import shipped_encoder

PLACES = ("Orrin", "Lindow", "Hesk", "Tarn", "Saltmere")


def _labels(file: Path, rows: Sequence[tuple[str, int]]) -> Path:
    lines = (json.dumps({"text": text, "label": label}) for text, label in rows)
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def _own_labels(folder: Path) -> Path:
    facts = [(f"{place} lost {n} jobs in {1980 + n}.", 1) for n in range(10) for place in PLACES]
    moods = [(f"I so love {place}, day {n} or not.", 0) for n in range(10) for place in PLACES]
    return _labels(folder / "labels.jsonl", facts + moods)


def _train(labels: Path, out: Path) -> str:
    app = typer.Typer()
    app.command()(check_worthiness.main)
    result = CliRunner().invoke(app, [str(labels), "--out", str(out)])
    assert result.exit_code == 0, result.output
    return result.output


def test_a_newsroom_trains_on_its_own_labels(tmp_path: Path) -> None:
    told = _train(_own_labels(tmp_path), tmp_path / "own")
    _train(_own_labels(tmp_path), tmp_path / "again")

    assert "100 sentences, 50.0% worth checking" in told
    assert "average precision          1.0000" in told
    worth = TrainedCheckWorthiness(tmp_path / "own", shipped_encoder())
    fact, mood = worth(["Wexmoor lost 7 jobs in 1999.", "I so love Wexmoor, day or night."])
    assert fact > 0.7
    assert mood < 0.3
    one, two = (tmp_path / name / "weights.npz" for name in ("own", "again"))
    assert one.read_bytes() == two.read_bytes(), "the same labels give the same weights"


def test_a_line_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    file = tmp_path / "labels.jsonl"
    file.write_text('{"text": "It rained.", "label": 1}\n{"label": 0}\n', encoding="utf-8")

    with pytest.raises(Invalid, match="line 2"):
        read_examples(file, shipped_encoder())


def test_too_few_labels_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="fewer than 20"):
        read_examples(_labels(tmp_path / "few.jsonl", [("It rained.", 1)]), shipped_encoder())


def test_measures_are_those_of_a_small_example() -> None:
    labels = np.array([1.0, 0.0, 1.0, 0.0])
    scores = np.array([0.9, 0.8, 0.7, 0.1])

    assert average_precision(labels, scores) == pytest.approx((1 + 2 / 3) / 2)
    assert weighted_f1(labels, scores) == pytest.approx(0.5 * 0.8 + 0.5 * 2 / 3)
    assert brier(labels, scores) == pytest.approx((0.01 + 0.64 + 0.09 + 0.01) / 4)
    assert calibration_error(labels, scores) == pytest.approx((0.1 + 0.8 + 0.3 + 0.1) / 4)
    assert threshold_below_which(labels, scores, 0.9) == 0.1
    assert threshold_below_which(labels, scores, 0.6) == 0.8


def test_no_threshold_is_low_enough_where_the_lowest_score_is_worth_checking() -> None:
    assert threshold_below_which(np.array([1.0, 0.0]), np.array([0.1, 0.9]), 0.9) == 0.0


def test_a_fit_finds_the_chance_of_either_label() -> None:
    features = np.array([[0.0], [0.0], [0.0], [0.0], [1.0], [1.0], [1.0], [1.0]])
    labels = np.array([0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 0.0])

    trained = fit(Examples(features, labels), freedom=1e6)

    assert trained.probabilities(np.array([[0.0], [1.0]])) == pytest.approx([0.25, 0.75], abs=1e-4)
