"""Whether a passage says that somebody else did what a claim says of its subject.

The subject may be named, yet elsewhere: in a relative clause ("the nurse who trained the matron won"), in a concession
("though Roe had set it up"), as the one to whom it was done ("written by the nuns and sent to Roe").
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from app.claims.reading.lexicon import COPULAS, word_set
from app.evidence.propositions import Proposition, Word, read_proposition, stem_of
from app.evidence.roles import is_actor
from app.evidence.spellings import one_spelling
from app.evidence.subjects import subject_of
from app.evidence.verbs import Verb, verbs_in

OWNER_REACH = 50  # code points before a name in which that of whom it is said stands

_BY = re.compile(r"\s+by\s+(?P<agent>[^,;:.!?]{2,60})")
_AGENT_END = re.compile(
    r"\s(?:and (?=\w+ed\b)|in|on|at|to|for|from|with|after|before|who|which|that|during|over|as)\s"
)
_CLAUSE_END = re.compile(
    r"[,;:.!?]\s|\s(?=(?:though|although|while|whereas|but|when|because|until)\s)"
)
_CONCESSION = re.compile(
    r"\s*(?:though|although|while|whereas|unlike|despite|but|yet)\b", re.IGNORECASE
)
_RELATIVE = re.compile(
    r"(?P<head>[\w'-]+) (?:who|which|whom|whose)\s(?P<relative>[^,;:.!?]+)", re.IGNORECASE
)
_OF_WHOM = re.compile(r"\b(?P<head>[a-z]+) (?:of|to|for) (?:the |an? )?(?:[\w.-]+ ){0,2}\Z")
_OF_STATE = word_set(
    "army government ministry police parliament court navy troops forces council senate president minister"
)
_PARTICIPLE = re.compile(r"\W*(?:having|being)\b", re.IGNORECASE)
_BEFORE_VERB = re.compile(r"[\w'-]+")


def is_of_another(passage: Proposition, claim: Proposition) -> bool:
    """Whether a passage names the claim's subject, but says of another what the claim says of it."""
    subject, verb = subject_of(claim), _verb_of(claim)
    if not subject or not _has_any(passage, subject):
        return False
    if _is_only_conceded(passage, claim, subject) or _is_only_owner(passage, claim, subject):
        return True
    if verb is None or _is_in_relative(passage, claim, verb):
        return verb is not None
    by_others = _is_by_another(passage, claim, verb) or _has_own_subject(passage, claim, verb)
    return by_others and not _is_passive(claim, verb)


def _verb_of(claim: Proposition) -> Verb | None:
    """The first verb of a claim but for participles like "polled by"; None where there is none."""
    verbs = (verb for verb in verbs_in(claim.text) if not _BY.match(claim.text, verb.end))
    return next(verbs, None)


def _is_passive(claim: Proposition, verb: Verb) -> bool:
    before = [word.lower() for word in _BEFORE_VERB.findall(claim.text[: verb.start])]
    return not COPULAS.isdisjoint(before[-3:])


def _is_by_another(passage: Proposition, claim: Proposition, verb: Verb) -> bool:
    """Whether the same was done "by" another."""
    agents = [
        read_proposition(_AGENT_END.split(by["agent"], maxsplit=1)[0], None)
        for told in verbs_in(passage.text)
        if told.is_like(verb) and (by := _BY.match(passage.text, told.end))
    ]
    named = [agent for agent in agents if agent.words and not agent.figures]
    return bool(named) and not any(_has_any(agent, subject_of(claim)) for agent in named)


def _is_in_relative(passage: Proposition, claim: Proposition, verb: Verb) -> bool:
    """Whether the subject stands in a clause that only says which other one did it."""
    for match in _RELATIVE.finditer(passage.text):
        verbs = verbs_in(match["relative"])
        length = verbs[1].start if len(verbs) > 1 else len(match["relative"])
        start = match.start("relative")
        within = read_proposition(passage.text[start : start + length], None)
        outside = passage.text[:start] + passage.text[start + length :]
        rest = read_proposition(outside, None)
        head = read_proposition(match["head"].lower(), None)
        apart = _has_any(within, subject_of(claim)) and not _has_any(rest, subject_of(claim))
        if apart and verb.is_in(rest) and not verb.is_in(within) and not head.stems & claim.stems:
            return True
    return False


def _has_own_subject(passage: Proposition, claim: Proposition, verb: Verb) -> bool:
    """Whether the verb stands in a clause before which, in that clause, others are named and the subject is not."""
    found = [
        (clause, told)
        for clause in clauses_in(passage.text)
        for told in verbs_in(clause)
        if told.is_like(verb)
    ]
    return bool(found) and all(
        _others_before(clause, told, claim) and not _has_any(_read(clause), subject_of(claim))
        for clause, told in found
    )


def _others_before(clause: str, verb: Verb, claim: Proposition) -> bool:
    before = _read(_PARTICIPLE.sub("", clause[: verb.start]))
    return bool(before.words) and before.stems.isdisjoint(claim.stems)


def _is_only_conceded(passage: Proposition, claim: Proposition, subject: tuple[Word, ...]) -> bool:
    """Whether the subject stands only behind "though", "unlike", where nothing else of the claim does."""
    clauses = clauses_in(passage.text)
    conceded = [clause for clause in clauses if _CONCESSION.match(clause)]
    main = _read(" , ".join(clause for clause in clauses if clause not in conceded))
    rest = claim.stems - {word.stem for word in subject}
    return not _has_any(main, subject) and any(
        _has_any(_read(clause), subject) and rest.isdisjoint(_read(clause).stems)
        for clause in conceded
    )


def _is_only_owner(passage: Proposition, claim: Proposition, subject: tuple[Word, ...]) -> bool:
    """Whether the subject stands only as that whose club, or whose doctor, did it: "Roe's club", "the doctor of Roe"."""
    is_name = all(one_spelling(word.low) in claim.named_words for word in subject)
    last = re.escape(subject[-1].low.removesuffix("'s"))
    places = list(
        re.finditer(
            rf"\b{last}\b(?P<own>'s?(?P<owned>(?: [\w-]+){{1,3}}))?", passage.text, re.IGNORECASE
        )
    )
    if not places or re.search(rf"\b{last}'", claim.text, re.IGNORECASE):
        return False
    if not is_name and any(place["own"] for place in places):
        return False
    return all(_is_owner(passage.text, place, claim) for place in places)


def _is_owner(text: str, place: re.Match[str], claim: Proposition) -> bool:
    """Whether a word stands there as that of whose people something is said."""
    if place["own"]:
        owned = place["owned"].lower().split()
        return any(map(is_actor, owned)) and _OF_STATE.isdisjoint(owned)
    start = max(0, place.start() - OWNER_REACH)
    before = _OF_WHOM.search(text, start, place.start())
    if before is None:
        return False
    head = before["head"].lower()
    return is_actor(head) and head not in _OF_STATE and stem_of(head) not in claim.stems


@lru_cache(maxsize=4096)
def clauses_in(text: str) -> tuple[str, ...]:
    """A text cut where a clause may end."""
    return tuple(_cut(text))


def _cut(text: str) -> Iterator[str]:
    start = 0
    for match in _CLAUSE_END.finditer(text):
        yield text[start : match.end()]
        start = match.end()
    yield text[start:]


def _read(text: str) -> Proposition:
    return read_proposition(text, None)


def _has_any(text: Proposition, words: tuple[Word, ...]) -> bool:
    """Whether a text has one of some words, or another of the same meaning."""
    return any(word.stem in text.stems or word.sides & text.sides for word in words)
