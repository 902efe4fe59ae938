"""Whether a sentence says that something is so, or that it is planned, possible, asked or unconfirmed."""

import re
from itertools import islice

from app.claims.reading.lexicon import IRREGULAR_PASTS
from app.evidence.comparison import words_shared
from app.evidence.propositions import read_proposition, stem_of
from app.evidence.settling import is_answered, is_otherwise, leaves_open, sentence_around
from app.evidence.verbs import verbs_in
from app.evidence.vocabulary import ReasonCode

SHORT_SENTENCE = 120  # code points: about twenty words
REACH = 50  # code points behind a word of planning in which what is planned stands
LONGER_WORD = 4  # letters; shorter words are seldom what is planned
TOLD_WITHOUT = 0.6  # of the claim's content words, for the rest of a sentence to say it
MOST_PLACES = 20  # looked at in one sentence

_CLAUSE_END = re.compile(
    r"[,;:.!?]\s|\s(?:[-\u2013\u2014]|who|which|while|though|although|because|when|after|before|as|but)\s"
)
_WORD = re.compile(r"\w+")
_COMING = re.compile(
    r"\b(?:will|won't|shall|(?:set|due|about|scheduled|going) to|agree(?:s|d)? to|(?:is|are) to (?!be\b(?! \w+ed\b))\w+)\b",
    re.IGNORECASE,
)
_RULED = re.compile(
    r"\b(?:must|may|can|ha(?:s|ve) to|allow\w*|permit\w*|forbid\w*|forbidden|bann?(?:s|ed)?|barred|compulsory|mandatory|oblig\w+|requir\w+|order(?:s|ed)?)\b"
)
_UNDER_WAY = re.compile(r"\b(?:is|are) (?:\w+ly )?\w+ing\b", re.IGNORECASE)
_PAST = re.compile(r"\b(?:was|were|had|has|have|did|is|are|been|\w+ed)\b", re.IGNORECASE)
_PLANNED = re.compile(
    r"\b(?:will|won't|would(?! appear| seem)|shall|should|plan(?:s|ned|ning)?(?= to\b| for\b| on\b)|plans?\b|intend(?:s|ed|ing)?"
    r"|expect(?:s|ed|ing)?|aim(?:s|ed|ing)? to|hop(?:e|es|ed|ing) (?:to|that|for)|propos(?:e|es|ed|ing|als?)"
    r"|consider(?:s|ed|ing)|vow(?:s|ed|ing)?|pledg(?:e|es|ed|ing)|promis(?:e|es|ed|ing)|threaten(?:s|ed|ing)?"
    r"|(?:pray|prays|prayed|wish|wishes|wished|fear|fears|feared)(?= that\b| for\b)|(?:th(?:ink|inks|inking|ought)|dream(?:s|t|ed)?|talk(?:s|ed)?) of|tr(?:y|ies|ied|ying) to|attempt(?:s|ed|ing)?(?= to\b| at\b| by\b)|bid for|brink of"
    r"|agree(?:s|d)? to(?! (?:an?|the|all|its|his|her|their|terms)\b)|search(?:es|ed|ing)? for|call(?:s|ed|ing) (?:for|on)|urg(?:e|es|ed|ing)(?= (?:[\w’'-]+ ){1,8}to\b)|want(?:s|ed|ing)?|demand(?:s|ed|ing)?"
    r"|fac(?:e|es|ed|ing)(?= (?:\w+ ){0,2}(?:fine|prison|jail|sentence|charges?|trial|ban|lawsuit|sanctions?|penalt|prosecution))"
    r"|(?:set|due|about|scheduled|ready|preparing|prepared|going|poised|likely|bound) to"
    r"|forecast(?:s|ed)?|predict(?:s|ed|ing|ions?)?|warn(?:s|ed|ing)? (?:that|of)|draft|seek(?:s|ing)?|sought"
    r"|(?:is|are) to (?!be\b(?! \w+ed\b))\w+)\b|^to (?!an?\b|the\b)[a-z]",
    re.IGNORECASE,
)
_FEARED = re.compile(
    r"\b(?:fear|hope|worr(?:y|ie)|wishe?|pray|dread)(?:s|d|ed|ing)? (?:that )?\Z", re.IGNORECASE
)
_CONDITIONAL = re.compile(
    r"^(?:if|unless|should|were)\b|\b(?:if(?! anything\b| so\b| that\b[,.]| any\b| ever\b| only\b)|unless|provided that|in case|whether)\b(?![^,.;]{0,60}\bor not\b)|\?[\"'”’]?\s*\Z",
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
_RUMOURS = (
    r"(?:claims|reports|stories|rumou?rs|posts|allegations|suggestions|assertions|accusations)"
)
_OF_PROOF = re.compile(
    r"\b(?:verif|confirm|evidence|proof|prove[ns]?\b|shown?\b|establish|comment)", re.IGNORECASE
)
_MERE_REPORTS = re.compile(
    rf"(?<!despite )(?<!contrary to )\b{_RUMOURS} (?:[\w’'-]+ ){{0,5}}?that\b", re.IGNORECASE
)


def _is_unconfirmed(text: str) -> bool:
    return bool(_UNCONFIRMED.search(text) or _MERE_REPORTS.search(text))


def unreal(content: str, passage: str, claim: str) -> list[ReasonCode]:
    """Why a passage does not say that something is so, though a claim does; none where both speak alike.

    Where the claim itself speaks of proof, what is not proven is no reason.

    Args:
        content: What the passage says or somebody in it.
        passage: The whole passage.
        claim: The text of the claim.
    """
    tests = [(ReasonCode.CONDITIONAL, _CONDITIONAL)]
    if not is_otherwise(passage):
        tests += [(ReasonCode.PLANNED, _PLANNED), (ReasonCode.POSSIBLE, _POSSIBLE)]
    alike = _is_unconfirmed(claim) or _OF_PROOF.search(claim)
    found = [ReasonCode.UNCONFIRMED] if _is_unconfirmed(passage) and not alike else []
    return found + [
        reason
        for reason, pattern in tests
        if not pattern.search(claim) and _concerns(content, pattern, claim)
    ]


def unreal_by_frame(before: str, claim: str) -> list[ReasonCode]:
    """The same for what stands before that which somebody says: "Neighbours fear that"."""
    feared = _FEARED.search(before) is not None and not _PLANNED.search(claim)
    return [ReasonCode.PLANNED] if feared else []


def _concerns(content: str, pattern: re.Pattern[str], claim: str) -> bool:
    """Whether words that make a sentence unreal may bear on what a claim says.

    In a short sentence they do, and in a long one where a word of the claim stands close behind them; but not where the
    rest says what the claim says.
    """
    short = len(content) <= SHORT_SENTENCE
    known = {stem_of(word.lower()) for word in _WORD.findall(claim)}
    coming = pattern is _PLANNED and _is_coming(claim)
    return any(
        (short or _is_near(content, match.end(), known))
        and _is_of(content, match, known)
        and _is_open(content, match, claim)
        and not (coming and _COMING.match(content, match.start()))
        for match in islice(pattern.finditer(content), MOST_PLACES)
    )


def _is_open(content: str, match: re.Match[str], claim: str) -> bool:
    """Whether a sentence leaves open what such words speak of, so that it does not say what a claim says."""
    if match.re is _CONDITIONAL:
        return not is_answered(content, match)
    if match.group() == "may" and _RULED.search(claim):
        return False  # both say what is permitted
    return leaves_open(content, match, claim) and not _is_said_without(content, match, claim)


def _is_of(content: str, match: re.Match[str], known: set[str]) -> bool:
    """Whether the sentence that has these words has any word of a claim."""
    start, end = sentence_around(content, match.start())
    return any(stem_of(word.lower()) in known for word in _WORD.findall(content[start:end]))


def _is_near(content: str, place: int, known: set[str]) -> bool:
    """Whether a longer word of a claim stands close behind a place."""
    words = _WORD.findall(content[place : place + REACH])
    return any(stem_of(word.lower()) in known for word in words if len(word) >= LONGER_WORD)


def _is_coming(claim: str) -> bool:
    """Whether a claim is of what is to come though no word says so: "is joining", "starts on Monday"."""
    if _UNDER_WAY.search(claim):
        return True
    past = _PAST.search(claim) or not IRREGULAR_PASTS.isdisjoint(_WORD.findall(claim))
    return not past and bool(read_proposition(claim, None).moments)


def _is_said_without(content: str, match: re.Match[str], claim: str) -> bool:
    """Whether a sentence says what a claim says, by one of its verbs, outside the clause behind words that make that unreal."""
    ended = _CLAUSE_END.search(content, match.end())
    end = ended.start() if ended else len(content)
    behind = read_proposition(content[match.end() : end], None)
    rest = read_proposition(f"{content[: match.start()]} {content[end:]}", None)
    stated = read_proposition(claim, None)
    if not behind.words or words_shared(rest, stated) < TOLD_WITHOUT * len(stated.words):
        return False
    told = {word.stem for word in stated.words} & behind.stems
    return told <= rest.stems and any(verb.is_in(stated) for verb in verbs_in(rest.text))
