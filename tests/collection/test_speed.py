"""Run the command that measures files a second; its figures decide nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.collection.speed import measure

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.slow
def test_a_small_sample_is_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    measure(tmp_path, own=2, others=1, large=2, endings=[".html"])
    said = capsys.readouterr().out
    assert said.count("files/s") >= 6
    assert "openpyxl" in said
