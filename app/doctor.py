"""Whether the service can run here: one finding for each thing that it needs, with what to do where that is missing."""

import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from dotenv import dotenv_values
from rich.console import Console
from rich.table import Table
from rich.text import Text

from app.db import Database
from app.engine import file_of
from app.errors import FactcheckError
from app.keys.store import active_keys, were_made
from app.opening import check_guarded
from app.settings import Settings
from app.wiring import make_checker, open_database, weights_of

LITTLE_BYTES = 1_000_000_000
TOO_LITTLE_BYTES = 100_000_000
_FOR_MEASURING = {"FACTCHECK_QUALITY_DIR"}  # of `make quality`
_WEIGHTS_FILE = re.compile(r"^\|.*?\b([\w-]+\.(?:onnx|json|npz))\b.*`([0-9a-f]{64})`", re.MULTILINE)


class State(StrEnum):
    """How something is; only what is wrong keeps the service from running well."""

    GOOD = "good"
    DOUBTFUL = "doubtful"
    WRONG = "wrong"


_COLOURS = {State.GOOD: "green", State.DOUBTFUL: "yellow", State.WRONG: "red"}


@dataclass(frozen=True, slots=True)
class Finding:
    """How one thing is, and what to do about it where it is not good."""

    about: str
    state: State
    told: str


def findings(settings: Settings) -> Iterator[Finding]:
    """Look at everything that the service needs; nothing is changed."""
    yield _settings(settings)
    with closing(open_database(settings)) as database:
        yield _schema(database)
        yield _disk(database)
        if database.is_made:
            yield _writable(database)
            yield _access(database, settings)
    for name, folder in weights_of(settings).items():
        yield _weights(name, folder)
    yield _loads(settings)
    yield _workers(settings)


def print_findings(console: Console, found: list[Finding]) -> None:
    """Print them: a table on a terminal, else columns split by tabs."""
    if not console.is_terminal:
        for each in found:
            console.file.write(f"{each.state}\t{each.about}\t{each.told}\n")
        return
    table = Table("", "", "")
    table.show_header = False
    for each in found:
        table.add_row(Text(each.state, _COLOURS[each.state]), each.about, Text(each.told))
    console.print(table)


def unknown_settings() -> str | None:
    """What to say of misspelt names, if there are any: they do nothing, silently."""
    known = {f"FACTCHECK_{name.upper()}" for name in Settings.model_fields} | _FOR_MEASURING
    written = {*os.environ, *dotenv_values(".env")}
    unknown = sorted(
        name
        for name in written
        if name.upper().startswith("FACTCHECK_") and name.upper() not in known
    )
    if not unknown:
        return None
    return f"Unknown, and without effect: {', '.join(unknown)}. Correct the spelling."


def _settings(settings: Settings) -> Finding:
    if told := unknown_settings():
        return Finding("settings", State.DOUBTFUL, told)
    given = sorted(f"FACTCHECK_{name}".upper() for name in settings.model_fields_set)
    return Finding("settings", State.GOOD, f"Set: {', '.join(given) or 'none; all by default'}.")


def _schema(database: Database) -> Finding:
    try:
        database.check_schema()
    except FactcheckError as error:
        return Finding("database", State.WRONG, str(error))
    address = database.engine.url.render_as_string()
    return Finding("database", State.GOOD, f"{address} answers and has the newest schema.")


def _writable(database: Database) -> Finding:
    try:
        database.check_writable()
    except FactcheckError as error:
        return Finding("writing", State.WRONG, str(error))
    return Finding("writing", State.GOOD, "The database takes changes.")


def _disk(database: Database) -> Finding:
    file = file_of(database.engine.url)
    if file is None:
        return Finding("disk", State.GOOD, "Not looked at: the database is elsewhere.")
    try:
        free = shutil.disk_usage(file.parent).free
    except OSError as error:
        return Finding("disk", State.WRONG, f"{error}. Make the folder, or name another one.")
    stored = file.stat().st_size if file.exists() else 0
    told = (
        f"{free // 1_000_000:,} MB free beside the database, which has {stored // 1_000_000:,} MB."
    )
    if free < TOO_LITTLE_BYTES:
        return Finding("disk", State.WRONG, f"{told} Free some space.")
    if free < max(LITTLE_BYTES, stored):
        return Finding("disk", State.DOUBTFUL, f"{told} A backup needs as much again.")
    return Finding("disk", State.GOOD, told)


def _weights(name: str, folder: Path) -> Finding:
    """Whether a folder's files are those that its card describes; weights of one's own need no card."""
    about = f"weights: {name}"
    card = folder / "CARD.md"
    try:
        described = (
            _WEIGHTS_FILE.findall(card.read_text(encoding="utf-8")) if card.is_file() else []
        )
        others = [
            file
            for file, digest in described
            if hashlib.sha256((folder / file).read_bytes()).hexdigest() != digest
        ]
    except OSError as error:
        return Finding(about, State.WRONG, f"{error}. Install the service anew.")
    if others:
        told = f"{', '.join(others)} in {folder} is not what its card describes. Install the service anew."
        return Finding(about, State.WRONG, told)
    if not described:
        return Finding(about, State.GOOD, f"{folder}, without a card that describes its files.")
    return Finding(about, State.GOOD, f"{len(described)} as the card in {folder} describes them.")


def _loads(settings: Settings) -> Finding:
    try:
        make_checker(settings).close()
    except FactcheckError as error:
        told = f"{error} Correct the folder's setting, or install the service anew."
        return Finding("reading", State.WRONG, told)
    return Finding("reading", State.GOOD, "All weights load and fit each other.")


def _access(database: Database, settings: Settings) -> Finding:
    """Whether only those can write who may."""
    where = f"Listens on {settings.host}, port {settings.port}"
    try:
        check_guarded(database, settings)
        with database.reading() as session:
            keys = len(active_keys(session))
            are_asked_for = were_made(session)
    except FactcheckError as error:
        return Finding("access", State.WRONG, str(error))
    if are_asked_for:
        told = f"{where}, and asks for one of {keys} keys."
        return Finding("access", State.GOOD, told)
    told = (
        f"{where}: whoever reaches it may do everything. Make a key with `factcheck keys create`."
    )
    state = State.DOUBTFUL if settings.open_without_keys else State.GOOD
    return Finding("access", state, told)


def _workers(settings: Settings) -> Finding:
    cores = (
        len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    )
    told = f"{settings.workers} on {cores} processors."
    if settings.workers > cores:
        return Finding("workers", State.DOUBTFUL, f"{told} More than processors gain nothing.")
    return Finding("workers", State.GOOD, told)
