"""The verb of a cue with its auxiliaries: which spellings in a sentence are cues."""

from typing import NamedTuple

from app.claims.cues import (
    ADVERBS,
    ARTICLES,
    AUXILIARIES,
    COPULAS,
    CUE_FORMS,
    DETERMINERS,
    HEDGES,
    PRONOUNS,
    CueForm,
    Form,
)
from app.claims.words import Kind, Phrase, Token, low_at

_NEGATIONS = frozenset({"not", "never"})


class CueVerb(NamedTuple):
    """A cue verb with its group (auxiliaries and adverbs before it) and the words of the group."""

    group: Phrase
    form: CueForm
    words: frozenset[str]

    @property
    def negated(self) -> bool:
        """Whether the group says that it was not so."""
        return not self.words.isdisjoint(_NEGATIONS) or any(
            word.endswith(("n't", "n\u2019t")) for word in self.words
        )


def cue_verb_at(tokens: list[Token], index: int) -> CueVerb | None:
    """The cue verb at a token; None where the spelling is a noun, an infinitive or a passive."""
    form = CUE_FORMS[tokens[index].low]
    first = index
    while first > 0 and index - first < 6 and _is_in_verb_group(tokens[first - 1]):
        first -= 1
    words = frozenset(token.low for token in tokens[first:index])
    left = tokens[first - 1].low if first else ""
    if left in _BEFORE_NOUNS or (tokens[index].capital and not _in_headline(tokens, index)):
        return None
    if form.form is Form.PAST and (words & COPULAS or low_at(tokens, index + 1) == "by"):
        return None
    if form.also_noun and (_is_object(left) or not _opens_content(tokens, index + 1)):
        return None
    return CueVerb(Phrase(first, index + 1), form, words)


def _in_headline(tokens: list[Token], index: int) -> bool:
    """Whether a capital is that of a title ("Mayor Says Bridge Will Close"), or of the sentence."""
    around = tokens[max(0, index - 2) : index + 3]
    if index == 0:
        return tokens[0].low in {"said", "says"}
    return all(token.capital or token.low.isdigit() for token in around)


_BEFORE_NOUNS = ARTICLES | {"to", "his", "her", "their", "its", "our", "my", "no", "any", "of"}


def _is_in_verb_group(token: Token) -> bool:
    adverb = token.low in ADVERBS or token.low in HEDGES or token.low.endswith("ly")
    return token.low in AUXILIARIES or (adverb and not token.capital)


def _is_object(left: str) -> bool:
    """Whether a word that may be a noun follows a verb: "rejected claims"."""
    return left in CUE_FORMS or left.endswith("ed")


_OPENS_CONTENT = PRONOUNS | DETERMINERS | {"that", ":", ",", "out"}


def _opens_content(tokens: list[Token], index: int) -> bool:
    if index >= len(tokens):
        return False
    token = tokens[index]
    return token.low in _OPENS_CONTENT or token.kind is Kind.QUOTATION or token.capital
