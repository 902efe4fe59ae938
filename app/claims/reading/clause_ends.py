"""Where a clause that somebody reports ends, and the narrator goes on."""

from itertools import pairwise

from app.claims.reading.cue_phrases import CuePhrase, Place
from app.claims.reading.lexicon import (
    ADVERBS,
    AUXILIARIES,
    CLAUSE_OPENERS,
    CUE_FORMS,
    DETERMINERS,
    IRREGULAR_PASTS,
    RELATIVES,
    TIMES,
    Form,
    word_set,
)
from app.claims.reading.words import Kind, Phrase, Token, low_at

LONGEST_CLAUSE = 150  # words and quotations; PolNeAR train and dev have 74 at most
_SUBORDINATORS = word_set("while when after although though as if because since before whereas")
_JOINING = CLAUSE_OPENERS | RELATIVES | {"and", "or", "but", "to"}
_DISMISSALS = word_set(
    "false untrue baseless unfounded groundless nonsense rubbish absurd ridiculous fabricated fiction"
    " lie lies rumour rumours rumor rumors slander propaganda misleading wrong speculation"
)
_LONGEST_DISMISSAL = 5  # words behind "as"
_NO_PARTICIPLES = word_set(
    "including according during something nothing anything everything leaving leading ranging being having"
    " king spring morning evening building working"
)
_COMMENTARY = word_set(
    "charge claim view move swipe reference sign accusation allegation assertion decision position stance comment"
    " remark rebuke contrast departure reversal"
)
_SHORTEST_PARTICIPLE = 5  # letters
_FURTHER_ACTS = word_set(
    "called urged demanded asked appealed promised vowed pledged thanked praised criticised criticized"
    " condemned accused apologised apologized blamed attacked declined refused"
)
_SEQUELS = frozenset({"after", "before"})
_LONGEST_COMPANION = 8  # words between "with" and what somebody is saying
_CONTRASTS = frozenset(
    ["despite", "but", "although", "though", "even", "compared", "which", "while"]
)
_GOING_ON_WITH_BUT = word_set("that also rather never not instead only")
_ADDING = _CONTRASTS | {"as", "he", "she", ";", "-", "\u2013", "—"}
NOT_BEFORE_AS = word_set(
    "as such same so well soon far long much many known described seen used just act acted"
    " work worked serve served regarded considered"
)
_EVENTS = word_set("began started continued launched held gathered prepared opened ordered met")


def main_clause_start(tokens: list[Token], cue: CuePhrase, limit: int) -> int:
    """Where the main clause starts behind a cue in the clause before it ("While Lee said that, …"); else `limit`."""
    if any(token.is_mark(",") for token in tokens[: cue.verb.first]):
        return limit
    if cue.place is not Place.SUBJECT_BEFORE or tokens[0].low not in _SUBORDINATORS:
        return limit
    return next((index for index in range(cue.end + 1, limit) if tokens[index].is_mark(",")), limit)


def second_verb(tokens: list[Token], cue: CuePhrase, limit: int) -> int:
    """Where what a noun attributes ends, if the noun is a subject: "the claim that it rained | was made"; else `limit`."""
    if any(_is_verb(token) for token in tokens[: cue.verb.first]):
        return limit
    verbs = [
        index
        for index in range(cue.end + 1, limit)
        if _is_verb(tokens[index]) and tokens[index - 1].low not in DETERMINERS
    ]
    for left, right in pairwise(verbs):
        between = {token.low for token in tokens[left + 1 : right]}
        one_group = tokens[left].low in AUXILIARIES and between <= ADVERBS | {"not"}
        if not one_group and not between & _JOINING:
            return right
    return limit


def relative_end(tokens: list[Token], cue: CuePhrase, limit: int) -> int:
    """Where a relative clause ends that holds a cue: before a comma and the verb of the main clause."""
    for index in range(cue.end + 1, limit - 1):
        if tokens[index].is_mark(",") and _is_verb(tokens[index + 1]):
            return index
    return limit


def _is_verb(token: Token) -> bool:
    if token.kind is not Kind.WORD or token.capital:
        return False
    return (
        token.low in AUXILIARIES | IRREGULAR_PASTS
        or token.low in CUE_FORMS
        or token.low.endswith("ed")
    )


def dismissal_start(tokens: list[Token], first: int, limit: int) -> int:
    """Where what is dismissed ends before the verdict on it ("as “nonsense”", "as baseless"); else `limit`."""
    end = limit
    while end > first and tokens[end - 1].is_mark(".!,;"):
        end -= 1
    for index in range(end - 2, max(first, end - 2 - _LONGEST_DISMISSAL), -1):
        if tokens[index].low == "as" and tokens[index - 1].low not in NOT_BEFORE_AS:
            verdict = tokens[index + 1 : end]
            quoted = verdict[0].kind is Kind.QUOTATION and len(verdict) == 1
            return index if quoted or any(word.low in _DISMISSALS for word in verdict) else limit
    return limit


def clause_end(tokens: list[Token], first: int, limit: int) -> int:
    """Where a reported clause ends: before what the narrator adds, without closing marks and connectives."""
    end = limit = min(limit, first + LONGEST_CLAUSE)
    for index in range(first + 3, limit):
        low = tokens[index].low
        if tokens[index - 1].low == "," and _is_narrators(tokens, index):
            end = index - 1
            break
        if low in _ADDING and _opens_addition(tokens, index, Phrase(first, limit)):
            end = index
            break
        if low == "with" and _says_beside(tokens, index, limit):
            end = index - 1
            break
        if low in _SEQUELS and (comma := _sequel_comma(tokens, index, limit)) > first:
            end = comma
            break
        if low in _FURTHER_ACTS and _is_further_act(tokens, index):
            end = index - 1
            break
    while end > first and _is_loose_end(tokens[end - 1]):
        end -= 1
    return end


def _is_narrators(tokens: list[Token], index: int) -> bool:
    """Whether the narrator goes on behind a comma: ", drawing criticism", ", a view that Lee shares"."""
    token = tokens[index]
    if token.low in {"a", "an"}:
        return low_at(tokens, index + 1) in _COMMENTARY
    participle = token.low.endswith("ing") and len(token.low) > _SHORTEST_PARTICIPLE
    return participle and not token.capital and token.low not in _NO_PARTICIPLES


def _is_further_act(tokens: list[Token], index: int) -> bool:
    """Whether a verb says what else the claimant did, behind quoted words of theirs: "…" and called for."""
    return tokens[index - 1].low == "and" and tokens[index - 2].kind is Kind.QUOTATION


def _is_loose_end(token: Token) -> bool:
    """Whether a token at the end of a clause belongs to what comes behind it."""
    if token.kind is Kind.MARK:
        return token.low not in "%$€£"
    return token.low in {"and", "but", "while", "though", "although"}


def _opens_addition(tokens: list[Token], index: int, content: Phrase) -> bool:
    """Whether the narrator goes on here: "as" with an event, ", despite", "; ", a dash without a second one."""
    token = tokens[index]
    if token.kind is Kind.MARK:
        return token.low == ";" or _is_only_dash(tokens, index, content)
    if token.low in _CONTRASTS:
        following = low_at(tokens, index + 1)
        if token.low == "but" and following in AUXILIARIES | IRREGULAR_PASTS:
            return True
        going_on = token.low == "but" and following in _GOING_ON_WITH_BUT
        return tokens[index - 1].low == "," and not going_on
    if token.low in {"he", "she"}:
        return tokens[index - 1].low == "and" and tokens[index - 2].low == ","
    if tokens[index - 1].low in NOT_BEFORE_AS:
        return False
    clause = tokens[index + 1 : min(content.end, index + 12)]
    return len(clause) > 2 and any(word.low in _EVENTS for word in clause)


def _says_beside(tokens: list[Token], place: int, limit: int) -> bool:
    """Whether somebody else is said to speak behind a comma: ", with a spokesman telling the Gazette that"."""
    if tokens[place - 1].low != ",":
        return False
    for index in range(place + 2, min(limit, place + _LONGEST_COMPANION)):
        if tokens[index].kind is not Kind.WORD:
            return False
        cue = CUE_FORMS.get(tokens[index].low)
        if cue is not None and cue.form is Form.ING:
            return True
    return False


def _sequel_comma(tokens: list[Token], index: int, limit: int) -> int:
    """The comma before a clause about an earlier or later time: ", days after …", ", before X said …"; or -1."""
    if tokens[index - 1].low == ",":
        rest = tokens[index + 2 : min(limit, index + 20)]
        return index - 1 if any(token.low in CUE_FORMS for token in rest) else -1
    if tokens[index - 1].low in TIMES:
        for place in range(index - 2, index - 6, -1):
            if place > 0 and tokens[place].low == ",":
                return place
    return -1


def _is_only_dash(tokens: list[Token], index: int, content: Phrase) -> bool:
    others = (place for place in range(content.first + 1, content.end) if place != index)
    return _is_dash(tokens, index) and not any(_is_dash(tokens, place) for place in others)


def _is_dash(tokens: list[Token], index: int) -> bool:
    return tokens[index].is_mark("—\u2013-") and tokens[index - 1].end < tokens[index].start
