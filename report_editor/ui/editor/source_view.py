"""Source of a report as it was read, each line linked with the cells that come from it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor, QTextFormat
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QVBoxLayout, QWidget

from report_editor.ui.widgets.accent import accent
from report_editor.ui.widgets.by_words import TextByWords
from report_editor.ui.widgets.comfortable_scroll import find_scroll_to_cursor
from report_editor.ui.widgets.labels import Label
from report_editor.ui.widgets.spacing import Space, set_margins
from report_editor.ui.widgets.text_input import OneLine
from report_editor.ui.widgets.type_scale import use_text_size

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent

    from report_editor.forms import Address

_LINE_BREAK = "\u2028"
"""Break within a line of the source, which stays one paragraph of the view."""


class SourceView(QWidget):
    """Lines of a source with a search; a line that is chosen leads to what was made of it."""

    cellChosen = Signal(str)
    """Emitted with the address of the cell that comes from the line chosen."""
    textChosen = Signal(str)
    """Emitted with the text of a line that no cell comes from."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: Sequence[tuple[str, str]] = ()
        self._cells: dict[int, list[Address]] = {}
        self._line_of: Mapping[Address, int] = {}
        self._line_of_text: dict[str, int] = {}
        self.text = _Text()
        self.text.chosen.connect(self._choose)
        self.search = OneLine()
        self.search.setPlaceholderText("在原文中查找，按回车找下一处")
        self.search.setAccessibleName("在原文中查找")
        self.search.setClearButtonEnabled(True)
        self.search.returnPressed.connect(self._find_next)
        self.where = Label()
        layout = QVBoxLayout(self)
        set_margins(layout)
        layout.setSpacing(Space.SMALL.pixels)
        layout.addWidget(self.search)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.where)

    def show_lines(self, lines: Sequence[tuple[str, str]], cells: Mapping[Address, int]) -> None:
        """Show lines, each with its position in the file; ``cells`` know their line."""
        self._lines, self._line_of = lines, cells
        self._cells = {}
        for address, line in cells.items():
            self._cells.setdefault(line, []).append(address)
        self._line_of_text = {}
        for at, (_, text) in enumerate(lines):
            self._line_of_text.setdefault(text.strip(), at)
        shown = (_LINE_BREAK.join(text.splitlines()) for _, text in lines)
        self.text.setPlainText("\n".join(shown))
        self.where.setText("点一行，转到由它读出的格子或段落。" if cells else "")

    def show_line(self, line: int) -> None:
        """Bring a line to the top."""
        self.text.moveCursor(QTextCursor.MoveOperation.End)
        self.text.setTextCursor(QTextCursor(self.text.document().findBlockByNumber(line)))

    def mark_cell(self, address: Address) -> None:
        """Show the line that a cell comes from; none where it comes from none."""
        line = self._line_of.get(address, -1)
        if 0 <= line < len(self._lines):
            self._mark(line)
        else:
            self.text.mark(None)

    def mark_text(self, text: str) -> None:
        """Show the line that has a text, if there is one."""
        if text.strip() and (line := self._line_of_text.get(text.strip())) is not None:
            self._mark(line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the line that is marked in the new height as well."""
        super().resizeEvent(event)
        self.text.show_whole()

    def _mark(self, line: int) -> None:
        self.text.mark(line)
        self.where.setText(f"原文位置：{self._lines[line][0]}")

    def _choose(self, line: int, column: int) -> None:
        """Lead to the cell of a line, in a row of several to the one that was clicked."""
        if not 0 <= line < len(self._lines):
            return
        self._mark(line)
        text = self._lines[line][1]
        if not (addresses := self._cells.get(line)):
            if text.strip():
                self.textChosen.emit(text)
            return
        gap = "\t" if "\t" in text else r"\s+"
        before = len(re.findall(gap, text)) + 1 - len(addresses)  # labels stand before the values
        at = len(re.findall(gap, text[:column])) - max(before, 0)
        self.cellChosen.emit(addresses[min(max(at, 0), len(addresses) - 1)])

    def _find_next(self) -> None:
        if not self.text.find(self.search.text()):
            self.text.moveCursor(QTextCursor.MoveOperation.Start)
            self.text.find(self.search.text())


class _Text(TextByWords, QPlainTextEdit):  # type: ignore[misc]  # the mixin is typed as QTextEdit
    """Text of which a line is chosen with a click or Enter."""

    chosen = Signal(int, int)
    """Emitted with the numbers of the line and of the character in it."""

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setAccessibleName("原文")
        use_text_size(self)
        self.setTabStopDistance(2 * self.fontMetrics().horizontalAdvance("国"))
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)

    def mark(self, line: int | None) -> None:
        """Mark a line and bring it into view; None for none."""
        if line is None:
            self.setExtraSelections([])
            return
        cursor = QTextCursor(self.document().findBlockByNumber(line))
        ground: Any = QTextEdit.ExtraSelection()  # the stubs do not know its fields
        ground.cursor = cursor
        ground.format.setBackground(accent(0.2))
        ground.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
        whole = QTextCursor(cursor)
        whole.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        words: Any = QTextEdit.ExtraSelection()
        words.cursor = whole
        words.format.setBackground(accent(0.2))
        self.setExtraSelections([ground, words])
        if self.textCursor().blockNumber() != line:  # a line that was clicked stays where it is
            self.setTextCursor(cursor)
            self.show_whole()

    def show_whole(self) -> None:
        """Show the line of the cursor with the lines around it, by which one knows it."""
        if self.extraSelections() and find_scroll_to_cursor(self):
            self.centerCursor()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the line under the mouse, unless some of it was selected."""
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            self._choose()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the line of the cursor with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose()
        else:
            super().keyPressEvent(event)

    def _choose(self) -> None:
        cursor = self.textCursor()
        self.chosen.emit(cursor.blockNumber(), cursor.positionInBlock())
