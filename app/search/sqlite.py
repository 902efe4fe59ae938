"""Meaning on SQLite: candidates by the signs of their vectors, then exact cosines."""

import json
from collections.abc import Sequence
from uuid import UUID

import numpy as np
from sqlalchemy import ColumnElement, column, func, select
from sqlalchemy.orm import Session

from app.search.bits import Ids, nearest, signs
from app.search.blocks import Blocks, pack
from app.search.tables import Collection
from app.search.vectors import Vectors, from_bytes, halved

MOST_CANDIDATES = 120  # vectors near by signs whose cosines are computed for one query; 50 find .94 of the ten nearest


class SqliteMeaning:
    """Finds the nearest vectors with what this process keeps in memory of them."""

    def __init__(self) -> None:
        self._blocks = Blocks()

    def added(self, session: Session, collection: Collection) -> None:
        """Texts were added."""
        pack(session, collection)

    def candidates(
        self,
        session: Session,
        collection: Collection,
        vectors: Vectors,
        count: int,
        besides: Sequence[UUID],
    ) -> list[list[int]]:
        """For each of float32[n, 384] the ids of the texts nearest to it, and of others nearly as near."""
        blocks = self._blocks.of(session, collection)
        excluded = _ids_of(session, collection, besides)
        most = max(MOST_CANDIDATES, 2 * count)
        return [nearest(blocks, code, most, excluded) for code in signs(vectors).T]

    def cosines(
        self,
        session: Session,
        collection: Collection,
        vectors: Vectors,
        wanted: Sequence[Sequence[int]],
    ) -> list[dict[int, float]]:
        """For each vector its cosine with each of the texts wanted for it, as far as they exist."""
        texts = collection.table
        ids = sorted({identity for some in wanted for identity in some})
        rows = session.execute(
            select(texts.c.id, texts.c.vector).where(
                self.among(texts.c.id, ids), texts.c.vector.is_not(None)
            )
        ).all()
        if not rows:
            return [{} for _ in wanted]
        places = {row.id: place for place, row in enumerate(rows)}
        stored = from_bytes([row.vector for row in rows])
        stored /= np.linalg.norm(stored, axis=1, keepdims=True)
        return [
            _cosines(
                halved(vector), stored, {each: places[each] for each in some if each in places}
            )
            for vector, some in zip(vectors, wanted, strict=True)
        ]

    def among(self, identity: ColumnElement[int], ids: Sequence[int]) -> ColumnElement[bool]:
        """Whether an id is one of many, in one parameter."""
        listed = func.json_each(json.dumps(list(ids))).table_valued(column("value"))
        return identity.in_(select(listed.c.value))


def _ids_of(session: Session, collection: Collection, owners: Sequence[UUID]) -> Ids:
    texts = collection.table
    if not owners:
        return np.empty(0, np.int64)
    found = session.scalars(select(texts.c.id).where(texts.c.owner.in_(owners)))
    return np.array(sorted(found), np.int64)


def _cosines(vector: Vectors, stored: Vectors, places: dict[int, int]) -> dict[int, float]:
    found = stored[list(places.values())] @ (vector / np.linalg.norm(vector))
    return dict(zip(places, found.tolist(), strict=True))
