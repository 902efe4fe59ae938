import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.claims.check_worthiness import rule_score


@given(st.text(max_size=300))
def test_the_score_is_between_nothing_and_one(sentence: str) -> None:
    assert 0.0 <= rule_score(sentence) <= 1.0


@pytest.mark.parametrize("sentence", ["", "   ", "…!"])
def test_a_sentence_without_words_is_not_worth_checking(sentence: str) -> None:
    assert rule_score(sentence) == 0.0


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ("The port lost 1,400 jobs between March and June.", "The port lost jobs."),
        ("Crime fell because police hired 300 officers.", "I feel that the police are wonderful."),
        ("The council raised taxes by 4% last year.", "The council should raise taxes."),
        ("Unemployment is higher than in Finland.", "Unemployment is a thing."),
        ("The ministry closed 14 schools in 2020.", "Did the ministry close 14 schools in 2020?"),
        ("The court sentenced Tom Hale to 9 years.", "Thank you, please welcome Tom Hale."),
        ("Thousands of farmers left the valley.", "Farmers might leave the valley."),
        ("The legal limit is 10 grams.", "The legal answer is 10 pages."),
        ("Pilots have reportedly been asked to stay.", "Pilots have been asked to stay."),
        ("The pier was closed for boats.", "The pier had closed for boats."),
        ("The pier will be shut by May.", "The pier will be shut by may."),
        ("The bridge collapsed and killed nine people.", "What a lovely, beautiful bridge."),
    ],
)
def test_reported_facts_score_above_plans_opinions_and_questions(more: str, less: str) -> None:
    assert rule_score(more) > rule_score(less)


def test_a_fragment_scores_below_the_sentence_it_comes_from() -> None:
    sentence = "The harbour of the northern town was closed for ships in 2020."

    assert rule_score("closed in 2020") < rule_score(sentence)


def test_curly_and_straight_apostrophes_score_the_same() -> None:
    assert rule_score("I’m in the harbour.") == rule_score("I'm in the harbour.")


def test_only_the_start_of_an_endless_sentence_is_read() -> None:
    assert rule_score("said " * 1_000) == rule_score("said " * 200_000)
