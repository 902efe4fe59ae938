"""What somebody says is untrue: "it is not true that …", "reports that … are false"."""

import re

from app.claims.reading.sentences import Span

_UNTRUE = re.compile(
    r"(?:it (?:is|was|has been) (?:simply |just |quite |absolutely |completely |entirely )?"
    r"(?:not (?:true|the case)|untrue|false|a lie)"
    r"|there (?:is|was) no truth (?:in|to) (?:the |any )?(?:stor(?:y|ies)|rumou?rs?|claims?|reports?|suggestions?))"
    r"(?:,[^,]{1,60},)? that (?=\S)",
    re.IGNORECASE,
)
_UNTRUE_REPORT = re.compile(
    r"(?:the |any )?(?:reports?|claims?|rumou?rs?|allegations?|suggestions?|stor(?:y|ies)) that (.{8,300}?)"
    r" (?:is|are|was|were) (?:simply |just |quite |completely |entirely |also )?"
    r"(?:false|untrue|not true|wrong|baseless|unfounded|nonsense|a lie|lies)",
    re.IGNORECASE | re.DOTALL,
)
_FURTHER_CLAUSE = re.compile(r",? (?:and|but) that ")


def untrue_part(text: str, content: Span) -> Span | None:
    """What a content says is untrue: "it is not true that …", "reports that … are false"; None where it says none."""
    opening = _UNTRUE.match(text, *content)
    if opening is not None:
        further = _FURTHER_CLAUSE.search(text, opening.end(), content.end)
        return Span(opening.end(), further.start() if further else content.end)
    whole = _UNTRUE_REPORT.fullmatch(text, *content)
    return None if whole is None else Span(*whole.span(1))
