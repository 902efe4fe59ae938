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


def is_people(word: str) -> bool:
    """Whether a word is an adjective for a people: "Japanese", "Sorvian"."""
    return word.lower() in _PLACES or bool(re.fullmatch(r"\w{3,}ian", word))
