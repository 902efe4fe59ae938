"""What a process knows of the keys, while others make and revoke them."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier, Event, Thread
from time import monotonic, sleep
from typing import Never

import pytest
from sqlalchemy import event

from app.columns import utc_now
from app.db import Database
from app.errors import Conflict, Unavailable
from app.keys import store
from app.keys.ring import FRESH_S, KeyRing
from app.keys.rules import ActiveKey, Scope


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Absent(Database):
    """A database that takes a while to say that it is away."""

    times_asked = 0

    def reading(self) -> Never:
        self.times_asked += 1
        sleep(0.2)
        raise Unavailable("The database is away.")


def _add(database: Database, name: str = "desk", scope: Scope = Scope.WRITE) -> str:
    with database.writing() as session:
        return store.add_key(session, name, scope)


def _revoke(database: Database, name: str) -> None:
    with database.writing() as session:
        store.revoke_key(session, name)


def _last_used(database: Database, name: str = "desk") -> datetime | None:
    with database.reading() as session:
        return {key.name: key.last_used_at for key in store.all_keys(session)}[name]


@pytest.fixture
def statements(database: Database) -> Iterator[list[str]]:
    """What the database was asked."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield asked
    event.remove(database.engine, "before_cursor_execute", note)


def test_a_key_is_found_with_its_name_and_scope(database: Database) -> None:
    text, ring = _add(database), KeyRing(database)

    ring.refresh()

    found = ring.find(text)
    assert found is not None
    assert (found.name, found.scope) == ("desk", Scope.WRITE)


def test_a_key_with_another_secret_is_not_found(database: Database) -> None:
    text, ring = _add(database), KeyRing(database)
    ring.refresh()

    assert ring.find(text[:-1] + ("0" if text[-1] != "0" else "1")) is None


def test_keys_made_and_revoked_meanwhile_are_known_after_two_seconds(database: Database) -> None:
    clock = Clock()
    old, ring = _add(database, "old"), KeyRing(database, clock)
    ring.refresh()
    _revoke(database, "old")
    new = _add(database, "new")

    clock.now += FRESH_S / 2
    ring.refresh()
    before = [bool(ring.find(old)), bool(ring.find(new))]
    clock.now += FRESH_S
    ring.refresh()
    after = [bool(ring.find(old)), bool(ring.find(new))]

    assert (before, after) == ([True, False], [False, True])
    assert FRESH_S <= 5


def test_finding_keys_asks_the_database_nothing(database: Database, statements: list[str]) -> None:
    text, ring = _add(database), KeyRing(database)
    ring.refresh()
    statements.clear()

    for _ in range(100):
        ring.refresh()
        assert ring.find(text)

    assert statements == []


def test_keys_of_a_database_that_is_away_are_not_relied_on(tmp_path: object) -> None:
    away = Database(f"sqlite:///{tmp_path}/no folder/factcheck.db")
    ring = KeyRing(away)

    with pytest.raises(Unavailable):
        ring.refresh()

    assert not ring.is_fresh()


def test_those_who_ask_while_the_database_fails_do_not_wait_for_it_one_after_the_other() -> None:
    database, all_ask = Absent("sqlite:///unused.db"), Barrier(8)
    ring = KeyRing(database)
    asked_at = ring.now()

    def ask(_: int) -> str:
        all_ask.wait()
        try:
            ring.refresh(asked_at)
        except Unavailable:
            return "unavailable"
        return "known"

    with ThreadPoolExecutor(8) as people:
        told = list(people.map(ask, range(8)))

    assert (told, database.times_asked) == (["unavailable"] * 8, 1)


def test_while_it_runs_it_keeps_the_keys_fresh_by_itself(database: Database) -> None:
    ring = KeyRing(database)

    ring.start()
    try:
        key = _add(database)
        deadline = monotonic() + 30
        while not (ring.is_fresh() and ring.find(key)):
            assert monotonic() < deadline
            sleep(0.05)
        _revoke(database, "desk")
        while ring.find(key):
            assert monotonic() < deadline
            sleep(0.05)
    finally:
        ring.stop()


def test_it_goes_on_when_the_database_has_been_away(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    ring, failed = KeyRing(database), Event()

    def fail(_: object) -> dict[str, ActiveKey]:
        failed.set()
        raise Unavailable("The database is away.")

    ring.start()
    try:
        with monkeypatch.context() as broken:
            broken.setattr("app.keys.ring.active_keys", fail)
            assert failed.wait(30)
        deadline = monotonic() + 30
        while not ring.is_fresh():
            assert monotonic() < deadline
            sleep(0.05)
    finally:
        ring.stop()


def test_the_last_use_is_recorded_when_the_ring_stops(database: Database) -> None:
    text, ring = _add(database), KeyRing(database)
    ring.refresh()
    before = utc_now()

    ring.start()
    ring.find(text)
    ring.stop()

    used_at = _last_used(database)
    assert used_at is not None
    assert before <= used_at <= utc_now()


def test_a_ring_stops_though_another_write_does_not_end(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.keys.ring.STOPS_WITHIN_S", 0.1)
    text, ring = _add(database), KeyRing(database)
    ring.refresh()
    ring.start()
    ring.find(text)

    with database.writing() as session:
        store.record_uses(session, {"desk": utc_now() - timedelta(days=1)})
        stopping = Thread(target=ring.stop, daemon=True)
        stopping.start()
        stopping.join(timeout=30)

        assert not stopping.is_alive()
    ring._thread.join()


def test_many_uses_are_one_write(database: Database, statements: list[str]) -> None:
    text, ring = _add(database), KeyRing(database)
    ring.refresh()
    statements.clear()
    for _ in range(100):
        ring.find(text)

    ring.record()
    ring.record()

    assert [statement.split()[0] for statement in statements if "BEGIN" not in statement] == [
        "UPDATE"
    ]


def test_a_use_that_another_process_recorded_later_stays(database: Database) -> None:
    _add(database)
    later = utc_now()

    with database.writing() as session:
        store.record_uses(session, {"desk": later})
    with database.writing() as session:
        store.record_uses(session, {"desk": later - timedelta(hours=1)})

    assert _last_used(database) == later


def test_uses_that_cannot_be_recorded_now_are_recorded_later(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    text, ring = _add(database), KeyRing(database)
    ring.refresh()
    ring.find(text)

    def fail(*_: object) -> None:
        raise Unavailable("The database is away.")

    with monkeypatch.context() as broken:
        broken.setattr("app.keys.ring.record_uses", fail)
        with pytest.raises(Unavailable):
            ring.record()
    ring.record()

    assert _last_used(database) is not None


def test_a_name_is_given_once_even_to_those_who_ask_at_the_same_time(database: Database) -> None:
    def add(_: int) -> str | None:
        try:
            return _add(database)
        except Conflict:
            return None

    with ThreadPoolExecutor(8) as people:
        made = list(people.map(add, range(8)))

    assert len([key for key in made if key]) == 1
