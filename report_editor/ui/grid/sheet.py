"""Printed form on the screen: merged cells, frozen labels, sizes that follow font and window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from report_editor.forms import CellRole
from report_editor.ui.grid import sizes
from report_editor.ui.grid.balance_strip import BalanceStrip
from report_editor.ui.grid.delegate import CellDelegate
from report_editor.ui.grid.frozen import FrozenStrips
from report_editor.ui.grid.look import look_of
from report_editor.ui.grid.model import GridModel, Index
from report_editor.ui.grid.walk import VALUES
from report_editor.ui.widgets.type_scale import enlarge_font, scale_font

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from report_editor.forms import GridCell, Table
    from report_editor.workspace.session import Session


class Sheet(QTableView):
    """One table of a report, to be looked at.

    The class below calls :meth:`_lay_out` first, when its cursor stands in a cell: that cell is
    kept in sight.
    """

    def __init__(self, session: Session, table: Table) -> None:
        super().__init__()
        self.table = table
        self._totals = [each for each in table.grid if each.role is CellRole.TOTAL]
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
        section = session.document.form.section(table.key)
        self.setAccessibleName(section.heading)
        self.setAccessibleDescription(section.help)
        self._frozen = FrozenStrips(self, self._model)
        self.strip = BalanceStrip(self, self._model, self._frozen) if table.balances else None
        self.setModel(self._model)
        self._delegate = CellDelegate(self, self._frozen)
        if self.strip is not None:
            self._delegate.closeEditor.connect(self.strip.announce)
        self.setItemDelegate(self._delegate)
        self._set_up()

    def _set_up(self) -> None:
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.hide()
            header.setFont(header.font())  # its own: with each zoom it would lay all out once more
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
        self.executeDelayedItemsLayout()  # lays out on the way, where room is kept for the strip
        self._lay_out()
        for _ in range(2):  # else Qt does it while it paints, and paints twice
            self.executeDelayedItemsLayout()

    def find_least_width(self) -> int:
        """Return the width in which the grid need not scroll sideways."""
        least = sizes.find_least_width(self.table, self.font())
        return least + self.verticalScrollBar().sizeHint().width() + 2 * self.frameWidth()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cells in the font and palette at hand."""
        self._delegate.prepare()
        super().paintEvent(event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Scroll, and write labels of merged cells anew into the part that can be seen."""
        super().scrollContentsBy(dx, dy)
        for cell in self._merged:
            if cell.role not in VALUES:
                self.viewport().update(self.visualRect(self._model.index_of(cell)))

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
        stated = (cell.row for cell in self._totals if self._model.stated_text(cell) is not None)
        return frozenset(stated)
