"""Prints what the service costs: `make bench`.

Stored texts are generated sentences with the vectors that the encoder gives them; computing those of 100,000 takes
minutes, so `--vectors FILE` keeps them, and `--encoded N` computes fewer. Articles to read are news articles where FACTCHECK_QUALITY_DIR names a folder
with `data/polnear_train.jsonl`, which are not part of the project, and else generated ones.
"""

import os
from pathlib import Path
from typing import Annotated

import typer

from tests.benchmarks import processing, requests, search, serving
from tests.benchmarks.report import Report
from tests.quality.__main__ import SETTING


def main(  # noqa: PLR0913 - each is an option
    *,
    stored: Annotated[
        int, typer.Option(help="Articles that are stored, of ten sentences.")
    ] = 10_000,
    read: Annotated[int, typer.Option(help="Articles whose reading is timed.")] = 500,
    sent: Annotated[int, typer.Option(help="Articles that are sent to a server.")] = 60,
    encoded: Annotated[
        int, typer.Option(help="Vectors that are computed; those beyond are others with noise.")
    ] = search.ENCODED,
    vectors: Annotated[Path | None, typer.Option(help="Where vectors are kept.")] = None,
    json: Annotated[Path, typer.Option(help="Where the numbers go as JSON.")] = Path("bench.json"),
    postgresql: Annotated[bool, typer.Option(help="Search in PostgreSQL too.")] = False,
) -> None:
    """Measure all of it, one after another."""
    report = Report()
    typer.echo(f"The vectors of the first {encoded:,} stored sentences are computed.")
    given = os.environ.get(SETTING)
    processing.measure(report, Path(given) if given else None, read)
    corpus = search.corpus_of(stored * serving.IN_ARTICLE, vectors, encoded)
    serving.measure(report, corpus, sent)
    search.search(report, corpus, postgresql=postgresql)
    requests.measure(report, requests.ROUNDS)
    typer.echo("\n".join(["", *report.table()]))
    report.save(json)


if __name__ == "__main__":
    typer.run(main)
