"""Open any file the editor can open: its own workbook, its JSON, somebody else's report. No Qt."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from report_editor.common.problem import Problem
from report_editor.document.size import describe_excessive_total
from report_editor.files.refusals import (
    THIS_FILE,
    ReadProblem,
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
    from report_editor.importers.reader_process import Reading
    from report_editor.importers.recognised import Recognition
    from report_editor.workbook.reopened import Reopened
    from report_editor.workspace.ahead import Ahead

_log = logging.getLogger(__name__)
_OF_CLIPBOARD = {
    THIS_FILE: "剪贴板里的内容",
    "请确认选对了文件": "请确认复制的是整份年度报告",
    "请打开报告的文件": "请复制报告的正文",
}
"""Words that readers use of a file, and what they are for something that was copied."""


class OpenProblem(Problem):
    """A Chinese sentence on why the file was not opened and what to do."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A report from a file."""

    document: Document
    is_own: bool = False
    """Set for the program's own workbook, to which a save goes back."""
    read_only: bool = False
    """Set for a file that a newer version of the program made: it must not be written."""
    notes: tuple[str, ...] = ()
    """Chinese sentences about what was put right or could not be placed."""
    recognition: Recognition | None = None
    """Recognised content of somebody else's file; None for a file of our own."""
    sha256: str = ""
    """Digest of the program's own workbook as it was read; empty for other files."""
    path: Path | None = None
    """File that it was read from; None for the clipboard."""


def open_file(
    path: Path,
    watch: Callable[[Reading[Any]], None] = lambda _reading: None,
    ahead: Ahead | None = None,
) -> Opened:
    """Open a report, whatever made it; somebody else's file is read in another process.

    Args:
        path: the file.
        watch: is given the reading in another process when it begins, to follow or cancel it
            from another thread.
        ahead: a reader that was started before. It reads a file of our own as well, which is
            read in this process otherwise.

    Raises:
        ReadProblem: the file cannot be read.
        OpenProblem: there is no report in it.
    """
    return _open(path, lambda: _read(path, watch, ahead))


def open_here(path: Path) -> Opened:
    """Open a report as :func:`open_file` does, in this process, which must be a bounded one."""
    from report_editor.importers.worker import read_here

    return _open(path, lambda: _describe(read_here(path)))


def _open(path: Path, read: Callable[[], Opened]) -> Opened:
    name = quote(path.name)
    try:
        return replace(read(), path=path)
    except ReadProblem:
        raise
    except Problem as problem:
        sentence = str(problem)
        raise OpenProblem(sentence if name in sentence else f"{name}：{sentence}") from problem
    except OSError as error:
        raise refuse_reading(path, error) from error
    except MemoryError as error:
        raise OpenProblem(describe_out_of_memory(name)) from error
    except Exception as error:
        # A reader that stumbles over a hostile file costs a sentence, never the window.
        _log.exception("a file could not be read")
        raise OpenProblem(describe_unreadable(name)) from error


def open_clipboard(html: str, text: str) -> Opened:
    """Open a report that was copied in another program.

    Raises:
        OpenProblem: there is no report on the clipboard.
    """
    from report_editor.importers.problem import ImportProblem
    from report_editor.importers.reading import read_clipboard_in_worker

    try:
        return _describe(read_clipboard_in_worker(html, text).result())
    except ImportProblem as error:
        raise OpenProblem(_name_clipboard(str(error))) from error


def _name_clipboard(sentence: str) -> str:
    """Return what readers say of a file in the words for something that was copied."""
    for words, copied in _OF_CLIPBOARD.items():
        sentence = sentence.replace(words, copied)
    return sentence


def _open_own(path: Path) -> Opened | None:
    """Open a file as the program's own workbook; return None where it is not one."""
    with open_regular_file(path) as file:
        is_package = file.read(2) == b"PK"
    if not is_package and path.suffix.lower() not in (".xlsx", ".xlsm"):
        return None
    from report_editor.ooxml.problems import OtherFormat, TooLarge
    from report_editor.workbook.report_file import open_report

    try:
        return _describe(open_report(path))
    except (OtherFormat, TooLarge):  # where it is too large for this process, the other decides
        return None


def _read(path: Path, watch: Callable[[Reading[Any]], None], ahead: Ahead | None) -> Opened:
    reading = ahead.read(path) if ahead else None
    if reading is None:
        if (own := _open_own(path)) is not None:
            return own
        from report_editor.importers.reading import read_in_worker

        reading = read_in_worker(path)
    watch(reading)
    return _describe(reading.result())


def _describe(found: Recognition | Reopened) -> Opened:
    """Return what was read, of the program's own workbook or of somebody else's file.

    Raises:
        OpenProblem: there is more text than the window can hold.
    """
    from report_editor.workbook.reopened import Reopened

    if not isinstance(found, Reopened):
        return Opened(found.document, notes=tuple(found.notes), recognition=found)
    if problem := describe_excessive_total(found.document):
        raise OpenProblem(problem)
    return Opened(
        found.document,
        is_own=True,
        notes=tuple(found.notes),
        read_only=found.read_only,
        sha256=found.sha256,
    )
