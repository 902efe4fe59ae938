from collections.abc import Sequence
from dataclasses import replace

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from app.claims.vocabulary import Polarity
from app.evidence.pieces import Piece
from app.verdicts.decision import VerdictInput
from app.verdicts.rules import decide
from app.verdicts.weighing import Subject, canonical, canonical_input, digest
from tests.verdicts.pieces import (
    PIECE,
    SUBJECT,
    denies,
    refutes,
    some_pieces,
    supports,
    verdict_input,
)


def weighed(*pieces: Piece, subject: Subject = SUBJECT) -> VerdictInput:
    return verdict_input(subject, pieces)


def kept(*pieces: Piece) -> list[str | None]:
    return [piece.evidence_id for origin in weighed(*pieces).origins for piece in origin.pieces]


@given(st.text(st.characters(exclude_categories=["Cs"])), some_pieces)
def test_what_is_stored_is_canonical_json_as_the_standard_has_it(
    words: str, pieces: list[Piece]
) -> None:
    told = weighed(*(piece._replace(quote=words, source=words) for piece in pieces))

    for stored in (told, decide(told)):
        assert canonical(stored).encode() == rfc8785.dumps(stored.model_dump(mode="json"))


def test_whoever_makes_a_claim_is_known_by_the_office_in_its_sentence() -> None:
    piece = supports("Melby coach")._replace(quote="The Melby coach said that it was open.")
    told = replace(SUBJECT, sentence="Melby coach Ann Roe said that the bridge was open.")

    assert weighed(piece).origins[0].counts
    assert not weighed(piece, subject=told).origins[0].counts


def test_an_origin_keeps_its_strongest_piece_on_either_side() -> None:
    pieces = [
        supports("Reuters", 0.4, seq=1),
        supports("Reuters", 0.6, seq=2),
        refutes("Reuters", 0.3, seq=3),
        refutes("Reuters", 0.2, seq=4),
    ]

    assert kept(*pieces) == ["e2", "e3"]


def test_a_denial_does_not_hide_what_its_origin_shows() -> None:
    pieces = [denies("Reuters", 0.8, seq=1), refutes("Reuters", 0.3, seq=2)]

    assert kept(*pieces) == ["e1", "e2"]


def test_a_denial_no_stronger_than_what_its_origin_shows_is_left_out() -> None:
    pieces = [denies("Reuters", 0.5, seq=1), refutes("Reuters", 0.5, seq=2)]

    assert kept(*pieces) == ["e2"]


def test_of_equally_strong_pieces_the_first_linked_stays() -> None:
    assert kept(supports("Reuters", seq=2), supports("Reuters", seq=1)) == ["e1"]


def test_pieces_without_strength_are_left_out() -> None:
    assert kept(supports("Reuters", 0.004)) == []


def test_spellings_of_one_origin_are_one_origin_with_its_first_spelling() -> None:
    pieces = [supports("The Coast Guard", seq=2), refutes("coast guard", seq=1)]

    assert [origin.origin for origin in weighed(*pieces).origins] == ["coast guard"]


def test_origins_stand_in_the_order_of_their_keys() -> None:
    given = weighed(supports("The Zebra"), supports("an Apple"), supports("Mole"))

    assert [origin.origin for origin in given.origins] == ["an Apple", "Mole", "The Zebra"]


def test_the_words_of_the_claimant_are_kept_but_do_not_count() -> None:
    own, other = weighed(supports("Ann Roe"), supports("Reuters")).origins

    assert (own.counts, own.reason) == (False, "claimant")
    assert (other.counts, other.reason) == (True, None)


def test_everybody_counts_on_a_claim_without_a_claimant() -> None:
    given = weighed(supports("Ann Roe"), subject=replace(SUBJECT, claimant=None))

    assert given.origins[0].counts


@pytest.mark.parametrize(
    ("reliability", "p", "strength"),
    [(0.5, 1.0, 50), (0.5, 0.83, 42), (1.0, 1.0, 95), (0.9, 0.5, 45)],
)
def test_strength_is_reliability_times_probability_in_hundredths(
    reliability: float, p: float, strength: int
) -> None:
    given = weighed(PIECE._replace(reliability=reliability, p=p))

    assert given.origins[0].pieces[0].strength == strength


@given(some_pieces, st.data())
def test_the_order_of_the_evidence_does_not_matter(
    pieces: list[Piece], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(pieces))

    assert canonical(weighed(*shuffled)) == canonical(weighed(*pieces))


@given(some_pieces.filter(bool), st.data())
def test_copies_no_stronger_than_their_origin_change_nothing(
    pieces: Sequence[Piece], data: st.DataObject
) -> None:
    first = data.draw(st.sampled_from(pieces))
    weaker = data.draw(st.sampled_from([1.0, 0.9, 0.5, 0.0]))
    count = data.draw(st.sampled_from([1, 2, 50]))
    copies = [
        first._replace(seq=100 + i, evidence_id=f"c{i}", p=weaker, source=f"Outlet {i}")
        for i in range(count)
    ]

    before, after = weighed(*pieces), weighed(*pieces, *copies)

    assert canonical(after) == canonical(before)
    assert canonical(decide(after)) == canonical(decide(before))


FERRY = (
    "The ferry to Orrin lost its bow door in a storm and turned back with 60 passengers on board."
)


def printed(outlet: str, day: int, seq: int, words: str = FERRY) -> Piece:
    at = f"2026-03-{day:02}T10:00:00Z"
    piece = supports(outlet, seq=seq)._replace(is_stated=False, published_at=at)
    return piece._replace(quote=words, source=outlet)


@given(st.integers(1, 60), st.integers(0, 3))
def test_any_number_of_near_copies_changes_nothing(count: int, cut: int) -> None:
    shortened = FERRY.rsplit(" ", cut)[0] if cut else FERRY
    copies = [printed(f"Outlet {at}", 4, at + 2, shortened) for at in range(count)]
    first = printed("Lantern", 3, 1)

    assert canonical(weighed(first, *copies)) == canonical(weighed(first))


def test_a_copy_has_the_origin_of_whoever_printed_it_first() -> None:
    late, early = printed("Lantern", 5, 1), printed("Courier", 4, 2)

    assert [origin.origin for origin in weighed(late, early).origins] == ["Courier"]


UNKNOWN = Subject(None, None, Polarity.ASSERTS, words=FERRY, text_sha256="f" * 64, start=0, end=95)


def reprinted(outlet: str, day: int, seq: int, start: int = 0) -> Piece:
    piece = printed(outlet, day, seq)._replace(text_sha256="f" * 64)
    return piece._replace(start=start, end=start + 95)


def test_what_an_article_of_an_unknown_source_says_is_the_claim_of_who_printed_it_first() -> None:
    given = weighed(reprinted("Echo", 4, 1), reprinted("Lantern", 3, 2), subject=UNKNOWN)

    assert given.claimant == "Lantern"
    assert [(origin.origin, origin.counts) for origin in given.origins] == [("Lantern", False)]


def test_the_claim_in_a_reprint_that_nobody_signs_is_no_evidence_and_takes_no_voice_from_others() -> (
    None
):
    itself, other = reprinted("unknown", 3, 1), printed("unknown", 4, 2, "The ferry was full.")

    (heard,) = weighed(itself, other, subject=UNKNOWN).origins

    assert (heard.counts, [piece.quote for piece in heard.pieces]) == (True, [other.quote])


def test_the_place_of_the_claim_in_a_reprint_is_the_claim_whoever_is_credited_there() -> None:
    credited = reprinted("Wire", 3, 1)._replace(is_stated=True)

    (own,) = weighed(credited, subject=replace(UNKNOWN, claimant="Lantern")).origins

    assert (own.origin, own.reason) == ("Lantern", "reprint")


def test_somebody_who_is_quoted_elsewhere_in_the_text_counts() -> None:
    quoted = reprinted("Ann Roe", 3, 1, start=200)._replace(is_stated=True, quote="It turned back.")

    (other,) = weighed(quoted, subject=UNKNOWN).origins

    assert (other.origin, other.counts) == ("Ann Roe", True)


def test_another_figure_in_the_same_words_is_another_origin() -> None:
    other = printed("Courier", 4, 2, FERRY.replace("60", "90"))

    assert len(weighed(printed("Lantern", 3, 1), other).origins) == 2


def test_short_forms_of_a_name_are_one_origin_among_the_evidence_on_a_claim() -> None:
    pieces = [supports("Mayor Ann Lund", seq=1), supports("Lund", seq=2), refutes("A. Lund", seq=3)]

    assert len(weighed(*pieces).origins) == 1


def test_the_claimant_is_known_by_a_short_form_of_the_name() -> None:
    (own,) = weighed(supports("Roe")).origins

    assert own.reason == "claimant"


def test_a_source_is_not_taken_for_a_person_of_that_name() -> None:
    given = weighed(printed("Roe", 4, 1))

    assert given.origins[0].counts


@given(some_pieces)
def test_the_canonical_text_is_read_back_as_it_was(pieces: list[Piece]) -> None:
    text = canonical_input(SUBJECT, pieces)

    assert canonical(VerdictInput.model_validate_json(text)) == text


def test_the_same_evidence_has_the_same_bytes_for_ever() -> None:
    pieces = [
        supports("Harbour Office", 0.65, seq=1),
        denies("Coast Guard", seq=2)._replace(hedged=True, p=0.731, suggested=True),
        refutes("the coast guard", 0.3, seq=3)._replace(quote="No “ship” left.\n"),
        supports("Zoë Lind", seq=4)._replace(article_id=None, published_at=None),
        supports("Ann Roe", seq=5),
    ]

    text = canonical_input(SUBJECT, pieces)
    decision = canonical(decide(VerdictInput.model_validate_json(text)))

    assert digest(text) == "d2804cb978f7b0bccda4573a6eba98bee14f85db4f2c39ac7b862eaa330d7e1b"
    assert digest(decision) == "c7d8a7de4ae1aeee6cc795882aeae3eb5fbd2a72208d54ad5eca7b0d2f59e51c"


def test_the_canonical_text_and_its_digest_are_the_same_on_any_machine() -> None:
    text = canonical(weighed(subject=Subject("Zoë", None, Polarity.DENIES)))

    assert text == '{"claimant":"Zoë","claimed_at":null,"origins":[],"polarity":"denies"}'
    assert digest(text) == "18fe119494878706716b360716f1e437dbb9eaf27c3dcf586e178ae9f5e13cf3"


def test_an_unknown_field_in_a_stored_input_is_an_error() -> None:
    with pytest.raises(ValidationError):
        VerdictInput.model_validate_json(
            '{"claimant":null,"claimed_at":null,"origins":[],"polarity":"asserts","mood":"good"}'
        )
