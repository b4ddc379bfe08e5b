"""Text editor that looks like the sheet of paper: lines break on the screen where they do there."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRectF, QSignalBlocker, Qt
from PySide6.QtGui import QFontMetricsF, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from report_editor.ui.widgets import fonts
from report_editor.ui.widgets.by_words import TextByWords
from report_editor.ui.widgets.type_scale import make_paper_font

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent, QWheelEvent

CHARACTERS_A_LINE = 28
"""As on paper (GB/T 9704-2012), so that lines break on the screen where they break there."""
PAPER_MARGIN = 1.5
"""Characters between the text and the edges of the sheet on the screen."""
_LEAST_SIDE = 8
"""Pixels of the desk that are seen at each side of the sheet."""
_RECTANGLES = (Qt.InputMethodQuery.ImCursorRectangle, Qt.InputMethodQuery.ImAnchorRectangle)


class PaperEdit(TextByWords, QTextEdit):
    """Column of a fixed number of characters a line, in the middle, at any zoom."""

    def __init__(self) -> None:
        super().__init__()
        self._percent = 0
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def set_zoom(self, percent: int) -> None:
        """Show the text larger or smaller; the line at the top stays there."""
        if percent == self._percent:
            return
        self._percent = percent
        top = self.cursorForPosition(QPoint(0, 0))
        document = self.document()
        blocker = QSignalBlocker(document)  # no text changes
        document.setLayoutEnabled(False)  # it is laid out once, when everything is set
        document.setDefaultFont(make_paper_font(fonts.list_families(fonts.FANG_SONG), percent))
        document.setDocumentMargin(PAPER_MARGIN * self._em())
        look = QTextBlockFormat()
        look.setTextIndent(2 * self._em())
        look.setLineHeight(125, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor = QTextCursor(document)
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(look)
        self._fit_column()
        document.setLayoutEnabled(True)
        blocker.unblock()
        if top.position():
            bar = self.verticalScrollBar()
            value = bar.value() + self.cursorRect(top).top()
            bar.setMaximum(max(value, bar.maximum()))  # Qt lays out what is below by and by
            bar.setValue(value)

    def _em(self) -> float:
        return QFontMetricsF(self.document().defaultFont()).horizontalAdvance("国")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column as wide as a line on paper, in the middle."""
        super().resizeEvent(event)
        self._fit_column()

    def find_least_width(self) -> int:
        """Return the width in which lines break as on paper."""
        return ceil(self._measure_column()) + 2 * _LEAST_SIDE + self._measure_edges()

    def _measure_column(self) -> float:
        return (CHARACTERS_A_LINE + 0.5) * self._em() + 2 * self.document().documentMargin()

    def _measure_edges(self) -> int:
        return 2 * self.frameWidth() + self.verticalScrollBar().sizeHint().width()

    def _fit_column(self) -> None:
        column = self._measure_column()
        available = self.width() - self._measure_edges()
        side = max(_LEAST_SIDE, int((available - column) / 2))
        self.setLineWrapColumnOrWidth(int(min(column, available - 2 * side)))
        margins = self.viewportMargins()
        if (margins.left(), margins.right()) != (side, side):
            self.setViewportMargins(side, 0, side, 0)

    def inputMethodQuery(  # type: ignore[override]  # the stubs know two functions of the name
        self, query: Qt.InputMethodQuery
    ) -> object:
        """Give an input method the cursor's position; Qt forgets the margins of the viewport."""
        answer = super().inputMethodQuery(query)
        if query in _RECTANGLES and isinstance(answer, QRectF):
            return answer.translated(QPointF(self.viewport().pos()))
        return answer

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave Ctrl+wheel to the window, which zooms everything alike."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().wheelEvent(event)
