"""Evidence: passages linked to claims, judged by people, withdrawn, never forgotten."""

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

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

URL = "https://beacon.example/bridge"


def _link(client: TestClient, claim: Json, **sent: object) -> Response:
    return client.post(f"/v1/claims/{claim['id']}/evidence", json={"stance": "supports", **sent})


def test_a_passage_is_linked_by_its_words(client: TestClient, newsroom: Newsroom) -> None:
    article, claim = newsroom.article(), newsroom.claim()

    answer = _link(client, claim, article_id=article["id"], quote=WARDEN)

    link = answer.json()
    assert answer.status_code == 201
    assert (link["quote"], link["anchored"], link["claim_id"]) == (WARDEN, True, claim["id"])
    assert article["text"][link["start"] : link["end"]] == WARDEN


def test_the_answer_says_where_the_evidence_is_and_at_which_version(
    client: TestClient, newsroom: Newsroom
) -> None:
    answer = _link(client, newsroom.claim(), url=URL, quote="It was shut.")

    assert answer.headers["Location"] == f"/v1/evidence/{answer.json()['id']}"
    assert answer.headers["ETag"].startswith('"1-')


def test_evidence_is_read_as_it_was_stored(client: TestClient, newsroom: Newsroom) -> None:
    stored = _link(client, newsroom.claim(), url=URL, quote="It was shut.")

    read = client.get(stored.headers["Location"])

    assert (read.status_code, read.headers["ETag"]) == (200, stored.headers["ETag"])
    assert read.json() == stored.json()


def test_what_a_person_links_is_accepted(newsroom: Newsroom) -> None:
    link = newsroom.report_of("beacon", newsroom.claim())

    assert (link["state"], link["p"], link["method"]) == ("accepted", 1.0, "person")


@pytest.mark.parametrize(
    "quote",
    [
        "the  Orrin\nbridge\tcarried\u00a012,400 carts",
        "\n the Orrin bridge carried 12,400 carts  ",
        "in 2025. “The toll",
    ],
)
def test_white_space_of_a_quote_may_differ_and_the_slice_is_exact(
    newsroom: Newsroom, quote: str
) -> None:
    article = newsroom.article()

    link = newsroom.link(newsroom.claim(), article_id=article["id"], quote=quote)

    assert link["quote"] == article["text"][link["start"] : link["end"]]
    assert link["quote"].split() == quote.split()


def test_a_quote_in_decomposed_letters_is_found(newsroom: Newsroom) -> None:
    article = newsroom.article("Der M\u00fchlbach ruht seit 2024.")

    link = newsroom.link(newsroom.claim(), article_id=article["id"], quote="Mu\u0308hlbach ruht")

    assert link["quote"] == "M\u00fchlbach ruht"


def test_a_passage_is_linked_by_its_place(newsroom: Newsroom) -> None:
    article = newsroom.article("🌉🌉 The bridge was shut. עגלות.")

    link = newsroom.link(newsroom.claim(), article_id=article["id"], start=3, end=23)

    assert link["quote"] == "The bridge was shut."


def test_words_and_place_may_be_given_together_where_they_agree(newsroom: Newsroom) -> None:
    article = newsroom.article("The bridge\nwas shut.")

    link = newsroom.link(
        newsroom.claim(), article_id=article["id"], quote="bridge was", start=4, end=14
    )

    assert (link["start"], link["end"], link["quote"]) == (4, 14, "bridge\nwas")


@pytest.mark.parametrize(
    ("passage", "pointer"),
    [
        ({"quote": "the Orrin bridge carried no carts"}, "#/quote"),
        ({"quote": "THE ORRIN BRIDGE"}, "#/quote"),
        ({"quote": "bridge", "start": 0, "end": 4}, "#/quote"),
        ({"start": 0, "end": len(TOLL_STORY) + 1}, "#/end"),
        ({"start": len(TOLL_STORY), "end": len(TOLL_STORY) + 1}, "#/end"),
        ({"start": 999_999, "end": 1_000_000}, "#/end"),
        ({"start": TOLL_STORY.index("\n\n"), "end": TOLL_STORY.index("\n\n") + 2}, "#/start"),
        ({"start": 4, "end": 4}, "#"),
        ({"start": 5, "end": 4}, "#"),
        ({"start": -1, "end": 4}, "#/start"),
        ({"start": 0, "end": 1_000_001}, "#/end"),
        ({"start": 0.5, "end": 4}, "#/start"),
        ({"start": "0", "end": 4}, "#/start"),
        ({"start": False, "end": 4}, "#/start"),
        ({"start": 4}, "#"),
        ({"end": 4}, "#"),
        ({}, "#"),
        ({"quote": None}, "#"),
        ({"quote": "x" * 5001}, "#/quote"),
        ({"quote": WARDEN, "title": "Toll rises"}, "#/title"),
        ({"quote": WARDEN, "url": URL}, "#"),
    ],
)
def test_a_passage_that_is_not_in_the_article_is_not_linked(
    client: TestClient, newsroom: Newsroom, passage: Json, pointer: str
) -> None:
    article, claim = newsroom.article(), newsroom.claim()

    answer = _link(client, claim, article_id=article["id"], **passage)

    assert answer.status_code == 422
    assert pointers_in(answer) == {pointer}
    assert newsroom.items(f"/v1/claims/{claim['id']}/evidence") == []


def test_a_claim_is_no_evidence_on_itself(client: TestClient, newsroom: Newsroom) -> None:
    article = newsroom.article()
    claim = claim_in(article, WARDEN)

    answer = _link(client, claim, article_id=article["id"], quote=WARDEN)

    assert answer.status_code == 422
    assert pointers_in(answer) == {"#/quote"}


def test_a_passage_by_its_place_is_no_longer_than_one_by_its_words(
    client: TestClient, newsroom: Newsroom
) -> None:
    article = newsroom.article("The bridge was shut. " * 300)

    answer = _link(client, newsroom.claim(), article_id=article["id"], start=0, end=5001)

    assert answer.status_code == 422
    assert pointers_in(answer) == {"#/end"}


@pytest.mark.parametrize(
    ("sent", "pointer"),
    [
        ({"stance": "agrees"}, "#/stance"),
        ({"stance": None}, "#/stance"),
        ({"url": None}, "#/url"),
        ({"url": "beacon"}, "#/url"),
        ({"url": "ftp://beacon.example/x"}, "#/url"),
        ({"quote": None}, "#/quote"),
        ({"quote": " \n"}, "#/quote"),
        ({"start": 0, "end": 4}, "#/start"),
        ({"origin": " "}, "#/origin"),
        ({"note": ""}, "#/note"),
        ({"state": "accepted"}, "#/state"),
        ({"published_at": "2026-03-01"}, "#/published_at"),
    ],
)
def test_a_passage_from_outside_that_cannot_be_is_not_linked(
    client: TestClient, newsroom: Newsroom, sent: Json, pointer: str
) -> None:
    claim = newsroom.claim()

    answer = _link(client, claim, **{"url": URL, "quote": "It was shut.", **sent})

    assert answer.status_code == 422
    assert pointer in pointers_in(answer)
    assert newsroom.items(f"/v1/claims/{claim['id']}/evidence") == []


def test_a_passage_of_nothing_stored_is_kept_as_it_was_sent(newsroom: Newsroom) -> None:
    sent = {
        "url": URL,
        "quote": "It  was\nshut.",
        "title": "Bridge shut",
        "published_at": "2026-03-01T09:00:00Z",
        "note": "Page 3.",
    }

    link = newsroom.link(newsroom.claim(), "refutes", **sent)

    assert link | sent == link
    assert (link["anchored"], link["article_id"], link["start"]) == (False, None, None)
    assert newsroom.items("/v1/articles") == []


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        ({}, "beacon.example"),
        ({"source": "Orrin Beacon"}, "Orrin Beacon"),
        ({"source": {"domain": "print.beacon.example"}}, "print.beacon.example"),
    ],
)
def test_a_passage_of_nothing_stored_has_the_source_that_is_named_else_the_host(
    newsroom: Newsroom, sent: Json, name: str
) -> None:
    link = newsroom.report_of("beacon", newsroom.claim(), **sent)

    assert link["source"]["name"] == name


def test_anchored_evidence_shows_what_its_article_has(newsroom: Newsroom) -> None:
    fields = {"url": URL, "title": "Toll", "published_at": "2026-03-01T09:00:00Z"}
    article = newsroom.article(**fields)

    link = newsroom.link(newsroom.claim(), article_id=article["id"], quote=WARDEN)

    assert link | fields == link
    assert link["source"] == article["source"]


def test_evidence_on_an_unknown_claim_is_not_found(client: TestClient) -> None:
    answer = _link(client, {"id": UNKNOWN_ID}, url=URL, quote="It was shut.")

    assert answer.status_code == 404


def test_evidence_from_an_unknown_article_is_not_found(
    client: TestClient, newsroom: Newsroom
) -> None:
    answer = _link(client, newsroom.claim(), article_id=UNKNOWN_ID, quote="It was shut.")

    assert answer.status_code == 404
    assert UNKNOWN_ID in problem_in(answer)["detail"]


def test_unknown_evidence_is_not_found(client: TestClient) -> None:
    unknown = f"/v1/evidence/{UNKNOWN_ID}"

    answers = [client.get(unknown), client.patch(unknown, json={}), client.delete(unknown)]

    assert [answer.status_code for answer in answers] == [404] * 3


ANCHORED = {"quote": WARDEN}
OUTSIDE = {"url": URL, "quote": "It was shut."}


@pytest.fixture(params=["anchored", "outside"])
def passage(request: pytest.FixtureRequest, newsroom: Newsroom) -> Json:
    if request.param == "outside":
        return OUTSIDE
    return {**ANCHORED, "article_id": newsroom.article()["id"]}


def test_the_same_link_again_is_the_same_link(
    client: TestClient, newsroom: Newsroom, passage: Json
) -> None:
    claim = newsroom.claim()
    first = newsroom.link(claim, **passage)

    answer = _link(client, claim, **passage)

    assert (answer.status_code, answer.json()) == (200, first)
    assert answer.headers["Location"] == f"/v1/evidence/{first['id']}"
    assert len(newsroom.history(claim)) == 2


@pytest.mark.parametrize("other", [{"stance": "refutes"}, {"origin": "Other"}, {"note": "Other."}])
def test_the_same_passage_said_otherwise_is_a_conflict_that_names_the_link(
    client: TestClient, newsroom: Newsroom, passage: Json, other: Json
) -> None:
    claim = newsroom.claim()
    first = newsroom.link(claim, **passage)

    answer = _link(client, claim, **{**passage, **other})

    assert answer.status_code == 409
    assert f"/v1/evidence/{first['id']}" in problem_in(answer)["detail"]
    assert newsroom.read(f"/v1/evidence/{first['id']}") == first


def test_a_passage_that_was_rejected_is_not_linked_anew(
    client: TestClient, newsroom: Newsroom, passage: Json
) -> None:
    claim = newsroom.claim()
    first = newsroom.link(claim, **passage)
    newsroom.change(f"/v1/evidence/{first['id']}", state="rejected")

    answer = _link(client, claim, **passage)

    assert answer.status_code == 409
    assert "rejected" in problem_in(answer)["detail"]


def test_a_passage_that_was_withdrawn_can_be_linked_anew(
    client: TestClient, newsroom: Newsroom, passage: Json
) -> None:
    claim = newsroom.claim()
    first = newsroom.link(claim, **passage)
    newsroom.delete(f"/v1/evidence/{first['id']}")

    answer = _link(client, claim, **{**passage, "stance": "refutes"})

    assert answer.status_code == 201
    assert answer.json()["id"] != first["id"]


def test_one_passage_may_be_evidence_on_two_claims(newsroom: Newsroom, passage: Json) -> None:
    one, other = (
        newsroom.link(newsroom.claim(), **passage),
        newsroom.link(newsroom.claim(), **passage),
    )

    assert one["id"] != other["id"]


def test_the_origin_of_a_quotation_is_who_is_quoted(newsroom: Newsroom) -> None:
    article = newsroom.article(source="Orrin Lantern")

    link = newsroom.link(newsroom.claim(), article_id=article["id"], quote=WARDEN)

    assert link["origin"] == "Ines Calder"


def test_the_origin_of_what_a_spokesman_says_is_the_body(newsroom: Newsroom) -> None:
    article = newsroom.article(source="Orrin Lantern")

    link = newsroom.link(newsroom.claim(), article_id=article["id"], quote=TOLL_OFFICE)

    assert link["origin"] == "Toll Office"


def test_the_origin_of_a_wire_story_is_the_wire_credited(newsroom: Newsroom) -> None:
    newsroom.source(name="Fenland Wire", kind="wire_agency")
    article = newsroom.article(source="Orrin Lantern", author="Fenland Wire")

    link = newsroom.link(newsroom.claim(), article_id=article["id"], quote=NARRATOR)

    assert link["origin"] == "Fenland Wire"


def test_the_origin_of_what_an_outlet_says_itself_is_the_outlet(newsroom: Newsroom) -> None:
    article = newsroom.article(source="Orrin Lantern")

    link = newsroom.link(newsroom.claim(), article_id=article["id"], quote=NARRATOR)

    assert link["origin"] == "Orrin Lantern"


def test_the_origin_is_what_a_person_says_it_is(newsroom: Newsroom) -> None:
    article = newsroom.article()

    link = newsroom.link(
        newsroom.claim(), article_id=article["id"], quote=WARDEN, origin="Orrin Council"
    )

    assert link["origin"] == "Orrin Council"


def test_the_origin_of_a_quotation_in_nothing_stored_is_who_is_quoted(newsroom: Newsroom) -> None:
    quote = "Ines Calder said that the bridge carried 12,400 carts in 2025."

    link = newsroom.report_of("beacon", newsroom.claim(), quote=quote)

    assert link["origin"] == "Ines Calder"


def test_an_outlet_is_one_origin_whether_its_text_is_stored_or_not(newsroom: Newsroom) -> None:
    newsroom.source(name="Orrin Beacon", domain="beacon.example")
    article, claim = newsroom.article(url=URL), newsroom.claim()

    newsroom.link(claim, article_id=article["id"], quote=NARRATOR)
    newsroom.report_of("beacon", claim)

    (voice,) = newsroom.verdict(claim)["origins_for"]
    assert (voice["origin"], len(voice["carriers"])) == ("Orrin Beacon", 2)


def test_a_denial_is_marked(newsroom: Newsroom) -> None:
    article = newsroom.article()

    link = newsroom.link(newsroom.claim(), "refutes", article_id=article["id"], quote=DENIED)

    assert (link["denial"], link["origin"]) == (True, "Ruta Lind")


@pytest.mark.parametrize(
    ("change", "before"),
    [
        ({"state": "suggested"}, "accepted"),
        ({"state": "rejected"}, "accepted"),
        ({"stance": "refutes"}, "supports"),
        ({"stance": "neutral"}, "supports"),
        ({"origin": "Toll Office"}, "Orrin Council"),
        ({"note": "Seen in print."}, "Page 3."),
        ({"note": None}, "Page 3."),
    ],
)
def test_a_change_is_made_and_recorded_with_author_and_time(
    newsroom: Newsroom, change: Json, before: str
) -> None:
    link = newsroom.report_of("beacon", newsroom.claim(), origin="Orrin Council", note="Page 3.")

    changed = newsroom.change(f"/v1/evidence/{link['id']}", **change)

    ((field, value),) = change.items()
    *earlier, last = changed["changes"]
    assert changed[field] == value
    assert (last["field"], last["before"], last["after"]) == (field, before, value)
    assert (last["author"], earlier) == ("person", link["changes"])
    assert last["changed_at"] > link["created_at"]
    assert changed["version"] == 2


def test_without_an_origin_the_outlet_is_it_though_somebody_is_quoted(newsroom: Newsroom) -> None:
    article = newsroom.article(source="Orrin Lantern")
    link = newsroom.link(newsroom.claim(), article_id=article["id"], quote=WARDEN)

    changed = newsroom.change(f"/v1/evidence/{link['id']}", origin=None)

    last = changed["changes"][-1]
    assert changed["origin"] == "Orrin Lantern"
    assert (last["field"], last["before"], last["after"]) == ("origin", "Ines Calder", None)


def test_the_making_of_a_link_is_the_first_entry_of_its_history(newsroom: Newsroom) -> None:
    link = newsroom.report_of("beacon", newsroom.claim(), note="Page 3.")

    made = {change["field"]: (change["before"], change["after"]) for change in link["changes"]}
    assert made["state"] == (None, "accepted")
    assert made["stance"] == (None, "supports")
    assert made["note"] == (None, "Page 3.")
    assert {change["changed_at"] for change in link["changes"]} == {link["created_at"]}


def test_several_fields_are_changed_together(newsroom: Newsroom) -> None:
    link = newsroom.report_of("beacon", newsroom.claim())

    changed = newsroom.change(f"/v1/evidence/{link['id']}", stance="refutes", note="Read again.")

    recorded = changed["changes"][len(link["changes"]) :]
    assert [change["field"] for change in recorded] == ["note", "stance"]
    assert len({change["changed_at"] for change in recorded}) == 1


@pytest.mark.parametrize("change", [{}, {"state": "accepted"}, {"stance": "supports"}])
def test_a_change_of_nothing_is_not_recorded(newsroom: Newsroom, change: Json) -> None:
    link = newsroom.report_of("beacon", newsroom.claim())

    assert newsroom.change(f"/v1/evidence/{link['id']}", **change) == link


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"state": "withdrawn"}, "#/state"),
        ({"state": None}, "#/state"),
        ({"stance": None}, "#/stance"),
        ({"origin": ""}, "#/origin"),
        ({"quote": "Other."}, "#/quote"),
        ({"p": 0.5}, "#/p"),
    ],
)
def test_what_cannot_be_changed_is_named(
    client: TestClient, newsroom: Newsroom, change: Json, pointer: str
) -> None:
    link = newsroom.report_of("beacon", newsroom.claim())

    answer = client.patch(f"/v1/evidence/{link['id']}", json=change)

    assert answer.status_code == 422
    assert pointers_in(answer) == {pointer}


def test_what_was_withdrawn_stays_readable_with_its_history(
    client: TestClient, newsroom: Newsroom
) -> None:
    link = newsroom.report_of("beacon", newsroom.claim())

    answer = client.delete(f"/v1/evidence/{link['id']}")

    kept = newsroom.read(f"/v1/evidence/{link['id']}")
    assert (answer.status_code, answer.content) == (204, b"")
    assert kept["state"] == "withdrawn"
    assert (kept["changes"][-1]["after"], kept["changes"][:-1]) == ("withdrawn", link["changes"])


def test_what_was_withdrawn_stays_withdrawn(client: TestClient, newsroom: Newsroom) -> None:
    link = newsroom.report_of("beacon", newsroom.claim())
    newsroom.delete(f"/v1/evidence/{link['id']}")

    answer = client.patch(f"/v1/evidence/{link['id']}", json={"state": "accepted"})

    assert answer.status_code == 409
    assert newsroom.read(f"/v1/evidence/{link['id']}")["state"] == "withdrawn"


def test_withdrawing_again_changes_nothing(client: TestClient, newsroom: Newsroom) -> None:
    link = newsroom.report_of("beacon", newsroom.claim())
    newsroom.delete(f"/v1/evidence/{link['id']}")
    before = newsroom.read(f"/v1/evidence/{link['id']}")

    answer = client.delete(f"/v1/evidence/{link['id']}")

    assert answer.status_code == 204
    assert newsroom.read(f"/v1/evidence/{link['id']}") == before


@pytest.mark.parametrize("state", ["rejected", "withdrawn"])
def test_what_is_rejected_or_withdrawn_never_counts(newsroom: Newsroom, state: str) -> None:
    claim = newsroom.claim()
    newsroom.report_of("lantern", claim)
    link = newsroom.report_of("beacon", claim)

    if state == "withdrawn":
        newsroom.delete(f"/v1/evidence/{link['id']}")
    else:
        newsroom.change(f"/v1/evidence/{link['id']}", state=state)

    now, before, *_ = newsroom.history(claim)
    assert (before["label"], now["label"]) == ("supported", "not_enough_evidence")
    assert [voice["origin"] for voice in now["origins_for"]] == ["lantern.example"]


def test_what_was_rejected_counts_again_once_it_is_accepted(newsroom: Newsroom) -> None:
    claim = newsroom.claim()
    link = newsroom.report_of("beacon", claim)
    before = newsroom.verdict(claim)
    newsroom.change(f"/v1/evidence/{link['id']}", state="rejected")

    newsroom.change(f"/v1/evidence/{link['id']}", state="accepted")

    assert newsroom.verdict(claim)["input_digest"] == before["input_digest"]


def test_what_is_neutral_never_counts(newsroom: Newsroom) -> None:
    claim = newsroom.claim()

    newsroom.report_of("beacon", claim, "neutral")

    assert len(newsroom.history(claim)) == 1
    assert [link["stance"] for link in newsroom.items(f"/v1/claims/{claim['id']}/evidence")] == [
        "neutral"
    ]


def test_what_is_only_suggested_is_told_to_be_so(newsroom: Newsroom) -> None:
    claim = newsroom.claim()
    link = newsroom.report_of("beacon", claim)

    newsroom.change(f"/v1/evidence/{link['id']}", state="suggested")

    codes = [caveat["code"] for caveat in newsroom.verdict(claim)["caveats"]]
    assert "machine_suggested" in codes
