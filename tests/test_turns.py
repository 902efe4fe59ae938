import threading

from app.turns import Turns


def _waits(turns: Turns, at_most_s: float = 30.0) -> threading.Thread:
    waiting = threading.Thread(target=turns.let_requests_go_first, args=[at_most_s], daemon=True)
    waiting.start()
    waiting.join(timeout=0.2)
    return waiting


def test_the_background_waits_until_no_request_judges() -> None:
    turns = Turns()

    with turns.first():
        with turns.first():
            waiting = _waits(turns)
        assert waiting.is_alive()

    waiting.join(timeout=10)
    assert not waiting.is_alive()


def test_the_background_does_not_wait_for_ever() -> None:
    turns = Turns()

    with turns.first():
        assert not _waits(turns, at_most_s=0.01).is_alive()


def test_nobody_waits_where_no_request_judges() -> None:
    assert not _waits(Turns()).is_alive()
