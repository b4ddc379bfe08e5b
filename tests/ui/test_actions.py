"""A command that cannot be given now says why, in its menu and in the tool bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QMenu, QToolTip

from report_editor.document import Document
from report_editor.document.commands import set_cells
from report_editor.forms import form
from report_editor.ui.shell.window import MainWindow
from report_editor.workspace.open_report import OpenReport
from report_editor.workspace.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
"""A menu that is opened wants more of a screen than the one without a screen has."""


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    shown = MainWindow()
    with qtbot.waitExposed(shown):
        shown.show()
    yield shown
    QToolTip.hideText()
    shown.workspace.begin(None)  # nothing unsaved is left to ask about
    shown.close()
    shown.deleteLater()


def said_over(qtbot: QtBot, window: MainWindow, name: str) -> str:
    """What the menu says where the mouse rests on a command."""
    action = window.commands[name]
    menu = next(each for each in window.findChildren(QMenu) if action in each.actions())
    menu.popup(window.mapToGlobal(window.rect().center()))
    qtbot.waitUntil(menu.isVisible)
    at = menu.actionGeometry(action).center()
    QToolTip.hideText()
    qtbot.waitUntil(lambda: not QToolTip.isVisible())
    help_event = QHelpEvent(QEvent.Type.ToolTip, at, menu.mapToGlobal(at))
    QCoreApplication.sendEvent(menu, help_event)
    said = QToolTip.text() if QToolTip.isVisible() else ""
    menu.hide()
    return said


def test_without_a_report(qtbot: QtBot, window: MainWindow) -> None:
    assert "请先新建或打开一份报告" in said_over(qtbot, window, "save")
    assert "请先新建或打开一份报告" in window.commands["undo"].toolTip()
    assert said_over(qtbot, window, "open") == ""


def test_with_nothing_to_undo(qtbot: QtBot, window: MainWindow) -> None:
    session = Session(Document(form("2021")), saved=True)
    window.workspace.begin(OpenReport(session))
    assert "没有可以撤销的步骤" in said_over(qtbot, window, "undo")
    assert "没有可以重做的步骤" in said_over(qtbot, window, "redo")
    session.history.do(set_cells(session.document, {"disclosure.licensing.decisions": "3"}))
    assert said_over(qtbot, window, "undo") == ""
    assert "没有" not in window.commands["undo"].toolTip()


def test_a_report_for_reading(qtbot: QtBot, window: MainWindow) -> None:
    window.workspace.begin(OpenReport(Session(Document(form("2021")), read_only=True)))
    for name in ("save", "undo", "paste", "fill_table"):
        assert "只读" in said_over(qtbot, window, name)
    assert said_over(qtbot, window, "save_as") == ""
