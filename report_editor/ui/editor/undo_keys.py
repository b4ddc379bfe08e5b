"""Ctrl+Z is the document's and Ctrl+E the window's where one writes into the report."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QMenu

from report_editor.ui.editor.composing import Composes
from report_editor.ui.widgets.dropped_files import has_files

_UNDO = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
_EXPORT = QKeySequence.StandardKey.MoveToEndOfLine
"""Ctrl+E in Qt's X11 keys, which here exports; End is among them too, and the window's nowhere."""


def left_to_window(event: QEvent, *, undo: bool = True) -> bool:
    """Whether the event asks a text widget to claim a key of the window; it must not.

    Args:
        event: what the widget was sent.
        undo: whether undo and redo are the window's there; an open cell has its own.
    """
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if any(event.matches(key) for key in (_EXPORT, *(_UNDO if undo else ()))):
        event.ignore()
        return True
    return False


def show_menu(menu: QMenu, event: QContextMenuEvent) -> None:
    """Shows a text widget's own menu without its undo, which knows nothing of the document."""
    for action in menu.actions()[:3]:
        if action.isSeparator() or action.objectName() in ("edit-undo", "edit-redo"):
            menu.removeAction(action)
    menu.exec(event.globalPos())
    menu.deleteLater()


class Line(Composes, QLineEdit):
    """A line of text whose undo is the document's, and the files dropped on it the window's."""

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes text only: a file is not to be opened as its name."""
        if has_files(event.mimeData()):
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Shows the usual menu."""
        show_menu(self.createStandardContextMenu(), event)

    def event(self, event: QEvent) -> bool:
        """Lets the window have its keys."""
        return True if left_to_window(event) else super().event(event)
