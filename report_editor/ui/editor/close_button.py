"""Button with a cross that closes a panel beside the report."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QToolButton

from report_editor.ui.widgets.foreign_text import set_tool_tip
from report_editor.ui.widgets.icons import icon


class CloseButton(QToolButton):
    """Cross in the colours of the palette, with the name and the key of what it closes."""

    def __init__(self) -> None:
        super().__init__()
        self.setAutoRaise(True)
        self.setIcon(icon("close"))

    def describe(self, name: str, key: str) -> None:
        """Say what a click closes, and the key that does the same."""
        self.setAccessibleName(f"收起{name}")
        set_tool_tip(self, f"收起{name}（{key}）")

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of a new palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.setIcon(icon("close"))
