"""Colours of what has a state: each for a light and for a dark ground.

Nothing else in the window names a colour: all others are those of the palette, or mixed from these.
"""

from __future__ import annotations

from enum import Enum

from PySide6.QtGui import QColor, QGuiApplication, QPalette


class Tone(Enum):
    """Colour by its meaning, on a light and on a dark ground (4.5:1 and more with them)."""

    ERROR = "#b3261e", "#ff8a80"
    WARNING = "#8a5a00", "#ffc266"
    ACCENT = "#1f5fa8", "#8fc1ff"
    """Hints, links, what has the keyboard."""
    CALM = "#666666", "#a8a8a8"
    """Texts that need nobody any more."""
    GROUND_OF_GONE = "#ffe3c2", "#6e3a10"
    """Below words of last year that are no longer there; so the two that follow."""
    GROUND_OF_NEW = "#d5f2dc", "#1f4a2b"
    GROUND_IN_HAND = "#e3eefb", "#2b3a4d"

    def on(self, *, is_dark: bool) -> QColor:
        """Return the colour for one of the grounds."""
        return QColor(self.value[is_dark])

    @property
    def color(self) -> QColor:
        """Return the colour for the palette at hand."""
        return self.on(is_dark=is_dark())


SELECTION = Tone.ACCENT.on(is_dark=False)
"""Ground of the first thing to do, and of selected texts where the system's is too pale.

It is the same in light and dark, below texts in :data:`ON_SELECTION`.
"""
ON_SELECTION = QColor("#ffffff")


def is_dark() -> bool:
    """Check whether the palette is a dark one."""
    return _find_base().lightness() < 128


def _find_base() -> QColor:
    return QGuiApplication.palette().color(QPalette.ColorRole.Base)


def accent(strength: float = 1.0) -> QColor:
    """Return the accent, or so much of it (0 to 1) laid over the ground of texts."""
    return mix(_find_base(), Tone.ACCENT.color, strength)


def selection(strength: float = 1.0) -> QColor:
    """Return :data:`SELECTION`, or so much of it laid over the ground of texts."""
    return mix(_find_base(), SELECTION, strength)


def mix(ground: QColor, over: QColor, share: float) -> QColor:
    """Lay a colour over another, with 0 to 1 of its strength."""
    parts = ((part(ground), part(over)) for part in (QColor.redF, QColor.greenF, QColor.blueF))
    return QColor.fromRgbF(*(below + (above - below) * share for below, above in parts))
