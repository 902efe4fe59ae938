"""How the time that work takes grows with the text, measured within one run, since machines differ and are shared."""

from collections.abc import Callable
from time import process_time

FEWER, MORE = 20_000, 80_000  # characters
SLACK_S = 0.3
"""What a pause of the machine may add."""


def takes_linear_time(work: Callable[[str], object], part: str) -> bool:
    """Whether text of one part again and again takes about four times as long where it is four times as long.

    Quadratic time would be sixteen times as long. The parts are worked on once before, for what is loaded at first.
    """
    work(part)
    short, long = (_seconds(work, (part * length)[:length]) for length in (FEWER, MORE))
    return long < 8 * short + SLACK_S


def _seconds(work: Callable[[str], object], text: str) -> float:
    started = process_time()
    work(text)
    return process_time() - started
