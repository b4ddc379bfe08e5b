"""Tables of a piece of HTML that another program copied, cell by cell."""

from __future__ import annotations

from dataclasses import dataclass

from report_editor.importers.readers.html.page import Element, _parsed

_SILENT = frozenset({"script", "style"})
_BREAKS = frozenset({"br", "p", "div", "td", "th", "tr", "li"})


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell where it begins: its text in one line, and the rows and columns it covers."""

    text: str
    row_span: int
    column_span: int


def read_tables(markup: str) -> list[list[list[TableCell]]]:
    """Return the rows of each table; a table inside a cell is part of that cell's text.

    Spans are as written, from 1.

    Raises:
        ImportProblem: Elements are nested so deeply that the parser leaves some out.
    """
    root = _parsed(markup)
    if root is None:
        return []
    return [
        [
            [_read_cell(cell) for cell in row.iterchildren("td", "th")]
            for row in table.iter("tr")
            if next(row.iterancestors("table")) is table
        ]
        for table in root.iter("table")
        if next(table.iterancestors("table"), None) is None
    ]


def _read_cell(cell: Element) -> TableCell:
    parts: list[str] = []
    for element in cell.iter():
        if element.tag in _BREAKS:
            parts.append(" ")
        if element.tag not in _SILENT:
            parts.append(element.text or "")
        if element is not cell:
            parts.append(element.tail or "")
    text = " ".join("".join(parts).split())
    return TableCell(text, _read_span(cell, "rowspan"), _read_span(cell, "colspan"))


def _read_span(cell: Element, name: str) -> int:
    text = (cell.get(name) or "").strip()
    is_number = text.isascii() and text.isdigit() and len(text) < 7
    return max(1, int(text)) if is_number else 1
