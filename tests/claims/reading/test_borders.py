"""Cases just beside a rule: what looks like the rest and is read otherwise."""

import pytest

from app.claims.reading.extraction import claims_by_rules
from app.claims.reading.mentions import Sort, read_mention
from app.claims.reading.speech import attributions
from app.claims.reading.units import units_of


def _said(text: str) -> list[tuple[str | None, str]]:
    return [
        (one.source and one.source.of(text), one.content.of(text))
        for one in attributions(text, list(units_of(text)))
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("As a pilot “I saw it,” said Ruiz, “and it leaks.”", ("Ruiz", "and it leaks.")),
        (
            "Ruiz, who said the dam leaks at Orrin, Left Bank and Tarn, bought the pier.",
            ("who", "the dam leaks at Orrin, Left Bank and Tarn"),
        ),
        ("Ruiz said that, however, the dam leaks.", ("Ruiz", "the dam leaks")),
        ("He thinks old skippers claim that it leaks.", ("old skippers", "it leaks")),
        ("He thinks Ana Ruiz claims that it leaks.", ("Ana Ruiz", "it leaks")),
        ("They say so: old hands claims that it leaks.", ("old hands", "it leaks")),
        ("Ruiz claims Orrin leaks.", ("Ruiz", "Orrin leaks")),
        ("Ruiz pointed to the old wall, “It leaks badly.”", ("Ruiz", "It leaks badly.")),
        (
            "Ruiz dismissed claims that he ran the pier as a hobby.",
            ("Ruiz", "he ran the pier as a hobby"),
        ),
        ("They met the doctor who Ruiz said saved it.", ("Ruiz", "saved it")),
        ("Ruiz left.\n“it leaks and it sinks”", (None, "it leaks and it sinks")),
    ],
)
def test_a_content_reaches_as_far_as_somebody_speaks(text: str, said: tuple[str, str]) -> None:
    assert said in _said(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ruiz found a job, and has left.",
        "Ruiz found a man who had left.",
        "Ruiz found work while it was dry.",
        "Ruiz said on the pier, in May 2020 boats sank.",
        "He held up “No.” on a sign.",
        "He wore “the old blue coat of years” home.",
    ],
)
def test_what_is_no_clause_and_no_statement_is_not_said(text: str) -> None:
    assert _said(text) == []


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Ruiz repeated a warning from Dahl that the dam leaks.", "Dahl"),
        ("Ruiz repeated a claim by her lawyer that the dam leaks.", "her lawyer"),
        ("Tenants laughed at skipper Ana Ruiz's claim that it leaks.", "Ana Ruiz's"),
        (
            "The gate leaks, according to engineers who saw it in the cold spring of that wet year.",
            "engineers",
        ),
        ("The gate leaks, according to engineers who saw it “drip” twice.", "engineers"),
        ("“It leaks,” said Ruiz and the guild.", "Ruiz and the guild"),
        ("“It leaks,” said engineers and left.", "engineers"),
        ("“It leaks,” said Ruiz and", "Ruiz"),
        ("“It leaks,” said engineers in town.", "engineers"),
    ],
)
def test_a_source_is_named_by_its_own_words_alone(text: str, source: str) -> None:
    assert [one for one, _ in _said(text)] == [source]


@pytest.mark.parametrize(("noun", "hedged"), [("suspicion", True), ("claim", False)])
def test_a_noun_of_belief_hedges_what_it_attributes(noun: str, hedged: bool) -> None:  # noqa: FBT001
    text = f"There is a {noun}, voiced by Ana Ruiz, that the dam leaks."

    assert attributions(text, list(units_of(text)))[0].hedged is hedged


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Dr Ana Ruiz of Orrin", "Ana Ruiz"),
        ("Prof Lind Laboratory of Orrin", "Lind Laboratory of Orrin"),
        ("Mr Deputy Mayor of Orrin", "Deputy Mayor of Orrin"),
        ("Dr ruiz of Orrin", "ruiz of Orrin"),
        ("the trust, Green Pier", "Green Pier"),
        ("the trust, Orrin", "trust"),
        ("the trust, Ruiz and Dahl", "trust"),
        ("the spokesman,", "spokesman"),
        ("the spokesman, Green party pilot", "spokesman"),
        ("the mayor, and Ruiz", "mayor"),
    ],
)
def test_a_name_is_told_from_what_stands_beside_it(printed: str, name: str) -> None:
    assert read_mention(printed).name == name


def test_a_body_with_a_title_is_no_person() -> None:
    assert read_mention("Prof Lind Laboratory of Orrin").sort is Sort.BODY


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        (
            "Ana Ruiz, a vet, said it leaks badly. Ben Dahl, a pilot, said it sinks fast. The vet said it is old.",
            ("Ana Ruiz", "vet"),
        ),
        ("Ana Ruiz said it leaks badly. The vet said it is old.", ("vet", None)),
        ("Ana Ruiz and Ben Dahl met. They said it leaks badly.", ("Ana Ruiz and Ben Dahl", None)),
        (
            "Ana Ruiz, the town clerk, said it leaks badly. The town said it sinks fast.",
            ("town", None),
        ),
        (
            "The board met on Monday. Ana Ruiz and Ben Dahl left the hall. It said it leaks badly.",
            ("board", None),
        ),
        ("Mayor Ana Ruiz, who is a pilot, said it leaks badly.", ("Ana Ruiz", "Mayor")),
        ("Ana Ruiz, who is a pilot, said it leaks badly.", ("Ana Ruiz", "pilot")),
    ],
)
def test_a_claimant_is_the_one_whom_the_article_describes(
    text: str, claimant: tuple[str, str | None]
) -> None:
    last = claims_by_rules(text)[-1].claimant

    assert last is not None
    assert (last.name, last.role) == claimant


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Corvik denied losing wagons, with a clerk telling the Echo that all 40 came home.",
            [("Corvik", "losing wagons"), ("a clerk", "all 40 came home")],
        ),
        (
            "Ruiz said trade fell, with exports dropping to 40 wagons in May.",
            [("Ruiz", "trade fell, with exports dropping to 40 wagons in May")],
        ),
        (
            "Skippers, including Captain Bo Carr, claim the toll would sink 40 boats.",
            [("Skippers, including Captain Bo Carr", "the toll would sink 40 boats")],
        ),
        (
            "Three crews, among them the Tarn pilots, say the toll would sink 40 boats.",
            [("Three crews, among them the Tarn pilots", "the toll would sink 40 boats")],
        ),
        (
            "The pilots' office - which refused to comment - has said tolls rose by 40 crowns.",
            [("The pilots' office - which refused to comment", "tolls rose by 40 crowns")],
        ),
        (
            "Bo Carr -- a pilot -- said tolls rose by 40 crowns.",
            [("Bo Carr -- a pilot", "tolls rose by 40 crowns")],
        ),
        (
            "Tolls rose - by 40 crowns - said Bo Carr.",
            [("Bo Carr", "Tolls rose - by 40 crowns")],
        ),
        (
            "The pilot, Bo Carr, disagreed: tolls rose by 40 crowns, he told the Echo.",
            [("he", "tolls rose by 40 crowns")],
        ),
        (
            "The pilot was adamant: tolls rose by 40 crowns, he said.",
            [("he", "tolls rose by 40 crowns")],
        ),
        (
            "The pilot hit back: tolls rose by 40 crowns, he said.",
            [("he", "tolls rose by 40 crowns")],
        ),
        (
            "One thing is certain of it: tolls rose by 40 crowns, Bo Carr said.",
            [("Bo Carr", "One thing is certain of it: tolls rose by 40 crowns")],
        ),
    ],
)
def test_who_speaks_is_told_apart_from_what_is_said(text: str, said: list[tuple[str, str]]) -> None:
    spoken = [each for each in _said(text) if not each[1].startswith("to comment")]

    assert spoken == said


def test_a_denied_act_of_two_words_is_a_claim_and_a_thing_of_two_words_is_none() -> None:
    assert [claim.text for claim in claims_by_rules("Corvik denied losing wagons.")] == [
        "losing wagons"
    ]
    assert claims_by_rules("Corvik denied any wrongdoing.") == []
