"""Painting of one cell of the grid: ground, text, signs, grid lines, the frame of the cursor."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from report_editor.forms import CellRole, GridCell
from report_editor.ui.grid import sizes
from report_editor.ui.grid.colors import Colors, colors_for
from report_editor.ui.grid.marks import Sign
from report_editor.ui.grid.signs import draw_sign
from report_editor.ui.grid.walk import VALUES

if TYPE_CHECKING:
    from PySide6.QtGui import QPalette

    from report_editor.ui.grid.model import GridModel


SHARES = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65)
"""Sizes in which a long number is tried, as shares of its usual size, before it is cut off."""


@dataclass(frozen=True, slots=True)
class Fonts:
    """Fonts of a grid and the lengths that follow from them."""

    normal: QFont
    bold: QFont
    small: QFont
    lengths: sizes.Measures


@lru_cache(maxsize=8)
def fonts_for(description: str) -> Fonts:
    """Return the fonts that go with one that :meth:`QFont.toString` described."""
    normal = QFont()
    normal.fromString(description)
    bold = QFont(normal)
    bold.setBold(True)
    return Fonts(normal, bold, sizes.small_font(normal), sizes.measure(normal))


def paint_cell(
    painter: QPainter,
    model: GridModel,
    cell: GridCell,
    rect: QRect,
    *,
    seen: QRect,
    palette: QPalette,
    font: QFont,
    selected: bool = False,
    current: bool = False,
    focused: bool = False,
) -> None:
    """Paint a cell of the grid into a rectangle.

    A label is written into the part of it that can be ``seen``: one over many rows is never
    without its text on a small screen.
    """
    marks, fonts, colors = model.marks(cell), fonts_for(font.toString()), colors_for(palette)
    ground = colors.ground(cell.role, (mark.sign for mark in marks), selected=selected)
    painter.save()
    painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    painter.fillRect(rect, ground)
    if cell.role in VALUES:
        _paint_value(painter, model, cell, rect, colors, fonts, has_sign=bool(marks))
    else:
        _paint_label(painter, model, cell, rect, seen, colors, fonts)
    if marks:
        draw_sign(painter, _sign_box(rect, fonts.lengths), marks[0].sign, colors)
    _paint_grid_lines(painter, cell, rect, colors)
    if current:
        width = max(2, round(fonts.lengths.em * 0.16))
        frame = QRectF(rect).adjusted(width / 2, width / 2, -width / 2 - 1, -width / 2 - 1)
        color = colors.frame if focused else colors.resting_frame
        painter.setPen(QPen(color, width, j=Qt.PenJoinStyle.MiterJoin))
        painter.drawRect(frame)
    painter.restore()


def _paint_label(
    painter: QPainter,
    model: GridModel,
    cell: GridCell,
    rect: QRect,
    seen: QRect,
    colors: Colors,
    fonts: Fonts,
) -> None:
    beside = cell.role is CellRole.LABEL and cell.row >= model.table.header_rows
    across = Qt.AlignmentFlag.AlignLeft if beside else Qt.AlignmentFlag.AlignHCenter
    padding = fonts.lengths.padding
    painter.setFont(fonts.bold if cell.role is CellRole.HEADING else fonts.normal)
    painter.setPen(colors.ink)
    box = QRectF(rect).adjusted(padding, 0, -padding, 0)
    flags = int(across | Qt.AlignmentFlag.AlignVCenter) | int(sizes.WRAP)
    if not seen.contains(rect):
        text = painter.boundingRect(box, flags, cell.text)
        box = _box_in_sight(cell, box, QRectF(seen), text)
    painter.drawText(box, flags, cell.text)


def _box_in_sight(cell: GridCell, box: QRectF, seen: QRectF, text: QRectF) -> QRectF:
    """Cut a box to the part that can be seen, but never below the size of its text.

    A label of one row keeps its height, to stay beside its numbers.
    """
    part = box.intersected(seen)
    if part.isEmpty():
        return box
    if cell.row_span > 1:
        box.setTop(min(part.top(), box.bottom() - text.height()))
        box.setBottom(max(part.bottom(), box.top() + text.height()))
    if cell.column_span > 1:
        box.setLeft(min(part.left(), box.right() - text.width()))
        box.setRight(max(part.right(), box.left() + text.width()))
    return box


def _paint_value(
    painter: QPainter,
    model: GridModel,
    cell: GridCell,
    rect: QRect,
    colors: Colors,
    fonts: Fonts,
    *,
    has_sign: bool,
) -> None:
    lengths, padding = fonts.lengths, fonts.lengths.padding
    box = QRectF(rect).adjusted(padding, 0, -padding, 0)
    keep_left = _sign_box(rect, lengths).right() + lengths.gap if has_sign else box.left()
    keep_right = box.right()
    if (last_year := model.last_year(cell)) is not None:
        keep_right -= _paint_last_year(painter, last_year, box, colors, fonts)
    stated = model.stated_text(cell)
    if stated is not None:
        box.setTop(box.center().y() - (lengths.line + lengths.small_line) / 2)
        box.setHeight(lengths.line)
    painter.setPen(colors.ink)
    font = fonts.bold if cell.role is CellRole.TOTAL else fonts.normal
    _paint_text(painter, model.text(cell), box, font, keep_left, keep_right)
    if stated is not None:
        painter.setPen(colors.accent(Sign.UNEQUAL))
        box.translate(0, lengths.line)
        box.setHeight(lengths.small_line)
        _paint_text(painter, stated, box, fonts.small, keep_left, keep_right)


def _paint_last_year(
    painter: QPainter, number: str, box: QRectF, colors: Colors, fonts: Fonts
) -> float:
    """Write last year's number small and pale at the right; return the width it takes."""
    painter.setFont(fonts.small)
    painter.setPen(colors.pale)
    flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(box, int(flags), number)
    return QFontMetricsF(fonts.small).horizontalAdvance(number) + fonts.lengths.gap


def _paint_text(
    painter: QPainter,
    text: str,
    box: QRectF,
    font: QFont,
    keep_left: float,
    keep_right: float,
) -> None:
    """Write a text in the middle of a box, or between two edges where it would pass one of them.

    A number cut off would be another number, so a long one is written smaller first.
    """
    width = QFontMetricsF(font).horizontalAdvance(text)
    centre = box.center().x()
    if centre - width / 2 < keep_left or centre + width / 2 > keep_right:
        box = QRectF(keep_left, box.top(), max(0.0, keep_right - keep_left), box.height())
        font = _font_for(text, font, box.width())
        text = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.setFont(font)
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)


def _font_for(text: str, font: QFont, width: float) -> QFont:
    """Find the largest of some sizes in which a text fits into a width, or the smallest."""
    fitting = font
    for share in SHARES:
        fitting = sizes.scale_font(font, share)
        if QFontMetricsF(fitting).horizontalAdvance(text) <= width:
            break
    return fitting


def _paint_grid_lines(painter: QPainter, cell: GridCell, rect: QRect, colors: Colors) -> None:
    """Draw the right and the lower edge, in whole pixels of the screen."""
    ratio = painter.device().devicePixelRatioF()
    width = max(1, int(ratio)) / ratio
    edge, color = QRectF(rect), colors.grid_line
    painter.fillRect(QRectF(edge.right() - width, edge.top(), width, edge.height()), color)
    painter.fillRect(QRectF(edge.left(), edge.bottom() - width, edge.width(), width), color)
    if cell.column == 0:
        painter.fillRect(QRectF(edge.left(), edge.top(), width, edge.height()), color)
    if cell.row == 0:
        painter.fillRect(QRectF(edge.left(), edge.top(), edge.width(), width), color)


def _sign_box(rect: QRect, lengths: sizes.Measures) -> QRectF:
    side = lengths.sign
    return QRectF(rect.x() + lengths.gap, rect.y() + (rect.height() - side) / 2, side, side)
