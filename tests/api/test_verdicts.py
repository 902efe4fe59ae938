"""Verdicts: what the evidence adds up to, when it changes, and that it can be replayed."""

import hashlib

import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from app.db import Database
from app.verdicts.decision import VerdictInput
from app.verdicts.models import Verdict
from app.verdicts.rules import decide
from app.verdicts.weighing import canonical
from tests.api.newsroom import (
    DENIED,
    NARRATOR,
    WARDEN,
    Json,
    Newsroom,
    claim_in,
    problem_in,
)

BEFORE_ALL = "2000-01-01T00:00:00Z"


def _sides(claim: Json, newsroom: Newsroom, supports: int, refutes: int) -> None:
    for n in range(supports):
        newsroom.report_of(f"lantern{n}", claim, "supports")
    for n in range(refutes):
        newsroom.report_of(f"beacon{n}", claim, "refutes")


def _without_carriers(verdict: Json) -> Json:
    sides = ("origins_for", "origins_against", "origins_neutral")
    bare = {side: [{**voice, "carriers": None} for voice in verdict[side]] for side in sides}
    return verdict | bare


@pytest.mark.parametrize(
    ("supports", "refutes", "label"),
    [
        (2, 0, "supported"),
        (0, 2, "refuted"),
        (1, 1, "conflicting_evidence"),
        (0, 0, "not_enough_evidence"),
        (1, 0, "not_enough_evidence"),
        (0, 1, "not_enough_evidence"),
    ],
)
def test_two_independent_origins_decide_and_one_does_not(
    newsroom: Newsroom, supports: int, refutes: int, label: str
) -> None:
    claim = newsroom.claim()

    _sides(claim, newsroom, supports, refutes)

    assert newsroom.verdict(claim)["label"] == label


def test_a_verdict_names_its_origins_and_quotes_their_words(newsroom: Newsroom) -> None:
    claim = newsroom.claim()
    newsroom.report_of("lantern", claim, quote="It was shut for nine days.")
    newsroom.report_of("beacon", claim, "refutes", quote="It was open throughout.")

    verdict = newsroom.verdict(claim)

    for words in ("lantern.example", "nine days", "beacon.example", "open throughout"):
        assert words in verdict["summary"]


def test_an_origin_is_shown_with_its_words_its_weight_and_its_carriers(
    newsroom: Newsroom,
) -> None:
    claim = newsroom.claim()
    link = newsroom.report_of("lantern", claim)

    (voice,) = newsroom.verdict(claim)["origins_for"]

    (piece,), (carrier,) = voice["evidence"], voice["carriers"]
    assert voice["weight"] > 0
    assert (piece["evidence_id"], piece["quote"]) == (link["id"], link["quote"])
    assert (carrier["evidence_id"], carrier["source"]) == (link["id"], "lantern.example")
    assert carrier["url"] == link["url"]


def test_a_verdict_says_what_would_flip_it(newsroom: Newsroom) -> None:
    claim = newsroom.claim()
    _sides(claim, newsroom, 2, 0)

    flip = newsroom.verdict(claim)["flip"]

    assert len(flip["origins"]) == 1
    assert flip["label"] == "not_enough_evidence"


def test_nothing_flips_a_verdict_that_rests_on_nothing(newsroom: Newsroom) -> None:
    assert newsroom.verdict(newsroom.claim())["flip"] is None


def test_a_denial_alone_does_not_refute(newsroom: Newsroom) -> None:
    claim, article = newsroom.claim(), newsroom.article(source="Orrin Lantern")
    newsroom.change(f"/v1/sources/{article['source']['id']}", reliability=1.0)

    newsroom.link(claim, "refutes", article_id=article["id"], quote=DENIED)

    verdict = newsroom.verdict(claim)
    assert verdict["label"] == "not_enough_evidence"
    assert "only_denials" in [caveat["code"] for caveat in verdict["caveats"]]


def test_what_the_claimant_says_on_their_own_claim_is_listed_and_not_counted(
    newsroom: Newsroom,
) -> None:
    claim = claim_in(newsroom.article(source="Orrin Lantern"), WARDEN)
    elsewhere = newsroom.article(f"Ines Calder said that {WARDEN}.", source="Orrin Beacon")

    newsroom.link(claim, article_id=elsewhere["id"], quote=WARDEN)

    verdict = newsroom.verdict(claim)
    (own,) = verdict["not_counted"]
    assert (verdict["origins_for"], own["origin"], own["counts"]) == ([], "Ines Calder", False)
    assert "own_words" in [caveat["code"] for caveat in verdict["caveats"]]


def test_what_an_outlet_says_on_its_own_claim_is_listed_and_not_counted(
    newsroom: Newsroom,
) -> None:
    claim = claim_in(newsroom.article(source="Orrin Lantern"), NARRATOR)
    later = newsroom.article(f"Again: {NARRATOR}", source="Orrin Lantern")

    newsroom.link(claim, article_id=later["id"], quote=NARRATOR)

    (own,) = newsroom.verdict(claim)["not_counted"]
    assert (own["origin"], own["counts"]) == ("Orrin Lantern", False)


def test_fifty_copies_of_one_origin_change_nothing_but_the_list_of_carriers(
    newsroom: Newsroom,
) -> None:
    claim = newsroom.claim()
    newsroom.report_of("lantern", claim, origin="Toll Office")
    before, history = newsroom.verdict(claim), newsroom.history(claim)

    for n in range(50):
        newsroom.report_of(f"copy{n}", claim, origin="Toll Office")

    after = newsroom.verdict(claim)
    assert _without_carriers(after) == _without_carriers(before)
    assert len(after["origins_for"][0]["carriers"]) == 51
    assert newsroom.history(claim) == history


def test_a_verdict_as_of_a_time_is_the_one_that_stood_then(newsroom: Newsroom) -> None:
    claim = newsroom.claim()
    _sides(claim, newsroom, 2, 0)
    newest, between, oldest = newsroom.history(claim)

    shown = [
        newsroom.verdict(claim, as_of=each["computed_at"]) for each in (newest, between, oldest)
    ]

    assert shown == [newest, between, oldest]


def test_a_verdict_as_of_a_time_has_the_carriers_of_then(newsroom: Newsroom) -> None:
    claim = newsroom.claim()
    first = newsroom.report_of("lantern", claim, origin="Toll Office")
    newsroom.report_of("beacon", claim, origin="Toll Office")

    then = newsroom.verdict(claim, as_of=first["created_at"])

    (voice,) = then["origins_for"]
    assert [carrier["evidence_id"] for carrier in voice["carriers"]] == [first["id"]]


def test_there_is_no_verdict_as_of_a_time_before_the_claim(
    client: TestClient, newsroom: Newsroom
) -> None:
    claim = newsroom.claim()

    answer = client.get(f"/v1/claims/{claim['id']}/verdict", params={"as_of": BEFORE_ALL})

    assert answer.status_code == 404
    assert "as of that time" in problem_in(answer)["detail"]


def test_the_verdict_as_of_the_end_of_time_is_the_current_one(newsroom: Newsroom) -> None:
    claim = newsroom.claim()
    _sides(claim, newsroom, 1, 0)

    shown = newsroom.verdict(claim, as_of="9999-12-31T23:59:59Z")

    assert shown == newsroom.verdict(claim)


def test_history_is_newest_first_each_with_the_carriers_of_then(newsroom: Newsroom) -> None:
    claim = newsroom.claim()
    first = newsroom.report_of("lantern", claim, origin="Toll Office")
    newsroom.report_of("beacon", claim, origin="Toll Office")
    last = newsroom.report_of("watch", claim)

    newest, between, oldest = newsroom.history(claim)

    times = [each["computed_at"] for each in (newest, between, oldest)]
    assert times == sorted(times, reverse=True)
    assert [len(voice["carriers"]) for voice in newest["origins_for"]] == [2, 1]
    assert [voice["carriers"][0]["evidence_id"] for voice in between["origins_for"]] == [
        first["id"]
    ]
    assert oldest["origins_for"] == []
    assert newest["computed_at"] == last["created_at"]


def test_a_new_reliability_of_a_source_settles_the_verdicts_that_rest_on_it(
    newsroom: Newsroom,
) -> None:
    claim = newsroom.claim()
    link = newsroom.report_of("lantern", claim)

    newsroom.change(f"/v1/sources/{link['source']['id']}", reliability=0.9)

    now, before, *_ = newsroom.history(claim)
    assert (before["label"], now["label"]) == ("not_enough_evidence", "supported")


def test_a_source_of_no_reliability_carries_nothing(newsroom: Newsroom) -> None:
    claim = newsroom.claim()
    link = newsroom.report_of("lantern", claim)

    newsroom.change(f"/v1/sources/{link['source']['id']}", reliability=0)

    assert newsroom.verdict(claim)["origins_for"] == []


def test_a_new_name_of_a_source_settles_the_verdicts_that_rest_on_it(
    newsroom: Newsroom,
) -> None:
    claim = newsroom.claim()
    link = newsroom.report_of("lantern", claim)

    newsroom.change(f"/v1/sources/{link['source']['id']}", name="Orrin Lantern")

    (voice,) = newsroom.verdict(claim)["origins_for"]
    assert (voice["origin"], voice["evidence"][0]["source"]) == ("Orrin Lantern", "Orrin Lantern")


def test_past_verdicts_keep_their_carriers_when_a_source_is_renamed(newsroom: Newsroom) -> None:
    claim = newsroom.claim()
    link = newsroom.report_of("lantern", claim)
    before = newsroom.verdict(claim)

    newsroom.change(f"/v1/sources/{link['source']['id']}", name="Orrin Lantern")

    past = newsroom.verdict(claim, as_of=before["computed_at"])
    (voice,) = past["origins_for"]
    assert voice["origin"] == "lantern.example"
    assert [carrier["evidence_id"] for carrier in voice["carriers"]] == [link["id"]]


def test_reprints_of_a_wire_story_are_one_origin(newsroom: Newsroom) -> None:
    newsroom.source(name="Fenland Wire", kind="wire_agency")
    claim = newsroom.claim()

    for outlet in ("Orrin Lantern", "Orrin Beacon"):
        reprint = newsroom.article(source=outlet, author="Fenland Wire")
        newsroom.link(claim, article_id=reprint["id"], quote=NARRATOR)

    verdict = newsroom.verdict(claim)
    assert [voice["origin"] for voice in verdict["origins_for"]] == ["Fenland Wire"]
    assert verdict["label"] == "not_enough_evidence"


def test_a_corrected_author_settles_the_verdicts_that_rest_on_the_wire(newsroom: Newsroom) -> None:
    newsroom.source(name="Fenland Wire", kind="wire_agency")
    claim, article = (
        newsroom.claim(),
        newsroom.article(source="Orrin Lantern", author="Fenland Wire"),
    )
    newsroom.link(claim, article_id=article["id"], quote=NARRATOR)

    newsroom.change(f"/v1/articles/{article['id']}", author=None)

    assert [voice["origin"] for voice in newsroom.verdict(claim)["origins_for"]] == [
        "Orrin Lantern"
    ]


def test_the_first_address_of_an_article_settles_the_verdicts_that_rest_on_it(
    newsroom: Newsroom,
) -> None:
    claim, article = newsroom.claim(), newsroom.article(source="Orrin Lantern")
    newsroom.link(claim, article_id=article["id"], quote=NARRATOR)

    newsroom.article(source="Orrin Lantern", url="https://lantern.example/toll")

    (voice,) = newsroom.verdict(claim)["origins_for"]
    assert voice["evidence"][0]["url"] == "https://lantern.example/toll"


def test_a_new_date_of_an_article_settles_the_verdicts_that_rest_on_it(
    newsroom: Newsroom,
) -> None:
    claim, article = newsroom.claim(claimed_at="2026-03-01T00:00:00Z"), newsroom.article()
    newsroom.link(claim, article_id=article["id"], quote=NARRATOR)

    newsroom.change(f"/v1/articles/{article['id']}", published_at="2025-01-01T00:00:00Z")

    now, before, *_ = newsroom.history(claim)
    codes = [[caveat["code"] for caveat in verdict["caveats"]] for verdict in (before, now)]
    assert ["older_evidence" in code for code in codes] == [False, True]


def test_a_new_date_of_an_article_settles_the_verdicts_on_its_own_claims(
    newsroom: Newsroom,
) -> None:
    article = newsroom.article()
    claim = claim_in(article, WARDEN)

    newsroom.change(f"/v1/articles/{article['id']}", published_at="2025-01-01T00:00:00Z")

    assert len(newsroom.history(claim)) == 2


def test_a_new_source_of_an_article_settles_the_verdicts_that_rest_on_it(
    newsroom: Newsroom,
) -> None:
    claim, article = newsroom.claim(), newsroom.article(source="Orrin Lantern")
    newsroom.link(claim, article_id=article["id"], quote=NARRATOR)
    newsroom.source(name="Orrin Beacon", reliability=0.9)

    newsroom.change(f"/v1/articles/{article['id']}", source="Orrin Beacon")

    verdict = newsroom.verdict(claim)
    (voice,) = verdict["origins_for"]
    assert (verdict["label"], voice["origin"]) == ("supported", "Orrin Beacon")


def test_a_new_date_of_a_claim_settles_its_verdict(newsroom: Newsroom) -> None:
    claim = newsroom.claim()

    newsroom.change(f"/v1/claims/{claim['id']}", claimed_at="2026-03-01T00:00:00Z")

    assert len(newsroom.history(claim)) == 2


def test_changes_that_no_verdict_rests_on_add_none(newsroom: Newsroom) -> None:
    claim, article = newsroom.claim(), newsroom.article(source="Orrin Lantern")
    link = newsroom.link(claim, article_id=article["id"], quote=NARRATOR)
    history = newsroom.history(claim)

    newsroom.change(f"/v1/evidence/{link['id']}", note="Seen in print.")
    newsroom.change(f"/v1/articles/{article['id']}", title="Toll", author="A. Finch", language="en")
    newsroom.change(f"/v1/sources/{article['source']['id']}", kind="institution", reliability=0.5)
    newsroom.report_of("beacon", claim, "neutral")
    newsroom.link(claim, article_id=article["id"], quote=NARRATOR)

    assert newsroom.history(claim) == history


def test_a_verdict_is_the_same_whatever_the_order_of_its_evidence(newsroom: Newsroom) -> None:
    outlets = [("lantern", "supports"), ("beacon", "refutes"), ("watch", "supports")]
    verdicts = []
    for order in (outlets, outlets[::-1]):
        claim = newsroom.claim()
        for outlet, stance in order:
            newsroom.report_of(outlet, claim, stance)
        verdicts.append(newsroom.verdict(claim))

    one, other = verdicts
    fields = ("label", "confidence", "summary", "support", "refutation", "caveats", "flip")
    assert {field: one[field] for field in fields} == {field: other[field] for field in fields}


@pytest.fixture
def eventful(newsroom: Newsroom) -> None:
    """Claims with verdicts of every label, and with changes of everything that verdicts rest on."""
    for supports, refutes in ((2, 0), (0, 2), (1, 1), (1, 0)):
        _sides(newsroom.claim(claimant={"name": "Ines Calder"}), newsroom, supports, refutes)
    article = newsroom.article(
        "“🌉 É\u0301t 3,5 %,” said Zoë Ærø.\n\n" + NARRATOR, source="Orrin Lantern"
    )
    claim = newsroom.claim("Жорики 🌉 \u202eצ")
    newsroom.link(claim, article_id=article["id"], quote=NARRATOR, note="ﬁ")
    newsroom.report_of("beacon", claim, "refutes", quote="Жорики “deny” it.")
    newsroom.change(f"/v1/sources/{article['source']['id']}", reliability=0.333)
    newsroom.change(f"/v1/articles/{article['id']}", published_at="2025-01-01T00:00:00.123Z")
    newsroom.delete(f"/v1/articles/{article['id']}")


def _stored(database: Database) -> list[Verdict]:
    with database.reading() as session:
        rows = list(session.scalars(select(Verdict)))
        session.expunge_all()
    return rows


@pytest.mark.usefixtures("eventful")
def test_the_digest_of_a_verdict_is_the_sha_256_of_its_stored_input(database: Database) -> None:
    rows = _stored(database)

    assert [row.input_digest for row in rows] == [
        hashlib.sha256(row.input.encode()).hexdigest() for row in rows
    ]


@pytest.mark.usefixtures("eventful")
def test_every_stored_verdict_is_replayed_from_its_input_byte_for_byte(database: Database) -> None:
    rows = _stored(database)

    replayed = [canonical(decide(VerdictInput.model_validate_json(row.input))) for row in rows]

    assert replayed == [row.decision for row in rows]
    assert {row.label for row in rows} >= {"supported", "refuted", "conflicting_evidence"}


@pytest.mark.usefixtures("eventful")
def test_a_stored_input_is_canonical(database: Database) -> None:
    inputs = [row.input for row in _stored(database)]

    assert [canonical(VerdictInput.model_validate_json(each)) for each in inputs] == inputs


def test_a_claim_has_a_verdict_from_the_moment_of_its_birth(newsroom: Newsroom) -> None:
    claim = newsroom.claim()

    verdict = newsroom.verdict(claim, as_of=claim["created_at"])

    assert verdict["label"] == "not_enough_evidence"
