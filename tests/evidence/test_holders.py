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


def alone(office: str) -> tuple[str, str]:
    return office, f"The {office} said so."


COACH = alone("Melby coach")


@pytest.mark.parametrize(
    ("office", "held"),
    [
        ("Melby coach", "Melby coach Bo Lind said so."),
        ("Melby head coach", "“Yes,” said the Melby coach, Bo Lind."),
        ("Melby's coach", "Bo Lind, the coach of Melby, said so."),
        ("archbishop of Orrin", "“Yes,” said Archbishop Bo Lind of Orrin."),
        ("prime minister of Ketria", "“Yes,” Ketrian Prime Minister Bo Lind said."),
        ("mayor of Orrin", "“Yes,” Mayor Bo Lind of Orrin said."),
        (
            "rector of the University of Makeda",
            "“Yes,” Makeda University's rector, Professor Bo Lind, said.",
        ),
        ("mayor of Orrin", "Orrin Mayor Bo Lind told the council so."),
        ("fire chief of Orrin", "Orrin Fire Chief Bo Lind said so."),
        ("chief executive of Sorvia's Quay Metals", "Bo Lind, CEO of Quay Metals, told staff so."),
        ("Quay Metals' chairwoman", "Bo Lind, who is the chair of Quay Metals, said so."),
        ("president of Ukraine", "Ukrainian President Bo Lind said so."),
        ("defence minister of Sorvia", "“Yes,” Sorvian Defense Minister Bo Lind said."),
        ("labour minister of Sorvia", "Sorvian Labor Minister Bo Lind said so."),
        ("secretary-general of the Alpine League", "Alpine League secretary-general Bo Lind …"),
        ("vice-chancellor of Makeda University", "Bo Lind, vice-chancellor of Makeda University."),
    ],
)
def test_an_office_alone_is_whoever_holds_it(office: str, held: str) -> None:
    assert are_one(alone(office), ("Bo Lind", held))
    assert are_one(("Bo Lind", held), alone(office))


@pytest.mark.parametrize(
    "beside",
    [
        "Orrin coach Bo Lind said so.",
        "Melby captain Bo Lind said so.",
        "Melby United coach Bo Lind said so.",
        "Melby youth coach Bo Lind said so.",
        "North Melby coach Bo Lind said so.",
        "Former Melby coach Bo Lind said so.",
        "The ex-Melby coach Bo Lind said so.",
        "Bo Lind, the former Melby coach, said so.",
        "Bo Lind, who was the Melby coach, said so.",
        "Bo Lind, the Melby coach until May, said so.",
        "Bo Lind, coach of Melby in 2019, said so.",
        "Bo Lind, lawyer of the Melby coach, said so.",
        "Bo Lind, for the Melby coach, said so.",
        "Bo Lind, the Melby coach's predecessor, said so.",
        "Bo Lind said that the Melby coach was out.",
        "She had told the Melby coach, Bo Lind said.",
        "In a letter criticising the Melby coach, Bo Lind said so.",
        "The Melby coach and Bo Lind said so.",
        "Melby coach Bo Linders was out, Ann said.",
        "The coach, Bo Lind, said so.",
    ],
)
def test_an_office_is_nobody_who_may_hold_another(beside: str) -> None:
    assert not are_one(COACH, ("Bo Lind", beside))


@pytest.mark.parametrize(
    ("office", "held"),
    [
        ("lawyer for the Melby coach", "Melby coach Bo Lind said so."),
        ("wife of the Melby coach", "Melby coach Bo Lind said so."),
        ("Melby youth coach", "Melby coach Bo Lind said so."),
        ("former Melby coach", "Melby coach Bo Lind said so."),
        ("co-chair of Quay Metals", "Quay Metals chair Bo Lind said so."),
        ("vice president of Quay Metals", "Quay Metals president Bo Lind said so."),
        ("Hamas leader", "Hamas leader Bo Lind said so."),
        ("Tamrian finance minister", "Finance Minister Bo Lind said so."),
        ("Tamrian finance minister", "Sorvian Finance Minister Bo Lind said so."),
        ("governor of Norway's central bank", "Central bank governor Bo Lind said so."),
        ("mayor of Melby", "Mayor Bo Lind said so."),
    ],
)
def test_who_is_only_near_an_office_does_not_hold_it(office: str, held: str) -> None:
    assert not are_one(alone(office), ("Bo Lind", held))


@pytest.mark.parametrize(
    "office", ["BİSHOP of Melby", "bıshop of Melby", "buſineſs miniſter of Melby"]
)
def test_letters_that_only_look_like_those_of_an_office_are_no_office(office: str) -> None:
    assert not are_one(alone(office), ("Bo Lind", f"Bo Lind, {office}, said so."))


def test_one_of_several_is_nobody_by_name() -> None:
    assert not are_one(
        ("Quay Metals manager", "A Quay Metals manager said so."),
        ("Bo Lind", "Quay Metals manager Bo Lind said so."),
    )


def test_an_office_that_two_held_is_one_of_them_on_its_side_and_nobody_further() -> None:
    sayings = [
        Saying(
            1, "Melby coach Ann Roe denied it.", None, "Ann Roe", is_stated=True, stance="refutes"
        ),
        Saying(2, "The Melby coach said so.", None, "Melby coach", is_stated=True),
        Saying(3, "Melby coach Bo Lind said so.", None, "Bo Lind", is_stated=True),
    ]

    keys = keys_of(sayings, [saying.origin for saying in sayings])

    assert keys["Melby coach"] == keys["Bo Lind"] != keys["Ann Roe"]


def test_a_holder_is_known_by_all_spellings_of_the_name() -> None:
    pieces = [COACH, ("A. Roe", "Melby coach A. Roe said so."), ("Ann Roe", "Ann Roe said so.")]

    assert are_one(*pieces)
    assert are_one(pieces[0], pieces[2], pieces[1])


@pytest.mark.parametrize(
    "part", ["Melby coach ", "said ", "A ", "Melby of the ", "a" * 20, "Melby, ", "mayor of "]
)
def test_long_passages_are_read_in_linear_time(part: str) -> None:
    def read(count: int) -> None:
        are_one(COACH, ("Bo Lind", f"{part * count}Bo Lind{part * count}"))

    assert takes_linear_time_for_many(read, 20_000)
