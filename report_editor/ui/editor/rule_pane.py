"""Pane that explains the rule behind a finding, in plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from report_editor.ui.widgets.icons import icon

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from report_editor.checks.catalogue import RuleText


class RulePane(QWidget):
    """Title, meaning, advice and source in law of one rule."""

    closed = Signal()
    """Emitted when the button or Esc asks to close the pane."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty pane."""
        super().__init__(parent)
        self.title = QLabel()
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setWordWrap(True)
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("规则说明")
        self._close = QToolButton()
        self._close.setIcon(icon("close"))
        self._close.setAutoRaise(True)
        self._close.setToolTip("收起规则说明（Esc）")
        self._close.setAccessibleName("收起规则说明")
        self._close.clicked.connect(lambda _checked: self.closed.emit())
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(top)
        layout.addWidget(self.text, 1)

    def show_rule(self, rule: RuleText) -> None:
        """Show the words on a rule."""
        self.title.setText(rule.title)
        parts = (rule.meaning, f"怎么办：{rule.advice}", f"依据：{rule.source}")
        self.text.setPlainText("\n".join(parts))

    def show_sentence(self, sentence: str) -> None:
        """Show why there is no rule to explain."""
        self.title.clear()
        self.text.setPlainText(sentence)

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of a new palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._close.setIcon(icon("close"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close the pane with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
