"""Icons are drawn in the size and the colours that are asked for."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPixmap

from report_editor.ui.widgets.icons import icon

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

RED = QColor("#c00000")


def find_colors(image: QImage) -> set[str]:
    """Return the colours of the pixels that are fully covered."""
    colors = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {each.name() for each in colors if each.alpha() == 255}


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_an_icon_has_as_many_pixels_as_the_screen(qapp: QApplication, ratio: float) -> None:  # noqa: ARG001
    drawn = icon("open").pixmap(QSize(20, 20), ratio)
    assert drawn.size() == QSize(20, 20) * ratio
    assert drawn.devicePixelRatio() == ratio


def test_the_colour_is_that_of_the_mode(qapp: QApplication) -> None:
    drawn, size = icon("open", RED), QSize(48, 48)
    disabled, normal = (QIcon.Mode.Disabled, QIcon.Mode.Normal)
    assert find_colors(drawn.pixmap(size, normal).toImage()) == {RED.name()}
    palette = qapp.palette()
    pale = palette.color(palette.ColorGroup.Disabled, palette.ColorRole.WindowText)
    assert find_colors(drawn.pixmap(size, disabled).toImage()) == {pale.name()}


def test_what_is_painted_is_as_sharp_as_the_surface(qapp: QApplication) -> None:  # noqa: ARG001
    surface = QPixmap(96, 96)
    surface.setDevicePixelRatio(2)
    surface.fill(QColor("white"))
    painter = QPainter(surface)
    icon("open", RED).paint(painter, 0, 0, 48, 48)
    painter.end()
    expected = icon("open", RED).pixmap(QSize(48, 48), 2.0).toImage()
    covered = [
        (x, y) for x in range(96) for y in range(96) if expected.pixelColor(x, y).alpha() == 255
    ]
    image = surface.toImage()
    assert covered
    painted = [image.pixelColor(x, y) for x, y in covered]
    assert all(abs(each.red() - RED.red()) <= 1 and each.green() <= 1 for each in painted)


def test_a_copy_may_go_its_own_way(qapp: QApplication) -> None:  # noqa: ARG001
    for _ in range(20):
        copy = QIcon(icon("open"))
        copy.addPixmap(QPixmap(10, 10))
        assert not copy.pixmap(24, 24).isNull()
        del copy
        gc.collect()
    assert icon("open").pixmap(24, 24).size() == QSize(24, 24)
