"""What the README says is what happens."""

import os
import re
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from app.db import Database, bundled
from app.evidence.vocabulary import ReasonCode
from app.seeding import plant, read_stories
from app.settings import Settings
from app.wiring import make_checker
from tests.server import running_service

README = Path(__file__).parents[1] / "README.md"
_ADDRESS = "http://127.0.0.1:8000"
_BETWEEN = "=== next ==="
_VARYING = {
    r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}": "ID",
    r"\"(created_at|computed_at|changed_at)\": \"[0-9TZ:.-]+\"": r'"\1": "NOW"',
    r"\"next_cursor\": \"[\w=-]+\"": '"next_cursor": "CURSOR"',
    r"\"input_digest\": \"[0-9a-f]{64}\"": '"input_digest": "DIGEST"',
    r"\"check_worthiness\": [01]\.\d+": '"check_worthiness": SCORE',  # its last bits are the CPU's
    r"\t[01]\.\d\d\t": "\tSCORE\t",
}


def _examples() -> list[tuple[str, str]]:
    """The console examples: what is typed, and what comes out."""
    blocks = re.findall(r"```console\n(.*?)```", README.read_text(), re.DOTALL)
    return [_typed_and_shown(block) for block in blocks]


def _typed_and_shown(block: str) -> tuple[str, str]:
    typed = re.findall(r"^\$ (.*(?:\n  .*)*)", block, re.MULTILINE)
    shown = re.sub(r"^\$ .*(?:\n  .*)*\n", "", block, flags=re.MULTILINE)
    return "\n".join(typed), shown


def _print_all(address: str, folder: Path) -> list[str]:
    """What the examples print when they are typed into one shell, one after the other."""
    script = f"\necho '{_BETWEEN}'\n".join(typed for typed, _ in _examples())
    done = subprocess.run(
        ["bash", "-euo", "pipefail"],
        input=script.replace(_ADDRESS, address),
        env={**os.environ, "PATH": _path(folder)},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout.split(f"{_BETWEEN}\n")


def _path(folder: Path) -> str:
    """The search path, with the command line, and a stand-in for curl where the machine has none."""
    if shutil.which("curl") is None:
        stand_in = folder / "curl"
        stand_in.write_text(f"#!{sys.executable}\n{_CURL}")
        stand_in.chmod(0o755)
    return os.pathsep.join([str(folder), str(Path(sys.executable).parent), os.environ["PATH"]])


_CURL = """
import argparse, sys, urllib.error, urllib.request
options = argparse.ArgumentParser()
options.add_argument("-s", action="store_true")
options.add_argument("-X")
options.add_argument("-o", default="/dev/stdout")
options.add_argument("-H", action="append", default=[])
options.add_argument("-d")
options.add_argument("url")
given = options.parse_args()
request = urllib.request.Request(given.url, given.d and given.d.encode(), dict(each.split(": ") for each in given.H), method=given.X)
try:
    answer = urllib.request.urlopen(request)
except urllib.error.HTTPError as problem:
    answer = problem
open(given.o, "wb").write(answer.read())
"""


def _alike(text: str) -> str:
    for varying, name in _VARYING.items():
        text = re.sub(varying, name, text)
    return text


def test_every_example_prints_what_the_readme_shows(migrated_sqlite: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{shutil.copy(migrated_sqlite, tmp_path / 'factcheck.db')}"
    with (
        closing(Database(url)) as database,
        closing(make_checker(Settings(database_url=url))) as checker,
    ):
        list(plant(database, checker, read_stories(bundled("seeds"))))

    with running_service(url) as address:
        printed = _print_all(address, tmp_path)

    shown = [output for _, output in _examples()]
    assert [_alike(output) for output in printed] == [_alike(output) for output in shown]


def test_every_setting_is_in_the_table_as_the_code_has_it() -> None:
    rows = [
        f"| `FACTCHECK_{name.upper()}` | `{field.default}` | {field.description} |"
        for name, field in Settings.model_fields.items()
    ]
    table = "| setting | default | meaning |\n| --- | --- | --- |\n" + "\n".join(rows) + "\n\n"

    assert table in README.read_text()


def test_every_reason_in_the_table_means_what_the_code_says() -> None:
    rows = re.findall(r"^\| `([a-z_]+)` \| (.*) \|$", README.read_text(), re.MULTILINE)
    told = {code: meaning for code, meaning in rows if code in set(ReasonCode)}

    assert len(told) == 10
    assert told == {str(code): code.meaning for code in ReasonCode if code in told}


def test_every_module_that_the_layout_names_is_there() -> None:
    layout = re.search(r"```text\napp/\n(.*?)```", README.read_text(), re.DOTALL)
    assert layout is not None

    named = re.findall(r"\b([a-z_]+)(\.py|/)", layout[1])

    root = README.parent
    missing = [
        name + end
        for name, end in named
        if not any((top / (name + end)).exists() for top in (root, root / "app"))
    ]
    assert missing == []
