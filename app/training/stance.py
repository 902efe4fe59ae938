"""Make the weights of the stance classifier: all-MiniLM-L6-v2 that learned to judge pairs, with 8-bit weights."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Annotated

import numpy as np
import onnx
import typer
from safetensors.numpy import load_file, save_file
from tokenizers import Encoding, Tokenizer

from app.inference.pairs import (
    FILES,
    LONGEST_PAIR,
    STANCE_WEIGHTS,
    STANCES,
    Calibration,
    PairClassifier,
)
from app.training.augmenting import REPEATED, augmented
from app.training.calibration import Judgements, best_calibration, threshold_for
from app.training.encoder import LAYERS, ORIGINAL_SHA256, read_tensors
from app.training.graphs import Tensors, pair_classifier
from app.training.pairs import NEWS, UNSEEN, Example, Pair, news_pairs, read_pairs, split

LONGEST_LEARNED = 128  # tokens; longer pairs are rare and slow
SEED = 0
STEPS_PER_LINE = 50
STEPS_PER_CHECKPOINT = 500
CHECKPOINT = "checkpoint.safetensors"
PRECISIONS = (0.8, 0.85, 0.9, 0.95)

# How often pairs are seen, first and then: general ones from the start, those of fact-checks and news more and more.
PASSES: Mapping[str, Sequence[float]] = {
    "snli": (1.5, 2.2),
    "newprotocols_base": (2, 3.2),
    "newprotocols_contrast": (1, 0.5),
    "newprotocols_edit_other": (1, 0.5),
    "newprotocols_edit_premise": (1, 0.5),
    "newprotocols_paragraph": (1.5, 2.5),
    "conjnli": (0.7, 0.4),
    "mnli_clcd": (0.7, 0.5),
    "clcd_simple_negation": (0.2, 0.1),
    "scifact": (1, 4),
    NEWS: (0.5, 3.5),
    REPEATED: (0.2, 1),
}
PASSES_OF_OTHERS = (1, 1)
HIGHEST_RATE = 1.2e-4


def main(
    pairs: Annotated[
        Path, typer.Argument(help="JSONL[.gz] of {premise, hypothesis, label, source}.")
    ],
    original: Annotated[Path, typer.Option(help="Folder of model.safetensors, tokenizer.json.")],
    out: Annotated[Path, typer.Option(help="Folder for the weights.")] = STANCE_WEIGHTS,
    trained: Annotated[
        Path | None, typer.Option(help=f"{CHECKPOINT} of an earlier run, instead of training.")
    ] = None,
) -> None:
    """Train on pairs, quantise, and calibrate on pairs held out; a checkpoint is written every few minutes."""
    out.mkdir(parents=True, exist_ok=True)
    learned, held = split([*read_pairs(pairs), *news_pairs()])
    tokenizer = read_tokenizer(original / "tokenizer.json")
    if trained is None:
        trained = out / CHECKPOINT
        tensors = read_tensors(original / "model.safetensors", ORIGINAL_SHA256)
        save_file(dict(_train(tensors, tokenizer, learned, trained)), trained)
    write_classifier(load_file(trained), tokenizer, out)
    judged = calibrate(out, held)
    for line in [*table(judged), *files(out)]:
        typer.echo(line)


def course(pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs in the order in which they are learned, as often as `PASSES` says."""
    seen: list[Pair] = []
    for part in range(len(PASSES_OF_OTHERS)):
        random = np.random.default_rng(SEED + part)
        times = [PASSES.get(pair.source, PASSES_OF_OTHERS)[part] for pair in pairs]
        counts = (np.array(times) + random.random(len(pairs))).astype(int)
        rows = random.permutation(np.repeat(np.arange(len(pairs)), counts))
        seen += [pairs[row] for row in rows]
    return seen


def read_tokenizer(file: Path) -> Tokenizer:
    """The tokenizer of the original, cutting pairs from the longer text."""
    tokenizer = Tokenizer.from_file(str(file))
    tokenizer.enable_truncation(LONGEST_LEARNED, strategy="longest_first")
    tokenizer.no_padding()
    return tokenizer


def write_classifier(tensors: Tensors, tokenizer: Tokenizer, folder: Path) -> None:
    """Write a folder that `PairClassifier` can load; it is not yet calibrated."""
    onnx.save(pair_classifier(tensors, LAYERS, quantised=True), folder / "model.onnx")
    tokenizer.enable_truncation(LONGEST_PAIR, strategy="longest_first")
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    _write_config(folder, Calibration())


def _write_config(folder: Path, calibration: Calibration) -> None:
    config = {
        "id2label": dict(enumerate(STANCES)),
        "max_position_embeddings": LONGEST_PAIR,
        "factcheck": calibration.model_dump(),
    }
    (folder / "config.json").write_text(f"{json.dumps(config, indent=2)}\n", "utf-8")


def calibrate(folder: Path, held: Sequence[Pair]) -> Judgements:
    """Store the best calibration in the folder, and give with it the judgements of the pairs held out."""
    judged = Judgements.of(PairClassifier(folder), held)
    calibration = best_calibration(judged)
    _write_config(folder, calibration)
    return judged.at(calibration)


def table(judged: Judgements) -> Iterator[str]:
    """How good the judgements of the pairs held out are, line by line."""
    for source in sorted(set(judged.sources)):
        part = judged.from_sources([source])
        yield (
            f"{source:26} {len(part.right):5} pairs, accuracy {part.hits.mean():.3f},"
            f" surprise {part.surprise:.3f}, calibration error {part.calibration_error:.3f}"
        )
    unseen = judged.from_sources([source for group in UNSEEN for source in group])
    for precision in PRECISIONS:
        yield (
            f"precision {precision:.2f} of supports and refutes from p ="
            f" {threshold_for(unseen, precision):.3f} on sources never seen,"
            f" {threshold_for(judged, precision):.3f} on all"
        )


def files(folder: Path) -> Iterator[str]:
    """What the files of a folder are, line by line."""
    for name in FILES:
        content = (folder / name).read_bytes()
        yield f"{hashlib.sha256(content).hexdigest()}  {name}  {len(content):,} bytes"


def _train(
    tensors: Tensors, tokenizer: Tokenizer, pairs: Sequence[Pair], checkpoint: Path
) -> Tensors:
    from app.training.finetuning import fine_tune  # noqa: PLC0415 - needs torch

    known = [*pairs, *augmented(pairs)]
    seen = course(known)
    typer.echo(f"{len(known)} pairs, seen {len(seen)} times")
    return fine_tune(tensors, examples_of(tokenizer, seen), HIGHEST_RATE, Diary(checkpoint).note)


@dataclass(slots=True)
class Diary:
    """Tells how a round goes, and keeps what was learned so far."""

    checkpoint: Path
    started: float = field(default_factory=monotonic)
    losses: list[float] = field(default_factory=list)

    def note(self, step: int, steps: int, loss: float, arrays: Callable[[], Tensors]) -> None:
        """Called after each step; `arrays` gives the network as it is now."""
        self.losses.append(loss)
        if step % STEPS_PER_LINE == 0:
            mean, seconds = np.mean(self.losses[-STEPS_PER_LINE:]), monotonic() - self.started
            typer.echo(f"step {step} of {steps}, loss {mean:.4f}, {seconds:.0f} s")
        if step % STEPS_PER_CHECKPOINT == 0 or step == steps:
            save_file(dict(arrays()), self.checkpoint)


def examples_of(tokenizer: Tokenizer, pairs: Sequence[Pair]) -> list[Example]:
    """Pairs as the network reads them."""
    read: list[Encoding] = tokenizer.encode_batch(
        [(each.premise, each.hypothesis) for each in pairs]
    )
    return [
        Example(each.ids, each.type_ids, STANCES.index(pair.label))
        for each, pair in zip(read, pairs, strict=True)
    ]


if __name__ == "__main__":
    typer.run(main)
