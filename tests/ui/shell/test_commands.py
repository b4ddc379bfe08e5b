"""Commands: what is declared, where it is arranged, and why one cannot be given now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QHelpEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox, QTextBrowser, QToolTip, QWidget

from report_editor.common.problem import Problem
from report_editor.common.resources import resource
from report_editor.document import Document
from report_editor.document.commands import set_cells
from report_editor.forms import form
from report_editor.ui.shell.command import Command, Commands, command, commands_of, need_nothing
from report_editor.ui.shell.county_commands import CountyCommands
from report_editor.ui.shell.edit_commands import EditCommands
from report_editor.ui.shell.file_commands import FileCommands
from report_editor.ui.shell.help_commands import HelpCommands
from report_editor.ui.shell.menus import MENUS, SEPARATOR, SHORT_TEXTS, TOOL_BAR
from report_editor.ui.shell.start_page import WAYS
from report_editor.ui.shell.tool_commands import ToolCommands
from report_editor.ui.shell.view_commands import ViewCommands
from report_editor.ui.shell.window import MainWindow
from report_editor.workspace.background import in_background
from report_editor.workspace.open_report import OpenReport
from report_editor.workspace.session import Session
from report_editor.workspace.workspace import Workspace
from tests.ui.answering import at_box

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
"""A menu that is opened wants more of a screen than the one without a screen has."""


OWNERS = (FileCommands, CountyCommands, EditCommands, ViewCommands, ToolCommands, HelpCommands)
COMMANDS = [each for owner in OWNERS for each in commands_of(owner)]


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


# ---------------------------------------------------------------------- what is declared


def test_every_command_stands_in_one_menu() -> None:
    arranged = [name for names in MENUS.values() for name in names.split() if name != SEPARATOR]
    assert sorted(arranged) == sorted(each.name for each in COMMANDS)
    assert len(set(arranged)) == len(arranged)


def test_tool_bar_and_start_page_name_commands_that_there_are() -> None:
    names = {each.name for each in COMMANDS}
    assert set(TOOL_BAR.split()) - {SEPARATOR} <= names
    assert set(SHORT_TEXTS) <= names
    assert {name for name, *_ in WAYS} <= names


@pytest.mark.parametrize("each", COMMANDS, ids=lambda each: each.name)
def test_a_command_has_an_icon_that_there_is(each: Command) -> None:
    assert not each.icon or resource("icons", f"{each.icon}.svg").is_file()


def test_no_two_commands_have_the_same_key(qapp: QApplication) -> None:
    assert qapp
    keys = [key.toString() for each in COMMANDS for key in each.shortcuts]
    assert "" not in keys
    assert sorted(set(keys)) == sorted(keys)


def test_no_two_commands_of_a_menu_have_the_same_letter() -> None:
    texts = {each.name: each.text for each in COMMANDS}
    for names in MENUS.values():
        letters = [
            texts[name].partition("(&")[2][:1] for name in names.split() if name != SEPARATOR
        ]
        assert "" not in letters
        assert len(set(letters)) == len(letters)


def test_the_handbook_lists_the_keys_of_every_command(window: MainWindow) -> None:
    window.help.show_help()
    browser = window.findChild(QTextBrowser)
    assert browser is not None
    lines = browser.toPlainText().splitlines()
    table = lines[lines.index("十一、快捷键") : lines.index("十二、常见问题")]
    rows = dict(zip(table[3::2], table[4::2], strict=False))  # keys and what they do, in turn
    native = QKeySequence.SequenceFormat.NativeText
    for each in COMMANDS:
        if each.keys:
            keys = " / ".join(key.toString(native) for key in each.shortcuts)
            assert rows[keys] == each.plain_text
    assert rows["F2"] == "修改格子原来的内容"


# ---------------------------------------------------------------------- giving one


class _Examples(Commands):
    """Commands of a test."""

    def __init__(self, window: QWidget, workspace: Workspace) -> None:
        super().__init__(window, workspace)
        self.given: list[str] = []

    @command("plain", "普通(&A)", needs=need_nothing)
    def plain(self) -> None:
        self.given.append("plain")

    @command("slow", "慢(&B)…", needs=need_nothing)
    async def slow(self) -> None:
        self.given.append(await in_background(lambda: "slow"))

    @command("refused", "不行(&C)", needs=need_nothing)
    async def refused(self) -> None:
        await in_background(lambda: None)
        raise Problem("这样不行。")

    @command("needy", "要报告(&D)")
    def needy(self) -> None:
        self.given.append("needy")


@pytest.fixture
def examples(qtbot: QtBot) -> _Examples:
    parent = QWidget()
    qtbot.addWidget(parent)
    made = _Examples(parent, Workspace(parent))
    made._parent = parent  # type: ignore[attr-defined]  # Python deletes what it no longer knows
    return made


def test_a_command_is_a_method_that_knows_what_it_is(examples: _Examples) -> None:
    assert [each.name for each in commands_of(_Examples)] == ["plain", "slow", "refused", "needy"]
    assert _Examples.plain.plain_text == "普通"
    examples.plain()
    assert examples.given == ["plain"]


def test_a_command_that_lacks_what_it_needs_does_nothing(examples: _Examples) -> None:
    examples.needy()
    assert examples.given == []
    examples.workspace.begin(OpenReport(Session(Document(form("2021")))))
    examples.needy()
    assert examples.given == ["needy"]
    examples.workspace.begin(None)


def test_a_command_may_take_a_while(qtbot: QtBot, examples: _Examples) -> None:
    examples.slow()
    assert examples.given == []
    qtbot.waitUntil(lambda: examples.given == ["slow"])


def test_what_cannot_be_done_is_told_in_a_box(qtbot: QtBot, examples: _Examples) -> None:
    said: list[str] = []

    def read(box: QMessageBox) -> None:
        said.append(box.text())
        box.accept()

    at_box(examples._window, read)
    examples.refused()
    qtbot.waitUntil(lambda: said == ["这样不行。"])
