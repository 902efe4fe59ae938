"""Who says a passage by the phrase around it: "in the view of Ann Roe", "for historian Ann Roe, …", "as Ann Roe put it".

Nouns of saying ("the claim was made by"), verbs that the reader does not know in
front of "that" ("Ann Roe disclosed that …"), views ("holds it to be a fake"), estimates ("put it at 40") and names behind
a dash or in front of a quotation with a colon tell it, too.
"""

import re
from collections.abc import Iterator

from app.claims.reading.extraction import mention_of
from app.claims.reading.lexicon import (
    BODY_NOUNS,
    CAPITALS,
    IRREGULAR_PASTS,
    PRONOUNS,
    TITLES,
)
from app.claims.reading.occupations import is_occupation
from app.claims.vocabulary import Mention
from app.evidence.tags import is_known

_NAME = rf"[{CAPITALS}][\w'’-]{{1,30}}(?: [{CAPITALS}](?:[\w'’-]{{1,30}}|\.)){{1,3}}"
_ROLED = rf"(?:[a-z][\w'’-]{{1,30}} ){{0,5}}{_NAME}"
_WHO = r"(?P<who>(?:the )?[^\s,;:.“”\"][^,;:.“”\"]{1,80})"
_BODY = rf"(?:The )?(?:[\w'’-]{{1,30}} ){{0,4}}?(?:{'|'.join(sorted(BODY_NOUNS))})"
_APPOSED = r"(?: \([A-Z]{2,8}\))?(?:, [^,“”\"]{3,100},)?"
_TITLED = "|".join(sorted(title.capitalize() for title in TITLES if title.isalpha()))
_PASTS = "|".join(sorted(filter(str.isalpha, IRREGULAR_PASTS)))
_SAYINGS = (
    r"(?:accusation|account|admission|allegation|announcement|assertion|assurance|charge|claim|confirmation|criticism"
    r"|denial|estimate|figure|finding|forecast|news|number|objection|prediction|promise|suggestion|threat|tip|warning|word)s?"
)
_MADE = r"(?:brought|given|issued|levelled|leveled|made|put forward|raised|voiced)"
_HOLDS = (
    r"(?:has |have )?(?:holds?|held|considers?|considered|deems?|deemed|reckons?|reckoned|finds|regards?|regarded"
    r"|views?|viewed|sees)"
)
_NO_VIEW = r"(?!(?:means|meant|ensure[ds]|require[ds]|prove[ds]|showe?[ds]|noticed|was|is|has|had|does|this)\b)"

_IN_THE_VIEW_OF = re.compile(
    r"(?:\A|, |[.!?] )(?:[Ii]n the (?:account|estimation|eyes|judge?ment|opinion|telling|view|words) of"
    rf"|[Gg]oing by|(?:[Aa]s )?per|Per(?= (?:the|{_TITLED}) )) (?P<who>{_ROLED})"
)
_FOR = re.compile(
    rf"\AFor (?P<who>(?:the )?(?:[a-z][\w'’-]{{1,30}} ){{0,2}}(?P<trade>[a-z]+) {_NAME}),"
)
_AS_PUT = re.compile(
    rf"(?:\A|, )[Aa]s (?P<who>{_ROLED}) (?:puts? it|says?|said|told|tells|noted|remarked|has it)\b"
)
_MADE_BY = re.compile(
    rf"\A(?:An?|The) (?:[a-z]+ )?{_SAYINGS}\b[^“”\"]{{0,200}}? (?:was|were|is|are) (?:first )?{_MADE} by {_WHO}"
)
_CAME_FROM = re.compile(
    rf"\A(?i:(?:[a-z]+ ){{0,2}}{_SAYINGS})\b[^“”\"]{{0,200}}? (?:comes|came|come) from {_WHO}"
)
_SIGNED = re.compile(rf"[”\"](?: ?[-–—]{{1,2}} ?|: )(?P<who>{_NAME})(?=,|\W*\Z)")
_BEFORE_QUOTE = re.compile(
    rf"(?:\A|[,;.!?] )(?P<who>(?:[a-z][\w'’-]{{1,30}} ){{0,4}}{_NAME}) [a-z]+\b[^,;:.“”\"]{{0,60}}: [“\"]"
)
_SURE = (
    r"(?:is|was|are|were|remains?|remained) (?:[a-z]+ly )?"
    r"(?:adamant|certain|clear|confident|convinced|in no doubt|of the (?:opinion|view)|persuaded|positive|satisfied|sure)\b"
)
_OPENS = re.compile(
    rf"\A(?:[^,“”\"]{{3,80}}, )?(?P<who>(?:[\w'’-]{{1,30}} ){{0,4}}?{_NAME}|{_BODY}){_APPOSED} (?:{_SURE}"
    rf"|{_HOLDS} (?:that |[^.;:“”\"]{{2,120}}? (?:to be|to have|as) )"
    rf"|(?:has |have |had )?{_NO_VIEW}(?:[a-z]+(?:ed|es|s)|{_PASTS}) that "
    r"|(?:spoke|speaks|talked|talks|complained|complains|warned|warns) of "
    r"|(?:accuses?|accused|charges?|charged) [^.;:“”\"]{2,80}? (?:of|with) |(?:justifies|justified) "
    r"|puts? [^.;:“”\"]{3,80} down to (?=(?:an?|the|its|their) )"
    r"|(?:states?|stated|writes?|wrote|says?|said|warns?|warned|concludes?|concluded) in (?:an?|its|their|his|her|the) [^,;:“”\"]{3,60} that "
    r"|(?:took|turned|went) (?:to|on) [A-Z][\w ]{0,30} to [a-z]+\b"
    r"|(?:heard|saw|watched|witnessed) (?!(?:his|her|its|their|off|to|in|out|over|through)\b))"
)
_QUOTED_AS = re.compile(rf"\bquot(?:ed|es|ing) {_WHO} as saying\b")
_ESTIMATE = re.compile(
    r"\A(?P<who>[^;:.“”\"]{3,120}?),? (?:has |have |had )?(?:put|puts|estimated|estimates) [^;:.“”\"]{3,60}? at"
    r" (?:about |around |some |nearly |over |more than )?[$€£]?\d"
)
_ENDS = re.compile(rf", (?:argues|claims|says|warns) (?P<who>{_ROLED})\Z")
_FRAMES = (
    _IN_THE_VIEW_OF, _AS_PUT, _FOR, _MADE_BY, _CAME_FROM, _SIGNED, _BEFORE_QUOTE, _OPENS, _QUOTED_AS, _ESTIMATE, _ENDS,
)  # fmt: skip


def framed_speaker(words: str, start: int) -> Mention | None:
    """Who says a passage that stands at a place of its article; None where no phrase tells."""
    return next(_named(words, start), None)


def _named(words: str, start: int) -> Iterator[Mention]:
    for frame in _FRAMES:
        found = frame.search(words)
        if found is None or (frame is _FOR and not is_occupation(found["trade"])):
            continue
        speaker = mention_of(found["who"], start + found.start("who"))
        if is_known(speaker, found["who"]) and speaker.name.split()[0].lower() not in PRONOUNS:
            yield speaker
