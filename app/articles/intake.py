"""What somebody sends, as the article that it means: its text as given, extracted from HTML, or fetched."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from pydantic import TypeAdapter, ValidationError

from app.articles.addresses import canonical_url
from app.articles.extracting import Page, page_of
from app.articles.fetching import Fetched
from app.articles.languages import is_english, language_of, named, primary
from app.articles.markup import NoArticle, decoded
from app.articles.models import ArticleCreate, ArticleRead
from app.articles.sites import bears_name
from app.articles.source_models import SourceRef
from app.articles.source_store import source_ref
from app.columns import utc_now
from app.errors import Invalid
from app.fields import ArticleText, Url, complaint
from app.metrics import Stage, timed

_BINARY = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b")
_PLAIN_TEXT = "text/plain"
_article_text, _url = TypeAdapter(ArticleText), TypeAdapter(Url)


class PageFetcher(Protocol):
    """Fetches web pages, for many threads at once."""

    def fetch(self, url: str) -> Fetched:
        """The page at a web address.

        Raises:
            Invalid: it may not be asked.
            Unfetchable: a server did not give it.
        """

    def close(self) -> None:
        """Begin nothing new."""


@dataclass(frozen=True, slots=True)
class Document:
    """An article before it is read for claims.

    `source` is who published it, `site` what its own pages call that source, if they may. `url` is the
    address that was sent, `canonical_url` the one that all addresses of the page share. `notes` are
    sentences on what a reader must know.
    """

    text: str
    title: str | None
    author: str | None
    published_at: datetime | None
    language: str | None
    source: SourceRef
    site: str | None
    url: str | None
    canonical_url: str | None
    notes: tuple[str, ...]

    @property
    def text_sha256(self) -> str:
        """SHA-256 of the text in UTF-8, in hex."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def printed_by(self) -> str:
        """The name of who published it, as far as it is told."""
        return self.source.name or self.site or str(self.source.domain)


def document_of(draft: ArticleCreate, pages: PageFetcher) -> Document:
    """The article that a draft means; what the draft gives wins over what its page says.

    Raises:
        Invalid: its page has no article, or may not be fetched.
        Unfetchable: a server did not give its page.
    """
    place, page = _found(draft, pages)
    language, notes = _language(page.text, draft.language, page.language)
    named_here = page.site if draft.source is None and place and page.site else None
    return Document(
        text=page.text,
        title=draft.title or page.title,
        author=draft.author or page.author,
        published_at=draft.published_at or page.published_at,
        language=language,
        source=source_ref(draft.source, place),
        site=named_here if place and named_here and bears_name(place, named_here) else None,
        url=draft.url,
        canonical_url=page.canonical_url or (canonical_url(place) if place else None),
        notes=notes,
    )


def article_read(document: Document) -> ArticleRead:
    """A document as it is shown where it is not stored."""
    named = document.source.name or document.site
    fields = {name: getattr(document, name) for name in ArticleRead.model_fields}
    return ArticleRead(**fields | {"source": document.source.model_copy(update={"name": named})})


def _found(draft: ArticleCreate, pages: PageFetcher) -> tuple[str | None, Page]:
    """Where an article stands in the end, after redirects, and what stands there."""
    if draft.text is not None:
        return draft.url, _plain(draft.text)
    try:
        if draft.html is not None:
            return draft.url, _extracted(draft.html, draft.url)
        fetched = pages.fetch(str(draft.url))
        return _url.validate_python(fetched.url), _page_in(fetched)
    except NoArticle as reason:
        pointer = "#/url" if draft.html is None else "#/html"
        raise Invalid(
            pointer, f"This page cannot be read. {reason} Send the text itself in `text`."
        ) from None
    except ValidationError as error:
        raise Invalid("#/url", f"It redirects elsewhere. {complaint(error.errors()[0])}") from None


def _page_in(fetched: Fetched) -> Page:
    if fetched.body.startswith(_BINARY):
        raise NoArticle("It is no page of text, though its server says so.")
    text = decoded(fetched.body, fetched.charset)
    if fetched.media_type != _PLAIN_TEXT:
        return _extracted(text, fetched.url)
    try:
        return _plain(_article_text.validate_python(text))
    except ValidationError as error:
        raise NoArticle(complaint(error.errors()[0])) from None


@timed(Stage.EXTRACTING)
def _extracted(html: str, url: str | None) -> Page:
    return page_of(html, url, utc_now())


def _plain(text: str) -> Page:
    return Page(text, None, None, None, None, None, None)


def _language(
    text: str, given: str | None, declared: str | None
) -> tuple[str | None, tuple[str, ...]]:
    """The language of a text, and what to say of it; what is found out wins over what its page declares."""
    found = language_of(text)
    language = given or found or declared
    notes = []
    if given and found and primary(given) not in {None, primary(found)}:
        notes.append(f"`language` says {named(given)}; the text seems to be {named(found)}.")
    if language is None:
        notes.append(
            "Its language is not clear, so it was read as English; `language` can say which it is."
        )
    if language and not is_english(language):
        verb = "seems" if language == found else "is said"
        notes.append(
            f"The text {verb} to be {named(language)}: only words in quotation marks were read as claims,"
            " and how much they are worth checking is not known."
        )
    return language, tuple(notes)
