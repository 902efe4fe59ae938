from collections.abc import Sequence

import pytest

from app.evidence.stance import SURE, Probabilities
from app.evidence.vocabulary import Stance
from app.inference.pairs import StanceProbabilities
from tests.quality import origins, pairs

RULES_ALONE_PRECISION = 0.94
LEFT_BY_THE_RULES = 0.88  # of the right answers of a classifier that is always right


def always_right(asked: Sequence[tuple[str, str]]) -> list[Probabilities]:
    """A classifier that knows the answers of the open pairs."""
    known = {(pair["passage"], pair["claim"]): pair["stance"] for pair in pairs.items(pairs.OPEN)}
    sure = SURE + 0.02
    rest = (1 - sure) / 2
    return [
        StanceProbabilities(*(sure if known[pair] == stance else rest for stance in Stance))
        for pair in asked
    ]


def test_the_rules_alone_call_few_stances_and_rightly() -> None:
    tally = pairs.measured(pairs.items(pairs.OPEN))

    assert tally.calls[""] >= 10
    assert tally.right_calls[""] / tally.calls[""] >= RULES_ALONE_PRECISION, "\n".join(tally.wrong)


def test_the_rules_leave_right_answers_as_they_are() -> None:
    tally = pairs.measured(pairs.items(pairs.OPEN), always_right)

    assert tally.right[""] / tally.pairs[""] >= LEFT_BY_THE_RULES, "\n".join(tally.wrong)


@pytest.mark.parametrize("stance", [Stance.SUPPORTS, Stance.REFUTES])
def test_the_rules_correct_a_classifier_that_always_says_the_same(stance: Stance) -> None:
    gold = pairs.items(pairs.OPEN)
    voice = StanceProbabilities(*(0.94 if each is stance else 0.03 for each in Stance))

    tally = pairs.measured(gold, lambda asked: [voice for _ in asked])

    unruled = sum(pair["stance"] == stance for pair in gold) / len(gold)
    assert tally.right_calls[""] / tally.calls[""] > unruled + 0.05


def test_origins_of_the_open_pairs_are_told_as_well_as_before() -> None:
    tally = origins.measured(origins.items(origins.OPEN))

    assert tally.f1 >= 0.89, "\n".join(tally.wrong)
    assert tally.precision >= 0.98, "\n".join(tally.wrong)


def test_whether_two_have_one_origin_does_not_depend_on_their_order() -> None:
    for pair in origins.items(origins.OPEN):
        one, other = origins.sides(pair)

        assert origins.have_one_origin(one, other) == origins.have_one_origin(other, one), pair[
            "id"
        ]


def test_tables_name_every_category() -> None:
    lines = [
        *pairs.table(pairs.measured(pairs.items(pairs.OPEN))),
        *origins.table(origins.measured(origins.items(origins.OPEN))),
    ]

    assert all(any(name in line for line in lines) for name in ("hedges", "reprint", "all pairs"))
