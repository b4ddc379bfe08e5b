"""Strips that keep the header rows and label columns in sight while the values scroll.

One widget over the view, masked to the two strips, paints the same cells; there is no second
table that a screen reader would read out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QRegion
from PySide6.QtWidgets import QWidget

from report_editor.ui.grid.look import look_of
from report_editor.ui.grid.paint import paint_cell
from report_editor.ui.grid.walk import VALUES
from report_editor.ui.widgets.foreign_text import show_tool_tip

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTableView

    from report_editor.forms import GridCell, Table
    from report_editor.ui.grid.model import GridModel

LARGEST_SHARE = 0.6
"""Share of the viewport that a frozen strip may take; a larger strip is not frozen."""


def find_frozen_part(table: Table) -> tuple[int, int]:
    """Count the rows and columns of a table that can be frozen without cutting a cell."""
    rows = table.header_rows
    columns = min(cell.column for cell in table.grid if cell.role in VALUES)
    for cell in table.grid:  # a cell across the edge of a strip would be cut: freeze no such strip
        if cell.row < rows < cell.row + cell.row_span:
            rows = 0
        if cell.column < columns < cell.column + cell.column_span and cell.row >= rows:
            columns = 0
    return rows, columns


class FrozenStrips(QWidget):
    """Strips along the top and the left of a view."""

    cellClicked = Signal(object)
    """Emitted with the :class:`~report_editor.forms.GridCell` under the mouse."""

    def __init__(self, view: QTableView, model: GridModel) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._rows, self._columns = find_frozen_part(model.table)
        grid = model.table.grid
        self._top = [cell for cell in grid if cell.row < self._rows]
        self._left = [cell for cell in grid if cell.column < self._columns]
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        for bar in (view.horizontalScrollBar(), view.verticalScrollBar()):
            bar.valueChanged.connect(self.update)
            bar.rangeChanged.connect(self.fit)

    def extent(self) -> QSize:
        """Return the width of the left strip and the height of the top one, 0 where all fits."""
        view, viewport = self._view, self._view.viewport()
        width = sum(view.columnWidth(column) for column in range(self._columns))
        height = sum(view.rowHeight(row) for row in range(self._rows))
        if view.horizontalScrollBar().maximum() == 0 or width > viewport.width() * LARGEST_SHARE:
            width = 0
        if view.verticalScrollBar().maximum() == 0 or height > viewport.height() * LARGEST_SHARE:
            height = 0
        return QSize(width, height)

    def uncovered_rect(self) -> QRect:
        """Return the part of the viewport that no strip covers."""
        extent = self.extent()
        return self._view.viewport().rect().adjusted(extent.width(), extent.height(), 0, 0)

    def fit(self) -> None:
        """Cover the strips of the view after a change of sizes."""
        viewport, extent = self._view.viewport().geometry(), self.extent()
        self.setGeometry(viewport)
        strips = QRegion(0, 0, viewport.width(), extent.height())
        strips += QRegion(0, 0, extent.width(), viewport.height())
        self.setVisible(not strips.isEmpty())
        if not strips.isEmpty():
            self.setMask(strips)
            self.raise_()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frozen cells, those that stay in both directions last."""
        extent, size, view = self.extent(), self.size(), self._view
        look, band = look_of(view), self._model.find_band(view.currentIndex())
        painter = QPainter(self)
        painter.fillRect(event.rect(), view.palette().color(QPalette.ColorRole.Window))
        corner = QRect(QPoint(0, 0), extent)
        top = QRect(corner.width(), 0, size.width() - corner.width(), corner.height())
        left = QRect(0, corner.height(), corner.width(), size.height() - corner.height())
        in_corner = [cell for cell in self._top if cell.column < self._columns]
        for strip, cells in ((top, self._top), (left, self._left), (corner, in_corner)):
            painter.setClipRect(strip)
            shift, seen = self._shift(strip), strip.intersected(event.rect())
            for cell in cells if not seen.isEmpty() else ():
                rect = self._content_rect(cell).translated(-shift)
                if rect.intersects(seen):
                    crossed = band is not None and band.crosses(cell)
                    paint_cell(
                        painter, self._model, cell, rect, look=look, seen=strip, crossed=crossed
                    )

    def _shift(self, strip: QRect) -> QPoint:
        """Return how far the content under a strip is scrolled."""
        view, extent = self._view, self.extent()
        across = 0 if strip.left() < extent.width() else view.horizontalOffset()
        down = 0 if strip.top() < extent.height() else view.verticalOffset()
        return QPoint(across, down)

    def _content_rect(self, cell: GridCell) -> QRect:
        rect = self._view.visualRect(self._model.index_of(cell))
        return rect.translated(self._view.horizontalOffset(), self._view.verticalOffset())

    def cell_under(self, point: QPoint) -> GridCell | None:
        """Return the frozen cell at a point of the widget."""
        content = point + self._shift(QRect(point, QSize(1, 1)))
        grid = self._model.table.grid
        return next((cell for cell in grid if self._content_rect(cell).contains(content)), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Announce a click on a cell."""
        cell = self.cell_under(event.position().toPoint())
        if cell is not None and event.button() == Qt.MouseButton.LeftButton:
            self.cellClicked.emit(cell)
        self._view.setFocus(Qt.FocusReason.MouseFocusReason)

    def event(self, event: QEvent) -> bool:
        """Show the tool tip of the cell under the mouse."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            cell = self.cell_under(event.pos())
            text = "" if cell is None else self._model.tool_tip(cell)
            show_tool_tip(event.globalPos(), text, self)
            return True
        return super().event(event)
