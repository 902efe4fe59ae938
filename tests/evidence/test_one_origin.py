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
        ("The brewers Hopp, Gerste and Malt said that bottles ran out.", "“None are left,” Gerste, Malt and Hopp said."),
        ("The three unions at the works, UNA, CVB and Tellsind, said together that they would strike.",
         "“We shall strike,” the front of Tellsind, UNA and CVB announced."),
        ("The Seeamt, the Maritime Office of Orrin, said that the hull has leaked since May.", "The hull has leaked since May, the Seeamt said."),
        ("The hull has leaked since May, said the competition authority, OCA.", "“The hull has leaked since May,” the OCA said."),
        ("“The hull has leaked since May,” said Lt. Ann Roe of the Orrin coastguard's press office, speaking for the service.",
         "The hull has leaked since May, the coastguard of Orrin said."),
        ("“The hull has leaked since May,” said Ann Roe, head of communications at Quay Line.", "The hull has leaked since May, Quay Line said."),
        ("Forecasters at Orrin's Tide Office said it would rain.", "It will rain, the Tide Office of Orrin said."),
        ("Tellmar A/S said that the hull has leaked since May.", "The hull has leaked since May, Tellmar said."),
        ("Delmar Trucks do Tellsil said that the hull has leaked since May.", "The hull has leaked since May, Delmar Trucks said."),
        ("The hull has leaked since May, according to a study led by Ann Roe of Orrin Institute.", "The hull has leaked since May, Ann Roe said."),
        ("The Roe team at Orrin wrote that the hull has leaked since May.", "A study by Ann Roe and colleagues found that the hull has leaked since May."),
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
