from functools import cache
from pathlib import Path

import numpy as np
import pytest

from app.claims.check_worthiness import RULE_FEATURES
from app.claims.trained_worthiness import (
    WORTH_WEIGHTS,
    TrainedCheckWorthiness,
    WorthWeights,
    read_weights,
    write_weights,
)
from app.errors import Unfit
from tests.encoders import shipped_encoder
from tests.growth import takes_linear_time

CHECKABLE = [
    "Unemployment in Orrin fell from 9.1 to 7.4 per cent between 2019 and 2023.",
    "The ministry spent 40 million crowns on the new ferry terminal last year.",
    "More than 2,000 homes lost power after the storm on 14 March.",
    "The regional court fined the shipyard 300,000 crowns for dumping oil.",
    "Imports of grain from Kestria have doubled since the tariff was lifted.",
    "The council closed three of its seven libraries in 2021.",
    "A leaking gas pipe caused the explosion that killed four people.",
    "Norland's parliament passed the fisheries law by 212 votes to 96.",
    "The vaccine cut hospital admissions among the over-70s by half.",
    "The airline cancelled one flight in eight during August.",
    "The central bank raised its main rate to 4.5 per cent on Thursday.",
    "Police arrested 31 people at the border crossing on Sunday.",
    "The hospital in Lindow has the longest waiting times in the country.",
    "The company paid no tax on profits of 80 million crowns.",
    "Twelve inspectors found cracks in the dam as early as 2015.",
    "The government cut the school budget by a tenth in two years.",
]
UNCHECKABLE = [
    "I hope we will all think about this for a while.",
    "Good evening, and thank you so much for having me.",
    "What would you do in her place?",
    "Gulls wheeled over the empty quay.",
    "She smiled and looked out of the window for a long time.",
    "It was a grey, wet morning, and nobody spoke.",
    "Let us be honest with each other tonight.",
    "I love this town and its people.",
    "There is something faintly sad about an empty swimming pool.",
    "We should never forget who we are.",
    "He put down his cup and sighed.",
    "That is a wonderful question, and I am glad you asked it.",
    "Please sign up for our newsletter.",
    "You know what I mean.",
    "The old clock ticked on in the hall.",
    "Maybe one day we will understand each other.",
]


@cache
def _shipped() -> TrainedCheckWorthiness:
    return TrainedCheckWorthiness(WORTH_WEIGHTS, shipped_encoder())


def test_facts_of_the_news_score_above_colour_opinion_and_greetings() -> None:
    checkable, uncheckable = np.array(_shipped()(CHECKABLE)), np.array(_shipped()(UNCHECKABLE))

    in_order = (checkable[:, None] > uncheckable[None, :]).mean()
    assert in_order >= 0.95
    assert checkable.mean() - uncheckable.mean() >= 0.5


def test_a_score_depends_on_the_sentence_alone() -> None:
    together = _shipped()([*CHECKABLE, *UNCHECKABLE])

    assert together == [_shipped()([sentence])[0] for sentence in [*CHECKABLE, *UNCHECKABLE]]


def test_scores_are_probabilities_with_four_places() -> None:
    for score in _shipped()(CHECKABLE + UNCHECKABLE):
        assert 0.0 <= score <= 1.0
        assert score == round(score, 4)


def test_nothing_to_score_has_no_scores() -> None:
    assert _shipped()([]) == []


@pytest.mark.parametrize("sentence", ["", " ", "…", "“”", "---"])
def test_without_words_nothing_is_worth_checking(sentence: str) -> None:
    assert _shipped()([sentence]) == [0.0]


@pytest.mark.parametrize(
    "sentence",
    ["Мост закрыли в 2020 году.", "橋は2020年に閉鎖された。", "\ud800 lone", "a\x00b 12"],
)
def test_other_scripts_and_broken_text_have_a_score(sentence: str) -> None:
    (score,) = _shipped()([sentence])

    assert 0.0 <= score <= 1.0


def test_an_endless_sentence_is_scored_in_linear_time() -> None:
    assert takes_linear_time(lambda text: _shipped()([text]), "word 12 ")


def test_weights_of_another_encoder_are_refused(tmp_path: Path) -> None:
    known = read_weights(WORTH_WEIGHTS)
    write_weights(tmp_path, WorthWeights("another", known.rules, known.weights, known.bias))

    with pytest.raises(Unfit, match="another encoder"):
        TrainedCheckWorthiness(tmp_path, shipped_encoder())


def test_weights_of_another_shape_are_refused(tmp_path: Path) -> None:
    encoder = shipped_encoder().fingerprint
    write_weights(tmp_path, WorthWeights(encoder, RULE_FEATURES, np.ones(3, np.float32), 0.0))

    with pytest.raises(Unfit, match="shape"):
        TrainedCheckWorthiness(tmp_path, shipped_encoder())


@pytest.mark.parametrize("content", [None, b"no weights"])
def test_a_folder_without_weights_is_refused(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "weights.npz").write_bytes(content)

    with pytest.raises(Unfit, match=str(tmp_path)):
        TrainedCheckWorthiness(tmp_path, shipped_encoder())
