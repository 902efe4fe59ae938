import itertools
import re

import pytest

from app.errors import Invalid
from app.keys.rules import ActiveKey, Scope, check_name, digest_of, make_key, public_id_of


def test_a_scope_covers_itself_and_those_before_it() -> None:
    covered = [(one, other) for one, other in itertools.product(Scope, Scope) if one.covers(other)]

    names = ["read", "write", "review", "admin"]
    assert covered == [(one, other) for one in names for other in names[: names.index(one) + 1]]


def test_a_key_has_a_public_id_and_a_secret_of_160_bits() -> None:
    key = make_key()

    assert re.fullmatch(r"fc_[0-9a-f]{12}_[0-9a-f]{40}", key.text)
    assert public_id_of(key.text) == key.public_id


def test_no_two_keys_are_alike() -> None:
    keys = [make_key().text for _ in range(100)]

    assert len({text[:15] for text in keys}) == len({text[16:] for text in keys}) == 100


def test_nothing_of_the_secret_is_stored() -> None:
    key = make_key()

    secret = key.text.rpartition("_")[2]
    assert secret not in key.digest
    assert len(key.digest) == 64


def test_only_the_whole_key_is_that_key() -> None:
    key, other = make_key(), make_key()
    active = ActiveKey("desk", Scope.READ, digest_of(key.text))

    assert active.is_written(key.text)
    assert not active.is_written(other.text)
    assert not active.is_written(key.text[:16] + other.text[16:])


@pytest.mark.parametrize(
    "text",
    ["", "fc_", "fc_0123456789ab", "fc_0123456789ab_00", "FC_0123456789AB_" + 40 * "0",
     "fc_0123456789ab_" + 41 * "0", "fc_0123456789ab_" + 39 * "0" + "é", "fc_0123456789ab_" + 40 * "0" + "\n"],
)  # fmt: skip
def test_what_is_no_key_has_no_public_id(text: str) -> None:
    assert public_id_of(text) is None


@pytest.mark.parametrize("name", ["desk", "news-desk", "a", "7", "ada.brook_2", "x" * 64])
def test_a_name_may_be(name: str) -> None:
    check_name(name)


@pytest.mark.parametrize(
    "name", ["", "Desk", "-desk", "key:desk", "reader@6", "news desk", "désk", "x" * 65, "desk\n"]
)
def test_a_name_may_not_be(name: str) -> None:
    with pytest.raises(Invalid, match="is no name for a key"):
        check_name(name)
