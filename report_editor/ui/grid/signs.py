"""Signs beside numbers, drawn from strokes: no font on an office PC need have them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF

from report_editor.ui.grid.marks import Sign

if TYPE_CHECKING:
    from report_editor.ui.grid.colors import Colors

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
    Sign.BLANK: (((0.32, 0.5), (0.68, 0.5)),),
}
"""Strokes of each sign in a square of side 1."""

_OUTLINED = frozenset({Sign.NORMALISED, Sign.BLANK})
_SQUARE = frozenset({Sign.INVALID})


def draw_sign(painter: QPainter, box: QRectF, sign: Sign, colors: Colors) -> None:
    """Draw a sign into a square box: a body in its colour, its strokes on it."""
    color = colors.accent(sign)
    weight = max(1.0, box.width() * 0.11)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    outlined = sign in _OUTLINED
    painter.setBrush(Qt.BrushStyle.NoBrush if outlined else color)
    painter.setPen(QPen(color, weight * 0.8) if outlined else Qt.PenStyle.NoPen)
    inner = box.adjusted(weight / 2, weight / 2, -weight / 2, -weight / 2) if outlined else box
    painter.drawPath(_outline(inner, sign))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(
        QPen(
            color if outlined else colors.paper,
            weight,
            Qt.PenStyle.SolidLine,
            Qt.PenCapStyle.RoundCap,
            Qt.PenJoinStyle.RoundJoin,
        )
    )
    for stroke in _STROKES[sign]:
        points = [QPointF(box.x() + x * box.width(), box.y() + y * box.height()) for x, y in stroke]
        painter.drawPolyline(QPolygonF(points))
    painter.restore()


def _outline(box: QRectF, sign: Sign) -> QPainterPath:
    path = QPainterPath()
    if sign is Sign.WARNING:
        top = QPointF(box.center().x(), box.top())
        path.addPolygon(QPolygonF([top, box.bottomRight(), box.bottomLeft(), top]))
    elif sign in _SQUARE:
        path.addRoundedRect(box, box.width() * 0.15, box.width() * 0.15)
    else:
        path.addEllipse(box)
    return path
