"""The example stories that come with the service, loaded through the same use cases as the API."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from pydantic import ValidationError, model_validator

from app import factcheck
from app.articles.models import ArticleCreate
from app.articles.source_models import Domain, SourceCreate
from app.articles.source_store import sources_page
from app.checker import Checker
from app.claims.reading.extraction import claims_by_rules
from app.claims.vocabulary import FoundClaim
from app.db import Database
from app.errors import Conflict, FactcheckError, Invalid
from app.evidence.listed_store import EvidenceFilter, evidence_page
from app.evidence.models import EvidenceState, Stance
from app.evidence.passage_models import ArticlePassage
from app.evidence.passages import Place, place_of_quote
from app.factcheck import Ingested
from app.fields import ArticleText, In, Line, Name, Quote, complaint
from app.paging import PageRequest
from app.verdicts.claim_store import ClaimFilter, ClaimOrder, claims_page
from app.verdicts.models import ClaimPublic

_MANY = 10_000


class BrokenSeed(FactcheckError):
    """A seed file cannot be loaded; the message says which one, where, and why."""


class SeedSource(SourceCreate):
    """A source of a story."""

    name: Name
    domain: Domain


class SeedArticle(ArticleCreate):
    """An article of a story; `key` is its name within the file, `source` a domain among the sources."""

    key: Name
    text: ArticleText
    source: Domain


class SeedPassage(In):
    """Words of an article."""

    article: Name
    quote: Quote


class SeedLink(SeedPassage):
    """A passage that speaks for or against a claim: the claim that overlaps the place of its quote the most."""

    claim: SeedPassage
    stance: Stance
    note: Quote
    origin: Line | None = None


class Story(In):
    """What one seed file holds."""

    story: Line
    about: Line
    sources: tuple[SeedSource, ...]
    articles: tuple[SeedArticle, ...]
    evidence: tuple[SeedLink, ...]

    @property
    def steps(self) -> int:
        """How many steps it takes to load it."""
        return len(self.sources) + len(self.articles) + len(self.evidence)

    def article(self, key: str) -> SeedArticle:
        """The article with that key.

        Raises:
            ValueError: there is none.
        """
        for article in self.articles:
            if article.key == key:
                return article
        raise ValueError(f"there is no article with the key {key!r}")

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        domains = {source.domain for source in self.sources}
        keys = [article.key for article in self.articles]
        for article in self.articles:
            if article.source not in domains:
                raise ValueError(f"article {article.key!r}: {article.source!r} is not a source")
            if keys.count(article.key) > 1:
                raise ValueError(f"several articles have the key {article.key!r}")
        for link in self.evidence:
            _quoted(self.article(link.article), link.quote)
            _claim_meant(self.article(link.claim.article), link.claim.quote)
        return self


@dataclass(frozen=True, slots=True)
class Added:
    """What loading added; `kept` counts the links that stay as people changed them since."""

    sources: int = 0
    articles: int = 0
    claims: int = 0
    links: int = 0
    kept: int = 0

    def __add__(self, other: "Added") -> "Added":
        return Added(
            self.sources + other.sources,
            self.articles + other.articles,
            self.claims + other.claims,
            self.links + other.links,
            self.kept + other.kept,
        )

    def __str__(self) -> str:
        counts = f"{self.sources} sources, {self.articles} articles, {self.claims} claims, {self.links} links"
        told = "Nothing added" if self == Added(kept=self.kept) else f"Added {counts}"
        return f"{told}; links that stay as people changed them: {self.kept}" if self.kept else told


def read_stories(folder: Path) -> list[Story]:
    """The stories in a folder of `*.json` files, checked: nothing needs to be stored to find what is wrong.

    Raises:
        BrokenSeed: there is none, or one does not have the right shape, quotes words that are not in their
            article, or wants evidence on words that no claim of their article overlaps.
    """
    files = sorted(folder.glob("*.json"))
    if not files:
        raise BrokenSeed(f"There is no seed file (*.json) in {folder}.")
    return [_read_story(file) for file in files]


def is_empty(database: Database) -> bool:
    """Whether nobody has stored a source, an article or a claim yet.

    Raises:
        Unavailable: the database cannot answer now.
    """
    first = PageRequest(limit=1, cursor=None, listing="")
    with database.reading() as session:
        claims = claims_page(session, ClaimFilter(), ClaimOrder.OLDEST, first)
        return not claims.items and not sources_page(session, first).items


def plant(database: Database, checker: Checker, stories: Sequence[Story]) -> Iterator[Added]:
    """Load stories, and say after each step what it added; what is there already stays as it is.

    Raises:
        Unavailable: the database cannot answer now; what was added so far stays.
    """
    for story in stories:
        for source in story.sources:
            yield Added(sources=_add_source(database, source))
        ingested: dict[str, Ingested] = {}
        for article in story.articles:
            ingested[article.key] = found = factcheck.ingest_article(database, checker, article)
            yield Added(articles=1, claims=len(found.article.claims)) if found.is_new else Added()
        for link in story.evidence:
            yield _add_link(database, story, link, ingested)


def _read_story(file: Path) -> Story:
    try:
        return Story.model_validate_json(file.read_bytes())
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join([file.name, *map(str, first["loc"])])
        raise BrokenSeed(f"{place}: {complaint(first)}") from error


def _quoted(article: SeedArticle, quote: str) -> Place:
    try:
        return place_of_quote(article.text, quote)
    except Invalid:
        raise ValueError(f"the text of article {article.key!r} does not have {quote!r}") from None


def _claim_meant(article: SeedArticle, quote: str) -> FoundClaim:
    """The claim that overlaps the quote the most; of equals the shortest."""
    place = _quoted(article, quote)
    claims = claims_by_rules(article.text)
    claim = max(
        claims, key=lambda each: (_shared(each, place), each.start - each.end), default=None
    )
    if claim is None or _shared(claim, place) <= 0:
        raise ValueError(f"no claim is found in article {article.key!r} at {quote!r}")
    return claim


def _shared(claim: FoundClaim, place: Place) -> int:
    return min(claim.end, place.end) - max(claim.start, place.start)


def _add_source(database: Database, source: SeedSource) -> int:
    try:
        factcheck.add_source(database, source)
    except Conflict:
        return 0
    return 1


def _add_link(
    database: Database, story: Story, link: SeedLink, ingested: Mapping[str, Ingested]
) -> Added:
    meant = _claim_meant(story.article(link.claim.article), link.claim.quote)
    stored = ingested[link.claim.article].article.claims
    claim = next(
        (each for each in stored if (each.start, each.end) == (meant.start, meant.end)), None
    )
    passage = ArticlePassage(
        article_id=ingested[link.article].article.id,
        quote=link.quote,
        stance=link.stance,
        origin=link.origin,
        note=link.note,
    )
    place = _quoted(story.article(link.article), link.quote)
    if claim is None or _was_withdrawn(database, claim, passage, place):
        return Added(kept=1)
    try:
        linked = factcheck.link_evidence(database, claim.id, passage)
        return Added(links=int(linked.is_new or linked.was_suggested))
    except Conflict:
        return Added(kept=1)


def _was_withdrawn(
    database: Database, claim: ClaimPublic, passage: ArticlePassage, place: Place
) -> bool:
    withdrawn = EvidenceFilter(state=EvidenceState.WITHDRAWN)
    page = PageRequest(limit=_MANY, cursor=None, listing="")
    with database.reading() as session:
        links = evidence_page(session, claim.id, withdrawn, page).items
    gone = {(link.article_id, link.start, link.end) for link in links}
    return (passage.article_id, place.start, place.end) in gone
