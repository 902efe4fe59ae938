"""Statements that SQLite's driver runs itself, compiled once: a fifth of what they cost by way of SQLAlchemy."""

import sqlite3
from collections import namedtuple
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Dialect, Engine, Select
from sqlalchemy.types import TypeEngine

from app.engine import KeptFile
from app.errors import Unavailable

Convert = Callable[[Any], Any] | None


@dataclass(frozen=True, slots=True)
class _Plan:
    """How a statement is run: in which words, with which values in which order, and what its rows become."""

    sql: str
    bound: tuple[tuple[str, Convert], ...]
    converters: tuple[Convert, ...]
    row: Callable[..., Any]


class PreparedReads:
    """Single statements on a connection of their own, which waits for nobody: a statement needs no transaction.

    Where the database cannot answer at once, such as while it recovers from a crash or its file is gone, it says so.
    Like the connections of the engine it uses `file` alone.
    """

    def __init__(self, engine: Engine, file: KeptFile | None) -> None:
        self._url, self._dialect = engine.url, engine.dialect
        self._file = file
        self._connection: sqlite3.Connection | None = None
        self._plans: dict[Any, _Plan] = {}

    def one(self, statement: Select[Any], values: Mapping[str, object]) -> Any:  # noqa: ANN401 - a named tuple
        """The one row that a statement finds, with the same names and types as SQLAlchemy gives it; None without one.

        Raises:
            Unavailable: the database cannot answer at once.
        """
        plan = self._plans.get(statement) or self._plan(statement)
        bound = [convert(values[name]) if convert else values[name] for name, convert in plan.bound]
        try:
            rows = self._open().execute(plan.sql, bound).fetchall()
        except sqlite3.Error as error:
            raise Unavailable(f"The database cannot answer at once: {error}") from error
        if not rows:
            return None
        [row] = rows
        return plan.row(
            *[
                value if convert is None or value is None else convert(value)
                for value, convert in zip(row, plan.converters, strict=True)
            ]
        )

    def close(self) -> None:
        """Let go of the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _open(self) -> sqlite3.Connection:
        if self._file and not self._file.is_there():
            self.close()
        if self._connection is None:
            self._connection = self._connect()
        return self._connection

    def _connect(self) -> sqlite3.Connection:
        where, options = self._dialect.create_connect_args(self._url)
        options.update(isolation_level=None, timeout=0)
        if self._file:
            return self._file.open(**options)
        opened: Any = self._dialect.connect(*where, **options)
        return cast("sqlite3.Connection", opened)

    def _plan(self, statement: Select[Any]) -> _Plan:
        dialect = self._dialect
        compiled = statement.compile(dialect=dialect)
        columns = statement.selected_columns
        plan = _Plan(
            sql=str(compiled),
            bound=tuple(
                (name, _taking(compiled.binds[name].type, dialect))
                for name in compiled.positiontup or ()
            ),
            converters=tuple(_giving(column.type, dialect) for column in columns),
            row=namedtuple("Row", columns.keys()),
        )
        self._plans[statement] = plan
        return plan


def _taking(kind: TypeEngine[Any], dialect: Dialect) -> Convert:
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _giving(kind: TypeEngine[Any], dialect: Dialect) -> Convert:
    return kind.dialect_impl(dialect).result_processor(dialect, None)
