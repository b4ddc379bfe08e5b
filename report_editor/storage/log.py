"""Keep the program's log: what happened, never what the report says.

A traceback is written as types, files and lines. The text of an exception may quote the report,
so it is left out.
"""

from __future__ import annotations

import contextlib
import logging
import logging.handlers
import traceback
from typing import TYPE_CHECKING

from report_editor.files.refusals import WriteProblem
from report_editor.files.user_folders import make_folder

if TYPE_CHECKING:
    from pathlib import Path

FILE_NAME = "report-editor.log"
_MOST_BYTES = 512 * 1024
_KEPT = 3


def format_traceback(error: BaseException) -> str:
    """Return the path an exception took through the program: no text of it, no values."""
    lines: list[str] = []
    current: BaseException | None = error
    while current is not None:
        frames = traceback.extract_tb(current.__traceback__)
        lines += [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        lines.append(type(current).__name__)
        current = current.__cause__ or current.__context__
    return "\n".join(lines)


class _Formatter(logging.Formatter):
    def formatException(self, ei: object) -> str:  # noqa: N802 - logging's name
        error = ei[1] if isinstance(ei, tuple) else None
        return format_traceback(error) if isinstance(error, BaseException) else ""


class Log(logging.handlers.RotatingFileHandler):
    """A log file. Where it cannot be written, nothing goes to a console instead."""

    def __init__(self, file: Path) -> None:
        """Open the file with the first line."""
        super().__init__(
            file, maxBytes=_MOST_BYTES, backupCount=_KEPT, encoding="utf-8", delay=True
        )
        self.setFormatter(_Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        self.folder = file.parent
        self.is_written = True
        """True while the last line is in the file."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line."""
        self.is_written = True
        super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: ARG002, N802 - logging's
        """Note that a line could not be written."""
        self.is_written = False


def start_log(folder: Path) -> Log:
    """Begin the log in a folder; one that cannot be written is no reason not to start.

    Three older files of half a megabyte are kept.
    """
    with contextlib.suppress(WriteProblem):
        make_folder(folder)
    log = Log(folder / FILE_NAME)
    root = logging.getLogger("report_editor")
    root.addHandler(log)
    root.setLevel(logging.INFO)
    return log
