"""Preview and print of the very pages that an export would write."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
from PySide6.QtCore import QMarginsF, QRect, QSize
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPaintEngine, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog

from report_editor.common.pdfium import PDFIUM
from report_editor.files.file_names import make_file_name
from report_editor.ui.widgets.foreign_text import set_title
from report_editor.ui.widgets.labels import sentence
from report_editor.ui.widgets.screen_size import fit_to_screen

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from report_editor.exporters.registry import Exported

DPI = 300
"""Resolution of the page pictures: that of an office printer."""
PREVIEW_DPI = 110
"""Resolution for the screen: a finer picture is shrunk to broken strokes, and takes longer."""
POINTS_PER_INCH = 72
WANTED = QSize(960, 820)
"""Size of the preview: a page can be read in it."""


class _Preview(QPrintPreviewDialog):
    """Print preview that keeps its printer, of which Qt only has a pointer."""

    def __init__(self, printer: QPrinter, parent: QWidget) -> None:
        super().__init__(printer, parent)
        self._kept = printer


def make_preview(parent: QWidget, pdf: Exported, title: str) -> QPrintPreviewDialog:
    """Make a dialog that shows the pages as they will be printed and prints them on request.

    Below the pages stands what could not be printed as it should.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(make_file_name(title))  # printed to a file, it becomes its name
    printer.setFullPage(True)
    printer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            QMarginsF(0, 0, 0, 0),
        )
    )
    dialog = _Preview(printer, parent)
    set_title(dialog, title)
    dialog.resize(fit_to_screen(dialog, WANTED))
    dialog.paintRequested.connect(lambda target: paint(target, pdf.data))
    layout = dialog.layout()
    if pdf.notes and layout is not None:
        notes = sentence("\n".join(pdf.notes))
        notes.setMargin(notes.fontMetrics().height() // 2)
        layout.addWidget(notes)
    return dialog


def paint(printer: QPrinter, pdf: bytes) -> None:
    """Paint the pages of a PDF that the printer's page range asks for."""
    with PDFIUM:
        _paint(printer, pdf)


def _paint(printer: QPrinter, pdf: bytes) -> None:
    document = pypdfium2.PdfDocument(pdf)
    painter = QPainter(printer)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    is_preview = printer.paintEngine().type() == QPaintEngine.Type.Picture
    scale = (PREVIEW_DPI if is_preview else DPI) / POINTS_PER_INCH
    first = printer.fromPage() or 1
    last = printer.toPage() or len(document)
    for number in range(first, min(last, len(document)) + 1):
        if number > first:
            printer.newPage()
        bitmap = document[number - 1].render(scale=scale, grayscale=True)
        picture = QImage(
            bitmap.buffer,
            bitmap.width,
            bitmap.height,
            bitmap.stride,
            QImage.Format.Format_Grayscale8,
        )
        area = printer.pageLayout().fullRectPixels(printer.resolution())
        painter.drawImage(QRect(0, 0, area.width(), area.height()), picture)
    painter.end()
    document.close()
