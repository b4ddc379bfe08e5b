"""Sentences and questions for the clerk: one place that knows how they are put."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class Unsaved(Enum):
    """What to do with changes that no file holds."""

    SAVE = auto()
    DISCARD = auto()
    CANCEL = auto()


class Held(Enum):
    """What to do with a report that somebody else has open."""

    READ = auto()
    EDIT = auto()
    CANCEL = auto()


def tell(parent: QWidget, sentence: str, details: str = "") -> None:
    """Says something that went as wished but must be known."""
    _show(parent, QMessageBox.Icon.Information, sentence, details)


def warn(parent: QWidget, sentence: str, details: str = "") -> None:
    """Says what could not be done, and what to do now."""
    _show(parent, QMessageBox.Icon.Warning, sentence, details)


def ask_unsaved(parent: QWidget, name: str) -> Unsaved:
    """Asks what to do with unsaved changes; Esc is cancel, Enter is save."""
    box = _question(parent, "还没有保存", f"“{name}”有修改还没有保存。要保存吗？")
    save = box.addButton("保存(&S)", QMessageBox.ButtonRole.AcceptRole)
    discard = box.addButton("不保存(&D)", QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(save)
    box.exec()
    answers = {save: Unsaved.SAVE, discard: Unsaved.DISCARD}
    clicked = box.clickedButton()
    return next((what for each, what in answers.items() if each is clicked), Unsaved.CANCEL)


def confirm_overwrite(parent: QWidget, name: str) -> bool:
    """Asks whether to save over a file that somebody else has changed meanwhile."""
    return confirm(
        parent,
        (
            f"“{name}”在打开以后被其他程序或其他人改动过。\n"
            "继续保存会用这里的内容替换它，被替换的内容会留在“文件 › 历史版本”里。\n"
            "也可以取消，用“另存为”保存成另一个文件。"
        ),
        "仍然保存",
    )


def ask_held(parent: QWidget, name: str, holder: str) -> Held:
    """Asks what to do with a report that somebody else has open."""
    words = f"“{name}”正由{holder}打开着。"
    box = _question(parent, "报告正在被别人编辑", words)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setInformativeText("两个人同时修改，后保存的会盖掉先保存的。建议以只读方式打开。")
    reading = box.addButton("只读打开(&R)", QMessageBox.ButtonRole.AcceptRole)
    anyway = box.addButton("仍然打开编辑(&E)", QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(reading)
    box.exec()
    answers = {reading: Held.READ, anyway: Held.EDIT}
    clicked = box.clickedButton()
    return next((what for each, what in answers.items() if each is clicked), Held.CANCEL)


def confirm(parent: QWidget, question: str, yes: str) -> bool:
    """Asks whether to go on; ``yes`` is what the button says that does so."""
    box = _question(parent, "请确认", question)
    go_on = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    box.exec()
    return box.clickedButton() is go_on


def _question(parent: QWidget, title: str, words: str) -> QMessageBox:
    """A question that can be cancelled, by Esc and, unless told otherwise, by Enter."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(title)
    box.setTextFormat(Qt.TextFormat.PlainText)  # a file's name may look like a web page
    box.setText(words)
    cancel = box.addButton("取消", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(cancel)
    box.setEscapeButton(cancel)
    return box


def _show(parent: QWidget, kind: QMessageBox.Icon, sentence: str, details: str) -> None:
    box = QMessageBox(parent)
    box.setIcon(kind)
    box.setWindowTitle(QGuiApplication.applicationDisplayName())
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(sentence)
    box.setInformativeText(details)
    box.addButton("知道了", QMessageBox.ButtonRole.AcceptRole)
    box.exec()
