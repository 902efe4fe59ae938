"""The least that can answer three of the calls: a Starlette handler, one statement of SQL or two, orjson.

It answers the same bytes as the service, but it checks, judges and records nothing: what the service costs more is
the price of that. `uvicorn tests.benchmarks.bare:create_app --factory` serves it.
"""

import base64
import os
import sqlite3
import threading
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Protocol
from uuid import UUID
from zlib import crc32

import orjson
import psycopg
from psycopg.rows import dict_row
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from uuid_utils.compat import uuid7

DATABASE = "BARE_DATABASE_URL"
PAGE = 50
_CLAIMS = """
    SELECT c.id, c.article_id, c.text, c.start, c."end", c.kind, c.claimant_name, c.claimant_role, c.claimant_start,
        c.claimant_end, c.cue, c.context, c.polarity, c.hedged, c.check_worthiness,
        coalesce(c.claimed_at, a.published_at) AS claimed_at, coalesce(c.language, a.language) AS language,
        c.linking_pending, c.created_at, c.made_by, c.version, v.label{}
    FROM claims c LEFT JOIN articles a ON a.id = c.article_id
    JOIN verdicts v ON v.claim_id = c.id AND v.seq = (SELECT max(seq) FROM verdicts WHERE claim_id = c.id)"""
_CLAIM = _CLAIMS.format(", v.decision, v.input_digest, v.computed_at") + " WHERE c.id = ?"
_PAGE = _CLAIMS.format("") + f" ORDER BY c.id DESC LIMIT {PAGE + 1}"
_SOURCE = "SELECT id, name, domain, kind FROM sources WHERE domain = ?"
_ADD = """
    INSERT INTO evidence (id, claim_id, seq, stance, state, quote, source_id, url, denial, hedged, p, method, reasons,
        version, created_at)
    VALUES (?, ?, (SELECT coalesce(max(seq), 0) + 1 FROM evidence WHERE claim_id = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""

Row = Any
Handler = Callable[[Request], Response]
AsyncHandler = Callable[[Request], Awaitable[Response]]


class _Store(Protocol):
    """A database as its driver gives it."""

    def read(self, sql: str, *values: object) -> list[Row]:
        """The rows that a statement finds."""

    def write(self, sql: str, *values: object) -> None:
        """Run a statement and commit it."""


class _Sqlite:
    """A connection for each thread, with the pragmas of the service, and one writer at a time."""

    def __init__(self, url: str) -> None:
        self._file = url.removeprefix("sqlite:///")
        self._own = threading.local()
        self._writer = threading.Lock()

    def read(self, sql: str, *values: object) -> list[Row]:
        return self._connection().execute(sql, [_stored(value) for value in values]).fetchall()

    def write(self, sql: str, *values: object) -> None:
        connection = self._connection()
        with self._writer:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(sql, [_stored(value) for value in values])
            connection.execute("COMMIT")

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._own, "connection", None)
        if connection is None:
            connection = sqlite3.connect(self._file, isolation_level=None)
            connection.row_factory = sqlite3.Row
            for pragma in ("busy_timeout=30000", "synchronous=FULL", "foreign_keys=ON"):
                connection.execute(f"PRAGMA {pragma}")
            self._own.connection = connection
        return connection


class _Postgres:
    """A connection for each thread; a statement is a transaction."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._own = threading.local()

    def read(self, sql: str, *values: object) -> list[Row]:
        return self._connection().execute(sql.replace("?", "%s"), values).fetchall()

    def write(self, sql: str, *values: object) -> None:
        self._connection().execute(sql.replace("?", "%s"), values)

    def _connection(self) -> "psycopg.Connection[Row]":
        if not hasattr(self._own, "connection"):
            self._own.connection = psycopg.connect(
                self._url, autocommit=True, row_factory=dict_row, options="-c timezone=UTC"
            )
        connection: psycopg.Connection[Row] = self._own.connection
        return connection


def create_app() -> Starlette:
    """The handlers over a database that the service filled."""
    url = os.environ[DATABASE]
    store: _Store = _Sqlite(url) if url.startswith("sqlite") else _Postgres(url)

    def read_claim(request: Request) -> Response:
        [row] = store.read(_CLAIM, UUID(request.path_params["claim_id"]))
        decision = orjson.loads(row["decision"])
        told = ("label", "confidence", "summary", "caveats", "policy")
        summary = {field: decision[field] for field in told}
        summary |= {"input_digest": row["input_digest"], "computed_at": _moment(row["computed_at"])}
        return _json(_claim(row) | {"verdict_summary": summary})

    def list_claims(_request: Request) -> Response:
        rows = store.read(_PAGE)
        cursor = None
        if len(rows) > PAGE:
            seal = sha256(b"/v1/claims?[]").hexdigest()[:12]
            key = f'["{seal}", "{_uuid(rows[PAGE - 1]["id"])}"]'
            cursor = base64.urlsafe_b64encode(key.encode()).decode()
        return _json({"items": [_claim(row) for row in rows[:PAGE]], "next_cursor": cursor})

    def add_evidence(claim_id: UUID, body: bytes) -> Response:
        sent = orjson.loads(body)
        [source] = store.read(_SOURCE, sent["url"].split("/")[2])
        identity, now = uuid7(), datetime.now(UTC)
        fields = (sent["stance"], "accepted", sent["quote"], _uuid(source["id"]), sent["url"], False, False, 1.0, "person", "[]", 1, now)  # fmt: skip
        store.write(_ADD, identity, claim_id, claim_id, *fields)
        shown = _evidence(identity, claim_id, sent, source, now)
        return _json(shown, 201, Location=f"/v1/evidence/{identity}")

    async def post_evidence(request: Request) -> Response:
        claim_id = UUID(request.path_params["claim_id"])
        return await run_in_threadpool(add_evidence, claim_id, await request.body())

    cheapest = _at_once if url.startswith("sqlite") else _in_a_thread
    return Starlette(
        routes=[
            Route("/readyz", lambda _request: Response()),
            Route("/v1/claims", cheapest(list_claims)),
            Route("/v1/claims/{claim_id}", cheapest(read_claim)),
            Route("/v1/claims/{claim_id}/evidence", post_evidence, methods=["POST"]),
        ]
    )


def _at_once(handler: Handler) -> AsyncHandler:
    """Without a thread: right for a file, which hardly ever makes anybody wait."""

    async def handle(request: Request) -> Response:
        return handler(request)

    return handle


def _in_a_thread(handler: Handler) -> Handler:
    """As Starlette runs what is no coroutine: right for a server at the other end of a socket."""
    return handler


def _claim(row: Row) -> dict[str, Any]:
    name = row["claimant_name"]
    claimant = {
        "name": name,
        "role": row["claimant_role"],
        "start": row["claimant_start"],
        "end": row["claimant_end"],
    }
    return {
        "id": _uuid(row["id"]),
        "article_id": row["article_id"] and _uuid(row["article_id"]),
        "text": row["text"],
        "start": row["start"],
        "end": row["end"],
        "kind": row["kind"],
        "claimant": claimant if name else None,
        "cue": row["cue"],
        "context": row["context"],
        "polarity": row["polarity"],
        "hedged": bool(row["hedged"]),
        "check_worthiness": row["check_worthiness"],
        "claimed_at": row["claimed_at"] and _moment(row["claimed_at"]),
        "language": row["language"],
        "linking_pending": bool(row["linking_pending"]),
        "created_at": _moment(row["created_at"]),
        "made_by": row["made_by"],
        "version": row["version"],
        "verdict": row["label"],
    }


def _evidence(
    identity: UUID, claim_id: UUID, sent: Row, source: Row, now: datetime
) -> dict[str, Any]:
    made = {"origin": source["name"], "stance": sent["stance"], "state": "accepted"}
    return {
        "id": identity,
        "claim_id": claim_id,
        "stance": sent["stance"], "state": "accepted", "anchored": False,
        **dict.fromkeys(("article_id", "start", "end")),
        "quote": sent["quote"],
        "source": dict(source) | {"id": _uuid(source["id"])},
        "url": sent["url"],
        "title": None, "published_at": None, "origin": source["name"],
        "denial": False, "hedged": False, "p": 1.0, "method": "person", "reasons": [],
        "note": None, "created_at": now, "version": 1,
        "changes": [
            {"field": field, "before": None, "after": made[field], "author": "person", "changed_at": now}
            for field in ("stance", "state")
        ],
    }  # fmt: skip


def _stored(value: object) -> object:
    """A value as SQLAlchemy keeps it in SQLite."""
    if isinstance(value, UUID):
        return value.hex
    return value.replace(tzinfo=None).isoformat(" ") if isinstance(value, datetime) else value


def _uuid(stored: str | UUID) -> UUID:
    return UUID(stored) if isinstance(stored, str) else stored


def _moment(stored: str | datetime) -> datetime:
    if isinstance(stored, str):
        return datetime.fromisoformat(stored).replace(tzinfo=UTC)
    return stored


def _json(value: dict[str, Any], status: int = 200, **headers: str) -> Response:
    body = orjson.dumps(value, option=orjson.OPT_UTC_Z)
    if (version := value.get("version")) is not None:
        headers["ETag"] = f'"{version}-{crc32(body):08x}"'
    return Response(body, status, headers, media_type="application/json")
