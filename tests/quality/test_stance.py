import gzip
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from app.inference.pairs import StanceProbabilities
from tests.quality.stance import measured, missed, table

SCORER = """
import json, sys
rows = [json.loads(line) for line in open(sys.argv[2])]
right = sum(row["supports"] > 0.5 for row in rows)
print("n", len(rows))
print("accuracy", right / len(rows))
print("two_way", None)
print("interval_at_20", [0.1, 0.2])
print("precision_at_20", 0.97)
print("ece", 0.2)
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "scorer.py").write_text(SCORER, "utf-8")
    rows = [
        {"premise": "The tide rose.", "hypothesis": claim, "label": "supports"}
        for claim in ("It rose.", "It fell.")
    ]
    lines = "\n".join(json.dumps(row) for row in rows)
    (tmp_path / "dev_snli.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
    return tmp_path


def rising(pairs: Sequence[tuple[str, str]]) -> list[StanceProbabilities]:
    return [
        StanceProbabilities(0.9, 0.1, 0) if "rose" in claim else StanceProbabilities(0.1, 0.9, 0)
        for _, claim in pairs
    ]


def test_a_judge_is_measured_by_what_the_scorer_says(data: Path) -> None:
    found = measured(data / "dev_snli.jsonl.gz", data / "scorer.py", rising)

    assert found.pop("speed") > 0
    assert found == {"n": 2, "accuracy": 0.5, "precision_at_20": 0.97, "ece": 0.2}


def test_the_table_names_the_bars_that_are_missed_and_the_sets_that_are_not_there(
    data: Path,
) -> None:
    lines = list(table(data, data / "scorer.py", rising))

    assert "    accuracy 0.500 is below 0.82" in lines
    assert "    precision_at_20 0.970 is below 0.98" in lines
    assert "    ece 0.200 is above 0.10" in lines
    assert f"  {data / 'dev_wice.jsonl.gz'} is not there." in lines


def test_what_reaches_the_bars_misses_none() -> None:
    assert not list(missed("snli", {"accuracy": 0.82, "precision_at_20": 0.98, "ece": 0.1}))
