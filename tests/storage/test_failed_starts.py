"""After some starts that failed the next one opens nothing by itself."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from report_editor.storage.failed_starts import begin_start, confirm_start

if TYPE_CHECKING:
    from pathlib import Path

START = """
import sys
from pathlib import Path
from report_editor.storage.failed_starts import begin_start, confirm_start
print(begin_start(Path(sys.argv[1])))
if sys.argv[2] == "well":
    confirm_start(Path(sys.argv[1]))
"""


def start(folder: Path, how: str) -> bool:
    run = subprocess.run(
        [sys.executable, "-c", START, str(folder), how], capture_output=True, text=True, check=True
    )
    return run.stdout.strip() == "True"


@pytest.mark.slow
def test_after_two_failed_starts_the_next_is_clean(tmp_path: Path) -> None:
    assert not start(tmp_path, "badly")
    assert not start(tmp_path, "badly")
    assert start(tmp_path, "badly")
    assert start(tmp_path, "well")
    assert not start(tmp_path, "badly")
    assert not start(tmp_path, "well")
    assert not start(tmp_path, "badly")


@pytest.mark.slow
def test_a_second_window_that_is_still_starting_is_no_failure(tmp_path: Path) -> None:
    assert not begin_start(tmp_path)
    assert not start(tmp_path, "badly")
    assert not begin_start(tmp_path)
    confirm_start(tmp_path)
    assert not start(tmp_path, "well")


def test_a_start_is_not_refused_because_it_cannot_be_noted(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert not begin_start(tmp_path / "file")
    confirm_start(tmp_path / "file")
