"""The article of a page: its text, what it says of itself, and nothing else."""

import resource
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from app.articles.extracting import Page, page_of
from app.articles.markup import NoArticle

NOW = datetime(2026, 6, 3, 12, tzinfo=UTC)
URL = "https://www.lantern.example/2026/toll?id=7"
STORY = (
    "<p>Ines Calder, the bridge warden, said that the Orrin bridge carried 12,400 carts in 2025.</p>"
    "<p>“The toll brought in <em>310,000 crowns</em>,” said <a href='/dorn'>Pavel Dorn</a>.<br>He named no one.</p>"
)


def page(body: str, head: str = "", url: str | None = URL) -> Page:
    return page_of(f"<!doctype html><html><head>{head}</head><body>{body}</body></html>", url, NOW)


def test_the_text_is_what_the_article_says_with_blank_lines_between_paragraphs() -> None:
    before = "<nav><a href='/'>Home</a> <a href='/sport'>Sport and games of the day</a></nav>"
    after = (
        "<aside><h3>More</h3><a href='/mill'>The mill of Orrin burned down in the night</a></aside>"
        "<div id='comments'><p>I never believed a word of what the warden says about carts.</p></div>"
        "<footer>All rights reserved by the Lantern, its owners and its friends</footer>"
        "<script>var story = 'The script says that nine carts crossed the bridge.';</script>"
    )

    text = page(f"{before}<article><h1>Toll rises</h1>{STORY}</article>{after}").text

    assert text == (
        "Toll rises\n\n"
        "Ines Calder, the bridge warden, said that the Orrin bridge carried 12,400 carts in 2025.\n\n"
        "“The toll brought in 310,000 crowns,” said Pavel Dorn.\n\n"
        "He named no one."
    )


def test_the_text_is_nfc() -> None:
    assert page("<p>The cafe\u0301 at the bridge was closed by the council.</p>").text.startswith(
        "The café"
    )


@pytest.mark.parametrize(
    "body",
    [
        "<p>The council closed the bridge in 2024.</p>",
        "<table><tr><td><p>The council closed the bridge in 2024.</p></td></tr></table>",
        "The council closed the bridge in 2024.",
        "<div>The council closed the bridge in 2024.</div>",
        "<noscript>Please turn scripts on, or you see nothing of this.</noscript><p>The council closed the bridge in 2024.</p>",
    ],
)
def test_a_short_story_is_an_article_too(body: str) -> None:
    assert page(body).text == "The council closed the bridge in 2024."


def test_a_story_without_spaces_between_words_is_an_article_too() -> None:
    assert page("<p>市长周二表示，大桥去年通过了一万二千辆车。</p>").text.startswith("市长")


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("", id="nothing"),
        pytest.param("<div id='root'></div><script>start()</script>", id="only a script"),
        pytest.param("<p>Please turn on JavaScript.</p>", id="a word to browsers"),
        pytest.param("<nav><a href='/'>Home</a> <a href='/about'>About us</a></nav>", id="navigation"),
        pytest.param("".join(f"<div><a href='/{n}'>Headline {n} on the bridge and the toll of Orrin</a></div>" for n in range(40)), id="a front page"),
        pytest.param("<ul>" + "".join(f"<li><a href='/{n}'><h3>Headline {n} on the bridge of Orrin town</h3></a><i>3 h</i></li>" for n in range(40)) + "</ul>", id="a list of links"),
    ],
)  # fmt: skip
def test_a_page_without_an_article_is_refused(body: str) -> None:
    with pytest.raises(NoArticle, match="No article is found in it"):
        page(body)


def test_a_text_that_is_too_long_to_store_is_refused() -> None:
    with pytest.raises(NoArticle, match="1,000,000 characters"):
        page("<p>" + "a cart " * 150_000 + "</p>")


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("https://www.lantern.example/toll?utm_source=feed", "https://www.lantern.example/toll"),
        ("/toll", "https://www.lantern.example/toll"),
        ("//lantern.example/toll", "https://lantern.example/toll"),
        ("https://courier.example/toll", None),
        ("https://lantern.example.courier.example/toll", None),
        ("https://www.lantern.example/", None),  # many sites name the front page by mistake
        ("javascript:alert(1)", None),
        ("https://[::", None),
        ("", None),
    ],
)
def test_a_page_may_say_where_it_stands_on_its_own_site(link: str, address: str | None) -> None:
    assert page(STORY, f'<link rel="canonical" href="{link}">').canonical_url == address


def test_open_graph_says_it_where_there_is_no_link() -> None:
    head = '<meta property="og:url" content="https://www.lantern.example/toll">'

    assert page(STORY, head).canonical_url == "https://www.lantern.example/toll"


def test_without_an_address_of_its_own_a_page_is_not_believed() -> None:
    assert page(STORY, '<link rel="canonical" href="/toll">', url=None).canonical_url is None


LONG_S = 40  # seconds and tenths of them are expected; what this looks for takes minutes

HOSTILE = {
    "nothing but paragraphs": "<p>a" * 38_000,
    "quotations without an end": "<blockquote>q" * 200 + "<p>a" * 38_000,
    "tags full of attributes": ("<i " + " ".join(f"a{n}" for n in range(190)) + ">x</i>") * 3_000,
    "classes without an end": "<div class='" + "x " * 1_500_000 + "'>",
    "long classes": ("<i class='" + "x " * 240 + "'>x</i>") * 8_000,
    "a list of everything": "<ul>" + "<li>abc def" * 38_000,
    "tables": "<table>" + "<tr><td>a" * 18_000 + "</table>",
    "entities": "&amp;" * 800_000,
    "line breaks": "a" + "\n" * 3_000_000 + "b",
    "scripts": "<script>" + "a<b;" * 9_000 + "</script>",
    "JSON-LD that is nested": '<script type="application/ld+json">' + '{"a":' * 500_000 + "</script>",
    "JSON-LD of backslashes": '<script type="application/ld+json">' + '"\\' * 1_500_000 + "</script>",
    "JSON-LD of authors": '<script type="application/ld+json">{"@type": "NewsArticle", "author": ['
    + ", ".join(f'"Ada {n}"' for n in range(15_000)) + "]}</script>",
    "many descriptions": "<meta name='author' content='Ada Brook'>" * 20_000,
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_no_page_takes_long(name: str) -> None:
    before = time.process_time()

    found = page(HOSTILE[name] + STORY)

    assert time.process_time() - before < LONG_S
    assert found.text


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x [<!ENTITY y "lol"><!ENTITY x "&y;&y;&y;&y;&y;&y;&y;&y;">]>',
        '<?xml version="1.0" encoding="utf-16"?>',
    ],
)
def test_entities_are_not_expanded_and_nothing_is_opened(declaration: str) -> None:
    text = page_of(f"{declaration}<html><body>{STORY}<p>&x; end</p></body></html>", URL, NOW).text

    assert "root:" not in text
    assert "lollol" not in text


def test_pages_leave_nothing_behind() -> None:
    for number in range(4):
        page(f"<p>{f'wörd{number} 字 and ' * 25_000}</p>{STORY}")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    for number in range(40):
        page(f"<p>{f'cart{number} 字 and ' * 25_000}</p>{STORY}")

    grown_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown_kib < 40 * 1024


def test_threads_read_pages_side_by_side() -> None:
    bodies = [f"<h1>Toll {n}</h1>{STORY}<p>The bridge of town {n} is open to carts.</p>" for n in range(60)]  # fmt: skip
    alone = [page(body) for body in bodies]

    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(page, bodies))

    assert together == alone
