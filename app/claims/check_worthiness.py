"""How much a sentence is worth checking, read off its words: features, and a score over them with weights set by hand."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from math import exp, log1p, sqrt
from typing import NamedTuple, Protocol

LONGEST_READ = 1_000  # code points; more of a sentence does not change how checkable it is
WORDS_FOR_FULL_SCORE = 12  # shorter ones score less; ClaimBuster's sentences have 19 on average
_TOKEN = re.compile(r"[^\W_][\w'\u2019-]*|[%$€£?]")
_NUMBER = re.compile(r"\d[\d.,]*")
_MULTIPLE = re.compile(r"\d[\d.,]*(?:m|mn|bn|tn)", re.IGNORECASE)  # "£40m", "€3bn"


class Feature(NamedTuple):
    """Words that count for or against: `weight` for each of them, `most` of them at the most."""

    weight: float
    most: int
    words: str


# The weights are set by hand, so that numbers and events come above plans, and plans above opinions and questions.
_FEATURES = {
    "amount": Feature(0.7, 2, "% $ € £ percent percentage"),
    "quantity": Feature(
        0.8,
        2,
        "hundred hundreds thousand thousands million millions billion billions trillion trillions dozen"
        " dozens half twice double doubled tripled quarter third",
    ),
    "small number": Feature(0.3, 1, "one two three four five six seven eight nine ten"),
    "scope": Feature(0.15, 2, "majority most every none all never first last only"),
    "time": Feature(
        0.35,
        2,
        "january february march april june july august september october november december monday"
        " tuesday wednesday thursday friday saturday sunday year years month months week weeks decade"
        " decades century since ago yesterday",
    ),
    "cause": Feature(
        0.6,
        1,
        "because cause causes caused due led triggered resulted result prevent prevents prevented"
        " leads",
    ),
    "comparison": Feature(
        0.4, 2, "more less fewer higher lower highest lowest largest biggest than record"
    ),
    "change": Feature(
        0.5,
        1,
        "increase increased increases decrease decreased decline declined grew grow grown rose risen"
        " fell fallen dropped cut cuts",
    ),
    "event": Feature(
        0.35,
        2,
        "was were had has have been did began became took gave made won lost killed voted spent died"
        " signed passed",
    ),
    "institution": Feature(
        0.25,
        2,
        "law bill tax taxes budget court army military war police government ministry election"
        " parliament congress senate president minister",
    ),
    "unit": Feature(
        0.5,
        1,
        "gram grams kilogram kilograms microgram micrograms milligram milligrams tonne tonnes ton tons"
        " metre metres meter meters kilometre kilometres kilometer kilometers mile miles hectare hectares"
        " acre acres litre litres liter liters degree degrees megawatt megawatts hour hours minute minutes"
        " dollar dollars euro euros pound pounds crown crowns rouble roubles ruble rubles",
    ),
    "rule": Feature(
        0.45,
        2,
        "legal illegal legally limit limits maximum minimum threshold standard permitted banned",
    ),
    "hearsay": Feature(0.4, 1, "reportedly allegedly"),
    "plan": Feature(-0.45, 1, "could might may would should must ought"),
    "feeling": Feature(
        -0.8,
        2,
        "think believe feel hope wish want guess imagine seems seem love hate proud sorry happy glad",
    ),
    "praise and blame": Feature(
        -0.5,
        2,
        "good great terrible wonderful beautiful awful best worst disgrace disgraceful amazing lovely",
    ),
    "first person": Feature(-0.4, 2, "i i'm i'll i've me my let's we'll"),
    "address": Feature(-1.5, 1, "thank thanks hello welcome please"),
    "question": Feature(-1.8, 1, "?"),
    "number": Feature(0.9, 3, ""),
    "past tense": Feature(0.3, 2, ""),
    "done to": Feature(0.15, 1, ""),
    "name": Feature(0.2, 4, ""),
}
_FEATURE_OF = {word: name for name, feature in _FEATURES.items() for word in feature.words.split()}
_BIAS = -1.6
RULE_FEATURES = (*_FEATURES, "shortness", "length", "score", "clause")
"""What the numbers of `rule_features` stand for."""


class CheckWorthiness(Protocol):
    """Says how much sentences are worth checking."""

    def __call__(self, sentences: Sequence[str]) -> list[float]:
        """One number in [0, 1] for each sentence, in order, rounded to 4 places."""


def by_rules(sentences: Sequence[str]) -> list[float]:
    """How much each sentence is worth checking by the rules alone; see `rule_score`."""
    return [rule_score(sentence) for sentence in sentences]


def rule_score(sentence: str) -> float:
    """How much a sentence is worth checking by its words alone, in [0, 1].

    Numbers, dates, named bodies, causes, comparisons and reported events count for it; opinions, feelings, plans
    and questions against it. A fragment of a few words scores low.
    """
    return _score(_tokens(sentence))


def rule_features(sentence: str) -> list[float]:
    """What the rules see in a sentence, as numbers from 0 to about 5 in the order of `RULE_FEATURES`."""
    tokens = _tokens(sentence)
    counts = _counts(tokens)
    found = [min(counts[name], feature.most) / feature.most for name, feature in _FEATURES.items()]
    is_clause = float(sentence[:1].islower())
    return [*found, 1 - _completeness(tokens), log1p(len(tokens)), _score(tokens), is_clause]


def _tokens(sentence: str) -> list[str]:
    return _TOKEN.findall(sentence[:LONGEST_READ].replace("\u2019", "'"))


def _counts(tokens: Sequence[str]) -> Counter[str]:
    counts = Counter(name for place, token in enumerate(tokens) for name in _features(token, place))
    counts["done to"] = sum(_is_passive(left, right) for left, right in pairwise(tokens))
    return counts


def _completeness(tokens: Sequence[str]) -> float:
    return sqrt(min(1.0, len(tokens) / WORDS_FOR_FULL_SCORE))


def _score(tokens: Sequence[str]) -> float:
    counts = _counts(tokens)
    score = _BIAS + sum(_worth(_FEATURES[name], count) for name, count in counts.items())
    return round(_completeness(tokens) / (1 + exp(-score)), 4)


def _worth(feature: Feature, count: int) -> float:
    return feature.weight * min(feature.most, count)


def _is_passive(auxiliary: str, participle: str) -> bool:
    """Whether two words say that something was done to somebody: "were asked"."""
    return participle.endswith("ed") and auxiliary.lower() in {"was", "were", "been"}


def _features(word: str, place: int) -> list[str]:
    low = "month" if word == "May" else word.lower()
    found = [_FEATURE_OF[low]] if low in _FEATURE_OF else []
    if _NUMBER.match(word):
        found.append("number")
        if _MULTIPLE.fullmatch(word):
            found.append("quantity")
    elif word[0].isupper():
        found += ["name"] if place > 0 and low not in _FEATURE_OF else []
    elif len(word) > 4 and word.endswith("ed"):
        found.append("past tense")
    return found
