"""The signs of all vectors of a collection in memory, for SQLite.

The table is the truth. Whoever adds texts packs the signs of every `BLOCK` ids into one row of a second table in
the same transaction, so that a process has them at once when it starts, and no crash, backup or second process can
part the two. What is not packed yet is read from the table itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import numpy as np
from sqlalchemy import (
    Integer,
    LargeBinary,
    Table,
    TableClause,
    column,
    delete,
    exists,
    func,
    insert,
    select,
    table,
)
from sqlalchemy.orm import Session

from app.db import is_writing
from app.search.bits import WORDS, Block, block_of
from app.search.tables import Collection
from app.search.vectors import DIMENSIONS, from_bytes

BLOCK = 16_384  # ids in a packed block; a change needs a migration that packs anew
_NOTHING = Block(np.empty(0, np.int64), np.empty((WORDS, 0), np.uint64))


@dataclass(frozen=True, slots=True)
class _Tail:
    """The vectors with ids after those of all blocks, as far as the id `last`, which is of `owner`."""

    after: int
    last: int
    owner: UUID | None
    block: Block


@dataclass(frozen=True, slots=True)
class _Known:
    """What a process has of one collection. A block that is packed anew has another stamp."""

    packed: dict[int, Block]
    tail: _Tail


class Blocks:
    """The signs of several collections of one database; threads may share it."""

    def __init__(self) -> None:
        self._known: dict[str, _Known] = {}

    def of(self, session: Session, collection: Collection) -> list[Block]:
        """The signs of all vectors that the session sees, perhaps with some of deleted ones."""
        known = self._known.get(collection.name)
        packed = _packed(session, collection.table, known.packed if known else {})
        after = _packed_until(session, collection.table)
        tail = _tail(session, collection.table, after, known.tail if known else None)
        if not is_writing(session):  # what is not committed may be undone, and its ids used again
            self._known[collection.name] = _Known(packed, tail)
        return [*packed.values(), tail.block]


def pack(session: Session, collection: Collection) -> None:
    """Pack all ids that fill blocks, and drop the blocks whose texts are all gone."""
    texts = collection.table
    after = _packed_until(session, texts)
    last = _last_id(session, texts)
    if last - after >= BLOCK:
        _drop_empty(session, texts)
    while last - after >= BLOCK:
        block, _ = _read(session, texts, after, after + BLOCK)
        row = {
            "number": after // BLOCK,
            "stamp": func.random(),
            "ids": block.ids.tobytes(),
            "bits": block.bits.tobytes(),
        }
        session.execute(insert(_blocks(texts)).values(row))
        after += BLOCK


def _blocks(texts: Table) -> TableClause:
    return table(
        f"{texts.name}_blocks",
        column("number", Integer),
        column("stamp", Integer),
        column("ids", LargeBinary),
        column("bits", LargeBinary),
    )


def _packed_until(session: Session, texts: Table) -> int:
    """The last id that a block may hold."""
    newest = session.scalar(select(func.max(_blocks(texts).c.number)))
    return 0 if newest is None else (int(newest) + 1) * BLOCK


def _last_id(session: Session, texts: Table) -> int:
    """The last id that was ever given."""
    given = table("sqlite_sequence", column("name"), column("seq"))
    return session.scalar(select(given.c.seq).where(given.c.name == texts.name)) or 0


def _packed(session: Session, texts: Table, known: dict[int, Block]) -> dict[int, Block]:
    blocks = _blocks(texts)
    stamps = session.scalars(select(blocks.c.stamp).order_by(blocks.c.number)).all()
    new = [stamp for stamp in stamps if stamp not in known]
    wanted = select(blocks.c.stamp, blocks.c.ids, blocks.c.bits)
    read = {
        row.stamp: _unpacked(row)
        for start in range(0, len(new), 100)
        for row in session.execute(wanted.where(blocks.c.stamp.in_(new[start : start + 100])))
    }
    return {stamp: known.get(stamp) or read[stamp] for stamp in stamps}


def _unpacked(row: Any) -> Block:  # noqa: ANN401 - a row of the table of blocks
    return Block(
        np.frombuffer(row.ids, np.int64), np.frombuffer(row.bits, np.uint64).reshape(WORDS, -1)
    )


def _tail(session: Session, texts: Table, after: int, known: _Tail | None) -> _Tail:
    if known is None or known.after != after or _was_restored(session, texts, known):
        known = _Tail(after, after, None, _NOTHING)
    block, owner = _read(session, texts, known.last)
    if not len(block.ids):
        return known
    return _Tail(after, int(block.ids[-1]), owner, known.block.joined(block))


def _was_restored(session: Session, texts: Table, tail: _Tail) -> bool:
    """Whether an older state of the database was put back, so that ids stand for other texts now."""
    if _last_id(session, texts) < tail.last:
        return True
    owner = session.scalar(select(texts.c.owner).where(texts.c.id == tail.last))
    return owner not in {None, tail.owner}


def _read(
    session: Session, texts: Table, after: int, until: int | None = None
) -> tuple[Block, UUID | None]:
    """The signs of the vectors after an id, and the owner of the last."""
    wanted = select(texts.c.id, texts.c.owner, texts.c.vector).where(
        texts.c.id > after, texts.c.vector.is_not(None)
    )
    if until is not None:
        wanted = wanted.where(texts.c.id <= until)
    rows: Sequence[Any] = session.execute(wanted.order_by(texts.c.id)).all()
    if not rows:
        return _NOTHING, None
    vectors = from_bytes([row.vector for row in rows])
    return block_of([row.id for row in rows], vectors.reshape(-1, DIMENSIONS)), rows[-1].owner


def _drop_empty(session: Session, texts: Table) -> None:
    """The newest block stays, since it tells how far the packing came."""
    blocks = _blocks(texts)
    first = blocks.c.number * BLOCK
    alive = exists().where(
        texts.c.id > first, texts.c.id <= first + BLOCK, texts.c.vector.is_not(None)
    )
    newest = select(func.max(_blocks(texts).alias().c.number)).scalar_subquery()
    session.execute(delete(blocks).where(~alive, blocks.c.number < newest))
