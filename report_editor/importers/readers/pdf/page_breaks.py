"""Join the tables, rows and cells of a PDF that a page break cuts.

A number is never joined to another one across a page break, unless no line closes the row above the
break: digits put together wrongly would be a wrong number, and nobody would see it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from report_editor.importers import left_out
from report_editor.importers.readers.collect import Collector, join_lines

if TYPE_CHECKING:
    from report_editor.importers.readers.pdf.ruled_tables import Cell, RuledTable

_NUMBERED = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}\s*[.．、]"
)
_VALUE = re.compile(r"[-+\d.,，%\s]+")
_APART = "、"
"""Between two numbers that may be pieces of one: together they are no number, and asked for."""
_BROKEN = 10
"""Characters from which on a label may be broken over lines, and so over pages."""


@dataclass(slots=True)
class PageTable:
    """A table read from a page, its cells with their texts."""

    ruled: RuledTable
    rows: list[list[tuple[Cell, str]]]
    where: str
    full: set[int]
    """Ids of the cells whose last line is full: their text may go on after a page break."""


def is_continued(table: PageTable, after: PageTable) -> bool:
    """Check whether a table at the top of a page continues the one that ended the page before."""
    return _is_near(table.ruled, after.ruled, 12.0)


def append_rows(table: PageTable, after: PageTable, collector: Collector) -> None:
    """Append the rows of the next page to a table, without the header that is printed again."""
    repeated = _count_repeated_header(table, after)
    for row in after.rows[:repeated]:
        text = " ".join(text for _, text in row if text)
        collector.drop(left_out.HEADER_ROWS, text=text, where=after.where)
    rows = after.rows[repeated:]
    if rows:
        rows[0] = _take_continued_cells(table, rows[0])
        if cut := _find_cut_texts(table, rows[0]):
            for index, more in cut.items():
                cell, text = table.rows[-1][index]
                table.rows[-1][index] = (cell, _join_pieces(table, cell, text, more))
            del rows[0]
    table.rows.extend(row for row in rows if row)
    table.full |= after.full
    table.ruled = after.ruled


def _count_repeated_header(table: PageTable, after: PageTable) -> int:
    """Count the rows at the top of a page that repeat those the table began with."""
    count = 0
    for first, again in zip(table.rows[:4], after.rows, strict=False):
        texts = [text for _, text in again]
        is_same = texts == [text for _, text in first] and any(texts)
        if not is_same or any(text.isdecimal() for text in texts):
            break
        count += 1
    return count if count < len(after.rows) else 0


def _take_continued_cells(table: PageTable, row: list[tuple[Cell, str]]) -> list[tuple[Cell, str]]:
    """Join cells of the first row after a page break to those they continue; return the others."""
    kept = []
    for cell, text in row:
        can_continue = cell.row_span > 1 and not (_NUMBERED.match(text) or _is_value(text))
        origin = _find_cut_cell(table, cell) if can_continue else None
        if origin is None:
            kept.append((cell, text))
        elif text:
            begun, index = origin
            begun[index] = (begun[index][0], join_lines((begun[index][1], text)))
    return kept


def _find_cut_cell(table: PageTable, cell: Cell) -> tuple[list[tuple[Cell, str]], int] | None:
    """Find the cell that ended the page before in a column, over several rows or in the last."""
    for row in table.rows:
        for index, (other, _text) in enumerate(row):
            is_last = other.row_span > 1 or row is table.rows[-1]
            if _is_near(other, cell) and is_last and table.ruled.bottom - other.bottom < 1:
                return row, index
    return None


def _join_pieces(table: PageTable, cell: Cell, text: str, more: str) -> str:
    """Join the pieces of a cell on two pages."""
    if cell.is_closed and _is_value(more) and text[-1:].isdecimal():
        return f"{text}{_APART}{more}"
    return text + more if id(cell) in table.full else join_lines((text, more))


def _is_value(text: str) -> bool:
    return bool(text) and _VALUE.fullmatch(text) is not None


def _is_near(one: Cell | RuledTable, other: Cell | RuledTable, near: float = 6.0) -> bool:
    return abs(one.left - other.left) < near and abs(one.right - other.right) < near


def _find_cut_texts(table: PageTable, first: list[tuple[Cell, str]]) -> dict[int, str]:
    """Return what the first row after a page break adds to the cells of the row above, if it does.

    A cell goes on that had to: one whose last line was full, or a long label alone. A short label
    is never broken over lines; what follows it is the next row, left blank. A row with numbers goes
    on only below a long label that does, or where no line closes the row above.
    """
    last = table.rows[-1]
    added: dict[int, str] = {}
    for cell, text in first:
        columns = (n for n, (other, _) in enumerate(last) if _is_near(other, cell))
        column = next(columns, None)
        if column is not None:
            added[column] = text
        elif text:
            return {}
    cut = {column: text for column, text in added.items() if text}
    if not cut or any(_NUMBERED.match(text) or not last[n][1] for n, text in cut.items()):
        return {}
    full = {column for column in cut if id(last[column][0]) in table.full}
    # A label that goes on, or none beside what goes on, makes it the same row for all its cells.
    label = min(added, default=0)
    is_long = label in full and len(last[label][1]) >= _BROKEN and not _is_value(cut[label])
    is_closed = all(cell.is_closed for cell, _ in last)
    if is_closed and not is_long and any(map(_is_value, cut.values())):
        return {}
    if full >= cut.keys() or label in full or (label not in cut and full):
        return cut if len(added) > 1 else {}
    (column, text), *others = cut.items()
    is_label = len(last[column][1]) >= _BROKEN and not _is_value(text)
    return cut if is_label and not others and len(added) == len(last) == len(first) else {}
