"""Icons of the program, drawn in the colours of the palette."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from report_editor.common.resources import resource

SMALL, NORMAL, LARGE, HUGE = (QSize(each, each) for each in (16, 20, 24, 40))
"""Sizes in logical pixels: in lists and menus, in tool bars, of a choice, of the first choice."""


def icon(name: str, color: QColor | None = None) -> QIcon:
    """Return the drawing of that name in a colour, by default the palette's text colour."""
    palette = QGuiApplication.palette()
    ink = color or palette.color(QPalette.ColorRole.WindowText)
    pale = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText)
    selected = palette.color(QPalette.ColorRole.HighlightedText)
    ratios = tuple(screen.devicePixelRatio() for screen in QGuiApplication.screens())
    return _icon(name, ink.name(), pale.name(), selected.name(), ratios)


@cache
def _icon(name: str, ink: str, pale: str, selected: str, ratios: tuple[float, ...]) -> QIcon:
    """Draw an icon in the pixels that each of its sizes has on the screens there are."""
    drawing = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(QByteArray(drawing.replace("currentColor", ink).encode()))
    result = QIcon()
    sizes = (SMALL, NORMAL, LARGE, HUGE)
    for size in sorted({round(size.width() * ratio) for size in sizes for ratio in ratios}):
        pixmap = QPixmap(size, size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter, QRectF(pixmap.rect()))
        painter.end()
        result.addPixmap(pixmap, QIcon.Mode.Normal)
        # The same shape in other colours: drawing it again would take most of the time.
        for mode, other in ((QIcon.Mode.Disabled, pale), (QIcon.Mode.Selected, selected)):
            painter = QPainter(pixmap)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
            painter.fillRect(pixmap.rect(), QColor(other))
            painter.end()
            result.addPixmap(pixmap, mode)
    return result
