"""Where a paragraph starts behind its dateline: "SALTMERE, March 3 (Meridian Wire) — The bridge …"."""

import re

from app.claims.reading.sentences import Span

_LONGEST = 90  # code points
_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DATE = rf"(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?"
_AGENCY = r"\([A-Z][\w .&/'\u2019-]{1,40}\)"
_CAPITALS = r"[A-Z][A-Z.'\u2019-]+(?: [A-Z][A-Z.'\u2019-]*){0,3}"
_NAME = r"[A-Z][\w.'\u2019-]+(?: [A-Z][\w.'\u2019-]+){0,3}"
_DATELINE = re.compile(
    rf"(?:{_CAPITALS}(?:, {_NAME})?(?:,? {_DATE})?(?: {_AGENCY})?"
    rf"|{_NAME}(?:, {_NAME})?(?:,? {_DATE} {_AGENCY}|,? {_DATE}| {_AGENCY})"
    rf"|{_AGENCY})"
    r"(?:\s*[\u2014\u2013]\s*|\s+--?\s+)(?=[A-Z0-9\u201c\u2018\"'])"
)


def after_dateline(text: str, paragraph: Span) -> Span:
    """The paragraph without a dateline: a place in capitals, or a place with a date or an agency, and a dash."""
    first = text[paragraph.start]
    if not (first.isupper() or first == "("):
        return paragraph
    found = _DATELINE.match(text, paragraph.start, min(paragraph.end, paragraph.start + _LONGEST))
    return Span(found.end(), paragraph.end) if found else paragraph
