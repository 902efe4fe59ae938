"""How much is stored, as numbers for Prometheus."""

import threading
from collections.abc import Iterator
from time import monotonic

from prometheus_client.metrics_core import GaugeMetricFamily, Metric

from app.db import Database
from app.errors import FactcheckError
from app.evidence.stock_store import Stock, stock_of

COUNTED_FOR_S = 60.0
"""Counting reads an index of each table from end to end, so a process does it once a minute at most, however many ask."""


class StockCount:
    """What a process last counted in its database; others over the same one count at other moments."""

    def __init__(self) -> None:
        self._counting = threading.Lock()
        self._counted: tuple[float, Stock] | None = None

    def metrics(self, database: Database) -> Iterator[Metric]:
        """How much was stored at a moment of the last minute; nothing where that cannot be counted."""
        try:
            stock = self._stock(database)
        except FactcheckError:
            return
        stored = GaugeMetricFamily("factcheck_stored", "Rows stored.", labels=["kind"])
        for kind in ("articles", "claims", "evidence"):
            stored.add_metric([kind], getattr(stock, kind))
        yield stored
        pending = GaugeMetricFamily(
            "factcheck_linking_pending", "Rows that wait to be linked.", labels=["kind"]
        )
        pending.add_metric(["articles"], stock.pending_articles)
        pending.add_metric(["claims"], stock.pending_claims)
        yield pending

    def _stock(self, database: Database) -> Stock:
        with self._counting:
            if self._counted is None or monotonic() - self._counted[0] > COUNTED_FOR_S:
                with database.reading() as session:
                    self._counted = monotonic(), stock_of(session)
            return self._counted[1]
