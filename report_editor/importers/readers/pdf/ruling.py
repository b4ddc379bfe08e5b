"""From ruled lines to the cells they enclose.

Lines that touch belong to one table. Their places make a grid; two neighbours in the grid are
one cell where no line runs between them.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from report_editor.importers.readers.pdf.page import Line

NEAR = 3.0
"""Points within which two places are the same, and two lines touch."""
MOST_PLACES = 400
"""Grid lines of one table in one direction."""
_COVERED = 0.5
"""The share of an edge that a line must run along to divide it."""


@dataclass(slots=True)
class Cell:
    """A cell: where it begins in the grid, how far it goes, and its box."""

    row: int
    column: int
    rows: int
    columns: int
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

    def cell_at(self, x: float, y: float) -> Cell:
        """The cell at a place inside the table."""
        column = min(max(bisect_right(self._xs, x) - 1, 0), len(self._xs) - 2)
        row = min(max(bisect_right(self._ys, y) - 1, 0), len(self._ys) - 2)
        return self._owner[row, column]

    def contains(self, x: float, y: float) -> bool:
        """Whether a place is inside the table's frame."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom


def ruled_tables(lines: list[Line]) -> list[RuledTable]:
    """The tables that lines draw, from the top of the page; a mere frame or rule is none."""
    tables = [table for group in _groups(lines) if (table := _table(group)) is not None]
    return sorted(tables, key=lambda table: (table.top, table.left))


def _groups(lines: list[Line]) -> list[list[Line]]:
    """Lines that touch, directly or through others."""
    level = sorted((line for line in lines if line.level), key=lambda line: line.at)
    upright = [line for line in lines if not line.level]
    ordered = [*level, *upright]
    leader = list(range(len(ordered)))

    def find(at: int) -> int:
        while leader[at] != at:
            leader[at] = leader[leader[at]]
            at = leader[at]
        return at

    heights = [line.at for line in level]
    for offset, line in enumerate(upright, start=len(level)):
        first = bisect_right(heights, line.start - NEAR)
        for at in range(first, len(level)):
            other = level[at]
            if other.at > line.end + NEAR:
                break
            if other.start - NEAR <= line.at <= other.end + NEAR:
                leader[find(at)] = find(offset)
    groups: dict[int, list[Line]] = {}
    for at, line in enumerate(ordered):
        groups.setdefault(find(at), []).append(line)
    return [group for group in groups.values() if len({line.level for line in group}) == 2]


def _places(values: Iterable[float]) -> list[float]:
    """Places that are near each other as one."""
    clusters: list[list[float]] = []
    for value in sorted(values):
        if clusters and value - clusters[-1][-1] <= NEAR:
            clusters[-1].append(value)
        else:
            clusters.append([value])
    return [sum(cluster) / len(cluster) for cluster in clusters]


def _table(lines: list[Line]) -> RuledTable | None:
    level = [line for line in lines if line.level]
    upright = [line for line in lines if not line.level]
    ys = _places(
        [line.at for line in level]
        + [min(line.start for line in upright), max(line.end for line in upright)]
    )
    xs = _places(
        [line.at for line in upright]
        + [min(line.start for line in level), max(line.end for line in level)]
    )
    if not (2 <= len(xs) <= MOST_PLACES and 2 <= len(ys) <= MOST_PLACES):
        return None
    below = _dividers(level, ys, xs)
    beside = _dividers(upright, xs, ys)
    owner, cells = _cells(xs, ys, below, beside)
    if len(cells) < 2:
        return None
    return RuledTable(xs[0], ys[0], xs[-1], ys[-1], cells, xs, ys, owner)


def _dividers(lines: list[Line], at: list[float], along: list[float]) -> set[tuple[int, int]]:
    """Which edges are drawn: (index of the place, index of the stretch along it)."""
    covered: dict[tuple[int, int], float] = {}
    for line in lines:
        place = _nearest(at, line.at)
        for stretch in range(len(along) - 1):
            start, end = along[stretch], along[stretch + 1]
            overlap = min(end, line.end) - max(start, line.start)
            if overlap > 0:
                key = (place, stretch)
                covered[key] = covered.get(key, 0.0) + overlap / (end - start)
    return {key for key, share in covered.items() if share >= _COVERED}


def _nearest(places: list[float], value: float) -> int:
    return min(range(len(places)), key=lambda index: abs(places[index] - value))


def _cells(
    xs: list[float],
    ys: list[float],
    below: set[tuple[int, int]],
    beside: set[tuple[int, int]],
) -> tuple[dict[tuple[int, int], Cell], list[Cell]]:
    """Joins the boxes of the grid that no line divides."""
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
                for r2, c2, divided in (
                    (r - 1, c, (r, c) in below),
                    (r + 1, c, (r + 1, c) in below),
                    (r, c - 1, (c, r) in beside),
                    (r, c + 1, (c + 1, r) in beside),
                ):
                    if divided or (r2, c2) in boxes or (r2, c2) in owner:
                        continue
                    if 0 <= r2 < rows and 0 <= c2 < columns:
                        boxes.add((r2, c2))
                        waiting.append((r2, c2))
                    else:
                        is_closed = False
            last_row = max(r for r, _ in boxes)
            first_column = min(c for _, c in boxes)
            last_column = max(c for _, c in boxes)
            cell = Cell(
                row,
                first_column,
                last_row - row + 1,
                last_column - first_column + 1,
                xs[first_column],
                ys[row],
                xs[last_column + 1],
                ys[last_row + 1],
                is_closed,
            )
            cells.append(cell)
            owner.update(dict.fromkeys(boxes, cell))
    return owner, cells
