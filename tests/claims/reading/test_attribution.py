from typing import NamedTuple

import pytest

from app.claims.reading.attribution import Attribution
from app.claims.reading.extraction import claims_by_rules
from app.claims.reading.hedging import is_hedged
from app.claims.reading.speech import attributions
from app.claims.reading.units import units_of
from app.claims.vocabulary import ClaimKind, Polarity


class Said(NamedTuple):
    content: str
    source: str | None
    cue: str | None


def _found(text: str) -> list[Attribution]:
    return attributions(text, list(units_of(text)))


def _said(text: str) -> list[Said]:
    return [
        Said(
            one.content.of(text),
            one.source and one.source.of(text),
            one.cue and one.cue.of(text),
        )
        for one in _found(text)
        if not one.topic and not one.question
    ]


def test_a_quotation_before_its_cue_belongs_to_the_speaker_behind_it() -> None:
    assert _said("“The dam leaks,” said Ana Ruiz.") == [Said("The dam leaks", "Ana Ruiz", "said")]


def test_a_quotation_before_speaker_and_cue_belongs_to_that_speaker() -> None:
    assert _said('"The dam leaks," Ruiz said on Monday.') == [Said("The dam leaks", "Ruiz", "said")]


def test_a_quotation_behind_a_colon_belongs_to_the_speaker_before_it() -> None:
    assert _said("Asked about the dam, engineer Ana Ruiz said: “It leaks.”") == [
        Said("It leaks.", "engineer Ana Ruiz", "said")
    ]


def test_a_quotation_behind_a_comma_belongs_to_the_speaker_before_it() -> None:
    assert _said("Ruiz said, “It leaks.”") == [Said("It leaks.", "Ruiz", "said")]


def test_a_quotation_that_goes_on_behind_the_cue_has_two_parts() -> None:
    assert _said("“It leaks,” Ruiz told The Gazette on Monday, “and it cracks.”") == [
        Said("It leaks", "Ruiz", "told"),
        Said("and it cracks.", "Ruiz", "told"),
    ]


def test_a_quotation_of_several_sentences_is_one_content() -> None:
    assert _said("“It leaks. It cracks. Nobody looks,” Ruiz said.") == [
        Said("It leaks. It cracks. Nobody looks", "Ruiz", "said")
    ]


def test_an_unclosed_quotation_is_one_content_up_to_the_end_of_its_paragraph() -> None:
    assert _said("Ruiz said: “It leaks. It cracks.\nThe road is shut.") == [
        Said("It leaks. It cracks.", "Ruiz", "said")
    ]


def test_a_quotation_alone_goes_on_with_the_speaker_before() -> None:
    found = _found("“It leaks,” Ruiz said. “It cracks.”")

    assert [one.continues for one in found] == [False, True]


def test_a_quotation_alone_belongs_to_the_subject_of_the_sentence_before() -> None:
    assert _said("Ruiz laughed at the idea. “It never leaked.”") == [
        Said("It never leaked.", "Ruiz", None)
    ]


def test_a_quotation_alone_that_opens_a_paragraph_has_no_source() -> None:
    assert _said("The town slept.\n“It never leaked at all.”") == [
        Said("It never leaked at all.", None, None)
    ]


def test_a_statement_quoted_within_a_sentence_belongs_to_its_subject() -> None:
    assert _said("He held up a sign with “Fix the dam now, please!” on it.") == [
        Said("Fix the dam now, please!", "He", None)
    ]


def test_words_held_at_arms_length_are_no_attribution() -> None:
    assert _said("The “safe” dam was closed.") == []


def test_a_thing_is_not_the_speaker_of_a_quotation_alone() -> None:
    assert _said("It was the end. “Nobody came to look.”") == [
        Said("Nobody came to look.", None, None)
    ]


def test_a_name_and_a_colon_attribute_a_quotation() -> None:
    assert _said("Ana Ruiz: “The dam leaks.”") == [Said("The dam leaks.", "Ana Ruiz", ":")]


@pytest.mark.parametrize("text", ["The big Lie: “dam”", "Ana Ruiz: nothing", "Ana Ruiz:"])
def test_a_colon_alone_does_not_attribute(text: str) -> None:
    assert _said(text) == []


def test_a_quotation_with_words_of_the_narrator_is_indirect() -> None:
    (found,) = _found("The dam is “leaking badly,” Ruiz said.")

    assert found.kind is ClaimKind.INDIRECT_QUOTE


def test_a_clause_with_quoted_words_is_the_content_rather_than_the_quotation_before() -> None:
    assert (
        _said("To cries of “Shame!,” Ruiz said the dam was safe.")[0].content == "the dam was safe"
    )


def test_that_introduces_a_content() -> None:
    assert _said("Ruiz said that the dam leaks.") == [Said("the dam leaks", "Ruiz", "said")]


def test_a_content_needs_no_that() -> None:
    assert _said("Ruiz said the dam leaks.") == [Said("the dam leaks", "Ruiz", "said")]


def test_time_and_place_between_cue_and_content_belong_to_neither() -> None:
    text = "Ruiz said late Tuesday in a statement on the matter that the dam leaks."

    assert _said(text) == [Said("the dam leaks", "Ruiz", "said")]


@pytest.mark.parametrize(
    "between",
    [
        "last week",
        "quietly",
        "on 4 May",
        "in May 2020",
        "at the town hall",
    ],
)
def test_adjuncts_before_that_are_skipped(between: str) -> None:
    assert _said(f"Ruiz said {between} that the dam leaks.")[0].content == "the dam leaks"


def test_a_programme_named_before_that_is_not_the_content() -> None:
    assert _said("Ruiz said on “Morning Call” that the dam leaks.")[0].content == "the dam leaks"


def test_a_clause_before_the_speaker_is_the_content() -> None:
    assert _said("But the dam leaks, Ruiz said.") == [Said("the dam leaks", "Ruiz", "said")]


def test_a_clause_around_the_speaker_is_one_content() -> None:
    assert _said("The dam, Ruiz said, would leak for years.")[0].content == (
        "The dam, Ruiz said, would leak for years"
    )


def test_the_hearer_is_not_part_of_the_content() -> None:
    assert _said("Ruiz told the town council the dam leaks.")[0].content == "the dam leaks"
    assert _said("Ruiz told them the dam leaks.")[0].content == "the dam leaks"
    assert _said("Ruiz told reporters that the dam leaks.")[0].content == "the dam leaks"


def test_according_to_attributes_the_clause_behind_it() -> None:
    assert _said("According to the water board, the dam leaks.") == [
        Said("the dam leaks", "the water board", "According to")
    ]


def test_according_to_takes_a_long_source_up_to_the_comma() -> None:
    assert _said("According to figures released by the board, the dam leaks.")[0].source == (
        "figures released by the board"
    )


def test_according_to_attributes_the_clause_before_it() -> None:
    assert _said("The dam leaks, according to Ruiz.") == [
        Said("The dam leaks", "Ruiz", "according to")
    ]


@pytest.mark.parametrize("text", ["They sorted it according to", "According to to", "According"])
def test_according_without_a_source_attributes_nothing(text: str) -> None:
    assert _said(text) == []


def test_a_participle_shares_the_speaker_of_the_cue_before() -> None:
    assert _said("“It leaks,” said Ruiz, noting that it was built in 1920.")[1] == Said(
        "it was built in 1920", "Ruiz", "noting"
    )


def test_a_participle_takes_the_subject_of_its_sentence() -> None:
    assert _said("The board met engineers, adding that the dam leaks.") == [
        Said("the dam leaks", "The board", "adding")
    ]


def test_a_statement_that_says_something_speaks_for_who_issued_it() -> None:
    assert _said("Ruiz issued a statement saying that the dam leaks.")[0].source == "Ruiz"


def test_a_second_verb_shares_the_speaker_and_ends_the_first_content() -> None:
    assert _said("Ruiz said that the dam leaks and added that it cracks.") == [
        Said("the dam leaks", "Ruiz", "said"),
        Said("it cracks", "Ruiz", "added"),
    ]


def test_a_participle_without_any_subject_attributes_nothing() -> None:
    assert _said(", adding that the dam leaks.") == []


def test_an_attribution_may_lie_within_another() -> None:
    assert [one.source for one in _said("Ruiz said that the board found that it leaks.")] == [
        "Ruiz",
        "the board",
    ]


def test_point_out_is_one_cue() -> None:
    assert _said("Ruiz pointed out that the dam leaks.")[0].content == "the dam leaks"


def test_a_headline_attributes_with_capitals() -> None:
    assert _said("Mayor Says 40 Dams Leak") == [Said("40 Dams Leak", "Mayor", "Says")]


def test_believing_attributes_and_hedges() -> None:
    (found,) = _found("Engineers believe the dam leaks.")

    assert found.hedged


@pytest.mark.parametrize(
    "addition",
    [
        " as crews began to dig",
        ", despite earlier promises",
        ", but he left",
        "; the road is shut",
        " - a blow to the town",
    ],
)
def test_what_the_narrator_adds_is_not_part_of_the_content(addition: str) -> None:
    assert _said(f"Ruiz said that the old dam leaks{addition}.")[0].content == "the old dam leaks"


@pytest.mark.parametrize(
    "rest", ["is known as the Wall", "leaks as it grows old", "- built in 1920 - leaks"]
)
def test_what_the_claimant_says_is_not_cut(rest: str) -> None:
    assert _said(f"Ruiz said that the old dam {rest}.")[0].content == f"the old dam {rest}"


@pytest.mark.parametrize(
    "subject",
    [
        "she",
        "Ana Ruiz",
        "Mr. J. Ruiz",
        "Ana Ruiz, the chief engineer,",
        "Ana Ruiz, the engineer, a former mayor,",
        "Ana Ruiz (Labour)",
        "Ana Ruiz and Bo Carr",
        "engineers of the water board",
        "A spokesman for the Ministry of Health",
        "Ana Ruiz, who built it,",
    ],
)
def test_a_subject_before_its_cue_is_found_whole(subject: str) -> None:
    assert _said(f"{subject} said that the dam leaks.")[0].source == subject.rstrip(",")


@pytest.mark.parametrize(
    "subject",
    [
        "she",
        "Ana Ruiz, the chief engineer of the board",
        "Ana Ruiz, 54",
        "Ana Ruiz (Labour)",
        "Ana Ruiz and Bo Carr",
        "the “Gazette”",
        "officials in Kyiv",
        "Ana Ruiz, who built it",
    ],
)
def test_a_subject_behind_its_cue_is_found_whole(subject: str) -> None:
    assert _said(f"“The dam leaks,” said {subject}.")[0].source == subject


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("On Monday the board said that it leaks.", "the board"),
        ("In a letter to Lee the board said that it leaks.", "the board"),
        ("In great anger Ruiz said that it leaks.", "Ruiz"),
        ("Last week, the board said that it leaks.", "the board"),
        ("The board on Monday said that it leaks.", "The board"),
        ("However, Ruiz also said that it leaks.", "Ruiz"),
        ("The road was shut and Ruiz said that it leaks.", "Ruiz"),
        ("He thinks the board said that it leaks.", "the board"),
        ("Ruiz, for example, said that it leaks.", "Ruiz"),
        ("When he's asked, he's said that it leaks.", "he"),
    ],
)
def test_a_subject_is_found_without_what_stands_around_it(text: str, subject: str) -> None:
    assert subject in [one.source for one in _said(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The dam was said that way by Lee.",
        "Rain is reported by the board.",
        "He wants to say that.",
        "The reports of floods were read aloud.",
        "The said that.",
        "Of said that.",
        "Said",
        ") said that it leaks.",
        ", said that it leaks.",
        ",, said that it leaks.",
        "This; Ruiz, said that it leaks.",
        "“A long quotation that nobody in the whole wide world has ever attributed” Lee, said that.",
        "Lee, and so on, said that it leaks.",
    ],
)
def test_what_has_no_subject_is_no_attribution_with_a_cue(text: str) -> None:
    assert [one for one in _said(text) if one.cue is not None] == []


@pytest.mark.parametrize(
    "text",
    [
        "“It leaks,” said on Monday.",
        "“It leaks,” said Ruiz was there.",
        "“It leaks,” said “Lee”",
        "“It leaks,” said",
    ],
)
def test_a_verb_behind_a_quotation_needs_a_subject(text: str) -> None:
    assert all(one.cue is None for one in _said(text))


def test_an_enumeration_behind_a_name_is_no_apposition() -> None:
    text = "“It leaks,” said Ruiz, he left, the board met."

    assert _said(text)[0].source == "Ruiz"


@pytest.mark.parametrize(
    "text",
    [
        "The board denied that the dam leaks.",
        "The board rejected claims that the dam leaks.",
        "The board refuted the allegation that the dam leaks.",
        "The board dismissed reports that the dam leaks.",
    ],
)
def test_a_denial_denies_its_content(text: str) -> None:
    (found,) = _found(text)

    assert found.polarity is Polarity.DENIES
    assert found.content.of(text) == "the dam leaks"


@pytest.mark.parametrize(
    "text", ["Ruiz did not say that it leaks.", "Ruiz didn't say that it leaks."]
)
def test_what_somebody_did_not_say_is_marked(text: str) -> None:
    assert [one.negated for one in _found(text)] == [True]


def test_a_cue_can_carry_the_hedge() -> None:
    assert _found("Ruiz reportedly said that it leaks.")[0].hedged


@pytest.mark.parametrize(
    ("text", "hedged"),
    [
        ("It could leak.", True),
        ("He is said to own a dam.", True),
        ("It leaks in May.", False),
        ("It closed by 31 May, a year after May 2020.", False),
        ("The Mayor left.", False),
        ("Nobody could agree.", False),
        ("Nobody in the town could agree.", False),
        ("Lorries could not safely cross.", False),
        ("Nobody looked, so it could leak.", True),
        ("It could not hold and may leak.", True),
        ("It may leak.", True),
        ("It leaks.", False),
    ],
)
def test_hedging_is_read_off_the_words(text: str, hedged: bool) -> None:  # noqa: FBT001
    assert is_hedged(text) is hedged


def test_hostile_sentences_give_up_after_a_few_cues() -> None:
    assert len(_found("Ruiz said that " * 90)) <= 12


def test_a_denial_stays_one_before_a_later_clause_with_a_cue_of_its_own() -> None:
    (found,) = _found(
        "The board denied that the pier is closing, days after two men told crews to go."
    )

    assert found.polarity is Polarity.DENIES


@pytest.mark.parametrize(
    "sequel",
    [
        "days after two men told crews to go",
        "a week after Bo Carr said that it leaks",
        "two years before engineers warned that it leaks",
        "after the engineers in the valley said that it leaks",
        "while engineers told reporters that it leaks",
    ],
)
def test_what_came_before_or_after_is_not_part_of_the_content(sequel: str) -> None:
    first = _said(f"Ruiz denied that the pier is closing, {sequel}.")[0]

    assert first == Said("the pier is closing", "Ruiz", "denied")


def test_a_claimant_is_not_a_whole_clause() -> None:
    text = "The pier is closed, hours after engineers in two towns said that it leaks."

    assert [one.source for one in _said(text)] == ["engineers in two towns"]


def test_a_time_within_the_content_stays_there() -> None:
    assert _said("Ruiz said that it leaked, cracked and broke after rain.")[0].content == (
        "it leaked, cracked and broke after rain"
    )


def test_a_percentage_sign_belongs_to_the_content() -> None:
    assert _said("Ruiz said that traffic fell by 4%.")[0].content == "traffic fell by 4%"


def test_the_month_before_a_cue_is_no_hedge() -> None:
    (found,) = _found("The board in May said that the dam leaks.")

    assert not found.hedged


@pytest.mark.parametrize(
    "opener",
    [
        "They wait until the doctor",
        "They wait until",
        "They pay unless the doctor",
        "They pay if their doctor",
        "They leave once the doctor",
        "They left before the doctor",
        "They asked whether",
    ],
)
def test_a_condition_is_no_attribution(opener: str) -> None:
    subject = "" if opener.endswith(("doctor", "Lee")) else " Ann Lee"

    assert _said(f"{opener}{subject} says that the dam leaks.") == []


def test_a_condition_before_the_speaker_leaves_the_attribution() -> None:
    text = "Before the board met, Ruiz said that the dam leaks."

    assert _said(text)[0].source == "Ruiz"


def test_a_ferry_moored_before_a_place_is_no_condition() -> None:
    assert _said("The man standing before the board said that it leaks.")[0].source == (
        "The man standing before the board"
    )


@pytest.mark.parametrize(
    "source", ["Ana Ruiz, 54, a retired teacher", "the council's spokesman, Tom Hale"]
)
def test_age_role_and_name_belong_to_the_subject_on_either_side(source: str) -> None:
    assert _said(f"“The dam leaks,” said {source}.")[0].source == source
    assert _said(f"{source}, said that the dam leaks.")[0].source == source


@pytest.mark.parametrize(
    "text",
    [
        "The harbour board neither confirmed nor denied that 40 boats were sold.",
        "The harbour board did not confirm or deny that 40 boats were sold.",
        "Neither Ruiz nor Carr said that 40 boats were sold.",
        "Ruiz did not resign, nor did he say that 40 boats were sold.",
        "The board neither met the skippers nor told them that 40 boats were sold.",
        "Nobody said that 40 boats were sold.",
    ],
)
def test_neither_and_nor_deny_the_saying(text: str) -> None:
    assert all(one.negated for one in _found(text))


@pytest.mark.parametrize(
    "text",
    [
        "The skipper spread false claims that he sold 40 boats.",
        "Or claims that he sold 40 boats.",
        "As claims that he sold 40 boats.",
    ],
)
def test_a_word_without_an_article_does_not_make_a_noun_a_cue(text: str) -> None:
    assert _said(text) == []


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The head of research claims that the dam leaks.", "The head of research"),
        ("He thinks management claims that the dam leaks.", "management"),
        ("In winter, management claims that the dam leaks.", "management"),
        ("Old engineers from all five towns report that it leaks.", None),
        ("Very old hands claims that it leaks.", None),
    ],
)
def test_a_subject_without_an_article_still_claims(text: str, source: str | None) -> None:
    sources = [one.source for one in _said(text)]

    assert sources
    assert source is None or source in sources


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Half of the boats left the port in 2024, the guild OSTB claims.", "the guild OSTB"),
        ("Half of the boats left the port in 2024, Ana Ruiz claims.", "Ana Ruiz"),
        ("Fees rise each year, the skippers' guild claims", "the skippers' guild"),
        ("Half of the boats were sold, the Gazette reports.", "the Gazette"),
    ],
)
def test_a_cue_in_the_present_ends_the_sentence_it_attributes(text: str, source: str) -> None:
    (said,) = _said(text)

    assert said.source == source
    assert text.startswith(f"{said.content}, ")


def test_a_cue_in_the_present_stands_behind_a_quotation() -> None:
    assert _said("“40 boats were sold,” the guild claims.") == [
        Said("40 boats were sold", "the guild", "claims")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The board ignored the report, the rumours and the claims.",
        "The board ignored the report, bribery claims.",
        "Claims.",
        "They were claims.",
    ],
)
def test_claims_at_the_end_of_an_enumeration_are_nouns(text: str) -> None:
    assert _said(text) == []


@pytest.mark.parametrize("verb", ["admitted", "conceded", "acknowledged", "confirmed"])
def test_what_somebody_admits_is_attributed(verb: str) -> None:
    assert _said(f"Ruiz {verb} that 40 boats were sold.") == [
        Said("40 boats were sold", "Ruiz", verb)
    ]
    assert _said(f"“40 boats were sold,” Ruiz {verb}.") == [
        Said("40 boats were sold", "Ruiz", verb)
    ]


def test_admitting_is_spelt_with_a_double_letter() -> None:
    assert _said("Ruiz met skippers, admitting that it leaks.")[0].cue == "admitting"


@pytest.mark.parametrize(
    "verdict", ["“nonsense”", "“a fairy tale”", "baseless", "a complete lie", "entirely untrue"]
)
def test_the_verdict_on_what_is_dismissed_is_not_its_content(verdict: str) -> None:
    text = f"Ruiz dismissed claims that he sold 40 boats as {verdict}."

    assert _said(text)[0].content == "he sold 40 boats"


@pytest.mark.parametrize(
    "rest", ["was known as “the Wall”", "was used as storage", "was shut as a gale of rain came in"]
)
def test_what_is_denied_may_have_an_as_of_its_own(rest: str) -> None:
    assert _said(f"Ruiz denied that the dam {rest}.")[0].content == f"the dam {rest}"


def test_what_else_the_claimant_did_behind_quoted_words_is_not_the_content() -> None:
    text = "Ruiz told the Gazette the port “sold 40 boats for nothing” and demanded an audit."

    assert _said(text)[0].content == "the port “sold 40 boats for nothing”"


def test_what_a_body_did_behind_quoted_words_is_the_content() -> None:
    text = "Ruiz said the port “sold 40 boats for nothing” and lost the rest."

    assert _said(text)[0].content.endswith("lost the rest")


@pytest.mark.parametrize(
    ("document", "source"),
    [
        ("figures published on Friday by the Pier Office", True),
        ("a report compiled by Tarn University", True),
        ("a survey by the Pier Office", True),
        ("figures published on Friday", False),
        ("figures published, on Friday, by the Pier Office", False),
        ("figures published by and for the Pier Office", False),
    ],
)
def test_a_document_is_named_with_who_published_it(document: str, source: bool) -> None:  # noqa: FBT001
    text = f"Landings fell by 4 percent, according to {document}."

    assert (_said(text)[0].source == document) is source


@pytest.mark.parametrize("time", ["9:25 p.m.", "9 p.m.", "0:05 a.m."])
def test_a_quotation_begins_behind_a_time_and_its_colon_introduces_nothing(time: str) -> None:
    text = f"Skipper Ana Ruiz said the dam broke at {time} \u201cThree boats sank,\u201d she said."

    assert _said(text) == [
        Said(f"the dam broke at {time[:-1]}", "Skipper Ana Ruiz", "said"),
        Said("Three boats sank", "she", "said"),
    ]


def test_a_quotation_begins_behind_the_name_of_a_company() -> None:
    text = "The dam belongs to Sund Inc. \u201cThree boats sank,\u201d said Ana Ruiz, a skipper."

    assert _said(text) == [Said("Three boats sank", "Ana Ruiz, a skipper", "said")]


@pytest.mark.parametrize(
    ("trade", "name"),
    [
        ("housing minister", "Ann Roe"),
        ("building worker", "Ann Roe"),
        ("mining company boss", "Ann Roe"),
        ("shipping magnate", "Ann Roe"),
        ("acting mayor", "Ann Roe"),
    ],
)
def test_a_trade_may_open_with_a_word_that_looks_like_a_participle(trade: str, name: str) -> None:
    text = f"The mayor came. “The bridge closed on Monday at noon,” {trade} {name} said."

    [claim] = [each for each in claims_by_rules(text) if each.claimant]

    assert claim.claimant is not None
    assert claim.claimant.name == name


def test_nobody_is_not_who_says_a_quotation() -> None:
    text = "Nobody knew of the vault. “There was a smell like that of an old suit in there.”"

    assert [claim.claimant for claim in claims_by_rules(text) if claim.claimant] == []


@pytest.mark.parametrize("verb", ["found", "opened", "woke in", "heard noises in"])
def test_a_pronoun_means_the_subject_of_the_sentence_before(verb: str) -> None:
    text = f"Baker Tom Hale {verb} the cellar on Monday. “They cut the fence and were gone in six minutes,” he said."

    claim = claims_by_rules(text)[-1]

    assert claim.claimant is not None
    assert claim.claimant.name == "Tom Hale"


def test_what_is_counted_in_thousands_is_not_who_says_it() -> None:
    text = "A ministry official, who asked not to be named, said 1,240 flats in the Haugen district are unsafe."

    [claim] = claims_by_rules(text)

    assert claim.claimant is not None
    assert claim.claimant.name == "ministry official"
    assert claim.text == "1,240 flats in the Haugen district are unsafe"


def test_those_who_speak_may_be_counted_in_hundreds_and_thousands() -> None:
    assert _said("The dam leaks, said 200 engineers.")[0].source == "200 engineers"
    assert _said("The dam leaks, according to 1,200 farmers.")[0].source == "1,200 farmers"
