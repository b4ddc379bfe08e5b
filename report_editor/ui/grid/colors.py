"""Colours of the grid, mixed from the palette so that they are legible in light and dark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QPalette

from report_editor.forms import CellRole
from report_editor.ui.grid.marks import Sign

if TYPE_CHECKING:
    from collections.abc import Iterable

_ACCENTS = {
    Sign.INVALID: ("#c62828", "#ff7b72"),
    Sign.UNEQUAL: ("#c62828", "#ff7b72"),
    Sign.ERROR: ("#c62828", "#ff7b72"),
    Sign.WARNING: ("#a85800", "#f0b04a"),
    Sign.NORMALISED: ("#1565c0", "#6cb6ff"),
    Sign.INFO: ("#1565c0", "#6cb6ff"),
    Sign.BLANK: ("#a85800", "#f0b04a"),
}
"""For a light and for a dark ground."""

_TINTED = frozenset({Sign.INVALID, Sign.UNEQUAL, Sign.ERROR, Sign.WARNING})


class Colors:
    """Colours that follow from one palette."""

    def __init__(self, palette: QPalette) -> None:
        self.paper = palette.color(QPalette.ColorRole.Base)
        self.ink = palette.color(QPalette.ColorRole.Text)
        self.is_dark = self.ink.lightness() > self.paper.lightness()
        self._highlight = palette.color(QPalette.ColorRole.Highlight)
        self._grounds: dict[tuple[CellRole, Sign | None, bool], QColor] = {}
        self.grid_line = _mix(self.paper, self.ink, 0.38)
        self.pale = _mix(self.paper, self.ink, 0.62)
        """Of small text beside a value."""
        self.frame = _mix(self._highlight, self.ink, 0.25)
        """Around the cell that has the keyboard."""
        self.resting_frame = _mix(self.paper, self.ink, 0.6)
        """Of that frame while the keyboard is elsewhere."""

    def accent(self, sign: Sign) -> QColor:
        """Return the colour of a sign."""
        return QColor(_ACCENTS[sign][self.is_dark])

    def ground(self, role: CellRole, signs: Iterable[Sign], *, selected: bool) -> QColor:
        """Return the background of a cell."""
        key = (role, min(signs, default=None), selected)
        if key not in self._grounds:
            self._grounds[key] = self._mix_ground(*key)
        return self._grounds[key]

    def _mix_ground(self, role: CellRole, gravest: Sign | None, selected: bool) -> QColor:
        color = self.paper
        if role is CellRole.TOTAL:
            color = _mix(color, self._highlight, 0.13)
        elif role is not CellRole.INPUT:
            color = _mix(color, self.ink, 0.13 if role is CellRole.HEADING else 0.06)
        if gravest is not None and gravest in _TINTED:
            color = _mix(color, self.accent(gravest), 0.16)
        return _mix(color, self._highlight, 0.30) if selected else color


def _mix(ground: QColor, over: QColor, share: float) -> QColor:
    """Lay a colour over another, with 0 to 1 of its strength."""
    parts = ((part(ground), part(over)) for part in (QColor.redF, QColor.greenF, QColor.blueF))
    return QColor.fromRgbF(*(below + (above - below) * share for below, above in parts))
