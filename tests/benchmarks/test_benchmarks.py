import json
import math
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import pytest
import uvicorn

from app.api.protocol import BoundedProtocol
from app.main import create_app
from app.settings import Settings
from tests.benchmarks import processing, requests, search, serving
from tests.benchmarks.__main__ import main
from tests.quality.__main__ import SETTING
from tests.server import Service

SMALL: dict[ModuleType, dict[str, int]] = {
    processing: {"SENTENCES": 5},
    search: {"ASKED": 40},
    requests: {
        "STORED": 120,
        "READ": 3,
        "OUTLETS": 3,
        "CROWD": 4,
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
    app = create_app(Settings(database_url=url))
    options = uvicorn.Config(app, http=BoundedProtocol, ws="none", port=0, log_config=None)
    server = uvicorn.Server(options)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield Service(f"http://127.0.0.1:{port}", os.getpid(), started_in_s=0)
    finally:
        server.should_exit = True
        thread.join()


def test_all_parts_of_the_benchmark_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
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
    assert list(dict.fromkeys(each["part"] for each in measures)) == [
        "CPU of an article (1 generated ones, into an empty SQLite database)",
        "Server over 3 articles with 30 passages, SQLite",
        "Search in 30 texts, 40 queries",
        "Search on sqlite",
        "Requests on SQLite, 32 connections",
    ]
    assert all(math.isfinite(each["value"]) for each in measures)
