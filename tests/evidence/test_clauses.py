"""What a sentence says in one clause is no evidence of what it would say if its clauses were mixed."""

import pytest

from app.evidence.clauses import whole_clauses
from app.evidence.stance import NO_OPINION
from app.evidence.vocabulary import Stance
from app.inference.pairs import StanceProbabilities
from tests.evidence.judging import FOR, judged

LIKELY_AGAINST = StanceProbabilities(0.1, 0.7, 0.2)


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("The choir sang in Orrin but skipped Melby.",
         ["The choir sang in Orrin", "The choir skipped Melby."]),
        ("The mill closed; its owner left.", ["The mill closed", "its owner left."]),
        ("The mill closed, although orders rose.", ["The mill closed", "orders rose."]),
        ("While the mill closed, the forge hired smiths.",
         ["While the mill closed, ", "the forge hired smiths."]),
        ("The kennel fed 30 dogs in May and 45 in June.",
         ["The kennel fed 30 dogs in May", "The kennel fed 45 dogs in June."]),
        ("The abbot favours the organ but dislikes the bells.",
         ["The abbot favours the organ", "The abbot dislikes the bells."]),
        ("Ann Roe, who was fined in May, was elected in June.",
         ["Ann Roe was fined in May", "Ann Roe was elected in June."]),
        ("Ann Roe, who leads the choir, was elected in June.",
         ["Ann Roe, who leads the choir, was elected in June."]),
        ("The mill hired and trained 30 weavers.", ["The mill hired and trained 30 weavers."]),
        ("Weavers and dyers walked out.", ["Weavers and dyers walked out."]),
        ("The ferry sailed after dawn with mail and 14 cows.",
         ["The ferry sailed after dawn with mail and 14 cows."]),
        ("The mill, the owner said, was sold.", ["The mill, the owner said, was sold."]),
        ("", [""]),
    ],
)  # fmt: skip
def test_a_sentence_is_cut_into_clauses_with_whom_they_are_about(
    text: str, clauses: list[str]
) -> None:
    assert list(whole_clauses(text)) == clauses


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("The choir praised the organ but mocked the bells.", "The choir mocked the organ"),
        ("The choir praised the organ but mocked the bells.", "The choir praised the bells"),
        ("Rents in Orrin fell 8 percent, while rents in Melby rose 5 percent.",
         "Rents in Melby fell 5 percent"),
        ("Smiths at the forge walked out on Monday; dyers carried on.",
         "Dyers at the forge walked out"),
        ("The mill's debt rose although its wages fell.", "The mill's wages rose"),
        ("The kennel fed 30 dogs in May and 45 in June.", "The kennel fed 45 dogs in May"),
        ("Ann Roe beat Bo Lind before Bo Lind beat Carl Moss.", "Ann Roe beat Carl Moss"),
        ("Two of the nine ferries were late.", "Nine ferries were late"),
        ("Arrivals rose to 500 people from 420 people.", "Arrivals were 420 people"),
        ("The abbot favours the organ but dislikes the bells.", "The abbot dislikes the organ"),
        ("Ann Roe, who was fined in May, was elected in June.", "Ann Roe was elected in May"),
        ("The abbess said the cellarer had broken the jug.", "The abbess broke the jug"),
        ("Then 60 ferries sailed; now 72 do.", "60 ferries sail now"),
    ],
)  # fmt: skip
def test_words_of_several_clauses_do_not_bear_out_a_claim(text: str, claim: str) -> None:
    assert judged(text, claim).stance is not Stance.SUPPORTS
    assert judged(text, claim, StanceProbabilities(0.7, 0.1, 0.2)).stance is not Stance.SUPPORTS


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("The choir praised the organ but mocked the bells.", "The choir mocked the bells"),
        ("The choir praised the organ but mocked the bells.", "The choir praised the organ"),
        ("The kennel fed 30 dogs in May and 45 in June.", "The kennel fed 45 dogs in June"),
        ("The pier reopened on 3 May after divers cleared the wreck.", "The pier reopened on 3 May"),
    ],
)  # fmt: skip
def test_one_clause_with_its_own_subject_figure_and_date_bears_out_a_claim(
    text: str, claim: str
) -> None:
    assert judged(text, claim).stance is Stance.SUPPORTS


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("The kennel fed 30 dogs in May and 45 in June.", "The kennel fed 45 dogs in March"),
        ("The guards denied burning the barn and said thieves came first.", "Thieves burned the barn"),
        ("Orrin does not sell salt to Melby.", "Melby sells salt to Orrin"),
        ("Nobody was hurt in the blaze, but six cows died.", "Nobody died in the blaze"),
    ],
)  # fmt: skip
def test_what_another_clause_or_another_doer_is_said_to_have_done_refutes_nothing(
    text: str, claim: str
) -> None:
    for voice in (NO_OPINION, LIKELY_AGAINST):
        assert judged(text, claim, voice).stance is not Stance.REFUTES


def test_what_was_published_by_mistake_is_not_so() -> None:
    said = "The abbot said the report that he had fled was published in error."
    told = "An announcement that the abbot had fled was issued by mistake."

    assert judged(said, "The abbot has fled", FOR).stance is not Stance.SUPPORTS
    assert judged(told, "The abbot has fled").stance is Stance.REFUTES


def test_who_denies_having_done_it_is_said_not_to_have_done_it() -> None:
    text = "The guards denied burning the barn and said thieves came first."

    assert judged(text, "The guards burned the barn").stance is Stance.REFUTES
    assert judged(text, "The barn was burned by the guards").stance is Stance.REFUTES


@pytest.mark.parametrize("voice", [NO_OPINION, FOR])
def test_a_sure_classifier_is_not_heard_where_nearly_all_words_stand_in_no_one_clause(
    voice: StanceProbabilities,
) -> None:
    text = "Carters blocked the quay but spared the market."

    assert judged(text, "Carters blocked the market", voice).stance is Stance.NEUTRAL


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("The bear was shot by a ranger after it had mauled two goats.",
         "A ranger shot the bear that had mauled two goats"),
        ("Tolls could rise in spring, the ferry firm Orrinline warned.",
         "Orrinline has warned that tolls may rise in spring"),
        ("Villagers said soldiers had taken their goats.", "Soldiers took goats from the villagers"),
    ],
)  # fmt: skip
def test_a_sure_classifier_is_heard_where_a_pronoun_or_a_speaker_links_the_words(
    text: str, claim: str
) -> None:
    assert judged(text, claim, FOR).stance is Stance.SUPPORTS
