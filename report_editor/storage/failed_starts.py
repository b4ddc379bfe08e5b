"""Count starts that failed, so that what makes the program die at its start is left alone."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from report_editor.files.processes import is_running, own_start
from report_editor.files.refusals import WriteProblem
from report_editor.storage.json_files import read_json, write_json

if TYPE_CHECKING:
    from pathlib import Path

FAILURES = 2
"""After so many failed starts in a row the next one is clean."""

FILE_NAME = "starts.json"


def begin_start(folder: Path) -> bool:
    """Note in the user's data folder that the program starts; call it first.

    Returns:
        Whether this must be a clean start, which opens no file by itself and looks for no work to
        recover. Everything is kept on disk; a bar on the start page offers to look for it.
    """
    file = folder / FILE_NAME
    begun = _read_begun(file)
    _write_begun(file, [*begun[-FAILURES * 4 :], (os.getpid(), own_start())])
    return sum(not is_running(*each) for each in begun) >= FAILURES


def confirm_start(folder: Path) -> None:
    """Note that the window takes input: all failures before are forgotten."""
    file = folder / FILE_NAME
    others = [each for each in _read_begun(file) if each[0] != os.getpid() and is_running(*each)]
    _write_begun(file, others)


def _read_begun(file: Path) -> list[tuple[int, str]]:
    """Return process number and start of each start that has not succeeded."""
    entries = read_json(file).get("begun")
    return [
        (entry[0], entry[1])
        for entry in (entries if isinstance(entries, list) else [])
        if isinstance(entry, list) and [type(each) for each in entry] == [int, str]
    ]


def _write_begun(file: Path, begun: list[tuple[int, str]]) -> None:
    with contextlib.suppress(WriteProblem):  # a start is not to fail because it cannot be noted
        write_json(file, {"begun": begun})
