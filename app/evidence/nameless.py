"""Who is meant by a speaker whom the passage does not name: "police", "a company spokesman", "officials".

The article itself often says whose they are: "Saltmere police", "the Orrin council", a place in its dateline. Where it
does not, a body ("police", "organisers", "the court of auditors") is still an origin, by what it is called: of
those who print what it says on one claim none adds an origin, and bodies of two places stay two. A person or company
without a name is no origin: whoever prints the words answers for them, but where the claim itself is made by such a
speaker of the same article.
"""

import re
from collections import Counter
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from app.claims.reading.extraction import mention_of
from app.claims.reading.lexicon import (
    BODY_NOUNS,
    CAPITALS,
    PERSON_NOUNS,
    ROLE_NOUNS,
    TIMES,
    word_set,
)
from app.claims.reading.occupations import is_occupation
from app.claims.vocabulary import Mention
from app.evidence.authorship import author_in, team_of
from app.evidence.bodies import ACTING_BODIES, COMPANIES, is_body, well_known
from app.evidence.offices import without_roles
from app.evidence.origins import speaker_origin
from app.evidence.wires import PRINTED, is_known_agency, spelt_out

_SMALL = word_set("of for the a an in at")
_ANY = word_set(
    "source sources people spokesmen spokespeople insider insiders authorities neighbours neighbors workers drivers"
    " passengers locals parents man woman someone somebody others eyewitness eyewitnesses survivor survivors"
    " officials figures data statistics report reports study survey document documents records statement letter email video footage"
    " insiders staff employees protesters fans"
)
_QUALIFIERS = word_set(
    "local senior official several some two three four many most other one another city regional national state federal"
    " government anonymous unnamed top former military police security hospital company health fire rescue school"
    " council court county first new an a the his her their its district union port airport of for from familiar with"
)
_NUMBERS = word_set(
    "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty hundred hundreds"
    " thousand thousands dozens several many some"
)
_CAPITAL = rf"\b[{CAPITALS}][\w'’-]{{1,30}}"
NAME = re.compile(rf"{_CAPITAL}(?: (?:of (?:the )?)?{_CAPITAL}){{0,4}}")
_PLACED = re.compile(r"(?:\b(?:in|near|from|at|to|outside|around) (?:the )?)\Z", re.IGNORECASE)
_DATELINE = re.compile(
    rf"^\s*(?P<place>[{CAPITALS}]{{3,}}(?: [{CAPITALS}]{{3,}}){{0,2}})\b(?=[,\s]|\s*[-–—(])",
    re.MULTILINE,
)
_ACRONYM = re.compile(r"(?:[A-Z]\.?){2,7}")
_FULL = rf"(?P<name>{_CAPITAL}(?: (?:[{CAPITALS}]\.|de|van|von|al)){{0,3}} {_CAPITAL})"
_PRESS_OFFICE = re.compile(
    r" (?:of|from|at|with) (?:the )?(?P<body>[^,;]{3,60}?)(?:['’]s?)? (?:press|media) (?:office|service|department|team)\Z"
)
_SPEAKING_FOR = re.compile(
    rf"(?:(?:,? speaking|, who speaks) (?:for|on behalf of)|, who (?:answers|deals with|handles|takes) (?:the )?(?:media|press)(?: (?:calls|enquiries|inquiries|queries|questions))? (?:at|for)(?= (?:the )?[A-Z])"
    rf"|\b(?:spokes(?:man|woman|person)|(?:media|press) (?:officer|secretary|chief)) {_CAPITAL}(?: {_CAPITAL}){{0,3}} (?:of|for|at))"
    r" (?!(?:the )?(?:first|last|second|third) time\b)(?:the )?(?P<body>[^,.;:”\"]{3,60})"
)
_JOINED = re.compile(
    rf"(?:(?!The )(?:{_CAPITAL} ){{1,3}}(?:für|fuer|du|des|der|de|do|dos|da|das|dei|del|della|dello|degli|van|voor|för) |{_CAPITAL} A/)\Z"
)
_KIND = re.compile(
    r"\A(?:[\w'’-]{1,30} ){0,4}(?:charity|agency|watchdog|regulator|company|firm|newspaper|broadcaster|group|operator|union|party|retailer"
    rf"|NGO|think tank|institute|ministry) (?={_CAPITAL}|dpa\b)"
)
_KIND_BEHIND = re.compile(
    r"(?<=[A-Z]{2}) (?:union|party|agency|group|airline|company|broadcaster|watchdog|charity)\Z"
)
_THIS_PAPER = re.compile(
    r"\b(?:this (?:newspaper|paper|magazine|website|station|broadcaster)|our (?:correspondent|reporter)s?)\Z",
    re.IGNORECASE,
)
_OWNER = re.compile(
    rf"\A(?P<body>{_CAPITAL}(?: {_CAPITAL}){{0,3}}?)['’]s (?={_CAPITAL})|{_CAPITAL} (?:of|from) (?:the )?(?P<of>{NAME.pattern})"
)
"""Whose somebody is: "Quay Line's Ann Roe", "Ann Roe of Quay Line"."""
_NOT_NOW = re.compile(
    r"\b(?:acting|deputy|ex|former|incoming|late|outgoing|then|vice)[ -]\Z", re.IGNORECASE
)
_OFFICE_OF = re.compile(
    rf"(?P<office>(?:[a-z]+ ){{0,2}}(?:{'|'.join(sorted(ROLE_NOUNS - BODY_NOUNS))})) of (?:the )?(?P<body>{NAME.pattern})"
)
_OF_STATE = re.compile(
    rf"\A(?i:(?:secretary|minister) of state) (?P<name>{_CAPITAL} (?:[{CAPITALS}]\. )?{_CAPITAL})\Z"
)
_IN_PLACE = re.compile(rf" in (?P<place>{NAME.pattern})")
_APPOSED = re.compile(rf", (?P<name>{NAME.pattern})(?=[.,;]|\Z)(?!, {_CAPITAL})")
_PAIR = re.compile(rf"{NAME.pattern} and {NAME.pattern}")
_LIST = re.compile(rf"{NAME.pattern}(?:, {NAME.pattern}){{1,5}},? and {NAME.pattern}")
_LIST_BEFORE = re.compile(
    rf"(?:\A|(?<![\w])|\b(?!(?:in|at|near|from|on|of|for) )[a-z]+ )(?P<listed>(?:{NAME.pattern}, ){{1,5}})\Z"
)
_LIST_BEHIND = re.compile(
    rf"(?P<listed>(?:, {NAME.pattern}){{1,5}},? and {NAME.pattern}),? (?:say|said|have said|announced|declared|wrote|called|warned|jointly)\b"
)
_CALLED = re.compile(
    r", (?P<short>(?!(?:CEO|CFO|EU|MD|MEP|MP|MSP|UAE|UK|UN|US|USA)\b)[A-Z]{2,7})(?=[,.;]|\Z)"
)
"""The abbreviation behind a body without a name: "the telecoms regulator, OTR"."""
_MONTHS = TIMES | {"may"}
_CLAUSE = re.compile(r",? (?:that|which|who) (?=[^\W\d_])")
_FULL_NAME = re.compile(rf"{_FULL}\Z")
_OTHER_NAME = re.compile(rf" \((?P<name>[{CAPITALS}][^()]{{1,60}})\)")
OPENING = 400  # code points in which a dateline stands, behind a headline
_BEFORE = 12  # code points before a name that tell whether it is a place
_NEAR = 200  # code points up to the end of a name that tell whether it is whole


def named_origin(claimant: Mention, text: str) -> str | None:
    """The origin behind a claimant of an article, by a name; None where neither passage nor article gives one."""
    author = author_in(text[claimant.start : claimant.end])
    if author is not None:
        claimant = mention_of(author, text.find(author, claimant.start))
    elif claimant.name == "Staff" and claimant.role:  # "General Staff" is no title with a name
        claimant = replace(claimant, name=f"{claimant.role} Staff", role=None)
    printed = text[claimant.start : claimant.end]
    joint = _listed(claimant, text) or _joint(printed)
    origin = joint or _spoken_by(claimant, printed, text)
    if _THIS_PAPER.search(origin):
        return None
    origin = team_of(origin) or _without_country(origin)
    if is_known_agency(origin):
        return origin
    if is_nameless(origin):
        called = _CALLED.match(f", {claimant.role}") or _CALLED.match(text, claimant.end)
        if called:
            return _in_full(called["short"], printed, text)
        return _described_in(origin, text[:PRINTED])
    holder = _holder_in(origin, text[:PRINTED])
    if holder is not None:
        return holder
    also = _also_called(origin, claimant.role, printed)
    return _in_full(origin, printed, text) if also is None else f"{origin} ({also})"


def _without_country(name: str) -> str:
    """An agency without whose it is: "China's Xinhua"; any other name as it is."""
    owner, _, rest = name.replace("’s ", "'s ").partition("'s ")
    return rest if owner and is_known_agency(rest) else name


def _spoken_by(claimant: Mention, printed: str, text: str) -> str:
    """Whoever speaks, or whom they speak for."""
    origin = speaker_origin(claimant.name, claimant.role)
    if origin == claimant.name:
        origin = _whole(origin, printed, text[max(0, claimant.end - _NEAR) : claimant.end])
        behind = text[claimant.end : claimant.end + _NEAR]
        return _spoken_for(printed, behind) or _told_by(origin, claimant.role or "", behind)
    found = _SPEAKING_FOR.search(printed) if is_nameless(origin) else None
    return found["body"] if found else origin


def _described_in(name: str, text: str) -> str | None:
    """Whom an article means by a description; a body may stay without a name, None where anybody else does."""
    words = _described(name)
    noun = _noun(words)
    central = words[-2:] == ["central", "bank"]
    if noun in COMPANIES and not central:
        return _company_in(text)
    if noun in ACTING_BODIES or central:
        return _qualified(words, text) or " ".join(name.split()[: len(words)])
    return _holder_of(noun, text) if len(words) == 1 else None


def _in_full(name: str, printed: str, text: str) -> str:
    """A name for an abbreviation, where the article explains it, and a body's other name in brackets behind it."""
    if _ACRONYM.fullmatch(name):
        return spelt_out(name, text) or _explained(name, text[:PRINTED]) or name
    return _with_other_name(name, printed)


def _explained(acronym: str, text: str) -> str | None:
    """A name with its abbreviation behind it in an article, of whatever language: "Orrin Water Institute (IHO)"."""
    found = re.search(rf"(?P<name>{NAME.pattern}) \({re.escape(acronym)}\)", text)
    return f"{_without_opener(found['name'])} ({acronym})" if found else None


def _with_other_name(name: str, printed: str) -> str:
    """A body with the other name in brackets behind it, unless that is only its abbreviation."""
    other = _OTHER_NAME.search(printed)
    if other is None or not is_body(name, "") or spelt_out(other["name"], name):
        return name
    return f"{name} ({other['name']})"


def _also_called(name: str, role: str | None, printed: str) -> str | None:
    """Another name of a body that stands behind it: "Seeamt, the Maritime Office", "the competition authority, OCA"."""
    if role is None or not (is_body(name, name) and is_body(role, role)) or is_nameless(role):
        return None
    is_other = _ACRONYM.fullmatch(role) or printed.endswith((f", the {role}", f", or {role}"))
    return role if is_other else None


def _whole(name: str, printed: str, before: str) -> str:
    """A name with what small foreign words join to its front, without the noun before it or the clause behind it.

    "Waters" after "Bureau für" is "Bureau für Waters", "the charity Open Door, which …" is "Open Door".
    """
    name = _KIND_BEHIND.sub("", _CLAUSE.split(_KIND.sub("", name))[0])
    if of_state := _OF_STATE.match(name):
        return of_state["name"]
    joined = _JOINED.search(before.removesuffix(name)) if printed.endswith(name) else None
    return f"{joined.group()}{name}" if joined else name


def _spoken_for(printed: str, behind: str) -> str | None:
    """The body in "Ann Roe, speaking for Melby police", "spokeswoman Ann Roe of Quay Line", "Maj. Ann Roe, an army spokeswoman".

    None where there is none.
    """
    found = (
        _PRESS_OFFICE.search(printed)
        or _SPEAKING_FOR.search(printed)
        or _SPEAKING_FOR.match(behind)
    )
    body = found["body"].strip() if found else None
    if body and not (is_nameless(body) or is_nameless(body.split(" in ")[0])):
        return body
    owner = _OWNER.search(printed) if body else None
    if owner is not None and (owner["body"] or is_body(owner["of"], f"the {owner['of']}")):
        return owner["body"] or owner["of"]
    return speaker_origin("", printed.partition(",")[2]) or body


def _told_by(name: str, role: str, behind: str) -> str:
    """A body with the place behind it ("St Mary's Hospital, Melby"), a holder of an office by the name behind it."""
    holder = _APPOSED.match(behind) if _is_holder(name) else None
    if holder and holder["name"].lower() not in _MONTHS:
        return holder["name"]
    if well_known(name) or not is_body(name, ""):
        return name
    found = NAME.fullmatch(role) or (None if is_nameless(name) else _IN_PLACE.match(behind))
    place = found[found.lastgroup or 0] if found else ""
    is_place = (
        place
        and not is_body(place, place)
        and not _ACRONYM.fullmatch(place)
        and place.lower() not in _MONTHS
    )
    return f"{name} in {place}" if is_place else name


def _is_holder(name: str) -> bool:
    """Whether somebody without a name is called by one office: "head of the council", not "two mayors"."""
    return is_nameless(name) and not (ROLE_NOUNS - BODY_NOUNS).isdisjoint(name.lower().split())


def own_origin(name: str, role: str | None, text: str | None) -> str:
    """The origin behind whoever makes a claim, given the text of its article, if it stands in one."""
    origin = speaker_origin(name, role)
    if text is None or not is_nameless(origin):
        return origin
    return named_origin(Mention(name, role, 0, 0), text) or origin


def are_alike(one: str, other: str) -> bool:
    """Whether two speakers without a name are called by the same noun: "two officials", "the officials"."""
    if not (is_nameless(one) and is_nameless(other)):
        return False
    first, second = (_noun(_described(name)).removesuffix("s") for name in (one, other))
    return first == second


def _described(name: str) -> list[str]:
    """The words of a description in lower case, without small words that it ends with."""
    words = name.lower().split()
    while len(words) > 1 and words[-1] in _SMALL:
        words.pop()
    return words


def _noun(words: list[str]) -> str:
    """What a description is about: "police", the "court" of auditors."""
    heads = [word for word, after in pairwise(words) if after == "of" and word in ACTING_BODIES]
    return heads[0] if heads else words[-1]


def _holder_of(noun: str, text: str) -> str | None:
    """The one name that an article gives behind an office or trade: "Abbot Ann Roe"."""
    office = rf"(?i:{re.escape(noun)})"
    held = rf"\b{office} {_FULL}|{_FULL.replace('<name>', '<behind>')}, (?:the |a )?(?:[\w'’-]{{1,30}} )?{office}\b"
    found = {match[match.lastgroup or 0] for match in re.finditer(held, text)}
    return found.pop() if len(found) == 1 else None


def _holder_in(name: str, text: str) -> str | None:
    """The one name that an article gives beside an office and whose it is: "the mayor of Orrin" where "Orrin mayor Ann Roe" spoke before."""
    found = _OFFICE_OF.fullmatch(name)
    if found is None:
        return None
    office, body = re.escape(found["office"]), re.escape(found["body"])
    told = rf"\b(?:{body}(?:['’]s)? (?i:{office})|(?i:{office}) of (?:the )?{body},?)"
    held = rf"{told} {_FULL}|{_FULL.replace('<name>', '<behind>')}, (?:the )?{told}(?=[,.;])"
    named = {
        match["name"] or match["behind"]
        for match in re.finditer(held, text)
        if _NOT_NOW.search(text[: match.start()]) is None
    }
    return named.pop() if len(named) == 1 else None


_KIN = re.compile(r"(?:his|her|their) (?:[a-z-]+ ){1,3}(?P<name>[^\W\d_a-z][\w'’-]+)")


def _joint(printed: str) -> str | None:
    """The names of two who speak together, each with a title or role in front; None where one speaks."""
    parts = printed.split(" and ")
    found = (_FULL_NAME.search(part) or _KIN.fullmatch(part) for part in parts)
    names = [match["name"] for match in found if match]
    return " and ".join(names) if len(parts) == len(names) > 1 and "," not in printed else None


def _listed(claimant: Mention, text: str) -> str | None:
    """Three or more who speak together, of whom the claimant is the last or the first; None for any other.

    "Alda, Brim and Corvex" may be read as "Brim and Corvex", "the unions, Alda, Brim and Corvex," as "Alda".
    """
    printed = text[claimant.start : claimant.end]
    if "," in printed and _LIST.fullmatch(printed):
        return without_roles(printed)
    if text[claimant.end : claimant.end + 2] != ", " and " and " not in printed:
        return None
    before = _LIST_BEFORE.search(text[max(0, claimant.start - _NEAR) : claimant.start])
    if before and _PAIR.fullmatch(printed):
        return before["listed"] + printed
    behind = _LIST_BEHIND.match(text[claimant.end : claimant.end + _NEAR])
    return claimant.name + behind["listed"] if behind and "," not in printed else None


@lru_cache(maxsize=4096)
def is_nameless(name: str) -> bool:
    """Whether a name is made of common nouns alone: "police", "two officials", "a company spokesman"."""
    words = [word.strip(".,'’") for word in name.split()]
    if name.islower() or (words[:1] and words[0].lower() in _NUMBERS and name[1:].islower()):
        return True
    return all(_is_common(word, first=at == 0) for at, word in enumerate(words)) and bool(words)


def _is_common(word: str, *, first: bool) -> bool:
    low = word.lower()
    if not word.islower() and not first:
        return False
    one = low.removesuffix("'s").removesuffix("’s")
    known = {one, one.removesuffix("s")} & (
        BODY_NOUNS | ROLE_NOUNS | PERSON_NOUNS | _ANY | ACTING_BODIES | COMPANIES
    )
    return bool(known) or low in _QUALIFIERS or is_occupation(one)


def _qualified(words: list[str], text: str) -> str | None:
    """A body with the name in front of it that the article gives once, else with the place of its dateline."""
    noun = " ".join(words)
    before = rf"(?P<name>{NAME.pattern})(?:'s|’s)? (?i:{re.escape(noun)})\b"
    opening = rf"\b(?i:in|at) (?P<name>{NAME.pattern}),? the (?i:{re.escape(noun)})\b"
    behind = rf"\b(?i:{re.escape(noun)})(?: spokes[a-z]+)? (?:in|of) (?P<name>{NAME.pattern})"
    found = {
        _without_opener(match["name"])
        for pattern in (before, opening, behind)
        for match in re.finditer(pattern, text)
    } - {""}
    if len(found) == 1:
        return f"{found.pop()} {noun}"
    place = _DATELINE.search(text[:OPENING])
    if place is not None and not found:
        return f"{place['place'].title()} {noun}"
    return None


def _without_opener(name: str) -> str:
    words = name.removesuffix("'s").removesuffix("’s").split()
    while words and words[0].lower() in _OPENERS:
        words = words[1:]
    return " ".join(words)


_OPENERS = TIMES | word_set(
    "the a an in on at but and when after according however meanwhile senior local may"
)


def _company_in(text: str) -> str | None:
    """The name that an article gives most often, without places and times; None where it gives none."""
    found = list(NAME.finditer(text))
    names = Counter(_without_opener(match.group()) for match in found if _may_be_company(match))
    dateline = _DATELINE.search(text[:OPENING])
    places = {_without_opener(match.group()) for match in found if _is_placed(match)}
    for none in {"", *places, dateline["place"].title() if dateline else ""}:
        del names[none]
    return max(names, key=lambda name: (names[name], -text.find(name)), default=None)


def _may_be_company(match: re.Match[str]) -> bool:
    """Whether a name is neither a place ("in Orrin") nor a day nor a single word that opens a sentence."""
    if match.group().lower().removesuffix("s") in TIMES:
        return False
    text, start, end = match.string, match.start(), match.end()
    before = text[max(0, start - _BEFORE) : start]
    opens = before.rstrip(' \n"“‘')[-1:] in {"", ".", "?", "!"}
    single = " " not in match.group() and text[end : end + 2] not in {"'s", "’s"}
    return not _is_placed(match) and not (opens and single)


def _is_placed(match: re.Match[str]) -> bool:
    """Whether a name stands where places do: "in Orrin"."""
    return _PLACED.search(match.string[max(0, match.start() - _BEFORE) : match.start()]) is not None
