"""Words and numbers for the keys and the mouse in text widgets, where Qt takes a clause as one.

Ctrl with the arrows, Backspace and Delete, and the double click go by the boundaries of
:mod:`report_editor.common.word_boundaries`; everything else stays Qt's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QTextCursor

from report_editor.common.utf16 import count_utf16_units, take_utf16_units
from report_editor.common.word_boundaries import find_deleted, find_run, find_stop

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLineEdit, QTextEdit, QWidget

    _Widget: TypeAlias = QWidget
    _Line: TypeAlias = QLineEdit
    _Text: TypeAlias = QTextEdit
else:
    _Widget = object  # all stand before the Qt class that they are mixed into

    class _Line: ...

    class _Text: ...


class _Step(NamedTuple):
    """Step of the cursor by a word."""

    backward: bool = False
    selects: bool = False
    deletes: bool = False

    def find_end(self, text: str, at: int) -> int:
        """Return where the step ends in a paragraph."""
        find = find_deleted if self.deletes else find_stop
        return find(text, at, backward=self.backward)


_STEPS = {
    QKeySequence.StandardKey.MoveToNextWord: _Step(),
    QKeySequence.StandardKey.MoveToPreviousWord: _Step(backward=True),
    QKeySequence.StandardKey.SelectNextWord: _Step(selects=True),
    QKeySequence.StandardKey.SelectPreviousWord: _Step(backward=True, selects=True),
    QKeySequence.StandardKey.DeleteEndOfWord: _Step(deletes=True),
    QKeySequence.StandardKey.DeleteStartOfWord: _Step(backward=True, deletes=True),
}


def _find_step(event: QKeyEvent) -> _Step | None:
    return next((step for key, step in _STEPS.items() if event.matches(key)), None)


class _ClickedTwice(_Widget):
    """Mixin that selects the word under the mouse after a double click."""

    _clicked: tuple[int, int] | None = None
    """Word that was clicked twice, as positions in the text, until the button is let go."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select the word or number under the mouse."""
        super().mouseDoubleClickEvent(event)  # which waits for the third click
        if event.button() is Qt.MouseButton.LeftButton:
            self._clicked = self._find_run(event.position().toPoint())
            self._select(*self._clicked)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Select more words while the mouse is dragged after a double click."""
        if self._clicked is None:
            super().mouseMoveEvent(event)
            return
        (first, last), (start, end) = self._clicked, self._find_run(event.position().toPoint())
        self._select(*((last, start) if start < first else (first, max(last, end))))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of the word."""
        self._clicked = None
        super().mouseReleaseEvent(event)

    def _find_run(self, point: QPoint) -> tuple[int, int]:
        """Return the positions of the word at a point."""
        raise NotImplementedError

    def _select(self, anchor: int, end: int) -> None:
        """Select from one position to another, where the cursor is then."""
        raise NotImplementedError


class TextByWords(_ClickedTwice, _Text):
    """Mixin for a QTextEdit or a QPlainTextEdit."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step by words and numbers, or delete one."""
        step, flags = _find_step(event), self.textInteractionFlags()
        if step is None or not flags & Qt.TextInteractionFlag.TextSelectableByKeyboard:
            super().keyPressEvent(event)
        elif not (step.deletes and self.isReadOnly()):
            self._step(step)

    def _step(self, step: _Step) -> None:
        cursor, keeps = self.textCursor(), step.selects or step.deletes
        mode = QTextCursor.MoveMode.KeepAnchor if keeps else QTextCursor.MoveMode.MoveAnchor
        if not (step.deletes and cursor.hasSelection()):
            block = cursor.block()
            text = block.text()
            at = len(take_utf16_units(text, cursor.positionInBlock()))
            if (end := step.find_end(text, at)) != at:
                cursor.setPosition(block.position() + count_utf16_units(text[:end]), mode)
            else:  # a character, or on to the next paragraph
                moves = QTextCursor.MoveOperation
                one = moves.PreviousCharacter if step.backward else moves.NextCharacter
                cursor.movePosition(one, mode)
        if step.deletes:
            cursor.removeSelectedText()
        self.setTextCursor(cursor)

    def _find_run(self, point: QPoint) -> tuple[int, int]:
        cursor = self.cursorForPosition(point)  # beside the character that is nearest
        rect = self.cursorRect(cursor)
        block, units = cursor.block(), cursor.positionInBlock()
        if units and (point.x() < rect.x() or point.y() < rect.top()):
            units -= 1
        text = block.text()
        run = find_run(text, len(take_utf16_units(text, units)))
        start, end = (block.position() + count_utf16_units(text[:each]) for each in run)
        return start, end

    def _select(self, anchor: int, end: int) -> None:
        cursor = self.textCursor()
        cursor.setPosition(anchor)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)


class LineByWords(_ClickedTwice, _Line):
    """Mixin for a QLineEdit."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step by words and numbers, or delete one."""
        step = _find_step(event)
        if step is None:
            super().keyPressEvent(event)
        elif not step.deletes:
            self._move(step)
        elif not self.isReadOnly():
            self._delete(step)

    def _move(self, step: _Step) -> None:
        at, start = self.cursorPosition(), self.selectionStart()
        anchor = at if start < 0 else self.selectionEnd() if start == at else start
        end = self._find_end(step)
        if step.selects and end != anchor:
            self.setSelection(anchor, end - anchor)
        else:
            self.setCursorPosition(end)

    def _delete(self, step: _Step) -> None:
        at = self.cursorPosition()
        if not self.hasSelectedText() and (end := self._find_end(step)) != at:
            self.setSelection(at, end - at)
        if step.backward:
            self.backspace()
        else:
            self.del_()

    def _find_end(self, step: _Step) -> int:
        text = self.text()
        at = len(take_utf16_units(text, self.cursorPosition()))
        return count_utf16_units(text[: step.find_end(text, at)])

    def _find_run(self, point: QPoint) -> tuple[int, int]:
        units = self.cursorPositionAt(point)  # beside the character that is nearest
        self.setCursorPosition(units)
        if units and point.x() < self.cursorRect().center().x():
            units -= 1
        text = self.text()
        run = find_run(text, len(take_utf16_units(text, units)))
        start, end = (count_utf16_units(text[:each]) for each in run)
        return start, end

    def _select(self, anchor: int, end: int) -> None:
        self.setSelection(anchor, end - anchor)
