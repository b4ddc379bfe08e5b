"""Show on a terminal how many files are done; elsewhere nothing is shown."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_editor.collection.report_row import Examined

_CLEAR = f"\r{' ' * 60}\r"
"""Signs with which any terminal, an old console of Windows too, empties a line."""


class Progress:
    """A line on the terminal of standard error that changes with every file."""

    def __init__(self, action: str, total: int) -> None:
        """Prepare the line; it is shown with the first file."""
        self._action = action
        self._total = total

    def follow(self, examined: Iterator[Examined]) -> Iterator[Examined]:
        """Yield what is examined; the line is away while the caller has its turn."""
        _show(f"{self._action} 0/{self._total}")
        for done, each in enumerate(examined, start=1):
            _show(_CLEAR)
            yield each
            _show(f"{_CLEAR}{self._action} {done}/{self._total}")
        _show(_CLEAR)


def show_at_end(sentence: str) -> None:
    """Print a sentence on the terminal when all is done."""
    _show(f"{_CLEAR}{sentence}\n")


def _show(text: str) -> None:
    if sys.stderr is not None and sys.stderr.isatty():
        sys.stderr.write(text)
        sys.stderr.flush()
