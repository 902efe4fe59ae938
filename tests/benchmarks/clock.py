"""Where CPU time goes: each moment is counted once, for the innermost part that runs."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from sqlalchemy.orm import Session

from app.db import Database


class Clock:
    """CPU-seconds of this process by stage and part. One thread at a time is timed."""

    def __init__(self) -> None:
        self.spent: dict[tuple[str, str], float] = defaultdict(float)
        self._running: list[tuple[str, str]] = []
        self._since = 0.0

    @contextmanager
    def part(self, name: str, stage: str | None = None) -> Iterator[None]:
        """What runs until this block ends belongs to a part, of the same stage as what is around it."""
        around = self._running[-1][0] if self._running else ""
        self._count()
        self._running.append((stage or around, name))
        try:
            yield
        finally:
            self._count()
            self._running.pop()

    def wrap(self, owner: Any, name: str, part: str, stage: str | None = None) -> None:  # noqa: ANN401 - any object
        """Time the method or function that `owner` has under that name."""
        setattr(owner, name, self.timed(getattr(owner, name), part, stage))

    def timed(
        self, call: Callable[..., Any], part: str, stage: str | None = None
    ) -> Callable[..., Any]:
        """A function that is timed."""

        @wraps(call)
        def timed(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - as the function has it
            with self.part(part, stage):
                return call(*args, **kwargs)

        return timed

    def _count(self) -> None:
        now = time.process_time()
        if self._running:
            self.spent[self._running[-1]] += now - self._since
        self._since = now


class TimedDatabase(Database):
    """A database that is timed while it is read and written."""

    def __init__(self, url: str, clock: Clock) -> None:
        super().__init__(url)
        self._clock = clock

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session to read with."""
        with self._clock.part("reading what is stored"), super().reading() as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session to write with."""
        with self._clock.part("storing"), super().writing() as session:
            yield session
