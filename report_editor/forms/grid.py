"""Lay a table out: from the rows of its description to a grid of cells with spans."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, TypeVar

from report_editor.forms.model import Address, Cell, CellRole, Column, Columns, GridCell, Row, Rows

if TYPE_CHECKING:
    from report_editor.forms.node import Node

Named = TypeVar("Named", Row, Column)


def lay_out(
    node: Node, table: str, rows: Rows, columns: Columns, cells: dict[Address, Cell], width: int
) -> tuple[GridCell, ...]:
    """Return the grid of a table, complete: every position covered once, every value shown once.

    As in HTML, a cell takes the next position of its row that no span from above covers.

    Raises:
        FormError: a position is covered twice or left open, or a value is missing or shown twice.
    """
    grid: list[GridCell] = []
    covered: set[tuple[int, int]] = set()
    layout = node.node_rows("layout")
    for row, items in enumerate(layout):
        column = 0
        for item in items:
            row_span = item.integer("row_span", default=1, least=1)
            column_span = item.integer("column_span", default=1, least=1)
            for role, text, key in _contents(item, table, rows, columns, cells):
                while (row, column) in covered:
                    column += 1
                cell = GridCell(row, column, row_span, column_span, role, text, key)
                taken = set(cell.positions)
                if taken & covered or column + cell.column_span > width:
                    raise node.error("layout", f"row {row + 1}: {text or key!r} does not fit")
                covered |= taken
                grid.append(cell)
    for row, column in product(range(len(layout)), range(width)):
        if (row, column) not in covered:
            raise node.error("layout", f"row {row + 1}, column {column + 1} is empty")
    if any(row >= len(layout) for row, _ in covered):
        raise node.error("layout", "a span runs past the last row")
    shown = [each.key for each in grid if each.key in cells]
    node.unique("layout", shown)
    for address in cells:
        if address not in shown:
            raise node.error("layout", f"{address} is not shown")
    return tuple(grid)


def _contents(
    item: Node, table: str, rows: Rows, columns: Columns, cells: dict[Address, Cell]
) -> list[tuple[CellRole, str, str]]:
    """Return role, text and key of the cells that one item of a layout row stands for."""
    item.only("text", "as", "row", "column", "cell", "values", "row_span", "column_span")
    if "text" in item:
        role = item.choice("as", CellRole) if "as" in item else CellRole.HEADER
        return [(role, item.text("text"), "")]
    if "column" in item:
        column = _find(item, "column", columns)
        return [(CellRole.HEADER, column.label, column.key)]
    if "row" in item:
        row = _find(item, "row", rows)
        return [(CellRole.LABEL, row.label, row.key)]
    if "values" in item:
        row = _find(item, "values", rows)
        addresses = [f"{table}.{row.key}.{column}" for column in row.columns]
    else:
        addresses = [f"{table}.{item.text('cell')}"]
    if addresses[0] not in cells:
        raise item.error("cell", f"there is no cell {addresses[0]}")
    return [
        (CellRole.TOTAL if cells[address].is_total else CellRole.INPUT, "", address)
        for address in addresses
    ]


def _find(item: Node, key: str, known: tuple[Named, ...]) -> Named:
    """Return the row or column that an item names; raise a FormError where there is none."""
    name = item.text(key)
    for each in known:
        if each.key == name:
            return each
    raise item.error(key, f"there is no {key} {name!r}")
