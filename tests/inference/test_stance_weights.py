"""The stance weights that come with the service."""

import hashlib

import pytest

from app.inference.pairs import FILES, STANCE_WEIGHTS, StanceProbabilities
from tests.classifiers import shipped_classifier

QUAY = "The quay in Anholm was closed on Monday because of the storm."


def judged(passage: str, claim: str) -> StanceProbabilities:
    [judgement] = shipped_classifier().judge([(passage, claim)])
    return judgement


def stance(passage: str, claim: str) -> str:
    judgement = judged(passage, claim)
    return max(("supports", "refutes", "neutral"), key=lambda name: getattr(judgement, name))


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("The quay in Anholm was closed.", "supports"),
        ("The quay in Anholm was not closed on Monday.", "refutes"),
        ("The mayor of Anholm has bought a new ferry.", "neutral"),
    ],
)
def test_plain_cases_are_told_apart(claim: str, expected: str) -> None:
    assert stance(QUAY, claim) == expected


@pytest.mark.parametrize(
    ("passage", "expected"),
    [
        ("The mayor denied that the quay in Anholm was closed.", "refutes"),
        ("The mayor confirmed that the quay in Anholm was closed.", "supports"),
        ("It is unclear whether the quay in Anholm was closed.", "neutral"),
    ],
)
def test_what_is_denied_confirmed_or_left_open_is_told_apart(passage: str, expected: str) -> None:
    assert stance(passage, "The quay in Anholm was closed.") == expected


def test_a_pair_has_the_same_probabilities_whatever_is_judged_beside_it() -> None:
    pair = (QUAY, "The quay was closed.")
    [alone] = shipped_classifier().judge([pair])

    *_, beside_others = shipped_classifier().judge(
        [("Yes.", "No."), ("The budget grew by a tenth. " * 40, "It grew."), pair]
    )

    assert alone == beside_others


@pytest.mark.parametrize(
    "text", ["", "\ud800", "😀" * 50, "数千人が島を離れた。", "tide " * 200_000]
)
def test_no_text_is_too_odd_for_the_weights(text: str) -> None:
    for judgement in shipped_classifier().judge(
        [(text, "The tide rose."), ("The tide rose.", text)]
    ):
        total = judgement.supports + judgement.refutes + judgement.neutral
        assert total == pytest.approx(1)


@pytest.mark.parametrize("file", FILES)
def test_the_card_names_the_files_that_come_with_the_service(file: str) -> None:
    card = (STANCE_WEIGHTS / "CARD.md").read_text("utf-8")

    assert hashlib.sha256((STANCE_WEIGHTS / file).read_bytes()).hexdigest() in card
