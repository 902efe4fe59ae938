"""Runs migrations on the database that the caller hands over, or on the one that the settings name."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Engine
from sqlmodel import SQLModel

import app.factcheck  # noqa: F401 - loads every table
from app.db import UtcDateTime
from app.settings import Settings
from app.wiring import open_database


def as_plain_sqlalchemy(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:  # noqa: ANN401
    """Write types that the service defines as plain SQLAlchemy, so that old migrations never import it."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and type(item).__module__.startswith("sqlmodel"):
        return f"sa.String(length={item.length})"
    return False


engine: Engine = context.config.attributes.get("engine") or open_database(Settings()).engine
with engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        render_as_batch=True,
        render_item=as_plain_sqlalchemy,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
