import pytest

from app.evidence.authorship import are_signers, author_behind, author_in, passed_on, team_of
from tests.growth import takes_linear_time


@pytest.mark.parametrize(
    ("printed", "author"),
    [
        ("study led by Ann Roe", "Ann Roe"),
        ("The report, written by former judge Ann Roe", "former judge Ann Roe"),
        ("Photographs analysed by the Orrin Space Centre", "the Orrin Space Centre"),
        ("Heron Society's annual report", "Heron Society"),
        ("a poll conducted in May by Tarn Research for the Lantern", "Tarn Research"),
        ("the latest survey by Tarn Research the Greens lost", "Tarn Research"),
        ("figures from the Institute for Seas", "the Institute for Seas"),
        ("Ann Roe, who wrote a report by night", None),
        ("Orrin Geological Survey", None),
        ("the report", None),
    ],
)
def test_a_document_has_an_author(printed: str, author: str | None) -> None:
    assert author_in(printed) == author


@pytest.mark.parametrize(
    ("words", "author"),
    [
        ("The Greens stand at 18 percent in a Tarn Research poll.", "Tarn Research"),
        ("A study by Ann Roe links the dye to asthma.", "Ann Roe"),
        ("A Tarn Research poll puts the Greens first.", "Tarn Research"),
        (
            "The Heron Society's report on the Tarn tunnel puts its price at 40 million.",
            "Heron Society",
        ),
        ("The new IMF outlook is brighter than the last.", "IMF"),
        (
            "“Seats were sold twice,” it says in an e-mail which Quay Line sent to customers.",
            "Quay Line",
        ),
        (
            "That is the result of a study by the University of Orrin, for which 40 people slept.",
            "University of Orrin",
        ),
        ("Emails obtained by the Orrin Lantern suggest that Ann Roe knew.", "the Orrin Lantern"),
        ("Calculations by Orrin University put the loss at four metres.", "Orrin University"),
        ("The invoices Ann Roe paid are lost.", None),
        ("Court documents show that Ann Roe knew.", None),
        ("Internal emails show that Ann Roe knew.", None),
        ("Nobody's figures are right.", None),
        ("The minister burnt a report by Ann Roe.", None),
    ],
)
def test_a_passage_that_starts_or_ends_with_a_document_is_its_authors(
    words: str, author: str | None
) -> None:
    assert author_behind(words) == author


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("researchers at Orrin University", "Orrin University"),
        ("a team of chemists from Orrin University", "Orrin University"),
        ("Orrin University scientists", "Orrin University"),
        ("nurses at Orrin Hospital", None),
        ("Orrin University", None),
        ("officials at the Interior Ministry", "Interior Ministry"),
        ("Tarn port authority officials", "Tarn port authority"),
        ("a senior official of the Tarn port authority", "Tarn port authority"),
        ("Monitors of the Heron Society", "Heron Society"),
        ("White House official", "White House"),
        ("officials at the civil defence agency", "civil defence agency"),
        ("officials at the ministry", "ministry"),
        ("harbour office official", None),
        ("Two ministry officials", None),
        ("official of the Heron Society in the city", "Heron Society"),
        ("US officials", None),
        ("Sorvian officials", None),
        ("officials in Melby", None),
        ("Tarn port authority workers", None),
    ],
)
def test_those_without_a_name_speak_for_where_they_work_or_whose_officials_they_are(
    name: str, body: str | None
) -> None:
    assert team_of(name) == body


@pytest.mark.parametrize(
    ("words", "whose"),
    [
        ("Forty died, Ann Roe said, citing the harbour office's figures.", "harbour office"),
        ("Citing police data, Ann Roe said forty died.", "police"),
        ("Ann Roe protested, pointing to a letter from the Tarn Bank.", "Tarn Bank"),
        ("Forty died, she said, citing figures that the hospital had published.", "hospital"),
        ("Ann Roe resigned, citing her health.", None),
    ],
)
def test_who_only_cites_the_figures_of_another_passes_them_on(
    words: str, whose: str | None
) -> None:
    assert passed_on(words) == whose


def test_the_signers_of_a_letter_are_known_by_their_number() -> None:
    assert are_signers("200 economists", "The 200 economists say in their letter that it rains.")
    assert not are_signers("200 economists", "The 200 economists say that it rains.")
    assert not are_signers("economist", "The economist says in a letter that it rains.")


@pytest.mark.parametrize(
    "part", ["report ", "A ", "report by a ", "citing a ", "citing report ", "in a A "]
)
def test_long_passages_are_searched_in_linear_time(part: str) -> None:
    assert takes_linear_time(author_in, part)
    assert takes_linear_time(author_behind, part)
    assert takes_linear_time(passed_on, part)
    assert takes_linear_time(team_of, part)
