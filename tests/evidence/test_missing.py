"""What a passage leaves out of a claim is a reason to keep silent only where it may be of something else."""

import pytest

from app.evidence.vocabulary import ReasonCode, Stance
from tests.evidence.judging import AGAINST, FOR, judged


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Not one of the weirs at Corl broke in the flood.", "The flood broke 27 weirs at Corl."),
        ("The toll at Melby is the same as it was last year.", "The toll at Melby rose by 8 percent last year."),
        ("Bo Lind opened no mill in Orrin.", "Bo Lind opened a mill in Orrin in 1954."),
    ],
)  # fmt: skip
def test_of_what_did_not_happen_no_figure_or_day_is_missing(text: str, claim: str) -> None:
    assert judged(text, claim, AGAINST).stance is Stance.REFUTES


def test_a_passage_that_counts_nothing_may_refute_what_a_claim_counts() -> None:
    text = "The carters of Corl have gone back to work."

    assert judged(text, "The carters of Corl have been on strike for 26 days.", AGAINST).stance is (
        Stance.REFUTES
    )


def test_what_contradicts_a_claim_need_not_give_its_other_figures() -> None:
    text, claim = (
        "The price of oats fell in Orrin.",
        "The price of oats in Orrin rose by 8 percent.",
    )

    assert judged(text, claim, AGAINST).stance is Stance.REFUTES


def test_a_figure_behind_what_somebody_is_quoted_with_is_not_missing() -> None:
    text = "Roe has eaten nothing for 26 days, according to her sister, and lost eleven kilos."

    judgement = judged(text, "Roe has eaten nothing for 26 days and lost 11 kilograms.", FOR)

    assert ReasonCode.FIGURES_MISSING not in judgement.reasons


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("The weir at Corl was mended by 12 men.", "The weir at Corl was mended for 300 crowns."),
        ("Nobody at Corl sold 9 eels at the fair.", "Six mills at Orrin burned down at the fair."),
        ("The weir at Corl was mended in May.", "The weir at Corl was mended in 1954."),
    ],
)  # fmt: skip
def test_what_is_left_out_may_be_so(text: str, claim: str) -> None:
    assert judged(text, claim, AGAINST).stance is Stance.NEUTRAL


def test_neither_and_nor_are_one_negation() -> None:
    text = "Neither Ada Brook nor her clerk was present at the fair."

    assert judged(text, "Ada Brook attended the fair.").stance is not Stance.SUPPORTS
    assert judged(text, "Ada Brook attended the fair.", AGAINST).stance is Stance.REFUTES
