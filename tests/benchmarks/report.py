"""What was measured: told while it is measured, at the end in one table, and kept as JSON."""

import json
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import typer


@dataclass(frozen=True, slots=True)
class Measure:
    """One number, of what, in which unit."""

    part: str
    what: str
    value: float
    unit: str


@dataclass
class Report:
    """The measures so far; `part` is the heading of those to come."""

    part: str = ""
    measures: list[Measure] = field(default_factory=list)

    def begin(self, part: str) -> None:
        """Start another part."""
        self.part = part
        typer.echo(f"\n{part}")

    def note(self, text: str) -> None:
        """Say how something is measured."""
        typer.echo(f"  ({text})")

    def add(self, what: str, value: float, unit: str) -> None:
        """Add a measure."""
        self.measures.append(Measure(self.part, what, value, unit))
        typer.echo(f"  {what}: {_number(value)} {unit}")

    def spread(self, what: str, took_s: Sequence[float]) -> None:
        """Add the median and the 95th percentile."""
        for part in (50, 95):
            self.add(f"{what}, p{part}", 1000 * float(np.percentile(took_s, part)), "ms")

    @contextmanager
    def cpu(self, what: str, count: int) -> Iterator[None]:
        """Add what this process uses for each of `count` things that are done meanwhile."""
        started = time.process_time()
        yield
        self.add(what, 1000 * (time.process_time() - started) / count, "ms of CPU")

    def table(self) -> list[str]:
        """All measures, one on each line."""
        widest = max((len(each.what) for each in self.measures), default=0)
        lines, part = list[str](), None
        for each in self.measures:
            if each.part != part:
                part = each.part
                lines += ["", part]
            lines.append(f"  {each.what:<{widest}}  {_number(each.value):>9} {each.unit}")
        return lines

    def save(self, file: Path) -> None:
        """Keep the measures as JSON."""
        kept = [asdict(each) for each in self.measures]
        file.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def timings(call: Callable[..., object], calls: Sequence[Sequence[Any]]) -> list[float]:
    """How long each call takes, in seconds by the clock."""
    took = []
    for arguments in calls:
        started = time.perf_counter()
        call(*arguments)
        took.append(time.perf_counter() - started)
    return took


def resident_mb() -> float:
    """The most memory that this process had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.3g}"
