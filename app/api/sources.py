"""Routes of the sources."""

from uuid import UUID

from fastapi import APIRouter, Request, Response, status

from app import factcheck
from app.api.access import ADMIN, READ
from app.api.dependencies import DatabaseDep, IfMatch, PageDep, answer, answer_unless_known
from app.api.once import OnceDep, OnceRoute, keyed
from app.api.openapi import etag, problems
from app.articles import source_store as sources
from app.articles.source_models import SourceCreate, SourcePatch, SourcePublic
from app.paging import Page

router = APIRouter(prefix="/v1/sources", tags=["sources"], route_class=OnceRoute)


@router.get("", responses=problems(422), openapi_extra=READ)
def list_sources(database: DatabaseDep, page: PageDep) -> Page[SourcePublic]:
    """List the sources, oldest first."""
    with database.reading() as session:
        return sources.sources_page(session, page)


@router.post(
    "",
    response_model=SourcePublic,
    status_code=status.HTTP_201_CREATED,
    responses={201: etag("Stored"), **keyed(400, 413)},
    openapi_extra=ADMIN,
)
def create_source(database: DatabaseDep, draft: SourceCreate, once: OnceDep) -> Response:
    """Store a source. One that is stored already, by its domain or name, is a conflict."""
    source = factcheck.add_source(database, draft, once=once)
    return answer(source, status.HTTP_201_CREATED, Location=f"/v1/sources/{source.id}")


@router.get(
    "/{source_id}",
    response_model=SourcePublic,
    responses={200: etag(), **problems(404, 422)},
    openapi_extra=READ,
)
def read_source(database: DatabaseDep, source_id: UUID, request: Request) -> Response:
    """Read one source."""
    with database.reading() as session:
        source = sources.source_of(session, source_id)
    return answer_unless_known(request, source)


@router.patch(
    "/{source_id}",
    response_model=SourcePublic,
    responses={200: etag(), **problems(400, 404, 409, 412, 413, 422)},
    openapi_extra=ADMIN,
)
def change_source(
    database: DatabaseDep, source_id: UUID, patch: SourcePatch, expected: IfMatch
) -> Response:
    """Change a source. A new reliability or name settles the verdicts that rest on it."""
    return answer(factcheck.change_source(database, source_id, patch, expected))
