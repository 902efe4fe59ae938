"""The clauses of a sentence, each with whom it is about: "The council approved the bridge" and "The council rejected the road".

There is no parser behind this: a clause ends where a joint ("; ", "but", ", while") has a verb on either side.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from app.claims.reading.lexicon import AUXILIARIES, DETERMINERS, PREPOSITIONS
from app.evidence.numerals import NUMBER_WORDS
from app.evidence.verbs import is_verb_form

OPENING = 8  # words behind a joint in which the verb of a new clause stands
MOST_JOINTS = 20  # of one sentence that are looked at

_SUBORDINATORS = (
    "while|although|though|whereas|because|before|after|when|since|until|unless|once|if"
)
_JOINT = re.compile(
    rf"(?:;\s+(?:(?:and|but|now)\s+)?|,\s+(?:and\s+|but\s+|yet\s+|so\s+)?(?:{_SUBORDINATORS})\s+|,\s+(?:and|but|yet|so)\s+"
    rf"|\s+(?:and|but|yet|{_SUBORDINATORS})\s+)(?:then |later |also |only )?",
    re.IGNORECASE,
)
_FRONT = re.compile(rf"\s*(?:{_SUBORDINATORS}|as)\s[^,;]+,\s+", re.IGNORECASE)
_NUMBER = rf"[$€£]?(?:\d[\d,.]*|(?:{'|'.join(NUMBER_WORDS)})\b)"
# "treated 40 in May and 65 in June": the second lacks a verb and may lack what is counted
_GAP = re.compile(
    rf",?\s+(?:and|but)\s+(?:only )?(?={_NUMBER}(?: [\w-]+){{0,3}}? (?:in|on|at|to|from|for|by|during)\s)",
    re.IGNORECASE,
)
_COUNT = re.compile(_NUMBER, re.IGNORECASE)
_COUNTED = re.compile(
    rf"{_NUMBER} (?P<noun>(?:million |billion |percent )?[^\W\d_]+)", re.IGNORECASE
)
# "Roe, who was freed in May, was arrested"
_BESIDE = re.compile(
    r"(?P<head>[^,;]{2,80}), (?:who|which) (?P<beside>[^,;]{3,120}), (?P<main>[^,;]{3}.*)",
    re.DOTALL,
)
_OBJECTS = DETERMINERS | {"it", "him", "her", "them", "us"}
_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_STOP = re.compile(
    rf"[,;:]\s|\s(?=(?:{_SUBORDINATORS}|who|which|that|where|and|but)\s)", re.IGNORECASE
)


@lru_cache(maxsize=4096)
def whole_clauses(text: str) -> tuple[str, ...]:
    """The clauses of a sentence in reading order; where one has no subject or verb of its own, with that of the one before."""
    found: list[str] = []
    for part in _parts(" ".join(text.split())):
        found += _filled(_with_subject(part, found[-1] if found else ""))
    return tuple(found)


def _parts(text: str) -> Iterator[str]:
    """A text cut at each joint that has a verb on either side."""
    beside = _BESIDE.fullmatch(text)
    if beside and _tells_beside(beside):
        yield f"{beside['head']} {beside['beside']}"
        text = f"{beside['head']} {beside['main']}"
    start = 0
    front = _FRONT.match(text)
    if front and _has_verb(front.group()) and _has_verb(text[front.end() :]):
        yield front.group()
        start = front.end()
    for number, joint in enumerate(_JOINT.finditer(text, start)):
        if number < MOST_JOINTS and _is_between_clauses(text, start, joint):
            yield text[start : joint.start()]
            start = joint.end()
    yield text[start:]


def _tells_beside(beside: re.Match[str]) -> bool:
    """Whether "who …" tells what happened, and not what somebody is, between a subject and its verb."""
    told, main = _tokens(beside["beside"]), _tokens(beside["main"])
    happened = _verb_at(told) == 0 and not _is_present(told, 0)
    return happened and not _has_verb(beside["head"]) and _verb_at(main) == 0


def _is_between_clauses(text: str, start: int, joint: re.Match[str]) -> bool:
    left = text[start : joint.start()]
    tokens = _tokens(_STOP.split(text[joint.end() :], maxsplit=1)[0])[:OPENING]
    if not tokens or _verb_at(_tokens(left)) is None:
        return False
    if ";" in joint.group():
        return True
    verb = _verb_at(tokens)
    if verb == 0 or (tokens[0].endswith("ing") and _is_subordinate(joint)):
        return "," in joint.group() or not is_verb_form(
            _tokens(left)[-1]
        )  # "hired and trained 300"
    return verb is not None and not PREPOSITIONS.issuperset(tokens[:1])


def _is_subordinate(joint: re.Match[str]) -> bool:
    return re.search(rf"\b(?:{_SUBORDINATORS})\b", joint.group(), re.IGNORECASE) is not None


def _with_subject(part: str, before: str) -> str:
    """A clause with the subject of the one before where it starts with its verb."""
    tokens = _tokens(part)
    if not before or not tokens or not (_verb_at(tokens) == 0 or tokens[0].endswith("ing")):
        return part
    return f"{_up_to_verb(before)} {part}"


def _up_to_verb(clause: str) -> str:
    matches = list(_TOKEN.finditer(clause))
    at = _verb_at([match.group().lower() for match in matches])
    return clause if at is None else clause[: matches[at].start()].rstrip()


def _filled(clause: str) -> list[str]:
    """A clause as such, or cut where only another figure follows, with what stands before the first for both."""
    gap = _GAP.search(clause)
    count = _COUNT.search(clause)
    if gap is None or count is None or count.start() >= gap.start():
        return [clause]
    one, rest = clause[: gap.start()], clause[gap.end() :]
    counted, own = _COUNTED.match(one, count.start()), _COUNTED.match(rest)
    if counted and own and own["noun"].lower() in PREPOSITIONS:
        number = _COUNT.match(rest)
        end = number.end() if number else 0
        rest = f"{rest[:end]} {counted['noun']}{rest[end:]}"
    return [one, f"{one[: count.start()]}{rest}"]


def _has_verb(text: str) -> bool:
    return _verb_at(_tokens(text)) is not None


def _verb_at(tokens: Sequence[str]) -> int | None:
    """Where the first verb stands, None where there is none."""
    for at, token in enumerate(tokens):
        free = not at or tokens[at - 1] not in DETERMINERS | PREPOSITIONS
        if free and (token in AUXILIARIES or is_verb_form(token) or _is_present(tokens, at)):
            return at
    return None


def _is_present(tokens: Sequence[str], at: int) -> bool:
    """Whether a word may be a verb in the present, told by what it is done to: "opposes the road"."""
    token, behind = tokens[at], tokens[at + 1 : at + 2]
    shaped = len(token) > 3 and token.endswith("s") and not token.endswith(("ss", "'s", "us"))
    return shaped and token not in PREPOSITIONS and not _OBJECTS.isdisjoint(behind)


def _tokens(text: str) -> list[str]:
    return [match.group().lower() for match in _TOKEN.finditer(text)]
