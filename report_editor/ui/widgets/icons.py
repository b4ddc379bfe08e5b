"""Icons of the program, drawn in the colours of the palette and in the size that is asked for."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QIcon,
    QIconEngine,
    QPainter,
    QPalette,
    QPixmap,
)
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
    return _icon(name, ink.name(), pale.name(), selected.name())


def make_blank_icon(size: QSize) -> QIcon:
    """Return an icon that shows nothing, to keep the room of one."""
    return QIcon(_make_pixmap(size))


@cache
def _icon(name: str, ink: str, pale: str, selected: str) -> QIcon:
    return QIcon(_Drawing(name, ink, pale, selected))


_clones: list[QIconEngine] = []
"""Engines that Qt owns and PySide would let go of."""


class _Drawing(QIconEngine):
    """Drawing that is rendered when it is first to be seen: most icons of a start never are."""

    def __init__(self, name: str, ink: str, pale: str, selected: str) -> None:
        super().__init__()
        self._name = name
        self._ink, self._pale, self._selected = ink, pale, selected
        self._pixmaps: dict[tuple[int, int, str], QPixmap] = {}

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Paint into a part of a surface, in the pixels of that surface."""
        size = rect.size() * painter.device().devicePixelRatioF()
        painter.drawPixmap(rect, self.pixmap(size, mode, state))

    def pixmap(self, size: QSize, mode: QIcon.Mode, _state: QIcon.State) -> QPixmap:
        """Return the drawing in a size of pixels."""
        others = {QIcon.Mode.Disabled: self._pale, QIcon.Mode.Selected: self._selected}
        ink = others.get(mode, self._ink)
        key = size.width(), size.height(), ink
        if key not in self._pixmaps:
            self._pixmaps[key] = _render(self._name, size, ink)
        return self._pixmaps[key]

    def clone(self) -> QIconEngine:
        """Return an engine for a copy to which other pictures are added."""
        _clones.append(_Drawing(self._name, self._ink, self._pale, self._selected))
        return _clones[-1]


def _render(name: str, size: QSize, ink: str) -> QPixmap:
    drawing = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(QByteArray(drawing.replace("currentColor", ink).encode()))
    pixmap = _make_pixmap(size)
    painter = QPainter(pixmap)
    renderer.render(painter)
    painter.end()
    return pixmap


def _make_pixmap(size: QSize) -> QPixmap:
    pixmap = QPixmap(size)
    pixmap.fill(Qt.GlobalColor.transparent)
    return pixmap
