"""Ways through the printed grid: the cells to which a key or a click on a label leads.

Only values are stopped at; headers and labels are walked over. A merged cell is one stop, and
the caller remembers the grid column from which it was entered.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from report_editor.forms import Address, CellRole, GridCell, Table

if TYPE_CHECKING:
    from collections.abc import Iterable

VALUES = (CellRole.INPUT, CellRole.TOTAL)


class Direction(Enum):
    """Direction of a step, as the rows down and the columns right that it leads."""

    UP = (-1, 0)
    DOWN = (1, 0)
    LEFT = (0, -1)
    RIGHT = (0, 1)


def find_next(table: Table, row: int, column: int, direction: Direction) -> GridCell | None:
    """Find the next value in a direction, None at the edge."""
    return next(iter(_values_ahead(table, row, column, direction)), None)


def has_one_row(table: Table) -> bool:
    """Check whether all values of a table stand in one row of its grid."""
    return len({cell.row for cell in table.value_cells.values()}) == 1


def find_last(table: Table, row: int, column: int, direction: Direction) -> GridCell | None:
    """Find the last value in a direction, None where there is none."""
    return next(reversed(_values_ahead(table, row, column, direction)), None)


def find_group(table: Table, row: int, column: int, direction: Direction) -> GridCell | None:
    """Find the first value of the next group of rows that is to be filled in, else the last value.

    A group is what the form numbers, 一、 or （三）; without such, a block of rows under headers.
    """
    ahead = _values_ahead(table, row, column, direction)
    begins = (cell for cell in ahead if _begins_group(table, cell))
    return next(begins, next(reversed(ahead), None))


def find_next_input(table: Table, address: Address | None, *, forward: bool) -> Address | None:
    """Find the next input in the form's order, None past the end.

    Without an address, or from a label, the search begins at the end it comes from.
    """
    cells = table.cells if forward else tuple(reversed(table.cells))
    addresses = [cell.address for cell in cells]
    start = addresses.index(address) + 1 if address in addresses else 0
    return next((cell.address for cell in cells[start:] if not cell.is_total), None)


def find_labelled(table: Table, cell: GridCell) -> tuple[Address, ...]:
    """Find the values that a label or header describes: those beside it, else those below it."""
    if cell.role in VALUES:
        return (cell.key,)
    rows = range(cell.row, cell.row + cell.row_span)
    columns = range(cell.column, cell.column + cell.column_span)
    beside = range(columns.stop, table.grid_column_count)
    if cell.role in (CellRole.LABEL, CellRole.GROUP):
        found = _addresses_at(table, ((row, column) for row in rows for column in beside))
        if found:
            return found
    below: list[Address] = []
    for row in range(rows.stop, table.grid_row_count):
        here = _addresses_at(table, ((row, column) for column in columns))
        if below and not here:
            break
        below += here
    return tuple(dict.fromkeys(below))


def _begins_group(table: Table, cell: GridCell) -> bool:
    """Check whether a value stands in the first row of a group, and not in a row of totals."""
    beside = (table.anchors[cell.row, column] for column in range(table.grid_column_count))
    if not any(each.role is CellRole.INPUT for each in beside):
        return False
    above = table.anchors[cell.row - 1, cell.column]
    if above.role not in VALUES:
        return True
    groups = {row.key: row.group for row in table.rows}
    here, before = (groups[each.key.split(".")[1]] for each in (cell, above))
    return here != before if here else any(groups.values())


def _values_ahead(table: Table, row: int, column: int, direction: Direction) -> list[GridCell]:
    """List the values ahead of a grid cell, nearest first."""
    here, cell = table.anchors[row, column], table.anchors.get((row, column))
    down, right = direction.value
    cells: dict[GridCell, None] = {}
    while cell is not None:
        cells[cell] = None
        row, column = row + down, column + right
        cell = table.anchors.get((row, column))
    return [cell for cell in cells if cell != here and cell.role in VALUES]


def _addresses_at(table: Table, positions: Iterable[tuple[int, int]]) -> tuple[Address, ...]:
    found = (table.anchors[position] for position in positions)
    return tuple(dict.fromkeys(cell.key for cell in found if cell.role in VALUES))
