"""Keep the program's log: what happened, never what the report says.

A traceback is written as types, files and lines. The text of an exception may quote the report,
so it is left out.
"""

from __future__ import annotations

import contextlib
import logging
import traceback
from typing import TYPE_CHECKING

from report_editor.files.refusals import WriteProblem
from report_editor.files.user_folders import make_folder

if TYPE_CHECKING:
    from logging.handlers import RotatingFileHandler
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


class Log(logging.Handler):
    """A log file. Where it cannot be written, nothing goes to a console instead."""

    def __init__(self, file: Path) -> None:
        """Make the file with the first line: most starts have none to write."""
        super().__init__()
        self._path = file
        self._file: RotatingFileHandler | None = None
        self.folder = file.parent
        self.is_written = True
        """True while the last line is in the file."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line."""
        self.is_written = True
        try:
            if self._file is None:
                self._file = self._open()
        except (ImportError, MemoryError):  # a program that is breaking down
            self.is_written = False
        else:
            self._file.emit(record)

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
        super().close()

    def _open(self) -> RotatingFileHandler:
        from report_editor.storage.log_file import LogFile  # 3 ms, with sockets and pickle

        file = LogFile(self._path, _MOST_BYTES, _KEPT, self._note_failure)
        file.setFormatter(_Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        return file

    def _note_failure(self) -> None:
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
