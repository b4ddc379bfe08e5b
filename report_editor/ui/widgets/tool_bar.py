"""Tool bar whose button for what has no room can be seen on every ground.

Qt's Fusion draws it dark, whatever the palette.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QToolBar, QToolButton

from report_editor.ui.widgets.foreign_text import set_tool_tip
from report_editor.ui.widgets.icons import icon

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_EXTENSION = "qt_toolbar_ext_button"
"""Name that Qt gives the button."""
_MORE = "更多"


class ToolBar(QToolBar):
    """Tool bar with a button of ours at its end."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._draw_extension()

    def _draw_extension(self) -> None:
        button = self.findChild(QToolButton, _EXTENSION)
        if isinstance(button, QToolButton):
            side = button.sizeHint().width()
            button.setIconSize(QSize(side, side))
            button.setIcon(icon("more"))
            button.setAccessibleName(_MORE)
            set_tool_tip(button, _MORE)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the button in the colours of a new palette."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._draw_extension()
