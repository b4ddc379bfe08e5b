"""Status bar: what was done, what is left, the state of the file, the selection's sum, the zoom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QProgressBar, QPushButton, QStatusBar, QToolButton, QWidget

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
_MAY_BE_NARROWER = (QEvent.Type.LayoutRequest, QEvent.Type.Resize)


class StatusBar(QStatusBar):
    """Status bar that follows what the workspace reads and writes."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        set_margins(self, left=Space.SMALL, right=Space.MEDIUM)
        self._workspace = workspace
        self.state = Label()
        self.gaps = _make_way_to_gaps()
        self.kept = KeptLabel()
        self.selection = Label()
        self._zoom = Label("100%")
        self._progress = QProgressBar()
        self._progress.setMaximumWidth(self.fontMetrics().horizontalAdvance("国") * 12)
        self._progress.hide()
        self.cancel = QPushButton("取消")
        self.cancel.hide()
        # Hidden, they would make the bar higher too.
        for each in (self.cancel, self.gaps, self._progress):
            each.setMaximumHeight(self.fontMetrics().height() + 3)
        self.addWidget(self.state, 1)
        self._beside: tuple[QWidget, ...] = (
            self._progress,
            self.cancel,
            self.selection,
            self.gaps,  # at the right: sums of a selection do not move it
            self.kept,
            self._zoom,
        )
        for widget in self._beside:
            self.addPermanentWidget(widget)
        self._sentence = ""
        """All of what is shown, as long as it is shown."""
        self._end = QTimer(self)
        self._end.setSingleShot(True)
        self._end.timeout.connect(self.clearMessage)
        self.messageChanged.connect(self._forget)
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
        """Show a sentence for a while, and have a screen reader say it."""
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

        self._show(sentence)
        self._end.start(NOTICE_MS + READING_MS * len(sentence))
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, name_hidden(sentence)))

    def _show(self, sentence: str) -> None:
        """Show a sentence until another one comes; a tool tip holds one that is too wide."""
        self._end.stop()
        self._sentence = name_hidden(sentence)
        set_tool_tip(self, sentence)
        self._fit()

    def _fit(self) -> None:
        """Show as much of the sentence as has room before what stands at the right."""
        space = self.fontMetrics().horizontalAdvance("国")
        beside = sum(_measure(each) + space for each in self._beside if not each.isHidden())
        room = max(self.width() - beside - space, space)
        mode = Qt.TextElideMode.ElideRight
        shown = self.fontMetrics().elidedText(self._sentence, mode, room)
        if shown != self.currentMessage():
            self.showMessage(shown)

    def event(self, event: QEvent) -> bool:
        """Cut the sentence anew where the bar or what stands at its right changes its width."""
        is_done = super().event(event)
        if event.type() in _MAY_BE_NARROWER and self.currentMessage():
            self._fit()
        return is_done

    def drop_notice(self, sentence: str) -> None:
        """Show a notice no longer, unless another has taken its place."""
        if self._sentence == name_hidden(sentence):
            self.clearMessage()

    def drop_outdated(self) -> None:
        """Show no longer that the report is saved: something was changed since."""
        if self._sentence.startswith(SAVED):
            self.clearMessage()

    def _forget(self, shown: str) -> None:
        """Let the tool tip end with the sentence."""
        if not shown:
            self._sentence = ""
            set_tool_tip(self, "")

    def _show_work(self, words: str) -> None:
        """Show what is being done; empty when it is over."""
        if words:
            self._show(words)
        elif self._sentence.endswith("……"):  # else something else is to be read
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


def _make_way_to_gaps() -> QToolButton:
    """Return a button for what is left to do, which is hidden while that is not known."""
    button = QToolButton()
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    set_tool_tip(button, "转到下一处没完成的（F5）")
    button.hide()
    return button


def _measure(widget: QWidget) -> int:
    """Return the width in pixels that a layout gives to a widget."""
    wanted = max(widget.sizeHint().width(), widget.minimumWidth())
    return min(wanted, widget.maximumWidth())
