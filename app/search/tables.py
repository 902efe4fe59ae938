"""Collections of short texts: the table that each of them is, and how it keeps vectors."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Dialect,
    ForeignKey,
    Integer,
    LargeBinary,
    Table,
    Text,
    TypeDecorator,
    Uuid,
)
from sqlalchemy.dialects.postgresql.base import ischema_names
from sqlalchemy.types import TypeEngine, UserDefinedType
from sqlmodel import SQLModel

from app.search.vectors import DIMENSIONS, Vectors, as_bytes, as_text


class PostgresVector(UserDefinedType[str]):
    """The type `halfvec` of pgvector, which takes and gives text."""

    cache_ok = True

    def __init__(self, dimensions: int = DIMENSIONS) -> None:
        self.dimensions = dimensions

    def get_col_spec(self, **_: Any) -> str:  # noqa: ANN401 - as the class above has it
        """As it stands in SQL."""
        return f"halfvec({self.dimensions})"


ischema_names["halfvec"] = PostgresVector  # so that SQLAlchemy knows it when it reads a schema


class Vector(TypeDecorator[Vectors]):
    """float32[384] in, kept at half precision: bytes on SQLite, `halfvec` on PostgreSQL."""

    impl = LargeBinary
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """How the database keeps it."""
        kept = PostgresVector() if dialect.name == "postgresql" else LargeBinary()
        return dialect.type_descriptor(kept)

    def process_bind_param(self, value: Vectors | None, dialect: Dialect) -> bytes | str | None:
        """What is sent to the database."""
        if value is None:
            return None
        if value.shape != (DIMENSIONS,):
            raise ValueError(f"a vector has {DIMENSIONS} numbers, not the shape {value.shape}")
        return as_text(value) if dialect.name == "postgresql" else as_bytes(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:  # noqa: ANN401, ARG002
        """As it is kept: `from_bytes` reads many at once."""
        return value


@dataclass(frozen=True, slots=True)
class Collection:
    """Texts of one kind; each belongs to an owner, and is deleted with it."""

    table: Table

    @property
    def name(self) -> str:
        """The name of its table."""
        return self.table.name


def collection(name: str, owner: str) -> Collection:
    """A collection in the table `name`, of texts that belong to the rows with the key `owner` (`articles.id`).

    A row without a vector is found by its words alone. Rows are never changed, and their ids never used again.
    """
    table = Table(
        name,
        SQLModel.metadata,
        Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
        Column("owner", Uuid, ForeignKey(owner, ondelete="CASCADE"), nullable=False, index=True),
        Column("start", Integer),
        Column("end", Integer),
        Column("text", Text, nullable=False),
        Column("vector", Vector),
        sqlite_autoincrement=True,
    )
    return Collection(table)
