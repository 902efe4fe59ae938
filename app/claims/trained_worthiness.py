"""How much a sentence is worth checking, learned from sentences that people judged."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from app.claims.check_worthiness import RULE_FEATURES, rule_features
from app.errors import Unfit
from app.inference import WEIGHTS
from app.inference.encoder import DIMENSIONS, SentenceEncoder

Float = TypeVar("Float", np.float32, np.float64)

WORTH_WEIGHTS = WEIGHTS / "check_worthiness"
_FILE = "weights.npz"


@dataclass(frozen=True, slots=True)
class WorthWeights:
    """A logistic score over the numbers of `features_of`.

    `encoder` is the fingerprint of the encoder that the weights were trained with; `rules` names the features of
    the rules. `weights` are float32[768 + len(rules)].
    """

    encoder: str
    rules: tuple[str, ...]
    weights: NDArray[np.float32]
    bias: float


class TrainedCheckWorthiness:
    """Scores sentences with trained weights; a sentence's score depends on nothing but the sentence.

    Raises:
        Unfit: the folder's weights cannot be read, or belong to another encoder or to other rules.
    """

    def __init__(self, folder: Path, encoder: SentenceEncoder) -> None:
        self._encoder = encoder
        self._weights = read_weights(folder)
        if (self._weights.encoder, self._weights.rules) != (encoder.fingerprint, RULE_FEATURES):
            raise Unfit(folder, "they were trained with another encoder or with other rules.")

    def __call__(self, sentences: Sequence[str]) -> list[float]:
        """The probability that people find each sentence worth checking; 0 for one without words."""
        if not sentences:
            return []
        scores = features_of(sentences, self._encoder) @ self._weights.weights + self._weights.bias
        return [
            round(float(score), 4) if any(map(str.isalnum, sentence)) else 0.0
            for sentence, score in zip(sentences, probabilities(scores), strict=True)
        ]


def features_of(sentences: Sequence[str], encoder: SentenceEncoder) -> NDArray[np.float32]:
    """What the score is made of: the meaning and form of each sentence, and what the rules see in it.

    Returns:
        float32[n, 768 + len(RULE_FEATURES)].
    """
    meaning = encoder.encode_midway(sentences).reshape(len(sentences), -1)
    rules = np.array([rule_features(sentence) for sentence in sentences], np.float32)
    return np.concatenate([meaning, rules], axis=1)


def probabilities(scores: NDArray[Float]) -> NDArray[Float]:
    """The logistic function; numbers in [0, 1] for numbers without bounds."""
    bounded: NDArray[Float] = 0.5 * (1 + np.tanh(0.5 * scores))
    return bounded


def read_weights(folder: Path) -> WorthWeights:
    """The weights in a folder.

    Raises:
        Unfit: they cannot be read.
    """
    try:
        with np.load(folder / _FILE, allow_pickle=False) as stored:
            read = WorthWeights(
                encoder=str(stored["encoder"]),
                rules=tuple(map(str, stored["rules"])),
                weights=stored["weights"].astype(np.float32),
                bias=float(stored["bias"]),
            )
    except Exception as error:  # a damaged file fails in many ways
        raise Unfit(folder, str(error)) from error
    if (
        read.weights.shape != (2 * DIMENSIONS + len(read.rules),)
        or not np.isfinite(read.weights).all()
    ):
        raise Unfit(folder, "they have another shape, or numbers without end.")
    return read


def write_weights(folder: Path, weights: WorthWeights) -> None:
    """Store weights so that `read_weights` finds them; the same weights are the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    np.savez(
        folder / _FILE,
        encoder=np.array(weights.encoder),
        rules=np.array(weights.rules),
        weights=weights.weights,
        bias=np.array(weights.bias),
    )
