"""Reads PDF files made by WPS, Word or LibreOffice: text between ruled tables, page by page."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

import pypdfium2

from report_editor.importers import left_out
from report_editor.importers.readers import limits, progress
from report_editor.importers.readers.collect import Collector, clean, joined
from report_editor.importers.readers.pdf.page import Char, read_page
from report_editor.importers.readers.pdf.ruling import Cell, RuledTable, ruled_tables
from report_editor.importers.readers.pdf.text_lines import (
    Paragraphs,
    TextLine,
    cell_text,
    lines_of,
)
from report_editor.importers.source import ImportProblem, Source

MOST_PAGES = 150

_NUMBER = re.compile(
    r"[-—–－―·\s]*(第\s*)?\d{1,3}(\s*页)?([/／,，\s]*(共\s*)?\d{1,3}(\s*页)?)?[-—–－―·\s]*"
)
_NUMBERED = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}\s*[.．、]"
)
_VALUE = re.compile(r"[-+\d.,，%\s]+")
_BROKEN = 10
"""Characters from which a label may be broken over lines, and so over pages."""
_MARGIN = 0.115
"""The share of a page's height, above and below, where page numbers and running heads stand."""


@dataclass(slots=True)
class _Table:
    """A table read from a page, its cells with their texts."""

    ruled: RuledTable
    rows: list[list[tuple[Cell, str]]]
    where: str
    full: set[int]
    """The ids of the cells whose last line is full: their text may go on after a page break."""


@dataclass(slots=True)
class _Page:
    """What stands on a page, from top to bottom."""

    number: int
    height: float
    items: list[TextLine | _Table] = field(default_factory=list)


def read(data: bytes, name: str) -> Source:  # noqa: ARG001 - every reader is called alike
    """Reads a PDF.

    Args:
        data: The bytes of the file.
        name: Its name, unused.

    Raises:
        ImportProblem: it is damaged, encrypted, scanned without text, or too large.
    """
    limits.check_size(data)
    collector = Collector()
    document = _opened(data)
    try:
        if len(document) > MOST_PAGES:
            raise limits.too_much(f"页数超过 {MOST_PAGES} 页")
        title = document.get_metadata_value("Title")
        pages = []
        for at in range(len(document)):
            pages.append(_page(document, at, collector))
            progress.report(at + 1, len(document))
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
    _drop_running_lines(pages, collector)
    _write(pages, collector)
    return collector.source


_DAMAGED = "这个 PDF 已损坏或不完整，无法读取。请重新取得一份再打开。"


def _opened(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise ImportProblem(
                "这个 PDF 加了密码，无法读取。请用密码打开它，另存为不加密的文件后再打开。"
            ) from error
        raise ImportProblem(_DAMAGED) from error


def _page(document: pypdfium2.PdfDocument, at: int, collector: Collector) -> _Page:
    page = document[at]
    try:
        content = read_page(page)
    finally:
        page.close()
    result = _Page(at + 1, content.height)
    if not content.chars:
        if content.has_picture:
            collector.drop(left_out.PICTURES)
        return result
    tables = ruled_tables(content.lines)
    inside: dict[int, list[Char]] = {}
    free: list[Char] = []
    for char in content.chars:
        x = (char.left + char.right) / 2
        for index, table in enumerate(tables):
            if table.contains(x, char.middle):
                inside.setdefault(index, []).append(char)
                break
        else:
            free.append(char)
    items: list[tuple[float, TextLine | _Table]] = [
        (line.baseline, line) for line in lines_of(free)
    ]
    for index, table in enumerate(tables):
        items.append((table.top, _table(table, inside.get(index, []), f"第 {at + 1} 页")))
    result.items = [item for _, item in sorted(items, key=lambda pair: pair[0])]
    return result


def _table(ruled: RuledTable, chars: list[Char], where: str) -> _Table:
    of_cell: dict[int, list[Char]] = {}
    for char in chars:
        cell = ruled.cell_at((char.left + char.right) / 2, char.middle)
        of_cell.setdefault(id(cell), []).append(char)
    rows: dict[int, list[tuple[Cell, str]]] = {}
    full: set[int] = set()
    for cell in ruled.cells:
        text, is_full = cell_text(of_cell.get(id(cell), []), cell.right - cell.left)
        if is_full:
            full.add(id(cell))
        if text or cell.is_closed:
            rows.setdefault(cell.row, []).append((cell, text))
    ordered = [sorted(rows[row], key=lambda pair: pair[0].column) for row in sorted(rows)]
    return _Table(ruled, ordered, where, full)


# ---------------------------------------------------------------------- running lines


def _drop_running_lines(pages: list[_Page], collector: Collector) -> None:
    """Drops page numbers, and lines in the margin that stand on most pages in the same place.

    The outermost lines are looked at, then those that are outermost without them.
    """
    found = True
    while found:
        outer = [(page, line) for page in pages for line in _outermost_lines(page)]
        seen = Counter(_shape(line) for _page, line in outer)
        found = False
        for page, line in outer:
            if _NUMBER.fullmatch(line.text):
                collector.drop(left_out.PAGE_NUMBER)
            elif seen[_shape(line)] >= max(2, len(pages) // 2 + 1):
                collector.drop(left_out.PAPER)
            else:
                continue
            page.items.remove(line)
            found = True


def _outermost_lines(page: _Page) -> list[TextLine]:
    """The first and the last line of a page, where they stand in its margins."""
    low, high = _MARGIN * page.height, (1 - _MARGIN) * page.height
    return [
        item
        for item in (*page.items[:1], *page.items[1:][-1:])
        if isinstance(item, TextLine) and not low < item.baseline < high
    ]


def _shape(line: TextLine) -> tuple[str, int]:
    """What a running line has in common with the same one on other pages: words and height."""
    return re.sub(r"\d+", "0", "".join(line.text.split())), round(line.baseline / 4)


# ---------------------------------------------------------------------- over the pages


def _write(pages: list[_Page], collector: Collector) -> None:
    lines = [item for page in pages for item in page.items if isinstance(item, TextLine)]
    paragraphs = Paragraphs(lines)
    began = ""
    table: _Table | None = None

    def end_paragraph() -> None:
        collector.paragraph(paragraphs.end(), began)

    def end_table(at: _Table | None) -> None:
        if at is not None:
            collector.rows([tuple(text for _, text in row) for row in at.rows], at.where)

    for page in pages:
        for index, item in enumerate(page.items):
            if isinstance(item, TextLine):
                end_table(table)
                table = None
                if paragraphs.begins(item):
                    end_paragraph()
                    began = f"第 {page.number} 页"
                paragraphs.take(item)
                continue
            end_paragraph()
            if table is not None and index == 0 and _continues(table, item):
                _append(table, item, collector)
                table.ruled = item.ruled
            else:
                end_table(table)
                table = item
    end_paragraph()
    end_table(table)


def _continues(table: _Table, after: _Table) -> bool:
    """Whether a table at the top of a page goes on with the one that ended the page before."""
    near = 12.0
    return (
        abs(table.ruled.left - after.ruled.left) < near
        and abs(table.ruled.right - after.ruled.right) < near
    )


def _append(table: _Table, after: _Table, collector: Collector) -> None:
    repeated = _repeated_header(table, after)
    collector.drop(left_out.HEADER_ROWS, repeated)
    rows = after.rows[repeated:]
    if rows:
        rows[0] = _without_continued(table, rows[0])
        cut = _cut_row(table, rows[0])
        if cut is not None:
            for at, more in cut.items():
                cell, text = table.rows[-1][at]
                text = text + more if id(cell) in table.full else joined((text, more))
                table.rows[-1][at] = (cell, text)
            rows = rows[1:]
    table.rows.extend(row for row in rows if row)
    table.full |= after.full


def _repeated_header(table: _Table, after: _Table) -> int:
    """How many rows at the top of a page repeat those the table began with."""
    count = 0
    for first, again in zip(table.rows[:4], after.rows, strict=False):
        texts = _texts(again)
        if texts != _texts(first) or not any(texts) or any(text.isdecimal() for text in texts):
            break
        count += 1
    return count if count < len(after.rows) else 0


def _texts(row: list[tuple[Cell, str]]) -> list[str]:
    return [text for _, text in row]


def _without_continued(table: _Table, row: list[tuple[Cell, str]]) -> list[tuple[Cell, str]]:
    """The first row after the page break without the rest of cells that began before it."""
    kept = []
    for cell, text in row:
        origin = _cut_cell(table, cell) if cell.rows > 1 and not _NUMBERED.match(text) else None
        if origin is None:
            kept.append((cell, text))
        elif text:
            begun, at = origin
            begun[at] = (begun[at][0], joined((begun[at][1], text)))
    return kept


def _cut_cell(table: _Table, cell: Cell) -> tuple[list[tuple[Cell, str]], int] | None:
    """The cell that ended the page before in the same column, over several rows or in the last."""
    for row in table.rows:
        for at, (other, _text) in enumerate(row):
            reaches = other.rows > 1 or row is table.rows[-1]
            if _same_column(other, cell) and reaches and table.ruled.bottom - other.bottom < 1:
                return row, at
    return None


def _same_column(one: Cell, other: Cell) -> bool:
    near = 6.0
    return abs(one.left - other.left) < near and abs(one.right - other.right) < near


def _cut_row(table: _Table, first: list[tuple[Cell, str]]) -> dict[int, str] | None:
    """What the first row after a page break adds to the cells of the row above, if it does.

    A cell goes on that had to: one whose last line was full, or a long label alone. A short label
    is never broken over lines; what follows it is the next row, left blank.
    """
    last = table.rows[-1]
    added: dict[int, str] = {}
    for cell, text in first:
        at = next((at for at, (other, _) in enumerate(last) if _same_column(other, cell)), None)
        if at is not None:
            added[at] = text
        elif text:
            return None
    cut = {at: text for at, text in added.items() if text}
    if not cut or any(_NUMBERED.match(text) or not last[at][1] for at, text in cut.items()):
        return None
    full = {at for at in cut if id(last[at][0]) in table.full}
    # A label that goes on, or none beside what goes on, makes it the same row for all its cells.
    label = min(added, default=0)
    if full >= cut.keys() or label in full or (label not in cut and full):
        return cut if len(added) > 1 else None
    (at, text), *others = cut.items()
    is_label = len(last[at][1]) >= _BROKEN and not _VALUE.fullmatch(text)
    return cut if is_label and not others and len(added) == len(last) == len(first) else None
