"""Where a sentence attributes: its cues, of every sort."""

from itertools import islice

from app.claims.reading.according import according_to
from app.claims.reading.cue_phrases import CuePhrase
from app.claims.reading.lexicon import CUE_FORMS
from app.claims.reading.noun_cues import NOUN_CUES, noun_cue
from app.claims.reading.unlisted_cues import headline_cues, unlisted_cues
from app.claims.reading.verb_cues import verb_cue
from app.claims.reading.words import Token

ANY_CUE = frozenset(CUE_FORMS) | {"according"} | NOUN_CUES
MOST_CUES = 12  # looked at in one unit; no unit of PolNeAR train has more than 5


def cue_phrases(tokens: list[Token]) -> list[CuePhrase]:
    """The cues of a unit in reading order."""
    if headline := headline_cues(tokens):
        return headline
    found: list[CuePhrase] = []
    candidates = (index for index, token in enumerate(tokens) if token.low in ANY_CUE)
    for index in islice(candidates, MOST_CUES):
        if tokens[index].low == "according":
            cue = according_to(tokens, index)
        else:
            cue = noun_cue(tokens, index, found) or verb_cue(tokens, index, found)
        if cue is not None:
            found.append(cue)
    found += unlisted_cues(tokens, found)
    return sorted(found, key=lambda cue: cue.verb.first)
