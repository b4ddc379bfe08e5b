"""Mend those colours of the desktop in which texts cannot be read with ease."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QPalette

from report_editor.ui.widgets.accent import ON_SELECTION, SELECTION
from report_editor.ui.widgets.severity import calm_color

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

LEAST_CONTRAST = 4.5
"""Contrast of text and ground that WCAG 2.1 asks for in its criterion 1.4.3."""


def use_legible_palette(app: QApplication) -> None:
    """Mend the palette now and whenever the system goes from light to dark or back."""
    app.styleHints().colorSchemeChanged.connect(lambda _scheme: _mend(app))
    _mend(app)


def measure_contrast(text: QColor, ground: QColor) -> float:
    """Return the contrast of two colours as WCAG 2.1 defines it; text may be transparent."""
    alpha = text.alphaF()
    mixed = (
        over * alpha + below * (1 - alpha)
        for over, below in zip(_list_parts(text), _list_parts(ground), strict=True)
    )
    darker, lighter = sorted((_compute_luminance(*mixed), _compute_luminance(*_list_parts(ground))))
    return (lighter + 0.05) / (darker + 0.05)


def mend_palette(palette: QPalette, calm: QColor) -> QPalette:
    """Return a palette with other colours only for selected texts and texts in empty fields.

    Those of the system stay where their contrast is enough.

    Args:
        palette: The palette of the system.
        calm: Colour for texts in empty fields, legible on the ground of texts.
    """
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    mended = QPalette(palette)
    for each in (group.Active, group.Inactive):
        ground, text = (
            palette.color(each, role.Highlight),
            palette.color(each, role.HighlightedText),
        )
        if measure_contrast(text, ground) < LEAST_CONTRAST:
            mended.setColor(each, role.Highlight, SELECTION)
            mended.setColor(each, role.HighlightedText, ON_SELECTION)
        ground = palette.color(each, role.Base)
        if measure_contrast(palette.color(each, role.PlaceholderText), ground) < LEAST_CONTRAST:
            mended.setColor(each, role.PlaceholderText, calm)
    return mended


def _mend(app: QApplication) -> None:
    app.setPalette(QPalette())  # the system's again, without what was mended for the other scheme
    app.setPalette(mend_palette(app.palette(), calm_color()))


def _list_parts(color: QColor) -> tuple[float, float, float]:
    return color.redF(), color.greenF(), color.blueF()


def _compute_luminance(*parts: float) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
