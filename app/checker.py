"""What fetches and thinks, and reading with it: nothing here is stored, and no database is asked."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.articles.intake import Document, PageFetcher, document_of
from app.articles.languages import is_english
from app.articles.models import ArticleCreate
from app.claims.check_worthiness import CheckWorthiness
from app.claims.reading.extraction import read_claims
from app.claims.reading.foreign import quoted_claims
from app.claims.vocabulary import FoundClaim
from app.evidence.telling import meant
from app.indexing import sentences_in
from app.linking import Linker
from app.metrics import Stage, timed


@dataclass(frozen=True, slots=True)
class Checker:
    """What fetches and thinks before anything is stored; made once for each process."""

    worth: CheckWorthiness
    pages: PageFetcher
    linker: Linker

    def close(self) -> None:
        """Begin nothing new."""
        self.pages.close()


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """An article with the claims that were found in it, in reading order; nothing of it is stored."""

    document: Document
    claims: Sequence[FoundClaim]

    @property
    def texts(self) -> list[str]:
        """Its sentences and claims as they are encoded; those of other languages than English are not."""
        if not is_english(self.document.language):
            return []
        found = [meant(claim.text, claim.context) for claim in self.claims]
        return [*sentences_in(self.document.text), *found]


def read_article(checker: Checker, draft: ArticleCreate) -> ReadArticle:
    """Read a text, the text of a page, or what stands at an address, and find its claims.

    Nothing is stored and no database is asked. In other languages than English, only direct quotations
    are read.

    Raises:
        Invalid: the page has no article, or may not be fetched.
        Unfetchable: a server did not give the page.
    """
    document = document_of(draft, checker.pages)
    with timed(Stage.READING):
        if is_english(document.language):
            return ReadArticle(document, read_claims(document.text, checker.worth))
        return ReadArticle(document, quoted_claims(document.text))
