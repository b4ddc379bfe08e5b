"""How large a window may be on the screen that it appears on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_FRAME = QSize(16, 48)
"""What the system draws around a window, about."""


def on_screen(window: QWidget, wanted: QSize) -> QSize:
    """A wanted size, but no larger than fits on the window's screen with its title and edges."""
    return wanted.boundedTo(window.screen().availableSize() - _FRAME)
