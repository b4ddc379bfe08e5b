"""Message boxes: sentences for the user, and questions with their buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox

from report_editor.common.hidden_characters import name_hidden
from report_editor.ui.widgets.foreign_text import set_title
from report_editor.workspace.operation import Choice, Way

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

Icon = QMessageBox.Icon
Role = QMessageBox.ButtonRole


def inform(parent: QWidget, sentence: str, details: str = "") -> None:
    """Show what went as wished but must be known."""
    _show_sentence(parent, Icon.Information, sentence, details)


def warn(parent: QWidget, sentence: str, details: str = "") -> None:
    """Show what could not be done, and what to do now."""
    _show_sentence(parent, Icon.Warning, sentence, details)


def confirm(parent: QWidget, question: str, yes: str) -> bool:
    """Ask whether to go on; ``yes`` is the text of the button that does so."""
    return _choose(parent, Choice(question, (Way(yes),))) is not None


def ask(parent: QWidget, choice: Choice) -> None:
    """Ask a question and hand the answer over."""
    way = _choose(parent, choice)
    if way is None:
        choice.cancel()
    else:
        choice.proceed(way)


def _show_sentence(parent: QWidget, icon: QMessageBox.Icon, sentence: str, details: str) -> None:
    box = make_box(parent, icon, QGuiApplication.applicationDisplayName(), sentence, details)
    box.addButton("知道了", Role.AcceptRole)
    box.exec()


def _choose(parent: QWidget, choice: Choice) -> Way | None:
    """Return the way chosen; None for 取消 and Esc, and for Enter where it might do harm."""
    icon = Icon.Warning if choice.details else Icon.Question
    box = make_box(parent, icon, choice.title, choice.text, choice.details)
    buttons = [
        box.addButton(way.text, Role.DestructiveRole if way.is_destructive else Role.AcceptRole)
        for way in choice.ways
    ]
    cancel = box.addButton("取消", Role.RejectRole)
    box.setDefaultButton(buttons[0] if choice.is_safe else cancel)
    box.setEscapeButton(cancel)
    box.exec()
    clicked = box.clickedButton()
    ways = zip(buttons, choice.ways, strict=True)
    return next((way for button, way in ways if button is clicked), None)


def make_box(
    parent: QWidget, icon: QMessageBox.Icon, title: str, text: str, details: str = ""
) -> QMessageBox:
    """Make a box whose texts are shown as they are: a file's name may look like markup."""
    box = QMessageBox(parent)
    box.setIcon(icon)
    set_title(box, title)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(name_hidden(text))
    box.setInformativeText(name_hidden(details))
    return box
