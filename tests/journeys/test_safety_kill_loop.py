"""The whole program, killed while it is typed in: three rounds of the kill loop."""

from __future__ import annotations

import random
import sys
from typing import TYPE_CHECKING

import pytest

from tests.journeys.kill_loop import run

if TYPE_CHECKING:
    from pathlib import Path

ROUNDS = 3


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs the kill of a POSIX system")
def test_what_was_typed_a_second_before_the_kill_comes_back(tmp_path: Path) -> None:
    seed = random.randrange(1 << 30)  # noqa: S311 - no secret
    figures = run(ROUNDS, seed, tmp_path)
    print(f"seed {seed}: {figures}")
    assert figures.changes > ROUNDS
    assert figures.folded > 0
    assert figures.broken == []
    assert figures.late == 0
