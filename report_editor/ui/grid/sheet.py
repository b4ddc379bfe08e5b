"""The printed form on the screen: merged cells, frozen labels, a cursor that walks its values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QFrame,
    QHeaderView,
    QTableView,
    QWidget,
)

from report_editor.forms import Address, CellRole, GridCell, Table
from report_editor.ui.grid import keys, sizes, walk
from report_editor.ui.grid.delegate import CellDelegate
from report_editor.ui.grid.frozen import Frozen
from report_editor.ui.grid.model import GridModel
from report_editor.ui.grid.paint import paint_cell
from report_editor.ui.grid.walk import VALUES, Direction

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QFocusEvent, QMouseEvent, QPainter, QResizeEvent

    from report_editor.checks import Finding
    from report_editor.document import Effect, History

_SELECT = QItemSelectionModel.SelectionFlag


class Sheet(QTableView):
    """One table of a report, to be looked at and walked through."""

    tabbedOut = Signal(bool)
    """Tab went past the last input (True) or Shift+Tab before the first (False)."""

    def __init__(self, history: History, table: Table, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = table
        self._merged = [cell for cell in table.grid if cell.row_span > 1 or cell.column_span > 1]
        self._grid = GridModel(history, table, self)
        self._normal_font = self.font()
        self._two_lined: frozenset[int] = frozenset()
        """Lines that have or had a printed total: they never shrink under the mouse."""
        self._wanted_place = 0
        """The grid column that moving up and down keeps to across merged cells."""
        self._anchor: QPersistentModelIndex | None = None
        """Where the selection that Shift extends began."""
        section = history.document.form.section(table.key)
        self.setAccessibleName(section.heading)
        self.setAccessibleDescription(section.help)
        self.setModel(self._grid)
        self._cells = CellDelegate(self)
        self._cells.left.connect(self._go_on)
        self._cells.tabbed.connect(self._tab)
        self.setItemDelegate(self._cells)
        self._frozen = Frozen(self)
        self._set_up()
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(self._frozen.update)
            bar.rangeChanged.connect(self._frozen.fit)
        self.go_to(next(cell.address for cell in table.cells if not cell.is_total))
        self._lay_out()

    def _set_up(self) -> None:
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.hide()
            header.setMinimumSectionSize(1)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setShowGrid(False)  # the delegate rules the cells, merged ones included
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)  # a sheet on a desk
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        for cell in self._merged:
            self.setSpan(cell.row, cell.column, cell.row_span, cell.column_span)

    # ------------------------------------------------------------------ what is shown

    def show_effect(self, effect: Effect) -> None:
        """Paints anew what a change made different: cells, totals, marks of balances."""
        self._grid.show(effect)
        if not self._lines_with_stated() <= self._two_lined:
            self._lay_out()

    def set_findings(self, findings: Iterable[Finding]) -> None:
        """Marks the cells that findings concern, in place of those marked before."""
        self._grid.set_findings(findings)

    def show_last_year(self, shown: bool) -> None:
        """Paints last year's number in each cell that has one, or paints it no longer."""
        self._grid.shows_last_year = shown
        self.viewport().update()

    def set_zoom(self, percent: int) -> None:
        """Shows the grid larger or smaller; 100 is the font of the window."""
        self.setFont(sizes.scaled(self._normal_font, percent / 100))
        self._lay_out()

    def paint_frozen(self, painter: QPainter, cell: GridCell, rect: QRect, strip: QRect) -> None:
        """Paints a cell for one of the strips that do not scroll."""
        paint_cell(
            painter, self._grid, cell, rect, seen=strip, palette=self.palette(), font=self.font()
        )

    def in_sight(self) -> QRect:
        """The part of the viewport that no frozen strip covers."""
        strips = self._frozen.extent()
        return self.viewport().rect().adjusted(strips.width(), strips.height(), 0, 0)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Moves what is shown; labels of merged cells stay in the part that can be seen."""
        super().scrollContentsBy(dx, dy)
        for cell in self._merged:
            if cell.role not in VALUES:
                self.viewport().update(self.visualRect(self._grid.index_of(cell)))

    def tool_tip(self, cell: GridCell) -> str:
        """What the mouse is told over a cell."""
        return str(self._grid.index_of(cell).data(Qt.ItemDataRole.ToolTipRole))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fills the new width."""
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        """Sets every width and height for the font and the width there is."""
        self._two_lined |= self._lines_with_stated()
        step = sizes.grain(self.devicePixelRatioF())
        columns = sizes.widths(self.table, self.font(), self.viewport().width(), step)
        lines = sizes.heights(self.table, self.font(), columns, self._two_lined, step)
        for place, width in enumerate(columns):
            self.setColumnWidth(place, width)
        for line, height in enumerate(lines):
            self.setRowHeight(line, height)
        self._frozen.fit()

    def _lines_with_stated(self) -> frozenset[int]:
        return frozenset(
            cell.row
            for cell in self.table.value_cells.values()
            if cell.role is CellRole.TOTAL and self._grid.stated(cell) is not None
        )

    # ------------------------------------------------------------------ where one is

    def current_address(self) -> Address | None:
        """The value that has the cursor."""
        return self._grid.address_at(self.currentIndex())

    def current_cell(self) -> GridCell:
        """The grid cell that has the cursor."""
        return self._grid.cell_at(self.currentIndex())

    def go_to(self, address: Address) -> None:
        """Puts the cursor on a value and brings it into sight."""
        self._set_current(self._grid.index_of_value(address))

    def go_to_cell(self, cell: GridCell) -> None:
        """Puts the cursor on a value, or on the values that a label or header speaks of."""
        if cell.role in VALUES:
            self.go_to(cell.key)
        else:
            self.select_belonging(cell)
            self.scrollTo(self.currentIndex())

    def selected(self) -> tuple[Address, ...]:
        """The selected values, in the order of the form."""
        chosen = {self._grid.address_at(index) for index in self.selectedIndexes()}
        return tuple(cell.address for cell in self.table.cells if cell.address in chosen)

    def select_belonging(self, cell: GridCell) -> None:
        """Selects the values that a label or header speaks of."""
        addresses = walk.belonging(self.table, cell)
        if not addresses:
            return
        selection = QItemSelection()
        for address in addresses:
            index = self._grid.index_of_value(address)
            selection.select(index, index)
        first = self._grid.index_of_value(addresses[0])
        self.selectionModel().setCurrentIndex(first, _SELECT.NoUpdate)
        self.selectionModel().select(selection, _SELECT.ClearAndSelect)
        self._anchor = QPersistentModelIndex(first)

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Brings a cell into sight, and out from under the frozen strips."""
        super().scrollTo(index, hint)
        if self._grid.address_at(index) is None:
            return
        strips, rect = self._frozen.extent(), self.visualRect(index)
        for hidden, bar in (
            (strips.width() - rect.left(), self.horizontalScrollBar()),
            (strips.height() - rect.top(), self.verticalScrollBar()),
        ):
            if hidden > 0:
                bar.setValue(bar.value() - hidden)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a label selects the values it speaks of."""
        index = self.indexAt(event.position().toPoint())
        on_label = index.isValid() and self._grid.cell_at(index).role not in VALUES
        if on_label and event.button() == Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.select_belonging(self._grid.cell_at(index))
            return
        if index.isValid() and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            self._extend_to(index)
            return
        super().mousePressEvent(event)
        self._anchor = QPersistentModelIndex(self.currentIndex())
        self._wanted_place = self.currentIndex().column()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Frames the current cell anew; the view's own way would paint the whole grid."""
        QAbstractScrollArea.focusInEvent(self, event)
        is_editable = bool(self.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, is_editable)
        self.update(self.currentIndex())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Greys the frame of the current cell, and paints nothing else."""
        QAbstractScrollArea.focusOutEvent(self, event)
        self.update(self.currentIndex())

    # ------------------------------------------------------------------ walking

    def go(self, move: keys.Move) -> None:
        """Moves the cursor, or with Shift extends the selection."""
        index = self.currentIndex()
        if not index.isValid():
            return
        here = self._grid.cell_at(index)
        place = index.column()
        if move.is_vertical and here.column <= self._wanted_place < here.column + here.column_span:
            place = self._wanted_place
        goal = move.goal(self.table, index.row(), place, self._lines_in_sight())
        if goal is None:
            return
        target = self._grid.index_of(goal)
        if move.extend:
            self._extend_to(target)
        else:
            self._set_current(target)
        self._wanted_place = place if move.is_vertical else target.column()

    def event(self, event: QEvent) -> bool:
        """Tab goes from input to input before it leaves the table.

        The key is caught here and not where Qt passes the focus on: that also happens when the
        table is hidden, and the cursor must not move then.
        """
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            forward = keys.tab_direction(event)
            if forward is not None and self._tab(forward):
                return True
        return super().event(event)

    def _set_current(self, index: QModelIndex) -> None:
        """Puts the cursor on one cell and selects it alone."""
        self.selectionModel().setCurrentIndex(index, _SELECT.ClearAndSelect)
        self._anchor = QPersistentModelIndex(index)
        self._wanted_place = index.column()
        self.scrollTo(index)

    def _extend_to(self, index: QModelIndex) -> None:
        """Moves the cursor and selects everything from where the selection began."""
        start = self._anchor or QPersistentModelIndex(self.currentIndex())
        one, two = self.visualRect(start), self.visualRect(index)
        self.selectionModel().setCurrentIndex(index, _SELECT.NoUpdate)
        self.setSelection(one.united(two), _SELECT.ClearAndSelect)
        self.scrollTo(index)

    def _go_on(self, direction: Direction) -> None:
        """One value on, after Enter or an arrow in an editor."""
        self.go(keys.Move(direction))

    def _tab(self, forward: bool) -> bool:
        """To the next input; at the end says so, and the focus may leave."""
        goal = walk.next_input(self.table, self.current_address(), forward=forward)
        if goal is None:
            self.tabbedOut.emit(forward)
            return False
        self.go_to(goal)
        return True

    def _lines_in_sight(self) -> int:
        height = self.viewport().height() - self._frozen.extent().height()
        return max(1, height // max(1, self.rowHeight(self.table.grid_row_count - 1)) - 1)
