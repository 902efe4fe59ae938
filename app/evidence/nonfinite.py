"""Whether a passage has the deed of a claim only as what somebody refused, was asked or wanted to do.

A verb that stands only behind "to" ("refused to sign") need not have happened, unless what governs it says so: "began to
sign".
"""

import re
from itertools import pairwise

from app.claims.reading.lexicon import AUXILIARIES, word_set
from app.evidence.propositions import Proposition, stem_of
from app.evidence.verbs import is_verb_form

_TOKEN = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_TOOK = re.compile(
    r"\b(?:took|takes|taken)\b[^,;]{1,60}\bto\b", re.IGNORECASE
)  # "it took an hour to"
_HAPPENED = word_set(
    "managed manages began begins begin begun started starts continued continues went goes helped helps help forced made"
    " able got proceeded came used allowed enabled led said thought believed reported known found first last"
)


def is_only_to_do(passage: Proposition, claim: Proposition) -> bool:
    """Whether something that a claim says was done stands in a passage only as what was to be done."""
    stated = _TOKEN.findall(claim.text.lower())
    if claim.negations or _TOOK.search(passage.text):
        return False
    done = {
        stem_of(word)
        for before, word in pairwise(["", *stated])
        if before != "to" and is_verb_form(word) and word not in AUXILIARIES
    }
    told = _TOKEN.findall(passage.text.lower())
    for stem in done:
        places = [at for at, word in enumerate(told) if stem_of(word) == stem]
        if places and all(_is_to_do(told, at) for at in places):
            return True
    return False


def _is_to_do(words: list[str], at: int) -> bool:
    behind_to = at > 0 and words[at - 1] == "to" and not words[at].endswith(("ed", "ing"))
    return behind_to and (at < 2 or words[at - 2] not in _HAPPENED)
