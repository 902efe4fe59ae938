"""Pages of other origins in a real browser, which is what enforces who may read what."""

from typing import Any

from playwright.sync_api import Page

FETCH = """
async ([address, body]) => {
    try {
        const answer = await fetch(`${address}/v1/claims`, {
            method: "POST",
            headers: {"Content-Type": "application/json", "Idempotency-Key": crypto.randomUUID()},
            body: JSON.stringify(body),
        });
        const headers = Object.fromEntries(answer.headers);
        return {status: answer.status, headers, said: await answer.json()};
    } catch (refused) {
        return {refused: refused.name};
    }
}
"""


def _fetched(page: Page, origin: str, service: str, body: dict[str, str]) -> dict[str, Any]:
    page.goto(origin)
    fetched: dict[str, Any] = page.evaluate(FETCH, [service, body])
    return fetched


def test_a_page_of_an_allowed_origin_stores_and_reads(page: Page, desk: str, service: str) -> None:
    answer = _fetched(page, desk, service, {"text": "The mill at Orrin burned in May."})

    assert answer["status"] == 201
    assert answer["headers"]["location"] == f"/v1/claims/{answer['said']['id']}"
    assert answer["headers"]["etag"].startswith('"1-')


def test_a_page_of_an_allowed_origin_reads_what_went_wrong(
    page: Page, desk: str, service: str
) -> None:
    answer = _fetched(page, desk, service, {"text": ""})

    assert answer["status"] == 422
    assert answer["said"]["errors"][0]["pointer"] == "#/text"


def test_a_page_of_another_origin_is_refused(page: Page, stranger: str, service: str) -> None:
    answer = _fetched(page, stranger, service, {"text": "The mill at Orrin burned in June."})

    page.goto(f"{service}/v1/claims?q=June")
    assert answer == {"refused": "TypeError"}
    assert '"items":[]' in page.inner_text("body")
