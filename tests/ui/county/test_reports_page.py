"""The table of reports by keyboard: rows are copied, chosen and opened; one is explained below."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from report_editor.collection.report_row import UnreadFile
from report_editor.ui.county.reports_page import ReportsPage
from tests.collection.conftest import make_row
from tests.collection.reports import make_report, name_office

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(qtbot: QtBot) -> ReportsPage:
    page = ReportsPage()
    qtbot.addWidget(page)
    page.model.take(
        [
            make_row(make_report(0, cells={"requests.new.research": "3"}), "0.txt"),
            UnreadFile(Path("坏.docx"), "“坏.docx”打不开。请另存后再试。"),
            make_row(make_report(1), "1.txt"),
        ]
    )
    page.show()
    page.table.setFocus()
    page.table.selectRow(0)
    return page


def test_what_is_wrong_stands_below_and_leads_to_it(page: ReportsPage, qtbot: QtBot) -> None:
    texts = [page.findings.item(row).text() for row in range(page.findings.count())]
    assert "科研机构" in texts[0]
    page.findings.setCurrentRow(0)
    with qtbot.waitSignal(page.openRequested) as opened:
        QTest.keyClick(page.findings, Qt.Key.Key_Return)
    assert opened.args[0] == Path("0.txt")
    assert opened.args[1].cells
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    assert page.findings.item(0).text() == "“坏.docx”打不开。请另存后再试。"


def test_rows_are_copied_as_plain_text(page: ReportsPage) -> None:
    QTest.keyClick(page.table, Qt.Key.Key_Down, SHIFT)
    QTest.keyClick(page.table, Qt.Key.Key_C, CTRL)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert [each.split("\t")[:2] for each in lines] == [
        [name_office(0), "有错误"],
        ["“坏.docx”打不开。请另存后再试。", "没有读出来"],
    ]
    assert not QGuiApplication.clipboard().mimeData().hasHtml()


def test_the_space_bar_chooses_all_that_is_selected(page: ReportsPage) -> None:
    QTest.keyClick(page.table, Qt.Key.Key_A, CTRL)
    for expected in (False, True):
        QTest.keyClick(page.table, Qt.Key.Key_Space)
        assert [page.model.is_chosen(row) for row in (0, 2)] == [expected] * 2
    assert not page.model.is_chosen(1), "there is nothing to choose"


def test_enter_opens_a_file_that_was_not_read_too(page: ReportsPage, qtbot: QtBot) -> None:
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.openRequested) as opened:
        QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert opened.args == [Path("坏.docx"), None]
