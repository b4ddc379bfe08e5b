"""Colours of the grid, mixed from the palette so that they are legible in light and dark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QPalette

from report_editor.forms import CellRole
from report_editor.ui.grid.marks import Sign
from report_editor.ui.widgets.accent import Tone, mix

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QColor

_TONES = {
    Sign.INVALID: Tone.ERROR,
    Sign.UNEQUAL: Tone.ERROR,
    Sign.ERROR: Tone.ERROR,
    Sign.WARNING: Tone.WARNING,
    Sign.NORMALISED: Tone.ACCENT,
    Sign.INFO: Tone.ACCENT,
    Sign.BLANK: Tone.WARNING,
}

_TINTS = {
    Sign.INVALID: 0.16,
    Sign.UNEQUAL: 0.16,
    Sign.ERROR: 0.16,
    Sign.WARNING: 0.16,
    Sign.BLANK: 0.05,
}
_SHADES = {
    CellRole.TOTAL: 0.05,
    CellRole.HEADING: 0.13,
    CellRole.HEADER: 0.06,
    CellRole.GROUP: 0.06,
    CellRole.LABEL: 0.06,
}
_SELECTED = 0.2
"""Strength of the ground of selected cells."""
_TINT_SELECTED = 0.25
"""Share of a tint that is left below it: two colours make a dark third."""
_CROSSED = {CellRole.INPUT: 0.09, CellRole.TOTAL: 0.09}
"""Strength of the band along row and column; labels in it stand out more."""


class Colors:
    """Colours that follow from one palette."""

    def __init__(self, palette: QPalette) -> None:
        self.paper = palette.color(QPalette.ColorRole.Base)
        self.ink = palette.color(QPalette.ColorRole.Text)
        self.is_dark = self.ink.lightness() > self.paper.lightness()
        self._highlight = palette.color(QPalette.ColorRole.Highlight)
        self._grounds: dict[tuple[CellRole, Sign | None, bool, bool], QColor] = {}
        self.grid_line = mix(self.paper, self.ink, 0.38)
        self.pale = mix(self.paper, self.ink, 0.66)
        """Of small text beside a value."""
        self.frame = mix(self._highlight, self.ink, 0.25)
        """Around the cell that has the keyboard."""
        self.resting_frame = mix(self.paper, self.ink, 0.6)
        """Of that frame while the keyboard is elsewhere."""

    def accent(self, sign: Sign) -> QColor:
        """Return the colour of a sign."""
        return _TONES[sign].on(is_dark=self.is_dark)

    def ground(
        self, role: CellRole, signs: Iterable[Sign], *, selected: bool, crossed: bool = False
    ) -> QColor:
        """Return the background of a cell; one is ``crossed`` in row and column of the cursor."""
        key = (role, min(signs, default=None), selected, crossed)
        if key not in self._grounds:
            self._grounds[key] = self._mix_ground(*key)
        return self._grounds[key]

    def _mix_ground(
        self, role: CellRole, gravest: Sign | None, selected: bool, crossed: bool
    ) -> QColor:
        """Mix a ground; a tint stands on plain paper, for two colours make a muddy third."""
        color = self.paper
        if gravest is Sign.BLANK and crossed:
            gravest = None
        crossed = crossed and gravest not in _TINTS
        if gravest in _TINTS:
            strength = _TINTS[gravest] * (_TINT_SELECTED if selected else 1.0)
            color = mix(color, self.accent(gravest), strength)
        elif role in _SHADES:
            color = mix(color, self.ink, _SHADES[role])
        if selected:
            return mix(color, self._highlight, _SELECTED)
        return mix(color, self._highlight, _CROSSED.get(role, 0.20)) if crossed else color
