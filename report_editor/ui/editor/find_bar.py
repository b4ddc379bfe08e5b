"""Ctrl+F: a line under the report that leads from one place of a text to the next."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from report_editor.ui.editor.search import Hit, hits

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from report_editor.document import Document


class FindBar(QWidget):
    """Searches the whole report, from tab to tab and round again."""

    found = Signal(object)
    """Show this :class:`~report_editor.ui.editor.search.Hit`; the keyboard stays in the bar."""
    closed = Signal()

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        """Searches a report; begins hidden."""
        super().__init__(parent)
        self._document = document
        self._last: Hit | None = None
        self.line = QLineEdit()
        self.line.setPlaceholderText("在整份报告里查找，按回车找下一处")
        self.line.setAccessibleName("查找")
        self.line.setClearButtonEnabled(True)
        self.state = QLabel()
        label = QLabel("查找(&K)")
        label.setBuddy(self.line)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(9, 4, 9, 4)
        layout.addWidget(label)
        layout.addWidget(self.line, 2)
        for words, act in (
            ("上一处(&B)", self.previous),
            ("下一处(&M)", self.next),
        ):
            button = QPushButton(words)
            button.clicked.connect(lambda _checked, act=act: act())
            layout.addWidget(button)
        layout.addWidget(self.state, 1)
        close = QPushButton("关闭")
        close.clicked.connect(self.close_bar)
        layout.addWidget(close)
        self.line.textEdited.connect(lambda _text: self._from_here())
        self.line.returnPressed.connect(self.next)
        self.hide()

    def begin(self, selected: str) -> None:
        """Shows the bar; what is selected in the report is what one wants to find."""
        if selected:
            self.line.setText(selected)
        self.show()
        self.line.selectAll()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_bar(self) -> None:
        """Hides the bar; the report has the keyboard again."""
        self.hide()
        self.closed.emit()

    def next(self) -> None:
        """Goes to the next place, from the last to the first."""
        self._step(bisect_right, 0)

    def previous(self) -> None:
        """Goes to the place before, from the first to the last."""
        self._step(bisect_left, -1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the bar."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)

    def _from_here(self) -> None:
        """Another text is wanted: the place found last is good while it still fits."""
        places = hits(self._document, self.line.text())
        self._show(places, 0 if self._last is None else bisect_left(places, self._last.begin))

    def _step(self, bisect: Callable[[list[Hit], Hit], int], shift: int) -> None:
        places = hits(self._document, self.line.text())
        self._show(places, 0 if self._last is None else bisect(places, self._last) + shift)

    def _show(self, places: list[Hit], index: int) -> None:
        if not places:
            self.state.setText("没有找到" if self.line.text() else "")
            return
        index %= len(places)
        self._last = places[index]
        self.state.setText(f"第 {index + 1} 处，共 {len(places)} 处")
        self.found.emit(self._last)
