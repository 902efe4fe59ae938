"""Which passages are copies of an earlier one: the same words, or nearly the same."""

import re
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from threading import Lock

from app.evidence.sequences import in_order

MIN_COPIED_WORDS = 5  # shorter passages may be alike by chance
MIN_NEAR_WORDS = 8  # nearly the same words need more of them
SHINGLE_WORDS = 3
NEAR_COPY = 0.6  # of the shingles of the shorter; one word changed in the middle of ten leaves five of eight
REWRITTEN = 0.7  # of the longer words of both, where their order was changed: an outlet's own words for the same thing share fewer
MIN_LONGER_WORDS = 7
LONGER_WORD = 4  # letters
REWORDED = 0.75  # of the longer words of the shorter, in its order
MIN_REWORDED_WORDS = 12  # longer ones
SAME_LENGTH = 0.8  # of the longer: then negation must agree too
MOST_HOLDERS = 50  # passages looked up for one shingle: more hold it by chance
MOST_LOOKED_UP = 64  # shingles of a passage, those that fewest passages hold
LISTS_KEPT = 4
MIN_KEPT, MAX_KEPT = 50, 5_000  # passages: fewer are compared soon, more take much memory
MOST_COMPARED = 10  # passages compared in full, those with most in common

_SPELT = (
    "one 1 two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 ten 10 eleven 11 twelve 12 thirteen 13 fourteen 14"
    " fifteen 15 sixteen 16 seventeen 17 eighteen 18 nineteen 19 twenty 20 thirty 30 forty 40 fifty 50 sixty 60"
    " seventy 70 eighty 80 ninety 90 first 1st second 2nd"
    " third 3rd fourth 4th fifth 5th sixth 6th seventh 7th eighth 8th ninth 9th tenth 10th eleventh 11th twelfth 12th"
    " thirteenth 13th fourteenth 14th fifteenth 15th sixteenth 16th seventeenth 17th eighteenth 18th nineteenth 19th"
    " twentieth 20th"
)
_IN_DIGITS = dict(re.findall(r"([a-z]+) (\w+)", _SPELT))
_TENS = re.compile(
    r"\b(?P<tens>twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[- ]"
    r"(?P<ones>one|two|three|four|five|six|seven|eight|nine)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
_NEGATORS = frozenset(
    ["not", "no", "never", "nobody", "none", "nor", "neither", "without", "cannot", "t"]
)


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a passage, as copies are known by them."""

    text: str
    count: int
    shingles: frozenset[str]
    longer: frozenset[str]
    names: frozenset[str]
    figures: frozenset[str]
    negators: int


@dataclass(slots=True)
class Copies:
    """Passages in order, each the copy of an earlier one or not."""

    _first: dict[str, int] = field(default_factory=dict)
    _holders: dict[str, list[int]] = field(default_factory=dict)
    _originals: dict[int, _Words] = field(default_factory=dict)

    def add(self, number: int, passage: str) -> int | None:
        """The number of the earlier passage that this is a copy of; None if it is of none, and then others may be of it.

        Copies are compared with originals alone, so that likeness does not go on from copy to copy.
        """
        words = _words(passage)
        if words.count < MIN_COPIED_WORDS:
            return None
        found = self._first.get(words.text)
        if found is None and words.count >= MIN_NEAR_WORDS:
            found = self._near(words)
        if found is None:
            self.keep(number, words)
        return found

    def _near(self, words: _Words) -> int | None:
        shared = Counter(chain.from_iterable(self._rarest(words)))
        likely = sorted(sorted(shared), key=shared.__getitem__, reverse=True)[:MOST_COMPARED]
        return next((number for number in likely if _is_copy(words, self._originals[number])), None)

    def _rarest(self, words: _Words) -> list[list[int]]:
        """Who holds the shingles of a passage that fewest passages hold."""
        held = [shingle for shingle in words.shingles if shingle in self._holders]
        if len(held) > MOST_LOOKED_UP:
            held.sort(key=lambda shingle: (len(self._holders[shingle]), shingle))
        return [self._holders[shingle] for shingle in held[:MOST_LOOKED_UP]]

    def keep(self, number: int, words: _Words) -> None:
        """Know a passage as one that is no copy, unless it is too short to have any."""
        if words.count < MIN_COPIED_WORDS:
            return
        self._first[words.text] = number
        self._originals[number] = words
        if words.count < MIN_NEAR_WORDS:
            return
        for shingle in words.shingles:
            holders = self._holders.setdefault(shingle, [])
            if len(holders) < MOST_HOLDERS:
                holders.append(number)


@dataclass(slots=True, eq=False)
class _Compared:
    """Passages with what became of each: the place of the one that it is a copy of, or None."""

    passages: list[str] = field(default_factory=list)
    originals: list[int | None] = field(default_factory=list)
    copies: Copies = field(default_factory=Copies)

    def extend(self, passages: Sequence[str]) -> None:
        """Compare further passages with those before them."""
        for passage in passages:
            self._add(passage, self.copies.add(len(self.passages), passage))

    def follow(self, known: "_Compared", passages: Sequence[str]) -> None:
        """The same, with less to compare: most of the passages are among the `known`, most of them in the same order.

        Of a passage the same becomes as before, unless it has a shingle in common with one that is an original
        in only one of the two lists.
        """
        places = {passage: at for at, passage in reversed([*enumerate(known.passages)])}
        moved: dict[int, int] = {}
        changed: set[str] = set()
        seen = 0
        for passage in passages:
            at, words, was = len(self.passages), _words(passage), places.get(passage, -1)
            is_known = was >= seen
            if is_known:
                changed.update(*(_words(gone).shingles for gone in known.passages[seen:was]))
                moved[was], seen = at, was + 1
            before = known.originals[was] if is_known else at
            if is_known and changed.isdisjoint(words.shingles):
                original = None if before is None else moved[before]
                if original is None:
                    self.copies.keep(at, words)
            else:
                original = self.copies.add(at, passage)
                if (original is None) != (before is None):
                    changed.update(words.shingles)
            self._add(passage, original)

    def _add(self, passage: str, original: int | None) -> None:
        self.passages.append(passage)
        self.originals.append(original)


_last_compared = deque[_Compared](maxlen=LISTS_KEPT)  # nobody changes what is in here
_keeping = Lock()


def originals_of(passages: Sequence[str]) -> list[int | None]:
    """For each passage the place of the earlier one that it is a copy of, None where it is of none.

    A process keeps what it compared last: of a long list that has changed since, only what that concerns is compared again.
    """
    passages = list(passages)
    compared, is_kept = _Compared(), MIN_KEPT <= len(passages) <= MAX_KEPT
    known = _taken_up(passages) if is_kept else None
    if known is None:
        compared.extend(passages)
    elif known.passages == passages[: len(known.passages)]:
        compared = known
        compared.extend(passages[len(known.passages) :])
    else:
        compared.follow(known, passages)
    originals = list(compared.originals)
    if is_kept:
        with _keeping:
            _last_compared.appendleft(compared)
    return originals


def _taken_up(passages: list[str]) -> _Compared | None:
    """The kept list that has most in common with these passages, taken out for whoever asks; None where none has half of them."""
    wanted = frozenset(passages)
    with _keeping:
        shared = {each: len(wanted.intersection(each.passages)) for each in _last_compared}
        nearest = max(shared, key=shared.__getitem__, default=None)
        if nearest is None or 2 * shared[nearest] < len(passages):
            return None
        _last_compared.remove(nearest)
    return nearest


@lru_cache(maxsize=4096)  # the evidence on a claim is compared with it again whenever some is added
def are_copies(one: str, other: str) -> bool:
    """Whether two passages have the same words, or nearly the same."""
    first, second = _words(one), _words(other)
    fewest = min(first.count, second.count)
    if fewest < MIN_COPIED_WORDS:
        return False
    return first.text == second.text or (fewest >= MIN_NEAR_WORDS and _is_copy(first, second))


@lru_cache(maxsize=2048)  # the evidence on a claim is compared again whenever some is added
def _words(passage: str) -> _Words:
    printed = _WORD.findall(_TENS.sub(_together, passage))
    words = [_IN_DIGITS.get(word, word) for word in map(str.casefold, printed)]
    runs = (words[at : at + SHINGLE_WORDS] for at in range(len(words) - SHINGLE_WORDS + 1))
    return _Words(
        text=" ".join(words),
        count=len(words),
        shingles=frozenset(map(" ".join, runs)),
        longer=frozenset(word for word in words if len(word) >= LONGER_WORD),
        names=frozenset(word.casefold() for word in printed[1:] if word[0].isupper()),
        figures=frozenset(word for word in words if word[0].isdigit()),
        negators=sum(word in _NEGATORS for word in words),
    )


def _together(tens: re.Match[str]) -> str:
    """22 for "twenty-two"."""
    parts = (_IN_DIGITS[tens[part].lower()] for part in ("tens", "ones"))
    return str(sum(map(int, parts)))


def _is_copy(one: _Words, other: _Words) -> bool:
    """Whether the shorter of two passages stands nearly whole in the longer, with the same names and figures."""
    is_shorter = (len(one.shingles), one.text) < (len(other.shingles), other.text)
    short, long = (one, other) if is_shorter else (other, one)
    if not (short.figures <= long.figures and short.names <= long.names):
        return False
    contained = len(short.shingles & long.shingles) / len(short.shingles)
    if contained < NEAR_COPY and not (_is_rewritten(short, long) or _is_reworded(short, long)):
        return False
    alike = len(short.shingles) >= SAME_LENGTH * len(long.shingles)
    return not alike or (short.negators == long.negators and short.figures == long.figures)


def _is_rewritten(one: _Words, other: _Words) -> bool:
    """Whether two passages have nearly the same words in another order."""
    together = len(one.longer | other.longer)
    return together >= MIN_LONGER_WORDS and len(one.longer & other.longer) >= REWRITTEN * together


def _is_reworded(short: _Words, long: _Words) -> bool:
    """Whether two long passages have most of the longer words in the same order, so that one was edited into the other."""
    few, many = ([w for w in each.text.split() if len(w) >= LONGER_WORD] for each in (short, long))
    if len(few) < MIN_REWORDED_WORDS or len(few) < SAME_LENGTH * len(many):
        return False
    return in_order(few, many) >= REWORDED * min(len(few), len(many))
