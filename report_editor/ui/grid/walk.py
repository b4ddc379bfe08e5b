"""Ways through the printed grid: where a key or a click on a label leads.

Only values are stopped at; headers and labels are walked over. A merged cell is one stop, and
the grid column one came in is for the caller to remember.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from report_editor.forms import Address, CellRole, GridCell, Table

if TYPE_CHECKING:
    from collections.abc import Iterable

VALUES = (CellRole.INPUT, CellRole.TOTAL)


class Direction(Enum):
    """Which way to go."""

    UP = "up"
    DOWN = "down"
    LEFT = "left"
    RIGHT = "right"


def step(table: Table, line: int, place: int, direction: Direction) -> GridCell | None:
    """The next value in a direction, or None at the edge."""
    for at in _ahead(table, line, place, direction):
        cell = table.anchors[at]
        if cell.role in VALUES:
            return cell
    return None


def edge(table: Table, line: int, place: int, direction: Direction) -> GridCell | None:
    """The last value in a direction, or None where there is none."""
    found = [table.anchors[at] for at in _ahead(table, line, place, direction)]
    return next((cell for cell in reversed(found) if cell.role in VALUES), None)


def page(table: Table, line: int, place: int, direction: Direction, lines: int) -> GridCell | None:
    """The value that many lines up or down, or as near to it as there is one."""
    goal: GridCell | None = None
    for at in _ahead(table, line, place, direction):
        cell = table.anchors[at]
        if cell.role in VALUES:
            if goal is not None and abs(cell.row - line) > lines:
                break
            goal = cell
    return goal


def next_input(table: Table, address: Address | None, *, forward: bool) -> Address | None:
    """The next input in the form's order, or None past the end.

    From a place that is no value the walk begins at the end it comes from.
    """
    cells = table.cells if forward else tuple(reversed(table.cells))
    addresses = [cell.address for cell in cells]
    start = addresses.index(address) + 1 if address in addresses else 0
    return next((cell.address for cell in cells[start:] if not cell.is_total), None)


def belonging(table: Table, cell: GridCell) -> tuple[Address, ...]:
    """The values a label or header speaks of: those beside it, else those below it."""
    if cell.role in VALUES:
        return (cell.key,)
    lines = range(cell.row, cell.row + cell.row_span)
    beside = range(cell.column + cell.column_span, table.grid_column_count)
    if cell.role in (CellRole.LABEL, CellRole.GROUP):
        found = _values(table, ((line, place) for line in lines for place in beside))
        if found:
            return found
    below: list[Address] = []
    for line in range(cell.row + cell.row_span, table.grid_row_count):
        here = _values(
            table, ((line, place) for place in range(cell.column, cell.column + cell.column_span))
        )
        if below and not here:
            break
        below += here
    return tuple(dict.fromkeys(below))


def _ahead(table: Table, line: int, place: int, direction: Direction) -> list[tuple[int, int]]:
    """The places ahead of a grid cell, nearest first."""
    here = table.anchors[line, place]
    match direction:
        case Direction.UP:
            return [(at, place) for at in range(here.row - 1, -1, -1)]
        case Direction.DOWN:
            return [(at, place) for at in range(here.row + here.row_span, table.grid_row_count)]
        case Direction.LEFT:
            return [(line, at) for at in range(here.column - 1, -1, -1)]
        case Direction.RIGHT:
            return [
                (line, at) for at in range(here.column + here.column_span, table.grid_column_count)
            ]


def _values(table: Table, places: Iterable[tuple[int, int]]) -> tuple[Address, ...]:
    found = (table.anchors[at] for at in places)
    return tuple(dict.fromkeys(cell.key for cell in found if cell.role in VALUES))
