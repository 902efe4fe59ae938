"""Ranking by words, and joining it with another ranking."""

from dataclasses import replace

import pytest

from app.search.ranking import (
    LONGEST_READ,
    MOST_CANDIDATES,
    MOST_READ,
    MOST_TERMS,
    Frequencies,
    best,
    forms_of,
    frequencies,
    joined,
    most_promising,
    rarest,
    term_scores,
    terms_in,
)

KNOWN = Frequencies(
    rows=10_000, sampled=10_000, mean_length=5, counts={"the": 9_000, "toll": 300, "mill": 900}
)


def test_terms_are_runs_of_letters_digits_and_underscores_in_lower_case() -> None:
    assert terms_in("The 41,000 (a_b) Mühlen!") == ["the", "41", "000", "a_b", "mühlen"]


def test_forms_of_a_word_are_one_term() -> None:
    assert set(terms_in("report reports reported Reporting")) == {"report"}
    assert terms_in("as bed sing its") == ["as", "bed", "sing", "its"]


@pytest.mark.parametrize("term", ["report", "as", "toll", "class", "a_b"])
def test_every_form_has_its_term_again(term: str) -> None:
    [stem] = terms_in(term)

    assert {each for form in forms_of(stem) for each in terms_in(form)} == {stem}
    assert term in forms_of(stem)


def test_words_that_are_written_together_are_there_as_one_and_each_by_itself() -> None:
    assert terms_in("#PortOfSaltmere") == ["portofsaltmere", "port", "of", "saltmere"]
    assert terms_in("@ÉtéRadio iPhone") == ["étéradio", "été", "radio", "iphone", "i", "phone"]  # fmt: skip
    assert terms_in("NATO's A320neo Été") == ["nato", "s", "a320neo", "été"]


def test_only_the_beginning_of_an_endless_text_is_read() -> None:
    assert len(terms_in("a " * LONGEST_READ)) == LONGEST_READ / 2


def test_frequencies_stand_for_more_texts_than_were_read() -> None:
    known = frequencies(["toll toll", "toll mill", "rye", "bees"], rows=400)

    assert (known.of("toll"), known.of("mill"), known.of("never")) == (200, 100, 0)
    assert known.mean_length == 1.5


def test_a_rare_word_tells_more_than_a_frequent_one() -> None:
    assert KNOWN.weight("unheard") > KNOWN.weight("toll") > KNOWN.weight("mill") > 0
    assert KNOWN.weight("the") > 0


def test_candidates_are_looked_up_by_the_rarest_terms_as_long_as_texts_are_few() -> None:
    counts = {"toll": MOST_CANDIDATES // 2, "rye": MOST_CANDIDATES // 2 - 1, "mill": 2}
    known = replace(KNOWN, counts=counts | {"the": MOST_CANDIDATES})

    assert rarest(["the", "toll", "rye", "unheard"], known) == ["unheard", "rye", "toll"]
    assert rarest(["toll", "rye", "mill"], known) == ["mill", "rye"]


def test_the_rarest_term_is_looked_up_unless_it_is_everywhere() -> None:
    known = Frequencies(rows=1e6, sampled=1_000, mean_length=5, counts={"the": 900, "toll": 1})

    assert rarest(["toll", "the"], known) == ["toll"]
    assert rarest(["the"], known) == []
    assert rarest([], known) == []


def test_texts_with_the_most_telling_terms_are_read() -> None:
    having = {"the": [1, 2, 3], "toll": [2], "mill": [2, 3]}

    assert most_promising(["the", "toll", "mill", "rye"], having, KNOWN) == [2, 3, 1]
    assert len(most_promising(["the"], {"the": range(999)}, KNOWN)) == MOST_READ


def test_no_more_than_so_many_words_are_looked_up() -> None:
    assert len(rarest(map(str, range(100)), KNOWN)) == MOST_TERMS


def test_a_text_scores_higher_with_rarer_words_with_more_of_them_and_when_it_is_shorter() -> None:
    texts = {
        1: ["the", "toll", "rose"],
        2: ["the", "mill", "rose"],
        3: ["the", "toll", "toll"],
        4: ["the", "toll", "rose", "again", "and", "again"],
        5: ["rye"],
    }

    scores = term_scores({"toll", "mill"}, texts, KNOWN)

    assert scores[3] > scores[1] > scores[4] > 0
    assert scores[1] > scores[2]
    assert 5 not in scores


def test_bm25_is_the_published_formula() -> None:
    known = Frequencies(rows=3, sampled=3, mean_length=2, counts={"toll": 1})

    [score] = term_scores({"toll"}, {1: ["toll", "rose"]}, known).values()

    assert score == pytest.approx(0.9808, abs=1e-4)  # ln(1 + 2.5 / 1.5) x 2.2 / 2.2


def test_equal_scores_are_ranked_in_the_order_of_storing() -> None:
    assert best({3: 1.0, 1: 1.0, 2: 2.0}, 2) == [2, 1]


def test_what_fits_by_words_and_by_meaning_wins() -> None:
    scores = joined({1: 8.0, 2: 6.0, 9: 9.0}, {1: 0.4, 2: 0.6, 3: 0.65})

    assert max(scores, key=scores.__getitem__) == 2
    assert set(scores) == {1, 2, 3}


def test_meaning_alone_counts_where_no_word_is_shared() -> None:
    assert joined({}, {1: 0.4}) == {1: 0.4}
