"""The meaning of sentences as vectors, by a small network that runs on one CPU core."""

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from app.errors import Unfit
from app.inference import WEIGHTS
from app.inference.running import readable, session

ENCODER_WEIGHTS = WEIGHTS / "encoder"
DIMENSIONS = 384
LONGEST_TEXT = 256  # tokens; what the network was trained on
REMEMBERED = 2_048  # texts, of 5 kB each: all sentences and claims of any article but a book

Vectors = NDArray[np.float32]


class SentenceEncoder:
    """Sentence vectors; it loads its weights when made, and threads may share it.

    A folder of weights has `lower.onnx` (token ids to the states after two layers in the middle), `upper.onnx` (the
    last of these states to the states after the last layer) and `tokenizer.json`.

    Texts go through the network one by one. The 8-bit arithmetic scales its input by the largest value in it, so in
    a batch a sentence's vector would depend on its neighbours; and on one core batches are not faster.
    The last `REMEMBERED` texts are remembered with all their vectors, so that a claim that is scored by those from
    the middle and then found by that from the end goes through the network once.
    """

    def __init__(self, folder: Path, threads: int = 1) -> None:
        try:
            self.fingerprint = hashlib.sha256((folder / "lower.onnx").read_bytes()).hexdigest()
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._lower = session(folder / "lower.onnx", threads)
            self._upper = session(folder / "upper.onnx", threads)
            self._tokenizer.enable_truncation(LONGEST_TEXT)
            self._tokenizer.no_padding()
            self._read = lru_cache(maxsize=REMEMBERED)(self._read_anew)
            self.encode(["Does it run?"])
        except Exception as error:  # the libraries raise what they like, bare Exception included
            raise Unfit(folder, str(error)) from error

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One vector for each text, in order; the same text always gets the same one.

        Returns:
            float32[n, 384], each of length 1, so that a dot product is a cosine.

        Source: mean pooling and normalisation as in the model card of all-MiniLM-L6-v2.
        """
        return self._vectors(texts)[:, 2]

    def encode_midway(self, texts: Sequence[str]) -> Vectors:
        """Two vectors for each text, from the middle of the network, where form still counts beside meaning.

        Returns:
            float32[n, 2, 384], each of length 1.
        """
        return self._vectors(texts)[:, :2]

    def _vectors(self, texts: Sequence[str]) -> Vectors:
        """float32[n, 3, 384]: the two from the middle, and that from the end."""
        read = [self._read(text) for text in texts]
        return np.array(read, np.float32).reshape(-1, 3, DIMENSIONS)

    def _read_anew(self, text: str) -> Vectors:
        ids = np.array([self._tokenizer.encode(readable(text)).ids], np.int64)
        states: list[Vectors] = self._lower.run(None, {"input_ids": ids})
        [last] = self._upper.run(None, {"states": states[-1]})
        return np.stack([_pooled(each) for each in (*states, last)])


def _pooled(states: Vectors) -> Vectors:
    """The mean over the tokens of float32[1, tokens, 384], brought to length 1."""
    mean = states[0].mean(axis=0)
    pooled: Vectors = mean / np.linalg.norm(mean)
    return pooled
