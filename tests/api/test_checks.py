from collections.abc import Callable
from dataclasses import replace

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.api.newsroom import UNKNOWN_ID, Newsroom, pointers_in
from tests.checkers import BY_RULES, LINKING

CLAIM = "Pavel Dorn said that the toll bridge carried 12,400 carts in 2025."
DENIAL = "Mayor Ruta Lind denied that the toll bridge carried 12,400 carts in 2025."
COUNT = "The toll bridge carried 12,400 carts in 2025, the Toll Office said."
Rows = Callable[[], dict[str, int]]


@pytest.fixture(autouse=True)
def _linking(client: TestClient) -> None:
    app = client.app
    assert isinstance(app, FastAPI)
    app.state.checker = LINKING


def test_a_check_reports_what_is_stored_and_stores_nothing(
    client: TestClient, newsroom: Newsroom, stored_rows: Rows
) -> None:
    newsroom.article(COUNT, source="Lantern", url="https://lantern.example/toll")
    before = stored_rows()

    answer = client.post("/v1/check", json={"text": CLAIM, "source": "Courier"})

    assert answer.status_code == 200
    [claim] = answer.json()["claims"]
    assert claim["text"] == "the toll bridge carried 12,400 carts in 2025"
    assert claim["claimant"]["name"] == "Pavel Dorn"
    assert claim["best_support"]["quote"] == COUNT
    assert claim["best_support"]["url"] == "https://lantern.example/toll"
    assert claim["best_support"]["evidence_id"] is None
    assert claim["origins_for"][0]["origin"] == "Toll Office"
    assert "machine_suggested" in [each["code"] for each in claim["verdict_summary"]["caveats"]]
    assert stored_rows() == before


def test_a_check_says_what_the_stored_article_would(client: TestClient, newsroom: Newsroom) -> None:
    newsroom.article(COUNT, source="Lantern")
    newsroom.article(DENIAL, source="Gazette")
    text = f"{CLAIM}\n\nThe toll bridge carried 12,400 carts in 2025, and the council knew it."
    told = {"text": text, "source": "Courier", "published_at": "2026-01-02T08:00:00Z"}

    checked = client.post("/v1/check", json=told).json()
    article = newsroom.post(**told)
    report = newsroom.read(f"/v1/articles/{article['id']}/report")

    assert len(checked["claims"]) == len(report["claims"]) >= 1
    for one, other in zip(checked["claims"], report["claims"], strict=True):
        for field in ("text", "start", "end", "verdict", "polarity", "claimant", "context"):
            assert one[field] == other[field]
        for field in ("label", "confidence", "summary"):
            assert one["verdict_summary"][field] == other["verdict_summary"][field]
        for field in ("best_support", "best_refutation"):
            ours, theirs = one[field], other[field]
            assert (ours and ours["quote"]) == (theirs and theirs["quote"])


GERMAN = "Der Bürgermeister sagte, „die Brücke ist sicher“. Er wird am Montag nach Berlin reisen."


def test_of_a_text_that_is_not_english_the_quotations_are_reported_without_evidence(
    client: TestClient, newsroom: Newsroom
) -> None:
    newsroom.article(GERMAN, source="Lantern")

    answer = client.post("/v1/check", json={"text": GERMAN, "source": "Courier"})

    stored = newsroom.article(GERMAN, source="Courier")
    report = newsroom.read(f"/v1/articles/{stored['id']}/report")
    assert answer.status_code == 200
    [ours], [theirs] = answer.json()["claims"], report["claims"]
    assert ours["text"] == "die Brücke ist sicher"
    assert ours["verdict"] == "not_enough_evidence"
    for field in ("text", "start", "end", "verdict", "linking_pending", "best_support"):
        assert ours[field] == theirs[field]


NARRATED = "The council spent 45,000 crowns on new planks in 2023."
PRINTED = (
    f"{NARRATED}\n\n"
    "A witness said that the Orrin bridge was shut for nine days in May 2024.\n\n"
    "Mayor Ruta Lind said that the toll bridge carried 12,400 carts in 2025."
)


@pytest.mark.parametrize("source", [{}, {"source": "Courier"}])
@pytest.mark.parametrize("author", [{}, {"author": "Fenland Wire"}])
def test_a_text_that_is_stored_already_is_no_evidence_for_itself(
    client: TestClient, newsroom: Newsroom, source: dict[str, str], author: dict[str, str]
) -> None:
    newsroom.source(name="Fenland Wire", kind="wire_agency")
    newsroom.article(PRINTED, source="Lantern", url="https://lantern.example/planks", **author)

    checked = client.post("/v1/check", json={"text": PRINTED, **source}).json()

    stored = newsroom.article(PRINTED, **source)
    report = newsroom.read(f"/v1/articles/{stored['id']}/report")
    for claim in checked["claims"] + report["claims"]:
        assert claim["best_support"] is None
        assert [each["code"] for each in claim["verdict_summary"]["caveats"]] == ["own_words"]


def test_what_others_took_from_a_stored_text_supports_it_no_more_when_it_is_checked(
    client: TestClient, newsroom: Newsroom
) -> None:
    newsroom.article(PRINTED, source="Lantern", published_at="2026-05-02T08:00:00Z")
    copied = "Yesterday, the council spent 45,000 crowns on new planks in 2023, it is told."
    newsroom.article(copied, source="Echo", published_at="2026-05-03T08:00:00Z")

    [claim, *_] = client.post("/v1/check", json={"text": PRINTED}).json()["claims"]

    assert claim["origins_for"] == []


def test_the_same_sentence_in_another_text_supports_what_somebody_sends_alone(
    client: TestClient, newsroom: Newsroom
) -> None:
    newsroom.article(PRINTED, source="Lantern")

    [claim] = client.post("/v1/check", json={"text": NARRATED}).json()["claims"]

    assert [voice["origin"] for voice in claim["origins_for"]] == ["Lantern"]


def test_a_checked_text_s_own_sentences_have_no_address(client: TestClient) -> None:
    [claim, *_] = client.post("/v1/check", json={"text": f"{CLAIM}\n\n{DENIAL}"}).json()["claims"]

    assert claim["best_refutation"]["quote"] == DENIAL
    assert claim["best_refutation"]["article_id"] is None


def test_a_check_says_which_claims_it_could_not_compare(
    client: TestClient, newsroom: Newsroom
) -> None:
    newsroom.article(COUNT, source="Lantern")
    app = client.app
    assert isinstance(app, FastAPI)
    app.state.checker = replace(LINKING, linker=replace(LINKING.linker, most_pairs=0))

    [claim] = client.post("/v1/check", json={"text": CLAIM}).json()["claims"]

    assert claim["linking_pending"]
    assert claim["best_support"] is None


@pytest.mark.parametrize("body", [{}, {"text": ""}, {"text": "a", "html": "<p>a"}, {"id": 1}])
def test_what_cannot_be_checked_is_told(client: TestClient, body: dict[str, object]) -> None:
    answer = client.post("/v1/check", json=body)

    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"


def test_claims_that_say_the_same_are_found(client: TestClient, newsroom: Newsroom) -> None:
    newsroom.article(CLAIM, source="Courier")
    newsroom.claim("The bakery on Mill Lane sold 300 loaves of rye on Sunday.")

    answer = client.post(
        "/v1/match", json={"text": "In 2025 the toll bridge carried 12,400 carts."}
    )

    assert answer.status_code == 200
    best, other = answer.json()["items"]
    assert best["text"] == "the toll bridge carried 12,400 carts in 2025"
    assert best["same"]
    assert best["cosine"] > 0.9
    assert best["verdict_summary"]["label"] == best["verdict"] == "not_enough_evidence"
    assert not other["same"]


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("The toll bridge at Orrin is closed.", "The toll bridge at Orrin is not closed."),
        ("The toll bridge at Orrin is closed.", "The toll bridge at Orrin is open."),
        ("300 carters were hurt on the toll bridge.", "30 carters were hurt on the toll bridge."),
        ("The toll bridge was shut on 3 May 2024.", "The toll bridge was shut on 4 May 2024."),
        ("The toll bridge failed its test.", "The toll bridge did not fail its test."),
        ("The toll bridge at Orrin is closed.", "The toll bridge at Melby is closed."),
        ("The bridge cost 31 million crowns.", "The bridge cost 31 million euros."),
        (
            "The toll bridge at Orrin is closed.",
            "The claim that the toll bridge at Orrin is closed is false.",
        ),
        (
            "The toll bridge at Orrin is closed.",
            "It is a myth that the toll bridge at Orrin is closed.",
        ),
        (
            "300 carters were hurt on the toll bridge.",
            "Reports that 300 carters were hurt on the toll bridge were exaggerated.",
        ),
        (
            "300 carters were hurt on the toll bridge.",
            "30 carters, not 300, were hurt on the toll bridge.",
        ),
    ],
)
def test_a_claim_that_says_otherwise_in_the_same_words_is_found_and_not_called_the_same(
    client: TestClient, newsroom: Newsroom, stored: str, text: str
) -> None:
    newsroom.claim(stored)

    negated, itself = (
        client.post("/v1/match", json={"text": each}).json()["items"][0] for each in (text, stored)
    )

    assert negated["text"] == itself["text"] == stored
    assert negated["cosine"] > 0.7
    assert (negated["same"], itself["same"]) == (False, True)


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("Norwegian police arrested twelve smugglers.", "Norway's police arrested twelve smugglers."),
        ("Kiev has fallen to Russian troops.", "Kyiv has fallen to Russian troops."),
    ],
)  # fmt: skip
def test_other_names_for_a_place_say_the_same(
    client: TestClient, newsroom: Newsroom, stored: str, text: str
) -> None:
    newsroom.claim(stored)

    assert client.post("/v1/match", json={"text": text}).json()["items"][0]["same"]


def test_no_more_claims_are_matched_than_asked_for(client: TestClient, newsroom: Newsroom) -> None:
    for day in (1, 2, 3):
        newsroom.claim(f"The Orrin bridge was shut on {day} May 2024.")

    found = client.post("/v1/match", json={"text": "The Orrin bridge was shut.", "limit": 2})

    assert len(found.json()["items"]) == 2


@pytest.mark.parametrize(
    ("body", "pointer"),
    [({}, "#/text"), ({"text": " "}, "#/text"), ({"text": "a", "limit": 0}, "#/limit")],
)
def test_what_cannot_be_matched_is_told(
    client: TestClient, body: dict[str, object], pointer: str
) -> None:
    answer = client.post("/v1/match", json=body)

    assert answer.status_code == 422
    assert pointers_in(answer) == {pointer}


def test_a_claim_that_was_corrected_is_found_by_what_it_means_now(
    client: TestClient, newsroom: Newsroom
) -> None:
    [claim] = newsroom.article("Ines Calder said it carried 12,400 carts in 2025.")["claims"]
    newsroom.change(f"/v1/claims/{claim['id']}", context="the Orrin bridge")

    found = client.post("/v1/match", json={"text": "The Orrin bridge carried 12,400 carts in 2025"})

    [match] = found.json()["items"]
    assert match["same"]


def test_evidence_is_looked_for_again(client: TestClient, newsroom: Newsroom) -> None:
    app = client.app
    assert isinstance(app, FastAPI)
    app.state.checker = BY_RULES
    article = newsroom.article(DENIAL, source="Lantern")
    claim = newsroom.claim("The toll bridge carried 12,400 carts in 2025.")
    app.state.checker = LINKING

    first = client.post(f"/v1/claims/{claim['id']}/search").json()
    again = client.post(f"/v1/claims/{claim['id']}/search").json()

    [link] = first["added"]
    assert link["article_id"] == article["id"]
    assert (link["stance"], link["state"]) == ("refutes", "suggested")
    assert again == {"added": [], "linking_pending": False, "verdict": "not_enough_evidence"}


def test_no_evidence_is_looked_for_on_a_claim_that_is_not_there(client: TestClient) -> None:
    assert client.post(f"/v1/claims/{UNKNOWN_ID}/search").status_code == 404
