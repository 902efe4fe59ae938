"""Finding texts by words and by meaning, joined by the ranks that the two give."""

from collections.abc import Collection as Some
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol
from uuid import UUID

import numpy as np
from sqlalchemy import ColumnElement, delete, func, insert, select
from sqlalchemy.orm import Session

from app.db import in_parts
from app.search.index import Hit, IndexedText, Query
from app.search.ranking import (
    Frequencies,
    best,
    forms_of,
    frequencies,
    joined,
    most_promising,
    rarest,
    term_scores,
    terms_in,
)
from app.search.tables import Collection
from app.search.vectors import Vectors
from app.search.words import ids_with

DEPTH = 50  # texts of each of the two rankings that are joined; a rank further down adds next to nothing
SAMPLE = 5_000  # texts whose terms are counted to tell rare words from frequent ones
_GROWTH = 8  # counted anew when an eighth was added


class Meaning(Protocol):
    """Finding the nearest vectors of a collection, on one kind of database."""

    def added(self, session: Session, collection: Collection) -> None:
        """Texts were added."""
        ...

    def candidates(
        self,
        session: Session,
        collection: Collection,
        vectors: Vectors,
        count: int,
        besides: Sequence[UUID],
    ) -> list[list[int]]:
        """For each of float32[n, 384] the ids of the `count` texts nearest to it, perhaps with others."""
        ...

    def cosines(
        self,
        session: Session,
        collection: Collection,
        vectors: Vectors,
        wanted: Sequence[Sequence[int]],
    ) -> list[dict[int, float]]:
        """For each vector its cosine with each of the texts wanted for it, as far as they exist."""
        ...

    def among(self, identity: ColumnElement[int], ids: Sequence[int]) -> ColumnElement[bool]:
        """Whether an id is one of many, in one parameter."""
        ...


@dataclass(frozen=True, slots=True)
class _Counted:
    """How frequent words were when the newest text had the id `last`."""

    last: int
    known: Frequencies

    def is_current(self, last: int) -> bool:
        return self.last <= last <= self.last + self.known.rows / _GROWTH


class HybridIndex:
    """A `TextIndex`; one for each process and database, since it keeps counts and vectors in memory."""

    def __init__(self, meaning: Meaning) -> None:
        self._meaning = meaning
        self._counted: dict[str, _Counted] = {}

    def add(self, session: Session, collection: Collection, texts: Sequence[IndexedText]) -> None:
        """Store texts; their owners are stored already."""
        fields = ("owner", "text", "start", "end", "vector")
        rows = [{field: getattr(text, field) for field in fields} for text in texts]
        if rows:
            session.execute(insert(collection.table), rows)
            self._meaning.added(session, collection)

    def remove(
        self,
        session: Session,
        collection: Collection,
        owners: Sequence[UUID],
        *,
        only_unplaced: bool = False,
    ) -> None:
        """Delete all texts of these owners, or only those without a place."""
        texts = collection.table
        for part in in_parts(owners):
            gone = delete(texts).where(texts.c.owner.in_(part))
            session.execute(gone.where(texts.c.start.is_(None)) if only_unplaced else gone)

    def search(
        self,
        session: Session,
        collection: Collection,
        queries: Sequence[Query],
        limit: int,
        besides: Some[UUID] = (),
    ) -> list[list[Hit]]:
        """For each query the texts that fit best, best first, none of them of an owner in `besides`."""
        if not queries:
            return []
        vectors = np.stack([query.vector for query in queries])
        depth, besides = max(limit, DEPTH), sorted(set(besides))
        by_words = self._by_words(session, collection, queries, besides)
        near = self._meaning.candidates(session, collection, vectors, depth, besides)
        wanted = [[*{*some, *more}] for some, more in zip(by_words, near, strict=True)]
        cosines = self._meaning.cosines(session, collection, vectors, wanted)
        found = [
            _best_of(some, scores, limit) for some, scores in zip(by_words, cosines, strict=True)
        ]
        return self._hits(session, collection, found)

    def _by_words(
        self,
        session: Session,
        collection: Collection,
        queries: Sequence[Query],
        besides: Sequence[UUID],
    ) -> list[dict[int, float]]:
        known = self._frequencies(session, collection)
        asked = [terms_in(query.text) for query in queries]
        chosen = [rarest(terms, known) for terms in asked]
        having = _ids_with(session, collection, chosen, besides)
        promising = [most_promising(terms, having, known) for terms in chosen]
        read = self._terms_of(session, collection, promising)
        return [
            term_scores(set(terms), {each: read[each] for each in ids if each in read}, known)
            for terms, ids in zip(asked, promising, strict=True)
        ]

    def _terms_of(
        self, session: Session, collection: Collection, wanted: Sequence[Sequence[int]]
    ) -> dict[int, tuple[str, ...]]:
        texts = collection.table
        ids = sorted({identity for some in wanted for identity in some})
        rows = select(texts.c.id, texts.c.text).where(self._meaning.among(texts.c.id, ids))
        return {row.id: _known_terms(row.text) for row in session.execute(rows)}

    def _frequencies(self, session: Session, collection: Collection) -> Frequencies:
        texts = collection.table
        first, last = session.execute(select(func.min(texts.c.id), func.max(texts.c.id))).one()
        counted = self._counted.get(collection.name)
        if counted is None or not counted.is_current(last or 0):
            ids = _evenly(first or 0, last or 0)
            sample = select(texts.c.text).where(
                self._meaning.among(texts.c.id, ids), texts.c.vector.is_not(None)
            )
            read = session.scalars(sample).all()
            known = frequencies(read, len(read) * ((last or 0) - (first or 0) + 1) / len(ids))
            counted = self._counted[collection.name] = _Counted(last or 0, known)
        return counted.known

    def _hits(
        self,
        session: Session,
        collection: Collection,
        found: Sequence[Sequence[tuple[int, float, float]]],
    ) -> list[list[Hit]]:
        texts = collection.table
        ids = sorted({identity for some in found for identity, *_ in some})
        wanted = select(texts.c.id, texts.c.owner, texts.c.start, texts.c.end, texts.c.text)
        rows = {
            row.id: row[1:]
            for row in session.execute(wanted.where(self._meaning.among(texts.c.id, ids)))
        }
        return [
            [
                Hit(*rows[identity], cosine, score)
                for identity, cosine, score in some
                if identity in rows
            ]
            for some in found
        ]


@lru_cache(maxsize=8192)  # the same texts are found for many queries
def _known_terms(text: str) -> tuple[str, ...]:
    return tuple(terms_in(text))


def _best_of(
    by_words: Mapping[int, float], cosines: Mapping[int, float], limit: int
) -> list[tuple[int, float, float]]:
    """Ids with cosines and joint scores, best first; of texts that were deleted meanwhile there is no cosine."""
    scores = joined(by_words, cosines)
    return [(identity, cosines[identity], scores[identity]) for identity in best(scores, limit)]


def _ids_with(
    session: Session,
    collection: Collection,
    chosen: Sequence[Sequence[str]],
    besides: Sequence[UUID],
) -> dict[str, list[int]]:
    """The ids of the texts with each of the terms that several queries chose."""
    terms = sorted({term for some in chosen for term in some})
    if not terms:
        return {}
    forms = [forms_of(term) for term in terms]
    found = ids_with(session, collection.table, forms, besides)
    return dict(zip(terms, found, strict=True))


def _evenly(first: int, last: int) -> range:
    """At most `SAMPLE` ids, evenly spread over a range."""
    return range(first, last + 1, -(-(last - first + 1) // SAMPLE))
