"""What came before what."""

import pytest

from app.evidence.ordering import Order, order_between
from app.evidence.propositions import read_proposition
from app.evidence.vocabulary import Stance
from tests.evidence.judging import FOR, judged


def order(passage: str, claim: str) -> Order:
    return order_between(read_proposition(passage, None), read_proposition(claim, None))


FELL_FIRST = "The oak fell long before the chapel was built."


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("The chapel was built after the oak fell", Order.SAME),
        ("After the oak fell, the chapel was built", Order.SAME),
        ("The chapel was built before the oak fell", Order.REVERSED),
        ("The oak fell after the chapel was built", Order.REVERSED),
        ("The oak fell", Order.UNTOLD),
        ("The ferry sank before the flood", Order.UNTOLD),
    ],
)
def test_the_order_of_two_things_is_told_whichever_word_joins_them(claim: str, told: Order) -> None:
    assert order(FELL_FIRST, claim) is told


def test_the_same_order_in_other_words_supports() -> None:
    claim = "The chapel was built after the oak fell"

    assert judged(FELL_FIRST, claim, FOR).stance is Stance.SUPPORTS


@pytest.mark.parametrize(
    "claim", ["The chapel was built before the oak fell", "The oak fell after the chapel was built"]
)
def test_the_reversed_order_never_supports(claim: str) -> None:
    assert judged(FELL_FIRST, claim, FOR).stance is not Stance.SUPPORTS
