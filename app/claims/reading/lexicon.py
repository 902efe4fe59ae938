"""The words that attribute: which verbs and nouns say that somebody says something, and how they say it.

Verbs are listed where they carry propositions, not where they only name a topic ("criticised the plan"), and where they
are frequent cues in the training part of PolNeAR v1.0.0, which was used to count them.
"""

from dataclasses import dataclass
from enum import StrEnum

CAPITALS = "A-Z" + "".join(chr(code) for code in range(0xC0, 0x250) if chr(code).isupper())
"""The capital letters of Latin scripts, for a class of characters in a regular expression."""
# what a verb may name without saying it, by the word that opens it; "" is a thing right behind the verb
_TOPICS: dict[str, str] = {
    "": """
        accuse blame criticize criticise call describe praise urge cite discuss mock blast slam attack condemn
        denounce defend thank portray tout decry endorse oppose propose demand request
        liken label dub brand hail applaud rebuke chide scold bash ridicule deride lambaste assail
        commend credit recount downplay outline trumpet champion echo voice
        note explain declare warn reveal recall reiterate stress emphasize emphasise mention indicate promise
        lament acknowledge confirm reject refute dismiss dispute deny question ask state vow complain
        observe show tweet post predict caution fear
        """,
    "about": "talk speak ask complain joke warn tweet boast worry write wonder say",
    "of": "speak complain warn boast talk write",
    "on": "call insist press",
    "for": "call ask push press blame criticize praise hope demand",
    "out": "call point",
    "to": """
        refer point vow promise pledge refuse decline threaten agree ask hope admit claim""",
    "against": "warn rail speak caution argue",
    "with": "agree",
    "as": "describe criticize criticise portray dismiss",
    "whether": """
        ask question wonder explain discuss describe say show note reveal tell recall talk write observe mention""",
}


class Sense(StrEnum):
    """What a cue says about the claimant and the content."""

    SAY = "say"
    TELL = "tell"
    DENY = "deny"
    BELIEVE = "believe"
    ASK = "ask"
    NAME = "name"
    COMMIT = "commit"


class Form(StrEnum):
    """The grammatical form of a cue, as far as it can be told from its spelling."""

    BASE = "base"
    THIRD = "third"
    PAST = "past"
    ING = "ing"


class Complement(StrEnum):
    """What must follow or precede a cue for it to be one."""

    ANY = "any"  # a bare clause is enough: "said the bridge is closed"
    THAT = "that"  # "that", a colon or a quotation, because a plain object is common: "found a job"
    QUOTATION = "quotation"  # only a quotation or a colon: "continued"
    TOPIC = "topic"  # only what it is about: "criticised the plan", "spoke of the plan"


@dataclass(frozen=True, slots=True)
class CueForm:
    """One spelling of a cue verb; `also_noun` marks spellings that are nouns as well ("reports")."""

    sense: Sense
    form: Form
    complement: Complement
    also_noun: bool
    topics: frozenset[str] = frozenset()


# verb, its irregular past; "*" marks verbs whose base form is also a noun, "!" those that only in the past are cues
_VERBS: dict[tuple[Sense, Complement], str] = {
    (Sense.SAY, Complement.ANY): """
        say:said announce argue acknowledge claim* insist predict assert allege concede contend
        suggest report* tweet* estimate*""",
    (Sense.SAY, Complement.THAT): """
        add admit:admitted write:wrote note* explain declare conclude warn state! reveal confirm recall complain
        reiterate stress* emphasize emphasise joke* remark* repeat testify caution* counter* observe
        mention* indicate point* show* find:found maintain pledge* vow* promise* lament boast quip:quipped*""",
    (Sense.SAY, Complement.QUOTATION): """
        continue reply* respond answer* post* shout read:read""",
    (Sense.ASK, Complement.QUOTATION): "ask question* wonder",
    (Sense.TELL, Complement.ANY): "tell:told assure",
    (Sense.TELL, Complement.THAT): "inform remind",
    (Sense.DENY, Complement.ANY): "deny",
    (
        Sense.DENY,
        Complement.THAT,
    ): "reject refute dismiss dispute* rubbish* rebut:rebutted repudiate",
    (Sense.BELIEVE, Complement.ANY): "believe think:thought fear*",
    (Sense.BELIEVE, Complement.THAT): "suspect* expect hope* worry*",
    (Sense.COMMIT, Complement.TOPIC): "threaten agree",
    (Sense.NAME, Complement.TOPIC): """
        accuse blame* criticize criticise call* describe praise* urge* cite discuss mock blast* slam:slammed
        attack* condemn denounce defend thank* portray tout decry endorse oppose
        talk* speak:spoke refer:referred rail push* press* demand* propose request*
        liken label* label:labelled* dub:dubbed brand* hail* applaud rebuke* chide scold* bash ridicule
        deride lambaste assail commend credit* recount downplay outline*
        trumpet* champion* echo voice* decline refuse*""",
}


def spellings_of(verb: str, past: str) -> dict[str, Form]:
    """The forms of a verb, given its past where that is irregular, else "", in the order of `Form`."""
    stem = verb.removesuffix("e")
    if verb.endswith("y") and verb[-2] not in "aeou":
        third, regular = verb[:-1] + "ies", verb[:-1] + "ied"
    else:
        third, regular = verb + ("es" if verb.endswith(("s", "sh", "ch")) else "s"), stem + "ed"
    if len(past) > 4 and past == stem + stem[-1] + "ed":
        ing = stem + stem[-1] + "ing"
        return {verb: Form.BASE, third: Form.THIRD, past: Form.PAST, ing: Form.ING}
    ing = past.removesuffix("ed") + "ing" if past.endswith(("pped", "tted")) else stem + "ing"
    return {verb: Form.BASE, third: Form.THIRD, past or regular: Form.PAST, ing: Form.ING}


def _topics_of(verb: str) -> frozenset[str]:
    return frozenset(opener for opener, verbs in _TOPICS.items() if verb in verbs.split())


def _cue_forms() -> dict[str, CueForm]:
    forms: dict[str, CueForm] = {}
    for (sense, complement), verbs in _VERBS.items():
        for entry in verbs.split():
            verb, _, past = entry.rstrip("*!").partition(":")
            for spelling, form in spellings_of(verb, past).items():
                noun = entry.endswith("*") and form in {Form.BASE, Form.THIRD}
                if entry.endswith("!") and form in {Form.BASE, Form.THIRD}:
                    continue
                forms.setdefault(spelling, CueForm(sense, form, complement, noun, _topics_of(verb)))
    return forms


CUE_FORMS = _cue_forms()


def word_set(listed: str) -> frozenset[str]:
    """The words of a list with white space between them."""
    return frozenset(listed.split())


def _with_curly_apostrophes(listed: str) -> frozenset[str]:
    return word_set(listed) | word_set(listed.replace("'", "\u2019"))


PRONOUNS = word_set("he she they i we it you")


RELATIVES = word_set("who which")


ARTICLES = word_set("the a an")


DETERMINERS = ARTICLES | word_set(
    "his her their its our my this these those some many several most few both all two three four"
    " five six another other no any one"
)


PREPOSITIONS = word_set(
    "in on at during after before since for from with by to of about under over through via amid"
    " following despite according as into against between among across around near"
)


CLAUSE_OPENERS = word_set(
    "that because while when as if although though where whether until but than so how why what"
    " unless whereas yet"
)


AUXILIARIES = _with_curly_apostrophes(
    "is are was were be been being has have had do does did will would can could may might must"
    " shall should isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't"
    " wouldn't can't couldn't shouldn't 's 've 'd 'll 're"
)


COPULAS = word_set("is are was were be been being")


ADVERBS = word_set(
    "also later then now again still even once earlier previously reportedly repeatedly recently"
    " further just already always often simply long first today yesterday since never not only"
)


TIMES = word_set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may. june"
    " july august september october november december today yesterday tonight tomorrow week month"
    " year morning afternoon evening night weekend earlier later ago jan. feb. aug. sept. oct. nov."
    " dec. days hours weeks months years"
)


CONNECTIVES = word_set(
    "and but or however meanwhile still yet also then so moreover furthermore nevertheless"
    " additionally instead though nonetheless separately"
)


TITLES = word_set(
    "president vice mr mrs ms dr sen rep gov gen col lt sgt prof rev mr. mrs. ms. dr. sen. rep. gov."
    " gen. col. lt. sgt. prof. rev. capt. maj. senator mp mep msp councillor cllr representative governor general colonel"
    " professor minister prime chancellor secretary mayor judge justice sheriff captain major sir"
    " king queen prince princess pope chairman chairwoman director commissioner ambassador"
    " congressman congresswoman attorney deputy chief former detective inspector officer lord lady"
    " executive constable superintendent lieutenant sergeant admiral bishop archbishop"
)


ROLE_NOUNS = word_set(
    "spokesman spokeswoman spokesperson president minister secretary director chairman chairwoman"
    " chair chief head leader mayor governor senator lawmaker deputy member official officials"
    " officer commissioner commander general analyst analysts expert experts professor journalist"
    " journalists reporter reporters editor economist historian researcher researchers scientist"
    " scientists author lawyer attorney judge prosecutor candidate nominee ceo founder owner manager"
    " adviser advisor aide strategist ambassador envoy agency newspaper magazine broadcaster outlet"
    " site website organisation organization group company activist activists politician resident"
    " residents farmer teacher student doctor nurse pilot soldier fellow representative lecturer"
    " coordinator chancellor premier congressman congresswoman republican democrat father mother"
    " brother sister son daughter wife husband friend colleague captain coach inspector engineer"
    " administrator treasurer executive boss biologist physicist climatologist epidemiologist consultant"
)


BODY_NOUNS = word_set(
    "agency newspaper magazine broadcaster outlet site website organisation organization group company"
    " party channel portal station service institute ministry board council hospital government office"
    " bank court union association federation department committee commission university laboratory"
    " police army firm regulator parliament senate congress watchdog charity foundation authority"
    " administration campaign club school society"
)


PERSON_NOUNS = (ROLE_NOUNS - BODY_NOUNS) | word_set(
    "man woman boy girl witness neighbour neighbor driver passenger patient parent worker observer"
    " recruiter chemist teenager tenant owner voter"
)


IRREGULAR_PASTS = word_set(
    "met took made gave went got held sent spoke left came began became saw won lost led ran told kept"
    " stood sat drew struck fought brought bought sought taught caught hit put set cut let shot wrote"
    " chose broke drove rose fell threw grew knew flew sold paid laid laughed used"
)


HEDGES = word_set(
    "reportedly allegedly supposedly apparently purportedly could might may likely unlikely possibly"
    " perhaps probably seemingly seems seem appears appear believed rumoured rumored suspected"
    " presumably potentially"
)


NON_FACTUAL_OPENERS = word_set(
    "until unless if once whether before"
)  # what follows need not have happened


SPEAKING_BODIES = word_set(
    "police officials sources ministry minister mayor report study survey poll army government witnesses prosecutors"
    " experts union lawyers court"
)


DOCUMENTS = word_set(
    "figures data statistics numbers report reports study survey analysis research estimates documents"
    " records poll audit review results findings"
)


MESSAGES = word_set("statement letter message email e-mail note post tweet release")


PUBLISHED = word_set(
    "published released compiled issued prepared conducted produced collected gathered provided"
    " carried"
)


CONTENT_NOUNS = word_set(
    "denial denials claim claims allegation allegations accusation accusations suggestion suggestions"
    " assertion assertions report reports rumours rumors rumour rumor warning warnings announcement"
    " statement statements idea notion charge charges speculation finding findings conclusion"
)
