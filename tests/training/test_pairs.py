import gzip
import json
from pathlib import Path

import pytest

from app.errors import Invalid
from app.training.pairs import (
    HELD_OUT_OF_NEWS,
    HELD_OUT_SHARE,
    NEWS,
    Pair,
    chance,
    news_pairs,
    read_pairs,
    split,
)
from tests.quality import pairs as hand_made


def line(**changed: object) -> str:
    return json.dumps(
        {"premise": "p", "hypothesis": "h", "label": "neutral"} | changed, ensure_ascii=False
    )


@pytest.mark.parametrize("name", ["pairs.jsonl", "pairs.jsonl.gz"])
def test_pairs_are_read_plain_or_gzipped(tmp_path: Path, name: str) -> None:
    content = "\n\n".join([line(premise="Line\u2028feed", source="coast"), line()]).encode()
    file = tmp_path / name
    file.write_bytes(gzip.compress(content) if name.endswith(".gz") else content)

    assert read_pairs(file) == [
        Pair("Line\u2028feed", "h", "neutral", "coast"),
        Pair("p", "h", "neutral"),
    ]


@pytest.mark.parametrize("bad", ["{", line(label="maybe"), json.dumps({"premise": "p"})])
def test_the_line_that_cannot_be_read_is_named(tmp_path: Path, bad: str) -> None:
    file = tmp_path / "pairs.jsonl"
    file.write_text(f"{line()}\n{bad}\n", "utf-8")

    with pytest.raises(Invalid, match=r"pairs\.jsonl, line 2: "):
        read_pairs(file)


def test_nothing_is_learned_from_the_sources_that_are_held_out() -> None:
    kept = Pair("The quay is new.", "It is old.", "refutes", "coast")
    unseen = Pair("Ferries run.", "No ferry runs.", "refutes", "fm2")
    assert chance(kept.premise) > HELD_OUT_SHARE

    assert split([kept, unseen]) == ([kept], [unseen])


def test_a_few_premises_of_every_source_are_held_out_with_all_their_pairs() -> None:
    pairs = [
        Pair(f"Pier {number} is closed.", f"Claim {claim} on pier {number}.", "neutral", "coast")
        for number in range(2_000)
        for claim in range(2)
    ]

    learned, held = split(pairs)

    assert len(held) == pytest.approx(2 * 2_000 * HELD_OUT_SHARE, rel=0.3)
    assert not {pair.premise for pair in learned} & {pair.premise for pair in held}


def test_a_text_that_is_held_out_is_not_learned_from_on_the_other_side_either() -> None:
    unseen = Pair("Ferries run.", "Boats sail.", "supports", "fm2")
    same_claim = Pair("The strike is over.", "Boats sail.", "supports", "coast")
    turned = Pair("It is calm.", "Ferries run.", "neutral", "coast")

    assert split([unseen, same_claim, turned]) == ([], [unseen])


def test_chances_are_spread_evenly_and_always_the_same() -> None:
    chances = [chance("tide", str(number)) for number in range(1_000)]

    assert sum(chances) / 1_000 == pytest.approx(0.5, abs=0.05)
    assert chances[:10] == [chance("tide", str(number)) for number in range(10)]
    assert chance("ti", "de") != chance("tide", "")


def test_of_our_own_pairs_whole_claims_are_held_out() -> None:
    learned, held = split(news_pairs())

    assert len(held) == pytest.approx(HELD_OUT_OF_NEWS * (len(learned) + len(held)), rel=0.3)
    assert not {pair.hypothesis for pair in learned} & {pair.hypothesis for pair in held}


def test_each_of_our_own_claims_has_passages_of_each_stance_and_none_twice() -> None:
    pairs = news_pairs()

    stances = {(pair.hypothesis, pair.label) for pair in pairs}
    assert len(stances) == 3 * len({pair.hypothesis for pair in pairs})
    assert len({(pair.premise, pair.hypothesis) for pair in pairs}) == len(pairs)
    assert {pair.source for pair in pairs} == {NEWS}


def test_nothing_is_learned_from_what_is_measured_on() -> None:
    measured = [*hand_made.items(hand_made.OPEN), *hand_made.items(hand_made.CLOSED)]

    learned = {text for pair in news_pairs() for text in (pair.premise, pair.hypothesis)}

    assert not learned & {text for pair in measured for text in (pair["passage"], pair["claim"])}
