"""What somebody was to do need not have been done."""

import pytest

from app.evidence.nonfinite import is_only_to_do
from app.evidence.propositions import read_proposition
from app.evidence.vocabulary import Stance
from tests.evidence.judging import FOR, judged


def only_to_do(passage: str, claim: str) -> bool:
    return is_only_to_do(read_proposition(passage, None), read_proposition(claim, None))


@pytest.mark.parametrize(
    ("passage", "claim"),
    [
        (
            "The abbot flew to Orrin in order to sign the pact.",
            "The abbot signed the pact in Orrin",
        ),
        ("The council was told to return the bell.", "The council returned the bell"),
        ("It was left to Bo Lind to mend the pier.", "Bo Lind mended the pier"),
    ],
)
def test_what_is_only_to_be_done_does_not_support_that_it_was(passage: str, claim: str) -> None:
    assert only_to_do(passage, claim)
    assert judged(passage, claim, FOR).stance is not Stance.SUPPORTS


@pytest.mark.parametrize(
    ("passage", "claim"),
    [
        ("The abbot managed to sign the pact.", "The abbot signed the pact"),
        ("The abbot signed the pact and went to sign another.", "The abbot signed the pact"),
        ("It took the jury an hour to acquit Bo Lind.", "Bo Lind was acquitted"),
        ("The council refused to return the bell.", "The council has not returned the bell"),
        ("The council plans to cut 90 jobs.", "The council intends to cut 90 jobs"),
    ],
)
def test_what_was_done_or_is_claimed_to_be_intended_is_not(passage: str, claim: str) -> None:
    assert not only_to_do(passage, claim)
