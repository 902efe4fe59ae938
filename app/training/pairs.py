"""Pairs of a passage and a claim with the stance that people saw between them, to learn from and to measure on."""

import gzip
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import TypeAdapter, ValidationError

from app.errors import Invalid

T = TypeVar("T")
Label = Literal["supports", "refutes", "neutral"]

UNSEEN = (("fm2", "fm2_hardneg"), ("fever_symmetric",))  # sources; nothing of them is learned from
HELD_OUT_SHARE = 0.03  # of the premises of every other source
NEWS = "news"
NEWS_FILE = Path(__file__).parent / "news.jsonl"  # claims of our own with passages on either side
HELD_OUT_OF_NEWS = 0.1  # of its claims


@dataclass(frozen=True, slots=True)
class Pair:
    """A passage (premise), a claim (hypothesis), and how the one stands to the other."""

    premise: str
    hypothesis: str
    label: Label
    source: str = ""

    def to(self, premise: str, hypothesis: str, label: Label) -> "Pair":
        """Another pair made from this one."""
        return replace(self, premise=premise, hypothesis=hypothesis, label=label)


@dataclass(frozen=True, slots=True)
class Example:
    """A pair as the network reads it: token ids, which text each belongs to, and the label's place."""

    ids: Sequence[int]
    segments: Sequence[int]
    label: int


@dataclass(frozen=True, slots=True)
class _Told:
    """A claim with passages of each stance."""

    claim: str
    supports: list[str]
    refutes: list[str]
    neutral: list[str]

    def pairs(self) -> Iterator[Pair]:
        """Each passage with the claim."""
        yield from (Pair(each, self.claim, "supports", NEWS) for each in self.supports)
        yield from (Pair(each, self.claim, "refutes", NEWS) for each in self.refutes)
        yield from (Pair(each, self.claim, "neutral", NEWS) for each in self.neutral)


_PAIR, _TOLD = TypeAdapter(Pair), TypeAdapter(_Told)


def read_pairs(file: Path) -> list[Pair]:
    """The pairs in a file of JSON lines, gzipped if its name ends in `.gz`.

    Raises:
        Invalid: a line cannot be read.
    """
    content = file.read_bytes()
    text = (gzip.decompress(content) if file.suffix == ".gz" else content).decode()
    return list(_lines(file, text, _PAIR))


def news_pairs() -> list[Pair]:
    """The pairs that were written for the service."""
    told = _lines(NEWS_FILE, NEWS_FILE.read_text("utf-8"), _TOLD)
    return [pair for each in told for pair in each.pairs()]


def _lines(file: Path, text: str, kind: TypeAdapter[T]) -> Iterator[T]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            yield kind.validate_json(line)
        except ValidationError as error:
            reason = error.errors(include_url=False)[0]["msg"]
            raise Invalid("pairs", f"{file}, line {number}: {reason}") from error


def split(pairs: Sequence[Pair]) -> tuple[list[Pair], list[Pair]]:
    """Pairs to learn from, and pairs to measure and calibrate on that share no premise with them.

    The latter are all of some sources, since the claims of a newsroom come from no source that was learned from
    either; a few claims of our own; and a few premises of every other source, to see how much better the network does on
    what it knows.
    """
    held_out = [_is_held_out(pair) for pair in pairs]
    held = [pair for pair, is_held in zip(pairs, held_out, strict=True) if is_held]
    known = {pair.premise for pair in held} | {pair.hypothesis for pair in held}
    learned = [
        pair
        for pair, is_held in zip(pairs, held_out, strict=True)
        if not is_held and pair.premise not in known and pair.hypothesis not in known
    ]
    return learned, held


def _is_held_out(pair: Pair) -> bool:
    if pair.source == NEWS:
        return chance(pair.hypothesis) < HELD_OUT_OF_NEWS
    return any(pair.source in group for group in UNSEEN) or chance(pair.premise) < HELD_OUT_SHARE


def chance(*texts: str) -> float:
    """A number in [0, 1) that depends on the texts alone and looks random."""
    digest = hashlib.sha256("\0".join(texts).encode(errors="replace")).digest()
    return int.from_bytes(digest[:6]) / 2**48
