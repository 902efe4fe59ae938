import pytest

from app.evidence.names import keys_among
from app.evidence.translations import in_english


@pytest.mark.parametrize(
    ("foreign", "english"),
    [
        ("institut national de recherche biomedicale", "institute national of research biomedical"),
        ("instituto nacional de volcanologia", "institute national of volcanology"),
        ("ministerio de sanidad de sorvia", "ministry of health of sorvia"),
        ("banca d'italia", "bank of italy"),
        ("office national des forets", "office national of forestry"),
        ("tribunal supremo de sorvia", "court supreme of sorvia"),
    ],
)
def test_a_foreign_body_is_called_in_english(foreign: str, english: str) -> None:
    assert in_english(foreign) == english


@pytest.mark.parametrize(
    "name", ["ann roe", "national office", "jean de la mare", "office of sorvia", "", "d'"]
)
def test_other_names_are_left_as_they_are(name: str) -> None:
    assert in_english(name) == name


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Institut national de recherche biomédicale", "Sorvia's National Institute of Biomedical Research", True),
        ("Ministerio de Salud de Sorvia", "Sorvia's health ministry", True),
        ("Tribunal Supremo de Sorvia", "Supreme Court of Sorvia", True),
        ("Médecins du Littoral", "Doctors of the Coast", True),
        ("Ministerio de Salud", "Ministry of Labor", False),
        ("Ministère de la Santé", "Ministero della Salute", False),
        ("Banco Central", "Banque Centrale", False),
        ("Employment Tribunal", "Employment Court", False),
        ("Instituto Nacional de Volcanología", "National Institute of Meteorology", False),
        ("Institut de la mer", "Institute of Water", False),
    ],
)  # fmt: skip
def test_names_of_a_body_in_two_languages_are_one(one: str, other: str, *, same: bool) -> None:
    keys = keys_among([one, other])

    assert (keys[one] == keys[other]) is same
