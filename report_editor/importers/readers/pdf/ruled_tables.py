"""From ruled lines to the tables they draw and the cells they enclose.

Lines that touch belong to one table. Their positions make a grid; two neighbours in the grid are
one cell where no line runs between them.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from report_editor.importers.readers.pdf.page_content import RuledLine

NEAR = 3.0
"""Points within which two lines are at the same position, or touch."""
MAX_POSITIONS = 400
"""Grid lines of one table in one direction."""
_COVERED = 0.5
"""Share of an edge that a line must run along to divide it."""


@dataclass(slots=True)
class Cell:
    """A cell: the row and column where it begins, how many it spans, and its box."""

    row: int
    column: int
    row_span: int
    left: float
    top: float
    right: float
    bottom: float
    is_closed: bool
    """False for a part of the frame that no line closes off; it is a cell only with text in it."""


@dataclass(slots=True)
class RuledTable:
    """A table: its box and its cells in reading order."""

    left: float
    top: float
    right: float
    bottom: float
    cells: list[Cell]
    _xs: list[float]
    _ys: list[float]
    _owner: dict[tuple[int, int], Cell]

    def find_cell(self, x: float, y: float) -> Cell:
        """Return the cell at a point inside the table."""
        column = min(max(bisect_right(self._xs, x) - 1, 0), len(self._xs) - 2)
        row = min(max(bisect_right(self._ys, y) - 1, 0), len(self._ys) - 2)
        return self._owner[row, column]

    def contains(self, x: float, y: float) -> bool:
        """Check whether a point is inside the table's frame."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom


def find_ruled_tables(lines: list[RuledLine]) -> list[RuledTable]:
    """Return the tables that lines draw, from the top; a mere frame or rule is none."""
    tables = [table for group in _group_lines(lines) if (table := _build_table(group))]
    return sorted(tables, key=lambda table: (table.top, table.left))


def _group_lines(lines: list[RuledLine]) -> list[list[RuledLine]]:
    """Group lines that touch, directly or through others."""
    horizontal = sorted((line for line in lines if line.is_horizontal), key=lambda line: line.at)
    vertical = [line for line in lines if not line.is_horizontal]
    ordered = [*horizontal, *vertical]
    leader = list(range(len(ordered)))

    def find_leader(index: int) -> int:
        while leader[index] != index:
            leader[index] = leader[leader[index]]
            index = leader[index]
        return index

    heights = [line.at for line in horizontal]
    for offset, line in enumerate(vertical, start=len(horizontal)):
        first = bisect_right(heights, line.start - NEAR)
        for index in range(first, len(horizontal)):
            other = horizontal[index]
            if other.at > line.end + NEAR:
                break
            if other.start - NEAR <= line.at <= other.end + NEAR:
                leader[find_leader(index)] = find_leader(offset)
    groups: dict[int, list[RuledLine]] = {}
    for index, line in enumerate(ordered):
        groups.setdefault(find_leader(index), []).append(line)
    return [group for group in groups.values() if len({line.is_horizontal for line in group}) == 2]


def _merge_near(values: Iterable[float]) -> list[float]:
    """Return positions in order, those that are near each other as one."""
    clusters: list[list[float]] = []
    for value in sorted(values):
        if clusters and value - clusters[-1][-1] <= NEAR:
            clusters[-1].append(value)
        else:
            clusters.append([value])
    return [sum(cluster) / len(cluster) for cluster in clusters]


def _build_table(lines: list[RuledLine]) -> RuledTable | None:
    horizontal = [line for line in lines if line.is_horizontal]
    vertical = [line for line in lines if not line.is_horizontal]
    ys = _find_positions(horizontal, vertical)
    xs = _find_positions(vertical, horizontal)
    if not (2 <= len(xs) <= MAX_POSITIONS and 2 <= len(ys) <= MAX_POSITIONS):
        return None
    below = _find_drawn_edges(horizontal, ys, xs)
    beside = _find_drawn_edges(vertical, xs, ys)
    owner, cells = _build_cells(xs, ys, below, beside)
    if len(cells) < 2:
        return None
    return RuledTable(xs[0], ys[0], xs[-1], ys[-1], cells, xs, ys, owner)


def _find_positions(lines: list[RuledLine], across: list[RuledLine]) -> list[float]:
    """Return the grid's positions: those of the lines, and how far the lines across them reach."""
    ends = [min(line.start for line in across), max(line.end for line in across)]
    return _merge_near([*(line.at for line in lines), *ends])


def _find_drawn_edges(
    lines: list[RuledLine], at: list[float], along: list[float]
) -> set[tuple[int, int]]:
    """Return the edges that are drawn: index of the position, index of the stretch along it."""
    covered: dict[tuple[int, int], float] = {}
    for line in lines:
        position = min(range(len(at)), key=lambda index: abs(at[index] - line.at))
        for stretch in range(len(along) - 1):
            start, end = along[stretch], along[stretch + 1]
            overlap = min(end, line.end) - max(start, line.start)
            if overlap > 0:
                key = (position, stretch)
                covered[key] = covered.get(key, 0.0) + overlap / (end - start)
    return {key for key, share in covered.items() if share >= _COVERED}


def _build_cells(
    xs: list[float], ys: list[float], below: set[tuple[int, int]], beside: set[tuple[int, int]]
) -> tuple[dict[tuple[int, int], Cell], list[Cell]]:
    """Join the boxes of the grid that no line divides."""
    rows, columns = len(ys) - 1, len(xs) - 1
    owner: dict[tuple[int, int], Cell] = {}
    cells: list[Cell] = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in owner:
                continue
            boxes = {(row, column)}
            waiting = [(row, column)]
            is_closed = True
            while waiting:
                r, c = waiting.pop()
                for r2, c2, is_divided in (
                    (r - 1, c, (r, c) in below),
                    (r + 1, c, (r + 1, c) in below),
                    (r, c - 1, (c, r) in beside),
                    (r, c + 1, (c + 1, r) in beside),
                ):
                    if is_divided or (r2, c2) in boxes or (r2, c2) in owner:
                        continue
                    if 0 <= r2 < rows and 0 <= c2 < columns:
                        boxes.add((r2, c2))
                        waiting.append((r2, c2))
                    else:
                        is_closed = False
            first, last = min(c for _, c in boxes), max(c for _, c in boxes) + 1
            end = max(r for r, _ in boxes) + 1
            box = (xs[first], ys[row], xs[last], ys[end])
            cell = Cell(row, first, end - row, *box, is_closed)
            cells.append(cell)
            owner.update(dict.fromkeys(boxes, cell))
    return owner, cells
