"""Where a sentence attributes: each cue with its verb group and the phrase that is its subject."""

from enum import StrEnum
from itertools import islice
from typing import NamedTuple

from app.claims.reading.adjuncts import MEDIA
from app.claims.reading.lexicon import (
    ADVERBS,
    AUXILIARIES,
    CLAUSE_OPENERS,
    CONNECTIVES,
    CUE_FORMS,
    DETERMINERS,
    DOCUMENTS,
    HEDGES,
    IRREGULAR_PASTS,
    NON_FACTUAL_OPENERS,
    PREPOSITIONS,
    PRONOUNS,
    PUBLISHED,
    RELATIVES,
    SPEAKING_BODIES,
    TIMES,
    Complement,
    Form,
    Sense,
    word_set,
)
from app.claims.reading.noun_cues import NOUN_CUES, POSSESSIVES, noun_cue_at
from app.claims.reading.noun_phrases import LONGEST_PHRASE, subject_after, subject_before
from app.claims.reading.verb_groups import BY_MEANS, CueVerb, cue_verb_at
from app.claims.reading.words import Kind, Phrase, Token, is_quotation, low_at

ANY_CUE = frozenset(CUE_FORMS) | {"according"} | NOUN_CUES
MOST_CUES = 12  # looked at in one unit; no unit of PolNeAR train has more than 5


class Place(StrEnum):
    """Where the subject of a cue stands."""

    SUBJECT_BEFORE = "subject before"
    SUBJECT_AFTER = "subject after"
    SUBJECT_ELIDED = "subject elided"


class CuePhrase(NamedTuple):
    """A cue in its sentence.

    `boundary` is the first token and `end` the token behind the whole attribution phrase (subject and verb, with the
    person told). `coordinate` says that the content of an earlier cue ends where this one starts.
    """

    verb: Phrase
    subject: Phrase | None
    place: Place
    boundary: int
    end: int
    sense: Sense
    complement: Complement
    topics: frozenset[str]
    negated: bool
    hedged: bool
    coordinate: bool
    opens_sentence: bool = False
    antecedent: Phrase | None = None
    noun: bool = False

    @property
    def elided(self) -> bool:
        """Whether the subject is that of the cue before ("…, adding that")."""
        return self.place is Place.SUBJECT_ELIDED


def cue_phrases(tokens: list[Token]) -> list[CuePhrase]:
    """The cues of a unit in reading order."""
    if headline := _headline(tokens):
        return headline
    found: list[CuePhrase] = []
    candidates = (index for index, token in enumerate(tokens) if token.low in ANY_CUE)
    for index in islice(candidates, MOST_CUES):
        if tokens[index].low == "according":
            cue = _according_to(tokens, index)
        else:
            cue = _noun_cue(tokens, index, found) or _verb_cue(tokens, index, found)
        if cue is not None:
            found.append(cue)
    found += _open_verbs(tokens, found)
    return sorted(found, key=lambda cue: cue.verb.first)


def _headline(tokens: list[Token]) -> list[CuePhrase]:
    """The attribution of a headline without quotation marks: "NAME: I warned them", "Two held: police"."""
    if len(tokens) < _SHORTEST_HEADLINE or tokens[-1].is_mark(".?!:"):
        return []
    colon = next((at for at, token in enumerate(tokens) if token.is_mark(":")), 0)
    if not colon or any(token.kind is Kind.QUOTATION for token in tokens):
        return []
    is_clause = colon > _LONGEST_BYLINE and tokens[0].low not in CLAUSE_OPENERS
    if (
        is_clause
        and len(tokens) - colon - 1 <= _LONGEST_BYLINE
        and tokens[-1].low in SPEAKING_BODIES
    ):
        cue = _open_cue(
            Phrase(colon, colon + 1), Phrase(colon + 1, len(tokens)), Place.SUBJECT_AFTER
        )
        return [cue._replace(complement=Complement.ANY, boundary=colon + 1)]
    named = all(token.capital or token.low.isalpha() for token in tokens[:colon])
    if not named or colon > _LONGEST_NAME or tokens[colon + 1].low not in PRONOUNS:
        return []
    cue = _open_cue(Phrase(colon, colon + 1), Phrase(0, colon), Place.SUBJECT_BEFORE)
    return [cue._replace(complement=Complement.ANY, end=colon)]


_SHORTEST_HEADLINE = 5  # words
_LONGEST_BYLINE = 3  # words


def _noun_cue(tokens: list[Token], index: int, earlier: list[CuePhrase]) -> CuePhrase | None:
    """The attribution by a noun ("her claim that"), unless a verb denies it ("denied her claim that")."""
    if tokens[index].low not in NOUN_CUES or tokens[index].capital:
        return None
    if any(token.low == "truth" for token in tokens[max(0, index - 4) : index]):
        return None
    if _is_taken_back(tokens, index):
        return None
    denied = earlier and earlier[-1].sense is Sense.DENY and index - earlier[-1].end < _NEAR
    cue = None if denied else noun_cue_at(tokens, index)
    if cue is None:
        return None
    source = cue.source
    own = source is None or (
        source.end - source.first == 1 and tokens[source.first].low in POSSESSIVES
    )
    if own and earlier and index - earlier[-1].end < _NEAR:
        source = earlier[-1].subject
    elif source is None:
        source = sentence_subject(tokens, index - 1)
    return CuePhrase(
        verb=Phrase(index, index + 1),
        subject=source,
        place=Place.SUBJECT_BEFORE,
        boundary=index,
        end=cue.end,
        sense=cue.sense,
        complement=Complement.THAT,
        topics=frozenset(),
        negated=low_at(tokens, index - 1) == "no",
        hedged=False,
        coordinate=False,
        noun=True,
    )


_NEAR = 5  # words
_TAKEN_BACK = word_set("retracted withdrew recanted retract withdraw abandoned debunked disproved")


def _is_taken_back(tokens: list[Token], noun: int) -> bool:
    """Whether a claim is named as one that its claimant no longer makes, or that proved wrong."""
    return any(token.low in _TAKEN_BACK for token in tokens[max(0, noun - _NEAR) : noun])


def _open_verbs(tokens: list[Token], known: list[CuePhrase]) -> list[CuePhrase]:
    """Cues that only a quotation beside them tells: "…," the judge exclaimed; Lee laughed, "…"."""
    taken = {place for cue in known for place in _around(cue)}
    found: list[CuePhrase] = []
    for index, token in enumerate(tokens):
        if token.kind is Kind.QUOTATION and index not in taken:
            cue = (
                _name_with_colon(tokens, index)
                or _signature(tokens, index)
                or _open_verb_after(tokens, index)
                or _open_verb_before(tokens, index)
            )
            if cue is not None and taken.isdisjoint(range(*cue.verb)):
                found.append(cue)
                taken.update(_around(cue))
    return found


def _around(cue: CuePhrase) -> range:
    """The tokens of an attribution phrase and those beside it."""
    return range(cue.boundary - 1, cue.end + 2)


def _open_verb_after(tokens: list[Token], quotation: int) -> CuePhrase | None:
    if not tokens[quotation].low:
        return None
    subject = subject_after(tokens, quotation + 1)
    if subject is not None and _is_plain_verb(tokens, subject.end):
        verb = Phrase(subject.end, subject.end + 1)
        if _may_follow_subject(tokens, verb.end):
            return _open_cue(verb, subject, Place.SUBJECT_BEFORE)
    if _is_plain_verb(tokens, quotation + 1):
        subject = subject_after(tokens, quotation + 2)
        if subject is not None and _may_follow_subject(tokens, subject.end):
            return _open_cue(Phrase(quotation + 1, quotation + 2), subject, Place.SUBJECT_AFTER)
    return None


def _open_verb_before(tokens: list[Token], quotation: int) -> CuePhrase | None:
    verb = quotation - 2
    if verb > 1 and tokens[verb].low in _PARTICLES:
        verb -= 1
    if verb < 1 or not tokens[quotation - 1].is_mark(",:") or not _is_plain_verb(tokens, verb):
        return None
    first = _verb_group_start(tokens, verb)
    subject = subject_before(tokens, first)
    if subject is None or tokens[subject.first].low in _NEVER_SUBJECTS:
        return None
    return _open_cue(Phrase(verb, verb + 1), subject, Place.SUBJECT_BEFORE)


_PARTICLES = word_set("back in out on up away down")


def _is_plain_verb(tokens: list[Token], index: int) -> bool:
    """Whether a word is spelt like a verb of the third person that tells what somebody did."""
    if index >= len(tokens) or tokens[index].kind is not Kind.WORD or tokens[index].capital:
        return False
    low = tokens[index].low
    return low in IRREGULAR_PASTS or (len(low) > 3 and low.endswith(("ed", "s")))


def _open_cue(verb: Phrase, subject: Phrase, place: Place) -> CuePhrase:
    before = place is Place.SUBJECT_BEFORE
    return CuePhrase(
        verb=verb,
        subject=subject,
        place=place,
        boundary=subject.first if before else verb.first,
        end=verb.end if before else subject.end,
        sense=Sense.SAY,
        complement=Complement.QUOTATION,
        topics=frozenset(),
        negated=False,
        hedged=False,
        coordinate=False,
    )


def _name_with_colon(tokens: list[Token], quotation: int) -> CuePhrase | None:
    """The attribution of a headline or a transcript, where only a colon says who speaks: NAME: "…"."""
    colon = first = quotation - 1
    if colon < 1 or not tokens[colon].is_mark(":"):
        return None
    if tokens[colon - 1].is_mark(")"):
        named = subject_before(tokens, colon)
        return named and _open_cue(Phrase(colon, quotation), named, Place.SUBJECT_BEFORE)
    while first > 0 and colon - first < _LONGEST_NAME and tokens[first - 1].capital:
        first -= 1
    if tokens[colon - 1].low in _HEADINGS:
        return None
    if first == colon or (first and not tokens[first - 1].is_mark("-\u2013—.,()[]|•")):
        return None
    return _open_cue(Phrase(colon, quotation), Phrase(first, colon), Place.SUBJECT_BEFORE)


_LONGEST_NAME = 6  # words
_HEADINGS = word_set(
    "interview video watch photo read listen update live opinion analysis exclusive breaking correction quote comment"
    " related note review recap weather"
)


def _signature(tokens: list[Token], quotation: int) -> CuePhrase | None:
    """The attribution of a quotation that is signed: "…" — NAME, "…" – club owner NAME."""
    dash = quotation + 1
    first = dash + 1
    if first >= len(tokens) or not tokens[dash].is_mark("-\u2013\u2014\u2015"):
        return None
    end = first
    while end < len(tokens) and tokens[end].kind is Kind.WORD:
        end += 1
    named = tokens[end - 1].capital and tokens[end - 1].kind is Kind.WORD
    signed = named and first < end <= first + _LONGEST_NAME and end + 1 >= len(tokens)
    return (
        _open_cue(Phrase(dash, first), Phrase(first, end), Place.SUBJECT_AFTER) if signed else None
    )


def _according_to(tokens: list[Token], index: int) -> CuePhrase | None:
    if index + 2 >= len(tokens) or tokens[index + 1].low != "to":
        return None
    opens = _opens_clause(tokens, index)
    subject = subject_after(tokens, index + 2)
    if opens and (subject is None or low_at(tokens, subject.end) != ","):
        subject = _up_to_comma(tokens, index + 2)
    if subject is None or tokens[subject.first].low == "which":
        return None
    subject = _with_publisher(tokens, subject)
    if not opens and low_at(tokens, subject.end) not in PUBLISHED | {"from"}:
        subject = _with_description(tokens, subject)
    boundary = 0 if opens else index
    return CuePhrase(
        Phrase(index, index + 2),
        subject,
        Place.SUBJECT_AFTER,
        boundary,
        subject.end,
        Sense.SAY,
        Complement.ANY,
        frozenset(),
        negated=False,
        hedged=False,
        coordinate=not opens,
        opens_sentence=opens,
    )


def _opens_clause(tokens: list[Token], index: int) -> bool:
    """Whether "according to" stands before what it attributes: first in its sentence, or in "because, according to"."""
    if all(token.low in _BEFORE_ACCORDING for token in tokens[:index]):
        return True
    return low_at(tokens, index - 1) == "," and low_at(tokens, index - 2) in _CLAUSE_LINKS


_CLAUSE_LINKS = CLAUSE_OPENERS | {"and", "but"}
_LONGEST_DESCRIPTION = 8  # words
_ENDS_DESCRIPTION = CLAUSE_OPENERS - {"that"} | {"and", "but", "as"}


def _with_description(tokens: list[Token], subject: Phrase) -> Phrase:
    """A source with what describes it up to a comma or the end: "members who spoke later", "a poll in February"."""
    end = subject.end
    while (
        end < len(tokens)
        and tokens[end].kind is Kind.WORD
        and tokens[end].low not in _ENDS_DESCRIPTION
    ):
        end += 1
    marked = end >= len(tokens) or tokens[end].is_mark(",.")
    return (
        Phrase(subject.first, end)
        if marked and end - subject.end <= _LONGEST_DESCRIPTION
        else subject
    )


_LONGEST_PUBLICATION = 8  # words between "published" and "by"


def _with_publisher(tokens: list[Token], subject: Phrase) -> Phrase:
    """A document with whom it comes from: "figures published on Tuesday by the transport board"."""
    document = any(token.low in DOCUMENTS for token in tokens[subject.first : subject.end])
    if not document or low_at(tokens, subject.end) not in PUBLISHED | {"by"}:
        return subject
    for index in range(subject.end, min(len(tokens), subject.end + _LONGEST_PUBLICATION)):
        if tokens[index].kind is not Kind.WORD:
            break
        if tokens[index].low in {"by", "from"}:
            publisher = subject_after(tokens, index + 1)
            return subject if publisher is None else Phrase(subject.first, publisher.end)
    return subject


def _up_to_comma(tokens: list[Token], first: int) -> Phrase | None:
    for index in range(first + 1, min(len(tokens), first + LONGEST_PHRASE)):
        if tokens[index].is_mark(","):
            return Phrase(first, index)
    return None


_BEFORE_ACCORDING = frozenset({"but", "and", "however", ",", "also", "still"})


def _verb_cue(tokens: list[Token], index: int, earlier: list[CuePhrase]) -> CuePhrase | None:
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
    if alone and tokens[subject.first].low in _NEVER_SUBJECTS:
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
        negated=False,
        hedged=False,
        coordinate=False,
    )


_INFINITIVES = word_set("say point")
_FARTHEST_MATRIX = 12  # words between the verb that governs an infinitive and its "to"


def _infinitive_cue(tokens: list[Token], index: int) -> CuePhrase | None:
    """The cue in "went on to say that": an infinitive, whose subject is that of the verb that governs it."""
    if tokens[index].low not in _INFINITIVES or low_at(tokens, index - 1) != "to":
        return None
    for place in range(index - 2, max(0, index - _FARTHEST_MATRIX), -1):
        if tokens[place].kind is not Kind.WORD:
            return None
        if _is_finite_verb(tokens[place]):
            first = _verb_group_start(tokens, place)
            subject = subject_before(tokens, first)
            words = frozenset(token.low for token in tokens[first : index - 1])
            refused = frozenset({"not"}) if words & _REFUSALS else frozenset()
            verb = CueVerb(Phrase(index, index + 1), CUE_FORMS[tokens[index].low], words | refused)
            return None if subject is None else _phrase(tokens, verb, subject, Place.SUBJECT_ELIDED)
    return None


def _is_finite_verb(token: Token) -> bool:
    past = token.low in IRREGULAR_PASTS or token.low.endswith("ed") or token.low in _MATRIX_VERBS
    return (past or token.low in AUXILIARIES) and not token.capital


_MATRIX_VERBS = word_set("wants continues refuses declines goes fails tries")
_REFUSALS = word_set("refused refuses declined declines failed fails reluctant unable hesitant")


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
    if left is not None and left.is_mark(",") and _has_apposed_subject(tokens, first):
        return None
    subject = subject_after(tokens, end)
    if subject is None or not _may_follow_subject(tokens, subject.end):
        return None
    if left is not None and left.is_mark(",") and low_at(tokens, subject.end) == "and":
        return None
    return subject


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


_AFTER_SUBJECT = PREPOSITIONS | TIMES | ADVERBS | {"as", "while", "when", "and", "who"}


def _may_follow_subject(tokens: list[Token], index: int) -> bool:
    if index >= len(tokens) or tokens[index].kind is not Kind.WORD:
        return True
    return tokens[index].low in _AFTER_SUBJECT


def _is_elided(tokens: list[Token], verb: CueVerb) -> bool:
    first = verb.group.first
    left = low_at(tokens, first - 1)
    if verb.form.form is Form.ING:
        return left in {",", "and", "but", "by", "as"}
    return left in {"and", "but", "or"} or "nor" in verb.words


def sentence_subject(tokens: list[Token], before: int) -> Phrase | None:
    """The subject of a sentence whose verb is no cue, as in: X met Y, adding that."""
    for index in range(1, min(before, 20)):
        token = tokens[index]
        past = token.low in IRREGULAR_PASTS or token.low.endswith("ed")
        if token.low in AUXILIARIES or (past and not token.capital):
            return subject_before(tokens, _verb_group_start(tokens, index))
    return None


def _verb_group_start(tokens: list[Token], verb: int) -> int:
    """Where a verb starts with the "neither" before it: "the board neither met"."""
    first = verb
    while first > 1 and (tokens[first - 1].low in _NOR | ADVERBS or _is_adverb(tokens[first - 1])):
        first -= 1
    return first


def _is_adverb(token: Token) -> bool:
    return token.low.endswith("ly") and not token.capital


_NOBODY = frozenset({"neither", "nobody", "none"})


def _denies_subject(tokens: list[Token], first: int) -> bool:
    """Whether nobody is the subject, or a negation opens its clause: "neither Lee nor Carr", "nor did she"."""
    if tokens[first].low in _NOBODY or low_at(tokens, first - 1) == "neither":
        return True
    return low_at(tokens, first - 1) in AUXILIARIES and low_at(tokens, first - 2) in _NOR


_NOR = frozenset({"nor", "neither"})
_NEVER_SUBJECTS = (
    ADVERBS | PREPOSITIONS | CONNECTIVES | {"nor", "neither", "false", "true", "untrue", "baseless"}
)


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


_HEARERS = PRONOUNS | {"him", "them", "her", "me", "us"}
_NOT_IN_HEARER = CLAUSE_OPENERS | PRONOUNS | AUXILIARIES | TIMES | PREPOSITIONS - {"of"}


def _is_in_hearer(tokens: list[Token], first: int, index: int) -> bool:
    token = tokens[index]
    if token.kind is not Kind.WORD or token.low in _NOT_IN_HEARER:
        return False
    return index == first or token.low not in DETERMINERS or tokens[index - 1].low == "of"
