"""Bar above the work; unlike a box it does not hinder anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPushButton

from report_editor.checks import Severity
from report_editor.common.hidden_characters import name_hidden
from report_editor.ui.widgets.icons import SMALL, icon
from report_editor.ui.widgets.labels import Label, hint
from report_editor.ui.widgets.severity import color, icon_name
from report_editor.ui.widgets.spacing import Space, set_margins

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent


class NoticeBar(QFrame):
    """Bar with a sentence and a button for each thing that can be done about it."""

    left = Signal()
    """Emitted when the bar is closed while it has the keyboard."""

    def __init__(self, sentence: str, *, is_warning: bool = True) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(self.palette().ColorRole.ToolTipBase)
        self.setForegroundRole(self.palette().ColorRole.ToolTipText)
        sign = Label()
        severity = Severity.WARNING if is_warning else Severity.INFO
        sign.setPixmap(icon(icon_name(severity), color(severity)).pixmap(SMALL))
        self.sentence = hint(sentence)
        self.sentence.setForegroundRole(self.palette().ColorRole.ToolTipText)
        self._row = QHBoxLayout(self)
        # Not higher than the heading of a page, over which it lies.
        set_margins(self._row, Space.MEDIUM, Space.HAIR, Space.MEDIUM, Space.HAIR)
        self._row.addWidget(sign)
        self._row.addWidget(self.sentence, 1)
        self.setAccessibleName(name_hidden(sentence))

    def add(self, words: str, act: Callable[[], object], *, closes: bool = True) -> QPushButton:
        """Add a button; a click on it closes the bar, unless that is to stay."""
        button = QPushButton(words)
        if closes:
            button.clicked.connect(self.close)
        button.clicked.connect(lambda _checked: act())
        self._row.addWidget(button)
        return button

    def closeEvent(self, event: QCloseEvent) -> None:
        """Give the keyboard away before Qt gives it to whatever comes next."""
        super().closeEvent(event)
        if self.isAncestorOf(QApplication.focusWidget() or self):
            self.left.emit()
