"""Routes of the articles."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response, status

from app import factcheck
from app.api.access import ADMIN, READ, REVIEW, WRITE
from app.api.dependencies import (
    CheckerDep,
    DatabaseDep,
    IfMatch,
    PageDep,
    WordsQuery,
    answer,
    answer_unless_known,
)
from app.api.once import OnceDep, OnceRoute, keyed
from app.api.openapi import etag, problems
from app.articles import store
from app.articles.models import ArticleBrief, ArticleCreate, ArticlePatch, ArticlePublic
from app.articles.store import ArticleFilter
from app.fields import Line, Moment
from app.paging import Page
from app.verdicts.claim_store import claims_in_reading_order
from app.verdicts.models import ArticleWithClaims, ClaimPublic, Report

router = APIRouter(prefix="/v1/articles", tags=["articles"], route_class=OnceRoute)


async def _filter(
    words: WordsQuery,
    source: Annotated[Line | None, Query(description="Id, domain or name of a source.")] = None,
    published_after: Annotated[Moment | None, Query(examples=["2026-01-01T00:00:00Z"])] = None,
    published_before: Annotated[Moment | None, Query(examples=["2026-02-01T00:00:00Z"])] = None,
) -> ArticleFilter:
    return ArticleFilter(words, source, published_after, published_before)


@router.post(
    "",
    response_model=ArticleWithClaims,
    status_code=status.HTTP_201_CREATED,
    responses={
        201: etag("Stored, with the claims that were found"),
        200: {
            **etag("This source's article with this text was stored already"),
            "model": ArticleWithClaims,
        },
        **keyed(400, 413, 502),
    },
    openapi_extra=WRITE,
)
def create_article(
    database: DatabaseDep, checker: CheckerDep, draft: ArticleCreate, once: OnceDep
) -> Response:
    """Store an article, find its claims, and link them with all that is stored.

    Send its `text`, or the `html` of its page, or its `url` alone: then the page is fetched. The same text of the same source is stored once: sending it again answers 200 with what is stored, which
    then also has the new `url`. The same text from another source is a reprint, a new article. Another text
    at a stored address is a new article with `revision_of`; addresses that differ only in tracking parameters
    are one. A page may name another canonical address of its own site, and no other site's.

    Passages of stored articles that support or refute its claims are suggested as evidence, and its own passages as
    evidence on the claims stored before. `linking_pending` says what is left for the server to do after the answer.
    """
    ingested = factcheck.ingest_article(database, checker, draft, once=once)
    code = status.HTTP_201_CREATED if ingested.is_new else status.HTTP_200_OK
    location = f"/v1/articles/{ingested.article.id}"
    return answer(ingested.article, code, beside="claims", Location=location)


@router.get("", responses=problems(422), openapi_extra=READ)
def list_articles(
    database: DatabaseDep, wanted: Annotated[ArticleFilter, Depends(_filter)], page: PageDep
) -> Page[ArticleBrief]:
    """List the articles, the one stored last first, without their texts."""
    with database.reading() as session:
        return store.articles_page(session, wanted, page)


@router.get(
    "/{article_id}",
    response_model=ArticlePublic,
    responses={200: etag(), **problems(404, 422)},
    openapi_extra=READ,
)
def read_article(database: DatabaseDep, article_id: UUID, request: Request) -> Response:
    """Read one article with its text."""
    with database.reading() as session:
        article = store.article_of(session, article_id)
    return answer_unless_known(request, article)


@router.patch(
    "/{article_id}",
    response_model=ArticlePublic,
    responses={200: etag(), **problems(400, 404, 409, 412, 413, 422)},
    openapi_extra=REVIEW,
)
def change_article(
    database: DatabaseDep,
    checker: CheckerDep,
    article_id: UUID,
    patch: ArticlePatch,
    expected: IfMatch,
) -> Response:
    """Change what is known of an article; its text never changes. The verdicts concerned are settled."""
    return answer(factcheck.change_article(database, checker, article_id, patch, expected))


@router.delete(
    "/{article_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(404, 412, 422),
    openapi_extra=ADMIN,
)
def delete_article(database: DatabaseDep, article_id: UUID, expected: IfMatch) -> None:
    """Delete an article with its claims and the evidence taken from it; the verdicts concerned are settled."""
    factcheck.delete_article(database, article_id, expected)


@router.get("/{article_id}/claims", responses=problems(404, 422), openapi_extra=READ)
def list_claims_of_article(
    database: DatabaseDep, article_id: UUID, page: PageDep
) -> Page[ClaimPublic]:
    """List the claims of an article in reading order."""
    with database.reading() as session:
        store.check_article(session, article_id)
        return claims_in_reading_order(session, article_id, page)


@router.get(
    "/{article_id}/report", tags=["verdicts"], responses=problems(404, 422), openapi_extra=READ
)
def read_report(database: DatabaseDep, article_id: UUID) -> Report:
    """Read an article with each claim, its verdict, and its best quote on either side."""
    return factcheck.report_on(database, article_id)
