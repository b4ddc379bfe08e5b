"""The panel that was asked for last gets most of the room beside the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget

from report_editor.document import Document
from report_editor.forms import form
from report_editor.ui.editor.editor_page import EditorPage
from report_editor.workspace.last_year import LastYear, examine
from report_editor.workspace.opening import open_file
from report_editor.workspace.session import Session
from tests.importers.roundtrip import as_docx
from tests.importers.roundtrip.printed import Liberties, printed

if TYPE_CHECKING:
    from pathlib import Path

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


@pytest.fixture
def last_year(tmp_path: Path) -> LastYear:
    """Last year's report in Word, whose source is shown below what was read from it."""
    path = tmp_path / "上年度政府信息公开工作年度报告（正式稿）.docx"
    path.write_bytes(as_docx.docx_of(printed(Liberties(seed=1, profile="zeros"))))
    opened = open_file(path)
    return examine(opened.document, path.name, opened, path)


def find_covered(panel: QWidget) -> list[str]:
    """Return the parts of a panel that have less height than they are drawn in."""
    parts = (each for each in panel.findChildren(QWidget) if each.isVisible())
    return [
        f"{type(each).__name__}: {each.height()}"
        for each in parts
        if isinstance(each, QLabel | QLineEdit | QAbstractButton)
        and each.height() < measure_needed(each)
    ]


def measure_needed(part: QWidget) -> int:
    if part.hasHeightForWidth():
        return part.heightForWidth(part.width())
    return part.minimumSizeHint().height()


@pytest.mark.usefixtures("chinese_font")
@pytest.mark.parametrize("height", [440, 620, 740, 900])
def test_no_panel_is_crushed_by_another(qtbot: QtBot, last_year: LastYear, height: int) -> None:
    """Both are read where both have room; else the one that was asked for has all of it."""
    page = EditorPage(Session(last_year.begin_report()))
    qtbot.addWidget(page)
    page.resize(960, height)
    with qtbot.waitExposed(page):
        page.show()
    page.show_last_year_reading(last_year)
    page.panels.show_review(True)
    page.panels.show_submission(True)
    review, submission = page.panels.review, page.panels.submission
    qtbot.waitUntil(lambda: submission.height() > height // 3)
    QCoreApplication.processEvents()
    assert find_covered(submission) == []
    if review.visibleRegion().isEmpty():
        assert height < 900
    else:
        assert height > 620
        assert find_covered(review) == []
        source = review.last_year.source.text
        assert source.viewport().height() > 3 * source.fontMetrics().lineSpacing()
