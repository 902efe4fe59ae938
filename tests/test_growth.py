import pytest

from tests import growth
from tests.growth import takes_linear_time


def test_linear_work_is_linear() -> None:
    assert takes_linear_time(lambda text: [text.upper() for _ in range(20)], "pier ")


def test_quadratic_work_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(growth, "SLACK_S", 0)

    assert not takes_linear_time(
        lambda text: [len(text[at:]) for at in range(len(text))], "pier ", 80_000
    )
