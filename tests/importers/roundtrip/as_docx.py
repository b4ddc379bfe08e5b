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
    from tests.importers.roundtrip.printed import Place, Printed

SIZE = 12
"""Of the text, in points."""


def docx_of(report: Printed) -> bytes:
    """The file: paragraphs, and tables with gridSpan and vMerge."""
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
        (line, place): cell
        for cell in table.cells
        for line in range(cell.line, cell.line + cell.lines)
        for place in range(cell.place, cell.place + cell.places)
    }
    rows = ""
    for line in range(table.height):
        place, cells = 0, ""
        while place < table.width:
            cell = covered[line, place]
            cells += _cell(cell, begins=cell.line == line)
            place += cell.places
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


def _cell(cell: Place, *, begins: bool) -> str:
    span = f'<w:gridSpan w:val="{cell.places}"/>' if cell.places > 1 else ""
    if cell.lines > 1:
        span += '<w:vMerge w:val="restart"/>' if begins else "<w:vMerge/>"
    text = escape(cell.text) if begins else ""
    run = f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return f"<w:tc><w:tcPr>{span}</w:tcPr><w:p>{run}</w:p></w:tc>"
