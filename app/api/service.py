"""Routes that say whether the service runs, and where its documentation is."""

from typing import Literal

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse
from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4

from app import metrics
from app.api.access import READ, admitted
from app.api.dependencies import DatabaseDep, shortly
from app.api.numbers import StockCount
from app.api.openapi import problems
from app.fields import Out

router = APIRouter(tags=["service"])


class Health(Out):
    """That the service runs."""

    status: Literal["ok"] = "ok"


@router.get("/", include_in_schema=False)
async def go_to_docs() -> RedirectResponse:
    """The documentation is the front page."""
    return RedirectResponse("/docs")


@router.get("/healthz")
async def read_health() -> Health:
    """Say that the process runs; it asks nothing else."""
    return Health()


@router.get("/readyz", responses=problems())
async def read_readiness(request: Request, database: DatabaseDep) -> Health:
    """Say whether requests can be served: the database answers and has the newest schema."""
    await shortly(request, database.check_schema)
    return Health()


@router.get(
    "/metrics", include_in_schema=False, dependencies=[Depends(admitted)], openapi_extra=READ
)
def read_metrics(request: Request, database: DatabaseDep) -> Response:
    """Say what was counted and measured so far, in Prometheus' text format.

    It asks for a key like the rest, so it too is 503 while the database is away, once the keys that are known are older
    than two seconds.
    """
    count: StockCount = request.app.state.stock_count
    counted = metrics.exposition(count.metrics(database))
    return Response(counted, media_type=CONTENT_TYPE_PLAIN_0_0_4)
