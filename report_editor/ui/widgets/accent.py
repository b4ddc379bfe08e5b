"""Strong colour of the interface, for the first thing to do."""

from __future__ import annotations

from PySide6.QtGui import QColor, QGuiApplication, QPalette

from report_editor.ui.widgets.severity import is_dark

SELECTION = QColor("#1f5fa8")
"""Ground of selected texts in white, in light and dark, where the system's is too pale."""


def accent(strength: float = 1.0) -> QColor:
    """Return the colour, or so much of it (0 to 1) laid over the ground of texts."""
    strong = QColor("#8fc1ff" if is_dark() else "#1f5fa8")
    ground = QGuiApplication.palette().color(QPalette.ColorRole.Base)
    parts = ((part(ground), part(strong)) for part in (QColor.redF, QColor.greenF, QColor.blueF))
    return QColor.fromRgbF(*(below + (over - below) * strength for below, over in parts))


def on_accent() -> QColor:
    """Return the colour of text on the full strength of it (6:1 and more)."""
    return QColor("#10243a" if is_dark() else "#ffffff")
