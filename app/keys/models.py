"""API keys: their table, and what is shown of them."""

from datetime import datetime

import sqlmodel
from sqlalchemy import Column
from sqlmodel import SQLModel

from app.columns import UtcDateTime, enum_type, utc_now
from app.fields import Out
from app.keys.rules import Scope


class ApiKey(SQLModel, table=True):
    """A key to the service. Its name stands in the history, so it is never given twice, also after revoking."""

    __tablename__ = "api_keys"

    name: str = sqlmodel.Field(primary_key=True, max_length=64)
    public_id: str = sqlmodel.Field(unique=True, max_length=12)
    digest: str = sqlmodel.Field(max_length=64)
    scope: Scope = sqlmodel.Field(sa_column=Column(enum_type(Scope, "scope"), nullable=False))
    created_at: datetime = sqlmodel.Field(default_factory=utc_now, sa_type=UtcDateTime)
    last_used_at: datetime | None = sqlmodel.Field(default=None, sa_type=UtcDateTime)
    revoked_at: datetime | None = sqlmodel.Field(default=None, sa_type=UtcDateTime)


class KeyPublic(Out):
    """What may be told of a key."""

    name: str
    public_id: str
    scope: Scope
    created_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None
