"""Runs migrations on the database that the caller hands over, or on the one that the settings name."""

import re
from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection, Engine, text
from sqlmodel import SQLModel

import app.factcheck  # with the next: loads every table
import app.idempotency.models
import app.keys.models  # noqa: F401
from app.columns import UtcDateTime
from app.engine import unpooled_engine
from app.search.tables import Vector
from app.settings import Settings

# What a database keeps beside a collection of texts to find them by, and autogenerate does not know.
WORDS_AND_VECTORS = re.compile(r"(ix_)?(passages|claim_texts)_(words|blocks|vector)(_\w+)?")


def is_described(name: str | None, _kind: str, _parents: Any) -> bool:  # noqa: ANN401 - as Alembic has it
    """Whether something of this name is compared with what the code describes."""
    return name is None or not WORDS_AND_VECTORS.fullmatch(name)


def as_plain_sqlalchemy(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:  # noqa: ANN401
    """Write types that the service defines as plain SQLAlchemy, so that old migrations never import it."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, Vector):
        return "sa.LargeBinary()"
    if kind == "type" and type(item).__module__.startswith("sqlmodel"):
        return f"sa.String(length={item.length})"
    return False


def run_migrations(engine: Engine) -> None:
    """Run them in one transaction.

    SQLite changes a table by making it anew; with foreign keys enforced, dropping the old one would delete
    the rows that point at it. So they are checked at the end instead.
    """
    with engine.connect() as connection:
        is_sqlite = engine.dialect.name == "sqlite"
        if is_sqlite:
            set_foreign_keys(connection, "OFF")
        context.configure(
            connection=connection,
            target_metadata=SQLModel.metadata,
            render_as_batch=True,
            include_name=is_described,
            render_item=as_plain_sqlalchemy,
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()
            if is_sqlite and (broken := connection.execute(text("PRAGMA foreign_key_check")).all()):
                raise RuntimeError(f"The migration leaves rows that point nowhere: {broken[:5]}")
        connection.commit()
        if is_sqlite:
            set_foreign_keys(connection, "ON")


def set_foreign_keys(connection: Connection, state: str) -> None:
    """Only outside a transaction does SQLite heed this."""
    cursor = connection.connection.cursor()
    cursor.execute(f"PRAGMA foreign_keys={state}")
    cursor.close()


run_migrations(context.config.attributes.get("engine") or unpooled_engine(Settings().database_url))
