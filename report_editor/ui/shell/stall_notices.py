"""Notices that a drive does not answer; nothing waits for it, and one can go on typing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from report_editor.ui.widgets.notice_bar import NoticeBar

if TYPE_CHECKING:
    from report_editor.ui.shell.report_stack import ReportStack
    from report_editor.workspace.turn import Turn
    from report_editor.workspace.workspace import Workspace

SECOND_MS = 1000


class StallNotices(QObject):
    """Bars on the page that is shown, one for each writing that has stalled."""

    saveAsRequested = Signal()
    """Emitted when the user gave a save up and wants to save elsewhere."""

    def __init__(self, workspace: Workspace, stack: ReportStack) -> None:
        super().__init__(stack)
        self._workspace = workspace
        self._stack = stack
        workspace.stalled.connect(self._show)

    def _show(self, turn: Turn) -> None:
        if turn.target is None:  # what is read may take that long; the status bar has a button
            return
        bar = NoticeBar(_describe(turn))
        bar.add("继续等", lambda: None)
        if self._workspace.is_save(turn):
            bar.add("放弃，另存到别处…", lambda: self._save_elsewhere(turn), closes=False)
        else:
            bar.add("放弃", turn.give_up, closes=False)
        timer = QTimer(bar)
        timer.timeout.connect(lambda: bar.sentence.setText(_describe(turn)))
        timer.start(SECOND_MS)

        def close() -> None:
            """Close the bar when the drive answers, or nobody waits for it any more."""
            if isValid(bar):
                bar.close()

        turn.changed.connect(close)
        self._stack.add_notice(bar)

    def _save_elsewhere(self, turn: Turn) -> None:
        turn.give_up()
        self.saveAsRequested.emit()


def _describe(turn: Turn) -> str:
    return f"{turn.action}已经等了 {turn.seconds} 秒，还没有回音。"
