"""Transactions, and what a database in trouble looks like."""

import threading
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, delete, event, select, text
from sqlmodel import col

from app import factcheck
from app.articles.models import ArticleCreate
from app.articles.source_models import Source, SourceCreate, SourceKind
from app.claims.models import ClaimCreate
from app.db import Database
from app.errors import Conflict, Stale, Unavailable, check_version
from tests.checkers import BY_RULES


def _source(name: str) -> Source:
    return Source(key=name, name=name, folded_name=name, kind=SourceKind.OUTLET)


def test_nothing_is_stored_when_a_write_fails_half_way(database: Database) -> None:
    twins = [_source("courier"), _source("courier")]

    with pytest.raises(Conflict), database.writing() as session:
        session.add_all(twins)

    with database.reading() as session:
        assert session.scalars(select(Source)).all() == []


def test_a_reader_is_not_kept_waiting_by_a_writer(database: Database) -> None:
    with database.writing() as writer:
        writer.add(_source("courier"))
        writer.flush()
        with database.reading() as reader:
            seen = reader.scalars(select(Source)).all()

    assert seen == []


def test_writers_wait_for_each_other_and_both_succeed(database: Database) -> None:
    def add(name: str) -> None:
        factcheck.add_source(database, SourceCreate(name=name))

    threads = [threading.Thread(target=add, args=(f"Paper {n}",)) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with database.reading() as session:
        assert len(session.scalars(select(Source)).all()) == len(threads)


def test_a_database_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'no' / 'such' / 'folder.db'}")

    with pytest.raises(Unavailable, match="unable to open database file"):
        database.check_schema()


def test_a_server_that_does_not_answer_is_unavailable() -> None:
    database = Database("postgres://nobody@127.0.0.1:1/nothing")

    with pytest.raises(Unavailable), database.reading() as session:
        session.execute(text("SELECT 1"))


def test_a_connection_beside_the_pool_is_like_the_others(migrated_postgres: Database) -> None:
    made: list[dict[str, Any]] = []

    def note(_dialect: object, _record: object, _words: object, options: dict[str, Any]) -> None:
        made.append(options)

    event.listen(Engine, "do_connect", note)
    with migrated_postgres.sole("linking") as alone:
        event.remove(Engine, "do_connect", note)

    assert alone
    assert [(each["connect_timeout"], each["options"]) for each in made] == [
        (10, "-c timezone=UTC")
    ]


def test_a_read_only_database_refuses_writes_and_keeps_what_it_has(
    migrated_sqlite: Path, tmp_path: Path
) -> None:
    path = tmp_path / "read-only.db"
    path.write_bytes(migrated_sqlite.read_bytes())
    database = Database(f"sqlite:///file:{path}?mode=ro&uri=true")

    with pytest.raises(Unavailable, match="readonly"):
        factcheck.submit_claim(database, BY_RULES, ClaimCreate(text="The mill stands still."))

    with database.reading() as session:
        assert session.execute(text("SELECT count(*) FROM claims")).scalar() == 0
    database.close()


def test_a_postgresql_address_may_be_written_in_short(database: Database) -> None:
    if database.is_sqlite:
        assert database.engine.url.drivername == "sqlite"
    else:
        assert database.engine.url.drivername == "postgresql+psycopg"


def test_sqlite_waits_for_locks_and_keeps_its_promises(migrated_sqlite: Path) -> None:
    database = Database(f"sqlite:///{migrated_sqlite}")

    with database.reading() as session:
        pragmas = {
            name: session.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("busy_timeout", "journal_mode", "foreign_keys", "synchronous")
        }

    database.close()
    assert pragmas == {
        "busy_timeout": 30000,
        "journal_mode": "wal",
        "foreign_keys": 1,
        "synchronous": 2,
    }


def test_a_source_with_articles_cannot_be_deleted_under_them(database: Database) -> None:
    factcheck.ingest_article(
        database, BY_RULES, ArticleCreate(text="The mill stands.", source="Courier")
    )

    with pytest.raises(Conflict), database.writing() as session:
        session.execute(delete(Source).where(col(Source.name) == "Courier"))


def test_an_empty_expectation_accepts_any_version() -> None:
    check_version(7, None)


def test_another_version_than_expected_is_stale() -> None:
    with pytest.raises(Stale, match="at version 7 now"):
        check_version(7, frozenset({6}))
