"""Colours of the grid, mixed from the palette so that they hold in light and dark."""

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


class Look:
    """The colours that follow from one palette."""

    def __init__(self, palette: QPalette) -> None:
        self.paper = palette.color(QPalette.ColorRole.Base)
        self.ink = palette.color(QPalette.ColorRole.Text)
        """The colour of text."""
        self._highlight = palette.color(QPalette.ColorRole.Highlight)
        self._grounds: dict[tuple[CellRole, Sign | None, bool], QColor] = {}

    @cached_property
    def is_dark(self) -> bool:
        """Whether text is lighter than the ground it stands on."""
        return self.ink.lightness() > self.paper.lightness()

    @cached_property
    def line(self) -> QColor:
        """The colour of the rules between cells."""
        return _mixed(self.paper, self.ink, 0.38)

    @cached_property
    def pale(self) -> QColor:
        """The colour of what stands beside a value and is not one."""
        return _mixed(self.paper, self.ink, 0.62)

    @cached_property
    def frame(self) -> QColor:
        """The colour of the frame around the cell that has the keyboard."""
        return _mixed(self._highlight, self.ink, 0.25)

    @cached_property
    def resting_frame(self) -> QColor:
        """The colour of that frame while the keyboard is elsewhere."""
        return _mixed(self.paper, self.ink, 0.6)

    def accent(self, sign: Sign) -> QColor:
        """The colour of a sign."""
        return QColor(_ACCENTS[sign][self.is_dark])

    def ground(self, role: CellRole, signs: Iterable[Sign], *, selected: bool) -> QColor:
        """The background of a cell."""
        key = (role, min(signs, default=None), selected)
        colour = self._grounds.get(key)
        if colour is None:
            colour = self._grounds[key] = self._mixed_ground(*key)
        return colour

    def _mixed_ground(self, role: CellRole, gravest: Sign | None, selected: bool) -> QColor:
        match role:
            case CellRole.INPUT:
                colour = self.paper
            case CellRole.TOTAL:
                colour = _mixed(self.paper, self._highlight, 0.13)
            case CellRole.HEADING:
                colour = _mixed(self.paper, self.ink, 0.13)
            case CellRole.HEADER | CellRole.LABEL | CellRole.GROUP:
                colour = _mixed(self.paper, self.ink, 0.06)
        if gravest is not None and gravest in _TINTED:
            colour = _mixed(colour, self.accent(gravest), 0.16)
        return _mixed(colour, self._highlight, 0.30) if selected else colour


_LOOKS: dict[int, Look] = {}


def look_for(palette: QPalette) -> Look:
    """The colours of a palette, mixed once."""
    key = palette.cacheKey() * 4 + palette.currentColorGroup().value
    if key not in _LOOKS:
        _LOOKS.clear()  # a palette that was replaced does not come back
        _LOOKS[key] = Look(palette)
    return _LOOKS[key]


def _mixed(ground: QColor, over: QColor, share: float) -> QColor:
    """A colour laid over another, 0 to 1 of it."""
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
