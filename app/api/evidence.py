"""Routes of the evidence."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response, status

from app import factcheck
from app.api.access import READ, REVIEW, ActorDep
from app.api.dependencies import DatabaseDep, IfMatch, PageDep, answer, answer_unless_known
from app.api.once import OnceDep, OnceRoute, keyed
from app.api.openapi import etag, problems
from app.claims.store import check_claim
from app.evidence import store
from app.evidence.listed_store import (
    EvidenceFilter,
    EvidenceOrder,
    all_evidence_page,
    evidence_page,
)
from app.evidence.models import (
    EvidenceDetail,
    EvidenceOnClaim,
    EvidencePatch,
    EvidencePublic,
    EvidenceState,
    Stance,
)
from app.evidence.passage_models import EvidenceCreate
from app.fields import Line
from app.paging import Page

router = APIRouter(prefix="/v1", tags=["evidence"], route_class=OnceRoute)


async def _filter(
    stance: Annotated[Stance | None, Query(description="Only this stance.")] = None,
    state: Annotated[
        EvidenceState | None,
        Query(description="Only this state; what was withdrawn is shown only when asked for."),
    ] = None,
    source: Annotated[Line | None, Query(description="Id, domain or name of a source.")] = None,
) -> EvidenceFilter:
    return EvidenceFilter(stance, state, source)


@router.post(
    "/claims/{claim_id}/evidence",
    response_model=EvidenceDetail,
    status_code=status.HTTP_201_CREATED,
    responses={
        201: etag("Linked; the verdict is settled"),
        200: {**etag("This link was there already"), "model": EvidenceDetail},
        **keyed(400, 413),
    },
    openapi_extra=REVIEW,
)
def link_evidence(
    database: DatabaseDep,
    claim_id: UUID,
    draft: EvidenceCreate,
    actor: ActorDep,
    once: OnceDep,
) -> Response:
    """Link a passage that supports or refutes a claim.

    What a person links is `accepted`. The same link again answers 200; the same passage with another stance,
    origin or note is a conflict: change the link that is there.
    """
    linked = factcheck.link_evidence(database, claim_id, draft, actor, once=once)
    code = status.HTTP_201_CREATED if linked.is_new else status.HTTP_200_OK
    return answer(linked.evidence, code, Location=f"/v1/evidence/{linked.evidence.id}")


@router.get(
    "/claims/{claim_id}/evidence",
    response_model=Page[EvidencePublic],
    responses=problems(404, 422),
    openapi_extra=READ,
)
def list_evidence(
    database: DatabaseDep,
    claim_id: UUID,
    wanted: Annotated[EvidenceFilter, Depends(_filter)],
    page: PageDep,
) -> Response:
    """List the evidence on a claim, best first: accepted before suggested, then by strength."""
    with database.reading() as session:
        check_claim(session, claim_id)
        return answer(evidence_page(session, claim_id, wanted, page))


@router.get(
    "/evidence",
    response_model=Page[EvidenceOnClaim],
    responses=problems(422),
    openapi_extra=READ,
)
def list_all_evidence(
    database: DatabaseDep,
    wanted: Annotated[EvidenceFilter, Depends(_filter)],
    page: PageDep,
    sort: Annotated[
        EvidenceOrder,
        Query(
            description="`check_worthiness` puts what is on the claims most worth checking first, and on each claim by `p`, the highest first."
        ),
    ] = EvidenceOrder.NEWEST,
) -> Response:
    """List the evidence on all claims, each with its claim. With `state=suggested`: what waits for a review."""
    with database.reading() as session:
        return answer(all_evidence_page(session, wanted, sort, page))


@router.get(
    "/evidence/{evidence_id}",
    response_model=EvidenceDetail,
    responses={200: etag(), **problems(404, 422)},
    openapi_extra=READ,
)
def read_evidence(database: DatabaseDep, evidence_id: UUID, request: Request) -> Response:
    """Read a link with its state and every change, by whom and when."""
    with database.reading() as session:
        evidence = store.evidence_of(session, evidence_id)
    return answer_unless_known(request, evidence)


@router.patch(
    "/evidence/{evidence_id}",
    response_model=EvidenceDetail,
    responses={200: etag(), **problems(400, 404, 409, 412, 413, 422)},
    openapi_extra=REVIEW,
)
def change_evidence(
    database: DatabaseDep,
    evidence_id: UUID,
    patch: EvidencePatch,
    expected: IfMatch,
    actor: ActorDep,
) -> Response:
    """Accept, reject or correct a link. The verdict is settled. What was withdrawn stays withdrawn (409)."""
    return answer(factcheck.change_evidence(database, evidence_id, patch, expected, actor))


@router.delete(
    "/evidence/{evidence_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(404, 412, 422),
    openapi_extra=REVIEW,
)
def withdraw_evidence(
    database: DatabaseDep, evidence_id: UUID, expected: IfMatch, actor: ActorDep
) -> None:
    """Withdraw a link: it counts no more, and its history stays readable. The verdict is settled."""
    factcheck.withdraw_evidence(database, evidence_id, expected, actor)
