"""What goes to the printer is every page of the export, and what is to be said about it is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLabel, QWidget
from reportlab.pdfgen.canvas import Canvas

from report_editor.exporters.registry import Exported
from report_editor.ui.dialogs.printing import DPI, make_preview, paint

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

NOTE = "没有字体能显示“𰻞”（U+30EDE），印成了“〓”。"

A4_INCHES = 8.27


def test_the_printer_gets_every_page_at_full_resolution(
    qtbot: QtBot,  # noqa: ARG001 - needs the application
    tmp_path: Path,
) -> None:
    source, target = tmp_path / "report.pdf", tmp_path / "printed.pdf"
    canvas = Canvas(str(source), pagesize=(595, 842))
    for number in range(3):
        canvas.drawString(100, 700, f"page {number}")
        canvas.showPage()
    canvas.save()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    printer.setFullPage(True)
    paint(printer, source.read_bytes())
    printed = pypdfium2.PdfDocument(target)
    assert len(printed) == 3
    for page in printed:
        widths = [
            each.get_px_size()[0] for each in page.get_objects() if hasattr(each, "get_px_size")
        ]
        assert max(widths) >= (DPI - 5) * A4_INCHES
    printed.close()


def test_what_could_not_be_printed_is_said_beside_the_pages(qtbot: QtBot, tmp_path: Path) -> None:
    source = tmp_path / "report.pdf"
    canvas = Canvas(str(source))
    canvas.showPage()
    canvas.save()
    parent = QWidget()
    qtbot.addWidget(parent)
    for notes in ((NOTE,), ()):
        dialog = make_preview(parent, Exported(source.read_bytes(), notes), "报告")
        said = [label.text() for label in dialog.findChildren(QLabel)]
        assert (NOTE in said) == bool(notes)
