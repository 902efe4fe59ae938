"""The policy: how what the origins say adds up to a verdict. Pure, and the same on any machine.

Every sum is a sum of integers, so neither order nor machine can change its last digit.
"""

from bisect import bisect_right
from collections.abc import Sequence
from math import log
from typing import NamedTuple, Self

from app.evidence.origins import origin_key
from app.verdicts.decision import (
    MAX_STRENGTH,
    Decision,
    Flip,
    Label,
    OriginInput,
    OriginVoice,
    VerdictInput,
)
from app.verdicts.wording import Account, caveats_on, sentences_of

POLICY = "origins@1"

# The weight of a piece by its strength x in hundredths: log((1+x)/(1-x)), in thousandths.
WEIGHTS = tuple(round(1000 * log((100 + x) / (100 - x))) for x in range(MAX_STRENGTH + 1))
# The log-odds from which on a confidence of .50, .51, ... .99 is shown, in thousandths.
LOG_ODDS = tuple(round(1000 * log(c / (100 - c))) for c in range(50, 100))

ENOUGH = WEIGHTS[80]  # one origin at .80, or two at .50: the two-source rule of newsrooms
SUBSTANTIAL = WEIGHTS[50]  # one origin whose reliability nobody has set
DOMINANCE = 3  # a contradicted side needs three times the weight of the other: odds of 3 to 1


class Tally(NamedTuple):
    """The weight on either side, over all pieces and (`firm`) with denials left out."""

    support: int = 0
    refutation: int = 0
    firm_support: int = 0
    firm_refutation: int = 0

    def without(self, lean: "Lean") -> Self:
        """What remains when an origin falls silent."""
        return type(self)(
            self.support - max(lean.weight, 0),
            self.refutation - max(-lean.weight, 0),
            self.firm_support - max(lean.firm, 0),
            self.firm_refutation - max(-lean.firm, 0),
        )


class Lean(NamedTuple):
    """Which way an origin leans: weights above zero support the claim, weights below refute it."""

    given: OriginInput
    weight: int
    firm: int

    def voice(self) -> OriginVoice:
        """As it is shown: weights count for the side that the origin is on."""
        refutes, pieces = self.weight < 0, self.given.pieces
        if refutes:
            pieces = tuple(sorted(pieces, key=lambda piece: piece.stance))
        return OriginVoice(
            origin=self.given.origin,
            weight=abs(self.weight),
            firm_weight=-self.firm if refutes else self.firm,
            evidence=pieces,
        )


def decide(given: VerdictInput) -> Decision:
    """The verdict on a claim.

    Source: AVeriTeC's four labels (Schlichtkrull et al., 2023).
    """
    leans = sorted(map(lean_of, filter(lambda origin: origin.counts, given.origins)), key=_rank)
    tally = tally_of(leans)
    label = label_of(tally)
    account = _account(given, label, leans)
    return Decision(
        policy=POLICY,
        label=label,
        confidence=confidence_in(label, tally) / 100,
        summary=" ".join(sentences_of(account)),
        support=tally.support,
        refutation=tally.refutation,
        firm_support=tally.firm_support,
        firm_refutation=tally.firm_refutation,
        origins_for=account.supporting,
        origins_against=account.refuting,
        origins_neutral=account.neutral,
        not_counted=account.not_counted,
        caveats=caveats_on(account),
        flip=flip_of(leans, tally),
    )


def _account(given: VerdictInput, label: Label, leans: Sequence[Lean]) -> Account:
    return Account(
        given=given,
        label=label,
        supporting=tuple(lean.voice() for lean in leans if lean.weight > 0),
        refuting=tuple(lean.voice() for lean in leans if lean.weight < 0),
        neutral=tuple(lean.voice() for lean in leans if lean.weight == 0),
    )


def lean_of(origin: OriginInput) -> Lean:
    """One voice: its strongest piece on one side less its strongest piece on the other."""
    supporting = refuting = firm = 0
    for piece in origin.pieces:
        weight = WEIGHTS[piece.strength]
        if piece.stance == "supports":
            supporting = max(supporting, weight)
        else:
            refuting = max(refuting, weight)
            firm = firm if piece.denial else max(firm, weight)
    return Lean(given=origin, weight=supporting - refuting, firm=supporting - firm)


def _rank(lean: Lean) -> tuple[int, str]:
    return -abs(lean.weight), origin_key(lean.given.origin)


def tally_of(leans: Sequence[Lean]) -> Tally:
    """Support and refutation added up over the origins."""
    return Tally(
        sum(max(lean.weight, 0) for lean in leans),
        sum(max(-lean.weight, 0) for lean in leans),
        sum(max(lean.firm, 0) for lean in leans),
        sum(max(-lean.firm, 0) for lean in leans),
    )


def label_of(tally: Tally) -> Label:
    """The label that two sums stand for. Denials can cast doubt on a claim, never refute it."""
    if _is_decisive(tally.support, tally.refutation):
        return Label.SUPPORTED
    if _is_decisive(tally.firm_refutation, tally.firm_support):
        return Label.REFUTED
    if min(tally.support, tally.refutation) >= SUBSTANTIAL:
        return Label.CONFLICTING_EVIDENCE
    return Label.NOT_ENOUGH_EVIDENCE


def _is_decisive(side: int, other: int) -> bool:
    return side - other >= ENOUGH and side >= DOMINANCE * other


def confidence_in(label: Label, tally: Tally) -> int:
    """How clear a label is, in hundredths from 50 to 99: the logistic function of a weight, cut off.

    The weight is the net of the winning side for `supported` and `refuted`, the weaker side for
    `conflicting_evidence`, and what the stronger side lacks for `not_enough_evidence`.
    """
    for_it = tally.support - tally.refutation
    against_it = tally.firm_refutation - tally.firm_support
    weight = {
        Label.SUPPORTED: for_it,
        Label.REFUTED: against_it,
        Label.CONFLICTING_EVIDENCE: min(tally.support, tally.refutation),
        Label.NOT_ENOUGH_EVIDENCE: ENOUGH - max(for_it, against_it, 0),
    }[label]
    return 49 + bisect_right(LOG_ODDS, max(weight, 0))


def flip_of(leans: Sequence[Lean], tally: Tally) -> Flip | None:
    """The smallest set of origins without which the label changes; None where there is none.

    A label hangs on four sums (support and refutation, with denials and without), of which each origin
    adds to one in either pair. What changes it soonest is to lower one sum, heaviest origins first; so
    the smallest set is the shortest beginning of one of four lists.
    """
    orders = (
        sorted(leans, key=lambda lean: -lean.weight),
        sorted(leans, key=lambda lean: lean.weight),
        sorted(leans, key=lambda lean: -lean.firm),
        sorted(leans, key=lambda lean: lean.firm),
    )
    flip = None
    for order in orders:
        shorter = order if flip is None else order[: len(flip.origins) - 1]
        flip = _shortest_flip(shorter, tally) or flip
    return flip


def _shortest_flip(order: Sequence[Lean], tally: Tally) -> Flip | None:
    label = label_of(tally)
    for count, lean in enumerate(order, start=1):
        tally = tally.without(lean)
        if label_of(tally) != label:
            silent = tuple(silent.given.origin for silent in order[:count])
            return Flip(origins=silent, label=label_of(tally))
    return None
