import pytest

from app.evidence.deeds import doer_in
from app.evidence.passages import Place, is_denial, speaker_at
from tests.growth import takes_linear_time


def doer(words: str) -> str | None:
    found = doer_in(words, 0)
    return found.name if found else None


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("The Orrin Court fined the dairy 40 crowns.", "Orrin Court"),
        ("Melby's health ministry has banned the syrup.", "Melby's health ministry"),
        ("On Friday, the Supreme Court of Melby ruled that cousins may inherit.", "Supreme Court of Melby"),
        ("The port authority on Monday suspended the ferry line.", "port authority"),
        ("The syrup may not be sold, Melby's health ministry has ordered.", "Melby's health ministry"),
        ("Prosecutors in Melby charged the mayor with theft.", "Prosecutors in Melby"),
        ("The Tide Institute measured waves of nine metres.", "Tide Institute"),
        ("The Orrin council voted to close the baths.", "Orrin council"),
        ("Tarn Airlines cancelled all flights.", "Tarn Airlines"),
        ("TBC raised its forecast to 3 percent.", "TBC"),
        ("Tellpol has issued a warrant for the banker.", "Tellpol"),
        ("The Orrin Court struck down the law.", "Orrin Court"),
        ("The polling institute Forda puts the Greens first.", "Forda"),
        ("A Melby appeals court reduced the fine.", "Melby appeals court"),
        ("Norbank expects prices to fall.", "Norbank"),
        ("The bridge was closed by the Orrin council.", "Orrin council"),
        ("Quay Line was fined 40 crowns by the Orrin Court on Friday.", "Orrin Court"),
        ("The Melby navy intercepted a boat.", "Melby navy"),
        ("Transport Sorvia grounded nine planes.", "Transport Sorvia"),
        ("Orrin's top court threw out the decree.", "Orrin's top court"),
    ],
)  # fmt: skip
def test_what_a_body_rules_or_counts_is_known_from_it(words: str, name: str) -> None:
    assert doer(words) == name


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Head coach Bo Lind blamed the pitch.", "Bo Lind"),
        ("Quay Line boss Ann Roe expects to sell ten ships.", "Ann Roe"),
        ("Melby's mayor, Ann Roe, called the vote fair.", "Ann Roe"),
        ("The foreign ministers of Orrin and Melby called for a truce.",
         "foreign ministers of Orrin and Melby"),
        ("The gates stay shut, Ann Roe and Bo Lind declared jointly.", "Ann Roe and Bo Lind"),
        ("In an open letter, 27 nurses asked the board for more staff.", "27 nurses"),
    ],
)  # fmt: skip
def test_what_a_person_demands_or_blames_is_known_from_the_person(words: str, name: str) -> None:
    assert doer(words) == name


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Mayor: bridge unsafe for lorries", "Mayor"),
        ("Bridge closed until Friday - police", "police"),
        ("Prices to fall by autumn, says central bank", "central bank"),
        ("UN: three million need food", "UN"),
    ],
)
def test_whom_a_headline_names_first_or_last_says_so(words: str, name: str) -> None:
    assert doer(words) == name


@pytest.mark.parametrize(
    "words",
    [
        "The village was seized by the Orrin army.",
        "The gate was struck by the Orrin police.",
        "The dairy fined by the Orrin Court has closed.",
        "The storm closed four schools.",
        "A lorry struck the gate.",
        "Ann Roe cut her hair and left early.",
        "The mayor closed the fair with a song.",
        "A court clerk in Melby kept 4,000 letters at home.",
        "Orrin council candidates ordered soup.",
        "The army seized the village at dawn.",
        "The bank charged its customers twice.",
        "Formula One: Lind wins in Melby",
        "It rained in Melby on Friday.",
        "",
    ],
)
def test_what_is_merely_seen_to_happen_is_the_narrators(words: str) -> None:
    assert doer(words) is None


def test_that_a_court_finds_something_false_is_no_denial() -> None:
    words = "The Orrin Court rejected the ban and found the report to be false."
    speaker = speaker_at([], Place(0, len(words)), words)

    assert speaker is not None
    assert not is_denial(words, speaker)


@pytest.mark.parametrize("part", ["A ", "Orrin Court ", ", the a", "has ", "a: ", "A, ", "of A "])
def test_long_passages_are_searched_in_linear_time(part: str) -> None:
    assert takes_linear_time(lambda text: doer_in(text, 0), part)
