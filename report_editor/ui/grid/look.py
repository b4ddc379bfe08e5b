"""Look of a grid: its colours and fonts, and what is measured once for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QFontMetricsF, QPalette

from report_editor.ui.grid import sizes
from report_editor.ui.grid.colors import Colors
from report_editor.ui.grid.labels import Labels

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from report_editor.forms import Table

_MOST_LOOKS = 8
_MOST_WIDTHS = 2000


class Look:
    """Colours and fonts of a grid, and the lengths that follow from the fonts."""

    def __init__(self, font: QFont, palette: QPalette, pixel_ratio: float) -> None:
        self.colors = Colors(palette)
        self.normal, self.bold = font, QFont(font)
        self.bold.setBold(True)
        self.slanted = QFont(font)
        self.slanted.setItalic(True)
        """Of last year's numbers, which must not be taken for this year's."""
        self.label = sizes.make_label_font(font)
        self.heading = QFont(self.label)
        self.heading.setBold(True)
        self.lengths = sizes.Measures(font)
        self.label_lengths = sizes.Measures(self.label)
        self.grid_line_width = max(1, int(pixel_ratio)) / pixel_ratio
        """One pixel of the screen, or the whole pixels that look like one."""
        self._labels: dict[int, Labels] = {}
        self._widths: dict[tuple[str, int], float] = {}

    def labels_of(self, table: Table) -> Labels:
        """Return the lines of the labels of a table, which are broken once."""
        key = id(table)  # the form keeps its tables; they are too large to be hashed
        if key not in self._labels:
            self._labels[key] = Labels(table, self.label)
        return self._labels[key]

    def measure(self, text: str, font: QFont) -> float:
        """Return the width of a text in one of the fonts; most cells have the same few numbers."""
        key = (text, id(font))
        if key not in self._widths:
            if len(self._widths) == _MOST_WIDTHS:
                self._widths.clear()
            self._widths[key] = QFontMetricsF(font).horizontalAdvance(text)
        return self._widths[key]


_LOOKS: dict[tuple[str, int, QPalette.ColorGroup, float], Look] = {}


def look_of(view: QWidget) -> Look:
    """Return the look of a grid in a view, computed once for its font and palette."""
    font, palette, ratio = view.font(), view.palette(), view.devicePixelRatioF()
    key = (font.toString(), palette.cacheKey(), palette.currentColorGroup(), ratio)
    if key not in _LOOKS:
        if len(_LOOKS) == _MOST_LOOKS:
            _LOOKS.clear()  # a palette that was replaced does not come back
        _LOOKS[key] = Look(font, palette, ratio)
    return _LOOKS[key]
