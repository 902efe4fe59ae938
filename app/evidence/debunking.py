"""Words by which a sentence keeps from saying what it mentions: it calls that false or exaggerated, supposes it, does not deny it."""

import re

from app.claims.reading.untruths import CALLING, EXAGGERATED, FALSE, REPORT_THAT, WAS
from app.evidence.comparison import words_shared
from app.evidence.propositions import MOST_CHARS, read_proposition
from app.evidence.vocabulary import ReasonCode

_WHOSE = r"(?:[\w’'-]{1,30} ){0,5}?"
_TOLD = r"(?P<told>[^.;]{5,300}?)"
DEBUNKED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{REPORT_THAT}{_TOLD} {WAS} {FALSE}(?=\W|\Z)",
        rf"\b{CALLING} {_WHOSE}{REPORT_THAT}{_TOLD} (?:as )?{FALSE}(?=\W|\Z)",
        rf"\b{CALLING} as {FALSE},? {_WHOSE}{REPORT_THAT}(?P<told>.{{5,300}})",
    )
)
"""Patterns of what is called false, `told`."""
_WOULD = r"\b(?:would|could|might|may|will)(?:n't|n’t)?\b"
_OF_SUBJECT = r"(?:(?:the|an?|this|that|these|those|his|her|its|their|any|he|she|it|they|we|I|you)\b|(?-i:[A-Z]))"
_SUPPOSED = (
    rf"(?:\A|[,;:.\"“‘—]\s?|\b(?:that|and|but) )(?:had|were|should) (?P<told>{_OF_SUBJECT}[^.;]{{3,200}}?{_WOULD})",
    rf"{_WOULD} (?:not )?(?:have )?[^,.;]{{2,80}} (?:had|were) (?P<told>{_OF_SUBJECT}.{{5,300}})",
    r"(?:\A|[,;:.\"“‘—]\s?|\b(?:that|and|but) )(?:even )?if (?P<told>[^.;]{5,300})",
)
_REPORTED = (
    rf"\b{REPORT_THAT}{_TOLD} {WAS} {EXAGGERATED}",
    rf"\b{CALLING} {_WHOSE}{REPORT_THAT}{_TOLD} (?:as )?{EXAGGERATED}",
    r"(?:\b(?:not|never|neither|nor|without|(?:declin|refus)\w{1,3} to)|n['’]t) (?:\w{1,20} (?:or|nor) |\w{1,20}ly )?den(?:y|ied|ying)\b(?P<told>.{5,300})",
)
_TESTS = tuple(
    (reason, re.compile(pattern, re.IGNORECASE | re.DOTALL))
    for reason, patterns in (
        (ReasonCode.CONDITIONAL, _SUPPOSED),
        (ReasonCode.UNCONFIRMED, _REPORTED),
    )
    for pattern in patterns
)
_DOUBTFUL = re.compile(
    rf"\b(?:not|no|never|nobody|none|neither|nor|nothing|without|cannot|if|unless|whether|den(?:y|ies|ied|ying|ials?))\b"
    rf"|n['’]t\b|\b{WAS} {FALSE}(?=\W|\Z)|\b{EXAGGERATED}"
    r"|\b(?:false|falsely|untrue|myth|hoax|lies?(?! in\b)|debunk\w*|baseless|unfounded|nonsense|fake|fabricated)\b"
    rf"|\A(?:had|were|should) [^.;?]{{3,200}}?{_WOULD}",
    re.IGNORECASE,
)
_NO_DOUBT = re.compile(
    r"\b(?:not (?:only|just|merely|least)|no (?:fewer|less|more|later|sooner|doubt|longer)|no\. ?\d)\b",
    re.IGNORECASE,
)


def unasserted(passage: str, claim: str) -> list[ReasonCode]:
    """Why a passage only mentions most of what a claim says, and the claim does not do so alike; none where it says it."""
    text, claim = passage[:MOST_CHARS], claim[:MOST_CHARS]
    stated = read_proposition(claim, None)
    whole = words_shared(read_proposition(text, None), stated)
    found = (
        reason
        for reason, pattern in _TESTS
        if (match := pattern.search(text)) is not None
        and not pattern.search(claim)
        and words_shared(read_proposition(match["told"], None), stated) * 2 > whole
    )
    return sorted(set(found))


def has_doubt(text: str) -> bool:
    """Whether a text negates something, calls it false or exaggerated, or supposes it."""
    return bool(_DOUBTFUL.search(_NO_DOUBT.sub("", text)))
