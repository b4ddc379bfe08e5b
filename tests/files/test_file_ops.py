"""The disk of this machine, where it has no such thing as what is asked of it."""

from __future__ import annotations

import os

import pytest

from report_editor.files.file_ops import SYSTEM


@pytest.mark.skipif(os.name == "nt", reason="a pipe of Windows can be synced")
def test_what_cannot_be_synced_is_written_all_the_same() -> None:
    """As a network or FUSE file system that knows no sync; a pipe knows none either."""
    reading, writing = os.pipe()
    with pytest.raises(OSError, match="Invalid argument"):
        os.fsync(writing)
    SYSTEM.fsync(writing)
    SYSTEM.close(reading)
    SYSTEM.close(writing)


def test_a_sync_that_fails_for_another_reason_is_told() -> None:
    with pytest.raises(OSError, match="descriptor"):
        SYSTEM.fsync(10_000)
