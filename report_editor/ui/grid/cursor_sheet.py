"""Sheet with a cursor that walks its values, by keys and clicks, and extends a selection."""

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
    QTimer,
)
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractScrollArea

from report_editor.ui.grid import keys, walk
from report_editor.ui.grid.sheet import Sheet
from report_editor.ui.grid.walk import VALUES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QFocusEvent, QMouseEvent

    from report_editor.forms import Address, GridCell, Table
    from report_editor.ui.grid.model import Index
    from report_editor.workspace.session import Session

_SELECT = QItemSelectionModel.SelectionFlag


class CursorSheet(Sheet):
    """One table of a report, to be looked at and walked through."""

    shows_focus = True  # the frame of a cell does

    def __init__(self, session: Session, table: Table) -> None:
        super().__init__(session, table)
        self._wanted_column = 0
        """Grid column that moving up and down keeps to across merged cells."""
        self._run_column: int | None = None
        """Grid column in which the first of some Tabs was pressed; Enter leads back to it."""
        self._is_past_end = False
        """Set while the cursor is where Enter found no further cell: the next number that is typed
        was not meant for it."""
        self._anchor: QPersistentModelIndex | None = None
        """Cell where the selection that Shift extends began."""
        self._frozen.cellClicked.connect(self.select_labelled)
        self._delegate.left.connect(self.go)
        self._delegate.tabbed.connect(self._tab)
        if self.strip is not None:
            self.strip.balanceClicked.connect(self._go_to_balance)
        self.go_to(next(cell.address for cell in table.cells if not cell.is_total))
        self._lay_out()

    # ------------------------------------------------------------------ cursor

    def current_address(self) -> Address | None:
        """Return the address of the value that has the cursor."""
        return self._model.address_at(self.currentIndex())

    def current_cell(self) -> GridCell:
        """Return the grid cell that has the cursor."""
        return self._model.cell_at(self.currentIndex())

    def go_to(self, address: Address) -> None:
        """Put the cursor on a value and bring it into sight."""
        self._set_current(self._model.index_of_value(address))

    def _go_to_balance(self, address: Address) -> None:
        """Go to the column of a balance that was clicked on, and take the keyboard."""
        self.go_to(address)
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def go_to_cell(self, cell: GridCell) -> None:
        """Put the cursor on a value, or on the values that a label or header describes."""
        if cell.role in VALUES:
            self.go_to(cell.key)
        else:
            self.select_labelled(cell)
            self.scrollTo(self.currentIndex())

    def selected_addresses(self) -> tuple[Address, ...]:
        """Return the selected values, in the order of the form."""
        chosen = {self._model.address_at(index) for index in self.selectedIndexes()}
        return tuple(cell.address for cell in self.table.cells if cell.address in chosen)

    def select_labelled(self, cell: GridCell) -> None:
        """Select the values that a label or header describes."""
        if addresses := walk.find_labelled(self.table, cell):
            self.select_addresses(addresses)

    def select_addresses(self, addresses: Sequence[Address]) -> None:
        """Select some values, of which the first gets the cursor."""
        selection = QItemSelection()
        for address in addresses:
            index = self._model.index_of_value(address)
            selection.select(index, index)
        first = self._model.index_of_value(addresses[0])
        self.selectionModel().setCurrentIndex(first, _SELECT.NoUpdate)
        self.selectionModel().select(selection, _SELECT.ClearAndSelect)
        self._anchor = QPersistentModelIndex(first)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Let a click on a label select the values it describes."""
        index = self.indexAt(event.position().toPoint())
        on_label = index.isValid() and self._model.cell_at(index).role not in VALUES
        if on_label and event.button() == Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.select_labelled(self._model.cell_at(index))
            return
        if index.isValid() and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            self._extend_to(index)
            return
        super().mousePressEvent(event)
        self._is_past_end = False
        self._anchor = QPersistentModelIndex(self.currentIndex())
        self._wanted_column = self.currentIndex().column()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Paint the band along the row and column of the cursor where it goes."""
        self._run_column = None
        self._is_past_end = False
        if QAccessible.isActive() and self.hasFocus():
            self._announce_cell(current, QAccessible.Event.NameChanged)
        super().currentChanged(current, previous)
        for index in (previous, current):
            for area in self._find_band(index):
                self.viewport().update(area)
                self._frozen.update(area)
        if self.strip is not None:
            self.strip.update()

    def _find_band(self, index: Index) -> Iterator[QRect]:
        """Yield the rows and columns of a cell, labels and headers included, as they are seen."""
        band = self._model.find_band(index)
        if band is None:
            return
        here, viewport = self._model.cell_at(index), self.viewport().rect()
        cell = self.visualRect(self._model.index_of(here))
        yield QRect(cell.left(), viewport.top(), cell.width(), viewport.height())
        yield QRect(viewport.left(), cell.top(), viewport.width(), cell.height())
        for each in self._merged:  # labels and headers that reach beyond the row and column
            if band.crosses(each):
                yield self.visualRect(self._model.index_of(each))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Paint the frame of the current cell anew; QTableView would paint the whole grid.

        Tell a screen reader of the cell too: Qt tells it of the table alone.
        """
        QAbstractScrollArea.focusInEvent(self, event)
        is_editable = bool(self.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, is_editable)
        self.update(self.currentIndex())
        if QAccessible.isActive():
            QTimer.singleShot(0, self, self._announce_focus)  # after the table, which Qt tells last

    def _announce_focus(self) -> None:
        """Tell a screen reader that the current cell has the focus."""
        if self.hasFocus():
            self._announce_cell(self.currentIndex(), QAccessible.Event.NameChanged)
            self._announce_cell(self.currentIndex(), QAccessible.Event.Focus)

    def _announce_cell(self, index: Index, event: QAccessible.Event) -> None:
        """Tell a screen reader of a cell; what it heard of the cell before may be outdated."""
        if index.isValid():
            news = QAccessibleEvent(self, event)
            # Qt counts the headers, hidden ones too, as the first row and the first column.
            news.setChild((index.row() + 1) * (self._model.columnCount() + 1) + index.column() + 1)
            QAccessible.updateAccessibility(news)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Grey the frame of the current cell, and paint nothing else."""
        QAbstractScrollArea.focusOutEvent(self, event)
        self.update(self.currentIndex())

    # ------------------------------------------------------------------ moves

    def go(self, move: keys.Move) -> None:
        """Move the cursor, or with Shift extend the selection."""
        index = self.currentIndex()
        if not index.isValid():
            return
        here = self._model.cell_at(index)
        column = index.column()
        is_over = here.column <= self._wanted_column < here.column + here.column_span
        if move.is_vertical and is_over:
            column = self._wanted_column
        if move.ends_run and self._run_column is not None and not walk.has_one_row(self.table):
            column = self._run_column
        goal = move.find_goal(self.table, index.row(), column)
        self._is_past_end = goal is None and move.ends_run
        if goal is None:
            return
        target = self._model.index_of(goal)
        (self._extend_to if move.extend else self._set_current)(target)
        self._wanted_column = column if move.is_vertical else target.column()

    def event(self, event: QEvent) -> bool:
        """Let Tab go from input to input before it leaves the table.

        The key is caught here and not where Qt passes the focus on: that also happens when the
        table is hidden, and the cursor must not move then.
        """
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            forward = keys.read_tab(event)
            if forward is not None and self._tab(forward):
                return True
        return super().event(event)

    def _set_current(self, index: QModelIndex) -> None:
        """Put the cursor on one cell and select it alone."""
        self.selectionModel().setCurrentIndex(index, _SELECT.ClearAndSelect)
        self._anchor = QPersistentModelIndex(index)
        self._wanted_column = index.column()
        self.scrollTo(index)

    def _extend_to(self, index: QModelIndex) -> None:
        """Move the cursor and select everything from where the selection began."""
        start = self._anchor or QPersistentModelIndex(self.currentIndex())
        one, two = self.visualRect(start), self.visualRect(index)
        self.selectionModel().setCurrentIndex(index, _SELECT.NoUpdate)
        self.setSelection(one.united(two), _SELECT.ClearAndSelect)
        self.scrollTo(index)

    def _tab(self, forward: bool) -> bool:
        """Go to the next input; return False at the end, where the focus leaves the table."""
        goal = walk.find_next_input(self.table, self.current_address(), forward=forward)
        if goal is not None:
            here, begun = self.currentIndex().column(), self._run_column
            self.go_to(goal)
            self._run_column = here if begun is None else begun
        return goal is not None
