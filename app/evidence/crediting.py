"""Whom a passage credits besides its speaker: the agency that was told, the paper that is cited, who else signed."""

import re
from itertools import islice

from app.evidence.nameless import NAME
from app.evidence.wires import is_known_agency, spelt_out

_TOLD = re.compile(
    rf"\b(?:told|informed|telling) (?:the )?(?:news )?(?:agency )?(?P<told>{NAME.pattern}|dpa\b)"
    rf"|(?:\A|[,;.!?”\"] )(?:the )?(?:news )?(?:agency )?(?P<learned>{NAME.pattern}|dpa) (?:has |have |had )?(?:learned|learnt|was told|been told|reports?|reported)\b"
    r"|\((?P<credited>[^()\n]{2,40})\)\W*\Z"
)
MOST_TOLD = 5  # tellings of one passage that are looked at
_CITED = re.compile(
    rf"\b(?:citing|quoting|quotes|quoted|with reference to|referring to|on the strength of) (?:the )?(?P<name>{NAME.pattern})"
)
_SIGNED = (
    r"(?:statement|letter|text|paper|appeal|declaration|release|announcement|report|communiqu[eé])"
)
_SIGNER = re.compile(
    rf"\b{_SIGNED} (?:(?:that |which )?(?:he|she|it|they) (?:had |has |have )?)?"
    r"(?:(?:issued|signed|wrote|made|published|released|sent) )?(?:(?:together|jointly|along) )?with (?:the )?"
    rf"(?P<name>{NAME.pattern})"
)


def agency_told(words: str, text: str) -> str | None:
    """The agency that a passage names as the one that was told or has learned what it says: "two guards told Reuters"."""
    for found in islice(_TOLD.finditer(words), MOST_TOLD):
        names = found[found.lastgroup or 0].split()
        for start in range(len(names)):
            for end in range(len(names), start, -1):
                name = " ".join(names[start:end])
                meant = name if is_known_agency(name) else spelt_out(name, text)
                if meant and is_known_agency(meant):
                    return meant
    return None


def cited_in(words: str) -> str | None:
    """The name that a passage cites: "Reuters reported, citing the Orrin Lantern"; None where it cites none."""
    found = _CITED.search(words)
    return found["name"] if found else None


def with_signer(origin: str, words: str) -> str:
    """A speaker together with who else signed what is quoted: "in the letter that she wrote with Bo Lind"."""
    found = _SIGNER.search(words)
    return f"{origin} and {found['name']}" if found and " and " not in origin else origin
