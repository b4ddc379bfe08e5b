"""Status bar: what was done, what is left, the state of the file, the selection's sum, the zoom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QProgressBar, QPushButton, QStatusBar, QToolButton

from report_editor.common.hidden_characters import name_hidden
from report_editor.ui.shell.kept_label import KeptLabel
from report_editor.ui.widgets.foreign_text import set_tool_tip
from report_editor.ui.widgets.labels import Label
from report_editor.ui.widgets.spacing import Space, set_margins

if TYPE_CHECKING:
    from report_editor.workspace.workspace import Workspace

SAVED = "已保存"
"""Beginning of the notice on a save."""
NOTICE_MS = 4000
READING_MS = 100
"""Milliseconds that a character of a sentence is shown longer."""


class StatusBar(QStatusBar):
    """Status bar that follows what the workspace reads and writes."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        set_margins(self, left=Space.SMALL, right=Space.MEDIUM)
        self._workspace = workspace
        self.state = Label()
        self.gaps = QToolButton()
        self.gaps.setAutoRaise(True)
        self.gaps.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        set_tool_tip(self.gaps, "转到下一处没完成的（Shift+F4）")
        self.gaps.hide()
        self.kept = KeptLabel()
        self.selection = Label()
        self._zoom = Label("100%")
        self._progress = QProgressBar()
        self._progress.setMaximumWidth(self.fontMetrics().horizontalAdvance("国") * 12)
        self._progress.hide()
        self.cancel = QPushButton("取消")
        self.cancel.hide()
        for each in (
            self.cancel,
            self.gaps,
            self._progress,
        ):  # hidden, they would make the bar higher too
            each.setMaximumHeight(self.fontMetrics().height() + 3)
        self.addWidget(self.state, 1)
        self.addPermanentWidget(self._progress)
        self.addPermanentWidget(self.cancel)
        self.addPermanentWidget(self.selection)
        self.addPermanentWidget(self.gaps)  # at the right: sums of a selection do not move it
        self.addPermanentWidget(self.kept)
        self.addPermanentWidget(self._zoom)
        workspace.busyChanged.connect(self._show_work)
        workspace.stalled.connect(lambda _turn: self.cancel.show())
        workspace.progress.connect(self._show_progress)
        self.cancel.clicked.connect(workspace.cancel)

    def show_ready(self, *, has_report: bool) -> None:
        """Say that the program waits, where no report is open; else the findings say how it is."""
        self.state.setText("" if has_report else "就绪")
        self._zoom.setVisible(has_report)

    def show_gaps(self, words: str) -> None:
        """Show what is left to do, as a way there; nothing where all is done."""
        self.gaps.setText(words)
        self.gaps.setVisible(bool(words))

    def show_zoom(self, percent: int) -> None:
        """Show how large the report is shown."""
        self._zoom.setText(f"{percent}%")

    def show_notice(self, sentence: str) -> None:
        """Show a sentence for a while, and have a screen reader say it.

        A tool tip holds one that is wider than the bar.
        """
        space = self.fontMetrics().horizontalAdvance("国")
        beside = sum(
            each.sizeHint().width() + space
            for each in (
                self._progress,
                self.cancel,
                self.selection,
                self.gaps,
                self.kept,
                self._zoom,
            )
            if not each.isHidden()
        )
        room = self.width() - beside - space
        mode = Qt.TextElideMode.ElideRight
        shown = self.fontMetrics().elidedText(name_hidden(sentence), mode, max(room, 0))
        self.showMessage(shown, NOTICE_MS + READING_MS * len(sentence))
        set_tool_tip(self, sentence)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, name_hidden(sentence)))

    def drop_outdated(self) -> None:
        """Show no longer that the report is saved: something was changed since."""
        if self.currentMessage().startswith(SAVED):
            self.clearMessage()

    def _show_work(self, words: str) -> None:
        """Show what is being done; empty when it is over."""
        if words:
            self.showMessage(name_hidden(words))
        elif self.currentMessage().endswith("……"):  # else something else is to be read
            self.clearMessage()
        self._progress.hide()
        self.cancel.setVisible(self._workspace.is_stalled)

    def _show_progress(self, done: int, total: int) -> None:
        """Show how far the work is, with the button that ends it where it can be ended."""
        if not self._workspace.is_busy:
            return  # it came through the queue after the end
        self._progress.setRange(0, total)
        self._progress.setValue(done)
        self._progress.show()
        self.cancel.setVisible(self._workspace.can_cancel)
