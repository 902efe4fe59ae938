"""Articles come in as text, as the HTML of a page, or by their address."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.articles.fetching import Fetched, Fetcher, FetchLimits
from tests.api.newsroom import Json, Newsroom, claim_in, pointers_in, problem_in
from tests.articles.web import Answer, Site, redirect, response, site
from tests.checkers import BY_RULES, Offline

ARTICLES = "/v1/articles"
URL = "https://www.orrinlantern.example/toll"
CARRIED = "the Orrin bridge carried 12,400 carts in 2025"
STORY = (
    f"<h1>Toll rises</h1><p>Ines Calder, the bridge warden, said that {CARRIED}.</p>"
    "<p>The council spent 45,000 crowns on new planks in 2023.</p>"
)
TEXT = (
    f"Toll rises\n\nInes Calder, the bridge warden, said that {CARRIED}.\n\n"
    "The council spent 45,000 crowns on new planks in 2023."
)
HEAD = (
    "<title>Toll rises | Orrin Lantern</title>"
    '<meta property="og:site_name" content="Orrin Lantern">'
    '<meta property="article:published_time" content="2026-02-03T10:00:00+01:00">'
    '<meta name="author" content="Nils Rook">'
)
PAGE = f"<!doctype html><html lang='en'><head>{HEAD}</head><body><nav><a href='/'>Home</a></nav><article>{STORY}</article></body></html>"  # fmt: skip
GERMAN = (
    "Die Wärterin der Brücke, Ines Calder, sprach am Dienstag vor dem Rat der Stadt. "
    "„Die Brücke trug im vergangenen Jahr 12.400 Karren“, sagte sie. Der Rat gab 45.000 Kronen aus."
)
ONLY_QUOTES = "only words in quotation marks were read as claims, and how much they are worth checking is not known."
Rows = Callable[[], dict[str, int]]
Serve = Callable[[dict[str, Answer]], Site]


def _app(client: TestClient) -> FastAPI:
    assert isinstance(client.app, FastAPI)
    return client.app


@pytest.fixture
def serve(client: TestClient) -> Iterator[Serve]:
    """Runs web servers on loopback, from which the service may fetch."""
    checker = replace(BY_RULES, pages=Fetcher(FetchLimits(), ("127.0.0.1",)))
    _app(client).state.checker = checker
    with ExitStack() as sites:
        yield lambda answers: sites.enter_context(site(answers))
    checker.close()


def _page(text: str, head: str = "") -> bytes:
    return f"<html><head>{head}</head><body><p>{text}</p></body></html>".encode()


def _refused(client: TestClient, status: int, **fields: object) -> str:
    """What is told of an article that is not taken."""
    answer = client.post(ARTICLES, json=fields)
    assert answer.status_code == status, answer.text
    told: str = problem_in(answer)["detail"]
    return told


class Redirecting(Offline):
    """A web where every address leads to one page."""

    def __init__(self, url: str, body: bytes = PAGE.encode()) -> None:
        self.url = url
        self.body = body

    def fetch(self, url: str) -> Fetched:  # noqa: ARG002 - any address
        """The page."""
        return Fetched(self.url, self.body, "text/html", "utf-8")


def test_the_html_of_a_page_is_an_article_with_what_the_page_says(newsroom: Newsroom) -> None:
    article = newsroom.post(html=PAGE, url=URL)

    assert (
        article
        | {
            "text": TEXT,
            "title": "Toll rises",
            "author": "Nils Rook",
            "published_at": "2026-02-03T09:00:00Z",
            "language": "en",
            "urls": [URL],
            "canonical_url": URL,
            "notes": [],
        }
        == article
    )
    assert article["source"]["name"] == "Orrin Lantern"
    assert article["source"]["domain"] == "orrinlantern.example"
    claim = claim_in(article, CARRIED)
    assert article["text"][claim["start"] : claim["end"]] == CARRIED
    assert claim["context"] is None


def test_what_is_given_wins_over_what_the_page_says(newsroom: Newsroom) -> None:
    given = {
        "title": "The toll",
        "author": "Ada Brook",
        "published_at": "2026-02-04T00:00:00Z",
        "language": "en-GB",
    }

    article = newsroom.post(html=PAGE, url=URL, source="Courier", **given)

    assert article | given == article
    assert article["source"]["name"] == "Courier"


def test_html_without_an_address_is_of_an_unknown_source(newsroom: Newsroom) -> None:
    article = newsroom.post(html=PAGE)

    assert article["source"]["kind"] == "unknown"
    assert (article["urls"], article["canonical_url"]) == ([], None)


def test_the_same_article_as_text_and_as_html_is_stored_once(newsroom: Newsroom) -> None:
    first, second = newsroom.post(text=TEXT, url=URL), newsroom.post(html=PAGE, url=URL)

    assert second["id"] == first["id"]


def test_a_page_may_not_take_the_name_of_another_source(newsroom: Newsroom) -> None:
    office = newsroom.source(name="Customs Office")
    head = '<meta property="og:site_name" content="Customs Office">'

    hoax = newsroom.post(html=PAGE.replace(HEAD, head), url="https://hoax.example/a")
    own = newsroom.post(html=PAGE.replace(HEAD, head), url="https://customs-office.example/a")

    assert hoax["source"]["name"] == "hoax.example"
    assert own["source"]["name"] == "customs-office.example"
    assert newsroom.read(f"/v1/sources/{office['id']}")["domain"] is None


def test_a_known_source_keeps_its_name(newsroom: Newsroom) -> None:
    source = newsroom.source(name="The Lantern of Orrin", domain="orrinlantern.example")

    assert newsroom.post(html=PAGE, url=URL)["source"]["name"] == source["name"]


@pytest.mark.parametrize(
    "html",
    ["<nav><a href='/'>Home</a></nav>", "<p>Please wait.</p>", "<div>" * 40_000, "<p>a" * 300_000, "\x00", "%PDF-1.7"],
)  # fmt: skip
def test_a_page_without_an_article_is_refused(
    client: TestClient, stored_rows: Rows, html: str
) -> None:
    answer = client.post(ARTICLES, json={"html": html, "url": URL})

    assert answer.status_code == 422
    assert pointers_in(answer) == {"#/html"}
    assert problem_in(answer)["detail"].startswith("This page cannot be read. ")
    assert not any(stored_rows().values())


def test_an_address_alone_is_fetched(serve: Serve, newsroom: Newsroom) -> None:
    server = serve({"/toll": response(PAGE.encode())})

    article = newsroom.post(url=f"{server.url}/toll")

    assert (
        article
        | {
            "text": TEXT,
            "title": "Toll rises",
            "author": "Nils Rook",
            "published_at": "2026-02-03T09:00:00Z",
            "urls": [f"{server.url}/toll"],
        }
        == article
    )
    assert article["source"]["name"] == "127.0.0.1"
    assert claim_in(article, CARRIED)["claimant"]["name"] == "Ines Calder"


def test_a_text_or_html_with_its_address_is_not_fetched(serve: Serve, newsroom: Newsroom) -> None:
    server = serve({"/toll": response(PAGE.encode())})

    newsroom.post(url=f"{server.url}/toll", text=TEXT)
    newsroom.post(url=f"{server.url}/toll", html=PAGE)

    assert server.requests == []


def test_a_plain_text_that_is_fetched_is_taken_as_it_is(serve: Serve, newsroom: Newsroom) -> None:
    body = "The bridge was shut for 9 days, said Ines Calder. <b>".encode("utf-16")
    server = serve({"/a.txt": response(body, content_type="text/plain; charset=utf-16")})

    article = newsroom.post(url=f"{server.url}/a.txt")

    assert article["text"] == "The bridge was shut for 9 days, said Ines Calder. <b>"


def test_a_page_in_another_character_set_is_read(serve: Serve, newsroom: Newsroom) -> None:
    body = _page("The café at the bridge was shut for 9 days, “all of it”.").decode()
    server = serve(
        {"/a": response(body.encode("cp1252"), content_type="text/html; charset=cp1252")}
    )

    assert "café" in newsroom.post(url=f"{server.url}/a")["text"]


@pytest.mark.parametrize(
    ("answer", "status", "told"),
    [
        (response(b"gone", status="404 Not Found"), 502, "answered with the status 404"),
        (response(b"%PDF-1.7", content_type="application/pdf"), 502, "it is application/pdf"),
        (response(b"<nav><a href='/'>Home</a></nav>"), 422, "No article is found in it."),
        (response(b" ", content_type="text/plain"), 422, "Write at least one character"),
        (redirect("http://10.0.0.1/toll"), 422, "is not at a public address"),
    ],
)
def test_what_cannot_be_fetched_or_read_is_told_and_nothing_is_stored(
    serve: Serve, client: TestClient, stored_rows: Rows, answer: bytes, status: int, told: str
) -> None:
    server = serve({"/toll": answer})

    assert told in _refused(client, status, url=f"{server.url}/toll")
    assert not any(stored_rows().values())


def test_addresses_of_this_network_are_fetched_only_where_a_setting_says_so(
    client: TestClient, stored_rows: Rows
) -> None:
    checker = replace(BY_RULES, pages=Fetcher(FetchLimits()))
    _app(client).state.checker = checker

    with site({"/toll": response(PAGE.encode())}) as server:
        told = _refused(client, 422, url=f"{server.url}/toll")

    checker.close()
    assert "FACTCHECK_FETCH_ALLOWED_HOSTS" in told
    assert server.requests == []
    assert not any(stored_rows().values())


def test_where_a_redirect_leads_is_who_published_it(client: TestClient, newsroom: Newsroom) -> None:
    _app(client).state.checker = replace(BY_RULES, pages=Redirecting(f"{URL}?utm_source=short"))

    article = newsroom.post(url="https://short.example/x7")

    assert article["urls"] == ["https://short.example/x7"]
    assert article["canonical_url"] == URL
    assert article["source"]["domain"] == "orrinlantern.example"


def test_addresses_that_differ_in_tracking_alone_are_one(newsroom: Newsroom) -> None:
    first = newsroom.article("The bridge was shut.", url=f"{URL}?utm_source=feed")
    second = newsroom.article("The bridge is open.", url=f"{URL}?fbclid=1#top")
    other = newsroom.article("The mill burned.", url=f"{URL}?page=2")

    assert first["canonical_url"] == second["canonical_url"] == URL
    assert first["urls"] == [f"{URL}?utm_source=feed"]
    assert second["revision_of"] == first["id"]
    assert other["revision_of"] is None


def test_a_page_that_names_its_own_address_is_found_by_it(newsroom: Newsroom) -> None:
    first = newsroom.article("The bridge was shut.", url=URL)
    link = '<link rel="canonical" href="/toll">'

    print_view = newsroom.post(html=PAGE.replace("<title>", f"{link}<title>"), url=f"{URL}/print")

    assert print_view["canonical_url"] == URL
    assert print_view["revision_of"] == first["id"]


def test_a_page_may_not_take_the_address_of_another(newsroom: Newsroom) -> None:
    newsroom.article("The bridge was shut.", url=URL)
    link = f'<link rel="canonical" href="{URL}">'

    hoax = newsroom.post(
        html=PAGE.replace("<title>", f"{link}<title>"), url="https://hoax.example/a"
    )

    assert hoax["canonical_url"] == "https://hoax.example/a"
    assert hoax["revision_of"] is None


def test_the_oldest_address_is_the_canonical_one(newsroom: Newsroom) -> None:
    newsroom.article("The bridge was shut.", url=URL, source="Lantern")
    again = newsroom.article(
        "The bridge was shut.", url="https://mirror.example/a", source="Lantern"
    )

    assert again["urls"] == [URL, "https://mirror.example/a"]
    assert again["canonical_url"] == URL
    assert newsroom.items(ARTICLES)[0]["canonical_url"] == URL


@pytest.mark.parametrize(
    "text",
    [
        "<p>The bridge was shut for 9 days.</p>",
        'The bridge was <a href="/toll">shut</a> for 9 days.',
        "The bridge was shut.<BR/>It is old.",
    ],
)
@pytest.mark.parametrize("path", ["/v1/articles", "/v1/check"])
def test_html_is_not_taken_for_text(client: TestClient, path: str, text: str) -> None:
    answer = client.post(path, json={"text": text})

    assert answer.status_code == 422
    assert pointers_in(answer) == {"#/text"}
    assert "send them as `html`" in answer.json()["detail"]


@pytest.mark.parametrize("text", ["5 < 7 and b > a.", "He wrote <ref> and <3.", "if a<b then c>d"])
def test_signs_that_are_no_tags_stay_in_a_text(newsroom: Newsroom, text: str) -> None:
    assert newsroom.article(text)["text"] == text


def test_the_language_of_a_text_is_found_out(newsroom: Newsroom) -> None:
    article = newsroom.article(TEXT)

    assert (article["language"], article["notes"]) == ("en", [])


def test_of_another_language_only_quotations_are_claims_and_that_is_told(
    newsroom: Newsroom,
) -> None:
    article = newsroom.article(GERMAN)

    [claim] = article["claims"]
    assert article["language"] == claim["language"] == "de"
    assert claim["text"] == "Die Brücke trug im vergangenen Jahr 12.400 Karren"
    assert (claim["kind"], claim["claimant"], claim["check_worthiness"]) == (
        "direct_quote",
        None,
        0,
    )
    assert article["notes"] == [
        f"The text seems to be German (de): {ONLY_QUOTES}",
    ]
    assert newsroom.read(f"{ARTICLES}/{article['id']}")["notes"] == article["notes"]
    assert newsroom.items(ARTICLES)[0]["notes"] == article["notes"]


def test_a_language_that_is_given_wins_and_a_doubt_is_told(newsroom: Newsroom) -> None:
    english, german = newsroom.article(GERMAN, language="en"), newsroom.article(TEXT, language="de")

    assert english["language"] == "en"
    assert english["notes"] == ["`language` says English (en); the text seems to be German (de)."]
    assert german["claims"] == []
    assert german["notes"] == [
        "`language` says German (de); the text seems to be English (en).",
        f"The text is said to be German (de): {ONLY_QUOTES}",
    ]


def test_the_language_that_a_page_declares_counts_where_its_text_is_not_clear(
    newsroom: Newsroom,
) -> None:
    unclear: Json = newsroom.post(
        html="<html lang='nl'><p>Brook 12 Dorn 14 Lind 16 Rook 18</p></html>"
    )
    clear = newsroom.post(html=PAGE.replace("lang='en'", "lang='nl'"))

    assert (unclear["language"], clear["language"]) == ("nl", "en")


def test_a_text_whose_language_is_unknown_is_read_as_english_and_says_so(
    newsroom: Newsroom,
) -> None:
    article = newsroom.article("Brook said 12 carts fell.")

    assert article["language"] is None
    assert article["notes"] == [
        "Its language is not clear, so it was read as English; `language` can say which it is."
    ]
    assert [claim["text"] for claim in article["claims"]] == ["12 carts fell"]


def test_people_say_what_a_pronoun_means(newsroom: Newsroom) -> None:
    [claim] = newsroom.article("Ines Calder said it carried 12,400 carts in 2025.")["claims"]

    changed = newsroom.change(f"/v1/claims/{claim['id']}", context="the Orrin bridge")
    cleared = newsroom.change(f"/v1/claims/{claim['id']}", context=None)

    assert (claim["context"], changed["context"], cleared["context"]) == (
        None,
        "the Orrin bridge",
        None,
    )
