"""Who did it: a name in the passage is no evidence if the passage says that another did it."""

import pytest

from app.evidence.doers import is_of_another
from app.evidence.propositions import read_proposition
from app.evidence.vocabulary import ReasonCode, Stance
from tests.evidence.judging import FOR, judged


def of_another(passage: str, claim: str) -> bool:
    return is_of_another(read_proposition(passage, None), read_proposition(claim, None))


@pytest.mark.parametrize(
    ("passage", "claim"),
    [
        ("The note was written by the cook and sent to Ann Roe.", "Ann Roe wrote the note"),
        ("The midwife who taught the abbess has won a medal.", "The abbess has won a medal"),
        ("The boy whom the baker had hit was fined.", "The baker was fined"),
        ("The prize went to Orrin, though Bo Lind had praised its rival.", "Bo Lind won the prize"),
        ("Bo Lind held the ladder, and Ann Roe painted the mast.", "Bo Lind painted the mast"),
        ("Bo Lind's old club Orrin won the cup.", "Bo Lind won the cup"),
        ("The trainer of the horse was fined.", "The horse was fined"),
        ("The doctor of President Ann Roe was taken ill.", "President Ann Roe was taken ill"),
        ("While the mayor watched, divers raised the bell.", "The mayor raised the bell"),
    ],
)
def test_what_another_did_is_not_what_the_subject_did(passage: str, claim: str) -> None:
    assert of_another(passage, claim)
    assert judged(passage, claim, FOR).stance is not Stance.SUPPORTS


@pytest.mark.parametrize(
    ("passage", "claim"),
    [
        ("The note was written by Ann Roe and sent to the cook.", "Ann Roe wrote the note"),
        ("The abbess, who taught the midwife, has won a medal.", "The abbess has won a medal"),
        ("The council met on Monday, and it closed the pier.", "The council closed the pier"),
        ("The council, which owns the mill, closed the pier.", "The council closed the pier"),
        ("Officers say the clerk, while others slept, emptied the safe.", "The clerk emptied the safe"),
        ("Norway's army won the race.", "Norway won the race"),
        ("The judges confirmed Ann Roe's victory in Orrin.", "Ann Roe won in Orrin"),
        ("The river rose by 40 centimetres.", "The river rose four metres"),
        ("Having moved from Orrin, the firm has hired 90 people.", "The firm moved from Orrin"),
        ("Staff polled by the union had bought pens.", "Staff polled by the union had bought pens"),
    ],
)  # fmt: skip
def test_what_the_subject_did_is_not_another_s(passage: str, claim: str) -> None:
    assert not of_another(passage, claim)


def test_the_deputy_of_a_minister_is_not_the_minister() -> None:
    judgement = judged(
        "Bo Lind, deputy to Defence Minister Ann Roe, flew to Orrin.",
        "Bo Lind is the defence minister",
        FOR,
    )

    assert judgement.stance is Stance.NEUTRAL
    assert ReasonCode.ROLES_DIFFER in judgement.reasons


def test_schools_of_two_names_are_two() -> None:
    judgement = judged(
        "Hillgate school was praised by inspectors.", "Millgate school was praised by inspectors"
    )

    assert ReasonCode.NAMES_DIFFER in judgement.reasons
