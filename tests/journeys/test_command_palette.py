"""Every command is found by typing its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from report_editor.common.pinyin_initials import get_initials
from report_editor.ui.shell.command_palette import CommandPalette, find_entries

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.journeys.conftest import Clerk

ALT = Qt.KeyboardModifier.AltModifier


def at_palette(clerk: Clerk, act: Callable[[CommandPalette], None]) -> list[str]:
    """Opens the palette, does something in it, and returns what it listed then."""
    listed: list[str] = []

    def do(palette: CommandPalette) -> None:
        act(palette)
        rows = (palette.list.topLevelItem(row) for row in range(palette.list.topLevelItemCount()))
        listed.extend("  ".join(row.text(column) for column in range(3)) for row in rows if row)
        if palette.isVisible():
            QTest.keyClick(palette.line, Qt.Key.Key_Escape)

    clerk.at_dialog(CommandPalette, do)
    clerk.press(Qt.Key.Key_Q, ALT)
    return listed


def test_every_command_is_found_by_its_name_and_by_its_initials(clerk: Clerk) -> None:
    entries = clerk.window.commands.list_entries()
    assert len(entries) > 30
    for each in entries:
        assert find_entries(entries, each.words)[0] is each
        assert each in find_entries(entries, get_initials(each.words))
    assert find_entries(entries, "没有这样的命令") == []
    assert find_entries(entries, " ") == entries


def test_initials_find_save_as(clerk: Clerk, own_file: Path) -> None:
    clerk.open(own_file)
    listed = at_palette(clerk, lambda palette: QTest.keyClicks(palette.line, "lcw"))
    assert listed[0].startswith("另存为  文件  Ctrl+Shift+S")


def test_enter_gives_the_command_where_the_focus_was(clerk: Clerk, own_file: Path) -> None:
    clerk.open(own_file)
    editor = clerk.window.editor
    assert editor is not None
    editor.open_tab("requests")
    grid = editor.current_grid()
    assert grid is not None
    grid.setFocus()
    before = clerk.window.settings.zoom

    def give(palette: CommandPalette) -> None:
        palette.line.setText("放大")
        QTest.keyClick(palette.line, Qt.Key.Key_Return)

    at_palette(clerk, give)
    clerk.wait(lambda: clerk.window.settings.zoom > before)
    assert clerk.focus() is grid


def test_arrows_choose_another(clerk: Clerk, own_file: Path) -> None:
    clerk.open(own_file)
    editor = clerk.window.editor
    assert editor is not None
    key = editor.current_key

    def give(palette: CommandPalette) -> None:
        palette.line.setText("页签")
        QTest.keyClick(palette.line, Qt.Key.Key_Down)
        chosen = palette.list.currentItem()
        assert chosen is not None
        assert chosen.text(0) == "上一页签"
        QTest.keyClick(palette.line, Qt.Key.Key_Up)
        QTest.keyClick(palette.line, Qt.Key.Key_Return)

    at_palette(clerk, give)
    clerk.wait(lambda: editor.current_key != key)


def test_what_cannot_be_given_says_why(clerk: Clerk) -> None:
    said: list[str] = []

    def look(palette: CommandPalette) -> None:
        palette.line.setText("保存")
        QTest.keyClick(palette.line, Qt.Key.Key_Return)
        assert palette.isVisible()  # nothing was done
        said.append(palette._explanation.text())
        palette.line.setText("没有这样的")
        said.append(palette._explanation.text())

    at_palette(clerk, look)
    assert said[0] == "请先新建或打开一份报告。"
    assert "没有这样的命令" in said[1]


@pytest.mark.parametrize("name", ["save_as"])
def test_f12_saves_under_a_new_name(clerk: Clerk, own_file: Path, name: str) -> None:
    clerk.open(own_file)
    asked: list[str] = []

    def leave(dialog: QFileDialog) -> None:
        asked.append(name)
        dialog.reject()

    clerk.at_dialog(QFileDialog, leave)
    clerk.press(Qt.Key.Key_F12)
    clerk.wait(lambda: asked)


def test_the_tool_bar_begins_with_the_report_from_last_years(clerk: Clerk, own_file: Path) -> None:
    clerk.open(own_file)
    bar = clerk.window.commands.tool_bar
    first = bar.actions()[0]
    assert first.objectName() == "rollover"
    assert not first.icon().isNull()
    assert first.shortcut().toString() == "Ctrl+Shift+N"
