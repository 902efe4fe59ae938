"""Who says a passage by its tag, where what is said is no claim: "“No,” the mayor said", "Quay Line will stay, it said"."""

import re

from app.claims.reading.extraction import mention_of
from app.claims.reading.lexicon import (
    AUXILIARIES,
    CAPITALS,
    CUE_FORMS,
    IRREGULAR_PASTS,
    PRONOUNS,
    Form,
    Sense,
    spellings_of,
)
from app.claims.vocabulary import Mention
from app.evidence.authorship import team_of
from app.evidence.bodies import is_body

_UTTER = (
    "agree appeal blame blog:blogged boast brag:bragged calculate chuckle concede confess confide counter cry disclose divulge elaborate email enthuse exclaim fret:fretted fume grumble gush hint"
    " laugh marvel mumble muse mutter object phone plead protest quip:quipped radio rage recount reflect remember retort shrug:shrugged sigh snap:snapped text"
    " thunder volunteer whisper yell"
)
"""How people say something that the reader takes for no verb of saying."""
_SAID = "|".join(
    sorted(
        {
            word
            for word, cue in CUE_FORMS.items()
            if cue.sense in {Sense.SAY, Sense.TELL, Sense.ASK}
            and cue.form in {Form.PAST, Form.THIRD}
        }
        | {
            word
            for verb, _, past in (entry.partition(":") for entry in _UTTER.split())
            for word, form in spellings_of(verb, past).items()
            if form in {Form.PAST, Form.THIRD}
        }
    )
)
_WHO = r"(?P<who>[^\s,;:.“”\"][^,;:“”\"]{1,80}?)"
_NAME = rf"[{CAPITALS}][\w'’-]{{1,30}}(?: [{CAPITALS}](?:[\w'’-]{{1,30}}|\.)){{1,3}}"
_QUOTED = re.compile(rf"(?:[,.!?][”\"]|[”\"],) {_WHO} (?:{_SAID})\b")
_INVERTED = re.compile(
    rf"(?:[,.!?][”\"]|[”\"],) (?:{_SAID}) (?P<who>(?:[\w'’-]{{1,30}} ){{0,5}}{_NAME})"
)
_DESCRIBED = re.compile(rf"\A(?P<who>{_NAME}), [^“”\"]{{3,160}}?, (?:{_SAID})\b")
_ITSELF = re.compile(
    rf"\A(?P<who>[^,;:“”\"]{{2,80}}?) (?:\w+ed|{'|'.join(sorted(filter(str.isalpha, AUXILIARIES | IRREGULAR_PASTS)))})\b"
    rf"[^“”\"]{{1,300}}, (?:it|he|she|they) (?:{_SAID})\b[^,]{{0,60}}\Z"
)
_LAST = re.compile(rf", (?P<who>(?:[\w'’-]{{1,30}} ){{0,5}}?{_NAME}) (?:{_SAID})\b[^,]{{0,40}}\Z")
_AMID = re.compile(rf", (?P<who>(?:[a-z][\w'’-]{{1,30}} ){{0,5}}{_NAME}) (?:{_SAID}), ")
_TAGS = (_QUOTED, _INVERTED, _DESCRIBED, _ITSELF, _LAST, _AMID)


def tagged_speaker(words: str, start: int) -> Mention | None:
    """Who says a passage that stands at a place of its article; None where no tag tells."""
    for tag in _TAGS:
        found = tag.search(words)
        if found is not None:
            speaker = mention_of(found["who"], start + found.start("who"))
            if is_known(speaker, found["who"]) and speaker.name.split()[0].lower() not in PRONOUNS:
                return speaker
    return None


def is_known(speaker: Mention, printed: str) -> bool:
    """Whether somebody has a name, is a body, or speaks for one."""
    name = speaker.name
    return is_body(name, printed) or name[:1].isupper() or team_of(name) is not None
