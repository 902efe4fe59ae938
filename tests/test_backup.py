"""Copies of what is stored, made while others write, and put back."""

import errno
import os
import shutil
import sqlite3
import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlmodel import SQLModel
from typer.testing import CliRunner, Result

from app import factcheck
from app.articles.models import ArticleCreate
from app.cli import cli
from app.db import Database
from tests.api.newsroom import TOLL_STORY
from tests.checkers import BY_RULES
from tests.conftest import make_postgres_database
from tests.invariants import assert_all_is_in_step
from tests.postgres import client_program


def _back_up(url: str, file: Path) -> Result:
    return CliRunner(env={"FACTCHECK_DATABASE_URL": url}).invoke(cli, ["backup", str(file)])


def _rows(database: Database) -> dict[str, int]:
    with database.reading() as session:
        return {
            table.name: session.scalar(select(func.count()).select_from(table)) or 0
            for table in SQLModel.metadata.sorted_tables
        }


def _ingest(database: Database, number: int) -> None:
    text = TOLL_STORY.replace("12,400", f"{number:,}")
    factcheck.ingest_article(database, BY_RULES, ArticleCreate(text=text))


@pytest.fixture
def path(migrated_sqlite: Path, tmp_path: Path) -> Path:
    """An SQLite database with an article."""
    path = Path(shutil.copy(migrated_sqlite, tmp_path / "factcheck.db"))
    with closing(Database(f"sqlite:///{path}", sqlite_synchronous="NORMAL")) as database:
        _ingest(database, 1)
    return path


@contextmanager
def _writers(database: Database) -> Iterator[None]:
    """Others who store articles all the time."""
    ended = threading.Event()
    began = threading.Barrier(3)

    def write(numbers: range) -> None:
        began.wait(30)
        for number in numbers:
            if ended.is_set():
                return
            _ingest(database, number)

    writers = [threading.Thread(target=write, args=[range(at, 10_000, 2)]) for at in (10, 11)]
    for writer in writers:
        writer.start()
    began.wait(30)
    try:
        yield
    finally:
        ended.set()
        for writer in writers:
            writer.join()


def test_a_backup_is_whole_whoever_writes_meanwhile(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    with closing(Database(f"sqlite:///{path}", sqlite_synchronous="NORMAL")) as database:
        with _writers(database):
            results = [_back_up(f"sqlite:///{path}", folder / f"{n}.db") for n in range(3)]
        stored = _rows(database)

    assert [result.exit_code for result in results] == [0, 0, 0], results
    assert {file.name for file in folder.iterdir()} == {"0.db", "1.db", "2.db"}
    assert results[0].stdout.startswith(f"Backed up to {folder / '0.db'}, ")
    for file in folder.iterdir():
        with closing(Database(f"sqlite:///{file}")) as copy:
            copy.check_schema()
            assert_all_is_in_step(copy)
            assert 0 < _rows(copy)["articles"] <= stored["articles"]


def test_a_backup_that_is_put_back_has_what_was_stored(path: Path, tmp_path: Path) -> None:
    with closing(Database(f"sqlite:///{path}")) as database:
        before = _rows(database)
        _back_up(f"sqlite:///{path}", tmp_path / "backup.db")
        _ingest(database, 2)

    for file in tmp_path.glob("factcheck.db*"):
        file.unlink()
    shutil.copy(tmp_path / "backup.db", path)

    with closing(Database(f"sqlite:///{path}")) as database:
        assert _rows(database) == before
        _ingest(database, 2)


def test_a_backup_replaces_nothing(path: Path, tmp_path: Path) -> None:
    (tmp_path / "old.db").write_text("precious")

    result = _back_up(f"sqlite:///{path}", tmp_path / "old.db")

    assert result.exit_code == 1
    assert result.stderr == f"{tmp_path / 'old.db'} is there already; name a new file.\n"
    assert (tmp_path / "old.db").read_text() == "precious"


def test_a_backup_that_cannot_be_written_says_why(path: Path, tmp_path: Path) -> None:
    result = _back_up(f"sqlite:///{path}", tmp_path / "no" / "folder.db")

    assert result.exit_code == 1
    assert "No such file or directory" in result.stderr


def test_a_database_that_is_not_sound_gives_no_backup(path: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        [[root]] = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'articles'"
        ).fetchall()
        [[size]] = connection.execute("PRAGMA page_size").fetchall()
    with path.open("r+b") as file:
        file.seek((root - 1) * size + 8)
        file.write(b"\xff" * (size // 2))

    result = _back_up(f"sqlite:///{path}", tmp_path / "backup.db")

    assert result.exit_code == 1
    assert "not sound" in result.stderr
    assert list(tmp_path.iterdir()) == [path]


def test_a_database_with_an_older_schema_is_backed_up_before_it_is_migrated(
    path: Path, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'older'")
        connection.commit()

    result = _back_up(f"sqlite:///{path}", tmp_path / "backup.db")

    assert result.exit_code == 0, result.stderr
    with closing(sqlite3.connect(tmp_path / "backup.db")) as copy:
        assert copy.execute("SELECT version_num FROM alembic_version").fetchall() == [("older",)]
        assert copy.execute("SELECT count(*) FROM articles").fetchall() == [(1,)]


def test_where_there_is_no_database_there_is_no_backup(tmp_path: Path) -> None:
    result = _back_up(f"sqlite:///{tmp_path / 'factcheck.db'}", tmp_path / "backup.db")

    assert result.exit_code == 1
    assert result.stderr == f"There is no database {tmp_path / 'factcheck.db'}.\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", [errno.EPERM, errno.EOPNOTSUPP])
def test_a_backup_goes_where_a_file_has_one_name_only(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "link", refuse)

    result = _back_up(f"sqlite:///{path}", tmp_path / "backup.db")

    assert result.exit_code == 0, result.stderr
    assert {file.name for file in tmp_path.iterdir()} == {"factcheck.db", "backup.db"}
    with closing(Database(f"sqlite:///{tmp_path / 'backup.db'}")) as copy:
        assert _rows(copy)["articles"] == 1


def test_a_backup_replaces_nothing_that_came_meanwhile_either(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def be_too_late(_partial: Path, target: Path) -> None:
        target.write_text("precious")
        raise PermissionError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", be_too_late)

    result = _back_up(f"sqlite:///{path}", tmp_path / "backup.db")

    assert result.exit_code == 1
    assert "is there already" in result.stderr
    assert (tmp_path / "backup.db").read_text() == "precious"
    assert {file.name for file in tmp_path.iterdir()} == {"factcheck.db", "backup.db"}


def test_on_postgresql_the_command_says_which_one_does_it_though_the_server_is_down() -> None:
    result = _back_up("postgresql://desk:secret@127.0.0.1:1/news", Path("the news.dump"))

    assert result.exit_code == 1
    command = "pg_dump --format=custom --file='the news.dump' postgresql://desk@127.0.0.1:1/news"
    assert result.stderr.endswith(f"in PGPASSWORD: {command}\n")


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_what_pg_dump_wrote_can_be_restored(
    database: Database, postgres_server: str, worker_name: str, tmp_path: Path
) -> None:
    _ingest(database, 1)
    before = _rows(database)
    url = database.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    empty = make_postgres_database(postgres_server, f"factcheck_restored_{worker_name}")
    dump = str(tmp_path / "factcheck.dump")

    for words in (
        ["pg_dump", "--format=custom", f"--file={dump}", url],
        ["pg_restore", "--no-owner", f"--dbname={empty}", dump],
    ):
        subprocess.run([client_program(words[0]), *words[1:]], check=True, cwd=tmp_path)

    with closing(Database(empty)) as restored:
        restored.check_schema()
        assert _rows(restored) == before
