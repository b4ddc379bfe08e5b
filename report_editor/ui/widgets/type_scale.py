"""Sizes of texts on the screen: a few steps, each a share of the desktop's font.

Nothing else in the window sets a size. Paper has sizes of its own (``exporters/typeset``).
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QFontInfo

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

LABEL_PIXELS = 13
"""Size of labels and hints at 100 %, where the desktop asks for smaller texts."""
TEXT_PIXELS = 14
"""Size of the numbers and texts of a report at 100 %, where the desktop asks for smaller ones."""
PAPER_POINTS = 14.0
"""Size of the body of a text on the sheet that the screen shows, at 100 %."""


class Step(Enum):
    """Size above that of the font a text stands in."""

    TEXT = 1.0
    LEAD = 1.15
    """One sentence that says what the rest is about."""
    TITLE = 1.35
    """Title of a page or of a part of it."""
    DISPLAY = 1.7
    """Largest step, of the first thing to do."""


def enlarge_font(font: QFont, least: int = TEXT_PIXELS) -> QFont:
    """Return a font that is at least some pixels high; one that is higher stays as it is."""
    pixels = QFontInfo(font).pixelSize()
    return scale_font(font, least / pixels) if 0 < pixels < least else font


def size_font(font: QFont, step: Step, *, is_bold: bool = False) -> QFont:
    """Return a font of a step above another."""
    other = scale_font(font, step.value)
    other.setBold(is_bold)
    return other


def scale_font(font: QFont, share: float) -> QFont:
    """Return a font some times as large, whether it is measured in points or in pixels."""
    other = QFont(font)
    if font.pointSizeF() > 0:
        other.setPointSizeF(font.pointSizeF() * share)
    else:
        other.setPixelSize(max(1, round(font.pixelSize() * share)))
    return other


def make_paper_font(families: list[str], percent: int) -> QFont:
    """Return the font of the body of a text on the sheet that the screen shows, at a zoom."""
    font = QFont()
    font.setFamilies(families)
    font.setPointSizeF(PAPER_POINTS * percent / 100)
    return font


def use_text_size(widget: QWidget) -> None:
    """Have a widget show numbers or texts of a report in their size."""
    widget.setFont(enlarge_font(widget.font()))
