"""Find which headers and labels of a table of the form belong to each of its values.

With merged cells neither HTML's rules nor those of a PDF reader find them: a heading row begins a
block with headers of its own, and a group's label stands beside several rows.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from report_editor.exporters.report_parts import VALUES
from report_editor.forms import CellRole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from report_editor.forms import GridCell, Table


@lru_cache(maxsize=16)
def find_headers(table: Table) -> Mapping[GridCell, tuple[GridCell, ...]]:
    """Map each value of the grid to the headers and labels that name it, in the grid's order."""
    words = [cell for cell in table.grid if cell.role not in VALUES]
    starts = list_block_starts(table)
    return {
        cell: tuple(word for word in words if _names(word, cell, starts))
        for cell in table.grid
        if cell.role in VALUES
    }


def list_block_starts(table: Table) -> list[int]:
    """Return the grid rows in which blocks begin: the first, and each row that is a heading.

    A heading between rows that one cell spans begins none.
    """
    headings = {cell.row for cell in table.grid if cell.role is CellRole.HEADING}
    spanned = {row for cell in table.grid for row in range(cell.row + 1, cell.row + cell.row_span)}
    return sorted({0, *headings - spanned})


@lru_cache(maxsize=16)
def find_scopes(table: Table) -> Mapping[GridCell, str]:
    """Map each header and label to what it names, in the words of HTML and PDF.

    ``col``, ``row``, ``colgroup`` or ``rowgroup``. A header without values below it stands over
    labels.
    """
    named: dict[GridCell, set[str]] = {}
    for value, words in find_headers(table).items():
        for word in words:
            is_beside = word.row <= value.row < word.row + word.row_span
            named.setdefault(word, set()).add("row" if is_beside else "col")
    scopes = {}
    for cell in table.grid:
        if cell.role is CellRole.HEADING:
            scopes[cell] = "rowgroup"
        elif cell.role not in VALUES:
            axis = min(named.get(cell, {"col"}))
            span = cell.row_span if axis == "row" else cell.column_span
            scopes[cell] = f"{axis}group" if span > 1 else axis
    return scopes


def _names(word: GridCell, value: GridCell, starts: list[int]) -> bool:
    """Check whether a header or label stands beside or above a value, within its block."""
    start = max(row for row in starts if row <= value.row)
    if word.row < start:
        return False
    is_beside = word.column < value.column and _overlaps(
        word.row, word.row_span, value.row, value.row_span
    )
    is_above = word.row < value.row and _overlaps(
        word.column, word.column_span, value.column, value.column_span
    )
    return is_beside or is_above


def _overlaps(start: int, length: int, other: int, other_length: int) -> bool:
    return start < other + other_length and other < start + length
