"""Who is told to have done or decided something where nobody is quoted: "The court ordered a recount", "Lind: bridge unsafe".

Rulings, bans, findings and figures of a body are known from it, as its words are. What a person demands, blames or expects is
known from that person; what people are merely seen to do is known from whoever saw it.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from app.claims.reading.extraction import mention_of
from app.claims.reading.lexicon import (
    ADVERBS,
    AUXILIARIES,
    BODY_NOUNS,
    CAPITALS,
    CLAUSE_OPENERS,
    CUE_FORMS,
    DETERMINERS,
    IRREGULAR_PASTS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    ROLE_NOUNS,
    SPEAKING_BODIES,
    TIMES,
    TITLES,
    Form,
    Sense,
    spellings_of,
    word_set,
)
from app.claims.reading.occupations import is_occupation
from app.claims.vocabulary import Mention
from app.evidence.authorship import are_signers
from app.evidence.bodies import BUSINESS, COMPANIES, is_body, well_known

LONGEST_DOER = 14  # words and marks
_LONGEST_OPENER = 8  # words in front of a comma: "Late on Friday,"
_LONGEST_LAST = 160  # code points at the end of a passage
_LONGEST_NAME = 4  # words for whom a headline names


def _forms(listed: str, *wanted: Form) -> frozenset[str]:
    """Some forms of verbs; an irregular past stands behind a colon, "*" behind a verb that is spelt like a noun."""
    pairs = (entry.rstrip("*").partition(":") for entry in listed.split())
    spelt = (spellings_of(verb, past).items() for verb, _, past in pairs)
    return frozenset(word for forms in spelt for word, form in forms if form in wanted)


# what bodies do with their powers, and how they count: with an object
_OFFICIAL = (
    "acquit:acquitted adopt allocate allow amend annul:annulled appoint approve arraign arrest assess authorise authorize award*"
    " ban:banned* bar:barred block* calculate cancel:cancelled cancel:canceled certify charge* clear close confiscate convict"
    " count* cut:cut* declare defer:deferred delay* deport designate detain detect disband disclose dismiss disqualify dissolve"
    " document downgrade* drop:dropped* elect enact estimate* evacuate exempt expel:expelled extend fast-track find:found fine* forbid:forbade"
    " forecast:forecast* freeze:froze* grant ground* halt* identify impose increase* indict instruct intercept introduce invalidate investigate"
    " invoke issue* jail* keep:kept launch* lift* link list* log:logged* lower mandate* measure* nationalise nationalize name nominate"
    " open order* outlaw overrule overturn pardon* pass penalise permit:permitted* postpone probe* proclaim prohibit prosecute"
    " publish put:put quash raise* rank* ratify recall* recommend record* reduce refer:referred register* reinstate reject"
    " release* renew reopen repeal require rescue* restore restrict revise revoke sanction schedule* scrap:scrapped seize"
    " sentence* set:set slash strike:struck* subpoena* sue summon suspend throw:threw* tighten trace* trim:trimmed uncover upgrade* uphold:upheld veto*"
    " void waive withdraw:withdrew"
)
_DECIDING = "rule* decide decree* vote*"  # with or without an object
# what anybody has to say, told without a verb of saying: with an object, or with "to" or "for"
_VOICED = (
    "accuse apologise apologize appeal* applaud ask back* brand* characterise characterize blame* call* caution* condemn criticise criticize defend demand* denounce deplore describe dismiss expect express"
    " forecast:forecast* hail oppose plan:planned* plead pledge* praise* predict promise* propose reject rule* support* tell:told threaten urge"
    " voice* vow* want warn welcome*"
)
# what only who has power over others does, whatever the name: "Interpol has issued a warrant"
_POWERS = _forms(
    "acquit:acquitted annul:annulled approve arraign authorise authorize ban:banned certify confiscate convict deport disqualify"
    " downgrade enact exempt expel:expelled fine forbid:forbade grant impose indict issue jail mandate nationalise"
    " nationalize outlaw overrule overturn pardon prohibit prosecute quash ratify recall repeal revoke sanction sentence"
    " subpoena suspend uphold:upheld upgrade veto void waive",
    Form.PAST,
)
_PAST_OFFICIAL, _PAST_DECIDING, _PAST_VOICED = (
    _forms(listed, Form.PAST) for listed in (_OFFICIAL, _DECIDING, _VOICED)
)
_PRESENT = _forms(f"{_OFFICIAL} {_DECIDING} {_VOICED}", Form.THIRD)
_PRESENT_VOICED = _forms(_VOICED, Form.THIRD)
_LIKE_NOUNS = _forms(
    " ".join(each for each in f"{_OFFICIAL} {_DECIDING} {_VOICED}".split() if each.endswith("*")),
    Form.THIRD,
)
_VERBS = _PAST_OFFICIAL | _PAST_DECIDING | _PAST_VOICED | _PRESENT
_SAID = frozenset(
    word for word, cue in CUE_FORMS.items() if cue.sense is Sense.SAY and not cue.also_noun
)
# what these do may be told against their word: "The army seized the village"
_ARMED = word_set("army military forces force militia troops")
_SELLING = COMPANIES | BUSINESS
# a court that charged somebody says so, a bank that charged its customers twice less readily
_ACCUSING = _forms("charge*", Form.PAST, Form.THIRD)
_LINKED = frozenset({"to", "for", "that", "on"})
_WITH = {"struck": "down", "strikes": "down", "threw": "out", "throws": "out"}
"""What stands behind verbs that say what is done to a law or a suit, and else anything."""
_NO_OBJECT = PREPOSITIONS - {"about", "over"} | word_set("and or but because while when")
_NEVER_IN_DOER = (
    PRONOUNS
    | RELATIVES
    | CLAUSE_OPENERS
    | AUXILIARIES
    | {word for word, cue in CUE_FORMS.items() if not cue.also_noun}
    | {"by", "there"}
)
_OPENERS = PREPOSITIONS | TIMES | word_set("late early last earlier meanwhile separately however")
_IN_NAMES = word_set("and of de al van von")
_HAS = word_set("has have had")
_WORD = re.compile(r"[^\W_](?:[\w'’&/-]|\.(?=\w)|(?<=\b[A-Z])\.|(?<=\b[A-Z][a-z])\.)*|[^\w\s]")
_LAST = re.compile(
    r", (?:the )?(?P<who>[^,;:“”\"]{2,80}?) (?:has |have |had )?(?P<verb>[a-z]+)(?: jointly| together)?(?: on \w+)?\W*\Z"
)
_SPEAKING = (SPEAKING_BODIES | ROLE_NOUNS | BODY_NOUNS | TITLES) - word_set(
    "report study survey poll sources website site magazine channel company lady lord sir king queen"
)
_HEADLINE = re.compile(
    rf"\A(?:(?P<first>[{CAPITALS}][^:;.?!“”\"]{{1,60}}): |.{{8,160}}?(?: [-–—] |: |, )(?P<last>[^-:;,.?!“”\"]{{2,60}})\Z)"
)


_ENDS_BODY = re.compile(
    rf" (?:in [a-z]|at [a-z]|on |over |after |for [a-z]|because |as |when |while |to |and [a-z]|last |with |from |that |which |who |(?:{'|'.join(sorted(filter(str.isalpha, TIMES)))})\b)"
)
_PASSIVE = re.compile(
    r"\b(?:was|were|been|is|are|being) (?:\w+ly )?(?P<verb>[a-z-]+)\b[^.;:“”\"]{0,120}? by (?P<who>(?:the |an? )?[^,;:.“”\"]{2,80}(?:, [A-Z]{2,7}\b)?)"
)


class _Deed(NamedTuple):
    """Where a doer stands in a passage, with the verb, and the word behind that, as printed."""

    start: int
    end: int
    verb: str
    behind: str

    @property
    def has_object(self) -> bool:
        """Whether what the verb is done to follows; it must be plain behind what may be a noun: "police records"."""
        if self.verb in _WITH:
            return self.behind == _WITH[self.verb]
        if self.verb in _LIKE_NOUNS:
            return self.behind.lower() in DETERMINERS or not self.behind.islower()
        return self.behind.lower() not in _NO_OBJECT and (
            self.behind[:1].isalnum() or self.behind in {*'$£€“"', ""}
        )


def doer_in(words: str, start: int) -> Mention | None:
    """Whose deed or view a passage tells that quotes nobody; None where it is the narrator's own.

    Args:
        words: The passage.
        start: Where it stands in its article.
    """
    for deed in _deeds(words):
        printed = words[deed.start : deed.end]
        doer = mention_of(printed, start + deed.start)
        if _may_do(doer, printed, deed) or (deed.has_object and are_signers(doer.name, words)):
            return doer
    return _named_in_headline(words, start)


def _deeds(words: str) -> Iterator[_Deed]:
    """What may be a doer with a verb: at the start of a passage, or behind its last comma."""
    tokens = list(islice(_WORD.finditer(words), _LONGEST_OPENER + LONGEST_DOER + 1))
    first = _behind_opener(tokens)
    for at in range(first + 1, min(len(tokens), first + LONGEST_DOER)):
        word = tokens[at].group()
        if word in _VERBS:
            end = tokens[_without_adverbs(tokens, first, at) - 1].end()
            behind = tokens[at + 1].group() if at + 1 < len(tokens) else "."
            deed = _Deed(tokens[first].start(), end, word, behind)
            yield deed
            if deed.has_object or word not in _LIKE_NOUNS:
                break
        if not _may_be_in_doer(word):
            break
    if (found := _PASSIVE.search(words)) and found["verb"] in _PAST_OFFICIAL:
        yield _Deed(found.start("who"), _end_of_body(found), found["verb"], "")
    if found := _LAST.search(words, max(0, len(words) - _LONGEST_LAST)):
        yield _Deed(found.start("who"), found.end("who"), found["verb"], "")


def _end_of_body(found: re.Match[str]) -> int:
    """Where whoever did it ends behind "by": in front of what tells when, where or why."""
    who = found["who"]
    end = _ENDS_BODY.search(who)
    return found.start("who") + (end.start() if end else len(who.rstrip()))


def _may_be_in_doer(word: str) -> bool:
    if not word[0].isalnum():
        return word in ",()&"
    if not word.islower() or word in _HAS:
        return True
    participle = word.endswith("ed") and "-" not in word
    return not (participle or word in _NEVER_IN_DOER or word in IRREGULAR_PASTS)


def _behind_opener(tokens: list[re.Match[str]]) -> int:
    """Where the doer may start: behind "On Friday," and the like."""
    if not tokens or not _opens(tokens):
        return 0
    marks = (at for at, token in enumerate(tokens[:_LONGEST_OPENER]) if token.group() == ",")
    return next(marks, -1) + 1


def _opens(tokens: list[re.Match[str]]) -> bool:
    """Whether a passage starts with what stands in front of its subject: "On Friday,", "Speaking to reporters,"."""
    first = tokens[0].group().lower()
    participle = first.endswith("ing") and len(tokens) > 1 and tokens[1].group().islower()
    return first in _OPENERS or participle


def _without_adverbs(tokens: list[re.Match[str]], first: int, verb: int) -> int:
    """Where the doer ends before a verb: in front of "has", "on Friday" and adverbs."""
    end = verb
    while end > first + 1:
        word, before = tokens[end - 1].group(), tokens[end - 2].group()
        if word.lower() in TIMES and before in {"on", "in", "last", "late"} and end > first + 2:
            end -= 2
        elif word in _HAS | ADVERBS or (word.endswith("ly") and word.islower()):
            end -= 1
        else:
            break
    return end


def _may_do(doer: Mention, printed: str, deed: _Deed) -> bool:
    """Whether somebody can do officially what a verb says, or have a view that is passed on."""
    voices = deed.verb in _PAST_VOICED | _PRESENT_VOICED | _SAID
    follows = deed.has_object or (voices and deed.behind in _LINKED)
    if is_body(doer.name, printed):
        return (
            follows and (voices or _has_power(doer.name, deed.verb))
        ) or deed.verb in _PAST_DECIDING
    if deed.verb in _POWERS and deed.has_object:
        return doer.name[:1].isupper()
    return follows and voices and _is_person(doer)


def _has_power(body: str, verb: str) -> bool:
    """Whether a body does officially what a verb says, and nobody tells it against that body."""
    noun = body.lower().split()[-1]
    if noun in _ARMED or (noun in _SELLING and verb in _ACCUSING):
        return False
    return verb in _VERBS


def _is_person(doer: Mention) -> bool:
    """Whether somebody has a name, or an office of some place: "the mayor of Orrin"."""
    words = doer.name.split()
    capitals = [word for word in words if word[0].isupper()]
    spelt = all(word[0].isupper() or word in _IN_NAMES for word in words)
    holds = bool(capitals) and any(is_occupation(word.lower()) for word in words)
    return (spelt and (len(words) > 1 or doer.role is not None)) or holds


def _named_in_headline(words: str, start: int) -> Mention | None:
    """Whom a headline names first or last: "Mayor: bridge unsafe", "Bridge unsafe - union"."""
    found = _HEADLINE.match(words)
    if found is None or words[-1] in ".?!:":
        return None
    part = found.lastgroup or ""
    name = found[part].strip().removeprefix("says ").removeprefix("say ")
    listed = name.split()
    if not listed:
        return None
    speaks = listed[-1].lower() in _SPEAKING or well_known(name)
    if len(listed) > _LONGEST_NAME or not speaks:
        return None
    return mention_of(name, start + words.find(name, found.start(part)))
