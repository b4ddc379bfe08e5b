"""Sums go into the office's own report, or are compared with it; what is in the way is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from report_editor.collection.sums import Sums, sum_up
from report_editor.document import Document, Field, Part
from report_editor.forms import form
from report_editor.ui.county.differences_dialog import DifferencesDialog
from report_editor.ui.county.own_report import OwnReport
from report_editor.workspace.open_report import OpenReport
from report_editor.workspace.session import Session
from report_editor.workspace.workspace import Workspace
from tests.collection.conftest import make_row
from tests.collection.reports import make_report
from tests.ui.answering import at_box

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

CELL = "requests.new.research"


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def sums() -> Sums:
    rows = [make_row(make_report(number, cells={CELL: "2"})) for number in range(2)]
    (sums,) = sum_up(rows)
    return sums


def have_in_work(
    workspace: Workspace, *, edition: str = "2021", year: str = "2023", read_only: bool = False
) -> Session:
    fields = {str(Field.ORGANIZATION): "青山县人民政府", str(Field.YEAR): year}
    document = Document(form(edition), parts={Part.FIELDS: fields, Part.CELLS: {CELL: "1"}})
    session = Session(document, read_only=read_only)
    workspace.begin(OpenReport(session))
    return session


def take_over(window: QWidget, workspace: Workspace, sums: Sums, button: str) -> str:
    """Take the sums over, press a button of the box; return what the box said."""
    said: list[str] = []

    def press(box: QWidget) -> None:
        said.append(box.text())  # type: ignore[attr-defined]
        buttons = box.buttons()  # type: ignore[attr-defined]
        next(each for each in buttons if button in each.text()).click()

    at_box(window, press)
    OwnReport(window, workspace).take_over(sums)
    return said[0]


def test_without_a_report_it_says_what_to_do(window: QWidget, sums: Sums) -> None:
    assert "请先在主窗口新建或者打开" in take_over(window, Workspace(), sums, "知道了")


def test_another_edition_and_a_report_for_reading_are_refused(window: QWidget, sums: Sums) -> None:
    workspace = Workspace()
    session = have_in_work(workspace, edition="2019", year="2020")
    assert "两者的行列不同" in take_over(window, workspace, sums, "知道了")
    session = have_in_work(workspace, read_only=True)
    assert "只读" in take_over(window, workspace, sums, "知道了")
    assert session.document.value(CELL) == 1


def test_another_year_is_said_before_and_cancel_changes_nothing(
    window: QWidget, sums: Sums
) -> None:
    workspace = Workspace()
    session = have_in_work(workspace, year="2024")
    assert "注意：它是 2024 年度的。" in take_over(window, workspace, sums, "取消")
    assert session.document.value(CELL) == 1
    assert take_over(window, workspace, sums, "放入")
    assert session.document.value(CELL) == 4
    assert session.history.undo_label == "填入 2 份报告的合计"


def test_a_difference_leads_to_its_cell(window: QWidget, sums: Sums, qtbot: QtBot) -> None:
    workspace = Workspace()
    have_in_work(workspace)
    own = OwnReport(window, workspace)
    rows: list[list[str]] = []

    def choose() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, DifferencesDialog)
        table = dialog.table
        texts = [
            [item.text() for column in range(4) if (item := table.item(row, column)) is not None]
            for row in range(table.rowCount())
        ]
        at = next(
            row for row, each in enumerate(texts) if "本年新收" in each[0] and "科研" in each[0]
        )
        rows.append(texts[at])
        table.setCurrentCell(at, 0)
        QTest.mouseClick(dialog.show_button, Qt.MouseButton.LeftButton)

    QTimer.singleShot(0, window, choose)
    with qtbot.waitSignal(own.targetChosen) as chosen:
        own.compare(sums)
    assert chosen.args == [CELL]
    assert rows[0][1:] == ["1", "4", "-3"]
