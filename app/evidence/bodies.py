"""Which names are those of bodies, and under what other names the well-known ones go."""

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise

from app.claims.reading.lexicon import BODY_NOUNS, PREPOSITIONS, word_set
from app.claims.reading.occupations import is_occupation
from app.evidence.national_bodies import NATIONAL_BODIES
from app.evidence.origins import origin_key

BUSINESS = word_set(
    "airlines airways aviation breweries brewery chemicals dairies electronics energy engineering ferries foods"
    " freight global group holding holdings hotels industries insurance international laboratories labs logistics media mining motors"
    " oil paints pharma pharmaceuticals power rail railways ratings research retail semiconductors shipping software steel stores"
    " systems technologies telecom textiles"
)
"""What a company is called by behind its name."""
COMPANIES = word_set(
    "company firm airline operator manufacturer developer retailer bank carmaker employer startup chain carrier utility"
    " supplier lender insurer automaker drugmaker chipmaker shipbuilder"
)
ACTING_BODIES = (
    BODY_NOUNS - COMPANIES - {"group", "site", "website", "outlet", "club"}
) | word_set(
    "authorities navy customs prosecutors services service guard city town county village coroner organisers organizers"
    " auditors investigators inspectors firefighters rescuers tribunal jury panel treasury cabinet embassy brigade"
    " coastguard palace ombudsman"
)
"""What a body is called that is an origin without a name."""
_NAMED_BY = (
    ACTING_BODIES
    | COMPANIES
    | BUSINESS
    | word_set(
        "confederation alliance coalition movement forum network forces assembly chamber league academy directorate bureau inspectorate secretariat nations fund"
        " programme program survey chiefs staff observatory centre center corporation inc ltd plc"
        " archive archives consortium cooperative diocese legislature parish presidency registry syndicate synod"
    )
)
_ALSO_SURNAMES = frozenset({"church", "court", "power", "steel"})  # Samantha Power, Margaret Court
_NOT_ALONE = word_set("city town county village school media power")  # names of places and things
_FIELD_OF_A_PLACE = re.compile(
    r"(?:Statistics|Transport|Health|Sport|Historic|Visit|Tourism|Elections|Aviation|Network) [A-Z][\w'’-]+\Z"
)  # Transport Canada
_COMPOUND = re.compile(
    r"\w{3,}(?:amt|anstalt|archiv|behörde|direktorat(?:et)?|gericht|institutt?(?:et)?|kammer|ministeri(?:um|et)|myndighet(?:en)?|styrelsen?|verband|verket)\Z"
)
_ACRONYM = re.compile(r"(?:[A-Z]\.?&?){2,7}")
_THE_NAME = re.compile(r"The [A-Z][\w'’-]+(?: (?:of |for |the |and )*[A-Z][\w'’-]+)*\Z")

# the first name stands for all
_ALSO_CALLED: Mapping[str, str] = {
    "Bank of England": "BoE|British central bank",
    "Doctors Without Borders": "Médecins Sans Frontières|MSF",
    "NATO": "OTAN|North Atlantic Treaty Organization|North Atlantic Treaty Organisation",
    "Downing Street": "No 10|No. 10|Number 10|10 Downing Street",
    "Élysée": "Élysée Palace|French presidency",
    "White House": "US White House|Washington's White House",
    "Kremlin": "Moscow's Kremlin|Russian presidency|Kremlin administration",
    "European Commission": "EU Commission|EU executive|European Union executive",
    "European Union": "EU",
    "Federal Reserve": "Fed|US Federal Reserve|US central bank",
    "International Atomic Energy Agency": "IAEA|UN nuclear watchdog|UN nuclear agency|UN atomic watchdog",
    "International Committee of the Red Cross": "ICRC",
    "Israel Defense Forces": "IDF|Israeli military|Israeli army|Israel Defence Forces|Israel's military",
    "Metropolitan Police": "Scotland Yard|Met Police|London's Metropolitan Police",
    "Organisation for Economic Co-operation and Development": "OECD|Organization for Economic Cooperation and Development",
    "Pentagon": "US Defense Department|US Department of Defense|Department of Defense|Defense Department",
    "United Nations": "UN",
    "UN Children's Fund": "UNICEF|UN children's agency|United Nations Children's Fund",
    "UN Food and Agriculture Organization": "FAO|UN's FAO|Food and Agriculture Organization|UN food agency",
    "UN High Commissioner for Refugees": "UNHCR|UN refugee agency|UN's refugee agency"
    "|United Nations High Commissioner for Refugees|United Nations refugee agency",
    "UN Office for the Coordination of Humanitarian Affairs": "OCHA|UN humanitarian office|UN aid office",
    "UN Security Council": "United Nations Security Council",
    "US Centers for Disease Control and Prevention": "CDC|US CDC|Centers for Disease Control and Prevention",
    "US Food and Drug Administration": "FDA|US FDA|Food and Drug Administration",
    "World Food Programme": "WFP|World Food Program|UN World Food Programme",
    "World Health Organization": "WHO|UN health agency|World Health Organisation|UN's health agency",
    "World Meteorological Organization": "WMO|UN weather agency",
}


@lru_cache(maxsize=1)
def _labels() -> Mapping[str, str]:
    return {
        origin_key(form): name
        for name, forms in [*_ALSO_CALLED.items(), *NATIONAL_BODIES]
        for form in (name, *forms.split("|"))
    }


def well_known(name: str) -> str | None:
    """The one name of a well-known body, however it is called: "the U.N. refugee agency"; None for any other name."""
    return _labels().get(origin_key(name))


def is_body(name: str, printed: str) -> bool:
    """Whether a name is that of a body and not of a person.

    Args:
        name: Without article, title and role.
        printed: As it stands in the text: people have no article in front of their names.
    """
    words = [word.lower() for word in name.replace("’", "'").removesuffix("'s").split()]
    if len(words) == 2 and words[-1] in _ALSO_SURNAMES and not printed.startswith(("the ", "The ")):
        return False
    if not words or (words[-1] not in _NAMED_BY and is_occupation(words[-1])):
        return False
    head = next((word for word, link in pairwise(words) if link in PREPOSITIONS), words[-1])
    capital = {word.lower() for word in name.split() if not word.islower()}
    kind, last = ["", "", *printed.split()][-2:]
    called = kind in _NAMED_BY and last[:1].isupper()  # "the polling institute Forsa"
    named = called or head.endswith("bank") or not _NAMED_BY.isdisjoint(capital | {head})
    plain = named and not (len(words) == 1 and head in _NOT_ALONE)
    if _FIELD_OF_A_PLACE.match(name) or any(map(_COMPOUND.match, words)):
        return True
    return plain or bool(_ACRONYM.fullmatch(name) or _THE_NAME.match(printed) or well_known(name))
