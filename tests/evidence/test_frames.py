import pytest

from app.claims.reading.extraction import claims_by_rules
from app.evidence.frames import framed_speaker
from app.evidence.passages import Place, speaker_at
from tests.growth import takes_linear_time


def origin(words: str) -> str | None:
    speaker = speaker_at(claims_by_rules(words), Place(0, len(words)), words)
    return speaker.origin if speaker else None


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("In the opinion of engineer Ann Roe, the bridge must close.", "Ann Roe"),
        ("The roof was, in the words of architect Ann Roe, “held up by prayer”.", "Ann Roe"),
        ("The bridge, per Ann Roe, is closed.", "Ann Roe"),
        ("Per Sheriff Ann Roe, the bridge is closed.", "Ann Roe"),
        ("For engineer Ann Roe, the bridge is a death trap.", "Ann Roe"),
        ("As Ann Roe put it, the bridge was closed.", "Ann Roe"),
        ("The claim that the well was poisoned was made by councillor Ann Roe.", "Ann Roe"),
        ("Word that the bridge had closed came from Ann Roe.", "Ann Roe"),
        ("“We were left to drown.” – Ann Roe, survivor", "Ann Roe"),
        ("“The bridge has closed”: Ann Roe", "Ann Roe"),
        ("Asked whether it was safe, foreman Ann Roe shook her head: “Not for a day.”", "Ann Roe"),
        ("Ann Roe, a historian from Orrin, holds the mosaic to be a forgery.", "Ann Roe"),
        ("Geologist Ann Roe holds that the lake is old.", "Ann Roe"),
        ("In a filing, Quay Line Group disclosed that a fire had cost it 40 million.", "Quay Line Group"),
        ("Farmer Ann Roe speculated that the bridge had closed.", "Ann Roe"),
        ("Ann Roe is adamant that the bridge was closed.", "Ann Roe"),
        ("The bridge was closed, the Orrin Lantern quoted Ann Roe as saying.", "Ann Roe"),
        ("The Orrin Herald quotes Ann Roe: “It is closed.”", "Ann Roe"),
        ("Ann Roe took to Tellbook to complain about the bridge.", "Ann Roe"),
        ("Mayor Ann Roe put the cost of the bridge at 40 million crowns.", "Ann Roe"),
        ("Bridge is closed, claims mayor Ann Roe", "Ann Roe"),
        ("Her engines had failed, Captain Ann Roe radioed.", "Ann Roe"),
        ("The bridge, Ann Roe shrugged, was closed.", "Ann Roe"),
        ("Speaking to reporters, Ann Roe described the bridge as closed.", "Ann Roe"),
        ("The Orrin council apologised for the closure.", "Orrin council"),
        ("Orrin council released figures showing that the bridge closed.", "Orrin council"),
        ("The Orrin council's website says the bridge has closed.", "Orrin council"),
        ("The bridge had closed, according to a letter Ann Roe sent to members.", "Ann Roe"),
        ("Ann Roe, whose shop faces the square, spoke of three bangs.", "Ann Roe"),
        ("The Orrin council (OC) warned of a flood within days.", "Orrin council (OC)"),
        ("Heron International wrote in a report published on Monday that 37 men were held.", "Heron International"),
        ("Ann Roe, once a clerk in Orrin, blamed a relay.", "Ann Roe"),
        ("The Orrin council accused the builder of fraud.", "Orrin council"),
        ("Ann Roe puts the delay down to the weather.", "Ann Roe"),
        ("Ann Roe justified the cut by weak demand.", "Ann Roe"),
        ("“They carry nothing,” said Ann Roe of the Quay Aid Society, who speaks for the charity in Melby.", "Quay Aid Society"),
        ("The ice lost four metres last summer, scientists at Orrin University calculated.", "Orrin University"),
        ("Quay Line's Ann Roe, speaking for the company, blamed a relay.", "Quay Line"),
        ("“It has cracked,” said Ann Roe, who handles press enquiries for Quay Line.", "Quay Line"),
        ("Sales fell by 40 percent, company press officer Ann Roe of Quay Line explained.", "Quay Line"),
        ("“I saw nothing,” reads the affidavit of Ann Roe, once a clerk in Orrin.", "Ann Roe"),
    ],
)  # fmt: skip
def test_who_says_a_passage_is_told_by_the_phrase_around_it(words: str, name: str) -> None:
    assert origin(words) == name


@pytest.mark.parametrize(
    "words",
    [
        "For two weeks Ann Roe, a nurse, has slept in a car.",
        "For three years farmer Bo Lind has grown hemp.",
        "Ann Roe gave a concert at 8 in the evening.",
        "Per Olsson won the race in Orrin.",
        "Per Gunnar Larsson won the race in Orrin.",
        "The bridge that Ann Roe built has closed.",
        "Ann Roe sells boats that sink.",
        "The storm put the river at 4 metres.",
        "The goal was scored by Bo Lind.",
        "The play was written by Ann Roe.",
        "The match was watched by 4,000 people.",
        "Bo Lind wore a shirt that had been his father's.",
        "The message came from a phone in Melby.",
        "The parcel came from Melby Foods.",
        "The village was burned by rebels.",
        "Quay Line has sold the ferry.",
        "The crowd sang: “We shall not move.”",
        "A Japanese survey drone came down inside the crater.",
    ],
)
def test_what_the_narrator_tells_is_nobodys(words: str) -> None:
    assert origin(words) is None


@pytest.mark.parametrize(
    "part",
    [
        "The claim was made, ",
        "Ann Roe ",
        "ann roe ",
        "was told of it ",
        "quoting the ",
        "Bo Lind, the mayor, held ",
        "put the ",
        "”: ",
        "In the view of the ",
    ],
)
def test_long_passages_are_read_in_linear_time(part: str) -> None:
    assert takes_linear_time(lambda words: framed_speaker(words, 0), part, 50_000)
