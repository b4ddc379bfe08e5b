"""Writes a printed report as a Word file with python-docx."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

from tests.importers.roundtrip.printed import PrintedTable

if TYPE_CHECKING:
    from tests.importers.roundtrip.printed import Printed, PrintedCell

SIZE = 12
"""Of the text, in points."""


def docx_of(report: Printed) -> bytes:
    """Return the file: paragraphs, and tables with gridSpan and vMerge."""
    document = docx.Document()
    document.styles["Normal"].font.size = Pt(SIZE)
    body = document.element.body
    for block in [report.title, *report.blocks, *report.closing]:
        if isinstance(block, PrintedTable):
            body.insert(len(body) - 1, parse_xml(_table(block)))
        else:
            paragraph = document.add_paragraph(block)
            paragraph.paragraph_format.first_line_indent = Pt(2 * SIZE)
            paragraph.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _table(table: PrintedTable) -> str:
    covered = {
        (row, column): cell
        for cell in table.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    }
    rows = ""
    for row in range(table.height):
        column, cells = 0, ""
        while column < table.width:
            cell = covered[row, column]
            cells += _cell(cell, begins=cell.row == row)
            column += cell.column_span
        rows += f"<w:tr>{cells}</w:tr>"
    columns = f"<w:gridCol w:w='{9000 // table.width}'/>" * table.width
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        f"<w:tbl {nsdecls('w')}><w:tblPr><w:tblBorders>{edges}</w:tblBorders>"
        '<w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )


def _cell(cell: PrintedCell, *, begins: bool) -> str:
    span = f'<w:gridSpan w:val="{cell.column_span}"/>' if cell.column_span > 1 else ""
    if cell.row_span > 1:
        span += '<w:vMerge w:val="restart"/>' if begins else "<w:vMerge/>"
    text = escape(cell.text) if begins else ""
    run = f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return f"<w:tc><w:tcPr>{span}</w:tcPr><w:p>{run}</w:p></w:tc>"
