"""What has too little in common is told early, and by the same measure as in a judgement."""

from itertools import product

import pytest

from app.evidence.stance import NO_OPINION, Probabilities, is_about, judge, may_take_a_side
from app.evidence.telling import JudgedClaim, JudgedPassage
from app.evidence.vocabulary import ReasonCode, Stance
from app.inference.pairs import StanceProbabilities
from tests.quality import pairs

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


@pytest.mark.parametrize(
    "classified",
    [NO_OPINION, StanceProbabilities(0.05, 0.58, 0.37), StanceProbabilities(0.58, 0.05, 0.37)],
)
def test_where_no_side_may_be_taken_the_judgement_takes_none(classified: Probabilities) -> None:
    asked = [
        (pairs.passage_of(each), JudgedClaim(each["claim"]))
        for each in pairs.items(pairs.OPEN)[::7]
    ]

    idle = [each for each in asked if not may_take_a_side(*each, classified)]

    assert len(idle) > len(asked) / 10
    assert {judge(*each, classified).stance for each in idle} == {Stance.NEUTRAL}


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Neither survived.", "Both survived"),
        ("Nobody was injured.", "Many were injured"),
        ("None were found guilty.", "Most were found guilty"),
    ],
)
def test_where_it_was_none_a_side_may_be_taken(text: str, claim: str) -> None:
    told, stated = JudgedPassage(text), JudgedClaim(claim)

    assert judge(told, stated).stance is Stance.REFUTES
    assert may_take_a_side(told, stated, NO_OPINION)


def test_who_believes_a_side_or_hears_a_denial_is_judged() -> None:
    claim = JudgedClaim(CLAIM)

    assert may_take_a_side(
        JudgedPassage("They carried carts."), claim, StanceProbabilities(0.1, 0.9, 0)
    )
    assert may_take_a_side(
        JudgedPassage("It is not true that it carried carts, the mayor said."), claim, NO_OPINION
    )
