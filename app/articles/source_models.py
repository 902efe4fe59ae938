"""Sources: their table, what comes in, what goes out."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Self
from uuid import UUID

import sqlmodel
from pydantic import (
    AfterValidator,
    ConfigDict,
    Discriminator,
    Field,
    Strict,
    StringConstraints,
    Tag,
    model_validator,
)
from sqlalchemy import CheckConstraint, Column, Text
from sqlmodel import SQLModel

from app.columns import UtcDateTime, enum_type, new_id, utc_now
from app.fields import DOMAIN_PATTERN, In, Name, Out, Patch, Version, given, left_out, matching

UNSET_RELIABILITY = 0.5


class SourceKind(StrEnum):
    """What publishes."""

    OUTLET = "outlet"
    WIRE_AGENCY = "wire_agency"
    INSTITUTION = "institution"
    PERSON = "person"
    UNKNOWN = "unknown"


class Source(SQLModel, table=True):
    """Who publishes. `key` tells sources apart: the domain, or the folded name of a source without one."""

    __tablename__ = "sources"
    __table_args__ = (CheckConstraint("reliability BETWEEN 0 AND 1", name="reliability"),)

    id: UUID = sqlmodel.Field(default_factory=new_id, primary_key=True)
    key: str = sqlmodel.Field(unique=True, sa_type=Text)
    name: str = sqlmodel.Field(sa_type=Text)
    folded_name: str = sqlmodel.Field(sa_type=Text, index=True)
    domain: str | None = sqlmodel.Field(default=None, sa_type=Text)
    kind: SourceKind = sqlmodel.Field(
        sa_column=Column(enum_type(SourceKind, "kind"), nullable=False)
    )
    reliability: float = UNSET_RELIABILITY
    version: int = 1
    created_at: datetime = sqlmodel.Field(default_factory=utc_now, sa_type=UtcDateTime)


def _bare_domain(value: str) -> str:
    return value.lower().removeprefix("www.")


Domain = Annotated[
    str,
    StringConstraints(max_length=253),
    matching(DOMAIN_PATTERN, "write a domain, such as harbourcourier.example"),
    AfterValidator(_bare_domain),
    Field(json_schema_extra={"pattern": DOMAIN_PATTERN}),
]
Reliability = Annotated[
    float,
    Strict(),
    Field(
        ge=0,
        le=1,
        allow_inf_nan=False,
        description="How much a statement of this source weighs, from 0 to 1; 0.5 where nobody has judged it.",
    ),
]


class SourceRef(In):
    """A source by name, by domain, or both."""

    model_config = ConfigDict(
        json_schema_extra={"anyOf": [given(name="string"), given(domain="string")]}
    )

    name: Name | None = Field(default=None, examples=["Saltmere Gazette"])
    domain: Domain | None = Field(default=None, examples=["saltmeregazette.example"])
    kind: SourceKind = Field(
        default=SourceKind.OUTLET, description="What kind of publisher it is, where it is new."
    )

    @model_validator(mode="after")
    def _is_named(self) -> Self:
        if self.name is None and self.domain is None:
            raise ValueError("give a `name`, a `domain`, or both")
        return self


def _how_named(sent: object) -> str:
    return "an object" if isinstance(sent, dict | SourceRef) else "a name"


SourceName = Annotated[
    Annotated[Name, Tag("a name")] | Annotated[SourceRef, Tag("an object")],
    Discriminator(_how_named),
    Field(
        description="Who published it: a name, a domain, or an object; taken from the host of `url` where left out.",
        examples=["harbourcourier.example"],
    ),
]


class SourceCreate(SourceRef):
    """A source to store."""

    reliability: Reliability = UNSET_RELIABILITY


class SourcePatch(Patch):
    """What to change of a source; what is left out stays."""

    name: Name = Field(default_factory=left_out, examples=["Saltmere Gazette"])
    domain: Domain | None = Field(default_factory=left_out, examples=["saltmeregazette.example"])
    kind: SourceKind = Field(default_factory=left_out)
    reliability: Reliability = Field(default_factory=left_out, examples=[0.8])


class SourceBrief(Out):
    """A source, as far as an article shows it."""

    id: UUID
    name: str
    domain: str | None
    kind: SourceKind


class SourcePublic(SourceBrief):
    """A source."""

    reliability: Reliability
    created_at: datetime
    version: Version
