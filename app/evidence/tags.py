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
)
from app.claims.vocabulary import Mention
from app.evidence.bodies import is_body

_SAID = "|".join(
    sorted(
        word
        for word, cue in CUE_FORMS.items()
        if cue.sense in {Sense.SAY, Sense.TELL, Sense.ASK} and cue.form in {Form.PAST, Form.THIRD}
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


def tagged_speaker(words: str, start: int) -> Mention | None:
    """Who says a passage that stands at a place of its article; None where no tag tells."""
    for tag in (_QUOTED, _INVERTED, _DESCRIBED, _ITSELF):
        found = tag.search(words)
        if found is not None:
            speaker = mention_of(found["who"], start + found.start("who"))
            named = is_body(speaker.name, found["who"]) or speaker.name[:1].isupper()
            if named and speaker.name.lower() not in PRONOUNS:
                return speaker
    return None
