"""The command line: the same use cases as the API, for people at a terminal and for scripts."""

import logging
import re
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, nullcontext, suppress
from functools import partial
from logging.config import dictConfig
from pathlib import Path
from typing import Annotated, Any, NoReturn
from uuid import UUID

import typer
import uvicorn
from alembic import command
from alembic.util import CommandError
from rich.console import Console
from rich.progress import Progress
from sqlalchemy.exc import DBAPIError
from typer.core import TyperGroup

from app import __version__, factcheck, indexing
from app.annotating import json_of, print_article
from app.articles.models import ArticleCreate
from app.articles.store import article_of
from app.backup import back_up
from app.checker import Checker, read_article
from app.checking import check_text
from app.db import Database, bundled
from app.doctor import State, findings, print_findings, unknown_settings
from app.errors import Conflict, FactcheckError, Invalid, Unavailable, Unfetchable
from app.evidence.listed_store import EvidenceFilter, evidence_page
from app.files import Failure, Record, article_files, record_in, record_of, records_in, size_of
from app.key_commands import keys
from app.logs import log_config
from app.metrics import shared_between_processes
from app.opening import (
    check_guarded,
    check_port,
    check_weights,
    migrated_database,
    settings_with,
    tell_processes,
)
from app.paging import PageRequest
from app.printing import CheckedClaim, print_claim, print_report
from app.seeding import Added, is_empty, plant, read_stories
from app.verdicts.claim_store import claim_of
from app.verdicts.store import verdict_on
from app.wiring import make_checker, open_database

SHOWN_EVIDENCE = 200
WORKER_ANSWERS_WITHIN_S = 30  # uvicorn kills a worker that takes longer, also while it starts


log = logging.getLogger(__name__)


class PlainGroup(TyperGroup):
    """Commands whose errors of the domain end in one sentence and the exit code 1."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - typer keeps the type of its context to itself
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except FactcheckError as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(1) from error


OneArticle = Annotated[
    str,
    typer.Argument(
        metavar="FILE|URL|-",
        help="A file with one article, as `ingest` takes it; a web address; or - for standard input.",
    ),
]

cli = typer.Typer(cls=PlainGroup, no_args_is_help=True, add_completion=False)
cli.add_typer(keys, name="keys")


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"factcheck {__version__}")
        raise typer.Exit


@cli.callback()
def main(
    version: Annotated[  # noqa: ARG001 - its callback sees to it
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Claims with place and speaker, linked sources, verdict summaries."""
    settings = settings_with()
    dictConfig(log_config(settings.log_format, settings.log_level))


@cli.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address; else FACTCHECK_HOST.")] = None,
    port: Annotated[int | None, typer.Option(help="Port; else FACTCHECK_PORT.")] = None,
    workers: Annotated[int | None, typer.Option(help="Else FACTCHECK_WORKERS.")] = None,
) -> None:
    """Serve the API until SIGTERM or Ctrl-C; requests that run then are finished first."""
    settings = settings_with(host=host, port=port, workers=workers)
    if told := unknown_settings():
        log.warning("Settings: %s", told)
    with (
        suppress(Unavailable),
        closing(open_database(settings)) as database,
    ):  # one that is away may come back
        database.check_schema()
        check_guarded(database, settings)
    check_port(settings)
    check_weights(settings)
    signal.signal(signal.SIGTERM, _end)
    shown = f"[{settings.host}]" if ":" in settings.host else settings.host
    typer.echo(f"The docs will be at http://{shown}:{settings.port}/docs")
    listen = settings.model_dump(include={"host", "port", "workers"})
    tell_processes(listen)
    with shared_between_processes() if settings.workers > 1 else nullcontext():
        uvicorn.run(
            "app.main:create_served_app",
            factory=True,
            http="app.api.protocol:BoundedProtocol",
            ws="none",
            access_log=False,
            log_config=log_config(settings.log_format, settings.log_level),
            proxy_headers=settings.forwarded_allow_ips is not None,
            forwarded_allow_ips=settings.forwarded_allow_ips,
            timeout_worker_healthcheck=WORKER_ANSWERS_WITHIN_S,
            timeout_graceful_shutdown=settings.shutdown_timeout_s,
            **listen,
        )


@cli.command()
def migrate() -> None:
    """Bring the database to the schema that this version needs."""
    with closing(open_database(settings_with())) as database:
        before = database.revision()
        try:
            command.upgrade(database.migration_config(), "head")
        except CommandError as error:
            reason = f"This version does not know the database's schema: {error}."
            raise FactcheckError(reason) from error
        except DBAPIError as error:
            raise Unavailable(f"The database cannot be migrated now: {error.orig}.") from error
        after = database.revision()
    if before == after:
        typer.echo(f"The schema is at revision {after} already.")
    else:
        typer.echo(f"Migrated from {before or 'an empty database'} to revision {after}.")


@cli.command()
def seed(
    if_empty: Annotated[
        bool, typer.Option("--if-empty", help="Only where nothing is stored yet.")
    ] = False,
) -> None:
    """Load the example stories; what is there already stays as it is."""
    stories = read_stories(bundled("seeds"))
    with migrated_database() as database:
        if if_empty and not is_empty(database):
            typer.echo("Nothing added: the database is not empty.")
            return
        added = Added()
        with (
            closing(make_checker(settings_with())) as checker,
            _bar("Seeding", sum(story.steps for story in stories)) as advance,
        ):
            for step in plant(database, checker, stories):
                added += step
                advance(1)
    typer.echo(str(added))


@cli.command()
def reindex() -> None:
    """Make all that is stored be found by the present sentence encoder; needed once after another one is set."""
    done = 0
    with (
        closing(make_checker(settings_with())) as checker,
        migrated_database() as database,
        _bar("Indexing", total=None) as advance,
    ):
        linker = checker.linker
        for step in indexing.reindex(database, linker.index, linker.encoder):
            done += step
            advance(step)
    typer.echo(f"Indexed again: {done} articles with their claims, and claims without an article.")


@cli.command()
def ingest(
    paths: Annotated[
        list[Path],
        typer.Argument(help=".txt, .md, .html, .json and .jsonl files, and folders of them."),
    ],
) -> None:
    """Read articles from files and store them with their claims; the same again is stored once."""
    outcomes: Counter[str] = Counter()
    with closing(make_checker(settings_with())) as checker, migrated_database() as database:
        files = list(article_files(paths))
        with _bar("Ingesting", sum(map(size_of, files))) as advance:
            for record in records_in(files):
                outcomes[_ingest(database, checker, record)] += 1
                advance(record.size)
    new, stored, failed = (outcomes[outcome] for outcome in ("new", "stored", "failed"))
    typer.echo(f"{new} new, {stored} already stored, {failed} failed")
    if failed:
        raise typer.Exit(1)


@cli.command()
def backup(
    file: Annotated[Path, typer.Argument(help="A file that is not there yet.")],
) -> None:
    """Copy an SQLite database to a file, checked and complete, while the service may go on writing."""
    with (
        closing(open_database(settings_with())) as database,
        _bar("Copying", total=None) as advance,
    ):
        back_up(database, file, advance)
    typer.echo(f"Backed up to {file}, {file.stat().st_size} bytes.")


@cli.command()
def doctor() -> None:
    """Look whether the service can run here, and say what to do where it cannot; exit status 1 if so."""
    found = list(findings(settings_with()))
    print_findings(Console(), found)
    if any(finding.state is State.WRONG for finding in found):
        raise typer.Exit(1)


@cli.command()
def read(
    what: OneArticle,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON document, with the names of the API.")
    ] = False,
) -> None:
    """Show an article with its claims marked in the text; nothing is stored, no database is needed."""
    draft = _draft(what)
    with closing(make_checker(settings_with())) as checker:
        article = read_article(checker, draft)
    if as_json:
        typer.echo(json_of(article))
    else:
        print_article(Console(), article)


@cli.command()
def check(
    what: OneArticle,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON document, as POST /v1/check answers it.")
    ] = False,
) -> None:
    """Report on an article against what is stored: its claims, their verdicts, the best quotes; nothing is stored."""
    draft = _draft(what)
    with closing(make_checker(settings_with())) as checker, migrated_database() as database:
        report = check_text(database, checker, draft)
    if as_json:
        typer.echo(report.model_dump_json(indent=2))
    else:
        print_report(Console(), report)


@cli.command()
def show(claim: Annotated[str, typer.Argument(help="The id of a claim.")]) -> None:
    """Show a claim with its verdict and the evidence on it."""
    claim_id = _claim_id(claim)
    page = PageRequest(limit=SHOWN_EVIDENCE, cursor=None, listing="")
    with migrated_database() as database, database.reading() as session:
        detail = claim_of(session, claim_id)
        found = evidence_page(session, claim_id, EvidenceFilter(), page)
        checked = CheckedClaim(
            claim=detail,
            article=article_of(session, detail.article_id) if detail.article_id else None,
            verdict=verdict_on(session, claim_id, as_of=None),
            evidence=found.items,
        )
    print_claim(Console(), checked)
    if found.next_cursor:
        typer.echo(f"There is more evidence: GET /v1/claims/{claim_id}/evidence", err=True)


def _end(*_: object) -> NoReturn:
    """What to do once uvicorn has shut down on SIGTERM, or before it starts: being stopped is no failure."""
    sys.exit(0)


@contextmanager
def _bar(what: str, total: int | None) -> Iterator[Callable[[int], None]]:
    """A progress bar on standard error, where that is a terminal; call what comes out to move it on."""
    console = Console(stderr=True)
    bar = Progress(
        console=console, disable=not console.is_terminal, transient=True, redirect_stdout=False
    )
    with bar:
        yield partial(bar.advance, bar.add_task(what, total=total))


def _ingest(database: Database, checker: Checker, record: Record) -> str:
    if isinstance(record, Failure):
        typer.echo(f"{record.place}: {record.reason}", err=True)
        return "failed"
    try:
        return (
            "new"
            if factcheck.ingest_article(database, checker, record.article).is_new
            else "stored"
        )
    except (Conflict, Invalid, Unavailable, Unfetchable) as error:
        typer.echo(f"{record.place}: {error}", err=True)
        return "failed"


def _draft(what: str) -> ArticleCreate:
    """The article that a file, a web address or standard input has.

    Raises:
        Invalid: it has none, or several.
    """
    if re.match(r"https?://", what, re.IGNORECASE):
        records = [record_in(what, {"url": what})]
    elif what == "-":
        records = [record_of("standard input", sys.stdin.buffer.read())]
    else:
        records = list(records_in(article_files([Path(what)])))
    if len(records) != 1:
        raise Invalid("what", f"{what} has {len(records)} articles; name a file that has one.")
    if isinstance(records[0], Failure):
        raise Invalid("what", f"{records[0].place}: {records[0].reason}")
    return records[0].article


def _claim_id(written: str) -> UUID:
    try:
        return UUID(written)
    except ValueError:
        raise Invalid("claim", f"{written!r} is no id of a claim; it looks like a UUID.") from None
