"""What a passage tells that may bear on a claim, in whose words, and what the claim states."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from app.claims.reading.lexicon import AUXILIARIES, DETERMINERS
from app.claims.vocabulary import FoundClaim, Polarity
from app.evidence.comparison import words_shared
from app.evidence.denials import Untrue, called_untrue
from app.evidence.passages import Place
from app.evidence.propositions import MOST_CHARS, Proposition, read_proposition
from app.evidence.verbs import verbs_in

MOST_SAID = 20  # of what is said in one passage that is looked at

_RELATIVE = re.compile(r"\s(?:who|whom|whose|which)\s")
_PRONOUN = re.compile(
    r"(?:(?P<self>I|[Ww]e)|(?P<its>[Hh]is|[Hh]er|[Ii]ts|[Tt]heir)|[Hh]e|[Ss]he|[Ii]t|[Tt]hey)\b"
)
_FRAME = re.compile(
    r"(?:The |An? )?(?P<who>[\w’'-]+(?: [\w’'-]+)??) (?:has |had |have )?(?:show(?:s|ed|n)?|found|finds|said|says|warn(?:s|ed)|confirm(?:s|ed)"
    r"|report(?:s|ed)|reveal(?:s|ed)|concluded|announced|admitted|acknowledged|conceded|stated|ruled) that ",
    re.IGNORECASE,
)
_TURNS_DOWN = re.compile(r"\b(?:reject|dismiss)", re.IGNORECASE)
_TO_DO = re.compile(r"\bto [a-z]+", re.IGNORECASE)
_called_untrue = lru_cache(maxsize=1024)(called_untrue)


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says in a passage: the range of the content in it, code points, end exclusive.

    `is_thing`: it is no statement, but something that somebody rejects.
    """

    start: int
    end: int
    claimant: str | None
    role: str | None
    polarity: Polarity
    hedged: bool
    context: str | None = None
    is_thing: bool = False


@dataclass(frozen=True, slots=True)
class JudgedPassage:
    """A sentence of an article with what the reader knows of it."""

    text: str
    said: tuple[Said, ...] = ()
    published: date | None = None
    context: str | None = None


@dataclass(frozen=True, slots=True)
class JudgedClaim:
    """A claim as far as stance depends on it; `context` is whom the pronoun at its start means."""

    text: str
    claimed: date | None = None
    context: str | None = None


def said_in(claims: Iterable[FoundClaim], place: Place) -> tuple[Said, ...]:
    """What is said at a place of an article, by its claims, with ranges counted from the start of the place."""
    return tuple(
        Said(
            start=max(claim.start, place.start) - place.start,
            end=min(claim.end, place.end) - place.start,
            claimant=claim.claimant.name if claim.claimant else None,
            role=claim.claimant.role if claim.claimant else None,
            polarity=claim.polarity,
            hedged=claim.hedged,
            context=claim.context,
            is_thing=_is_thing(claim),
        )
        for claim in claims
        if claim.cue is not None and claim.start < place.end and place.start < claim.end
    )


def _is_thing(claim: FoundClaim) -> bool:
    """Whether what is rejected is a thing and no statement: "rejected the plan", "dismissed its driver"."""
    words = re.findall(r"[a-z]+", claim.text.lower())
    is_thing = words[:1] and words[0] in DETERMINERS and AUXILIARIES.isdisjoint(words)
    tells = verbs_in(_TO_DO.sub("", claim.text))
    return bool(is_thing and not tells and _TURNS_DOWN.search(claim.cue or ""))


@dataclass(frozen=True, slots=True)
class Sides:
    """What a passage tells, in whose words, and what the claim states."""

    told: Said | None
    untrue: Untrue | None
    content: str
    proposition: Proposition
    stated: Proposition

    @property
    def denies(self) -> bool:
        """Whether who says it denies it."""
        return self.told is not None and self.told.polarity is Polarity.DENIES


def told_and_stated(passage: JudgedPassage, claim: JudgedClaim) -> Sides:
    """What a passage tells beside what a claim states."""
    stated = stated_beside(passage, claim)
    told = _told(passage, stated)
    untrue = _untrue(passage, claim)
    if told is not None and told.polarity is Polarity.DENIES:
        untrue = None  # the reader knows better what is denied
    content = untrue.told if untrue else _content(passage, told)
    if told is not None and told.polarity is Polarity.DENIES:
        content = _RELATIVE.split(content, maxsplit=1)[0]  # of whom it is denied is so
    return Sides(told, untrue, content, read_proposition(content, passage.published), stated)


def stated_beside(passage: JudgedPassage, claim: JudgedClaim) -> Proposition:
    """What a claim states; not who found it, where a passage names them too."""
    return read_proposition(
        _unframed(passage.text, meant(claim.text, claim.context)), claim.claimed
    )


def _unframed(passage: str, claim: str) -> str:
    """A claim without who found it in front, where the passage names them too: "the survey showed that …"."""
    frame = _FRAME.match(claim)
    named = frame is not None and frame["who"].lower() in passage.lower()
    return claim[frame.end() :] if frame is not None and named else claim


def _told(passage: JudgedPassage, stated: Proposition) -> Said | None:
    """What is said in a passage that has most in common with a claim; None where the narrator says it."""
    if not passage.said:
        return None
    best, most = None, 0
    for said in passage.said[:MOST_SAID]:
        content = read_proposition(_content(passage, said), passage.published)
        shared = words_shared(content, stated)
        if shared > most:
            best, most = said, shared
    whole = words_shared(read_proposition(passage.text, passage.published), stated)
    return best if most * 2 > whole else None


def _content(passage: JudgedPassage, told: Said | None) -> str:
    """What the passage says, with whom its first pronoun means."""
    if told is None:
        return meant(passage.text[:MOST_CHARS], passage.context)
    content = passage.text[told.start : told.end]
    return meant(content[:MOST_CHARS], told.context, told.claimant)


def may_deny(passage: JudgedPassage, claim: JudgedClaim) -> bool:
    """Whether anybody in a passage denies anything, or it is called untrue."""
    denied = any(said.polarity is Polarity.DENIES for said in passage.said)
    return denied or _untrue(passage, claim) is not None


def _untrue(passage: JudgedPassage, claim: JudgedClaim) -> Untrue | None:
    """What a passage calls untrue; None where the claim itself calls something so."""
    if _called_untrue(claim.text[:MOST_CHARS]):
        return None
    return _called_untrue(passage.text[:MOST_CHARS])


def words_of(passage: JudgedPassage) -> str:
    """All words that a passage may be read with: its own, and whom its pronouns mean."""
    named = [
        passage.context,
        *(name for said in passage.said for name in (said.claimant, said.context)),
    ]
    return " ".join([passage.text, *dict.fromkeys(name for name in named if name)])


def meant(text: str, context: str | None, speaker: str | None = None) -> str:
    """A text with names for the pronoun that it starts with, where they are known."""
    pronoun = _PRONOUN.match(text)
    name = None if pronoun is None else speaker if pronoun["self"] else context
    if pronoun is None or name is None:
        return text
    possessive = "'s" if pronoun["its"] else ""
    return f"{name}{possessive}{text[pronoun.end() :]}"
