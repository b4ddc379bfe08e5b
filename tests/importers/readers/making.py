"""Small reports in every format, made for the tests: a title, text, a table with merged cells."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import docx
import openpyxl
from openpyxl.styles import Border, Side
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_editor.importers.source import Source

Rows = list[tuple[str, ...]]

TITLE = "某县某镇人民政府2023年政府信息公开工作年度报告"
HEADING = "一、总体情况"
TEXT = "2023年,我镇主动公开政府信息123条,均在规定时限内公开,内容准确、及时、全面、规范。"
HEAD = "某县政府信息公开"
ROWS: Rows = [
    ("第二十条第（一）项",),
    ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
    ("规章", "0", "", "12"),
    ("行政许可", "7730.28"),
]
"""A table of four columns; a short row's last cell spans the rest."""


def tables(source: Source) -> list[Rows]:
    """Return the rows of a source's tables."""
    return [list(block.rows) for block in source.blocks if hasattr(block, "rows")]


def texts(source: Source) -> list[str]:
    """Return the texts of a source's paragraphs."""
    return [block.text for block in source.blocks if hasattr(block, "text")]


def html_page(rows: Rows = ROWS, *, cell: str = "<td{span}>{text}</td>") -> str:
    """A clean page."""
    width = max(map(len, rows))
    lines = "".join(
        "<tr>"
        + "".join(
            cell.format(span=_span(row, at, width), text=escape(text) or "&nbsp;")
            for at, text in enumerate(row)
        )
        + "</tr>\n"
        for row in rows
    )
    return (
        f"<!DOCTYPE html><html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>"
        f"<p>{HEADING}</p><p>{TEXT}</p><table border=1>{lines}</table></body></html>"
    )


def _span(row: Sequence[str], at: int, width: int) -> str:
    rest = width - len(row) + 1
    return f" colspan={rest}" if at == len(row) - 1 and rest > 1 else ""


def word_page(rows: Rows = ROWS) -> str:
    """Return the same page in the markup of Word and WPS."""
    page = html_page(
        rows,
        cell=(
            "<td{span} style='border:solid windowtext 1.0pt;mso-border-alt:solid'>"
            "<p class=MsoNormal align=center style='mso-pagination:widow-orphan'>"
            "<span lang=EN-US style='font-family:仿宋_GB2312'>{text}<o:p></o:p></span></p></td>"
        ),
    )
    head = (
        "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Print</w:View></w:WordDocument></xml>"
        "<![endif]--><style>p.MsoNormal {margin:0cm}</style></head>"
    )
    return page.replace("</head>", head).replace("</p><table", "<o:p>&nbsp;</o:p></p><table")


def docx_file(rows: Rows = ROWS) -> bytes:
    """A Word file made by python-docx."""
    document = docx.Document()
    document.add_paragraph(TITLE)
    document.add_paragraph(HEADING)
    document.add_paragraph(TEXT)
    width = max(map(len, rows))
    table = document.add_table(len(rows), width, style="Table Grid")
    for number, row in enumerate(rows):
        if len(row) < width:
            table.cell(number, len(row) - 1).merge(table.cell(number, width - 1))
        for column, text in enumerate(row):
            table.cell(number, column).text = text
    document.add_paragraph()  # LibreOffice loses a table that ends a document
    return saved(document)


def saved(document: docx.document.Document) -> bytes:
    """Return the bytes of a python-docx document."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def xlsx_file(rows: Rows = ROWS, *, column: int = 1) -> bytes:
    """A workbook made by openpyxl, its table beginning in some column."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    width = max(map(len, rows))
    for number, text in enumerate((TITLE, HEADING, TEXT), start=1):
        sheet.cell(number, column, text)
    side = Side(style="thin")
    border = Border(left=side, right=side, top=side, bottom=side)
    for number, row in enumerate(rows, start=5):
        for at in range(width):
            sheet.cell(number, column + at).border = border
        for at, text in enumerate(row):
            cell = sheet.cell(number, column + at)
            cell.value = text
            cell.data_type = "s" if text else cell.data_type
        if len(row) < width:
            sheet.merge_cells(
                start_row=number,
                end_row=number,
                start_column=column + len(row) - 1,
                end_column=column + width - 1,
            )
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def pdf_file(rows: Rows = ROWS, *, paragraphs: Sequence[str] = (TEXT,)) -> bytes:
    """A PDF made by ReportLab: paragraphs, a ruled table, page numbers and a running head."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    body = ParagraphStyle(
        "body", fontName="STSong-Light", fontSize=12, leading=20, firstLineIndent=24, wordWrap="CJK"
    )
    width = max(map(len, rows))
    padded = [[*row, *[""] * (width - len(row))] for row in rows]
    style: list[tuple[object, ...]] = [
        ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
        ("FONT", (0, 0), (-1, -1), "STSong-Light", 11),
    ]
    for number, row in enumerate(rows):
        if len(row) < width:
            style.append(("SPAN", (len(row) - 1, number), (-1, number)))
    stream = io.BytesIO()

    def number_page(canvas: object, template: object) -> None:
        canvas.setFont("STSong-Light", 10)  # type: ignore[attr-defined]
        canvas.drawCentredString(297, 40, f"- {template.page} -")  # type: ignore[attr-defined]
        canvas.drawString(72, 805, HEAD)  # type: ignore[attr-defined]

    SimpleDocTemplate(stream, pagesize=A4, pageCompression=0).build(
        [
            Paragraph(TITLE, body),
            Paragraph(HEADING, body),
            *(Paragraph(text, body) for text in paragraphs),
            Table(padded, style=style),
        ],
        onFirstPage=number_page,
        onLaterPages=number_page,
    )
    return stream.getvalue()


def with_parts(package: bytes, parts: dict[str, str]) -> bytes:
    """A package with parts replaced or added."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, text in parts.items():
            new.writestr(name, text)
    return stream.getvalue()
