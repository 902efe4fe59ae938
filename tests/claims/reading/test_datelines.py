import pytest

from app.claims.reading.datelines import after_dateline
from app.claims.reading.extraction import claims_by_rules
from app.claims.reading.sentences import Span


def _rest(paragraph: str) -> str:
    return after_dateline(paragraph, Span(0, len(paragraph))).of(paragraph)


@pytest.mark.parametrize(
    "dateline",
    [
        "TARN — ",
        "TARN—",
        "NEW TARN, Ostby — ",
        "TARN, March 3 (Tidewatch) - ",
        "TARN (Tide Wire) — ",
        "Tarn (Tide Wire) \u2013 ",
        "Tarn, 4 March — ",
        "Old Tarn, Ostby, Sept. 4, 2024 (TW) -- ",
        "(Tidewatch) - ",
    ],
)
def test_a_paragraph_starts_behind_its_dateline(dateline: str) -> None:
    assert _rest(f"{dateline}The pier is shut.") == "The pier is shut."


@pytest.mark.parametrize(
    "paragraph",
    [
        "Ana Ruiz — The pier is shut.",
        "The pier — a long one — is shut.",
        "TARN — a port — is shut.",
        "Tarn-Ostby is shut.",
        "(The pier is shut.)",
        "in Tarn, 4 March — The pier is shut.",
        "TARN",
    ],
)
def test_what_is_no_dateline_stays(paragraph: str) -> None:
    assert _rest(paragraph) == paragraph


def test_a_claim_starts_behind_the_dateline() -> None:
    (claim,) = claims_by_rules("TARN (Tide Wire) — The port lost 1,400 jobs in March.")

    assert claim.text == "The port lost 1,400 jobs in March."
