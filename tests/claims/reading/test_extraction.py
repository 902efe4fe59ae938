from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.claims.check_worthiness import by_rules
from app.claims.reading.extraction import MOST_SCORED, READER, is_statement, read_claims
from app.claims.reading.hedging import is_hedged
from app.claims.reading.sentences import Span
from app.claims.vocabulary import ClaimKind, FoundClaim, Polarity
from tests.growth import takes_linear_time

DIRTY_ARTICLE = """The Harbour Board on Tuesday denied that it was planning to close the northern pier as crews began to fence off the quay.
port offices in Tarn And Ostby the towns announced that they would write to fishermen about new permits.
“We have asked every skipper…it is a routine matter”, said Ana Ruiz, the Tarn port harbour. master, noting that there was “no closing plan”.
Asked about the letters by the press, Board spokesman Tom Hale said: “This is normal. Permits must be renewed.
However, port clerks reportedly offered skippers money for their boats, according to the local news site Tidewatch. saidquoting harbour sources from Tarn.
In May, freelance reporters Ann Lee and Bo Carr reported that the board has drawn up a list of 1,200 boats.
Although the list is not due before 2026, a draft is ready, according to the report.
It would probably help buyers along the coast, Lee and Carr said.
The sale by the board of 40 boats in June led to the departure of hundreds of fishermen.
Observers believe the board could sell the pier, despite denials.
"""

PIECES = st.sampled_from(
    [
        "Ana Ruiz",
        "Ruiz",
        "she",
        "said",
        "denied",
        "that",
        "adding",
        "according to",
        "the board",
        "the dam leaks",
        "told",
        "reporters",
        "14 boats",
        "and",
        "was",
        "“",
        "”",
        '"',
        "'",
        "’",
        ",",
        ".",
        ":",
        "(",
        ")",
        "—",
        "\n",
        "\n\n",
        "Mr.",
    ]
)


def _claim(text: str, part: str) -> FoundClaim:
    return next(claim for claim in read_claims(text, by_rules) if part in claim.text)


def _name(claim: FoundClaim) -> str | None:
    return None if claim.claimant is None else claim.claimant.name


def _role(claim: FoundClaim) -> str | None:
    return None if claim.claimant is None else claim.claimant.role


def test_the_reader_has_a_version() -> None:
    assert READER == "reader@7"


@pytest.mark.parametrize(
    ("part", "name", "role"),
    [
        ("planning to close", "Harbour Board", None),
        ("every skipper", "Ana Ruiz", "Tarn port harbour master"),
        ("no closing plan", "Ana Ruiz", "Tarn port harbour master"),
        ("This is normal", "Tom Hale", "Board spokesman"),
        ("offered skippers", "Tidewatch", "local news site"),
        ("1,200 boats", "Ann Lee and Bo Carr", "freelance reporters"),
        ("a draft is ready", "Ann Lee and Bo Carr", "freelance reporters"),
        ("help buyers", "Ann Lee and Bo Carr", "freelance reporters"),
        ("hundreds of fishermen", None, None),
        ("could sell", "Observers", None),
    ],
)
def test_a_dirty_article_is_read_with_its_claimants(
    part: str, name: str | None, role: str | None
) -> None:
    claim = _claim(DIRTY_ARTICLE, part)

    assert (_name(claim), _role(claim)) == (name, role)


def test_a_denial_is_what_is_denied_without_the_circumstance() -> None:
    claim = _claim(DIRTY_ARTICLE, "northern pier")

    assert claim.polarity is Polarity.DENIES
    assert claim.text == "it was planning to close the northern pier"


def test_an_unclosed_quotation_is_one_claim() -> None:
    claim = _claim(DIRTY_ARTICLE, "This is normal")

    assert claim.kind is ClaimKind.DIRECT_QUOTE
    assert claim.text == "This is normal. Permits must be renewed."


@pytest.mark.parametrize("part", ["offered skippers", "could sell", "help buyers"])
def test_what_the_text_itself_doubts_is_hedged(part: str) -> None:
    assert _claim(DIRTY_ARTICLE, part).hedged


def test_claims_come_in_reading_order() -> None:
    places = [(claim.start, -claim.end) for claim in read_claims(DIRTY_ARTICLE, by_rules)]

    assert places == sorted(places)


def test_a_factual_sentence_of_the_narrator_is_a_statement_of_nobody() -> None:
    (claim,) = read_claims("The port lost 1,400 jobs between March and June.", by_rules)

    assert claim.kind is ClaimKind.STATEMENT
    assert (claim.claimant, claim.cue) == (None, None)
    assert claim.text == "The port lost 1,400 jobs between March and June."


@pytest.mark.parametrize(
    "sentence",
    [
        "Why did the port lose 1,400 jobs in March?",
        "Read more: how 1,400 jobs were lost in March.",
        "Subscribe to our letter, which 1,400 people have read.",
        "© 2024 The Tarn Gazette was founded in 1920.",
        "By Ann Lee, who has covered 14 ports since 2001",
        "Thank you for the 1,400 letters that were sent.",
        "I was told of 1,400 jobs in March.",
        "The jobs of 2024:",
        "Lost 14 jobs.",
        "Our dear old lovely northern harbour town",
    ],
)
def test_questions_greetings_opinions_and_boilerplate_are_not_statements(sentence: str) -> None:
    assert not is_statement(sentence)


def test_sentences_that_are_hardly_worth_checking_are_no_claims() -> None:
    assert read_claims("They might be wrong about it all.", by_rules) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Skippers have reportedly been asked to sell their boats in the harbour.",
        "The legal limit is 12 grams.",
        "The pier was closed to boats on Friday.",
    ],
)
def test_a_plain_report_of_an_event_or_a_limit_is_a_statement(sentence: str) -> None:
    assert is_statement(sentence)


def test_a_pronoun_that_means_nobody_leaves_the_claim_without_claimant() -> None:
    (claim,) = read_claims("It said that the port lost 14 jobs.", by_rules)

    assert claim.claimant is None


@pytest.mark.parametrize(
    "text",
    [
        "“Did the port lose 1,400 jobs?” Lee said.",
        "“Thank you all for the 14 boats,” Lee said.",
        "“I'm so happy about the 14 boats,” Lee said.",
        "“Not me,” Lee said.",
        "I think the port lost 1,400 jobs.",
        "Lee did not say that the port lost 1,400 jobs.",
    ],
)
def test_questions_greetings_feelings_and_silence_are_not_claims(text: str) -> None:
    assert read_claims(text, by_rules) == []


def test_a_quotation_alone_goes_on_with_the_speaker_before() -> None:
    claims = read_claims("“The port lost 14 jobs,” Ann Lee said. “The pier is closed.”", by_rules)

    assert [_name(claim) for claim in claims] == ["Ann Lee", "Ann Lee"]


def test_a_quotation_of_nobody_has_no_claimant() -> None:
    (claim,) = read_claims("“The port lost 14 jobs.”", by_rules)

    assert claim.claimant is None


def test_what_one_claimant_repeats_is_one_claim_at_its_first_place() -> None:
    text = "Ann Lee said that the pier has closed. Later Lee said the pier has closed."

    assert [claim.start for claim in read_claims(text, by_rules)] == [text.index("the pier")]


def test_what_two_claimants_say_alike_is_two_claims() -> None:
    text = "Ann Lee said that the pier has closed. Bo Carr said the pier has closed."

    assert len(read_claims(text, by_rules)) == 2


def test_an_empty_article_has_no_claims() -> None:
    assert read_claims("", by_rules) == []


def _assert_lawful(text: str) -> None:
    claims = read_claims(text, by_rules)
    assert read_claims(text, by_rules) == claims
    for claim in claims:
        assert text[claim.start : claim.end] == claim.text == claim.text.strip() != ""
        assert 0.0 <= claim.check_worthiness <= 1.0
        if claim.claimant is not None:
            assert 0 <= claim.claimant.start < claim.claimant.end <= len(text)
    spans = [Span(claim.start, claim.end) for claim in claims]
    assert not any(one.crosses(other) or one == other for one, other in combinations(spans, 2))


@given(st.lists(PIECES, max_size=60).map(" ".join))
@settings(max_examples=300, deadline=None)
def test_claims_of_broken_news_are_exact_slices_that_never_cross(text: str) -> None:
    _assert_lawful(text)


@given(st.text(max_size=400))
@settings(deadline=None)
def test_any_text_is_read(text: str) -> None:
    _assert_lawful(text)


@given(st.lists(st.sampled_from(DIRTY_ARTICLE.split(" ")), max_size=80).map(" ".join))
@settings(deadline=None)
def test_shuffled_news_is_read(text: str) -> None:
    _assert_lawful(text)


@pytest.mark.parametrize(
    "piece",
    [
        '"',
        "\n",
        "a",
        "said ",
        "“”",
        "'",
        "? A",
        "that said ",
        "x said, y, ",
        "said Lee, 71, ",
        "It said that the dam leaks.\n",
        "Lee said that the dam leaks.\n",
        "her claim that ",
        "asked whether ",
        "LEE: it is so\n",
        "“A.”\n— Lee\n",
        "‘a “b” ",
        "told by the army that ",
        "Vet Abel Karrow. The vet said it is so.\n",
    ],
)
def test_hostile_text_is_read_in_linear_time(piece: str) -> None:
    assert takes_linear_time(lambda text: read_claims(text, by_rules), piece, 80_000)


@pytest.mark.parametrize(
    "sentence",
    [
        "Poverty rose by 6.1 percent in April 2024.",
        "Poverty in Norland rose to 6.1 percent in April 2024.",
        "Theft fell by 12 percent in 2024.",
        "The pier cost £40m.",
        "The pier cost €3bn.",
        "Poverty in Tarn stood at 6.1 percent in April, the highest in the county.",
    ],
)
def test_a_bare_noun_can_be_the_subject_of_a_statement(sentence: str) -> None:
    assert [claim.text for claim in read_claims(sentence, by_rules)] == [sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        "Asked whether 40 more boats were for sale, Ruiz declined to comment.",
        "The port office in Tarn did not respond to a request for comment on Monday.",
        "Ruiz, who sold 40 boats in 2024, could not be reached.",
        "The guild was not available for comment on Monday, 3 May 2024.",
        "The Tarn police and the 40 skippers didn't immediately reply.",
    ],
)
def test_silence_is_no_statement(sentence: str) -> None:
    assert read_claims(sentence, by_rules) == []


def test_what_a_body_did_not_react_to_is_a_statement() -> None:
    assert is_statement("The council did not respond to the floods of 2024, when 300 homes sank.")


def test_a_sentence_in_lower_case_keeps_its_own_claimant() -> None:
    text = "Fees in Tarn rose by 4 percent. the chief executive, Bo Carr, said landings fell again."

    found = [(claim.text, _name(claim)) for claim in read_claims(text, by_rules)]

    assert found == [
        ("Fees in Tarn rose by 4 percent.", None),
        ("landings fell again", "Bo Carr"),
    ]


def test_a_sentence_without_a_verb_that_counts_victims_is_a_claim() -> None:
    sentence = "Two dead and six missing after an avalanche above the village of Stolm on Sunday."

    assert [claim.text for claim in read_claims(sentence, by_rules)] == [sentence]


@pytest.mark.parametrize(
    "quotation", ["Goodbye, and God bless you all,", "Oh my goodness, 40 boats,"]
)
def test_farewells_and_exclamations_are_no_claims(quotation: str) -> None:
    assert read_claims(f"“{quotation}” said Ann Lee.", by_rules) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "The maker stopped short of admitting that 400 brakes failed in 2020.",
        "The regulator would not be drawn on the fine of £40m in 2020.",
    ],
)
def test_what_nobody_would_say_is_no_claim(sentence: str) -> None:
    assert read_claims(sentence, by_rules) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "It is thought that the boats of 2020 sank.",
        "Two of the 40 skippers are feared dead.",
        "The boats are rumoured to be in Tarn.",
    ],
)
def test_hearsay_is_hedged(sentence: str) -> None:
    assert is_hedged(sentence)


FIRST_ARTICLES = [
    "Mayor Ruta Lind denied that the Orrin council closed 12 bridges in 2024. “We closed two,” she said.",
    "The Orrin council sold 40 boats in May. According to Ruta Lind, they cost £40m.",
    "“Nobody asked us about 40 boats,” Ruta Lind told the Courier, “and nobody paid.”",
    "Orrin lost 300 jobs in 2023, a survey by the Lind Institute found.",
]
SECOND_ARTICLES = [
    "Engineer Bo Dahl said that the Tarn dam leaks. He added that 14 cracks were found in 2022.",
    "The Tarn board fined 6 skippers in June. “It was fair,” said Bo Dahl, its chairman.",
    "Bo Dahl’s claim that 90 seals died in Tarn has been checked by nobody.",
    "“The dam leaks badly, and nobody looks.” — Bo Dahl",
]


@given(st.sampled_from(FIRST_ARTICLES), st.sampled_from(SECOND_ARTICLES))
@settings(max_examples=16, deadline=None)
def test_two_articles_joined_by_a_blank_line_are_read_as_the_two(first: str, second: str) -> None:
    joined = read_claims(f"{first}\n\n{second}", by_rules)

    apart = [
        (claim.text, claim.kind, claim.polarity, claim.claimant and claim.claimant.name)
        for text in (first, second)
        for claim in read_claims(text, by_rules)
    ]
    assert [
        (claim.text, claim.kind, claim.polarity, claim.claimant and claim.claimant.name)
        for claim in joined
    ] == apart


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("taxes rose by 4.5% in May", "taxes rose by 5.4% in May"),
        ("the bridge cost $40m in all", "the bridge cost £40m in all"),
        ("the pier is closed for good", "the pier was closed for good"),
        ("the mayor had sued the builder", "the builder had sued the mayor"),
    ],
)
def test_claims_that_differ_in_a_figure_a_tense_or_an_order_are_two(one: str, other: str) -> None:
    assert len(read_claims(f"Ann Lee said {one}. Ann Lee said {other}.", by_rules)) == 2


@pytest.mark.parametrize(
    "sentence",
    [
        "By the end of 2024 the council had spent £40m on the pier.",
        "WHO figures show that 40 people died in March.",
        "World War I ended in 1918 after four years.",
        "Credit card debt rose by 5 percent in 2024.",
        "The dam burst on Monday in Tarn, where 40 people live.",
    ],
)
def test_facts_that_look_like_labels_are_statements(sentence: str) -> None:
    assert is_statement(sentence)


@pytest.mark.parametrize(
    "text",
    [
        "Did Senator Price say “teachers should be fired at once”?",
        "Mayor Ada Brook will say on Monday that the pier cost £40m.",
        "Ada Brook retracted her claim that taxes had fallen by 4 percent.",
        "Correction: An earlier version of this article said that Ann Lee was fired in 2020.",
        "Gil Santos in Tarn contributed to this report in March 2024.",
    ],
)
def test_questions_plans_retractions_and_notes_of_editors_are_no_claims(text: str) -> None:
    assert [claim for claim in read_claims(text, by_rules) if claim.claimant is not None] == []


def test_of_a_very_long_text_the_most_promising_sentences_are_scored() -> None:
    asked: list[int] = []

    def worth(sentences: Sequence[str]) -> list[float]:
        asked.append(len(sentences))
        return [1.0 for _ in sentences]

    claims = read_claims(
        "".join(f"The port of Tarn lost {n} jobs in March. " for n in range(MOST_SCORED + 200)),
        worth,
    )

    assert asked == [MOST_SCORED]
    assert sum(claim.check_worthiness == 1.0 for claim in claims) == MOST_SCORED
