"""How long a server over a filled database takes to start and to answer, and what memory it takes."""

import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import httpx2
from alembic import command
from sqlalchemy import update
from sqlalchemy.orm import Session

from app.articles.models import Article
from app.articles.source_models import SourceRef
from app.articles.source_store import place_source
from app.articles.store import add_article
from app.claims.found_store import add_found_claims
from app.claims.models import Claim
from app.claims.vocabulary import ClaimKind, FoundClaim, Polarity
from app.db import Database
from app.indexing import index_article
from app.search.index import TextIndex
from app.search.vectors import Vectors
from app.verdicts.settling import settle_verdicts
from app.wiring import make_index
from tests.benchmarks.processing import generated
from tests.benchmarks.report import Report, timings
from tests.benchmarks.search import Corpus
from tests.benchmarks.sentences import in_batches
from tests.server import Service, started_service

SEED = 29
IN_ARTICLE = 10  # sentences of a stored article
EVERY = 3  # sentences: each third is a claim
IN_TRANSACTION = 100  # articles
POSTED = 60


def measure(report: Report, corpus: Corpus, posted: int = POSTED) -> None:
    """Fill a database with the corpus, start a server, and send articles."""
    articles = -(-len(corpus.texts) // IN_ARTICLE)
    report.begin(f"Server over {articles:,} articles with {len(corpus.texts):,} passages, SQLite")
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        database = Database(url)
        command.upgrade(database.migration_config(), "head")
        with started_service(url) as service:
            report.add("start until it is ready, empty database", service.started_in_s, "s")
        with report.cpu("storing an article without reading it", articles):
            fill(database, corpus)
        database.close()
        with started_service(url) as service:
            report.add("start until it is ready", service.started_in_s, "s")
            report.add("memory at rest", peak_mb(service), "MB")
            send(report, service, generated(posted, SEED))
            report.add("memory at most", peak_mb(service), "MB")


def fill(database: Database, corpus: Corpus) -> None:
    """Store the corpus as articles and claims that are linked already."""
    index = make_index(is_sqlite=database.is_sqlite)
    pairs = list(zip(corpus.texts, corpus.vectors, strict=True))
    for batch in in_batches(list(in_batches(pairs, IN_ARTICLE)), IN_TRANSACTION):
        with database.writing() as session:
            for sentences in batch:
                _store(session, index, sentences)
    with database.writing() as session:
        for table in (Article, Claim):
            session.execute(update(table).values(linking_pending=False))


def _store(session: Session, index: TextIndex, sentences: Sequence[tuple[str, Vectors]]) -> UUID:
    text = " ".join(sentence for sentence, _ in sentences)
    digest = sha256(text.encode()).hexdigest()
    source = place_source(session, SourceRef(name=f"Paper {digest[:2]}"))
    article = Article(
        source_id=source.id, text=text, text_sha256=digest, language="en", revision_of=None
    )
    add_article(session, article)
    now = datetime.now(UTC)
    claimed = [_claim(text, sentence) for sentence, _ in sentences[::EVERY]]
    claim_ids = add_found_claims(session, article.id, claimed, "benchmark", now)
    settle_verdicts(session, claim_ids, now)
    index_article(session, index, article.id, dict(sentences))
    return article.id


def _claim(text: str, sentence: str) -> FoundClaim:
    start = text.index(sentence)
    return FoundClaim(
        start=start,
        end=start + len(sentence),
        text=sentence,
        kind=ClaimKind.STATEMENT,
        claimant=None,
        cue=None,
        polarity=Polarity.ASSERTS,
        hedged=False,
        check_worthiness=0.5,
    )


def send(report: Report, service: Service, texts: Sequence[str]) -> None:
    """Send articles one after another."""
    words = sum(len(text.split()) for text in texts) / len(texts)
    with httpx2.Client(base_url=service.address, timeout=600) as client:

        def post(text: str) -> None:
            client.post("/v1/articles", json={"text": text, "source": "Courier"}).raise_for_status()

        took = timings(post, [[text] for text in texts])
    report.spread(f"POST /v1/articles of {words:.0f} words, {len(texts)} of them", took)


def peak_mb(service: Service) -> float:
    """The most memory that the process had so far."""
    status = Path(f"/proc/{service.pid}/status").read_text(encoding="utf-8")
    [line] = [line for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(line.split()[1]) / 1024
