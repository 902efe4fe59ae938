"""Whether a passage of another article is of the same thing as a claim, where one of them does not say of what."""

from uuid import UUID

import pytest

from app.claims.models import LinkableClaim
from app.claims.reading.extraction import claims_by_rules
from app.evidence.anchoring import is_of_one_story
from app.evidence.passages import Place
from app.evidence.telling import JudgedPassage, said_in


def of_one_story(claimed: str, told: str, claim_at: int = 0) -> bool:
    """Whether the first sentence of one article may be of what the claim of another is of."""
    found = claims_by_rules(claimed)[claim_at]
    claim = LinkableClaim(
        id=UUID(int=1),
        article_id=UUID(int=2),
        start=found.start,
        end=found.end,
        text=found.text,
        context=found.context,
        check_worthiness=0.5,
        claimed_at=None,
        language="en",
        version=1,
        claimant_name=found.claimant.name if found.claimant else None,
        claimant_role=found.claimant.role if found.claimant else None,
        lead=claimed,
    )
    sentence = f"{told.split('. ', maxsplit=1)[0]}."
    passage = JudgedPassage(sentence, said_in(claims_by_rules(told), Place(0, len(sentence))))
    return is_of_one_story(claim, passage, told)


PROFIT = "Ostrow Brewing said net profit rose 12% to $4.1 million in the second quarter."


@pytest.mark.parametrize(
    ("claimed", "told"),
    [
        (PROFIT, "Bramley Mills said net profit fell 8% to $2.7 million in the second quarter."),
        ("Tarn Bank said it would cut 300 jobs in Leeds.", "Holm Bank said it would cut no jobs in Leeds."),
        ("Lena Ost, chief of Tarn Bank, said the company closed one plant in May.", "Bo Lind of Holm said the company closed no plant in May."),
        ("Nine people died in the fire, police in Corvale said.", "Twelve people died in the fire, the fire brigade in Renford said."),
        ("Fire chief Ann Roe said 8.4 tonnes of propane had escaped in Corvale.", "Fire chief Bo Hale said 2 tonnes of propane had escaped in Melby."),
        ("Net profit of Ostrow Brewing rose 12%, an analyst said.", "Bramley Mills said net profit fell 8%."),
    ],
)  # fmt: skip
def test_what_others_say_of_their_own_affairs_is_no_evidence(claimed: str, told: str) -> None:
    assert not of_one_story(claimed, told)


@pytest.mark.parametrize(
    ("claimed", "told"),
    [
        (PROFIT, "Net profit fell 8% in the second quarter, documents show. Ostrow had said otherwise."),
        ("Tarn Bank said it would cut 300 jobs in Leeds.", "Jobs in Leeds are safe, a union said of Tarn Bank."),
        ("Nine people died in the fire, police in Corvale said.", "Twelve people died in the fire, a hospital in Corvale said."),
        ("Nine people died in the fire in Norway, the police said.", "Twelve people died in the fire, a Norwegian doctor said."),
        ("Garlic cures the flu, a post says.", "Garlic does not cure the flu."),
        ("The Harbour Office in Melby said Vania considered a second loan.", "Vania was considering a second loan, an analyst said."),
        ("Net profit of Ostrow Brewing rose 12%, an analyst said.", "The brewer said net profit fell 8%. Ostrow makes beer."),
    ],
)  # fmt: skip
def test_what_is_said_of_the_same_story_may_be_evidence(claimed: str, told: str) -> None:
    assert of_one_story(claimed, told)
