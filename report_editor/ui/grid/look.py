"""Colours of the grid, mixed from the palette so that they hold in light and dark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QPalette

from report_editor.forms import Role
from report_editor.ui.grid.marks import Sign

if TYPE_CHECKING:
    from collections.abc import Iterable

_ACCENTS = {
    Sign.INVALID: ("#c62828", "#ff7b72"),
    Sign.UNEQUAL: ("#c62828", "#ff7b72"),
    Sign.ERROR: ("#c62828", "#ff7b72"),
    Sign.WARNING: ("#b45f00", "#f0b04a"),
    Sign.NORMALISED: ("#1565c0", "#6cb6ff"),
    Sign.INFO: ("#1565c0", "#6cb6ff"),
    Sign.BLANK: ("#b45f00", "#f0b04a"),
}
"""For a light and for a dark ground."""

_TINTED = frozenset({Sign.INVALID, Sign.UNEQUAL, Sign.ERROR, Sign.WARNING})


def is_dark(palette: QPalette) -> bool:
    """Whether text is lighter than the ground it stands on."""
    return palette.color(QPalette.ColorRole.Base).lightness() < 128


def mixed(ground: QColor, over: QColor, share: float) -> QColor:
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


def accent(palette: QPalette, sign: Sign) -> QColor:
    """The colour of a sign."""
    return QColor(_ACCENTS[sign][is_dark(palette)])


def ink(palette: QPalette) -> QColor:
    """The colour of text."""
    return palette.color(QPalette.ColorRole.Text)


def faint_ink(palette: QPalette) -> QColor:
    """The colour of text that stands back."""
    return mixed(palette.color(QPalette.ColorRole.Base), ink(palette), 0.72)


def line(palette: QPalette) -> QColor:
    """The colour of the rules between cells."""
    return mixed(palette.color(QPalette.ColorRole.Base), ink(palette), 0.38)


def frame(palette: QPalette) -> QColor:
    """The colour of the frame around the current cell."""
    highlight = palette.color(QPalette.ColorRole.Highlight)
    return mixed(highlight, ink(palette), 0.25)


def ground(palette: QPalette, role: Role, signs: Iterable[Sign], *, selected: bool) -> QColor:
    """The background of a cell."""
    base, text = palette.color(QPalette.ColorRole.Base), ink(palette)
    highlight = palette.color(QPalette.ColorRole.Highlight)
    match role:
        case Role.INPUT:
            colour = base
        case Role.TOTAL:
            colour = mixed(base, highlight, 0.13)
        case Role.HEADING:
            colour = mixed(base, text, 0.13)
        case Role.HEADER | Role.LABEL | Role.GROUP:
            colour = mixed(base, text, 0.06)
    gravest = min(signs, default=None)
    if gravest in _TINTED:
        colour = mixed(colour, accent(palette, gravest), 0.16)
    return mixed(colour, highlight, 0.30) if selected else colour
