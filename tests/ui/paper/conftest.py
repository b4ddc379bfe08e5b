"""Pages to look at and to print."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, TypeAlias

import pytest
from PySide6.QtPrintSupport import QPrinter
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from report_editor.common.resources import resource
from report_editor.exporters.fonts.typefaces import Fonts
from report_editor.exporters.options import PublicationOptions
from report_editor.exporters.typeset.traced_pages import trace_pages
from report_editor.ui.paper.page_painter import GlyphPen, PagePainter
from report_editor.ui.paper.printing import make_printer
from report_editor.workbook.report_file import open_report

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from report_editor.document import Document

A4 = (595, 842)
"""Points of the pages, so that twice as many pixels fit them exactly."""

MakePages: TypeAlias = "Callable[[int], bytes]"
MakePrinter: TypeAlias = "Callable[[Path], QPrinter]"


@pytest.fixture(scope="session")
def make_pages() -> MakePages:
    """Makes a PDF of some pages, each with its number on it."""
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))  # embedded, as ours are

    def make(count: int) -> bytes:
        stream = BytesIO()
        canvas = Canvas(stream, pagesize=A4)
        for number in range(1, count + 1):
            canvas.setFont("Vera", 12)
            for line in range(60):
                canvas.drawString(80, 780 - 12 * line, f"page {number}, line {line}")
            canvas.showPage()
        canvas.save()
        return stream.getvalue()

    return make


@pytest.fixture(scope="session")
def example() -> Document:
    """The example that comes with the program."""
    return open_report(resource("examples", "示例报告.xlsx")).document


@pytest.fixture(scope="session")
def noto() -> Fonts:
    """The fonts of a computer that has none of its own."""
    return Fonts(())


@pytest.fixture(scope="session")
def painter(example: Document, noto: Fonts) -> PagePainter:
    """The pages of the example, for a printer."""
    return PagePainter(trace_pages(example, PublicationOptions(), GlyphPen, noto))


@pytest.fixture
def to_file(painter: PagePainter) -> MakePrinter:
    """Makes a printer that prints to a file."""

    def make(path: Path) -> QPrinter:
        printer = make_printer("年度报告", painter.page_count)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        return printer

    return make
