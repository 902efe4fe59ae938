"""The docs page in a real browser: it renders without the internet, and every example works as it stands."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page


@dataclass
class Docs:
    """The docs page, with all that it asked for and complained of."""

    page: Page
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, address: str) -> None:
        """Show the page of a service."""
        page = self.page
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda told: self.complaints.append(f"{told.type}: {told.text}"))
        page.goto(f"{address}/docs")
        page.locator(".opblock").first.wait_for()

    def press(self, operation: str, **parameters: str) -> tuple[int, Any]:
        """Try an operation with the examples that the page shows; ids are filled in."""
        block = self.page.locator(f"[id='operations-{operation}']")
        block.locator(".opblock-summary-control").click()
        block.get_by_role("button", name="Try it out").click()
        for name, value in parameters.items():
            block.locator(f"tr[data-param-name='{name}'] input").fill(value)
        block.get_by_role("button", name="Execute").click()
        shown = block.locator(".live-responses-table").first
        status = _first_text(shown, "tbody .response-col_status")
        return int(status.split()[0]), json.loads(_first_text(shown, ".highlight-code code"))


def _first_text(place: Locator, selector: str) -> str:
    return place.locator(selector).first.inner_text()


@pytest.fixture
def docs(page: Page, service: str) -> Iterator[Docs]:
    """The open page; nothing it does may need another host, or make the browser complain."""
    docs = Docs(page)
    docs.open(service)
    yield docs
    assert {urlsplit(each).netloc for each in docs.asked} == {urlsplit(service).netloc}
    assert docs.complaints == []


def test_the_page_shows_all_calls_what_a_newcomer_needs_first(docs: Docs) -> None:
    tags = docs.page.locator(".opblock-tag").evaluate_all(
        "tags => tags.map(tag => tag.dataset.tag)"
    )

    assert tags[:5] == ["articles", "claims", "evidence", "verdicts", "checks"]
    assert (
        docs.page.locator("h1.title, h2.title").first.inner_text().startswith("Fact-check service")
    )
    assert docs.page.locator("#operations-articles-create_article").is_visible()


def test_an_article_is_posted_from_the_page_and_its_claims_are_shown(docs: Docs) -> None:
    status, article = docs.press("articles-create_article")

    assert status == 201
    assert [claim["text"] for claim in article["claims"]] == [
        "The port of Saltmere handled 41,000 containers in May"
    ]


def test_the_examples_lead_a_newcomer_from_an_article_to_a_verdict(docs: Docs) -> None:
    _, claim = docs.press("claims-create_claim")

    linked, _ = docs.press("evidence-link_evidence", claim_id=claim["id"])
    read, verdict = docs.press("verdicts-read_verdict", claim_id=claim["id"])

    assert (linked, read) == (201, 200)
    assert [origin["origin"] for origin in verdict["origins_for"]] == ["Saltmere Harbour Office"]


@pytest.mark.parametrize(
    ("operation", "expected"),
    [
        ("articles-list_articles", 200),
        ("claims-list_claims", 200),
        ("checks-check_text", 200),
        ("checks-match_claims", 200),
        ("sources-create_source", 201),
        ("sources-list_sources", 200),
        ("service-read_health", 200),
        ("service-read_readiness", 200),
    ],
)
def test_an_example_works_as_it_stands(docs: Docs, operation: str, expected: int) -> None:
    status, _ = docs.press(operation)

    assert status == expected
