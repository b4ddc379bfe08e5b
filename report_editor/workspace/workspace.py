"""Report in work, and the one operation at a time that reads or writes for it. No window."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from report_editor.files.file_ops import SYSTEM, FileOps
from report_editor.workspace.background import Pending

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from report_editor.workspace.open_report import OpenReport
    from report_editor.workspace.session import Session


class Workspace(QObject):
    """Holder of the one report in work; a window shows it, a test needs none."""

    reportChanged = Signal()
    """Another report is in work, or none."""
    saved = Signal()
    busyChanged = Signal(str)
    """A few Chinese words on what is being done; empty when it is over."""
    progress = Signal(int, int)
    asked = Signal(object)
    warned = Signal(str)
    """Signals of any operation, see :class:`~report_editor.workspace.operation.Operation`."""

    def __init__(self, parent: QObject | None = None, *, disk: FileOps = SYSTEM) -> None:
        """Begin without a report; ``disk`` is what saves and exports are written to."""
        super().__init__(parent)
        self.disk = disk
        self.report: OpenReport | None = None
        self.is_busy = False
        """Set while something is being read or written."""
        self._cancel: Callable[[], None] | None = None
        self._waiting: list[Pending[None]] = []

    @property
    def session(self) -> Session | None:
        """Return what is in memory of the report in work."""
        return self.report.session if self.report else None

    def begin(self, report: OpenReport | None) -> None:
        """Have another report in work, or none; the work on the present one is over."""
        former, self.report = self.report, report
        if former is not None:
            former.end()
        if report is not None:
            report.setParent(self)
            report.saved.connect(self.saved)
        self.reportChanged.emit()
        if former is not None:
            former.deleteLater()

    def secure(self) -> bool:
        """Bring to the disk what is not saved; return whether all of it is there."""
        return self.report is None or self.report.sync()

    def put_away(self) -> None:
        """End the work unasked; what is not saved waits for the next start of the program."""
        if self.report is not None:
            self.report.session.commit()
            self.report.end(keep=self.report.session.is_dirty)

    @property
    def can_cancel(self) -> bool:
        """Return whether what is being done can be given up."""
        return self._cancel is not None

    def cancel(self) -> None:
        """Give up what is being done, where that is possible."""
        if self._cancel is not None:
            self._cancel()

    @asynccontextmanager
    async def turn(
        self, words: str, cancel: Callable[[], None] | None = None
    ) -> AsyncIterator[None]:
        """Wait until nothing is read or written, and have nobody else do so until the end.

        Two saves at once could end in the wrong order. ``words`` say what is done, ``cancel``
        gives it up.
        """
        if self.is_busy:
            turn: Pending[None] = Pending()
            self._waiting.append(turn)
            await turn
        self.is_busy, self._cancel = True, cancel
        self.busyChanged.emit(words)
        try:
            yield
        finally:
            self._cancel = None
            if isValid(self):  # else the program ends
                self._pass_turn_on()

    def _pass_turn_on(self) -> None:
        if self._waiting:  # once the present operation has handed its result over
            turn = self._waiting.pop(0)
            QTimer.singleShot(0, self, lambda: turn.succeed(None))
        else:
            self.is_busy = False
            self.busyChanged.emit("")
