"""Nearest vectors by their signs."""

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from app.search.bits import Block, Ids, block_of, nearest, signs
from app.search.vectors import DIMENSIONS, Vectors

NOBODY: Ids = np.empty(0, np.int64)


def _vectors(count: int, seed: int = 0) -> Vectors:
    return np.random.default_rng(seed).standard_normal((count, DIMENSIONS)).astype(np.float32)


def _blocks(vectors: Vectors, sizes: list[int]) -> list[Block]:
    ends = [0, *np.cumsum(sizes).tolist(), len(vectors)]
    return [
        block_of(range(2 * start, 2 * end, 2), vectors[start:end]) for start, end in pairwise(ends)
    ]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 20), max_size=4), st.integers(1, 90), st.integers(0, 5))
def test_those_are_found_that_differ_in_the_fewest_signs(
    sizes: list[int], count: int, seed: int
) -> None:
    vectors, asked = _vectors(80, seed), _vectors(1, seed + 100)
    besides = np.array([1, 4, 10, 999], np.int64)

    found = nearest(_blocks(vectors, sizes), signs(asked)[:, 0], count, besides)

    differing = ((vectors > 0) != (asked > 0)).sum(axis=1)
    allowed = [n for n in range(80) if 2 * n not in {4, 10}]
    expected = sorted(allowed, key=lambda n: (differing[n], n))[:count]
    assert found == [2 * n for n in expected]


def test_of_nothing_nothing_is_near() -> None:
    code = signs(_vectors(1))[:, 0]

    assert nearest([], code, 5, NOBODY) == []
    assert nearest(_blocks(_vectors(0), []), code, 5, np.array([1], np.int64)) == []
