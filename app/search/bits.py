"""Nearly the nearest vectors, found by the signs of their numbers alone: 48 bytes for each vector."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.search.vectors import DIMENSIONS, Vectors

WORDS = DIMENSIONS // 64  # machine words that hold the signs of a vector
_FAR = DIMENSIONS + 1

Ids = NDArray[np.int64]
Bits = NDArray[np.uint64]
Distances = NDArray[np.uint16]


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """The signs of some vectors: ascending ids as int64[n], bits as uint64[6, n]."""

    ids: Ids
    bits: Bits

    def joined(self, more: "Block") -> "Block":
        """This block with `more` after it."""
        return Block(
            np.concatenate([self.ids, more.ids]), np.concatenate([self.bits, more.bits], axis=1)
        )


def block_of(ids: Sequence[int], vectors: Vectors) -> Block:
    """The signs of float32[n, 384]."""
    return Block(np.array(ids, np.int64), signs(vectors))


def signs(vectors: Vectors) -> Bits:
    """The signs of float32[n, 384] as uint64[6, n]."""
    packed = np.packbits(vectors > 0, axis=1).view(np.uint64)
    return np.ascontiguousarray(packed.T)


def nearest(blocks: Sequence[Block], code: Bits, count: int, besides: Ids) -> list[int]:
    """The ids of the `count` vectors whose signs differ least from `code`, uint64[6]; none in `besides`."""
    distances = [_distances(block, code, besides) for block in blocks]
    within = np.zeros(_FAR + 1, np.int64)
    for each in distances:
        within += np.bincount(each, minlength=_FAR + 1)
    furthest = min(int(np.searchsorted(within.cumsum(), count)), DIMENSIONS)
    found = [
        (distance, identity)
        for block, each in zip(blocks, distances, strict=True)
        for place in (np.flatnonzero(each <= furthest),)
        for distance, identity in zip(each[place].tolist(), block.ids[place].tolist(), strict=True)
    ]
    return [identity for _, identity in sorted(found)[:count]]


def _distances(block: Block, code: Bits, besides: Ids) -> Distances:
    """In how many signs each vector differs. Sums of three machine words fit eight bits."""
    first, second = (
        _differing(block.bits[part], code[part]) for part in (slice(0, 3), slice(3, WORDS))
    )
    distances: Distances = first.astype(np.uint16) + second
    if len(besides) and len(block.ids):
        places = np.searchsorted(block.ids, besides).clip(max=len(block.ids) - 1)
        distances[places[block.ids[places] == besides]] = _FAR
    return distances


def _differing(bits: Bits, code: Bits) -> NDArray[np.uint8]:
    counts: NDArray[np.uint8] = np.bitwise_count(bits[0] ^ code[0])
    for row, word in zip(bits[1:], code[1:], strict=True):
        counts += np.bitwise_count(row ^ word)
    return counts
