"""Colours of the grid, mixed from the palette so that they are legible in light and dark."""

from __future__ import annotations

from functools import cached_property
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
        self._highlight = palette.color(QPalette.ColorRole.Highlight)
        self._grounds: dict[tuple[CellRole, Sign | None, bool], QColor] = {}

    @cached_property
    def is_dark(self) -> bool:
        """Return whether text is lighter than the ground under it."""
        return self.ink.lightness() > self.paper.lightness()

    @cached_property
    def grid_line(self) -> QColor:
        """Return the colour of the lines between cells."""
        return _mix(self.paper, self.ink, 0.38)

    @cached_property
    def pale(self) -> QColor:
        """Return the colour of small text beside a value."""
        return _mix(self.paper, self.ink, 0.62)

    @cached_property
    def frame(self) -> QColor:
        """Return the colour of the frame around the cell that has the keyboard."""
        return _mix(self._highlight, self.ink, 0.25)

    @cached_property
    def resting_frame(self) -> QColor:
        """Return the colour of that frame while the keyboard is elsewhere."""
        return _mix(self.paper, self.ink, 0.6)

    def accent(self, sign: Sign) -> QColor:
        """Return the colour of a sign."""
        return QColor(_ACCENTS[sign][self.is_dark])

    def ground(self, role: CellRole, signs: Iterable[Sign], *, selected: bool) -> QColor:
        """Return the background of a cell."""
        key = (role, min(signs, default=None), selected)
        color = self._grounds.get(key)
        if color is None:
            color = self._grounds[key] = self._mix_ground(*key)
        return color

    def _mix_ground(self, role: CellRole, gravest: Sign | None, selected: bool) -> QColor:
        match role:
            case CellRole.INPUT:
                color = self.paper
            case CellRole.TOTAL:
                color = _mix(self.paper, self._highlight, 0.13)
            case CellRole.HEADING:
                color = _mix(self.paper, self.ink, 0.13)
            case CellRole.HEADER | CellRole.LABEL | CellRole.GROUP:
                color = _mix(self.paper, self.ink, 0.06)
        if gravest is not None and gravest in _TINTED:
            color = _mix(color, self.accent(gravest), 0.16)
        return _mix(color, self._highlight, 0.30) if selected else color


_COLORS: dict[int, Colors] = {}


def colors_for(palette: QPalette) -> Colors:
    """Return the colours of a palette, mixed once."""
    key = palette.cacheKey() * 4 + palette.currentColorGroup().value
    if key not in _COLORS:
        _COLORS.clear()  # a palette that was replaced does not come back
        _COLORS[key] = Colors(palette)
    return _COLORS[key]


def _mix(ground: QColor, over: QColor, share: float) -> QColor:
    """Lay a colour over another, with 0 to 1 of its strength."""
    return QColor.fromRgbF(
        *(
            below + (above - below) * share
            for below, above in zip(
                (ground.redF(), ground.greenF(), ground.blueF()),
                (over.redF(), over.greenF(), over.blueF()),
                strict=True,
            )
        )
    )
