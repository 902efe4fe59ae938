import pytest

from app.evidence.opposites import bare, scopes_of, sides_of
from app.evidence.phrases import folded, lemma_of
from app.evidence.propositions import stem_of


@pytest.mark.parametrize(
    ("phrase", "word"),
    [
        ("She stepped down on Friday", "She resigned on Friday"),
        ("The bill was voted down", "The bill was rejected"),
        ("Rents went up in May", "Rents rose in May"),
        ("The fair was called off", "The fair was cancelled"),
        ("He was found not guilty", "He was acquitted"),
        ("They have taken over a rival", "They have acquired a rival"),
        ("He took over as coach", "He took over as coach"),
    ],
)
def test_phrases_become_the_word_that_says_the_same(phrase: str, word: str) -> None:
    assert folded(phrase) == word


@pytest.mark.parametrize(
    "forms",
    ["vote votes voted voting", "fire fires fired firing", "rise rises rose risen rising", "stop stops stopped stopping",
     "buy buys bought buying", "close closes closed closing"],
)  # fmt: skip
def test_forms_of_a_verb_have_one_stem(forms: str) -> None:
    assert len({stem_of(form) for form in forms.split()}) == 1


def test_other_words_keep_their_own_stem() -> None:
    assert len({stem_of(word) for word in ("care", "car", "vote", "voter", "fir")}) == 5
    assert lemma_of("harbour") == "harbour"


def test_a_prefix_that_negates_is_told_from_one_that_does_not() -> None:
    assert [bare(word) for word in ("undamaged", "illegal", "disagreed", "non-smoker")] == [
        "damaged",
        "legal",
        "agreed",
        "smoker",
    ]
    assert [bare(word) for word in ("disclosed", "increase", "import", "uncle")] == [None] * 4


def test_words_that_say_which_one_is_meant_are_no_opposites() -> None:
    assert scopes_of("north")
    assert not sides_of("north")
