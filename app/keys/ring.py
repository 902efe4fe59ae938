"""The keys that one process knows: a thread of its own reads them every second, so that requests need not."""

import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime

from app.columns import utc_now
from app.db import Database
from app.errors import FactcheckError, Unavailable
from app.keys.rules import ActiveKey, public_id_of
from app.keys.store import active_keys, record_uses, were_made

FRESH_S = 2.0  # how long a key that was revoked may still open
RECORDED_EVERY_S = 60.0
STOPS_WITHIN_S = 5.0  # then the process ends without the last uses

log = logging.getLogger(__name__)


class KeyRing:
    """The active keys of a database, and when they were used last. Safe to share between threads.

    Between `start` and `stop` it reads them again by itself. A request has to wait for the database (`refresh`) only
    where that has not come about: before the start, or while the database is away or slow.
    """

    def __init__(self, database: Database, clock: Callable[[], float] = time.monotonic) -> None:
        self._database = database
        self._clock = clock
        self._keys = dict[str, ActiveKey]()
        self._were_made = False
        self._read_at = float("-inf")
        self._failed_at = float("-inf")
        self._reading = threading.Lock()
        self._used = dict[str, datetime]()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="keys", daemon=True)

    def is_fresh(self) -> bool:
        """Whether what is known may be relied on without reading again."""
        return self._clock() - self._read_at < FRESH_S

    def now(self) -> float:
        """The time of its clock, in seconds."""
        return self._clock()

    def refresh(self, asked_at: float | None = None) -> None:
        """Read the keys again, unless somebody just did, or has failed to since `asked_at` (by default, now).

        Raises:
            Unavailable: the database cannot answer now. What was known before is not relied on.
        """
        asked_at = self._clock() if asked_at is None else asked_at
        with self._reading:
            if self.is_fresh():
                return
            if (
                self._failed_at >= asked_at
            ):  # whoever waited for a failure does not wait for the next
                raise Unavailable("The keys cannot be read: the database cannot answer now.")
            self._read()

    def _read(self) -> None:
        started = self._clock()
        try:
            with self._database.reading() as session:
                self._keys = active_keys(session)
                self._were_made = bool(self._keys) or were_made(session)
        except Unavailable:
            self._failed_at = self._clock()
            raise
        self._read_at = started

    def were_made(self) -> bool:
        """Whether there ever was a key: whoever revokes the last one wants nobody in, not everybody."""
        return self._were_made

    def find(self, text: str) -> ActiveKey | None:
        """The active key that `text` is, if it is one; that counts as a use of it."""
        public_id = public_id_of(text)
        key = self._keys.get(public_id) if public_id else None
        if key is None or not key.is_written(text):
            return None
        self._used[key.name] = utc_now()
        return key

    def record(self) -> None:
        """Store when the keys were used last.

        Raises:
            Unavailable: the database cannot answer now. What was not stored is stored with the next.
        """
        used, self._used = self._used, {}
        if not used:
            return
        try:
            with self._database.writing() as session:
                record_uses(session, used)
        except FactcheckError:
            self._used = used | self._used
            raise

    def start(self) -> None:
        """Keep the keys fresh, and record uses every minute, until `stop`."""
        self._thread.start()

    def stop(self) -> None:
        """Record what is left, unless another's write makes that wait for more than `STOPS_WITHIN_S`."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(timeout=STOPS_WITHIN_S)

    def _run(self) -> None:
        recorded_at = self._clock()
        while not self._stopping.wait(FRESH_S / 2):
            self._try_to_read()
            if self._clock() - recorded_at >= RECORDED_EVERY_S:
                self._try_to_record()
                recorded_at = self._clock()
        self._try_to_record()

    def _try_to_read(self) -> None:
        try:
            with self._reading:
                self._read()
        except FactcheckError as error:
            log.debug("The keys cannot be read now: %s", error)  # requests are told so
        except Exception:
            log.exception("The keys cannot be read")

    def _try_to_record(self) -> None:
        try:
            self.record()
        except Exception as error:
            log.warning("When keys were used last cannot be recorded now: %s", error)
