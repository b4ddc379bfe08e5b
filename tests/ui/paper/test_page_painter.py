"""A page is painted with all that can stand on it, in its place and its color."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage, QPainter, QTransform

from report_editor.exporters.typeset.page import LEFT, TOP, Fill, Matrix, Page
from report_editor.exporters.typeset.traced_pages import TracedPages
from report_editor.ui.paper.page_painter import GlyphPen, PagePainter

pytestmark = pytest.mark.usefixtures("qapp")

RED, BLUE, BLACK, WHITE = "#ff0000", "#0000ff", "#000000", "#ffffff"


def paint(item: Fill | Matrix) -> QImage:
    """Paint an item alone, a point as ten pixels, with the type area at the upper left."""
    page = Page()
    page.groups.append((0.0, (item,)))
    image = QImage(400, 200, QImage.Format.Format_RGB32)
    image.fill(QColor(WHITE))
    place = QTransform.fromTranslate(-10 * LEFT, -10 * TOP).scale(10, 10)
    traced: TracedPages[GlyphPen] = TracedPages([page], {})
    painter = QPainter(image)
    PagePainter(traced).paint(painter, 1, place)
    painter.end()
    return image


def read(image: QImage, x: float, y: float) -> str:
    """Return the color at a place in points."""
    return image.pixelColor(round(10 * x), round(10 * y)).name()


def test_a_fill_has_its_color_and_its_frame() -> None:
    plain = paint(Fill(4, 2, 20, 10, (1, 0, 0)))
    assert [read(plain, x, 7) for x in (3.8, 4.2, 14, 23.8, 24.2)] == [WHITE, RED, RED, RED, WHITE]
    framed = paint(Fill(4, 2, 20, 10, (1, 0, 0), (0, 0, 1)))
    assert [read(framed, x, 7) for x in (3.5, 4, 14, 24)] == [WHITE, BLUE, RED, BLUE]


def test_a_matrix_has_a_square_for_each_dark_sign() -> None:
    rows = ((True, False, True, True), (False,) * 4, (True,) * 4, (False, True, False, True))
    image = paint(Matrix(2, 1, 16, rows))
    for number, row in enumerate(rows):
        for at, is_dark in enumerate(row):
            middle = read(image, 2 + 4 * at + 2, 1 + 4 * number + 2)
            assert middle == (BLACK if is_dark else WHITE)
