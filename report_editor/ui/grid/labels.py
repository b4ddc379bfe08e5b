"""Texts of labels and headers in lines that fit the width of their cells.

Qt's own wrapping knows neither the short names of the form nor where the number of a label ends.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption

from report_editor.forms import CellRole

if TYPE_CHECKING:
    from report_editor.forms import GridCell, Table

_NUMBER = re.compile(r"（[^（）]{1,3}）|[^、]{1,2}、")
"""Number at the beginning of a label: （三） or 三、."""

_NARROWEST = 0.75
"""Share of their width to which the lines of a label are narrowed where it is partly in sight."""
_EVEN = (1.03, 1.15, 1.3)
"""Lengths of lines that are tried, as shares of what each would hold of a text."""


def is_beside(table: Table, cell: GridCell) -> bool:
    """Check whether a cell is the label of one row: the others are centred."""
    return cell.role is CellRole.LABEL and cell.row >= table.header_rows


class Labels:
    """Lines of the labels of one table in one font."""

    def __init__(self, table: Table, font: QFont) -> None:
        self._table = table
        self._font = font
        self._metrics = QFontMetricsF(font)
        self._short = {row.key: row.short for row in table.rows}
        self._lines: dict[tuple[int, int, int], tuple[str, ...]] = {}

    def fit(self, cell: GridCell, width: float) -> tuple[str, ...]:
        """Return the lines of a label in a width: one where its short name at least fits."""
        key = (cell.row, cell.column, int(width))
        if key not in self._lines:
            self._lines[key] = self._find_lines(cell, width)
        return self._lines[key]

    def fit_low(self, cell: GridCell, width: float, most: int) -> tuple[tuple[str, ...], float]:
        """Return at most so many lines of a label, and the share to which they are narrowed.

        Lines are narrowed only where the whole label is seen then; else the last are left out.
        """
        lines = self.fit(cell, width)
        if len(lines) > most:
            narrowed = self.fit(cell, width / _NARROWEST)
            if len(narrowed) <= most:
                return narrowed, _NARROWEST
        return lines[:most], 1.0

    def _find_lines(self, cell: GridCell, width: float) -> tuple[str, ...]:
        short = self._short.get(cell.key, "") if cell.role is CellRole.LABEL else ""
        text = cell.text
        for each in filter(None, (cell.text, short)):
            if self._metrics.horizontalAdvance(each) <= width:
                return (each,)
            text = min(text, each, key=len)
        number = _NUMBER.match(text) if cell.role is CellRole.GROUP else None
        if number is not None:
            return (*self._wrap(number[0], width), *self._wrap(text[number.end() :], width))
        return self._wrap(text, width)

    def _wrap(self, text: str, width: float) -> tuple[str, ...]:
        """Break a text into as few lines as fit, of about one length: no last line of one sign."""
        lines = self._break(text, width)
        length = self._metrics.horizontalAdvance(text) / len(lines)
        for share in _EVEN if len(lines) > 1 else ():
            even = self._break(text, min(width, share * length))
            if len(even) == len(lines):
                return even
        return lines

    def _break(self, text: str, width: float) -> tuple[str, ...]:
        layout = QTextLayout(text, self._font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        lines = []
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1.0, width))
            lines.append(text[line.textStart() : line.textStart() + line.textLength()].strip())
        layout.endLayout()
        return tuple(lines)
