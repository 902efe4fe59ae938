"""The claims of an article: what it attributes to somebody, and what its narrator states as fact."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from app.claims.check_worthiness import CheckWorthiness, by_rules
from app.claims.reading.attribution import Attribution
from app.claims.reading.claimants import Claimants
from app.claims.reading.hedging import is_hedged
from app.claims.reading.lexicon import AUXILIARIES, IRREGULAR_PASTS, word_set
from app.claims.reading.mentions import read_mention
from app.claims.reading.sentences import Span
from app.claims.reading.speech import attributions
from app.claims.reading.units import units_of
from app.claims.reading.untruths import untrue_part
from app.claims.vocabulary import ClaimKind, FoundClaim, Mention, Polarity

READER = "reader@7"
"""The version of these rules; stored with each claim that they find."""
SHORTEST_STATEMENT = 5  # words
SHORTEST_WITH_AMOUNT = 4  # words, one of them an amount of money: "The bridge cost £40m."
SHORTEST_SENTENCE = 16  # code points that five words need
SHORTEST_CONTENT = 3  # words
SHORTEST_DENIED_ACT = 2  # words: "denies ignoring warnings"
MOST_SCORED = 1_000  # claims of one article; more are a book, and would take long
STATEMENT_THRESHOLD = (
    0.306  # out of fold, 95 % of ClaimBuster's training sentences below it are not worth checking
)
_BOILERPLATE = re.compile(
    r"^(?:read (?:more|also|the full)|subscribe\b|sign up|click here|follow us|share this|advertisement|see also"
    r"|(?:copyright|photo(?:graph)?|image|credit|related|updated|published|contact|corrections?|clarification)(?::|$)"
    r"|(?-i:By [A-Z][\w.'’-]+,? (?:[A-Z]|and ))|©|this (?:article|story) (?:was|has been)|editor[’']s note)"
    r"|©|all rights reserved|\bcontributed (?:to this (?:report|story|article)|reporting)\b"
    r"|\bearlier version of this (?:article|story|report)\b",
    re.IGNORECASE,
)
_OPINION = re.compile(
    r"\b(?:me|my|let's|let’s|thank you|thanks|hello|welcome|please|dear)\b"
    r"|^(?:what|why|how|(?-i:[Ww]ho)) ",
    re.IGNORECASE,
)
_SELF = re.compile(r"\bI\b")
_FEELING = re.compile(
    r"(?:thank|thanks|hello|welcome|good(?:bye| (?:morning|evening|night|luck))|please|congratulations|congrats)\b"
    r"|(?:oh,? )?(?:my god|my goodness|god bless|good heavens|happy (?:birthday|new year|christmas))\b"
    r"|(?:well, |and |but )?I(?:['\u2019]m| am)? (?:just |really |so |very |truly |deeply )?"
    r"(?:love|hope|feel|wish|like|hate|happy|proud|sorry|glad|grateful|honou?red|thank)\b",
    re.IGNORECASE,
)
_FINITE_VERBS = (
    AUXILIARIES
    | IRREGULAR_PASTS
    | word_set(
        "cost spent shrank sank burnt built dead missing hurt burst shut split spread quit rang froze stole rode woke"
        " wore tore bore hid slid stuck swung hung dug swept dealt bled fed fled sped lit shed overcame"
    )
)
_MONEY = re.compile(r"[$€£] ?\d")
_NO_COMMENT = re.compile(
    r"\bstopped short of \w+ing\b|\bwould not be drawn\b|"
    r"\b(?:declined|refused) (?:to (?:comment|answer|be interviewed|confirm|deny|say|discuss)|(?:any )?comment)\b"
    r"|\bc(?:ould not|ouldn['\u2019]t) (?:immediately )?be (?:reached|contacted)\b"
    r"|(?:\bnot|n['\u2019]t) (?:immediately )?(?:available|offer(?:ed)?|provided?) (?:for |a |any )?comment\b"
    r"|(?:\bnot|n['\u2019]t) (?:immediately |yet )?(?:(?:respond|repl[yi]|return|answer)(?:ed|d)?)"
    r"(?=[.,]|$| immediately\b| by\b| before\b| when\b"
    r"| (?:to )?(?:an? |our |the |several |repeated |multiple |any )?(?:e-?mailed |written |phone )?"
    r"(?:requests?|questions?|calls?|e-?mails?|messages?|inquir|enquir))",
    re.IGNORECASE,
)
_PRONOUN = re.compile(  # in ASCII: "İ." is an initial
    r"(?ai:(?P<first>i|we|my|our)|he|she|it|they|his|her|its|their)\b"
)
_DUMMY = re.compile(
    r"it(?:['\u2019]s| is| was| will be| would be| has been| takes?| took| rained| seems| appears)\b.*?\b(?:that|to|whether|if)\b",
    re.IGNORECASE | re.DOTALL,
)
_TOLD = re.compile(r"\b(?:told|tells|telling|reminded|informed|assured)\b", re.IGNORECASE)
_NARRATOR = frozenset({"i", "we", "you"})
_WORD = re.compile(r"\w[\w'’-]*")
_NEARLY = re.compile(r"\d[\d.,]*|[\w'’-]+|[%$€£]")
_SMALL_WORDS = frozenset(["the", "a", "an", "that", "also", "just"])


def read_claims(text: str, worth: CheckWorthiness) -> list[FoundClaim]:
    """The claims of an article in reading order: those that it attributes, and what is worth checking of its own.

    See `claims_by_rules`, which finds them.
    """
    found = claims_by_rules(text)
    scores = _scores([claim.text for claim in found], worth)
    scored = (
        replace(claim, check_worthiness=score) for claim, score in zip(found, scores, strict=True)
    )
    return [
        claim
        for claim in scored
        if claim.kind != ClaimKind.STATEMENT or claim.check_worthiness >= STATEMENT_THRESHOLD
    ]


def _scores(sentences: list[str], worth: CheckWorthiness) -> list[float]:
    """How much sentences are worth checking; of a great many only those that the rules find best are asked about."""
    if len(sentences) <= MOST_SCORED:
        return worth(sentences)
    scores = by_rules(sentences)
    best = sorted(range(len(sentences)), key=lambda place: -scores[place])[:MOST_SCORED]
    for place, score in zip(best, worth([sentences[place] for place in best]), strict=True):
        scores[place] = score
    return scores


def sentences_of(text: str) -> list[Span]:
    """The sentences of a text in reading order, without datelines; disjoint."""
    return [sentence for unit in units_of(text) for sentence in unit.sentences]


def mention_of(printed: str, start: int) -> Mention:
    """A claimant as printed at a place of a text, read by itself."""
    named = read_mention(printed)
    return Mention(named.name, named.role, start, start + len(printed))


def claims_by_rules(text: str) -> list[FoundClaim]:
    """What may be a claim, in reading order, longer ones first where they start together; nothing is scored yet.

    Spans are disjoint or nested, `text` is always the exact slice. A claim that its claimant repeats in nearly the
    same words is found once, at its first place.
    """
    units = list(units_of(text))
    found = attributions(text, units)
    claimants = Claimants(text, units)
    claims = [*_attributed(text, claimants, found), *_statements(text, claimants, found)]
    claims.sort(key=lambda claim: (claim.start, -claim.end))
    return list(_first_of_each(_uncrossed(claims)))


def _attributed(
    text: str, claimants: Claimants, found: Iterable[Attribution]
) -> Iterator[FoundClaim]:
    speaker: Mention | None = None
    for attribution in found:
        if attribution.source is not None:
            speaker = claimants.resolve(attribution.source, attribution.antecedent)
            if speaker is not None and _is_report(text, attribution):
                claimants.remember_reporters(speaker)
        elif not attribution.continues:
            speaker = None
        if not attribution.negated and _is_content(attribution, text):
            yield _with_context(claimants, _claim(text, attribution, speaker))


def _with_context(claimants: Claimants, claim: FoundClaim) -> FoundClaim:
    """A claim with whom or what the pronoun means that it starts with, where that is plain.

    In reported speech it is the claimant ("Lee said she would"), unless somebody else was told, or the body for which
    the claimant speaks; in the narrator's own words the subject of the sentence before. Of whom else a quotation
    speaks is not told.
    """
    pronoun = _PRONOUN.match(claim.text)
    if pronoun is None or _DUMMY.match(claim.text):
        return claim
    told = claim.cue is not None and _TOLD.search(claim.cue) is not None
    if not pronoun["first"] and (told or claim.kind is ClaimKind.DIRECT_QUOTE):
        return claim
    meant = claimants.antecedent(pronoun.group().lower(), claim)
    return claim if meant is None else replace(claim, context=meant)


def _is_report(text: str, attribution: Attribution) -> bool:
    return attribution.cue is not None and attribution.cue.of(text).endswith("reported")


def _is_content(attribution: Attribution, text: str) -> bool:
    """Whether what somebody said can be a claim: no question, no greeting, no feeling, more than a word or two.

    What the narrator thinks or says ("I think") is the narrator's opinion.
    """
    content = attribution.content.of(text)
    if attribution.source and "earlier version of" in attribution.source.of(text):
        return False
    narrator = attribution.source is not None and attribution.source.of(text).lower() in _NARRATOR
    if (
        attribution.topic
        or attribution.question
        or narrator
        or content.endswith("?")
        or _FEELING.match(content)
    ):
        return False
    words = content.split(maxsplit=SHORTEST_CONTENT)
    act = attribution.polarity is Polarity.DENIES and words[0].endswith("ing")
    return len(words) >= (SHORTEST_DENIED_ACT if act else SHORTEST_CONTENT)


def _claim(text: str, attribution: Attribution, claimant: Mention | None) -> FoundClaim:
    content = attribution.content.of(text)
    return FoundClaim(
        start=attribution.content.start,
        end=attribution.content.end,
        text=content,
        kind=attribution.kind,
        claimant=claimant,
        cue=None if attribution.cue is None else attribution.cue.of(text),
        polarity=attribution.polarity,
        hedged=attribution.hedged,
    )


def _statements(
    text: str, claimants: Claimants, found: Iterable[Attribution]
) -> Iterator[FoundClaim]:
    """The narrator's own factual sentences: those that no attribution touches."""
    taken = sorted(_touched(found))
    position = 0
    for sentence in (sentence for unit in claimants.units for sentence in unit.sentences):
        while position < len(taken) and taken[position].end <= sentence.start:
            position += 1
        free = position == len(taken) or taken[position].start >= sentence.end
        long = sentence.end - sentence.start >= SHORTEST_SENTENCE
        if free and long and is_statement(sentence.of(text)):
            yield _with_context(claimants, _statement(text, sentence))


def _touched(found: Iterable[Attribution]) -> Iterator[Span]:
    for attribution in (each for each in found if not each.topic):
        parts = [
            part
            for part in (attribution.content, attribution.source, attribution.cue)
            if part is not None
        ]
        yield Span(min(part.start for part in parts), max(part.end for part in parts))


def is_statement(sentence: str) -> bool:
    """Whether a sentence of the narrator states a fact that can be checked.

    Questions, greetings, opinions in the first person, boilerplate, bylines and headings do not.
    """
    words = _WORD.findall(sentence)
    shortest = SHORTEST_WITH_AMOUNT if _MONEY.search(sentence) else SHORTEST_STATEMENT
    if len(words) < shortest or sentence.rstrip("\"'”’» ").endswith(("?", ":")):
        return False
    if _BOILERPLATE.search(sentence) or _OPINION.search(sentence) or not _has_verb(words):
        return False
    if any(_is_speaker(sentence, match.start()) for match in _SELF.finditer(sentence)):
        return False
    return not _NO_COMMENT.search(sentence)


def _is_speaker(sentence: str, place: int) -> bool:
    """Whether the "I" at a place is the speaker and no number ("World War I")."""
    if not sentence[place - 1 : place].isspace():
        return True
    before = sentence[:place].rsplit(maxsplit=1)
    return len(before) < 2 or not before[1][0].isupper()


def _has_verb(words: list[str]) -> bool:
    return any(word.lower() in _FINITE_VERBS or word.endswith(("ed", "s")) for word in words[1:])


def _statement(text: str, sentence: Span) -> FoundClaim:
    untrue = untrue_part(text, sentence)
    told = untrue or sentence
    content = told.of(text)
    return FoundClaim(
        start=told.start,
        end=told.end,
        text=content,
        kind=ClaimKind.STATEMENT,
        claimant=None,
        cue=None,
        polarity=Polarity.DENIES if untrue else Polarity.ASSERTS,
        hedged=is_hedged(content),
    )


def _uncrossed(claims: Iterable[FoundClaim]) -> Iterator[FoundClaim]:
    """Claims in reading order without those that cross, or repeat the range of, one before."""
    around: list[Span] = []
    for claim in claims:
        span = Span(claim.start, claim.end)
        while around and around[-1].end <= span.start:
            around.pop()
        if around and (around[-1].crosses(span) or around[-1] == span):
            continue
        around.append(span)
        yield claim


def _first_of_each(claims: Iterable[FoundClaim]) -> Iterator[FoundClaim]:
    seen: set[tuple[str | None, Polarity, tuple[str, ...]]] = set()
    for claim in claims:
        name = None if claim.claimant is None else claim.claimant.name
        words = tuple(
            word for word in _NEARLY.findall(claim.text.lower()) if word not in _SMALL_WORDS
        )
        key = (name, claim.polarity, words)
        if not words or key not in seen:
            seen.add(key)
            yield claim
