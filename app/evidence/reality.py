"""Whether a sentence says that something is so, or that it is planned, possible, asked, unconfirmed or untrue."""

import re
from itertools import islice
from typing import NamedTuple

from app.evidence.propositions import stem_of
from app.evidence.vocabulary import ReasonCode

SHORT_SENTENCE = 120  # code points: about twenty words
REACH = 50  # code points behind a word of planning in which what is planned stands
LONGER_WORD = 4  # letters; shorter words are seldom what is planned
MOST_PLACES = 20  # looked at in one sentence

_WORD = re.compile(r"\w+")
_PLANNED = re.compile(
    r"\b(?:will|won't|would|shall|should|plan(?:s|ned|ning)?(?= to\b| for\b| on\b)|plans?\b|intend(?:s|ed|ing)?"
    r"|expect(?:s|ed|ing)?|aim(?:s|ed|ing)? to|hop(?:e|es|ed|ing) (?:to|that|for)|propos(?:e|es|ed|ing|als?)"
    r"|consider(?:s|ed|ing)|vow(?:s|ed|ing)?|pledg(?:e|es|ed|ing)|promis(?:e|es|ed|ing)|threaten(?:s|ed|ing)?"
    r"|(?:pray|prays|prayed|wish|wishes|wished|fear|fears|feared)(?= that\b| for\b)|(?:th(?:ink|inks|inking|ought)|dream(?:s|t|ed)?|talk(?:s|ed)?) of|tr(?:y|ies|ied|ying) to|attempt(?:s|ed|ing)?|bid for|brink of"
    r"|agree(?:s|d)? to|search(?:es|ed|ing)? for|call(?:s|ed|ing) (?:for|on)|urg(?:e|es|ed|ing)|want(?:s|ed|ing)?|demand(?:s|ed|ing)?"
    r"|fac(?:e|es|ed|ing)(?= (?:\w+ ){0,2}(?:fine|prison|jail|sentence|charges?|trial|ban|lawsuit|sanctions?|penalt|prosecution))"
    r"|(?:set|due|about|scheduled|ready|preparing|prepared|going|poised|likely|bound) to"
    r"|forecast(?:s|ed)?|predict(?:s|ed|ing|ions?)?|warn(?:s|ed|ing)? (?:that|of)|draft|seek(?:s|ing)?|sought"
    r"|(?:is|are) to (?!be\b(?! \w+ed\b))\w+)\b|^to [a-z]",
    re.IGNORECASE,
)
_CONDITIONAL = re.compile(
    r"^(?:if|unless|should|were)\b|\b(?:if|unless|provided that|as long as|in case|whether)\b(?! or not)|\?[\"'”’]?\s*\Z",
    re.IGNORECASE,
)
_UNCONFIRMED = re.compile(
    r"\b(?:could not|cannot|couldn't|can't|unable to|not been able to|impossible to)"
    r" (?:\w+ly |yet |immediately )*(?:be )?(?:verif|confirm|corroborat|establish|say)"
    r"|\b(?:not|n't|yet to|nor|neither|never|declined to|refused to|without)"
    r" (?:\w+ly |yet |been |be |immediately )*(?:confirm|verif|corroborat)\w*"
    r"|\bno (?:\w+ )?(?:evidence|proof|confirmation|indication|sign|reports?)\b(?= (?:that|of|to|for))"
    r"|\b(?:unclear|unknown|uncertain|not clear|not known|remains to be seen) (?:whether|if|how|when|who)"
    r"|\b(?:unconfirmed|unverified|unproven)\b"
    r"|\b(?:did|does|do|would|has|have)(?: not|n't) (?:say|said|mention|comment)"
    r"|\bneither confirm"
    r"|\b(?:suspected of|accused of|charged with|questioned (?:about|over)|on suspicion of|under investigation (?:for|over)"
    r"|(?:stand|stands|stood|go|goes|went) on trial|helping (?:\w+ ){0,3}with (?:\w+ )?(?:inquiries|enquiries))\b",
    re.IGNORECASE,
)
_POSSIBLE = re.compile(r"\b(?:may|might|could|possibl[ey]|perhaps|potentially)\b(?! not)")
_REPORTS = r"(?:claims?|reports?|stor(?:y|ies)|rumou?rs?|posts?|allegations?|suggestions?|assertions?|idea|notion)"
_RUMOURS = (
    r"(?:claims|reports|stories|rumou?rs|posts|allegations|suggestions|assertions|accusations)"
)
_FALSE = (
    r"(?:[\"'“‘]?pure |[\"'“‘])?(?:false|untrue|not true|wrong|baseless|unfounded|groundless|nonsense|a hoax|a lie|lies|a myth|fake|debunked"
    r"|misleading|incorrect|inaccurate|fabricated|not the case|invention|invented|fiction|made up|rubbish|absurd)"
)
_SIMPLY = r"(?:(?:simply|just|quite|absolutely|completely|entirely|totally|also) )?"
_DISMISSED = rf"(?:dismiss|reject|describ|brand|denounc|condemn|label)\w* as {_FALSE} (?:[\w’'-]+ ){{0,4}}?{_REPORTS}"
_UNDONE = r"(?:unravell?ed|collapsed|fell apart|crumbled|(?:was|were) (?:debunked|exposed|disproved|refuted)|(?:did|does) not hold(?: up)?)"
_MERE_REPORTS = re.compile(rf"\b{_RUMOURS} (?:[\w’'-]+ ){{0,5}}?that\b", re.IGNORECASE)
_CLAIMING = "(?:claim|sa(?:y|id)|report|stat|suggest|alleg|assert)"
_WAS = "(?:is|are|was|were|has been|have been|proved|turned out(?: to be)?)"
_DISPROVING = r"(?:no truth (?:in|to)|contrary to|false|fake|bogus|debunk(?:s|ed)|disprov(?:es|ed)|refut(?:es|ed))"
_NO = (
    r"(?:No\b|Never|Nonsense|Rubbish|Not true|Absolutely not|Of course not"
    r"|(?:That|It)(?:['’]s| is) (?:a lie|not true|untrue|false|nonsense|rubbish|absurd|ridiculous))"
)
_ANSWERED_NO = re.compile(
    rf"\b[Aa]sked (?:\w+ )?(?:whether|if) (?P<told>[^,]{{5,200}}), [^\"“]{{0,60}}[\"“]{_NO}"
)
_UNTRUE = tuple(
    re.compile(pattern, re.IGNORECASE | re.DOTALL)
    for pattern in (
        rf"\b(?:it|that)(?:['’]s| is| was) {_SIMPLY}{_FALSE} that (?P<told>.+)",
        rf"\b(?:false|wrong|mistaken|incorrect|baseless)ly {_CLAIMING}\w* (?:that )?(?P<told>.+)",
        rf"\b{_REPORTS} (?:[\w’'-]+ ){{0,5}}?that (?P<told>.{{5,300}}?) {_WAS} {_SIMPLY}{_FALSE}\b",
        rf"\b{_DISMISSED} (?:[\w’'-]+ ){{0,3}}?that (?P<told>.+)",
        rf"\b{_REPORTS} of (?P<told>.{{5,200}}?) {_WAS} {_SIMPLY}{_FALSE}\b",
        rf"\b(?:claims?|story|account|alibi|version) (?:that|of|to have) (?P<told>.{{5,200}}?) {_UNDONE}\b",
        rf"\b{_DISPROVING} (?:[\w’'-]+ ){{0,3}}?{_REPORTS} (?:[\w’'-]+ ){{0,3}}?that (?P<told>.+)",
    )
)


class Untrue(NamedTuple):
    """What a sentence calls untrue, where it starts to do so, and whether it is somebody's answer ("No.")."""

    told: str
    start: int
    answered: bool


def called_untrue(text: str) -> Untrue | None:
    """What a sentence calls untrue: the … in "it is not true that …", "claims that … are false"; None where nothing."""
    answer = _ANSWERED_NO.search(text)
    if answer is not None:
        return Untrue(answer["told"], answer.start(), answered=True)
    found = next((match for pattern in _UNTRUE if (match := pattern.search(text))), None)
    return None if found is None else Untrue(found["told"], found.start(), answered=False)


def _is_unconfirmed(text: str) -> bool:
    return bool(_UNCONFIRMED.search(text) or _MERE_REPORTS.search(text))


def unreal(content: str, passage: str, claim: str) -> list[ReasonCode]:
    """Why a passage does not say that something is so, though a claim does; none where both speak alike.

    Args:
        content: What the passage says or somebody in it.
        passage: The whole passage.
        claim: The text of the claim.
    """
    known = {stem_of(word.lower()) for word in _WORD.findall(claim)}
    tests = (
        (ReasonCode.CONDITIONAL, _CONDITIONAL),
        (ReasonCode.PLANNED, _PLANNED),
        (ReasonCode.POSSIBLE, _POSSIBLE),
    )
    found = [ReasonCode.UNCONFIRMED] if _is_unconfirmed(passage) > _is_unconfirmed(claim) else []
    return found + [
        reason
        for reason, pattern in tests
        if not pattern.search(claim) and _concerns(content, pattern, known)
    ]


def _concerns(content: str, pattern: re.Pattern[str], known: set[str]) -> bool:
    """Whether words that make a sentence unreal may bear on what a claim says.

    In a short sentence they do; in a long one where a word of the claim stands close behind them.
    """
    if len(content) <= SHORT_SENTENCE:
        return pattern.search(content) is not None
    return any(
        not known.isdisjoint(
            stem_of(word.lower())
            for word in _WORD.findall(content[match.end() : match.end() + REACH])
            if len(word) >= LONGER_WORD
        )
        for match in islice(pattern.finditer(content), MOST_PLACES)
    )
