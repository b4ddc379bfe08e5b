"""Text widgets that write into the report: composition, undo and the keys of the window.

Asked to commit, some input methods let go of what they were composing instead (IBus does, and
so does Fcitx where it answers as IBus). The text that stood on the screen is then taken as it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QValidator,
)
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget

from report_editor.common.utf16 import count_utf16_units, take_utf16_units
from report_editor.document.plain_text import to_line
from report_editor.ui.widgets.by_words import LineByWords
from report_editor.ui.widgets.dropped_files import has_files

if TYPE_CHECKING:
    _Base: TypeAlias = QWidget
else:
    _Base = object  # it stands before the Qt class that it is mixed into

_UNDO = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
LONGEST = 1_000
"""Characters of a line; an address with several telephones has some 200."""
_NO_LIMIT = 1 << 30
"""Length at which Qt would cut a text without a word."""
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


class _EntryValidator(QValidator):
    """Validator that gives a line the shape of an entry, and refuses one that is too long."""

    def __init__(self, line: OneLine) -> None:
        super().__init__(line)
        self.most = LONGEST

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Return whether a text is taken, as it is taken, and where the cursor is in it then."""
        plain = to_line(text)
        if len(plain) > self.most:
            return QValidator.State.Invalid, text, position
        self.most = max(LONGEST, len(plain))  # a longer text of a file may only become shorter
        if plain != text:
            position = count_utf16_units(to_line(take_utf16_units(text, position)))
        return QValidator.State.Acceptable, plain, position


class OneLine(Composing, LineByWords, QLineEdit):
    """Line of text in the shape that a document holds; nothing too long for it is cut."""

    refused = Signal(str)
    """Emitted with a sentence where what was typed or pasted is too long and was not taken."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(_NO_LIMIT)
        self._validator = _EntryValidator(self)
        self.setValidator(self._validator)
        self.textEdited.connect(self._keep_modified)
        self.inputRejected.connect(self._refuse)

    def setText(self, text: str | None) -> None:
        """Show a text of the document, whole however long it is."""
        self._validator.most = max(LONGEST, len(text or ""))
        super().setText(text or "")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take text only: a file is to be opened by the window, not written out as its name."""
        if has_files(event.mimeData()):
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def _keep_modified(self) -> None:
        """Count an edited text as modified also where its shape was mended; Qt does not."""
        self.setModified(True)

    def _refuse(self) -> None:
        self.refused.emit(
            f"这里最多写 {LONGEST} 个字，刚才的内容太长，没有放进去。请缩短以后再试。"
        )


_COMES_BACK = (
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)
"""Reasons to lose the focus after which one goes on where one was."""


class Line(OneLine):
    """Line of text that leaves undo to the document.

    Until somebody writes in it, it shows the beginning of its text, where Qt shows the end of a
    long one. Who is led to it and types at once goes on at the end all the same.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_untouched = False
        """Set from when the window leads here to the first key or click."""

    def setText(self, text: str | None) -> None:
        """Show a text of the document from its beginning on."""
        super().setText(text)
        if not self.hasFocus():
            self.home(False)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Note that the window led here; Qt selects all after Tab and a mnemonic."""
        super().focusInEvent(event)
        self._is_untouched = event.reason() is Qt.FocusReason.OtherFocusReason

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show the beginning again, unless it is left for a menu or another window only."""
        super().focusOutEvent(event)
        if event.reason() not in _COMES_BACK:
            self._is_untouched = False
            self.home(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on at the end with the first key that writes or deletes."""
        self._begin(writes=bool(event.text()) or event.matches(QKeySequence.StandardKey.Paste))
        super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Go on at the end with the first thing that is composed."""
        self._begin(writes=bool(event.preeditString() or event.commitString()))
        super().inputMethodEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Leave the cursor where somebody clicks."""
        self._is_untouched = False
        super().mousePressEvent(event)

    def _begin(self, *, writes: bool) -> None:
        if self._is_untouched and writes and not self.hasSelectedText():
            self.end(False)
        self._is_untouched = False

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show the usual menu without undo."""
        show_text_menu(self.createStandardContextMenu(), event)

    def event(self, event: QEvent) -> bool:
        """Leave the window its keys."""
        return leave_to_window(event) or super().event(event)
