"""The status bar: one sentence on the state of the report, the selection's sum, the zoom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QStatusBar, QWidget

from report_editor.checks import Finding, summarise
from report_editor.ui.widgets.icons import icon
from report_editor.ui.widgets.severity import color, icon_name, worst

if TYPE_CHECKING:
    from collections.abc import Sequence

NOTICE_MS = 8000


class StatusBar(QStatusBar):
    """What the clerk sees without asking."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begins empty."""
        super().__init__(parent)
        self._sign = QLabel()
        self.state = QLabel()
        self.selection = QLabel()
        self._zoom = QLabel("100%")
        self._progress = QProgressBar()
        self._progress.setMaximumWidth(self.fontMetrics().horizontalAdvance("国") * 12)
        self._progress.hide()
        self.cancel = QPushButton("取消")
        self.cancel.hide()
        self.addWidget(self._sign)
        self.addWidget(self.state, 1)
        self.addPermanentWidget(self._progress)
        self.addPermanentWidget(self.cancel)
        self.addPermanentWidget(self.selection)
        self.addPermanentWidget(self._zoom)

    def show_findings(self, findings: Sequence[Finding] | None) -> None:
        """Says whether everything balances, or how much does not; None without a report."""
        if findings is None:
            self.state.setText("就绪")
            self._sign.clear()
            return
        self.state.setText(summarise(list(findings)))
        gravest = worst([each.severity for each in findings])
        drawing = icon("balanced") if gravest is None else icon(icon_name(gravest), color(gravest))
        self._sign.setPixmap(drawing.pixmap(self.fontMetrics().height()))

    def show_selection(self, text: str) -> None:
        """Shows the sums of the selected cells."""
        self.selection.setText(text)

    def show_zoom(self, percent: int) -> None:
        """Shows how large the report is shown."""
        self._zoom.setText(f"{percent}%")

    def show_notice(self, sentence: str) -> None:
        """Shows a sentence for a while."""
        self.showMessage(sentence, NOTICE_MS)

    def show_work(self, words: str) -> None:
        """Says what is being done; empty when it is over."""
        if words:
            self.showMessage(words)
        elif self._progress.isVisible() or self.currentMessage().endswith("……"):
            self.clearMessage()
            self._progress.hide()

    def show_reading(self, done: int, total: int) -> None:
        """Shows how far the reading of a file is, with the button that ends it."""
        self._progress.setRange(0, total)
        self._progress.setValue(done)
        self._progress.show()
        self.cancel.show()

    def end_reading(self) -> None:
        """The reading is over."""
        self._progress.hide()
        self.cancel.hide()

    def show_progress(self, share: float) -> None:
        """Shows how much of the work is done, from 0 to 1."""
        self._progress.setRange(0, 100)
        self._progress.setValue(round(share * 100))
        self._progress.setVisible(share < 1)
