"""The dates in a text, as far as they are given, and whether two of them can be the same day."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

_MONTHS = ("", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
)
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_PATTERNS = (
    re.compile(rf"\b{_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR}\b)?"),
    re.compile(rf"\b{_MONTH}\s+{_DAY}\b(?!\d)(?:,?\s+{_YEAR}\b)?"),
    re.compile(rf"\b{_MONTH}(?:,?\s+(?:of\s+)?{_YEAR}\b)?"),
    re.compile(r"\b(?P<year>(?:1[5-9]|20)\d\d)-(?P<number>[01]\d)-(?P<day>[0-3]\d)\b"),
    re.compile(rf"\b(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Dd]uring|[Oo]f|[Ff]rom|[Ss]ummer|[Ww]inter|[Ss]pring|[Aa]utumn)\s+{_YEAR}\b(?!\s*%)"),
    re.compile(r"\b(?P<decade>(?:1[5-9]|20)\d)0s\b"),
    re.compile(
        r"(?<![\w$€£.,-])(?P<year>(?:19|20)\d\d)(?:[-–/](?:19|20)?\d\d)?\b(?![,.-]\d|\s*%|[- ](?:[a-z]+s|people|men|women|children|staff|km)\b)"
    ),
    re.compile(r"\b(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"),
    re.compile(r"\b(?P<relative>today|tonight|yesterday|tomorrow|(?:last|this|next) (?:year|month))\b", re.IGNORECASE),
)  # fmt: skip

_MAY_OF = re.compile(
    r"(?:\b(?:[Ii]n|[Ss]ince|[Ll]ast|[Uu]ntil|[Bb]y|[Ee]arly|[Ll]ate|[Mm]id|[Dd]uring|[Tt]his|[Nn]ext)[ -])\Z"
)


_RELATION = re.compile(
    r"\b(?P<relation>after|before|since|until|till|by|from|following)\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
_ANCHOR = re.compile(
    r"\b(?:(?:days?|weeks?|fortnight|months?|years?|hours?|minutes?|shortly|soon|just|long)\s+(?:after|before|following|from|ahead of)"
    r"|eve of)\b[^,;.]{0,40}\Z",
    re.IGNORECASE,
)
_ANCHORED = "anchor"
_RELATION_REACH = 80  # code points before a time that say how it is meant


@dataclass(frozen=True, slots=True)
class Moment:
    """A time as far as a text gives it; None for what it leaves open. `weekday` counts from Monday, 0.

    `coming` is the other day that a weekday may mean: its next one after publication. `decade` is the year without its
    last digit, of a time of which no more is given.
    `relation` is how the text stands to it, "after", "by", "" where something is said to be at that time; "anchor" where
    something is so long before or after it.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    start: int = 0
    end: int = 0
    relation: str = ""
    coming: date | None = None
    decade: int | None = None

    def differs(self, other: "Moment") -> bool:
        """Whether the two cannot be the same time: something that both give is not the same.

        Of the two days that a weekday may mean, the later counts only beside a day of the calendar.
        """
        if self.coming is not None and other.is_calendar_day:
            return self.is_apart(other) and self.later.is_apart(other)
        if other.coming is not None and self.is_calendar_day:
            return self.is_apart(other) and self.is_apart(other.later)
        return self.is_apart(other)

    @property
    def is_calendar_day(self) -> bool:
        """Whether a text gives the day itself, and not merely a weekday."""
        return self.day is not None and self.coming is None

    @property
    def later(self) -> "Moment":
        """What a weekday means if it is still to come."""
        day = self.coming
        if day is None:
            return self
        return replace(self, year=day.year, month=day.month, day=day.day, coming=None)

    def is_apart(self, other: "Moment") -> bool:
        """Whether something that both give is not the same, a weekday being the last one."""
        return any(one != two for one, two in self._both(other))

    def comparable(self, other: "Moment") -> bool:
        """Whether both give something of the same kind, and stand to it alike."""
        return self.relation == other.relation and bool(self._both(other))

    def is_borne_out_by(self, other: "Moment") -> bool:
        """Whether another gives the same, and gives the most exact part that this gives."""
        parts = (
            (self.day, other.day),
            (self.month, other.month),
            (self.year, other.year),
            (self.weekday, other.weekday),
            (self.tens, other.tens),
        )
        finest = next((two for one, two in parts if one is not None), None)
        anchored = _ANCHORED in (self.relation, other.relation)
        return finest is not None and not self.differs(other) and not anchored

    @property
    def tens(self) -> int | None:
        """The decade, as the year without its last digit."""
        return self.decade if self.year is None else self.year // 10

    def _both(self, other: "Moment") -> list[tuple[int, int]]:
        pairs = (
            (self.year, other.year),
            (self.month, other.month),
            (self.day, other.day),
            (self.weekday, other.weekday),
            (self.tens, other.tens),
        )
        return [(one, two) for one, two in pairs if one is not None and two is not None]


def moments_in(text: str, published: date | None) -> list[Moment]:
    """The times that a text gives, in reading order.

    Weekdays and relative times are told as days of the calendar where the day of publication is known; a weekday is
    taken for the last one until then, or for the next one after where a day of the calendar says so.
    """
    found: list[Moment] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(one.start < end and start < one.end for one in found):
                continue
            if _is_modal(text, match):
                continue
            found += _moment(match, published)
    related = (replace(each, relation=_relation(text, each.start)) for each in found)
    return sorted(related, key=lambda moment: moment.start)


def _relation(text: str, start: int) -> str:
    """How a text stands to the time that starts at a place of it."""
    before = text[max(0, start - _RELATION_REACH) : start]
    if _ANCHOR.search(before):
        return _ANCHORED
    found = _RELATION.search(before)
    return found["relation"].lower() if found else ""


def _is_modal(text: str, match: re.Match[str]) -> bool:
    """Whether "May" is the verb, or opens a sentence as a name."""
    if match.groupdict().get("month") != "May" or match.groupdict().get("day"):
        return False
    before = text[max(0, match.start() - 8) : match.start()]
    return not match.groupdict().get("year") and not _MAY_OF.search(before)


def _moment(match: re.Match[str], published: date | None) -> Iterator[Moment]:
    parts = match.groupdict()
    start, end = match.span()
    if parts.get("weekday"):
        yield _on_weekday(_WEEKDAYS.index(parts["weekday"].lower()[:3]), published, start, end)
    elif parts.get("decade"):
        yield Moment(start=start, end=end, decade=int(parts["decade"]))
    elif parts.get("relative"):
        if published is not None:
            yield _relative(parts["relative"].lower(), published, start, end)
    else:
        month = int(parts["number"]) if parts.get("number") else _month(parts.get("month"))
        day = int(parts["day"]) if parts.get("day") else None
        year = int(parts["year"]) if parts.get("year") else None
        if (month is None or 1 <= month <= 12) and (day is None or 1 <= day <= 31):
            yield Moment(year, month, day, None, start, end)


def _month(name: str | None) -> int | None:
    if not name:
        return None
    return _MONTHS.index(name.lower()[:3])


def _on_weekday(weekday: int, published: date | None, start: int, end: int) -> Moment:
    if published is None:
        return Moment(weekday=weekday, start=start, end=end)
    day = _back(published, (published.weekday() - weekday) % 7)
    coming = _back(day, -7)
    return Moment(day.year, day.month, day.day, weekday, start, end, coming=coming)


def _relative(words: str, published: date, start: int, end: int) -> Moment:
    which, _, unit = words.partition(" ")
    offset = {"last": -1, "next": 1}.get(which, 0)
    if unit == "year":
        return Moment(year=published.year + offset, start=start, end=end)
    if unit == "month":
        months = published.year * 12 + published.month - 1 + offset
        return Moment(months // 12, months % 12 + 1, start=start, end=end)
    day = _back(published, {"yesterday": 1, "tomorrow": -1}.get(words, 0))
    return Moment(day.year, day.month, day.day, None, start, end)


def _back(day: date, days: int) -> date:
    try:
        return day - timedelta(days=days)
    except OverflowError:
        return day
