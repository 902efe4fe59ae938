"""Ids of requests, the lines that they leave in the log, and the numbers that they leave for Prometheus."""

import json
import logging
import re
import shutil
from pathlib import Path
from typing import IO, Any
from uuid import UUID

import httpx2
import pytest
from fastapi.testclient import TestClient

from app.api import numbers
from app.db import Database
from app.keys.rules import Scope
from app.keys.store import add_key
from app.logs import JsonLines
from tests.api.newsroom import TOLL_STORY, UNKNOWN_ID, Newsroom, problem_in
from tests.server import running_service

HEADER = "X-Request-Id"
TEXT = "Mayor Ruta Lind said that the mill of Hesk burned in 2019."

REQUESTS = [
    ("GET", "/v1/claims", "", 200),
    ("POST", "/v1/claims", '{"text": "The mill burned."}', 201),
    ("POST", "/v1/claims", "{", 400),
    ("GET", f"/v1/claims/{UNKNOWN_ID}", "", 404),
    ("GET", "/no/such/route", "", 404),
    ("GET", "/static-offline-docs/nothing.js", "", 404),
    ("PUT", "/v1/claims", "", 405),
    ("POST", "/v1/claims", " " * 9_000_000, 413),
    ("POST", "/v1/claims", "{}", 422),
]


@pytest.mark.parametrize(("method", "path", "body", "status"), REQUESTS)
def test_every_answer_has_the_id_that_the_request_brought(
    client: TestClient, method: str, path: str, body: str, status: int
) -> None:
    headers = {HEADER: "desk-7.b/42", "Content-Type": "application/json"}

    answer = client.request(method, path, headers=headers, content=body)

    assert answer.status_code == status
    assert answer.headers.get_list(HEADER) == ["desk-7.b/42"]
    if status >= 400:
        assert problem_in(answer)["request_id"] == "desk-7.b/42"


@pytest.mark.parametrize("brought", [None, "", "two words", "x" * 129, "a;b", "naïve", "<b>"])
def test_a_request_without_a_sane_id_gets_one(client: TestClient, brought: str | None) -> None:
    headers = {} if brought is None else {HEADER.encode(): brought.encode()}

    answer = client.get("/healthz", headers=headers)

    assert UUID(answer.headers[HEADER]).version == 7


def test_a_failure_of_ours_is_logged_under_the_id_that_its_answer_has(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError(TEXT)

    monkeypatch.setattr("app.factcheck.articles.read_article", fail)
    caplog.handler.setFormatter(JsonLines())
    caplog.set_level(logging.INFO, "app")

    answer = client.post("/v1/articles", json={"text": TEXT})

    assert problem_in(answer)["status"] == 500
    assert "whether it was stored" in problem_in(answer)["detail"]
    failure, line = map(json.loads, caplog.text.splitlines())
    identity = answer.headers[HEADER]
    assert failure["request_id"] == line["request_id"] == problem_in(answer)["request_id"]
    assert line["request_id"] == identity
    assert "in fail" in failure["traceback"]
    assert (line["status"], line["route"]) == (500, "/v1/articles")
    assert "mill" not in caplog.text


def test_a_line_about_head_has_the_template_of_the_route(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "app")

    client.head(f"/v1/claims/{UNKNOWN_ID}")

    line = vars(caplog.records[-1])
    assert (line["method"], line["route"], line["status"]) == ("HEAD", "/v1/claims/{claim_id}", 404)


def test_a_line_names_the_key_that_was_sent(
    client: TestClient, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    with database.writing() as session:
        key = add_key(session, "desk", Scope.READ)
    caplog.set_level(logging.INFO, "app")

    client.get("/v1/claims", headers={"X-API-Key": key})

    assert vars(caplog.records[-1])["client"] == "desk"
    assert key not in caplog.text


def _samples(text: str) -> dict[str, float]:
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines)}


def _numbers(client: TestClient | httpx2.Client) -> dict[str, float]:
    answer = client.get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    return _samples(answer.text)


def _grown(before: dict[str, float], after: dict[str, float]) -> dict[str, float]:
    return {
        name: value - before.get(name, 0)
        for name, value in after.items()
        if value != before.get(name, 0)
    }


def test_requests_are_counted_by_route_and_never_by_what_is_in_a_path(client: TestClient) -> None:
    before = _numbers(client)
    for path in (f"/v1/claims/{UNKNOWN_ID}", "/v1/claims/x?y=z", "/a", "/b", "/v1/c"):
        client.get(path)
    client.request("BREW", "/a")

    grown = _grown(before, _numbers(client))

    route = 'method="GET",route="/v1/claims/{claim_id}"'
    counted = {name: n for name, n in grown.items() if name.startswith("http_requests_total")}
    assert counted == {
        f'http_requests_total{{{route},status="4xx"}}': 2,
        'http_requests_total{method="GET",route="unmatched",status="4xx"}': 3,
        'http_requests_total{method="other",route="unmatched",status="4xx"}': 1,
        'http_requests_total{method="GET",route="/metrics",status="2xx"}': 1,
    }
    assert grown[f"http_request_duration_seconds_count{{{route}}}"] == 2
    assert grown[f'http_request_duration_seconds_bucket{{le="+Inf",{route}}}'] == 2


def test_who_is_not_let_in_is_counted_by_route_too(client: TestClient, database: Database) -> None:
    with database.writing() as session:
        key = add_key(session, "desk", Scope.READ)
    allowed = {"X-API-Key": key}
    before = _samples(client.get("/metrics", headers=allowed).text)
    for path in (f"/v1/claims/{UNKNOWN_ID}", "/v1/claims/x", "/metrics", "/nothing"):
        assert client.get(path).status_code == 401
    assert client.post("/v1/claims", json={"text": "x"}, headers=allowed).status_code == 403

    grown = _grown(before, _samples(client.get("/metrics", headers=allowed).text))

    counted = {name: n for name, n in grown.items() if name.startswith("http_requests_total")}
    assert counted == {
        'http_requests_total{method="GET",route="/v1/claims/{claim_id}",status="4xx"}': 2,
        'http_requests_total{method="GET",route="/metrics",status="4xx"}': 1,
        'http_requests_total{method="GET",route="/metrics",status="2xx"}': 1,
        'http_requests_total{method="GET",route="unmatched",status="4xx"}': 1,
        'http_requests_total{method="POST",route="/v1/claims",status="4xx"}': 1,
    }


def test_the_steps_of_an_article_are_timed(client: TestClient, newsroom: Newsroom) -> None:
    before = _numbers(client)
    newsroom.article()
    newsroom.client.post("/v1/check", json={"text": TOLL_STORY}).raise_for_status()

    grown = _grown(before, _numbers(client))

    runs = r'factcheck_stage_seconds_count{stage="(\w+)"}'
    steps = {found[1]: n for name, n in grown.items() if (found := re.fullmatch(runs, name))}
    assert steps["reading"] == 2
    assert steps.keys() == {"reading", "encoding", "searching", "judging", "settling"}


def test_what_is_stored_is_counted_once_a_minute(
    client: TestClient, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(numbers, "COUNTED_FOR_S", -1.0)
    article = newsroom.article()
    newsroom.report_of("courier", article["claims"][0])
    newsroom.change(f"/v1/articles/{article['id']}", published_at="2026-01-01T00:00:00Z")

    counted = _numbers(client)
    monkeypatch.undo()
    newsroom.claim()

    assert counted['factcheck_stored{kind="articles"}'] == 1
    assert counted['factcheck_stored{kind="claims"}'] == len(article["claims"])
    assert counted['factcheck_stored{kind="evidence"}'] == 1
    assert counted['factcheck_linking_pending{kind="articles"}'] == 1
    assert counted['factcheck_linking_pending{kind="claims"}'] == len(article["claims"])
    assert _numbers(client)['factcheck_stored{kind="claims"}'] == len(article["claims"])


def test_several_workers_count_together_and_log_one_line_for_each_request(
    migrated_sqlite: Path, tmp_path: Path
) -> None:
    path = shutil.copy(migrated_sqlite, tmp_path / "factcheck.db")
    with (tmp_path / "log").open("wb") as log:
        options = ("--workers", "2")
        with running_service(
            f"sqlite:///{path}", *options, log=log, settings={"LOG_FORMAT": "json"}
        ) as address:
            for number in range(
                20
            ):  # each on a connection of its own, so that both workers get some
                headers = {HEADER: f"many-{number}"}
                httpx2.get(f"{address}/v1/claims?q=secret{number}", headers=headers)
            with httpx2.Client(base_url=address) as client:
                counted = _numbers(client)

    assert counted['http_requests_total{method="GET",route="/v1/claims",status="2xx"}'] == 20
    with (tmp_path / "log").open("rb") as log:
        lines = _lines(log)
    ours = [line for line in lines if str(line.get("request_id")).startswith("many-")]
    assert sorted(line["request_id"] for line in ours) == sorted(f"many-{n}" for n in range(20))
    assert {(line["method"], line["route"], line["status"]) for line in ours} == {
        ("GET", "/v1/claims", 200)
    }
    assert all(line["duration_ms"] > 0 for line in ours)
    assert any(line["logger"] == "uvicorn.error" for line in lines)
    assert "secret" not in (tmp_path / "log").read_text()


def _lines(log: IO[bytes]) -> list[dict[str, Any]]:
    """Every line of a log, which is JSON from the first to the last."""
    return [json.loads(line) for line in log]
