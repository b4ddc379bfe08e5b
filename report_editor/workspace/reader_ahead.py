"""Start a reader while a dialog still asks which file to read."""

from __future__ import annotations

import logging
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from report_editor.importers.reading import read_in_worker, start_reader
from report_editor.workspace.background import in_background

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from report_editor.importers.reader_process import ReaderProcess, Reading

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

    def read(self, path: Path) -> Reading[Any] | None:
        """Return the reading of a file, to whoever asks first; in a worker's thread.

        None where no reader could start, or where it has ended.
        """
        reader = self._take()
        return None if reader is None else read_in_worker(path, reader=reader)

    def _take(self) -> ReaderProcess | None:
        """Return the reader, to whoever asks first; wait while it is starting."""
        reader = self._waiting.get()
        self._waiting.put(None)
        if reader is not None and not reader.is_running:
            reader.end()  # closes its pipes
            return None
        return reader

    def _start(self) -> None:
        reader = None
        try:
            reader = start_reader()
        except OSError as error:  # the system lets no further process begin
            _log.info("no reader was started ahead: %s", error)
        finally:
            self._waiting.put(reader)

    def _end(self) -> None:
        if (reader := self._take()) is not None:
            reader.end()
