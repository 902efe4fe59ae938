"""Which pages of other origins may use the API from a browser (CORS)."""

from collections.abc import Sequence

from fastapi import FastAPI
from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from app.api.errors import METHODS, problem
from app.api.once import REPLAYED
from app.idempotency.once import HEADER

ALLOWED_HEADERS = (
    "Authorization",
    "Content-Type",
    "If-Match",
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


def allow_origins(app: FastAPI, origins: Sequence[str]) -> None:
    """Let pages of these origins, or of any for `*`, use an application that has not answered yet.

    They are told so on every answer, so this stands around all that answers, also around what tells of faults
    of ours. Credentials of the browser, such as cookies, are never asked for.
    """
    if origins:
        build = app.build_middleware_stack
        app.build_middleware_stack = lambda: _CrossOrigin(build(), origins)  # type: ignore[method-assign]


class _CrossOrigin(CORSMiddleware):
    """Starlette's, with problems for what it refuses."""

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
                refused = self.preflight_response(headers)
                if refused.status_code >= 400:
                    detail = f"{bytes(refused.body).decode()}; see FACTCHECK_CORS_ORIGINS."
                    kept = {"Vary": refused.headers["Vary"]}
                    answer = problem(scope["path"], refused.status_code, detail, headers=kept)
                    await answer(scope, receive, send)
                    return
        await super().__call__(scope, receive, send)
