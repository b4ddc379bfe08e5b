"""Bar of Ctrl+F under the report, which leads from one occurrence of a text to the next."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from report_editor.ui.editor.search import Hit, find_hits
from report_editor.ui.widgets.text_input import OneLine

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from report_editor.document import Document


class FindBar(QWidget):
    """Searches the whole report, from tab to tab and round again."""

    found = Signal(object)
    """Show this :class:`~report_editor.ui.editor.search.Hit`; the keyboard stays in the bar."""
    closed = Signal()

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._last: Hit | None = None
        self.line = OneLine()
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
        layout.addWidget(_button("上一处(&B)", self.previous))
        layout.addWidget(_button("下一处(&M)", self.next))
        layout.addWidget(self.state, 1)
        layout.addWidget(_button("关闭", self.close_bar))
        self.line.textEdited.connect(self._search_on)
        self.line.refused.connect(self.state.setText)
        self.line.returnPressed.connect(self.next)
        self.hide()

    def begin(self, selected: str) -> None:
        """Show the bar, with the text that is selected in the report as the text to find."""
        if selected:
            self.line.setText(selected)
        self.show()
        self.line.selectAll()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_bar(self) -> None:
        """Hide the bar and give the keyboard back to the report."""
        self.hide()
        self.closed.emit()

    def next(self) -> None:
        """Go to the next hit, from the last to the first."""
        self._step(bisect_right, 0)

    def previous(self) -> None:
        """Go to the hit before, from the first to the last."""
        self._step(bisect_left, -1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close the bar with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)

    def _search_on(self) -> None:
        """Search an edited text from the last hit on, which stays while it still fits."""
        hits = find_hits(self._document, self.line.text())
        self._show(hits, 0 if self._last is None else bisect_left(hits, self._last.lower_bound))

    def _step(self, bisect: Callable[[list[Hit], Hit], int], shift: int) -> None:
        hits = find_hits(self._document, self.line.text())
        self._show(hits, 0 if self._last is None else bisect(hits, self._last) + shift)

    def _show(self, hits: list[Hit], index: int) -> None:
        if not hits:
            self.state.setText("没有找到" if self.line.text() else "")
            return
        index %= len(hits)
        self._last = hits[index]
        self.state.setText(f"第 {index + 1} 处，共 {len(hits)} 处")
        self.found.emit(self._last)


def _button(text: str, act: Callable[[], None]) -> QPushButton:
    button = QPushButton(text)
    button.clicked.connect(act)
    return button
