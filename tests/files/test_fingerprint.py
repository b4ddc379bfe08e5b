"""Changes that somebody else made to a file are noticed by its content."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from report_editor.files.fingerprint import (
    Fingerprint,
    Outside,
    compare_with_file,
    read_fingerprint,
)

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "某镇年报.xlsx"
    path.write_bytes(b"content")
    return path


def test_changes_from_outside(report: Path) -> None:
    known = read_fingerprint(report)
    assert known == Fingerprint.of(b"content")
    before = report.stat()
    os.utime(report, (0, 0))
    assert compare_with_file(report, known.sha256) is Outside.SAME
    report.write_bytes(b"c0ntent")  # the same size and, from a careless tool, the same time
    os.utime(report, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert compare_with_file(report, known.sha256) is Outside.CHANGED
    report.unlink()
    assert compare_with_file(report, known.sha256) is Outside.GONE
    assert read_fingerprint(report.parent) is None
