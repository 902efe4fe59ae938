"""The article of a web page: its text without what stands around it, and what the page says of it."""

import re
from configparser import ConfigParser
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin, urlsplit

import trafilatura
from lxml.html import HtmlElement
from pydantic import TypeAdapter, ValidationError
from trafilatura.settings import DEFAULT_CONFIG
from trafilatura.utils import line_processing, trim

from app.articles.addresses import canonical_url
from app.articles.markup import NoArticle, parsed
from app.articles.metadata import metadata_of
from app.articles.sites import same_site
from app.fields import MAX_TEXT_CHARS, ArticleText, Url, complaint

MAX_ATTRIBUTE_CHARS = 500  # extraction searches classes and ids, many times
SHORTEST_PARAGRAPH = 6  # words that are no link; an article has at least one such paragraph
SHORTEST_UNSPACED = 12  # characters of one word; some scripts put no spaces between words
SHORTEST_FOUND = 20  # characters; below, all that a page shows is taken for its text, in scraps
_NO_TEXT = ("script", "style", "noscript", "template", "svg", "iframe", "object")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_article_text, _url = TypeAdapter(ArticleText), TypeAdapter(Url)


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says: `text` is NFC, with blank lines between paragraphs.

    `canonical_url` is where the page says that it stands, if that is on its own site.
    """

    text: str
    title: str | None
    author: str | None
    published_at: datetime | None
    site: str | None
    language: str | None
    canonical_url: str | None


def page_of(html: str, url: str | None, now: datetime) -> Page:
    """The article of a page that stands at `url`; nothing is fetched.

    Args:
        html: the page, which may be of any kind, hostile too.
        url: where it stands; without it, the page's own word for it is not believed.
        now: no article was published after that.

    Raises:
        NoArticle: there is none in it, or none that can be stored.
    """
    tree = parsed(html)
    told = metadata_of(tree, now)
    return Page(
        text=_text_of(tree),
        title=told.title,
        author=told.author,
        published_at=told.published_at,
        site=told.site,
        language=told.language,
        canonical_url=_own_address(told.canonical_link, url),
    )


def _text_of(tree: HtmlElement) -> str:
    _lighten(tree)
    paragraphs = [line for line in _extracted(tree).splitlines() if line.strip()]
    links = {_one_line(link) for link in tree.iter("a")}
    if not any(_is_prose(paragraph) for paragraph in paragraphs if paragraph not in links):
        raise NoArticle("No article is found in it.")
    text = "\n\n".join(paragraphs)
    if len(text) > MAX_TEXT_CHARS:
        raise NoArticle(f"Its text has more than {MAX_TEXT_CHARS:,} characters.")
    try:
        return _article_text.validate_python(text)
    except ValidationError as fault:
        raise NoArticle(f"Its text cannot be stored. {complaint(fault.errors()[0])}") from None


def _extracted(tree: HtmlElement) -> str:
    try:
        found = trafilatura.bare_extraction(
            tree, fast=True, include_comments=False, include_tables=False, config=_config()
        )
    except Exception as fault:  # its rules were made for pages that mean well
        raise NoArticle("Its markup cannot be made sense of.") from fault
    finally:
        trim.cache_clear()  # they would hold a thousand paragraphs, which may be of any length
        line_processing.cache_clear()
    return getattr(found, "text", None) or ""


def _config() -> ConfigParser:
    config = deepcopy(DEFAULT_CONFIG)
    config["DEFAULT"]["MIN_EXTRACTED_SIZE"] = str(SHORTEST_FOUND)
    return config


def _one_line(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _is_prose(paragraph: str) -> bool:
    words = paragraph.removeprefix("- ").split()
    return len(words) >= SHORTEST_PARAGRAPH or any(
        len(_UNSPACED.findall(word)) >= SHORTEST_UNSPACED for word in words
    )


def _lighten(tree: HtmlElement) -> None:
    """Take out what is no text, and attributes that take long to search."""
    for element in list(tree.iter(*_NO_TEXT)):
        element.drop_tree()
    for element in tree.iter():
        for name, value in element.items():
            if len(value) > MAX_ATTRIBUTE_CHARS:
                del element.attrib[name]


def _own_address(link: str | None, url: str | None) -> str | None:
    """A canonical link in canonical form, unless it leads to another site, or from a story to the front page."""
    if link is None or url is None:
        return None
    try:
        address = _url.validate_python(urljoin(url, link))
    except (ValidationError, ValueError):
        return None
    is_front = urlsplit(address).path in {"", "/"} and urlsplit(url).path not in {"", "/"}
    return canonical_url(address) if same_site(address, url) and not is_front else None
