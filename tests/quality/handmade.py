"""How well the reader reads the hand-made items: claim or not, kind, polarity, hedging, resolved name and role."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.claims.vocabulary import FoundClaim, Mention

OPEN = Path(__file__).parent / "reading_open.jsonl"
CLOSED = Path(__file__).parent / "reading_closed.jsonl"
SAME = 0.5  # of the words that two ranges have together, to be the same claim
ASPECTS = ("claim or not", "kind", "polarity", "hedged", "name", "role")
_WORD = re.compile(r"\w+(?:['’-]\w+)*")

Reader = Callable[[str], list[FoundClaim]]
Gold = dict[str, Any]


@dataclass(slots=True)
class Tally:
    """Right and all decisions on each aspect, and what went wrong in words."""

    right: Counter[str] = field(default_factory=Counter)
    all: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def count(self, aspect: str, told: str, *, right: bool) -> None:
        """Count one decision."""
        self.all[aspect] += 1
        self.right[aspect] += right
        if not right:
            self.wrong.append(f"{aspect}: {told}")

    def accuracy(self, aspect: str) -> float:
        """The share of right decisions on an aspect."""
        return self.right[aspect] / self.all[aspect]


def items(file: Path) -> list[Gold]:
    """The items of a file."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def measured(read: Reader, gold: Iterable[Gold]) -> Tally:
    """How well a reader reads the items."""
    tally = Tally()
    for item in gold:
        _measure(tally, item, read(item["text"]))
    return tally


def _measure(tally: Tally, item: Gold, found: list[FoundClaim]) -> None:
    left = list(found)
    for claim in item["claims"]:
        match = _best(item["text"], claim, left)
        place = f"{item['id']} {claim['text']!r}"
        tally.count("claim or not", f"{place} is missed", right=match is not None)
        if match is not None:
            left = [each for each in left if not _is_part(each, claim)]
            _compare(tally, place, claim, match)
    for phrase in item["not_claims"]:
        within = [each for each in left if each.text in phrase or _same_words(each.text, phrase)]
        tally.count(
            "claim or not", f"{item['id']} {phrase!r} is taken for a claim", right=not within
        )
        left = [each for each in left if each not in within]
    for each in left:
        tally.count("claim or not", f"{item['id']} {each.text!r} is too much", right=False)


def _compare(tally: Tally, place: str, gold: Gold, found: FoundClaim) -> None:
    claimant = gold["claimant"] or {"name": None, "role": None}
    told = found.claimant or Mention("", None, 0, 0)
    for aspect, wanted, got in (
        ("kind", gold["kind"], str(found.kind)),
        ("polarity", gold["polarity"], str(found.polarity)),
        ("hedged", gold["hedged"], found.hedged),
        ("name", _plain(claimant["name"]), _plain(told.name)),
        ("role", _plain(claimant["role"]), _plain(told.role)),
    ):
        tally.count(aspect, f"{place}: {got!r}, not {wanted!r}", right=wanted == got)


def _plain(words: str | None) -> str | None:
    """Words without an article before and marks around them."""
    bare = re.sub(r"^(?:the|an?) ", "", (words or "").strip(" ,.“”\"'"), flags=re.IGNORECASE)
    return bare.replace("’", "'").lower() or None


def _best(text: str, gold: Gold, found: list[FoundClaim]) -> FoundClaim | None:
    wanted = _words(text, gold["start"], gold["end"])
    overlap = [(_share(wanted, _words(text, each.start, each.end)), each) for each in found]
    share, best = max(overlap, key=lambda pair: pair[0], default=(0.0, None))
    return best if share >= SAME else None


def _is_part(found: FoundClaim, gold: Gold) -> bool:
    """Whether a claim lies within a place that is a claim: a sentence of a quotation, or a claim in a claim."""
    shared = min(found.end, gold["end"]) - max(found.start, gold["start"])
    return bool(shared * 2 > found.end - found.start)


def _words(text: str, start: int, end: int) -> set[int]:
    return {match.start() for match in _WORD.finditer(text, start, end)}


def _same_words(left: str, right: str) -> bool:
    return _share(set(_WORD.findall(left)), set(_WORD.findall(right))) >= SAME


def _share(left: set[Any], right: set[Any]) -> float:
    return len(left & right) / len(left | right) if left or right else 0.0


def table(tally: Tally) -> Iterator[str]:
    """The accuracy of each aspect, line by line."""
    for aspect in ASPECTS:
        right, count = tally.right[aspect], tally.all[aspect]
        yield f"  {aspect:13} {tally.accuracy(aspect):.3f}  ({right} of {count})"
