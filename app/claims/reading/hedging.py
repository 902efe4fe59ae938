"""Whether a statement says of itself that it is uncertain."""

import re

from app.claims.reading.lexicon import HEDGES

_WORD_OR_PAUSE = re.compile(r"[^\W\d_]+|[,;:.]")
_AFTER_INABILITY = frozenset(["not", "never", "hardly", "barely", "scarcely"])
_NEGATIVE_SUBJECTS = frozenset(["nobody", "none", "nothing", "neither", "no"])
_PAUSES = frozenset(",;:.")
_HEARSAY = re.compile(
    r"\b(?:is|are|was|were|been) (?:widely |now |still |also )?(?:said|thought|believed|expected|feared|suspected"
    r"|alleged|rumou?red|presumed|understood) (?:to|that|dead|by)\b"
)


def is_hedged(text: str) -> bool:
    """Whether a statement says of itself that it is uncertain ("reportedly", "could", "is said to").

    The month is no hedge, and neither is what nobody was able to do ("could not agree").
    """
    # "Mayor" changes too, but only words of hedging are looked for
    words = _WORD_OR_PAUSE.findall(text.replace("May", "month").lower())
    hedges = HEDGES.intersection(words)
    if hedges == {"could"}:
        return any(_is_possibility(words, at) for at, word in enumerate(words) if word == "could")
    return bool(hedges) or _HEARSAY.search(text) is not None


def _is_possibility(words: list[str], could: int) -> bool:
    """Whether "could" says that something is possible, rather than that somebody was unable."""
    if could + 1 < len(words) and words[could + 1] in _AFTER_INABILITY:
        return False
    for word in reversed(words[max(0, could - 8) : could]):
        if word in _PAUSES:
            break
        if word in _NEGATIVE_SUBJECTS:
            return False
    return True
