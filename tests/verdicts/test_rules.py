from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.evidence.origins import origin_key
from app.evidence.pieces import Piece
from app.verdicts.decision import Decision, Flip, Label, VerdictInput
from app.verdicts.rules import (
    DOMINANCE,
    ENOUGH,
    LOG_ODDS,
    POLICY,
    SUBSTANTIAL,
    WEIGHTS,
    Tally,
    confidence_in,
    decide,
    label_of,
)
from app.verdicts.weighing import Subject, canonical
from tests.verdicts.pieces import (
    SUBJECT,
    denies,
    one_piece,
    refutes,
    some_pieces,
    supports,
    verdict_input,
)

pieces_of_few_origins = st.lists(
    st.builds(
        lambda piece, number: piece._replace(origin=f"Outlet {number}"),
        one_piece,
        st.integers(1, 7),
    ),
    max_size=12,
)
weights = st.integers(0, 8000)
decisive_tallies = st.builds(lambda a, b: Tally(a, b, a, b), weights, weights).filter(
    lambda tally: label_of(tally) in {Label.SUPPORTED, Label.REFUTED}
)


def decision_on(*pieces: Piece, subject: Subject = SUBJECT) -> Decision:
    return decide(verdict_input(subject, pieces))


def without_denials(pieces: Iterable[Piece]) -> list[Piece]:
    return [piece for piece in pieces if not piece.denial]


def swapped(piece: Piece) -> Piece:
    return piece._replace(stance="refutes" if piece.stance == "supports" else "supports")


def test_two_independent_origins_of_unset_reliability_support_a_claim() -> None:
    decision = decision_on(supports("Reuters"), supports("Coast Guard"))

    assert (decision.label, decision.support, decision.refutation) == (Label.SUPPORTED, 2198, 0)


def test_one_origin_of_great_reliability_supports_a_claim() -> None:
    assert decision_on(supports("Reuters", 0.80)).label is Label.SUPPORTED


@pytest.mark.parametrize("reliability", [0.5, 0.79])
def test_one_origin_of_less_reliability_is_not_enough(reliability: float) -> None:
    assert decision_on(supports("Reuters", reliability)).label is Label.NOT_ENOUGH_EVIDENCE


def test_two_independent_origins_refute_a_claim() -> None:
    assert decision_on(refutes("Reuters"), refutes("Coast Guard")).label is Label.REFUTED


def test_a_claim_is_supported_against_a_third_of_the_weight() -> None:
    pieces = [supports(f"Outlet {i}") for i in range(3)]

    assert decision_on(*pieces, refutes("Reuters")).label is Label.SUPPORTED


def test_evidence_conflicts_where_neither_side_dominates() -> None:
    pieces = [supports("Reuters"), supports("Coast Guard"), refutes("Bo Lind")]

    assert decision_on(*pieces).label is Label.CONFLICTING_EVIDENCE


def test_nothing_is_not_enough() -> None:
    decision = decision_on()

    assert (decision.label, decision.support, decision.refutation, decision.flip) == (
        Label.NOT_ENOUGH_EVIDENCE,
        0,
        0,
        None,
    )


def test_the_claimant_does_not_support_the_own_claim() -> None:
    decision = decision_on(supports("Ann Roe", 0.95), supports("Reuters"))

    assert decision.label is Label.NOT_ENOUGH_EVIDENCE
    assert [origin.origin for origin in decision.not_counted] == ["Ann Roe"]


def test_denials_against_support_make_evidence_conflict() -> None:
    pieces = [supports("Reuters"), denies("Coast Guard")]

    assert decision_on(*pieces).label is Label.CONFLICTING_EVIDENCE


def test_a_denial_does_not_stand_in_the_way_of_what_others_show() -> None:
    pieces = [refutes("Reuters"), refutes("Coast Guard"), denies("Bo Lind")]

    decision = decision_on(*pieces)

    assert decision.label is Label.REFUTED
    assert (decision.refutation, decision.firm_refutation) == (3297, 2198)


def test_origins_stand_heaviest_first_and_then_by_name() -> None:
    decision = decision_on(supports("Zebra"), supports("Apple"), supports("Mole", 0.9))

    assert [(voice.origin, voice.weight) for voice in decision.origins_for] == [
        ("Mole", 2944),
        ("Apple", 1099),
        ("Zebra", 1099),
    ]


def test_an_origin_on_both_sides_weighs_the_difference_on_the_stronger() -> None:
    decision = decision_on(supports("Reuters", 0.3, seq=1), refutes("Reuters", 0.8, seq=2))

    (voice,) = decision.origins_against
    assert (voice.weight, [piece.evidence_id for piece in voice.evidence]) == (1578, ["e2", "e1"])


def test_an_origin_equally_on_both_sides_is_neutral() -> None:
    decision = decision_on(supports("Reuters", seq=1), refutes("Reuters", seq=2))

    assert [voice.origin for voice in decision.origins_neutral] == ["Reuters"]
    assert (decision.origins_for, decision.origins_against) == ((), ())


def test_a_decision_names_its_policy() -> None:
    assert decision_on().policy == POLICY == "origins@1"


def test_the_heaviest_origin_is_left_out_to_flip_a_verdict() -> None:
    decision = decision_on(supports("Reuters", 0.6), supports("Coast Guard"))

    assert decision.flip == Flip(origins=("Reuters",), label=Label.NOT_ENOUGH_EVIDENCE)


def test_leaving_out_the_other_side_can_decide_a_claim() -> None:
    decision = decision_on(refutes("Reuters", 0.8), supports("Coast Guard"))

    assert decision.flip == Flip(origins=("Coast Guard",), label=Label.REFUTED)


def test_leaving_out_a_denial_can_decide_a_claim() -> None:
    pieces = [supports("Reuters", 0.95), supports("Bo Lind", 0.95), refutes("Cy Ode", 0.1)]

    decision = decision_on(*pieces, denies("Coast Guard", 0.95))

    assert decision.flip == Flip(origins=("Coast Guard",), label=Label.SUPPORTED)


def test_an_origin_that_supports_what_it_denies_can_hold_back_a_refutation() -> None:
    pieces = [refutes("Reuters", 0.6), refutes("Bo Lind", 0.6), supports("Cy Ode", 0.1)]

    decision = decision_on(*pieces, supports("Coast Guard"), denies("Coast Guard", 0.8))

    assert decision.flip == Flip(origins=("Coast Guard",), label=Label.REFUTED)


def test_nothing_flips_where_all_evidence_together_is_not_enough() -> None:
    assert decision_on(supports("Reuters", 0.3)).flip is None


def without(given: VerdictInput, silent: Sequence[str]) -> VerdictInput:
    remaining = tuple(origin for origin in given.origins if origin.origin not in silent)
    return given.model_copy(update={"origins": remaining})


def fewest_that_flip(given: VerdictInput) -> int | None:
    label = decide(given).label
    origins = [origin.origin for origin in given.origins]
    for size in range(1, len(origins) + 1):
        for silent in combinations(origins, size):
            if decide(without(given, silent)).label is not label:
                return size
    return None


@settings(deadline=None)
@given(pieces_of_few_origins)
def test_no_smaller_set_of_origins_flips_a_verdict(pieces: list[Piece]) -> None:
    given_input = verdict_input(SUBJECT, pieces)
    flip = decide(given_input).flip

    assert (len(flip.origins) if flip else None) == fewest_that_flip(given_input)
    if flip:
        assert decide(without(given_input, flip.origins)).label is flip.label


@given(some_pieces)
def test_an_origin_never_weighs_more_than_its_best_piece(pieces: list[Piece]) -> None:
    decision = decision_on(*pieces)

    for voice in (*decision.origins_for, *decision.origins_against, *decision.origins_neutral):
        assert voice.weight <= max(WEIGHTS[piece.strength] for piece in voice.evidence)


@given(some_pieces, st.sampled_from([0.1, 0.5, 0.95]))
def test_another_supporting_origin_never_harms_a_claim(
    pieces: list[Piece], reliability: float
) -> None:
    before = decision_on(*pieces)
    after = decision_on(*pieces, supports("Yet Another", reliability, seq=99))

    assert after.support >= before.support
    assert before.label is not Label.SUPPORTED or after.label is Label.SUPPORTED


@given(some_pieces.map(without_denials))
def test_without_denials_the_two_sides_are_treated_alike(pieces: list[Piece]) -> None:
    mirror = {Label.SUPPORTED: Label.REFUTED, Label.REFUTED: Label.SUPPORTED}
    decision, other = decision_on(*pieces), decision_on(*map(swapped, pieces))

    assert other.label is mirror.get(decision.label, decision.label)
    assert (other.support, other.refutation) == (decision.refutation, decision.support)
    assert other.confidence == decision.confidence


@given(some_pieces.map(lambda pieces: [p for p in pieces if p.denial or p.stance == "supports"]))
def test_denials_alone_never_refute_a_claim(pieces: list[Piece]) -> None:
    assert decision_on(*pieces).label is not Label.REFUTED


@given(some_pieces)
def test_a_replay_gives_the_same_bytes(pieces: list[Piece]) -> None:
    stored = canonical(verdict_input(SUBJECT, pieces))

    first = canonical(decision_on(*pieces))

    assert canonical(decide(VerdictInput.model_validate_json(stored))) == first
    assert canonical(Decision.model_validate_json(first)) == first


@given(some_pieces)
def test_every_origin_is_shown_once(pieces: list[Piece]) -> None:
    given_input = verdict_input(SUBJECT, pieces)
    decision = decide(given_input)

    voices = (*decision.origins_for, *decision.origins_against, *decision.origins_neutral)
    shown = [voice.origin for voice in voices] + [own.origin for own in decision.not_counted]

    assert sorted(shown, key=origin_key) == [origin.origin for origin in given_input.origins]


def exact_log(ratio: Decimal) -> Decimal:
    return 1000 * ratio.ln()


@pytest.mark.parametrize(
    ("table", "exact"),
    [
        (WEIGHTS, [exact_log(Decimal(100 + x) / (100 - x)) for x in range(96)]),
        (LOG_ODDS, [exact_log(Decimal(c) / (100 - c)) for c in range(50, 100)]),
    ],
    ids=["weights", "log-odds"],
)
def test_no_machine_can_round_a_table_differently(
    table: tuple[int, ...], exact: list[Decimal]
) -> None:
    assert list(table) == [round(entry) for entry in exact]
    assert all(abs(entry % 1 - Decimal("0.5")) > Decimal("1e-6") for entry in exact)
    assert all(low < high for low, high in pairwise(table))


def test_the_thresholds_are_those_of_the_policy() -> None:
    assert (ENOUGH, SUBSTANTIAL, DOMINANCE) == (2197, 1099, 3)
    assert 2 * WEIGHTS[50] == 2198


@pytest.mark.parametrize(
    ("pieces", "confidence"),
    [
        ([], 0.90),
        ([supports("Reuters")], 0.74),
        ([supports("Reuters", 0.79)], 0.51),
        ([supports("Reuters", 0.80)], 0.90),
        ([refutes("Reuters"), refutes("Bo Lind"), denies("Coast Guard")], 0.90),
        ([supports("Reuters"), refutes("Coast Guard")], 0.75),
        ([supports(f"Outlet {i}", 0.95) for i in range(9)], 0.99),
        ([denies(f"Outlet {i}", 0.95) for i in range(9)], 0.90),
        ([supports("Reuters"), denies("Reuters", 0.95)], 0.90),
    ],
)
def test_confidence_is_read_off_the_sums(pieces: list[Piece], confidence: float) -> None:
    assert decision_on(*pieces).confidence == confidence


@given(some_pieces)
def test_confidence_is_at_least_a_half_and_never_certain(pieces: list[Piece]) -> None:
    assert 0.5 <= decision_on(*pieces).confidence < 1


@given(decisive_tallies, decisive_tallies)
def test_confidence_grows_with_the_net_of_a_decisive_side(one: Tally, other: Tally) -> None:
    low, high = sorted((one, other), key=lambda tally: abs(tally.support - tally.refutation))

    assert confidence_in(label_of(low), low) <= confidence_in(label_of(high), high)
