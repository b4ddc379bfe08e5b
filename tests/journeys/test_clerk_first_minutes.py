"""What a clerk meets in the first minutes, on the screen that a township has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel

from report_editor.document import Field
from report_editor.importers.readers import ENDINGS
from report_editor.ui.dialogs.print_preview import PrintPreview
from report_editor.ui.dialogs.rollover_dialog import RolloverDialog
from report_editor.workspace import last_year
from report_editor.workspace.open_report import OpenReport
from report_editor.workspace.opening import open_file
from report_editor.workspace.session import Session

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QSize

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


@pytest.mark.slow
def test_the_start_page_has_the_keyboard_where_one_goes_on(clerk: Clerk, own_file: Path) -> None:
    start = clerk.window.stack.start
    assert clerk.focus() is start.first
    clerk.open(own_file)
    clerk.window.file.close_report()
    assert clerk.focus() is start.first
    clerk.press(Qt.Key.Key_Tab)
    assert clerk.focus() is start.recent
    clerk.press(Qt.Key.Key_Return)
    clerk.wait(lambda: clerk.window.session)


@pytest.mark.slow
def test_the_start_page_lists_a_file_of_another_program_and_what_it_is(
    clerk: Clerk, samples: Path, tmp_path: Path
) -> None:
    path = tmp_path / "去年.txt"
    path.write_bytes((samples / "yanlong-2022.txt").read_bytes())
    session = clerk.open(path)
    clerk.wait(lambda: session.findings)
    clerk.window.file.close_report()  # it was only looked at: nothing is asked
    clerk.wait(lambda: clerk.window.session is None)
    item = clerk.window.stack.start.recent.item(0)
    title, _, state = item.text().partition("\n")
    assert title == "洪江市巖垅鄉人民政府 · 2022 年度"
    assert state.startswith("去年.txt · 1 个错误")
    assert "今天" in state


@pytest.mark.slow
def test_the_first_choice_begins_this_years_report_from_last_years(
    clerk: Clerk, own_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(last_year, "get_due_year", lambda _today: 2025)
    clerk.open(own_file)
    clerk.window.file.close_report()
    start = clerk.window.stack.start
    assert start.first.text() == "开始写 2025 年度报告"
    clerk.answer(RolloverDialog)
    clerk.press(Qt.Key.Key_Return)
    clerk.wait(lambda: clerk.window.session)
    session = clerk.window.session
    assert session is not None
    assert session.document.year == 2025
    assert session.knows_last_year


def test_the_first_choice_asks_for_last_years_file_where_none_is_known(
    clerk: Clerk, own_file: Path
) -> None:
    start = clerk.window.stack.start
    assert start.first.text().startswith("开始写")
    assert not start.buttons["rollover"].isVisible()  # which is the same
    clerk.choose_file(own_file)
    clerk.answer(RolloverDialog)
    QTest.mouseClick(start.first, Qt.MouseButton.LeftButton)
    clerk.wait(lambda: clerk.window.session)
    assert clerk.window.session is not None
    assert clerk.window.session.document.year == 2025
    (known,) = clerk.window.settings.recent
    assert (known.path, known.year, known.state) == (own_file, 2024, "1 个错误，1 个提醒")


def test_a_click_opens_a_recent_report(clerk: Clerk, own_file: Path) -> None:
    clerk.open(own_file)
    clerk.window.file.close_report()
    recent = clerk.window.stack.start.recent
    at = recent.visualItemRect(recent.item(0)).center()
    QTest.mouseClick(recent.viewport(), Qt.MouseButton.LeftButton, pos=at)
    clerk.wait(lambda: clerk.window.session)


def test_a_double_click_opens_it_once(clerk: Clerk, own_file: Path) -> None:
    clerk.open(own_file)
    clerk.window.file.close_report()
    recent = clerk.window.stack.start.recent
    at = recent.visualItemRect(recent.item(0)).center()
    said: list[str] = []
    clerk.window.status.messageChanged.connect(said.append)
    QTest.mouseClick(recent.viewport(), Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseDClick(recent.viewport(), Qt.MouseButton.LeftButton, pos=at)
    clerk.wait(lambda: clerk.window.session)
    clerk.wait_idle()
    assert not [each for each in said if "请稍等" in each]


def test_a_file_can_be_dropped_on_every_part_of_the_start_page(
    clerk: Clerk, own_file: Path
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(own_file))])
    start = clerk.window.stack.start
    for part in (start, start.first, start.drop_place, *start.buttons.values()):
        assert not part.acceptDrops()  # so that the window gets it
    at = QPoint(5, 5)
    entered = QDragEnterEvent(
        at, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0)
    )
    QCoreApplication.sendEvent(clerk.window, entered)
    assert entered.isAccepted()
    assert own_file.name in clerk.window.status.currentMessage()
    QCoreApplication.sendEvent(clerk.window, QDragLeaveEvent())
    assert clerk.window.status.currentMessage() == ""


@pytest.mark.slow
def test_a_report_copied_elsewhere_is_pasted_on_the_start_page(clerk: Clerk, samples: Path) -> None:
    text = (samples / "yanlong-2022.txt").read_text(encoding="utf-8")
    QGuiApplication.clipboard().setText(text)
    QTest.mouseClick(clerk.window.stack.start.buttons["paste_report"], Qt.MouseButton.LeftButton)
    clerk.wait(lambda: clerk.window.session)
    session = clerk.window.session
    assert session is not None
    assert session.document.year == 2022


def test_what_was_not_read_from_elsewhere_says_so(clerk: Clerk, own_file: Path) -> None:
    clerk.open(own_file)
    clerk.window.commands["review"].trigger()
    editor = clerk.window.editor
    assert editor is not None
    assert editor.panels.review.isVisible()
    assert not editor.panels.review.isTabVisible(0)
    said = [each.text() for each in editor.panels.review.findChildren(QLabel) if each.isVisible()]
    assert any("不是刚从别的文件读入的" in each for each in said)


def test_kinds_of_files_are_named_in_words(clerk: Clerk) -> None:
    kinds: list[str] = []
    patterns: set[str] = set()

    def look(dialog: QFileDialog) -> None:
        box = dialog.findChild(QComboBox, "fileTypeCombo")
        assert box is not None
        kinds.extend(box.itemText(index) for index in range(box.count()))
        patterns.update(re.findall(r"\*(\.\w+)", dialog.nameFilters()[0]))
        dialog.reject()

    clerk.at_dialog(QFileDialog, look)
    clerk.ctrl(Qt.Key.Key_O)
    clerk.wait(lambda: kinds)
    assert kinds == ["所有能打开的文件", "所有文件"]
    assert patterns == {*ENDINGS, ".json"}


def test_the_preview_of_the_print_fits_on_the_screen(clerk: Clerk, own_file: Path) -> None:
    clerk.open(own_file)
    sizes: list[QSize] = []

    def look(preview: PrintPreview) -> None:
        sizes.append(preview.frameGeometry().size())
        preview.reject()

    clerk.at_dialog(PrintPreview, look)
    clerk.press(
        Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    clerk.wait(lambda: sizes)
    room = clerk.window.screen().availableSize()
    assert sizes[0].boundedTo(room) == sizes[0]


@pytest.mark.slow
def test_a_report_for_reading_says_so_and_the_way_to_change_it(
    clerk: Clerk, own_file: Path, tmp_path: Path
) -> None:
    document = open_file(own_file).document
    clerk.window.workspace.begin(OpenReport(Session(document, own_file, read_only=True)))
    clerk.wait(clerk.bars)
    assert "以只读方式打开" in clerk.bars()[0].sentence.text()
    clerk.name_file(tmp_path / "副本.xlsx")
    clerk.press_in_bar("另存为")
    clerk.wait(lambda: clerk.window.session and not clerk.window.session.read_only)
    assert not clerk.bars()
