"""What is called false is denied: by whoever calls it so, or by the narrator."""

import pytest

from app.claims.reading.extraction import claims_by_rules
from app.claims.vocabulary import Polarity


def _read(text: str) -> list[tuple[Polarity, str, str | None]]:
    return [
        (claim.polarity, claim.text, claim.claimant.name if claim.claimant else None)
        for claim in claims_by_rules(text)
    ]


@pytest.mark.parametrize(
    ("text", "told", "claimant"),
    [
        ("Harbour master Ada Brook called the claim that the crane was rusty false.", "the crane was rusty", "Ada Brook"),
        ("Ada Brook called Roe’s statement that nobody fell ill an outright lie.", "nobody fell ill", "Ada Brook"),
        ("Ada Brook labelled claims that the crane was rusty “nonsense”.", "the crane was rusty", "Ada Brook"),
        ("The guild described reports that 40 boats sank in the gale as untrue.", "40 boats sank in the gale", "guild"),
        ("A friend of the skipper described as false reports that he sold 40 boats.", "he sold 40 boats", "friend of the skipper"),
        ("The guild dismissed as baseless claims that 40 boats sank.", "40 boats sank", "guild"),
        ("The report that the mill cost 9 million crowns is false, auditor Bo Lind said.", "the mill cost 9 million crowns", "Bo Lind"),
        ("The claim that 310 lambs were stolen is wrong, the Farmers Union said.", "310 lambs were stolen", "Farmers Union"),
        ("Bo Lind said Roe’s claim that the mill cost 9 million crowns was baseless.", "the mill cost 9 million crowns", "Bo Lind"),
        ("It is a myth that the mill cost 9 million crowns, Bo Lind said.", "the mill cost 9 million crowns", "Bo Lind"),
        ("It is a myth that the mill cost 9 million crowns.", "the mill cost 9 million crowns", None),
        ("The claim that the mill cost 9 million crowns is false.", "the mill cost 9 million crowns", None),
        ("The rumour that the mill was sold has been debunked by two newspapers.", "the mill was sold", None),
    ],
)  # fmt: skip
def test_what_is_called_false_is_denied_once(text: str, told: str, claimant: str | None) -> None:
    assert _read(text) == [(Polarity.DENIES, told, claimant)]


def test_who_calls_it_false_in_a_relative_clause_is_not_said_to_assert_it() -> None:
    found = _read("Nobody believed Bo Lind, who called the claim that the lake was clean a hoax.")

    assert [(polarity, told) for polarity, told, _ in found] == [
        (Polarity.DENIES, "the lake was clean")
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ada Brook repeated her claim that the survey was false.", "the survey was false"),
        (
            "The allegation that the test results were false, which Roe made in May, led to a trial.",
            "the test results were false",
        ),
        (
            "The claim that the dam was leaking was exaggerated, Ada Brook said.",
            "The claim that the dam was leaking was exaggerated",
        ),
    ],
)
def test_what_is_claimed_to_be_false_or_called_exaggerated_is_asserted(
    text: str, told: str
) -> None:
    assert [(polarity, claim) for polarity, claim, _ in _read(text)] == [(Polarity.ASSERTS, told)]


@pytest.mark.parametrize(
    "text",
    [
        "The mayor did not call the claim that the dam was leaking a lie.",
        "Warden Ada Brook did not deny that the prison holds 500 inmates.",
    ],
)
def test_what_is_not_denied_is_no_claim(text: str) -> None:
    assert _read(text) == []
