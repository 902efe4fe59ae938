"""`factcheck keys`: who may use the service, and what for."""

from datetime import datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from app.keys import store
from app.keys.models import KeyPublic
from app.keys.rules import Scope
from app.opening import migrated_database

_COLUMNS = ("name", "scope", "key", "created", "last used", "revoked")
Name = Annotated[str, typer.Argument(help="The name of a key, as it stands in the history.")]

keys = typer.Typer(no_args_is_help=True, help="Who may use the service, and what for.")


@keys.command()
def create(
    name: Name,
    scope: Annotated[
        Scope, typer.Option(help="What the key may do; each scope covers those before it.")
    ],
) -> None:
    """Make a key, and show it: this once, since only its hash is stored."""
    with migrated_database() as database, database.writing() as session:
        key = store.add_key(session, name, scope)
    typer.echo(key)
    typer.echo(
        "Keep it now: it is not shown again. It is taken within a few seconds, as the header"
        " `Authorization: Bearer KEY` or `X-API-Key: KEY`.",
        err=True,
    )


@keys.command(name="list")
def list_keys() -> None:
    """List all keys, also those that were revoked, with the beginning of each."""
    with migrated_database() as database, database.reading() as session:
        found = store.all_keys(session)
    console = Console()
    rows = [_row(key) for key in found]
    if console.is_terminal:
        table = Table(*_COLUMNS)
        for row in rows:
            table.add_row(*row)
        console.print(table)
    else:
        for row in rows:
            typer.echo("\t".join(row))


@keys.command()
def revoke(name: Name) -> None:
    """Let a key open nothing any more, within a few seconds; its name stays in the history."""
    with migrated_database() as database, database.writing() as session:
        store.revoke_key(session, name)
        is_last = not store.active_keys(session)
    typer.echo(f"The key {name} opens nothing any more.")
    if is_last:
        typer.echo(
            "No key is left: the service lets nobody in until another one is made.",
            err=True,
        )


def _row(key: KeyPublic) -> tuple[str, ...]:
    return (
        key.name,
        key.scope,
        f"fc_{key.public_id}_…",
        _told(key.created_at),
        _told(key.last_used_at) or "never",
        _told(key.revoked_at),
    )


def _told(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC" if moment else ""
