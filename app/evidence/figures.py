"""The figures in a text: numbers, shares, amounts of money and quantities."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from math import inf

from app.claims.reading.lexicon import AUXILIARIES, CONNECTIVES, PREPOSITIONS, word_set
from app.evidence.numerals import NUMBER_WORDS, ORDINALS, SCALES, ratio, share, spelt
from app.evidence.quantities import ROUNDING, Figure
from app.evidence.units import CURRENCIES, MONEY, UNITS

SCORE = "score"  # the unit of "3-1": 3 and a hundredth for the other side
REACH = 40  # code points behind a figure in which "a week" stands
MOST_FIGURES = 40  # of one passage that are looked at; more is a table


_NO_RATES = frozenset({"%", "s", "age", "points", "degrees", "celsius", "fahrenheit", SCORE})

_NUMBER_WORD = "|".join(
    [*NUMBER_WORDS, "a hundred", "a thousand", "a million", "a billion", "a dozen"]
)
_SCALE = "hundreds?|thousand|million|billion|trillion|dozen|mln|bln|mn|bn|tn"
_MEASURE = "million|billion|dozen|hour|day|week|month|year|mile|metre|meter|kilometre|kilometer|tonne|ton|percent|per cent"
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?:\.\d+)?"
_BOUND = (
    r"(?P<least>more than|over|at least|upwards? of|not less than|no less than|no fewer than|not fewer than"
    r"|in excess of|exceed(?:s|ed|ing)?|above|a minimum of|topp(?:ed|ing)|or more|better than)"
    r"|(?P<most>less than|fewer than|under|at most|up to|no more than|not more than|below|a maximum of|as many as)"
    r"|(?P<about>about|around|approximately|roughly|some|nearly|almost|close to|an estimated|estimated|approx\.?"
    r"|an? average of|near|just over|just under|little more than|slightly more than|slightly less than|well over)"
)
_PART = "|".join(ORDINALS)
_MANY_PARTS = rf"(?:two|three|four|five|six|seven|eight|nine)[- ](?:quarter|{_PART})s|every (?:second|other|{_PART})(?! (?:minute|hour|day|night|week|month|year)\b)"
_OF_MANY = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|\d{1,3})"
_FIGURE = re.compile(
    rf"(?:\b(?:{_BOUND})\s+(?:the\s+)?)?"
    rf"(?P<currency>US\$|[$€£¥]|\b(?:USD|EUR|GBP)\s?)?\s?"
    rf"(?<![\w.,])(?:(?P<ratio>(?:{_OF_MANY}|one [a-z]+(?= (?:in|out of) {_OF_MANY}(?! [a-z]+s\b))) (?:(?:in|out of)(?: every)?|of every) {_OF_MANY}\b(?! ?%))|(?P<digits>{_DIGITS})(?P<glued>k|m|bn|tn|mn)?(?![\d])"
    rf"|(?P<share>(?<!and a )half(?! (?:an?|past|time)\b)|(?:a|one)[- ](?:third|quarter|fifth|tenth|(?:{_PART})(?= of\b|[,.;)]))|{_MANY_PARTS})\b(?P<part>(?= of an? [a-z])(?: of an?))?"
    rf"|(?P<half>half an?|an?(?= (?:{_MEASURE}) and a half\b))\b"
    rf"|(?P<words>(?:{_NUMBER_WORD})(?:[- ](?:and[ ])?(?:{_NUMBER_WORD}|hundred|thousand))*)\b)"
    rf"(?:[- ](?P<scale>{_SCALE})\b)?(?P<more> and a half\b)?"
    rf"(?:\s?(?P<sign>%)|(?=[- ]?(?P<unit>[^\W\d_]+(?:-(?:old|hours?)\b)?)(?:\s(?P<next>[^\W\d_]+))?))?",
    re.IGNORECASE,
)
_SCORE = re.compile(
    r"(?<![\w.,/-])(?P<more>\d{1,2})[-\u2013](?P<less>\d{1,2})\b(?![\w%/-]|[.,]\d| [ap]m\b)"
)
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b", re.IGNORECASE)
_RANGE = re.compile(r"\s*(?:[-\u2013]|to|and|or)\s*\Z", re.IGNORECASE)
_PLURAL = re.compile(r"(?:(?<=[^aeiou])ies|(?<=[sxz])es|(?<=ch)es|(?<=sh)es|(?<=[^s])s)\Z")
_PASSED_OVER = word_set("of the a an more other new additional further extra")
_COUNTED_IN_MILLIONS = word_set("person user customer viewer voter passenger visitor household job")
_NOT_COUNTED = PREPOSITIONS | AUXILIARIES | CONNECTIVES
_RATE = re.compile(
    r"(?:\s+[^\W\d_]+){0,3}?(?:(?<!\bin)(?<!\bwithin)(?<!\bfor)(?<!\bafter)(?<!\bthan)\s+(?:an?|per|every|each)\s+|/)(?P<span>second(?! [a-z])|minute|hour|day|week|month|year)\b|\s+(?P<ly>hourly|daily|weekly|monthly|yearly|annually)\b",
    re.IGNORECASE,
)
_SPANS = {
    "second": 1.0,
    "minute": 60.0,
    "hour": 3600.0,
    "day": 86_400.0,
    "week": 604_800.0,
    "month": 2_629_800.0,
    "year": 31_557_600.0,
}  # s
_ADVERBS = {
    "hourly": "hour",
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "yearly": "year",
    "annually": "year",
}


def figures_in(text: str, taken: Sequence[tuple[int, int]] = ()) -> list[Figure]:
    """The figures of a text in reading order, without those that start in a range of `taken` (its dates)."""
    found = list(_scores(text, taken))
    taken = [*taken, *((score.start, score.end) for score in found)]
    for match in _FIGURE.finditer(text):
        place = match.start("digits") if match["digits"] else match.start()
        if any(start <= place < end for start, end in taken):
            continue
        figure = _figure(match)
        if figure is not None:
            found.append(figure)
        if len(found) == MOST_FIGURES:
            break
    return list(_joined(text, sorted(found, key=lambda figure: figure.start)))


def _scores(text: str, taken: Sequence[tuple[int, int]]) -> Iterator[Figure]:
    """The results of games and votes, the larger number first: "3-1"; the other way round it may be a range."""
    for match in islice(_SCORE.finditer(text), MOST_FIGURES):
        more, less = int(match["more"]), int(match["less"])
        if more >= less and not any(start <= match.start() < end for start, end in taken):
            result = more + less / 100
            start, end = match.span()
            yield Figure(result, result, SCORE, "", exact=True, worth=1.0, start=start, end=end)


def _figure(match: re.Match[str]) -> Figure | None:
    if match["digits"] and _ORDINAL.match(match.string, match.end("digits")):
        return None
    value = _value(match)
    if value is None:
        return None
    unit, factor, counted, end = _unit(match)
    if (match["words"] or "").lower() == "one" and not (unit or match["scale"]):
        return None  # "one of them"
    span = None if unit in _NO_RATES else _span(match.string, end)
    low, high, exact = _bounds(match, value * factor)
    if unit == "fahrenheit":
        unit, low, high, exact = "celsius", _celsius(low) - 0.5, _celsius(high) + 0.5, False
    worth = factor * _scale(match)
    if span is None:
        return Figure(low, high, unit, counted, exact, worth, match.start(), end)
    each = _SPANS["day"] / span
    return Figure(
        low * each, high * each, f"{unit}/day", counted, exact, worth * each, match.start(), end
    )


def _celsius(fahrenheit: float) -> float:
    return (fahrenheit - 32) * 5 / 9


def _span(text: str, end: int) -> float | None:
    """The time in seconds to which a figure refers: "5,000 litres a week"; None where it refers to none."""
    found = _RATE.match(text, end, end + REACH)
    if found is None:
        return None
    return _SPANS[(found["span"] or _ADVERBS[found["ly"].lower()]).lower()]


def _end(match: re.Match[str]) -> int:
    parts = ("ratio", "digits", "glued", "words", "half", "share", "scale", "more", "sign")
    return max(match.end(part) for part in parts)


def _value(match: re.Match[str]) -> float | None:
    if match["share"]:
        return share(match["share"].lower()) / (100 if _is_part_of_unit(match) else 1)
    if match["ratio"]:
        return ratio(match["ratio"].lower())
    if match["half"]:
        value = 0.5 if match["half"].lower().startswith("half") else 1.5
    elif match["digits"]:
        value = float(re.sub(r"[,\s]", "", match["digits"])[:300])
    else:
        value = spelt(match["words"].lower()) + (0.5 if match["more"] else 0.0)
    return value * _scale(match)


def _scale(match: re.Match[str]) -> float:
    if _is_in_metres(match):
        return 1.0
    scale = match["glued"] or match["scale"]
    return SCALES[scale.lower()] if scale else 1.0


def _is_in_metres(match: re.Match[str]) -> bool:
    """Whether the "m" of "48m" is metres; of money and of people it is millions."""
    if (match["glued"] or "").lower() != "m" or match["currency"]:
        return False
    counted = (match["unit"] or "").lower()
    unit, _ = UNITS.get(counted) or UNITS.get(singular(counted), ("", 1.0))
    return unit not in MONEY and singular(counted) not in _COUNTED_IN_MILLIONS


def _is_part_of_unit(match: re.Match[str]) -> bool:
    """Whether a share is of one unit of measurement: "a quarter of an hour"."""
    return bool(match["part"]) and singular((match["unit"] or "").lower()) in UNITS


def _unit(match: re.Match[str]) -> tuple[str, float, str, int]:
    """The unit, what it is worth, the noun that is counted, and where the figure ends with its unit."""
    end = _end(match)
    if match["currency"]:
        sign = match["currency"].strip()
        return CURRENCIES.get(sign) or CURRENCIES[sign.lower()], 1.0, "", end
    if (match["share"] and not _is_part_of_unit(match)) or match["sign"] or match["ratio"]:
        return "%", 1.0, "", end
    if _is_in_metres(match):
        return "m", 1.0, "", end
    word, after = (match["unit"] or "").lower(), (match["next"] or "").lower()
    names = (
        (f"{singular(word)} {after}", "next"),
        (f"{word} {singular(after)}", "next"),
        (word, "unit"),
        (singular(word), "unit"),
    )
    for name, group in names:
        if name in UNITS:
            return *UNITS[name], "", match.end(group)
    named = [each for each in (word, after) if each and each not in _PASSED_OVER]
    counted = singular(named[0]) if named and named[0] not in _NOT_COUNTED else ""
    return "", 1.0, counted, end


def singular(noun: str) -> str:
    """A noun without its plural ending, as far as that can be told from its spelling."""
    return {"people": "person", "men": "man", "women": "woman", "children": "child"}.get(
        noun
    ) or _PLURAL.sub(lambda end: "y" if end.group() == "ies" else "", noun)


def _bounds(match: re.Match[str], value: float) -> tuple[float, float, bool]:
    if match["least"]:
        return value, inf, False
    if match["most"]:
        return 0.0, value, False
    loose = (
        match["about"]
        or match["share"]
        or match["ratio"]
        or (match["scale"] or "").lower() == "dozen"
    )
    step = _last_digit(match, value)
    if loose:
        margin = max(ROUNDING * value, step)
        return value - margin, value + margin, False
    if match["scale"] or (match["glued"] and match["glued"].lower() in SCALES):
        return value - 0.49 * step, value + 0.49 * step, False
    return value, value, True


def _last_digit(match: re.Match[str], value: float) -> float:
    """What the last digit that is printed counts: a tenth of a million in "1.2 million"."""
    digits = match["digits"]
    if not digits:
        return 0.0
    printed = float(re.sub(r"[,\s]", "", digits)[:300])
    places = len(digits.partition(".")[2])
    return 10.0**-places * (value / printed if printed else 1.0)


def _joined(text: str, found: Sequence[Figure]) -> Iterator[Figure]:
    """The figures, with the two ends of a range ("between 10 and 20", "10-20 km") as one."""
    position = 0
    while position < len(found):
        figure = found[position]
        following = found[position + 1] if position + 1 < len(found) else None
        if following is not None and _is_range(text, figure, following):
            first = figure.low * (following.worth if figure.worth == 1 else 1)
            low, high = sorted((first, following.high))  # "20-10 km", too
            yield replace(following, low=low, high=high, exact=False, start=figure.start)
            position += 2
        else:
            yield figure
            position += 1


def _is_range(text: str, one: Figure, other: Figure) -> bool:
    between = text[one.end : other.start]
    if one.low >= other.high or not _RANGE.fullmatch(between) or one.unit not in {"", other.unit}:
        return False
    opening = text[max(0, one.start - 12) : one.start].lower().rstrip()
    if between.strip().lower() == "and":
        return opening.endswith("between")
    return not opening.endswith("from")  # "rose from 10 to 20" gives two figures
