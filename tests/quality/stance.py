"""How well stances are judged, on pairs that are not part of the project."""

import gzip
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from time import process_time

from app.inference.pairs import StanceProbabilities

Judge = Callable[[Sequence[tuple[str, str]]], Sequence[StanceProbabilities]]

SCORER = "score_stance.py"
SETS = (
    "snli", "newprotocols", "scifact", "conjnli", "negated_mnli", "healthver", "climate_fever", "wice",
)  # fmt: skip
MEASURES = ("accuracy", "macro_f1", "two_way", "precision_at_10", "precision_at_20", "flips_at_20")
LARGEST_ECE = 0.10  # on every set
BARS = {
    ("snli", "accuracy"): 0.82,
    ("newprotocols", "macro_f1"): 0.72,
    ("scifact", "two_way"): 0.76,
    ("snli", "precision_at_20"): 0.98,
    ("newprotocols", "precision_at_20"): 0.92,
    ("scifact", "precision_at_20"): 0.93,
    ("negated_mnli", "precision_at_20"): 0.75,
    ("healthver", "precision_at_10"): 0.50,
    ("climate_fever", "precision_at_10"): 0.50,
}


def table(data: Path, scorer: Path, judge: Judge) -> Iterator[str]:
    """What a judge reaches on each set, line by line, with the bars that it misses."""
    yield f"  {'set':14} {'pairs':>5} {'a second':>8} " + " ".join(
        f"{name:>15}" for name in (*MEASURES, "ece")
    )
    for name in SETS:
        gold = data / f"dev_{name}.jsonl.gz"
        if not gold.exists():
            yield f"  {gold} is not there."
            continue
        found = measured(gold, scorer, judge)
        shown = " ".join(f"{_shown(found.get(each)):>15}" for each in (*MEASURES, "ece"))
        yield f"  {name:14} {found['n']:5.0f} {found['speed']:8.0f} {shown}"
        yield from missed(name, found)


def measured(gold: Path, scorer: Path, judge: Judge) -> dict[str, float]:
    """What the scorer says of a judge on one set; `speed` is in pairs a second of one core."""
    rows = [json.loads(line) for line in gzip.decompress(gold.read_bytes()).splitlines()]
    started = process_time()
    judged = judge([(row["premise"], row["hypothesis"]) for row in rows])
    seconds = process_time() - started
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(f"{json.dumps(asdict(each))}\n" for each in judged)
        file.flush()
        told = subprocess.run(
            [sys.executable, str(scorer), str(gold), file.name],
            capture_output=True,
            text=True,
            check=True,
        )
    return {"speed": len(rows) / seconds} | dict(_numbers(told.stdout))


def _numbers(told: str) -> Iterator[tuple[str, float]]:
    """The scorer's measures that are single numbers; others are intervals, or None."""
    for name, value in (line.split(maxsplit=1) for line in told.splitlines()):
        if value != "None" and not value.startswith("["):
            yield name, float(value)


def missed(name: str, found: dict[str, float]) -> Iterator[str]:
    """The bars that are missed on a set."""
    for (where, measure), bar in BARS.items():
        if where == name and measure not in found:
            yield f"    {measure} is not known: nothing was called supports or refutes"
        elif where == name and found[measure] < bar:
            yield f"    {measure} {found[measure]:.3f} is below {bar:.2f}"
    if found["ece"] > LARGEST_ECE:
        yield f"    ece {found['ece']:.3f} is above {LARGEST_ECE:.2f}"


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
