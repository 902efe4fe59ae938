"""How long the long tests are: a part of them runs with every `make test`, all of them with `make prove`."""

import os

THOROUGH = os.environ.get("TEST_THOROUGH") == "1"


def thorough(whole: int, part: int) -> int:
    """How many to do: the whole where somebody asked for it, else a part."""
    return whole if THOROUGH else part
