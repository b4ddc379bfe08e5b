"""Start the reader of other programs' files while a dialog still asks which file to read.

To start takes a reader longer than to read a common report.
"""

from __future__ import annotations

import logging
from queue import SimpleQueue
from typing import TYPE_CHECKING

from report_editor.workspace.background import in_background

if TYPE_CHECKING:
    from types import TracebackType

    from report_editor.importers.reader_process import ReaderProcess

_log = logging.getLogger(__name__)


class ReaderAhead:
    """Reader for at most one file; it is ended with the ``with`` block where nobody took it."""

    def __init__(self) -> None:
        """Start the reader, in another thread; return at once."""
        self._waiting: SimpleQueue[ReaderProcess | None] = SimpleQueue()
        in_background(self._start)

    def __enter__(self) -> ReaderAhead:
        """Return the object itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the reader unless it was taken, in another thread; return at once."""
        in_background(self._end)

    def take(self) -> ReaderProcess | None:
        """Return the reader, to whoever asks first; in a worker's thread, it may be starting.

        None where it could not start or has ended: whoever wants to read starts another.
        """
        reader = self._waiting.get()
        self._waiting.put(None)
        if reader is not None and not reader.is_running:
            reader.end()  # closes its pipes
            return None
        return reader

    def _start(self) -> None:
        from report_editor.importers.worker import start_reader

        reader = None
        try:
            reader = start_reader()
        except OSError as error:  # the system lets no further process begin
            _log.info("no reader was started ahead: %s", error)
        finally:
            self._waiting.put(reader)

    def _end(self) -> None:
        if (reader := self.take()) is not None:
            reader.end()
