"""Articles: stored once, read exactly, corrected, reported, deleted."""

import hashlib
import unicodedata
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from tests.api.newsroom import (
    DENIED,
    NARRATOR,
    TOLL_OFFICE,
    TOLL_STORY,
    UNKNOWN_ID,
    WARDEN,
    Json,
    Newsroom,
    claim_in,
    pointers_in,
    problem_in,
)

ARTICLES = "/v1/articles"
URL = "https://www.lantern.example/toll"


def test_an_article_is_stored_with_what_was_sent(client: TestClient) -> None:
    sent = {"title": "Toll rises", "author": "Nils Rook", "language": "en", "text": TOLL_STORY}

    answer = client.post(ARTICLES, json=sent)

    assert answer.status_code == 201
    assert answer.json() | sent == answer.json()


def test_the_answer_says_where_the_article_is_and_at_which_version(client: TestClient) -> None:
    answer = client.post(ARTICLES, json={"text": TOLL_STORY})

    assert answer.headers["Location"] == f"/v1/articles/{answer.json()['id']}"
    assert answer.headers["ETag"].startswith('"1-')


def test_an_article_is_read_as_it_was_stored(client: TestClient) -> None:
    stored = client.post(ARTICLES, json={"text": TOLL_STORY, "url": URL})

    read = client.get(stored.headers["Location"])

    assert (read.status_code, read.headers["ETag"]) == (200, stored.headers["ETag"])
    assert {**read.json(), "claims": stored.json()["claims"]} == stored.json()


def test_ids_are_made_in_the_order_of_time(newsroom: Newsroom) -> None:
    ids = [UUID(newsroom.article(f"Story {n}.")["id"]) for n in range(3)]

    assert ids == sorted(ids)
    assert {each.version for each in ids} == {7}


def test_the_claims_of_an_article_come_with_it_in_reading_order(newsroom: Newsroom) -> None:
    article = newsroom.article()

    starts = [claim["start"] for claim in article["claims"]]
    assert starts == sorted(starts)
    assert {claim["text"] for claim in article["claims"]} >= {WARDEN, TOLL_OFFICE, DENIED, NARRATOR}


def test_a_claim_says_who_makes_it_how_and_where(newsroom: Newsroom) -> None:
    article = newsroom.article()

    claim = claim_in(article, TOLL_OFFICE)

    assert claim["kind"] == "direct_quote"
    assert claim["claimant"]["name"] == "Pavel Dorn"
    assert "spokesman" in claim["claimant"]["role"]
    assert (claim["cue"], claim["polarity"], claim["hedged"]) == ("said", "asserts", False)
    assert 0 <= claim["check_worthiness"] <= 1
    assert claim["made_by"].startswith("reader@")
    assert claim["article_id"] == article["id"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Two carters who spoke to this newspaper reported waiting more than nine hours.",
            "Two carters who spoke to this newspaper",
        ),
        (
            "The bridge carried 12,400 carts, according to figures the Toll Office published on Monday.",
            "Toll Office",
        ),
    ],
)
def test_whoever_is_merely_mentioned_with_a_claimant_makes_no_claim(
    newsroom: Newsroom, text: str, name: str
) -> None:
    (claim,) = newsroom.article(text)["claims"]

    assert claim["claimant"]["name"] == name


def test_what_is_denied_is_the_text_of_a_denial(newsroom: Newsroom) -> None:
    claim = claim_in(newsroom.article(), DENIED)

    assert (claim["claimant"]["name"], claim["polarity"]) == ("Ruta Lind", "denies")


def test_the_narrator_has_no_claimant(newsroom: Newsroom) -> None:
    claim = claim_in(newsroom.article(), NARRATOR)

    assert (claim["claimant"], claim["kind"]) == (None, "statement")


def test_every_claim_has_a_verdict_from_birth(newsroom: Newsroom) -> None:
    article = newsroom.article()

    assert {claim["verdict"] for claim in article["claims"]} == {"not_enough_evidence"}


@pytest.mark.parametrize(
    "before",
    [
        pytest.param("🌉🌉🛒 A family 👩‍👩‍👧 crossed.\n\n", id="emoji"),
        pytest.param("عبرت العربات الجسر. הגשר נסגר.\n\n", id="right to left"),
        pytest.param("q\u0303x\u0323\u0307 cafe\u0301 Zu\u0308rich.\n\n", id="combining"),
        pytest.param("\u202eThe planks\u202c\u00a0and\u2003rails.\n\n", id="directions and spaces"),
        pytest.param("𝔒𝔯𝔯𝔦𝔫 🏴󠁧󠁢󠁳󠁣󠁴󠁿.\r\n\r\n", id="beyond the basic plane"),
    ],
)
def test_offsets_slice_the_text_to_the_claim_and_to_its_claimant(
    newsroom: Newsroom, before: str
) -> None:
    article = newsroom.article(before + TOLL_STORY)

    text = article["text"]
    claim = claim_in(article, WARDEN)
    assert all(text[each["start"] : each["end"]] == each["text"] for each in article["claims"])
    assert "Ines Calder" in text[claim["claimant"]["start"] : claim["claimant"]["end"]]


def test_a_text_is_stored_in_nfc_and_known_by_its_sha_256(newsroom: Newsroom) -> None:
    composed = unicodedata.normalize("NFC", "Der Mühlbach ruht, sagte Zoë Ærø.")

    article = newsroom.article(unicodedata.normalize("NFD", composed))

    assert article["text"] == composed
    assert article["characters"] == len(composed)
    assert article["text_sha256"] == hashlib.sha256(composed.encode()).hexdigest()


@pytest.mark.parametrize("text", ["  The bridge.\r\n\r\n", "\n\tThe\u00a0bridge."])
def test_white_space_of_a_text_is_kept(newsroom: Newsroom, text: str) -> None:
    assert newsroom.article(text)["text"] == text


def test_times_are_answered_in_utc(newsroom: Newsroom) -> None:
    article = newsroom.article(published_at="2026-03-01T01:30:00+02:00")

    assert article["published_at"] == "2026-02-28T23:30:00Z"


def test_the_same_text_of_the_same_source_is_stored_once_with_all_its_addresses(
    client: TestClient, newsroom: Newsroom
) -> None:
    first = newsroom.article(url=URL)

    answer = client.post(
        ARTICLES, json={"text": TOLL_STORY, "url": "https://lantern.example/print/toll"}
    )

    assert answer.status_code == 200
    assert answer.headers["Location"] == f"/v1/articles/{first['id']}"
    assert answer.json() == first | {"urls": [URL, "https://lantern.example/print/toll"]}
    assert len(newsroom.items(ARTICLES)) == 1


def test_of_a_stored_text_that_is_sent_again_only_the_address_is_taken(
    client: TestClient, newsroom: Newsroom
) -> None:
    first = newsroom.article(url=URL, title="Toll rises")
    other = {"title": "Toll falls", "author": "Ada Brandl", "language": "de"}

    answer = client.post(ARTICLES, json={"text": TOLL_STORY, "url": URL, **other})

    assert (answer.status_code, answer.json()) == (200, first)


def test_the_same_text_in_other_letters_is_the_same_text(client: TestClient) -> None:
    client.post(ARTICLES, json={"text": "Café Ærø."})

    answer = client.post(ARTICLES, json={"text": unicodedata.normalize("NFD", "Café Ærø.")})

    assert answer.status_code == 200


def test_the_same_text_without_an_address_is_the_same_article(client: TestClient) -> None:
    first = client.post(ARTICLES, json={"text": TOLL_STORY, "source": "Orrin Lantern"})

    again = client.post(ARTICLES, json={"text": TOLL_STORY, "source": "Orrin Lantern"})

    assert (again.status_code, again.json()) == (200, first.json())


def test_the_same_text_from_another_source_is_a_reprint(client: TestClient) -> None:
    first = client.post(ARTICLES, json={"text": TOLL_STORY, "source": "Orrin Lantern"})

    reprint = client.post(ARTICLES, json={"text": TOLL_STORY, "source": "Orrin Beacon"})

    assert reprint.status_code == 201
    assert reprint.json()["id"] != first.json()["id"]
    assert reprint.json()["revision_of"] is None


def test_another_text_at_a_stored_address_revises_what_stood_there_last(
    newsroom: Newsroom,
) -> None:
    first, second, third = (newsroom.article(f"Version {n}.", url=URL) for n in range(3))

    assert first["revision_of"] is None
    assert second["revision_of"] == first["id"]
    assert third["revision_of"] == second["id"]


def test_evidence_stays_with_the_text_that_it_was_taken_from(newsroom: Newsroom) -> None:
    first = newsroom.article("The bridge was shut for 9 days.", url=URL)
    link = newsroom.link(newsroom.claim(), article_id=first["id"], quote="shut for 9 days")

    newsroom.article("The bridge was shut for 7 days.", url=URL)

    assert newsroom.read(f"/v1/evidence/{link['id']}") == link


@pytest.mark.parametrize(
    ("fields", "name", "domain", "kind"),
    [
        ({"source": "Orrin Lantern"}, "Orrin Lantern", None, "outlet"),
        ({"source": "lantern.example"}, "lantern.example", "lantern.example", "outlet"),
        (
            {"source": {"name": "Toll Office", "domain": "toll.example", "kind": "institution"}},
            "Toll Office",
            "toll.example",
            "institution",
        ),
        ({"source": {"domain": "toll.example"}}, "toll.example", "toll.example", "outlet"),
        ({"url": "https://www.lantern.example/toll"}, "lantern.example", "lantern.example", "outlet"),
        ({"url": "https://LANTERN.example:8443/toll"}, "lantern.example", "lantern.example", "outlet"),
        ({"url": "http://192.0.2.7/toll"}, "192.0.2.7", None, "outlet"),
        ({"url": URL, "source": "Orrin Lantern"}, "Orrin Lantern", None, "outlet"),
        ({}, "unknown", None, "unknown"),
    ],
)  # fmt: skip
def test_the_source_is_what_is_named_else_the_host_of_the_address_else_unknown(
    newsroom: Newsroom, fields: Json, name: str, domain: str | None, kind: str
) -> None:
    source = newsroom.article(**fields)["source"]

    assert (source["name"], source["domain"], source["kind"]) == (name, domain, kind)


def test_an_article_shows_the_wire_that_it_credits(newsroom: Newsroom) -> None:
    newsroom.source(name="Fenland Wire", kind="wire_agency")

    article = newsroom.article(source="Orrin Lantern", author="Nils Rook, Fenland Wire")

    assert article["wire"] == "Fenland Wire"


def test_a_source_is_found_again_by_name_by_domain_and_by_address(newsroom: Newsroom) -> None:
    stored = newsroom.source(name="Orrin Lantern", domain="lantern.example")

    articles = [
        newsroom.article("By name.", source="orrin  LANTERN"),
        newsroom.article("By domain.", source="www.Lantern.example"),
        newsroom.article("By address.", url="https://lantern.example/x"),
        newsroom.article("By both.", source={"name": "Lantern", "domain": "lantern.example"}),
    ]

    assert {article["source"]["id"] for article in articles} == {stored["id"]}


def test_a_source_first_known_by_name_takes_on_its_domain(newsroom: Newsroom) -> None:
    by_name = newsroom.article("One.", source="Orrin Lantern")["source"]

    by_both = newsroom.article(
        "Two.", source={"name": "Orrin Lantern", "domain": "lantern.example"}
    )["source"]

    assert by_both == by_name | {"domain": "lantern.example"}


@pytest.mark.parametrize("first", ["name", "name and address", "address"])
def test_a_name_and_an_address_that_bears_it_are_one_source(newsroom: Newsroom, first: str) -> None:
    at = "https://www.ostrastar.example/"
    ways = {
        "name": {"source": "The Ostra Star"},
        "name and address": {"source": "Ostra Star", "url": f"{at}1"},
        "address": {"url": f"{at}2"},
    }
    second = {"source": "Ostra Star", "url": f"{at}3"}

    sources = [
        newsroom.article(f"The mill ground {n} tons of rye.", **way)["source"]
        for n, way in enumerate([ways[first], second, ways["address"]])
    ]

    assert len({source["id"] for source in sources}) == 1
    assert sources[-1]["domain"] == "ostrastar.example"


def test_a_story_of_another_at_an_address_stays_the_others(newsroom: Newsroom) -> None:
    at = "https://ostrastar.example/"
    wire, own = (
        newsroom.article("The mill ground 1 ton of rye.", source="Harbour Wire", url=f"{at}1"),
        newsroom.article("The mill ground 2 tons of rye.", url=f"{at}2"),
    )

    assert wire["source"]["domain"] is None
    assert own["source"]["id"] != wire["source"]["id"]


def test_a_name_that_two_sources_have_asks_for_the_domain(
    client: TestClient, newsroom: Newsroom
) -> None:
    newsroom.source(name="The Lantern", domain="lantern.example")
    newsroom.source(name="The Lantern", domain="lantern-east.example")

    answer = client.post(ARTICLES, json={"text": TOLL_STORY, "source": "The Lantern"})

    assert answer.status_code == 409
    detail = problem_in(answer)["detail"]
    assert "give the domain" in detail
    assert "lantern-east.example" in detail


def test_an_unknown_article_is_not_found(client: TestClient) -> None:
    unknown = f"{ARTICLES}/{UNKNOWN_ID}"

    answers = [
        client.get(unknown),
        client.patch(unknown, json={"title": "Toll"}),
        client.delete(unknown),
        client.get(f"{unknown}/claims"),
        client.get(f"{unknown}/report"),
    ]

    assert [answer.status_code for answer in answers] == [404] * 5


@pytest.mark.parametrize(
    ("change", "stored"),
    [
        ({"title": "Toll rises"}, {"title": "Toll rises"}),
        ({"author": "Nils Rook"}, {"author": "Nils Rook"}),
        ({"language": "cy"}, {"language": "cy"}),
        (
            {"published_at": "2026-03-02T10:00:00+01:00"},
            {"published_at": "2026-03-02T09:00:00Z"},
        ),
        ({"title": None}, {"title": None}),
        ({"author": None}, {"author": None}),
        ({"language": None}, {"language": None}),
        ({"published_at": None}, {"published_at": None}),
    ],
)
def test_a_change_of_one_field_leaves_the_others_as_they_are(
    client: TestClient, newsroom: Newsroom, change: dict[str, object], stored: dict[str, object]
) -> None:
    before = newsroom.article(
        title="Toll", author="Ada Finch", language="en", published_at="2026-03-01T09:00:00Z"
    )

    answer = client.patch(f"{ARTICLES}/{before['id']}", json=change)

    before.pop("claims")
    assert answer.headers["ETag"].startswith('"2-')
    pending = bool(change.keys() & {"language", "published_at"})  # evidence is sought again
    assert answer.json() == before | stored | {"version": 2, "linking_pending": pending}


def test_a_change_of_nothing_is_no_change(client: TestClient, newsroom: Newsroom) -> None:
    article = newsroom.article()

    answer = client.patch(f"{ARTICLES}/{article['id']}", json={})

    assert answer.json()["version"] == 1


def test_an_article_can_be_given_to_another_source(newsroom: Newsroom) -> None:
    article = newsroom.article(source="Orrin Lantern")

    changed = newsroom.change(f"{ARTICLES}/{article['id']}", source="beacon.example")

    assert changed["source"]["domain"] == "beacon.example"


def test_an_article_cannot_be_given_to_a_source_that_has_its_text(
    client: TestClient, newsroom: Newsroom
) -> None:
    article = newsroom.article(source="Orrin Lantern")
    reprint = newsroom.article(source="Orrin Beacon")

    answer = client.patch(f"{ARTICLES}/{reprint['id']}", json={"source": "Orrin Lantern"})

    assert answer.status_code == 409
    assert article["id"] in problem_in(answer)["detail"]
    assert newsroom.read(f"{ARTICLES}/{reprint['id']}")["source"] == reprint["source"]


@pytest.mark.parametrize(
    "field", ["text", "text_sha256", "url", "urls", "revision_of", "id", "claims"]
)
def test_what_cannot_be_changed_is_named(
    client: TestClient, newsroom: Newsroom, field: str
) -> None:
    article = newsroom.article()

    answer = client.patch(f"{ARTICLES}/{article['id']}", json={field: "Another"})

    assert answer.status_code == 422
    assert pointers_in(answer) == {f"#/{field}"}
    assert newsroom.read(f"{ARTICLES}/{article['id']}")["text"] == article["text"]


def test_a_source_cannot_be_cleared(client: TestClient, newsroom: Newsroom) -> None:
    article = newsroom.article(source="Orrin Lantern")

    answer = client.patch(f"{ARTICLES}/{article['id']}", json={"source": None})

    assert answer.status_code == 422
    assert pointers_in(answer) == {"#/source"}


def test_a_deleted_article_is_gone_with_its_claims(client: TestClient, newsroom: Newsroom) -> None:
    article = newsroom.article()

    answer = client.delete(f"{ARTICLES}/{article['id']}")

    paths = [f"{ARTICLES}/{article['id']}"]
    paths += [f"/v1/claims/{claim['id']}" for claim in article["claims"]]
    assert (answer.status_code, answer.content) == (204, b"")
    assert {client.get(path).status_code for path in paths} == {404}


def test_a_deleted_article_takes_the_evidence_from_it_along(
    client: TestClient, newsroom: Newsroom
) -> None:
    article, claim = newsroom.article(), newsroom.claim()
    taken = newsroom.link(claim, article_id=article["id"], quote=NARRATOR)
    other = newsroom.report_of("beacon", claim)

    newsroom.delete(f"{ARTICLES}/{article['id']}")

    assert client.get(f"/v1/evidence/{taken['id']}").status_code == 404
    assert [link["id"] for link in newsroom.items(f"/v1/claims/{claim['id']}/evidence")] == [
        other["id"]
    ]


def test_a_deleted_article_settles_the_verdicts_that_rested_on_it(newsroom: Newsroom) -> None:
    article, claim = newsroom.article(source="Orrin Lantern"), newsroom.claim()
    newsroom.link(claim, article_id=article["id"], quote=NARRATOR)
    newsroom.report_of("beacon", claim)

    newsroom.delete(f"{ARTICLES}/{article['id']}")

    now, before, *_ = newsroom.history(claim)
    assert (now["label"], before["label"]) == ("not_enough_evidence", "supported")
    assert [voice["origin"] for voice in now["origins_for"]] == ["beacon.example"]


def test_past_verdicts_keep_what_a_deleted_article_said(newsroom: Newsroom) -> None:
    article, claim = newsroom.article(source="Orrin Lantern"), newsroom.claim()
    newsroom.link(claim, article_id=article["id"], quote=NARRATOR)

    newsroom.delete(f"{ARTICLES}/{article['id']}")

    _, before, _ = newsroom.history(claim)
    (piece,) = before["origins_for"][0]["evidence"]
    assert (piece["quote"], piece["article_id"]) == (NARRATOR, article["id"])


def test_a_revision_outlives_what_it_revised(newsroom: Newsroom) -> None:
    first = newsroom.article("Version 1.", url=URL)
    second = newsroom.article("Version 2.", url=URL)

    newsroom.delete(f"{ARTICLES}/{first['id']}")

    assert newsroom.read(f"{ARTICLES}/{second['id']}")["revision_of"] is None


def test_a_deleted_article_can_be_stored_again(client: TestClient, newsroom: Newsroom) -> None:
    article = newsroom.article(url=URL)
    newsroom.delete(f"{ARTICLES}/{article['id']}")

    answer = client.post(ARTICLES, json={"text": TOLL_STORY, "url": URL})

    assert answer.status_code == 201


def test_a_report_shows_the_article_with_each_claim_as_the_claim_itself_shows_it(
    newsroom: Newsroom,
) -> None:
    article = newsroom.article()

    report = newsroom.read(f"{ARTICLES}/{article['id']}/report")

    claims = [newsroom.read(f"/v1/claims/{claim['id']}") for claim in article["claims"]]
    nothing = {"best_support": None, "best_refutation": None}
    assert report["claims"] == [claim | nothing for claim in claims]
    assert report["article"] == newsroom.read(f"{ARTICLES}/{article['id']}")


def test_a_report_shows_the_strongest_words_on_either_side(newsroom: Newsroom) -> None:
    article = newsroom.article()
    claim = claim_in(article, WARDEN)
    newsroom.source(name="Beacon", domain="beacon.example", reliability=0.8)
    newsroom.source(name="Crier", domain="crier.example", reliability=0.8)
    newsroom.report_of("lantern", claim, quote="The carts were many.")
    newsroom.report_of("beacon", claim, quote="We counted 12,400 carts.")
    newsroom.report_of("watch", claim, "refutes", quote="The carts were few.")
    newsroom.report_of("crier", claim, "refutes", quote="We counted 300 carts.")

    report = newsroom.read(f"{ARTICLES}/{article['id']}/report")

    (shown,) = [each for each in report["claims"] if each["id"] == claim["id"]]
    assert shown["best_support"]["quote"] == "We counted 12,400 carts."
    assert shown["best_refutation"]["quote"] == "We counted 300 carts."
    assert shown["verdict"] == "conflicting_evidence"


def test_a_report_says_in_words_that_a_denial_stands(newsroom: Newsroom) -> None:
    article = newsroom.article()
    claim = claim_in(article, DENIED)
    newsroom.report_of("lantern", claim, "refutes", quote="The bridge was open all year.")
    newsroom.report_of("beacon", claim, "refutes", quote="Carts crossed each day of 2024.")

    report = newsroom.read(f"{ARTICLES}/{article['id']}/report")

    (shown,) = [each for each in report["claims"] if each["id"] == claim["id"]]
    assert shown["verdict"] == "refuted"
    assert "The denial by Ruta Lind stands." in shown["verdict_summary"]["summary"]


def test_an_article_of_very_many_claims_is_stored_and_deleted(client: TestClient) -> None:
    text = "\n".join(f"The mill sold {n} tons of rye." for n in range(2_500))

    answer = client.post("/v1/articles", json={"text": text})

    assert answer.status_code == 201
    assert len(answer.json()["claims"]) == 2_500
    assert client.delete(answer.headers["Location"]).status_code == 204
