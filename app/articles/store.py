"""Reading and writing articles."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, or_, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from app.articles.models import PASSAGES, Article, ArticleBrief, ArticlePublic, ArticleUrl
from app.articles.source_models import Source
from app.articles.source_store import SOURCE_FIELDS, is_source, take_source
from app.columns import utc_now
from app.db import Query, Record, in_parts
from app.errors import Conflict, present
from app.paging import Page, PageRequest
from app.search.words import with_words

_BRIEF: tuple[Any, ...] = (
    col(Article.id),
    col(Article.title),
    col(Article.author),
    col(Article.published_at),
    col(Article.language),
    col(Article.wire),
    col(Article.notes),
    func.length(Article.text).label("characters"),
    col(Article.text_sha256),
    col(Article.revision_of),
    col(Article.linking_pending),
    col(Article.created_at),
    col(Article.version),
    *SOURCE_FIELDS,
)


@dataclass(frozen=True, slots=True)
class ArticleFilter:
    """Which articles a list shows; None lets all pass. Both bounds of the date are exclusive."""

    words: tuple[str, ...] = ()
    source: str | None = None
    published_after: datetime | None = None
    published_before: datetime | None = None


def lock_revisions(session: Session, article_id: UUID) -> None:
    """Keep others from changing the revisions of an article, which its deletion changes."""
    revisions = select(col(Article.id)).where(col(Article.revision_of) == article_id)
    session.execute(revisions.order_by(col(Article.id)).with_for_update())


def article_to_change(session: Session, article_id: UUID) -> Article:
    """An article that nobody else can change, delete or link from until this transaction ends.

    Raises:
        NotFound: there is none with this id.
    """
    wanted = select(Article).where(col(Article.id) == article_id).with_for_update()
    return present(session.scalar(wanted), "article", article_id)


def article_to_link(session: Session, article_id: UUID) -> Article:
    """An article that nobody else can change or delete until this transaction ends; others may link from it.

    Raises:
        NotFound: there is none with this id.
    """
    wanted = select(Article).where(col(Article.id) == article_id).with_for_update(read=True)
    return present(session.scalar(wanted), "article", article_id)


def articles_to_link(session: Session, article_ids: Sequence[UUID]) -> set[UUID]:
    """Keep others from changing these articles, their sources, or deleting them, until this transaction ends.

    Returns:
        The ids of those that still exist.
    """
    ids, source_ids = set[UUID](), set[UUID]()
    for part in in_parts(sorted(set(article_ids))):
        wanted = select(col(Article.id), col(Article.source_id)).where(col(Article.id).in_(part))
        for row in session.execute(wanted.order_by(col(Article.id)).with_for_update(read=True)):
            ids.add(row.id)
            source_ids.add(row.source_id)
    for part in in_parts(sorted(source_ids)):
        sources = select(col(Source.id)).where(col(Source.id).in_(part)).order_by(col(Source.id))
        session.execute(sources.with_for_update(read=True))
    return ids


def article_ids(session: Session, after: UUID | None, limit: int) -> list[UUID]:
    """The ids of the articles that were stored after that one, oldest first."""
    wanted = select(col(Article.id)).order_by(col(Article.id)).limit(limit)
    if after is not None:
        wanted = wanted.where(col(Article.id) > after)
    return list(session.scalars(wanted))


def first_pending(
    session: Session, stored_before: datetime, besides: Collection[UUID]
) -> UUID | None:
    """The oldest article that was not compared with all that is stored yet."""
    return session.scalar(
        select(col(Article.id))
        .where(
            col(Article.linking_pending),
            or_(col(Article.created_at) < stored_before, col(Article.created_at) > utc_now()),
            col(Article.id).not_in(besides),
        )
        .order_by(col(Article.id))
        .limit(1)
    )


def mark_linked(session: Session, article_id: UUID) -> None:
    """Record that an article was compared with all that was stored."""
    session.execute(
        update(Article).where(col(Article.id) == article_id).values(linking_pending=False)
    )


def lock_text(session: Session, article_id: UUID) -> bool:
    """Keep others from changing an article until this transaction ends, and say whether it exists."""
    wanted = select(col(Article.id)).where(col(Article.id) == article_id)
    return session.scalar(wanted.with_for_update(key_share=True)) is not None


def same_text(session: Session, source_id: UUID, text_sha256: str) -> Article | None:
    """The article of that source with that text, kept as it is until this transaction ends."""
    return session.scalar(
        select(Article)
        .where(col(Article.source_id) == source_id, col(Article.text_sha256) == text_sha256)
        .with_for_update(key_share=True)
    )


def newest_at(session: Session, canonical_url: str, *, besides: str) -> UUID | None:
    """The article that was stored last at an address with another text than that of this SHA-256."""
    return session.scalar(
        select(col(ArticleUrl.article_id))
        .join(Article, col(Article.id) == col(ArticleUrl.article_id))
        .where(
            col(ArticleUrl.canonical_url) == canonical_url,
            col(Article.text_sha256) != besides,
        )
        .order_by(col(ArticleUrl.added_at).desc(), col(ArticleUrl.article_id).desc())
        .limit(1)
    )


def add_article(session: Session, article: Article) -> None:
    """Store a new article."""
    session.add(article)
    session.flush()


def change_article(session: Session, article: Article, changes: dict[str, Any]) -> None:
    """Change an article that this transaction has locked.

    Raises:
        Conflict: the new source has the same text stored already.
    """
    source_id = changes.get("source_id", article.source_id)
    stored = same_text(session, source_id, article.text_sha256)
    if stored is not None and stored.id != article.id:
        raise Conflict(f"That source has this text stored already, as article {stored.id}.")
    for field, value in changes.items():
        setattr(article, field, value)
    article.version += 1
    session.flush()


def delete_article(session: Session, article_id: UUID) -> None:
    """Delete an article that this transaction has locked, with its claims and the evidence taken from it."""
    session.execute(delete(Article).where(col(Article.id) == article_id))


def add_url(session: Session, article_id: UUID, url: str, canonical_url: str) -> bool:
    """Record that an article stands at that address too, and say whether that is new."""
    if session.get(ArticleUrl, (article_id, url)) is not None:
        return False
    session.add(ArticleUrl(article_id=article_id, url=url, canonical_url=canonical_url))
    session.flush()
    return True


def article_of(session: Session, article_id: UUID) -> ArticlePublic:
    """One article with its text.

    Raises:
        NotFound: there is none with this id.
    """
    row = session.execute(
        _articles(col(Article.text)).where(col(Article.id) == article_id)
    ).one_or_none()
    row = present(row, "article", article_id)
    return ArticlePublic(**_brief(row, _addresses_of(session, [article_id])), text=row.text)


def urls_of(session: Session, article_id: UUID) -> list[str]:
    """The addresses at which an article was found, oldest first."""
    return [row.url for row in _addresses_of(session, [article_id]).get(article_id, [])]


def check_article(session: Session, article_id: UUID) -> None:
    """Make sure that there is an article with this id.

    Raises:
        NotFound: there is none.
    """
    found = session.scalar(select(col(Article.id)).where(col(Article.id) == article_id))
    present(found, "article", article_id)


def articles_page(session: Session, wanted: ArticleFilter, page: PageRequest) -> Page[ArticleBrief]:
    """Stored articles, the one stored last first."""
    query = (
        _articles()
        .where(*_conditions(session, wanted))
        .order_by(col(Article.id).desc())
        .limit(page.limit + 1)
    )
    if (after := page.after(UUID)) is not None:
        query = query.where(col(Article.id) < after[0])
    rows = session.execute(query).all()
    addresses = _addresses_of(session, [row.id for row in rows])
    return page.page(
        rows, lambda row: ArticleBrief(**_brief(row, addresses)), lambda row: (row.id,)
    )


def _articles(*more: Any) -> Query:  # noqa: ANN401 - columns of any type
    return select(*_BRIEF, *more).join(Source, col(Source.id) == col(Article.source_id))


def _conditions(session: Session, wanted: ArticleFilter) -> list[ColumnElement[bool]]:
    conditions = []
    if wanted.words:
        conditions.append(with_words(session, col(Article.id), PASSAGES, wanted.words))
    if wanted.source is not None:
        conditions.append(is_source(wanted.source))
    if wanted.published_after is not None:
        conditions.append(col(Article.published_at) > wanted.published_after)
    if wanted.published_before is not None:
        conditions.append(col(Article.published_at) < wanted.published_before)
    return conditions


def _brief(row: Record, addresses: dict[UUID, list[Record]]) -> dict[str, Any]:
    values = row._asdict()
    values["source"] = take_source(values)
    values.pop("text", None)
    found = addresses.get(row.id, [])
    values["urls"] = [each.url for each in found]
    values["canonical_url"] = found[0].canonical_url if found else None
    return values


def _addresses_of(session: Session, article_ids: Sequence[UUID]) -> dict[UUID, list[Record]]:
    """The addresses of each article, oldest first."""
    wanted = (
        select(col(ArticleUrl.article_id), col(ArticleUrl.url), col(ArticleUrl.canonical_url))
        .where(col(ArticleUrl.article_id).in_(article_ids))
        .order_by(col(ArticleUrl.added_at), col(ArticleUrl.url))
    )
    addresses: dict[UUID, list[Record]] = {}
    for row in session.execute(wanted):
        addresses.setdefault(row.article_id, []).append(row)
    return addresses
