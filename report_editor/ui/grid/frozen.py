"""Keeps the header lines and label columns in sight while the values scroll.

One widget over the view, masked to the two strips, paints the same cells with the same delegate;
there is no second table for a screen reader to stumble over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QRegion
from PySide6.QtWidgets import QToolTip, QWidget

from report_editor.ui.grid.walk import VALUES

if TYPE_CHECKING:
    from report_editor.forms import GridCell, Table
    from report_editor.ui.grid.sheet import Sheet

LARGEST = 0.6
"""Share of the window that frozen strips may take; beyond it nothing is frozen."""


def frozen_part(table: Table) -> tuple[int, int]:
    """How many lines and grid columns of a table can be frozen without cutting a cell."""
    lines = table.header_rows
    places = min(cell.column for cell in table.grid if cell.role in VALUES)
    for cell in table.grid:
        if cell.row < lines < cell.row + cell.row_span:
            lines = 0
        if cell.column < places < cell.column + cell.column_span and cell.row >= lines:
            places = 0
    return lines, places


class Frozen(QWidget):
    """The strips along the top and the left of a view."""

    def __init__(self, view: Sheet) -> None:
        super().__init__(view)
        self._view = view
        self._lines, self._places = frozen_part(view.table)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def extent(self) -> QSize:
        """Width of the left strip and height of the top one, 0 where all fits anyway."""
        view, room = self._view, self._view.viewport()
        width = sum(view.columnWidth(place) for place in range(self._places))
        height = sum(view.rowHeight(line) for line in range(self._lines))
        if view.horizontalScrollBar().maximum() == 0 or width > room.width() * LARGEST:
            width = 0
        if view.verticalScrollBar().maximum() == 0 or height > room.height() * LARGEST:
            height = 0
        return QSize(width, height)

    def fit(self) -> None:
        """Takes its place over the view after a change of sizes."""
        room, extent = self._view.viewport().geometry(), self.extent()
        self.setGeometry(room)
        strips = QRegion(0, 0, room.width(), extent.height()) + QRegion(
            0, 0, extent.width(), room.height()
        )
        self.setVisible(not strips.isEmpty())
        if not strips.isEmpty():
            self.setMask(strips)
            self.raise_()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the frozen cells, those that stay in both directions last."""
        extent, room = self.extent(), self.rect()
        painter = QPainter(self)
        ground = self._view.palette().color(QPalette.ColorRole.Window)
        painter.fillRect(event.rect(), ground)
        corner = QRect(QPoint(0, 0), extent)
        top = QRect(corner.width(), 0, room.width() - corner.width(), corner.height())
        left = QRect(0, corner.height(), corner.width(), room.height() - corner.height())
        for strip in (top, left, corner):
            painter.setClipRect(strip)
            for cell in self._cells_in(strip.translated(self._shift(strip)), strip):
                rect = self._content_rect(cell).translated(-self._shift(strip))
                self._view.paint_frozen(painter, cell, rect, strip)

    def _shift(self, strip: QRect) -> QPoint:
        """How far the content under a strip is scrolled."""
        view, extent = self._view, self.extent()
        across = 0 if strip.left() < extent.width() else view.horizontalOffset()
        down = 0 if strip.top() < extent.height() else view.verticalOffset()
        return QPoint(across, down)

    def _content_rect(self, cell: GridCell) -> QRect:
        view = self._view
        x = view.columnViewportPosition(cell.column) + view.horizontalOffset()
        y = view.rowViewportPosition(cell.row) + view.verticalOffset()
        width = sum(view.columnWidth(cell.column + at) for at in range(cell.column_span))
        height = sum(view.rowHeight(cell.row + at) for at in range(cell.row_span))
        return QRect(x, y, width, height)

    def _cells_in(self, content: QRect, strip: QRect) -> list[GridCell]:
        extent = self.extent()
        return [
            cell
            for cell in self._view.table.grid
            if (cell.row < self._lines or strip.top() >= extent.height())
            and (cell.column < self._places or strip.left() >= extent.width())
            and self._content_rect(cell).intersects(content)
        ]

    def cell_under(self, position: QPoint) -> GridCell | None:
        """The frozen cell at a point of the widget."""
        extent = self.extent()
        x, y = position.x(), position.y()
        if x >= extent.width():
            x += self._view.horizontalOffset()
        if y >= extent.height():
            y += self._view.verticalOffset()
        content = QPoint(x, y)
        return next(
            (cell for cell in self._view.table.grid if self._content_rect(cell).contains(content)),
            None,
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a label selects the values it speaks of."""
        cell = self.cell_under(event.position().toPoint())
        if cell is not None and event.button() == Qt.MouseButton.LeftButton:
            self._view.select_belonging(cell)
        self._view.setFocus(Qt.FocusReason.MouseFocusReason)

    def event(self, event: QEvent) -> bool:
        """Shows the help of the label under the mouse."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            cell = self.cell_under(event.pos())
            QToolTip.showText(
                event.globalPos(), self._view.tool_tip(cell) if cell is not None else "", self
            )
            return True
        return super().event(event)
