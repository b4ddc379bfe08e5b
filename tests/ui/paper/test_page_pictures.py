"""Parts of pages are what PDFium draws of the whole, and only some of them are kept."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from PySide6.QtCore import QObject
from reportlab.pdfgen.canvas import Canvas

from report_editor.ui.paper.page_pictures import BAND, PagePart, PagePictures, PdfPages
from tests.ui.paper.conftest import A4

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QImage
    from pytestqt.qtbot import QtBot

    from tests.ui.paper.conftest import MakePages

WIDTH, HEIGHT = 2 * A4[0], 2 * A4[1]
BANDS = HEIGHT // BAND + 1


@pytest.fixture
def pages(make_pages: MakePages) -> Iterator[PdfPages]:
    opened = PdfPages(make_pages(8))
    yield opened
    opened.close()


def make_parts(page: int) -> list[PagePart]:
    return [PagePart(page, WIDTH, HEIGHT, band) for band in range(BANDS)]


def list_rows(picture: QImage) -> list[bytes]:
    stride, width = picture.bytesPerLine(), picture.width()
    data = bytes(picture.constBits())
    return [data[row * stride : row * stride + width] for row in range(picture.height())]


def test_the_parts_of_a_page_are_the_page(pages: PdfPages, make_pages: MakePages) -> None:
    document = pypdfium2.PdfDocument(make_pages(8))
    whole = document[4].render(scale=2, grayscale=True)
    data = bytes(whole.buffer)
    wanted = [data[at : at + WIDTH] for at in range(0, whole.height * whole.stride, whole.stride)]
    drawn = [row for part in make_parts(4) for row in list_rows(pages.draw(part))]
    assert len(set(drawn)) > 100
    assert drawn == wanted
    document.close()


def test_what_is_wanted_is_drawn_in_its_order(qtbot: QtBot, pages: PdfPages) -> None:
    owner, drawn = QObject(), list[PagePart]()
    pictures = PagePictures(pages, 10**9, owner)
    pictures.drawn.connect(drawn.append)
    pictures.want([*make_parts(3), *make_parts(1), *make_parts(3)])
    qtbot.waitUntil(lambda: len(drawn) == 2 * BANDS)
    assert drawn == [*make_parts(3), *make_parts(1)]


def test_what_is_no_longer_wanted_is_not_drawn(qtbot: QtBot, pages: PdfPages) -> None:
    owner = QObject()
    pictures = PagePictures(pages, 10**9, owner)
    for page in range(8):
        pictures.want(make_parts(page))
    qtbot.waitUntil(lambda: all(pictures.find(part) for part in make_parts(7)))
    seen = {page for page in range(8) for part in make_parts(page) if pictures.find(part)}
    assert seen <= {0, 7}, "one part was being drawn when the next page was wanted"


def test_pictures_are_forgotten_but_for_those_in_sight(qtbot: QtBot, pages: PdfPages) -> None:
    owner = QObject()
    page_bytes = (WIDTH + 2) * HEIGHT
    pictures = PagePictures(pages, page_bytes, owner)
    for page in range(8):
        parts = make_parts(page)
        pictures.want(parts)
        qtbot.waitUntil(lambda parts=parts: all(map(pictures.find, parts)))  # type: ignore[misc]
        assert pictures.kept_bytes <= 2 * page_bytes
    both = [*make_parts(0), *make_parts(1), *make_parts(2)]
    pictures.want(both)
    qtbot.waitUntil(lambda: all(map(pictures.find, both)))  # more than may be kept out of sight


@pytest.mark.parametrize("is_colored", [False, True])
def test_colors_are_drawn_where_they_are_asked_for(*, is_colored: bool) -> None:
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(300, 400))
    canvas.setFillColorRGB(1, 0, 0)
    canvas.rect(0, 0, 300, 400, stroke=0, fill=1)
    canvas.save()
    pages = PdfPages(stream.getvalue(), has_color=is_colored)
    color = pages.draw(PagePart(0, 300, 400)).pixelColor(150, 200)
    pages.close()
    assert (color.name() == "#ff0000") == is_colored
    assert (color.red() == color.green() == color.blue()) == (not is_colored)


def test_closed_pages_are_drawn_no_more(qtbot: QtBot, make_pages: MakePages) -> None:
    pages = PdfPages(make_pages(1))
    owner = QObject()
    pictures = PagePictures(pages, 10**9, owner)
    pages.close()
    assert pages.draw(make_parts(0)[0]).isNull()
    pictures.want(make_parts(0))
    qtbot.waitUntil(lambda: not pictures._is_drawing)
    assert pictures.kept_bytes == 0
