import pytest

from app.claims.attribution import units_of
from app.claims.claimants import Claimants
from app.claims.mentions import Named, Sort, read_mention
from app.claims.sentences import Span
from app.claims.vocabulary import Mention


def _resolve(text: str, *printed: str) -> list[tuple[str, str | None] | None]:
    claimants = Claimants(text, list(units_of(text)))
    found: list[Mention | None] = []
    place = 0
    for mention in printed:
        place = text.index(mention, place)
        found.append(claimants.resolve(Span(place, place + len(mention))))
        place += len(mention)
    return [mention and (mention.name, mention.role) for mention in found]


@pytest.mark.parametrize(
    ("printed", "name", "role", "sort"),
    [
        ("Ana Ruiz", "Ana Ruiz", None, Sort.PERSON),
        ("port spokesman Tom Hale", "Tom Hale", "port spokesman", Sort.PERSON),
        ("President Tom Hale", "Tom Hale", "President", Sort.PERSON),
        ("Tom Hale, the port chief", "Tom Hale", "port chief", Sort.PERSON),
        (
            "Tom Hale, head of the port. authority",
            "Tom Hale",
            "head of the port authority",
            Sort.PERSON,
        ),
        ("Tom Hale (Labour)", "Tom Hale", "Labour", Sort.PERSON),
        ("Tom Hale, who left", "Tom Hale", None, Sort.PERSON),
        ("Ludwig van Dyke", "Ludwig van Dyke", None, Sort.PERSON),
        ("the Kremlin", "Kremlin", None, Sort.BODY),
        ("the exiled news site Verstka", "Verstka", "exiled news site", Sort.BODY),
        ("reporters Ann Lee and Bo Carr", "Ann Lee and Bo Carr", "reporters", Sort.SEVERAL),
        (
            "a spokesman for the Ministry of Health",
            "spokesman for the Ministry of Health",
            None,
            Sort.BODY,
        ),
        ("Observers", "Observers", None, Sort.PERSON),
        ("military sources", "military sources", None, Sort.BODY),
        ("she", "she", None, Sort.PRONOUN),
        ("the", "", None, Sort.BODY),
    ],
)
def test_a_mention_is_read_as_name_and_role(
    printed: str, name: str, role: str | None, sort: Sort
) -> None:
    assert read_mention(printed) == Named(name, role, sort)


def test_a_lone_surname_means_the_full_name_before_it_with_its_role() -> None:
    text = "engineer Ana Ruiz spoke. Then Ruiz left."

    assert _resolve(text, "engineer Ana Ruiz", "Ruiz")[1] == ("Ana Ruiz", "engineer")


def test_a_lone_surname_means_a_later_full_name_if_there_is_none_before() -> None:
    assert _resolve("Ruiz spoke. Ana Ruiz left.", "Ruiz") == [("Ana Ruiz", None)]


def test_of_two_full_names_the_nearer_before_is_meant() -> None:
    text = "Ana Ruiz met Eva Ruiz. Then Ruiz left. Max Ruiz came."

    assert _resolve(text, "Ana Ruiz", "Eva Ruiz", "Ruiz")[2] == ("Eva Ruiz", None)


def test_joint_surnames_mean_both_full_names() -> None:
    text = "reporters Ann Lee and Bo Carr wrote. Lee and Carr left."

    assert _resolve(text, "reporters Ann Lee and Bo Carr", "Lee and Carr")[1] == (
        "Ann Lee and Bo Carr",
        "reporters",
    )


def test_a_surname_that_is_nowhere_in_full_stays_as_printed() -> None:
    assert _resolve("Then Ruiz left.", "Ruiz") == [("Ruiz", None)]


def test_a_title_is_not_part_of_a_full_name() -> None:
    assert (
        _resolve("President Ana Ruiz won. But Ruiz left.", "Ana Ruiz", "Ruiz")[1][0] == "Ana Ruiz"
    )


def test_a_pronoun_means_the_nearest_person_who_spoke() -> None:
    text = "Ana Ruiz spoke. The board spoke. Then she left."

    assert _resolve(text, "Ana Ruiz", "The board", "she")[2] == ("Ana Ruiz", None)


def test_a_pronoun_does_not_mean_somebody_of_the_other_sex() -> None:
    text = "spokeswoman Ana Ruiz and spokesman Tom Hale spoke. Then she left."

    assert _resolve(text, "spokeswoman Ana Ruiz", "spokesman Tom Hale", "she")[2][0] == "Ana Ruiz"


def test_they_and_it_mean_a_body_or_several() -> None:
    text = "Ann Lee spoke. The board spoke. Then they left."

    assert _resolve(text, "Ann Lee", "The board", "they")[2] == ("board", None)


@pytest.mark.parametrize("pronoun", ["he", "she", "it", "they"])
def test_a_pronoun_that_nobody_fits_means_nobody(pronoun: str) -> None:
    assert _resolve(f"Then {pronoun} left.", pronoun) == [None]


def test_the_first_person_is_not_resolved() -> None:
    assert _resolve("Ann Lee spoke. Then I left.", "Ann Lee", "I")[1] is None


def test_a_role_alone_means_its_last_holder() -> None:
    text = "port spokesman Tom Hale spoke. Ann Lee spoke. the spokesman left."

    assert _resolve(text, "port spokesman Tom Hale", "Ann Lee", "the spokesman")[2] == (
        "Tom Hale",
        "port spokesman",
    )


def test_a_role_alone_that_nobody_holds_stays_as_printed() -> None:
    assert _resolve("the spokesman left.", "the spokesman") == [("spokesman", None)]


def test_the_report_means_those_who_reported() -> None:
    text = "Ann Lee wrote. It is in the report."
    claimants = Claimants(text)
    claimants.remember_reporters(Mention("Ann Lee", None, 0, 7))

    mention = claimants.resolve(Span(text.index("the report"), len(text) - 1))

    assert mention is not None
    assert mention.name == "Ann Lee"


def test_a_report_of_nobody_stays_the_report() -> None:
    assert _resolve("It is in the report.", "the report") == [("report", None)]


def test_a_mention_keeps_its_place_as_printed() -> None:
    mention = Claimants("Then the Kremlin spoke.").resolve(Span(5, 16))

    assert mention is not None
    assert (mention.start, mention.end) == (5, 16)
