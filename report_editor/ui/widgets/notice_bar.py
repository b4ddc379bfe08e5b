"""A sentence with its ways out, above the work and never in its way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QStyle, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable


class NoticeBar(QFrame):
    """What has happened, and a button for each thing that can be done about it."""

    def __init__(self, sentence: str, parent: QWidget | None = None) -> None:
        """Shows a sentence; :meth:`add` adds the ways out."""
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(self.palette().ColorRole.ToolTipBase)
        self.setForegroundRole(self.palette().ColorRole.ToolTipText)
        sign = QLabel()
        size = self.style().pixelMetric(QStyle.PixelMetric.PM_SmallIconSize)
        warning = self.style().standardIcon(QStyle.StandardPixmap.SP_MessageBoxWarning)
        sign.setPixmap(warning.pixmap(size))
        self.sentence = QLabel(sentence)
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)  # a file's name may look like a page
        self.sentence.setWordWrap(True)
        self.sentence.setForegroundRole(self.palette().ColorRole.ToolTipText)
        self._row = QHBoxLayout(self)
        self._row.addWidget(sign)
        self._row.addWidget(self.sentence, 1)
        self.setAccessibleName(sentence)

    def add(self, words: str, act: Callable[[], object], *, closes: bool = True) -> QPushButton:
        """Adds a way out; after it the bar goes, unless it is to stay."""
        button = QPushButton(words)

        def clicked() -> None:
            if closes:
                self.hide()
                self.deleteLater()
            act()

        button.clicked.connect(clicked)
        self._row.addWidget(button)
        return button
