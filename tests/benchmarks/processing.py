"""What reading and linking an article costs, part by part."""

import json
import random
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from unittest.mock import patch

from alembic import command

from app import checker as reading
from app import factcheck
from app.articles.markup import tag_in
from app.articles.models import ArticleCreate
from app.checker import Checker
from app.evidence import linking as judging
from app.evidence.linking import StanceClassifier
from app.evidence.stance import Probabilities
from app.factcheck import articles as storing
from app.settings import Settings
from app.wiring import make_checker
from tests.benchmarks.clock import Clock, TimedDatabase
from tests.benchmarks.report import Report
from tests.benchmarks.sentences import in_batches, sentences

SEED = 23
SENTENCES = 55  # of a generated article: about 800 words
MODELS = {"check-worthiness: network", "encoding", "classifier"}
READING, LINKING = "reading", "linking"


def texts_of(folder: Path | None, count: int) -> list[str]:
    """News articles from that folder where it is given, those with HTML tags left out; else generated ones."""
    if folder is None:
        return generated(count, SEED)
    lines = (folder / "data" / "polnear_train.jsonl").read_text(encoding="utf-8").splitlines()
    random.Random(SEED).shuffle(lines)
    texts = (json.loads(line)["text"] for line in lines)
    return list(islice((text for text in texts if not tag_in(text)), count))


def generated(count: int, seed: int) -> list[str]:
    """So many articles of about 800 words."""
    written = in_batches(sentences(count * SENTENCES, seed), SENTENCES)
    return ["\n\n".join(map(" ".join, in_batches(part, 5))) for part in written]


def measure(report: Report, folder: Path | None, count: int) -> None:
    """Ingest articles into an empty database, and tell where the time goes."""
    texts = texts_of(folder, count)
    kind = "generated" if folder is None else "real"
    report.begin(f"CPU of an article ({len(texts)} {kind} ones, into an empty SQLite database)")
    clock = Clock()
    checker = make_checker(Settings())
    classifier = _Classifier(checker.linker.classifier, clock)
    checker = _timed(checker, classifier, clock)
    with tempfile.TemporaryDirectory() as name, _stages(clock):
        database = TimedDatabase(f"sqlite:///{name}/bench.db", clock)
        command.upgrade(database.migration_config(), "head")
        for number, text in enumerate(texts):
            draft = ArticleCreate(text=text, source=f"Paper {number % 40}")
            with clock.part("the rest", READING):
                factcheck.ingest_article(database, checker, draft)
        database.close()
    report.add("words", sum(len(text.split()) for text in texts) / len(texts), "")
    report.add("pairs judged by the classifier", classifier.pairs / len(texts), "")
    _tell(report, clock, len(texts))


def _tell(report: Report, clock: Clock, articles: int) -> None:
    for stage in (READING, LINKING):
        parts = {part: spent for (of, part), spent in clock.spent.items() if of == stage}
        report.add(stage, 1000 * sum(parts.values()) / articles, "ms of CPU")
        for part, spent in sorted(parts.items(), key=lambda each: -each[1]):
            report.add(f"  {part}", 1000 * spent / articles, "ms of CPU")
    whole = sum(clock.spent.values())
    models = sum(spent for (_, part), spent in clock.spent.items() if part in MODELS)
    report.add("share outside the networks", 100 * (whole - models) / whole, "%")


@dataclass
class _Classifier:
    """A stance classifier that is timed, and counts the pairs it judges."""

    classifier: StanceClassifier
    clock: Clock
    pairs: int = 0

    @property
    def fingerprint(self) -> str:
        return self.classifier.fingerprint

    def judge(self, pairs: Sequence[tuple[str, str]]) -> Sequence[Probabilities]:
        self.pairs += len(pairs)
        with self.clock.part("classifier"):
            return self.classifier.judge(pairs)


def _timed(checker: Checker, classifier: _Classifier, clock: Clock) -> Checker:
    clock.wrap(checker.linker.encoder, "encode", "encoding")
    clock.wrap(checker.linker.encoder, "encode_midway", "check-worthiness: network")
    clock.wrap(checker.linker.index, "search", "search")
    return replace(
        checker,
        worth=clock.timed(checker.worth, "check-worthiness: the rest"),
        linker=replace(checker.linker, classifier=classifier),
    )


@contextmanager
def _stages(clock: Clock) -> Iterator[None]:
    """Time functions too, until this block ends."""
    named = (
        (reading, "read_claims", "rules of reading", READING),
        (storing, "link_article", "the rest", LINKING),
        (judging, "judge", "rules of stance", LINKING),
    )
    with ExitStack() as stack:
        for module, name, part, stage in named:
            timed = clock.timed(getattr(module, name), part, stage)
            stack.enter_context(patch.object(module, name, timed))
        yield
