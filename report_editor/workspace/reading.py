"""Follows a foreign file being read in its own process: how far it is, and its early end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

if TYPE_CHECKING:
    from report_editor.importers.worker import Reading

LOOK_MS = 150
"""How often the progress is looked at; what is read sooner shows none."""


class ReadingWatch(QObject):
    """The one reading that may be under way."""

    progressed = Signal(int, int)
    """Parts done and parts in all; 0 in all while that is not known."""
    ended = Signal()
    _begun = Signal(object)

    def __init__(self, parent: QObject) -> None:
        """Watches nothing yet."""
        super().__init__(parent)
        self._reading: Reading | None = None
        self._cancelled = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._begun.connect(self._begin, Qt.ConnectionType.QueuedConnection)

    def follow(self, reading: Reading) -> None:
        """Begins to follow; may be called from a worker's thread."""
        self._begun.emit(reading)

    def cancel(self) -> None:
        """Gives the reading up: the user asked for it."""
        if self._reading is not None:
            self._cancelled = True
            self._reading.cancel()

    def was_cancelled(self) -> bool:
        """Whether the last reading ended because the user asked for it; asked once."""
        cancelled, self._cancelled = self._cancelled, False
        return cancelled

    def _begin(self, reading: Reading) -> None:
        self._reading = reading
        self._timer.start()

    def _look(self) -> None:
        reading = self._reading
        if reading is None or reading.poll():
            self._timer.stop()
            self._reading = None
            self.ended.emit()
        else:
            done, total = reading.progress or (0, 0)
            self.progressed.emit(done, total)
