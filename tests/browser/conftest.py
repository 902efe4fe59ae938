"""A real browser, and a real service for it."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.sites import serving_pages
from tests.server import running_service

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_ANSWERS_WITHIN_MS = 60_000  # the machine may have much else to do


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium: what CHROMIUM names, else the one that is installed."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        pytest.skip(
            f"NOT TESTED in a browser: none of {', '.join(_NAMES)} is installed, and CHROMIUM names none"
        )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty page of a browser that knows nothing."""
    with browser.new_context() as context:
        page = context.new_page()
        page.set_default_timeout(_ANSWERS_WITHIN_MS)
        yield page


@pytest.fixture(scope="module")
def desk() -> Iterator[str]:
    """The origin of a frontend that may use the service."""
    with serving_pages() as origin:
        yield origin


@pytest.fixture(scope="module")
def stranger() -> Iterator[str]:
    """The origin of a site that may not."""
    with serving_pages() as origin:
        yield origin


@pytest.fixture(scope="module")
def service(
    browser: Browser, desk: str, migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of a service over an empty database, which pages of the desk may use."""
    path = shutil.copy(migrated_sqlite, tmp_path_factory.mktemp("browser") / "factcheck.db")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FACTCHECK_CORS_ORIGINS", desk)
        with running_service(f"sqlite:///{path}") as address:
            yield address
