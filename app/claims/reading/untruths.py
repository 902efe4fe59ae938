"""What somebody says is untrue: "it is not true that …", "reports that … are false", "called the claim that … a lie"."""

import re

from app.claims.reading.lexicon import AUXILIARIES, IRREGULAR_PASTS
from app.claims.reading.sentences import Span

_SIMPLY = r"(?:(?:simply|just|quite|also|plain|pure|total|complete|utter|absolute|\w{1,20}ly|both|all|now) )?"
FALSE = (
    rf"[\"'“‘]?{_SIMPLY}(?:not (?:true|the case|so|correct)|untrue|false|wrong|incorrect|inaccurate|baseless|unfounded"
    r"|groundless|nonsense|rubbish|absurd|ridiculous|laughable|fake|fabricated|fictitious|fiction|invented|made[- ]up"
    r"|debunked|disproved|disproven|refuted|discredited|myths|(?:\w{1,20} )?lies"
    r"|an? (?:\w{1,20} ){0,2}?(?:lie|myth|hoax|fabrication|invention|smear|fairy tale|falsehood|fiction|forgery))[\"'”’]?"
)
"""How a claim is called false, of a regular expression."""
EXAGGERATED = rf"[\"'“‘]?{_SIMPLY}(?:exaggerated|overstated|overblown|inflated|misleading|premature|an exaggeration)\b"
"""How a claim is called other than it is, though not false."""
_REPORT = (
    r"(?:claims?|reports?|rumou?rs?|allegations?|accusations?|suggestions?|assertions?|stor(?:y|ies)|statements?|idea"
    r"|notion|insistence|contention|theor(?:y|ies)|posts?)"
)
_OF_WHOM = r"(?:[\w’'-]{1,30} ){0,5}?"
REPORT_THAT = rf"{_REPORT} {_OF_WHOM}that "
"""A noun for what is called false, up to what it says: "claim by Lee that …"."""
WAS = r"(?:is|are|was|were|has been|have been|had been|proved|turned out to be)"
CALLING = r"(?:call|describ|label|brand|dubb?|denounc|condemn|decr[iy]|derid|ridicul)\w{0,5}"
"""A verb of calling something false."""
_END = r"(?=[\"”’]?(?:[.;:!]|\Z|,(?! (?:which|who|that)\b)| (?:and|but|because|since|as|by|in|on|after|when)\b))"
_UNTRUE = re.compile(
    rf"(?:it(?: is|['’]s| was| has been) (?:simply |just |quite |absolutely |completely |entirely )?{FALSE}"
    r"|there (?:is|was) no truth (?:in|to) (?:the |any )?(?:stor(?:y|ies)|rumou?rs?|claims?|reports?|suggestions?))"
    r"(?:,[^,]{1,60},)? that (?=\S)",
    re.IGNORECASE,
)
_JUDGED_REPORT = re.compile(
    rf"{_OF_WHOM}{REPORT_THAT}(?P<told>.{{8,300}}?) {WAS} (?:(?P<false>{FALSE})|{EXAGGERATED}){_END}",
    re.IGNORECASE | re.DOTALL,
)
_CALLED = re.compile(
    rf"\s*(?:{_OF_WHOM}{REPORT_THAT}(?P<told>.{{8,300}}?) (?:as )?{FALSE}{_END}"
    rf"|as {FALSE},? {_OF_WHOM}{REPORT_THAT}(?P<behind>[^.;,]{{8,300}}))",
    re.IGNORECASE | re.DOTALL,
)
_CALLING = re.compile(CALLING, re.IGNORECASE)
_FURTHER_CLAUSE = re.compile(r",? (?:and|but) that ")
_WORD = re.compile(r"[\w'’-]+")
_SHORTEST_CLAUSE = 3  # words
_FINITE = AUXILIARIES | IRREGULAR_PASTS | {"cost"}


def untrue_part(text: str, content: Span) -> Span | None:
    """What a content says is untrue: "it is not true that …", "reports that … are false"; None where it says none."""
    opening = _UNTRUE.match(text, *content)
    if opening is not None:
        further = _FURTHER_CLAUSE.search(text, opening.end(), content.end)
        end = further.start() if further else content.end
        return Span(opening.end(), opening.end() + len(text[opening.end() : end].rstrip(" .;!,")))
    report = _judged(text, content)
    return Span(*report.span("told")) if report and report["false"] else None


def judged_report(text: str, content: Span) -> Span | None:
    """What a report says that a content calls false or exaggerated; None where it calls none so."""
    report = _judged(text, content)
    return Span(*report.span("told")) if report else None


def _judged(text: str, content: Span) -> re.Match[str] | None:
    report = _JUDGED_REPORT.match(text, *content)
    return report if report and _is_clause(report["told"]) else None


def called_false(text: str, verb: Span, behind: Span) -> Span | None:
    """What a verb calls false by the words behind it: "called the claim that … a lie"; None where it calls nothing so."""
    if not _CALLING.fullmatch(text, *verb):
        return None
    found = _CALLED.match(text, *behind)
    if found is None:
        return None
    told = Span(*found.span("told" if found["told"] else "behind"))
    return told if _is_clause(told.of(text)) else None


def _is_clause(told: str) -> bool:
    """Whether words may be a clause of their own: "the test results" is none, and neither is "the test was"."""
    words = _WORD.findall(told)
    if len(words) < _SHORTEST_CLAUSE or words[-1] in AUXILIARIES | {"not", "also", "only"}:
        return False
    return any(word in _FINITE or word.endswith(("ed", "s")) for word in words[1:])
