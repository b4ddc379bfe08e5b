"""Text widgets that write into the report: composition, undo and the keys of the window.

Asked to commit, some input methods let go of what they were composing instead (IBus does, and
so does Fcitx where it answers as IBus). The text that stood on the screen is then taken as it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget

from report_editor.ui.widgets.dropped_files import has_files

if TYPE_CHECKING:
    _Base: TypeAlias = QWidget
else:
    _Base = object  # it stands before the Qt class that it is mixed into

_UNDO = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
_EXPORT = QKeySequence.StandardKey.MoveToEndOfLine
"""Ctrl+E in Qt's X11 keys, which exports here; End is in that list too and no key of the window."""


class Composing(_Base):
    """Mixin for a text widget that remembers what an input method is composing in it."""

    composing = ""
    """Text on the screen that is not part of the widget's text yet."""
    committed = ""
    """Text that the input method handed over last."""

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remember what is composed and what is handed over."""
        self.composing, self.committed = event.preeditString(), event.commitString()
        super().inputMethodEvent(event)


def end_composition() -> None:
    """Make what is being composed part of the text that has the focus."""
    widget = QApplication.focusWidget()
    kept = ""
    if isinstance(widget, Composing):
        kept, widget.committed = widget.composing, ""
    QGuiApplication.inputMethod().commit()
    if kept and isinstance(widget, Composing) and not widget.committed:
        event = QInputMethodEvent("", [])
        event.setCommitString(kept)
        QCoreApplication.sendEvent(widget, event)


def leave_to_window(event: QEvent, *, undo: bool = True) -> bool:
    """Ignore an event in which a text widget would claim a key of the window.

    Args:
        event: An event that the widget was sent.
        undo: Whether undo and redo are the window's there; an open cell has its own.

    Returns:
        Whether it was such an event; the widget must not see it then.
    """
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if any(event.matches(key) for key in (_EXPORT, *(_UNDO if undo else ()))):
        event.ignore()
        return True
    return False


def show_text_menu(menu: QMenu, event: QContextMenuEvent) -> None:
    """Show a text widget's own menu without its undo, which knows nothing of the document."""
    for action in menu.actions()[:3]:
        if action.isSeparator() or action.objectName() in ("edit-undo", "edit-redo"):
            menu.removeAction(action)
    menu.exec(event.globalPos())
    menu.deleteLater()


class Line(Composing, QLineEdit):
    """Line of text that leaves undo to the document and dropped files to the window."""

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take text only: a file is to be opened, not written out as its name."""
        if has_files(event.mimeData()):
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show the usual menu without undo."""
        show_text_menu(self.createStandardContextMenu(), event)

    def event(self, event: QEvent) -> bool:
        """Leave the window its keys."""
        return leave_to_window(event) or super().event(event)
