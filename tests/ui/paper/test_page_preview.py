"""Number, list and zoom beside the pages say the same as the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QToolButton, QWidget

from report_editor.ui.paper.page_preview import PagePreview
from report_editor.ui.paper.page_view import Fit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from tests.ui.paper.conftest import MakePages


@pytest.fixture
def preview(qtbot: QtBot, make_pages: MakePages) -> Iterator[PagePreview]:
    preview = PagePreview()
    qtbot.addWidget(preview)
    preview.resize(900, 600)
    preview.show()
    preview.show_pdf(make_pages(8))
    yield preview
    preview.close_pages()


def read_state(preview: PagePreview) -> tuple[int, str, int]:
    return preview.page, preview.number.text(), preview.list.currentIndex().row()


def test_the_page_is_the_same_however_one_goes_to_it(preview: PagePreview) -> None:
    preview.view.go_to_page(2)
    assert read_state(preview) == (2, "第 3 / 8 页", 2)
    preview.list.setFocus()
    QTest.keyClick(preview.list, Qt.Key.Key_Down)
    assert read_state(preview) == (3, "第 4 / 8 页", 3)
    index = preview.list.model().index(0, 0)
    preview.list.scrollTo(index)
    spot = preview.list.visualRect(index).center()
    QTest.mouseClick(preview.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert read_state(preview) == (0, "第 1 / 8 页", 0)
    preview.number.selectAll()
    QTest.keyClicks(preview.number, "7")
    QTest.keyClick(preview.number, Qt.Key.Key_Return)
    assert read_state(preview) == (6, "第 7 / 8 页", 6)
    bar = preview.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert read_state(preview) == (7, "第 8 / 8 页", 7)


def press(preview: PagePreview, name: str) -> None:
    buttons = preview.findChildren(QToolButton)
    button = next(each for each in buttons if each.accessibleName() == name)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_buttons_zoom_and_show_how(preview: PagePreview) -> None:
    def read_checked() -> list[str]:
        return [each.text() for each in preview.findChildren(QToolButton) if each.isChecked()]

    assert read_checked() == ["适合宽度"]
    press(preview, "显示一整页")
    assert (read_checked(), preview.view.fit) == (["整页"], Fit.PAGE)
    press(preview, "按纸的实际大小显示")
    assert (read_checked(), preview.percent.text()) == (["100%"], "100%")
    press(preview, "放大")
    assert (read_checked(), preview.percent.text()) == ([], "110%")
    press(preview, "缩小")
    press(preview, "缩小")
    assert preview.percent.text() == "90%"
    preview.view.setFocus()
    QTest.keyClick(preview.view, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert (read_checked(), preview.percent.text()) == (["100%"], "100%")
    press(preview, "按窗口的宽度显示")
    preview.resize(600, 600)
    assert preview.percent.text() == f"{preview.view.zoom}%" != "100%"


def test_everything_has_a_name_for_a_screen_reader(preview: PagePreview) -> None:
    parts: list[QWidget] = [preview.view, preview.list, *preview.findChildren(QToolButton)]
    parts += preview.findChildren(QAbstractSpinBox)
    assert all(each.accessibleName() for each in parts)
    role = Qt.ItemDataRole.AccessibleTextRole
    assert preview.list.model().index(2, 0).data(role) == "第 3 页，共 8 页"


def test_small_pages_are_drawn_as_far_as_they_are_in_sight(
    qtbot: QtBot, preview: PagePreview
) -> None:
    pages, pictures = preview.list, preview.list.pictures
    assert pictures is not None
    preview.list.viewport().repaint()
    qtbot.waitUntil(lambda: pictures.find(pages.make_part(0)) is not None)
    assert pictures.find(pages.make_part(7)) is None
    preview.view.go_to_page(7)
    pages.viewport().repaint()
    qtbot.waitUntil(lambda: pictures.find(pages.make_part(7)) is not None)


def test_a_sentence_stands_where_there_are_no_pages(
    preview: PagePreview, make_pages: MakePages
) -> None:
    preview.clear("<b>没有</b>字体")
    assert preview.page_count == 0
    assert not preview.view.isVisible()
    assert not preview.number.isEnabled()
    preview.show_pdf(make_pages(2))
    assert preview.view.isVisible()
    assert preview.number.suffix() == " / 2 页"
