"""Read PDF files made by WPS, Word or LibreOffice: text between ruled tables, page by page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pypdfium2

from report_editor.importers import left_out
from report_editor.importers.problem import ImportProblem
from report_editor.importers.readers import limits, progress
from report_editor.importers.readers.collect import Collector, clean
from report_editor.importers.readers.pdf.box_font import use_box_font
from report_editor.importers.readers.pdf.page import read_page
from report_editor.importers.readers.pdf.page_breaks import PageTable, append_rows, is_continued
from report_editor.importers.readers.pdf.ruled_tables import RuledTable, find_ruled_tables
from report_editor.importers.readers.pdf.running_lines import drop_running_lines
from report_editor.importers.readers.pdf.text_lines import (
    Paragraphs,
    TextLine,
    build_lines,
    read_cell_text,
)

if TYPE_CHECKING:
    from report_editor.importers.readers.pdf.page_content import Char
    from report_editor.importers.readers.pdf.ruled_tables import Cell
    from report_editor.importers.source import Source

MAX_PAGES = 150
_DAMAGED = "这个 PDF 已损坏或不完整，无法读取。请重新取得一份再打开。"


def read(data: bytes, name: str) -> Source:  # noqa: ARG001 - every reader is called alike
    """Read a PDF.

    Raises:
        ImportProblem: it is damaged, encrypted, scanned without text, or too large.
    """
    limits.check_size(data)
    collector = Collector()
    document = _open(data)
    try:
        if len(document) > MAX_PAGES:
            raise limits.TooLarge(f"页数超过 {MAX_PAGES} 页")
        title = document.get_metadata_value("Title")
        pages = []
        for index in range(len(document)):
            pages.append(_read_page(document, index, collector))
            progress.report(index + 1, len(document))
    except pypdfium2.PdfiumError as error:
        raise ImportProblem(_DAMAGED) from error
    finally:
        document.close()
    if not any(page.items for page in pages):
        raise ImportProblem(
            "这个 PDF 里没有文字，应当是扫描件或图片。请向制作单位要 Word 文件或文字版 PDF，"
            "或者先用文字识别（OCR）软件转换。"
        )
    collector.source.title = clean(title or "")
    drop_running_lines([(page.items, page.height) for page in pages], collector)
    _collect(pages, collector)
    return collector.source


@dataclass(slots=True)
class _Page:
    number: int
    height: float
    items: list[TextLine | PageTable]
    """Lines and tables from top to bottom."""


def _open(data: bytes) -> pypdfium2.PdfDocument:
    use_box_font()
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise ImportProblem(
                "这个 PDF 加了密码，无法读取。请用密码打开它，另存为不加密的文件后再打开。"
            ) from error
        raise ImportProblem(_DAMAGED) from error


def _read_page(document: pypdfium2.PdfDocument, index: int, collector: Collector) -> _Page:
    page = document[index]
    try:
        content = read_page(page)
    finally:
        page.close()
    if not content.chars:
        collector.drop(left_out.PICTURES, int(content.has_picture))
        return _Page(index + 1, content.height, [])
    tables = find_ruled_tables(content.ruled_lines)
    inside: list[list[Char]] = [[] for _ in tables]
    free: list[Char] = []
    for char in content.chars:
        x = (char.left + char.right) / 2
        numbers = (n for n, table in enumerate(tables) if table.contains(x, char.middle))
        next((inside[number] for number in numbers), free).append(char)
    where = f"第 {index + 1} 页"
    items: list[TextLine | PageTable] = [
        *build_lines(free),
        *(_read_table(table, own, where) for table, own in zip(tables, inside, strict=True)),
    ]
    items.sort(key=lambda each: each.baseline if isinstance(each, TextLine) else each.ruled.top)
    return _Page(index + 1, content.height, items)


def _read_table(ruled: RuledTable, chars: list[Char], where: str) -> PageTable:
    chars_of: dict[int, list[Char]] = {}
    for char in chars:
        cell = ruled.find_cell((char.left + char.right) / 2, char.middle)
        chars_of.setdefault(id(cell), []).append(char)
    rows: dict[int, list[tuple[Cell, str]]] = {}
    full: set[int] = set()
    for cell in ruled.cells:
        text, is_full = read_cell_text(chars_of.get(id(cell), []), cell.right - cell.left)
        if is_full:
            full.add(id(cell))
        if text or cell.is_closed:
            rows.setdefault(cell.row, []).append((cell, text))
    ordered = [sorted(rows[row], key=lambda pair: pair[0].column) for row in sorted(rows)]
    return PageTable(ruled, ordered, where, full)


def _collect(pages: list[_Page], collector: Collector) -> None:
    """Add paragraphs and tables to the source, joining those that a page break cuts."""
    lines = [item for page in pages for item in page.items if isinstance(item, TextLine)]
    paragraphs = Paragraphs(lines)
    where = ""
    table: PageTable | None = None

    def end_paragraph() -> None:
        collector.add_paragraph(paragraphs.end(), where)

    def end_table() -> None:
        if table is not None:
            collector.add_table([tuple(text for _, text in row) for row in table.rows], table.where)

    for page in pages:
        for index, item in enumerate(page.items):
            if isinstance(item, TextLine):
                end_table()
                table = None
                if paragraphs.is_new(item):
                    end_paragraph()
                    where = f"第 {page.number} 页"
                paragraphs.take(item)
                continue
            end_paragraph()
            if table is not None and index == 0 and is_continued(table, item):
                append_rows(table, item, collector)
            else:
                end_table()
                table = item
    end_paragraph()
    end_table()
