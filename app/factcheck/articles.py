"""Articles come in, are corrected and deleted; what rests on them settles."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.articles import source_store as sources
from app.articles import store as articles
from app.articles.intake import Document
from app.articles.models import (
    Article,
    ArticleCreate,
    ArticlePatch,
    ArticlePublic,
)
from app.articles.source_models import SourceRef
from app.checker import Checker, ReadArticle, read_article
from app.claims import store as claims
from app.claims.found_store import add_found_claims
from app.claims.linkable_store import mark_pending
from app.claims.reading.extraction import READER
from app.columns import utc_now
from app.db import Database, lock_name
from app.errors import Versions, check_version
from app.evidence import store as evidence
from app.evidence.wires import wire_credited
from app.idempotency.models import Effect
from app.idempotency.once import UNKEYED, Once
from app.idempotency.store import forget_answers
from app.indexing import index_article, index_title
from app.linking import READ_BY_LINKING, link_article, link_if_possible
from app.search.vectors import Vectors
from app.verdicts.claim_store import article_with_claims, report_of
from app.verdicts.models import ArticleWithClaims, Report
from app.verdicts.settling import claims_resting_on, lock_and_settle, settle_verdicts


@dataclass(frozen=True, slots=True)
class Ingested:
    """A stored article, and whether it is new."""

    article: ArticleWithClaims
    is_new: bool


def ingest_article(
    database: Database, checker: Checker, draft: ArticleCreate, *, once: Once = UNKEYED
) -> Ingested:
    """Read an article, store it with its claims, and link them; the same text of the same source is stored once.

    What cannot be linked now is linked later, by whoever runs `link_whole`.

    Raises:
        Invalid: the page has no article, or may not be fetched.
        Unfetchable: a server did not give the page.
        Conflict: several stored sources have the name that was given.
        InProgress: another does the same request.
    """
    vectors: Mapping[str, Vectors] = {}
    if (stored := once.effect) is None:
        stored, vectors = _read_and_store(database, checker, draft, once)
    [article_id] = stored.ids
    if stored.is_new:
        link_if_possible(
            partial(link_article, database, checker.linker, article_id, vectors=vectors)
        )
    with database.reading() as session:
        return Ingested(article_with_claims(session, article_id), stored.is_new)


def _read_and_store(
    database: Database, checker: Checker, draft: ArticleCreate, once: Once
) -> tuple[Effect, Mapping[str, Vectors]]:
    """Store an article with its claims; the vectors are those of its texts."""
    read = read_article(checker, draft)
    document = read.document
    wire = _wire_credited(database, document)
    vectors = checker.linker.vectors(read.texts)
    with database.writing() as session:
        source = sources.place_source(session, document.source, document.site, _urls(document))
        _lock_text(session, source.id, document.text_sha256, document.canonical_url)
        stored = articles.same_text(session, source.id, document.text_sha256)
        article = stored or _store(session, read, source.id, wire)
        if stored is None:
            index_article(session, checker.linker.index, article.id, vectors)
        if _add_address(session, article.id, document):
            touched = evidence.claims_with_evidence_from(session, article_id=article.id)
            lock_and_settle(session, touched)
        effect = Effect((article.id,), article.id, is_new=stored is None)
        once.record(session, effect)
    return effect, vectors


def change_article(
    database: Database, checker: Checker, article_id: UUID, patch: ArticlePatch, expected: Versions
) -> ArticlePublic:
    """Change what is known of an article, and settle the verdicts that rest on it.

    Raises:
        NotFound: there is no such article.
        Stale: it has another version than expected.
        Conflict: the new source has the same text stored already, or its name is not unique.
    """
    changes = patch.changes()
    with database.writing() as session:
        article = articles.article_to_change(session, article_id)
        check_version(article.version, expected)
        touched: list[UUID] = []
        if "source" in changes:
            changes["source_id"], touched = _new_source(session, article, changes.pop("source"))
        if "author" in changes:
            wires = sources.wire_names(session)
            source_id = changes.get("source_id", article.source_id)
            printed_by = sources.source_of(session, source_id).name
            changes["wire"] = wire_credited(changes["author"], article.text, wires, printed_by)
        if changes:
            _change(session, article, changes, touched)
        if "title" in changes:
            index_title(session, checker.linker.index, article_id)
        return articles.article_of(session, article_id)


def _new_source(
    session: Session, article: Article, named: str | SourceRef
) -> tuple[UUID, list[UUID]]:
    """The source that a person gives an article, and the claims that rest on it, if its name is new."""
    ref = sources.source_ref(named, url=None)
    urls = articles.urls_of(session, article.id)
    source = sources.place_source(session, ref, urls=urls)
    renamed = sources.take_name(session, source, ref)
    _lock_text(session, source.id, article.text_sha256, canonical_url=None)
    return source.id, claims_resting_on(session, source.id) if renamed else []


def _change(
    session: Session, article: Article, changes: dict[str, Any], touched: list[UUID]
) -> None:
    """Change an article, settle what rests on it and `touched` claims, and mark what links were judged by otherwise."""
    is_judged_by = bool(changes.keys() & READ_BY_LINKING)
    waits = {"linking_pending": True} if is_judged_by else {}
    articles.change_article(session, article, changes | waits)
    linked = evidence.claims_with_evidence_from(session, article_id=article.id)
    own = claims.claim_ids_of(session, article.id)
    lock_and_settle(session, [*linked, *own, *touched])
    if is_judged_by:
        mark_pending(session, own, pending=True)


def delete_article(database: Database, article_id: UUID, expected: Versions = None) -> None:
    """Delete an article with its claims and the evidence taken from it, and settle what rested on it.

    Raises:
        NotFound: there is no such article.
        Stale: it has another version than expected.
    """
    with database.writing() as session:
        check_version(articles.article_to_change(session, article_id).version, expected)
        articles.lock_revisions(session, article_id)
        own = set(claims.claim_ids_of(session, article_id))
        linked = set(evidence.claims_with_evidence_from(session, article_id=article_id))
        locked = claims.lock_claims(session, [*(own | linked)])
        articles.delete_article(session, article_id)
        settle_verdicts(session, [claim_id for claim_id in locked if claim_id not in own])
        forget_answers(session, {article_id, *locked}, utc_now())


def report_on(database: Database, article_id: UUID) -> Report:
    """An article with each claim, its verdict, and its best quote on either side.

    Raises:
        NotFound: there is no such article.
    """
    with database.reading() as session:
        return report_of(session, article_id)


def _wire_credited(database: Database, document: Document) -> str | None:
    with database.reading() as session:
        wires = sources.wire_names(session)
    return wire_credited(document.author, document.text, wires, document.printed_by)


def _lock_text(
    session: Session, source_id: UUID, text_sha256: str, canonical_url: str | None
) -> None:
    """Let nobody else store the same text of that source, or another text at that address, meanwhile."""
    lock_name(session, f"text {text_sha256} of {source_id}")
    if canonical_url is not None:
        lock_name(session, f"address {canonical_url}")


def _revised(session: Session, document: Document) -> UUID | None:
    """The article that stood at the same address before, with another text."""
    if document.canonical_url is None:
        return None
    return articles.newest_at(session, document.canonical_url, besides=document.text_sha256)


def _store(session: Session, read: ReadArticle, source_id: UUID, wire: str | None) -> Article:
    document, text_sha256 = read.document, read.document.text_sha256
    article = Article(
        source_id=source_id,
        title=document.title,
        author=document.author,
        published_at=document.published_at,
        language=document.language,
        wire=wire,
        notes=list(document.notes),
        text=document.text,
        text_sha256=text_sha256,
        revision_of=_revised(session, document),
    )
    articles.add_article(session, article)
    now = utc_now()
    claim_ids = add_found_claims(session, article.id, read.claims, READER, now)
    settle_verdicts(session, claim_ids, now)
    return article


def _urls(document: Document) -> list[str]:
    return [document.url] if document.url else []


def _add_address(session: Session, article_id: UUID, document: Document) -> bool:
    """Record where an article stands, and say whether that is new."""
    if document.url is None or document.canonical_url is None:
        return False
    return articles.add_url(session, article_id, document.url, document.canonical_url)
