"""Reading and writing sources and articles."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, delete, func, or_, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from app.articles.models import (
    DOMAIN_PATTERN,
    PASSAGES,
    UNKNOWN_SOURCE,
    UNSET_RELIABILITY,
    Article,
    ArticleBrief,
    ArticlePublic,
    ArticleUrl,
    Source,
    SourceBrief,
    SourceKind,
    SourcePublic,
    SourceRef,
)
from app.db import Query, Record, in_parts, lock_name
from app.errors import Conflict, present
from app.fields import host_of
from app.paging import Page, PageRequest
from app.search.words import with_words

SOURCE_FIELDS: tuple[Any, ...] = tuple(
    col(getattr(Source, field)).label(f"source_{field}") for field in SourceBrief.model_fields
)
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


@dataclass(frozen=True, slots=True)
class PrintedText:
    """A stored text, as far as judging its passages depends on it."""

    id: UUID
    title: str | None
    text: str
    published_at: datetime | None
    language: str | None


@dataclass(frozen=True, slots=True)
class Publication:
    """Who printed a text, where and when; `wire` is the agency that it credits."""

    source: str
    reliability: float
    wire: str | None
    text_sha256: str
    url: str | None
    published_at: datetime | None


def take_source(values: dict[str, Any]) -> SourceBrief:
    """Take the `SOURCE_FIELDS` out of the values of a row, as the source that they are."""
    fields = SourceBrief.model_fields
    return SourceBrief(**{field: values.pop(f"source_{field}") for field in fields})


def source_ref(named: str | SourceRef | None, url: str | None) -> SourceRef:
    """The source that somebody named, else the host of `url`, else the unknown source."""
    if isinstance(named, SourceRef):
        return named
    name = named or (host_of(url) if url else None)
    if name is None:
        return SourceRef(name=UNKNOWN_SOURCE, kind=SourceKind.UNKNOWN)
    return SourceRef(domain=name) if re.fullmatch(DOMAIN_PATTERN, name) else SourceRef(name=name)


def place_source(session: Session, ref: SourceRef, site: str | None = None) -> Source:
    """The stored source that `ref` means; made if there is none.

    A source first known by name alone takes on its domain when both are named together. `site` is what the
    pages of a domain call it: a new source without a name is called so, unless another one is already.

    Raises:
        Conflict: several stored sources have that name.
    """
    found = _find_source(session, ref)
    if found is None:
        lock_name(session, "sources")
        found = _find_source(session, ref)
    if found is None:
        is_free = ref.name is None and site is not None and not _namesakes(session, site)
        named = ref.model_copy(update={"name": site}) if is_free else ref
        found = _insert_source(session, named, UNSET_RELIABILITY)
    return found


def add_source(session: Session, ref: SourceRef, reliability: float) -> Source:
    """Store a new source.

    Raises:
        Conflict: it is stored already.
    """
    lock_name(session, "sources")
    _check_is_new(session, _key(ref.name, ref.domain), besides=None)
    if ref.domain is None and (namesake := _only_namesake(session, str(ref.name))) is not None:
        raise Conflict(f"This source is stored already, with the id {namesake.id}.")
    return _insert_source(session, ref, reliability)


def change_source(session: Session, source: Source, changes: dict[str, Any]) -> None:
    """Change a source that this transaction has locked.

    Raises:
        Conflict: another source has that domain, or that name and no domain.
    """
    for field, value in changes.items():
        setattr(source, field, value)
    source.key = _key(source.name, source.domain)
    source.folded_name = _folded(source.name)
    with session.no_autoflush:
        _check_is_new(session, source.key, besides=source.id)
    source.version += 1
    session.flush()


def source_of(session: Session, source_id: UUID) -> SourcePublic:
    """One source.

    Raises:
        NotFound: there is none with this id.
    """
    return source_public(present(session.get(Source, source_id), "source", source_id))


def source_public(source: Source) -> SourcePublic:
    """A source as the API shows it."""
    return SourcePublic(**{field: getattr(source, field) for field in SourcePublic.model_fields})


def sources_page(session: Session, page: PageRequest) -> Page[SourcePublic]:
    """Stored sources, oldest first."""
    wanted = select(Source).order_by(col(Source.id)).limit(page.limit + 1)
    if (after := page.after(UUID)) is not None:
        wanted = wanted.where(col(Source.id) > after[0])
    return page.page(session.scalars(wanted).all(), source_public, lambda source: (source.id,))


def wire_names(session: Session) -> frozenset[str]:
    """The names of the stored wire agencies."""
    return frozenset(
        session.scalars(select(col(Source.name)).where(col(Source.kind) == SourceKind.WIRE_AGENCY))
    )


def source_to_change(session: Session, source_id: UUID) -> Source:
    """A source that nobody else can change, and no other can become alike, until this transaction ends.

    Raises:
        NotFound: there is none with this id.
    """
    lock_name(session, "sources")
    return locked_source(session, source_id)


def locked_source(session: Session, source_id: UUID, *, shared: bool = False) -> Source:
    """A source that nobody else can change until this transaction ends.

    Raises:
        NotFound: there is none with this id.
    """
    wanted = select(Source).where(col(Source.id) == source_id).with_for_update(read=shared)
    return present(session.scalar(wanted), "source", source_id)


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


def texts_of(session: Session, article_ids: Sequence[UUID]) -> dict[UUID, PrintedText]:
    """The texts of these articles, as far as they exist."""
    wanted = select(
        col(Article.id),
        col(Article.title),
        col(Article.text),
        col(Article.published_at),
        col(Article.language),
    )
    return {
        row.id: PrintedText(*row)
        for part in in_parts(article_ids)
        for row in session.execute(wanted.where(col(Article.id).in_(part)))
    }


def publications_of(session: Session, article_ids: Sequence[UUID]) -> dict[UUID, Publication]:
    """Who printed these articles, as far as they exist."""
    wanted = select(
        col(Article.id),
        col(Source.name),
        col(Source.reliability),
        col(Article.wire),
        col(Article.text_sha256),
        first_url(),
        col(Article.published_at),
    ).join(Source, col(Source.id) == col(Article.source_id))
    return {
        row.id: Publication(*row[1:])
        for part in in_parts(article_ids)
        for row in session.execute(wanted.where(col(Article.id).in_(part)))
    }


def reliability_of(session: Session, ref: SourceRef) -> float:
    """How reliable the source is that `ref` means; of one that is not stored nobody has judged it."""
    named = select(col(Source.reliability)).where(col(Source.key) == _key(ref.name, ref.domain))
    found = session.scalar(named)
    return UNSET_RELIABILITY if found is None else found


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
            col(Article.linking_pending).is_(True),
            col(Article.created_at) < stored_before,
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
    """Keep others from deleting an article until this transaction ends, and say whether it exists."""
    wanted = select(col(Article.id)).where(col(Article.id) == article_id)
    return session.scalar(wanted.with_for_update(read=True, key_share=True)) is not None


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


def first_url() -> ScalarSelect[str]:
    """The address at which an article of the enclosing query was found first."""
    return (
        select(col(ArticleUrl.url))
        .where(col(ArticleUrl.article_id) == col(Article.id))
        .order_by(col(ArticleUrl.added_at), col(ArticleUrl.url))
        .limit(1)
        .correlate(Article)
        .scalar_subquery()
    )


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
        conditions.append(_is_source(wanted.source))
    if wanted.published_after is not None:
        conditions.append(col(Article.published_at) > wanted.published_after)
    if wanted.published_before is not None:
        conditions.append(col(Article.published_at) < wanted.published_before)
    return conditions


def _is_source(named: str) -> ColumnElement[bool]:
    """The source with that id, domain or name."""
    try:
        return col(Source.id) == UUID(named)
    except ValueError:
        domain = named.lower().removeprefix("www.")
        return or_(col(Source.domain) == domain, col(Source.folded_name) == _folded(named))


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


def _find_source(session: Session, ref: SourceRef) -> Source | None:
    key = _key(ref.name, ref.domain)
    found = session.scalar(select(Source).where(col(Source.key) == key))
    if found is not None or ref.name is None:
        return found
    if ref.domain is None:
        return _only_namesake(session, ref.name)
    lock_name(session, "sources")
    if (found := session.scalar(select(Source).where(col(Source.key) == key))) is not None:
        return found
    nameless = select(Source).where(col(Source.key) == _key(ref.name, None)).with_for_update()
    if (found := session.scalar(nameless)) is not None:
        change_source(session, found, {"domain": ref.domain})
    return found


def _only_namesake(session: Session, name: str) -> Source | None:
    namesakes = _namesakes(session, name)
    if len(namesakes) > 1:
        domains = ", ".join(str(source.domain) for source in namesakes)
        raise Conflict(f"Several sources are called {name}; give the domain: one of {domains}.")
    return namesakes[0] if namesakes else None


def _namesakes(session: Session, name: str) -> Sequence[Source]:
    return session.scalars(select(Source).where(col(Source.folded_name) == _folded(name))).all()


def _insert_source(session: Session, ref: SourceRef, reliability: float) -> Source:
    name = ref.name or str(ref.domain)
    source = Source(
        key=_key(ref.name, ref.domain),
        name=name,
        folded_name=_folded(name),
        domain=ref.domain,
        kind=ref.kind,
        reliability=reliability,
    )
    session.add(source)
    session.flush()
    return source


def _check_is_new(session: Session, key: str, *, besides: UUID | None) -> None:
    stored = session.scalar(select(col(Source.id)).where(col(Source.key) == key))
    if stored not in {None, besides}:
        raise Conflict(f"This source is stored already, with the id {stored}.")


def _key(name: str | None, domain: str | None) -> str:
    return domain or f"name:{_folded(str(name))}"


def _folded(name: str) -> str:
    return " ".join(name.casefold().split()).removeprefix("the ")
