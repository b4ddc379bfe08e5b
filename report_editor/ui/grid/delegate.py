"""Painting of the cells of a view, and the editor that opens in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemDelegate, QLineEdit, QStyle, QStyledItemDelegate, QWidget

from report_editor.ui.grid import keys, sizes
from report_editor.ui.grid.look import look_of
from report_editor.ui.grid.paint import paint_cell
from report_editor.ui.grid.walk import VALUES
from report_editor.ui.widgets.text_input import OneLine, leave_to_window

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel
    from PySide6.QtWidgets import QStyleOptionViewItem, QTableView

    from report_editor.ui.grid.frozen import FrozenStrips
    from report_editor.ui.grid.model import GridModel, Index

_SELECTED = QStyle.StateFlag.State_Selected


class _CellEditor(OneLine):
    """Line that opens over a cell."""

    shows_focus = True

    def event(self, event: QEvent) -> bool:
        """Leave the window its keys."""
        return leave_to_window(event, undo=False) or super().event(event)


class CellDelegate(QStyledItemDelegate):
    """Look of a cell, and the keys that end its editing."""

    left = Signal(keys.Move)
    """Emitted when Enter or an arrow closed the editor, with the way to go."""
    tabbed = Signal(bool)
    """Emitted when Tab (True) or Shift+Tab closed the editor: go to the next input."""
    edited = Signal(str)
    """Emitted with the text of the open editor when it changed."""
    refused = Signal(str)
    """Emitted with a sentence where a text is too long for a cell."""

    def __init__(self, view: QTableView, frozen: FrozenStrips) -> None:
        super().__init__(view)
        self._view = view
        self._frozen = frozen
        self.prepare()
        self.typed_over = False
        """Set where typing opened the editor: the arrows leave it, as in a spreadsheet."""
        self.only_composed = False
        """Set where a composition opened the editor: it clears the text before it is sure."""

    def prepare(self) -> None:
        """Take what all cells have in common, before the view paints them."""
        view = self._view
        self._look, self._has_focus = look_of(view), view.hasFocus()
        self._model, self._current = cast("GridModel", view.model()), view.currentIndex()
        self._band = self._model.find_band(self._current)

    def paint(
        self,
        painter: QPainter,
        option: Any,  # noqa: ANN401 - the stubs of QStyleOptionViewItem do not know its fields
        index: Index,
    ) -> None:
        """Paint one cell of the view."""
        cell, rect = self._model.cell_at(index), option.rect
        paint_cell(
            painter,
            self._model,
            cell,
            rect,
            look=self._look,
            seen=rect if cell.role in VALUES else self._frozen.uncovered_rect(),
            selected=_SELECTED in option.state,
            crossed=self._band is not None and self._band.crosses(cell),
            current=index == self._current,
            focused=self._has_focus,
        )

    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,  # noqa: ARG002
        index: Index,
    ) -> QWidget:
        """Make a line to type in, over the cell."""
        self.only_composed = False
        editor = _CellEditor(parent)
        editor.setAlignment(Qt.AlignmentFlag.AlignCenter)
        editor.setFont(self._view.font())
        model = cast("GridModel", index.model())
        editor.setAccessibleName(model.heading(model.cell_at(index)))
        editor.refused.connect(self.refused)
        editor.textEdited.connect(lambda: self._on_edited(editor))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the cell's text, unless another is being typed or composed already."""
        if isinstance(editor, _CellEditor) and not (editor.isModified() or editor.composing):
            editor.setText(index.data(Qt.ItemDataRole.EditRole))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand over what was typed; a text that was only looked at stays as it was."""
        if not isinstance(editor, QLineEdit) or not editor.isModified():
            return
        editor.setModified(False)
        if editor.text() or not self.only_composed:
            model.setData(index, editor.text())

    def updateEditorGeometry(
        self,
        editor: QWidget,
        option: Any,  # noqa: ANN401 - as above
        index: Index,  # noqa: ARG002
    ) -> None:
        """Put the editor over its cell, wider where its text needs it."""
        editor.setGeometry(option.rect)
        if isinstance(editor, QLineEdit):
            self._widen(editor)

    def _on_edited(self, editor: _CellEditor) -> None:
        """Make room for a longer text and announce it, unless a composition may cancel it."""
        self._widen(editor)
        if not editor.composing:
            self.edited.emit(editor.text())

    def _widen(self, editor: QLineEdit) -> None:
        """Widen an editor to its text, within the window."""
        needed = editor.fontMetrics().horizontalAdvance(editor.text())
        needed += round(3 * sizes.Measures(editor.font()).padding) + 4
        if needed > editor.width():
            available = self._view.viewport().width()
            left = max(0, min(editor.x(), available - needed))
            editor.setGeometry(left, editor.y(), min(needed, available), editor.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """End the editing and move on with Enter, Tab and the arrows."""
        is_press = event.type() == QEvent.Type.KeyPress
        if is_press and isinstance(watched, QLineEdit) and isinstance(event, QKeyEvent):
            return self._leave(watched, event) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def _leave(self, editor: QLineEdit, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        move = keys.read_move(event)
        if key in keys.RETURNS:
            self._finish(editor)
            self.left.emit(keys.read_return(event))
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and control:
            self._finish(editor)
            event.ignore()  # goes on to whoever holds the grid, to change the tab
        elif (forward := keys.read_tab(event)) is not None:
            self._finish(editor)
            self.tabbed.emit(forward)
        elif move is not None and self._leads_out(key, move):
            self._finish(editor)
            self.left.emit(move)
        else:
            return False
        return True

    def _leads_out(self, key: Qt.Key, move: keys.Move) -> bool:
        """Check whether a key moves over the table rather than in the text of an open editor."""
        is_along = key in keys.ENDS or (not move.is_vertical and not self.typed_over)
        return not move.extend and not is_along

    def _finish(self, editor: QLineEdit) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
