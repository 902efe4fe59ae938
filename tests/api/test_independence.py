"""What does not count as another voice: reprints, an article's own words again, mere denials."""

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.api.newsroom import NARRATOR, Newsroom, claim_in, own_words
from tests.checkers import LINKING


def test_reprints_that_credit_nobody_are_one_origin(newsroom: Newsroom) -> None:
    claim = newsroom.claim()
    for outlet in ("lantern", "courier", "herald"):
        reprint = newsroom.article(source=f"{outlet}.example")
        newsroom.link(claim, article_id=reprint["id"], quote=NARRATOR)

    verdict = newsroom.verdict(claim)

    (voice,) = verdict["origins_for"]
    assert (verdict["label"], voice["origin"]) == ("not_enough_evidence", "lantern.example")
    assert [carrier["source"] for carrier in voice["carriers"]] == [
        "lantern.example",
        "courier.example",
        "herald.example",
    ]


def test_a_reprint_of_an_article_does_not_support_what_it_says_itself(newsroom: Newsroom) -> None:
    claim = claim_in(newsroom.article(source="lantern.example"), NARRATOR)
    reprint = newsroom.article(source="courier.example")

    newsroom.link(claim, article_id=reprint["id"], quote=NARRATOR)

    verdict = newsroom.verdict(claim)
    assert verdict["support"] == 0
    assert [origin["reason"] for origin in verdict["not_counted"]] == ["reprint"]
    assert verdict["summary"] == (
        "The only evidence is a reprint of the article that the claim stands in, which does not count."
    )
    assert [caveat["text"] for caveat in verdict["caveats"]] == [
        "A reprint of the article that the claim stands in is listed but not counted."
    ]


def test_other_words_of_the_same_article_are_its_own_and_no_reprint(newsroom: Newsroom) -> None:
    article = newsroom.article(f"{NARRATOR} It paid for planks.", source="lantern.example")
    claim = claim_in(article, NARRATOR)

    newsroom.link(claim, article_id=article["id"], quote="It paid for planks.")

    verdict = newsroom.verdict(claim)
    assert [origin["reason"] for origin in verdict["not_counted"]] == ["claimant"]
    assert "claimant's own words" in verdict["summary"]


WIRE_TEXT = f"{NARRATOR} The planks came from a mill upriver and were laid in nine days."
EDITED = "New planks for the bridge were bought by the council for 45,000 crowns in 2023."


@pytest.mark.parametrize("wire_first", [True, False])
@pytest.mark.parametrize("claim_of_the_wire", [True, False])
@pytest.mark.parametrize(
    "reprint",
    [
        {"text": f"SALTMERE (Reuters) – {EDITED} It rained."},
        {"text": f"{EDITED} It rained.", "author": "By Ann Roe, Reuters"},
        {"text": f"{EDITED} It rained.\n\n(Reuters)"},
    ],
)
def test_a_wire_and_whoever_credits_it_are_one_origin_whichever_came_first(
    newsroom: Newsroom,
    reprint: dict[str, str],
    wire_first: bool,  # noqa: FBT001
    claim_of_the_wire: bool,  # noqa: FBT001
) -> None:
    drafts = [
        {"text": WIRE_TEXT, "url": "https://www.reuters.com/planks"},
        {**reprint, "source": "lantern.example"},
    ]
    order = drafts if wire_first else drafts[::-1]
    stored = {draft["text"]: newsroom.article(**draft) for draft in order}
    wire, other = (stored[draft["text"]] for draft in drafts)
    claiming, quoted = (wire, other) if claim_of_the_wire else (other, wire)
    text, quote = (NARRATOR, EDITED) if claim_of_the_wire else (EDITED, NARRATOR)

    newsroom.link(claim_in(claiming, text), article_id=quoted["id"], quote=quote)

    assert newsroom.verdict(claim_in(claiming, text))["origins_for"] == []


def test_a_claim_is_no_evidence_for_itself(client: TestClient, newsroom: Newsroom) -> None:
    article = newsroom.article()
    claim = claim_in(article, NARRATOR)
    passage = {"stance": "supports", "article_id": article["id"], "quote": "45,000 crowns"}

    answer = client.post(f"/v1/claims/{claim['id']}/evidence", json=passage)

    assert answer.status_code == 422
    assert "the claim itself" in answer.json()["detail"]


def test_denials_in_any_words_do_not_refute_a_claim(newsroom: Newsroom) -> None:
    claim = newsroom.claim()
    newsroom.report_of("lantern", claim, "refutes", quote="The council denies the claim.")
    newsroom.report_of("courier", claim, "refutes", quote="The mayor rejected the accusation.")
    newsroom.report_of("herald", claim, "refutes", quote="“That is not true,” said Pavel Dorn.")

    verdict = newsroom.verdict(claim)

    assert verdict["label"] == "not_enough_evidence"
    assert "only_denials" in [caveat["code"] for caveat in verdict["caveats"]]


def test_a_person_decides_what_is_a_mere_denial(newsroom: Newsroom) -> None:
    claim = newsroom.claim()
    links = [
        newsroom.report_of(outlet, claim, "refutes", denial=True) for outlet in ("lantern", "post")
    ]
    before = newsroom.verdict(claim)["label"]

    changed = [newsroom.change(f"/v1/evidence/{link['id']}", denial=False) for link in links]

    assert (before, newsroom.verdict(claim)["label"]) == ("not_enough_evidence", "refuted")
    (change,) = [each for each in changed[0]["changes"] if each["before"] is not None]
    assert (change["field"], change["before"], change["after"]) == ("denial", "true", "false")


def test_words_of_reserve_are_hedged_though_nobody_is_quoted(newsroom: Newsroom) -> None:
    claim = newsroom.claim()

    link = newsroom.report_of("lantern", claim, quote="The bridge was reportedly shut for days.")

    assert link["hedged"]


def test_a_source_is_the_same_in_other_letters_and_with_an_article(
    client: TestClient, newsroom: Newsroom
) -> None:
    newsroom.source(name="The Orrin Lantern", domain="lantern.example")

    answer = client.post("/v1/sources", json={"name": "orrin lantern"})

    assert answer.status_code == 409


def test_a_path_with_a_slash_too_many_is_told_so(client: TestClient) -> None:
    answer = client.post("/v1/claims/", json={"text": "The bridge is open."})

    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


MARCHED = "3,000 people marched through the town on Sunday"
SAME_BODY = [
    f"The organisers said that {MARCHED}. It was the largest march since 2019, organisers said.",
    f"The court of auditors said that {MARCHED}. It was the largest march since 2019, the court of auditors said.",
    f"Two officials said that {MARCHED}. It was the largest march since 2019, the officials said.",
    f"Quay Line ran trams. A company spokesman said that {MARCHED}. It was the largest march since 2019, the company said.",
]


@pytest.mark.parametrize("text", SAME_BODY)
def test_whoever_claims_something_without_a_name_does_not_support_it(
    newsroom: Newsroom, text: str
) -> None:
    article = newsroom.article(text, source="lantern.example")
    claim = claim_in(article, MARCHED)

    newsroom.link(claim, article_id=article["id"], quote="It was the largest march since 2019")

    verdict = newsroom.verdict(claim)
    assert verdict["origins_for"] == []
    assert [origin["reason"] for origin in verdict["not_counted"]] == ["claimant"]


@pytest.mark.parametrize("text", SAME_BODY)
def test_a_text_that_is_checked_does_not_support_itself_by_whoever_has_no_name(
    client: TestClient, text: str
) -> None:
    text = text.replace("It was the largest march since 2019", f"Again, {MARCHED}")
    app = client.app
    assert isinstance(app, FastAPI)
    app.state.checker = LINKING

    report = client.post("/v1/check", json={"text": text}).json()

    assert [claim["origins_for"] for claim in report["claims"]] == [[]] * len(report["claims"])


def test_a_body_without_a_name_is_one_origin_in_all_that_quote_it(newsroom: Newsroom) -> None:
    claim = newsroom.claim()
    for outlet in ("lantern", "courier", "herald"):
        quote = f"{own_words(outlet)[:-1]}, police said."
        newsroom.report_of(outlet, claim, quote=quote)

    (voice,) = newsroom.verdict(claim)["origins_for"]

    assert voice["origin"].lower() == "police"
    assert len(voice["carriers"]) == 3


def test_bodies_of_two_places_are_two_origins(newsroom: Newsroom) -> None:
    told = f"It rained all day. Police said that {MARCHED}."
    claim = claim_in(newsroom.article(f"ORRIN, May 3 — {told}", source="lantern.example"), MARCHED)
    other = newsroom.article(f"MELBY, May 3 — {told}", source="courier.example")

    newsroom.link(claim, article_id=other["id"], quote=f"Police said that {MARCHED}")

    verdict = newsroom.verdict(claim)
    assert [voice["origin"] for voice in verdict["origins_for"]] == ["Melby police"]


def test_a_body_whose_place_a_reprint_leaves_out_is_no_second_origin(newsroom: Newsroom) -> None:
    told = f"Police said that {MARCHED} in spite of the rain."
    article = newsroom.article(f"ORRIN, May 3 — {told} It rained.", source="lantern.example")
    (claim,) = [each for each in article["claims"] if MARCHED in each["text"]]
    copy = newsroom.article(told, source="courier.example")

    newsroom.link(claim, article_id=copy["id"], quote=told)

    verdict = newsroom.verdict(claim)
    assert [origin["origin"] for origin in verdict["not_counted"]] == ["Orrin police"]
    assert verdict["origins_for"] == []


def test_an_outlet_by_its_name_and_by_the_domain_that_spells_it_is_one_origin(
    newsroom: Newsroom,
) -> None:
    claim, named = newsroom.claim(), {"source": "Osterby News"}
    newsroom.report_of("osterbynews", claim)
    newsroom.link(claim, url="https://mirror.example/1", quote=own_words("ferry"), **named)

    (voice,) = newsroom.verdict(claim)["origins_for"]

    assert len(voice["carriers"]) == 2
    assert newsroom.verdict(claim)["support"] == 1099


@pytest.mark.parametrize("behind", ["CEO", "chief economist at Quay Line", "MP"])
def test_a_role_behind_a_claimant_s_name_makes_no_second_origin(
    newsroom: Newsroom, behind: str
) -> None:
    claim = newsroom.claim(claimant={"name": "Paul Dorrit"})
    newsroom.report_of("lantern", claim, "refutes", origin="Dorrit")

    newsroom.change(f"/v1/claims/{claim['id']}", claimant={"name": f"Paul Dorrit, {behind}"})

    verdict = newsroom.verdict(claim)
    assert verdict["origins_against"] == []
    assert [origin["reason"] for origin in verdict["not_counted"]] == ["claimant"]


HIDDEN = "the company had hidden 17 acid spills at Renford since March"
TOLD = f"Two workers at the plant, who asked not to be named, said {HIDDEN}."
PLANT_STORY = f"{TOLD} The plant makes paint. It employs 300 people."
SHORTENED = PLANT_STORY.removesuffix(" It employs 300 people.")


@pytest.mark.parametrize("claim_first", [True, False])
@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (SHORTENED, TOLD),
        (f"RENFORD (The Tribune) — {SHORTENED}", TOLD),
        (f"RENFORD (Reuters) — {SHORTENED}", TOLD),
        (f"It rained. {HIDDEN.capitalize()}.", f"{HIDDEN.capitalize()}."),
    ],
)
def test_the_sentence_of_a_claim_in_a_shortened_reprint_does_not_support_it(
    newsroom: Newsroom,
    text: str,
    quote: str,
    claim_first: bool,  # noqa: FBT001
) -> None:
    drafts = [(PLANT_STORY, "tribune.example"), (text, "copy.example")]
    order = drafts if claim_first else drafts[::-1]
    stored = {source: newsroom.article(text, source=source) for text, source in order}
    claim = claim_in(stored["tribune.example"], HIDDEN)

    newsroom.link(claim, article_id=stored["copy.example"]["id"], quote=quote)

    verdict = newsroom.verdict(claim)
    assert (verdict["support"], verdict["origins_for"]) == (0, [])
    assert [origin["reason"] for origin in verdict["not_counted"]] == ["reprint"]


def test_whoever_told_an_agency_without_a_name_is_no_second_origin(newsroom: Newsroom) -> None:
    told = f"Two workers told Reuters that {HIDDEN}."
    claim = claim_in(newsroom.article(f"{told} It rained.", source="tribune.example"), HIDDEN)
    copy = newsroom.article(f"{told} It snowed.", source="copy.example")

    newsroom.link(claim, article_id=copy["id"], quote=told)

    assert newsroom.verdict(claim)["origins_for"] == []


def test_a_sentence_that_goes_on_with_more_than_the_claim_is_no_reprint(newsroom: Newsroom) -> None:
    claim = claim_in(newsroom.article(PLANT_STORY, source="tribune.example"), HIDDEN)
    longer = f"{TOLD.removesuffix('.')}, and our reporter saw three of the spills and counted forty barrels beside the river."
    seen = newsroom.article(f"{longer} It snowed.", source="seen.example")

    newsroom.link(claim, article_id=seen["id"], quote=longer)

    assert len(newsroom.verdict(claim)["origins_for"]) == 1


def test_a_reliable_source_does_not_make_its_reprint_count(newsroom: Newsroom) -> None:
    claim = claim_in(newsroom.article(PLANT_STORY, source="tribune.example"), HIDDEN)
    copy = newsroom.article(SHORTENED, source="copy.example")
    newsroom.link(claim, article_id=copy["id"], quote=TOLD)

    newsroom.change(f"/v1/sources/{copy['source']['id']}", reliability=0.8)

    assert newsroom.verdict(claim)["label"] == "not_enough_evidence"


@pytest.mark.parametrize("first", ["claim", "copy"])
def test_the_narrator_s_sentence_in_a_shortened_reprint_does_not_support_it(
    newsroom: Newsroom, first: str
) -> None:
    copy = f"RENFORD (The Tribune) — {NARRATOR}"
    drafts = {"claim": (f"{NARRATOR} It rained.", "tribune.example"), "copy": (copy, "c.example")}
    order = sorted(drafts, key=lambda name: name != first)
    stored = {name: newsroom.article(drafts[name][0], source=drafts[name][1]) for name in order}
    claim = claim_in(stored["claim"], NARRATOR)

    newsroom.link(claim, article_id=stored["copy"]["id"], quote=NARRATOR)

    verdict = newsroom.verdict(claim)
    assert [origin["reason"] for origin in verdict["not_counted"]] == ["reprint"]


@pytest.mark.parametrize(
    ("quote", "origin"),
    [
        (
            "Three drivers told us that acid ran into the river 17 times this spring.",
            "courier.example",
        ),
        (f"Bo Lind, an inspector, said {HIDDEN}.", "Bo Lind"),
    ],
)
def test_other_words_and_other_named_speakers_support_a_claim(
    newsroom: Newsroom, quote: str, origin: str
) -> None:
    claim = claim_in(newsroom.article(PLANT_STORY, source="tribune.example"), HIDDEN)
    other = newsroom.article(f"{quote} It rained.", source="courier.example")

    newsroom.link(claim, article_id=other["id"], quote=quote)

    assert [voice["origin"] for voice in newsroom.verdict(claim)["origins_for"]] == [origin]


def test_who_rejects_a_claim_in_its_own_words_makes_no_reprint(newsroom: Newsroom) -> None:
    claim = claim_in(newsroom.article(PLANT_STORY, source="tribune.example"), HIDDEN)
    quote = f"A company spokesman denied that {HIDDEN}."
    other = newsroom.article(f"{quote} It rained.", source="courier.example")

    newsroom.link(claim, "refutes", article_id=other["id"], quote=quote)

    verdict = newsroom.verdict(claim)
    assert [voice["origin"] for voice in verdict["origins_against"]] == ["courier.example"]


def test_a_person_may_say_that_nearly_the_same_words_are_an_outlet_s_own(
    newsroom: Newsroom,
) -> None:
    claim = claim_in(newsroom.article(PLANT_STORY, source="tribune.example"), HIDDEN)
    copy = newsroom.article(SHORTENED, source="copy.example")
    link = newsroom.link(claim, article_id=copy["id"], quote=TOLD)

    newsroom.change(f"/v1/evidence/{link['id']}", origin="copy.example")

    assert [voice["origin"] for voice in newsroom.verdict(claim)["origins_for"]] == ["copy.example"]


LEAK = (
    "The Environment Agency said that Caldow let 2.2 tonnes of zinc into the river in May.\n\n"
    "Caldow denied that 2.3 tonnes of zinc ran into the river in May."
)


@pytest.mark.parametrize("wire", [None, "Reuters"])
def test_without_an_origin_the_outlet_says_it_and_nobody_quoted_in_the_same_article(
    newsroom: Newsroom, wire: str | None
) -> None:
    text = f"CALDER (Reuters) — {LEAK}" if wire else LEAK
    article = newsroom.article(text, source="The Market Ledger")
    claim = newsroom.claim("Caldow let more than two tonnes of zinc into the river.")
    said, denied = LEAK.split("\n\n")
    newsroom.link(claim, article_id=article["id"], quote=said)
    link = newsroom.link(claim, "refutes", article_id=article["id"], quote=denied)

    changed = newsroom.change(f"/v1/evidence/{link['id']}", origin=None)

    verdict = newsroom.verdict(claim)
    assert changed["origin"] == (wire or "The Market Ledger")
    assert [voice["origin"] for voice in verdict["origins_for"]] == ["Environment Agency"]
    assert [voice["origin"] for voice in verdict["origins_against"]] == [changed["origin"]]
    (voice,) = verdict["origins_against"]
    assert [carrier["evidence_id"] for carrier in voice["carriers"]] == [link["id"]]


def test_a_reprint_stands_in_the_verdict_under_whoever_makes_the_claim(newsroom: Newsroom) -> None:
    claim = claim_in(newsroom.article(source="lantern.example"), NARRATOR)
    reprint = newsroom.article(source="courier.example")

    link = newsroom.link(claim, article_id=reprint["id"], quote=NARRATOR)

    (own,) = newsroom.verdict(claim)["not_counted"]
    (piece,) = own["pieces"]
    assert (link["origin"], own["origin"]) == ("courier.example", "lantern.example")
    assert (piece["evidence_id"], piece["source"]) == (link["id"], "courier.example")
