"""Start a reader before it is needed: while the window is made, or while a dialog asks for a file.

To start takes a reader longer than to read a common report.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Protocol

from report_editor.importers.reading import read_in_worker

if TYPE_CHECKING:
    from pathlib import Path

    from report_editor.importers.reader_process import Reading

_log = logging.getLogger(__name__)


class Ahead(Protocol):
    """Reader that was started ahead, for one file."""

    def read(self, path: Path) -> Reading[Any] | None:
        """Return the reading of a file, in a worker's thread; None where another must read it."""


class FileAhead:
    """File named at the start of the program, which is read while the window is made.

    Nothing of Qt is loaded for it.
    """

    def __init__(self, path: Path) -> None:
        """Start reading; return at once."""
        self.path = path
        self._reading: Reading[Any] | None = None
        try:
            self._reading = read_in_worker(path)
        except OSError as error:  # the system lets no further process begin
            _log.info("no reader was started ahead: %s", error)

    def read(self, path: Path) -> Reading[Any] | None:
        """Return the reading of the file, to whoever asks first; None for any other file."""
        reading, self._reading = self._reading, None
        return reading if path == self.path else None

    def drop(self) -> None:
        """Read the file no further."""
        if self._reading is not None:
            self._reading.cancel()
