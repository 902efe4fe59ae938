"""Who judges first where requests and the background want to at once."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Turns:
    """Requests judge when they like; the background lets them go first."""

    def __init__(self) -> None:
        self._judging = 0
        self._changed = threading.Condition()

    @contextmanager
    def first(self) -> Iterator[None]:
        """While a request judges."""
        with self._changed:
            self._judging += 1
        try:
            yield
        finally:
            with self._changed:
                self._judging -= 1
                self._changed.notify_all()

    def let_requests_go_first(self, at_most_s: float) -> None:
        """Wait until no request judges, but not for ever: where there is always one, the background goes on slowly."""
        with self._changed:
            self._changed.wait_for(lambda: not self._judging, at_most_s)
