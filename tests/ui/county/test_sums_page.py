"""Sums stand in the official tables; each leads to the reports that are in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from report_editor.collection.sums import sum_up
from report_editor.ui.county.sum_grid import SumGrid
from report_editor.ui.county.sums_page import SumsPage
from tests.collection.conftest import make_row
from tests.collection.reports import make_report, name_office

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from report_editor.collection.sums import Sums

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
CELL = "requests.new.research"


def make_sums(**texts: str) -> Sums:
    """Return the sums of three reports; ``texts`` are what they have in one cell, by office."""
    rows = [
        make_row(make_report(number, cells={CELL: texts.get(f"n{number}", "0")}), f"{number}.txt")
        for number in range(3)
    ]
    (sums,) = sum_up(rows)
    return sums


@pytest.fixture
def page(qtbot: QtBot, chinese_font: None) -> SumsPage:  # noqa: ARG001
    page = SumsPage()
    qtbot.addWidget(page)
    page.resize(1000, 600)
    with qtbot.waitExposed(page):
        page.show()
    return page


def grid_of(page: SumsPage, table: int = 1) -> SumGrid:
    page.tables.setCurrentIndex(table)
    grid = page.tables.currentWidget()
    assert isinstance(grid, SumGrid)
    return grid


def test_without_reports_it_says_what_to_do(page: SumsPage) -> None:
    page.show_sums([])
    assert "请先选择文件夹" in page.words.text()
    assert not page.take_button.isEnabled()


def test_a_cell_says_what_is_in_it(page: SumsPage) -> None:
    page.show_sums([make_sums(n0="2", n1="三", n2="")])
    grid = grid_of(page)
    grid.go_to(CELL)
    words = page.words.text()
    assert words.endswith("1 份报告合计 2 件；1 份填的不是数字，没有加；1 份没有填。")
    index = grid.currentIndex()
    assert index.data() == "2"
    point = grid.visualRect(index).center()
    event = QHelpEvent(QEvent.Type.ToolTip, point, grid.viewport().mapToGlobal(point))
    QApplication.sendEvent(grid.viewport(), event)
    assert QToolTip.text() == words


def test_a_click_leads_to_the_reports_and_enter_opens_one(page: SumsPage, qtbot: QtBot) -> None:
    page.show_sums([make_sums(n0="2", n1="30", n2="x")])
    grid = grid_of(page)
    cell = grid.table.value_cells[CELL]
    rect = grid.visualRect(grid.model().index(cell.row, cell.column))
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=rect.center() + QPoint(1, 1))
    model = page.contributions.model()
    shown = [(model.index(row, 0).data(), model.index(row, 1).data()) for row in range(3)]
    assert shown == [(name_office(1), "30"), (name_office(0), "2"), (name_office(2), "不是数字")]
    page.contributions.setCurrentIndex(model.index(1, 0))
    with qtbot.waitSignal(page.openRequested) as opened:
        QTest.keyClick(page.contributions, Qt.Key.Key_Return)
    assert opened.args == [Path("0.txt"), CELL]


def test_other_sums_keep_table_and_cell(page: SumsPage) -> None:
    page.show_sums([make_sums(n0="2")])
    grid_of(page).go_to(CELL)
    page.show_sums([make_sums(n0="7")])
    grid = page.tables.currentWidget()
    assert isinstance(grid, SumGrid)
    assert grid.current_address() == CELL
    assert grid.currentIndex().data() == "7"
    page.show_sums([])
    page.show_sums([make_sums(n0="9")])
    assert grid_of(page).model().rowCount() > 0


def test_nothing_can_be_typed_into_a_sum(page: SumsPage) -> None:
    page.show_sums([make_sums(n0="2")])
    grid = grid_of(page)
    grid.go_to(CELL)
    QTest.keyClicks(grid, "5")
    QTest.keyClick(grid, Qt.Key.Key_Delete)
    assert grid.currentIndex().data() == "2"
