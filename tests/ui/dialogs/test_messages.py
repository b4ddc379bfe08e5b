"""Questions of operations as boxes: what the keys answer, and that texts are shown as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QWidget

from report_editor.ui.dialogs import messages
from report_editor.workspace.background import Cancelled, start
from report_editor.workspace.operation import Choice, Way
from tests.ui.answering import at_box

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

GO, DROP = Way("继续(&G)"), Way("丢弃(&D)", is_destructive=True)
NAME = "<b>年报</b>"


def answer(qtbot: QtBot, choice: Choice, act: Callable[[QMessageBox], object]) -> Way | None:
    """The way that a user goes on; None for cancelling."""
    parent = QWidget()
    qtbot.addWidget(parent)
    at_box(parent, act)
    messages.ask(parent, choice)
    answers: list[Way | None] = []

    async def take() -> None:
        try:
            answers.append(await choice.answer)
        except Cancelled:
            answers.append(None)

    start(parent, take())
    return answers[0]


def press(key: Qt.Key) -> Callable[[QMessageBox], object]:
    return lambda box: QTest.keyClick(box, key)


@pytest.mark.parametrize(
    ("key", "is_safe", "way"),
    [
        (Qt.Key.Key_Return, True, GO),
        (Qt.Key.Key_Return, False, None),
        (Qt.Key.Key_Escape, True, None),
        (Qt.Key.Key_Escape, False, None),
    ],
)
def test_enter_does_no_harm_and_esc_cancels(
    qtbot: QtBot, key: Qt.Key, is_safe: bool, way: Way | None
) -> None:
    choice = Choice("继续吗？", (GO, DROP), is_safe=is_safe)
    assert answer(qtbot, choice, press(key)) == way


@pytest.mark.parametrize("way", [GO, DROP])
def test_every_way_has_its_button(qtbot: QtBot, way: Way) -> None:
    def click(box: QMessageBox) -> None:
        next(each for each in box.buttons() if each.text() == way.text).click()

    assert answer(qtbot, Choice("继续吗？", (GO, DROP)), click) == way


def test_a_name_that_looks_like_markup_is_shown_as_it_is(qtbot: QtBot) -> None:
    seen: list[tuple[str, str, str, Qt.TextFormat]] = []

    def look(box: QMessageBox) -> None:
        seen.append((box.windowTitle(), box.text(), box.informativeText(), box.textFormat()))
        box.reject()

    answer(qtbot, Choice(NAME, (GO,), title="请选择", details=NAME), look)
    assert seen == [("请选择", NAME, NAME, Qt.TextFormat.PlainText)]
