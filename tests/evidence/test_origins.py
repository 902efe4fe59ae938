import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.evidence.agencies import AGENCIES
from app.evidence.origins import (
    origin_key,
    origins_of,
    speaker_origin,
)
from app.evidence.pieces import Saying
from app.evidence.wires import wire_credited

names = st.text(min_size=1).filter(str.strip)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Harbour Office", "harbour office"),
        ("the Harbour Office's", "Harbour Office"),
        ("the Harbour Office\u2019s", "Harbour  Office"),
        ("Saltmere Docks Inc.", "Saltmere Docks Inc"),
        ("U.S. Lighthouse Board", "US Lighthouse Board"),
        ("Ngô Đình Hải", "Ngo Dinh Hai"),
        ("Łódź Kurier", "Lodz Kurier"),
        ("Al-Wasit", "Al Wasit"),
        ("Daily\u2013Lantern", "Daily-Lantern"),
        ("\u201cLantern\u201d", "Lantern"),
        ("Straße Heute", "STRASSE HEUTE"),
        ("Ｌａｎｔｅｒｎ", "Lantern"),
        ("Ann Roe and Bo Lind", "Bo Lind and Ann Roe"),
        ("Ann Roe, Bo Lind and Cy Ode", "Cy Ode, Ann Roe, and Bo Lind"),
        ("Ann Roe & Bo Lind", "Bo Lind; Ann Roe"),
        ("AFP", "Agence France-Presse"),
        ("Press Trust of India", "PTI"),
    ],
)
def test_spellings_of_one_origin_have_one_key(one: str, other: str) -> None:
    assert origin_key(one) == origin_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ann Roe", "Bo Roe"),
        ("A. Roe", "Roe"),
        ("Ministry of Health", "Ministry of Health and Welfare"),
        ("lantern.example", "lanternexample"),
        ("कमल", "कोमल"),
    ],
)
def test_different_origins_have_different_keys(one: str, other: str) -> None:
    assert origin_key(one) != origin_key(other)


@pytest.mark.parametrize("name", ["The", "'s", "...", ",", "and", "\u200b", "\u0301"])
def test_odd_names_still_have_a_key(name: str) -> None:
    assert origin_key(name)


@given(names)
def test_a_name_that_is_not_blank_has_a_key(name: str) -> None:
    assert origin_key(name)


@given(st.lists(st.sampled_from(["Ann Roe", "Bo Lind", "the Harbour Office"]), min_size=1))
def test_the_order_of_joint_speakers_makes_no_difference(speakers: list[str]) -> None:
    assert origin_key(" and ".join(speakers)) == origin_key(" and ".join(reversed(speakers)))


@pytest.mark.parametrize(
    ("role", "body"),
    [
        ("Kremlin spokesman", "Kremlin"),
        ("the Kremlin\u2019s spokeswoman", "Kremlin"),
        ("senior Coast Guard spokesperson", "Coast Guard"),
        ("Palace press secretary", "Palace"),
        ("spokesman for the Ministry of Health", "Ministry of Health"),
        ("a spokesperson for Saltmere Docks, which runs the port", "Saltmere Docks"),
        ("spokeswoman of the Harbour Office", "Harbour Office"),
        ("chief spokesman for the Harbour Office", "Harbour Office"),
        ("director and spokesman for the Harbour Office", "Harbour Office"),
        ("a spokesman for the Board of Trade who asked not to be named", "Board of Trade"),
    ],
)
def test_a_spokesman_speaks_for_a_body(role: str, body: str) -> None:
    assert speaker_origin("Ann Roe", role) == body


@pytest.mark.parametrize(
    "role",
    [
        None,
        "mayor",
        "spokeswoman",
        "his chief spokesman",
        "former Kremlin spokesman",
        "press officer",
    ],
)
def test_others_speak_for_themselves(role: str | None) -> None:
    assert speaker_origin(" Ann Roe ", role) == "Ann Roe"


@pytest.mark.parametrize(
    ("name", "origin"),
    [
        ("a spokesman for the Kremlin", "Kremlin"),
        ("Kremlin spokesman", "Kremlin"),
        ("Coast Guard spokeswoman Ann Roe", "Coast Guard"),
        ("Ann Roe, a spokeswoman for the Coast Guard", "Coast Guard"),
        ("the Kremlin's press service", "Kremlin"),
        ("a spokesman", "a spokesman"),
    ],
)
def test_a_speaker_may_be_named_by_the_body_alone(name: str, origin: str) -> None:
    assert speaker_origin(name, None) == origin


def credited(author: str | None = None, text: str = "") -> str | None:
    return wire_credited(author, text, ["Harbour Wire"])


def test_the_author_line_goes_before_the_dateline() -> None:
    assert credited("Reuters", "LONDON (AP) — The bridge is open.") == "Reuters"


@pytest.mark.parametrize(
    ("author", "agency"),
    [
        ("By Agence France-Presse", "Agence France-Presse"),
        ("AFP", "Agence France-Presse"),
        ("Bo Lind, Reuters", "Reuters"),
        ("Bo Lind and Ann Roe (dpa)", "dpa"),
        ("BO LIND AP Business Writer", "Associated Press"),
        ("Bo Lind for The Associated Press", "Associated Press"),
        ("Harbour Wire", "Harbour Wire"),
        ("Efe Lind", None),
        ("Norpress", "Norpress"),
        ("Material from Norpress", "Norpress"),
        ("With material from ANA", "ANA"),
        ("MLT", None),
        ("Reporting from KYIV", None),
        ("Wordpress", None),
        ("Ann Press", None),
    ],
)
def test_an_agency_is_found_in_the_author_line(author: str, agency: str | None) -> None:
    assert credited(author) == agency


@pytest.mark.parametrize(
    ("opening", "agency"),
    [
        ("(Reuters) - The bridge is open.", "Reuters"),
        ("LONDON (AP) — The bridge is open.", "Associated Press"),
        ("LONDON, March 3 (Reuters) - The bridge is open.", "Reuters"),
        ("Rio de Janeiro (AFP/Reuters) – The bridge is open.", "Agence France-Presse"),
        ("ROME, MAR 3 - (ANSA) - The bridge is open.", "ANSA"),
        ("PARIS (AFP) The bridge is open.", "Agence France-Presse"),
        ("PARIS, AFP — The bridge is open.", "Agence France-Presse"),
        ("ZAGORA (AFP). The bridge is open.", "Agence France-Presse"),
        ("MOSCOW, March 3. /TASS/. The bridge is open.", "TASS"),
        ("dpa - The bridge is open.", "dpa"),
        (
            "The bridge is open\nBy Agence France-Presse\nThe bridge is open.",
            "Agence France-Presse",
        ),
        ("By Bo Lind and Ann Roe | Associated Press\nThe bridge is open.", "Associated Press"),
        ("SALTMERE (Harbour Wire) -- The bridge is open.", "Harbour Wire"),
        ("(Reuters) The bridge is open.", "Reuters"),
        ("Saltmere | Reuters — The bridge is open.", "Reuters"),
        ("The bridge is open.\n\n(Reuters)", "Reuters"),
        ("The bridge is open.\n© 2024 AFP", "Agence France-Presse"),
        ("The bridge is open.\nSource: AFP/Reuters", "Agence France-Presse"),
        ("The bridge is open.\n– Harbour Wire\n", "Harbour Wire"),
        ("The bridge is open. Lorries wait. dpa", "dpa"),
        ("The bridge is open. (Reuters)", "Reuters"),
        ("TORVIK, March 3 (Meridian) - The bridge is open.", "Meridian"),
        ("CAPE ISTER (Boreas News Agency) — The bridge is open.", "Boreas News Agency"),
        ("The bridge is open. (Boreas Wire)", "Boreas Wire"),
        ("The bridge is open, Boreas News Agency said. Lorries wait. (BNA)", "Boreas News Agency"),
    ],
)
def test_an_agency_in_the_opening_or_as_the_last_line_is_credited(
    opening: str, agency: str
) -> None:
    assert credited(None, opening) == agency


def test_an_abbreviation_in_the_author_line_is_an_agency_that_the_text_names() -> None:
    assert credited("BNA", "The bridge is open, Boreas News Agency said.") == "Boreas News Agency"
    assert credited("BNA", "The bridge is open, Bo Nils Ahl said.") is None


@pytest.mark.parametrize(
    "opening",
    [
        "Reuters reported on Monday that the bridge is open.",
        "The Associated Press (AP) reported that the bridge is open.",
        "The Reuters building - a tower of glass - is for sale.",
        "By Tuesday, Reuters had\nleft the building.",
        "The bridge (Reuters called it a tower) - it is white - is open.",
        "The bridge is open.\nThe story was first told by Reuters.",
        "The bridge is open. She works for Reuters.",
        "A news agency (it has no name) - says so.",
        "TORVIK (Tuesday) - The bridge is open.",
        "LONDON (Exclusive) - The bridge is open.",
        "PORTLAND (Oregon) - The bridge is open.",
        "ANN ROE (Labour): The bridge is open.",
        "The bridge (Meridian) - it is white - is open.",
        "The bridge is open.\n(It was Reuters that said so.)",
        "x" * 210 + "\nLONDON (AP) — The bridge is open.",
    ],
)
def test_an_agency_that_is_merely_mentioned_is_not_credited(opening: str) -> None:
    assert credited(None, opening) is None


@pytest.mark.parametrize(
    ("form", "label"), [(form, label) for label in AGENCIES for form in (label, *AGENCIES[label])]
)
def test_short_and_long_form_of_an_agency_give_one_label(form: str, label: str) -> None:
    assert wire_credited(form, "", []) == label


@pytest.mark.parametrize(
    "text",
    [
        "It rained.\nThis article first appeared in the Orrin Herald.",
        "It rained. Courtesy of the Orrin Herald.",
        "Republished from the Orrin Herald.\nIt rained.",
        "It rained.\n(Originally published by the Orrin Herald)",
    ],
)
def test_an_outlet_that_a_text_says_it_is_taken_from_is_credited(text: str) -> None:
    assert credited(None, text) == "Orrin Herald"


@pytest.mark.parametrize("author", ["Ann Roe, Orrin Herald", "Ann Roe for the Orrin Herald"])
def test_an_outlet_that_the_author_writes_for_is_credited(author: str) -> None:
    assert credited(author, "It rained.") == "Orrin Herald"


@pytest.mark.parametrize(
    "closing",
    [
        "This article was first published on March 3, 2024.",
        "This article was originally published in English.",
        "This story was first published in London.",
        "This report was published by the Harbour Office.",
    ],
)
def test_where_and_when_a_text_was_published_is_no_outlet(closing: str) -> None:
    assert wire_credited(None, f"The pier reopened on Monday.\n\n{closing}", ()) is None


@pytest.mark.parametrize("author", ["Ann Roe, Yun Sun", "Special Correspondent for Africa"])
def test_an_author_line_names_no_outlet_by_chance(author: str) -> None:
    assert wire_credited(author, "The pier reopened on Monday.", ()) is None


@pytest.mark.parametrize(
    "printed_by", ["Evening Herald", "The Evening Herald", "eveningherald.example"]
)
def test_an_outlet_credits_itself_with_nothing(printed_by: str) -> None:
    author, text = "Ann Roe, Evening Herald", "The pier reopened on Monday."
    assert wire_credited(author, text, ()) == "Evening Herald"
    assert wire_credited(author, text, (), printed_by) is None
    assert wire_credited(author, text, (), "Morning Lantern") == "Evening Herald"


@pytest.mark.parametrize(
    ("author", "text"),
    [
        ("Ann Roe, Political Editor", "It rained."),
        ("Ann Roe, Bo Lind", "It rained."),
        ("Staff", "It rained."),
        (None, "It first appeared in the Orrin Herald that it rained."),
        (None, "The picture was first published by the Orrin Herald in May."),
    ],
)
def test_an_outlet_that_is_merely_mentioned_is_not_credited(author: str | None, text: str) -> None:
    assert credited(author, text) is None


@pytest.mark.parametrize(
    "text",
    [
        "It rained.\nReuters contributed to this report.",
        "It rained. With material from Reuters.",
        "It rained.\n(c) Reuters",
    ],
)
def test_an_agency_that_shares_in_a_report_is_credited(text: str) -> None:
    assert credited(None, text) == "Reuters"


def test_an_abbreviation_means_the_agency_that_the_text_spells_out() -> None:
    text = "(APA) The truce was broken, Atlas Press Agency reported."

    assert credited("APA", text) == "Atlas Press Agency"


def test_a_stored_wire_does_not_rename_a_known_agency() -> None:
    assert wire_credited("AP", "", ["AP"]) == "Associated Press"


def says(
    words: str, origin: str, seq: int, *, stated: bool = False, text: str | None = None
) -> Saying:
    return Saying(seq, words, text, origin, stated)


WORDS = "The bridge at Saltmere is closed to lorries."


def test_who_prints_the_words_of_another_adds_no_origin() -> None:
    sayings = [says(WORDS, "Lantern", 2), says(WORDS, "Courier", 1)]

    assert origins_of(sayings) == ["Courier", "Courier"]


def test_copied_words_have_the_origin_that_is_stated_for_them() -> None:
    sayings = [says(WORDS, "Courier", 1), says(WORDS, "Harbour Wire", 2, stated=True)]

    assert origins_of(sayings) == ["Harbour Wire", "Harbour Wire"]


def test_what_a_person_states_stands_though_the_words_are_the_same() -> None:
    sayings = [says(WORDS, "Bo Lind", 1, stated=True), says(WORDS, "Ann Roe", 2, stated=True)]

    assert origins_of(sayings) == ["Bo Lind", "Ann Roe"]


def test_white_space_makes_no_difference_to_copies() -> None:
    sayings = [says(WORDS, "Courier", 1), says(WORDS.replace(" ", "\n "), "Lantern", 2)]

    assert origins_of(sayings) == ["Courier", "Courier"]


def test_few_words_may_be_alike_by_chance() -> None:
    sayings = [says("It is closed.", "Courier", 1), says("It is closed.", "Lantern", 2)]

    assert origins_of(sayings) == ["Courier", "Lantern"]


def test_case_and_punctuation_make_no_difference_to_copies() -> None:
    sayings = [says(WORDS, "Courier", 1), says(WORDS.upper().rstrip("."), "Lantern", 2)]

    assert origins_of(sayings) == ["Courier", "Courier"]


def test_other_words_of_the_same_text_add_no_origin() -> None:
    sayings = [
        says(WORDS, "Courier", 1, text="a1"),
        says("Lorries drive round by the coast.", "Lantern", 2, text="a1"),
    ]

    assert origins_of(sayings) == ["Courier", "Courier"]


def test_an_agency_and_its_domain_have_one_key() -> None:
    assert origin_key("reuters.com") == origin_key("Reuters")


@pytest.mark.parametrize("author", ["Nils Rook, Boreas News Agency", "Nils Rook (Boreas Wire)"])
def test_an_agency_that_says_so_is_not_named_together_with_its_reporter(author: str) -> None:
    assert (wire_credited(author, "It rained.", []) or "").startswith("Boreas")
