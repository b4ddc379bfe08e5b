"""Widths and heights of the grid, from the form's description and the font.

Computed once for a font and a width; no view ever asks the cells.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF

from report_editor.forms import CellRole

if TYPE_CHECKING:
    from report_editor.forms import GridCell, Table

WIDEST = 1.6
"""How far columns stretch to fill a window, over their width in the form."""
NARROWEST = 0.8
"""How far they shrink before the grid scrolls sideways."""
WRAP = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextDontClip
"""Between any two characters but where a line must not begin, as before a closing bracket."""


@dataclass(frozen=True, slots=True)
class Measures:
    """Lengths that follow from a font, in logical pixels."""

    em: float
    line: float
    """Height of a line of text."""
    small_line: float
    """Height of a line of :func:`small_font`."""

    @property
    def padding(self) -> float:
        """Between a rule and a text."""
        return self.em * 0.35

    @property
    def gap(self) -> float:
        """Before and after a sign."""
        return self.em * 0.2

    @property
    def sign(self) -> float:
        """The side of a sign."""
        return self.em * 0.9


def measures(font: QFont) -> Measures:
    """What a font makes of the lengths of the grid."""
    metrics = QFontMetricsF(font)
    return Measures(
        em=metrics.horizontalAdvance("一"),
        line=metrics.height(),
        small_line=QFontMetricsF(small_font(font)).height(),
    )


def small_font(font: QFont) -> QFont:
    """The font of the second line of a cell."""
    return scaled(font, 0.8)


def scaled(font: QFont, share: float) -> QFont:
    """The same font some times as large, whether it is measured in points or in pixels."""
    other = QFont(font)
    if font.pointSizeF() > 0:
        other.setPointSizeF(font.pointSizeF() * share)
    else:
        other.setPixelSize(max(1, round(font.pixelSize() * share)))
    return other


def grain(pixel_ratio: float) -> int:
    """The step of lengths at which edges of cells meet whole pixels of a scaled screen."""
    return next((step for step in range(1, 5) if (step * pixel_ratio).is_integer()), 1)


def widths(table: Table, font: QFont, available: int, step: int = 1) -> list[int]:
    """Column widths: those of the form, stretched or shrunk within reason to what there is."""
    natural = sum(table.screen) * measures(font).em
    share = min(WIDEST, max(NARROWEST, available / natural))
    total = natural * share
    edges = [0.0, *accumulate(table.screen)]
    steps = [int(total * each / edges[-1] / step + 1e-6) for each in edges]
    return [(right - left) * step for left, right in pairwise(steps)]


def heights(
    table: Table, font: QFont, columns: list[int], two_lined: frozenset[int], step: int = 1
) -> list[int]:
    """Line heights: room for every label wrapped in its width, and for second lines of cells."""
    measure = measures(font)
    metrics = QFontMetricsF(font)
    least = measure.line + 2 * measure.padding
    lines = [
        max(least, measure.line + measure.small_line + measure.padding)
        if line in two_lined
        else least
        for line in range(table.grid_row_count)
    ]
    for cell in sorted(table.grid, key=lambda each: each.row_span):
        if cell.role in (CellRole.INPUT, CellRole.TOTAL):
            continue
        needed = _text_height(metrics, cell, columns, measure) + 2 * measure.padding
        covered = range(cell.row, cell.row + cell.row_span)
        missing = needed - sum(lines[line] for line in covered)
        for line in covered:
            lines[line] += max(0.0, missing / cell.row_span)
    return [ceil(height / step) * step for height in lines]


def _text_height(
    metrics: QFontMetricsF, cell: GridCell, columns: list[int], measure: Measures
) -> float:
    width = sum(columns[cell.column : cell.column + cell.column_span]) - 2 * measure.padding
    bounds = metrics.boundingRect(QRectF(0, 0, max(1.0, width), 1e6), WRAP, cell.text)
    return bounds.height()
