"""A clerk who never used the program is offered last year's report, which lies in her folders."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from report_editor.ui.dialogs.rollover_dialog import RolloverDialog
from report_editor.workspace import last_year
from tests.journeys.keystrokes import KeyPresser, Step

if TYPE_CHECKING:
    from pathlib import Path

    from report_editor.ui.shell.start_page import StartPage
    from tests.journeys.conftest import Clerk

NAME = "yanlong-2022.txt"
OTHER = "2021年政府信息公开工作年度报告.doc"


@pytest.fixture
def home(home: Path, samples: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with last year's report and another one, before the window is there."""
    monkeypatch.setattr(last_year, "get_due_year", lambda _today: 2026)
    downloads, documents = home / "Downloads", home / "Documents" / "公开"
    downloads.mkdir()
    documents.mkdir(parents=True)
    (downloads / NAME).write_bytes((samples / NAME).read_bytes())
    (documents / OTHER).write_bytes(b"no report")
    os.utime(documents / OTHER, (1_650_000_000, 1_650_000_000))
    return home


def await_offer(clerk: Clerk) -> StartPage:
    start = clerk.window.stack.start
    clerk.wait(lambda: NAME in start.first.accessibleDescription())
    return start


def test_the_newest_is_the_first_choice_and_nothing_is_opened(clerk: Clerk) -> None:
    start = await_offer(clerk)
    assert start.first.text() == "开始写 2023 年度报告"
    assert start.first.accessibleDescription().startswith(f"用“下载”里找到的 {NAME}（2022 年度）：")
    assert start.buttons["rollover"].text() == "选择别的文件"
    assert start.buttons["rollover"].isVisible()
    assert start.recent.count() == 1
    title, _, words = start.recent.item(0).text().partition("\n")
    assert title == OTHER
    assert words.startswith("以它写 2022 年度报告 · 在“文档/公开”里 · 2022 年 4 月 15 日")
    assert clerk.window.session is None
    assert not clerk.window.workspace.is_busy
    assert clerk.window.settings.recent == ()


@pytest.mark.slow
def test_enter_shows_what_was_read_then_begins_in_the_first_blank_cell(clerk: Clerk) -> None:
    await_offer(clerk)
    keys = "Return @RolloverDialog Return @ '3 Tab '4 Return"
    presser = KeyPresser(clerk.window, [Step("", keys)])
    clerk.wait(lambda: presser.is_done)
    session = clerk.window.session
    assert session is not None
    assert session.document.year == 2023
    clerk.wait(lambda: session.document.raw("disclosure.rules.repealed") == "4")
    assert session.document.raw("disclosure.rules.made") == "3"
    assert clerk.window.settings.recent[0].path.name == NAME


@pytest.mark.slow
def test_what_was_seen_may_be_the_wrong_file_and_nothing_has_happened(clerk: Clerk) -> None:
    start = await_offer(clerk)
    clerk.answer(RolloverDialog, Qt.Key.Key_Escape)
    clerk.press(Qt.Key.Key_Return)
    clerk.wait_idle()
    clerk.wait(lambda: clerk.focus() is start.first)
    assert clerk.window.session is None
    assert clerk.window.settings.recent == ()


def test_another_file_is_asked_for_beside_it(clerk: Clerk, home: Path) -> None:
    start, asked = await_offer(clerk), list[str]()

    def look(dialog: QFileDialog) -> None:
        asked.append(dialog.directory().absolutePath())
        dialog.reject()

    clerk.at_dialog(QFileDialog, look)
    start.buttons["rollover"].click()
    clerk.wait(lambda: asked)
    assert asked == [str(home)]


def test_a_file_in_the_list_can_be_begun_from_too_or_taken_from_it(clerk: Clerk) -> None:
    start = await_offer(clerk)
    start.recent.setFocus()
    said = clerk.box_says("知道了")
    clerk.press(Qt.Key.Key_Return)
    clerk.wait(lambda: said)
    assert OTHER in said[0]  # it is no report, which is seen when it is read
    start.recent.setFocus()
    clerk.press(Qt.Key.Key_Delete)
    assert start.recent.count() == 0
    assert start.drop_place.isVisible()
    assert NAME in start.first.accessibleDescription()


def test_who_has_a_report_of_last_year_here_is_offered_that(
    clerk: Clerk, own_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(last_year, "get_due_year", lambda _today: 2025)
    clerk.open(own_file)
    clerk.window.file.close_report()
    clerk.wait(lambda: clerk.window.session is None)
    start = clerk.window.stack.start
    assert own_file.name in start.first.accessibleDescription()
    assert start.buttons["rollover"].text() == "以上年报告新建"
