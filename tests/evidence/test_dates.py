from datetime import date

import pytest

from app.evidence.dates import moments_in

WEDNESDAY = date(2026, 3, 4)


def times(text: str, published: date | None = None) -> list[tuple[int | None, ...]]:
    return [(at.year, at.month, at.day) for at in moments_in(text, published)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 21 September 2022", (2022, 9, 21)),
        ("on September 21, 2022", (2022, 9, 21)),
        ("on Sept. 21", (None, 9, 21)),
        ("the 1st of May", (None, 5, 1)),
        ("in September", (None, 9, None)),
        ("in May", (None, 5, None)),
        ("in June 2021", (2021, 6, None)),
        ("since 2009", (2009, None, None)),
        ("as early as 2009", (2009, None, None)),
        ("the 1969–70 season", (1969, None, None)),
        ("2026-03-04", (2026, 3, 4)),
    ],
)
def test_a_date_is_read_as_far_as_it_is_given(text: str, expected: tuple[int | None, ...]) -> None:
    assert times(text) == [expected]


@pytest.mark.parametrize(
    "text", ["It may rain.", "May we go?", "2000 people", "€2000", "2026-13-04", "Mayday"]
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert times(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on Monday", (2026, 3, 2)),
        ("on Wednesday", (2026, 3, 4)),
        ("on Thursday", (2026, 2, 26)),
        ("yesterday", (2026, 3, 3)),
        ("tomorrow", (2026, 3, 5)),
        ("last year", (2025, None, None)),
        ("next month", (2026, 4, None)),
    ],
)
def test_weekdays_and_relative_times_count_from_the_day_of_publication(
    text: str, expected: tuple[int | None, ...]
) -> None:
    assert times(text, WEDNESDAY) == [expected]


@pytest.mark.parametrize(
    ("one", "other", "borne_out"),
    [
        ("in 1953", "in May 1953", True),
        ("in May 1953", "in 1953", False),
        ("on Monday", "on Monday", True),
        ("on 2 March", "on 3 March", False),
    ],
)
def test_a_time_is_borne_out_by_one_that_is_as_exact(
    one: str, other: str, *, borne_out: bool
) -> None:
    (left,), (right,) = moments_in(one, None), moments_in(other, None)

    assert left.is_borne_out_by(right) is borne_out


def test_relative_times_say_nothing_where_the_day_of_publication_is_not_known() -> None:
    assert times("yesterday and last year") == []


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("on Monday", "on Tuesday", True),
        ("in September", "in October", True),
        ("in September", "in September 2022", False),
        ("on 3 May", "in 2022", False),
        ("in 2022", "in 2023", True),
    ],
)
def test_times_differ_where_both_give_a_part_that_is_not_the_same(
    one: str, other: str, *, differ: bool
) -> None:
    (left,), (right,) = moments_in(one, None), moments_in(other, None)

    assert left.differs(right) is differ
    assert right.differs(left) is differ


def test_the_first_days_of_the_calendar_have_no_yesterday() -> None:
    assert times("yesterday", date.min) == [(1, 1, 1)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ten days after the fair of 3 May", "on 13 May"),
        ("on the eve of 3 May", "on 2 May"),
        ("after 3 May", "on 13 May"),
        ("by Monday", "on Tuesday"),
    ],
)
def test_a_time_before_or_after_which_something_is_is_not_that_of_the_event(
    one: str, other: str
) -> None:
    (left,), (right,) = moments_in(one, None), moments_in(other, None)

    assert not left.comparable(right)
    assert not left.is_borne_out_by(right)


@pytest.mark.parametrize(
    ("text", "other", "differs"),
    [
        ("reopens on Monday", "on 9 March 2026", False),  # the next one
        ("reopened on Monday", "on 2 March 2026", False),  # the last one
        ("reopens on Monday", "on 16 March 2026", True),
        ("reopens on Monday", "on 10 March 2026", True),
        ("reopened yesterday", "on 3 March 2026", False),
        ("signed in 1987", "in the 1980s", False),
        ("signed in 1987", "in the 1990s", True),
    ],
)
def test_a_weekday_is_a_day_of_the_week_before_or_after_publication(
    text: str, other: str, *, differs: bool
) -> None:
    (one,), (two,) = moments_in(text, WEDNESDAY), moments_in(other, None)

    assert one.differs(two) is differs
    assert two.differs(one) is differs


def test_a_year_bears_out_its_decade_and_not_the_other_way_round() -> None:
    (year,), (decade,) = moments_in("in 1987", None), moments_in("in the 1980s", None)

    assert decade.is_borne_out_by(year)
    assert not year.is_borne_out_by(decade)
