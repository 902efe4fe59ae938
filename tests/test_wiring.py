from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.claims.trained_worthiness import WORTH_WEIGHTS, read_weights, write_weights
from app.errors import Unfit
from app.settings import Settings
from app.wiring import make_checker


def test_own_weights_score_in_place_of_those_that_come_with_the_service(tmp_path: Path) -> None:
    known = read_weights(WORTH_WEIGHTS)
    undecided = replace(known, weights=np.zeros_like(known.weights), bias=0.0)
    write_weights(tmp_path, undecided)

    with closing(make_checker(Settings(check_worthiness_dir=tmp_path))) as checker:
        assert checker.worth(["The quay of Hesk was closed for 40 days."]) == [0.5]


def test_another_encoder_is_looked_for_in_its_own_folder(tmp_path: Path) -> None:
    with pytest.raises(Unfit, match=str(tmp_path)):
        make_checker(Settings(encoder_dir=tmp_path))


def test_the_encoder_is_loaded_once_for_all_checkers() -> None:
    with closing(make_checker(Settings())) as one, closing(make_checker(Settings())) as other:
        assert vars(one.worth)["_encoder"] is vars(other.worth)["_encoder"]
