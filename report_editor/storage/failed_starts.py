"""Counts starts that failed, so that what makes the program die at its start is left alone."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from report_editor.files.processes import is_running, own_start
from report_editor.files.refusals import WriteProblem
from report_editor.storage.small_json import read_json, write_json

if TYPE_CHECKING:
    from pathlib import Path

FAILURES = 2
"""After so many failed starts in a row the next one is clean."""

FILE_NAME = "starts.json"


def begin_start(folder: Path) -> bool:
    """Notes that the program starts; call it first.

    Args:
        folder: the user's data folder.

    Returns:
        Whether this must be a clean start: open nothing by itself, replay nothing, restore no
        window. Everything is kept on disk and can be asked for from the menu.
    """
    file = folder / FILE_NAME
    begun = _begun(file)
    failed = [each for each in begun if not is_running(*each)]
    with contextlib.suppress(WriteProblem):  # a start is not to fail because it cannot be noted
        _write(file, [*begun[-FAILURES * 4 :], (os.getpid(), own_start())])
    return len(failed) >= FAILURES


def start_succeeded(folder: Path) -> None:
    """Notes that the window takes input: all failures before are forgotten."""
    file = folder / FILE_NAME
    others = [each for each in _begun(file) if each[0] != os.getpid() and is_running(*each)]
    with contextlib.suppress(WriteProblem):
        _write(file, others)


def _begun(file: Path) -> list[tuple[int, str]]:
    """Process number and start of each start that has not succeeded."""
    entries = read_json(file).get("begun")
    return [
        (entry[0], entry[1])
        for entry in (entries if isinstance(entries, list) else [])
        if isinstance(entry, list)
        and len(entry) == 2
        and isinstance(entry[0], int)
        and isinstance(entry[1], str)
    ]


def _write(file: Path, begun: list[tuple[int, str]]) -> None:
    write_json(file, {"begun": [list(each) for each in begun]})
