"""Writes a printed report as a PDF: as reportlab lays it out, and as the program prints it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from report_editor.document import Document, Field, Part
from report_editor.exporters.options import PublicationOptions
from report_editor.exporters.pdf.paper import make_pdf
from tests.importers.roundtrip.printed import ORGAN, PrintedTable

if TYPE_CHECKING:
    from reportlab.platypus.flowables import Flowable

    from tests.importers.roundtrip.printed import Printed

_WIDTH = 430.0


def pdf_of(report: Printed) -> bytes:
    """Return the file as reportlab lays it out, its tables ruled and broken between rows."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    body = ParagraphStyle(
        "body", fontName="STSong-Light", fontSize=12, leading=20, firstLineIndent=24, wordWrap="CJK"
    )
    story: list[Flowable] = [
        _table(block) if isinstance(block, PrintedTable) else Paragraph(block, body)
        for block in (report.title, *report.blocks, *report.closing)
    ]
    stream = io.BytesIO()
    SimpleDocTemplate(stream, pagesize=A4, topMargin=40, bottomMargin=40).build(story)
    return stream.getvalue()


def _table(table: PrintedTable) -> Table:
    small = ParagraphStyle("cell", fontName="STSong-Light", fontSize=7, leading=8, wordWrap="CJK")
    rows: list[list[object]] = [[""] * table.width for _ in range(table.height)]
    style: list[tuple[object, ...]] = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)]
    for cell in table.cells:
        rows[cell.row][cell.column] = Paragraph(cell.text, small) if cell.text else ""
        last = (cell.column + cell.column_span - 1, cell.row + cell.row_span - 1)
        style.append(("SPAN", (cell.column, cell.row), last))
    labels = [50.0, 60.0, 120.0] if table.width >= 10 and table.cells[0].column_span == 3 else []
    rest = (_WIDTH - sum(labels)) / (table.width - len(labels))
    return Table(rows, style=style, colWidths=[*labels, *[rest] * (table.width - len(labels))])


def own_pdf_of(report: Printed) -> bytes:
    """Return the file as this program prints the report."""
    cells = report.edition.cells
    inputs = {key: text for key, text in report.says.items() if text and not cells[key].is_total}
    fields: dict[str, str] = {Field.ORGANIZATION: ORGAN, Field.YEAR: str(report.year)}
    parts = {Part.FIELDS: fields, Part.CELLS: inputs}
    document = Document(report.edition, parts=parts, texts=report.narrative)
    return make_pdf(document, PublicationOptions()).data
