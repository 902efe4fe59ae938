"""Verdicts, and claims and articles as they are shown with them: table, what goes out."""

from datetime import datetime
from uuid import UUID

import sqlmodel
from pydantic import Field
from sqlalchemy import Column, Text, UniqueConstraint
from sqlmodel import SQLModel

from app.articles.models import ArticlePublic, ArticleRead
from app.claims.models import ClaimFields, ClaimRead
from app.columns import UtcDateTime, enum_type, new_id
from app.evidence.models import EvidencePublic
from app.fields import Out
from app.verdicts.decision import Caveat, Decision, Label, OriginVoice, WeighedPiece


class Verdict(SQLModel, table=True):
    """What the evidence on a claim added up to from `computed_at` on. Rows are only ever added.

    `input` and `decision` are canonical JSON (RFC 8785); `input` with `policy` gives `decision`, byte for byte.
    """

    __tablename__ = "verdicts"
    __table_args__ = (UniqueConstraint("claim_id", "seq"),)

    id: UUID = sqlmodel.Field(default_factory=new_id, primary_key=True)
    claim_id: UUID = sqlmodel.Field(foreign_key="claims.id", ondelete="CASCADE")
    seq: int
    label: Label = sqlmodel.Field(sa_column=Column(enum_type(Label, "label"), nullable=False))
    policy: str = sqlmodel.Field(max_length=100)
    input: str = sqlmodel.Field(sa_type=Text)
    input_digest: str = sqlmodel.Field(max_length=64)
    decision: str = sqlmodel.Field(sa_type=Text)
    computed_at: datetime = sqlmodel.Field(sa_type=UtcDateTime)


class CarrierPublic(Out):
    """A piece of evidence that brought what its origin says."""

    evidence_id: UUID
    source: str = Field(description="Who published it.")
    url: str | None
    article_id: UUID | None


class VoicePublic(OriginVoice):
    """What one origin says, what that weighs, and who carried it."""

    carriers: list[CarrierPublic] = Field(
        description="All evidence of this origin that was accepted or suggested then, in the order of linking; copies change nothing else."
    )


class VerdictPublic(Decision):
    """What the evidence on a claim adds up to, and why. Weights are log-odds, in thousandths."""

    id: UUID
    claim_id: UUID
    origins_for: tuple[VoicePublic, ...] = Field(description="Who supports it, heaviest first.")
    origins_against: tuple[VoicePublic, ...] = Field(description="Who refutes it, heaviest first.")
    origins_neutral: tuple[VoicePublic, ...] = Field(
        description="Who says both with the same weight, which counts for neither side."
    )
    input_digest: str = Field(
        description="SHA-256 of the canonical input; the same input and policy give the same verdict."
    )
    computed_at: datetime = Field(description="From when on it is the verdict.")


class VerdictInShort(Out):
    """What a claim shows of a decision."""

    label: Label
    confidence: float = Field(
        description="How clear the label is, in [0.5, 1); never the probability that the claim is true."
    )
    summary: str = Field(description="The verdict in one to three sentences.")
    caveats: tuple[Caveat, ...] = Field(description="What to know before relying on it.")
    policy: str = Field(description="The version of the rules that were applied.")


class VerdictSummary(VerdictInShort):
    """A verdict in short."""

    input_digest: str = Field(description="SHA-256 of the canonical input.")
    computed_at: datetime = Field(description="From when on it is the verdict.")


class ClaimPublic(ClaimFields):
    """A claim with the label of its current verdict."""

    verdict: Label


class ClaimDetail(ClaimPublic):
    """A claim with its current verdict."""

    verdict_summary: VerdictSummary


class ArticleWithClaims(ArticlePublic):
    """An article with its claims, in reading order."""

    claims: list[ClaimPublic]


class ReportedClaim(ClaimDetail):
    """A claim as a report shows it."""

    best_support: WeighedPiece | None = Field(
        description="The strongest words of the heaviest origin that supports it."
    )
    best_refutation: WeighedPiece | None = Field(
        description="The strongest words of the heaviest origin that refutes it."
    )


class Report(Out):
    """An article with each claim, its verdict, and its best quote on either side."""

    article: ArticlePublic
    claims: list[ReportedClaim] = Field(description="In reading order.")


class CheckedClaim(ClaimRead):
    """A claim of a text that is not stored, with what the stored passages make of it."""

    verdict: Label
    verdict_summary: VerdictSummary
    best_support: WeighedPiece | None = Field(
        description="The strongest words of the heaviest origin that supports it."
    )
    best_refutation: WeighedPiece | None = Field(
        description="The strongest words of the heaviest origin that refutes it."
    )
    origins_for: tuple[OriginVoice, ...] = Field(description="Who supports it, heaviest first.")
    origins_against: tuple[OriginVoice, ...] = Field(description="Who refutes it, heaviest first.")
    linking_pending: bool = Field(
        description="Whether it was not compared with all that is stored, because the text has too many claims."
    )


class CheckReport(Out):
    """The report on a text that is not stored: the same as that on a stored article, without ids."""

    article: ArticleRead
    claims: list[CheckedClaim] = Field(description="In reading order.")


class MatchedClaim(ClaimDetail):
    """A stored claim that a text may repeat."""

    cosine: float = Field(
        description="How near the meanings are, from -1 to 1, by the sentence encoder."
    )
    same: bool = Field(
        description="Whether the two say the same: near in meaning, and neither negates the other or gives another figure or date."
    )


class Matches(Out):
    """Stored claims that say what a text says."""

    items: list[MatchedClaim] = Field(description="Best first.")


class Found(Out):
    """What a search for evidence came to."""

    added: list[EvidencePublic] = Field(description="The links that were added, in that order.")
    linking_pending: bool = Field(
        description="Whether there was more to look at than one request may; the rest follows by itself."
    )
    verdict: Label = Field(description="The label of the claim's verdict now.")
