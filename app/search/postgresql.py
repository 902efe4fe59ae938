"""Meaning on PostgreSQL: pgvector finds candidates through its graph, and computes the cosines."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Float,
    FromClause,
    Integer,
    String,
    cast,
    column,
    func,
    literal,
    select,
    true,
)
from sqlalchemy.orm import Session
from sqlalchemy.sql.selectable import LateralFromClause

from app.search.tables import Collection, PostgresVector
from app.search.vectors import Vectors, as_text

SEARCH_BREADTH = 100  # hnsw.ef_search: the vectors kept in view while the graph is walked


class PostgresMeaning:
    """Finds the nearest vectors with pgvector."""

    def added(self, session: Session, collection: Collection) -> None:
        """Texts were added; the database keeps its own index."""

    def candidates(
        self,
        session: Session,
        collection: Collection,
        vectors: Vectors,
        count: int,
        besides: Sequence[UUID],
    ) -> list[list[int]]:
        """For each of float32[n, 384] the ids of the texts nearest to it."""
        _walk_on_past_filters(session, max(SEARCH_BREADTH, count))
        asked = _asked(vectors)
        near = _nearest(collection, asked, count, besides)
        found: list[list[int]] = [[] for _ in vectors]
        for row in session.execute(
            select(asked.c.place, near.c.id).select_from(asked.join(near, true()))
        ):
            found[row.place - 1].append(row.id)
        return found

    def cosines(
        self,
        session: Session,
        collection: Collection,
        vectors: Vectors,
        wanted: Sequence[Sequence[int]],
    ) -> list[dict[int, float]]:
        """For each vector its cosine with each of the texts wanted for it, as far as they exist."""
        texts, asked = collection.table, _asked(vectors)
        pairs = _pairs(wanted)
        cosine = 1 - texts.c.vector.op("<=>", return_type=Float())(asked.c.vector)
        rows = session.execute(
            select(pairs.c.place, pairs.c.id, cosine.label("cosine"))
            .select_from(
                pairs.join(texts, texts.c.id == pairs.c.id).join(
                    asked, asked.c.place == pairs.c.place
                )
            )
            .where(texts.c.vector.is_not(None))
        )
        found: list[dict[int, float]] = [{} for _ in vectors]
        for row in rows:
            found[row.place - 1][row.id] = row.cosine
        return found

    def among(self, identity: ColumnElement[int], ids: Sequence[int]) -> ColumnElement[bool]:
        """Whether an id is one of many, in one parameter."""
        return identity == func.any(cast(list(ids), ARRAY(BigInteger)))


def _walk_on_past_filters(session: Session, breadth: int) -> None:
    """Until this transaction ends, a search goes on until it has found as many as it shall."""
    settings = {"hnsw.ef_search": str(breadth), "hnsw.iterative_scan": "strict_order"}
    session.execute(
        select(*(func.set_config(name, value, True) for name, value in settings.items()))  # noqa: FBT003
    )


def _asked(vectors: Vectors) -> FromClause:
    """The vectors as a table with their places from 1."""
    quoted = ",".join(f'"{as_text(vector)}"' for vector in vectors)
    listed: Any = cast(literal(f"{{{quoted}}}", String), ARRAY(PostgresVector()))
    return (
        func.unnest(listed)
        .table_valued(column("vector", PostgresVector()), with_ordinality="place", name="asked")
        .render_derived()
    )


def _pairs(wanted: Sequence[Sequence[int]]) -> FromClause:
    """Which texts are wanted for which vector."""
    places = [place for place, some in enumerate(wanted, start=1) for _ in some]
    ids = [identity for some in wanted for identity in some]
    return (
        func.unnest(cast(places, ARRAY(BigInteger)), cast(ids, ARRAY(BigInteger)))
        .table_valued(column("place", Integer), column("id", BigInteger), name="pairs")
        .render_derived()
    )


def _nearest(
    collection: Collection, asked: FromClause, count: int, besides: Sequence[UUID]
) -> LateralFromClause:
    texts = collection.table
    near = select(texts.c.id).where(texts.c.vector.is_not(None))
    if besides:
        near = near.where(texts.c.owner.not_in(besides))
    distance = texts.c.vector.op("<=>", return_type=Float())(asked.c.vector)
    return near.order_by(distance).limit(count).lateral("near")
