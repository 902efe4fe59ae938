import pytest

from app.claims.reading.extraction import claims_by_rules
from app.claims.vocabulary import Mention
from app.evidence.crediting import agency_told, cited_in, with_signer
from app.evidence.nameless import are_alike, is_nameless, named_origin
from app.evidence.passages import Place, speaker_at
from tests.growth import takes_linear_time


def origin_in(text: str) -> str | None:
    """The origin behind whoever speaks in the last sentence of a text."""
    start = text.rfind(". ", 0, len(text) - 1) + 2 if ". " in text[:-1] else 0
    speaker = speaker_at(claims_by_rules(text), Place(start, len(text)), text)
    assert speaker is not None
    return speaker.origin


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("Ann Roe said the bridge was shut.", "Ann Roe"),
        ("Kremlin spokesman Dmitry Peskov said the talks had ended.", "Kremlin"),
        ("Melby police were called. Police said the bridge was shut.", "Melby police"),
        ("It burned in Melby. Police in Melby came at ten. Police said two boys were hurt.", "Melby police"),
        ("ORRIN, May 3 — It rained. The council said the bridge was shut.", "Orrin council"),
        ("It rained. Police said the bridge was shut.", "Police"),
        ("The port handled 41,000 containers in May, the harbour office said.", "harbour office"),
        ("Quay Line’s ferry sank. A company spokesman said nobody was hurt.", "Quay Line"),
        ("It sank. A company spokesman said nobody was hurt.", None),
        ("A tank leaked in Orrin. Orrin’s mayor came. The company said nobody was hurt.", None),
        ("ORRIN — Quay Line’s tank leaked. Orrin’s mayor came, Orrin’s children too. The company said nobody was hurt.",
         "Quay Line"),
        ("It sank. Two officials said nobody was hurt.", None),
        ("It sank. A witness said the sea was calm.", None),
        ("A teacher was charged with the murder of Emily Jones. The 52-year-old said the track was cracked.", None),
        ("It sank. On a visit this newspaper found eleven leaks.", None),
        ("It sank. Ann Roe from Leeds, speaking for the first time, said the sea was calm.", "Ann Roe from Leeds"),
        ("It sank. The fault was quiet, China's Xinhua reported.", "Xinhua"),
        ("It sank. Ireland's EPA said the sea was calm.", "Ireland's EPA"),
        ("Torvik mayor Eva Sand came. The mayor of Torvik said the sea was calm.", "Eva Sand"),
        ("Eva Sand, the mayor of Torvik, came. The mayor of Torvik said the sea was calm.", "Eva Sand"),
        ("Former Torvik mayor Eva Sand came. The mayor of Torvik said the sea was calm.", "mayor of Torvik"),
        ("Orrin mayor Eva Sand came. The mayor of Torvik said the sea was calm.", "mayor of Torvik"),
        ("The dam leaks, Boreas reported, citing the Farm Ministry.", "Farm Ministry"),
        ("It sank. Officials at the coastal defence agency said the sea was calm.", "coastal defence agency"),
        ("A fair opened on Sundays. The company said nobody was hurt.", None),
        ("The Canal and Rivers Authority (CRA) met. The CRA said the lock was dry.",
         "Canal and Rivers Authority"),
        ("The lock is dry. The CRA said the gates were rotten.", "CRA"),
        ("Sergeant Ann Roe, speaking for Melby police, said a boy was hurt.", "Melby police"),
        ("Deputy spokeswoman Ann Roe of Coast Watch said the search was over.", "Coast Watch"),
        ("In South Holm the miners' union said it would strike.", "South Holm miners' union"),
        ("Holy Cross Hospital, Melby, said nine nurses were ill.", "Holy Cross Hospital in Melby"),
        ("Canal Authority spokesman Bo Lind said the lock was dry.", "Canal Authority"),
        ("Snow closed the pass, dpa reported.", "dpa"),
        ("Geologist Ann Roe said that the fault was quiet, AP reports.", "Ann Roe"),
        ("The fault was quiet, AP reports.", "AP"),
        ("The fever is over, the WHO said on Tuesday.", "WHO"),
        ("The Bureau für Seen warned that the dam would leak.", "Bureau für Seen"),
        ("The dam leaks, the charity Open Door reported.", "Open Door"),
        ("The dam leaks, two guards told Orrin Press Service.", "Orrin Press Service"),
        ("The dam leaks, a witness told the news agency Reuters on Monday.", "Reuters"),
        ("The dam leaks, Orrin News Agency has learned.", "Orrin News Agency"),
        ("Two officials denied what Orrin News Agency has learned.", None),
        ("The dam leaks, mayor Ann Roe told Orrin News Agency.", "Ann Roe"),
        ("Orrin News Agency sent two men. The dam leaks, a witness said (ONA).", "Orrin News Agency"),
        ("The dam leaks, Orrin Wire reported, citing the Melby Lantern.", "Melby Lantern"),
        ("The dam leaks, Orrin Wire reported, citing a guard.", "Orrin Wire"),
        ("The dam leaks, Ann Roe said in the letter that she wrote together with Bo Lind.",
         "Ann Roe and Bo Lind"),
        ("Ann Roe said in a joint statement with Bo Lind that the dam leaks.",
         "Ann Roe and Bo Lind"),
        ("Ann Roe said in a letter that she spoke with Bo Lind.", "Ann Roe"),
        ("The dam leaks, said the Heron Society in Melby, which counts birds.",
         "Heron Society in Melby"),
        ("The dam leaks, said the Heron Society in May.", "Heron Society"),
        ("The dam leaks, claimed the head of the provincial government, Lind.", "Lind"),
        ("The palace announced that the prince was ill.", "palace"),
        ("The prince was ill, palace press officer Ann Roe told reporters.", "palace"),
        ("Major Ann Roe, an army spokeswoman, said the ship was unarmed.", "army"),
        ("Ann Roe, who speaks for Coast Watch, said the ship was unarmed.", "Coast Watch"),
        ("Four people died, state media reported, citing the Melby Lantern.", "Melby Lantern"),
        ("The IRU union said it would strike on Friday.", "IRU"),
        ("Bo Lind, the mayor of Orrin, came. The mayor said the bridge was shut.", "Bo Lind"),
        ("The anti-fraud agency OFA said the books were false.", "OFA"),
        ("Orrin Water Institute (IHO) met. The IHO said the lock was dry.",
         "Orrin Water Institute (IHO)"),
        ("Secretary of State Ann Roe said the embassy was open.", "Ann Roe"),
        ("Melby's General Staff said the ship was unarmed.", "Melby's General Staff"),
        ("The Central Bank of Orrin met. The central bank said prices would fall.",
         "Orrin central bank"),
        ("A study by researchers at Orrin University found that the dye was safe.",
         "Orrin University"),
        ("Forty people died, Ann Roe said, citing the harbour office's figures.", "harbour office"),
        ("The tax will hurt, the 200 economists say in their letter.", "200 economists"),
        ("The dam leaks, a police spokesman in Torvik said.", "Torvik police"),
        ("“The dam leaks,” said Ann Roe and her older brother Bo.", "Ann Roe and Bo"),
        ("Finance minister Ann Roe and bank governor Bo Lind said savings were safe.",
         "Ann Roe and Bo Lind"),
    ],
)  # fmt: skip
def test_the_origin_behind_a_speaker_has_a_name_where_the_article_gives_one(
    text: str, origin: str | None
) -> None:
    assert origin_in(text) == origin


def test_two_companies_that_are_not_named_are_not_one_origin() -> None:
    one, other = (
        origin_in(f"{name}’s ferry sank. A company spokesman said nobody was hurt.")
        for name in ("Quay Line", "Tarn Foods")
    )

    assert one != other


def test_the_only_holder_of_an_office_that_an_article_names_is_meant() -> None:
    text = "Abbot Benedict Lauer lives in Corl. The abbot came."

    assert named_origin(Mention("abbot", None, 36, 45), text) == "Benedict Lauer"


@pytest.mark.parametrize(
    "name",
    ["police", "Police", "two officials", "company spokesman", "abbot", "Forty thousand herons"],
)
def test_common_nouns_are_no_names(name: str) -> None:
    assert is_nameless(name)


@pytest.mark.parametrize(
    "name", ["Ann Roe", "Melby police", "Quay Line", "Reuters", "CRA", "Seven Oaks"]
)
def test_names_are_names(name: str) -> None:
    assert not is_nameless(name)


@pytest.mark.parametrize("part", ["A", "Ab ", "Ab of ", "police ", "Ann Roe ", "C.", "A and "])
@pytest.mark.parametrize("name", ["police", "company spokesman", "abbot", "CRA"])
def test_long_text_is_searched_in_linear_time(part: str, name: str) -> None:
    assert takes_linear_time(
        lambda text: named_origin(Mention(name, None, 0, len(text)), text), part
    )


@pytest.mark.parametrize(
    "part", ["A", "Ab ", "Ab of ", "told Ab ", "(AB) ", "citing Ab ", "letter with Ab ", "Ab für "]
)
def test_long_passages_are_searched_in_linear_time(part: str) -> None:
    assert takes_linear_time(lambda text: agency_told(text, text), part)
    assert takes_linear_time(cited_in, part)
    assert takes_linear_time(lambda text: with_signer("Ann Roe", text), part)


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("It rained. Organisers said 3,000 people marched.", "Organisers"),
        ("It rained. Organisers of the march said 3,000 people came.", "Organisers"),
        ("It rained. The court of auditors confirmed that the bridge cost 40 million euros.",
         "court of auditors"),
        ("ORRIN, May 3 — It rained. The court of auditors said the bridge cost 40 million euros.",
         "Orrin court of auditors"),
        ("It rained. The ministry announced that the bridge would close in May.", "ministry"),
        ("It rained. The head of the court of auditors said the bridge cost too much.",
         "head of the court of auditors"),
    ],
)  # fmt: skip
def test_a_body_without_a_name_is_an_origin_by_what_it_is_called(text: str, origin: str) -> None:
    assert origin_in(text) == origin


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Two officials", "officials", True),
        ("company spokesman", "a spokesman", True),
        ("a witness", "a neighbour", False),
        ("Ann Roe", "Ann Roe", False),
    ],
)
def test_speakers_without_a_name_are_alike_by_their_noun(one: str, other: str, alike: bool) -> None:  # noqa: FBT001
    assert are_alike(one, other) is are_alike(other, one) is alike
