"""What a mention of a claimant says by itself: name and role as printed, and what sort of claimant it is."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from app.claims.reading.appositions import is_role_noun, names_role
from app.claims.reading.bodies import is_body_name
from app.claims.reading.lexicon import (
    ARTICLES,
    AUXILIARIES,
    BODY_NOUNS,
    CONNECTIVES,
    CUE_FORMS,
    DETERMINERS,
    DOCUMENTS,
    IRREGULAR_PASTS,
    MESSAGES,
    PREPOSITIONS,
    PRONOUNS,
    PUBLISHED,
    ROLE_NOUNS,
    TIMES,
    TITLES,
    word_set,
)
from app.claims.reading.noun_phrases import subject_after
from app.claims.reading.occupations import is_one_occupation, is_only_occupation
from app.claims.reading.sentences import Span
from app.claims.reading.words import tokens_of

LONGEST_MENTION = 400  # code points that are read for name and role
_PRONOUNS = PRONOUNS | {"him", "her", "his", "its", "their", "who"}
LONGEST_TITLE = 4  # words in front of a name: "Lower Tarn council leader"
PARTICLES = frozenset(["de", "del", "da", "van", "von", "bin", "al", "el", "la", "der", "den"])
_TITLE_WORDS = (TITLES | ROLE_NOUNS - BODY_NOUNS) - {"king"}  # a frequent surname
_LEADING = TITLES | PARTICLES | {"and"}
_BEFORE_OTHER_NAMES = PREPOSITIONS | ARTICLES | {"'s", "and"}
_NEVER_SURNAMES = BODY_NOUNS | {"jr", "jr.", "sr", "sr.", "ii", "iii"}
_TOKEN = re.compile(r"\d[\d.,]*\d(?![\w-])|[\w][\w'’.&-]*|\S")
_COMMA = re.compile(r",(?!\d)\s*|\s(?:--?|[\u2013\u2014])\s")
_AGE = re.compile(r"(?:aged? )?\d{1,3}(?:[- ]years?[- ]old)?")
_STRAY_STOP = re.compile(r"\.\s+(?=[a-z])")
_DOCUMENT = (
    r"(?:[Tt]he |[Aa]n? )?(?:[\w'\u2019-]{1,30} ){0,3}"
    rf"(?i:{'|'.join(sorted(DOCUMENTS | MESSAGES))}) "
)
_PUBLISHES = re.compile(
    rf"{_DOCUMENT}(?:that |which )?(?P<publisher>(?:(?:the|its|his|her|their) |[A-Z])[^,;:()]{{1,80}}?) "
    rf"(?:(?:has|had|have) )?(?:{'|'.join(sorted(PUBLISHED))})\b(?! by\b)"
)
_PUBLISHER = re.compile(
    rf"{_DOCUMENT}(?:(?:{'|'.join(sorted(PUBLISHED))}) (?:[\w'\u2019-]{{1,30}} ){{0,5}}?)?(?:by|from) "
    rf"(?!(?i:{'|'.join(re.escape(time) for time in sorted(TIMES))})\b)(?=(?:the|its|his|her|their) [^\W\d_]|an? |[A-Z])"
)
_SEEN = re.compile(
    r" (?:(?:that was|which was) )?(?:seen|obtained|reviewed|viewed|examined|leaked|shown|shared)(?: \w+)? (?:by|to|with) "
)
_EXAMPLES = re.compile(r"(?:including|among them|such as|notably|led by) ")
_TITLE_EDGE = re.compile(r"[^\w\s'’-]")
_COURTESY = word_set("Mr Mrs Ms Dr Prof Mr. Mrs. Ms. Dr. Prof.")
_OWNERS = frozenset({"his", "her"})
_OWN_WORDS = MESSAGES | {"reply", "answer", "speech", "response"}
_PROFESSIONS = word_set("Dr Prof Dr. Prof.")
_COURTESY_BEFORE = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof)\.?\s*$")
_NOT_IN_TITLE = (
    PREPOSITIONS
    | DETERMINERS
    | AUXILIARIES
    | CONNECTIVES
    | PRONOUNS
    | IRREGULAR_PASTS
    | TIMES
    | {"including"}
)


class Sort(StrEnum):
    """What sort of claimant a mention names."""

    PERSON = "person"
    SEVERAL = "several"
    BODY = "body"
    PRONOUN = "pronoun"


@dataclass(frozen=True, slots=True)
class Named:
    """A mention read by itself: name and role as printed, without articles and marks."""

    name: str
    role: str | None
    sort: Sort


@lru_cache(maxsize=1024)
def read_mention(printed: str) -> Named:
    """Name and role in a mention as printed: "Kremlin spokesman Dmitry Peskov" or "Ann Lee, the mayor"."""
    head, *apposed = _COMMA.split(_without_document(printed[:LONGEST_MENTION]))
    head = _SEEN.split(head, maxsplit=1)[0]
    if apposed and _EXAMPLES.match(apposed[0]):
        apposed = []
    head, bracket = _without_brackets(head)
    words = _without_articles(_TOKEN.findall(head))
    if len(words) == 1 and words[0].lower() in _PRONOUNS and words[0] != "WHO":
        return Named(words[0], None, Sort.PRONOUN)
    apposed = [piece for piece in apposed if not _AGE.fullmatch(piece.strip())]
    if len(words) == 2 and words[0].lower() in _OWNERS and words[1].lower() in _OWN_WORDS:
        return Named(words[0], None, Sort.PRONOUN)
    if apposed and _introduces_name(words, apposed[0].split()):
        return _named_behind(" ".join(words), apposed)
    bare = [word for word in words if word not in _COURTESY] or words
    words = _without_affiliation(bare, titled=len(bare) < len(words))
    first = name_start(words)
    role = " ".join(words[:first]) or _cleaned(", ".join(apposed)) or bracket
    role = role or next((word for word in _TOKEN.findall(head) if word in _PROFESSIONS), None)
    name = " ".join(words[first:]).removesuffix("’s").removesuffix("'s")
    return Named(name, role, _sort(words[first:], role, head))


def _without_document(printed: str) -> str:
    """Who published what is mentioned, where that is said: "figures by the trust", "figures the trust published"."""
    if publishes := _PUBLISHES.match(printed):
        return publishes["publisher"]
    publisher = _PUBLISHER.match(printed)
    return printed[publisher.end() if publisher else 0 :]


def _without_articles(words: list[str]) -> list[str]:
    while words and words[0].lower() in ARTICLES:
        words = words[1:]
    return words


def _without_affiliation(words: list[str], *, titled: bool) -> list[str]:
    """A titled name without what it is of: "Economist Jo Pahl of Veldmoor University"."""
    end = next((at for at, word in enumerate(words) if word in {"of", "from", "at"}), len(words))
    if end in {0, len(words)} or "and" in words:
        return words
    first = name_start(words[:end])
    titled = titled or (0 < first < end - 1 and _is_title(words[first - 1]))
    last = words[end - 1].lower()
    person = is_name(words[first:end]) and last not in _TITLE_WORDS | BODY_NOUNS
    return words[:end] if titled and person else words


def _without_brackets(head: str) -> tuple[str, str | None]:
    before, _, inside = head.partition("(")
    bracket = inside.partition(")")[0].strip()
    return before, None if _AGE.fullmatch(bracket) else bracket or None


def _cleaned(apposition: str) -> str | None:
    words = _without_articles(_STRAY_STOP.sub(" ", apposition).strip(" ,.;:—–-").split())
    if words and words[0].lower() in {"who", "whose", "which"}:
        return None
    return " ".join(words) or None


def _is_role(words: list[str]) -> bool:
    """Whether words say what somebody is: "council's spokesman", "two reporters for the paper"."""
    return names_role(_head_noun(words))


def _head_noun(words: list[str]) -> str:
    head = next((at for at, word in enumerate(words) if word.lower() in PREPOSITIONS), len(words))
    return words[head - 1] if head else ""


def _introduces_name(words: list[str], apposed: list[str]) -> bool:
    """Whether words in front of a name in apposition say what it is: "company's chief executive", "the trust"."""
    if not words or not is_name(apposed):
        return False
    noun = _head_noun(words)
    common = (
        noun == words[-1] and noun.islower() and not noun.endswith("s") and noun not in DETERMINERS
    )
    return _is_role(words) or (common and len(apposed) > 1 and "and" not in apposed)


def is_name(words: list[str]) -> bool:
    """Whether words are spelt like a name, or like several that are joined."""
    capitals = all(word[0].isupper() or word in PARTICLES or word == "and" for word in words)
    return capitals and bool(words) and words[0][0].isupper()


def _named_behind(role: str, apposed: list[str]) -> Named:
    """Name and role of "the spokesman, Tom Hale": the names go on as long as they look like names."""
    names = []
    for piece in apposed:
        words = piece.split()
        if not is_name([word for word in words if word != "and"]):
            break
        names.append(piece.strip())
    words = _TOKEN.findall(", ".join(names))
    words = words[name_start(words) :]
    sort = Sort.SEVERAL if "and" in words else _sort(words, role, role)
    return Named(", ".join(names) if sort is Sort.SEVERAL else " ".join(words), role, sort)


def name_start(words: list[str]) -> int:
    """Where the name starts behind titles and roles; 0 where the whole phrase is the name."""
    if len(words) < 2 or all(word.lower() in _TITLE_WORDS for word in words):
        return 0
    first = len(words)
    while first > 0 and _in_name(words, first - 1):
        first -= 1
    if first == len(words):
        return 0
    while first < len(words) - 1 and words[first].lower() in _LEADING:
        first += 1
    if first > 0 and words[first - 1].lower() in _BEFORE_OTHER_NAMES:
        return 0
    return _after_titles(words, first)


def _after_titles(words: list[str], first: int) -> int:
    """Where the name starts if a title in capitals stands before it: "Transport Minister Karel Dunst"."""
    last = words[-1].lower()
    if last in _NEVER_SURNAMES or is_role_noun(last):
        return first
    end = words.index("and", first) if "and" in words[first:] else len(words)
    for index in range(end - 2, first - 1, -1):
        if _is_title(words[index]) and (index > first or end - index > 2):
            return index + 1
    opens = first == 0 and end > 2 and is_one_occupation(words[0].lower())
    return 1 if opens else first


def _is_title(word: str) -> bool:
    return word.lower() in _TITLE_WORDS or is_only_occupation(word.lower())


def _in_name(words: list[str], index: int) -> bool:
    word = words[index]
    if word[0].isupper():
        return word.lower() not in PREPOSITIONS
    return word in PARTICLES or word in {"and", "&"}


def _sort(name: list[str], role: str | None, head: str) -> Sort:
    if "and" in name and len(name) > 2:
        return Sort.SEVERAL
    capital = bool(name) and all(word[0].isupper() or word in PARTICLES for word in name)
    if not capital:
        return Sort.BODY
    article = head.lower().startswith("the ")
    if is_body_name(name) and (role is None or not _is_role(role.split())):
        return Sort.BODY
    if role is not None and role.split()[-1].lower() not in BODY_NOUNS:
        return Sort.PERSON
    return Sort.PERSON if len(name) <= 3 and not article else Sort.BODY


def role_beside(text: str, name: Span) -> str | None:
    """The role that stands right beside a name: "Mayor NAME", "NAME, professor of hydrology,"."""
    return _title_before(text, name.start) or _apposed_role(text, name)


def _title_before(text: str, place: int) -> str | None:
    window = text[max(0, place - 80) : place].rpartition("\n")[2]
    window = _COURTESY_BEFORE.sub("", window)
    left = _TITLE_EDGE.split(window)[-1].split()
    if not left or not (_is_title(left[-1]) or names_role(left[-1])):
        return None
    first = len(left) - 1
    while first > 0 and len(left) - first < LONGEST_TITLE and _may_open_title(left[first - 1]):
        first -= 1
    return " ".join(left[first:])


def _may_open_title(word: str) -> bool:
    low = word.lower()
    return not (low in _NOT_IN_TITLE or low in CUE_FORMS or low.endswith(("ed", "ly")))


def _apposed_role(text: str, name: Span) -> str | None:
    if text[name.end : name.end + 2] != ", ":
        return None
    window = Span(name.start, min(len(text), name.end + 160))
    tokens = tokens_of(text, window, [])
    phrase = subject_after(tokens, 0)
    if phrase is None:
        return None
    role = read_mention(text[name.start : tokens[phrase.end - 1].end]).role
    return role if role is not None and _is_role(role.split()) else None
