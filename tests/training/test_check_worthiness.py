import json
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from app.claims.trained_worthiness import TrainedCheckWorthiness
from app.errors import Invalid
from app.training import check_worthiness
from app.training.check_worthiness import read_examples
from tests.encoders import shipped_encoder

PLACES = ("Orrin", "Lindow", "Hesk", "Tarn", "Saltmere")


def _labels(file: Path, rows: Sequence[tuple[str, int]]) -> Path:
    lines = (json.dumps({"text": text, "label": label}) for text, label in rows)
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def _own_labels(folder: Path) -> Path:
    facts = [(f"{place} lost {n} jobs in {1980 + n}.", 1) for n in range(20) for place in PLACES]
    moods = [(f"I so love {place}, day {n} or not.", 0) for n in range(20) for place in PLACES]
    return _labels(folder / "labels.jsonl", facts + moods)


def _train(labels: Path, out: Path) -> str:
    app = typer.Typer()
    app.command()(check_worthiness.main)
    result = CliRunner().invoke(app, [str(labels), "--out", str(out)])
    assert result.exit_code == 0, result.output
    return result.output


def test_a_newsroom_trains_on_its_own_labels(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check_worthiness, "FREEDOMS", (1.0, 4.0))  # each one more takes seconds

    told = _train(_own_labels(tmp_path), tmp_path / "own")
    _train(_own_labels(tmp_path), tmp_path / "again")

    assert "200 sentences, 50.0% worth checking" in told
    for measure in ("average precision", "weighted F1", "Brier score", "calibration error"):
        assert re.search(rf"^{measure}.* [01]\.\d{{4}}$", told, re.MULTILINE)
    assert "average precision          1.0000" in told
    assert re.search(r"^90% not worth checking below 0\.\d{4}, ", told, re.MULTILINE)
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
