"""Print pages: prepare the printer as official paper is, place A4 on its sheets, print in order."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QObject, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QTransform
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from report_editor.common.problem import Problem
from report_editor.exporters.typeset.page import MM, PAGE_HEIGHT, PAGE_WIDTH
from report_editor.files.atomic import write_atomically
from report_editor.files.file_names import make_file_name
from report_editor.ui.paper.page_painter import UNITS_PER_INCH
from report_editor.ui.paper.print_order import PrintOrder, list_sides

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_editor.ui.paper.page_painter import PagePainter

_NO_MARGINS = QMarginsF(0, 0, 0, 0)


def make_printer(title: str, pages: int) -> QPrinter:
    """Make a printer set up for a report: upright A4, both sides, black ink.

    The title names the job, the number of pages bounds what can be chosen.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(make_file_name(title))  # printed to a file, it becomes its name
    printer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, _NO_MARGINS
        )
    )
    printer.setDuplex(QPrinter.DuplexMode.DuplexLongSide)
    printer.setColorMode(QPrinter.ColorMode.GrayScale)
    printer.setFromTo(1, pages)
    printer.setPrintRange(QPrinter.PrintRange.AllPages)
    return printer


def list_pages(printer: QPrinter, count: int, current: int) -> list[int]:
    """List the pages, from 1, that the printer's range asks for; ``current`` is the one in sight.

    A range that is not of this report's pages asks for all. Where CUPS chooses the pages by
    itself, Qt says that all are to be printed.
    """
    every = range(1, count + 1)
    match printer.printRange():
        case QPrinter.PrintRange.CurrentPage:
            return [current]
        case QPrinter.PrintRange.PageRange:
            ranges = printer.pageRanges()
            return [page for page in every if ranges.contains(page)] or [*every]
        case _:
            return [*every]


def fit_page(sheet_width: float, sheet_height: float) -> QTransform:
    """Return what maps an A4 page on a sheet, both in points: centred, shrunk where it must be."""
    scale = min(1.0, sheet_width / PAGE_WIDTH, sheet_height / PAGE_HEIGHT)
    left = (sheet_width - scale * PAGE_WIDTH) / 2
    top = (sheet_height - scale * PAGE_HEIGHT) / 2
    return QTransform().translate(left, top).scale(scale, scale)


class PrintJob(QObject):
    """Pages on their way to a printer; :meth:`print_pages` runs in another thread."""

    progress = Signal(int, int)
    """Sides printed, and sides in all."""

    def __init__(self, printer: QPrinter, painter: PagePainter, pages: Sequence[int]) -> None:
        """Prepare to print some pages, counted from 1, on a printer."""
        super().__init__()
        self._printer = printer
        self._painter = painter
        makes_copies = printer.supportsMultipleCopies()
        sides = printer.duplex()
        order = PrintOrder(
            has_two_sides=sides is not QPrinter.DuplexMode.DuplexNone
            and sides in QPrinterInfo(printer).supportedDuplexModes(),
            is_reversed=printer.pageOrder() is QPrinter.PageOrder.LastPageFirst,
            copies=1 if makes_copies else printer.copyCount(),
            is_collated=printer.collateCopies(),
        )
        self._sides = list_sides(pages, order)
        self.is_cancelled = False
        """Set it to stop before the next side."""

    def print_pages(self) -> bool:
        """Print; return whether it came to its end.

        A file is replaced when all pages are in it.

        Raises:
            Problem: The printer, or the file, takes no pages.
        """
        printer = self._printer
        printer.setFullPage(True)
        printer.setPageOrientation(QPageLayout.Orientation.Portrait)
        if not printer.outputFileName():
            return self._paint_sides()
        target = Path(printer.outputFileName())
        with tempfile.TemporaryDirectory() as folder:
            made = Path(folder, "pages.pdf")
            printer.setOutputFileName(str(made))
            if is_whole := self._paint_sides():
                write_atomically(target, made.read_bytes())
        return is_whole

    def _paint_sides(self) -> bool:
        printer, painter = self._printer, QPainter()
        if not painter.begin(printer):
            raise Problem("打印机没有接受任务。请检查打印机是否接通、是否缺纸，再打印一次。")
        try:
            for done, side in enumerate(self._sides):
                if self.is_cancelled:
                    printer.abort()
                    return False
                if done and not printer.newPage():
                    raise Problem("打印中断：打印机不再接受页面。请检查打印机，再打印一次。")
                if side is not None:
                    self._paint_side(painter, side)
                self.progress.emit(done + 1, len(self._sides))
        finally:
            painter.end()
        return True

    def _paint_side(self, painter: QPainter, page: int) -> None:
        sheet = self._printer.pageLayout().fullRect(QPageLayout.Unit.Millimeter)
        units = QTransform.fromScale(UNITS_PER_INCH / 72, UNITS_PER_INCH / 72)
        dots = self._printer.resolution() / UNITS_PER_INCH
        painter.setWorldTransform(QTransform.fromScale(dots, dots))
        self._painter.paint(
            painter, page, fit_page(sheet.width() * MM, sheet.height() * MM) * units
        )
