"""More pairs made from pairs: negated, reported and denied, and mined ones in which the passage is beside the point."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.training.pairs import NEWS, Pair, chance

NEGATED_SHARE = 0.5  # of the pairs that can be negated
REPEATED = "news_repeated"
REPORTED_SHARE = 0.07
# Only sources whose passages seldom speak of each other's claims: elsewhere what is mined is too often not neutral.
MINED_PER_CLAIM = {"scifact": 3.0, "mnli_clcd": 0.5}

_WORD = re.compile(r"\w+(?:['’]\w+)?")
_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|can|could|will|would|should|may|might|must|(?:has|have|had)(?= (?:been|\w+ed)\b))\b",
    re.IGNORECASE,
)
_NEGATIVE = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|hardly|cannot|\w+n['’]t)\b",
    re.IGNORECASE,
)
_UNCLEAR_SCOPE = re.compile(
    r"\b(?:some|few|many|most|several|all|every|each|any|both|least|only|always|often|usually|who|which|that|where"
    r"|when|if|because|while|although)\b|[,;:]",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\b(?:and|or|but)\b|[,;:]", re.IGNORECASE)
_LOWERED = re.compile(
    r"(?:The|A|An|It|He|She|They|There|This|These|Those|His|Her|Their|Its|In|At|On|During|Some|Many|Most|Two|One)\b"
)
_SMALL_WORDS = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "by",
        "with",
        "from",
        "and",
        "or",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "has",
        "have",
        "had",
        "it",
        "its",
        "this",
        "that",
        "as",
        "he",
        "she",
        "they",
        "his",
        "her",
        "their",
        "there",
    ]
)

SPEAKERS = (
    "The ministry", "A spokeswoman", "The company", "Officials", "The mayor", "Her lawyer", "The agency",
    "Organisers", "A government spokesman", "The university", "Critics", "The minister", "Residents",
    "Marta Ekholm", "Tomas Redfern", "The Harbour Gazette", "The museum", "Two former employees",
)  # fmt: skip
TAILS = (
    " because of the storm", ", officials said on Tuesday", ", according to a statement", " after weeks of talks", ", as it had announced",
    ", two people who were there said", " on Monday", ", a spokeswoman confirmed", " despite protests", ", documents show", " last week", ", which surprised many",
)  # fmt: skip
DENIALS = (
    "{who} denied that {what}.", "{who} has denied that {what}.", "{who} rejected reports that {what}.",
    "{who} dismissed the claim that {what}.", "It is not true that {what}, {who_small} said.",
    "Reports that {what} are false, {who_small} said.", "{who} said it was untrue that {what}.",
    "{who} disputed that {what}.", "Contrary to what was reported, it is false that {what}.",
    "{who} called it a lie that {what}.",
)  # fmt: skip
REPORTS = (
    "{who} said that {what}.", "{who} confirmed that {what}.", "According to {who_small}, {what}.",
    "{who} reported that {what}.", "{who} acknowledged that {what}.", "{who} told reporters that {what}.",
    "It is true that {what}, {who_small} said.", "{who} announced on Tuesday that {what}.",
)  # fmt: skip
OPEN_QUESTIONS = (
    "{who} declined to say whether {what}.", "It is unclear whether {what}.",
    "{who} asked whether {what}.", "{who} could neither confirm nor rule out that {what}.",
    "An inquiry will look into whether {what}.", "{who} did not answer the question whether {what}.",
    "Nothing would change even if {what}, {who_small} said.",
)  # fmt: skip


def augmented(pairs: Sequence[Pair]) -> list[Pair]:
    """More pairs that follow from these; the same ones each time."""
    beside = list(mined(pairs))
    return [*_negations([*pairs, *beside]), *_reports(pairs), *repeated(pairs), *beside]


def _negations(pairs: Iterable[Pair]) -> Iterator[Pair]:
    for pair in pairs:
        made = list(negations_of(pair))
        if made and chance("negate", pair.premise, pair.hypothesis) < NEGATED_SHARE:
            yield made[int(chance("which", pair.premise, pair.hypothesis) * len(made))]


def negations_of(pair: Pair) -> Iterator[Pair]:
    """What follows for the negated sentences of a pair.

    Where P entails H: P refutes not-H and not-H refutes P; not-H entails not-P; and not-P says nothing about H,
    unless P and H say the same. Where P refutes H, it entails not-H, and H entails not-P. Where P leaves H open, it
    leaves not-H open. So "not" alone tells nothing.
    """
    premise, hypothesis = pair.premise, pair.hypothesis
    no_premise, no_hypothesis = negated(premise), negated(hypothesis)
    if no_hypothesis and pair.label == "neutral":
        yield pair.to(premise, no_hypothesis, "neutral")
    if pair.label == "refutes":
        yield from (
            pair.to(one, other, "supports")
            for one, other in ((premise, no_hypothesis), (hypothesis, no_premise))
            if other
        )
    if pair.label == "supports":
        yield from _negations_of_entailed(pair, no_premise, no_hypothesis)


def _negations_of_entailed(
    pair: Pair, no_premise: str | None, no_hypothesis: str | None
) -> Iterator[Pair]:
    premise, hypothesis = pair.premise, pair.hypothesis
    if no_hypothesis:
        yield pair.to(premise, no_hypothesis, "refutes")
        yield pair.to(no_hypothesis, premise, "refutes")
    if no_premise and no_hypothesis and not _JOINED.search(premise):
        yield pair.to(no_hypothesis, no_premise, "supports")
    if no_premise and say_the_same(premise, hypothesis):
        yield pair.to(no_premise, hypothesis, "refutes")
    elif no_premise and says_far_more(premise, hypothesis):
        yield pair.to(no_premise, hypothesis, "neutral")
        yield pair.to(hypothesis, premise, "neutral")


def negated(sentence: str) -> str | None:
    """The sentence with "not" after its first auxiliary; None where that might not be its negation."""
    auxiliary = _AUXILIARY.search(sentence)
    if auxiliary is None or _NEGATIVE.search(sentence):
        return None
    if _UNCLEAR_SCOPE.search(sentence[: auxiliary.start()]):
        return None
    return f"{sentence[: auxiliary.end()]} not{sentence[auxiliary.end() :]}"


def say_the_same(one: str, other: str) -> bool:
    """Whether two sentences have the same content words but for one."""
    return len(_content(one) ^ _content(other)) <= 1


def says_far_more(one: str, other: str) -> bool:
    """Whether the first has at least four content words that the second lacks."""
    return len(_content(one) - _content(other)) >= 4


def _content(sentence: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(sentence)} - _SMALL_WORDS


def _reports(pairs: Iterable[Pair]) -> Iterator[Pair]:
    for pair in pairs:
        if chance("report", pair.premise, pair.hypothesis) < REPORTED_SHARE:
            made = list(reports_of(pair))
            yield made[int(chance("how", pair.premise, pair.hypothesis) * len(made))]


def reports_of(pair: Pair) -> Iterator[Pair]:
    """The pair with its passage in the mouth of somebody who says it, denies it, or leaves it open.

    A denial of the claim refutes it here; that it is a denial and by whom, the rules that read passages say.
    """
    premise, hypothesis = pair.premise, pair.hypothesis
    yield pair.to(_said(REPORTS, premise, pair), hypothesis, pair.label)
    if _NEGATIVE.search(hypothesis):
        return
    yield pair.to(_said(DENIALS, hypothesis, pair), hypothesis, "refutes")
    yield pair.to(_said(OPEN_QUESTIONS, hypothesis, pair), hypothesis, "neutral")
    yield pair.to(_said(REPORTS, hypothesis, pair), hypothesis, "supports")
    if pair.label == "neutral" and not say_the_same(premise, hypothesis):
        yield pair.to(_said(DENIALS, premise, pair), hypothesis, "neutral")


def _said(templates: Sequence[str], sentence: str, pair: Pair) -> str:
    who = SPEAKERS[int(chance("who", sentence, pair.hypothesis) * len(SPEAKERS))]
    template = templates[int(chance("template", sentence, pair.hypothesis) * len(templates))]
    what = sentence.strip().rstrip(".!")
    small = [text[0].lower() + text[1:] if _LOWERED.match(text) else text for text in (what, who)]
    return template.format(who=who, what=small[0], who_small=small[1])


def repeated(pairs: Sequence[Pair]) -> Iterator[Pair]:
    """Claims of news in passages that say just that, with more around it: what is nearly the same is not the less said."""
    claims = list(dict.fromkeys(pair.hypothesis for pair in pairs if pair.source == NEWS))
    for claim, other in pairwise(claims):
        said = claim.rstrip(".")
        tail = TAILS[int(chance("tail", claim) * len(TAILS))]
        ways = (f"{said}.", f"{said}{tail}.", f"{said}. {other}", f"{other.rstrip('.')}. {claim}")
        passage = ways[int(chance("repeat", claim) * len(ways))]
        yield Pair(passage, claim, "supports", REPEATED)


def mined(pairs: Sequence[Pair]) -> Iterator[Pair]:
    """Claims with passages of the same source that share rare words with them and belong to other claims: neutral."""
    by_source: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        if pair.source in MINED_PER_CLAIM:
            by_source[pair.source].append(pair)
    for source, known in by_source.items():
        yield from _beside_the_point(known, MINED_PER_CLAIM[source])


def _beside_the_point(pairs: Sequence[Pair], per_claim: float) -> Iterator[Pair]:
    passages = Passages.of(pairs)
    for pair in {pair.hypothesis: pair for pair in pairs}.values():
        count = int(per_claim + chance("mine", pair.hypothesis))
        if not count:
            continue
        for passage in passages.like(pair.hypothesis)[:count]:
            yield pair.to(passage, pair.hypothesis, "neutral")


@dataclass(frozen=True, slots=True)
class Passages:
    """Passages by their words; `claims` are the words of each claim that a passage belongs to."""

    texts: list[str]
    claims: list[list[set[str]]]
    by_word: dict[str, list[int]]

    LARGEST_SHARE = 0.03  # of the passages; words in more of them say nothing
    MOST_CANDIDATES = 12
    LARGEST_LIKENESS = 0.4  # of claims, beyond which a passage may speak about both

    @classmethod
    def of(cls, pairs: Iterable[Pair]) -> "Passages":
        """Index the passages of some pairs."""
        claims: dict[str, list[set[str]]] = defaultdict(list)
        for pair in pairs:
            claims[pair.premise].append(_content(pair.hypothesis))
        by_word: dict[str, list[int]] = defaultdict(list)
        for place, text in enumerate(claims):
            for word in sorted(_content(text)):
                by_word[word].append(place)
        return cls(list(claims), list(claims.values()), by_word)

    def like(self, claim: str) -> list[str]:
        """Passages that share rare words with a claim and belong to no claim like it, most words first."""
        words = _content(claim)
        scores: Counter[int] = Counter()
        for word in sorted(words):
            places = self.by_word.get(word, [])
            if len(places) <= max(3, self.LARGEST_SHARE * len(self.texts)):
                for place in places:
                    scores[place] += math.log(len(self.texts) / len(places))  # type: ignore[assignment]
        best = scores.most_common(self.MOST_CANDIDATES)
        return [self.texts[place] for place, _ in best if not self._may_speak_of(place, words)]

    def _may_speak_of(self, place: int, words: set[str]) -> bool:
        return any(
            len(words & other) > self.LARGEST_LIKENESS * len(words | other)
            for other in self.claims[place]
        )
