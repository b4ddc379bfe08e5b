"""Ctrl+Z is the document's, wherever the cursor is."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit


def left_to_window(event: QEvent) -> bool:
    """Whether the event asks a text widget to claim undo or redo for itself; it must not."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo):
        event.ignore()
        return True
    return False


class Line(QLineEdit):
    """A line of text whose undo is the document's."""

    def event(self, event: QEvent) -> bool:
        """Lets the window have the keys of undo and redo."""
        return True if left_to_window(event) else super().event(event)
