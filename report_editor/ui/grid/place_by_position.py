"""Placing of numbers without words, from a cell on, as in a spreadsheet.

A spreadsheet knows no totals; here a number on a total's place is a printed total. Where the block
was copied without totals, the numbers go into the inputs between them instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from report_editor.document import read_number
from report_editor.forms import CellRole, Table
from report_editor.ui.grid.block_placement import BlockPlacement, Target
from report_editor.ui.grid.block_sums import find_sums

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from report_editor.ui.grid.block import Texts

OUTSIDE = "超出了表格"
LOCKED = "这里不能填写"
_ACROSS, _DOWN = frozenset({"column"}), frozenset({"row"})
"""Axes of totals, see :class:`~report_editor.forms.TotalRule`."""
_VALUES = (CellRole.INPUT, CellRole.TOTAL)


@dataclass(slots=True)
class _Try:
    """One way to place a block, and how well it fits."""

    placement: BlockPlacement
    differing: int = 0
    """Totals that are not the sums of what is placed."""
    proven: int = 0
    """Totals, not 0, that are."""
    parted: frozenset[str] = frozenset()
    """Axes on which an input beside the block is part of the same total as one of the block."""

    def rank(self, axes: frozenset[str]) -> tuple[int, int, int, bool]:
        """Return how it compares with other ways: the lowest is the best."""
        omitted = len(self.placement.omitted)
        return omitted, self.differing, -self.proven, bool(self.parted & axes)


def place_by_position(block: Texts, table: Table, target: Target) -> BlockPlacement:
    """Place the texts of a block, each at its own distance from the target."""
    width = max(map(len, block))
    plain = _try(block, table, target, width)
    best = plain
    start = table.anchors.get((target.row, target.column))
    is_on_total = start is not None and start.role is CellRole.TOTAL
    ways = () if is_on_total else (_ACROSS, _DOWN, _ACROSS | _DOWN)
    for axes in ways:
        other = _try(block, table, target, width, skips=axes)
        fits = not other.placement.omitted and not other.parted & axes
        if fits and other.rank(axes) < best.rank(axes):
            best = other
    if best.placement.raws != plain.placement.raws and not best.proven:
        best.placement.guess("这些数里好像没有总计，跳过了总计格")
    elif best.differing or not best.placement.totals:
        sums = find_sums(block) if width < table.grid_column_count or best.differing else None
        if sums is not None:
            where = "最后一个" if sums == width - 1 else f"第 {sums + 1} 个"
            best.placement.guess(f"{where}数等于其他各数的和，像是总计，却会填进别的格子")
    return best.placement


def place_lines(numbers: Sequence[str], table: Table, target: Target) -> BlockPlacement | None:
    """Place numbers that came one a line in rows, if totals or their count say so.

    None where they are a column, as in a spreadsheet.
    """
    down = _try([[text] for text in numbers], table, target, 1)
    cells = [
        cell
        for cell in table.value_cells.values()
        if cell.row == target.row and cell.column >= target.column
    ]
    inputs = sum(cell.role is CellRole.INPUT for cell in cells)
    rows: Texts = [
        list(numbers[at : at + len(cells)]) for at in range(0, len(numbers), len(cells) or 1)
    ]
    if cells and len(numbers) % len(cells) == 0:
        across = _try(rows, table, target, len(cells))
    elif len(numbers) == inputs:
        across = _try([list(numbers)], table, target, inputs, skips=_ACROSS)
    else:
        return None
    fits = not across.placement.omitted and not across.differing
    is_proven = across.proven and not (down.proven and not down.differing)
    if fits and (is_proven or (down.placement.omitted and len(numbers) <= len(cells))):
        shown = "一行" if len(numbers) <= len(cells) else f" {len(rows)} 行"
        across.placement.guess(f"一行一个数，共 {len(numbers)} 个，正好是表里的{shown}")
        return across.placement
    if len(numbers) <= len(cells) and len(numbers) > 1:
        down.placement.guess(f"{len(numbers)} 个数正好是表里一行的格数，这里按一列往下放")
        return down.placement
    return None


def _try(
    block: Texts,
    table: Table,
    target: Target,
    width: int,
    *,
    skips: frozenset[str] = frozenset(),
) -> _Try:
    """Place a block; on the axes that it ``skips``, not on rows and columns of totals."""
    rows = list(_list_rows(table, target, len(block), skips_rows=skips >= _DOWN))
    columns = list(_list_columns(table, target, width, skips_columns=skips >= _ACROSS))
    tried = _Try(BlockPlacement())
    placement = tried.placement
    for row, texts in zip(rows, block, strict=True):
        for column, text in zip(columns, texts, strict=False):
            cell = table.anchors.get((row, column))
            is_anchor = cell is not None and (cell.row, cell.column) == (row, column)
            if text is None:
                continue
            if cell is None:
                placement.omit([text], OUTSIDE)
            elif cell.role is CellRole.INPUT and is_anchor:
                placement.raws[cell.key] = text
            elif cell.role is CellRole.TOTAL and text.strip():
                placement.totals[cell.key] = text
            else:
                placement.omit([text], LOCKED)
    _compare_totals(tried, table)
    top, left = rows[0], columns[0]
    beside = {
        "column": ((top, left - 1), (top, columns[-1] + 1)),
        "row": ((top - 1, left), (rows[-1] + 1, left)),
    }
    tried.parted = frozenset(
        axis for axis in beside if any(_goes_on(tried, table, at, axis) for at in beside[axis])
    )
    return tried


def _compare_totals(tried: _Try, table: Table) -> None:
    """Compare totals whose parts all stand in the block; any other stands there by chance."""
    placement = tried.placement
    cells = {cell.address: cell for cell in table.cells}
    values = {**placement.raws, **placement.totals}
    for address, text in placement.totals.items():
        parts = cells[address].parts
        if not set(parts) <= values.keys():
            placement.aimless.add(address)
            continue
        total = sum(read_number(values[part]).number or 0 for part in parts)
        if (read_number(text).number or 0) != total:
            tried.differing += 1
        elif total:
            tried.proven += 1


def _goes_on(tried: _Try, table: Table, at: tuple[int, int], axis: str) -> bool:
    """Check whether an input beside the block is part of the total of one in the block."""
    cell = table.anchors.get(at)
    if cell is None or cell.role is not CellRole.INPUT:
        return False
    rules = [rule for rule in table.totals if rule.axis == axis]
    return any(
        cell.key in parts and parts & tried.placement.raws.keys()
        for total in table.value_cells
        for rule in rules
        if (parts := set(rule.parts_of(total)))
    )


def _list_rows(table: Table, target: Target, count: int, *, skips_rows: bool) -> Iterator[int]:
    """Yield a grid row for each row of a block, without those of totals if asked."""
    row = target.row
    for _ in range(count):
        while skips_rows and _is_all_totals(table, [(row, at) for at in _list_at(table)]):
            row += 1
        yield row
        row += 1


def _list_columns(
    table: Table, target: Target, count: int, *, skips_columns: bool
) -> Iterator[int]:
    """Yield a grid column for each column of a block, without those of totals if asked."""
    column = target.column
    rows = range(target.row, table.grid_row_count)
    for _ in range(count):
        while skips_columns and _is_all_totals(table, [(row, column) for row in rows]):
            column += 1
        yield column
        column += 1


def _list_at(table: Table) -> range:
    return range(table.grid_column_count)


def _is_all_totals(table: Table, positions: Sequence[tuple[int, int]]) -> bool:
    """Check whether the values at some positions are all totals."""
    cells = [table.anchors.get(position) for position in positions]
    roles = [cell.role for cell in cells if cell is not None and cell.role in _VALUES]
    return bool(roles) and all(role is CellRole.TOTAL for role in roles)
