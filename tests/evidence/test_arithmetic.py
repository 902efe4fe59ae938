"""A figure of a claim may be given by a passage that does not print it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.evidence.arithmetic import implied_by
from app.evidence.measures import figure_differs, is_implied, is_told_as_fact
from app.evidence.propositions import read_proposition


@pytest.mark.parametrize(
    ("passage", "claim"),
    [
        ("The boat carried 40 children and 12 sailors.", "There were 52 people on the boat"),
        ("Of the parish's 500 elms, 350 are dead.", "In the parish 70 percent of the elms are dead"),
        ("Eels cost 40 crowns in May and 50 in June.", "Eels became 25 percent dearer"),
        ("The rate stood at 6.1% in May against 6.4% in April.", "The rate fell by 0.3 percentage points"),
        ("Roe died a week after her 84th birthday.", "Roe died at the age of 84"),
        ("A boy of fifteen stole the bell.", "The bell was stolen by a 15-year-old"),
        ("It was the best crop for a decade.", "It was the best crop in ten years"),
        ("The dike was built in 1984 and broke in 2014.", "The dike held for 30 years"),
    ],
)  # fmt: skip
def test_a_figure_that_follows_from_others_is_told(passage: str, claim: str) -> None:
    told, stated = (read_proposition(text, None) for text in (passage, claim))

    assert all(is_told_as_fact(figure, told, stated) for figure in stated.figures)
    assert not any(figure_differs(figure, told, stated) for figure in stated.figures)


@pytest.mark.parametrize(
    ("passage", "claim"),
    [
        ("The boat carried 40 children and 12 sailors.", "There were 60 people on the boat"),
        ("Of the parish's 500 elms, 350 are dead.", "In the parish 40 percent of the elms are dead"),
        ("More than 40 boats sank, and 12 sailors drowned.", "The gale killed 52 people"),
        ("Roe has 5 sons and 3 dogs.", "Roe keeps 60 percent of her dogs"),
    ],
)  # fmt: skip
def test_a_figure_that_does_not_follow_is_not_told(passage: str, claim: str) -> None:
    told, stated = (read_proposition(text, None) for text in (passage, claim))

    assert not any(is_implied(figure, told) for figure in stated.figures)


@pytest.mark.parametrize(
    ("passage", "claim"),
    [
        ("60% of voters back the plan.", "40% of voters back the plan"),
        ("The 12th of May blast killed 30 people.", "The May blast killed 12 people"),
        ("A third of the patients died.", "Three patients died"),
        ("Both sides said that the blast killed 30 people.", "The blast killed 2 people"),
        ("The crash killed a 45-year-old man.", "The crash killed 45 people"),
    ],
)  # fmt: skip
def test_what_only_looks_like_a_figure_implies_none(passage: str, claim: str) -> None:
    told, stated = (read_proposition(text, None) for text in (passage, claim))

    assert not any(is_told_as_fact(figure, told, stated) for figure in stated.figures)


def test_letters_that_only_a_pattern_takes_for_others_are_no_error() -> None:
    read = read_proposition(
        "A \u017fixth of the voters, the s\u0131xth week and every second day.", None
    )

    assert all(figure.low <= figure.high for figure in (*read.figures, *implied_by(read)))


@example("It cost 10-1bn, or 20-10 km.")
@given(st.text(alphabet="0123456789,. -%€abmn halfto", max_size=60))
def test_any_text_implies_figures_with_a_range(text: str) -> None:
    assert all(found.low <= found.high for found in implied_by(read_proposition(text, None)))
