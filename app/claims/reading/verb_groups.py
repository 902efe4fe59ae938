"""The verb of a cue with its auxiliaries: which spellings in a sentence are cues."""

from typing import NamedTuple

from app.claims.reading.lexicon import (
    ADVERBS,
    ARTICLES,
    AUXILIARIES,
    BODY_NOUNS,
    COPULAS,
    CUE_FORMS,
    DETERMINERS,
    HEDGES,
    PRONOUNS,
    ROLE_NOUNS,
    CueForm,
    Form,
    word_set,
)
from app.claims.reading.words import Kind, Phrase, Token, low_at

BY_MEANS = word_set("email e-mail phone telephone text letter video post")
_CORRELATIVES = frozenset({"neither", "nor"})
_NEGATIONS = _CORRELATIVES | {"not", "never"}
_BEFORE_NOUNS = ARTICLES | {"to", "his", "her", "their", "its", "our", "my", "no", "any", "of"}
_BEFORE_BARE_NOUN = word_set("as amid despite following after into over by nor neither")
_MASS_SUBJECTS = word_set("management opposition staff everyone everybody nobody somebody someone")
_NEVER_NOUNS = word_set(
    "false untrue baseless unfounded groundless misleading fabricated wrong earlier recent new"
)
_MOST_ADJECTIVES = 4
_LONGEST_TRAILING_SUBJECT = 8  # words; "…, the drivers' union claims."
_SHORTEST_BEFORE_TRAILING = 3  # words
_SHORTEST_TRAILING = 2  # words of subject and verb
_OPENS_CONTENT = PRONOUNS | DETERMINERS | {"that", ":", ",", "out"}


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
    form = CUE_FORMS.get(tokens[index].low)
    if form is None:
        return None
    first = index
    while first > 0 and index - first < 6 and _is_in_verb_group(tokens[first - 1]):
        first -= 1
    verb = CueVerb(
        Phrase(first, index + 1), form, frozenset(token.low for token in tokens[first:index])
    )
    left = tokens[first - 1].low if first else ""
    if left in _BEFORE_NOUNS or (tokens[index].capital and not _in_headline(tokens, index)):
        return None
    if _is_passive(tokens, verb) or _is_gerund(verb, left):
        return None
    if form.also_noun and _is_noun(tokens, verb, left):
        return None
    if verb.words & {"will", "'ll", "\u2019ll"}:
        return verb._replace(words=verb.words | {"not"})  # it is not said yet
    return verb


def _is_passive(tokens: list[Token], verb: CueVerb) -> bool:
    end = verb.group.end
    by_agent = low_at(tokens, end) == "by" and low_at(tokens, end + 1) not in BY_MEANS
    return verb.form.form is Form.PAST and (bool(verb.words & COPULAS) or by_agent)


def _is_gerund(verb: CueVerb, left: str) -> bool:
    """Whether a verb is what another act of saying is about: "denied writing it", "having said that"."""
    return "having" in verb.words or (verb.form.form is Form.ING and left in CUE_FORMS)


def _is_noun(tokens: list[Token], verb: CueVerb, left: str) -> bool:
    """Whether a spelling that may be a noun is one here: "rejected claims", "Editor's note"."""
    first, end = verb.group
    if left.endswith(("'s", "\u2019s", "s'", "s\u2019")):
        return True
    if _is_trailing(tokens, end - 1):
        return False
    undetermined = verb.form.form is Form.THIRD and _is_bare_noun(tokens, first)
    opens = _opens_content(tokens, end) or low_at(tokens, end) in verb.form.topics
    return _is_object(left) or undetermined or not opens


def _in_headline(tokens: list[Token], index: int) -> bool:
    """Whether a capital is that of a title ("Mayor Says Bridge Will Close"), or of the sentence."""
    around = tokens[max(0, index - 2) : index + 3]
    if index == 0:
        return tokens[0].low in {"said", "says"}
    return all(token.capital or token.low.isdigit() for token in around)


def _is_in_verb_group(token: Token) -> bool:
    adverb = token.low in ADVERBS or token.low in HEDGES or token.low.endswith("ly")
    return token.low in AUXILIARIES or (
        (adverb or token.low in _CORRELATIVES) and not token.capital
    )


def _is_object(left: str) -> bool:
    """Whether a word that may be a noun follows a verb: "rejected claims"."""
    return left in CUE_FORMS or left.endswith("ed")


def _is_bare_noun(tokens: list[Token], end: int) -> bool:
    """Whether only words without an article stand before a verb in the singular: "described as false reports that".

    They are no subject then, so that the verb is a noun, unless they name a person or a body ("management claims").
    """
    low = low_at(tokens, end - 1)
    if low in _NEVER_NOUNS:
        return True
    if low in ROLE_NOUNS or low in BODY_NOUNS or low in _MASS_SUBJECTS:
        return False
    for index in range(end - 1, max(-1, end - 2 - _MOST_ADJECTIVES), -1):
        token = tokens[index]
        if token.low in _BEFORE_BARE_NOUN or (token.low in CUE_FORMS and not token.capital):
            return index < end - 1
        if token.kind is not Kind.WORD or token.capital or token.low in DETERMINERS | PRONOUNS:
            return False
    return False


def _is_trailing(tokens: list[Token], index: int) -> bool:
    """Whether a spelling that may be a noun ends its sentence behind what is claimed: "…, the union claims."."""
    if index + 1 < len(tokens) and not tokens[index + 1].is_mark(".!"):
        return False
    edge = index - 1
    while edge > 0 and index - edge <= _LONGEST_TRAILING_SUBJECT and _may_trail(tokens[edge]):
        edge -= 1
    if edge < 0 or index - edge < _SHORTEST_TRAILING:
        return False
    opening = tokens[edge + 1]
    named = any(token.capital for token in tokens[edge + 1 : index])
    subject = named or (opening.low in ARTICLES and index - edge > _SHORTEST_TRAILING)
    clause = tokens[edge].is_mark(",") and edge >= _SHORTEST_BEFORE_TRAILING
    return subject and (clause or tokens[edge].kind is Kind.QUOTATION)


def _may_trail(token: Token) -> bool:
    return token.kind is Kind.WORD and token.low not in AUXILIARIES and token.low != "and"


def _opens_content(tokens: list[Token], index: int) -> bool:
    if index >= len(tokens):
        return False
    token = tokens[index]
    return token.low in _OPENS_CONTENT or token.kind is Kind.QUOTATION or token.capital
