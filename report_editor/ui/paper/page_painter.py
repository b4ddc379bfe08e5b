"""Paint the pages of a report with their own outlines: sharp on any printer, with any fonts.

Qt cannot embed a font that is no file of the system: it draws its glyphs as outlines too, and
pictures of whole pages are five times as large.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, assert_never

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainterPath, QPen

from report_editor.exporters.typeset.page import (
    LEFT,
    TOP,
    Bookmark,
    Box,
    Fill,
    Item,
    Matrix,
    Rule,
    Run,
    Tagged,
    list_runs,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter, QTransform

    from report_editor.exporters.fonts.face import Face
    from report_editor.exporters.typeset.traced_pages import TracedPages

UNITS_PER_INCH = 1200
_FRAME = 0.5
_TINT = 0.93
_BLACK = QColor(Qt.GlobalColor.black)


class GlyphPen:
    """Pen that makes the outline of a glyph a path of Qt, whose heights grow downwards."""

    def __init__(self) -> None:
        self.path = QPainterPath()
        self.path.setFillRule(Qt.FillRule.WindingFill)

    def move_to(self, x: float, y: float) -> None:
        """Begin a contour."""
        self.path.moveTo(x, -y)

    def line_to(self, x: float, y: float) -> None:
        """Draw a straight line."""
        self.path.lineTo(x, -y)

    def quad_to(self, x1: float, y1: float, x: float, y: float) -> None:
        """Draw a curve with one point beside it."""
        self.path.quadTo(x1, -y1, x, -y)

    def cubic_to(self, x1: float, y1: float, x2: float, y2: float, x: float, y: float) -> None:
        """Draw a curve with two points beside it."""
        self.path.cubicTo(x1, -y1, x2, -y2, x, -y)

    def close(self) -> None:
        """End the contour where it began."""
        self.path.closeSubpath()


class PagePainter:
    """Paints pages in units so small that rounded to them no eye sees it."""

    def __init__(self, traced: TracedPages[GlyphPen]) -> None:
        self._traced = traced
        self._rounded: dict[tuple[Face, str, float], QPainterPath] = {}
        """Outlines by face, character and scale."""

    @property
    def page_count(self) -> int:
        """Return the number of pages."""
        return len(self._traced.pages)

    def paint(self, painter: QPainter, number: int, place: QTransform) -> None:
        """Paint a page, counted from 1.

        Args:
            painter: Paints in units of 1/1200 inch.
            number: Number of the page.
            place: Maps the points of the page to those units, without a turn or a change of
                proportions.
        """
        for top, items in self._traced.pages[number - 1].groups:
            for item in items:
                self._paint_item(painter, item, TOP + top, place)

    def _paint_item(self, painter: QPainter, item: Item, top: float, place: QTransform) -> None:
        match item:
            case Tagged(texts=texts):
                for text in texts:
                    for run in list_runs(text):
                        self._paint_run(painter, run, top, place)
            case Box():
                painter.setPen(QPen(_BLACK, _FRAME * place.m11()))
                tint = QColor.fromRgbF(_TINT, _TINT, _TINT)
                painter.setBrush(tint if item.is_tinted else Qt.BrushStyle.NoBrush)
                box = QRectF(LEFT + item.x, top + item.y, item.width, item.height)
                painter.drawRect(place.mapRect(box).toRect())
            case Rule():
                painter.setPen(QPen(_BLACK, _FRAME * place.m11()))
                x, y = LEFT + item.x, top + item.y
                painter.drawLine(place.map(QLineF(x, y, x + item.width, y)).toLine())
            case Fill():
                painter.setPen(Qt.PenStyle.NoPen)
                if item.frame is not None:
                    painter.setPen(QPen(QColor.fromRgbF(*item.frame), _FRAME * place.m11()))
                painter.setBrush(QColor.fromRgbF(*item.color))
                fill = QRectF(LEFT + item.x, top + item.y, item.width, item.height)
                painter.drawRect(place.mapRect(fill).toRect())
            case Matrix():
                painter.setPen(QPen(Qt.PenStyle.NoPen))
                painter.setBrush(_BLACK)
                for x, y, width, height in item.list_bars():
                    bar = QRectF(LEFT + x, top + y, width, height)
                    painter.drawRect(place.mapRect(bar).toRect())
            case Bookmark():
                pass
            case _:
                assert_never(item)

    def _paint_run(self, painter: QPainter, run: Run, top: float, place: QTransform) -> None:
        """Paint each glyph in its place; a font without a bold face has its outlines stroked."""
        ink = QColor.fromRgbF(run.gray, run.gray, run.gray)
        pen = QPen(ink, run.stroke * place.m11())
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen if run.stroke else QPen(Qt.PenStyle.NoPen))
        painter.setBrush(ink)
        x = LEFT + run.x
        scale = place.m11() * run.size / run.face.units_per_em
        for char in run.text:
            outline = self._round(run.face, char, scale)
            if not outline.isEmpty():
                begin = place.map(QPointF(x, top + run.y)).toPoint()
                painter.drawPath(outline.translated(begin))
            x += run.face.measure(char) * run.size + run.spacing

    def _round(self, face: Face, char: str, scale: float) -> QPainterPath:
        """Return an outline in whole units: Qt writes each digit, and files are half as large."""
        known = self._rounded.get((face, char, scale))
        if known is not None:
            return known
        rounded = QPainterPath(self._traced.outlines[face, char].path)
        for at in range(rounded.elementCount()):
            element: Any = rounded.elementAt(at)
            rounded.setElementPositionAt(at, round(element.x * scale), round(element.y * scale))
        self._rounded[face, char, scale] = rounded
        return rounded
