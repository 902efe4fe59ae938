import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.claims.reading.quotations import quotations
from app.claims.reading.sentences import Span


def _quoted(text: str) -> list[str]:
    return [found.inner.of(text) for found in quotations(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    "text",
    [
        'He said "it rains" twice.',
        "He said “it rains” twice.",
        "Er sagte „it rains“ twice.",
        "Il a dit « it rains » twice.",
        "Er sagte »it rains« twice.",
        "He said ‘it rains.’ twice.",
        "He said 'it rains.' twice.",
        "He said ''it rains'' twice.",
        "He said ``it rains'' twice.",
    ],
)
def test_every_usual_pair_of_marks_quotes(text: str) -> None:
    assert [found.rstrip(".") for found in _quoted(text)] == ["it rains"]


@pytest.mark.parametrize(
    "text",
    ["It's the farmers' mill, isn't it?", "It’s the farmers’ mill.", "Rock 'n' roll in the '90s."],
)
def test_apostrophes_do_not_quote(text: str) -> None:
    assert _quoted(text) == []


def test_a_possessive_does_not_end_a_quotation_in_single_marks() -> None:
    assert _quoted("‘The farmers’ mill burned,’ she said.") == ["The farmers’ mill burned,"]


def test_an_unclosed_quotation_ends_with_its_paragraph() -> None:
    text = "She said: “It rains. It pours."

    assert _quoted(text) == ["It rains. It pours."]
    assert not quotations(text, Span(0, len(text)))[0].closed


def test_an_unclosed_quotation_ends_where_its_text_names_the_speaker() -> None:
    assert _quoted("“It rains. It pours, said Lee. The road is shut.") == ["It rains. It pours,"]


def test_a_quotation_opened_again_ends_there() -> None:
    assert _quoted("“It rains, “It pours” and stops.") == ["It rains,", "It pours"]


def test_a_straight_mark_after_white_space_opens_again() -> None:
    assert _quoted('"It rains, she said. "It pours."') == ["It rains,", "It pours."]


def test_a_closing_mark_alone_quotes_nothing() -> None:
    assert _quoted("It rains” and pours.") == []


def test_an_empty_quotation_is_none() -> None:
    assert _quoted("She said “ ” and left.") == []


def test_a_single_mark_that_nobody_closes_quotes_nothing() -> None:
    assert _quoted("‘It rains and pours") == []


def test_a_double_mark_inside_an_unclosed_single_one_still_quotes() -> None:
    assert _quoted("'tis said that “it rains” here") == ["it rains"]


def test_single_marks_inside_double_ones_belong_to_the_quotation() -> None:
    assert _quoted("“He said ‘no’ to us,” she said.") == ["He said ‘no’ to us,"]


def test_a_long_paragraph_of_marks_quotes_nothing() -> None:
    assert _quoted("“a” " * 1_000) == []


@given(st.text(alphabet=st.sampled_from("ab ,.\n“”„«»‘’'\"`"), max_size=80))
def test_quotations_are_in_order_and_do_not_overlap(text: str) -> None:
    found = quotations(text, Span(0, len(text)))

    places = [place for one in found for place in one.outer]
    assert places == sorted(places)
    assert all(one.outer.contains(one.inner) for one in found)


@pytest.mark.parametrize(
    "attribution",
    [
        "said guild secretary Bo Carr.",
        "said the harbour director.",
        "said a spokesman for the port.",
        "Bo Carr said.",
        "the harbour director said.",
    ],
)
@pytest.mark.parametrize("mark", ['"', "“"])
def test_an_unclosed_quotation_ends_before_its_attribution(attribution: str, mark: str) -> None:
    text = f"{mark}We lost 40 boats, a third of the fleet, {attribution}"

    (quotation,) = quotations(text, Span(0, len(text)))

    assert quotation.inner.of(text) == "We lost 40 boats, a third of the fleet,"


def test_an_unclosed_quotation_may_tell_what_others_said() -> None:
    text = "“The master, who was late, said she met Bo Carr, and left."

    (quotation,) = quotations(text, Span(0, len(text)))

    assert quotation.inner.end == len(text)
