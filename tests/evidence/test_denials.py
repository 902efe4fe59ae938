"""A denial is one whoever stands between its words, and only of what it denies."""

import pytest

from app.evidence.denials import called_untrue
from app.evidence.vocabulary import Stance
from tests.evidence.judging import AGAINST, FOR, judged


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Bo Lind, 41, of Mill Row, denies stealing the bell.", "stealing the bell"),
        ("The firm denied having sold the tanks.", "having sold the tanks"),
        ("The club denied any theft of funds.", "any theft of funds"),
        ("The abbot rejected the allegation that he lied.", "he lied"),
        ("Ann Roe pleaded not guilty to burning the barn.", "burning the barn."),
        ("Ann Roe told them it was “plainly untrue” that the pier had shut.", "the pier had shut."),
        ("Asked by one reporter whether the pier had shut, the mayor wrote: “That is false.”",
         "the pier had shut"),
        ("The allegation that the guard slept was a pure fabrication.", "the guard slept"),
        ("A clip showing the mayor asleep is a deepfake.", "the mayor asleep"),
    ],
)  # fmt: skip
def test_what_is_denied_or_called_untrue_is_told(text: str, told: str) -> None:
    found = called_untrue(text)

    assert found is not None
    assert found.told.strip(". ") == told.strip(".")


@pytest.mark.parametrize(
    "text",
    [
        "The prisoner was denied any visits.",
        "The court denied the firm access to its files.",
        "Ann Roe did not deny having met him.",
        "Bo Lind, who had previously denied taking the ring, confessed.",
        "The ministry could neither confirm nor deny that the bridge had fallen.",
    ],
)
def test_what_only_sounds_like_a_denial_is_none(text: str) -> None:
    assert called_untrue(text) is None


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Bo Lind, 41, of Mill Row, denies stealing the bell of St Ann.", "Bo Lind stole the bell of St Ann"),
        ("The bus firm, which has 40 drivers, denied having cut the night service.", "The bus firm cut the night service"),
        ("Ann Roe, a baker, pleaded not guilty to burning the barn in Orrin.", "Ann Roe burned the barn in Orrin"),
    ],
)  # fmt: skip
def test_a_denial_behind_an_apposition_refutes(text: str, claim: str) -> None:
    assert judged(text, claim).stance is Stance.REFUTES
    assert judged(text, claim).denial
    assert judged(text, claim, FOR).stance is not Stance.SUPPORTS


def test_a_denial_of_what_others_did_says_nothing() -> None:
    text = "The chairman denied that the pension fund had lost money in Orrin."

    assert judged(text, "The chairman lost money in Orrin").stance is Stance.NEUTRAL


def test_a_denial_of_the_opposite_is_never_called_refuting() -> None:
    text = "The ministry denied that the tunnel at Orrin was still closed."

    assert judged(text, "The tunnel at Orrin has opened", AGAINST).stance is not Stance.REFUTES


def test_what_is_only_said_of_somebody_in_passing_is_not_denied() -> None:
    text = "The minister denied meeting the clerk who was paid for the map."

    assert judged(text, "The minister was paid for the map").stance is Stance.NEUTRAL
