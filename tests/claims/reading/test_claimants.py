import pytest

from app.claims.reading.claimants import Claimants
from app.claims.reading.extraction import claims_by_rules
from app.claims.reading.mentions import Named, Sort, read_mention
from app.claims.reading.sentences import Span
from app.claims.reading.units import units_of
from app.claims.vocabulary import ClaimKind, Mention

Resolved = tuple[str | None, str | None]


def _resolve(text: str, *printed: str) -> list[Resolved]:
    claimants = Claimants(text, list(units_of(text)))
    found: list[Resolved] = []
    place = 0
    for mention in printed:
        place = text.index(mention, place)
        meant = claimants.resolve(Span(place, place + len(mention)))
        found.append((None, None) if meant is None else (meant.name, meant.role))
        place += len(mention)
    return found


def _last(text: str, printed: str, *before: str) -> Resolved:
    """Whom the last place of `printed` means, once the mentions before it have spoken."""
    claimants = Claimants(text, list(units_of(text)))
    places = [*(text.index(one) for one in before), text.rindex(printed)]
    for place, mention in zip(places, [*before, printed], strict=True):
        meant = claimants.resolve(Span(place, place + len(mention)))
    return (None, None) if meant is None else (meant.name, meant.role)


@pytest.mark.parametrize(
    ("printed", "name", "role", "sort"),
    [
        ("Ana Ruiz", "Ana Ruiz", None, Sort.PERSON),
        ("port spokesman Tom Hale", "Tom Hale", "port spokesman", Sort.PERSON),
        ("a 61-year-old woman", "61-year-old woman", None, Sort.BODY),
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
        ("Port Minister Tom Hale", "Tom Hale", "Port Minister", Sort.PERSON),
        ("Port Minister Hale", "Hale", "Port Minister", Sort.PERSON),
        ("Old Tarn Mayor Tom Hale", "Tom Hale", "Old Tarn Mayor", Sort.PERSON),
        ("the Pilots and Officers Union", "Pilots and Officers Union", None, Sort.SEVERAL),
        ("Student Union", "Student Union", None, Sort.BODY),
        ("Martin Luther King Jr", "Martin Luther King Jr", None, Sort.BODY),
        ("The port's spokesman, Tom Hale", "Tom Hale", "port's spokesman", Sort.PERSON),
        ("the mayor, Dr. Ana Ruiz, 54", "Ana Ruiz", "mayor", Sort.PERSON),
        ("Two pilots, Ann Lee and Bo Carr", "Ann Lee and Bo Carr", "Two pilots", Sort.SEVERAL),
        ("the head of the port, Tom Hale, a sailor", "Tom Hale", "head of the port", Sort.PERSON),
        ("the spokesman, who left", "spokesman", None, Sort.BODY),
        ("Ana Ruiz, 54", "Ana Ruiz", None, Sort.PERSON),
        ("Ana Ruiz (54)", "Ana Ruiz", None, Sort.PERSON),
        ("Ana Ruiz, aged 54, a retired nurse", "Ana Ruiz", "retired nurse", Sort.PERSON),
        ("Ana Ruiz, a retired nurse, 54", "Ana Ruiz", "retired nurse", Sort.PERSON),
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
    assert _resolve(f"Then {pronoun} left.", pronoun) == [(None, None)]


def test_the_first_person_is_not_resolved() -> None:
    assert _resolve("Ann Lee spoke. Then I left.", "Ann Lee", "I")[1] == (None, None)


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


def test_a_surname_takes_the_title_that_another_mention_has() -> None:
    text = "Port Minister Ana Ruiz spoke. Then Ruiz left."

    assert _resolve(text, "Port Minister Ana Ruiz", "Ruiz")[1] == ("Ana Ruiz", "Port Minister")


@pytest.mark.parametrize(
    ("first", "role"),
    [
        ("Mayor Ana Ruiz came.", "Mayor"),
        ("In Tarn, old port commissioner Ana Ruiz came.", "old port commissioner"),
        ("They met Tarn Mayor Ana Ruiz there.", "Tarn Mayor"),
        (
            "Ana Ruiz, professor of law at Tarn University, came.",
            "professor of law at Tarn University",
        ),
        ("Ana Ruiz, 54, a retired teacher, came.", "retired teacher"),
        ("Ana Ruiz, the red boat, and a dog came.", None),
        ("Ana Ruiz, they say, came.", None),
        ("Ana Ruiz came.", None),
    ],
)
def test_a_role_is_kept_from_a_mention_that_does_not_speak(first: str, role: str | None) -> None:
    assert _last(f"{first} Then Ruiz left.", "Ruiz") == ("Ana Ruiz", role)


@pytest.mark.parametrize(
    ("before", "pronoun", "meant"),
    [
        ("Tom Hale, a former pilot, was calmer.", "he", "Tom Hale"),
        ("Hale did not give way. Tom Hale left.", "he", "Tom Hale"),
        ("A driver came.", "he", "driver"),
        ("The port council closed 14 piers.", "it", "port council"),
        ("The Tarn Gazette was founded in 1920.", "it", "Tarn Gazette"),
        ("Two engineers came.", "they", "Two engineers"),
        ("Bo Carr and Eva Mann came.", "they", "Bo Carr and Eva Mann"),
        ("The boat sank.", "he", "Ann Lee"),
        ("Moscow was cold.", "he", "Ann Lee"),
        ("The boat sank.", "it", None),
        ("The port council closed 14 piers.", "he", "Ann Lee"),
        ("Spokeswoman Eva Mann came.", "he", "Ann Lee"),
        ("She was late.", "he", "Ann Lee"),
    ],
)
def test_a_pronoun_means_the_nearest_speaker_or_subject(
    before: str, pronoun: str, meant: str | None
) -> None:
    assert _last(f"Ann Lee spoke. {before} Then {pronoun} left.", pronoun, "Ann Lee")[0] == meant


@pytest.mark.parametrize(
    "before",
    ["Ann Lee said the company had failed.", "Ann Lee said Kranz AG owed her money."],
)
def test_a_woman_is_no_company(before: str) -> None:
    assert _claimants(f"{before} “The dam was inspected in 2019,” she said.")[-1] == (
        "Ann Lee",
        None,
    )


def test_a_subject_far_back_is_not_meant_by_a_pronoun() -> None:
    text = "The council met. " + "The boat sank. " * 6 + "Then it left."

    assert _last(text, "it") == (None, None)


def _claimants(text: str) -> list[tuple[str, str | None] | None]:
    return [
        None if claim.claimant is None else (claim.claimant.name, claim.claimant.role)
        for claim in claims_by_rules(text)
        if claim.kind is not ClaimKind.STATEMENT
    ]


@pytest.mark.parametrize("article", ["the ", "The ", "On Monday the "])
def test_a_possessive_role_stands_before_its_name(article: str) -> None:
    text = f"{article}port's chief executive, Bo Åkerlund, said landings had fallen. He added that two piers would close."

    assert _claimants(text) == [("Bo Åkerlund", "port's chief executive")] * 2


def test_a_common_noun_before_a_name_is_its_role() -> None:
    text = "Tarn Rail's chief negotiator, Bo Åkerlund, said that landings had fallen."

    assert _claimants(text) == [("Bo Åkerlund", "Tarn Rail's chief negotiator")]


@pytest.mark.parametrize("role", ["press officer of Tarn Rail", "press secretary"])
def test_a_press_officer_is_told_from_a_verb(role: str) -> None:
    assert _claimants(f"“Landings have fallen,” said Bo Åkerlund, {role}.") == [
        ("Bo Åkerlund", role)
    ]


def test_a_region_behind_a_town_is_not_its_name() -> None:
    text = "The town of Ostby, North Tarn, said that landings had fallen."

    assert _claimants(text) == [("town of Ostby", "North Tarn")]


@pytest.mark.parametrize(
    ("document", "name"),
    [
        ("figures published on Friday by the Pier Office", "Pier Office"),
        ("data from the Pier Office", "Pier Office"),
        ("a study by Tarn University", "Tarn University"),
        ("official statistics released by the Pier Office", "Pier Office"),
        ("figures published by the pier office on Friday", "pier office"),
        ("figures the pier office published on Friday", "pier office"),
        ("a report that the Pier Office has released", "Pier Office"),
        ("a survey Tarn University published in June", "Tarn University"),
        ("figures published on Friday", "figures"),
        ("figures from Friday", "figures"),
        ("official results released by the Pier Office", "Pier Office"),
    ],
)
def test_who_published_figures_is_the_claimant(document: str, name: str) -> None:
    text = f"Landings fell by 4 percent in May, according to {document}."

    assert _claimants(text) == [(name, None)]


def test_who_published_figures_is_the_claimant_of_what_they_show() -> None:
    text = "Figures the pier office published on Friday showed that landings fell by 4 percent."

    assert _claimants(text) == [("pier office", None)]


@pytest.mark.parametrize(
    "source",
    [
        "Two patients who spoke to this newspaper",
        "Nurses who had talked to the Courier",
        "Officials who met with the minister",
    ],
)
def test_whom_the_claimant_talked_to_is_not_the_claimant(source: str) -> None:
    assert _claimants(f"{source} reported waiting more than nine hours.") == [(source, None)]


def test_whoever_is_said_to_say_something_in_a_relative_clause_is_its_claimant() -> None:
    text = "A nurse who said the trust reported that beds were full has left."

    assert ("trust", None) in _claimants(text)


@pytest.mark.parametrize(
    ("printed", "name", "role"),
    [
        ("Biologist Dr. Åsa Pihl of Tarn University", "Åsa Pihl", "Biologist"),
        ("Mrs Åsa Pihl", "Åsa Pihl", None),
        ("Dr Åsa Pihl, a biologist,", "Åsa Pihl", "biologist"),
        ("Mr Pihl of the Pier Office", "Pihl", None),
        ("The Bank of Tarn", "Bank of Tarn", None),
        ("Commissioner of Tarn", "Commissioner of Tarn", None),
    ],
)
def test_forms_of_address_are_neither_name_nor_role(
    printed: str, name: str, role: str | None
) -> None:
    assert _claimants(f"{printed} said that the pier had sunk.") == [(name, role)]


def test_a_form_of_address_is_no_role_elsewhere_either() -> None:
    text = "Biologist Dr. Eva Pihl came late. Pihl said that the pier had sunk."

    assert _claimants(text) == [("Eva Pihl", "Biologist")]


def test_a_mention_ends_before_its_relative_clause() -> None:
    text = "“The pier has sunk,” said Mrs Åsa Pihl, 71, who has lived beside it."
    (claim,) = claims_by_rules(text)

    assert claim.claimant is not None
    assert (claim.claimant.name, claim.claimant.role) == ("Åsa Pihl", None)
    assert text[claim.claimant.start : claim.claimant.end] == "Mrs Åsa Pihl, 71"


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Forester Rolf Dahl said that 40 oaks fell.", "Rolf Dahl", "Forester"),
        ("Vice-chancellor Ana Ruiz said that 40 oaks fell.", "Ana Ruiz", "Vice-chancellor"),
        ("Ana Miller said that 40 oaks fell.", "Ana Miller", None),
        ("Dr Ana Ruiz said that 40 oaks fell.", "Ana Ruiz", "Dr"),
        (
            "Ana Ruiz, who is the region's chief vet, said that 40 oaks fell.",
            "Ana Ruiz",
            "region's chief vet",
        ),
        ("Ödön Šimić left. Šimić said that 40 oaks fell.", "Ödön Šimić", None),
        (
            "“All shops are open,” read a statement from its owner, Ana Ruiz.",
            "Ana Ruiz",
            "its owner",
        ),
        ("Rolf Dahl, a vet, left early. The vet said that 40 oaks fell.", "Rolf Dahl", "vet"),
        (
            "Treasurer Rolf Dahl left. His reply ran to a line: “I signed 40 contracts.”",
            "Rolf Dahl",
            "Treasurer",
        ),
        ("A survey of 2,000 homes found that 40 oaks fell.", "survey of 2,000 homes", None),
    ],
)
def test_people_are_known_by_occupation_rank_and_letters_of_any_latin_script(
    text: str, name: str, role: str | None
) -> None:
    claims = [claim for claim in claims_by_rules(text) if claim.claimant is not None]

    assert [
        (each.claimant and each.claimant.name, each.claimant and each.claimant.role)
        for each in claims
    ] == [(name, role)]


@pytest.mark.parametrize(
    ("text", "context"),
    [
        ("Ana Ruiz said that she would close 40 schools.", "Ana Ruiz"),
        ("The Orrin council closed 12 schools. It has sold 4 of them since 2020.", "Orrin council"),
        ("Rolf Dahl, the mayor, left in May. He spent 40 million crowns in 2019.", "Rolf Dahl"),
        ("“He spent 40 million crowns in 2019,” said Rolf Dahl.", None),
        ("Schools closed in May. They cost 40 million crowns in 2019.", None),
    ],
)
def test_a_claim_that_starts_with_a_pronoun_has_what_it_means(
    text: str, context: str | None
) -> None:
    assert claims_by_rules(text)[-1].context == context


@pytest.mark.parametrize(
    ("text", "context"),
    [
        ("Sund Rail said it had lost 40 wagons.", "Sund Rail"),
        ("Corvik denied that its drivers had lost 40 wagons.", "Corvik"),
        ("OTR said it had lost 40 wagons.", "OTR"),
        ("Rolf Dahl, head of safety at Sund Rail, said it had lost 40 wagons.", "Sund Rail"),
        ("Sund Rail’s chairman, Rolf Dahl, said they had lost 40 wagons.", "Sund Rail"),
        ("Corvik spokesman Rolf Dahl said its drivers lost 40 wagons.", "Corvik"),
        ("A spokeswoman for Corvik said it had lost 40 wagons.", "Corvik"),
        ("“We have lost 40 wagons,” said Rolf Dahl, the head of Sund Rail.", "Sund Rail"),
        ("“Our drivers lost 40 wagons,” Sund Rail said.", "Sund Rail"),
        ("“I have lost 40 wagons,” said Rolf Dahl, a driver.", "Rolf Dahl"),
        ("Drivers said they had lost 40 wagons.", "Drivers"),
        ("A spokesman for the Red Lamp said it had lost 40 wagons.", "Red Lamp"),
        ("A spokesman for the Ministry of Justice said it lost 40 men.", "Ministry of Justice"),
        ("Rolf Dahl, chief executive of Red Lamp, said it had lost 40 wagons.", "Red Lamp"),
    ],
)
def test_a_claimant_means_its_own_body_where_that_is_plain(text: str, context: str) -> None:
    assert [claim.context for claim in claims_by_rules(text)] == [context]


@pytest.mark.parametrize(
    ("printed", "name", "role"),
    [
        ("records seen by the Tarn Echo", "records", None),
        ("a Pier Office report obtained by the Echo", "Pier Office report", None),
        ("a letter from the Pier Office that was seen by the Echo", "Pier Office", None),
        ("Skippers, including Captain Bo Carr", "Skippers", None),
        ("Three crews, among them the pilots", "Three crews", None),
        ("The pilots' office - which left", "pilots' office", None),
        ("Bo Carr — a pilot", "Bo Carr", "pilot"),
        ("Bo Carr-Lund", "Bo Carr-Lund", None),
    ],
)
def test_who_saw_a_document_and_who_is_one_of_many_are_no_part_of_a_name(
    printed: str, name: str, role: str | None
) -> None:
    read = read_mention(printed)

    assert (read.name, read.role) == (name, role)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Corvik said its own monitoring showed that tolls rose by 4%.", "Corvik"),
        ("The Orrin council met. Its own monitoring found that tolls rose by 4%.", "Orrin council"),
        ("The Orrin council met. Its figures showed that tolls rose by 4%.", "Orrin council"),
        ("Ana Ruiz spoke in May. Her own counts showed that tolls rose by 4%.", "Ana Ruiz"),
        ("Snow fell in May. Its own monitoring found that tolls rose by 4%.", None),
        ("The Orrin council met. Its spokesman said that tolls rose by 4%.", "Its spokesman"),
    ],
)
def test_what_somebody_owns_says_nothing_by_itself(text: str, name: str | None) -> None:
    claimant = claims_by_rules(text)[-1].claimant

    assert (claimant and claimant.name) == name


@pytest.mark.parametrize(
    "text",
    [
        "Rolf Dahl said it had lost 40 wagons.",
        "Rolf Dahl, a driver, said it had lost 40 wagons.",
        "Rolf Dahl, former head of Sund Rail, said it had lost 40 wagons.",
        "Rolf Dahl, ousted chief executive of Sund Rail, said it had lost 40 wagons.",
        "Rolf Dahl, the then head of Sund Rail, said it had lost 40 wagons.",
        "Rolf Dahl, a spokesman for Mayor Ana Ruiz, said it would cost 40 million.",
        "Rolf Dahl, a spokesman for Ana Ruiz, said it would cost 40 million.",
        "Ana Ruiz’s spokesman, Rolf Dahl, said it would cost 40 million.",
        "Ana Ruiz, wife of the chief executive of Sund Rail, said it had lost 40 wagons.",
        "Ana Ruiz, a lawyer for the founder of Sund Rail, said it had lost 40 wagons.",
        "Former chairman Rolf Dahl said it had lost 40 wagons.",
        "Fire chief Rolf Dahl said it had burnt 40 wagons.",
        "Drivers said it had lost 40 wagons.",
        "A spokesman said it had lost 40 wagons.",
        "The report said it had cost 40 wagons.",
        "The line is old. Corvik said it had cost 40 million.",
        "The line is old. Rolf Dahl, head of Sund Rail, said it had cost 40 million.",
        "Rolf Dahl is a driver. Dahl said it had cost 40 million.",
        "Sund Rail told its drivers that it had lost 40 wagons.",
        "“It has lost 40 wagons,” Sund Rail said.",
        "“We have lost 40 wagons,” said Rolf Dahl, a driver.",
        "“We have lost 40 wagons,” Dahl said.",
    ],
)
def test_what_a_claimant_means_is_not_guessed(text: str) -> None:
    assert claims_by_rules(text)[-1].context is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mr Lee said that 40 boats sank. Anna Lee, a teacher, sold 3.", "Lee"),
        ("Bob Lee, her husband, sold 3. Ms Lee said that 40 boats sank.", "Lee"),
        ("Hanna Lee sold 3. Ms Lee said that 40 boats sank.", "Hanna Lee"),
        ("Lee said that 40 boats sank. Hanna Lee sold 3.", "Hanna Lee"),
        ("Lee said that 40 boats sank. Hanna Lee sold 3. Bo Lee sold 4.", "Lee"),
        ("The mayor said that 40 boats sank.\n\nBob Kim, the mayor, left.", "mayor"),
        ("Bob Kim, the mayor, left. The mayor said that 40 boats sank.", "Bob Kim"),
    ],
)
def test_a_surname_or_a_role_is_nobody_whom_the_article_tells_apart(text: str, name: str) -> None:
    claims = [claim for claim in claims_by_rules(text) if claim.claimant is not None]

    assert [each.claimant.name for each in claims if each.claimant] == [name]


def test_only_the_claimant_or_the_last_subject_is_told_of_a_pronoun() -> None:
    told = "Ada Brook told Tom Vance that he owed her 4,000 crowns."
    dummy = "The Tarn board met. It is not known that 40 boats sank in 2020."

    assert [claim.context for claim in claims_by_rules(told)] == [None]
    assert [claim.context for claim in claims_by_rules(dummy) if "boats" in claim.text] == [None]


@pytest.mark.parametrize("printed", [" - Ann", ", Ann Lee - report hit we", " obtained by the BBC"])
def test_a_mention_without_a_name_is_nobody(printed: str) -> None:
    assert read_mention(printed).name == ""
    assert Claimants(printed).resolve(Span(0, len(printed))) is None


def test_a_claim_of_nobody_that_is_named_has_no_claimant() -> None:
    text = "The mayor said the tax was 5 percent, insisted the"

    assert [claim.claimant for claim in claims_by_rules(text)] == [None]


@pytest.mark.parametrize("letter", ["İ. Kaya", "ı", "ſhe"])
def test_a_letter_that_only_folds_to_a_pronoun_is_none(letter: str) -> None:
    text = f"The ministry said on Monday that {letter} was arrested in the capital."

    found = [
        (claim.claimant and claim.claimant.name, claim.context) for claim in claims_by_rules(text)
    ]

    assert found == [("ministry", None)]
