"""A table and its strip: what does not balance, what is not filled in, the way there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from report_editor.common.resources import resource
from report_editor.document import Document, Part
from report_editor.document.commands import set_cells, set_entry
from report_editor.forms import form, read_form
from report_editor.ui.editor.pages import TablePage
from report_editor.workspace.session import Session

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from report_editor.ui.grid.balance_strip import BalanceStrip

COLUMNS = ("natural_person", "business", "research", "public_welfare", "legal_service")


@pytest.fixture
def page(qtbot: QtBot, chinese_font: None) -> TablePage:  # noqa: ARG001
    official = form("2021")
    widget = TablePage(Session(Document(official)), official.section("requests"))
    qtbot.addWidget(widget)
    widget.resize(1100, 600)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def strip(page: TablePage) -> BalanceStrip:
    assert page.grid.strip is not None
    return page.grid.strip


def break_columns(page: TablePage, *columns: str) -> str:
    """Lets some columns of a table of zeros be out of balance; returns what the strip says."""
    page.grid.fill_zero_table()
    raws = {f"requests.new.{each}": "123456789" for each in columns}
    page._session.history.do(set_cells(page._session.document, raws))
    return strip(page).accessibleDescription()


def test_a_table_is_not_filled_in_until_its_columns_are(page: TablePage) -> None:
    assert page.state.text() == "未填完 · 还差 144 格"
    assert strip(page).accessibleDescription() == "没有不平衡的列。"
    document = page._session.document
    page._session.do(set_cells(document, {"requests.new.natural_person": "3"}))
    assert page.state.text() == "未填完 · 还差 143 格"
    column = page.grid.table.addresses_of(column="natural_person")
    inputs = [each for each in column if not document.form.cells[each].is_total]
    page._session.do(set_cells(document, dict.fromkeys(inputs[1:], "0")))
    assert page.state.text() == "✖ 1 列不平衡 · 还差 120 格"
    assert "自然人：新收 3 + 结转 0 = 3，办理 0" in strip(page).accessibleDescription()
    page._session.do(set_cells(document, {"requests.granted.natural_person": "3"}))
    page.grid.fill_zero_table()
    assert page.state.text() == "✔ 已填完，各列平衡"


def test_a_column_out_of_balance_is_said_with_its_total(page: TablePage) -> None:
    said = break_columns(page, "business")
    assert page.state.text() == "✖ 2 列不平衡"
    assert "商业企业：新收 123456789 + 结转 0 = 123456789，办理 0" in said
    assert "总计：" in said


def test_nothing_moves_however_much_is_out_of_balance(page: TablePage) -> None:
    def places() -> list[object]:
        rows = [page.grid.rowViewportPosition(row) for row in range(28)]
        around = [each.geometry() for each in (page.grid, strip(page), page.head)]
        return [*rows, *around]

    before = places()
    said = break_columns(page, *COLUMNS)
    for name in ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "总计"):
        assert f"{name}：" in said
    QApplication.processEvents()
    assert places() == before


def test_the_strip_stands_under_the_rows_and_its_numbers_under_their_columns(
    page: TablePage,
) -> None:
    break_columns(page, *COLUMNS)
    grid, below = page.grid, strip(page)
    page.resize(1100, 400)
    QApplication.processEvents()
    assert below.geometry().top() == grid.viewport().geometry().bottom() + 1
    page.resize(1100, 1200)
    QApplication.processEvents()
    last = grid.rowViewportPosition(27) + grid.rowHeight(27)
    assert below.geometry().top() == grid.viewport().y() + last


@pytest.mark.parametrize("height", [250, 600, 1000])
def test_a_click_under_a_column_is_the_way_there(page: TablePage, height: int) -> None:
    break_columns(page, *COLUMNS)
    page.resize(1100, height)
    x = page.grid.columnViewportPosition(
        page.grid.table.value_cells["requests.new.research"].column
    )
    bottom = strip(page).height() - 4
    QTest.mouseClick(strip(page), Qt.MouseButton.LeftButton, pos=QPoint(x + 9, bottom))
    assert page.grid.current_address() == "requests.new.research"
    assert page.window().focusWidget() is page.grid


def test_a_table_without_balances_has_no_strip(qtbot: QtBot) -> None:
    official = form("2021")
    page = TablePage(Session(Document(official)), official.section("disclosure"))
    qtbot.addWidget(page)
    assert page.grid.strip is None
    assert page.state.text() == "未填完 · 还差 10 格"
    page.grid.fill_zero_table()
    assert page.state.text() == "✔ 已填完"


def test_the_mouse_shows_both_years_over_a_balance(page: TablePage) -> None:
    first = page.grid.table.balances[0]
    assert "还差 24 格没有填" in strip(page).tool_tip(first)
    page.grid.fill_zero_table()
    assert "上年" not in strip(page).tool_tip(first)
    document = page._session.document
    for row, number in (
        ("new", "5"),
        ("carried_in", "1"),
        ("processed", "4"),
        ("carried_out", "2"),
    ):
        address = f"requests.{row}.natural_person"
        page._session.do(set_entry(document, Part.PREVIOUS, address, number, "比较"))
    shown = strip(page).tool_tip(first)
    assert "自然人：新收 0 + 结转 0 = 0" in shown
    assert "上年：新收 + 结转 = 6，办理 + 结转下年 = 6。" in shown


BALANCES = """
[[tables.proceedings.balances]]
code = "proceedings.flow"
left = ["reconsideration"]
right = ["direct_suit", "suit_after_reconsideration"]

[[tables.requests.balances]]
code = "requests.openness"
left = ["granted"]
right = ["partial", "denied_query"]
"""


@pytest.mark.parametrize(("table", "blocks"), [("proceedings", 1), ("requests", 2)])
def test_the_strip_shows_whatever_balances_an_edition_declares(
    qtbot: QtBot,
    tmp_path: Path,
    chinese_font: None,  # noqa: ARG001
    table: str,
    blocks: int,
) -> None:
    file = tmp_path / "2099.toml"
    file.write_text(resource("forms", "2021.toml").read_text("utf-8") + BALANCES, encoding="utf-8")
    edition = read_form(file)
    page = TablePage(Session(Document(edition)), edition.section(table))
    qtbot.addWidget(page)
    page.resize(1100, 1000)
    with qtbot.waitExposed(page):
        page.show()
    page.grid.fill_zero_table()
    assert page.state.text() == "✔ 已填完，各列平衡"
    first = edition.tables[table].balances[-2]  # the last is that of the totals
    raws = {first.left[0].address: "5"}
    page._session.do(set_cells(page._session.document, raws))
    assert (
        f"{first.column.short}：{first.left[0].row.short} 5 = 5"
        in strip(page).accessibleDescription()
    )
    line = strip(page).height() // (3 * blocks)
    assert strip(page).height() == line * 3 * blocks
    cell = page.grid.table.value_cells[first.left[0].address]
    point = QPoint(page.grid.columnViewportPosition(cell.column) + 9, strip(page).height() - 4)
    QTest.mouseClick(strip(page), Qt.MouseButton.LeftButton, pos=point)
    assert page.grid.current_address() == first.left[0].address
