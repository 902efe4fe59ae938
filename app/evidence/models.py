"""Evidence and its changes: tables, what changes it, what goes out."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

import sqlmodel
from pydantic import Field, StrictBool
from sqlalchemy import JSON, CheckConstraint, Column, Index, Text, UniqueConstraint, text
from sqlmodel import SQLModel

from app.articles.source_models import SourceBrief
from app.claims.models import ClaimBrief
from app.columns import UtcDateTime, enum_type, new_id, utc_now
from app.evidence.passage_models import NOTE_EXAMPLE
from app.evidence.vocabulary import Stance as Stance
from app.fields import Line, Out, Patch, Quote, Version, left_out


class EvidenceState(StrEnum):
    """What people think of a link: `suggested` by a machine and not reviewed, or decided by a person."""

    SUGGESTED = "suggested"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class SettableState(StrEnum):
    """The states that a person may set; DELETE withdraws."""

    SUGGESTED = "suggested"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


def _suggested(name: str, column: str) -> Index:
    """An index of what nobody has reviewed.

    One of all states would be taken by SQLite, which keeps no statistics, for better than that of a claim's evidence.
    """
    is_suggested = text("state = 'suggested'")
    return Index(name, column, sqlite_where=is_suggested, postgresql_where=is_suggested)


class Evidence(SQLModel, table=True):
    """A link from a claim to a passage, with a stance.

    Anchored evidence points at a range of a stored article; other evidence keeps address, source and date
    itself. `seq` counts the evidence on one claim in the order of linking, from 1; it is given when stored.
    `origin` is empty where it is the wire that the article credits, or else the source.
    """

    __tablename__ = "evidence"
    __table_args__ = (
        UniqueConstraint("claim_id", "seq"),
        _suggested("ix_evidence_suggested", "id"),
        _suggested("ix_evidence_suggested_claim_id", "claim_id"),
        CheckConstraint("seq > 0", name="seq"),
        CheckConstraint('start >= 0 AND start < "end"', name="range"),
        CheckConstraint("p > 0 AND p <= 1", name="p"),
        CheckConstraint(
            "(article_id IS NULL) = (source_id IS NOT NULL) AND (article_id IS NULL) = (url IS NOT NULL)"
            ' AND (article_id IS NULL) = (start IS NULL) AND (start IS NULL) = ("end" IS NULL)',
            name="anchored_or_not",
        ),
    )

    id: UUID = sqlmodel.Field(default_factory=new_id, primary_key=True)
    claim_id: UUID = sqlmodel.Field(foreign_key="claims.id", ondelete="CASCADE")
    seq: int = 0
    stance: Stance = sqlmodel.Field(sa_column=Column(enum_type(Stance, "stance"), nullable=False))
    state: EvidenceState = sqlmodel.Field(
        sa_column=Column(enum_type(EvidenceState, "state"), nullable=False)
    )
    article_id: UUID | None = sqlmodel.Field(
        default=None, foreign_key="articles.id", ondelete="CASCADE", index=True
    )
    start: int | None = None
    end: int | None = None
    quote: str = sqlmodel.Field(sa_type=Text)
    source_id: UUID | None = sqlmodel.Field(
        default=None, foreign_key="sources.id", ondelete="RESTRICT", index=True
    )
    url: str | None = sqlmodel.Field(default=None, sa_type=Text)
    title: str | None = sqlmodel.Field(default=None, sa_type=Text)
    published_at: datetime | None = sqlmodel.Field(default=None, sa_type=UtcDateTime)
    origin: str | None = sqlmodel.Field(default=None, sa_type=Text)
    denial: bool = False
    hedged: bool = False
    p: float = 1.0
    method: str = sqlmodel.Field(max_length=200)
    reasons: list[str] = sqlmodel.Field(
        default_factory=list, sa_column=Column(JSON, nullable=False, server_default="[]")
    )
    note: str | None = sqlmodel.Field(default=None, sa_type=Text)
    version: int = 1
    created_at: datetime = sqlmodel.Field(default_factory=utc_now, sa_type=UtcDateTime)


class EvidenceChange(SQLModel, table=True):
    """One field of one piece of evidence, before and after; its making is a change from nothing."""

    __tablename__ = "evidence_changes"

    evidence_id: UUID = sqlmodel.Field(
        foreign_key="evidence.id", ondelete="CASCADE", primary_key=True
    )
    version: int = sqlmodel.Field(primary_key=True)
    field: str = sqlmodel.Field(primary_key=True, max_length=32)
    before: str | None = sqlmodel.Field(default=None, sa_type=Text)
    after: str | None = sqlmodel.Field(default=None, sa_type=Text)
    author: str = sqlmodel.Field(max_length=200)
    changed_at: datetime = sqlmodel.Field(sa_type=UtcDateTime)


class EvidencePatch(Patch):
    """What to change of a link; what is left out stays."""

    state: SettableState = Field(default_factory=left_out, examples=["accepted"])
    stance: Stance = Field(default_factory=left_out)
    origin: Line | None = Field(
        default_factory=left_out,
        description="Null takes the wire credited, or the source, also where somebody is quoted.",
        examples=["Saltmere Harbour Office"],
    )
    denial: StrictBool = Field(
        default_factory=left_out,
        description="Whether the passage merely denies the claim.",
        examples=[False],
    )
    note: Quote | None = Field(default_factory=left_out, examples=[NOTE_EXAMPLE])


class EvidencePublic(Out):
    """A link from a claim to a passage."""

    id: UUID
    claim_id: UUID
    stance: Stance
    state: EvidenceState
    anchored: bool = Field(description="Whether the passage stands in a stored article.")
    article_id: UUID | None
    start: int | None = Field(
        description="Where the passage starts in the article, in code points."
    )
    end: int | None = Field(description="Where it ends, exclusive.")
    quote: str = Field(
        examples=["The terminal counted 41,200 containers in May, operator Quay Line said."],
        description="The passage: the exact slice of a stored article, or what the person copied.",
    )
    source: SourceBrief
    url: str | None
    title: str | None
    published_at: datetime | None
    origin: str = Field(
        examples=["Quay Line"],
        description="Where the information comes from, as the passage by itself tells; a verdict takes a copy for what it copies.",
    )
    denial: bool = Field(description="Whether the passage is somebody's mere denial of the claim.")
    hedged: bool = Field(description="Whether the passage is said with reserve.")
    p: float = Field(
        description="Probability of the stance as judged by `method`; 1 where a person judged."
    )
    method: str = Field(
        examples=["person"],
        description="Who or what linked it: `key:NAME`, `person` where no key was needed, or a judge with its version.",
    )
    reasons: list[str] = Field(
        examples=[["figures_differ"]],
        description="Why the judge thinks so, as codes; empty where a person judged.",
    )
    note: str | None
    created_at: datetime
    version: Version


class ChangePublic(Out):
    """One change of one field."""

    field: str
    before: str | None = Field(description="Null where there was nothing before.")
    after: str | None
    author: str = Field(
        examples=["key:news-desk"], description="Who or what changed it, named as `method` is."
    )
    changed_at: datetime


class EvidenceDetail(EvidencePublic):
    """A link with everything that happened to it."""

    changes: list[ChangePublic] = Field(description="Oldest first.")


class EvidenceOnClaim(EvidencePublic):
    """A link with the claim that it is on."""

    claim: ClaimBrief
