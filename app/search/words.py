"""Finding by whole words, through the word index that each database keeps of a collection by itself."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    SQLColumnExpression,
    Table,
    and_,
    column,
    func,
    literal_column,
    select,
    table,
)
from sqlalchemy.orm import Session

from app.search.tables import Collection


def with_words(
    session: Session, owner: SQLColumnExpression[UUID], collection: Collection, words: Sequence[str]
) -> ColumnElement[bool]:
    """Whether the texts of `owner` have all these words between them, as whole words in any case.

    A word is a run of letters, digits and underscores, as `words_of` gives them.
    """
    return and_(*(owner.in_(_owners_with(session, collection.table, word)) for word in words))


def has_any(session: Session, texts: Table, words: Sequence[str]) -> ColumnElement[bool]:
    """Whether a text has at least one of these words."""
    if session.get_bind().dialect.name == "postgresql":
        return _words_of(texts.c.text).op("&&")(_words_of(" ".join(words)))
    index = table(f"{texts.name}_words", column("rowid"))
    # In quotation marks nothing is an operator; words have no quotation marks.
    asked = " OR ".join(f'"{word}"' for word in words)
    matching = select(index.c.rowid).where(literal_column(index.name).op("MATCH")(asked))
    return texts.c.id.in_(matching)


def _owners_with(session: Session, texts: Table, word: str) -> Select[tuple[UUID]]:
    return select(texts.c.owner).where(has_any(session, texts, [word]))


def _words_of(text: Any) -> ColumnElement[Any]:  # noqa: ANN401 - a column or a value
    """The function by which PostgreSQL's index is made."""
    return func.factcheck_words(text)
