"""The program's drawings, in the colours of the palette."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from report_editor.resource_files import resource

_SIZES = (16, 20, 24, 32, 48)


def icon(name: str, color: QColor | None = None) -> QIcon:
    """The drawing of that name in a colour, the palette's text colour where none is given."""
    palette = QGuiApplication.palette()
    ink = color or palette.color(QPalette.ColorRole.WindowText)
    pale = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText)
    return _icon(name, ink.name(), pale.name())


@cache
def _icon(name: str, ink: str, pale: str) -> QIcon:
    drawing = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    result = QIcon()
    for mode, color in ((QIcon.Mode.Normal, ink), (QIcon.Mode.Disabled, pale)):
        renderer = QSvgRenderer(QByteArray(drawing.replace("currentColor", color).encode()))
        for size in _SIZES:
            for ratio in (1, 2):
                pixmap = QPixmap(size * ratio, size * ratio)
                pixmap.fill(Qt.GlobalColor.transparent)
                painter = QPainter(pixmap)
                renderer.render(painter, QRectF(0, 0, size * ratio, size * ratio))
                painter.end()
                pixmap.setDevicePixelRatio(ratio)
                result.addPixmap(pixmap, mode)
    return result
