"""What a page says of itself in so many words: in JSON-LD, in Open Graph and other `meta`, in its headings.

Nothing is guessed from its text or its address: a wrong date or a wrong author is worse than none.
"""

import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from lxml.html import HtmlElement
from pydantic import TypeAdapter, ValidationError

from app.fields import Language, Line, Name

EARLIEST_DATE = datetime(1971, 1, 1, tzinfo=UTC)
"""Before that: 0001-01-01, 1900-01-01 and 1970-01-01 are what systems write that know no date."""

MAX_JSON_CHARS = 300_000
MAX_OBJECTS = 200
_ARTICLE = re.compile(r"\w*Article|Report|(Blog|LiveBlog|DiscussionForum)Posting")
_TITLES = ("og:title", "twitter:title", "dc.title", "dcterms.title", "title")
_AUTHORS = ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "byl")
_SITES = ("og:site_name", "application-name")
_DATES = (
    *("article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date"),
    *("pubdate", "publishdate", "publish-date", "publish_date", "sailthru.date"),
    *("dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date", "dcterms.date", "date"),
)
_SEPARATORS = ("|", "-", "–", "—", "·", "•", ":")
_BY = re.compile(r"(?:written )?by:? ", re.IGNORECASE)
_line, _name, _language = TypeAdapter(Line), TypeAdapter(Name), TypeAdapter(Language)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says of its article and of itself; `canonical_link` is as written, so it may be relative."""

    title: str | None
    author: str | None
    published_at: datetime | None
    site: str | None
    language: str | None
    canonical_link: str | None


def metadata_of(tree: HtmlElement, now: datetime) -> Metadata:
    """What a page says; what is no use is left out: empty, too long, a date after `now`."""
    meta, article = _meta(tree), _json_ld_article(tree)
    site = _first_valid(_name, [*_values(meta, _SITES), *_names(article.get("publisher"))])
    titles = [_text(article.get("headline")), *_values(meta, _TITLES), *_headings(tree)]
    return Metadata(
        title=_first_valid(_line, (_without_site(title, site) for title in titles)),
        author=_author(article, meta),
        published_at=_date(article, meta, tree, now),
        site=site,
        language=_first_valid(_language, _languages(tree, meta, article)),
        canonical_link=next(_links(tree, meta), None),
    )


def _meta(tree: HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = element.get("content")
        for attribute in ("property", "name", "itemprop"):
            if content and (key := element.get(attribute)):
                found.setdefault(key.strip().lower(), []).append(content)
    return found


def _values(meta: dict[str, list[str]], keys: Sequence[str]) -> Iterator[str]:
    return (_text(value) for key in keys for value in meta.get(key, [])[:MAX_OBJECTS])


def _json_ld_article(tree: HtmlElement) -> dict[str, Any]:
    """The first article that the page's JSON-LD describes."""
    left = MAX_JSON_CHARS
    for script in tree.iter("script"):
        written = script.text or ""
        left -= len(written) if _is_json_ld(script) else 0
        if left < 0:
            break
        if _is_json_ld(script):
            for each in _objects(_loaded(written)):
                if any(_ARTICLE.fullmatch(str(kind)) for kind in _listed(each.get("@type"))):
                    return each
    return {}


def _is_json_ld(script: HtmlElement) -> bool:
    return (script.get("type") or "").strip().lower() == "application/ld+json"


def _loaded(written: str) -> object:
    try:
        return json.loads(written, strict=False)
    except (ValueError, RecursionError):
        return None


def _objects(value: object) -> Iterator[dict[str, Any]]:
    """The objects at the top of JSON-LD and in its graph."""
    for each in _listed(value)[:MAX_OBJECTS]:
        if isinstance(each, dict):
            yield each
            yield from (inner for inner in _listed(each.get("@graph"))[:MAX_OBJECTS] if isinstance(inner, dict))  # fmt: skip


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _names(value: object) -> list[str]:
    """The names of persons or bodies, which JSON-LD writes as texts or as objects."""
    named = (each.get("name") if isinstance(each, dict) else each for each in _listed(value))
    names = [_text(inner) for each in named for inner in _listed(each)]
    return list(dict.fromkeys(name for name in names[:MAX_OBJECTS] if name and "://" not in name))


def _author(article: dict[str, Any], meta: dict[str, list[str]]) -> str | None:
    told = [name for name in _values(meta, _AUTHORS) if "://" not in name]
    names = _names(article.get("author")) or list(dict.fromkeys(told))
    return _first_valid(_line, [", ".join(_BY.sub("", name, count=1) for name in names)])


def _date(
    article: dict[str, Any], meta: dict[str, list[str]], tree: HtmlElement, now: datetime
) -> datetime | None:
    marked = [
        str(each.get("datetime") or "") for each in tree.iter("time") if _marks_publication(each)
    ]
    told = [_text(article.get("datePublished")), *_values(meta, _DATES), *marked]
    moments = (moment for each in told if (moment := _moment(each)) is not None)
    return next((moment for moment in moments if EARLIEST_DATE <= moment <= now), None)


def _marks_publication(time: HtmlElement) -> bool:
    return time.get("itemprop") == "datePublished" or time.get("pubdate") is not None


def _moment(written: str) -> datetime | None:
    """A moment in ISO 8601, or as e-mail writes it; a day is its midnight, and no zone is UTC."""
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        try:
            moment = parsedate_to_datetime(written)
        except (ValueError, IndexError, OverflowError):
            return None
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except OverflowError:
        return None


def _headings(tree: HtmlElement) -> Iterator[str]:
    headings = list(tree.iter("h1"))
    if len(headings) == 1:
        yield _text(headings[0].text_content())
    for title in tree.iter("title"):
        yield _text(title.text_content())
        return


def _without_site(title: str, site: str | None) -> str:
    """A title without the name of the site that many pages put behind it: `Port closed | Courier`."""
    if site is None or not (shortened := title.removesuffix(site).rstrip()).endswith(_SEPARATORS):
        return title
    return shortened.rstrip("".join(_SEPARATORS) + " ") or title


def _languages(
    tree: HtmlElement, meta: dict[str, list[str]], article: dict[str, Any]
) -> Iterator[str]:
    told = [tree.get("lang"), tree.get("xml:lang"), *_values(meta, ["og:locale", "language"])]
    return (
        str(each or "").strip().replace("_", "-") for each in [*told, article.get("inLanguage")]
    )


def _links(tree: HtmlElement, meta: dict[str, list[str]]) -> Iterator[str]:
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split() and link.get("href"):
            yield str(link.get("href")).strip()
    yield from (value.strip() for value in meta.get("og:url", []))


def _text(value: object) -> str:
    """A text on one line, without the entities that are often escaped twice."""
    return " ".join(html.unescape(value).split()) if isinstance(value, str) else ""


def _first_valid(
    adapter: TypeAdapter[str], candidates: Sequence[str] | Iterator[str]
) -> str | None:
    for candidate in candidates:
        try:
            return adapter.validate_python(candidate)
        except ValidationError:
            continue
    return None
