"""Line of a dialog that says what is missing before its button can be pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_editor.ui.widgets.foreign_text import set_tool_tip
from report_editor.ui.widgets.labels import OneLineLabel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton


class Hindrance(OneLineLabel):
    """Sentence beside a button that is grey; its room is kept while there is nothing to say."""

    def __init__(self, button: QPushButton) -> None:
        super().__init__()
        self._button = button

    def show_hindrance(self, sentence: str) -> None:
        """Say why the button cannot be pressed; with an empty sentence it can."""
        self._button.setEnabled(not sentence)
        set_tool_tip(self._button, sentence)
        self.setText(sentence)
