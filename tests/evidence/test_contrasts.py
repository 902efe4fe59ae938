"""What a sentence sets aside is no evidence that it is so."""

import pytest

from app.evidence.contrasts import asides_in
from app.evidence.vocabulary import ReasonCode, Stance
from tests.evidence.judging import FOR, judged


def set_aside(text: str) -> list[tuple[str, bool]]:
    return [(text[aside.start : aside.end].strip(" ."), aside.firm) for aside in asides_in(text)]


@pytest.mark.parametrize(
    ("text", "aside"),
    [
        ("The league chose a draw rather than a replay.", "a replay"),
        ("The league played on Friday rather than Sunday in Orrin.", "Sunday"),
        ("Instead of closing the pier, the council mended it.", "closing the pier"),
        ("The nurses stopped short of walking out in May.", "walking out in May"),
        ("The board voted against selling the mill.", "selling the mill"),
        ("Quay Line dropped plans to sell the ferry.", "sell the ferry"),
        ("The ferry line backed away from charging for bicycles.", "charging for bicycles"),
        ("The barrier kept cars from entering Orrin.", "entering Orrin"),
        ("It was 20 boats, the coastguard said, correcting an earlier figure of 30.", "an earlier figure of 30"),
    ],
)  # fmt: skip
def test_what_is_said_not_to_be_so_is_set_aside_firmly(text: str, aside: str) -> None:
    assert (aside, True) in set_aside(text)


@pytest.mark.parametrize(
    ("text", "aside"),
    [
        ("Moved from Orrin, the fair opens in Melby.", "Orrin"),
        ("The barge sank a long way from the lock.", "the lock"),
        ("The sword is in Melby; the one on view in Orrin is a cast.", "on view in Orrin is a cast"),
        ("The baker, not the miller, called for help.", "the miller"),
        ("The fire hurt 12 men, not 1,200 as was said.", "1,200"),
        ("Unlike Melby, Orrin has a swimming pool.", "Melby"),
    ],
)  # fmt: skip
def test_what_may_have_been_so_is_set_aside_loosely(text: str, aside: str) -> None:
    assert (aside, False) in set_aside(text)


@pytest.mark.parametrize(
    "text",
    [
        "The toll rose from 10 to 20.",
        "Ann Roe won, not only in Orrin but in Melby.",
        "The council voted against the mayor.",
        "The driver gave up at noon.",
        "The singer is recovering from breaking her leg.",
        "The guards did not stop short of shooting.",
    ],
)
def test_other_words_set_nothing_aside(text: str) -> None:
    assert set_aside(text) == []


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("The nurses stopped short of calling a strike in Orrin.", "The nurses called a strike in Orrin"),
        ("The board decided against selling the mill.", "The board is selling the mill"),
        ("Instead of closing the pier, the council has painted it.", "The council has closed the pier"),
        ("Moved from Orrin at short notice, the fair opens in Melby.", "The fair opens in Orrin"),
        ("The barge was found a long way from the lock.", "The barge was found at the lock"),
        ("Bo Lind cooked in Orrin rather than Melby.", "Bo Lind cooked in Melby"),
    ],
)  # fmt: skip
def test_what_is_set_aside_never_supports(text: str, claim: str) -> None:
    assert judged(text, claim, FOR).stance is not Stance.SUPPORTS


def test_the_reason_is_told() -> None:
    judgement = judged(
        "Moved from Orrin at short notice, the fair opens in Melby.", "The fair opens in Orrin", FOR
    )

    assert ReasonCode.SET_ASIDE in judgement.reasons


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("It was the baker rather than the miller who rang the bell.", "The baker rang the bell"),
        ("The fair moved from Orrin to Melby in May.", "The fair moved from Orrin to Melby in May"),
        ("Bo Lind, not his brother, wrote the song.", "Bo Lind wrote the song"),
    ],
)
def test_what_is_beside_it_still_supports(text: str, claim: str) -> None:
    assert judged(text, claim, FOR).stance is Stance.SUPPORTS


def test_what_was_decided_against_bears_out_that_it_is_not_done() -> None:
    judgement = judged(
        "The board decided against selling the mill.", "The board is not selling the mill", FOR
    )

    assert judgement.stance is Stance.SUPPORTS


def test_a_figure_that_is_set_aside_is_not_given() -> None:
    text = "The fire at Orrin hurt 12 men, not 1,200 as was said."

    assert judged(text, "The fire at Orrin hurt 1,200 men", FOR).stance is not Stance.SUPPORTS
    assert judged(text, "The fire at Orrin hurt 12 men", FOR).stance is Stance.SUPPORTS
