import pytest

from app.training.augmenting import (
    DENIALS,
    OPEN_QUESTIONS,
    REPORTS,
    augmented,
    mined,
    negated,
    negations_of,
    repeated,
    reports_of,
    say_the_same,
    says_far_more,
)
from app.training.pairs import NEWS, Label, Pair

QUAY = "The quay in Anholm is being rebuilt by divers from Tarvik before winter."
BUSY = "The quay is busy."


def made(premise: str, hypothesis: str, label: Label) -> set[tuple[str, str, Label]]:
    pair = Pair(premise, hypothesis, label)
    return {(each.premise, each.hypothesis, each.label) for each in negations_of(pair)}


@pytest.mark.parametrize(
    ("sentence", "negation"),
    [
        (BUSY, "The quay is not busy."),
        ("Divers have repaired the quay.", "Divers have not repaired the quay."),
        ("The quay has been sold.", "The quay has not been sold."),
        ("Ferries could sail again.", "Ferries could not sail again."),
    ],
)
def test_a_sentence_is_negated_after_its_auxiliary(sentence: str, negation: str) -> None:
    assert negated(sentence) == negation


@pytest.mark.parametrize(
    "sentence",
    [
        "The quay burns.",
        "The quay has a crane.",
        "The quay is not busy.",
        "Nobody is there.",
        "The ferry isn't late.",
        "Some ferries are late.",
        "The man who was late left.",
        "In spring, ferries are late.",
    ],
)
def test_what_may_not_be_the_negation_is_not_made(sentence: str) -> None:
    assert negated(sentence) is None


def test_where_a_passage_entails_a_claim_it_refutes_the_negated_claim() -> None:
    found = made(QUAY, BUSY, "supports")

    assert (QUAY, "The quay is not busy.", "refutes") in found
    assert ("The quay is not busy.", QUAY, "refutes") in found


def test_where_a_passage_entails_a_claim_without_it_the_passage_is_wrong_too() -> None:
    no_quay = QUAY.replace("is being", "is not being")

    assert ("The quay is not busy.", no_quay, "supports") in made(QUAY, BUSY, "supports")


def test_a_negated_passage_that_said_far_more_leaves_the_claim_open() -> None:
    no_quay = QUAY.replace("is being", "is not being")

    found = made(QUAY, BUSY, "supports")

    assert (no_quay, BUSY, "neutral") in found
    assert (BUSY, QUAY, "neutral") in found


def test_a_negated_passage_that_said_the_same_refutes_the_claim() -> None:
    found = made("The quay is very busy.", BUSY, "supports")

    assert ("The quay is not very busy.", BUSY, "refutes") in found


def test_a_claim_that_is_left_open_is_left_open_negated() -> None:
    assert made(QUAY, BUSY, "neutral") == {(QUAY, "The quay is not busy.", "neutral")}


def test_where_a_passage_refutes_a_claim_it_supports_the_negated_claim() -> None:
    assert made(QUAY, BUSY, "refutes") == {
        (QUAY, "The quay is not busy.", "supports"),
        (BUSY, QUAY.replace("is being", "is not being"), "supports"),
    }


def test_what_cannot_be_negated_has_no_negation() -> None:
    assert made("The quay burned.", "It sank.", "refutes") == set()
    assert made("The quay burned.", "It sank.", "supports") == set()


def test_saying_the_same_and_saying_far_more_go_by_content_words() -> None:
    assert say_the_same("The quay is busy.", "A busy quay was there.")
    assert not say_the_same("The quay is busy.", "The ferry is late.")
    assert says_far_more(QUAY, BUSY)
    assert not says_far_more(BUSY, QUAY)


def test_a_passage_in_somebodys_mouth_keeps_its_stance_and_a_denied_claim_is_refuted() -> None:
    found = list(reports_of(Pair(QUAY, BUSY, "supports")))

    assert [each.label for each in found] == ["supports", "refutes", "neutral", "supports"]
    assert "the quay in Anholm is being rebuilt" in found[0].premise
    assert all("the quay is busy" in each.premise for each in found[1:])
    assert {each.hypothesis for each in found} == {BUSY}


def test_a_denial_of_something_else_says_nothing_about_the_claim() -> None:
    *_, denial = reports_of(Pair(QUAY, BUSY, "neutral"))

    assert "the quay in Anholm" in denial.premise
    assert denial.label == "neutral"


def test_what_is_said_of_a_negative_claim_is_left_out() -> None:
    [report] = reports_of(Pair(QUAY, "The quay is not busy.", "neutral"))

    assert report.hypothesis == "The quay is not busy."


@pytest.mark.parametrize("template", [*DENIALS, *REPORTS, *OPEN_QUESTIONS])
def test_every_template_says_what_is_said(template: str) -> None:
    assert "the tide rose" in template.format(
        who="Residents", who_small="residents", what="the tide rose"
    )


def of_scifact(premise: str, hypothesis: str) -> Pair:
    return Pair(premise, hypothesis, "supports", "scifact")


def test_a_claim_is_paired_with_passages_of_others_that_share_its_rare_words() -> None:
    crane = of_scifact("A crane fell onto the pier at Tarvik.", "Tarvik lost a crane.")
    strike = of_scifact("Dockers at Tarvik went on strike.", "Dockers stopped their work.")

    found = {(each.premise, each.hypothesis, each.label) for each in mined([crane, strike])}

    assert found == {(strike.premise, crane.hypothesis, "neutral")}


def test_a_passage_that_belongs_to_a_claim_like_this_one_is_not_taken_for_neutral() -> None:
    crane = of_scifact("A crane fell onto the pier at Tarvik.", "Tarvik lost a crane.")
    same = of_scifact("The harbour of Tarvik is without its crane.", "Tarvik lost its old crane.")

    assert not list(mined([crane, same]))


def test_claims_of_news_are_supported_by_passages_that_say_them_and_more() -> None:
    claims = [f"Pier {number} was closed in May." for number in range(60)]
    pairs = [Pair(BUSY, claim, "neutral", NEWS) for claim in claims]

    more = list(repeated([*pairs, Pair(QUAY, BUSY, "neutral", "snli")]))

    assert len(more) == 59
    assert all(pair.hypothesis.rstrip(".") in pair.premise for pair in more)
    assert {pair.label for pair in more} == {"supports"}
    assert len({pair.premise == pair.hypothesis for pair in more}) > 1


def test_the_same_pairs_are_made_each_time() -> None:
    pairs = [Pair(QUAY, f"The quay is busy on day {day}.", "supports") for day in range(60)]

    first = augmented(pairs)

    assert first == augmented(pairs)
    assert {each.label for each in first} == {"supports", "refutes", "neutral"}
