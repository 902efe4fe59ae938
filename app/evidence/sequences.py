"""What two texts have in common in one order."""

from collections.abc import Callable, Sequence
from operator import eq
from typing import TypeVar

T = TypeVar("T")


def in_order(one: Sequence[T], two: Sequence[T], are_alike: Callable[[T, T], bool] = eq) -> int:
    """How many words two texts have in common in the same order: the longest common subsequence."""
    best = [0] * (len(two) + 1)
    for word in one:
        before = 0
        for at, other in enumerate(two, 1):
            above = best[at]
            best[at] = before + 1 if are_alike(word, other) else max(above, best[at - 1])
            before = above
    return best[-1]
