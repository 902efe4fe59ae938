"""How well stored claims are found that say what a text says: posts and the fact-checked claims that they repeat.

The whole path of `POST /v1/match` is measured, over an SQLite database with all claims.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from alembic import command

from app.checker import Checker
from app.checking import SAME, match_claims
from app.claims.models import ClaimCreate
from app.claims.store import add_claim
from app.columns import utc_now
from app.db import Database
from app.indexing import index_claims
from app.settings import Settings
from app.verdicts.models import MatchedClaim
from app.verdicts.settling import settle_verdicts
from app.wiring import make_checker

CLAIMS, POSTS = "clef20_t2_vclaims.jsonl", ("clef20_t2_train.jsonl", "clef20_t2_dev.jsonl")
SCORER = "score_ranking.py"
FOUND = 20  # claims that are asked for with each post
BARS = {"map@1": 0.85, "map@5": 0.88}
_AT_ONCE = 500

Row = dict[str, Any]


def table(data: Path, scorer: Path) -> Iterator[str]:
    """What is found, line by line, with the bars that are missed."""
    missing = [name for name in (CLAIMS, *POSTS) if not (data / name).exists()]
    if missing:
        yield f"  {data / missing[0]} is not there."
        return
    posts = [row for name in POSTS for row in _rows(data / name)]
    found = matched(_rows(data / CLAIMS), posts)
    score = _score(scorer, posts, found)
    yield "  " + ", ".join(f"{name} {value:.3f}" for name, value in score.items() if name != "n")
    for name, bar in BARS.items():
        if score[name] < bar:
            yield f"  missed: {name} {score[name]:.3f}, bar {bar}"
    yield from _same(posts, found)


def matched(claims: Sequence[Row], posts: Sequence[Row]) -> list[list[tuple[str, MatchedClaim]]]:
    """For each post the claims that are found, best first, with their ids in the data."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            database_url=f"sqlite:///{folder}/claims.db", sqlite_synchronous="NORMAL"
        )
        with (
            closing(Database(settings.database_url)) as database,
            closing(make_checker(settings)) as checker,
        ):
            command.upgrade(database.migration_config(), "head")
            names = dict(
                pair
                for start in range(0, len(claims), _AT_ONCE)
                for pair in _stored(database, checker, claims[start : start + _AT_ONCE])
            )
            found = [match_claims(database, checker, post["tweet"], FOUND).items for post in posts]
    return [[(names[str(claim.id)], claim) for claim in items] for items in found]


def _stored(
    database: Database, checker: Checker, claims: Sequence[Row]
) -> Iterator[tuple[str, str]]:
    drafts = [ClaimCreate(text=row["vclaim"]) for row in claims]
    vectors = checker.linker.vectors(draft.text for draft in drafts)
    now = utc_now()
    with database.writing() as session:
        ids = [add_claim(session, draft, 0.5, "person", now) for draft in drafts]
        index_claims(session, checker.linker.index, ids, vectors)
        settle_verdicts(session, ids, now)
    return zip(map(str, ids), (row["id"] for row in claims), strict=True)


def _same(
    posts: Sequence[Row], found: Sequence[Sequence[tuple[str, MatchedClaim]]]
) -> Iterator[str]:
    """How often what is called the same is, and how much of what is the same is called so."""
    calls = [
        name in post["relevant"]
        for post, items in zip(posts, found, strict=True)
        for name, claim in items
        if claim.same
    ]
    wanted = sum(len(post["relevant"]) for post in posts)
    right = sum(calls)
    yield (
        f"  same at cosine {SAME}: precision {right / max(1, len(calls)):.3f} of {len(calls)} calls,"
        f" recall {right / wanted:.3f}"
    )


def _rows(file: Path) -> list[Row]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def _score(
    scorer: Path, posts: Sequence[Row], found: Sequence[Sequence[tuple[str, MatchedClaim]]]
) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        gold, predicted = Path(folder, "gold.jsonl"), Path(folder, "predicted.jsonl")
        gold.write_text("".join(f"{json.dumps(post)}\n" for post in posts), encoding="utf-8")
        rows = [
            {"id": post["id"], "ranked": [name for name, _ in items]}
            for post, items in zip(posts, found, strict=True)
        ]
        predicted.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
        done = subprocess.run(
            [sys.executable, str(scorer), "match", str(gold), str(predicted)],
            capture_output=True,
            text=True,
            check=True,
        )
    lines = (line.split() for line in done.stdout.splitlines())
    return {name: float(value) for name, value in lines}
