"""Prints how well the service reads: `make quality`.

The hand-made items are here, in two halves. Rules are made on the open half; the closed half, which nobody who changes a
rule reads or measures, says how well they do on what they have not seen. It is measured only on demand, with `--closed`.

News articles with annotated attributions, sentences judged for check-worthiness and passages judged against claims are
other people's and not part of the project: FACTCHECK_QUALITY_DIR names a folder with them (`data/`) and with
the programs that score them (`scorers/`).
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import process_time
from typing import Annotated, Any

import typer

from app.claims.reading.extraction import read_claims
from app.inference.pairs import STANCE_WEIGHTS, PairClassifier
from app.settings import Settings
from app.training.check_worthiness import NEWS, cross_validated, read_examples, table
from app.wiring import make_checker
from tests.encoders import shipped_encoder
from tests.quality import handmade, matching, origins, pairs, stance
from tests.quality.attribution import predictions

SETTING = "FACTCHECK_QUALITY_DIR"
SPLITS = ("train", "dev")
SUBSETS = ("speech", "all", "direct")


def main(
    *,
    closed: Annotated[bool, typer.Option(help="Measure the closed half of the items too.")] = False,
) -> None:
    """Print every measure whose data are there, and name those that are not."""
    worth = make_checker(Settings()).worth
    for file in (handmade.OPEN, handmade.CLOSED) if closed else (handmade.OPEN,):
        typer.echo(f"Hand-made items, {file.stem}")
        gold = handmade.items(file)
        tally = handmade.measured(lambda text: read_claims(text, worth), gold)
        typer.echo("\n".join(handmade.table(tally)))
    for line in measured_evidence(closed=closed):
        typer.echo(line)
    folder = os.environ.get(SETTING)
    if folder is None:
        typer.echo(
            f"{SETTING} is not set: attributions, check-worthiness and stances are not measured."
        )
        return
    for line in measured_outside(Path(folder)):
        typer.echo(line)


def measured_evidence(*, closed: bool) -> Iterator[str]:
    """How well stances and origins are told on the hand-made pairs."""
    judge, encode = PairClassifier(STANCE_WEIGHTS).judge, shipped_encoder().encode
    for file in (pairs.OPEN, pairs.CLOSED) if closed else (pairs.OPEN,):
        yield f"Stances, {file.stem}"
        yield from pairs.table(pairs.measured(pairs.items(file), judge, encode))
    for file in (origins.OPEN, origins.CLOSED) if closed else (origins.OPEN,):
        yield f"Origins, {file.stem}"
        yield from origins.table(origins.measured(origins.items(file)))


def measured_outside(folder: Path) -> Iterator[str]:
    """The measures on data that are not part of the project."""
    data, scorer = folder / "data", folder / "scorers" / "score_attribution.py"
    for split in SPLITS:
        gold = data / f"polnear_{split}.jsonl"
        yield from _attributions(gold, scorer) if gold.exists() else [f"{gold} is not there."]
    judge = PairClassifier(STANCE_WEIGHTS).judge
    for name, told in (
        ("the network alone", judge),
        ("rules and network together", pairs.shipped(judge)),
    ):
        yield f"Stance, {name}"
        yield from stance.table(data / "stance", folder / "scorers" / stance.SCORER, told)
    yield "Known claims found for posts, CLEF 2020 task 2"
    yield from matching.table(data, folder / "scorers" / matching.SCORER)
    judged = data / "claimbuster_train.jsonl"
    if not judged.exists():
        yield f"{judged} is not there."
        return
    yield "Check-worthiness, ClaimBuster train, four folds"
    encoder = shipped_encoder()
    examples, news = read_examples(judged, encoder), read_examples(NEWS, encoder)
    for line in table(examples.labels, cross_validated(examples, news)):
        yield f"  {line}"


def _attributions(gold: Path, scorer: Path) -> Iterator[str]:
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    started = process_time()
    predicted = [{"id": row["id"], "predictions": predictions(row["text"])} for row in rows]
    seconds = process_time() - started
    yield f"Attributions, {gold.stem}: {len(rows)} articles, {len(rows) / seconds:.0f} a second"
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(f"{json.dumps(each)}\n" for each in predicted)
        file.flush()
        for subset in SUBSETS:
            score = _score(scorer, gold, Path(file.name), subset)
            content, speaker, both = (
                score[name]["F1"] for name in ("content_iou50", "speaker_exact", "e2e")
            )
            yield (
                f"  {subset:7} end-to-end F1 {both:.3f} (P {score['e2e']['P']:.3f}, R {score['e2e']['R']:.3f}),"
                f" content IoU ≥ .5 F1 {content:.3f}, speaker exact F1 {speaker:.3f}"
            )


def _score(scorer: Path, gold: Path, predicted: Path, subset: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, str(scorer), str(gold), str(predicted), "--subset", subset, "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    score: dict[str, Any] = json.loads(done.stdout)
    return score


if __name__ == "__main__":
    typer.run(main)
