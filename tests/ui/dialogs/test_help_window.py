"""The handbook opens at a chapter, fits on the screen and goes away with Esc."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from report_editor.ui.dialogs.help_window import HelpWindow

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def handbook(qtbot: QtBot, chinese_font: None) -> HelpWindow:  # noqa: ARG001
    parent = QWidget()
    qtbot.addWidget(parent)
    window = HelpWindow(parent)
    window._parent = parent  # type: ignore[attr-defined]  # Python deletes what it no longer knows
    with qtbot.waitExposed(window):
        window.show()
    return window


def test_the_contents_name_every_chapter(handbook: HelpWindow) -> None:
    names = [handbook.contents.item(row).text() for row in range(handbook.contents.count())]
    assert names[0] == "一、开始"
    assert names[-1] == "十二、常见问题"
    assert len(names) == 12


def test_a_chapter_chosen_stands_at_the_top(handbook: HelpWindow) -> None:
    for row in range(handbook.contents.count()):
        handbook.contents.setCurrentRow(row)
        lines = [handbook.browser.cursorForPosition(QPoint(40, y)) for y in (8, 24, 40, 56)]
        bar = handbook.browser.verticalScrollBar()
        wanted = handbook.contents.item(row).text()
        at_end = bar.value() == bar.maximum()
        assert at_end or wanted in [each.block().text() for each in lines]


def test_esc_closes_the_handbook(handbook: HelpWindow) -> None:
    QTest.keyClick(handbook.contents, Qt.Key.Key_Escape)
    assert handbook.isHidden()


def test_it_is_no_larger_than_the_screen(handbook: HelpWindow) -> None:
    room = handbook.screen().availableSize()
    assert handbook.width() < room.width()
    assert handbook.height() < room.height()


@pytest.mark.parametrize(
    "target", ["file:///etc/hostname", "https://example.com", "other.html", "#a"]
)
def test_a_link_leads_nowhere(handbook: HelpWindow, target: str) -> None:
    browser = handbook.browser
    browser.setHtml(f'<a href="{target}">{"链接" * 500}</a>')
    before = browser.toPlainText()
    point = QPoint(60, 40)
    assert browser.anchorAt(point) == target
    QTest.mouseClick(browser.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert browser.source().isEmpty()
    assert browser.toPlainText() == before
