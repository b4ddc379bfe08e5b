"""Lays a table out: from the lines of its description to places with spans."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from report_editor.forms.model import Cell, CellRole, Column, GridCell, Row

if TYPE_CHECKING:
    from report_editor.forms.node import Node

Named = TypeVar("Named", Row, Column)


def lay_out(
    node: Node,
    table: str,
    rows: tuple[Row, ...],
    columns: tuple[Column, ...],
    cells: dict[str, Cell],
    width: int,
) -> tuple[GridCell, ...]:
    """The grid of a table, complete: every place covered once, every value shown once.

    As in HTML, a cell takes the next place of its line that no span from above covers.

    Raises:
        FormError: a place is covered twice or left open, or a value is missing or shown twice.
    """
    grid: list[GridCell] = []
    covered: set[tuple[int, int]] = set()
    lines = node.lines("layout")
    for line, content in enumerate(lines):
        place = 0
        for item in content:
            for role, text, key in _contents(item, table, rows, columns, cells):
                while (line, place) in covered:
                    place += 1
                cell = GridCell(
                    line, place, _span(item, "rows"), _span(item, "cols"), role, text, key
                )
                taken = {
                    (line + down, place + right)
                    for down in range(cell.row_span)
                    for right in range(cell.column_span)
                }
                if taken & covered or place + cell.column_span > width:
                    raise node.error("layout", f"line {line + 1}: {text or key!r} does not fit")
                covered |= taken
                grid.append(cell)
    _check_complete(node, covered, len(lines), width)
    node.unique("layout", [each.key for each in grid if each.key in cells])
    for address in cells:
        if not any(each.key == address for each in grid):
            raise node.error("layout", f"{address} is not shown")
    return tuple(grid)


def _check_complete(node: Node, covered: set[tuple[int, int]], lines: int, width: int) -> None:
    """Refuses a grid with a hole or with a span that runs past the last line."""
    for line in range(lines):
        for place in range(width):
            if (line, place) not in covered:
                raise node.error("layout", f"line {line + 1}, place {place + 1} is empty")
    if any(line >= lines for line, _ in covered):
        raise node.error("layout", "a span runs past the last line")


def _span(item: Node, key: str) -> int:
    span = item.integer(key) if key in item else 1
    if span < 1:
        raise item.error(key, f"a cell cannot span {span}")
    return span


def _contents(
    item: Node,
    table: str,
    rows: tuple[Row, ...],
    columns: tuple[Column, ...],
    cells: dict[str, Cell],
) -> list[tuple[CellRole, str, str]]:
    """The role, text and key of the cells that one item of a line stands for."""
    item.only("text", "as", "row", "column", "cell", "values", "rows", "cols")
    if "text" in item:
        role = item.choice("as", CellRole) if "as" in item else CellRole.HEADER
        return [(role, item.text("text"), "")]
    if "column" in item:
        column = _known(item, "column", {each.key: each for each in columns})
        return [(CellRole.HEADER, column.label, column.key)]
    if "row" in item:
        row = _known(item, "row", {each.key: each for each in rows})
        return [(CellRole.LABEL, row.label, row.key)]
    if "values" in item:
        row = _known(item, "values", {each.key: each for each in rows})
        addresses = [f"{table}.{row.key}.{column}" for column in row.columns]
    else:
        addresses = [f"{table}.{item.text('cell')}"]
    for address in addresses:
        if address not in cells:
            raise item.error("cell", f"there is no cell {address}")
    return [
        (CellRole.TOTAL if cells[address].is_total else CellRole.INPUT, "", address)
        for address in addresses
    ]


def _known(item: Node, key: str, known: dict[str, Named]) -> Named:
    name = item.text(key)
    if name not in known:
        raise item.error(key, f"there is no {key} {name!r}")
    return known[name]
