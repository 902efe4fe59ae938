"""What finding short texts by words and by meaning offers, whichever the database."""

from collections.abc import Collection as Some
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from sqlalchemy.orm import Session

from app.search.tables import Collection
from app.search.vectors import Vectors


@dataclass(frozen=True, slots=True, eq=False)
class IndexedText:
    """A text to find again, and where it stands in its owner, in code points, if anywhere.

    `vector` is float32[384] of length 1. Without one it is found by `with_words` alone.
    """

    owner: UUID
    text: str
    start: int | None = None
    end: int | None = None
    vector: Vectors | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Query:
    """What to look for: any words at all, and their meaning as float32[384] of length 1."""

    text: str
    vector: Vectors


@dataclass(frozen=True, slots=True)
class Hit:
    """A text that was found. `cosine` is exact; `score` orders the hits of one query and means nothing else."""

    owner: UUID
    start: int | None
    end: int | None
    text: str
    cosine: float
    score: float


class TextIndex(Protocol):
    """Texts of several collections. It changes and reads with the session's transaction, as anything stored.

    Texts are deleted with their owners by the database itself.
    """

    def add(self, session: Session, collection: Collection, texts: Sequence[IndexedText]) -> None:
        """Store texts; their owners are stored already."""
        ...

    def remove(
        self,
        session: Session,
        collection: Collection,
        owners: Sequence[UUID],
        *,
        only_unplaced: bool = False,
    ) -> None:
        """Delete all texts of these owners, or only those without a place."""
        ...

    def search(
        self,
        session: Session,
        collection: Collection,
        queries: Sequence[Query],
        limit: int,
        besides: Some[UUID] = (),
    ) -> list[list[Hit]]:
        """For each query the texts that fit best, best first, none of them of an owner in `besides`."""
        ...
