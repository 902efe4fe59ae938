"""What a page says of itself counts; what could only be guessed does not."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from app.articles.markup import parsed
from app.articles.metadata import Metadata, metadata_of

NOW = datetime(2026, 6, 3, 12, tzinfo=UTC)


def metadata(head: str = "", body: str = "<p>Toll", attributes: str = "") -> Metadata:
    return metadata_of(parsed(f"<html {attributes}><head>{head}</head><body>{body}"), NOW)


def json_ld(*objects: object) -> str:
    return "".join(f'<script type="application/ld+json">{json.dumps(each)}</script>' for each in objects)  # fmt: skip


def meta(**values: str) -> str:
    return "".join(f'<meta property="{key.replace("__", ":")}" content="{value}">' for key, value in values.items())  # fmt: skip


def test_json_ld_says_most() -> None:
    story = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "Toll &amp; carts",
        "author": [{"@type": "Person", "name": "Nils Rook"}, {"name": "Ada Brook"}],
        "datePublished": "2026-06-02T10:00:00+02:00",
        "publisher": {"@type": "Organization", "name": "Orrin Lantern"},
        "inLanguage": "en-GB",
    }

    assert metadata(json_ld(story)) == Metadata(
        title="Toll & carts",
        author="Nils Rook, Ada Brook",
        published_at=datetime(2026, 6, 2, 8, tzinfo=UTC),
        site="Orrin Lantern",
        language="en-GB",
        canonical_link=None,
    )


def test_an_article_is_found_in_a_graph_and_behind_other_scripts() -> None:
    graph = {"@graph": [{"@type": "WebSite"}, {"@type": ["Thing", "ReportageNewsArticle"], "headline": "Toll rises"}]}  # fmt: skip

    assert metadata(json_ld([], {"@type": "Person", "headline": "No"}, graph)).title == "Toll rises"


@pytest.mark.parametrize(
    "script",
    [
        *("{", "[[[", "null", "5", '{"@type": 5}'),
        '{"@type": "Article", "author": {"name": {"name": [5]}}}',
        '{"@type": "Article", "headline": ["a"], "author": [[null]], "datePublished": {}, "publisher": 5}',
    ],
)  # fmt: skip
def test_json_ld_of_any_shape_is_no_error(script: str) -> None:
    head = f'<script type="application/ld+json">{script}</script><title>Toll</title>'

    assert metadata(head) == Metadata("Toll", None, None, None, None, None)


def test_meta_says_the_rest() -> None:
    head = meta(
        og__title="Toll rises | Orrin Lantern",
        og__site_name="Orrin Lantern",
        og__locale="de_AT",
        article__published_time="2026-06-02",
    )

    assert metadata(head + '<meta name="author" content="By Nils Rook">') == Metadata(
        title="Toll rises",
        author="Nils Rook",
        published_at=datetime(2026, 6, 2, tzinfo=UTC),
        site="Orrin Lantern",
        language="de-AT",
        canonical_link=None,
    )


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>Toll - Orrin</title>", "<h1>Toll <i>rises</i></h1>", "Toll rises"),
        ("<title>Toll - Orrin</title>", "<h1>Toll</h1><h1>Mill</h1>", "Toll - Orrin"),
        ("", "<h2>Toll</h2>", None),
        (f"<title>{'x' * 501}</title>", "", None),
        (meta(og__site_name="Lantern") + "<title>Lantern</title>", "", "Lantern"),
    ],
)
def test_a_title_is_a_heading_or_the_name_of_the_page(
    head: str, body: str, title: str | None
) -> None:
    assert metadata(head, body).title == title


@pytest.mark.parametrize("name", ["", "https://faces.example/nils", " "])
def test_an_author_is_a_name(name: str) -> None:
    assert metadata(meta(article__author=name)).author is None


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-06-02T10:00:00+02:00", datetime(2026, 6, 2, 8, tzinfo=UTC)),
        ("2026-06-02T10:00:00Z", datetime(2026, 6, 2, 10, tzinfo=UTC)),
        ("2026-06-02 10:00", datetime(2026, 6, 2, 10, tzinfo=UTC)),
        ("20260602", datetime(2026, 6, 2, tzinfo=UTC)),
        ("Tue, 02 Jun 2026 10:00:00 GMT", datetime(2026, 6, 2, 10, tzinfo=UTC)),
        ("2026-06-03T13:00:00Z", None),
        ("2036-06-02", None),
        ("1970-01-01T00:00:00Z", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("9999-12-31T23:59:59-14:00", None),
        ("2 June 2026", None),
        ("02/06/2026", None),
        ("yesterday", None),
        ("2026-06-31", None),
        ("1" * 5_000, None),
    ],
)
def test_a_date_is_taken_where_it_can_mean_one_thing_alone(
    written: str, moment: datetime | None
) -> None:
    assert metadata(meta(article__published_time=written)).published_at == moment


def test_a_date_in_the_text_or_of_a_change_is_none_of_publication() -> None:
    body = "<p>On 2026-05-01 the toll rose.</p><time datetime='2026-05-02'>2 May</time>"

    assert metadata(meta(article__modified_time="2026-05-03"), body).published_at is None


def test_a_time_that_is_marked_as_of_publication_is() -> None:
    body = "<time itemprop='datePublished' datetime='2026-05-02T08:00:00-04:00'>2 May</time>"

    eastern = timezone(timedelta(hours=-4))
    assert metadata(body=body).published_at == datetime(2026, 5, 2, 8, tzinfo=eastern)


def test_the_language_is_the_one_of_the_page() -> None:
    assert metadata(attributes='lang="nl"').language == "nl"
    assert metadata(attributes='lang="not a tag"').language is None
