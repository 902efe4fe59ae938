"""What a sentence says, read as far as words alone allow: content words, names, figures, times, negation.

There is no parser behind this: it serves to compare two sentences that are nearly alike.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise

from app.claims.reading.lexicon import (
    AUXILIARIES,
    CONNECTIVES,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    word_set,
)
from app.evidence.contrasts import Aside, asides_in
from app.evidence.dates import Moment, moments_in
from app.evidence.figures import figures_in
from app.evidence.opposites import bare, scopes_of, sides_of
from app.evidence.phrases import folded, lemma_of
from app.evidence.quantities import Figure
from app.evidence.spellings import one_spelling, without_accents

NEGATION_REACH = 60  # code points behind a negator in which the words stand that it negates
MOST_CHARS = 2_000  # of a passage that are compared; a claim is a sentence

_WORD = re.compile(r"[^\W\d_][^\W_]*(?:['’-][^\W\d_]+)*|\d[\d.,]*\d|\d")
_LOST_E = re.compile(r"[^aeiou][aeiou][^aeiouwxy]")
_STEM_END = re.compile(r"(?:ing|edly|ed|ly|es|s|e)\Z")
_FUNCTION_WORDS = (
    AUXILIARIES
    | CONNECTIVES
    | DETERMINERS
    | PREPOSITIONS
    | PRONOUNS
    | word_set(
        "that which who whom whose what when where while if whether not never than too very just only also there here"
        " him them us me such as been both either neither nor off out up down back away cannot including own same"
        " according per himself herself itself themselves because although though already yet still even ever so"
        " it's that's isn’t wasn’t would said says say told mr mrs ms dr stood stands standing lay lies lying"
    )
)
_QUANTIFIERS = word_set(
    "some all many most few several both every any each only half another other"
)
_NEGATORS = word_set(
    "not never no nobody none nothing neither nor without cannot hardly barely failed fails refused refuses refusing failing unable"
    " declined nowhere isnt arent wasnt werent dont doesnt didnt cant couldnt wont wouldnt hasnt havent hadnt"
)
_CLAUSE_END = re.compile(r"[,;:.!?]\s")
_NOT_NEGATED = re.compile(
    r"\b(?:not (?:only|just|merely|least)|no (?:fewer|less|more|later|sooner|doubt)|no\. ?\d|nothing (?:but|less)"
    r"|(?:if|whether) (?:or )?not|(?:not|never|\w+n't)(?= (?:den(?:y|ied)|disput(?:e|ed)|contest|doubt|rule out)\b))\b",
    re.IGNORECASE,
)
_NEITHER_NOR = re.compile(r"\bneither\b[^.;:!?]{1,200}?\b(?P<nor>nor)\b", re.IGNORECASE)
QUALIFIERS = word_set("former ex deputy acting vice interim ex-")


@dataclass(frozen=True, slots=True)
class Word:
    """A word that carries meaning: in lower case, its stem, and the sides of opposites that it is on.

    `bare` is the stem of what its prefix negates: "damag" of "undamaged".
    """

    low: str
    stem: str
    sides: frozenset[int]
    scopes: frozenset[int]
    bare: str | None


@dataclass(frozen=True, slots=True)
class Content:
    """The words of a text that carry meaning; `stems`, `sides`, `scopes` and `bare` are all those of its words."""

    text: str
    words: tuple[Word, ...]
    stems: frozenset[str]
    sides: frozenset[int]
    scopes: frozenset[int]
    bare: frozenset[str]


@dataclass(frozen=True, slots=True)
class Proposition(Content):
    """What a sentence says. Its `words` are those that are in no figure or time.

    `names` are runs of words with capitals, in lower case, `negations` for each negator the stems behind it,
    `aside` the stems that stand only where something is set aside, `qualified` the stems behind "former", "deputy".
    """

    names: tuple[tuple[str, ...], ...]
    figures: tuple[Figure, ...]
    moments: tuple[Moment, ...]
    negations: tuple[tuple[str, ...], ...]
    aside: frozenset[str]
    qualified: frozenset[tuple[str, str]]

    @property
    def named_words(self) -> frozenset[str]:
        """The words of its names."""
        return frozenset(word for name in self.names for word in name)


@lru_cache(maxsize=4096)
def read_proposition(text: str, published: date | None) -> Proposition:
    """What a sentence says; at most its first `MOST_CHARS` characters are read."""
    text = _plain(text)
    moments = moments_in(text, published)
    figures = figures_in(text, [(moment.start, moment.end) for moment in moments])
    taken = [(moment.start, moment.end) for moment in moments]
    taken += [(figure.start, figure.end) for figure in figures]
    content = _content(text, taken)
    asides = asides_in(text)
    return Proposition(
        text=text,
        words=content.words,
        stems=content.stems,
        sides=content.sides,
        scopes=content.scopes,
        bare=content.bare,
        names=tuple(_names(text, taken)),
        figures=tuple(_not_aside(figures, asides)),
        moments=tuple(moments),
        negations=(*_negations(text, taken), *_set_aside_firmly(text, taken, asides)),
        aside=frozenset(_only_aside(text, taken, asides)),
        qualified=frozenset(_qualified(text)),
    )


@lru_cache(maxsize=4096)
def content_of(text: str) -> Content:
    """The words of a sentence that carry meaning, those of its figures and times too: for a tenth of the cost of reading it."""
    return _content(_plain(text, 2 * MOST_CHARS), ())


def _plain(text: str, most: int = MOST_CHARS) -> str:
    return folded(without_accents(text[:most].replace("\u2019", "'")))


def _content(text: str, taken: Sequence[tuple[int, int]]) -> Content:
    words = tuple(_words(text, taken))
    return Content(
        text=text,
        words=words,
        stems=frozenset(word.stem for word in words),
        sides=frozenset(side for word in words for side in word.sides),
        scopes=frozenset(scope for word in words for scope in word.scopes),
        bare=frozenset(word.bare for word in words if word.bare),
    )


def stem_of(word: str) -> str:
    """A word in lower case without its ending, so that most forms of a verb or noun are alike."""
    word = lemma_of(word.removesuffix("'s").removesuffix("'"))
    if len(word) <= 4:
        return word.removesuffix("s") if len(word) == 4 and not word.endswith("ss") else word
    if word.endswith(("ied", "ies")):
        return word[:-3] + "y"
    stem = _STEM_END.sub("", word)
    stem = stem.removesuffix("e")
    if len(stem) < 3:
        return word
    if _LOST_E.fullmatch(stem) and word != stem:
        return f"{stem}e"  # "voted": "vote"
    doubled = len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "lsz"
    return stem[:-1] if doubled else stem


def _words(text: str, taken: Sequence[tuple[int, int]]) -> Iterator[Word]:
    for match in _WORD.finditer(text):
        low = match.group().lower()
        small = low in _FUNCTION_WORDS and not (sides_of(low) or low in _QUANTIFIERS)
        if small or low.endswith("n't") or _inside(match.start(), taken):
            continue
        yield _word(low)


@lru_cache(maxsize=65_536)
def _word(low: str) -> Word:
    root = bare(low)
    return Word(low, stem_of(low), sides_of(low), scopes_of(low), stem_of(root) if root else None)


def _inside(place: int, taken: Sequence[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in taken)


_NAME = re.compile(
    r"[^\W\d_a-z][\w'’-]*(?:\s+(?:(?:of|de|van|von|al|bin|the)\s+)?[^\W\d_a-z][\w'’-]*)*"
)


def _names(text: str, taken: Sequence[tuple[int, int]]) -> Iterator[tuple[str, ...]]:
    """Runs of words with capitals; a single one that opens the sentence may be any word, so it is none."""
    for match in _NAME.finditer(text):
        if not match.group()[0].isupper() or _inside(match.start(), taken):
            continue
        if match.start() and (text[match.start() - 1].isalnum() or text[match.start() - 1] in "'-"):
            continue
        words = [word.lower().removesuffix("'s") for word in match.group().split()]
        opens = not text[: match.start()].strip("\"“‘' ")
        if opens and words[0] in _FUNCTION_WORDS:
            words = words[1:]
        named = tuple(one_spelling(word) for word in words if word not in _FUNCTION_WORDS)
        if named and not (opens and len(match.group().split()) == 1):
            yield named


def _negations(text: str, taken: Sequence[tuple[int, int]]) -> Iterator[tuple[str, ...]]:
    spared = [match.span() for match in _NOT_NEGATED.finditer(text)]
    spared += [match.span("nor") for match in _NEITHER_NOR.finditer(text)]
    for match in _WORD.finditer(text):
        low, start = match.group().lower(), match.start()
        if (low in _NEGATORS or low.endswith("n't")) and not _inside(start, [*spared, *taken]):
            clause = _CLAUSE_END.split(text[match.end() : match.end() + NEGATION_REACH], 1)[0]
            behind = [word.group().lower() for word in _WORD.finditer(clause)]
            yield tuple(stem_of(word) for word in behind if word not in _FUNCTION_WORDS)[:2]


def _set_aside_firmly(
    text: str, taken: Sequence[tuple[int, int]], asides: Sequence[Aside]
) -> Iterator[tuple[str, ...]]:
    """The stems of what is said not to be so, as if a negator stood before them."""
    for aside in asides:
        if aside.firm:
            yield tuple(stem for place, stem in _stems(text, taken) if _is_in(place, [aside]))


def _not_aside(figures: Sequence[Figure], asides: Sequence[Aside]) -> Iterator[Figure]:
    """The figures that are not set aside: of "12, not 20" the first."""
    return (figure for figure in figures if not _is_in(figure.end - 1, asides))


def _only_aside(
    text: str, taken: Sequence[tuple[int, int]], asides: Sequence[Aside]
) -> Iterator[str]:
    if not asides:
        return
    stems = list(_stems(text, taken))
    elsewhere = {stem for place, stem in stems if not _is_in(place, asides)}
    yield from (stem for _, stem in stems if stem not in elsewhere)


def _stems(text: str, taken: Sequence[tuple[int, int]]) -> Iterator[tuple[int, str]]:
    """The content words of a text, each as the place where it starts and its stem."""
    for match in _WORD.finditer(text):
        low = match.group().lower()
        if low not in _FUNCTION_WORDS and not _inside(match.start(), taken):
            yield match.start(), stem_of(low)


def _is_in(place: int, asides: Sequence[Aside]) -> bool:
    return any(aside.start <= place < aside.end for aside in asides)


def _qualified(text: str) -> Iterator[tuple[str, str]]:
    words = [match.group().lower() for match in _WORD.finditer(text)]
    for one, two in pairwise(words):
        qualifier, _, rest = one.partition("-")
        if one in QUALIFIERS:
            yield one.removesuffix("-"), stem_of(two)
        elif rest and qualifier in QUALIFIERS:
            yield qualifier, stem_of(rest)
