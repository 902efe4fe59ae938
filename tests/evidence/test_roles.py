"""Who does it to whom, in the active, the passive, and by verbs of the opposite direction."""

import pytest

from app.evidence.propositions import read_proposition
from app.evidence.roles import Roles, roles_between


def between(passage: str, claim: str) -> Roles:
    return roles_between(read_proposition(passage, None), read_proposition(claim, None))


@pytest.mark.parametrize(
    ("passage", "claim"),
    [
        ("Orrin beat Melby on Sunday.", "Melby beat Orrin on Sunday"),
        ("Quay Line has taken over its smaller rival Torrent.", "Quay Line was taken over by Torrent"),
        ("Ann Roe replaced Bo Lind as mayor.", "Ann Roe was replaced by Bo Lind as mayor"),
        ("It was the baker who robbed the grocer.", "The grocer robbed the baker"),
        ("The parish sold the field to the farmer.", "The parish bought the field from the farmer"),
        ("The harbour guard hired the coast guard.", "The coast guard hired the harbour guard"),
        ("The widow lent the ring to her niece.", "The ring was lent to the widow by her niece"),
    ],
)  # fmt: skip
def test_the_same_words_the_other_way_round_are_swapped(passage: str, claim: str) -> None:
    assert between(passage, claim).swapped
    assert between(claim, passage).swapped


@pytest.mark.parametrize(
    ("passage", "claim"),
    [
        ("Orrin beat Melby.", "Melby was beaten by Orrin"),
        ("Orrin beat Melby.", "Melby lost to Orrin"),
        ("Ann Roe succeeded Bo Lind as mayor.", "Bo Lind was replaced by Ann Roe as mayor"),
        ("The farmer bought the field from the parish.", "The parish sold the field to the farmer"),
        ("Torrent was taken over by Quay Line.", "Quay Line acquired Torrent"),
        ("The jury convicted the baker.", "The baker was acquitted by the jury"),
    ],
)
def test_what_says_the_same_in_the_passive_or_the_other_direction_is_not(
    passage: str, claim: str
) -> None:
    assert between(passage, claim).same
    assert not between(passage, claim).swapped


@pytest.mark.parametrize(
    ("passage", "claim"),
    [
        ("The mayor met the bishop.", "The bishop met the mayor"),
        ("Orrin beat Melby.", "Torrent beat Quay Line"),
        ("Rain fell on Orrin.", "Prices fell in Orrin"),
        ("", ""),
    ],
)
def test_where_roles_are_alike_or_not_told_nothing_is_swapped(passage: str, claim: str) -> None:
    assert not between(passage, claim).swapped


def test_what_both_can_have_done_is_not_one_way() -> None:
    assert not between("Orrin helped Melby.", "Melby helped Orrin").one_way
    assert between("Orrin bought Melby.", "Melby bought Orrin").one_way
