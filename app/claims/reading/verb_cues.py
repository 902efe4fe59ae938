"""The cues that are listed verbs: "X said", "said X", "X was asked", "X went on to say"."""

import re

from app.claims.reading.adjuncts import MEDIA
from app.claims.reading.clauses import (
    NEVER_SUBJECTS,
    NOR,
    may_follow_subject,
    sentence_subject,
    verb_group_start,
)
from app.claims.reading.cue_phrases import CuePhrase, Place
from app.claims.reading.lexicon import (
    ADVERBS,
    AUXILIARIES,
    CLAUSE_OPENERS,
    CUE_FORMS,
    DETERMINERS,
    HEDGES,
    IRREGULAR_PASTS,
    NON_FACTUAL_OPENERS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    TIMES,
    Complement,
    Form,
    Sense,
    word_set,
)
from app.claims.reading.noun_phrases import subject_after, subject_before
from app.claims.reading.verb_groups import BY_MEANS, CueVerb, cue_verb_at
from app.claims.reading.words import Kind, Phrase, Token, is_quotation, low_at

_INFINITIVES = word_set("say point")
_FARTHEST_MATRIX = 12  # words between the verb that governs an infinitive and its "to"
_MATRIX_VERBS = word_set("wants continues refuses declines goes fails tries")
_REFUSALS = word_set("refused refuses declined declines failed fails reluctant unable hesitant")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")
_NOBODY = frozenset({"neither", "nobody", "none"})
_HEARERS = PRONOUNS | {"him", "them", "her", "me", "us"}
_NOT_IN_HEARER = CLAUSE_OPENERS | PRONOUNS | AUXILIARIES | TIMES | PREPOSITIONS - {"of"}


def verb_cue(tokens: list[Token], index: int, earlier: list[CuePhrase]) -> CuePhrase | None:
    """The attribution by a verb in the active, the infinitive or the passive; `earlier` are the cues before it."""
    verb = cue_verb_at(tokens, index)
    if verb is None:
        return _infinitive_cue(tokens, index) or _passive_cue(tokens, index)
    if _is_alternative(tokens, verb, earlier):
        verb = verb._replace(words=verb.words | {"nor"})
    subject = _inverted_subject(tokens, verb)
    if subject is not None:
        return _phrase(tokens, verb, subject, Place.SUBJECT_AFTER)
    if _is_elided(tokens, verb) or _denies_again(tokens, verb, earlier):
        return _elided_cue(tokens, verb, earlier)
    subject = subject_before(tokens, verb.group.first)
    if verb.form.form is Form.ING and not _is_restrictive(tokens, verb, subject):
        subject = sentence_subject(tokens, verb.group.first) or subject
    if subject is None or not _may_speak(tokens, verb, subject):
        return None
    return _phrase(tokens, verb, subject, Place.SUBJECT_BEFORE)


def _may_speak(tokens: list[Token], verb: CueVerb, subject: Phrase) -> bool:
    """Whether a phrase can be the subject of a cue, and the cue says that something was said."""
    if low_at(tokens, subject.first - 1) in NON_FACTUAL_OPENERS:
        return False
    alone = subject.end - subject.first == 1
    if alone and tokens[subject.first].low in NEVER_SUBJECTS:
        return False
    return not _only_names(tokens, verb, subject)


def _only_names(tokens: list[Token], verb: CueVerb, subject: Phrase) -> bool:
    """Whether "called" only gives a thing its name: "a programme called Harbour"."""
    if tokens[verb.group.first].low != "called" or tokens[subject.first].low not in {"a", "an"}:
        return False
    place = verb.group.end
    named = place < len(tokens) and (tokens[place].capital or tokens[place].low == "the")
    return named or is_quotation(tokens, place, len(tokens))


def _denies_again(tokens: list[Token], verb: CueVerb, earlier: list[CuePhrase]) -> bool:
    """Whether a list of denials goes on: "denied writing it, denied that he knew"."""
    listed = earlier and earlier[-1].sense is Sense.DENY and verb.form.sense is Sense.DENY
    return bool(listed) and low_at(tokens, verb.group.first - 1) == ","


def _elided_cue(tokens: list[Token], verb: CueVerb, earlier: list[CuePhrase]) -> CuePhrase | None:
    """The cue whose subject is that of the verb before it: "…, adding that", "was quoted as saying"."""
    if low_at(tokens, verb.group.first - 2) == "quoted":
        return _quoted_as_saying(tokens, verb)
    subject = earlier[-1].subject if earlier else sentence_subject(tokens, verb.group.first)
    return _phrase(tokens, verb, subject, Place.SUBJECT_ELIDED) if subject else None


def _quoted_as_saying(tokens: list[Token], verb: CueVerb) -> CuePhrase | None:
    """The cue in "Lee was quoted as saying"."""
    first = verb.group.first - 2
    while first > 0 and tokens[first - 1].low in AUXILIARIES | ADVERBS:
        first -= 1
    subject = subject_before(tokens, first)
    if subject is None:
        return None
    return _phrase(tokens, verb, subject, Place.SUBJECT_BEFORE)


def _passive_cue(tokens: list[Token], index: int) -> CuePhrase | None:
    """The cue in "they were told by the army that", and in "Lee was asked whether", where nobody is named."""
    form = CUE_FORMS.get(tokens[index].low)
    if form is None or form.form is not Form.PAST:
        return None
    end = index + 1
    by_agent = low_at(tokens, end) == "by" and low_at(tokens, end + 1) not in BY_MEANS
    agent = subject_after(tokens, end + 1) if by_agent else None
    if agent is None and form.sense is not Sense.ASK:
        return None
    asks = form.sense is Sense.ASK
    return CuePhrase(
        verb=Phrase(index, end),
        subject=agent,
        place=Place.SUBJECT_ELIDED,
        boundary=index,
        end=agent.end if agent else end,
        sense=form.sense,
        complement=Complement.TOPIC if asks else Complement.THAT,
        topics=form.topics if asks else frozenset({"to"}),
    )


def _infinitive_cue(tokens: list[Token], index: int) -> CuePhrase | None:
    """The cue in "went on to say that": an infinitive, whose subject is that of the verb that governs it."""
    if tokens[index].low not in _INFINITIVES or low_at(tokens, index - 1) != "to":
        return None
    for place in range(index - 2, max(0, index - _FARTHEST_MATRIX), -1):
        if tokens[place].kind is not Kind.WORD:
            return None
        if _is_finite_verb(tokens[place]):
            first = verb_group_start(tokens, place)
            subject = subject_before(tokens, first)
            words = frozenset(token.low for token in tokens[first : index - 1])
            refused = frozenset({"not"}) if words & _REFUSALS else frozenset()
            verb = CueVerb(Phrase(index, index + 1), CUE_FORMS[tokens[index].low], words | refused)
            return None if subject is None else _phrase(tokens, verb, subject, Place.SUBJECT_ELIDED)
    return None


def _is_finite_verb(token: Token) -> bool:
    past = token.low in IRREGULAR_PASTS or token.low.endswith("ed") or token.low in _MATRIX_VERBS
    return (past or token.low in AUXILIARIES) and not token.capital


def _inverted_subject(tokens: list[Token], verb: CueVerb) -> Phrase | None:
    """The subject behind its verb ("…," said X), where something that can be a content comes before."""
    first, end = verb.group
    if (
        verb.form.form is Form.ING
        or verb.form.sense is Sense.TELL
        or end - first > 1
        or verb.form.complement is Complement.TOPIC
    ):
        return None
    left = tokens[first - 1] if first else None
    if left is not None and left.kind is not Kind.QUOTATION and not left.is_mark(",.-–—"):
        return None
    if left is not None and left.is_mark(",-–—") and _has_apposed_subject(tokens, first):
        return None
    subject = subject_after(tokens, end)
    if subject is None or not may_follow_subject(tokens, subject.end):
        return None
    counted = _THOUSANDS.fullmatch(tokens[subject.first].low)  # "said 1,240 flats are unsafe"
    joined = left is not None and left.is_mark(",") and low_at(tokens, subject.end) == "and"
    return None if counted or joined else subject


def _has_apposed_subject(tokens: list[Token], verb: int) -> bool:
    """Whether all before a verb is a name and its apposition: "Ann Lee, a pilot, said the …"."""
    subject = subject_before(tokens, verb)
    if subject is None or subject.first > 1 or subject.end != verb - 1:
        return False
    words = tokens[subject.first : subject.end]
    return not any(
        token.low in AUXILIARIES
        or token.low in PRONOUNS
        or token.low in IRREGULAR_PASTS
        or (token.low.endswith("ed") and "-" not in token.low and not token.capital)
        for token in words
    )


def _is_restrictive(tokens: list[Token], verb: CueVerb, subject: Phrase | None) -> bool:
    """Whether a participle belongs to the thing right before it ("emails showing that"), not to the sentence."""
    if subject is None or tokens[verb.group.first - 1].kind is not Kind.WORD:
        return False
    return tokens[subject.end - 1].low not in MEDIA


def _is_elided(tokens: list[Token], verb: CueVerb) -> bool:
    first = verb.group.first
    left = low_at(tokens, first - 1)
    if verb.form.form is Form.ING:
        return left in {",", "and", "but", "by", "as"}
    return left in {"and", "but", "or"} or "nor" in verb.words


def _denies_subject(tokens: list[Token], first: int) -> bool:
    """Whether nobody is the subject, or a negation opens its clause: "neither Lee nor Carr", "nor did she"."""
    if tokens[first].low in _NOBODY or low_at(tokens, first - 1) == "neither":
        return True
    return low_at(tokens, first - 1) in AUXILIARIES and low_at(tokens, first - 2) in NOR


def _is_alternative(tokens: list[Token], verb: CueVerb, earlier: list[CuePhrase]) -> bool:
    """Whether a verb shares the negation of the cue before: "did not confirm or deny"."""
    if not earlier or not earlier[-1].negated or verb.group.first != earlier[-1].verb.end + 1:
        return False
    return low_at(tokens, verb.group.first - 1) == "or"


def _phrase(tokens: list[Token], verb: CueVerb, subject: Phrase, place: Place) -> CuePhrase:
    end = subject.end if place is Place.SUBJECT_AFTER else verb.group.end
    if place is not Place.SUBJECT_AFTER:
        end = _after_particle_and_hearer(tokens, end, verb.form.sense)
    boundary = subject.first if place is Place.SUBJECT_BEFORE else verb.group.first
    relative = verb.group.first - 1
    antecedent = None
    if place is Place.SUBJECT_BEFORE and low_at(tokens, relative) in RELATIVES:
        subject, antecedent = Phrase(relative, relative + 1), subject
    return CuePhrase(
        verb.group,
        subject,
        place,
        boundary,
        end,
        verb.form.sense,
        verb.form.complement,
        verb.form.topics,
        negated=verb.negated or _denies_subject(tokens, subject.first),
        hedged=bool(verb.words & HEDGES),
        coordinate=_is_coordinate(tokens, boundary, place),
        antecedent=antecedent,
    )


def _is_coordinate(tokens: list[Token], boundary: int, place: Place) -> bool:
    if place is Place.SUBJECT_ELIDED:
        return True
    return place is Place.SUBJECT_BEFORE and (
        low_at(tokens, boundary - 1) in {"and", "but", "while", "though", "although", ";"}
    )


def _after_particle_and_hearer(tokens: list[Token], place: int, sense: Sense) -> int:
    if low_at(tokens, place) == "out" and low_at(tokens, place + 1) == "that":
        place += 1
    if sense is not Sense.TELL or place >= len(tokens):
        return place
    if tokens[place].low in _HEARERS and not _is_possessive(tokens, place):
        return place + 1
    end = place
    while end < min(len(tokens), place + 12) and _is_in_hearer(tokens, place, end):
        end += 1
    return end


def _is_possessive(tokens: list[Token], place: int) -> bool:
    """Whether "her" belongs to a noun behind it: "told her counterpart"."""
    following = low_at(tokens, place + 1)
    return tokens[place].low == "her" and following.isalpha() and following not in _NOT_IN_HEARER


def _is_in_hearer(tokens: list[Token], first: int, index: int) -> bool:
    token = tokens[index]
    if token.kind is not Kind.WORD or token.low in _NOT_IN_HEARER:
        return False
    return index == first or token.low not in DETERMINERS or tokens[index - 1].low == "of"
