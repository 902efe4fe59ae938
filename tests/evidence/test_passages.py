"""Where a quote stands in a text, and who says it."""

import pytest

from app.claims.reading.extraction import claims_by_rules
from app.errors import Invalid
from app.evidence.passages import Place, Speaker, is_denial, place_of, place_of_quote, speaker_at

TEXT = "The mill\n  at Orrin stands. It is old."


def test_a_quote_is_found_across_other_white_space() -> None:
    assert place_of_quote(TEXT, "mill at\tOrrin") == Place(4, 19)


def test_the_first_place_of_a_quote_counts() -> None:
    assert place_of_quote("rye and rye", "rye") == Place(0, 3)


def test_a_quote_in_decomposed_letters_is_found() -> None:
    assert place_of_quote("Der M\u00fchlbach ruht.", "Mu\u0308hlbach") == Place(4, 12)


def test_a_quote_with_signs_of_a_pattern_is_taken_literally() -> None:
    assert place_of_quote("It cost $4.50 (net).", "$4.50 (net)") == Place(8, 19)


def test_a_quote_in_another_case_is_not_found() -> None:
    with pytest.raises(Invalid, match="not in the article"):
        place_of_quote(TEXT, "the mill")


def test_offsets_are_a_place() -> None:
    assert place_of(TEXT, None, 4, 8) == Place(4, 8)


def test_offsets_and_a_quote_that_agree_are_a_place() -> None:
    assert place_of(TEXT, "mill at", 4, 13) == Place(4, 13)


@pytest.mark.parametrize(
    ("quote", "start", "end", "pointer"),
    [
        (None, 0, len(TEXT) + 1, "#/end"),
        (None, 8, 9, "#/start"),
        ("Orrin", 4, 8, "#/quote"),
    ],
)
def test_offsets_that_cannot_be_are_invalid(
    quote: str | None, start: int, end: int, pointer: str
) -> None:
    with pytest.raises(Invalid) as caught:
        place_of(TEXT, quote, start, end)

    assert caught.value.pointer == pointer


def test_the_speaker_of_a_passage_is_who_says_most_of_it() -> None:
    text = "Mayor Ada Brook said that the mill stands. Orrin Water denied that the weir leaks."
    denial = text.index("Orrin Water")

    speaker = speaker_at(claims_by_rules(text), Place(denial, len(text)), text)

    assert speaker == Speaker(origin="Orrin Water", denies=True, hedged=False, name="Orrin Water")


def test_a_spokesman_speaks_for_the_body() -> None:
    text = "Orrin Water spokesman Jan Tull said that the weir holds."

    speaker = speaker_at(claims_by_rules(text), Place(0, len(text)), text)

    assert speaker is not None
    assert speaker.origin == "Orrin Water"


def test_nobody_speaks_where_nobody_is_quoted() -> None:
    assert speaker_at([], Place(0, 10), "") is None


def test_an_agency_that_has_learned_something_says_it() -> None:
    text = "Guards shut the weir at noon, Orrin Press Agency learned."

    speaker = speaker_at(claims_by_rules(text), Place(0, len(text)), text)

    assert speaker is not None
    assert speaker.origin == "Orrin Press Agency"


SOMEBODY = Speaker(origin="Orrin Water", denies=False, hedged=False)


@pytest.mark.parametrize(
    "words",
    [
        "Orrin Water denies the claim.",
        "The mayor rejected the accusation.",
        "The council disputed the figure.",
    ],
)
def test_words_of_denial_are_a_denial_whoever_says_them(words: str) -> None:
    assert is_denial(words, None)


def test_what_somebody_calls_untrue_is_denied() -> None:
    assert is_denial("The allegations are baseless.", SOMEBODY)


def test_what_is_found_to_be_false_is_not_merely_denied() -> None:
    assert not is_denial("The figure is false: the gauge showed 14.", None)


def test_what_a_body_rejects_in_its_work_is_no_denial() -> None:
    assert not is_denial("The electoral commission rejected 300 ballots.", None)
    assert not is_denial("The commission counted 312 rejected ballots.", SOMEBODY)


def test_who_denies_denies_whatever_the_words() -> None:
    assert is_denial("the weir leaks", Speaker(origin="Orrin Water", denies=True, hedged=False))


def test_who_asserts_does_not_deny() -> None:
    assert not is_denial("The gauge showed 14.", SOMEBODY)
