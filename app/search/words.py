"""Finding by whole words: in a collection through the word index that each database keeps of it, in a column without one."""

import json
import re
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    FromClause,
    Select,
    SQLColumnExpression,
    Table,
    TableClause,
    Text,
    and_,
    cast,
    column,
    exists,
    func,
    literal_column,
    select,
    table,
)
from sqlalchemy.orm import Session
from sqlmodel import col

from app.db import is_postgresql
from app.errors import Invalid
from app.search.tables import Collection

MANY = 5_000
MAX_WORDS = 16


def words_of(query: str, parameter: str = "q") -> tuple[str, ...]:
    """The words of a query parameter: runs of letters, digits and underscores.

    Raises:
        Invalid: it has none.
    """
    words = tuple(re.findall(r"\w+", query))
    if not 0 < len(words) <= MAX_WORDS:
        detail = f"Write one to {MAX_WORDS} words of letters or digits."
        raise Invalid(f"query/{parameter}", detail)
    return words


def has_word(column: Any, word: str) -> ColumnElement[bool]:  # noqa: ANN401 - SQLModel types columns as values
    """Whether a text has that whole word, in any case.

    The pattern means the same to Python's `re`, which SQLite borrows, and to PostgreSQL.
    """
    return col(column).regexp_match(rf"(?i)(^|\W){word}(\W|$)")


def with_words(
    session: Session, owner: SQLColumnExpression[UUID], collection: Collection, words: Sequence[str]
) -> ColumnElement[bool]:
    """Whether the texts of `owner` have all these words between them, as whole words in any case.

    A word is a run of letters, digits and underscores, as `words_of` gives them.
    """
    return and_(*(_owns_word(session, owner, collection.table, word) for word in words))


def ids_with(
    session: Session, texts: Table, words: Sequence[Sequence[str]], besides: Sequence[UUID]
) -> list[list[int]]:
    """For each of several groups of words the ids of the texts with one of them, as far as these have vectors.

    Texts of the owners in `besides` are left out.
    """
    place, having = _having(session, texts, words)
    wanted = select(place, texts.c.id).select_from(having).where(texts.c.vector.is_not(None))
    if besides:
        wanted = wanted.where(texts.c.owner.not_in(besides))
    found: list[list[int]] = [[] for _ in words]
    for group, identity in session.execute(wanted):
        found[group].append(identity)
    return found


def _having(
    session: Session, texts: Table, words: Sequence[Sequence[str]]
) -> tuple[ColumnElement[int], FromClause]:
    """The groups joined with the texts that have one of their words, and the place of a group from 0."""
    if is_postgresql(session):
        joined: Any = cast([" ".join(group) for group in words], ARRAY(Text))
        listed = func.unnest(joined).table_valued("words", with_ordinality="number")
        groups = listed.render_derived(name="groups")
        has = _as_words(texts.c.text).op("&&")(_as_words(groups.c.words))
        return groups.c.number - 1, groups.join(texts, has)
    matches = func.json_each(json.dumps([_any_of(group) for group in words]))
    each, index = matches.table_valued("key", "value"), _index(texts)
    matching = literal_column(index.name).op("MATCH")(each.c.value)
    return each.c.key, each.join(index, matching).join(texts, texts.c.id == index.c.rowid)


def _owns_word(
    session: Session, owner: SQLColumnExpression[UUID], texts: Table, word: str
) -> ColumnElement[bool]:
    if is_postgresql(session):
        has = _as_words(texts.c.text).op("&&")(_as_words(word))
        return owner.in_(select(texts.c.owner).where(has))
    index = _index(texts)
    matching = select(index.c.rowid).where(literal_column(index.name).op("MATCH")(_any_of([word])))
    if not _are_many(session, matching):
        return owner.in_(select(texts.c.owner).where(texts.c.id.in_(matching)))
    # The sum keeps SQLite from going through all matches for each owner.
    return exists().where(texts.c.owner == owner, (texts.c.id + 0).in_(matching))


def _are_many(session: Session, matching: Select[tuple[int]]) -> bool:
    """Whether it is better to look through the owners one by one than to collect those of all matches."""
    some = matching.limit(MANY).subquery()
    return session.scalar(select(func.count()).select_from(some)) == MANY


def _any_of(words: Sequence[str]) -> str:
    """A query of FTS5. In quotation marks nothing is an operator; words have no quotation marks."""
    return " OR ".join(f'"{word}"' for word in words)


def _index(texts: Table) -> TableClause:
    return table(f"{texts.name}_words", column("rowid"))


def _as_words(text: Any) -> ColumnElement[Any]:  # noqa: ANN401 - a column or a value
    """The function by which PostgreSQL's index is made."""
    return func.factcheck_words(text)
