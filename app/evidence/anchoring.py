"""Whether a passage can be of the same thing as a claim that names none: "it", "the company", "net profit", "nine people"."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from app.claims.models import LinkableClaim
from app.claims.reading.lexicon import BODY_NOUNS
from app.evidence.demonyms import place_of
from app.evidence.propositions import read_proposition
from app.evidence.spellings import one_spelling
from app.evidence.subjects import GENERIC, subject_of
from app.evidence.telling import JudgedPassage, meant

_BODIES = "|".join(
    sorted(
        BODY_NOUNS
        | {"business", "chain", "city", "council", "county", "factory", "mine", "plant", "region", "team", "town", "village"}
    )
)  # fmt: skip
_OWN = re.compile(
    rf"\W{{0,20}}(?:(?:I|we|it|they|he|she|my|our|its|their|his|her)\b"
    rf"|(?:the|this|that) (?:\w[\w-]* ){{0,2}}?(?:{_BODIES})\b(?! of )"
    r"|(?:\w[\w-]* ){0,3}?(?:profits?|loss(?:es)?|sales|revenues?|turnover|earnings|orders|output|takings|dividends?|bookings)\b(?! of ))",
    re.IGNORECASE,
)
_UNNAMED = re.compile(
    r"\W{0,20}(?:the|this|that|these|those|an?|some|all|both|several|many|most|no|more than|fewer than|at least|about|around|nearly|almost|over|up to"
    r"|\$?\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|hundreds|thousands)\b",
    re.IGNORECASE,
)
_READ = 20_000  # code points of an article in which names are looked for
_CAPITALISED = re.compile(r"(?<![\w'’-])[^\W\d_a-z][\w’'-]*")
_OPENS = re.compile(r"(?:\A|[.!?:\"“‘])\s*\Z")
_PLACED = re.compile(
    r"\b(?:in|at|near|outside|across|around) (?!(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)"
    r"[^\W\d_a-z]"
)
_RUNS_ON = re.compile(r" [^\W\d_a-z]")
_TELL_NOTHING = GENERIC | frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "mr",
        "mrs",
        "ms",
        "dr",
        "reuters",
        "afp",
        "ap",
        "i",
    ]
)


def is_of_one_story(claim: LinkableClaim, passage: JudgedPassage, article: str) -> bool:
    """Whether a passage of another article may be of what the claim is of.

    What somebody says of "the company" or of "net profit" is of the speaker's own, so the passage's article must name the
    speaker, or the claim's subject where it is the passage that leaves it out. What is said of "the fire" or "nine people"
    is of something in the article; where both articles tell in which places, they must name one thing alike.
    """
    own = _owners(claim.text, claim.context, claim.claimant_name, claim.claimant_role)
    if own is None:
        told = f"{claim.lead} {claim.text}"
        return not _is_elsewhere(told, claim.claimant_name or "", article[:_READ])
    names, is_needed = own
    if not names or not (is_needed or _leaves_out_whose(passage)):
        return True
    return not names.isdisjoint(_names_in(article[:_READ]))


@lru_cache(maxsize=4096)
def _owners(
    text: str, context: str | None, speaker: str | None, role: str | None
) -> tuple[frozenset[str], bool] | None:
    """Whose affairs a claim is of, by the words of their names, and whether the claim leaves that out; None where nobody's."""
    stated = read_proposition(meant(text, context), None)
    named = _known(name for run in stated.names for name in run)
    subject = _known(word.low for word in subject_of(stated))
    if not subject.isdisjoint(named):
        return subject & named, False
    if _OWN.match(stated.text):
        return _strictly_named(f", {speaker or ''}. {role or ''}") or named, True
    return None if _UNNAMED.match(stated.text) else (named, False)


def _is_elsewhere(told: str, speaker: str, article: str) -> bool:
    names = _names_if_placed(told, speaker)
    return bool(names) and names.isdisjoint(_names_in(article)) and bool(_PLACED.search(article))


@lru_cache(maxsize=4096)
def _names_if_placed(told: str, speaker: str) -> frozenset[str]:
    """The names in what is told, and its speaker's; none where it tells of no place."""
    if not _PLACED.search(told):
        return frozenset()
    return _strictly_named(told) | _strictly_named(f", {speaker}")


def _leaves_out_whose(passage: JudgedPassage) -> bool:
    """Whether what is said in a passage is of the speaker's own affairs, and does not say whose."""
    return any(_OWN.match(passage.text[said.start : said.end]) for said in passage.said)


@lru_cache(maxsize=1024)
def _names_in(article: str) -> frozenset[str]:
    """The words with a capital."""
    return _known(_named(set(_CAPITALISED.findall(article))))


def _strictly_named(text: str) -> frozenset[str]:
    """The words with a capital, without single ones that may have it since a sentence begins."""
    return _known(
        _named(
            match.group()
            for match in _CAPITALISED.finditer(text)
            if _RUNS_ON.match(text, match.end()) or not _opens(text, match.start())
        )
    )


def _named(words: Iterable[str]) -> Iterator[str]:
    return (word.lower().removesuffix("'s").removesuffix("’s") for word in words)


def _opens(text: str, place: int) -> bool:
    return _OPENS.search(text[max(0, place - 3) : place]) is not None


def _known(words: Iterable[str]) -> frozenset[str]:
    """Words that tell one thing from another, in one spelling, people by their place."""
    spelled = (one_spelling(place_of(word)) for word in words)
    return frozenset(word for word in spelled if word not in _TELL_NOTHING)
