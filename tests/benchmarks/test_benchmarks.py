import json
import math
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import pytest

from app.main import create_app
from app.settings import Settings
from tests.benchmarks import processing, requests, search, serving
from tests.benchmarks.__main__ import main
from tests.quality.__main__ import SETTING
from tests.server import Service, serving_thread

SMALL: dict[ModuleType, dict[str, int]] = {
    processing: {"SENTENCES": 5},
    search: {"ASKED": 40},
    requests: {
        "STORED": 120,
        "READ": 3,
        "OUTLETS": 3,
        "CROWD": 4,
        "QUOTES": 20,
        "READS": 3,
        "LISTS": 1,
        "POSTS": 1,
        "CROWDED": 1,
        "ROUNDS": 1,
    },
}


@contextmanager
def served_here(url: str, **_: object) -> Iterator[Service]:
    """The service in a thread of this process: a process of its own takes seconds to load."""
    with serving_thread(create_app(Settings(database_url=url))) as address:
        yield Service(address, os.getpid(), started_in_s=0)


def test_the_benchmark_on_sqlite_has_all_its_measures(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """At a tiny size. PostgreSQL is left out: there search and requests are measured by the same functions."""
    for module, sizes in SMALL.items():
        for name, size in sizes.items():
            monkeypatch.setattr(module, name, size)
    for module in (serving, requests):
        monkeypatch.setattr(module, "started_service", served_here)
    monkeypatch.setattr(requests, "on_postgresql", lambda *_: None)
    monkeypatch.delenv(SETTING, raising=False)
    file = tmp_path / "bench.json"

    main(stored=3, read=1, sent=1, encoded=20, json=file)

    measures = json.loads(file.read_text(encoding="utf-8"))
    assert Counter(each["part"] for each in measures) == {
        "CPU of an article (1 generated ones, into an empty SQLite database)": 17,
        "Server over 3 articles with 30 passages, SQLite": 7,
        "Search in 30 texts, 40 queries": 2,
        "Search on sqlite": 21,
        "Requests on SQLite, 32 connections": 23,
    }
    assert all(0 <= each["value"] < math.inf for each in measures)
    [recall] = [each["value"] for each in measures if each["what"].startswith("recall@10 ")]
    assert recall > 0.9
