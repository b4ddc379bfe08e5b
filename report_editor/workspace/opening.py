"""Opens any file the editor can open: its own workbook, its JSON, or somebody else's report."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from report_editor.common.problem import Problem
from report_editor.files.refusals import (
    describe_out_of_memory,
    describe_unreadable,
    quote,
    refuse_reading,
)
from report_editor.files.regular_file import open_regular_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from report_editor.document import Document
    from report_editor.importers import Recognition
    from report_editor.importers.worker import Reading

_log = logging.getLogger(__name__)


class OpenProblem(Problem):
    """The file was not opened; the text is one Chinese sentence that says why and what to do."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A report from a file."""

    document: Document
    own: bool
    """Whether the file is the program's own workbook, to which a save goes back."""
    read_only: bool
    """Whether the file must not be written, because a newer version of the program made it."""
    notes: tuple[str, ...]
    """Chinese sentences about what was put right or could not be placed."""
    recognition: Recognition | None
    """What was recognised of somebody else's file; None for a file of our own."""
    sha256: str = ""
    """Digest of the program's own workbook as it was read; empty for other files."""


def open_file(path: Path, watch: Callable[[Reading], None] = lambda _reading: None) -> Opened:
    """Opens a report, whatever made it; somebody else's file is read in a process of its own.

    Args:
        path: the file.
        watch: is given the reading of somebody else's file when it begins, to follow or
            cancel it from another thread.

    Raises:
        ReadProblem: the file cannot be read.
        OpenProblem: there is no report in it.
    """
    name = quote(path.name)
    try:
        return _open_own(path) or _open_foreign(path, watch)
    except Problem:
        raise
    except OSError as error:
        raise refuse_reading(path, error) from error
    except MemoryError as error:
        raise OpenProblem(describe_out_of_memory(name)) from error
    except Exception as error:
        # A reader that stumbles over a hostile file costs a sentence, never the window.
        _log.exception("a file could not be read")
        raise OpenProblem(describe_unreadable(name)) from error


def open_clipboard(html: str, text: str) -> Opened:
    """Opens a report that was copied in another program.

    Raises:
        OpenProblem: there is no report on the clipboard.
    """
    from report_editor.importers import ImportProblem
    from report_editor.importers.worker import read_clipboard_in_worker

    try:
        recognition = read_clipboard_in_worker(html, text).result()
    except ImportProblem as error:
        raise OpenProblem(str(error)) from error
    return _recognised(recognition)


def _open_own(path: Path) -> Opened | None:
    """Open a file as the program's own workbook; return None where it is not one."""
    with open_regular_file(path) as file:
        is_package = file.read(2) == b"PK"
    if not is_package and path.suffix.lower() not in (".xlsx", ".xlsm"):
        return None
    from report_editor.workbook.report_file import NotOurs, WorkbookProblem, open_report

    try:
        reopened = open_report(path)
    except NotOurs:
        return None
    except WorkbookProblem as error:
        raise _about(path.name, error) from error
    return Opened(
        reopened.document,
        own=True,
        read_only=reopened.read_only,
        notes=tuple(reopened.notes),
        recognition=None,
        sha256=reopened.sha256,
    )


def _open_foreign(path: Path, watch: Callable[[Reading], None]) -> Opened:
    from report_editor.importers import ImportProblem
    from report_editor.importers.worker import read_in_worker

    reading = read_in_worker(path)
    watch(reading)
    try:
        recognition = reading.result()
    except ImportProblem as error:
        raise _about(path.name, error) from error
    return _recognised(recognition)


def _recognised(recognition: Recognition) -> Opened:
    return Opened(
        recognition.document,
        own=False,
        read_only=False,
        notes=tuple(recognition.notes),
        recognition=recognition,
    )


def _about(name: str, problem: Problem) -> OpenProblem:
    """The problem as a sentence that names the file."""
    sentence = str(problem)
    return OpenProblem(sentence if name in sentence else f"“{name}”：{sentence}")
