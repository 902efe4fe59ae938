"""How the time that work takes grows with what it is done on, measured within one run, since machines differ and are shared."""

from collections.abc import Callable
from time import process_time

LONGEST = 1_000_000  # characters, as many as an article may have
TIMES = 8
SLACK_S = 0.3
"""What a pause of the machine may add."""


def takes_linear_time(work: Callable[[str], object], part: str, longest: int = LONGEST) -> bool:
    """Whether text of one part again and again takes about eight times as long where it is eight times as long."""
    return takes_linear_time_for_many(lambda parts: work(part * parts), longest // len(part))


def takes_linear_time_for_many(work: Callable[[int], object], most: int) -> bool:
    """Whether so many take about eight times as long as an eighth of them.

    Quadratic time would be 64 times as long. One is worked on before, for what is loaded at first.
    """
    work(1)
    few, many = (_seconds(work, number) for number in (most // TIMES, most))
    return many < 2 * TIMES * few + SLACK_S


def _seconds(work: Callable[[int], object], number: int) -> float:
    started = process_time()
    work(number)
    return process_time() - started
