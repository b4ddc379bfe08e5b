"""What a clerk does beside filling in: drops a file, zooms, searches, compares."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QTextCursor
from PySide6.QtTest import QTest

from report_editor.document import Field
from report_editor.ui.pages import TablePage, TextPage

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from report_editor.ui.editor_page import EditorPage
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
    editor.basics.line(Field.SIGNATORY).setFocus()
    clerk.write("W")
    said = clerk.box_says("取消")
    drop(clerk.window, example)
    clerk.wait(lambda: said)
    assert "还没有保存" in said[0]
    assert clerk.window.editor is editor


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
    before = clerk.window.view.zoom
    QTest.wheelEvent(clerk.window.windowHandle(), QPointF(at), QPoint(0, 120), QPoint(), CTRL)
    clerk.wait(lambda: clerk.window.view.zoom > before)


def test_an_input_method_is_told_where_the_cursor_is(clerk: Clerk, own_file: Path) -> None:
    editor = text_page(opened(clerk, own_file), "overview").editor
    editor.moveCursor(QTextCursor.MoveOperation.End)
    told = editor.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
    there = editor.viewport().mapTo(editor, editor.cursorRect().topLeft())
    assert there.x() > 100  # the sheet stands in the middle
    assert told.topLeft().toPoint() == there
