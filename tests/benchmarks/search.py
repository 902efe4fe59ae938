"""How fast and how completely texts are found: `python -m tests.benchmarks.search --texts 100000`.

The texts are generated sentences, and their vectors come from the encoder that comes with the service. That takes
minutes, so `--vectors FILE` keeps them. Beyond `ENCODED` texts, vectors are those of others with noise, for timing.
"""

import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import numpy as np
import typer
from alembic import command
from sqlalchemy import select, text
from sqlmodel import col

from app.articles.models import PASSAGES, Article
from app.db import Database
from app.inference.encoder import ENCODER_WEIGHTS, SentenceEncoder
from app.search.index import Query
from app.search.vectors import DIMENSIONS, Vectors
from app.search.words import with_words
from tests.benchmarks.report import Report, resident_mb, timings
from tests.benchmarks.sentences import in_batches, sentences
from tests.conftest import make_postgres_database
from tests.postgres import running_postgres
from tests.search.shelf import Shelf, shelf_of

SEED = 7
ASKED = 500  # sentences that are not stored
IN_ARTICLE = 40
ENCODED = 100_000
NOISE = 0.3  # length of what is added to a vector to make another of it


@dataclass(frozen=True)
class Corpus:
    """Texts to store, and texts to ask for, with their vectors."""

    texts: list[str]
    vectors: Vectors
    asked: list[Query]

    def exact(self, count: int) -> list[set[str]]:
        """For each query the texts with the highest cosines."""
        best = (self._best(query.vector, count) for query in self.asked)
        return [{self.texts[place] for place in places} for places in best]

    def _best(self, vector: Vectors, count: int) -> list[int]:
        cosines = self.vectors @ vector
        places: list[int] = np.argpartition(-cosines, count)[:count].tolist()
        return places


def main(
    texts: int = ENCODED,
    vectors: Annotated[Path | None, typer.Option(help="Where vectors are kept.")] = None,
    postgresql: bool = True,  # noqa: FBT001, FBT002 - typer declares flags so
) -> None:
    """Measure both databases."""
    corpus = corpus_of(texts, vectors)
    search(Report(), corpus, postgresql=postgresql)


def search(report: Report, corpus: Corpus, *, postgresql: bool) -> None:
    """Measure SQLite, and PostgreSQL too where that is wanted."""
    report.begin(f"Search in {len(corpus.texts):,} texts, {len(corpus.asked)} queries")
    brute_force(report, corpus)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        measure(report, Database(f"sqlite:///{folder / 'bench.db'}"), corpus)
        if postgresql:
            server = stack.enter_context(running_postgres()).address
            measure(report, Database(make_postgres_database(server, "bench")), corpus)


def corpus_of(count: int, file: Path | None, encoded: int = ENCODED) -> Corpus:
    """Generated sentences with their vectors; those beyond `encoded` have vectors of others with noise."""
    encoded = min(count, encoded)
    written = sentences(encoded + ASKED, SEED)
    found = kept(file, written)
    asked = [Query(*pair) for pair in zip(written[encoded:], found[encoded:], strict=True)]
    stored = written[:encoded] + sentences(count + encoded, SEED + 1)[: count - encoded]
    return Corpus(stored, more(found[:encoded], count), asked)


def kept(file: Path | None, texts: list[str]) -> Vectors:
    """The vectors of the texts, from the file if they are there."""
    if file is not None and file.exists() and len(vectors := np.load(file)) == len(texts):
        return np.asarray(vectors, np.float32)
    vectors = SentenceEncoder(ENCODER_WEIGHTS).encode(texts)
    if file is not None:
        np.save(file, vectors)
    return vectors


def more(vectors: Vectors, count: int) -> Vectors:
    """The vectors, and noisy ones made of them until there are so many."""
    noise = np.random.default_rng(SEED)
    parts = [vectors]
    while (missing := count - sum(map(len, parts))) > 0:
        some = vectors[:missing]
        drift = noise.standard_normal(some.shape, np.float32) * NOISE / DIMENSIONS**0.5
        parts.append((some + drift) / np.linalg.norm(some + drift, axis=1, keepdims=True))
    return np.concatenate(parts)


def brute_force(report: Report, corpus: Corpus) -> None:
    """What computing all cosines costs."""
    asked = np.stack([query.vector for query in corpus.asked])
    with report.cpu("every cosine, queries one by one, a query", 20):
        for vector in asked[:20]:
            np.argpartition(-(corpus.vectors @ vector), 10)
    with report.cpu("every cosine, 40 queries together, a query", 40):
        np.argpartition(-(asked[:40] @ corpus.vectors.T), 10, axis=1)


def measure(report: Report, database: Database, corpus: Corpus) -> None:
    """Store, search and list."""
    report.begin(f"Search on {database.engine.dialect.name}")
    command.upgrade(database.migration_config(), "head")
    shelf = shelf_of(database)
    before = resident_mb()
    fill(report, shelf, corpus)
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))
    shelf = shelf_of(database)
    report.spread("first search of a process", timings(shelf.find, [corpus.asked[:1]]))
    by_meaning(report, shelf, corpus)
    hybrid(report, shelf, corpus)
    lists(report, shelf, corpus)
    report.add("memory, most of it the texts stored", resident_mb() - before, "MB")
    database.close()


def fill(report: Report, shelf: Shelf, corpus: Corpus) -> None:
    """Store the texts as articles of 40 sentences."""
    vectors = iter(corpus.vectors)
    took = []
    for number, batch in enumerate(in_batches(corpus.texts, IN_ARTICLE)):
        started = time.perf_counter()
        shelf.put(*batch, name=f"article {number}", vectors=[next(vectors) for _ in batch])
        took.append(time.perf_counter() - started)
    report.spread("storing an article of 40 sentences", took)


def by_meaning(report: Report, shelf: Shelf, corpus: Corpus) -> None:
    """How many of the ten nearest are found, and what it costs."""
    meaning: Any = shelf.index._meaning  # type: ignore[attr-defined]
    table = PASSAGES.table
    found: list[set[str]] = []
    with (
        shelf.database.reading() as session,
        report.cpu("by meaning alone, 40 queries together, a query", len(corpus.asked)),
    ):
        for batch in in_batches(corpus.asked, IN_ARTICLE):
            vectors = np.stack([query.vector for query in batch])
            near = meaning.candidates(session, PASSAGES, vectors, 50, ())
            cosines = meaning.cosines(session, PASSAGES, vectors, near)
            for each in cosines:
                ids = sorted(each, key=lambda identity: -each[identity])[:10]
                found.append(set(session.scalars(select(table.c.text).where(table.c.id.in_(ids)))))
    wanted = corpus.exact(10)
    recall = np.mean([len(some & best) / 10 for some, best in zip(found, wanted, strict=True)])
    report.add("recall@10 against every cosine", float(recall), "")


def hybrid(report: Report, shelf: Shelf, corpus: Corpus) -> None:
    """By words and meaning."""
    batches = list(in_batches(corpus.asked, IN_ARTICLE))
    with report.cpu("by words and meaning, 40 queries together, a query", len(corpus.asked)):
        report.spread("the same by the clock, for the 40", timings(shelf.find, batches))
    single = [[query] for query in corpus.asked[:200]]
    with report.cpu("by words and meaning, one query", len(single)):
        report.spread("the same by the clock", timings(shelf.find, single))


def lists(report: Report, shelf: Shelf, corpus: Corpus) -> None:
    """The newest 50 articles with words."""
    for words in (["the"], ["the", "bridge"], corpus.texts[0].lower().split()[:2], ["nowhere"]):
        took = timings(newest, [(shelf, words)])
        report.spread(f"newest 50 articles with {' and '.join(words)}", took)


def newest(shelf: Shelf, words: list[str]) -> Sequence[UUID]:
    with shelf.database.reading() as session:
        has = with_words(session, col(Article.id), PASSAGES, words)
        wanted = select(col(Article.id)).where(has).order_by(col(Article.id).desc()).limit(51)
        return session.scalars(wanted).all()


if __name__ == "__main__":
    typer.run(main)
