import pytest

from app.claims.reading.extraction import read_claims
from app.claims.trained_worthiness import WORTH_WEIGHTS, TrainedCheckWorthiness
from tests.encoders import shipped_encoder
from tests.quality import handmade
from tests.quality.handmade import Tally

FLOORS = {
    "claim or not": 0.88,
    "kind": 0.96,
    "polarity": 0.98,
    "hedged": 0.98,
    "name": 0.91,
    "role": 0.93,
}


@pytest.fixture(scope="module")
def tally() -> Tally:
    worth = TrainedCheckWorthiness(WORTH_WEIGHTS, shipped_encoder())
    return handmade.measured(lambda text: read_claims(text, worth), handmade.items(handmade.OPEN))


@pytest.mark.parametrize("aspect", handmade.ASPECTS)
def test_the_open_items_are_read_as_well_as_before(tally: Tally, aspect: str) -> None:
    assert tally.accuracy(aspect) >= FLOORS[aspect], "\n".join(tally.wrong)


def test_items_quote_their_own_text() -> None:
    for file in (handmade.OPEN, handmade.CLOSED):
        for item in handmade.items(file):
            for claim in item["claims"]:
                assert item["text"][claim["start"] : claim["end"]] == claim["text"], item["id"]
