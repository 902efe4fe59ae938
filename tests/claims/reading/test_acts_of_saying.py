"""Who says what in forms beside "X said that": nouns, passives, asides, signatures, transcripts, questions, topics."""

from typing import NamedTuple

import pytest

from app.claims.reading.attribution import Attribution
from app.claims.reading.speech import attributions
from app.claims.reading.units import units_of
from app.claims.vocabulary import ClaimKind, Polarity


class Said(NamedTuple):
    source: str | None
    cue: str | None
    content: str


def _found(text: str) -> list[Attribution]:
    return attributions(text, list(units_of(text)))


def _said(text: str) -> list[Said]:
    return [
        Said(one.source and one.source.of(text), one.cue and one.cue.of(text), one.content.of(text))
        for one in _found(text)
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Tenants laughed at the owner's insistence that the lift was safe.",
            Said("the owner's", "insistence", "the lift was safe"),
        ),
        (
            "Ana Ruiz repeated her claim that the dam leaks.",
            Said("Ana Ruiz", "claim", "the dam leaks"),
        ),
        (
            "A warning from the guild that the quay would sink went unread.",
            Said("the guild", "warning", "the quay would sink"),
        ),
        (
            "There is a suspicion, voiced by Ana Ruiz, that the dam leaks.",
            Said("Ana Ruiz", "suspicion", "the dam leaks"),
        ),
        (
            "The theory that the seals were poisoned has been dropped.",
            Said(None, "theory", "the seals were poisoned"),
        ),
        (
            "Clerks were told by the ministry that the files had burned.",
            Said("the ministry", "told", "the files had burned"),
        ),
        (
            "“It leaks,” the engineer was quoted as saying.",
            Said("the engineer", "saying", "It leaks"),
        ),
        (
            "Ruiz said, through a translator, that the dam leaks.",
            Said("Ruiz", "said", "the dam leaks"),
        ),
        (
            "Ruiz told her counterpart from Orrin, Ben Dahl, that the dam leaks.",
            Said("Ruiz", "told", "the dam leaks"),
        ),
        (
            "While Ruiz said the dam leaks, the council bought the pier.",
            Said("Ruiz", "said", "the dam leaks"),
        ),
        (
            "Ruiz, who said the dam leaks, bought the pier.",
            Said("who", "said", "the dam leaks"),
        ),
        (
            "An official who saw the file said the dam leaks.",
            Said("An official who saw the file", "said", "the dam leaks"),
        ),
        ("“Nobody looked,” the judge exclaimed.", Said("the judge", "exclaimed", "Nobody looked")),
        ("“Nobody looked!” barked Ruiz.", Said("Ruiz", "barked", "Nobody looked!")),
        ("Ruiz laughed, “Nobody looked.”", Said("Ruiz", "laughed", "Nobody looked.")),
        ("“Nobody looked.” — Ana Ruiz", Said("Ana Ruiz", "—", "Nobody looked.")),
        (
            "“Nobody looked” – club owner Ana Ruiz.",
            Said("club owner Ana Ruiz", "–", "Nobody looked"),
        ),
        ("“RUIZ: Nobody looked at it.”", Said("RUIZ", ":", "Nobody looked at it.")),
        ("“Did it leak?” Ruiz asked.", Said("Ruiz", "asked", "Did it leak?")),
        ('“It leaks," Ruiz said on Monday.', Said("Ruiz", "said", "It leaks")),
        (
            "The gate leaks, according to engineers who saw it.",
            Said("engineers who saw it", "according to", "The gate leaks"),
        ),
        (
            "Ruiz left because, according to Dahl, the dam leaks.",
            Said("Dahl", "according to", "the dam leaks"),
        ),
        (
            "Ruiz went on to say that the dam leaks.",
            Said("Ruiz", "say", "the dam leaks"),
        ),
        (
            "Sen. Ana Ruiz, D-Orrin, a former pilot, said the dam leaks.",
            Said("Sen. Ana Ruiz, D-Orrin, a former pilot", "said", "the dam leaks"),
        ),
        (
            "Divers found most of the piles had rotted.",
            Said("Divers", "found", "most of the piles had rotted"),
        ),
        (
            "Ruiz has long said that the dam leaks.",
            Said("Ruiz", "has long said", "the dam leaks"),
        ),
        (
            "Ruiz said it was not true that the dam leaks.",
            Said("Ruiz", "said", "the dam leaks"),
        ),
        (
            "“The dam leaks, the senator told reporters. Cameras clicked.",
            Said("the senator", "told", "The dam leaks"),
        ),
        (
            "‘Dahl called it “a gift” at every meeting,’ said Ruiz.",
            Said("Ruiz", "said", "Dahl called it “a gift” at every meeting"),
        ),
        (
            "“It leaks,” said Ruiz, her voice low, “and it sinks.”",
            Said("Ruiz", "said", "and it sinks."),
        ),
        (
            "“The dam leaks badly.” “It sinks,” said Ruiz.",
            Said("Ruiz", None, "The dam leaks badly."),
        ),
        (
            "The owner,Ana Ruiz,said the dam leaks.",
            Said("The owner,Ana Ruiz", "said", "the dam leaks"),
        ),
        ("Ruiz said in May the dam leaked.The pier sank.", Said("Ruiz", "said", "the dam leaked")),
        ("The dam never leaked, she said afterwards.", Said("she", "said", "The dam never leaked")),
        (
            "The twins were alleged by the customs office to have hidden gold.",
            Said("the customs office", "alleged", "to have hidden gold"),
        ),
        (
            "Ex-spy chief Ruiz: I warned the cabinet",
            Said("Ex-spy chief Ruiz", ":", "I warned the cabinet"),
        ),
        ("Ruiz shot back, “It leaks badly.”", Said("Ruiz", "shot", "It leaks badly.")),
        (
            "Rep. Ana Ruiz (D-Orrin): “It leaks badly.”",
            Said("Rep. Ana Ruiz (D-Orrin)", ":", "It leaks badly."),
        ),
        ("”It leaks badly,” Ruiz said.", Said("Ruiz", "said", "It leaks badly")),
        ("Ruiz says the dam leaks but has not seen it.", Said("Ruiz", "says", "the dam leaks")),
        (
            "Lee says taxes rose by 4 per cent, Vance says they fell.",
            Said("Lee", "says", "taxes rose by 4 per cent"),
        ),
        (
            "Dahl denied having bought it, denied that he knew Peel.",
            Said("Dahl", "denied", "he knew Peel"),
        ),
        (
            "Ruiz denied reports in the Gazette that 40 people had left.",
            Said("Ruiz", "denied", "40 people had left"),
        ),
        (
            "Ruiz said reports that the dam leaks were false.",
            Said("Ruiz", "said", "the dam leaks"),
        ),
        (
            "Ruiz said the dam leaks, drawing sharp words from Dahl.",
            Said("Ruiz", "said", "the dam leaks"),
        ),
        (
            "Ruiz said the dam leaks, a view Dahl shares.",
            Said("Ruiz", "said", "the dam leaks"),
        ),
        (
            "Its author, Ana Ruiz, said by email: “It leaks.”",
            Said("Its author, Ana Ruiz", "said", "It leaks."),
        ),
        (
            "Shares fell by a third after the carmaker reported the dam leaked.",
            Said("the carmaker", "reported", "the dam leaked"),
        ),
        ("Two held over museum theft: police", Said("police", ":", "Two held over museum theft")),
        (
            "Engineers with maps showing the dam leaks were sent away.",
            Said("Engineers with maps", "showing", "the dam leaks were sent away"),
        ),
    ],
)
def test_who_says_what(text: str, said: Said) -> None:
    assert said in _said(text)


def test_two_speakers_on_either_side_of_a_semicolon_have_their_own_words() -> None:
    text = "The roof will hold, says the builder; it leaks by autumn, says the surveyor."

    assert [(one.source, one.content) for one in _said(text)] == [
        ("the builder", "The roof will hold"),
        ("the surveyor", "it leaks by autumn"),
    ]


def test_a_quotation_goes_on_with_its_speaker_behind_what_else_the_speaker_added() -> None:
    text = "“It leaks,” Ruiz said, adding that it is old. “Nobody looked at it.”"

    assert _said(text)[-1] == Said("Ruiz", None, "Nobody looked at it.")


def test_a_quotation_in_a_paragraph_behind_a_colon_is_of_the_subject_before_the_colon() -> None:
    text = "The board issued this notice:\n\n“The dam will be drained on Monday.”"

    assert _said(text)[-1] == Said("The board", None, "The dam will be drained on Monday.")


def test_who_introduces_a_quotation_speaks_it_rather_than_the_speaker_before() -> None:
    text = "“It sank,” Dahl said. On Monday, Ruiz issued a statement, “The dam leaks badly.”"

    assert _said(text)[-1] == Said("Ruiz", None, "The dam leaks badly.")


def test_a_name_in_the_line_below_a_quotation_signs_it() -> None:
    text = "“The dam leaks badly, and nobody looks.”\n\n- Ana Ruiz."

    assert [one.source for one in _said(text)] == ["Ana Ruiz"]


def test_the_answer_to_a_question_is_not_the_askers() -> None:
    text = "“So it leaks?” Noon asked.\n\n“I never said that of the dam.”"

    assert _said(text)[-1] == Said(None, None, "I never said that of the dam.")


def test_an_unclosed_quotation_is_of_who_speaks_in_the_next_paragraph() -> None:
    text = "“The dam is closed since May, and it leaks.\n\n“It opens in June,” Lee said."

    assert [one.source for one in _said(text)] == ["Lee", "Lee"]


@pytest.mark.parametrize("thing", ["The bridge fell.", "The rain had stopped."])
def test_a_thing_does_not_speak_the_quotation_behind_it(thing: str) -> None:
    assert [one.source for one in _said(f"{thing} “Nobody cared for it at all.”")] == [None]


def test_a_clause_is_not_cut_by_the_next_sentence_of_its_quotation() -> None:
    text = "Ruiz said “the dam leaks” and is old. Dahl laughed at “the dam of Orrin. It”."

    assert _said(text)[0].content == "“the dam leaks” and is old"


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Ruiz criticised the plan for the dam.", "the plan for the dam"),
        ("Ruiz spoke of the dam.", "the dam"),
        ("Ruiz called on the board to drain the dam.", "the board to drain the dam"),
        ("Ruiz described the dam as a ruin.", "the dam as a ruin"),
    ],
)
def test_what_somebody_names_is_a_topic(text: str, content: str) -> None:
    (found,) = _found(text)

    assert (found.topic, found.content.of(text)) == (True, content)


@pytest.mark.parametrize(
    "text",
    [
        "Ruiz asked whether the dam leaks.",
        "Ruiz asked the board why the dam leaks.",
        "Dahl was asked by Ruiz if the dam leaks.",
        "Asked about the dam, Dahl left.",
    ],
)
def test_what_somebody_asks_is_a_question(text: str) -> None:
    assert [one.question for one in _found(text)] == [True]


def test_a_noun_that_denies_denies() -> None:
    (found,) = _found("The laboratory's denial that samples had leaked did little.")

    assert found.polarity is Polarity.DENIES


def test_a_refusal_to_say_is_negated() -> None:
    (found,) = _found("Ruiz refused to say that the dam leaks.")

    assert found.negated


def test_who_reports_a_quotation_is_not_its_speaker() -> None:
    text = "“The dam leaks,” Ruiz said, according to the Courier."

    assert [one.source for one in _said(text)] == ["Ruiz"]


@pytest.mark.parametrize(
    "text",
    [
        "Editor's note: The dam was drained.",
        "The board found comic relief in it.",
        "She is on “The Late Show With Ana Ruiz” tonight.",
        "Ruiz, management fears that the dam leaks.",
    ],
)
def test_nouns_objects_and_titles_are_no_cues(text: str) -> None:
    assert [one for one in _found(text) if one.kind is ClaimKind.DIRECT_QUOTE] == []


@pytest.mark.parametrize(
    "text",
    [
        "Ruiz said it was not true that the dam leaks.",
        "Ruiz said there was no truth in the rumour that the dam leaks.",
    ],
)
def test_what_is_said_to_be_untrue_is_denied(text: str) -> None:
    assert [one.polarity for one in _found(text)] == [Polarity.DENIES]


@pytest.mark.parametrize(
    "text",
    ["Weather: Rain in the east and snow", "Live: the budget as it happens", "Note: we erred"],
)
def test_headings_with_a_colon_name_no_speaker(text: str) -> None:
    assert [one for one in _found(text) if one.source is not None and one.cue is not None] == []
