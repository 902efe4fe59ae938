"""Claims: table, what the search for evidence needs, what comes in, what goes out. How a claim's verdict is shown belongs to the verdicts."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID

import sqlmodel
from pydantic import Field, StrictBool
from sqlalchemy import Boolean, CheckConstraint, Column, Index, Text, text, true
from sqlmodel import SQLModel

from app.claims.vocabulary import ClaimKind, FoundClaim, Polarity
from app.columns import UtcDateTime, enum_type, new_id, utc_now
from app.fields import Count, In, Language, Line, Moment, Out, Patch, Quote, Version, left_out
from app.search.tables import collection

CLAIM_TEXTS = collection("claim_texts", owner="claims.id")
LEAD_CHARS = 400  # of an article, which name what it is of
_CONTEXT = "Whom or what the pronoun at its start means, as the article names it."


class Claim(SQLModel, table=True):
    """A checkable statement: a range of an article's text, or a text that somebody submitted.

    `claimed_at` is empty where the date of the article says when the claim was made.
    """

    __tablename__ = "claims"
    __table_args__ = (
        CheckConstraint('start >= 0 AND start < "end"', name="range"),
        CheckConstraint(
            '(article_id IS NULL) = (start IS NULL) AND (start IS NULL) = ("end" IS NULL)',
            name="placed_or_not",
        ),
        CheckConstraint("check_worthiness BETWEEN 0 AND 1", name="check_worthiness"),
        Index("ix_claims_article_id_start", "article_id", "start"),
        Index("ix_claims_check_worthiness_id", "check_worthiness", "id"),
        Index(
            "ix_claims_linking_pending",
            "id",
            sqlite_where=text("linking_pending = 1"),
            postgresql_where=text("linking_pending"),
        ),
    )

    id: UUID = sqlmodel.Field(default_factory=new_id, primary_key=True)
    article_id: UUID | None = sqlmodel.Field(
        default=None, foreign_key="articles.id", ondelete="CASCADE"
    )
    start: int | None = None
    end: int | None = None
    text: str = sqlmodel.Field(sa_type=Text)
    kind: ClaimKind = sqlmodel.Field(sa_column=Column(enum_type(ClaimKind, "kind"), nullable=False))
    claimant_name: str | None = sqlmodel.Field(default=None, sa_type=Text)
    claimant_role: str | None = sqlmodel.Field(default=None, sa_type=Text)
    claimant_start: int | None = None
    claimant_end: int | None = None
    cue: str | None = sqlmodel.Field(default=None, sa_type=Text)
    context: str | None = sqlmodel.Field(default=None, sa_type=Text)
    polarity: Polarity = sqlmodel.Field(
        sa_column=Column(enum_type(Polarity, "polarity"), nullable=False)
    )
    hedged: bool = False
    check_worthiness: float
    claimed_at: datetime | None = sqlmodel.Field(default=None, sa_type=UtcDateTime)
    language: str | None = sqlmodel.Field(default=None, max_length=35)
    linking_pending: bool = sqlmodel.Field(
        default=True, sa_column=Column(Boolean, nullable=False, server_default=true())
    )
    made_by: str = sqlmodel.Field(max_length=200)
    version: int = 1
    created_at: datetime = sqlmodel.Field(default_factory=utc_now, sa_type=UtcDateTime)


@dataclass(frozen=True, slots=True)
class LinkableClaim:
    """What the search for evidence needs to know of a claim; `lead` is the beginning of its article."""

    id: UUID
    article_id: UUID | None
    start: int | None
    end: int | None
    text: str
    context: str | None
    check_worthiness: float
    claimed_at: datetime | None
    language: str | None
    version: int
    claimant_name: str | None
    claimant_role: str | None
    lead: str


class ClaimantCreate(In):
    """Who makes a claim."""

    name: Line = Field(examples=["Ada Brook"])
    role: Line | None = Field(default=None, examples=["harbour master"])


class ClaimCreate(In):
    """A claim without an article."""

    text: Quote = Field(
        description="The statement to check, at most 5,000 characters.",
        examples=["The port of Saltmere handled 41,000 containers in May."],
    )
    claimant: ClaimantCreate | None = None
    claimed_at: Moment | None = Field(default=None, examples=["2026-06-01T12:00:00Z"])
    language: Language | None = Field(
        default=None,
        description="BCP 47 tag; found out from the text where it is left out and clear.",
        examples=["en"],
    )


class MatchCreate(In):
    """A statement to look for among the stored claims."""

    text: Quote = Field(
        description="The statement, at most 5,000 characters.",
        examples=["Saltmere's port handled 41,000 containers in May."],
    )
    limit: Count = Field(default=10, description="How many claims at most.")


class ClaimPatch(Patch):
    """What to correct in the reading of a claim; what is left out stays. Its text never changes."""

    claimant: ClaimantCreate | None = Field(
        default_factory=left_out,
        description="Replaces name and role. The place of the mention stays where only the role changes.",
    )
    polarity: Polarity = Field(
        default_factory=left_out,
        description="`denies` where the claimant says that `text` is not so.",
    )
    hedged: StrictBool = Field(default_factory=left_out)
    context: Line | None = Field(
        default_factory=left_out, description=_CONTEXT, examples=["the Orrin bridge"]
    )
    claimed_at: Moment | None = Field(
        default_factory=left_out,
        description="Null takes the date of the article again.",
        examples=["2026-06-01T12:00:00Z"],
    )
    language: Language | None = Field(
        default_factory=left_out, description="BCP 47 tag.", examples=["en"]
    )


class Claimant(Out):
    """Who makes a claim."""

    name: str = Field(
        examples=["Ada Brook"],
        description="Resolved within the article: the full name for a lone surname.",
    )
    role: str | None = Field(
        examples=["Harbour master"], description="What the article says the claimant is."
    )
    start: int | None = Field(
        description="Where the mention as printed starts in the article's text, in code points; null without one."
    )
    end: int | None = Field(description="Where the mention ends, exclusive.")


class ClaimRead(Out):
    """What the reader finds out about a claim, stored or not."""

    text: str = Field(
        examples=["the port of Saltmere handled 41,000 containers in May"],
        description="The proposition: the exact slice of the article. Where `polarity` is `denies`, what is denied.",
    )
    start: int | None = Field(
        description="Where it starts in the article's text, in code points; null without an article."
    )
    end: int | None = Field(description="Where it ends, exclusive.")
    kind: ClaimKind
    claimant: Claimant | None = Field(
        description="Who makes the claim; null for the article's own voice."
    )
    cue: str | None = Field(
        examples=["said"],
        description="The words that attribute it, such as `said` or `according to`.",
    )
    context: str | None = Field(description=_CONTEXT, examples=["the Orrin bridge"])
    polarity: Polarity
    hedged: bool = Field(
        description="Whether it is said with reserve, such as `reportedly` or `could`."
    )
    check_worthiness: float = Field(
        ge=0, le=1, description="How much it is worth checking, from 0 to 1."
    )

    @classmethod
    def of(cls, claim: FoundClaim) -> Self:
        """A claim as the reader found it."""
        fields = {name: getattr(claim, name) for name in ClaimRead.model_fields}
        if claim.claimant is not None:
            mention = claim.claimant
            fields["claimant"] = Claimant(
                name=mention.name, role=mention.role, start=mention.start, end=mention.end
            )
        return cls(**fields)


class _StoredClaim(Out):
    id: UUID
    article_id: UUID | None = Field(description="Null for a claim that was submitted by itself.")


class ClaimBrief(ClaimRead, _StoredClaim):
    """A stored claim, as far as its evidence shows it."""


class ClaimFields(ClaimBrief):
    """What is known of a stored claim by itself."""

    claimed_at: datetime | None = Field(
        description="When it was claimed; the article's date by default."
    )
    language: str | None
    linking_pending: bool = Field(
        description="Whether the search for evidence in all that is stored is still to come."
    )
    created_at: datetime
    made_by: str = Field(
        examples=["reader@7"],
        description="The reader with its version, or who sent it: `key:NAME`, or `person` where no key was needed.",
    )
    version: Version
