"""Read the tables of a piece of HTML that another program copied, cell by cell.

For pasting into a part of a form: a report as a whole is read by :mod:`.page`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from report_editor.importers.readers.html.parse import Element, parse_markup
from report_editor.importers.readers.html.site_parts import STRUCK, is_hidden, read_visible_text

if TYPE_CHECKING:
    from collections.abc import Iterator

_SILENT = frozenset({"script", "style"})
_BREAKS = frozenset({"br", "p", "div", "td", "th", "tr", "li"})
_MAX_SPAN_DIGITS = 6
_MOST_COLUMNS = 16_384
"""Columns of the widest sheet."""


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell where it begins: its text in one line, and the rows and columns it covers."""

    text: str
    row_span: int
    column_span: int
    is_hidden: bool = False
    hidden: str = ""
    """Text in it that does not show, or is struck out."""


@dataclass(frozen=True, slots=True)
class HtmlTable:
    """Rows of a table, and which of its rows and columns do not show."""

    rows: list[list[TableCell]]
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


def read_tables(markup: str) -> list[HtmlTable]:
    """Return each table; a table inside a cell is part of that cell's text.

    Spans are as written, from 1; whoever lays the cells out has to bound them.

    Raises:
        ImportProblem: elements are nested so deeply that the parser leaves some out.
    """
    root = parse_markup(markup)
    if root is None:
        return []
    tables = (table for table in root.iter("table") if _find_outer_table(table) is None)
    return [_read_table(table) for table in tables]


def read_lines(markup: str) -> list[str]:
    """Return the lines of text of a piece of HTML, without empty ones.

    Raises:
        ImportProblem: elements are nested so deeply that the parser leaves some out.
    """
    root = parse_markup(markup)
    text = "" if root is None else _join_texts(root, "\n", [])
    return [line for each in text.split("\n") if (line := " ".join(each.split()))]


def _find_outer_table(element: Element) -> Element | None:
    return next(element.iterancestors("table"), None)


def _read_table(table: Element) -> HtmlTable:
    rows = [row for row in table.iter("tr") if _find_outer_table(row) is table]
    return HtmlTable(
        [[_read_cell(cell) for cell in row.iterchildren("td", "th")] for row in rows],
        frozenset(index for index, row in enumerate(rows) if is_hidden(row)),
        frozenset(_list_hidden_columns(table)),
    )


def _list_hidden_columns(table: Element) -> Iterator[int]:
    """Yield the columns that do not show: Excel hides them, WPS makes them 0 wide."""
    start = 0
    for column in table.iter("col"):
        if _find_outer_table(column) is table:
            end = start + min(_read_span(column, "span"), _MOST_COLUMNS)
            if is_hidden(column) or (column.get("width") or "").strip() == "0":
                yield from range(start, min(end, _MOST_COLUMNS))
            start = end


def _read_cell(cell: Element) -> TableCell:
    hidden: list[str] = []
    text = " ".join(_join_texts(cell, " ", hidden).split())
    spans = _read_span(cell, "rowspan"), _read_span(cell, "colspan")
    left_out = " ".join(" ".join(hidden).split())
    return TableCell(text, *spans, is_hidden=is_hidden(cell), hidden=left_out)


def _join_texts(top: Element, line_end: str, hidden: list[str]) -> str:
    """Join the texts in an element; line ends of the markup are spaces.

    What does not show, or is struck out, is added to ``hidden`` instead.
    """
    parts: list[str] = []
    walker = etree.iterwalk(top, events=("start", "end"))
    for event, element in walker:
        is_top = element is top
        if element.tag in _BREAKS and not (is_top and event == "end"):
            parts.append(line_end)
        if event == "end":
            parts.append("" if is_top else _join_lines(element.tail))
        elif element.tag in _SILENT:
            walker.skip_subtree()
        elif not is_top and (element.tag in STRUCK or is_hidden(element)):
            hidden.append(read_visible_text(element))
            walker.skip_subtree()
        else:
            parts.append(_join_lines(element.text))
    return "".join(parts)


def _join_lines(text: str | None) -> str:
    return (text or "").replace("\r", " ").replace("\n", " ")


def _read_span(cell: Element, name: str) -> int:
    text = (cell.get(name) or "").strip()
    is_number = text.isascii() and text.isdigit() and len(text) <= _MAX_SPAN_DIGITS
    return max(1, int(text)) if is_number else 1
