"""File of the program's log, which begins anew when it is full."""

from __future__ import annotations

from logging.handlers import RotatingFileHandler
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from logging import LogRecord
    from pathlib import Path


class LogFile(RotatingFileHandler):
    """File that is opened with its first line; who asked for it hears of lines not written."""

    def __init__(
        self, path: Path, most_bytes: int, kept: int, on_failure: Callable[[], None]
    ) -> None:
        """Name the file, the bytes it may have, and how many older ones are kept."""
        super().__init__(path, maxBytes=most_bytes, backupCount=kept, encoding="utf-8", delay=True)
        self._on_failure = on_failure

    def handleError(self, record: LogRecord) -> None:  # noqa: ARG002, N802 - logging's name
        """Tell that a line could not be written; nothing goes to a console instead."""
        self._on_failure()
