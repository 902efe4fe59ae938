import pytest

from app.evidence.tags import tagged_speaker
from tests.growth import takes_linear_time


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("“No,” the Orrin council said.", "Orrin council"),
        ('"I feel splendid," the chemist Ann Roe said a day later.', "Ann Roe"),
        ("“Who pays?” asked head teacher Ann Roe.", "Ann Roe"),
        ("Ann Roe, patron of the hospice and a former runner, said £1m had been raised.", "Ann Roe"),
        ("Quay Line will keep all its ships, it said.", "Quay Line"),
        ("The bridge is shut, it said.", None),
        ("He will keep all the ships, he said.", None),
        ("The dog barked.", None),
    ],
)  # fmt: skip
def test_a_tag_tells_who_says_a_passage(words: str, name: str | None) -> None:
    found = tagged_speaker(words, 0)

    assert (found.name if found else None) == name


@pytest.mark.parametrize("part", ["A ", "“a,” b ", ", it said", "A, b, ", "is a ", '," said '])
def test_long_passages_are_searched_in_linear_time(part: str) -> None:
    assert takes_linear_time(lambda text: tagged_speaker(text, 0), part)
