"""ETags: they change with all that is shown, and what a client has is not sent again."""

from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient

from tests.api.newsroom import NARRATOR, TOLL_STORY, Newsroom

Change = Callable[[Newsroom], object]


def _tag(client: TestClient, path: str) -> str:
    return str(client.get(path).headers["ETag"])


@pytest.fixture(params=["source", "article", "claim", "evidence"])
def path(request: pytest.FixtureRequest, newsroom: Newsroom) -> str:
    """Where something stored is read."""
    match request.param:
        case "source":
            return f"/v1/sources/{newsroom.source(name='Lantern')['id']}"
        case "article":
            return f"/v1/articles/{newsroom.article()['id']}"
        case "claim":
            return f"/v1/claims/{newsroom.claim()['id']}"
        case _:
            return f"/v1/evidence/{newsroom.report_of('lantern', newsroom.claim())['id']}"


def test_the_etag_of_a_claim_changes_with_its_verdict(
    client: TestClient, newsroom: Newsroom
) -> None:
    claim = newsroom.claim()
    path = f"/v1/claims/{claim['id']}"
    before, version = _tag(client, path), claim["version"]

    newsroom.report_of("lantern", claim)

    assert newsroom.read(path)["version"] == version
    assert _tag(client, path) != before


def test_a_claim_whose_verdict_settled_meanwhile_is_still_corrected_with_the_etag_that_was_read(
    client: TestClient, newsroom: Newsroom
) -> None:
    claim = newsroom.claim()
    path = f"/v1/claims/{claim['id']}"
    read = {"If-Match": _tag(client, path)}
    newsroom.report_of("lantern", claim)

    answers = [client.patch(path, json={"hedged": True}, headers=read) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 412]


@pytest.mark.parametrize("what", ["articles", "evidence"])
def test_an_etag_changes_with_the_source_that_is_shown(
    client: TestClient, newsroom: Newsroom, what: str
) -> None:
    article = newsroom.article(source="Lantern")
    link = newsroom.link(newsroom.claim(), article_id=article["id"], quote=NARRATOR)
    path = f"/v1/{what}/{(article if what == 'articles' else link)['id']}"
    before = _tag(client, path)

    newsroom.change(f"/v1/sources/{article['source']['id']}", kind="institution")

    assert _tag(client, path) != before


def test_the_etag_of_an_article_changes_with_its_addresses(
    client: TestClient, newsroom: Newsroom
) -> None:
    url = "https://lantern.example/"
    path = f"/v1/articles/{newsroom.post(text=TOLL_STORY, url=f'{url}a')['id']}"
    before = _tag(client, path)

    newsroom.post(text=TOLL_STORY, url=f"{url}b")

    assert _tag(client, path) != before


def test_what_is_stored_or_changed_is_answered_with_the_etag_with_which_it_is_read(
    client: TestClient, newsroom: Newsroom
) -> None:
    claim = newsroom.claim()
    passage = {"stance": "supports", "url": "https://a.example/b", "quote": "It was shut."}
    stored = [
        client.post("/v1/sources", json={"name": "Lantern"}),
        client.post("/v1/articles", json={"text": TOLL_STORY}),
        client.post("/v1/articles", json={"text": TOLL_STORY}),
        client.post("/v1/claims", json={"text": "The bridge was shut for 9 days."}),
        client.post(f"/v1/claims/{claim['id']}/evidence", json=passage),
    ]
    changed = client.patch(f"/v1/claims/{claim['id']}", json={"hedged": True})

    for answer in stored:
        assert answer.headers["ETag"] == _tag(client, answer.headers["Location"])
    assert changed.headers["ETag"] == _tag(client, f"/v1/claims/{claim['id']}")


@pytest.mark.parametrize("known", ["{}", "W/{}", '"7", {}', "*"])
def test_what_a_client_has_is_not_sent_again(client: TestClient, path: str, known: str) -> None:
    tag = _tag(client, path)

    answer = client.get(path, headers={"If-None-Match": known.format(tag)})

    assert (answer.status_code, answer.headers["ETag"], answer.content) == (304, tag, b"")
    assert answer.headers["X-Request-Id"]


@pytest.mark.parametrize("known", ['"1"', '"7", "8"', "garbage", "", '"1-00000000"'])
def test_what_a_client_has_not_is_sent(client: TestClient, path: str, known: str) -> None:
    answer = client.get(path, headers={"If-None-Match": known})

    assert (answer.status_code, answer.headers["ETag"]) == (200, _tag(client, path))
    assert answer.json()


def test_a_client_may_name_what_it_has_in_several_lines(client: TestClient, path: str) -> None:
    lines = [("If-None-Match", '"7"'), ("If-None-Match", _tag(client, path))]

    assert client.get(path, headers=lines).status_code == 304


@pytest.mark.parametrize("known", ["garbage {}", '{} "7"', "*, {}", "{},"])
def test_what_a_client_has_is_sent_where_it_is_named_malformed(
    client: TestClient, path: str, known: str
) -> None:
    headers = {"If-None-Match": known.format(_tag(client, path))}

    assert client.get(path, headers=headers).status_code == 200


def test_what_has_changed_since_a_client_read_it_is_sent(
    client: TestClient, newsroom: Newsroom
) -> None:
    claim = newsroom.claim()
    path = f"/v1/claims/{claim['id']}"
    read = {"If-None-Match": _tag(client, path)}
    newsroom.report_of("lantern", claim)

    answer = client.get(path, headers=read)

    assert answer.status_code == 200
    assert "lantern" in answer.json()["verdict_summary"]["summary"]


def test_what_is_deleted_is_not_found_whatever_a_client_has(
    client: TestClient, newsroom: Newsroom
) -> None:
    path = f"/v1/claims/{newsroom.claim()['id']}"
    read = {"If-None-Match": _tag(client, path)}
    newsroom.delete(path)

    assert client.get(path, headers=read).status_code == 404
