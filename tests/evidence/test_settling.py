"""A word of planning or possibility is no reason to keep silent where the sentence settles what it speaks of."""

import pytest

from app.evidence.vocabulary import ReasonCode, Stance
from tests.evidence.judging import AGAINST, FOR, judged


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("The ferryman would not take the miller across on Monday.", "The ferryman took the miller across on Monday."),
        ("No cart could cross the ford at Tarrow in the spring.", "Carts crossed the ford at Tarrow in the spring."),
        ("There will be no fair at Corl this year.", "The fair at Corl is held this year."),
        ("An attempt to steal the bell of Corl was foiled.", "Thieves stole the bell of Corl."),
        ("The mill at Corl, which was due to open in May, has been postponed.", "The mill at Corl opened in May."),
        ("Fears that the dike at Orrin had burst proved unfounded.", "The dike at Orrin burst."),
        ("The guild thought that the mill might close; instead it hired ten men.", "The mill closed."),
        ("Consul Ada Brook would stay in Melby, the ministry said.", "Consul Ada Brook was recalled from Melby."),
        ("Asked whether he had sold the bell, sexton Bo Lind answered: “Never.”", "Sexton Bo Lind sold the bell."),
        ("The eel never left the pond, despite rumours that it was seen in the weir.", "The eel escaped from the pond."),
        ("There is no evidence that the weir harms the eels, a study found.", "A study found evidence that the weir harms the eels."),
    ],
)  # fmt: skip
def test_what_is_told_not_to_be_so_refutes_a_claim(text: str, claim: str) -> None:
    assert judged(text, claim, AGAINST).stance is Stance.REFUTES


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("After three scrubbed attempts the balloon lifted off from Melby.", "The balloon took off from Melby."),
        ("A year after vowing to stop, the fiddler is playing in Orrin again.", "The fiddler has gone back to playing in Orrin."),
        ("The flood at Corl was due to the weir, an engineer found.", "The weir caused the flood at Corl."),
        ("The harvest at Tarrow was better than the guild had expected.", "The harvest at Tarrow was better than thought."),
        ("Doctors urged patience as the new ward at Melby opened.", "The new ward at Melby opened."),
        ("Smelt may be caught in the estuary again, the guild said.", "Fishing for smelt is allowed in the estuary again."),
        ("The weir stays shut as long as a fence is wet at Orrin.", "The weir at Orrin stays shut while the fence is wet."),
        ("The toll is due, whether carters cross at Melby or not.", "The toll is due at Melby."),
    ],
)  # fmt: skip
def test_such_a_word_in_another_sense_does_not_keep_a_passage_from_bearing_a_claim_out(
    text: str, claim: str
) -> None:
    assert judged(text, claim, FOR).stance is Stance.SUPPORTS


@pytest.mark.parametrize(
    ("text", "claim", "reason"),
    [
        ("The guild threatened to close the mill at Corl.", "The guild closed the mill at Corl.", ReasonCode.PLANNED),
        ("The mill at Corl is expected to close.", "The mill at Corl closed.", ReasonCode.PLANNED),
        ("Neighbours fear the weir has burst at Orrin.", "The weir has burst at Orrin.", ReasonCode.PLANNED),
        ("The mill at Corl might close in May.", "The mill at Corl closed in May.", ReasonCode.POSSIBLE),
        ("Asked whether he had sold the bell, sexton Bo Lind left the room.", "Sexton Bo Lind sold the bell.", ReasonCode.CONDITIONAL),
        ("The crown is twice as likely to fall as the pound is.", "The crown fell.", ReasonCode.PLANNED),
        ("The guild kept the mill and would keep the weir at Corl.", "The guild kept the weir at Corl.", ReasonCode.PLANNED),
    ],
)  # fmt: skip
def test_what_is_left_open_bears_nothing_out(text: str, claim: str, reason: ReasonCode) -> None:
    judgement = judged(text, claim, FOR)

    assert judgement.stance is Stance.NEUTRAL
    assert reason in judgement.reasons


def test_another_sentence_about_other_things_leaves_nothing_open() -> None:
    text = "The barge brought half a tonne of oats. Tents are to follow by road."

    assert judged(text, "The barge carried 500 kilograms of oats.", FOR).stance is Stance.SUPPORTS


def test_what_was_to_be_and_is_put_off_does_not_support_that_it_will_be() -> None:
    text = "The hearings at Corl, which were to resume in May, have been put back to June."

    assert judged(text, "The hearings at Corl will resume in May.").stance is Stance.NEUTRAL
    assert (
        judged(text, "The hearings at Corl will resume in May.", AGAINST).stance is Stance.REFUTES
    )
