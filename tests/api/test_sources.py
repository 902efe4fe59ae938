"""Sources: who publishes, and what people may set of them."""

import pytest
from fastapi.testclient import TestClient

from tests.api.newsroom import UNKNOWN_ID, Json, Newsroom, pointers_in, problem_in

SOURCES = "/v1/sources"


def test_a_source_is_stored_with_what_was_sent(client: TestClient) -> None:
    sent = {
        "name": "Orrin Lantern",
        "domain": "lantern.example",
        "kind": "institution",
        "reliability": 0.7,
    }

    answer = client.post(SOURCES, json=sent)

    assert answer.status_code == 201
    assert answer.json() | sent == answer.json()


def test_the_answer_says_where_the_source_is_and_at_which_version(client: TestClient) -> None:
    answer = client.post(SOURCES, json={"name": "Orrin Lantern"})

    assert answer.headers["Location"] == f"/v1/sources/{answer.json()['id']}"
    assert answer.headers["ETag"].startswith('"1-')


def test_a_source_is_read_as_it_was_stored(client: TestClient) -> None:
    stored = client.post(SOURCES, json={"name": "Orrin Lantern"})

    read = client.get(stored.headers["Location"])

    assert (read.status_code, read.headers["ETag"]) == (200, stored.headers["ETag"])
    assert read.json() == stored.json()


def test_a_source_of_which_only_the_name_is_known_is_an_outlet_that_nobody_has_judged(
    newsroom: Newsroom,
) -> None:
    source = newsroom.source(name="Orrin Lantern")

    assert (source["domain"], source["kind"], source["reliability"]) == (None, "outlet", 0.5)


def test_a_source_of_which_only_the_domain_is_known_is_named_by_it(newsroom: Newsroom) -> None:
    assert newsroom.source(domain="lantern.example")["name"] == "lantern.example"


def test_a_domain_is_stored_in_lower_case_without_www(newsroom: Newsroom) -> None:
    assert newsroom.source(domain="WWW.Lantern.Example")["domain"] == "lantern.example"


@pytest.mark.parametrize(
    ("first", "again"),
    [
        ({"domain": "lantern.example"}, {"name": "Another", "domain": "www.lantern.example"}),
        ({"name": "Orrin Lantern"}, {"name": "  orrin   LANTERN "}),
    ],
)
def test_a_source_is_stored_once(
    client: TestClient, first: dict[str, str], again: dict[str, str]
) -> None:
    stored = client.post(SOURCES, json=first).json()

    answer = client.post(SOURCES, json=again)

    assert answer.status_code == 409
    assert stored["id"] in problem_in(answer)["detail"]


def test_two_outlets_may_have_one_name_and_two_domains(newsroom: Newsroom) -> None:
    one = newsroom.source(name="The Lantern", domain="lantern.example")
    other = newsroom.source(name="The Lantern", domain="lantern-east.example")

    assert one["id"] != other["id"]


def test_an_unknown_source_is_not_found(client: TestClient) -> None:
    answer = client.get(f"{SOURCES}/{UNKNOWN_ID}")

    assert answer.status_code == 404
    assert UNKNOWN_ID in problem_in(answer)["detail"]


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Orrin Beacon"},
        {"domain": "beacon.example"},
        {"domain": None},
        {"kind": "wire_agency"},
        {"reliability": 1.0},
    ],
)
def test_a_change_of_one_field_leaves_the_others_as_they_are(
    client: TestClient, newsroom: Newsroom, change: dict[str, object]
) -> None:
    before = newsroom.source(name="Orrin Lantern", domain="lantern.example", reliability=0.7)

    answer = client.patch(f"{SOURCES}/{before['id']}", json=change)

    assert answer.headers["ETag"].startswith('"2-')
    assert answer.json() == before | change | {"version": 2}


def test_a_change_of_nothing_is_no_change(client: TestClient, newsroom: Newsroom) -> None:
    before = newsroom.source(name="Orrin Lantern")

    answer = client.patch(f"{SOURCES}/{before['id']}", json={})

    assert (answer.status_code, answer.json()) == (200, before)


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"name": None}, "#/name"),
        ({"kind": None}, "#/kind"),
        ({"reliability": None}, "#/reliability"),
        ({"reliability": 1.01}, "#/reliability"),
        ({"reliability": -0.01}, "#/reliability"),
        ({"domain": "no domain"}, "#/domain"),
        ({"id": UNKNOWN_ID}, "#/id"),
    ],
)
def test_a_field_cannot_be_changed_to_what_it_cannot_be(
    client: TestClient, newsroom: Newsroom, change: dict[str, object], pointer: str
) -> None:
    source = newsroom.source(name="Orrin Lantern")

    answer = client.patch(f"{SOURCES}/{source['id']}", json=change)

    assert answer.status_code == 422
    assert pointers_in(answer) == {pointer}


@pytest.mark.parametrize(
    "change", [{"domain": "beacon.example"}, {"name": "The Watch", "domain": None}]
)
def test_a_source_cannot_become_one_that_is_stored_already(
    client: TestClient, newsroom: Newsroom, change: dict[str, object]
) -> None:
    newsroom.source(name="Orrin Beacon", domain="beacon.example")
    newsroom.source(name="The Watch")
    lantern = newsroom.source(name="Orrin Lantern", domain="lantern.example")

    answer = client.patch(f"{SOURCES}/{lantern['id']}", json=change)

    assert answer.status_code == 409
    assert newsroom.read(f"{SOURCES}/{lantern['id']}") == lantern


def test_an_unknown_source_cannot_be_changed(client: TestClient) -> None:
    answer = client.patch(f"{SOURCES}/{UNKNOWN_ID}", json={"reliability": 0.9})

    assert answer.status_code == 404


def test_sources_are_listed_oldest_first(newsroom: Newsroom) -> None:
    names = ["Orrin Lantern", "Orrin Beacon", "The Watch"]
    for name in names:
        newsroom.source(name=name)

    assert [source["name"] for source in newsroom.items(SOURCES)] == names


FERRY = "The ferry to Osterby carried 70,000 passengers in 2025."
AT = "https://osterbynews.example/"


def test_an_article_that_is_given_the_name_of_its_host_stays_with_its_host(
    newsroom: Newsroom,
) -> None:
    article, claim = newsroom.article(FERRY, url=f"{AT}1"), newsroom.claim()

    changed = newsroom.change(f"/v1/articles/{article['id']}", source="Osterby News")

    newsroom.link(claim, article_id=article["id"], quote=FERRY)
    newsroom.report_of("osterbynews", claim)
    assert changed["source"] == article["source"] | {"name": "Osterby News"}
    (voice,) = newsroom.verdict(claim)["origins_for"]
    assert (voice["origin"], len(voice["carriers"])) == ("Osterby News", 2)


def test_an_article_that_is_given_another_s_name_is_not_its_host_s(newsroom: Newsroom) -> None:
    article = newsroom.article(FERRY, url=f"{AT}1")

    changed = newsroom.change(f"/v1/articles/{article['id']}", source="Harbour Wire")

    assert (changed["source"]["name"], changed["source"]["domain"]) == ("Harbour Wire", None)


def test_any_address_of_an_article_may_bear_the_name_that_it_is_given(newsroom: Newsroom) -> None:
    for url in ("https://mirror.example/1", f"{AT}1"):
        article = newsroom.article(FERRY, url=url, source="Harbour Wire")

    changed = newsroom.change(f"/v1/articles/{article['id']}", source="Osterby News")

    assert changed["source"]["domain"] == "osterbynews.example"


@pytest.mark.parametrize(
    "named",
    [
        {"url": f"{AT}2", "source": "Osterby News"},
        {"url": f"{AT}2", "source": {"name": "Osterby News", "domain": "osterbynews.example"}},
    ],
)
def test_a_source_known_by_its_domain_takes_the_name_that_is_sent_with_evidence(
    newsroom: Newsroom, named: Json
) -> None:
    article, claim = newsroom.article(FERRY, url=f"{AT}1"), newsroom.claim()
    newsroom.link(claim, article_id=article["id"], quote=FERRY)

    newsroom.link(newsroom.claim("The ferry is blue."), quote="It is.", **named)

    assert [source["name"] for source in newsroom.items(SOURCES)] == ["Osterby News"]
    (voice,) = newsroom.verdict(claim)["origins_for"]
    assert (voice["origin"], voice["evidence"][0]["source"]) == ("Osterby News", "Osterby News")


@pytest.mark.parametrize("name", ["The Beacon", "Osterby News"])
def test_a_name_that_the_domain_does_not_bear_or_that_is_set_stays_as_it_is(
    newsroom: Newsroom, name: str
) -> None:
    stored = newsroom.source(domain="osterbynews.example")
    newsroom.change(f"{SOURCES}/{stored['id']}", name=name)

    sent = {"name": "Osterby News Online", "domain": "osterbynews.example"}
    newsroom.article(FERRY, source=sent)
    newsroom.article("The mill is old.", source={"name": "Harbour", "domain": "mill.example"})
    newsroom.article("The mill is new.", source="quay.example")
    newsroom.article("The quay is new.", source={"name": "Wire", "domain": "quay.example"})

    assert [source["name"] for source in newsroom.items(SOURCES)] == [
        name,
        "Harbour",
        "quay.example",
    ]
