"""Icons of the program, drawn in the colours of the palette."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from report_editor.common.resources import resource

_SIZES = (16, 20, 24, 30, 32, 40, 48)
"""Pixels of the screen, for menus and tool bars at 100, 150 and 200 %."""


def icon(name: str, color: QColor | None = None) -> QIcon:
    """Return the drawing of that name in a colour, by default the palette's text colour."""
    palette = QGuiApplication.palette()
    ink = color or palette.color(QPalette.ColorRole.WindowText)
    pale = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText)
    selected = palette.color(QPalette.ColorRole.HighlightedText)
    return _icon(name, ink.name(), pale.name(), selected.name())


@cache
def _icon(name: str, ink: str, pale: str, selected: str) -> QIcon:
    drawing = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(QByteArray(drawing.replace("currentColor", ink).encode()))
    result = QIcon()
    for size in _SIZES:
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
