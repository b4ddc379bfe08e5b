"""The program's log: what happened, never what the report says.

A traceback is written as types, files and lines. The text of an exception may quote the report,
so it is left out.
"""

from __future__ import annotations

import logging
import logging.handlers
import traceback
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

FILE_NAME = "report-editor.log"
_MOST_BYTES = 512 * 1024
_KEPT = 3


def anonymous_traceback(error: BaseException) -> str:
    """The path an exception took through the program: no text of it, no values."""
    lines: list[str] = []
    current: BaseException | None = error
    while current is not None:
        lines.extend(
            f"  {frame.filename}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(current.__traceback__)
        )
        lines.append(type(current).__name__)
        current = current.__cause__ or current.__context__
    return "\n".join(lines)


class _Formatter(logging.Formatter):
    def formatException(self, ei: object) -> str:  # noqa: N802 - logging's name
        error = ei[1] if isinstance(ei, tuple) else None
        return anonymous_traceback(error) if isinstance(error, BaseException) else ""


def start_log(folder: Path) -> Path:
    """Begins writing the log in a folder that exists; returns the file.

    Three older files of half a megabyte are kept.
    """
    file = folder / FILE_NAME
    handler = logging.handlers.RotatingFileHandler(
        file, maxBytes=_MOST_BYTES, backupCount=_KEPT, encoding="utf-8", delay=True
    )
    handler.setFormatter(_Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger("report_editor")
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    return file
