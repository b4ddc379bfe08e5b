"""Widths and heights of the grid, computed from the form's description and the font.

They are computed once for a font and a width: no view ever asks the cells for their size.
"""

from __future__ import annotations

from itertools import accumulate, pairwise
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF

from report_editor.ui.grid.walk import VALUES

if TYPE_CHECKING:
    from report_editor.forms import GridCell, Table

WIDEST = 1.6
"""Largest share of their width in the form to which columns stretch to fill a window."""
NARROWEST = 0.8
"""Smallest share to which they shrink before the grid scrolls sideways."""
SMALL = 0.8
"""Share of the usual size in which the second line of a cell is written."""
WRAP = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextDontClip
"""Breaks Chinese between any two characters that may stand at the end and start of a line."""


class Measures:
    """Lengths that follow from a font, in logical pixels."""

    def __init__(self, font: QFont) -> None:
        metrics = QFontMetricsF(font)
        self.em = metrics.horizontalAdvance("一")
        self.line = metrics.height()
        """Height of a line of text."""
        self.small_line = QFontMetricsF(scale_font(font, SMALL)).height()
        """Height of the second line of a cell."""
        self.padding = self.em * 0.35
        """Distance between a grid line and a text."""
        self.gap = self.em * 0.2
        """Distance before and after a sign."""
        self.sign = self.em * 0.9
        """Side of a sign."""


def scale_font(font: QFont, share: float) -> QFont:
    """Return a font some times as large, whether it is measured in points or in pixels."""
    other = QFont(font)
    if font.pointSizeF() > 0:
        other.setPointSizeF(font.pointSizeF() * share)
    else:
        other.setPixelSize(max(1, round(font.pixelSize() * share)))
    return other


def find_step(pixel_ratio: float) -> int:
    """Find the step of lengths at which edges of cells meet whole pixels of a scaled screen."""
    return next((step for step in range(1, 5) if (step * pixel_ratio).is_integer()), 1)


def compute_widths(table: Table, font: QFont, available: int, step: int = 1) -> list[int]:
    """Compute the column widths: those of the form, stretched or shrunk within reason."""
    natural = sum(table.screen) * Measures(font).em
    share = min(WIDEST, max(NARROWEST, available / natural))
    total = natural * share
    edges = [0.0, *accumulate(table.screen)]
    steps = [int(total * each / edges[-1] / step + 1e-6) for each in edges]
    return [(right - left) * step for left, right in pairwise(steps)]


def compute_heights(
    table: Table, font: QFont, widths: list[int], two_lined: frozenset[int], step: int = 1
) -> list[int]:
    """Compute the row heights, with room for wrapped labels and for second lines of cells.

    Args:
        table: The table of the form.
        font: The font of the grid.
        widths: The column widths.
        two_lined: The rows with cells of two lines.
        step: What every height is a multiple of.
    """
    lengths = Measures(font)
    least = lengths.line + 2 * lengths.padding
    taller = max(least, lengths.line + lengths.small_line + lengths.padding)
    heights = [taller if row in two_lined else least for row in range(table.grid_row_count)]
    labels = [cell for cell in table.grid if cell.role not in VALUES]
    for cell in sorted(labels, key=lambda each: each.row_span):
        covered = range(cell.row, cell.row + cell.row_span)
        missing = _label_height(cell, font, widths, lengths) - sum(heights[row] for row in covered)
        for row in covered:
            heights[row] += max(0.0, missing / cell.row_span)
    return [ceil(height / step) * step for height in heights]


def _label_height(cell: GridCell, font: QFont, widths: list[int], lengths: Measures) -> float:
    width = sum(widths[cell.column : cell.column + cell.column_span]) - 2 * lengths.padding
    box = QRectF(0, 0, max(1.0, width), 1e6)
    return QFontMetricsF(font).boundingRect(box, WRAP, cell.text).height() + 2 * lengths.padding
