"""Show on a terminal how many files are done; elsewhere nothing is shown."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_editor.collection.report_row import Examined

_CLEAR = "\r\x1b[K"
"""Signs with which every terminal goes back to the start of a line and empties it."""


class Progress:
    """A line on the terminal of standard error that changes with every file."""

    def __init__(self, action: str, total: int) -> None:
        """Prepare the line; it is shown with the first file."""
        self._action = action
        self._total = total
        self._done = 0
        self._is_shown = sys.stderr is not None and sys.stderr.isatty()

    def follow(self, examined: Iterator[Examined]) -> Iterator[Examined]:
        """Yield what is examined; the line is away while the caller has its turn."""
        self._write(f"{self._action} 0/{self._total}")
        for each in examined:
            self._done += 1
            self._write(_CLEAR)
            yield each
            self._write(f"{_CLEAR}{self._action} {self._done}/{self._total}")
        self._write(_CLEAR)

    def summarise(self, sentence: str) -> None:
        """Print a sentence at the end."""
        self._write(f"{_CLEAR}{sentence}\n")

    def _write(self, text: str) -> None:
        if self._is_shown:
            sys.stderr.write(text)
            sys.stderr.flush()
