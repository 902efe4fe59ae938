"""Routes of the claims."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response, status

from app import factcheck
from app.api.access import ADMIN, READ, REVIEW, WRITE, ActorDep
from app.api.dependencies import (
    CheckerDep,
    DatabaseDep,
    IfMatch,
    PageDep,
    WordsQuery,
    answer,
    answer_unless_known,
    one_row,
)
from app.api.once import OnceDep, OnceRoute, keyed
from app.api.openapi import etag, problems
from app.claims.models import ClaimCreate, ClaimPatch
from app.fields import Moment, Words
from app.paging import Page
from app.search.words import words_of
from app.verdicts.claim_store import ONE_CLAIM, ClaimFilter, ClaimOrder, claim_detail, claims_page
from app.verdicts.decision import Label
from app.verdicts.models import ClaimDetail, ClaimPublic, Found

router = APIRouter(prefix="/v1/claims", tags=["claims"], route_class=OnceRoute)


@router.get(  # the call that is made most is the first to be looked for
    "/{claim_id}",
    response_model=ClaimDetail,
    responses={200: etag(), **problems(404, 422)},
    openapi_extra=READ,
)
async def read_claim(request: Request, claim_id: UUID) -> Response:
    """Read one claim with its current verdict."""
    row = await one_row(request, ONE_CLAIM, claim_id=claim_id)
    return answer_unless_known(request, claim_detail(row, claim_id))


async def _filter(
    words: WordsQuery,
    article: Annotated[UUID | None, Query(description="The article that the claim is in.")] = None,
    claimant: Annotated[
        Words | None, Query(description="Words of the claimant's name.", examples=["Brook"])
    ] = None,
    verdict: Annotated[Label | None, Query(description="The label of the current verdict.")] = None,
    min_check_worthiness: Annotated[float | None, Query(ge=0, le=1, allow_inf_nan=False)] = None,
    created_after: Annotated[Moment | None, Query(examples=["2026-01-01T00:00:00Z"])] = None,
) -> ClaimFilter:
    names = words_of(claimant, "claimant") if claimant is not None else ()
    return ClaimFilter(words, article, names, verdict, min_check_worthiness, created_after)


@router.post(
    "",
    response_model=ClaimDetail,
    status_code=status.HTTP_201_CREATED,
    responses={201: etag("Stored"), **keyed(400, 413)},
    openapi_extra=WRITE,
)
def create_claim(
    database: DatabaseDep,
    checker: CheckerDep,
    draft: ClaimCreate,
    actor: ActorDep,
    once: OnceDep,
) -> Response:
    """Store a claim without an article."""
    claim = factcheck.submit_claim(database, checker, draft, actor, once=once)
    return answer(claim, status.HTTP_201_CREATED, Location=f"/v1/claims/{claim.id}")


@router.get("", response_model=Page[ClaimPublic], responses=problems(422), openapi_extra=READ)
def list_claims(
    database: DatabaseDep,
    wanted: Annotated[ClaimFilter, Depends(_filter)],
    page: PageDep,
    sort: Annotated[
        ClaimOrder, Query(description="`check_worthiness` puts what is most worth checking first.")
    ] = ClaimOrder.NEWEST,
) -> Response:
    """List the claims with the labels of their current verdicts."""
    with database.reading() as session:
        return answer(claims_page(session, wanted, sort, page))


@router.patch(
    "/{claim_id}",
    response_model=ClaimDetail,
    responses={200: etag(), **problems(400, 404, 412, 413, 422)},
    openapi_extra=REVIEW,
)
def change_claim(
    database: DatabaseDep,
    checker: CheckerDep,
    claim_id: UUID,
    patch: ClaimPatch,
    expected: IfMatch,
) -> Response:
    """Correct how a claim was read; its text never changes. Its verdict is settled."""
    return answer(factcheck.change_claim(database, checker, claim_id, patch, expected))


@router.post("/{claim_id}/search", tags=["evidence"], responses=keyed(), openapi_extra=WRITE)
def search_evidence(
    database: DatabaseDep, checker: CheckerDep, claim_id: UUID, once: OnceDep
) -> Found:
    """Look again for evidence on a claim in all that is stored, and settle its verdict.

    What is found is `suggested`, with the reasons and the probability of its stance. Links that are there already,
    also those that people rejected or withdrew, stay as they are.
    """
    return factcheck.seek_evidence(database, checker, claim_id, once=once)


@router.delete(
    "/{claim_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(404, 412, 422),
    openapi_extra=ADMIN,
)
def delete_claim(database: DatabaseDep, claim_id: UUID, expected: IfMatch) -> None:
    """Delete a claim with its evidence and the history of its verdicts."""
    factcheck.delete_claim(database, claim_id, expected)
