"""Distances between what stands in the window: multiples of one unit, which grows with the font.

Nothing else in the window sets a margin or a spacing by a number. Where none is set, Qt's own stay.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtGui import QFontInfo, QGuiApplication

from report_editor.ui.widgets.type_scale import LABEL_PIXELS

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLayout, QWidget

_UNIT = 4.0
"""Pixels of the unit beside texts of :data:`LABEL_PIXELS`."""


class Space(Enum):
    """Distance in units."""

    NONE = 0.0
    HAIR = 0.5
    """Between lines that belong to one thing."""
    SMALL = 1.0
    """Between a control and the edge of what it belongs to."""
    MEDIUM = 2.0
    """Between things of one kind, and at the edges of a page."""
    LARGE = 3.0
    """Between a title and what stands beside it."""
    WIDE = 4.0
    """Between the parts of a page."""
    HUGE = 8.0
    """Between columns that have nothing to do with each other."""

    @property
    def pixels(self) -> int:
        """Return the distance in logical pixels, for the font of the interface."""
        return round(
            self.value * _UNIT * QFontInfo(QGuiApplication.font()).pixelSize() / LABEL_PIXELS
        )


def set_margins(
    layout: QLayout | QWidget,
    left: Space = Space.NONE,
    top: Space = Space.NONE,
    right: Space = Space.NONE,
    bottom: Space = Space.NONE,
) -> None:
    """Set the margins of a layout or of a widget; by default there are none."""
    layout.setContentsMargins(left.pixels, top.pixels, right.pixels, bottom.pixels)
