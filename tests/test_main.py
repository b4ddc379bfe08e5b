"""Start what stands beside the window: ``python -m report_editor`` with the word of a reader."""

from __future__ import annotations

import subprocess
import sys

import pytest

from report_editor import EXAMINE_WORKER, READ_WORKER


@pytest.mark.parametrize("worker", [READ_WORKER, EXAMINE_WORKER])
def test_a_reader_without_a_window_ends(worker: str) -> None:
    """It would stay for ever, and hold memory, where the window was killed."""
    ended = subprocess.run(
        [sys.executable, "-m", "report_editor", worker],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (1, b"", b"")


def test_an_unknown_word_is_no_reader() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "report_editor", f"{READ_WORKER}-now"],
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 2
    assert b"Traceback" not in ended.stderr
