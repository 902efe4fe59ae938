"""`factcheck keys`, as people and scripts meet it."""

import re
from collections.abc import Callable

import pytest
from typer.testing import CliRunner, Result

from app.cli import cli
from app.db import Database
from app.keys import store
from app.keys.ring import KeyRing

Run = Callable[..., Result]
KEY = r"fc_[0-9a-f]{12}_[0-9a-f]{40}"
MOMENT = r"\d{4}-\d\d-\d\d \d\d:\d\d UTC"


@pytest.fixture
def run(database: Database) -> Run:
    """Runs `factcheck keys` on the database."""
    url = database.engine.url.render_as_string(hide_password=False)

    def run(*words: str) -> Result:
        return CliRunner(env={"FACTCHECK_DATABASE_URL": url}).invoke(cli, ["keys", *words])

    return run


def test_a_key_is_shown_once_alone_so_that_scripts_can_keep_it(run: Run) -> None:
    made = run("create", "desk", "--scope", "write")

    assert made.exit_code == 0
    assert re.fullmatch(KEY + "\n", made.stdout)
    assert "not shown again" in made.stderr
    assert made.stdout.strip() not in run("list").stdout


def test_the_key_that_is_shown_opens(run: Run, database: Database) -> None:
    text = run("create", "desk", "--scope", "write").stdout.strip()

    ring = KeyRing(database)
    ring.refresh()
    assert ring.find(text)


def test_the_secret_is_not_stored(run: Run, database: Database) -> None:
    secret = run("create", "desk", "--scope", "write").stdout.strip().rpartition("_")[2]

    with database.reading() as session:
        stored = session.connection().exec_driver_sql("SELECT * FROM api_keys").all()
    assert secret not in str(stored)


def test_the_list_tells_what_each_key_may_and_when_it_was_used(
    run: Run, database: Database
) -> None:
    text = run("create", "desk", "--scope", "write").stdout.strip()
    run("create", "bot", "--scope", "read")
    ring = KeyRing(database)
    ring.refresh()
    ring.find(text)
    ring.record()
    run("revoke", "bot")

    lines = run("list").stdout.splitlines()

    assert len(lines) == 2
    assert re.fullmatch(rf"desk\twrite\t{text[:15]}_…\t{MOMENT}\t{MOMENT}\t", lines[0])
    assert re.fullmatch(rf"bot\tread\tfc_[0-9a-f]{{12}}_…\t{MOMENT}\tnever\t{MOMENT}", lines[1])


def test_a_revoked_key_opens_nothing_and_the_others_stay(run: Run, database: Database) -> None:
    texts = [run("create", name, "--scope", "read").stdout.strip() for name in ("one", "two")]

    result = run("revoke", "one")

    ring = KeyRing(database)
    ring.refresh()
    assert (result.exit_code, result.stderr) == (0, "")
    assert [bool(ring.find(text)) for text in texts] == [False, True]


def test_who_revokes_the_last_key_is_told_that_nobody_gets_in(run: Run) -> None:
    run("create", "desk", "--scope", "read")

    assert "lets nobody in" in run("revoke", "desk").stderr


@pytest.mark.parametrize("is_revoked", [False, True])
def test_a_name_is_never_given_twice(run: Run, database: Database, *, is_revoked: bool) -> None:
    run("create", "desk", "--scope", "write")
    if is_revoked:
        run("revoke", "desk")

    again = run("create", "desk", "--scope", "admin")

    assert (again.exit_code, again.stdout) == (1, "")
    assert again.stderr.startswith("There is a key named desk already")
    with database.reading() as session:
        assert [key.scope for key in store.all_keys(session)] == ["write"]


def test_a_bad_name_is_told(run: Run) -> None:
    result = run("create", "Ann Perkins", "--scope", "write")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("'Ann Perkins' is no name for a key")


def test_what_was_revoked_or_never_made_cannot_be_revoked(run: Run) -> None:
    run("create", "desk", "--scope", "write")
    run("revoke", "desk")

    results = [run("revoke", "desk"), run("revoke", "bot")]

    assert [result.exit_code for result in results] == [1, 1]
    assert results[0].stderr == "The key desk was revoked already.\n"
    assert results[1].stderr.startswith("No key is named")


def test_on_a_terminal_the_list_is_a_table(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "120")
    run("create", "desk", "--scope", "write")

    table = run("list").stdout

    assert "last used" in table
    assert "│ desk" in table
