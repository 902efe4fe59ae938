"""Which place the people and bodies that are called by it are of: "Norwegian", "Congolese"."""

import re
from collections.abc import Mapping

_PEOPLE = (
    "afghan afghanistan|american us|argentine argentina|argentinian argentina|austrian austria|azerbaijani azerbaijan"
    "|bangladeshi bangladesh|belarusian belarus|belgian belgium|brazilian brazil|british britain|briton britain|britons britain|burmese myanmar|canadian canada"
    "|chilean chile|chinese china|congolese congo|cypriot cyprus|danish denmark|dane denmark|danes denmark|dutch netherlands|egyptian egypt|emirati emirates"
    "|finnish finland|finn finland|finns finland|french france|german germany|ghanaian ghana|greek greece|haitian haiti|hungarian hungary|icelandic iceland"
    "|iranian iran|iraqi iraq|irish ireland|israeli israel|italian italy|japanese japan|jordanian jordan|kazakh kazakhstan"
    "|kuwaiti kuwait|kyrgyz kyrgyzstan|lebanese lebanon|maltese malta|mexican mexico|moldovan moldova|moroccan morocco|nepalese nepal"
    "|norwegian norway|omani oman|pakistani pakistan|palestinian palestine|peruvian peru|philippine philippines|polish poland"
    "|portuguese portugal|qatari qatar|scottish scotland|scots scotland|senegalese senegal|singaporean singapore|somali somalia|spanish spain|spaniard spain|spaniards spain"
    "|sudanese sudan|swedish sweden|swede sweden|swedes sweden|swiss switzerland|taiwanese taiwan|tajik tajikistan|thai thailand|togolese togo|turkish turkey|turk turkey|turks turkey"
    "|uk britain|ukrainian ukraine|uzbek uzbekistan|vietnamese vietnam|welsh wales|yemeni yemen"
    "|bahraini bahrain|barbadian barbados|basque euskadi|belizean belize|beninese benin|bhutanese bhutan|burundian burundi|catalan catalonia"
    "|chadian chad|corsican corsica|croat croatia|ecuadorean ecuador|ecuadorian ecuador|english england|fijian fiji|filipino philippines"
    "|flemish flanders|gabonese gabon|greenlandic greenland|guinean guinea|hellenic greece|honduran honduras|kosovar kosovo|kurdish kurdistan|laotian laos"
    "|maldivian maldives|malian mali|mauritian mauritius|monegasque monaco|montenegrin montenegro|muscovite moscow|parisian paris"
    "|quebecois quebec|salvadoran salvador|scots scotland|serb serbia|serbian serbia|seychellois seychelles|sicilian sicily|slovak slovakia|slovene slovenia"
    "|surinamese suriname|timorese timor|tongan tonga|turkmen turkmenistan|tuscan tuscany|zimbabwean zimbabwe"
)
_CAPITALS = (
    "abuja nigeria|accra ghana|algiers algeria|amman jordan|ankara turkey|antananarivo madagascar|asuncion paraguay|athens greece|baghdad iraq|baku azerbaijan|bamako mali"
    "|bangkok thailand|beijing china|beirut lebanon|belgrade serbia|berlin germany|bern switzerland|berne switzerland|bishkek kyrgyzstan|bogota colombia|brasilia brazil"
    "|bratislava slovakia|bucharest romania|budapest hungary|cairo egypt|canberra australia|caracas venezuela|chisinau moldova|copenhagen denmark|dakar senegal|damascus syria"
    "|dhaka bangladesh|dublin ireland|dushanbe tajikistan|hague netherlands|hanoi vietnam|harare zimbabwe|havana cuba|helsinki finland|islamabad pakistan|jakarta indonesia"
    "|kabul afghanistan|kampala uganda|kathmandu nepal|kiev ukraine|kigali rwanda|kyiv ukraine|lima peru|lisbon portugal|ljubljana slovenia|london britain"
    "|luanda angola|lusaka zambia|madrid spain|manila philippines|maputo mozambique|minsk belarus|montevideo uruguay|moscow russia|nairobi kenya|oslo norway|ottawa canada"
    "|paris france|podgorica montenegro|prague czechia|pristina kosovo|quito ecuador|rabat morocco|reykjavik iceland|riga latvia|rome italy"
    "|santiago chile|sofia bulgaria|stockholm sweden|taipei taiwan|tallinn estonia|tashkent uzbekistan|tbilisi georgia|tehran iran"
    "|tirana albania|tokyo japan|tunis tunisia|valletta malta|vienna austria|vilnius lithuania|warsaw poland|yerevan armenia|zagreb croatia"
)
_ALSO_NAMES = frozenset(
    [
        "belgrade",
        "berlin",
        "bern",
        "dublin",
        "hague",
        "lima",
        "london",
        "madrid",
        "paris",
        "rome",
        "santiago",
        "sofia",
        "tbilisi",
        "vienna",
    ]
)
"""Capitals that are surnames too, or of countries of which another has the name in its own."""
_COUNTRY_OF: Mapping[str, str] = dict(each.split(" ") for each in _CAPITALS.split("|"))
_PLACES: Mapping[str, str] = dict(each.split(" ") for each in _PEOPLE.split("|"))
_NAMES = frozenset(_PLACES.values())
_REGULAR = re.compile(r"(?<=\w\w\w)(?:i)?an\Z")


def place_of(word: str) -> str:
    """The place or country for the people of it, in lower case: "norwegian", "sorvian"; any other word as it is."""
    if word in _NAMES:  # "japan" and "taiwan" are no people
        return word
    return _PLACES.get(word) or _REGULAR.sub(
        lambda end: "ia" if end.group() == "ian" else "a", word
    )


def country_of(word: str) -> str:
    """The country of a capital, in lower case, whose ministries are called by either; any other word as it is."""
    return _COUNTRY_OF.get(word, word)


def government_of(word: str) -> str | None:
    """The country whose government goes by the name of its capital alone, in lower case: "Oslo"; None for any other word."""
    return None if word in _ALSO_NAMES else _COUNTRY_OF.get(word)


def is_people(word: str) -> bool:
    """Whether a word is an adjective for a people: "Japanese", "Sorvian"."""
    return word.lower() in _PLACES or bool(re.fullmatch(r"\w{3,}ian", word))
