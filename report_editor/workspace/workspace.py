"""Report in work, and what is being read and written for it. No window."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from report_editor.files.file_ops import SYSTEM, FileOps
from report_editor.workspace.turn import Turn

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from report_editor.workspace.open_report import OpenReport
    from report_editor.workspace.session import Session


class Workspace(QObject):
    """Holder of the one report in work; a window shows it, a test needs none."""

    reportChanged = Signal()
    """Another report is in work, or none."""
    saved = Signal()
    busyChanged = Signal(str)
    """A few Chinese words on what is being done; empty when it is over."""
    stalled = Signal(object)
    """Emitted with a ``Turn`` whose drive has not answered for some seconds."""
    progress = Signal(int, int)
    asked = Signal(object)
    warned = Signal(str)
    """Signals of any operation, see :class:`~report_editor.workspace.operation.Operation`."""

    def __init__(self, parent: QObject | None = None, *, disk: FileOps = SYSTEM) -> None:
        """Begin without a report; ``disk`` is what saves and exports are written to."""
        super().__init__(parent)
        self.disk = disk
        self.report: OpenReport | None = None
        self.turns: list[Turn] = []
        """Whatever is being read or written."""
        self._saves: list[Turn] = []
        """Save under way, and those that wait for its end."""

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
    def is_busy(self) -> bool:
        """Return whether something is being read or written."""
        return bool(self.turns or self._saves)

    @property
    def is_stalled(self) -> bool:
        """Return whether a drive has not answered for some seconds."""
        return any(each.is_stalled for each in self.turns)

    def is_save(self, turn: Turn) -> bool:
        """Check whether a turn saves the report in work."""
        return turn in self._saves

    @property
    def can_cancel(self) -> bool:
        """Return whether something of what is being done can be given up."""
        return any(each.can_cancel for each in self.turns)

    def cancel(self) -> None:
        """Give up what was begun last of all that can be given up."""
        for each in reversed(self.turns):
            if each.can_cancel:
                each.give_up()
                return

    def give_up_all(self) -> None:
        """Give up whatever is being read or written, or waits for it."""
        for each in (*self._saves[::-1], *self.turns):
            each.give_up()

    async def wait_for_saves(self) -> Turn | None:
        """Return once no save is under way, or with the save whose drive has stalled."""
        while self._saves:
            turn = self._saves[0]
            await turn.settle()
            if turn.is_stalled:
                return turn
        return None

    @asynccontextmanager
    async def turn(
        self,
        action: str,
        *,
        target: Path | None = None,
        can_cancel: bool = False,
        is_save: bool = False,
    ) -> AsyncIterator[Turn]:
        """Say what is being read or written, and let it be given up where the drive stalls.

        Saves are done one after the other, because two at once could end in the wrong order; but
        none waits for ever. One that has stalled makes way for one that is begun now, and for one
        that waits to write another file.

        Args:
            action: What is done, in Chinese, such as 保存到“年报.xlsx”.
            target: File that is written; None where nothing is.
            can_cancel: It can be given up also before its drive has stalled.
            is_save: It saves the report in work.
        """
        turn = Turn(action, target=target, can_cancel=can_cancel, parent=self)
        turn.changed.connect(lambda: self._follow(turn))
        try:
            if is_save:
                await self._wait_in_line(turn)
            self.turns.append(turn)
            self.busyChanged.emit(turn.words)
            yield turn
        finally:
            if isValid(self):  # else the program ends
                self._end(turn)

    async def _wait_in_line(self, turn: Turn) -> None:
        self._saves.append(turn)
        first = self._saves[0]
        if first is not turn:
            if first.is_stalled:
                first.give_up()
            await turn.wait_for(turn.ready)

    def _follow(self, turn: Turn) -> None:
        if turn.is_stalled:
            if turn in self._saves and any(each.target != turn.target for each in self._saves):
                turn.give_up()
            else:
                self.stalled.emit(turn)

    def _end(self, turn: Turn) -> None:
        if turn in self.turns:
            self.turns.remove(turn)
        if turn in self._saves:
            self._saves.remove(turn)
            QTimer.singleShot(0, self, self._begin_next_save)  # once this has handed its result on
        if self.turns:
            self.busyChanged.emit(self.turns[-1].words)
        elif not self._saves:
            self.busyChanged.emit("")
        turn.end()

    def _begin_next_save(self) -> None:
        if self._saves and not self._saves[0].ready.is_settled:
            self._saves[0].ready.succeed(None)
