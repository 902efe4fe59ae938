"""Ranking by words, and joining it with another ranking."""

import pytest

from app.search.ranking import (
    LONGEST_READ,
    MOST_CANDIDATES,
    MOST_WORDS,
    Frequencies,
    best,
    frequencies,
    fused,
    rarest,
    word_scores,
    words_in,
)

KNOWN = Frequencies(
    rows=10_000, sampled=10_000, mean_length=5, counts={"the": 9_000, "toll": 300, "mill": 900}
)


def test_words_are_runs_of_letters_digits_and_underscores_in_lower_case() -> None:
    assert words_in("The 41,000 (a_b) Mühlen!") == ["the", "41", "000", "a_b", "mühlen"]


def test_only_the_beginning_of_an_endless_text_is_read() -> None:
    assert len(words_in("a " * LONGEST_READ)) == LONGEST_READ / 2


def test_frequencies_stand_for_more_texts_than_were_read() -> None:
    known = frequencies(["toll toll", "toll mill", "rye", "bees"], rows=400)

    assert (known.of("toll"), known.of("mill"), known.of("never")) == (200, 100, 0)
    assert known.mean_length == 1.5


def test_a_rare_word_tells_more_than_a_frequent_one() -> None:
    assert KNOWN.weight("unheard") > KNOWN.weight("toll") > KNOWN.weight("mill") > 0
    assert KNOWN.weight("the") > 0


def test_candidates_are_looked_up_by_as_many_of_the_rarest_words_as_can_be_counted() -> None:
    assert 300 <= MOST_CANDIDATES < 1_200
    assert rarest(["the", "toll", "mill", "unheard"], KNOWN) == ["unheard", "toll"]


def test_the_rarest_word_is_always_looked_up() -> None:
    assert rarest(["the"], KNOWN) == ["the"]
    assert rarest([], KNOWN) == []


def test_no_more_than_so_many_words_are_looked_up() -> None:
    assert len(rarest(map(str, range(100)), KNOWN)) == MOST_WORDS


def test_a_text_scores_higher_with_rarer_words_with_more_of_them_and_when_it_is_shorter() -> None:
    texts = {
        1: ["the", "toll", "rose"],
        2: ["the", "mill", "rose"],
        3: ["the", "toll", "toll"],
        4: ["the", "toll", "rose", "again", "and", "again"],
        5: ["rye"],
    }

    scores = word_scores({"toll", "mill"}, texts, KNOWN)

    assert scores[3] > scores[1] > scores[4] > 0
    assert scores[1] > scores[2]
    assert 5 not in scores


def test_bm25_is_the_published_formula() -> None:
    known = Frequencies(rows=3, sampled=3, mean_length=2, counts={"toll": 1})

    [score] = word_scores({"toll"}, {1: ["toll", "rose"]}, known).values()

    assert score == pytest.approx(0.9808, abs=1e-4)  # ln(1 + 2.5 / 1.5) x 2.2 / 2.2


def test_equal_scores_are_ranked_in_the_order_of_storing() -> None:
    assert best({3: 1.0, 1: 1.0, 2: 2.0}, 2) == [2, 1]


def test_what_stands_high_in_both_rankings_wins() -> None:
    scores = fused([[1, 2, 3], [4, 2, 5]])

    assert max(scores, key=scores.__getitem__) == 2
    assert scores[1] == scores[4] > scores[3]
