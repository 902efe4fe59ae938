import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.evidence.figures import SCORE, figures_in
from app.evidence.quantities import Agreement
from app.evidence.units import MONTH_S


def figure(text: str) -> tuple[float, float, str, str]:
    (found,) = figures_in(text)
    return found.low, found.high, found.unit, found.of


@pytest.mark.parametrize(
    ("text", "value", "unit", "of"),
    [
        ("41,200 containers", 41_200, "", "container"),
        ("41 200 containers", 41_200, "", "container"),
        ("three hundred people", 300, "", "person"),
        ("one hundred and twenty thousand people", 120_000, "", "person"),
        ("twenty-five lorries", 25, "", "lorry"),
        ("a dozen more boats", 12, "", "boat"),
        ("45 per cent", 45, "%", ""),
        ("45%", 45, "%", ""),
        ("half of them", 50, "%", ""),
        ("one in five", 20, "%", ""),
        ("7 out of 10", 70, "%", ""),
        ("every second shop", 50, "%", ""),
        ("every fifth shop", 20, "%", ""),
        ("two fifths", 40, "%", ""),
        ("a hundredth of the wheat", 1, "%", ""),
        ("60 of every 100 litres", 60, "%", ""),
        ("one voter in four", 25, "%", ""),
        ("a quarter of an hour", 900, "s", ""),
        ("50 basis points", 0.5, "points", ""),
        ("2 cubic metres", 2_000, "l", ""),
        ("250 megawatt-hours", 250e6, "wh", ""),
        ("3 nights", 259_200, "s", ""),
        ("half a million hens", 500_000, "", "hen"),
        ("half an hour", 1_800, "s", ""),
        ("an hour and a half", 5_400, "s", ""),
        ("a year and a half", 18 * MONTH_S, "s", ""),
        ("90 minutes", 5_400, "s", ""),
        ("€4bn", 4e9, "€", ""),
        ("$1.2 billion", 1.2e9, "$", ""),
        ("2.5 tonnes", 2_500, "kg", ""),
        ("20 m", 20, "m", ""),
        ("40 milligrams", 40e-6, "kg", ""),
        ("3 square kilometres", 3e6, "m2", ""),
        ("30 degrees Celsius", 30, "celsius", ""),
        ("70 litres a week", 10, "l/day", ""),
        ("24 litres of water per hour", 576, "l/day", ""),
        ("5 tonnes daily", 5_000, "kg/day", ""),
        ("a 45-year-old man", 45, "age", ""),
        ("48m kroner", 48e6, "crown", ""),
        ("30m passengers", 30e6, "", "passenger"),
        ("30m waves", 30, "m", ""),
        ("three in four", 75, "%", ""),
        ("a 3-1 win", 3.01, SCORE, ""),
        ("212 degrees Fahrenheit", 100, "celsius", ""),
    ],
)
def test_a_figure_has_a_value_a_unit_and_what_is_counted(
    text: str, value: float, unit: str, of: str
) -> None:
    low, high, *what = figure(text)

    assert low == pytest.approx(value, rel=0.13)
    assert (low + high) / 2 == pytest.approx(value, rel=0.01)
    assert what == [unit, of]


@pytest.mark.parametrize(
    "text", ["the 3rd floor", "one of them", "no figure at all", "A2 road", "half past ten"]
)
def test_what_is_no_quantity_is_no_figure(text: str) -> None:
    assert [
        found for found in figures_in(text) if not found.exact or found.low not in {2, 10}
    ] == []


@pytest.mark.parametrize(
    ("one", "other", "agreement"),
    [
        ("300,000 people", "300,000 people", Agreement.SAME),
        ("300,000 people", "30,000 people", Agreement.DIFFERENT),
        ("about 300,000 people", "305,000 people", Agreement.SAME),
        ("1.2 million people", "1,234,000 people", Agreement.SAME),
        ("4 million people", "5 million people", Agreement.DIFFERENT),
        ("more than 300,000 people", "310,000 people", Agreement.SAME),
        ("more than 300,000 people", "250,000 people", Agreement.DIFFERENT),
        ("at least 20 people", "35 people", Agreement.COMPATIBLE),
        ("no more than 60 guests", "200 guests", Agreement.DIFFERENT),
        ("up to 60 guests", "20 guests", Agreement.COMPATIBLE),
        ("no fewer than 60 guests", "50 guests", Agreement.DIFFERENT),
        ("between 10 and 20 boats", "15 boats", Agreement.SAME),
        ("10 to 20 million boats", "5 million boats", Agreement.DIFFERENT),
        ("over 75,000 francs", "less than 75,000 francs", Agreement.DIFFERENT),
        ("60 kilometres", "60 miles", Agreement.DIFFERENT),
        ("six feet", "1.8 metres", Agreement.SAME),
        ("2.5 tonnes", "2,500 kilograms", Agreement.SAME),
        ("a quarter", "25 percent", Agreement.SAME),
        ("a dozen boats", "12 boats", Agreement.SAME),
        ("£2.4m", "£24 million", Agreement.DIFFERENT),
        ("€48m", "48 million euros", Agreement.SAME),
        ("won 3-1", "won 2-1", Agreement.DIFFERENT),
        ("won 3-1", "won 3\u20131", Agreement.SAME),
        ("six weeks", "six months", Agreement.DIFFERENT),
        ("four weeks", "one month", Agreement.SAME),
        ("100 degrees Fahrenheit", "38 degrees Celsius", Agreement.SAME),
        ("100 degrees Fahrenheit", "45 degrees Celsius", Agreement.DIFFERENT),
    ],
)
def test_two_figures_agree_or_not(one: str, other: str, agreement: Agreement) -> None:
    (left,), (right,) = figures_in(one), figures_in(other)

    assert left.says(right) is agreement
    assert right.says(left) is agreement


def test_a_change_from_one_figure_to_another_gives_both() -> None:
    assert [found.low for found in figures_in("It rose from 10 to 20 crowns.")] == [10, 20]


def test_dates_are_no_figures() -> None:
    assert figures_in("in 2022", [(3, 7)]) == []


@given(st.text(alphabet="0123456789,. -%€abmn halfto", max_size=60))
def test_any_text_gives_figures_with_a_range(text: str) -> None:
    assert all(found.low <= found.high for found in figures_in(text))


@pytest.mark.parametrize(
    ("bound", "other", "holds"),
    [
        ("fewer than 50 boats", "47 boats", True),
        ("more than 300 boats", "310 boats", True),
        ("more than 300 boats", "290 boats", False),
        ("more than 300 boats", "5,000 boats", False),
        ("300 boats", "300 boats", False),
    ],
)
def test_a_bound_holds_for_figures_within_and_not_far_from_it(
    bound: str, other: str, *, holds: bool
) -> None:
    (one,), (two,) = figures_in(bound), figures_in(other)

    assert one.holds_for(two) is holds
