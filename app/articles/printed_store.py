"""Stored articles as evidence is judged and weighed by them: what was printed, by whom, where and when."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ScalarSelect, select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.articles.models import Article, ArticleUrl, PrintedText, Publication
from app.articles.source_models import Source
from app.db import in_parts, table_of


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


def first_url() -> ScalarSelect[str]:
    """The address at which an article of the enclosing query was found first."""
    address = table_of(ArticleUrl).c
    return (
        select(address.url)
        .where(address.article_id == table_of(Article).c.id)
        .order_by(address.added_at, address.url)
        .limit(1)
        .correlate(table_of(Article))
        .scalar_subquery()
    )
