"""Estimate how high the rows of a sheet must be for their texts.

No library does this: office programs fit a row neither to merged cells nor, in LibreOffice, to any
text of a file that they open.
"""

from __future__ import annotations

import unicodedata
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_editor.forms import Table

GRID_POINTS = 10
"""Size of the font in a table."""
TEXT_POINTS = 12
"""Size of the font of a paragraph."""

_GRID_LINE_POINTS = 13.5
_TEXT_LINE_POINTS = 1.35 * TEXT_POINTS
_LOWEST_POINTS = 19.0
_HIGHEST_POINTS = 409.0
"""A row of a sheet can be no higher."""
_HIGHEST_TEXT = 2000
"""Number of characters that fill the highest row in any case."""
_PADDING_POINTS = 5.0
MOST_LINES = int((_HIGHEST_POINTS - _PADDING_POINTS) / _TEXT_LINE_POINTS)
"""Lines of a paragraph that a row can hold."""
_POINTS_PER_MM = 72 / 25.4


def grid_row_heights(table: Table) -> list[float]:
    """Return the height in points of each row of a table's grid, so that no label is cut off."""
    heights = [_LOWEST_POINTS] * table.grid_row_count
    for cell in sorted(table.grid, key=lambda each: each.row_span):
        width = sum(table.paper[cell.column : cell.column + cell.column_span])
        needed = _count_lines(cell.text, width, GRID_POINTS) * _GRID_LINE_POINTS + _PADDING_POINTS
        covered = range(cell.row, cell.row + cell.row_span)
        missing = needed - sum(heights[row] for row in covered)
        for row in covered:
            heights[row] += max(0.0, missing) / cell.row_span
    return heights


def paragraph_height(text: str, millimetres: float) -> float:
    """Return the height in points of the row of a paragraph in a column of some width."""
    lines = text[:_HIGHEST_TEXT].split("\n")
    count = sum(_count_lines(line, millimetres, TEXT_POINTS) for line in lines)
    return min(_HIGHEST_POINTS, count * _TEXT_LINE_POINTS + _PADDING_POINTS)


def count_fitting(text: str, millimetres: float, lines: int) -> int:
    """Count the characters of a text without line breaks that some lines have room for."""
    if len(text) <= lines * int(_measure_line(millimetres, TEXT_POINTS)):
        return len(text)
    starts = _find_lines(text, millimetres, TEXT_POINTS)
    return next(islice(starts, lines, None), len(text))


def _count_lines(text: str, millimetres: float, points: float) -> int:
    """Count the lines that a text takes in a cell of some width."""
    return sum(1 for _ in _find_lines(text, millimetres, points))


def _measure_line(millimetres: float, points: float) -> float:
    """Return how many wide characters a line of a cell of some width has room for."""
    return (millimetres * _POINTS_PER_MM - _PADDING_POINTS) / points


def _find_lines(text: str, millimetres: float, points: float) -> Iterator[int]:
    """Yield where the lines of a text begin in a cell of some width."""
    available, used = _measure_line(millimetres, points), 0.0
    yield 0
    for at, character in enumerate(text):
        width = 1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.55
        if used + width > available and used:
            yield at
            used = 0.0
        used += width
