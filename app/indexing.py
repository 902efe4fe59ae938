"""What is kept of articles and claims to find them again: their sentences, by words and by meaning."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol
from uuid import UUID

from sqlalchemy.orm import Session

from app.articles.languages import is_english
from app.articles.models import PASSAGES, PrintedText
from app.articles.printed_store import texts_of
from app.articles.store import article_ids, lock_text
from app.claims.linkable_store import claims_to_link
from app.claims.models import CLAIM_TEXTS, LinkableClaim
from app.claims.store import (
    claim_ids_of,
    lock_claims,
    submitted_claim_ids,
)
from app.db import Database
from app.evidence.passages import passages_in
from app.evidence.telling import meant
from app.search.index import IndexedText, TextIndex
from app.search.vectors import Vectors

_AT_ONCE = 1_000


class Encoder(Protocol):
    """Turns sentences into vectors."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """float32[n, 384], each of length 1."""
        ...


def vectors_of(encoder: Encoder, texts: Iterable[str]) -> dict[str, Vectors]:
    """The vector of each text, float32[384] of length 1."""
    different = list(dict.fromkeys(texts))
    return dict(zip(different, encoder.encode(different), strict=True)) if different else {}


def sentences_in(text: str) -> list[str]:
    """The sentences of an article that can be evidence."""
    return [text[place.start : place.end] for place in passages_in(text)]


def meaning_of(claim: LinkableClaim) -> str:
    """What of a claim is encoded: its text, with a name for the pronoun that it starts with."""
    return meant(claim.text, claim.context)


def index_article(
    session: Session, index: TextIndex, article_id: UUID, vectors: Mapping[str, Vectors]
) -> None:
    """Make a stored article be found by its sentences, its title and all its other words, and its claims too.

    It replaces what they were found by before. What has no vector is found by its words alone.
    """
    index.remove(session, PASSAGES, [article_id])
    for article in texts_of(session, [article_id]).values():
        index.add(session, PASSAGES, list(_sentences(article, vectors)))
    index_title(session, index, article_id)
    index_claims(session, index, claim_ids_of(session, article_id), vectors)


def index_title(session: Session, index: TextIndex, article_id: UUID) -> None:
    """Make an article be found by the words of its title, and by those of its text that are in no passage."""
    index.remove(session, PASSAGES, [article_id], only_unplaced=True)
    for article in texts_of(session, [article_id]).values():
        words = " ".join([article.title or "", *_between_passages(article.text)]).strip()
        if words:
            index.add(session, PASSAGES, [IndexedText(article_id, words)])


def index_claims(
    session: Session,
    index: TextIndex,
    claim_ids: Sequence[UUID],
    vectors: Mapping[str, Vectors],
) -> None:
    """Make stored claims be found by their texts, instead of what they were found by before.

    Without any vectors they are found by their words alone; where some are given, claims without one, which
    somebody changed meanwhile, stay as they were.
    """
    texts = [
        IndexedText(claim.id, claim.text, claim.start, claim.end, vectors.get(meaning_of(claim)))
        for claim in claims_to_link(session, claim_ids)
        if not vectors or meaning_of(claim) in vectors
    ]
    index.remove(session, CLAIM_TEXTS, [text.owner for text in texts])
    index.add(session, CLAIM_TEXTS, texts)


def reindex(database: Database, index: TextIndex, encoder: Encoder) -> Iterator[int]:
    """Make all that is stored be found by the present encoder; say after each step how much was done.

    Raises:
        Unavailable: the database cannot answer now.
    """
    for listed, reindex_one in (
        (article_ids, reindex_article),
        (submitted_claim_ids, _reindex_claim),
    ):
        after = None
        while True:
            with database.reading() as session:
                ids = listed(session, after, _AT_ONCE)
            if not ids:
                break
            for each in ids:
                reindex_one(database, index, encoder, each)
                yield 1
            after = ids[-1]


def reindex_article(
    database: Database, index: TextIndex, encoder: Encoder, article_id: UUID
) -> Mapping[str, Vectors]:
    """Make an article and its claims be found by the vectors of their sentences, which are returned."""
    with database.reading() as session:
        article = texts_of(session, [article_id]).get(article_id)
        own = claims_to_link(session, claim_ids_of(session, article_id))
    if article is None:
        return {}
    vectors = dict[str, Vectors]()
    if is_english(article.language):
        vectors = vectors_of(encoder, [*sentences_in(article.text), *map(meaning_of, own)])
    with database.writing() as session:
        if lock_text(session, article_id):
            lock_claims(session, claim_ids_of(session, article_id))
            index_article(session, index, article_id, vectors)
    return vectors


def _reindex_claim(database: Database, index: TextIndex, encoder: Encoder, claim_id: UUID) -> None:
    with database.reading() as session:
        found = claims_to_link(session, [claim_id])
    vectors = vectors_of(encoder, map(meaning_of, found))
    with database.writing() as session:
        locked = lock_claims(session, [claim_id])
        index_claims(session, index, locked, vectors)


def _sentences(article: PrintedText, vectors: Mapping[str, Vectors]) -> Iterator[IndexedText]:
    for place in passages_in(article.text):
        sentence = article.text[place.start : place.end]
        yield IndexedText(article.id, sentence, place.start, place.end, vectors.get(sentence))


def _between_passages(text: str) -> Iterator[str]:
    end = 0
    for place in passages_in(text):
        yield text[end : place.start]
        end = place.end
    yield text[end:]
