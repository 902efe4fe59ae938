"""Articles to hang texts on, and vectors that need no network."""

from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID
from zlib import crc32

import numpy as np
from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.articles.models import PASSAGES, Article
from app.articles.source_models import SourceRef
from app.articles.source_store import place_source
from app.articles.store import add_article
from app.db import Database
from app.search.index import Hit, IndexedText, Query, TextIndex
from app.search.tables import Collection
from app.search.vectors import DIMENSIONS, Vectors
from app.wiring import make_index


def meaning(of: str, like: str | None = None, likeness: float = 0.9) -> Vectors:
    """A vector that only the text decides; one that is `like` another has about that cosine with it."""
    own = np.random.default_rng(crc32(of.encode(errors="replace"))).standard_normal(DIMENSIONS)
    own /= np.linalg.norm(own)
    if like is not None:
        own = likeness * meaning(like) + np.sqrt(1 - likeness**2) * own
    return (own / np.linalg.norm(own)).astype(np.float32)


def query(text: str, like: str | None = None) -> Query:
    return Query(text, meaning(text if like is None else like))


def article(session: Session, name: str) -> UUID:
    """A new article to own texts."""
    source = place_source(session, SourceRef(name="Orrin Lantern"))
    digest = sha256(name.encode()).hexdigest()
    stored = Article(source_id=source.id, text=name, text_sha256=digest, revision_of=None)
    add_article(session, stored)
    return stored.id


def without_vectors(session: Session, collection: Collection) -> list[UUID]:
    """The owners none of whose texts has a vector."""
    texts = collection.table
    (reference,) = texts.c.owner.foreign_keys
    owner = reference.column
    has_one = exists().where(texts.c.owner == owner, texts.c.vector.is_not(None))
    return list(session.scalars(select(owner).where(~has_one).order_by(owner)))


@dataclass(frozen=True)
class Shelf:
    """A database with its index, and the passages in it."""

    database: Database
    index: TextIndex

    def put(
        self, *texts: str, name: str | None = None, vectors: list[Vectors] | None = None
    ) -> UUID:
        """Store an article with these sentences."""
        with self.database.writing() as session:
            owner = article(session, name or texts[0])
            self.index.add(session, PASSAGES, sentences(owner, texts, vectors))
        return owner

    def find(
        self, *queries: Query, limit: int = 5, besides: tuple[UUID, ...] = ()
    ) -> list[list[Hit]]:
        with self.database.reading() as session:
            return self.index.search(session, PASSAGES, queries, limit, besides)

    def texts(self, asked: Query, limit: int = 5, besides: tuple[UUID, ...] = ()) -> list[str]:
        """The texts that one query finds."""
        return [hit.text for hit in self.find(asked, limit=limit, besides=besides)[0]]


def sentences(
    owner: UUID, texts: tuple[str, ...], vectors: list[Vectors] | None = None
) -> list[IndexedText]:
    """These texts one after another."""
    placed, start = [], 0
    for text, vector in zip(texts, vectors or [meaning(text) for text in texts], strict=True):
        placed.append(IndexedText(owner, text, start, start + len(text), vector))
        start += len(text) + 1
    return placed


def shelf_of(database: Database) -> Shelf:
    return Shelf(database, make_index(is_sqlite=database.is_sqlite))
