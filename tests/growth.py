"""How the time that work takes grows with the text, measured within one run, since machines differ and are shared."""

from collections.abc import Callable
from time import process_time

LONGEST = 1_000_000  # characters, as many as an article may have
TIMES = 8
SLACK_S = 0.3
"""What a pause of the machine may add."""


def takes_linear_time(work: Callable[[str], object], part: str, longest: int = LONGEST) -> bool:
    """Whether text of one part again and again takes about eight times as long where it is eight times as long.

    Quadratic time would be 64 times as long. One part is worked on before, for what is loaded at first.
    """
    work(part)
    short, long = (
        _seconds(work, (part * length)[:length]) for length in (longest // TIMES, longest)
    )
    return long < 2 * TIMES * short + SLACK_S


def _seconds(work: Callable[[str], object], text: str) -> float:
    started = process_time()
    work(text)
    return process_time() - started
