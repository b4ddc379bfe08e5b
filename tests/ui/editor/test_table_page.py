"""Under a table: what does not balance, and the way there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from report_editor.document import Document
from report_editor.document.commands import set_cells
from report_editor.forms import form
from report_editor.ui.editor.pages import TablePage
from report_editor.workspace.session import Session

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

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


def break_columns(page: TablePage, *columns: str) -> str:
    """Lets some columns be out of balance; returns what is said under the table."""
    raws = {f"requests.new.{each}": "123456789" for each in columns}
    page._session.history.do(set_cells(page._session.document, raws))
    return page.balance.text()


def test_a_column_out_of_balance_is_said_with_its_total(page: TablePage) -> None:
    assert page.balance.text().startswith("✔")
    said = break_columns(page, "business").split("<br>")
    assert [line[0] for line in said] == ["✖", "✖"]
    assert "商业企业：新收 123456789 + 结转 0 = 123456789，办理 0" in said[0]
    assert "总计：" in said[1]


def test_the_table_keeps_its_size_however_much_is_out_of_balance(page: TablePage) -> None:
    height = page.grid.height()
    said = break_columns(page, *COLUMNS).split("<br>")
    assert len(said) == 2
    assert "还有 5 列不平衡：" in said[1]
    for name in ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "总计"):
        assert f">{name}</a>" in said[1]
    QApplication.processEvents()
    assert page.grid.height() == height


def test_a_column_named_is_the_way_there(page: TablePage) -> None:
    said = break_columns(page, *COLUMNS)
    assert 'href="requests.new.research"' in said
    page.balance.linkActivated.emit("requests.new.research")
    assert page.grid.current_address() == "requests.new.research"
