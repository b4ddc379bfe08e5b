"""What a clerk meets in the first minutes, on the screen that a township has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from report_editor.document import Field

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.conftest import Clerk


def test_the_first_window_fits_on_the_screen(clerk: Clerk) -> None:
    room = clerk.window.screen().availableGeometry()
    clerk.wait(lambda: room.contains(clerk.window.geometry()))


@pytest.mark.parametrize("key", ["basics", "overview", "requests"])
def test_one_types_at_once_in_a_report_just_opened(clerk: Clerk, own_file: Path, key: str) -> None:
    clerk.open(own_file)
    editor = clerk.window.editor
    assert editor is not None
    if key != "basics":
        editor.open_tab(key)
        clerk.open(own_file)  # the tab is remembered
        editor = clerk.window.editor
        assert editor is not None
    assert editor.current_key == key
    clerk.write("7")
    clerk.press(Qt.Key.Key_Tab)
    document = editor.session.document
    match key:
        case "basics":
            assert document.field(Field.ORGANIZATION).endswith("7")
        case "overview":
            assert document.paragraphs("overview")[0].startswith("7")
        case "requests":
            assert document.raw("requests.new.natural_person") == "7"


def test_a_command_for_tables_says_so_on_a_page_of_text(clerk: Clerk, own_file: Path) -> None:
    clerk.open(own_file)
    editor = clerk.window.editor
    assert editor is not None
    editor.open_tab("overview")
    for name in ("fill_zero", "fill_table", "accept_totals"):
        clerk.window.status.clearMessage()
        clerk.window.commands[name].trigger()
        assert "请先打开二、三、四中的一张表" in clerk.window.status.currentMessage()
    editor.open_tab("requests")
    clerk.window.commands["accept_totals"].trigger()
    assert clerk.window.status.currentMessage() == "选中的格子里没有与原文不同的总计。"
