"""Which texts fit a query best by its words, and how that is joined with meaning. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

LONGEST_READ = 8_192  # code points of a query or a text; far more than a sentence has
MOST_CANDIDATES = 1_000  # texts whose words are counted for one query
MOST_WORDS = 16  # that candidates are looked up by
RANK_OFFSET = 5  # measured: best MAP@1 and MAP@5 when known claims were searched, among 1 to 60
TERM_SATURATION = 1.2  # k1 and b as in Robertson & Zaragoza, 2009
LENGTH_PENALTY = 0.75

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Frequencies:
    """In how many texts of a collection each word is, from a sample of `sampled` among `rows` of them."""

    rows: float
    sampled: int
    mean_length: float
    counts: Mapping[str, int]

    def of(self, word: str) -> float:
        """In how many texts the word is; 0 where it is not in the sample."""
        return self.counts.get(word, 0) * self.rows / max(self.sampled, 1)

    def weight(self, word: str) -> float:
        """How much a word tells (BM25's inverse document frequency)."""
        within = self.of(word)
        return log(1 + (max(self.rows - within, 0) + 0.5) / (within + 0.5))


def words_in(text: str) -> list[str]:
    """The words at the beginning of a text, in lower case."""
    return _WORD.findall(text[:LONGEST_READ].lower())


def frequencies(texts: Iterable[str], rows: float) -> Frequencies:
    """How often words are in a sample of texts that stands for `rows` of them."""
    counts: Counter[str] = Counter()
    sampled = length = 0
    for text in texts:
        words = words_in(text)
        counts.update(set(words))
        sampled += 1
        length += len(words)
    return Frequencies(max(rows, sampled), sampled, length / max(sampled, 1), counts)


def rarest(words: Iterable[str], known: Frequencies) -> list[str]:
    """The words to look candidates up by: the rarest, as many as lead to so many texts that they can be counted."""
    chosen: list[str] = []
    expected = 0.0
    for word in sorted(set(words), key=lambda each: (known.of(each), each))[:MOST_WORDS]:
        expected += known.of(word)
        if chosen and expected > MOST_CANDIDATES:
            break
        chosen.append(word)
    return chosen


def word_scores(
    query: Iterable[str], texts: Mapping[int, Sequence[str]], known: Frequencies
) -> dict[int, float]:
    """BM25 of each text, given by its words, that has a word of the query."""
    weights = {word: known.weight(word) for word in query}
    scores = {
        identity: _bm25(weights, words, known.mean_length) for identity, words in texts.items()
    }
    return {identity: score for identity, score in scores.items() if score > 0}


def _bm25(weights: Mapping[str, float], words: Sequence[str], mean_length: float) -> float:
    counts = Counter(word for word in words if word in weights)
    relative = len(words) / max(mean_length, 1)
    damping = TERM_SATURATION * (1 - LENGTH_PENALTY + LENGTH_PENALTY * relative)
    return sum(
        weights[word] * count * (TERM_SATURATION + 1) / (count + damping)
        for word, count in sorted(counts.items())
    )


def best(scores: Mapping[int, float], count: int) -> list[int]:
    """The ids with the highest scores, best first; among equals the one stored first."""
    return sorted(scores, key=lambda identity: (-scores[identity], identity))[:count]


def fused(rankings: Iterable[Sequence[int]]) -> dict[int, float]:
    """One score for each id that is in one of the rankings: reciprocal rank fusion.

    Source: Cormack, Clarke & Büttcher, 2009.
    """
    scores: dict[int, float] = {}
    for ranking in rankings:
        for rank, identity in enumerate(ranking, start=1):
            scores[identity] = scores.get(identity, 0.0) + 1 / (RANK_OFFSET + rank)
    return scores
