"""Who may do a request with a key, until when, and what is known of it afterwards."""

from collections.abc import Callable
from datetime import timedelta
from time import monotonic, sleep
from uuid import uuid4

import pytest
from sqlalchemy import func, select, update

from app import factcheck
from app.background import BackgroundLinking
from app.claims.models import Claim, ClaimCreate
from app.columns import utc_now
from app.db import Database
from app.errors import InProgress, Invalid
from app.idempotency import once, store
from app.idempotency.models import Answer, Effect, IdempotencyKey, KeyedRequest
from app.idempotency.once import Turn, begin, fingerprint
from tests.checkers import BY_RULES, LINKING

ASKED = KeyedRequest(client="", key="desk-7", fingerprint="a" * 64)
ANSWER = Answer(201, {"ETag": '"1"'}, b'{"id": 1}')
DRAFT = ClaimCreate(text="The mill at Orrin ground 40 tons of rye.")

Later = Callable[[timedelta], None]


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Later:
    """Lets time pass for the keys."""

    def pass_by(time: timedelta) -> None:
        monkeypatch.setattr(once, "utc_now", lambda: utc_now() + time)

    return pass_by


def _turn(found: Turn | Answer) -> Turn:
    assert isinstance(found, Turn)
    return found


def _count(database: Database, table: type[Claim | IdempotencyKey]) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_a_request_that_was_answered_is_answered_the_same(database: Database) -> None:
    _turn(begin(database, ASKED)).answer(ANSWER)

    assert begin(database, ASKED) == ANSWER


def test_a_request_is_done_by_one_at_a_time(database: Database) -> None:
    begin(database, ASKED)

    with pytest.raises(InProgress):
        begin(database, ASKED)


def test_a_key_is_for_one_request(database: Database) -> None:
    begin(database, ASKED)

    with pytest.raises(Invalid, match="another request"):
        begin(database, KeyedRequest("", ASKED.key, "b" * 64))


def test_keys_of_other_clients_are_other_keys(database: Database) -> None:
    _turn(begin(database, ASKED)).answer(ANSWER)

    found = begin(database, KeyedRequest("another client", ASKED.key, "b" * 64))

    assert isinstance(found, Turn)


def test_whoever_gives_up_leaves_the_key_free(database: Database) -> None:
    _turn(begin(database, ASKED)).give_up()

    assert isinstance(begin(database, KeyedRequest("", ASKED.key, "b" * 64)), Turn)


def test_who_is_silent_for_the_time_of_a_lease_loses_the_turn_and_what_was_stored_is_known(
    database: Database, later: Later
) -> None:
    turn, effect = _turn(begin(database, ASKED)), Effect((uuid4(), uuid4()), is_new=False)
    with database.writing() as session:
        turn.record(session, effect)

    later(store.LEASE)

    assert _turn(begin(database, ASKED)).effect == effect


def test_who_renews_a_lease_keeps_the_turn(database: Database, later: Later) -> None:
    turn = _turn(begin(database, ASKED))
    later(store.LEASE)
    turn.renew()

    with pytest.raises(InProgress):
        begin(database, ASKED)


def test_what_was_stored_is_known_although_whoever_stored_it_gave_up(database: Database) -> None:
    turn, effect = _turn(begin(database, ASKED)), Effect((uuid4(),))
    with database.writing() as session:
        turn.record(session, effect)
    turn.give_up()

    assert _turn(begin(database, ASKED)).effect == effect


def test_who_has_lost_the_turn_stores_nothing(database: Database, later: Later) -> None:
    slow = _turn(begin(database, ASKED))
    later(store.LEASE)
    quick = _turn(begin(database, ASKED))

    with pytest.raises(InProgress):
        factcheck.submit_claim(database, BY_RULES, DRAFT, once=slow)

    assert _count(database, Claim) == 0
    factcheck.submit_claim(database, BY_RULES, DRAFT, once=quick)
    assert _count(database, Claim) == 1


def test_the_answer_of_who_has_lost_the_turn_is_not_kept(database: Database, later: Later) -> None:
    slow = _turn(begin(database, ASKED))
    later(store.LEASE)
    quick = _turn(begin(database, ASKED))
    slow.answer(Answer(200, {}, b"slow"))
    slow.give_up()
    quick.answer(ANSWER)

    assert begin(database, ASKED) == ANSWER


def test_a_key_is_kept_for_a_day_and_then_free(database: Database, later: Later) -> None:
    _turn(begin(database, ASKED)).answer(ANSWER)

    later(timedelta(hours=23, minutes=59))
    assert begin(database, ASKED) == ANSWER
    later(timedelta(hours=24))
    assert isinstance(begin(database, KeyedRequest("", ASKED.key, "b" * 64)), Turn)


def test_each_new_key_removes_a_few_that_have_expired(database: Database, later: Later) -> None:
    for n in range(30):
        _turn(begin(database, KeyedRequest("", f"old {n}", "a" * 64))).answer(ANSWER)
    later(timedelta(hours=25))

    kept = []
    for n in range(3):
        begin(database, KeyedRequest("", f"new {n}", "a" * 64))
        kept.append(_count(database, IdempotencyKey))

    assert kept == [11, 2, 3]


def test_an_answer_is_given_again_while_somebody_else_writes(database: Database) -> None:
    _turn(begin(database, ASKED)).answer(ANSWER)

    with database.writing():
        assert begin(database, ASKED) == ANSWER


def test_json_that_says_the_same_is_the_same_request() -> None:
    written = (b'{"text": "A", "n": 1}', b'{ "n":1.0,\n"text":"\\u0041"}')

    assert len({fingerprint("POST", "/v1/claims", body) for body in written}) == 1


@pytest.mark.parametrize(
    "other",
    [
        ("POST", "/v1/claims", b'{"text": "B"}'),
        ("POST", "/v1/sources", b'{"text": "A"}'),
        ("PUT", "/v1/claims", b'{"text": "A"}'),
        ("POST", "/v1/claims", b""),
        ("POST", "/v1/claims", b'{"text": 1e999}'),
        ("POST", "/v1/claims", b"[" * 100_000),
        ("POST", "/v1/claims", b'{"text": "\\ud800"}'),
        ("POST", "/v1/claims", b"\xff"),
    ],
)
def test_another_method_path_or_body_is_another_request(other: tuple[str, str, bytes]) -> None:
    assert fingerprint(*other) != fingerprint("POST", "/v1/claims", b'{"text": "A"}')


def test_a_lease_from_before_the_clock_was_set_back_holds_nobody_up(
    database: Database, later: Later
) -> None:
    begin(database, ASKED)

    later(-timedelta(hours=1))

    assert isinstance(begin(database, ASKED), Turn)


def test_what_has_expired_goes_though_no_new_key_comes(database: Database, later: Later) -> None:
    _turn(begin(database, ASKED)).answer(ANSWER)
    once.forget_expired(database)
    kept = _count(database, IdempotencyKey)

    later(timedelta(hours=24))
    once.forget_expired(database)

    assert (kept, _count(database, IdempotencyKey)) == (1, 0)


def test_an_answer_that_is_being_given_while_its_claim_is_deleted_is_not_kept(
    database: Database,
) -> None:
    turn = _turn(begin(database, ASKED))
    claim = factcheck.submit_claim(database, BY_RULES, DRAFT, once=turn)
    factcheck.delete_claim(database, claim.id)
    turn.answer(ANSWER)

    again = _turn(begin(database, ASKED))

    assert again.effect == Effect((claim.id,), claim.id)


def test_the_server_removes_what_has_expired(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    _turn(begin(database, ASKED)).answer(ANSWER)
    with database.writing() as session:
        session.execute(update(IdempotencyKey).values(expires_at=utc_now()))
    monkeypatch.setattr("app.background.PAUSE_S", 0.01)
    server = BackgroundLinking(database, LINKING.linker)

    server.start()
    deadline = monotonic() + 60
    while _count(database, IdempotencyKey) and monotonic() < deadline:
        sleep(0.01)
    server.stop()

    assert _count(database, IdempotencyKey) == 0
