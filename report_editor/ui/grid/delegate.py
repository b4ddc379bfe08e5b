"""Paints the cells of the grid and opens the editor in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QWidget,
)

from report_editor.ui.editor.composing import Composes
from report_editor.ui.editor.undo_keys import left_to_window
from report_editor.ui.grid import keys, sizes
from report_editor.ui.grid.paint import paint_cell
from report_editor.ui.grid.walk import VALUES, Direction

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel, QPersistentModelIndex
    from PySide6.QtWidgets import QStyleOptionViewItem

    from report_editor.ui.grid.model import GridModel
    from report_editor.ui.grid.sheet import Sheet

_LEAVING = {
    Qt.Key.Key_Up: Direction.UP,
    Qt.Key.Key_Down: Direction.DOWN,
    Qt.Key.Key_Left: Direction.LEFT,
    Qt.Key.Key_Right: Direction.RIGHT,
}


class _CellEditor(Composes, QLineEdit):
    """The line that opens over a cell."""

    def event(self, event: QEvent) -> bool:
        """Lets the window have its keys."""
        return True if left_to_window(event, undo=False) else super().event(event)


class CellDelegate(QStyledItemDelegate):
    """The look of a cell, and what keys do while one is edited."""

    left = Signal(Direction)
    """The editor was closed by Enter or an arrow: go that way."""
    typed = Signal(str)
    """What stands in the open editor now."""
    tabbed = Signal(bool)
    """The editor was closed by Tab (True) or Shift+Tab: go to the next input."""

    def __init__(self, view: Sheet) -> None:
        super().__init__(view)
        self._view = view
        self.typed_over = False
        """The editor was opened by typing: the arrows leave it, as in a spreadsheet."""
        self.only_composed = False
        """The editor was opened by a composition, which clears the text before it is sure."""

    def paint(
        self,
        painter: QPainter,
        option: Any,  # noqa: ANN401 - the stubs of QStyleOptionViewItem do not know its fields
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paints one cell of the view."""
        model = cast("GridModel", index.model())
        cell = model.cell_at(index)
        paint_cell(
            painter,
            model,
            cell,
            option.rect,
            seen=option.rect if cell.role in VALUES else self._view.in_sight(),
            palette=self._view.palette(),
            font=self._view.font(),
            selected=bool(option.state & QStyle.StateFlag.State_Selected),
            current=index == self._view.currentIndex(),
            focused=self._view.hasFocus(),
        )

    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,  # noqa: ARG002
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        """A line to type in, over the cell."""
        self.only_composed = False
        editor = _CellEditor(parent)
        editor.setAlignment(Qt.AlignmentFlag.AlignCenter)
        editor.setFont(self._view.font())
        model = cast("GridModel", index.model())
        editor.setAccessibleName(model.heading(model.cell_at(index)))
        editor.textEdited.connect(lambda: self._typed(editor))
        return editor

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        """Shows the cell's text, unless someone is already typing or composing another."""
        if isinstance(editor, _CellEditor) and not (editor.isModified() or editor.composing):
            editor.setText(index.data(Qt.ItemDataRole.EditRole))

    def setModelData(
        self,
        editor: QWidget,
        model: QAbstractItemModel,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Hands over what was typed; a text only looked at stays as it was."""
        if not isinstance(editor, QLineEdit) or not editor.isModified():
            return
        editor.setModified(False)
        if editor.text() or not self.only_composed:
            model.setData(index, editor.text())

    def updateEditorGeometry(
        self,
        editor: QWidget,
        option: Any,  # noqa: ANN401 - as above
        index: QModelIndex | QPersistentModelIndex,  # noqa: ARG002
    ) -> None:
        """Puts the editor over its cell, wider where its text needs it."""
        editor.setGeometry(option.rect)
        if isinstance(editor, QLineEdit):
            self._give_room(editor)

    def _typed(self, editor: _CellEditor) -> None:
        """Makes room for a longer text, and tells it; one that may be cancelled is not told."""
        self._give_room(editor)
        if not editor.composing:
            self.typed.emit(editor.text())

    def _give_room(self, editor: QLineEdit) -> None:
        """Widens an editor to its text, within the window."""
        needed = editor.fontMetrics().horizontalAdvance(editor.text())
        needed += round(3 * sizes.measures(editor.font()).padding) + 4
        if needed > editor.width():
            room = self._view.viewport().width()
            left = max(0, min(editor.x(), room - needed))
            editor.setGeometry(left, editor.y(), min(needed, room), editor.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter, Tab and the arrows end the editing and move on."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(watched, QLineEdit)
            and isinstance(event, QKeyEvent)
            and self._leave(watched, event)
        ):
            return True
        return super().eventFilter(watched, event)

    def _leave(self, editor: QLineEdit, event: QKeyEvent) -> bool:
        key = event.key()
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._finish(editor)
            self.left.emit(Direction.UP if shift else Direction.DOWN)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and control:
            self._finish(editor)
            event.ignore()  # goes on to whoever holds the grid, to change the tab
        elif (forward := keys.tab_direction(event)) is not None:
            self._finish(editor)
            self.tabbed.emit(forward)
        elif plain and (
            key in (Qt.Key.Key_Up, Qt.Key.Key_Down)
            or (self.typed_over and key in (Qt.Key.Key_Left, Qt.Key.Key_Right))
        ):
            self._finish(editor)
            self.left.emit(_LEAVING[Qt.Key(key)])
        else:
            return False
        return True

    def _finish(self, editor: QLineEdit) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
