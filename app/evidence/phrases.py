"""Phrases of news in one word, and irregular forms in their base form, so that texts in other words compare alike."""

import re
from functools import lru_cache

# one word, then the phrases that it stands for, as regular expressions
_PHRASES = r"""
resigned: (?:step|stepp)(?:s|ed|ing)? down(?! from the (?:\w+ )?(?:train|bus|plane|stage))|stood down|stand(?:s|ing)? down
 |left office|leav(?:es|ing) office|(?:hand|hands|handed|handing) in (?:his|her|their) (?:notice|resignation)
 |(?:quit|quits|quitting)(?= (?:as|his|her|their)\b)(?: (?:his|her|their) (?:job|post))?
 |(?:give|gives|gave|given|giving) up (?:his|her|their|the) (?:job|post|seat|office)(?: of)?
 |(?:leav(?:e|es|ing)|left) (?:his|her|their) (?:job|post)
released: (?:set|sets|setting|let|lets|letting) (?:him |her |them )?free
agreed: (?:str(?:ike|ikes|uck|iking)|reach(?:es|ed|ing)?|clinch(?:es|ed)|s(?:ign|igned|igns)) (?:a |an )(?:deal|agreement|accord)|come to terms
rejected: (?:vot(?:e|es|ed|ing)|turn(?:s|ed|ing)?|sho(?:o|t)(?:s|ing)?) down|thr[eo]w(?:n|s|ing)? out(?= (?:the|a|an|his|her|their|its)\b)
approved: (?:vot(?:e|es|ed)|came out) in favou?r of|sign(?:s|ed)? off|wav(?:e|es|ed) through|(?:give|gives|gave|given) (?:the |its )?(?:go-ahead|green light)
cancelled: call(?:s|ed|ing)? off|(?:did|does|will) not take place
held: (?:take|takes|took|taken|taking) place(?! of)|went ahead
postponed: (?:put|puts|putting|pushed) (?:off|back)(?= (?:the|a|until|to|by|its)\b)|put on hold
rose: (?:go|goes|went|gone|going|is|are|was|were|been) up(?= (?:by|from|to|in|on|again|sharply|\d)|\W|\Z)
fell: (?:go|goes|went|gone|going|came|come|is|are|was|were|been) down(?= (?:by|from|to|in|on|again|sharply|\d)|\W|\Z)
dismissed: (?:lay|lays|laid|laying) off|(?:make|makes|made|making) redundant|(?:let|lets|letting) go
died: pass(?:es|ed|ing) away|los(?:t|e|es) (?:his|her|their) (?:life|lives)|w(?:as|ere) killed|perished
acquitted: found not guilty|clear(?:s|ed|ing)?(?= (?:(?:the|an?|both|all) )?[\w'-]+ of (?:all |any )?(?:charges|wrongdoing|\w+ing|murder|manslaughter|fraud|theft|rape|assault|corruption|negligence)\b)|clear(?:s|ed|ing)? of|found innocent
convicted: found guilty|pronounced guilty
married: tied the knot|got wed|wedded
destroyed: burn(?:s|ed|t|ing)? (?:down|to the ground)(?: completely)?|reduced to (?:ash|ashes|rubble)|gutted
returned: (?:come|comes|came|coming|go|goes|went|gone|going|give|gives|gave|given) back
profit: in the black
loss: in the red
free: (?:at large|on the run)
arrested: (?:take|takes|took|taken|taking) into custody
jailed: behind bars|in (?:jail|prison)|sent to (?:jail|prison)
conquered: over(?:ran|run|running)
succeeded: (?:take|takes|took|taken|taking) over from
acquired: (?:take|takes|took|taken|taking) over(?! (?:as|at|from|in|on)\b)|(?:buy|buys|bought) (?:out|up)
discovered: (?:come|comes|came|coming) to light|(?:come|comes|came) across
investigated: look(?:s|ed|ing)? into
continued: (?:go|goes|went|gone|going|carry|carries|carried|carrying) on
abandoned: (?:give|gives|gave|given|giving) up(?! (?:his|her|their|the) (?:job|post|seat|office))
exploded: (?:go|goes|went|blew|blow|blown|blowing) (?:off|up)(?= |\Z|\W)
withdrew: pull(?:s|ed|ing)? out
homeless: sleep(?:s|ing)? (?:rough|on the streets)|slept (?:rough|on the streets)
inhabitants: people (?:live|lived|living)(?= in\b)
not: far from(?= \w+ing\b)
failed: br[eo]k(?:e|en|es)? down|fell through
"""
_IRREGULAR = """
be am is are was were been being|beat beaten|become became|begin began begun|bite bit bitten|blow blew blown|break broke broken|bring brought
|build built|burn burnt|buy bought|catch caught|choose chose chosen|come came|cost costs|cut cuts|dig dug|do did done|draw drew drawn
|drink drank drunk|drive drove driven|drown drowned|eat ate eaten|fall fell fallen|feel felt|fight fought|find found|flee fled|fly flew flown
|forget forgot forgotten|freeze froze frozen|get got gotten|give gave given|go went gone|grow grew grown|hang hung|have has had
|hear heard|hide hid hidden|hit hits|hold held|keep kept|know knew known|lay laid|lead led|leave left|lend lent|lose lost loses losing
|make made|mean meant|meet met|pay paid|quit quits|read reads|ride rode ridden|ring rang rung|rise rose risen|run ran
|see saw seen|seek sought|sell sold|send sent|set sets|shake shook shaken|shed sheds|shoot shot shoots|shrink shrank shrunk|shut shuts
|sing sang sung|sink sank sunk|sit sat|sleep slept|speak spoke spoken|spend spent|split splits|spread spreads|stand stood
|steal stole stolen|strike struck stricken|swear swore sworn|swim swam swum|take took taken|teach taught|tear tore torn
|tell told|think thought|throw threw thrown|understand understood|wear wore worn|win won|withdraw withdrew withdrawn|write wrote written
|die died dies dying
"""
_PLURALS = "person people|man men|woman women|child children|wife wives|thief thieves|half halves"


def _words_for() -> re.Pattern[str]:
    """One pattern for all phrases; the group that matches says which."""
    lines = _PHRASES.replace("\n |", "|").strip().splitlines()
    parts = [line.split(": ", 1) for line in lines]
    groups = "|".join(f"(?P<{word}>{phrases})" for word, phrases in parts)
    return re.compile(rf"\b(?:{groups})", re.IGNORECASE)


_PHRASE = _words_for()


def _bases(table: str) -> dict[str, str]:
    """The base form for each form in a table."""
    lines = table.replace("\n", "").strip().split("|")
    return {form: line.split()[0] for line in lines for form in line.split()}


_VERBS = _bases(_IRREGULAR)
_LEMMAS = _VERBS | _bases(_PLURALS)


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """A text with one word for each phrase that says the same: "stepped down" is "resigned"."""
    return _PHRASE.sub(lambda match: match.lastgroup or "", text)


def lemma_of(word: str) -> str:
    """The base form of an irregular word in lower case; any other as it is."""
    return _LEMMAS.get(word, word)


def is_irregular_verb(word: str) -> bool:
    """Whether a word in lower case is a form of an irregular verb."""
    return word in _VERBS
