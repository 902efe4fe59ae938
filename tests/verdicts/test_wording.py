import re
from dataclasses import replace

import pytest
from hypothesis import given

from app.claims.vocabulary import Polarity
from app.evidence.pieces import Piece
from app.verdicts.decision import Decision
from app.verdicts.rules import decide
from app.verdicts.weighing import Subject
from app.verdicts.wording import MAX_QUOTE_CHARS
from tests.verdicts.pieces import SUBJECT, denies, refutes, some_pieces, supports, verdict_input

DENIED = replace(SUBJECT, polarity=Polarity.DENIES)
TWO_FOR = [supports("Reuters", 0.6), supports("Coast Guard")]
TWO_AGAINST = [refutes("Reuters", 0.6), refutes("Coast Guard")]


def decision_on(*pieces: Piece, subject: Subject = SUBJECT) -> Decision:
    return decide(verdict_input(subject, pieces))


def caveats(*pieces: Piece, subject: Subject = SUBJECT) -> dict[str, str]:
    return {
        caveat.code.value: caveat.text for caveat in decision_on(*pieces, subject=subject).caveats
    }


def test_a_summary_names_who_supports_a_claim_in_which_words() -> None:
    assert decision_on(*TWO_FOR).summary == (
        "Two independent origins support the claim: Reuters (“The bridge is open.”)"
        " and Coast Guard."
    )


def test_a_summary_names_who_disagrees() -> None:
    assert decision_on(supports("Reuters", 0.95), refutes("Bo Lind", 0.2)).summary == (
        "One origin supports the claim: Reuters (“The bridge is open.”)."
        " One origin contradicts the claim: Bo Lind (“The bridge is open.”)."
    )


def test_a_summary_of_a_refuted_claim_begins_with_the_contradiction() -> None:
    assert decision_on(*TWO_AGAINST, supports("Bo Lind", 0.1)).summary == (
        "Two independent origins contradict the claim: Reuters (“The bridge is open.”)"
        " and Coast Guard. One origin supports the claim: Bo Lind (“The bridge is open.”)."
    )


def test_a_refuted_claim_is_told_in_the_words_that_refute_it() -> None:
    denial = denies("Bo Lind", 0.95)._replace(quote="It is not.")

    assert decision_on(denial, *TWO_AGAINST).summary == (
        "Three independent origins contradict the claim: Reuters (“The bridge is open.”),"
        " Coast Guard and Bo Lind."
    )


def test_an_origin_is_quoted_with_what_it_shows_rather_than_what_it_denies() -> None:
    denial = denies("Reuters", 0.9, seq=1)._replace(quote="It is not.")
    shown = refutes("Reuters", 0.8, seq=2)._replace(quote="Barriers close the bridge.")

    assert "(“Barriers close the bridge.”)" in decision_on(denial, shown).summary


def test_a_summary_of_conflicting_evidence_tells_both_sides() -> None:
    assert decision_on(supports("Reuters"), denies("Coast Guard")).summary == (
        "The evidence conflicts. One origin supports the claim: Reuters (“The bridge is open.”)."
        " One origin denies the claim: Coast Guard (“The bridge is open.”)."
    )


def test_a_summary_of_too_little_evidence_tells_what_there_is() -> None:
    assert decision_on(denies("Reuters"), denies("Coast Guard")).summary == (
        "There is not enough evidence for a verdict. Two independent origins deny the claim:"
        " Coast Guard (“The bridge is open.”) and Reuters."
    )


def test_a_summary_names_an_origin_that_is_quoted_on_both_sides() -> None:
    assert decision_on(supports("Reuters", seq=1), refutes("Reuters", seq=2)).summary == (
        "There is not enough evidence for a verdict."
        " One origin can be quoted on both sides alike: Reuters."
    )


def test_a_summary_says_where_there_are_only_the_words_of_the_claimant() -> None:
    assert decision_on(supports("Ann Roe")).summary == (
        "The only evidence is the claimant's own words, which do not count."
    )


def test_a_summary_says_where_there_is_nothing() -> None:
    assert decision_on().summary == "No evidence for or against this claim is known here."


def test_a_summary_names_three_origins_and_counts_the_others() -> None:
    pieces = [supports(f"Outlet {letter}") for letter in "ABCDE"]

    assert decision_on(*pieces).summary == (
        "Five independent origins support the claim:"
        " Outlet A (“The bridge is open.”), Outlet B, Outlet C and 2 more."
    )


def test_a_summary_writes_great_numbers_in_digits() -> None:
    pieces = [supports(f"Outlet {number}") for number in range(10)]

    assert decision_on(*pieces).summary.startswith("10 independent origins support the claim: ")


@pytest.mark.parametrize(
    ("claimant", "sentence"),
    [("Ann Roe", "The denial by Ann Roe stands."), (None, "The denial by the claimant stands.")],
)
def test_whoever_denied_a_refuted_claim_was_right(claimant: str | None, sentence: str) -> None:
    subject = replace(DENIED, claimant=claimant)

    assert decision_on(*TWO_AGAINST, subject=subject).summary.endswith(sentence)


def test_what_was_denied_may_be_supported() -> None:
    summary = decision_on(*TWO_FOR, subject=DENIED).summary

    assert summary.endswith(" What Ann Roe denied is supported.")


def test_a_long_quotation_is_cut_between_words() -> None:
    long = TWO_FOR[0]._replace(quote="The bridge,  " * 40)

    summary = decision_on(long, TWO_FOR[1]).summary

    quote = summary.partition("“")[2].partition("”")[0]
    assert quote.endswith("bridge, The…")
    assert len(quote) <= MAX_QUOTE_CHARS


def test_quotation_marks_within_a_quotation_are_single() -> None:
    quoted = TWO_FOR[0]._replace(quote='“It is open,” she said of the "bridge".')

    assert "(“\u2018It is open,\u2019 she said of the 'bridge'.”)" in decision_on(quoted).summary


@given(some_pieces)
def test_a_summary_has_one_to_three_sentences(pieces: list[Piece]) -> None:
    for subject in (SUBJECT, DENIED):
        told = re.sub("“.*?”", "", decision_on(*pieces, subject=subject).summary)

        assert 1 <= told.count(".") <= 3
        assert told.endswith(".")


@given(some_pieces)
def test_each_caveat_is_told_once(pieces: list[Piece]) -> None:
    codes = [caveat.code for caveat in decision_on(*pieces).caveats]

    assert len(codes) == len(set(codes))


def test_sound_evidence_needs_no_caveat() -> None:
    assert caveats(*TWO_FOR) == {}


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        ([supports("Reuters", 0.9)], "All support comes from one origin."),
        ([refutes("Reuters", 0.9)], "All contradiction comes from one origin."),
        ([supports("Reuters"), refutes("Bo Lind")], "Each side rests on one origin."),
        ([*TWO_FOR, refutes("Bo Lind")], "All contradiction comes from one origin."),
        ([supports("Reuters", 0.2)], "All support comes from one origin."),
        (
            [refutes("Reuters", 0.9), denies("Bo Lind")],
            "Leaving denials aside, all contradiction comes from one origin.",
        ),
    ],
)
def test_a_caveat_says_where_a_side_rests_on_one_origin(pieces: list[Piece], text: str) -> None:
    assert caveats(*pieces)["one_origin"] == text


def test_a_lone_origin_against_a_supported_claim_is_a_minority_view() -> None:
    told = caveats(*TWO_FOR, supports("Bo Lind"), refutes("Cy Ode", 0.1))

    assert told == {"minority_view": "A minority view contradicts the claim: Cy Ode."}


def test_a_lone_origin_for_a_refuted_claim_is_a_minority_view() -> None:
    told = caveats(*TWO_AGAINST, refutes("Bo Lind"), supports("Cy Ode", 0.1))

    assert told == {"minority_view": "A minority view supports the claim: Cy Ode."}


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        (
            [denies("Reuters")],
            "The only contradiction is a denial by Reuters, and denials alone do not refute a claim.",
        ),
        (
            [denies("Reuters"), denies("Bo Lind")],
            "The only contradiction is denials by Bo Lind and Reuters, and denials alone do not refute a claim.",
        ),
        ([*TWO_FOR, denies("Ann Roe")], "The only contradiction is the claimant's own denial."),
    ],
)
def test_a_caveat_says_where_there_are_only_denials(pieces: list[Piece], text: str) -> None:
    assert caveats(*pieces)["only_denials"] == text


def test_a_caveat_says_where_some_of_the_contradiction_is_denials() -> None:
    assert caveats(refutes("Reuters"), denies("Bo Lind"))["some_denials"] == (
        "Some of the contradiction is denials, and denials alone do not refute a claim."
    )


@pytest.mark.parametrize(
    ("piece", "subject", "text"),
    [
        (supports("Ann Roe"), SUBJECT, "The claimant's own words are listed but not counted."),
        (denies("Ann Roe"), DENIED, "The claimant's own words are listed but not counted."),
        (
            refutes("Ann Roe"),
            SUBJECT,
            "The claimant's own words, which also say the opposite, are listed but not counted.",
        ),
        (
            supports("Ann Roe"),
            DENIED,
            "The claimant's own words, which also say the opposite, are listed but not counted.",
        ),
    ],
)
def test_a_caveat_says_that_the_words_of_the_claimant_do_not_count(
    piece: Piece, subject: Subject, text: str
) -> None:
    assert caveats(piece, subject=subject)["own_words"] == text


def dated(*days: str | None) -> list[Piece]:
    return [piece._replace(published_at=day) for piece, day in zip(TWO_FOR, days, strict=True)]


def test_a_caveat_says_where_all_evidence_is_older_than_the_claim() -> None:
    assert caveats(*dated("2026-03-02T23:59:59Z", None))["older_evidence"] == (
        "All evidence that has a date is from before the day of the claim."
    )


@pytest.mark.parametrize("days", [("2026-03-02T23:59:59Z", "2026-03-03T00:00:00Z"), (None, None)])
def test_evidence_of_the_same_day_or_without_a_date_is_not_older(
    days: tuple[str | None, str | None],
) -> None:
    assert "older_evidence" not in caveats(*dated(*days))


def test_no_evidence_is_older_than_a_claim_without_a_date() -> None:
    subject = replace(SUBJECT, claimed_at=None)

    assert "older_evidence" not in caveats(*dated("2026-03-02T00:00:00Z", None), subject=subject)


@pytest.mark.parametrize(
    ("change", "code", "rest"),
    [
        ({"suggested": True}, "machine_suggested", "is machine-suggested, not reviewed."),
        ({"hedged": True}, "hedged_evidence", "is hedged rather than stated outright."),
        (
            {"article_id": None},
            "not_stored",
            "is quoted from articles that are not stored, so check the original.",
        ),
    ],
)
def test_a_caveat_says_how_much_of_the_evidence_is_weak(
    change: dict[str, bool | None], code: str, rest: str
) -> None:
    one, other = TWO_FOR
    changed = [piece._replace(**change) for piece in TWO_FOR]  # type: ignore[arg-type]

    assert caveats(*changed)[code] == f"All of the evidence {rest}"
    assert caveats(changed[0], other)[code] == f"Some of the evidence {rest}"
    assert code not in caveats(one, other)
