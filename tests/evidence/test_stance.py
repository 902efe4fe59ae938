from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.claims.reading.extraction import claims_by_rules
from app.claims.vocabulary import Polarity
from app.evidence.passages import Place
from app.evidence.stance import (
    HEDGE_DISCOUNT,
    NO_OPINION,
    SAME_WORDS_P,
    SECONDED_AGAINST,
    SECONDED_FOR,
    SURE,
    Judgement,
    Probabilities,
    judge,
)
from app.evidence.telling import JudgedClaim, JudgedPassage, Said, said_in
from app.evidence.vocabulary import ReasonCode, Stance
from app.inference.pairs import StanceProbabilities
from tests.growth import takes_linear_time

CLOSED = "The bridge at Saltmere was closed to lorries"
FOR = StanceProbabilities(0.96, 0.02, 0.02)
AGAINST = StanceProbabilities(0.02, 0.96, 0.02)
LIKELY_FOR = StanceProbabilities(0.77, 0.03, 0.2)
LIKELY_AGAINST = StanceProbabilities(0.05, 0.75, 0.2)


def passage(text: str, published: date | None = None) -> JudgedPassage:
    return JudgedPassage(text, said_in(claims_by_rules(text), Place(0, len(text))), published)


def judged(text: str, claim: str = CLOSED, voice: Probabilities = NO_OPINION) -> Judgement:
    return judge(passage(text), JudgedClaim(claim), voice)


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("The bridge at Saltmere was closed to lorries.", CLOSED),
        ("The bridge at Saltmere was closed to lorries, Mayor Ann Roe said.", CLOSED),
        ("The council confirmed that the bridge at Saltmere was shut to lorries.", CLOSED),
        ("“The bridge at Saltmere was closed to lorries,” the council said.", CLOSED),
        ("Prices rose by 5% in May.", "Prices increased by 5 per cent in May"),
        ("The factory hired 1.2 million workers.", "The factory hired 1,234,000 workers"),
        ("Russia called up 300,000 reservists.", "Russia will call up about 300,000 reservists"),
    ],
)
def test_nearly_the_same_words_support_a_claim(text: str, claim: str) -> None:
    judgement = judged(text, claim)

    assert (judgement.stance, judgement.p) == (Stance.SUPPORTS, SAME_WORDS_P)
    assert judgement.reasons == (ReasonCode.SAME_WORDS,)


@pytest.mark.parametrize(
    ("text", "claim", "reason"),
    [
        ("The bridge at Saltmere was not closed to lorries.", CLOSED, ReasonCode.NEGATED),
        ("The bridge at Saltmere was never closed to lorries.", CLOSED, ReasonCode.NEGATED),
        ("The bridge at Saltmere was opened to lorries.", CLOSED, ReasonCode.OPPOSITE_WORDS),
        ("Prices rose in May.", "Prices fell in May", ReasonCode.OPPOSITE_WORDS),
        ("He sold his shares after the scandal.", "He sold his shares before the scandal",
         ReasonCode.OPPOSITE_WORDS),
        ("Russia will call up 30,000 reservists.", "Russia will call up 300,000 reservists",
         ReasonCode.FIGURES_DIFFER),
        ("Officers found 14 kilograms of cocaine.", "Officers found 14 tonnes of cocaine",
         ReasonCode.FIGURES_DIFFER),
    ],
)  # fmt: skip
def test_nearly_the_same_words_with_one_thing_that_cannot_be_refute_a_claim(
    text: str, claim: str, reason: ReasonCode
) -> None:
    judgement = judged(text, claim)

    assert (judgement.stance, judgement.reasons) == (Stance.REFUTES, (reason,))
    assert not judgement.denial


def test_another_day_alone_refutes_nothing_unless_the_classifier_thinks_so() -> None:
    text, claim = "The library was closed in October.", "The library was closed in September"

    assert judged(text, claim).stance is Stance.NEUTRAL
    assert judged(text, claim, LIKELY_AGAINST).stance is Stance.REFUTES


@pytest.mark.parametrize(
    ("text", "voice"),
    [
        ("The bridge at Saltmere was closed to lorries.", StanceProbabilities(0.5, 0.1, 0.4)),
        ("The bridge at Saltmere was not closed to lorries.", StanceProbabilities(0.3, 0.4, 0.3)),
        ("The bridge at Saltmere was opened to lorries.", StanceProbabilities(0.3, 0.4, 0.3)),
    ],
)
def test_the_rules_keep_silent_where_the_classifier_doubts_what_they_say(
    text: str, voice: Probabilities
) -> None:
    judgement = judged(text, voice=voice)

    assert (judgement.stance, judgement.reasons) == (Stance.NEUTRAL, (ReasonCode.DISAGREEMENT,))


def test_what_takes_reckoning_is_not_left_to_the_classifier_to_refute() -> None:
    text = "Temperatures in Orrin reached 40 degrees Celsius on Saturday."

    assert judged(text, "It was 104 degrees Fahrenheit in Orrin on Saturday", AGAINST).stance is (
        Stance.NEUTRAL
    )
    assert judged(text, "It was 90 degrees Fahrenheit in Orrin on Saturday", AGAINST).stance is (
        Stance.REFUTES
    )
    assert judged(
        "All of the two dozen miners are safe and well.", "The 24 miners were crushed", AGAINST
    ).stance is (Stance.REFUTES)


DOUBTED = StanceProbabilities(0.1, 0.2, 0.7)


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Councillor Ann Roe denied that she had voted for the levy.", Stance.REFUTES),
        (
            "Councillor Ann Roe denied that she had been bribed to vote for the levy.",
            Stance.NEUTRAL,
        ),
    ],
)
def test_who_denies_more_than_the_claim_says_may_have_done_what_it_says(
    text: str, stance: Stance
) -> None:
    assert judged(text, "Councillor Ann Roe voted for the levy", DOUBTED).stance is stance


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("The club dismissed its coach on Friday and its doctor by fax.", "The club dismissed its coach by fax"),
        ("The council rejected the plan to fell the limes.", "The council rejected the plan to fell the planes"),
    ],
)  # fmt: skip
def test_a_thing_that_is_rejected_is_no_denial(text: str, claim: str) -> None:
    assert judged(text, claim).stance is not Stance.REFUTES


def test_who_dismisses_that_there_is_a_thing_merely_denies_it() -> None:
    text = "Quay Metals dismissed the risk of a leak at the Orrin plant."

    judgement = judged(text, "There is a risk of a leak at the Orrin plant", AGAINST)

    assert (judgement.stance, judgement.denial) == (Stance.REFUTES, True)


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Quay sold more boats in Orrin than in Melby.", "Quay sold more boats in Melby than in Orrin"),
        ("A guest, not the cook, started the fire.", "The cook, not a guest, started the fire"),
    ],
)  # fmt: skip
def test_what_is_weighed_the_other_way_round_supports_nothing(text: str, claim: str) -> None:
    assert judged(text, claim).stance is not Stance.SUPPORTS


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("In Orrin, more than 40 people died in the flood.", "More than 40 people died in the flood in Orrin"),
        ("After a trial, the court jailed the banker.", "The court jailed the banker after a trial"),
        ("Quay sold more boats in Orrin than in Melby.", "More boats were sold by Quay in Orrin than in Melby"),
    ],
)  # fmt: skip
def test_what_is_weighed_alike_may_stand_in_another_order(text: str, claim: str) -> None:
    assert judged(text, claim).stance is Stance.SUPPORTS


@pytest.mark.parametrize(
    "text",
    [
        "The mayor denied that the bridge at Saltmere was closed to lorries.",
        "The council rejected claims that the bridge at Saltmere was closed to lorries.",
    ],
)
def test_a_denial_of_the_claim_refutes_it_as_a_denial(text: str) -> None:
    judgement = judged(text)

    assert (judgement.stance, judgement.denial) == (Stance.REFUTES, True)
    assert judgement.reasons == (ReasonCode.SPEAKER_DENIES,)


@pytest.mark.parametrize(
    ("text", "denial"),
    [
        ("It is not true that the bridge at Saltmere was closed to lorries.", False),
        ("Claims that the bridge at Saltmere was closed to lorries are false.", False),
        ("Posts falsely claimed that the bridge at Saltmere was closed to lorries.", False),
        ("Asked whether the bridge at Saltmere was closed to lorries, Ann Roe said: “No.”", True),
    ],
)
def test_what_is_called_untrue_is_refuted_and_by_a_speaker_denied(
    text: str, *, denial: bool
) -> None:
    judgement = judged(text)

    assert (judgement.stance, judgement.denial) == (Stance.REFUTES, denial)


def test_a_denial_of_something_else_says_nothing() -> None:
    text = "Aldo Ferrin denied that he had taken bribes from the road builder Castrovia."

    judgement = judged(text, "Aldo Ferrin owns shares in the road builder Castrovia", FOR)

    assert judgement.stance is Stance.NEUTRAL


def test_a_denial_that_gives_another_figure_says_nothing() -> None:
    judgement = judged(
        "The ministry denied that 30,000 men were called up.", "300,000 men were called up"
    )

    assert judgement.stance is Stance.NEUTRAL


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The bridge at Saltmere will be closed to lorries.", ReasonCode.PLANNED),
        ("The council plans to have the bridge at Saltmere closed to lorries.", ReasonCode.PLANNED),
        ("The bridge at Saltmere may have been closed to lorries.", ReasonCode.POSSIBLE),
        ("If it rains, the bridge at Saltmere is closed to lorries.", ReasonCode.CONDITIONAL),
        ("Was the bridge at Saltmere closed to lorries?", ReasonCode.CONDITIONAL),
        ("Police could not confirm that the bridge at Saltmere was closed to lorries.",
         ReasonCode.UNCONFIRMED),
        ("There were reports that the bridge at Saltmere was closed to lorries.",
         ReasonCode.UNCONFIRMED),
    ],
)  # fmt: skip
@pytest.mark.parametrize("voice", [FOR, AGAINST])
def test_what_is_not_said_to_be_so_is_no_evidence(
    text: str, reason: ReasonCode, voice: Probabilities
) -> None:
    judgement = judged(text, voice=voice)

    assert judgement.stance is Stance.NEUTRAL
    assert reason in judgement.reasons


def test_a_plan_is_evidence_for_a_plan() -> None:
    judgement = judged(
        "The bridge at Saltmere will be closed to lorries.",
        "The bridge at Saltmere will close to lorries",
    )

    assert judgement.stance is Stance.SUPPORTS


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("The parish, which plans to sell the field, closed the mill.", "The parish closed the mill"),
        ("The mill, bought by the parish, will keep its name.", "The parish bought the mill"),
        ("Bo Lind was bitten by a dog as he tried to mend a fence.", "Bo Lind was bitten by a dog"),
        ("The two parishes agreed to a truce in May.", "The two parishes agreed a truce in May"),
        ("The fair will start at noon on Sunday.", "The fair starts at noon on Sunday"),
        ("Bo Lind is about to join Quay Line.", "Bo Lind is joining Quay Line"),
    ],
)  # fmt: skip
def test_a_plan_beside_what_is_said_to_be_so_withholds_nothing(text: str, claim: str) -> None:
    assert judged(text, claim, FOR).stance is Stance.SUPPORTS


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("The closure of the mill is planned for Monday.", "The mill closed on Monday"),
        ("The parish, which owns the mill, plans to close it to visitors.", "The parish closed the mill"),
        ("The parish hopes to sell the mill.", "The parish is selling the mill"),
        ("The parish will close the mill.", "The parish closed the mill"),
    ],
)  # fmt: skip
def test_a_plan_of_what_the_claim_says_still_does(text: str, claim: str) -> None:
    assert judged(text, claim, FOR).stance is Stance.NEUTRAL


@pytest.mark.parametrize(
    ("day", "voice", "stance"),
    [
        ("9 March 2026", NO_OPINION, Stance.SUPPORTS),
        ("9 March 2026", AGAINST, Stance.NEUTRAL),
        ("10 March 2026", AGAINST, Stance.REFUTES),
    ],
)
def test_a_coming_weekday_is_compared_with_a_day_of_the_calendar(
    day: str, voice: Probabilities, stance: Stance
) -> None:
    judgement = judge(
        passage("The museum in Orrin reopens on Monday.", date(2026, 3, 6)),
        JudgedClaim(f"The museum in Orrin reopens on {day}", date(2026, 3, 5)),
        voice,
    )

    assert judgement.stance is stance


def test_a_participle_before_a_noun_is_no_deed() -> None:
    text = "A retired clerk handed the lost ring to the widow."

    assert (
        judged(text, "The widow was handed the lost ring by a retired clerk").stance
        is not Stance.REFUTES
    )


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("A dozen clerks were hurt in the hall.", "12 clerks were hurt in the hall"),
        ("Three in four clerks cycle to work.", "75 per cent of clerks cycle to work"),
        ("The hall reached 95 degrees Fahrenheit.", "The hall reached 35 degrees Celsius"),
    ],
)
def test_what_takes_arithmetic_the_rules_judge_and_not_the_classifier(
    text: str, claim: str
) -> None:
    assert judged(text, claim, AGAINST).stance is Stance.SUPPORTS


def test_the_same_figure_in_the_same_digits_leaves_a_disagreement() -> None:
    judgement = judged("12 clerks were hurt.", "12 clerks were hurt", AGAINST)

    assert judgement.reasons == (ReasonCode.DISAGREEMENT,)


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("None of the lifts in the tower worked on Monday.", "Most of the lifts in the tower worked on Monday"),
        ("The pier won't close after all; a donor from Orrin has stepped in with money.", "The pier will close"),
        ("The nurses stopped short of calling a strike and went home to wait for the ministry.",
         "The nurses called a strike"),
    ],
)  # fmt: skip
def test_a_plain_negation_refutes_whatever_else_is_said(text: str, claim: str) -> None:
    assert judged(text, claim).stance is Stance.REFUTES


def test_what_is_beside_in_the_same_clause_keeps_the_rules_silent() -> None:
    text = "The pier was not closed to walkers with dogs from the villages beyond the old harbour wall."

    assert judged(text, "The pier was closed").stance is Stance.NEUTRAL


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Hail broke the windows of a school in Orrin.", "Hail broke the windows of a chapel in Orrin"),
        ("The roof of the mill leaked.", "The roof of the barn leaked"),
    ],
)  # fmt: skip
def test_what_is_of_one_thing_does_not_refute_what_is_of_another(text: str, claim: str) -> None:
    assert judged(text, claim, AGAINST).stance is Stance.NEUTRAL


def test_what_something_is_said_to_be_refutes_that_it_is_something_else() -> None:
    text = "The powder in the letter to the mayor was flour."

    assert (
        judged(text, "The powder in the letter to the mayor was poison", AGAINST).stance
        is Stance.REFUTES
    )


def test_hearsay_weighs_less() -> None:
    judgement = judged("The bridge at Saltmere was reportedly closed to lorries.")

    assert (judgement.stance, judgement.hedged) == (Stance.SUPPORTS, True)
    assert judgement.p == pytest.approx(SAME_WORDS_P * HEDGE_DISCOUNT)
    assert ReasonCode.HEDGED in judgement.reasons


def test_hearsay_weighs_the_same_for_a_claim_that_is_hedged_too() -> None:
    judgement = judged(
        "The bridge at Saltmere is reportedly closed to lorries.",
        "The bridge at Saltmere is reportedly closed to lorries",
    )

    assert (judgement.p, judgement.hedged) == (SAME_WORDS_P, True)


@pytest.mark.parametrize(
    ("text", "claim", "reason"),
    [
        ("The bridge at Orrin was closed to lorries.", CLOSED, ReasonCode.NAMES_DIFFER),
        ("Bo Roe was fined for speeding.", "Ann Roe was fined for speeding",
         ReasonCode.OTHER_SUBJECT),
        ("Former minister Ann Roe was arrested.", "Minister Ann Roe was arrested",
         ReasonCode.ROLES_DIFFER),
        ("Russia will call up reservists.", "Russia will call up 300,000 reservists",
         ReasonCode.FIGURES_MISSING),
        ("At least 20 guests were hurt in the hall.", "35 guests were hurt in the hall",
         ReasonCode.FIGURES_MISSING),
    ],
)  # fmt: skip
def test_what_the_passage_does_not_bear_out_it_cannot_support(
    text: str, claim: str, reason: ReasonCode
) -> None:
    judgement = judged(text, claim, FOR)

    assert judgement.stance is Stance.NEUTRAL
    assert reason in judgement.reasons


def test_a_classifier_cannot_refute_by_what_is_said_of_somebody_else() -> None:
    judgement = judged(
        "Bo Roe was not fined for speeding.", "Ann Roe was fined for speeding", AGAINST
    )

    assert judgement.stance is Stance.NEUTRAL


def test_where_there_can_be_only_one_another_name_may_refute() -> None:
    judgement = judged("Bo Lind won the race in Orrin.", "Ann Roe won the race in Orrin", AGAINST)

    assert judgement.stance is Stance.REFUTES


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Oleksiy Hrabar won the marathon.", "Olexiy Hrabar won the marathon"),
        ("The Northern Fisheries Union called it off.", "The NFU called it off"),
        ("The Norwegian parliament passed the bill.", "Norway's parliament passed the bill"),
        ("Roe resigned in Orrin.", "Ann Roe resigned in Orrin"),
        ("Tarek Salim, a former minister, left office.", "Tarek Salim is no longer minister"),
    ],
)
def test_other_forms_of_a_name_or_role_keep_nothing_from_support(text: str, claim: str) -> None:
    assert judged(text, claim, FOR).stance is Stance.SUPPORTS


@pytest.mark.parametrize(
    ("voice", "stance", "reason"),
    [
        (FOR, Stance.SUPPORTS, ReasonCode.CLASSIFIER_SUPPORTS),
        (AGAINST, Stance.REFUTES, ReasonCode.CLASSIFIER_REFUTES),
        (StanceProbabilities(SURE - 0.01, 0.05, 0.18), Stance.NEUTRAL, ReasonCode.UNSURE),
        (StanceProbabilities(0.05, SURE - 0.01, 0.14), Stance.NEUTRAL, ReasonCode.UNSURE),
    ],
)
def test_a_classifier_speaks_where_it_is_sure(
    voice: Probabilities, stance: Stance, reason: ReasonCode
) -> None:
    judgement = judged("Trucks had to find another way over the river at Saltmere.", CLOSED, voice)

    assert judgement.stance is stance
    assert judgement.reasons == (reason,)


def test_a_classifier_need_not_be_as_sure_where_the_words_say_the_same() -> None:
    text = "In Saltmere they closed the old bridge, a listed one, to all lorries with trailers."

    assert judged(text, voice=LIKELY_FOR).stance is Stance.SUPPORTS
    assert judged(text, voice=LIKELY_AGAINST).stance is Stance.NEUTRAL
    assert SECONDED_FOR < LIKELY_FOR.supports < SURE
    assert SECONDED_AGAINST < LIKELY_AGAINST.refutes < SURE


def test_a_classifier_need_not_be_as_sure_where_somebody_denies_something() -> None:
    text = "Bo Lind, a spokesman for the port, denied that another toll was on the table."
    claim = "Orrin was considering a second toll on lorries for its new port"
    likely = StanceProbabilities(0.1, 0.65, 0.25)

    judgement = judged(text, claim, likely)

    assert (judgement.stance, judgement.denial) == (Stance.REFUTES, True)
    assert judged(text.replace("denied", "said"), claim, likely).stance is Stance.NEUTRAL


def test_a_classifier_need_not_be_as_sure_where_a_figure_differs() -> None:
    text = (
        "At the end of a long and bitter campaign that cost all parties dear the tunnel was backed in Corl by"
        " 54 percent of voters."
    )
    claim = "The tunnel was backed by 64 percent of voters in Corl"

    assert judged(text, claim, LIKELY_AGAINST).stance is Stance.REFUTES
    assert judged(text, claim, FOR).stance is Stance.NEUTRAL


def test_another_figure_for_another_time_refutes_nothing() -> None:
    text = "Unemployment in Orlen fell to 6.1 percent in August 2024."
    claim = "Unemployment in Orlen fell to 5.4 percent in July 2024"

    assert judged(text, claim, AGAINST).stance is Stance.NEUTRAL


@pytest.mark.parametrize(
    ("text", "voice"),
    [
        ("The bridge at Saltmere was closed to lorries.", AGAINST),
        ("The bridge at Saltmere was not closed to lorries.", FOR),
    ],
)
def test_where_rules_and_classifier_say_opposite_things_nothing_is_linked(
    text: str, voice: Probabilities
) -> None:
    judgement = judged(text, voice=voice)

    assert judgement.stance is Stance.NEUTRAL
    assert ReasonCode.DISAGREEMENT in judgement.reasons


def test_where_both_are_sure_the_surer_counts() -> None:
    judgement = judged("The bridge at Saltmere was closed to lorries.", voice=FOR)

    assert judgement.p == SAME_WORDS_P
    assert judgement.reasons == (ReasonCode.SAME_WORDS, ReasonCode.CLASSIFIER_SUPPORTS)


def test_two_parties_in_another_order_are_not_taken_for_the_same() -> None:
    text, claim = (
        "The fire chief thanked the mayor of Orrin.",
        "The mayor of Orrin thanked the fire chief",
    )

    assert judged(text, claim).stance is Stance.NEUTRAL
    assert judged(text, claim, FOR).stance is Stance.NEUTRAL


def test_a_day_or_a_large_figure_in_common_lets_the_passage_say_more() -> None:
    text = "The ferry sank on 4 March within sight of land."

    assert judged(text, "The ferry sank on 4 March").stance is Stance.SUPPORTS
    assert judged(text, "The ferry sank").stance is Stance.NEUTRAL


def test_who_found_it_is_no_part_of_a_claim_where_the_passage_names_them() -> None:
    text = "Half of the wells are dry, the survey showed."

    assert (
        judged(text, "The survey showed that half of the wells are dry").stance is Stance.SUPPORTS
    )


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Orrin Mining closed its pit in Corl.", "Melby Mining closed its pit in Tarrow"),
        ("The Ministry of Health has its own fleet.", "The Ministry of Trade has no fleet"),
        ("The toll was lifted long ago.", "The toll was raised on 5 May"),
    ],
)
def test_a_classifier_alone_cannot_refute_by_what_may_be_of_something_else(
    text: str, claim: str
) -> None:
    assert judged(text, claim, AGAINST).stance is Stance.NEUTRAL


@pytest.mark.parametrize("voice", [NO_OPINION, LIKELY_FOR, LIKELY_AGAINST])
def test_who_did_it_to_whom_refutes_where_it_can_only_be_one_way(voice: Probabilities) -> None:
    judgement = judged("Norway beat Sweden.", "Sweden beat Norway", voice)

    assert judgement.stance is Stance.REFUTES
    assert ReasonCode.SWAPPED in judgement.reasons


def test_where_both_may_have_done_it_a_classifier_must_say_so_too() -> None:
    text, claim = "Orrin helped Melby with tents.", "Melby helped Orrin with tents"

    assert judged(text, claim, FOR).stance is Stance.NEUTRAL
    assert judged(text, claim).stance is Stance.NEUTRAL
    assert judged(text, claim, LIKELY_AGAINST).stance is Stance.REFUTES


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("The parish sold its field to a farmer.", "A farmer bought the field from the parish"),
        ("Divers raised an anchor that weighed 1.5 tonnes.", "The anchor raised by divers weighed 1,500 kilograms"),
        ("Bo Lind was replaced by Ann Roe as harbour master.", "Ann Roe succeeded Bo Lind as harbour master"),
    ],
)  # fmt: skip
def test_the_same_in_another_order_supports_where_the_roles_are_the_same(
    text: str, claim: str
) -> None:
    assert judged(text, claim).stance is Stance.SUPPORTS


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("The storm left the pier undamaged.", "The pier was damaged by the storm"),
        ("The club ended its season in the red.", "The club ended its season with a profit"),
        ("The council voted down the tram line.", "The council approved the tram line"),
        ("Ann Roe stepped down as judge.", "Ann Roe remains a judge"),
        ("The spring gives 900 litres a day.", "The spring gives 900 litres an hour"),
    ],
)  # fmt: skip
def test_what_says_the_opposite_is_not_taken_for_support(text: str, claim: str) -> None:
    assert judged(text, claim, LIKELY_FOR).stance is not Stance.SUPPORTS


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Ferries in the north were cancelled on Monday.", "Ferries in the south were cancelled on Monday"),
        ("The old record was 14 metres.", "The record is 15 metres"),
        ("The legal limit is 20 fish.", "Anglers took 30 fish"),
        ("Ann Roe left Orrin ten days after the fair of 3 May.", "Ann Roe left Orrin on 13 May"),
        ("Ann Roe left Orrin after 3 May.", "Ann Roe left Orrin on 13 May"),
    ],
)  # fmt: skip
def test_what_is_of_something_else_does_not_refute(text: str, claim: str) -> None:
    assert judged(text, claim).stance is Stance.NEUTRAL
    assert judged(text, claim, LIKELY_AGAINST).stance is Stance.NEUTRAL


@pytest.mark.parametrize(
    "text",
    [
        "A lawyer for Ann Roe flew to Orrin.",
        "Ann Roe's brother flew to Orrin.",
        "An aide to Minister Ann Roe flew to Orrin.",
        "A spokesman for Ann Roe flew to Orrin.",
    ],
)
def test_what_somebodys_people_do_is_not_what_somebody_does(text: str) -> None:
    judgement = judged(text, "Ann Roe flew to Orrin", FOR)

    assert judgement.stance is Stance.NEUTRAL
    assert ReasonCode.ROLES_DIFFER in judgement.reasons


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("The abbot denied that he had left the order.", "The abbot did not leave the order"),
        ("The council denied that the curfew in Orrin had been lifted.", "The curfew in Orrin remains"),
    ],
)  # fmt: skip
def test_a_denial_of_the_opposite_supports(text: str, claim: str) -> None:
    judgement = judged(text, claim)

    assert judgement.stance is Stance.SUPPORTS
    assert ReasonCode.SPEAKER_DENIES in judgement.reasons


@pytest.mark.parametrize(
    "text",
    [
        "A woman was charged with setting the barn on fire.",
        "A woman is suspected of setting the barn on fire.",
        "I pray that a woman set the barn on fire.",
        "A woman faces trial for setting the barn on fire.",
    ],
)
def test_a_suspicion_or_a_wish_is_no_evidence(text: str) -> None:
    assert judged(text, "A woman set the barn on fire", FOR).stance is Stance.NEUTRAL


@pytest.mark.parametrize(
    "text",
    [
        "The trader dismissed as baseless the allegation that he hid the ledgers.",
        "The story of the hidden ledgers of the trader was false, a court found.",
        "The account that the trader hid the ledgers fell apart in court.",
    ],
)
def test_what_fell_apart_or_was_dismissed_is_called_untrue(text: str) -> None:
    judgement = judged(text, "The trader hid the ledgers")

    assert judgement.stance is Stance.REFUTES


def test_a_claim_that_is_more_exact_than_the_passage_is_not_said_in_the_same_words() -> None:
    judgement = judged("Ann Roe was released in 1953.", "Ann Roe was released in May 1953")

    assert judgement.reasons == (ReasonCode.DATES_MISSING, ReasonCode.UNSURE)


def test_what_a_claim_leaves_out_may_change_what_is_said() -> None:
    text = "The bridge at Saltmere was closed to lorries with foreign plates over eight tonnes."

    assert judged(text).reasons == (ReasonCode.UNSURE,)


def test_every_reason_has_a_meaning() -> None:
    assert all(reason.meaning.endswith(".") for reason in ReasonCode)


def test_all_is_more_than_some() -> None:
    judgement = judged("Some ferries were late on Monday.", "All ferries were late on Monday")

    assert judgement.stance is Stance.NEUTRAL


def test_what_did_not_rise_need_not_have_fallen() -> None:
    assert judged("Prices did not rise in May.", "Prices fell in May").stance is Stance.NEUTRAL


def test_other_topics_are_never_linked() -> None:
    judgement = judge(
        passage("The singer died on Friday."), JudgedClaim(CLOSED), AGAINST, cosine=0.1
    )

    assert judgement.stance is Stance.NEUTRAL
    assert judgement.reasons == (ReasonCode.OTHER_TOPIC,)


def test_meaning_may_be_near_where_no_word_is_shared() -> None:
    judgement = judge(
        passage("Trucks must take another road."), JudgedClaim(CLOSED), FOR, cosine=0.7
    )

    assert judgement.stance is Stance.SUPPORTS


def test_figures_of_another_time_do_not_refute() -> None:
    claim = JudgedClaim("Melby has 4,000 jobless", date(2026, 3, 1))
    text = "Melby has 5,000 jobless."

    soon, late = (judge(passage(text, at), claim) for at in (date(2026, 3, 9), date(2026, 9, 1)))

    assert soon.stance is Stance.REFUTES
    assert late.stance is Stance.NEUTRAL
    assert ReasonCode.OTHER_TIME in late.reasons


@pytest.mark.parametrize(
    ("count", "day", "stance"),
    [
        (2, 3, Stance.NEUTRAL),
        (5, 5, Stance.NEUTRAL),
        (2, 5, Stance.REFUTES),
        (5, 3, Stance.REFUTES),
        (2, 4, Stance.REFUTES),
    ],
)
def test_a_toll_that_was_lower_before_or_higher_after_refutes_nothing(
    count: int, day: int, stance: Stance
) -> None:
    claim = JudgedClaim("The flood in Orrin killed 3 people", date(2026, 3, 4))
    told = passage(f"The flood in Orrin killed {count} people.", date(2026, 3, day))

    assert judge(told, claim, AGAINST).stance is stance


@pytest.mark.parametrize(
    ("text", "denial"),
    [
        ("Kirkvik Oil did not dump sludge, Kirkvik Oil chairman Bo Lind said.", True),
        ("Kirkvik Oil never dumped sludge, Kirkvik Oil's lawyer Siv Hegg said.", True),
        ("Kirkvik Oil did not dump sludge, the company said.", True),
        ("Kirkvik Oil did not dump sludge, an inspector of the Coast Guard said.", False),
    ],
)
def test_who_says_of_themselves_that_it_is_not_so_merely_denies_it(
    text: str, *, denial: bool
) -> None:
    judgement = judged(text, "Kirkvik Oil dumped sludge", AGAINST)

    assert (judgement.stance, judgement.denial) == (Stance.REFUTES, denial)


def test_who_denies_that_something_was_not_done_since_does_not_say_when_it_was() -> None:
    text = "Roe denied that the bridge had not been repaired since 2015."

    assert judged(text, "The bridge was last repaired in 2015").stance is not Stance.SUPPORTS


def test_a_name_with_a_number_in_it_is_one_word() -> None:
    text = "A lorry overturned on the E41 motorway on Tuesday, police said."

    assert judged(text, "A lorry overturned on the E41 motorway on Tuesday").stance is (
        Stance.SUPPORTS
    )
    assert judged(text, "A lorry overturned on the E42 motorway on Tuesday").stance is not (
        Stance.SUPPORTS
    )


def test_figures_of_a_day_that_both_name_refute_whenever_they_were_published() -> None:
    claim = JudgedClaim("Melby had 4,000 jobless in June 2025", date(2026, 3, 1))

    judgement = judge(passage("Melby had 5,000 jobless in June 2025.", date(2026, 9, 1)), claim)

    assert judgement.stance is Stance.REFUTES


def test_weekdays_are_compared_as_days_of_the_calendar() -> None:
    claim = JudgedClaim("The library burned down on Monday", date(2026, 3, 4))
    text = "The library burned down on 2 March."

    assert judge(passage(text), claim).stance is Stance.SUPPORTS


def test_a_pronoun_stands_for_whom_it_means() -> None:
    claim = JudgedClaim("He was fined for speeding", context="Bo Lind")

    right, wrong = (
        judge(passage(f"{name} was fined for speeding."), claim) for name in ("Bo Lind", "Ann Roe")
    )

    assert right.stance is Stance.SUPPORTS
    assert ReasonCode.NAMES_DIFFER in wrong.reasons


def test_i_and_we_stand_for_the_speaker() -> None:
    judgement = judged(
        "“We sold the tanks in 2006,” Quay Line said.", "Quay Line sold the tanks in 2006"
    )

    assert judgement.stance is Stance.SUPPORTS


names = st.sampled_from(["The bridge", "Ann Roe", "Orrin"])
hostile = st.text(max_size=80) | st.builds(
    lambda who, what: f"{who} {what}", names, st.text(max_size=60)
)


@given(hostile, hostile, st.sampled_from([NO_OPINION, FOR, AGAINST]))
def test_any_two_texts_are_judged(text: str, claim: str, voice: Probabilities) -> None:
    judgement = judge(passage(text), JudgedClaim(claim), voice)

    assert judgement.reasons
    assert 0 < judgement.p <= 1


@given(hostile, st.integers(-9, 90), st.integers(-9, 90))
def test_ranges_outside_the_passage_do_no_harm(text: str, start: int, end: int) -> None:
    said = Said(start, end, "Ann Roe", None, Polarity.DENIES, hedged=True)

    assert judge(JudgedPassage(text, (said,)), JudgedClaim(CLOSED)).reasons


@pytest.mark.parametrize(
    "part",
    ["not ", "that ", "1,000 ", "reports that ", "A", "if ", "one in ", "a-", "between 1 and "],
)
def test_hostile_text_is_judged_in_linear_time(part: str) -> None:
    assert takes_linear_time(lambda text: judge(JudgedPassage(text), JudgedClaim(text)), part)
