"""What a clerk does beside filling in: drops a file, zooms, searches, compares."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import (
    QCoreApplication,
    QMimeData,
    QPoint,
    QPointF,
    QRectF,
    Qt,
    QUrl,
)
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QLineEdit, QPlainTextEdit, QTextEdit

from report_editor.document import Field
from report_editor.ui.dialogs.export_dialog import ExportDialog
from report_editor.ui.dialogs.rollover_dialog import RolloverDialog
from report_editor.ui.editor.pages import TablePage, TextPage
from report_editor.ui.shell.window_settings import WindowSettings
from report_editor.workspace.background import wait_for_work

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog, QWidget

    from report_editor.ui.editor.editor_page import EditorPage
    from tests.journeys.conftest import Clerk

COPY = Qt.DropAction.CopyAction
LEFT = Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def opened(clerk: Clerk, path: Path) -> EditorPage:
    clerk.window.file.open_path(path)
    clerk.wait(lambda: clerk.window.session is not None)
    clerk.wait_idle()
    assert clerk.window.editor is not None
    return clerk.window.editor


def text_page(editor: EditorPage, key: str) -> TextPage:
    editor.open_tab(key)
    page = editor.page(key)
    assert isinstance(page, TextPage)
    return page


def drop(target: QWidget, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    data.setText(str(path))  # as file managers do
    at = QPoint(5, 5)
    entered = QDragEnterEvent(at, COPY, data, LEFT, PLAIN)
    QCoreApplication.sendEvent(target, entered)
    assert entered.isAccepted()
    QCoreApplication.sendEvent(target, QDropEvent(QPointF(at), COPY, data, LEFT, PLAIN))


def test_a_file_dropped_on_an_open_report_is_opened(
    clerk: Clerk, own_file: Path, samples: Path
) -> None:
    editor = opened(clerk, own_file)
    drop(text_page(editor, "overview").editor.viewport(), samples / "yanlong-2022.txt")
    clerk.wait(lambda: clerk.window.session and clerk.window.session.document.year == 2022)


def test_a_file_dropped_beside_unsaved_work_asks_first(
    clerk: Clerk, own_file: Path, example: Path
) -> None:
    editor = opened(clerk, own_file)
    editor.metadata.line(Field.SIGNATORY).setFocus()
    clerk.write("W")
    said = clerk.box_says("取消")
    drop(clerk.window, example)
    clerk.wait(lambda: said)
    assert "还没有保存" in said[0]
    assert clerk.window.editor is editor


def test_every_widget_for_text_leaves_files_to_the_window(
    clerk: Clerk, samples: Path, own_file: Path
) -> None:
    opened(clerk, samples / "hongze-2023.pdf")
    clerk.ctrl(Qt.Key.Key_F)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(own_file))])
    data.setText(str(own_file))
    kinds = (QLineEdit, QTextEdit, QPlainTextEdit)
    widgets = [each for kind in kinds for each in clerk.window.findChildren(kind)]
    assert len(widgets) > 10
    for each in widgets:
        target = each.viewport() if isinstance(each, QAbstractScrollArea) else each
        if target.acceptDrops():
            clerk.window.status.clearMessage()
            entered = QDragEnterEvent(QPoint(5, 5), COPY, data, LEFT, PLAIN)
            QCoreApplication.sendEvent(target, entered)
            said = clerk.window.status.currentMessage()  # once the window has it
            assert own_file.name in said, each.accessibleName()


def test_text_widgets_leave_files_to_the_window(clerk: Clerk, own_file: Path) -> None:
    editor = opened(clerk, own_file)
    page = text_page(editor, "overview")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(own_file))])
    data.setText(str(own_file))
    assert not page.editor.canInsertFromMimeData(data)
    data.setUrls([])
    assert page.editor.canInsertFromMimeData(data)


@pytest.mark.parametrize("key", ["overview", "requests"])
def test_ctrl_and_wheel_zoom_over_text_and_tables(clerk: Clerk, own_file: Path, key: str) -> None:
    editor = opened(clerk, own_file)
    editor.open_tab(key)
    page = editor.page(key)
    inside = page.grid if isinstance(page, TablePage) else text_page(editor, key).editor
    at = inside.viewport().mapTo(clerk.window, QPoint(40, 40))
    before = clerk.window.settings.zoom
    QTest.wheelEvent(clerk.window.windowHandle(), QPointF(at), QPoint(0, 120), QPoint(), CTRL)
    clerk.wait(lambda: clerk.window.settings.zoom > before)


def test_an_input_method_is_told_where_the_cursor_is(clerk: Clerk, own_file: Path) -> None:
    editor = text_page(opened(clerk, own_file), "overview").editor
    editor.moveCursor(QTextCursor.MoveOperation.End)
    told = editor.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
    there = editor.viewport().mapTo(editor, editor.cursorRect().topLeft())
    assert isinstance(told, QRectF)
    assert there.x() > 100  # the sheet stands in the middle
    assert told.topLeft().toPoint() == there


def test_an_export_begins_also_in_a_cell_that_is_open(clerk: Clerk, own_file: Path) -> None:
    editor = opened(clerk, own_file)
    editor.open_tab("requests")
    page = editor.page("requests")
    assert isinstance(page, TablePage)
    page.grid.go_to("requests.new.business")
    page.grid.setFocus()
    clerk.write("12")
    asked: list[QDialog] = []

    def leave(dialog: QDialog) -> None:
        asked.append(dialog)
        dialog.reject()

    clerk.at_dialog(ExportDialog, leave)
    clerk.ctrl(Qt.Key.Key_E)
    clerk.wait(lambda: asked)
    assert editor.session.document.raw("requests.new.business") == "12"


def test_find_leads_through_text_and_tables_and_back(clerk: Clerk, own_file: Path) -> None:
    editor = opened(clerk, own_file)
    editor.open_tab("overview")
    clerk.ctrl(Qt.Key.Key_F)
    assert editor.find_bar.line.hasFocus()
    clerk.compose("gongkai", "予以公开")
    assert "没有找到" not in editor.find_bar.state.text()
    seen = set()
    for _ in range(40):
        seen.add(editor.current_key)
        clerk.press(Qt.Key.Key_Return)
        if editor.find_bar.state.text().startswith("第 1 处"):
            break
    assert "requests" in seen
    editor.find_bar.line.setText("属于国家秘密")
    clerk.press(Qt.Key.Key_Return)
    grid = editor.current_grid()
    assert grid is not None
    assert grid.current_address() == "requests.denied_state_secret.natural_person"
    clerk.press(Qt.Key.Key_Escape)
    assert editor.find_bar.isHidden()
    assert grid.hasFocus()


def test_find_selects_the_text_it_found(clerk: Clerk, own_file: Path) -> None:
    editor = opened(clerk, own_file)
    wanted = editor.session.document.paragraphs("problems")[-1][:6]
    clerk.ctrl(Qt.Key.Key_F)
    editor.find_bar.line.setText(wanted)
    clerk.press(Qt.Key.Key_Return)
    page = text_page(editor, editor.current_key)
    assert page.editor.textCursor().selectedText() == wanted
    editor.find_bar.line.setText("这几个字报告里没有")
    clerk.press(Qt.Key.Key_Return)
    assert editor.find_bar.state.text() == "没有找到"
    assert not editor.session.is_dirty


def test_last_years_numbers_stand_in_the_cells_of_a_report_begun_from_it(
    clerk: Clerk, own_file: Path
) -> None:
    window = clerk.window
    opened(clerk, own_file)
    action = window.commands["last_year_numbers"]
    action.trigger()
    assert "没有上年的内容" in window.status.currentMessage()
    assert not action.isChecked()
    clerk.answer(RolloverDialog)  # the report in work is taken
    window.file.new_from_last_year()
    clerk.wait(lambda: window.session and window.session.knows_last_year)
    editor = window.editor
    assert editor is not None
    assert action.isEnabled()
    assert action.isChecked()
    editor.open_tab("requests")
    grid = editor.current_grid()
    assert grid is not None
    shown = grid.viewport().grab().toImage()
    action.trigger()
    assert grid.viewport().grab().toImage() != shown
    assert not window.settings.shows_last_year
    action.trigger()
    assert grid.viewport().grab().toImage() == shown


def test_recent_files_can_be_taken_from_the_list(
    clerk: Clerk, own_file: Path, tmp_path: Path
) -> None:
    gone = own_file.rename(tmp_path / "去年.xlsx")
    kept = Path(shutil.copy(gone, tmp_path / "今年.xlsx"))
    for path in (kept, gone):
        opened(clerk, path)
        clerk.window.file.close_report()
    gone.unlink()
    recent = clerk.window.stack.start.recent
    recent.setCurrentRow(0)
    recent.setFocus()
    clerk.press(Qt.Key.Key_Delete)
    wait_for_work()
    assert [each.path for each in WindowSettings().recent] == [kept]
    assert recent.count() == 1
    clerk.window.stack.start.forget_all.trigger()
    wait_for_work()
    assert not WindowSettings().recent
    assert not recent.isVisible()
    assert kept.exists()
