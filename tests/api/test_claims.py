"""Claims: submitted, corrected, deleted."""

from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient

from app.db import Database
from app.errors import Unavailable
from tests.api.newsroom import DENIED, NARRATOR, UNKNOWN_ID, WARDEN, Newsroom, claim_in, pointers_in

CLAIMS = "/v1/claims"
DATED = "2026-03-01T09:00:00Z"
LATER = "2026-04-01T09:00:00Z"


def test_a_claim_is_stored_with_what_was_sent(client: TestClient) -> None:
    sent = {"text": "The Orrin bridge was shut.", "claimed_at": DATED, "language": "en"}

    answer = client.post(CLAIMS, json=sent)

    assert answer.status_code == 201
    assert answer.json() | sent == answer.json()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The Orrin bridge was shut for nine days.", "en"),
        ("Der Rat hat die Brücke für neun Tage gesperrt.", "de"),
        ("It was shut.", None),
    ],
)
def test_the_language_of_a_claim_is_found_out_where_it_is_clear(
    newsroom: Newsroom, text: str, language: str | None
) -> None:
    assert newsroom.claim(text)["language"] == language


def test_the_language_that_is_given_for_a_claim_wins(newsroom: Newsroom) -> None:
    assert newsroom.claim("The Orrin bridge was shut.", language="en-GB")["language"] == "en-GB"


def test_the_answer_says_where_the_claim_is_and_at_which_version(client: TestClient) -> None:
    answer = client.post(CLAIMS, json={"text": "The Orrin bridge was shut."})

    assert answer.headers["Location"] == f"/v1/claims/{answer.json()['id']}"
    assert answer.headers["ETag"].startswith('"1-')


def test_a_claim_is_read_as_it_was_stored(client: TestClient) -> None:
    stored = client.post(CLAIMS, json={"text": "The Orrin bridge was shut."})

    read = client.get(stored.headers["Location"])

    assert (read.status_code, read.headers["ETag"]) == (200, stored.headers["ETag"])
    assert read.json() == stored.json()


@pytest.mark.parametrize("written", [str.upper, lambda each: each.replace("-", "")])
def test_a_claim_is_read_by_its_id_however_that_is_written(
    client: TestClient, newsroom: Newsroom, written: Callable[[str], str]
) -> None:
    claim = newsroom.claim()

    answer = client.get(f"{CLAIMS}/{written(claim['id'])}")

    assert (answer.status_code, answer.json()["id"]) == (200, claim["id"])


def test_a_submitted_claim_stands_in_no_article_and_is_made_by_a_person(
    newsroom: Newsroom,
) -> None:
    claim = newsroom.claim(claimant={"name": "Ines Calder", "role": "bridge warden"})

    assert (claim["article_id"], claim["start"], claim["end"]) == (None, None, None)
    assert (claim["kind"], claim["polarity"], claim["made_by"]) == (
        "statement",
        "asserts",
        "person",
    )
    assert claim["claimant"] == {
        "name": "Ines Calder",
        "role": "bridge warden",
        "start": None,
        "end": None,
    }


def test_two_people_may_submit_the_same_words(newsroom: Newsroom) -> None:
    assert newsroom.claim()["id"] != newsroom.claim()["id"]


def test_a_claim_has_a_verdict_from_birth(newsroom: Newsroom) -> None:
    claim = newsroom.claim()

    summary = claim["verdict_summary"]
    assert claim["verdict"] == summary["label"] == "not_enough_evidence"
    assert 0.5 <= summary["confidence"] < 1
    assert summary["summary"]
    assert summary["caveats"] == []


def test_a_claim_shows_its_current_verdict_in_short(newsroom: Newsroom) -> None:
    claim = newsroom.claim()
    newsroom.report_of("lantern", claim)
    newsroom.report_of("beacon", claim)

    shown = newsroom.read(f"{CLAIMS}/{claim['id']}")

    verdict = newsroom.verdict(claim)
    summary = shown["verdict_summary"]
    assert shown["verdict"] == "supported"
    assert summary == {field: verdict[field] for field in summary}


def test_evidence_is_no_change_of_the_claim_itself(client: TestClient, newsroom: Newsroom) -> None:
    claim = newsroom.claim()

    newsroom.report_of("lantern", claim)

    assert newsroom.read(f"{CLAIMS}/{claim['id']}")["version"] == 1


def test_date_and_language_of_a_claim_are_those_of_its_article(newsroom: Newsroom) -> None:
    article = newsroom.article(published_at=DATED, language="en")

    claim = newsroom.read(f"{CLAIMS}/{claim_in(article, WARDEN)['id']}")

    assert (claim["claimed_at"], claim["language"]) == (DATED, "en")


def test_date_and_language_of_a_claim_follow_those_of_its_article(newsroom: Newsroom) -> None:
    article = newsroom.article(published_at=DATED, language="en")

    newsroom.change(f"/v1/articles/{article['id']}", published_at=LATER, language="cy")

    claim = newsroom.read(f"{CLAIMS}/{claim_in(article, WARDEN)['id']}")
    assert (claim["claimed_at"], claim["language"]) == (LATER, "cy")


def test_a_date_that_was_cleared_is_that_of_the_article_again(newsroom: Newsroom) -> None:
    path = f"{CLAIMS}/{claim_in(newsroom.article(published_at=DATED), WARDEN)['id']}"
    corrected = newsroom.change(path, claimed_at=LATER)

    cleared = newsroom.change(path, claimed_at=None)

    assert (corrected["claimed_at"], cleared["claimed_at"]) == (LATER, DATED)


@pytest.mark.parametrize(
    "change",
    [
        {"polarity": "denies"},
        {"hedged": True},
        {"claimed_at": LATER},
        {"language": "cy"},
        {"claimant": None},
        {"claimant": {"name": "Ruta Lind", "role": None}},
    ],
)
def test_a_change_of_one_field_leaves_the_others_as_they_are(
    client: TestClient, newsroom: Newsroom, change: dict[str, object]
) -> None:
    before = newsroom.claim(claimant={"name": "Ines Calder", "role": "bridge warden"})

    answer = client.patch(f"{CLAIMS}/{before['id']}", json=change)

    kept = set(before) - set(change) - {"version", "verdict_summary", "linking_pending"}
    assert answer.headers["ETag"].startswith('"2-')
    assert {field: answer.json()[field] for field in kept} == {
        field: before[field] for field in kept
    }
    sought_again = bool(change.keys() & {"context", "language", "claimed_at"})
    assert answer.json()["linking_pending"] == sought_again


def test_a_corrected_claimant_replaces_name_and_role(newsroom: Newsroom) -> None:
    claim = newsroom.claim(claimant={"name": "Ines Calder", "role": "bridge warden"})

    changed = newsroom.change(f"{CLAIMS}/{claim['id']}", claimant={"name": "Ruta Lind"})

    assert changed["claimant"] == {"name": "Ruta Lind", "role": None, "start": None, "end": None}


def test_another_claimant_is_not_placed_where_the_first_is_printed(newsroom: Newsroom) -> None:
    claim = claim_in(newsroom.article(), WARDEN)

    changed = newsroom.change(f"{CLAIMS}/{claim['id']}", claimant={"name": "Ada Brook"})

    assert changed["claimant"] == {"name": "Ada Brook", "role": None, "start": None, "end": None}


def test_a_corrected_role_leaves_the_claimant_where_it_is_printed(newsroom: Newsroom) -> None:
    claim = claim_in(newsroom.article(), WARDEN)
    same = {"name": claim["claimant"]["name"], "role": "harbour master"}

    changed = newsroom.change(f"{CLAIMS}/{claim['id']}", claimant=same)

    assert changed["claimant"] == claim["claimant"] | {"role": "harbour master"}


def test_a_change_of_nothing_is_no_change(client: TestClient, newsroom: Newsroom) -> None:
    claim = newsroom.claim()

    answer = client.patch(f"{CLAIMS}/{claim['id']}", json={})

    assert (answer.status_code, answer.json()) == (200, claim)


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"text": "Another."}, "#/text"),
        ({"article_id": None}, "#/article_id"),
        ({"verdict": "supported"}, "#/verdict"),
        ({"check_worthiness": 1}, "#/check_worthiness"),
        ({"polarity": None}, "#/polarity"),
        ({"hedged": None}, "#/hedged"),
        ({"hedged": "yes"}, "#/hedged"),
        ({"hedged": 1}, "#/hedged"),
        ({"claimant": {}}, "#/claimant/name"),
        ({"claimant": {"name": " "}}, "#/claimant/name"),
        ({"claimant": {"name": "Ruta Lind", "start": 3}}, "#/claimant/start"),
    ],
)
def test_what_cannot_be_changed_is_named(
    client: TestClient, newsroom: Newsroom, change: dict[str, object], pointer: str
) -> None:
    claim = newsroom.claim()

    answer = client.patch(f"{CLAIMS}/{claim['id']}", json=change)

    assert answer.status_code == 422
    assert pointers_in(answer) == {pointer}
    assert newsroom.read(f"{CLAIMS}/{claim['id']}") == claim


def test_once_the_claimant_is_known_their_own_words_count_no_more(newsroom: Newsroom) -> None:
    claim = newsroom.claim()
    newsroom.report_of("lantern", claim, origin="Ines Calder")
    newsroom.report_of("beacon", claim, origin="Toll Office")

    newsroom.change(f"{CLAIMS}/{claim['id']}", claimant={"name": "Ines Calder"})

    now, before, *_ = newsroom.history(claim)
    (own,) = now["not_counted"]
    assert (before["label"], now["label"]) == ("supported", "not_enough_evidence")
    assert (own["origin"], own["counts"], own["reason"]) == ("Ines Calder", False, "claimant")


def test_a_spokesman_is_the_body_that_they_speak_for(newsroom: Newsroom) -> None:
    claim = newsroom.claim(claimant={"name": "Pavel Dorn", "role": "Toll Office spokesman"})

    newsroom.report_of("lantern", claim, origin="the Toll Office")

    assert [own["origin"] for own in newsroom.verdict(claim)["not_counted"]] == ["the Toll Office"]


def test_a_denier_is_who_a_verdict_tells_of(newsroom: Newsroom) -> None:
    claim = newsroom.claim(claimant={"name": "Ruta Lind"})
    newsroom.report_of("lantern", claim, "refutes")
    newsroom.report_of("beacon", claim, "refutes")

    changed = newsroom.change(f"{CLAIMS}/{claim['id']}", polarity="denies")

    assert "The denial by Ruta Lind stands." in changed["verdict_summary"]["summary"]


@pytest.mark.parametrize("change", [{"hedged": True}, {"language": "cy"}])
def test_a_change_that_no_verdict_rests_on_adds_none(
    newsroom: Newsroom, change: dict[str, object]
) -> None:
    claim = newsroom.claim()

    newsroom.change(f"{CLAIMS}/{claim['id']}", **change)

    assert len(newsroom.history(claim)) == 1


def test_a_deleted_claim_is_gone_with_its_evidence_and_its_verdicts(
    client: TestClient, newsroom: Newsroom
) -> None:
    claim = newsroom.claim()
    link = newsroom.report_of("lantern", claim)

    answer = client.delete(f"{CLAIMS}/{claim['id']}")

    path = f"{CLAIMS}/{claim['id']}"
    paths = [path, f"{path}/evidence", f"{path}/verdict", f"{path}/verdicts"]
    paths += [f"/v1/evidence/{link['id']}"]
    assert (answer.status_code, answer.content) == (204, b"")
    assert {client.get(each).status_code for each in paths} == {404}


def test_a_deleted_claim_leaves_its_article_and_the_other_claims(newsroom: Newsroom) -> None:
    article = newsroom.article()

    newsroom.delete(f"{CLAIMS}/{claim_in(article, DENIED)['id']}")

    left = {claim["text"] for claim in newsroom.items(f"/v1/articles/{article['id']}/claims")}
    assert left == {claim["text"] for claim in article["claims"]} - {DENIED}
    assert NARRATOR in newsroom.read(f"/v1/articles/{article['id']}")["text"]


def test_an_unknown_claim_is_not_found(client: TestClient) -> None:
    unknown = f"{CLAIMS}/{UNKNOWN_ID}"

    answers = [
        client.get(unknown),
        client.patch(unknown, json={"hedged": True}),
        client.delete(unknown),
        client.get(f"{unknown}/evidence"),
        client.get(f"{unknown}/verdict"),
        client.get(f"{unknown}/verdicts"),
    ]

    assert [answer.status_code for answer in answers] == [404] * 6


def test_a_claim_is_read_while_somebody_else_writes(client: TestClient, database: Database) -> None:
    stored = client.post(CLAIMS, json={"text": "The Orrin bridge was shut."})

    with database.writing():
        read = client.get(stored.headers["Location"])

    assert read.json() == stored.json()


def test_a_claim_is_read_in_a_thread_where_it_cannot_be_read_at_once(
    client: TestClient, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_: object) -> None:
        raise Unavailable("locked")

    stored = client.post(CLAIMS, json={"text": "The Orrin bridge was shut."})
    monkeypatch.setattr(database, "one_at_once", locked)

    assert client.get(stored.headers["Location"]).json() == stored.json()
