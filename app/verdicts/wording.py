"""A verdict in plain words: one to three sentences, and what to know before relying on them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.claims.vocabulary import Polarity
from app.verdicts.decision import (
    Caveat,
    CaveatCode,
    Label,
    OriginInput,
    OriginVoice,
    Side,
    VerdictInput,
    WeighedPiece,
)

MAX_QUOTE_CHARS = 160  # two quotes and their names still make a paragraph
MAX_NAMES = 3
NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")
_REPRINT = "a reprint of the article that the claim stands in"
_INNER = str.maketrans('\u201c\u201d"', "\u2018\u2019'")  # quotation marks within quotation marks


@dataclass(frozen=True, slots=True)
class Account:
    """All that the words of a verdict tell. Voices stand heaviest first."""

    given: VerdictInput
    label: Label
    supporting: tuple[OriginVoice, ...]
    refuting: tuple[OriginVoice, ...]
    neutral: tuple[OriginVoice, ...]

    @property
    def not_counted(self) -> tuple[OriginInput, ...]:
        """The origins that are heard but do not count."""
        return tuple(origin for origin in self.given.origins if not origin.counts)

    @property
    def counted(self) -> tuple[WeighedPiece, ...]:
        """The evidence that counts."""
        counting = (origin for origin in self.given.origins if origin.counts)
        return tuple(piece for origin in counting for piece in origin.pieces)


def sentences_of(account: Account) -> list[str]:
    """One to three plain sentences: who says what, in which words, and what that makes of the claim."""
    support = _side_told(account.supporting, "supports", ("supports", "support"))
    contradiction = _contradiction_told(account)
    match account.label:
        case Label.SUPPORTED:
            return [*support, *contradiction, *_denial_told(account)]
        case Label.REFUTED:
            return [*contradiction, *support, *_denial_told(account)]
        case Label.CONFLICTING_EVIDENCE:
            return ["The evidence conflicts.", *support, *contradiction]
        case Label.NOT_ENOUGH_EVIDENCE:
            return _shortage_told(account, [*support, *contradiction])


def _contradiction_told(account: Account) -> list[str]:
    voices = account.refuting
    if account.label is Label.REFUTED:
        voices = tuple(sorted(voices, key=lambda voice: -voice.firm_weight))
    denied = all(map(_only_denies, voices))
    verbs = ("denies", "deny") if denied else ("contradicts", "contradict")
    return _side_told(voices, "refutes", verbs)


def _side_told(voices: Sequence[OriginVoice], side: Side, verbs: tuple[str, str]) -> list[str]:
    """Who is on one side, with the words of the first; nothing for nobody."""
    if not voices:
        return []
    first, *others = (voice.origin for voice in voices)
    names = _names([f"{first} (“{_words_of(voices[0], side)}”)", *others])
    return [f"{_number_of_origins(len(voices))} {verbs[bool(others)]} the claim: {names}."]


def _denial_told(account: Account) -> list[str]:
    """What a verdict makes of a claimant who denied the claim."""
    if account.given.polarity is not Polarity.DENIES:
        return []
    claimant = account.given.claimant or "the claimant"
    if account.label is Label.REFUTED:
        return [f"The denial by {claimant} stands."]
    return [f"What {claimant} denied is supported."]


def _shortage_told(account: Account, sides: list[str]) -> list[str]:
    if sides or account.neutral:
        return ["There is not enough evidence for a verdict.", *(sides or _both_told(account))]
    if account.not_counted:
        if _is_reprint(account):
            return [f"The only evidence is {_REPRINT}, which does not count."]
        return ["The only evidence is the claimant's own words, which do not count."]
    return ["No evidence for or against this claim is known here."]


def _is_reprint(account: Account) -> bool:
    """Whether all that does not count reprints the article of the claim."""
    return all(origin.reason == "reprint" for origin in account.not_counted)


def _both_told(account: Account) -> list[str]:
    number = _number_of_origins(len(account.neutral))
    return [f"{number} can be quoted on both sides alike: {_names_of(account.neutral)}."]


def _number_of_origins(count: int) -> str:
    number = NUMBERS[count] if count < len(NUMBERS) else str(count)
    return "One origin" if count == 1 else f"{number} independent origins"


def _names(names: Sequence[str]) -> str:
    """As in "A", "A and B", "A, B and C", "A, B, C and 2 more"."""
    more = [f"{len(names) - MAX_NAMES} more"] if len(names) > MAX_NAMES else []
    *first, last = [*names[:MAX_NAMES], *more]
    return f"{', '.join(first)} and {last}" if first else last


def _names_of(voices: Sequence[OriginVoice]) -> str:
    return _names([voice.origin for voice in voices])


def _words_of(voice: OriginVoice, side: Side) -> str:
    """The words that put an origin on a side; what it shows rather than what it denies."""
    pieces = [piece for piece in voice.evidence if piece.stance == side]
    line = " ".join(min(pieces, key=lambda piece: piece.denial).quote.split()).translate(_INNER)
    if len(line) <= MAX_QUOTE_CHARS:
        return line
    return line[:MAX_QUOTE_CHARS].rsplit(" ", 1)[0].rstrip(" ,;:-\u2013\u2014") + "…"


def _only_denies(voice: OriginVoice) -> bool:
    return all(piece.denial for piece in voice.evidence if piece.stance == "refutes")


def caveats_on(account: Account) -> tuple[Caveat, ...]:
    """What to know before relying on a verdict, each code at most once, in the order of the codes."""
    told = ((code, tell(account)) for code, tell in _CAVEATS.items())
    return tuple(Caveat(code=code, text=text) for code, text in told if text)


def _one_origin(account: Account) -> str | None:
    firm = [voice for voice in account.refuting if voice.firm_weight > 0]
    if account.label is Label.REFUTED and len(firm) == 1 < len(account.refuting):
        return "Leaving denials aside, all contradiction comes from one origin."
    support = len(account.supporting) == 1 and account.label is not Label.REFUTED
    contradiction = len(account.refuting) == 1 and account.label is not Label.SUPPORTED
    if support and contradiction:
        return "Each side rests on one origin."
    if support or contradiction:
        return f"All {'support' if support else 'contradiction'} comes from one origin."
    return None


def _only_denials(account: Account) -> str | None:
    own = [piece for origin in account.not_counted for piece in origin.pieces]
    if not account.refuting:
        denies = any(piece.denial and piece.stance == "refutes" for piece in own)
        return "The only contradiction is the claimant's own denial." if denies else None
    if not all(map(_only_denies, account.refuting)):
        return None
    names = _names_of(account.refuting)
    kind = "a denial" if len(account.refuting) == 1 else "denials"
    return f"The only contradiction is {kind} by {names}, and denials alone do not refute a claim."


def _some_denials(account: Account) -> str | None:
    if account.label in {Label.SUPPORTED, Label.REFUTED}:
        return None
    if {True, False} != {_only_denies(voice) for voice in account.refuting}:
        return None
    return "Some of the contradiction is denials, and denials alone do not refute a claim."


def _own_words(account: Account) -> str | None:
    if not account.not_counted:
        return None
    if _is_reprint(account):
        return f"{_REPRINT.capitalize()} is listed but not counted."
    opposite = "refutes" if account.given.polarity is Polarity.ASSERTS else "supports"
    stances = {piece.stance for origin in account.not_counted for piece in origin.pieces}
    also = ", which also say the opposite," if opposite in stances else ""
    return f"The claimant's own words{also} are listed but not counted."


def _older_evidence(account: Account) -> str | None:
    days = [piece.published_at[:10] for piece in account.counted if piece.published_at]
    claimed_at = account.given.claimed_at
    if not days or claimed_at is None or max(days) >= claimed_at[:10]:
        return None
    return "All evidence that has a date is from before the day of the claim."


def _machine_suggested(account: Account) -> str | None:
    share = _share(account, lambda piece: piece.suggested)
    return share and f"{share} is machine-suggested, not reviewed."


def _hedged_evidence(account: Account) -> str | None:
    share = _share(account, lambda piece: piece.hedged)
    return share and f"{share} is hedged rather than stated outright."


def _not_stored(account: Account) -> str | None:
    share = _share(account, lambda piece: piece.article_id is None)
    return share and f"{share} is quoted from articles that are not stored, so check the original."


def _share(account: Account, has: Callable[[WeighedPiece], bool]) -> str | None:
    """How much of the evidence has something, as the beginning of a sentence; None for nothing."""
    flags = [has(piece) for piece in account.counted]
    return f"{'All' if all(flags) else 'Some'} of the evidence" if any(flags) else None


def _minority_view(account: Account) -> str | None:
    if account.label is Label.SUPPORTED and account.refuting:
        return f"A minority view contradicts the claim: {_names_of(account.refuting)}."
    if account.label is Label.REFUTED and account.supporting:
        return f"A minority view supports the claim: {_names_of(account.supporting)}."
    return None


_CAVEATS: dict[CaveatCode, Callable[[Account], str | None]] = {
    CaveatCode.ONE_ORIGIN: _one_origin,
    CaveatCode.ONLY_DENIALS: _only_denials,
    CaveatCode.SOME_DENIALS: _some_denials,
    CaveatCode.OWN_WORDS: _own_words,
    CaveatCode.OLDER_EVIDENCE: _older_evidence,
    CaveatCode.MACHINE_SUGGESTED: _machine_suggested,
    CaveatCode.HEDGED_EVIDENCE: _hedged_evidence,
    CaveatCode.NOT_STORED: _not_stored,
    CaveatCode.MINORITY_VIEW: _minority_view,
}
