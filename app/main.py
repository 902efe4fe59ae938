"""The application: routes, errors and limits around one database."""

import gc
import logging
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from anyio import CapacityLimiter
from fastapi import FastAPI
from fastapi.routing import APIRoute
from fastapi_offline import FastAPIOffline

from app import __version__
from app.api import articles, checks, claims, evidence, service, sources, verdicts
from app.api.access import Gate
from app.api.cors import CrossOrigin
from app.api.errors import install_error_handlers
from app.api.heads import HeadAsGet
from app.api.limits import RequestLimits
from app.api.numbers import StockCount
from app.api.observing import Failing, Observing, Traffic
from app.api.openapi import DESCRIPTION, describe
from app.api.rates import Rates
from app.background import BackgroundLinking
from app.checker import Checker
from app.db import Database
from app.errors import Unavailable
from app.keys.ring import KeyRing
from app.settings import Settings
from app.wiring import make_checker, open_database

SHORT_THREADS = 4  # that slow requests do not get

log = logging.getLogger(__name__)


def create_app(settings: Settings | None = None) -> FastAPI:
    """The service as an ASGI application; without `settings`, as the environment has them."""
    settings = settings or Settings()
    app: FastAPI = FastAPIOffline(
        redoc_url=None,
        redirect_slashes=False,
        swagger_ui_parameters={"defaultModelsExpandDepth": 0},  # the calls fill the page first
        title="Fact-check service",
        summary="Claims with place and speaker, linked sources, verdict summaries.",
        description=DESCRIPTION,
        version=__version__,
        lifespan=_lifespan,
        generate_unique_id_function=_operation_id,
        telemetry={"tracing": False, "metrics": False, "logs": False},  # we log and count ourselves
    )
    app.state.database = open_database(settings)
    app.state.checker = make_checker(settings)
    app.state.has_process_to_itself = False
    app.state.stock_count = StockCount()
    app.state.traffic = Traffic()
    app.state.short_work = CapacityLimiter(SHORT_THREADS)
    app.state.rates = Rates(settings.rate_limit)
    app.state.is_open = settings.is_open
    app.state.lets_any_page_in = "*" in settings.cors_origins
    app.add_middleware(HeadAsGet)
    app.add_middleware(
        Gate,
        is_open=settings.is_open,
        open_to_all=settings.open_without_keys,
        origins=settings.cors_origins,
    )
    limits = settings.model_dump(include={"max_body_bytes", "body_timeout_s"})
    app.add_middleware(RequestLimits, **limits)
    app.add_middleware(Failing, traffic=app.state.traffic)
    if settings.cors_origins:
        app.add_middleware(CrossOrigin, origins=settings.cors_origins)
    app.add_middleware(Observing)  # the last one added is the outermost
    install_error_handlers(app)
    for resource in (claims, evidence, verdicts, articles, sources, checks):  # most asked for first
        app.include_router(resource.router)
    app.include_router(service.router)
    app.openapi = lambda: describe(app)  # type: ignore[method-assign]
    return app


def create_served_app() -> FastAPI:
    """The same for a process that serves it to its end, and ends when it is told to whatever still runs in it.

    What has been loaded by now stays, so that no garbage collection needs to look at it again: a tenth less CPU. One
    request makes thousands of objects that go again by themselves, so garbage is looked for less often than Python does.
    """
    app = create_app()
    app.state.has_process_to_itself = True
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    database: Database = app.state.database
    checker: Checker = app.state.checker
    keys = app.state.keys = KeyRing(database)
    linking = BackgroundLinking(database, checker.linker)
    try:
        _check_schema(database)
        _tell_who_may_write(app, keys)
        linking.start()
        keys.start()
        yield
    finally:
        checker.close()
        linking.stop()
        keys.stop()
        database.close()
        if app.state.traffic.cut_off and app.state.has_process_to_itself:
            _end_at_once()


def _end_at_once() -> None:
    """End without the threads that still run: they cannot be interrupted, and may take for long.

    What they have not committed is undone by the database.
    """
    log.error("Ending with requests that took longer than the server may wait")
    os._exit(1)


def _check_schema(database: Database) -> None:
    """Refuse to start over an old schema; a database that is away now may come back."""
    try:
        database.check_schema()
    except Unavailable as error:
        log.warning("%s /readyz answers 503 until it does.", error)


def _tell_who_may_write(app: FastAPI, keys: KeyRing) -> None:
    with suppress(Unavailable):
        keys.refresh()
        if not app.state.is_open or keys.were_made():
            return
        log.warning(
            "There is no API key: whoever reaches this port may read, write and delete."
            " A reverse proxy on this machine lets everybody reach it; make keys with"
            " `factcheck keys create` first."
        )
        if app.state.lets_any_page_in:
            log.warning(
                "FACTCHECK_CORS_ORIGINS is *, and there is no API key: every page that somebody on this"
                " machine opens in a browser may read, write and delete."
            )


def _operation_id(route: APIRoute) -> str:
    return route.name
