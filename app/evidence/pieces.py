"""Evidence as verdicts weigh it, and the words in it with their origin."""

from typing import Literal, NamedTuple

Side = Literal["supports", "refutes"]


class Saying(NamedTuple):
    """Words with their origin; `is_stated` unless that is merely who printed them.

    `is_quoted`: it is the origin of these words, not that of the whole text that they stand in. `seq` is their order, `text_sha256` that of the whole text that they stand in, where it is stored. `published_at`
    is RFC 3339 in UTC.
    """

    seq: int
    quote: str
    text_sha256: str | None
    origin: str
    is_stated: bool
    published_at: str | None = None
    stance: Side = "supports"
    is_quoted: bool = False


class Piece(NamedTuple):
    """One piece of evidence on a claim, as it is stored.

    `seq` is the order in which it was linked to the claim, the same for no other piece. `reliability` (of its source) and `p` (that
    its stance is right; 1 where a person accepted it) are in [0, 1]. `denial`: the origin denies the
    claim. `is_quoted`: somebody is quoted for it, or a person said where it comes from; `is_stated`: that, or a wire
    agency is credited for its text; else its origin is merely who printed it. `suggested`: made by machine and not reviewed. It has no `evidence_id` where it is not stored.
    `article_id` is None where the quote comes from something that is not stored; else `start` and `end` are its place there.
    `published_at` is RFC 3339 in UTC. `is_copy`: it merely prints what its origin said.
    """

    evidence_id: str | None
    seq: int
    stance: Side
    origin: str
    is_stated: bool
    reliability: float
    p: float
    denial: bool
    hedged: bool
    suggested: bool
    source: str
    quote: str
    text_sha256: str | None
    url: str | None
    article_id: str | None
    published_at: str | None
    start: int = 0
    end: int = 0
    is_quoted: bool = False
    is_copy: bool = False


Said = Saying | Piece
