"""Paints a cell of the form: ground, text, signs, rules, the frame of the cursor."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from report_editor.forms import CellRole, GridCell
from report_editor.ui.grid import signs, sizes
from report_editor.ui.grid.look import Look, look_for
from report_editor.ui.grid.marks import Sign
from report_editor.ui.grid.walk import VALUES

if TYPE_CHECKING:
    from PySide6.QtGui import QPalette

    from report_editor.ui.grid.model import GridModel


SHARES = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65)
"""How small a long number is written, of its usual size, before it is cut off."""


@dataclass(frozen=True, slots=True)
class Hand:
    """The fonts a grid is written in and the lengths that follow from them."""

    normal: QFont
    bold: QFont
    small: QFont
    measure: sizes.Measures


@lru_cache(maxsize=8)
def hand(description: str) -> Hand:
    """The fonts that go with the one that :meth:`QFont.toString` described."""
    normal = QFont()
    normal.fromString(description)
    bold = QFont(normal)
    bold.setBold(True)
    return Hand(normal, bold, sizes.small_font(normal), sizes.measures(normal))


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
    """Paints a cell of the grid into a rectangle.

    A label stands in the part of it that can be ``seen``: one over many lines is never without
    its text on a small screen.
    """
    marks, pens, look = model.marks(cell), hand(font.toString()), look_for(palette)
    painter.save()
    painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    painter.fillRect(rect, look.ground(cell.role, (mark.sign for mark in marks), selected=selected))
    if cell.role in VALUES:
        _paint_value(painter, model, cell, rect, look, pens, has_sign=bool(marks))
    else:
        _paint_label(painter, model, cell, rect, seen, look, pens)
    if marks:
        signs.draw(painter, _sign_box(rect, pens.measure), marks[0].sign, look)
    _paint_rules(painter, cell, rect, look)
    if current:
        width = max(2, round(pens.measure.em * 0.16))
        frame = QRectF(rect).adjusted(width / 2, width / 2, -width / 2 - 1, -width / 2 - 1)
        colour = look.frame if focused else look.resting_frame
        painter.setPen(QPen(colour, width, j=Qt.PenJoinStyle.MiterJoin))
        painter.drawRect(frame)
    painter.restore()


def _paint_label(
    painter: QPainter,
    model: GridModel,
    cell: GridCell,
    rect: QRect,
    seen: QRect,
    look: Look,
    pens: Hand,
) -> None:
    beside = cell.role is CellRole.LABEL and cell.row >= model.table.header_rows
    across = Qt.AlignmentFlag.AlignLeft if beside else Qt.AlignmentFlag.AlignHCenter
    padding = pens.measure.padding
    painter.setFont(pens.bold if cell.role is CellRole.HEADING else pens.normal)
    painter.setPen(look.ink)
    room = QRectF(rect).adjusted(padding, 0, -padding, 0)
    flags = int(across | Qt.AlignmentFlag.AlignVCenter) | int(sizes.WRAP)
    if not seen.contains(rect):
        text = painter.boundingRect(room, flags, cell.text)
        room = _room_in_sight(cell, room, QRectF(seen), text)
    painter.drawText(room, flags, cell.text)


def _room_in_sight(cell: GridCell, room: QRectF, seen: QRectF, text: QRectF) -> QRectF:
    """The part of a room that can be seen, at its edges as much as the text needs.

    A label of one line keeps its height, to stay beside its numbers.
    """
    part = room.intersected(seen)
    if part.isEmpty():
        return room
    if cell.row_span > 1:
        room.setTop(min(part.top(), room.bottom() - text.height()))
        room.setBottom(max(part.bottom(), room.top() + text.height()))
    if cell.column_span > 1:
        room.setLeft(min(part.left(), room.right() - text.width()))
        room.setRight(max(part.right(), room.left() + text.width()))
    return room


def _paint_value(
    painter: QPainter,
    model: GridModel,
    cell: GridCell,
    rect: QRect,
    look: Look,
    pens: Hand,
    *,
    has_sign: bool,
) -> None:
    measure, padding = pens.measure, pens.measure.padding
    room = QRectF(rect).adjusted(padding, 0, -padding, 0)
    keep_left = _sign_box(rect, measure).right() + measure.gap if has_sign else room.left()
    keep_right = room.right()
    if (last_year := model.last_year(cell)) is not None:
        keep_right -= _paint_last_year(painter, last_year, room, look, pens)
    stated = model.stated(cell)
    if stated is not None:
        room.setTop(room.center().y() - (measure.line + measure.small_line) / 2)
        room.setHeight(measure.line)
    painter.setPen(look.ink)
    font = pens.bold if cell.role is CellRole.TOTAL else pens.normal
    _paint_text(painter, model.text(cell), room, font, keep_left, keep_right)
    if stated is not None:
        painter.setPen(look.accent(Sign.UNEQUAL))
        room.translate(0, measure.line)
        room.setHeight(measure.small_line)
        _paint_text(painter, stated, room, pens.small, keep_left, keep_right)


def _paint_last_year(painter: QPainter, number: str, room: QRectF, look: Look, pens: Hand) -> float:
    """Puts last year's number small and pale at the right; returns the width it takes."""
    painter.setFont(pens.small)
    painter.setPen(look.pale)
    place = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(room, int(place), number)
    return QFontMetricsF(pens.small).horizontalAdvance(number) + pens.measure.gap


def _paint_text(
    painter: QPainter,
    text: str,
    room: QRectF,
    font: QFont,
    keep_left: float,
    keep_right: float,
) -> None:
    """Centres a text in its room; one that would touch what is beside it stands between.

    A number cut off is another number: a long one is written smaller first.
    """
    width = QFontMetricsF(font).horizontalAdvance(text)
    centre = room.center().x()
    if centre - width / 2 < keep_left or centre + width / 2 > keep_right:
        room = QRectF(keep_left, room.top(), max(0.0, keep_right - keep_left), room.height())
        font = _font_for(text, font, room.width())
        text = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.setFont(font)
    painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), text)


def _font_for(text: str, font: QFont, width: float) -> QFont:
    """The largest of some sizes in which a text fits into a width, or the smallest of them."""
    fitting = font
    for share in SHARES:
        fitting = sizes.scaled(font, share)
        if QFontMetricsF(fitting).horizontalAdvance(text) <= width:
            break
    return fitting


def _paint_rules(painter: QPainter, cell: GridCell, rect: QRect, look: Look) -> None:
    """Rules the right and the lower edge, in whole pixels of the screen."""
    ratio = painter.device().devicePixelRatioF()
    width = max(1, int(ratio)) / ratio
    edge, colour = QRectF(rect), look.line
    painter.fillRect(QRectF(edge.right() - width, edge.top(), width, edge.height()), colour)
    painter.fillRect(QRectF(edge.left(), edge.bottom() - width, edge.width(), width), colour)
    if cell.column == 0:
        painter.fillRect(QRectF(edge.left(), edge.top(), width, edge.height()), colour)
    if cell.row == 0:
        painter.fillRect(QRectF(edge.left(), edge.top(), edge.width(), width), colour)


def _sign_box(rect: QRect, measure: sizes.Measures) -> QRectF:
    side = measure.sign
    return QRectF(rect.x() + measure.gap, rect.y() + (rect.height() - side) / 2, side, side)
