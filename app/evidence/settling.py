"""Whether a word of planning or possibility leaves open what it speaks of.

It does not where a negation settles it ("would not let him go", "no vehicle could cross"), where the plan is told to have
failed ("an attempt to … was foiled", "was due to open and has been put back"), or where nothing follows it that may or may
not be so ("as planned", "than it had hoped for", "is due to a strike").
"""

import re
from itertools import islice

MOST_PLACES = 20  # looked at in one text

_NEGATED_BEHIND = re.compile(
    r"(?:n't\b|\s+(?:(?:be|have|get|see) )?(?:not|never|no|hardly|nothing|nobody|none)\b)"
)
_LASTING_BEHIND = re.compile(
    r"\s+(?:also |still |have to )?(?:be kept|stay|remain|keep|continue|retain|go on|carry on|hold on|stick|leave [\w’' -]{1,30} (?:unchanged|as))\b"
)
_MODAL = re.compile(r"(?:will|would|shall|should|could|may|might)\Z", re.IGNORECASE)
_NEGATED_BEFORE = re.compile(
    r"\b(?:no(?![-\w])|nobody|none|nothing|neither|never|not(?! only\b| just\b))\b[^,.;:]{0,40}\Z",
    re.IGNORECASE,
)
_NOTHING_BEHIND = re.compile(r"[\"'”’]?\s*(?:[.;:!?]|\Z)")
_LASTS = re.compile(
    r"\b(?:stay(?:s|ed)?|remain(?:s|ed)?|ke(?:ep|eps|pt)|continue[sd]?|retain(?:s|ed)?|still)\b",
    re.IGNORECASE,
)
_COMPARED = re.compile(r"\b(?:as|than)\b(?: [\w'’-]+){0,6} \Z", re.IGNORECASE)
_ENDS_COMPARISON = re.compile(r"[\"'”’]?\s*(?:[,.;:!?]|\Z)")
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)(?: \w+ly)? \Z", re.IGNORECASE)
_SAID_BEFORE = re.compile(
    r"\b(?:as|than)(?: (?:[a-z]+ly|first|once|had|has|was|were|been|it|he|she|they|we))* \Z",
    re.IGNORECASE,
)
_BACKGROUND = re.compile(r"\b(?:after|despite|having)(?: [\w-]+){0,2} \Z", re.IGNORECASE)
_CAUSE = re.compile(r"\s+(?:an?|the|its|his|her|their|this|that|[A-Z]\w*|[a-z-]+s)\b")
_INTENT = re.compile(
    r"fear|talk|predict|forecast|expect|plan|attempt|tr(?:y|ie)|bid|propos|hop(?:e|ing)|want|search|threat|draft|s(?:eek|ought)|aim|intend|(?:due|set|scheduled|about|poised|ready) to",
    re.IGNORECASE,
)
_FAILED = re.compile(
    r"\b(?:fail(?:s|ed|ure)?|c[ao]me to nothing|in vain|unsuccessful(?:ly)?|without (?:success|a trace)|fell through|broke down|collapsed"
    r"|(?:foiled|thwarted|defeated|rejected|scrapped|shelved|abandoned|dropped|cancelled|canceled|blocked|quashed|postponed|delayed|averted|prevented)"
    r"|(?:call(?:ed)?|put) off|put back|(?:voted|turned) down|thrown out|g[ia]ven? up|instead|unfounded|groundless|(?:no|not an? [a-z]+ of) truth)\b",
    re.IGNORECASE,
)
_WAS_TO = re.compile(
    r"\b(?:(?<=was )|(?<=were )|(?<=been )|(?<=originally ))(?:to (?=[a-z])|(?:due|set|scheduled|expected|supposed|planned) (?:to|for|on|in)\b)"
)
_MISTAKEN = re.compile(
    r"\b(?:thought|expected|believed|feared|hoped|assumed|supposed)\b[^.!?]{0,300}[,;.] (?:but )?instead\b",
    re.IGNORECASE,
)
_ASKED = re.compile(r"\b(?:asked|question\w*|put to \w+)\b[^.;:]{0,60}\Z", re.IGNORECASE)
_ANSWER = re.compile(
    r"\b(?:no(?! comment\b)|not a\w*|never|nothing|nobody|none|yes|nodded|shook|indeed|of course)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.!?;][\"'”’]?\s")


def leaves_open(text: str, cue: re.Match[str], claim: str) -> bool:
    """Whether a word of planning or possibility in a text leaves open if what it speaks of is so.

    A failure of which the claim tells as well is no news of the plan.
    """
    if _is_negated(text, cue) or _ends(text, cue):
        return False
    lasts = _MODAL.match(cue.group()) and _LASTING_BEHIND.match(text, cue.end())
    if lasts and not _LASTS.search(claim):
        return False
    return bool(_FAILED.search(claim)) or not _has_failed(text, cue)


def is_otherwise(text: str) -> bool:
    """Whether a text tells what happened instead of what was thought: "thought that … might …; instead …"."""
    return _MISTAKEN.search(text) is not None


def is_put_off(text: str, claim: str) -> bool:
    """Whether a text tells that something was to be and is not to be as it was meant, and a claim does not."""
    if _FAILED.search(claim):
        return False
    return any(_tells_of_failure(text, cue) for cue in islice(_WAS_TO.finditer(text), MOST_PLACES))


def sentence_around(text: str, place: int) -> tuple[int, int]:
    """Where the sentence, or its part up to a semicolon, starts and ends that has a place of a text in it."""
    ends = [0, *(match.end() for match in _SENTENCE.finditer(text)), len(text)]
    start = max(end for end in ends if end <= place)
    return start, min(end for end in ends if end > place)


def is_answered(text: str, cue: re.Match[str]) -> bool:
    """Whether a text tells the answer, yes or no, to what it says that somebody was asked."""
    if not _ASKED.search(text[: cue.start()]):
        return False
    start, _ = sentence_around(text, cue.start())
    return bool(_ANSWER.search(text, cue.end()) or _ANSWER.search(text[start : cue.start()]))


def _is_negated(text: str, cue: re.Match[str]) -> bool:
    """Whether a negation beside it makes it say that something is not so."""
    if cue.group().lower() == "won't":
        return True
    if not _MODAL.match(cue.group()):
        return False
    return bool(
        _NEGATED_BEHIND.match(text, cue.end()) or _NEGATED_BEFORE.search(text[: cue.start()])
    )


def _ends(text: str, cue: re.Match[str]) -> bool:
    """Whether nothing follows it that may or may not be so, or only what was so before."""
    before = text[: cue.start()]
    if cue.group().endswith("ed") and _SAID_BEFORE.search(before):
        return True
    if cue.group().endswith("ing") and _BACKGROUND.search(before):
        return True
    if cue.group().lower() == "due to" and _CAUSE.match(text, cue.end()):
        return True
    if _ENDS_COMPARISON.match(text, cue.end()) and _COMPARED.search(before):
        return True
    return bool(_NOTHING_BEHIND.match(text, cue.end()) and not _PASSIVE.search(before))


def _has_failed(text: str, cue: re.Match[str]) -> bool:
    """Whether what was intended is told to have failed or been put off."""
    return bool(_INTENT.match(cue.group())) and _tells_of_failure(text, cue)


def _tells_of_failure(text: str, cue: re.Match[str]) -> bool:
    """Whether the sentence around a place tells of failure, apart from the words there."""
    start, end = sentence_around(text, cue.start())
    return bool(_FAILED.search(text, start, cue.start()) or _FAILED.search(text, cue.end(), end))
