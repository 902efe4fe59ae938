import pytest

from app.evidence.holders import keys_of
from app.evidence.pieces import Saying
from tests.growth import takes_linear_time_for_many


def are_one(*pieces: tuple[str, str]) -> bool:
    """Whether the first two of some pieces, each an origin and its passage, have one origin."""
    sayings = [
        Saying(seq, words, None, origin, is_stated=True)
        for seq, (origin, words) in enumerate(pieces)
    ]
    keys = keys_of(sayings, [origin for origin, _ in pieces])
    return keys[pieces[0][0]] == keys[pieces[1][0]]


GOVERNOR = ("governor of Sorvia's central bank", "The governor of Sorvia's central bank said so.")
COACH = ("Melby head coach", "The Melby head coach said so.")


@pytest.mark.parametrize(
    ("alone", "held"),
    [
        (GOVERNOR, ("Ann Roe", "“Yes,” central bank governor Ann Roe said.")),
        (GOVERNOR, ("Ann Roe", "Ann Roe, the governor of the Sorvian central bank, said so.")),
        (COACH, ("Bo Lind", "Melby coach Bo Lind said so.")),
        (COACH, ("Bo Lind", "“Yes,” said the Melby coach, Bo Lind.")),
        (
            ("archbishop of Orrin", "The archbishop of Orrin said so."),
            ("Bo Lind", "“Yes,” said Archbishop Bo Lind of Orrin."),
        ),
        (
            ("chief executive of Sorvia's Quay Metals", "The chief executive of Sorvia's …"),
            ("Bo Lind", "Bo Lind, CEO of Quay Metals, told staff so."),
        ),
        (
            ("Sorvia's director of meteorology", "Sorvia's director of meteorology said so."),
            ("Bo Lind", "“Yes,” said Dr Bo Lind, director of the meteorological department."),
        ),
        (
            ("finance minister of Sorvia", "The finance minister of Sorvia said so."),
            ("Ann Roe", "Finance Minister Ann Roe said so."),
        ),
    ],
)
def test_an_office_alone_is_whoever_holds_it(alone: tuple[str, str], held: tuple[str, str]) -> None:
    assert are_one(alone, held)
    assert are_one(held, alone)


@pytest.mark.parametrize(
    ("alone", "held"),
    [
        (GOVERNOR, ("Ann Roe", "Governor Ann Roe said so.")),
        (GOVERNOR, ("Ann Roe", "Tamrian central bank governor Ann Roe said so.")),
        (GOVERNOR, ("Ann Roe", "Deputy central bank governor Ann Roe said so.")),
        (GOVERNOR, ("Ann Roe", "Ann Roe, a former governor of Sorvia's central bank, said so.")),
        (COACH, ("Bo Lind", "Orrin coach Bo Lind said so.")),
        (COACH, ("Bo Lind", "Melby captain Bo Lind said so.")),
        (COACH, ("Bo Lind", "Bo Lind said that the Melby coach was out.")),
        (COACH, ("Bo Lind", "A lawyer for Melby coach Bo Lind said so.")),
        (COACH, ("Bo Lind", "Bo Lind, lawyer of the Melby coach, said so.")),
        (COACH, ("Bo Lind", "Bo Lind, for the Melby coach, said so.")),
        (COACH, ("Bo Lind", "Bo Lind, who was the Melby coach, said so.")),
        (COACH, ("Bo Lind", "Bo Lind, the Melby coach until May, said so.")),
        (COACH, ("Bo Lind", "Bo Lind, a rival of the Melby coach, said so.")),
        (COACH, ("Bo Lind", "Bo Lind, the Melby coach's predecessor, said so.")),
        (COACH, ("Bo Lind", "She had told the Melby coach, Bo Lind said.")),
        (COACH, ("Bo Lind", "The Melby coach and Bo Lind said so.")),
        (COACH, ("Bo Lind", "Incoming Melby coach Bo Lind said so.")),
        (COACH, ("Bo Lind", "Melby United coach Bo Lind said so.")),
        (
            ("mayor of Melby", "The mayor of Melby said so."),
            ("Ann Roe", "Mayor Ann Roe said so."),
        ),
        (
            ("French foreign minister", "The French foreign minister said so."),
            ("Ann Roe", "Foreign Minister Ann Roe said so."),
        ),
        (
            ("leader of Orrin council", "The leader of Orrin council said so."),
            ("Ann Roe", "Council leader Ann Roe said so."),
        ),
    ],
)
def test_an_office_is_nobody_who_may_hold_another(
    alone: tuple[str, str], held: tuple[str, str]
) -> None:
    assert not are_one(alone, held)


def test_an_office_that_two_hold_is_neither_of_them() -> None:
    first = ("Ann Roe", "Melby coach Ann Roe said so.")
    second = ("Bo Lind", "Melby coach Bo Lind said so.")

    assert not are_one(COACH, first, second)


def test_a_holder_is_known_by_all_spellings_of_the_name() -> None:
    pieces = [COACH, ("A. Roe", "Melby coach A. Roe said so."), ("Ann Roe", "Ann Roe said so.")]

    assert are_one(*pieces)
    assert are_one(pieces[0], pieces[2], pieces[1])


def test_long_passages_are_read_in_linear_time() -> None:
    def read(count: int) -> None:
        words = "Melby coach " * count + "Bo Lind" + ", the coach of Melby" * count
        assert are_one(COACH, ("Bo Lind", words))

    assert takes_linear_time_for_many(read, 20_000)
