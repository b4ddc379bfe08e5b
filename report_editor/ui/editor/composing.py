"""Text that an input method has not handed over yet: it must not be lost when it has to end.

Asked to commit, some input methods let go of what they were composing instead (IBus does, and
so does Fcitx where it answers as IBus). What stood on the screen then is taken as it stood.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    _Base: TypeAlias = QWidget
else:
    _Base = object  # it stands before the Qt class that it is mixed into


class Composes(_Base):
    """Mixed into a text widget: knows what is being composed in it."""

    composing = ""
    """What stands on the screen and is not part of the text yet."""
    committed = ""
    """What the input method handed over last."""

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Keeps what is composed and what is handed over."""
        self.composing, self.committed = event.preeditString(), event.commitString()
        super().inputMethodEvent(event)


def end_composition() -> None:
    """Makes what is being composed part of the text that has the focus."""
    widget = QApplication.focusWidget()
    kept = ""
    if isinstance(widget, Composes):
        kept, widget.committed = widget.composing, ""
    QGuiApplication.inputMethod().commit()
    if kept and isinstance(widget, Composes) and not widget.committed:
        event = QInputMethodEvent("", [])
        event.setCommitString(kept)
        QCoreApplication.sendEvent(widget, event)
