"""What a sentence denies, or calls untrue: "denied taking the money", "it is not true that …", "Asked whether …: “No.”"."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from app.evidence.debunking import DEBUNKED

_REPORTS = r"(?:claims?|reports?|stor(?:y|ies)|rumou?rs?|posts?|allegations?|suggestions?|assertions?|statements?|announcements?|notices?|idea|notion)"
_FALSE = (
    r"(?:[\"'“‘]?pure |[\"'“‘])?(?:false|untrue|not true|wrong|baseless|unfounded|groundless|nonsense|a hoax|a lie|lies|a myth|fake|debunked"
    r"|an? (?:\w+ )?(?:fabrication|invention|smear|fairy tale|falsehood|forgery)|misleading|incorrect|inaccurate|fabricated|not the case|invention|invented|fiction|made up|rubbish|absurd"
    r"|(?:published|issued|posted|sent|broadcast|printed|released) (?:in error|by mistake|by accident)|an? (?:error|mistake)|retracted)"
)
_SIMPLY = r"[\"'“‘]?(?:(?:just|quite|also|a (?:complete|total)|[a-z]+ly) )?"
_QUOTED = r"[\"'”’]?"
_DISMISSED = rf"(?:dismiss|reject|describ|brand|denounc|condemn|label)\w* as {_FALSE} (?:[\w’'-]+ ){{0,4}}?{_REPORTS}"
_UNDONE = r"(?:unravell?ed|collapsed|fell apart|crumbled|(?:was|were) (?:debunked|exposed|disproved|refuted)|(?:did|does) not hold(?: up)?)"
_CLAIMING = "(?:claim|sa(?:y|id)|report|stat|suggest|alleg|assert)"
_WAS = "(?:is|are|was|were|has been|have been|proved|turned out(?: to be)?)"
_FOOTAGE = r"(?:videos?|photos?|photographs?|images?|pictures?|clips?|footage|recordings?|letters?|screenshots?)"
_FAKED = r"(?:an? )?(?:[\w-]+ )?(?:deep-?fakes?|faked?|forger(?:y|ies)|forged|hoax|doctored|staged|manipulated|computer-generated|AI-generated)"
_DISPROVING = r"(?:no truth (?:in|to)|contrary to|false|fake|bogus|debunk(?:s|ed)|disprov(?:es|ed)|refut(?:es|ed))"
_NO = (
    r"(?:No\b|Never|Nonsense|Rubbish|Not true|Absolutely not|Of course not"
    r"|(?:That|It|This)(?:['’]s| is| was) (?:(?:just|quite|[a-z]+ly) )?(?:a lie|lies|not (?:true|the case)|wrong|untrue|false|nonsense|rubbish|absurd|ridiculous))"
)
_ANSWERED_NO = re.compile(
    rf"\b[Aa]sked (?:[\w’'-]+ ){{0,5}}?(?:whether|if) (?P<told>[^,]{{5,200}}), [^\"“]{{0,60}}[\"“]{_NO}"
)
_UNTRUE = tuple(
    re.compile(pattern, re.IGNORECASE | re.DOTALL)
    for pattern in (
        rf"\b(?:it|that)(?:['’]s| is| was) {_SIMPLY}{_FALSE}{_QUOTED} that (?P<told>.+)",
        rf"\b(?:false|wrong|mistaken|incorrect|baseless)ly {_CLAIMING}\w* (?:that )?(?P<told>.+)",
        rf"\b{_REPORTS} (?:[\w’'-]+ ){{0,5}}?that (?P<told>.{{5,300}}?) {_WAS} {_SIMPLY}{_FALSE}\b",
        rf"\b{_DISMISSED} (?:[\w’'-]+ ){{0,3}}?that (?P<told>.+)",
        rf"\b{_REPORTS} of (?P<told>.{{5,200}}?) {_WAS} {_SIMPLY}{_FALSE}\b",
        rf"\b(?:claims?|story|account|alibi|version) (?:that|of|to have) (?P<told>.{{5,200}}?) {_UNDONE}\b",
        rf"\b{_FOOTAGE} (?:said to |purporting to |that appears to |which appears to )?(?:show(?:s|ed|ing)?|of) (?P<told>.{{5,200}}?) {_WAS} {_SIMPLY}{_FAKED}\b",
        rf"\b{_DISPROVING} (?:[\w’'-]+ ){{0,3}}?{_REPORTS} (?:[\w’'-]+ ){{0,3}}?that (?P<told>.+)",
    )
)


# what is denied: something done, or a noun for it, but nothing that is kept from somebody ("denied bail")
_DONE = r"(?:ever )?(?:having (?:ever )?)?[a-z]+(?:ing|ed)\b.+|(?:any|all) .+"
_CHARGE = (
    r"(?:(?:the|any|all|these|those|such|his|her|their|[\w-]+’?'?s?) ){0,3}?"
    r"(?:claims?|allegations?|accusations?|charges?|suggestions?|reports?|rumou?rs?|idea|notion)"
)
_DENIED = re.compile(
    rf"\b(?:(?:den(?:y|ies|ied|ying)|(?:reject|disput|refut|dismiss)(?:e?s|e|ed|ing)?)"
    rf" (?:that (?P<clause>.+)|{_CHARGE} (?:that (?P<claim>.+)|(?:of|by|about) (?P<charge>.+))|(?P<done>{_DONE}))"
    rf"|(?:pleads?|pleaded|pled) not guilty to (?P<plea>.+))",
    re.DOTALL,
)
_NOT_DENYING = re.compile(
    r"\b(?:not|never|nobody|no one|nor|or|neither|without|cannot|n['’]t|is|are|was|were|be|been|being|previously|earlier|initially"
    r"|originally|at first|(?:months|years|weeks|days|long|had)|once)(?: \w+ly)?[ ,]+\Z",
    re.IGNORECASE,
)
_DENYING_REACH = 24  # code points before a verb of denying in which it is negated
_END = re.compile(
    r",? (?:and|but|yet|while) (?:(?:has|had|instead|also) )?(?:said|says|accus|blam|insist|claim|add|call|maintain|argu|told)|\s(?:who|whom|whose|which)\s|[.;:!?](?=\s|[\"”]|\Z)"
)


class Untrue(NamedTuple):
    """What a sentence calls untrue or denies, where it starts to do so, and how.

    `denied` is whether that is somebody's word: "denied", "No.".
    """

    told: str
    start: int
    denied: bool


def called_untrue(text: str) -> Untrue | None:
    """What a sentence calls untrue: the … in "it is not true that …", "denied …"; None where nothing."""
    answer = _ANSWERED_NO.search(text)
    if answer is not None:
        return Untrue(answer["told"], answer.start(), denied=True)
    return _untrue_by(_UNTRUE, text) or _denied(text) or _untrue_by(DEBUNKED, text)


def _untrue_by(patterns: Iterable[re.Pattern[str]], text: str) -> Untrue | None:
    found = next((match for pattern in patterns if (match := pattern.search(text))), None)
    return Untrue(found["told"], found.start(), denied=False) if found else None


def _denied(text: str) -> Untrue | None:
    """What somebody in a sentence denies, unless that is told of the past or taken back."""
    found = _DENIED.search(text)
    if found is None:
        return None
    before = text[max(0, found.start() - _DENYING_REACH) : found.start()]
    if _NOT_DENYING.search(before):
        return None
    told = next(part for part in found.groups() if part)
    return Untrue(_END.split(told, maxsplit=1)[0], found.start(), denied=True)
