"""Largest size of a window on its screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_FRAME = QSize(16, 48)
"""About what the system draws around a window."""


def fit_to_screen(window: QWidget, wanted: QSize) -> QSize:
    """Return a wanted size, or as much as fits on the window's screen with title and edges."""
    return wanted.boundedTo(window.screen().availableSize() - _FRAME)
