"""Which pages of other origins may use the API from a browser (CORS)."""

from collections.abc import Sequence

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from app.api.errors import METHODS, problem
from app.api.limits import refused_head
from app.api.once import REPLAYED
from app.idempotency.once import HEADER

ALLOWED_HEADERS = (
    "Authorization",
    "Content-Type",
    "If-Match",
    "If-None-Match",
    "X-API-Key",
    "X-Request-Id",
    HEADER,
)
EXPOSED_HEADERS = (
    "ETag",
    "Location",
    "RateLimit",
    "RateLimit-Policy",
    "Retry-After",
    "X-Request-Id",
    REPLAYED,
)


class CrossOrigin(CORSMiddleware):
    """Lets pages of some origins, or of any for `*`, use the API; Starlette's, with problems for what it refuses.

    They are told so on every answer, so this stands around all that answers, also around what tells of faults
    of ours. Credentials of the browser, such as cookies, are never asked for.
    """

    def __init__(self, app: ASGIApp, origins: Sequence[str]) -> None:
        super().__init__(
            app,
            allow_origins=origins,
            allow_methods=METHODS,
            allow_headers=ALLOWED_HEADERS,
            expose_headers=EXPOSED_HEADERS,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what a browser asks before a request; pass all else on."""
        if scope["type"] == "http" and scope["method"] == "OPTIONS":
            headers = Headers(scope=scope)
            if {"origin", "access-control-request-method"} <= set(headers):
                await self._preflight(scope, headers)(scope, receive, send)
                return
        await super().__call__(scope, receive, send)

    def _preflight(self, scope: Scope, headers: Headers) -> Response:
        if refused := refused_head(scope):
            return problem(scope["path"], *refused)
        answer = self.preflight_response(headers)
        if answer.status_code < 400:
            return answer
        detail = f"{bytes(answer.body).decode()}; see FACTCHECK_CORS_ORIGINS."
        kept = {"Vary": answer.headers["Vary"]}
        return problem(scope["path"], answer.status_code, detail, headers=kept)
