"""Of languages whose rules are not known, words in quotation marks are claims and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.claims.reading.foreign import quoted_claims
from app.claims.vocabulary import ClaimKind, FoundClaim, Polarity
from tests.growth import takes_linear_time

QUOTE = "Die Brücke trug 12.400 Karren"


def _texts(text: str) -> list[str]:
    return [claim.text for claim in quoted_claims(text)]


def test_a_quotation_is_a_claim_of_nobody_with_its_exact_place() -> None:
    text = f"Die Wärterin sagte: „{QUOTE}.“ Der Rat schwieg."

    assert quoted_claims(text) == [
        FoundClaim(
            start=21,
            end=21 + len(QUOTE) + 1,
            text=f"{QUOTE}.",
            kind=ClaimKind.DIRECT_QUOTE,
            claimant=None,
            cue=None,
            polarity=Polarity.ASSERTS,
            hedged=False,
            check_worthiness=0.0,
        )
    ]


@pytest.mark.parametrize(
    "marks", ["„“", "„”", "“”", "””", "«»", "»«", "»»", '""', "「」", "『』", ("« ", " »"), ("«\u00a0", "\u00a0»")]
)  # fmt: skip
def test_every_press_has_its_own_marks(marks: tuple[str, str]) -> None:
    opening, closing = marks

    assert _texts(f"Sagte sie {opening}{QUOTE}{closing}, und ging.") == [QUOTE]


def test_a_comma_before_the_end_is_no_part_of_it() -> None:
    assert _texts(f"„{QUOTE},“ sagte sie.") == [QUOTE]


def test_several_quotations_of_a_paragraph_are_kept_apart() -> None:
    assert _texts("« Le pont a tenu » et « la tour est tombée », dit-elle.") == [
        "Le pont a tenu",
        "la tour est tombée",
    ]


@pytest.mark.parametrize(
    "text",
    ["Das „Tor“ fiel.", "„Wer hat das Tor geöffnet?“", "«¿Quién abrió la puerta?»", "市长说「大桥」", "Ohne Ende: „Das Tor fiel um neun", "„Das Tor\n\nfiel um neun“", ""],
)  # fmt: skip
def test_single_words_questions_and_what_nobody_closes_are_none(text: str) -> None:
    assert _texts(text) == []


def test_scripts_without_spaces_are_counted_in_characters() -> None:
    assert _texts("市长说：「大桥去年通过了一万二千辆车」。") == ["大桥去年通过了一万二千辆车"]


def test_the_same_words_are_found_once() -> None:
    assert _texts(f"„{QUOTE}“, sagte sie. „{QUOTE}“, sagte er.") == [QUOTE]


@given(st.text(alphabet='ab ,?„“”«»"「」\n', max_size=200))
def test_offsets_are_exact_and_in_order_whatever_stands_there(text: str) -> None:
    claims = quoted_claims(text)

    assert all(text[claim.start : claim.end] == claim.text for claim in claims)
    assert [claim.start for claim in claims] == sorted(claim.start for claim in claims)


@pytest.mark.parametrize("mark", ["„", "“", "«", '"', "„a ", '" '])
def test_marks_without_end_take_linear_time(mark: str) -> None:
    assert takes_linear_time(quoted_claims, mark)
