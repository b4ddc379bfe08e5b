"""What a printer gets is the report's paper: sharp, in proportion, in order, whole or not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat
from pypdfium2 import raw
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPageLayout, QPageRanges, QPageSize
from PySide6.QtPrintSupport import QPrinter

from report_editor.common.problem import Problem
from report_editor.exporters.options import PublicationOptions
from report_editor.exporters.pdf.paper import make_pdf
from report_editor.exporters.typeset.page import MM, PAGE_HEIGHT, PAGE_WIDTH
from report_editor.ui.paper.printing import PrintJob, fit_page, list_pages, make_printer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from report_editor.document import Document
    from report_editor.exporters.fonts.typefaces import Fonts
    from report_editor.ui.paper.page_painter import PagePainter
    from tests.ui.paper.conftest import MakePrinter

pytestmark = pytest.mark.usefixtures("qapp")

SHARE = 5
"""Pixels of a fine picture in one of those compared: edges may lie a pixel apart."""
MOST_BYTES = 160_000
"""Bytes of a page in a file of Qt's; as a picture it had 850,000."""


def draw(path: Path, number: int, width: int) -> Image.Image:
    """Draw a page of a PDF in shades of gray."""
    document = pypdfium2.PdfDocument(path)
    page = document[number]
    drawn = page.render(scale=width / page.get_width(), grayscale=True)
    picture: Image.Image = drawn.to_pil()
    document.close()
    return picture


def find_ink(picture: Image.Image) -> tuple[int, int, int, int]:
    """Find the smallest rectangle around all that is not white."""
    box = ImageChops.invert(picture).point(lambda each: 255 * (each > 40)).getbbox()
    assert box is not None
    return box


def print_all(printer: QPrinter, painter: PagePainter) -> None:
    assert PrintJob(printer, painter, range(1, painter.page_count + 1)).print_pages()


@pytest.mark.slow
def test_the_paper_is_that_of_the_export(
    tmp_path: Path, example: Document, noto: Fonts, painter: PagePainter, to_file: MakePrinter
) -> None:
    exported, printed = tmp_path / "export.pdf", tmp_path / "print.pdf"
    exported.write_bytes(make_pdf(example, PublicationOptions(), available=noto).data)
    print_all(to_file(printed), painter)
    for number in range(painter.page_count):
        fine = [draw(path, number, SHARE * 500) for path in (exported, printed)]
        coarse = [each.resize((500, 707), Image.Resampling.BOX) for each in fine]
        difference = ImageStat.Stat(ImageChops.difference(*coarse))
        assert difference.mean[0] < 3
        assert difference.extrema[0][1] < 110, "no stroke is missing"


def test_text_is_drawn_by_its_outlines(
    tmp_path: Path, painter: PagePainter, to_file: MakePrinter
) -> None:
    path = tmp_path / "print.pdf"
    print_all(to_file(path), painter)
    document = pypdfium2.PdfDocument(path)
    assert len(document) == painter.page_count
    for page in document:
        kinds = {each.type for each in page.get_objects()}
        assert kinds == {raw.FPDF_PAGEOBJ_PATH}
    document.close()
    assert path.stat().st_size / painter.page_count < MOST_BYTES


@pytest.mark.parametrize("size", ["A4", "A3", "A5", "Letter", "Legal", "B5"])
@pytest.mark.parametrize("orientation", QPageLayout.Orientation)
def test_a_page_is_centred_upright_on_any_sheet(
    tmp_path: Path,
    painter: PagePainter,
    to_file: MakePrinter,
    size: str,
    orientation: QPageLayout.Orientation,
) -> None:
    path, sheet = tmp_path / "print.pdf", QPageSize(QPageSize.PageSizeId[size])
    printer = to_file(path)
    printer.setPageSize(sheet)
    printer.setPageOrientation(orientation)
    assert PrintJob(printer, painter, [4]).print_pages()
    document = pypdfium2.PdfDocument(path)
    width, height = document.get_page_size(0)
    document.close()
    points = sheet.size(QPageSize.Unit.Point)
    assert (width, height) == pytest.approx((points.width(), points.height()), abs=1)
    left, top, right, bottom = (each / 4 for each in find_ink(draw(path, 0, round(4 * width))))
    scale = min(1.0, width / PAGE_WIDTH, height / PAGE_HEIGHT)
    assert (right - left) / scale == pytest.approx(156 * MM, abs=2)  # the table fills the width
    middle = 28 * MM + 156 * MM / 2 - PAGE_WIDTH / 2
    assert (left + right) / 2 == pytest.approx(width / 2 + scale * middle, abs=2)
    assert top == pytest.approx(height / 2 - scale * (PAGE_HEIGHT / 2 - 37 * MM), abs=20 * scale)
    assert bottom < height - 15 * scale


@given(st.floats(100, 3000), st.floats(100, 3000))
def test_a_proportion_is_never_changed(width: float, height: float) -> None:
    place = fit_page(width, height)
    page = place.mapRect(QRectF(0, 0, PAGE_WIDTH, PAGE_HEIGHT))
    assert page.width() / page.height() == pytest.approx(PAGE_WIDTH / PAGE_HEIGHT)
    assert page.center().x() == pytest.approx(width / 2)
    assert page.center().y() == pytest.approx(height / 2)
    assert page.width() <= min(width, PAGE_WIDTH) + 1e-6
    assert page.height() <= min(height, PAGE_HEIGHT) + 1e-6
    is_whole = width >= PAGE_WIDTH and height >= PAGE_HEIGHT
    assert (place.m11() == 1.0) == is_whole


def read_numbers(
    path: Path, painter: PagePainter, tmp_path: Path, to_file: MakePrinter
) -> list[int]:
    """Return which pages a file has, from 1; 0 for an empty side."""
    known = tmp_path / "known.pdf"
    if not known.exists():
        print_all(to_file(known), painter)
    looks = [draw(known, number, 400).tobytes() for number in range(painter.page_count)]
    document = pypdfium2.PdfDocument(path)
    count = len(document)
    document.close()
    pictures = [draw(path, number, 400) for number in range(count)]
    empty = pictures[0].size[0] * pictures[0].size[1] * b"\xff"
    return [0 if each.tobytes() == empty else looks.index(each.tobytes()) + 1 for each in pictures]


@pytest.mark.parametrize(
    ("ranges", "is_reversed", "copies", "wanted"),
    [
        ("", False, 1, [1, 2, 3, 4, 5, 6]),
        ("2-3,5", False, 1, [2, 3, 5]),
        ("2-3", True, 2, [3, 2, 3, 2]),
        ("6", False, 3, [6, 6, 6]),
        ("70-90", False, 1, [1, 2, 3, 4, 5, 6]),
    ],
)
def test_range_order_and_copies_are_those_chosen(
    tmp_path: Path,
    painter: PagePainter,
    to_file: MakePrinter,
    ranges: str,
    is_reversed: bool,
    copies: int,
    wanted: Sequence[int],
) -> None:
    path = tmp_path / "print.pdf"
    printer = to_file(path)
    if ranges:
        printer.setPrintRange(QPrinter.PrintRange.PageRange)
        printer.setPageRanges(QPageRanges.fromString(ranges))
    if is_reversed:
        printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    printer.setCopyCount(copies)
    pages = list_pages(printer, painter.page_count, 1)
    assert PrintJob(printer, painter, pages).print_pages()
    assert read_numbers(path, painter, tmp_path, to_file) == wanted


def test_the_page_in_sight_alone_can_be_printed(to_file: MakePrinter, tmp_path: Path) -> None:
    printer = to_file(tmp_path / "print.pdf")
    assert list_pages(printer, 6, 4) == [1, 2, 3, 4, 5, 6]
    printer.setPrintRange(QPrinter.PrintRange.CurrentPage)
    assert list_pages(printer, 6, 4) == [4]


def test_a_printer_is_set_up_as_official_paper_is() -> None:
    printer = make_printer("甲/乙:丙", 9)
    assert printer.pageLayout().pageSize().id() == QPageSize.PageSizeId.A4
    assert printer.pageLayout().orientation() == QPageLayout.Orientation.Portrait
    assert printer.colorMode() == QPrinter.ColorMode.GrayScale
    assert (printer.fromPage(), printer.toPage()) == (1, 9)
    assert not re.search(r"[/:\\]", printer.docName())


def test_a_cancelled_print_leaves_the_file_that_is_there(
    tmp_path: Path, painter: PagePainter, to_file: MakePrinter
) -> None:
    path = tmp_path / "print.pdf"
    path.write_bytes(b"before")
    job = PrintJob(to_file(path), painter, range(1, 7))
    seen: list[int] = []

    def cancel(done: int, total: int) -> None:
        assert total == 6
        seen.append(done)
        job.is_cancelled = done == 3

    job.progress.connect(cancel)
    assert not job.print_pages()
    assert seen == [1, 2, 3]
    assert path.read_bytes() == b"before"
    assert [each.name for each in tmp_path.iterdir()] == ["print.pdf"]


def test_a_file_that_cannot_be_written_is_a_problem(
    tmp_path: Path, painter: PagePainter, to_file: MakePrinter
) -> None:
    with pytest.raises(Problem):
        PrintJob(to_file(tmp_path / "none" / "print.pdf"), painter, [1]).print_pages()
