import pytest

from app.claims.reading.extraction import read_claims
from app.claims.trained_worthiness import WORTH_WEIGHTS, TrainedCheckWorthiness
from tests.encoders import shipped_encoder
from tests.quality import handmade
from tests.quality.handmade import Tally

FLOORS = {  # one item below what the reader read right when they were set
    "claim or not": 287 / 307,
    "kind": 226 / 231,
    "polarity": 229 / 231,
    "hedged": 228 / 231,
    "name": 215 / 231,
    "role": 216 / 231,
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
