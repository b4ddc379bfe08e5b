"""Paints the cells of the grid and opens the editor in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QWidget,
)

from report_editor.forms import GridCell, Role
from report_editor.ui.grid import look, signs, sizes
from report_editor.ui.grid.marks import Sign
from report_editor.ui.grid.walk import VALUES, Direction

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel, QPersistentModelIndex
    from PySide6.QtGui import QFont, QPalette
    from PySide6.QtWidgets import QStyleOptionViewItem

    from report_editor.ui.grid.model import GridModel

_LEAVING = {
    Qt.Key.Key_Up: Direction.UP,
    Qt.Key.Key_Down: Direction.DOWN,
    Qt.Key.Key_Left: Direction.LEFT,
    Qt.Key.Key_Right: Direction.RIGHT,
}


class CellDelegate(QStyledItemDelegate):
    """The look of a cell, and what keys do while one is edited."""

    left = Signal(Direction)
    """The editor was closed by Enter or an arrow: go that way."""
    tabbed = Signal(bool)
    """The editor was closed by Tab (True) or Shift+Tab: go to the next input."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        self.typed_over = False
        """The editor was opened by typing: the arrows leave it, as in a spreadsheet."""

    # ------------------------------------------------------------------ painting

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paints one cell of the view."""
        model = cast("GridModel", index.model())
        self.paint_cell(
            painter,
            model,
            model.cell_at(index),
            option.rect,
            selected=bool(option.state & QStyle.StateFlag.State_Selected),
            current=index == self._view.currentIndex(),
        )

    def paint_cell(
        self,
        painter: QPainter,
        model: GridModel,
        cell: GridCell,
        rect: QRect,
        *,
        selected: bool = False,
        current: bool = False,
    ) -> None:
        """Paints a cell of the grid into a rectangle."""
        palette, font = self._view.palette(), self._view.font()
        measure = sizes.measures(font)
        marks = model.marks(cell)
        painter.save()
        painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
        painter.fillRect(
            rect,
            look.ground(palette, cell.role, (mark.sign for mark in marks), selected=selected),
        )
        if cell.role in VALUES:
            self._paint_value(painter, model, cell, rect, measure)
            if marks:
                self._paint_sign(painter, marks[0].sign, rect, measure, palette)
        else:
            self._paint_label(painter, model, cell, rect, measure)
        self._paint_rules(painter, cell, rect, palette)
        if current:
            width = max(2, round(measure.em * 0.14))
            painter.setPen(QPen(look.frame(palette), width, j=Qt.PenJoinStyle.MiterJoin))
            inset = (width + 1) // 2
            painter.drawRect(rect.adjusted(inset - 1, inset - 1, -inset, -inset))
        painter.restore()

    def _paint_label(
        self,
        painter: QPainter,
        model: GridModel,
        cell: GridCell,
        rect: QRect,
        measure: sizes.Measures,
    ) -> None:
        font = self._font(bold=cell.role is Role.HEADING)
        beside = cell.role is Role.LABEL and cell.line >= model.table.header_lines
        across = Qt.AlignmentFlag.AlignLeft if beside else Qt.AlignmentFlag.AlignHCenter
        painter.setFont(font)
        painter.setPen(look.ink(self._view.palette()))
        padding = measure.padding
        painter.drawText(
            QRectF(rect).adjusted(padding, 0, -padding, 0),
            int(across | Qt.AlignmentFlag.AlignVCenter) | int(sizes.WRAP),
            cell.text,
        )

    def _paint_value(
        self,
        painter: QPainter,
        model: GridModel,
        cell: GridCell,
        rect: QRect,
        measure: sizes.Measures,
    ) -> None:
        room = QRectF(rect).adjusted(measure.padding, 0, -measure.padding, 0)
        stated = model.stated(cell)
        if stated:
            both = measure.line + measure.small_line
            room.setTop(room.center().y() - both / 2)
            room.setHeight(measure.line)
        painter.setPen(look.ink(self._view.palette()))
        self._paint_text(painter, model.text(cell), room, self._font(bold=cell.role is Role.TOTAL))
        if stated:
            painter.setPen(look.accent(self._view.palette(), Sign.UNEQUAL))
            room.translate(0, measure.line)
            room.setHeight(measure.small_line)
            self._paint_text(painter, stated, room, sizes.small_font(self._view.font()))

    def _paint_text(self, painter: QPainter, text: str, room: QRectF, font: QFont) -> None:
        painter.setFont(font)
        elided = painter.fontMetrics().elidedText(
            text, Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), elided)

    def _paint_sign(
        self,
        painter: QPainter,
        sign: Sign,
        rect: QRect,
        measure: sizes.Measures,
        palette: QPalette,
    ) -> None:
        side, gap = measure.sign, measure.em * 0.22
        box = QRectF(rect.x() + gap, rect.y() + (rect.height() - side) / 2, side, side)
        signs.draw(painter, box, sign, palette)

    def _paint_rules(
        self, painter: QPainter, cell: GridCell, rect: QRect, palette: QPalette
    ) -> None:
        painter.setPen(QPen(look.line(palette), 0))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if cell.place == 0:
            painter.drawLine(rect.topLeft(), rect.bottomLeft())
        if cell.line == 0:
            painter.drawLine(rect.topLeft(), rect.topRight())

    def _font(self, *, bold: bool) -> QFont:
        font = self._view.font()
        font.setBold(bold)
        return font

    # ------------------------------------------------------------------ editing

    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,  # noqa: ARG002
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        """A line to type in, over the cell."""
        editor = QLineEdit(parent)
        editor.setAlignment(Qt.AlignmentFlag.AlignCenter)
        editor.setFont(self._view.font())
        model = cast("GridModel", index.model())
        editor.setAccessibleName(model.heading(model.cell_at(index)))
        editor.textEdited.connect(lambda: self._give_room(editor))
        return editor

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        """Shows the cell's text, unless someone is already typing another."""
        if isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(index.data(Qt.ItemDataRole.EditRole))

    def setModelData(
        self,
        editor: QWidget,
        model: QAbstractItemModel,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Hands over what was typed; a text only looked at stays as it was."""
        if isinstance(editor, QLineEdit) and editor.isModified():
            editor.setModified(False)
            model.setData(index, editor.text())

    def updateEditorGeometry(
        self,
        editor: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,  # noqa: ARG002
    ) -> None:
        """Puts the editor over its cell, wider where its text needs it."""
        editor.setGeometry(option.rect)
        if isinstance(editor, QLineEdit):
            self._give_room(editor)

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
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._finish(editor)
            self.left.emit(Direction.UP if shift else Direction.DOWN)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._finish(editor)
            self.tabbed.emit(key == Qt.Key.Key_Tab and not shift)
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
