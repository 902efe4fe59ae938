"""What goes on beside the requests: linking what they left, one process at a time for each database.

What has expired is removed, too.
"""

import logging
import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

import numpy as np

from app.db import Database
from app.errors import FactcheckError
from app.evidence.linking import StanceClassifier
from app.evidence.stance import Probabilities
from app.idempotency.once import forget_expired
from app.indexing import Encoder
from app.linking import Linker, Waiting, first_waiting, link_whole
from app.search.vectors import Vectors
from app.turns import Turns

PAUSE_S = 2.0
AT_ONCE = 10  # claims or passages: as much as is begun before the server may stop, a few tenths of a second
WAITS_S = 0.5  # before a pair, where requests judge all the time
STOPS_WITHIN_S = (
    10.0  # then the process ends without it, and the database undoes what is not committed
)
TRIES = 20  # of one article or claim before the others are no longer kept waiting
LINKING = "linking"

log = logging.getLogger(__name__)


class _Stopping(Exception):
    """The server ends."""


@dataclass(frozen=True, slots=True)
class _InterruptibleEncoder:
    """An encoder that ends with the server, however many texts are left."""

    encoder: Encoder
    stopping: threading.Event

    def encode(self, texts: Sequence[str]) -> Vectors:
        """The vectors of the texts, one after another."""
        return np.concatenate([self._encoded(text) for text in texts])

    def _encoded(self, text: str) -> Vectors:
        if self.stopping.is_set():
            raise _Stopping
        return self.encoder.encode([text])


@dataclass(frozen=True, slots=True)
class _InterruptibleClassifier:
    """A stance classifier that lets requests go first, and ends with the server, however many pairs are left, and where none is."""

    classifier: StanceClassifier
    stopping: threading.Event
    turns: Turns

    @property
    def fingerprint(self) -> str:
        return self.classifier.fingerprint

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Probabilities]:
        """The stances of the pairs, one after another."""
        if self.stopping.is_set():
            raise _Stopping
        return [one for pair in pairs for one in self._judged(pair)]

    def _judged(self, pair: tuple[str, str]) -> Sequence[Probabilities]:
        self.turns.let_requests_go_first(WAITS_S)
        if self.stopping.is_set():
            raise _Stopping
        return self.classifier.judge([pair])


class BackgroundLinking:
    """A thread that links what is marked as pending, oldest first, until it is stopped."""

    def __init__(self, database: Database, linker: Linker) -> None:
        self._database = database
        self._broken = set[UUID]()
        self._failures = Counter[UUID]()
        self._stopping = threading.Event()
        self._linker = replace(
            linker,
            encoder=_InterruptibleEncoder(linker.encoder, self._stopping),
            classifier=_InterruptibleClassifier(linker.classifier, self._stopping, linker.turns),
            at_once=AT_ONCE,
            is_background=True,
        )
        self._thread = threading.Thread(target=self._run, name=LINKING, daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End within seconds, whatever is being linked; what is not linked keeps its mark for the next start."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(timeout=STOPS_WITHIN_S)

    def _run(self) -> None:
        while not self._stopping.wait(PAUSE_S):
            try:
                forget_expired(self._database)
                self._link_what_waits()
            except FactcheckError as error:
                log.warning("Linking pauses: %s", error)
            except _Stopping:
                return
            except Exception:
                log.exception("Linking pauses")

    def _link_what_waits(self) -> None:
        if self._first() is None:
            return
        with self._database.sole(LINKING) as alone:
            while alone and not self._stopping.is_set() and (waiting := self._first()):
                self._link(waiting)

    def _first(self) -> Waiting | None:
        return first_waiting(self._database, self._broken)

    def _link(self, waiting: Waiting) -> None:
        """Link one; if that shows a fault of ours, or fails again and again, it waits for the next start.

        The others do not wait for it.
        """
        try:
            link_whole(self._database, self._linker, waiting)
        except _Stopping:
            raise
        except FactcheckError:
            self._failures[waiting.id] += 1
            if self._failures[waiting.id] >= TRIES:
                self._broken.add(waiting.id)
            raise
        except Exception:
            log.exception("%s cannot be linked", waiting.id)
            self._broken.add(waiting.id)
