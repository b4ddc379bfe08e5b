"""Printed form on the screen: merged cells, frozen labels, a cursor that walks its values."""

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
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QFrame,
    QHeaderView,
    QTableView,
)

from report_editor.ui.grid import keys, sizes, walk
from report_editor.ui.grid.balance_strip import BalanceStrip
from report_editor.ui.grid.delegate import CellDelegate
from report_editor.ui.grid.frozen import FrozenStrips
from report_editor.ui.grid.look import look_of
from report_editor.ui.grid.model import GridModel, Index
from report_editor.ui.grid.walk import VALUES
from report_editor.ui.widgets.type_scale import enlarge_font, scale_font

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QFocusEvent, QMouseEvent, QPaintEvent, QResizeEvent

    from report_editor.forms import Address, GridCell, Table
    from report_editor.workspace.session import Session

_SELECT = QItemSelectionModel.SelectionFlag


class Sheet(QTableView):
    """One table of a report, to be looked at and walked through."""

    shows_focus = True  # the frame of a cell does

    def __init__(self, session: Session, table: Table) -> None:
        super().__init__()
        self.table = table
        self._merged = [cell for cell in table.grid if cell.row_span > 1 or cell.column_span > 1]
        self._model = GridModel(session, table, self)
        self._model.valuesChanged.connect(self._make_room)
        self._normal_font = enlarge_font(self.font())
        self.setFont(self._normal_font)
        self._two_lined: frozenset[int] = frozenset()
        """Rows that have or had a printed total: they never shrink under the mouse."""
        self._room: tuple[object, ...] = ()
        """All that the widths and heights were last computed for."""
        self._is_fitting = False
        """Set while Qt sets the scroll bars; it does not begin that anew on the way."""
        self._is_stale = False
        """Set where the sizes were changed on the way."""
        self._wanted_column = 0
        """Grid column that moving up and down keeps to across merged cells."""
        self._run_column: int | None = None
        """Grid column in which the first of some Tabs was pressed; Enter leads back to it."""
        self._is_past_end = False
        """Set while the cursor is where Enter found no further cell: the next number that is typed
        was not meant for it."""
        self._anchor: QPersistentModelIndex | None = None
        """Cell where the selection that Shift extends began."""
        section = session.document.form.section(table.key)
        self.setAccessibleName(section.heading)
        self.setAccessibleDescription(section.help)
        self._frozen = FrozenStrips(self, self._model)
        self.strip = BalanceStrip(self, self._model, self._frozen) if table.balances else None
        self.setModel(self._model)
        self._frozen.cellClicked.connect(self.select_labelled)
        self._delegate = CellDelegate(self, self._frozen)
        self._delegate.left.connect(self.go)
        self._delegate.tabbed.connect(self._tab)
        if self.strip is not None:
            self.strip.balanceClicked.connect(self._go_to_balance)
            self._delegate.closeEditor.connect(self.strip.announce)
        self.setItemDelegate(self._delegate)
        self._set_up()
        self.go_to(next(cell.address for cell in table.cells if not cell.is_total))
        self._lay_out()

    def _set_up(self) -> None:
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.hide()
            header.setMinimumSectionSize(1)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setShowGrid(False)  # the delegate draws the lines, those of merged cells included
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)  # a sheet on a desk
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        for cell in self._merged:
            self.setSpan(cell.row, cell.column, cell.row_span, cell.column_span)

    # ------------------------------------------------------------------ look

    def show_last_year(self, shown: bool) -> None:
        """Show or hide last year's number in each cell that has one."""
        self._model.shows_last_year = shown
        self.viewport().update()

    def set_zoom(self, percent: int) -> None:
        """Show the grid larger or smaller; 100 is the font of the window."""
        font = scale_font(self._normal_font, percent / 100)
        if font == self.font():
            return
        self.setFont(font)
        self._lay_out()
        self.executeDelayedItemsLayout()  # else Qt does it while it paints, and paints twice

    def find_least_width(self) -> int:
        """Return the width in which the grid need not scroll sideways."""
        least = sizes.find_least_width(self.table, self.font())
        return least + self.verticalScrollBar().sizeHint().width() + 2 * self.frameWidth()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cells in the font and palette at hand."""
        self._delegate.look = look_of(self)
        super().paintEvent(event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Scroll, and write labels of merged cells anew into the part that can be seen."""
        super().scrollContentsBy(dx, dy)
        for cell in self._merged:
            if cell.role not in VALUES:
                self.viewport().update(self.visualRect(self._model.index_of(cell)))

    def tool_tip(self, cell: GridCell) -> str:
        """Return the explanation that the mouse shows over a cell, as rich text."""
        return str(self._model.index_of(cell).data(Qt.ItemDataRole.ToolTipRole))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fill the new width."""
        super().resizeEvent(event)
        self._lay_out()

    def _make_room(self) -> None:
        """Lay the grid out anew where a printed total needs a second line."""
        if not self._rows_with_stated() <= self._two_lined:
            self._lay_out()

    def _lay_out(self) -> None:
        """Set every width and height for the font and the available width."""
        self._two_lined |= self._rows_with_stated()
        step, font = sizes.find_step(self.devicePixelRatioF()), self.font()
        room = (font.toString(), step, self._two_lined, self.size(), self.viewport().size())
        if room == self._room:
            return  # Qt resizes a view several times for one new size
        self._room = room
        is_in_sight = self._is_in_sight(self.currentIndex())
        labels = look_of(self).labels_of(self.table)
        widths = sizes.compute_widths(self.table, font, self.viewport().width(), step)
        heights = sizes.compute_heights(self.table, labels, font, widths, self._two_lined, step)
        self._reserve_strip(heights[-1])
        heights = sizes.stretch_heights(heights, self.viewport().height(), step)
        self._set_sizes(widths, heights)
        if self.strip is not None:
            self.strip.fit()
        self._frozen.fit()
        if is_in_sight:
            self.scrollTo(self.currentIndex())

    def _set_sizes(self, widths: Sequence[int], heights: Sequence[int]) -> None:
        """Set the widths and heights of the cells, and the scroll bars for them.

        Left to themselves, the headers have Qt see to that after it has painted, and paint again.
        """
        is_shown, is_changed = self.viewport().isVisible(), False
        for header, lengths in (
            (self.horizontalHeader(), widths),
            (self.verticalHeader(), heights),
        ):
            was_blocked = header.blockSignals(is_shown)
            for number, length in enumerate(lengths):
                is_changed |= header.sectionSize(number) != length
                header.resizeSection(number, length)
            header.blockSignals(was_blocked)
        if is_shown and self._is_fitting:
            self._is_stale |= is_changed
        elif is_shown:
            self.doItemsLayout()

    def updateGeometries(self) -> None:
        """Have Qt set the scroll bars, and again where the sizes changed on the way."""
        was_fitting, self._is_fitting = self._is_fitting, True
        super().updateGeometries()
        self._is_fitting = was_fitting
        if self._is_stale and not was_fitting:
            self._is_stale = False
            self.scheduleDelayedItemsLayout()

    def _is_in_sight(self, index: Index) -> bool:
        return self._frozen.uncovered_rect().intersects(self.visualRect(index))

    def _reserve_strip(self, line: int) -> None:
        """Keep room under the rows for the strip of balances, whose lines have a height."""
        height = self.strip.find_height(line) if self.strip is not None else 0
        if height != self.viewportMargins().bottom():
            viewport = self.viewport().size()
            viewport.setHeight(viewport.height() + self.viewportMargins().bottom() - height)
            self._room = (*self._room[:-1], viewport)  # Qt resizes at once, and asks again
            self.setViewportMargins(0, 0, 0, height)

    def _rows_with_stated(self) -> frozenset[int]:
        cells = self.table.value_cells.values()
        return frozenset(cell.row for cell in cells if self._model.stated_text(cell) is not None)

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

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a cell into sight, and out from under the frozen strips."""
        super().scrollTo(index, hint)
        if self._model.address_at(index) is None:
            return
        strips, rect = self._frozen.extent(), self.visualRect(index)
        for hidden, bar in (
            (strips.width() - rect.left(), self.horizontalScrollBar()),
            (strips.height() - rect.top(), self.verticalScrollBar()),
        ):
            if hidden > 0:
                bar.setValue(bar.value() - hidden)

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
            self._tell_aloud(current, QAccessible.Event.NameChanged)
        super().currentChanged(current, previous)
        for index in (previous, current):
            for area in self._find_band(index):
                self.viewport().update(area)
                self._frozen.update(area)
        if self.strip is not None:
            self.strip.update()

    def _find_band(self, index: Index) -> Iterator[QRect]:
        """Yield the rows and columns of a cell, labels and headers included, as they are seen."""
        if not index.isValid() or self._model.address_at(index) is None:
            return
        here, viewport = self._model.cell_at(index), self.viewport().rect()
        cell = self.visualRect(self._model.index_of(here))
        yield QRect(cell.left(), viewport.top(), cell.width(), viewport.height())
        yield QRect(viewport.left(), cell.top(), viewport.width(), cell.height())
        for each in self._merged:  # labels and headers that reach beyond the row and column
            if self._model.is_crossed(each, index):
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
            QTimer.singleShot(0, self, self._tell_focus)  # after the table, which Qt tells last

    def _tell_focus(self) -> None:
        """Tell a screen reader that the current cell has the focus."""
        if self.hasFocus():
            self._tell_aloud(self.currentIndex(), QAccessible.Event.NameChanged)
            self._tell_aloud(self.currentIndex(), QAccessible.Event.Focus)

    def _tell_aloud(self, index: Index, event: QAccessible.Event) -> None:
        """Tell a screen reader of a cell; what it heard of the cell before may be outdated."""
        if index.isValid():
            told = QAccessibleEvent(self, event)
            # Qt counts the headers, hidden ones too, as the first row and the first column.
            told.setChild((index.row() + 1) * (self._model.columnCount() + 1) + index.column() + 1)
            QAccessible.updateAccessibility(told)

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
