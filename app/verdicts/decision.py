"""What a verdict is made from and what it says: the shapes whose canonical JSON is stored."""

from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from app.claims.vocabulary import Polarity
from app.evidence.pieces import Side as Side

MAX_STRENGTH = 95  # hundredths: no single piece is certain, and the weight of 1 would be infinite


class Stored(BaseModel):
    """A shape whose canonical JSON is stored: frozen, and nothing unknown goes in."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class WeighedPiece(Stored):
    """One of the strongest pieces of evidence of an origin."""

    evidence_id: str | None = Field(
        description="The evidence, as under `/v1/evidence/{id}`; null where nothing is stored."
    )
    stance: Side = Field(description="Whether it supports or refutes the text of the claim.")
    strength: int = Field(
        ge=0,
        le=MAX_STRENGTH,
        description="Reliability of its source times the probability of its stance, in hundredths.",
    )
    denial: bool = Field(description="The origin denies the claim, and shows nothing against it.")
    hedged: bool = Field(description='Said with reserve, such as "reportedly" or "could".')
    suggested: bool = Field(description="Found by machine and not reviewed by a person.")
    source: str = Field(examples=["Harbour Courier"], description="Name of who published it.")
    quote: str = Field(
        examples=["The terminal counted 41,200 containers in May, operator Quay Line said."],
        description="The words, as printed.",
    )
    url: str | None = Field(
        examples=["https://terminal.example/figures"],
        description="Where it was published, where that is known.",
    )
    article_id: str | None = Field(description="The stored article, null where it is not stored.")
    published_at: str | None = Field(description="When it was published, RFC 3339 in UTC.")


class OriginInput(Stored):
    """What one origin says on a claim: its strongest pieces, supporting ones first."""

    origin: str = Field(description="Where the information comes from: a person, body or source.")
    counts: bool = Field(description="Whether its words count towards the verdict.")
    reason: Literal["claimant", "reprint"] | None = Field(
        description="Why its words do not count: `claimant`, they are the claimant's own; `reprint`, they are a reprint of the article that the claim stands in."
    )
    pieces: tuple[WeighedPiece, ...] = Field(description="Its strongest pieces of evidence.")


class VerdictInput(Stored):
    """All that a verdict depends on, besides the policy."""

    claimant: str | None = Field(description="The origin who made the claim.")
    claimed_at: str | None = Field(description="When it was made, RFC 3339 in UTC.")
    polarity: Polarity = Field(description="Whether the claimant asserts the claim or denies it.")
    origins: tuple[OriginInput, ...] = Field(description="Who says what on it, by name.")


class Label(StrEnum):
    """What the evidence on a claim adds up to."""

    SUPPORTED = "supported"
    REFUTED = "refuted"
    CONFLICTING_EVIDENCE = "conflicting_evidence"
    NOT_ENOUGH_EVIDENCE = "not_enough_evidence"


class CaveatCode(StrEnum):
    """Why to read a verdict with care."""

    ONE_ORIGIN = "one_origin"
    ONLY_DENIALS = "only_denials"
    SOME_DENIALS = "some_denials"
    OWN_WORDS = "own_words"
    OLDER_EVIDENCE = "older_evidence"
    MACHINE_SUGGESTED = "machine_suggested"
    HEDGED_EVIDENCE = "hedged_evidence"
    NOT_STORED = "not_stored"
    MINORITY_VIEW = "minority_view"


class Caveat(Stored):
    """Something to know before relying on a verdict."""

    code: CaveatCode = Field(description="Stable, for programs.")
    text: str = Field(description="One sentence, for people.")


class OriginVoice(Stored):
    """What one origin says, and what that weighs. Weights are log-odds, in thousandths."""

    origin: str = Field(
        examples=["Quay Line"],
        description="Where the information comes from: a person, body or source.",
    )
    weight: int = Field(
        examples=[1099],
        ge=0,
        description="Weight of its strongest piece, less that of its strongest on the other side.",
    )
    firm_weight: int = Field(
        description="The same with its denials left out; below zero it is then on the other side."
    )
    evidence: tuple[WeighedPiece, ...] = Field(
        description="Its strongest pieces, beginning with the side that it is on."
    )


class Flip(Stored):
    """The smallest set of origins without which the label would be another."""

    origins: tuple[str, ...] = Field(description="The origins to leave out, heaviest first.")
    label: Label = Field(description="The label without them.")


class Decision(Stored):
    """What the evidence on a claim adds up to, and why. Weights are log-odds, in thousandths."""

    policy: str = Field(
        examples=["origins@1"], description="The version of the rules that were applied."
    )
    label: Label = Field(description="The verdict on the text of the claim.")
    confidence: float = Field(
        examples=[0.9],
        ge=0.5,
        lt=1,
        description="How clear the label is, in [0.5, 1); never the probability that the claim is true.",
    )
    summary: str = Field(
        examples=[
            "Two independent origins support the claim: Quay Line (“The terminal counted 41,200 containers in May.”) and Customs Office."
        ],
        description="The verdict in one to three sentences.",
    )
    support: int = Field(
        examples=[2198], description="Weight of the origins that support the claim."
    )
    refutation: int = Field(examples=[0], description="Weight of the origins that refute it.")
    firm_support: int = Field(description="Weight in support, with denials left out.")
    firm_refutation: int = Field(
        description="Weight in refutation, with denials left out: only this can refute a claim."
    )
    origins_for: tuple[OriginVoice, ...] = Field(description="Who supports it, heaviest first.")
    origins_against: tuple[OriginVoice, ...] = Field(description="Who refutes it, heaviest first.")
    origins_neutral: tuple[OriginVoice, ...] = Field(
        description="Who says both with the same weight, which counts for neither side."
    )
    not_counted: tuple[OriginInput, ...] = Field(description="Who is heard but does not count.")
    caveats: tuple[Caveat, ...] = Field(description="What to know before relying on the verdict.")
    flip: Flip | None = Field(description="What would change the label, null where nothing would.")
