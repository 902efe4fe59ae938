"""A sentence that calls a claim false, supposes it or does not deny it is no support for it."""

import pytest

from app.evidence.debunking import has_doubt
from app.evidence.vocabulary import Stance
from tests.evidence.judging import FOR, judged


@pytest.mark.parametrize(
    ("text", "claim", "denial"),
    [
        ("Harbour master Ada Brook called the claim that the crane failed a test in May false.", "The crane failed a test in May.", True),
        ("Ada Brook called Roe’s statement that nobody fell ill from the eels an outright lie.", "Nobody fell ill from the eels.", True),
        ("The guild described reports that 40 boats sank in the gale as untrue.", "40 boats sank in the gale.", True),
        ("The guild dismissed as false reports that 40 boats sank in the gale.", "40 boats sank in the gale.", True),
        ("The report that the mill cost 9 million crowns is false, auditor Bo Lind said.", "The mill cost 9 million crowns.", True),
        ("The claim that 310 lambs were stolen is wrong, the Farmers Union said.", "310 lambs were stolen.", True),
        ("Its letter, calling the claim that 310 lambs were stolen nonsense, was read out.", "310 lambs were stolen.", False),
        ("It is a myth that the mill cost 9 million crowns.", "The mill cost 9 million crowns.", False),
        ("The statement that the mill cost 9 million crowns has been debunked.", "The mill cost 9 million crowns.", False),
    ],
)  # fmt: skip
def test_what_is_called_false_is_refuted(text: str, claim: str, denial: bool) -> None:  # noqa: FBT001 - a column
    found = judged(text, claim)

    assert (found.stance, found.denial) == (Stance.REFUTES, denial)
    assert judged(text, claim, FOR).stance is not Stance.SUPPORTS


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Reports that 40 boats sank in the gale were exaggerated.", "40 boats sank in the gale."),
        ("The claim that 40 boats sank in the gale was overblown, Roe said.", "40 boats sank in the gale."),
        ("Ada Brook called the claim that 40 boats sank in the gale exaggerated.", "40 boats sank in the gale."),
        ("Had the mill spilled 50 tonnes of oil, eels would have died, expert Ada Brook said.", "The mill spilled 50 tonnes of oil."),
        ("Eels would have died had the mill spilled 50 tonnes of oil, Ada Brook said.", "The mill spilled 50 tonnes of oil."),
        ("Should the mill spill 50 tonnes of oil, eels would die, Ada Brook said.", "The mill spilled 50 tonnes of oil."),
        ("Warden Ada Brook did not deny that the prison holds 500 inmates.", "The prison holds 500 inmates."),
        ("Ada Brook said that if the inn burned down in May, nobody told her.", "The inn burned down in May."),
    ],
)  # fmt: skip
def test_what_is_exaggerated_supposed_or_not_denied_is_neither_supported_nor_refuted(
    text: str, claim: str
) -> None:
    assert judged(text, claim).stance is Stance.NEUTRAL
    assert judged(text, claim, FOR).stance is Stance.NEUTRAL


def test_what_stands_beside_something_not_denied_is_still_said() -> None:
    text = "The prison holds 500 inmates, and the warden did not deny it."

    assert judged(text, "The prison holds 500 inmates.", FOR).stance is Stance.SUPPORTS


@pytest.mark.parametrize(
    "text",
    [
        "The inn didn’t burn down.",
        "It is a myth that the inn burned down.",
        "Reports that the inn burned down were exaggerated.",
        "87 boats sank, not 212.",
        "Had the inn burned down, people would have died.",
    ],
)
def test_words_of_doubt_are_seen(text: str) -> None:
    assert has_doubt(text)


@pytest.mark.parametrize(
    "text",
    ["The inn burned down.", "No fewer than 40 boats sank.", "The village lies in a valley."],
)
def test_a_plain_sentence_has_no_doubt(text: str) -> None:
    assert not has_doubt(text)
