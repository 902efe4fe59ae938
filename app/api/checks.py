"""Routes that look at what is stored and store nothing."""

from fastapi import APIRouter

from app import checking
from app.api.access import READ, GuardedRoute
from app.api.dependencies import CheckerDep, DatabaseDep
from app.api.openapi import problems
from app.articles.models import ArticleCreate
from app.claims.models import MatchCreate
from app.verdicts.models import CheckReport, Matches

router = APIRouter(prefix="/v1", tags=["checks"], route_class=GuardedRoute)


@router.post("/check", responses=problems(400, 413, 422, 502), openapi_extra=READ)
def check_text(database: DatabaseDep, checker: CheckerDep, draft: ArticleCreate) -> CheckReport:
    """Report on a text against what is stored; nothing is stored.

    The report has the shape of that on a stored article, without ids. Everything in it is machine-suggested.
    """
    return checking.check_text(database, checker, draft)


@router.post("/match", responses=problems(400, 413, 422), openapi_extra=READ)
def match_claims(database: DatabaseDep, checker: CheckerDep, wanted: MatchCreate) -> Matches:
    """Find stored claims that say the same as a text, best first, with their verdicts.

    They are ordered by words and meaning together; `same` goes by `cosine` alone.
    """
    return checking.match_claims(database, checker, wanted.text, wanted.limit)
