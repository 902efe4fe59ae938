import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.claims.reading.sentences import LONGEST_SENTENCE, Span, paragraphs, sentences


def _sentences(text: str) -> list[str]:
    return [one.of(text) for part in paragraphs(text) for one in sentences(text, part)]


def test_each_line_is_a_paragraph() -> None:
    text = "The mill closed.\n\n  Nobody was hurt. \r\nit reopened in May."

    assert [part.of(text) for part in paragraphs(text)] == [
        "The mill closed.",
        "Nobody was hurt.",
        "it reopened in May.",
    ]


def test_a_line_that_goes_on_in_lower_case_belongs_to_the_next() -> None:
    text = "The council closed the old\nmill by the river.\nIt reopened."

    assert [part.of(text) for part in paragraphs(text)] == [
        "The council closed the old\nmill by the river.",
        "It reopened.",
    ]


def test_a_blank_line_always_ends_a_paragraph() -> None:
    assert len(paragraphs("The council closed\n\nmills by the river")) == 2


def test_a_sentence_ends_at_a_full_stop_but_not_behind_an_abbreviation() -> None:
    assert _sentences("Dr. Lee left. The U.S. team stayed.") == [
        "Dr. Lee left.",
        "The U.S. team stayed.",
    ]


@pytest.mark.parametrize(
    "name",
    [
        "Dep. Mayor Hale",
        "Pte. Tom Hale",
        "Cal. Supreme Court",
        "Asst. Dep. Chief Hale",
        "Adj. Gen. Hale",
        "Const. Hale",
        "Revd. Tom Hale",
        "Ald. Hale",
        "Abp. Hale",
        "Ens. Hale",
        "Comm. Hale",
        "Commr. Hale",
        "Secy. Hale",
        "Sra. Hale",
    ],
)
def test_no_sentence_ends_inside_a_titled_name(name: str) -> None:
    text = f"On Monday {name} closed the mill."

    assert _sentences(text) == [text]


def test_no_sentence_starts_with_a_lower_case_letter() -> None:
    assert _sentences("The head of the port. authority resigned. Ships wait.") == [
        "The head of the port. authority resigned.",
        "Ships wait.",
    ]


def test_sentences_inside_a_quotation_keep_their_places() -> None:
    text = "“We waited. Nobody came.” Lee went home."

    assert _sentences(text)[:2] == ["“We waited.", "Nobody came.”"]


def test_text_without_full_stops_is_cut_at_white_space() -> None:
    found = _sentences("word " * 2_000)

    assert all(len(one) <= LONGEST_SENTENCE for one in found)
    assert "".join(found).replace(" ", "") == "word" * 2_000


def test_an_endless_word_is_cut_anywhere() -> None:
    assert sum(len(one) for one in _sentences("a" * 5_000)) == 5_000


def test_a_paragraph_of_nothing_but_full_stops_is_not_split() -> None:
    assert len(_sentences("A. " * 1_000)) == 2


def test_a_span_contains_itself_and_what_lies_inside() -> None:
    assert Span(2, 9).contains(Span(2, 9))
    assert Span(2, 9).contains(Span(3, 4))
    assert not Span(2, 9).contains(Span(1, 4))


def test_spans_cross_only_when_each_has_a_part_of_its_own() -> None:
    assert Span(0, 5).crosses(Span(3, 8))
    assert not Span(0, 5).crosses(Span(1, 3))
    assert not Span(0, 5).crosses(Span(5, 8))


def test_a_span_of_white_space_trims_to_nothing() -> None:
    trimmed = Span(0, 3).trimmed("   ")

    assert trimmed.start == trimmed.end


@given(st.text(alphabet=st.sampled_from("aB .?!\n\r\t\u00a0“”\"'é1"), max_size=200))
def test_sentences_hold_every_visible_character_once(text: str) -> None:
    kept = "".join("".join(_sentences(text)).split())

    assert kept == "".join(text.split())


def test_an_article_in_lower_case_starts_a_sentence_behind_a_complete_one() -> None:
    assert _sentences(
        "Fees rose by 4 percent. the mayor, Bo Carr, said boats left. Ships wait."
    ) == [
        "Fees rose by 4 percent.",
        "the mayor, Bo Carr, said boats left.",
        "Ships wait.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Boats from the U.S. the mayor had bought sank.",
        "Boats were sold in Sept. the year before.",
        "The head of the port. the authority resigned.",
        "Boats were shut out. master Carr left.",
    ],
)
def test_an_article_in_lower_case_goes_on_behind_an_abbreviation_or_a_fragment(text: str) -> None:
    assert _sentences(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "The goats grazed in the park.| Keepers came at dawn.",
        "She sold the yard to Sund Bank.| Two clerks signed.",
        "He lost the tax.| \u201cIt was mine,\u201d he said.",
        "Boats left in the sun.| Nobody swam.",
        "Skippers met in the pub.| Nobody swam.",
        "Boats leave every Sun. Nobody swims.",
        "Boats pay approx. Forty crowns.",
        "The boat of Gov. Brask sank off St. Orrin.",
    ],
)
def test_a_plain_word_ends_a_sentence_where_an_abbreviation_does_not(text: str) -> None:
    assert _sentences(text.replace("|", "")) == [one.strip() for one in text.split("|")]


@pytest.mark.parametrize(
    "text",
    [
        "The ferry sailed at 6:05 a.m.| \u201cNobody was aboard,\u201d said Bo Carr.",
        "The ferry is run by Sund Ltd.| \u201cIt sank,\u201d said Bo Carr.",
        'The ferry is run by Sund Ltd.| "It sank," said Bo Carr.',
        "The ferry sails from the U.S.| \u2018It sank,\u2019 said Bo Carr.",
        "The ferry sails at 6 p.m. \u201cNight boats\u201d sail later.",
        "The ferry was built by Mr. \u201cBig Bo,\u201d a smith.",
    ],
)
def test_a_sentence_ends_at_an_abbreviation_before_a_quoted_sentence(text: str) -> None:
    assert _sentences(text.replace("|", "")) == [one.strip() for one in text.split("|")]
