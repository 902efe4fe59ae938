"""Evidence and its changes: tables, what comes in, what goes out."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Self
from uuid import UUID

import sqlmodel
from pydantic import (
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StrictBool,
    Tag,
    model_validator,
)
from sqlalchemy import JSON, CheckConstraint, Column, Text, UniqueConstraint
from sqlmodel import SQLModel

from app.articles.source_models import SourceBrief, SourceName
from app.columns import UtcDateTime, enum_type, new_id, utc_now
from app.evidence.vocabulary import Stance as Stance
from app.fields import (
    End,
    In,
    Line,
    Moment,
    Out,
    Patch,
    Quote,
    Start,
    Url,
    Version,
    given,
    left_out,
)


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


class Evidence(SQLModel, table=True):
    """A link from a claim to a passage, with a stance.

    Anchored evidence points at a range of a stored article; other evidence keeps address, source and date
    itself. `seq` counts the evidence on one claim in the order of linking, from 1; it is given when stored.
    `origin` is empty where it is the wire that the article credits, or else the source.
    """

    __tablename__ = "evidence"
    __table_args__ = (
        UniqueConstraint("claim_id", "seq"),
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


_NOTE = "The terminal counts every container itself."


class _Link(In):
    stance: Stance = Field(description="What the passage says about the claim's text.")
    origin: Line | None = Field(
        default=None,
        description="Where the information comes from; else the speaker quoted, the wire credited, or the source.",
        examples=["Saltmere Harbour Office"],
    )
    denial: StrictBool | None = Field(
        default=None,
        description="Whether the passage merely denies the claim; told from its words where left out.",
        examples=[False],
    )
    note: Quote | None = Field(
        default=None, description="Why it speaks for or against.", examples=[_NOTE]
    )


class ArticlePassage(_Link):
    """A passage of a stored article: its words, or its place, or both, which then must agree."""

    model_config = ConfigDict(
        json_schema_extra={
            "anyOf": [
                given(quote="string", start="null", end="null"),
                given(start="integer", end="integer"),
            ],
            "examples": [
                {
                    "stance": "supports",
                    "article_id": "018f3a5c-7b1e-7c4d-9a2f-5e6d7c8b9a01",
                    "quote": "The terminal counted 41,200 containers in May.",
                }
            ],
        }
    )

    article_id: UUID = Field(description="The stored article that has the passage.")
    quote: Quote | None = Field(
        default=None,
        description="The passage in its own words. It must stand in the article's text; white space may differ, the first place counts.",
        examples=["The terminal counted 41,200 containers in May."],
    )
    start: Start | None = Field(
        default=None,
        description="Where it starts, in code points.",
    )
    end: End | None = Field(
        default=None,
        description="Where it ends, exclusive; at most 5,000 after `start`.",
    )

    @model_validator(mode="after")
    def _has_a_place(self) -> Self:
        if (self.start is None) != (self.end is None):
            raise ValueError("give `start` and `end` together")
        if self.quote is None and self.start is None:
            raise ValueError("say where the passage is: give `quote`, or `start` and `end`")
        if self.start is not None and self.end is not None and self.start >= self.end:
            raise ValueError("`start` must be less than `end`")
        return self


class OutsidePassage(_Link):
    """A passage of something that is not stored; it cannot be checked here, so it is marked `anchored: false`."""

    url: Url = Field(
        description="Where the passage was published. It is recorded; nothing is fetched.",
        examples=["https://terminal.example/figures"],
    )
    quote: Quote = Field(
        description="The passage in its own words.",
        examples=["The terminal counted 41,200 containers in May."],
    )
    source: SourceName | None = None
    title: Line | None = Field(default=None, examples=["Terminal publishes its figures"])
    published_at: Moment | None = Field(default=None, examples=["2026-06-03T10:00:00Z"])


def _names_one_place(sent: object) -> object:
    if isinstance(sent, dict) and ("url" in sent) == ("article_id" in sent):
        raise ValueError("give either the `article_id` of a stored article, or a `url`")
    return sent


def _which_passage(sent: object) -> str:
    has_url = "url" in sent if isinstance(sent, dict) else isinstance(sent, OutsidePassage)
    return "outside" if has_url else "article"


Passage = ArticlePassage | OutsidePassage
EvidenceCreate = Annotated[
    Annotated[OutsidePassage, Tag("outside")] | Annotated[ArticlePassage, Tag("article")],
    Discriminator(_which_passage),
    BeforeValidator(_names_one_place),
]


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
    note: Quote | None = Field(default_factory=left_out, examples=[_NOTE])


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
        description="Where the information comes from; one origin has one voice.",
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
        examples=[["same_figures"]],
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
