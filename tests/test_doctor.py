"""What `factcheck doctor` finds, and what it says is to be done."""

import shutil
from collections import namedtuple
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner, Result

from app.cli import cli
from app.db import Database
from app.doctor import Finding, State, print_findings
from app.inference.encoder import ENCODER_WEIGHTS

Usage = namedtuple("Usage", ["total", "used", "free"])


def _doctor(url: str, **settings: str) -> tuple[Result, dict[str, list[str]]]:
    """The result of the command, and what is said about each thing."""
    given = {f"FACTCHECK_{name}": value for name, value in settings.items()}
    result = CliRunner(env={"FACTCHECK_DATABASE_URL": url, **given}).invoke(cli, ["doctor"])
    told = [line.split("\t") for line in result.stdout.splitlines()]
    return result, {about: [state, words] for state, about, words in told}


@pytest.fixture
def url(migrated_sqlite: Path, tmp_path: Path) -> str:
    """The address of an SQLite database."""
    return f"sqlite:///{shutil.copy(migrated_sqlite, tmp_path / 'factcheck.db')}"


def test_all_is_well_where_all_is_there(database: Database) -> None:
    result, told = _doctor(database.engine.url.render_as_string(hide_password=False))

    assert result.exit_code == 0, result.stdout
    assert {state for state, _ in told.values()} == {"good"}
    assert len(told) == 10


def test_a_database_without_the_schema_is_wrong_and_left_as_it_is(
    empty_database: Database,
) -> None:
    address = empty_database.engine.url.render_as_string(hide_password=False)
    result, told = _doctor(address)

    assert result.exit_code == 1
    assert told["database"][0] == "wrong"
    assert "run `factcheck migrate`" in told["database"][1]
    assert empty_database.revision() is None


def test_a_database_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    result, told = _doctor(f"sqlite:///{tmp_path / 'new.db'}")

    assert result.exit_code == 1
    state, words = told["database"]
    assert (state, words.partition(". ")[0]) == ("wrong", f"There is no file {tmp_path / 'new.db'}")
    assert "FACTCHECK_DATABASE_URL" in words
    assert [about for about, (state, _) in told.items() if state == "wrong"] == ["database"]
    assert list(tmp_path.iterdir()) == []


def test_a_database_that_takes_no_changes_is_wrong(url: str) -> None:
    path = url.removeprefix("sqlite:///")
    result, told = _doctor(f"sqlite:///file:{path}?mode=ro&uri=true")

    assert result.exit_code == 1
    assert told["database"][0] == "good"
    assert told["writing"][0] == "wrong"
    assert "make the file and its folder writable" in told["writing"][1]


@pytest.mark.parametrize(
    ("free", "state", "advice"),
    [
        (50_000_000, "wrong", "Free some space"),
        (500_000_000, "doubtful", "A backup needs as much again"),
        (50_000_000_000, "good", "50,000 MB free"),
    ],
)
def test_a_disk_that_is_nearly_full_is_told(
    url: str, monkeypatch: pytest.MonkeyPatch, free: int, state: str, advice: str
) -> None:
    monkeypatch.setattr("app.doctor.shutil.disk_usage", lambda _: Usage(10**11, 0, free))

    _, told = _doctor(url)

    assert told["disk"][0] == state
    assert advice in told["disk"][1]


def test_weights_that_are_not_those_of_their_card_are_wrong(url: str, tmp_path: Path) -> None:
    folder = shutil.copytree(ENCODER_WEIGHTS, tmp_path / "encoder")
    with (folder / "upper.onnx").open("ab") as file:
        file.write(b"more")

    result, told = _doctor(url, ENCODER_DIR=str(folder))

    assert result.exit_code == 1
    assert told["weights: encoder"][0] == "wrong"
    assert "upper.onnx" in told["weights: encoder"][1]


def test_weights_that_do_not_load_are_wrong(url: str, tmp_path: Path) -> None:
    result, told = _doctor(url, STANCE_DIR=str(tmp_path))

    assert result.exit_code == 1
    assert told["weights: stance"][0] == "good"
    assert told["reading"][0] == "wrong"
    assert "Correct the folder's setting" in told["reading"][1]


def test_what_is_only_doubtful_is_told_and_no_failure(url: str) -> None:
    result, told = _doctor(url, OPEN_WITHOUT_KEYS="true", WORKERS="64", WORKRES="2")

    assert result.exit_code == 0
    doubtful = {about for about, (state, _) in told.items() if state == "doubtful"}
    assert doubtful == {"access", "workers", "settings"}
    assert "FACTCHECK_WORKRES" in told["settings"][1]


@pytest.mark.parametrize("name", ["FACTCHECK_RATE_LIMITS", "factcheck_rate_limits"])
def test_a_name_that_is_misspelt_in_the_file_of_settings_is_told(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (tmp_path / ".env").write_text(f"{name}=600/minute\n")
    monkeypatch.chdir(tmp_path)

    _, told = _doctor(url)

    assert told["settings"][0] == "doubtful"
    assert name in told["settings"][1]


def test_to_listen_to_others_without_a_key_is_wrong(url: str) -> None:
    result, told = _doctor(url, HOST="0.0.0.0")  # noqa: S104

    assert result.exit_code == 1
    assert told["access"][0] == "wrong"
    assert "factcheck keys create" in told["access"][1]


def test_findings_are_a_table_in_colour_on_a_terminal() -> None:
    console = Console(force_terminal=True, width=60, color_system="standard")
    with console.capture() as shown:
        print_findings(console, [Finding("disk", State.WRONG, "It is full. Free some space.")])

    assert "\x1b[31mwrong" in shown.get()
    assert "Free some space." in shown.get()
