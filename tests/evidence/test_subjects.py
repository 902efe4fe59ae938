import pytest

from app.evidence.propositions import read_proposition
from app.evidence.subjects import are_rivals, is_embedded, names_differ
from tests.evidence.judging import AGAINST, FOR, judged


@pytest.mark.parametrize(
    ("passage", "claim", "differ"),
    [
        ("The Ministry of Health has a fleet.", "The Ministry of Trade has a fleet", True),
        ("Orrin Mining closed its pit.", "Melby Mining closed its pit", True),
        ("Ann Roe paid a fine.", "Roe paid a fine", False),
        ("She paid a fine in Orrin.", "Ann Roe paid a fine in Orrin", False),
        (
            "Eels cost the Dutch more than Germans.",
            "Eels in the Netherlands cost more than in Germany",
            False,
        ),
    ],
)
def test_names_differ_by_what_is_their_own(passage: str, claim: str, *, differ: bool) -> None:
    told, stated = (read_proposition(text, None) for text in (passage, claim))

    assert names_differ(told, stated) is differ


def test_only_one_can_have_written_a_book() -> None:
    told, book, shop = (
        read_proposition(text, None)
        for text in ("The book was written by Ann Roe.", "The book was written by Bo Lind", "The shop was run by Bo Lind")
    )  # fmt: skip

    assert are_rivals(told, book)
    assert not are_rivals(told, shop)


@pytest.mark.parametrize(
    ("passage", "embedded"),
    [
        ("A lawyer for Ann Roe resigned.", True),
        ("Ann Roe's brother resigned.", True),
        ("Ann Roe resigned.", False),
        ("Ann Roe, a friend of Bo Lind, resigned.", False),
    ],
)
def test_somebodys_people_are_told_from_somebody(passage: str, *, embedded: bool) -> None:
    claim = read_proposition("Ann Roe resigned", None)

    assert is_embedded(claim, read_proposition(passage, None)) is embedded


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Candell, which employs 222 people, was fined in May.", "Orlex, which employs 410 people, was fined in May."),
        ("Ginger cures the flu.", "Garlic cures the flu."),
        ("Fire chief Bo Hale said 5 tonnes of chlorine had escaped.", "8 tonnes of propane had escaped"),
    ],
)  # fmt: skip
def test_figures_of_another_thing_contradict_nothing(text: str, claim: str) -> None:
    assert {judged(text, claim, voice).stance for voice in (FOR, AGAINST)} == {"neutral"}


def test_another_figure_of_the_same_thing_contradicts() -> None:
    told = "Fire chief Bo Hale said 5 tonnes of propane had escaped."
    assert judged(told, "8 tonnes of propane had escaped", AGAINST).stance == "refutes"
