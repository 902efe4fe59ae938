import pytest

from app.claims.reading.extraction import claims_by_rules
from app.evidence.names import keys_among
from app.evidence.passages import Place, speaker_at


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Orrin's health ministry has banned the syrup.",
         "The syrup is unsafe, a spokesman for the Health Ministry of Orrin said."),
        ("A study led by Ann Roe links the dye to asthma.", "“It is the dye,” Ann Roe told Radio Five."),
        ("Tarn Research puts the Greens first.", "The Greens are first in a Tarn Research poll."),
        ("Mayor Mohammed Khatir urged calm.", "“Be calm,” said Muhammad Khatir."),
        ("Forty people died, Ann Roe said, citing police figures.", "Police said forty people died."),
        ("Pentagon: drone was unarmed over sea", "The drone was unarmed, the Pentagon said in a statement."),
    ],
)  # fmt: skip
def test_passages_that_tell_what_one_body_or_person_has_to_say_are_one_origin(
    one: str, other: str
) -> None:
    origins = []
    for words in (one, other):
        speaker = speaker_at(claims_by_rules(words), Place(0, len(words)), words)
        origins.append(speaker.origin if speaker and speaker.origin else words)
    keys = keys_among(origins)

    assert keys[origins[0]] == keys[origins[1]]
