"""Vectors of texts, and the forms in which databases keep them: at half precision."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

DIMENSIONS = 384
_HALF = np.dtype("<f2")

Vectors = NDArray[np.float32]


def halved(vectors: Vectors) -> Vectors:
    """Vectors as precise as they are kept: a cosine moves by less than 0.001."""
    return vectors.astype(_HALF).astype(np.float32)


def as_bytes(vector: Vectors) -> bytes:
    """A vector as SQLite keeps it."""
    return vector.astype(_HALF).tobytes()


def from_bytes(kept: Sequence[bytes]) -> Vectors:
    """Vectors as SQLite keeps them, as float32[n, 384]."""
    halves = np.frombuffer(b"".join(kept), _HALF)
    return halves.astype(np.float32).reshape(-1, DIMENSIONS)


def as_text(vector: Vectors) -> str:
    """A vector as PostgreSQL reads it."""
    return f"[{','.join(map(str, halved(vector).tolist()))}]"
