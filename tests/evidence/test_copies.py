import random

import pytest

from app.evidence.copies import Copies, originals_of
from tests.growth import takes_linear_time_for_many


def is_near_copy(one: str, other: str) -> bool:
    copies = Copies()
    copies.add(0, one)
    return copies.add(1, other) is not None


TRAWLER = "The trawler Havbris drifted for nine hours without power before a tug from Ulvik took it in tow."


@pytest.mark.parametrize(
    "other",
    [
        TRAWLER.upper(),
        TRAWLER.replace("nine", "9"),
        "The trawler Havbris drifted for nine hours without power before a tug took it in tow.",
        "The trawler Havbris drifted for nine hours without power before a tug from Ulvik, called by a yacht, took it in tow.",
        TRAWLER + " Nobody was hurt, and the owner thanked the crew of the tug for their help.",
        "Before a tug from Ulvik took it in tow, the trawler Havbris drifted without power for nine hours.",
    ],
)
def test_words_that_are_nearly_the_same_are_copies(other: str) -> None:
    assert is_near_copy(TRAWLER, other)
    assert is_near_copy(other, TRAWLER)


@pytest.mark.parametrize(
    "other",
    [
        TRAWLER.replace("nine", "seven"),
        TRAWLER.replace("Havbris", "Solbris"),
        TRAWLER.replace("took", "never took"),
        "The trawler Havbris lay off Ulvik for nine hours without power, the wind rising, before its own engine brought it home.",
        "For most of a day the Havbris was adrift, its engine dead; then help came.",
        "The trawler Havbris drifted.",
    ],
)
def test_other_figures_names_or_words_are_no_copies(other: str) -> None:
    assert not is_near_copy(TRAWLER, other)
    assert not is_near_copy(other, TRAWLER)


def test_likeness_does_not_go_on_from_copy_to_copy() -> None:
    words = [f"word{chr(97 + at)}" for at in range(20)]
    copies = Copies()

    found = [copies.add(at, " ".join(words[at * 3 : at * 3 + 12])) for at in range(3)]

    assert found == [None, 0, None]


def compared_anew(passages: list[str]) -> list[int | None]:
    copies = Copies()
    return [copies.add(at, passage) for at, passage in enumerate(passages)]


def test_a_list_that_changes_is_compared_as_if_it_were_new() -> None:
    chance = random.Random(5)
    words = [f"word{number}" for number in range(30)]
    passages = [" ".join(chance.sample(words, 9)) for _ in range(60)]

    for change in range(40):
        new = chance.choice([" ".join(chance.sample(words, 9)), passages[change]])
        passages.insert(chance.choice([0, 30, len(passages), len(passages)]), new)
        if change % 7 == 0:
            passages.pop(chance.choice([-1, 10]))

        assert originals_of(passages) == compared_anew(passages)

    assert any(original is not None for original in originals_of(passages))


def test_lists_that_are_compared_by_turns_do_not_mix() -> None:
    start = [f"{TRAWLER} Day {number} of all the days." for number in range(60)]
    lists = [
        [*start, f"The {name} lay in the harbour of Ulvik for nine days."] for name in "ABCDEF"
    ]

    found = [originals_of(each) for each in [*lists, *lists]]

    assert found == [compared_anew(each) for each in [*lists, *lists]]


def test_long_templates_are_compared_in_linear_time() -> None:
    chance = random.Random(1)
    words = [f"word{number}" for number in range(2_000)]
    filled = [" ".join(words[:100] + chance.sample(words, 100)) for _ in range(2_000)]

    assert takes_linear_time_for_many(lambda number: compared_anew(filled[:number]), len(filled))


SHIP = "The grey ship, some 200 metres long, broke loose just below the quay, swept across the closed basin and came to rest a stone's throw from the harbour office."


def test_a_long_passage_that_was_edited_is_a_copy() -> None:
    edited = "The grey ship, around 200 metres long, came loose just below the quay, swept over the closed basin and stopped a stone's throw from the harbour office."

    assert is_near_copy(SHIP, edited)
    assert is_near_copy(edited, SHIP)


def test_two_who_tell_the_same_otherwise_are_no_copies() -> None:
    spokesman = "A spokesman for the army said that the soldiers opened fire after they were attacked by armed men near the border in the night."
    witness = "A witness from the village said that the soldiers opened fire before they were attacked by angry men near the border in the night."

    assert not is_near_copy(spokesman, witness)
