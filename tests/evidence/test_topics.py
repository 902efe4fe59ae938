"""What has too little in common is told early, and by the same measure as in a judgement."""

from itertools import product

import pytest

from app.evidence.stance import is_about, judge
from app.evidence.telling import JudgedClaim, JudgedPassage
from app.evidence.vocabulary import ReasonCode

CLAIM = "The toll bridge at Orrin carried 12,400 carts in 2025."
PASSAGES = (
    CLAIM,
    "It is not true that the toll bridge at Orrin carried 12,400 carts in 2025.",
    "The toll bridge was painted.",
    "A bridge, said the mayor, is a bridge.",
    "The bakery on Mill Lane sold 300 loaves of rye on Sunday.",
    "They carried carts.",
)


@pytest.mark.parametrize(
    ("passage", "cosine"), list(product(PASSAGES, (None, 0.1, 0.49, 0.5, 0.9)))
)
def test_a_passage_is_about_a_claim_unless_the_judgement_is_that_it_has_another_topic(
    passage: str, cosine: float | None
) -> None:
    told, claim = JudgedPassage(passage), JudgedClaim(CLAIM)

    judgement = judge(told, claim, cosine=cosine)

    assert is_about(told, claim, cosine) == (ReasonCode.OTHER_TOPIC not in judgement.reasons)


def test_some_of_these_are_about_the_claim_and_some_are_not() -> None:
    claim = JudgedClaim(CLAIM)

    assert {is_about(JudgedPassage(each), claim, 0.1) for each in PASSAGES} == {True, False}
