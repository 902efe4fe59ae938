"""What a sentence mentions only to set it aside: "rather than English", "stopped short of calling a strike".

What is set aside firmly is said not to be so; what is set aside loosely ("moved from Orrin") may have been so before.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

MOST_ASIDES = 10  # of one sentence that are looked at

_CHAR = r"(?:[^,;:.!?]|(?<=\d)[,.](?=\d))"
_CLAUSE = rf"{_CHAR}{{3,80}}"
_DOING = r"(?=(?:[\w-]+ly )?[\w-]+ing\b)"
_PART = (  # a thing, not a clause
    rf"(?:(?!\b(?:in|on|at|to|by|for|from|who|which|that|when|while|after|before|with|during|as)\b){_CHAR}){{3,60}}"
)
_NEGATED = re.compile(
    r"(?:\b(?:not|never|cannot|without|unable|fail(?:s|ed)?)|n't)\b[^,;:.!?]{0,40}\Z", re.IGNORECASE
)
_UP = r"(?:g[ia]ve(?:s|n)?|giving) up|abandon(?:s|ed|ing)?"
_FIRM = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:rather than|instead of)(?: to)? (?P<aside>{_DOING}{_CLAUSE})",
        rf"\b(?:rather than|instead of|as opposed to)(?: (?:in|on|at|to|by|for|from|with))? (?P<aside>{_PART})",
        rf"\b(?:stop(?:s|ped)?|fell|fall(?:s|en)?) short of (?P<aside>{_CLAUSE})",
        rf"\b(?:opt|decid|vot|chos|choos|rul|com)\w* (?:out )?(?:down )?against (?P<aside>{_DOING}{_CLAUSE})",
        rf"\b(?:ruled|rules|ruling) out (?P<aside>{_CLAUSE})",
        rf"\b(?:(?!(?:suffer|result|com|return|benefit|profit|earn|rang|stem|recover|tire|date)[a-z]*\b)[a-z]+|away|back|off|out) from (?P<aside>{_DOING}{_CLAUSE})",
        rf"\b(?:back|pull)\w* out of (?P<aside>{_DOING}{_CLAUSE})",
        rf"\b(?:hold|held|holding|put|puts|putting) off (?:on )?(?P<aside>{_DOING}{_CLAUSE})",
        rf"\bavoid(?:s|ed)? (?P<aside>{_DOING}{_CLAUSE})",
        rf"\b(?:thought|think) better of (?P<aside>{_CLAUSE})",
        rf"\b(?:{_UP}|scrap(?:s|ped)?|shelv(?:es|ed)|drop(?:s|ped)?) (?:its |his |her |their |the |all |any )?(?:plans?|ideas?|proposals?|bids?) (?:to|of|for) (?P<aside>{_CLAUSE})",
        rf"\bcorrecting (?P<aside>{_CLAUSE})",
    )
)
_LOOSE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:mov|switch|shift|transferr|relocat)\w* (?:\w+ )?from (?P<aside>{_PART})",
        rf"\b(?:a (?:long|good) way|a far cry|miles|well away) from (?P<aside>{_CLAUSE})",
        rf"\b(?:{_UP}) (?P<aside>(?:the|its|his|her|their|all|every|any|most|one)\b{_CLAUSE})",
        rf"[,;] (?:and |but |while )?the (?:one|other)s? (?P<aside>(?:in|on|at|from|that|which|now|near)\b{_CLAUSE})",
        rf", (?:and |but )?not (?P<aside>(?!only|just|merely|least|to\b|yet\b){_PART})(?=[,.;]|\Z|as\b|who\b|which\b)",
        rf"\b(?:unlike|in contrast to|as distinct from|in place of|in lieu of) (?P<aside>{_PART})",
    )
)


@dataclass(frozen=True, slots=True)
class Aside:
    """A range of a text that is set aside, code points, end exclusive, and whether it is said not to be so."""

    start: int
    end: int
    firm: bool


def asides_in(text: str) -> list[Aside]:
    """What a text sets aside, each once, in reading order."""
    found: dict[int, Aside] = {}
    for aside in _asides(text):
        found.setdefault(aside.start, aside)
    return [found[start] for start in sorted(found)]


def _asides(text: str) -> Iterator[Aside]:
    """What is set aside firmly, then loosely, at most the first few of each kind."""
    for patterns, firm in ((_FIRM, True), (_LOOSE, False)):
        for pattern in patterns:
            for match in islice(pattern.finditer(text), MOST_ASIDES):
                if firm and _NEGATED.search(text[: match.start()]):
                    continue  # "did not stop short of"
                yield Aside(match.start("aside"), match.end("aside"), firm)
