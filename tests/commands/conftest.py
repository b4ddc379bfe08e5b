"""Commands in this process, and a folder of reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import pytest

from report_editor.cli import main
from tests.collection.reports import make_report, write_report

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@dataclass
class Result:
    """Output of a command and how it ended."""

    returncode: int
    stdout: str
    stderr: str


Run: TypeAlias = "Callable[..., Result]"

UNBALANCED = {"requests.new.research": "3"}
"""Cells that break a balance."""


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Give a command in this process; one reader is started, where the test does not say more."""

    def give(*words: str | Path) -> Result:
        given = [str(each) for each in words]
        if "--jobs" not in given:
            given += ["--jobs", "1"]
        return Result(main(given), *capsys.readouterr())

    return give


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """A folder with three reports, the last of which does not balance, one in a folder of it."""
    folder = tmp_path / "县"
    write_report(make_report(0), folder / "甲.json")
    write_report(make_report(1), folder / "乡镇" / "乙.html")
    write_report(make_report(2, cells=UNBALANCED), folder / "乡镇" / "丙.json")
    return folder
