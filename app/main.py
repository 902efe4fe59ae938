"""The application: routes, errors and limits around one database."""

import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import Depends, FastAPI
from fastapi.routing import APIRoute
from fastapi_offline import FastAPIOffline

from app import __version__
from app.api import articles, checks, claims, evidence, service, sources, verdicts
from app.api.dependencies import only_known_parameters
from app.api.errors import install_error_handlers
from app.api.limits import BodyLimit
from app.api.openapi import DESCRIPTION, describe
from app.background import BackgroundLinking
from app.checker import Checker
from app.db import Database
from app.errors import Unavailable
from app.settings import Settings
from app.wiring import make_checker, open_database

log = logging.getLogger(__name__)


def create_app(settings: Settings | None = None) -> FastAPI:
    """The service as an ASGI application; without `settings`, as the environment has them."""
    settings = settings or Settings()
    app: FastAPI = FastAPIOffline(
        redoc_url=None,
        redirect_slashes=False,
        title="Fact-check service",
        summary="Claims with place and speaker, linked sources, verdict summaries.",
        description=DESCRIPTION,
        version=__version__,
        lifespan=_lifespan,
        generate_unique_id_function=_operation_id,
    )
    app.state.database = open_database(settings)
    app.state.checker = make_checker(settings)
    app.add_middleware(BodyLimit, max_bytes=settings.max_body_bytes)
    install_error_handlers(app)
    for resource in (claims, evidence, verdicts, articles, sources, checks):  # most asked for first
        app.include_router(resource.router, dependencies=[Depends(only_known_parameters)])
    app.include_router(service.router)
    app.openapi = lambda: describe(app)  # type: ignore[method-assign]
    return app


def create_server() -> FastAPI:
    """The application of a process that serves it to its end.

    What has been loaded by now stays, so that no garbage collection needs to look at it again: a tenth less CPU.
    """
    app = create_app()
    gc.collect()
    gc.freeze()
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    database: Database = app.state.database
    checker: Checker = app.state.checker
    linking = BackgroundLinking(database, checker.linker)
    try:
        _check_schema(database)
        linking.start()
        yield
    finally:
        checker.close()
        linking.stop()
        database.close()


def _check_schema(database: Database) -> None:
    """Refuse to start over an old schema; a database that is away now may come back."""
    try:
        database.check_schema()
    except Unavailable as error:
        log.warning("%s /readyz answers 503 until it does.", error)


def _operation_id(route: APIRoute) -> str:
    return route.name
