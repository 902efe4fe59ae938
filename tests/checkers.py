"""Checkers for tests that need no weights and no network."""

import hashlib
import re
from collections.abc import Collection as Some
from collections.abc import Sequence
from uuid import UUID
from weakref import WeakKeyDictionary

import numpy as np
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.articles.fetching import Fetched
from app.checker import Checker
from app.claims.check_worthiness import by_rules
from app.errors import Unfetchable
from app.evidence.stance import NO_OPINION, Probabilities
from app.linking import Linker
from app.search.index import Hit, IndexedText, Query, TextIndex
from app.search.tables import Collection
from app.search.vectors import DIMENSIONS, Vectors
from app.wiring import make_index


class Offline:
    """A network with nothing in it."""

    def fetch(self, url: str) -> Fetched:
        """No page."""
        raise Unfetchable(url, "there is no network")

    def close(self) -> None:
        """There is nothing to close."""


class ByWords:
    """An encoder for which texts are as near as they have words in common."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """float32[n, 384], each of length 1."""
        return np.stack([self._vector(text) for text in texts])

    def _vector(self, text: str) -> Vectors:
        total = np.full(DIMENSIONS, 1e-6, np.float32)
        for word in set(re.findall(r"\w+", text.lower())):
            total += self._direction(word)
        vector: Vectors = total / np.linalg.norm(total)
        return vector

    def _direction(self, word: str) -> Vectors:
        seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8])
        return np.random.default_rng(seed).standard_normal(DIMENSIONS).astype(np.float32)


class RulesAlone:
    """A stance classifier that has no opinion."""

    fingerprint = "none"

    def judge(self, pairs: Sequence[tuple[str, str]]) -> Sequence[Probabilities]:
        """The same for every pair."""
        return [NO_OPINION for _ in pairs]


class OfAnyDatabase:
    """An index of whichever database the session is of; tests use several in one process."""

    def __init__(self) -> None:
        self._indexes: WeakKeyDictionary[Engine, TextIndex] = WeakKeyDictionary()

    def _of(self, session: Session) -> TextIndex:
        engine = session.get_bind().engine
        if engine not in self._indexes:
            self._indexes[engine] = make_index(is_sqlite=engine.dialect.name == "sqlite")
        return self._indexes[engine]

    def add(self, session: Session, collection: Collection, texts: Sequence[IndexedText]) -> None:
        """Store texts."""
        self._of(session).add(session, collection, texts)

    def remove(
        self,
        session: Session,
        collection: Collection,
        owners: Sequence[UUID],
        *,
        only_unplaced: bool = False,
    ) -> None:
        """Delete texts."""
        self._of(session).remove(session, collection, owners, only_unplaced=only_unplaced)

    def search(
        self,
        session: Session,
        collection: Collection,
        queries: Sequence[Query],
        limit: int,
        besides: Some[UUID] = (),
    ) -> list[list[Hit]]:
        """Find texts."""
        return self._of(session).search(session, collection, queries, limit, besides)


def linker(most_pairs: int) -> Linker:
    """A linker by rules alone."""
    return Linker(OfAnyDatabase(), ByWords(), RulesAlone(), most_pairs)


BY_RULES = Checker(worth=by_rules, pages=Offline(), linker=linker(most_pairs=0))
"""It reads by rules, and leaves all linking for later."""
LINKING = Checker(worth=by_rules, pages=Offline(), linker=linker(most_pairs=400))
"""It reads and links by rules."""
