"""Routes of the verdicts."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from app.api.access import READ, GuardedRoute
from app.api.dependencies import DatabaseDep, PageDep
from app.api.openapi import problems
from app.claims.store import check_claim
from app.fields import Moment
from app.paging import Page
from app.verdicts import store
from app.verdicts.models import VerdictPublic

router = APIRouter(prefix="/v1/claims/{claim_id}", tags=["verdicts"], route_class=GuardedRoute)


@router.get("/verdict", responses=problems(404, 422), openapi_extra=READ)
def read_verdict(
    database: DatabaseDep,
    claim_id: UUID,
    as_of: Annotated[
        Moment | None,
        Query(description="The verdict as it stood then.", examples=["2026-06-03T10:00:00Z"]),
    ] = None,
) -> VerdictPublic:
    """Read what the evidence on a claim adds up to, and why."""
    with database.reading() as session:
        return store.verdict_on(session, claim_id, as_of)


@router.get("/verdicts", responses=problems(404, 422), openapi_extra=READ)
def list_verdicts(database: DatabaseDep, claim_id: UUID, page: PageDep) -> Page[VerdictPublic]:
    """List all verdicts that a claim ever had, newest first."""
    with database.reading() as session:
        check_claim(session, claim_id)
        return store.verdicts_page(session, claim_id, page)
