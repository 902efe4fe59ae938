"""The command line, as people and scripts meet it."""

import json
import re
import shutil
import socket
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from alembic import command
from sqlalchemy import func, select, text
from sqlmodel import col
from typer.testing import CliRunner, Result

from app import __version__, factcheck
from app.articles.models import Article
from app.articles.source_models import SourceCreate
from app.cli import cli
from app.db import Database, bundled
from app.evidence.models import Evidence

Run = Callable[..., Result]


def _address(database: Database) -> str:
    return database.engine.url.render_as_string(hide_password=False)


def _run(url: str, *words: str | Path, **environment: str) -> Result:
    environment = {"FACTCHECK_DATABASE_URL": url, **environment}
    return CliRunner(env=environment).invoke(cli, [str(word) for word in words])


@pytest.fixture
def run(database: Database) -> Run:
    """Runs a command on the database."""

    def run(*words: str | Path, **environment: str) -> Result:
        return _run(_address(database), *words, **environment)

    return run


def _articles(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(Article)) or 0


def test_the_version_is_told() -> None:
    result = _run("", "--version")

    assert (result.exit_code, result.stdout) == (0, f"factcheck {__version__}\n")


def test_migrate_says_from_which_to_which_revision(empty_database: Database) -> None:
    url = _address(empty_database)

    first, second = _run(url, "migrate"), _run(url, "migrate")

    newest = empty_database.revision()
    assert first.stdout == f"Migrated from an empty database to revision {newest}.\n"
    assert second.stdout == f"The schema is at revision {newest} already.\n"
    empty_database.check_schema()


def test_migrate_leaves_a_schema_alone_that_it_does_not_know(empty_database: Database) -> None:
    command.upgrade(empty_database.migration_config(), "head")
    with empty_database.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    result = _run(_address(empty_database), "migrate")

    assert result.exit_code == 1
    assert result.stderr.startswith("This version does not know the database's schema: ")


def test_migrate_says_that_a_table_is_in_the_way(empty_database: Database) -> None:
    with empty_database.writing() as session:
        session.execute(text("CREATE TABLE sources (id INTEGER)"))

    result = _run(_address(empty_database), "migrate")

    assert result.exit_code == 1
    assert result.stderr.startswith("The database cannot be migrated now: ")
    assert "already exists" in result.stderr


def test_seed_says_what_it_added_and_the_second_time_that_it_was_nothing(run: Run) -> None:
    results = [run("seed", "--if-empty"), run("seed"), run("seed", "--if-empty")]

    added, *nothing = [result.stdout for result in results]
    assert re.fullmatch(r"Added 15 sources, 16 articles, \d+ claims, 24 links\n", added)
    assert nothing == ["Nothing added\n", "Nothing added: the database is not empty.\n"]
    assert [(result.exit_code, result.stderr) for result in results] == [(0, "")] * 3


def test_seed_says_how_many_links_stay_as_people_changed_them(
    run: Run, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(bundled("seeds") / "hospital.json", tmp_path)
    monkeypatch.setattr("app.cli.bundled", lambda _name: tmp_path)
    run("seed")
    with database.reading() as session:
        link_id = session.scalars(select(col(Evidence.id)).limit(1)).one()
    factcheck.withdraw_evidence(database, link_id)

    result = run("seed")

    assert result.stdout == "Nothing added; links that stay as people changed them: 1\n"


def test_seed_says_what_is_wrong_with_a_seed_file(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "port.json").write_text("[]")
    monkeypatch.setattr("app.cli.bundled", lambda _name: tmp_path)

    result = run("seed")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("port.json: ")


def test_ingest_stores_articles_from_files_and_again_adds_nothing_twice(
    run: Run, database: Database, tmp_path: Path
) -> None:
    (tmp_path / "one.txt").write_text("The port of Saltmere handled 41,000 containers in May.")
    (tmp_path / "two.jsonl").write_text('{"text": "The mill burned."}\n{"text": "It rained."}\n')

    first, second = run("ingest", tmp_path), run("ingest", tmp_path)

    assert (first.exit_code, first.stdout) == (0, "3 new, 0 already stored, 0 failed\n")
    assert (second.exit_code, second.stdout) == (0, "0 new, 3 already stored, 0 failed\n")
    assert _articles(database) == 3


def test_ingest_names_what_failed_and_stores_the_rest(
    run: Run, database: Database, tmp_path: Path
) -> None:
    (tmp_path / "one.txt").write_text("The port of Saltmere handled 41,000 containers in May.")
    (tmp_path / "two.jsonl").write_text('{"text": "The mill burned."}\n{"title": "Rain"}\n')
    missing = tmp_path / "missing.md"

    result = run("ingest", missing, tmp_path)

    assert (result.exit_code, result.stdout) == (1, "2 new, 0 already stored, 2 failed\n")
    assert result.stderr.splitlines() == [
        f"{missing}: There is no such file.",
        f"{tmp_path / 'two.jsonl'}, line 2: Give one of `text`, `html` and `url`.",
    ]
    assert _articles(database) == 2


def test_ingest_logs_as_the_settings_say_and_without_words_of_the_article(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, usual_logging: None
) -> None:
    words = "The mill burned."

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError(words)

    monkeypatch.setattr("app.factcheck.articles.link_article", fail)
    (tmp_path / "one.txt").write_text(words)

    result = run("ingest", tmp_path, FACTCHECK_LOG_FORMAT="json")

    [line] = map(json.loads, result.stderr.splitlines())
    assert (line["level"], line["message"]) == ("error", "Linking is left for later")
    assert line["traceback"].endswith("builtins.RuntimeError")
    assert words not in result.stderr


def test_ingest_takes_pages_and_names_those_without_an_article(
    run: Run, database: Database, tmp_path: Path
) -> None:
    (tmp_path / "one.html").write_text("<p>The port of Saltmere handled 41,000 containers in May.")
    (tmp_path / "two.htm").write_text("<nav><a href='/'>Home</a></nav>")
    (tmp_path / "three.json").write_text('{"url": "http://127.0.0.1:1/x"}')

    result = run("ingest", tmp_path)

    assert (result.exit_code, result.stdout) == (1, "1 new, 0 already stored, 2 failed\n")
    not_fetched, without = result.stderr.splitlines()
    assert not_fetched.startswith(f"{tmp_path / 'three.json'}: http://127.0.0.1:1/x is at port 1")
    assert without.startswith(f"{tmp_path / 'two.htm'}: This page cannot be read. No article")
    assert _articles(database) == 1


def test_ingest_names_an_article_whose_source_is_not_clear(
    run: Run, database: Database, tmp_path: Path
) -> None:
    for domain in ("echo.example", "echo-online.example"):
        factcheck.add_source(database, SourceCreate(name="Echo", domain=domain))
    file = tmp_path / "one.json"
    file.write_text(json.dumps({"text": "The port closed.", "source": "Echo"}))

    result = run("ingest", file)

    assert (result.exit_code, result.stdout) == (1, "0 new, 0 already stored, 1 failed\n")
    assert result.stderr.startswith(f"{file}: Several sources are called Echo; ")


def test_a_progress_bar_is_shown_on_a_terminal(run: Run, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("The port of Saltmere handled 41,000 containers in May.")

    result = run("ingest", tmp_path, FORCE_COLOR="1")

    assert result.stdout == "1 new, 0 already stored, 0 failed\n"
    assert "Ingesting" in result.stderr


@pytest.mark.parametrize(
    "words", [("seed",), ("ingest", "x.txt"), ("show", str(uuid4())), ("serve",)]
)
def test_without_the_schema_every_command_says_what_to_do(
    empty_database: Database, words: tuple[str, ...]
) -> None:
    result = _run(_address(empty_database), *words)

    assert (result.exit_code, result.stdout) == (1, "")
    assert "does not have the schema" in result.stderr
    assert "run `factcheck migrate`" in result.stderr


@pytest.mark.parametrize(
    "words", [("seed",), ("check", "a.txt"), ("show", str(uuid4())), ("serve",), ("keys", "list")]
)
def test_a_database_that_nobody_made_yet_is_named_in_full_and_not_made_by_accident(
    words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("The port of Saltmere handled 41,000 containers in May.")

    result = _run("sqlite:///factcheck.db", *words)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        f"There is no file {tmp_path / 'factcheck.db'}. Name the database that there is in"
        " FACTCHECK_DATABASE_URL, or run `factcheck migrate` to make a new one there.\n"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.parametrize(
    ("url", "told"),
    [
        (
            "sqlite:////no/such/folder/factcheck.db",
            "The database cannot do this now: unable to open",
        ),
        ("postgresql://127.0.0.1:1/x", "The database cannot do this now: connection failed"),
        (
            "mysql://localhost/x",
            "The setting FACTCHECK_DATABASE_URL cannot be used. Write sqlite:///FILE or postgresql://",
        ),
        (
            "factcheck.db",
            "The setting FACTCHECK_DATABASE_URL cannot be used. Write sqlite:///FILE or postgresql://",
        ),
    ],
)
@pytest.mark.parametrize("name", ["seed", "migrate"])
def test_a_database_that_cannot_be_opened_is_told_in_a_sentence(
    url: str, told: str, name: str
) -> None:
    result = _run(url, name)

    assert result.exit_code == 1
    assert result.stderr.startswith(told)


def test_a_setting_that_cannot_be_used_is_named() -> None:
    from_environment = _run("sqlite:///x.db", "serve", FACTCHECK_WORKERS="many")
    from_option = _run("sqlite:///x.db", "serve", "--port", "99999")

    assert (from_environment.exit_code, from_option.exit_code) == (1, 1)
    assert from_environment.stderr.startswith("The setting FACTCHECK_WORKERS cannot be used. ")
    assert from_option.stderr == (
        "The setting FACTCHECK_PORT cannot be used. Input should be less than or equal to 65535.\n"
    )


@pytest.mark.parametrize("workers", ["1", "2"])
def test_serve_says_that_its_port_is_taken(migrated_sqlite: Path, workers: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])

        result = _run(f"sqlite:///{migrated_sqlite}", "serve", "--port", port, "--workers", workers)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        f"The service cannot listen on 127.0.0.1, port {port}: Address already in use. Stop what listens"
        " there, or take another port with --port or FACTCHECK_PORT, or another address with --host or"
        " FACTCHECK_HOST.\n"
    )


def test_serve_says_first_that_a_setting_is_misspelt(migrated_sqlite: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])

        result = _run(f"sqlite:///{migrated_sqlite}", "serve", "--port", port, FACTCHECK_PROT="1")

    warning, *_ = result.stderr.splitlines()
    assert "WARNING" in warning
    assert warning.endswith("Unknown, and without effect: FACTCHECK_PROT. Correct the spelling.")


def test_serve_says_that_its_address_is_not_of_this_machine(migrated_sqlite: Path) -> None:
    environment = {"FACTCHECK_OPEN_WITHOUT_KEYS": "true"}

    result = _run(f"sqlite:///{migrated_sqlite}", "serve", "--host", "192.0.2.1", **environment)

    assert result.exit_code == 1
    assert result.stderr.startswith("The service cannot listen on 192.0.2.1, port 8000: ")


@pytest.mark.parametrize("setting", ["FACTCHECK_ENCODER_DIR", "FACTCHECK_CHECK_WORTHINESS_DIR"])
def test_serve_ends_with_a_sentence_where_weights_do_not_fit(
    run: Run, tmp_path: Path, setting: str
) -> None:
    result = run("serve", **{setting: str(tmp_path)})

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"The folder {tmp_path} does not hold weights that fit: ")
    assert result.stderr.count("\n") == 1


def test_check_shows_what_is_stored_on_the_claims_of_a_file(run: Run, tmp_path: Path) -> None:
    stored = tmp_path / "stored.txt"
    stored.write_text("The toll bridge carried 12,400 carts in 2025, the Toll Office said.")
    run("ingest", stored)
    draft = tmp_path / "draft.txt"
    draft.write_text("Pavel Dorn said that the toll bridge carried 12,400 carts in 2025.")

    shown = run("check", draft)

    row, summary = shown.stdout.splitlines()
    assert row.split("\t") == [
        "1",
        "not enough evidence",
        "Pavel Dorn",
        "",
        "the toll bridge carried 12,400 carts in 2025",
        "unknown: The toll bridge carried 12,400 carts in 2025, the Toll Office said.",
        "",
    ]
    assert summary.startswith("1   There is not enough evidence for a verdict. One origin supports")


def test_check_prints_the_report_of_the_api_and_stores_nothing(
    run: Run, database: Database, tmp_path: Path
) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text("Pavel Dorn said that the toll bridge carried 12,400 carts in 2025.")

    report = json.loads(run("check", draft, "--json").stdout)

    assert list(report) == ["article", "claims"]
    assert report["claims"][0]["verdict_summary"]["label"] == "not_enough_evidence"
    assert _articles(database) == 0


def test_check_takes_a_file_in_another_language_than_english(run: Run, tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(
        "Der Bürgermeister sagte, „die Brücke ist sicher“. Er wird nach Berlin reisen."
    )

    shown = run("check", draft)

    assert shown.exit_code == 0
    assert "die Brücke ist sicher" in shown.stdout


def test_reindex_says_how_much_it_indexed(run: Run, tmp_path: Path) -> None:
    stored = tmp_path / "stored.txt"
    stored.write_text("The toll bridge carried 12,400 carts in 2025.")
    run("ingest", stored)

    told = run("reindex").stdout

    assert told == "Indexed again: 1 articles with their claims, and claims without an article.\n"
