"""Writes a printed report in ways that leave its tables in doubt: more columns, other orders.

A reader may list what it cannot tell, but must put no number into a wrong cell.
"""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING

from tests.importers.roundtrip.printed import PrintedCell, PrintedTable

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.importers.roundtrip.printed import Printed

_TOTAL_FIRST = (0, 1, 2, 9, 3, 4, 5, 6, 7, 8)
_SWAPPED = (0, 1, 2, 4, 3, 5, 6, 7, 8, 9)
"""Columns of 表三 in other orders."""


def text_of(report: Printed, write: Callable[[PrintedTable], list[str]]) -> bytes:
    """Return a text file, given how a table is written."""
    lines: list[str] = []
    for block in (report.title, *report.blocks, *report.closing):
        lines += write(block) if isinstance(block, PrintedTable) else [block]
    return "\n".join(lines).encode()


def add_remarks(table: PrintedTable) -> list[str]:
    """Return rows with one column more, some of its cells filled."""
    texts = ["备注", *("注" if row % 5 == 0 else "" for row in range(1, table.height))]
    return ["\t".join([*_list_texts(row), text]) for row, text in _pair(table, texts)]


def add_numbers(table: PrintedTable) -> list[str]:
    """Return rows with their numbers in one column more."""
    texts = ["序号", *map(str, range(1, table.height))]
    return ["\t".join([*_list_texts(row), text]) for row, text in _pair(table, texts)]


def add_blanks(table: PrintedTable) -> list[str]:
    """Return rows between bars with two blank cells behind each."""
    return [f"| {' | '.join([*_list_texts(row), '', ''])} |" for row in table.rows()]


def repeat_cells(table: PrintedTable) -> list[str]:
    """Return rows with each merged cell in all its positions, as some converters write it."""
    grid = _lay_out(table)
    rows = [[grid.get((row, at)) for at in range(table.width)] for row in range(table.height)]
    return ["\t".join(cell.text if cell else "" for cell in row) for row in rows]


def reorder(table: PrintedTable, order: tuple[int, ...]) -> list[str]:
    """Return rows with the columns in another order where the table has so many."""
    if table.width != len(order):
        order = tuple(range(table.width))
    grid = _lay_out(table)
    lines = []
    for row in range(table.height):
        cells = dict.fromkeys(
            id(cell) for at in order if (cell := grid.get((row, at))) and cell.row == row
        )
        by_id = {id(cell): cell.text for cell in table.cells}
        lines.append("\t".join(by_id[each] for each in cells))
    return lines


def read_by_column(table: PrintedTable) -> list[str]:
    """Return the cells of each column in a line of their own, as some viewers copy them."""
    cells = sorted(table.cells, key=lambda cell: (cell.column, cell.row))
    return [cell.text for cell in cells if cell.text]


def put_values_last(table: PrintedTable) -> list[str]:
    """Return all labels and headers, then all values."""
    cells = [cell for row in table.rows() for cell in row if cell.text]
    return [cell.text for cell in sorted(cells, key=lambda cell: bool(cell.address))]


def divs_of(report: Printed, between: str) -> bytes:
    """Return a page without tables: each cell in an element of its own, or between blanks."""
    parts = []
    for block in (report.title, *report.blocks, *report.closing):
        if isinstance(block, PrintedTable):
            rows = (between.join(map(escape, _list_texts(row))) for row in block.rows())
            parts += [f"<div>{row}</div>" for row in rows]
        else:
            parts.append(f"<p>{escape(block)}</p>")
    return f"<html><body>{''.join(parts)}</body></html>".encode()


WRITERS: dict[str, Callable[[Printed], bytes]] = {
    "remarks.txt": partial(text_of, write=add_remarks),
    "numbers.txt": partial(text_of, write=add_numbers),
    "blanks behind.md": partial(text_of, write=add_blanks),
    "repeated cells.txt": partial(text_of, write=repeat_cells),
    "total first.txt": partial(text_of, write=partial(reorder, order=_TOTAL_FIRST)),
    "swapped.txt": partial(text_of, write=partial(reorder, order=_SWAPPED)),
    "by column.txt": partial(text_of, write=read_by_column),
    "values last.txt": partial(text_of, write=put_values_last),
    "divs.html": partial(divs_of, between="</div><div>"),
    "blanks.html": partial(divs_of, between="&nbsp;&nbsp;"),
}


def _list_texts(row: list[PrintedCell]) -> list[str]:
    return [cell.text for cell in row]


def _pair(table: PrintedTable, texts: list[str]) -> list[tuple[list[PrintedCell], str]]:
    return list(zip(table.rows(), texts, strict=True))


def _lay_out(table: PrintedTable) -> dict[tuple[int, int], PrintedCell]:
    """Return the cell that covers each position."""
    return {
        (row, column): cell
        for cell in table.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    }
