import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.evidence.names import keys_among
from tests.growth import takes_linear_time_for_many

SAME = [
    ("Kremlin spokesman Dmitry Peskov", "the Kremlin"),
    ("a spokesperson for Quay Line", "Quay Line"),
    ("Ann Roe's office", "Ann Roe"),
    ("the Office of the Mayor of Orrin", "Mayor of Orrin"),
    ("Sergei Lavin", "Sergey Lavin"),
    ("Volodymyr Zarensky", "Volodymyr Zarenskyy"),
    ("Oleksandr Bondar", "Olexandr Bondar"),
    ("Jiří Novák", "Jiri Novak"),
    ("Yevgeny Orlin", "Evgeni Orlin"),
    ("Jürgen Hägel", "Juergen Haegel"),
    ("Mohammed Khatir", "Muhammad Khatir"),
    ("Northern Coast Guard (NCG)", "NCG"),
    ("the Northern Coast Guard", "NCG"),
    ("the Coast Guard", "Northern Coast Guard"),
    ("police", "Melby police"),
    ("the police in Melby", "Melby Police"),
    ("Mayor Ann Roe", "Ann Roe"),
    ("Presidents Ann Roe and Bo Lind", "Bo Lind and Ann Roe"),
    ("Dr Roe", "Ann Roe"),
    ("A. Roe", "Ann Roe"),
    ("Ann B. Roe", "Ann Roe"),
    ("Ann Berta Roe", "Ann Roe"),
    ("Ministry of Health", "the Health Ministry"),
    ("Sorvian Transport Ministry", "Transport Ministry of Sorvia"),
    ("Norway's Ministry of Health", "the Norwegian Health Ministry"),
    ("Castrovia Ltd", "Castrovia"),
    ("AFP", "Agence France-Presse"),
    ("Kiev city council", "the city council of Kyiv"),
    ("the Ministry of Defence in Kyiv", "Ukraine's Defense Ministry"),
    ("the statistical office in Prague", "the Czech Statistical Office"),
    ("the Bundesnetzagentur", "Germany's Federal Network Agency"),
    ("Rajavartiolaitos", "the Finnish Border Guard"),
    ("Norway's central bank", "Norges Bank"),
    ("Oslo", "the Norwegian government"),
    ("Beijing", "the Chinese government"),
    ("Djordje Zivkovic", "Đorđe Živković"),
    ("Colonel Mohammed al-Qadhi", "Col. Muhammad al-Kadi"),
    ("Park Jong-su", "Park Jongsoo"),
    ("Dimitrios Kalos", "Dimitris Kalos"),
    ("Striker-turned-pundit Bo Lind", "Bo Lind"),
    ("Tom Arkwell", "Thomas Arkwell"),
    ("Tom Arkwell Sr.", "Tom Arkwell senior"),
    ("Tom Arkwell jr", "Tom Arkwell"),
    ("Johnny Arkwell", "John Arkwell"),
    ("Peggy Arkwell", "Margaret Ann Arkwell"),
    ("Tellmar", "Tellmar Airlines"),
    ("Old Quay", "Old Quay Shipping Ltd"),
    ("Tellmar", "Tellmar Foods Holding"),
    ("Tellmar Ratings", "Tellmar"),
    ("Muhammad al-Sharif", "Mohammed Al Shareef"),
    ("Yusuf Qasim", "Youssef Kassem"),
    ("Svyatlana Kavalenka", "Svetlana Kavalenka"),
    ("Xu Wenli", "Hsu Wen-li"),
    ("Hossein Amir-Rezai", "Hussein Amirrezai"),
    ("UK Defense Ministry", "Britain's Ministry of Defence"),
    ("Yuliyan Tzvetkov", "Iulian Tsvetkov"),
    ("Orrin Oceanic and Atmospheric Administration", "OOAA"),
    ("the U.N. refugee agency", "UNHCR"),
    ("Médecins Sans Frontières", "Doctors Without Borders"),
    ("US Tide Survey", "USTS"),
    ("Orrin Water Institute (Wasseramt Orrin)", "Wasseramt Orrin"),
    ("Polder Weather Institute (KNWI)", "KNWI"),
    ("Sorvian Fisheries Directorate", "Sorvia's Fisheries Directorate"),
    ("the attorney general's office of Sorvia", "Sorvia's attorney general's office"),
    ("Japan's weather bureau", "the Japanese Weather Bureau"),
    ("Mexico's navy", "Mexican Navy"),
    ("UK's Office for Tide Statistics", "OTS"),
    ("the highest court in Orrin", "Supreme Court of Orrin"),
    ("Najeeb Mikaty", "Najib Mikati"),
    ("Qasym Tokayev", "Kassym Tokaev"),
    ("osterbynews.example", "Osterby News"),
    ("Paul Dorrit, CEO", "Paul Dorrit"),
    ("Paul Dorrit, CEO", "Dorrit"),
    ("Paul Dorrit, Quay Line CEO", "Paul Dorrit"),
    ("Ada Brook, chief economist at Quay Line", "Ada Brook"),
    ("Ada Brook, the chair and chief executive of Quay Line", "Ada Brook"),
    ("Jane Roe, MP", "Jane Roe"),
    ("Jane Roe, M.P. for Orrin", "Jane Roe"),
    ("Jane Roe, 54, a nurse in Orrin", "Jane Roe"),
    ("Jane Roe, Minister of Trade and Industry", "Jane Roe"),
    ("Jane Roe, MP, Bo Dahl and Cy Roe", "Cy Roe, Jane Roe and Bo Dahl"),
    ("Jane Roe, CEO and Bo Dahl", "Bo Dahl and Jane Roe"),
    ("www.osterby-news.example", "The Osterby News"),
    ("theosterbynews.co.uk", "Osterby News"),
    ("340 doctors at the Orrin clinic", "the 340 doctors of the Orrin clinic"),
    ("Quay Seimitsu Kogyo Co.", "Quay Seimitsu"),
    ("Orrin Ziegel GmbH & Co. KG", "Orrin Ziegel"),
    ("Tellmar AG", "Tellmar"),
    ("Lin Weiguo", "Weiguo Lin"),
    ("Ko Young-chul", "Young-chul Ko"),
    ("Maria del Carmen Arroyo Fonda", "Carmen Arroyo"),
    ("Tess Arkwell", "Tess Arkwell-Holt"),
    ("Serhii Horbets", "Sergey Gorbets"),
    ("Oleksandr Hryhorchuk", "Alexander Grigorchuk"),
    ("Yousef al-Hasawneh", "Yusuf Hasawna"),
    ("Ann Roe and Bo Lind", "Lind and Roe"),
    ("ministers Roe of Sorvia and Lind of Orrin", "Bo Lind and Ann Roe"),
    ("Hal and Ruby Kemble", "the Kembles"),
    ("Ann and Ruby Kemble", "the Kemble sisters"),
    ("the Red Crescent of Sorvia and Quay Aid", "Quay Aid and the Red Crescent"),
    ("Lorne Police Department", "Lorne police"),
    ("Orrin Fire Department", "the fire brigade of Orrin"),
    ("St Columba's Hospital", "Saint Columba's Hospital"),
    ("Giorgos Hatzilakis", "George Chatzilakis"),
    ("Met Office of Sorvia", "Sorvia's Met Office"),
    ("Italy's competition authority", "the Italian antitrust authority"),
    ("prosecutors in Orrin", "the Orrin prosecutor's office"),
    ("the Hellenic Coast Guard", "Greece's coastguard"),
]
OTHERS = [
    ("Ann Roe", "Bo Roe"),
    ("A. Roe", "Bo Roe"),
    ("Marina Roe", "Maria Roe"),
    ("Jan Novak", "Jana Novak"),
    ("Ann Lee", "Ann Li"),
    ("Harbour Police", "Harbour Authority"),
    ("Melby police", "Orrin police"),
    ("Ministry of Health of Norway", "Ministry of Health of Sweden"),
    ("Ministry of Health", "Ministry of Health and Welfare"),
    ("University of Lodd", "Lodd University Hospital"),
    ("General Electric", "General Motors"),
    ("Ann Roe and Bo Lind", "Ann Roe"),
    ("Quay Line", "Quay Foods"),
    ("NCG", "National Post Office"),
    ("Saltmere City Council", "Saltmere County Council"),
    ("Tom Arkwell", "Timothy Arkwell"),
    ("Tom Arkwell senior", "Tom Arkwell Jr"),
    ("Tom Arkwell", "Thomas Arkley"),
    ("Tellmar Foods", "Tellmar Shipping"),
    ("Tellmar", "Tellmar Museum"),
    ("Bo Tellmar", "Tellmar Foods"),
    ("Yusuf Qasim", "Yasin Qasim"),
    ("Mahmoud Hassan", "Mahmoud Hussein"),
    ("UNHCR", "UNICEF"),
    ("Ann Lee, Bo Dahl and Cy Roe", "Ann Lee"),
    ("Ann Lee, Bo Cook", "Ann Lee"),
    ("Ann Lee, the mayor and Bo Dahl", "Ann Lee and Bo Dahl"),
    ("Ann Lee, her husband", "Ann Lee"),
    ("Ann Lee, two officials", "Ann Lee"),
    ("Police, a nurse and Ann Lee", "Police and Ann Lee"),
    ("Quay Line, Orrin Shipping Company", "Quay Line"),
    ("osterby.example", "Osterby News"),
    ("osterbynews.example", "Osterby News Agency"),
    ("osterby.example", "Osterby"),
    ("post.example", "The Post"),
    ("dailynews.example", "Daily News"),
    ("citycouncil.example", "City Council"),
    ("osterbynews.example", "osterbynews.test"),
    ("Ko Young-chul", "Ko Yong-cheol"),
    ("Lucia Arroyo Fonda", "Luis Arroyo"),
    ("Rodolfo Arkwell Sr.", "Rodolfo Arkwell Jr."),
    ("Mikhail Khorin", "Mikhail Gorin"),
    ("Helen Hart", "Helen Gart"),
    ("Ann Roe and Bo Lind", "Cy Lind and Ann Roe"),
    ("Ann Roe, Bo Lind and Cy Dahl", "Roe and Lind"),
    ("Hal Kemble and Ruby Orrin", "the Kembles"),
    ("Tellmar AG", "Tellhaven AG"),
    ("Australian Associated Press", "Associated Press"),
    ("Orrin Post", "Orrin Post Office"),
    ("University of Orrin", "Technical University of Orrin"),
    ("Supreme Court of Orrin", "Orrin court"),
    ("the Ministry of Defence in Kyiv", "Russia's Defence Ministry"),
    ("the interior ministry in Paris", "the interior ministry in Berlin"),
    ("Paris police", "French police"),
    ("Moscow city council", "Russia's state council"),
    ("Norges Bank", "Sweden's central bank"),
    ("Norges Bank", "Bank of Norland"),
    ("Oslo", "Oslo city council"),
    ("the mayor of Orrin", "the deputy mayor of Orrin"),
    ("the mayor of Orrin", "the former mayor of Orrin"),
    ("the mayor of Orrin", "the mayor of Orrin Bay"),
    ("Seoul's defence ministry", "North Korea's defence ministry"),
    ("South Korea's central bank", "North Korea's central bank"),
    ("London", "British Columbia government"),
    ("Lord Hague", "the Dutch government"),
    ("Mr Ireland", "the Irish government"),
    ("Moscow region's health ministry", "the Russian health ministry"),
    ("Zheng Wei", "Cheng Wei"),
    ("Federation of Small Businesses (FSB)", "Russia's security service"),
    ("Austria's Bundeskriminalamt", "Germany's Bundeskriminalamt"),
    ("Royal Bank of Canada", "Canada's central bank"),
    ("National Bank of Greece", "Greece's central bank"),
    ("Oslo", "Oslo police"),
    ("Beijing", "Tokyo"),
    ("Moscow", "Kremlin"),
]


def same_origin(one: str, other: str) -> bool:
    keys = keys_among([one, other])
    return keys[one] == keys[other]


SHORTENED = [
    "World Health Organization (OMS)", "World Health Organization", "OMS", "WHO",
    "Ministry of Defence (MoD)", "the Ministry of Defence", "MoD",
    "Norwegian Coast Guard (NCG)", "Coast Guard of Norway", "NCG", "CGN",
]  # fmt: skip
names = st.sampled_from([name for pair in SAME + OTHERS for name in pair] + SHORTENED) | st.text(
    min_size=1
).filter(str.strip)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_names_of_one_origin_are_known_for_it(one: str, other: str) -> None:
    assert same_origin(one, other)
    assert same_origin(other, one)


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_names_that_look_alike_stay_apart(one: str, other: str) -> None:
    assert not same_origin(one, other)
    assert not same_origin(other, one)


def test_a_short_form_that_fits_several_stands_for_itself() -> None:
    keys = keys_among(["Roe", "Ann Roe", "Bo Roe"])

    assert len(set(keys.values())) == 3


@pytest.mark.parametrize("rival", ["Tellmar Shipping", "Tellmar Museum", "Bo Tellmar"])
def test_a_short_name_that_a_rival_may_have_stands_for_itself(rival: str) -> None:
    keys = keys_among(["Tellmar", "Tellmar Foods", rival])

    assert keys["Tellmar"] != keys["Tellmar Foods"]


def test_a_mere_word_for_a_body_is_one_of_several_and_nobody_further() -> None:
    keys = keys_among(["police", "Haugen police", "Torvik police"])

    assert keys["police"] in {keys["Haugen police"], keys["Torvik police"]}
    assert keys["Haugen police"] != keys["Torvik police"]


def test_a_short_first_name_that_fits_two_stands_for_itself() -> None:
    keys = keys_among(["Alex Arkwell", "Alexander Arkwell", "Alexandra Arkwell"])

    assert len(set(keys.values())) == 3


def test_short_forms_of_short_forms_mean_the_longest() -> None:
    keys = keys_among(["Roe", "A. Roe", "Ann Roe", "Mayor Ann Roe"])

    assert len(set(keys.values())) == 1


def test_a_source_is_no_short_form_of_whoever_is_quoted() -> None:
    keys = keys_among(["Lantern", "Orrin Lantern"], {"Lantern"})

    assert len(set(keys.values())) == 2


def test_a_source_that_is_quoted_elsewhere_is_one_origin() -> None:
    keys = keys_among(["The Lantern", "Lantern"], {"Lantern"})

    assert len(set(keys.values())) == 1


@pytest.mark.parametrize("rival", ["osterbynews.test", "Osterbyn Ews"])
def test_a_domain_that_one_of_several_may_be_stands_for_itself(rival: str) -> None:
    listed = ["osterbynews.example", "Osterby News", rival]

    keys = keys_among(listed, publishers=listed)

    assert len(set(keys.values())) == 3


@given(names, names)
def test_sameness_does_not_depend_on_the_order(one: str, other: str) -> None:
    assert same_origin(one, other) == same_origin(other, one)


@given(st.lists(names, max_size=12), st.randoms(use_true_random=False))
def test_keys_do_not_depend_on_the_order(listed: list[str], chance: random.Random) -> None:
    shuffled = list(listed)
    chance.shuffle(shuffled)

    assert keys_among(shuffled) == keys_among(listed)


@given(names)
def test_every_name_has_a_key_and_is_itself(name: str) -> None:
    assert keys_among([name])[name]
    assert same_origin(name, name)


def test_people_of_one_surname_are_told_apart_in_linear_time() -> None:
    first = ("Ba", "De", "Fi", "Go", "Lu", "Ma", "Ne", "Pi", "Ro", "Tu")
    ends = [f"{one}{two}" for one in "bdfglmnprs" for two in "aou"]
    listed = [f"{one}{two.lower()}{end} Roe" for one in first for two in first for end in ends]

    assert len(set(keys_among(listed).values())) == len(listed)
    assert takes_linear_time_for_many(lambda number: keys_among(listed[:number]), len(listed))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ann Roe (Labour)", "Labour"),
        ("Orrin Institute (Paris)", "Paris"),
        ("Federal Bureau of Investigation (FBI)", "International Boxing Federation"),
    ],
)
def test_what_stands_in_brackets_or_backwards_is_not_always_the_name(one: str, other: str) -> None:
    assert not same_origin(one, other)
