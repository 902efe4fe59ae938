"""What the service counts and measures of itself, for Prometheus.

With several worker processes each keeps its numbers in files of a folder that all of them share, and whichever of
them is asked adds them up; `factcheck serve` makes that folder.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from tempfile import TemporaryDirectory

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.context_managers import Timer
from prometheus_client.metrics_core import Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

_FOLDER = "PROMETHEUS_MULTIPROC_DIR"  # the library looks at it once, when it is imported


class Stage(StrEnum):
    """The steps that an article, a claim or a text goes through."""

    FETCHING = "fetching"
    EXTRACTING = "extracting"
    READING = "reading"
    ENCODING = "encoding"
    SEARCHING = "searching"
    JUDGING = "judging"
    SETTLING = "settling"


disable_created_metrics()  # type: ignore[no-untyped-call]
_registry = CollectorRegistry()
_requests = Counter(
    "http_requests",
    "Requests that were answered.",
    ["method", "route", "status"],
    registry=_registry,
)
_request_seconds = Histogram(
    "http_request_duration_seconds",
    "Time from a request to the end of its answer.",
    ["method", "route"],
    buckets=(0.001, 0.005, 0.025, 0.1, 0.5, 2, 10, 60),
    registry=_registry,
)
_stage_seconds = Histogram(
    "factcheck_stage_seconds",
    "Time that one run of a step takes.",
    ["stage"],
    buckets=(0.001, 0.01, 0.1, 1, 10, 100),
    registry=_registry,
)
_by_stage = {stage: _stage_seconds.labels(stage=stage.value) for stage in Stage}
_by_request: dict[tuple[str, str, int], tuple[Counter, Histogram]] = {}


def timed(stage: Stage) -> Timer:
    """Measures a block, or as a decorator a function, as one run of a step."""
    return _by_stage[stage].time()


def count_request(method: str, route: str, status: int, seconds: float) -> None:
    """Count a request; there must be few different methods and routes, since each is kept for ever."""
    key = method, route, status // 100
    known = _by_request.get(key)
    if known is None:
        known = _by_request[key] = (
            _requests.labels(method, route, f"{key[2]}xx"),
            _request_seconds.labels(method, route),
        )
    known[0].inc()
    known[1].observe(seconds)


def exposition(besides: Iterable[Metric]) -> bytes:
    """All numbers, and some `besides`, in Prometheus' text format."""
    counted = CollectorRegistry()
    if _FOLDER in os.environ:
        MultiProcessCollector(counted)  # type: ignore[no-untyped-call]
    else:
        counted.register(_registry)
    counted.register(_Once(besides))
    return generate_latest(counted)


@contextmanager
def shared_between_processes() -> Iterator[None]:
    """Let the processes that are started in this block count together."""
    with TemporaryDirectory(prefix="factcheck-metrics-") as folder:
        os.environ[_FOLDER] = folder
        try:
            yield
        finally:
            del os.environ[_FOLDER]


class _Once(Collector):
    """Numbers that were found out for one answer."""

    def __init__(self, metrics: Iterable[Metric]) -> None:
        self._metrics = metrics

    def collect(self) -> Iterable[Metric]:
        return self._metrics
