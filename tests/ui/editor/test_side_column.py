"""The panel that was asked for last gets most of the room beside the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from report_editor.document import Document
from report_editor.forms import form
from report_editor.ui.editor.editor_page import EditorPage
from report_editor.workspace.session import Session

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.mark.usefixtures("chinese_font")
def test_what_is_left_is_read_also_in_a_low_window(qtbot: QtBot) -> None:
    page = EditorPage(Session(Document(form("2021"))))
    qtbot.addWidget(page)
    page.resize(960, 440)
    with qtbot.waitExposed(page):
        page.show()
    page.panels.show_review(True)
    lowest = page.minimumSizeHint().height()
    page.panels.submission.show()
    lines = page.fontMetrics().lineSpacing()
    qtbot.waitUntil(lambda: page.panels.submission.list.height() > 10 * lines)
    assert page.minimumSizeHint().height() == lowest
    assert page.height() == 440
    page.panels.submission.hide()
    qtbot.waitUntil(lambda: page.panels.review.height() > 400)


@pytest.mark.usefixtures("chinese_font")
def test_in_a_high_window_both_are_read(qtbot: QtBot) -> None:
    page = EditorPage(Session(Document(form("2021"))))
    qtbot.addWidget(page)
    page.resize(960, 900)
    with qtbot.waitExposed(page):
        page.show()
    page.panels.show_review(True)
    page.panels.submission.show()
    qtbot.waitUntil(lambda: page.panels.submission.height() > page.panels.review.height() > 250)
    page.resize(960, 440)
    qtbot.waitUntil(lambda: page.panels.submission.height() > 400)
