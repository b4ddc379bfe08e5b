"""Find the headers of a table's cells, for those who hear a table instead of seeing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_editor.forms.model import CellRole

if TYPE_CHECKING:
    from report_editor.forms.model import GridCell, Table

VALUES = frozenset({CellRole.INPUT, CellRole.TOTAL})
"""Roles of cells that hold a value; all others are headers."""


def is_beside_values(table: Table, cell: GridCell) -> bool:
    """Check whether a cell names rows of the table, and not columns."""
    if cell.role is CellRole.LABEL:
        return cell.row >= table.header_rows
    return cell.role is CellRole.GROUP


def find_headers(table: Table, cell: GridCell) -> tuple[GridCell, ...]:
    """Return the headers of a value: those above it, then those beside it, outermost first."""
    above: list[GridCell] = []
    for row in reversed(range(cell.row)):
        over = table.anchors[row, cell.column]
        if over.role in VALUES or is_beside_values(table, over):
            if above:  # another block of rows, with headers of its own
                break
        elif over not in above:
            above.append(over)
    before = (table.anchors[cell.row, column] for column in range(cell.column))
    beside = dict.fromkeys(each for each in before if is_beside_values(table, each))
    return (*reversed(above), *beside)
