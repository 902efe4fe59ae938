"""An article as `factcheck read` shows it: from a file, from an address, from standard input."""

import json
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from app.cli import cli
from tests.articles.web import response, site

TEXT = (
    "Ines Calder, the bridge warden, said that the Orrin bridge carried 12,400 carts in 2025.\n\n"
    "Mayor Ruta Lind denied that the council closed the bridge in 2024."
)
PAGE = (
    "<html lang='en'><head><title>Toll rises</title><meta name='author' content='Nils Rook'></head><body>"
    + "".join(f"<p>{line}</p>" for line in TEXT.split("\n\n"))
    + "</body></html>"
)
GERMAN = "Die Wärterin der Brücke sprach am Dienstag. „Die Brücke trug 12.400 Karren“, sagte sie dem Rat."


def _read(*words: str | Path, given: str | bytes = "", **environment: str) -> Result:
    runner = CliRunner(env={"FACTCHECK_DATABASE_URL": "sqlite:////no/such/folder/x.db", **environment})  # fmt: skip
    return runner.invoke(cli, ["read", *map(str, words)], input=given)


def _json(*words: str | Path, given: str | bytes = "", **environment: str) -> dict[str, object]:
    result = _read("--json", *words, given=given, **environment)
    assert (result.exit_code, result.stderr) == (0, "")
    read: dict[str, object] = json.loads(result.stdout)
    return read


def test_claims_are_marked_in_the_text_and_listed_so_that_a_pipe_can_take_them() -> None:
    result = _read("-", given=TEXT)

    assert (result.exit_code, result.stderr) == (0, "")
    assert re.sub(r"\d\.\d\d", "WORTH", result.stdout) == (
        "Source      unknown\n"
        "Language    en\n"
        "Claims      2\n"
        "\n"
        "Ines Calder, the bridge warden, said that [1]the Orrin bridge carried 12,400 carts in 2025[/1].\n"
        "\n"
        "Mayor Ruta Lind denied that [2]the council closed the bridge in 2024[/2].\n"
        "\n"
        "1\tInes Calder (bridge warden)\tasserts\t\tWORTH\tthe Orrin bridge carried 12,400 carts in 2025\n"
        "2\tRuta Lind (Mayor)\tdenies\t\tWORTH\tthe council closed the bridge in 2024\n"
    )


def test_a_terminal_has_colours_and_a_table() -> None:
    result = _read("-", given=TEXT, FORCE_COLOR="1", COLUMNS="150", TERM="xterm-256color")

    assert re.search(r"\x1b\[2m\[1\]\x1b\[0m\x1b\[3;[\d;]+mthe Orrin bridge", result.stdout)
    assert "┃" in result.stdout


def test_a_page_is_read_for_what_it_says_of_itself(tmp_path: Path) -> None:
    file = tmp_path / "toll.html"
    file.write_text(PAGE)

    shown = _read(file).stdout

    assert shown.startswith("Title       Toll rises\nAuthor      Nils Rook\n")
    assert "[1]the Orrin bridge" in shown


def test_json_has_the_names_of_the_api(tmp_path: Path) -> None:
    file = tmp_path / "toll.json"
    address = "https://lantern.example/toll?utm_id=1"
    file.write_text(json.dumps({"text": TEXT, "url": address, "published_at": "2026-02-03T09:00:00Z"}))  # fmt: skip

    read = _json(file)

    claims = read.pop("claims")
    assert read == {
        "title": None,
        "author": None,
        "published_at": "2026-02-03T09:00:00Z",
        "language": "en",
        "source": {"name": None, "domain": "lantern.example", "kind": "outlet"},
        "url": address,
        "canonical_url": "https://lantern.example/toll",
        "notes": [],
        "text": TEXT,
    }
    assert isinstance(claims, list)
    assert claims[1] == {
        "start": 118,
        "end": 155,
        "text": "the council closed the bridge in 2024",
        "kind": "indirect_quote",
        "claimant": {"name": "Ruta Lind", "role": "Mayor", "start": 90, "end": 105},
        "cue": "denied",
        "context": None,
        "polarity": "denies",
        "hedged": False,
        "check_worthiness": claims[1]["check_worthiness"],
    }


def test_an_address_is_fetched() -> None:
    with site({"/toll": response(PAGE.encode())}) as server:
        read = _json(f"{server.url}/toll", FACTCHECK_FETCH_ALLOWED_HOSTS="127.0.0.1")

    assert (read["title"], read["text"]) == ("Toll rises", TEXT)


def test_notes_are_shown() -> None:
    shown = _read("-", given=GERMAN).stdout

    assert "Note        The text seems to be German (de): only words in quotation marks" in shown
    assert "„[1]Die Brücke trug 12.400 Karren[/1]“" in shown


def test_claims_inside_claims_keep_their_own_marks() -> None:
    nested = "Ruta Lind said that Ines Calder, the warden, denied that the bridge was shut for 9 days in 2024."

    shown = _read("-", given=nested).stdout

    assert "[/2][/1]" in shown.replace(".", "")


def test_what_could_steer_a_terminal_is_not_printed() -> None:
    result = _read("-", given=f"\x1b[31m{TEXT}\x9b2J\u202e")

    assert "\x1b" not in result.stdout
    assert "\x9b" not in result.stdout
    assert "\u202e" not in result.stdout
    assert "�[31mInes Calder" in result.stdout


@pytest.mark.parametrize(
    ("words", "given", "told"),
    [
        (["nothing.txt"], "", "nothing.txt: There is no such file."),
        (["-"], "", "standard input: It is empty."),
        (
            ["-"],
            "<html><nav><a href='/'>Home</a></nav></html>",
            "This page cannot be read. No article",
        ),
        (["http://127.0.0.1:1/x"], "", "http://127.0.0.1:1/x is at port 1"),
        (["https://exa mple/"], "", "https://exa mple/: `url`: Write a whole web address"),
    ],
)
def test_what_cannot_be_read_is_told_in_a_sentence(words: list[str], given: str, told: str) -> None:
    result = _read(*words, given=given)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(told)


def test_a_page_that_is_not_there_is_told_in_a_sentence() -> None:
    with site({}) as server:
        result = _read(f"{server.url}/x", FACTCHECK_FETCH_ALLOWED_HOSTS="127.0.0.1")

    assert result.exit_code == 1
    assert "its server answered with the status 404" in result.stderr


def test_a_file_with_several_articles_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "two.jsonl"
    file.write_text('{"text": "The mill burned."}\n{"text": "It rained."}\n')

    result = _read(file)

    assert (result.exit_code, result.stderr) == (1, f"{file} has 2 articles; name a file that has one.\n")  # fmt: skip


def test_a_text_of_a_million_characters_is_read_from_a_pipe() -> None:
    text = "".join(f"Ruta Lind said that bridge {n} carried {n} carts.\n" for n in range(20_000))
    before = time.monotonic()

    done = subprocess.run(
        [Path(sys.executable).with_name("factcheck"), "read", "-"],
        input=text[:1_000_000],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )

    assert done.stdout.count("\tasserts\t") > 10_000
    assert time.monotonic() - before < 60
