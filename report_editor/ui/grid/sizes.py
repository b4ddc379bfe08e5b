"""Widths and heights of the grid, computed from the form's description and the font.

They are computed once for a font and a width: no view ever asks the cells for their size.
"""

from __future__ import annotations

from itertools import accumulate, pairwise
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtGui import QFontMetricsF

from report_editor.ui.grid.labels import is_beside
from report_editor.ui.grid.walk import VALUES
from report_editor.ui.widgets.type_scale import LABEL_PIXELS, TEXT_PIXELS, scale_font

if TYPE_CHECKING:
    from PySide6.QtGui import QFont

    from report_editor.forms import Table
    from report_editor.ui.grid.labels import Labels

WIDEST = 2.6
"""Largest share of their width in the form to which columns of values stretch to fill a window."""
HIGHEST = 1.5
"""Largest share of their height to which rows stretch where all of them fit the window."""
WIDEST_LABELS = 1.2
"""Such a share for columns of labels alone: a long way from label to number is hard to read."""
NARROWEST = 0.76
"""Smallest share to which all columns shrink before the grid scrolls sideways."""
_LABEL = LABEL_PIXELS / TEXT_PIXELS
"""Share of the size of numbers in which labels are written."""
_LINE = 1.28
"""Height of a line in em: Chinese characters fill one em, fonts ask for half as much again."""


class Measures:
    """Lengths that follow from a font, in logical pixels."""

    def __init__(self, font: QFont) -> None:
        metrics = QFontMetricsF(font)
        self.em = metrics.horizontalAdvance("一")
        self.line = min(metrics.height(), _LINE * self.em)
        """Height of a line of text."""
        self.row = self.line + self.em * 0.07
        """Height of a row of one line."""
        self.padding = self.em * 0.35
        """Distance between a grid line and a text."""
        self.margin = self.em * 0.12
        """Distance beside a text in the middle of its cell."""
        self.gap = self.em * 0.2
        """Distance before and after a sign."""
        self.sign = self.em * 0.9
        """Side of a sign."""


def make_label_font(font: QFont) -> QFont:
    """Return the font of the labels beside numbers in a font."""
    return scale_font(font, _LABEL)


def find_step(pixel_ratio: float) -> int:
    """Find the step of lengths at which edges of cells meet whole pixels of a scaled screen."""
    return next((step for step in range(1, 5) if (step * pixel_ratio).is_integer()), 1)


def find_least_width(table: Table, font: QFont) -> int:
    """Return the width that all columns take at least; a narrower grid scrolls sideways."""
    return ceil(sum(table.screen) * Measures(font).em * NARROWEST)


def compute_widths(table: Table, font: QFont, available: int, step: int) -> list[int]:
    """Compute the column widths: those of the form, stretched or shrunk within reason."""
    em = Measures(font).em
    natural = [each * em for each in table.screen]
    share = available / sum(natural)
    widths = [each * max(NARROWEST, min(1.0, share)) for each in natural]
    if share > 1:
        is_label = _find_label_columns(table)
        labels = sum(width for column, width in enumerate(natural) if column in is_label)
        wider = min(WIDEST_LABELS, share)
        rest = min(WIDEST, (available - wider * labels) / (sum(natural) - labels))
        shares = (wider if column in is_label else rest for column in range(len(natural)))
        widths = [each * share for each, share in zip(natural, shares, strict=True)]
    steps = [int(each / step + 1e-6) for each in (0.0, *accumulate(widths))]
    return [(right - left) * step for left, right in pairwise(steps)]


def _find_label_columns(table: Table) -> frozenset[int]:
    """Return the grid columns without a value; none where values stand in all of them."""
    with_values = {
        column
        for cell in table.value_cells.values()
        for column in range(cell.column, cell.column + cell.column_span)
    }
    return frozenset(range(table.grid_column_count)) - with_values


def compute_heights(
    table: Table,
    labels: Labels,
    font: QFont,
    widths: list[int],
    two_lined: frozenset[int],
    step: int,
) -> list[int]:
    """Compute the row heights, with room for wrapped labels and for second lines of cells.

    Args:
        table: The table of the form.
        labels: Its labels in the font that goes with the grid's.
        font: The font of the grid.
        widths: The column widths.
        two_lined: The rows with cells of two lines.
        step: What every height is a multiple of.
    """
    lengths = Measures(font)
    taller = 2 * lengths.line
    heights = [taller if row in two_lined else lengths.row for row in range(table.grid_row_count)]
    label_line = Measures(make_label_font(font)).line
    cells = [cell for cell in table.grid if cell.role not in VALUES]
    for cell in sorted(cells, key=lambda each: each.row_span):
        covered = range(cell.row, cell.row + cell.row_span)
        width = sum(widths[cell.column : cell.column + cell.column_span])
        beside = lengths.padding if is_beside(table, cell) else lengths.margin
        needed = len(labels.fit(cell, width - 2 * beside)) * label_line
        missing = needed + lengths.row - lengths.line - sum(heights[row] for row in covered)
        for row in covered:
            heights[row] += max(0.0, missing / cell.row_span)
    return [ceil(height / step - 1e-6) * step for height in heights]


def stretch_heights(heights: list[int], available: int, step: int) -> list[int]:
    """Return the row heights for a height that has room for more than all of them."""
    share = min(HIGHEST, available / sum(heights))
    if share <= 1:
        return heights
    return [int(height * share / step) * step for height in heights]
