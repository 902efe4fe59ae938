"""The words in which a claim is described, shared by the reader, the tables and the API."""

from dataclasses import dataclass
from enum import StrEnum

PERSON = "person"
"""Who makes a claim, a link or a change where no machine does."""


class ClaimKind(StrEnum):
    """How a claim stands in its article."""

    DIRECT_QUOTE = "direct_quote"
    INDIRECT_QUOTE = "indirect_quote"
    STATEMENT = "statement"


class Polarity(StrEnum):
    """Whether the claimant says that the proposition is so, or that it is not."""

    ASSERTS = "asserts"
    DENIES = "denies"


@dataclass(frozen=True, slots=True)
class Mention:
    """A claimant as an article names it.

    `name` is resolved within the article (the full name for a lone surname or a pronoun), `role` is what
    the article says the claimant is ("Kremlin spokesman"). `start` and `end` enclose the whole mention as
    printed, in code points, end exclusive.
    """

    name: str
    role: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FoundClaim:
    """A checkable statement that the reader found in an article.

    `text` is the exact slice of the article from `start` to `end` (code points, end exclusive). Where
    `polarity` is `denies`, `text` is what is denied. `check_worthiness` is in [0, 1],
    0 until somebody scores it. `context` is whom or what the pronoun at its start means, if it starts with one.
    """

    start: int
    end: int
    text: str
    kind: ClaimKind
    claimant: Mention | None
    cue: str | None
    polarity: Polarity
    hedged: bool
    check_worthiness: float = 0.0
    context: str | None = None
