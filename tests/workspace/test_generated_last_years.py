"""A few of the generated reports of last year; the command tries many."""

from __future__ import annotations

import pytest

from tests.importers.flattenings import WRITERS
from tests.workspace.generated_last_years import find_fault


@pytest.mark.parametrize("seed", range(6))
def test_no_number_comes_along_wrong_or_without_a_word(seed: int) -> None:
    name = list(WRITERS)[seed * 7 % len(WRITERS)]
    assert find_fault(seed, name) == ""
