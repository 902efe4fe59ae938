"""Train the check-worthiness score on sentences that people judged, and say how good it is on others."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray
from pydantic import BaseModel, ValidationError

from app.claims.check_worthiness import RULE_FEATURES
from app.claims.trained_worthiness import (
    WORTH_WEIGHTS,
    WorthWeights,
    features_of,
    write_weights,
)
from app.errors import Invalid
from app.inference.encoder import ENCODER_WEIGHTS, SentenceEncoder
from app.training.logistic import Examples, Floats, Logistic, fit
from app.training.measures import (
    average_precision,
    brier,
    calibration_error,
    threshold_below_which,
    weighted_f1,
)

Rows = NDArray[np.intp]

NEWS = Path(__file__).parent / "news_sentences.jsonl"
FOLDS = 4
INNER_FOLDS = 3
SEED = 0
FREEDOMS = (1.0, 2.0, 4.0, 8.0)
FEWEST_OF_A_LABEL = 20


class Judged(BaseModel):
    """A sentence, and whether people found it worth checking."""

    text: str
    label: bool


def main(
    labels: Annotated[Path, typer.Argument(help='JSONL of {"text": …, "label": 0 or 1}.')],
    out: Annotated[Path, typer.Option(help="Folder for the weights.")] = WORTH_WEIGHTS,
    encoder: Annotated[Path, typer.Option(help="Folder of the encoder.")] = ENCODER_WEIGHTS,
) -> None:
    """Cross-validate, then train on everything and store the weights.

    A few hundred invented sentences in the manner of news are always learned from, never measured on.
    """
    network = SentenceEncoder(encoder)
    examples, news = read_examples(labels, network), read_examples(NEWS, network)
    typer.echo(f"{len(examples.labels)} sentences, {examples.labels.mean():.1%} worth checking")
    for line in table(examples.labels, cross_validated(examples, news)):
        typer.echo(line)
    freedom = best_freedom(examples, news)
    write_weights(out, plain_weights(fit(examples + news, freedom), network.fingerprint))
    typer.echo(f"Trained on all with freedom {freedom:g}; stored in {out}")


def read_examples(file: Path, encoder: SentenceEncoder) -> Examples:
    """The sentences of a file as features.

    Raises:
        Invalid: a line cannot be read, or there are too few sentences of a label.
    """
    judged = list(_judged(file))
    labels = np.array([each.label for each in judged], np.float64)
    if min(labels.sum(), len(labels) - labels.sum()) < FEWEST_OF_A_LABEL:
        raise Invalid("labels", f"{file} has fewer than {FEWEST_OF_A_LABEL} sentences of a label.")
    features = features_of([each.text for each in judged], encoder).astype(np.float64)
    return Examples(features, labels)


def _judged(file: Path) -> Iterator[Judged]:
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                yield Judged.model_validate_json(line)
            except ValidationError as error:
                reason = error.errors(include_url=False)[0]["msg"]
                raise Invalid("labels", f"{file}, line {number}: {reason}") from error


def folds_of(labels: Floats, count: int) -> Iterator[tuple[Rows, Rows]]:
    """Rows to train on and rows to test on, `count` times; each label is spread evenly."""
    shuffled = np.random.default_rng(SEED).permutation(len(labels))
    by_label = shuffled[np.argsort(labels[shuffled], kind="stable")]
    for place in range(count):
        yield np.delete(by_label, np.s_[place::count]), by_label[place::count]


def out_of_fold(examples: Examples, count: int, train: Callable[[Examples], Logistic]) -> Floats:
    """The probability of each example by weights trained without it."""
    scores = np.empty(len(examples.labels))
    for known, held in folds_of(examples.labels, count):
        scores[held] = train(examples.at(known)).probabilities(examples.features[held])
    return scores


def best_freedom(examples: Examples, news: Examples) -> float:
    """The freedom of the weights with the best average precision out of fold."""

    def precision(freedom: float) -> float:
        scores = out_of_fold(examples, INNER_FOLDS, lambda known: fit(known + news, freedom))
        return average_precision(examples.labels, scores)

    return max(FREEDOMS, key=precision)


def cross_validated(examples: Examples, news: Examples) -> Floats:
    """The probability of each example by weights whose every choice was made without it."""
    return out_of_fold(examples, FOLDS, lambda known: fit(known + news, best_freedom(known, news)))


def table(labels: Floats, scores: Floats) -> Iterator[str]:
    """What cross-validation says, line by line."""
    yield f"average precision          {average_precision(labels, scores):.4f}"
    yield f"weighted F1 at 0.5         {weighted_f1(labels, scores):.4f}"
    yield f"Brier score                {brier(labels, scores):.4f}"
    yield f"calibration error (ECE)    {calibration_error(labels, scores):.4f}"
    for share in (0.95, 0.9):
        threshold = threshold_below_which(labels, scores, share)
        recall = float((scores >= threshold)[labels == 1].mean())
        yield f"{share:.0%} not worth checking below {threshold:.4f}, {recall:.1%} of the others above"


def plain_weights(trained: Logistic, fingerprint: str) -> WorthWeights:
    """Trained weights as they are stored."""
    return WorthWeights(
        encoder=fingerprint,
        rules=RULE_FEATURES,
        weights=trained.weights.astype(np.float32),
        bias=trained.bias,
    )


if __name__ == "__main__":
    typer.run(main)
