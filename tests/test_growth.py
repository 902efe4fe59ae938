from tests.growth import takes_linear_time


def test_linear_work_is_linear() -> None:
    assert takes_linear_time(lambda text: [text.upper() for _ in range(20)], "pier ")


def test_quadratic_work_is_not() -> None:
    assert not takes_linear_time(
        lambda text: [text[at:] for at in range(0, len(text), 16)], "pier ", 400_000
    )
