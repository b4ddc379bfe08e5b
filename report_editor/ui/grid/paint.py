"""Painting of one cell of the grid: ground, text, signs, grid lines, the frame of the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPen,
    QPolygonF,
)

from report_editor.common.hidden_characters import name_hidden
from report_editor.forms import CellRole, GridCell
from report_editor.ui.grid.labels import is_beside
from report_editor.ui.grid.marks import Sign
from report_editor.ui.grid.walk import VALUES

if TYPE_CHECKING:
    from report_editor.forms import Table
    from report_editor.ui.grid.colors import Colors
    from report_editor.ui.grid.look import Look
    from report_editor.ui.grid.model import GridModel
    from report_editor.ui.grid.sizes import Measures

_NARROWEST = 0.6
"""Share of its width to which a long number is narrowed before it is cut off."""
_CROSS = (((0.28, 0.28), (0.72, 0.72)), ((0.28, 0.72), (0.72, 0.28)))
_STROKES: dict[Sign, tuple[tuple[tuple[float, float], ...], ...]] = {
    Sign.INVALID: _CROSS,
    Sign.ERROR: _CROSS,
    Sign.UNEQUAL: (
        ((0.24, 0.40), (0.76, 0.40)),
        ((0.24, 0.62), (0.76, 0.62)),
        ((0.62, 0.20), (0.38, 0.82)),
    ),
    Sign.WARNING: (((0.5, 0.38), (0.5, 0.64)), ((0.5, 0.78), (0.5, 0.80))),
    Sign.INFO: (((0.5, 0.26), (0.5, 0.28)), ((0.5, 0.46), (0.5, 0.76))),
    Sign.NORMALISED: (
        ((0.20, 0.44), (0.38, 0.32), (0.62, 0.44), (0.80, 0.32)),
        ((0.20, 0.70), (0.38, 0.58), (0.62, 0.70), (0.80, 0.58)),
    ),
}
"""Strokes of each sign in a square of side 1: no font on an office PC need have them."""

_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip
_AT_LEFT = int(Qt.AlignmentFlag.AlignLeft | _MIDDLE)
_AT_RIGHT = int(Qt.AlignmentFlag.AlignRight | _MIDDLE)
_CENTRED = int(Qt.AlignmentFlag.AlignHCenter | _MIDDLE)


def paint_cell(
    painter: QPainter,
    model: GridModel,
    cell: GridCell,
    rect: QRect,
    *,
    look: Look,
    seen: QRect,
    selected: bool = False,
    crossed: bool = False,
    current: bool = False,
    focused: bool = False,
) -> None:
    """Paint a cell of the grid into a rectangle.

    A label is written into the part of it that can be ``seen``: one over many rows is never
    without its text on a small screen. A cell is ``crossed`` by the band along the row or the
    column of the cursor.
    """
    signs = [mark.sign for mark in model.marks(cell)]
    ground = look.colors.ground(cell.role, signs, selected=selected, crossed=crossed)
    has_sign = bool(signs) and signs[0] is not Sign.BLANK  # its emptiness is sign enough
    painter.fillRect(rect, ground)
    if cell.role in VALUES:
        _paint_value(painter, model, cell, rect, look, signs[0] if has_sign else None)
    else:
        painter.save()
        painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
        _paint_label(painter, model.table, cell, rect, seen, look)
        painter.restore()
    _paint_grid_lines(painter, cell, rect, look)
    if current:
        width = max(2, round(look.lengths.em * 0.16))
        frame = QRectF(rect).adjusted(width / 2, width / 2, -width / 2 - 1, -width / 2 - 1)
        color = look.colors.frame if focused else look.colors.resting_frame
        painter.setPen(QPen(color, width, j=Qt.PenJoinStyle.MiterJoin))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(frame)


def _paint_label(
    painter: QPainter, table: Table, cell: GridCell, rect: QRect, seen: QRect, look: Look
) -> None:
    """Write a label line by line; of one partly in sight, the lines for which there is room."""
    is_left, height = is_beside(table, cell), look.label_lengths.line
    padding = look.lengths.padding if is_left else look.lengths.margin
    box = QRectF(rect).adjusted(padding, 0, -padding, 0)
    labels, share = look.labels_of(table), 1.0
    lines = labels.fit(cell, box.width())
    if not seen.contains(rect):
        part = box.intersected(QRectF(seen))
        if cell.row_span > 1:  # a label of one row stays beside its numbers
            box.setTop(part.top())
            box.setBottom(part.bottom())
            room = max(0, int((box.height() - look.lengths.gap) / height))
            lines, share = labels.fit_low(cell, box.width(), room)
        if cell.column_span > 1 and part.width() > 0:
            box.setLeft(part.left())
            box.setRight(part.right())
    painter.setFont(look.heading if cell.role is CellRole.HEADING else look.label)
    painter.setPen(look.colors.ink)
    flags = _AT_LEFT if is_left else _CENTRED
    top = round(box.center().y() - len(lines) * height / 2)  # else scrolling blurs the text
    painter.translate(box.x(), 0)
    painter.scale(share, 1)
    for number, line in enumerate(lines):
        area = QRectF(0, top + number * height, box.width() / share, height)
        painter.drawText(area, flags, line)


def _paint_value(
    painter: QPainter, model: GridModel, cell: GridCell, rect: QRect, look: Look, sign: Sign | None
) -> None:
    """Write the number of a cell, with its sign and last year's number where they leave it whole.

    The ground tells of the sign, and the tool tip of both.
    """
    lengths, padding = look.lengths, look.lengths.padding
    box = QRectF(rect).adjusted(padding, 0, -padding, 0)
    keep_left, keep_right = box.left(), box.right()
    stated = model.stated_text(cell)
    is_open = not model.is_filled_in(cell)  # a total that is still to grow is pale
    font = look.bold if cell.role is CellRole.TOTAL and not is_open else look.normal
    text = name_hidden(model.text(cell))
    least = measure_least(look, text, font)
    if stated is not None:
        stated = name_hidden(stated)
        least = max(least, measure_least(look, stated, look.normal))
    if sign is not None:
        beside = _sign_box(rect, lengths)
        if beside.right() + lengths.gap + least <= keep_right:
            draw_sign(painter, beside, sign, look.colors)
            keep_left = beside.right() + lengths.gap
    if (last_year := model.last_year(cell)) is not None:
        room = keep_right - look.measure(last_year, look.slanted) - lengths.gap
        if keep_left + least <= room:
            painter.setFont(look.slanted)
            painter.setPen(look.colors.pale)
            painter.drawText(box, _AT_RIGHT, last_year)
            keep_right = room
    if stated is not None:
        box.setTop(box.center().y() - lengths.line)
        box.setHeight(lengths.line)
    painter.setPen(look.colors.pale if is_open else look.colors.ink)
    paint_text(painter, look, text, box, font, keep_left, keep_right)
    if stated is not None:
        painter.setPen(look.colors.accent(Sign.UNEQUAL))
        box.translate(0, lengths.line)
        paint_text(painter, look, stated, box, look.normal, keep_left, keep_right)


def measure_least(look: Look, text: str, font: QFont) -> float:
    """Return the width in which :func:`paint_text` writes a text whole."""
    return _NARROWEST * look.measure(text, font)


def paint_text(
    painter: QPainter,
    look: Look,
    text: str,
    box: QRectF,
    font: QFont,
    keep_left: float,
    keep_right: float,
) -> None:
    """Write a text in the middle of a box, or between two edges where it would pass one of them.

    A number cut off would be another number, so a long one is written narrower first.
    """
    width, centre = look.measure(text, font), box.center().x()
    painter.setFont(font)
    if keep_left <= centre - width / 2 and centre + width / 2 <= keep_right:
        painter.drawText(box, _CENTRED, text)
        return
    room = max(1.0, keep_right - keep_left)
    share = min(1.0, max(_NARROWEST, room / width))
    if measure_least(look, text, font) > room:
        metrics, mode = QFontMetricsF(font), Qt.TextElideMode.ElideRight
        text = metrics.elidedText(text, mode, room / share)
    painter.save()
    painter.translate(keep_left, 0)
    painter.scale(share, 1)
    painter.drawText(QRectF(0, box.top(), room / share, box.height()), _CENTRED, text)
    painter.restore()


def _paint_grid_lines(painter: QPainter, cell: GridCell, rect: QRect, look: Look) -> None:
    """Draw the right and the lower edge, in whole pixels of the screen."""
    width, color = look.grid_line_width, look.colors.grid_line
    left, top, right, bottom = rect.x(), rect.y(), rect.right() + 1, rect.bottom() + 1
    painter.fillRect(QRectF(right - width, top, width, bottom - top), color)
    painter.fillRect(QRectF(left, bottom - width, right - left, width), color)
    if cell.column == 0:
        painter.fillRect(QRectF(left, top, width, bottom - top), color)
    if cell.row == 0:
        painter.fillRect(QRectF(left, top, right - left, width), color)


def _sign_box(rect: QRect, lengths: Measures) -> QRectF:
    side = lengths.sign
    return QRectF(rect.x() + lengths.gap, rect.y() + (rect.height() - side) / 2, side, side)


def draw_sign(painter: QPainter, box: QRectF, sign: Sign, colors: Colors) -> None:
    """Draw a sign into a square box: a body in its colour, its strokes on it."""
    color = colors.accent(sign)
    weight = max(1.0, box.width() * 0.11)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    outlined = sign is Sign.NORMALISED
    painter.setBrush(Qt.BrushStyle.NoBrush if outlined else color)
    painter.setPen(QPen(color, weight * 0.8) if outlined else Qt.PenStyle.NoPen)
    inner = box.adjusted(weight / 2, weight / 2, -weight / 2, -weight / 2) if outlined else box
    painter.drawPath(_outline(inner, sign))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    ink = color if outlined else colors.paper
    round_ends, round_bends = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    painter.setPen(QPen(ink, weight, Qt.PenStyle.SolidLine, round_ends, round_bends))
    for stroke in _STROKES[sign]:
        points = [QPointF(box.x() + x * box.width(), box.y() + y * box.height()) for x, y in stroke]
        painter.drawPolyline(QPolygonF(points))
    painter.restore()


def _outline(box: QRectF, sign: Sign) -> QPainterPath:
    path = QPainterPath()
    if sign is Sign.WARNING:
        top = QPointF(box.center().x(), box.top())
        path.addPolygon(QPolygonF([top, box.bottomRight(), box.bottomLeft(), top]))
    elif sign is Sign.INVALID:
        path.addRoundedRect(box, box.width() * 0.15, box.width() * 0.15)
    else:
        path.addEllipse(box)
    return path
