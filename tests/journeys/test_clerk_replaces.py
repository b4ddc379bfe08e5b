"""A clerk replaces words all over the report, one by one and all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from report_editor.document import Document, Field, Part
from report_editor.forms import form
from report_editor.ui.editor.findings_sheet import FindingsSheet
from report_editor.workbook.report_file import save_report

if TYPE_CHECKING:
    from pathlib import Path

    from report_editor.ui.editor.find_bar import FindBar
    from tests.journeys.conftest import Clerk

TEXTS = {
    "preamble": ["按照区政府要求编制。"],
    "overview": ["区政府网站和区政府公报。", "没有别的。"],
    "problems": ["区政府的问题。"],
}


@pytest.fixture
def report(tmp_path: Path) -> Path:
    document = Document(
        form("2021"),
        parts={
            Part.FIELDS: {Field.ORGANIZATION: "青山区政府", Field.YEAR: "2023"},
            Part.CELLS: {"requests.new.natural_person": "12"},
        },
        texts=TEXTS,
    )
    path = tmp_path / "青山区.xlsx"
    save_report(document, path)
    return path


def bar(clerk: Clerk) -> FindBar:
    assert clerk.window.editor is not None
    return clerk.window.editor.find_bar


def texts(document: Document) -> dict[str, list[str]]:
    return {key: list(document.paragraphs(key)) for key in TEXTS}


def test_all_are_listed_first_and_are_one_step(clerk: Clerk, report: Path) -> None:
    document = clerk.open(report).document
    clerk.ctrl(Qt.Key.Key_H)
    clerk.compose("quzhengfu", "区政府")
    clerk.press(Qt.Key.Key_Tab)
    while clerk.focus() is not bar(clerk).better:
        clerk.press(Qt.Key.Key_Tab)
    clerk.compose("shizhengfu", "市政府")
    seen: list[tuple[str, str, str]] = []

    def leave_the_last_out(sheet: FindingsSheet) -> None:
        table = sheet.table
        for row in range(table.rowCount()):
            cells = [table.item(row, column) for column in range(3)]
            first, second, third = (cell.text() if cell else "" for cell in cells)
            seen.append((first, second, third))
        place, before, after = (table.columnWidth(column) for column in range(3))
        assert place == table.sizeHintForColumn(0)
        assert place + before + after == table.viewport().width()
        assert abs(before - after) <= 1, "the texts share what the places leave"
        table.setCurrentCell(table.rowCount() - 1, 0)
        table.tick([table.rowCount() - 1], tick=False)
        sheet.accept()

    clerk.at_dialog(FindingsSheet, leave_the_last_out)
    bar(clerk).replace_all()
    assert [place for place, _, _ in seen] == [
        "基本信息“单位全称”",
        "“引言”第 1 段",
        "“一、总体情况”第 1 段",
        "“一、总体情况”第 1 段",
        "“五、存在的主要问题及改进情况”第 1 段",
    ]
    assert seen[0][1:] == ("青山区政府", "青山市政府")
    assert document.organization == "青山市政府"
    assert texts(document) == {
        "preamble": ["按照市政府要求编制。"],
        "overview": ["市政府网站和市政府公报。", "没有别的。"],
        "problems": ["区政府的问题。"],
    }
    assert bar(clerk).state.text() == "替换了 4 处，可撤销（Ctrl+Z）"
    bar(clerk).close_bar()
    clerk.ctrl(Qt.Key.Key_Z)
    assert document.organization == "青山区政府"
    assert texts(document) == TEXTS


def test_one_after_the_other(clerk: Clerk, report: Path) -> None:
    document = clerk.open(report).document
    clerk.ctrl(Qt.Key.Key_H)
    bar(clerk).line.setText("区政府")
    bar(clerk).better.setText("区政府区政府")  # what is put in is not found again
    bar(clerk).better.setFocus()
    clerk.press(Qt.Key.Key_Return)  # shows the first
    assert document.organization == "青山区政府"
    clerk.press(Qt.Key.Key_Return)
    assert document.organization == "青山区政府区政府"
    for _ in range(3):
        clerk.press(Qt.Key.Key_Return)
    assert document.paragraphs("overview")[0] == "区政府区政府网站和区政府区政府公报。"
    clerk.press(Qt.Key.Key_Escape)
    clerk.ctrl(Qt.Key.Key_Z)
    assert document.paragraphs("overview")[0] == "区政府区政府网站和区政府公报。"


def test_numbers_of_the_tables_are_left_alone(clerk: Clerk, report: Path) -> None:
    document = clerk.open(report).document
    clerk.ctrl(Qt.Key.Key_H)
    bar(clerk).line.setText("12")
    bar(clerk).replace_all()
    assert bar(clerk).state.text() == "只在表格里有，没有替换"
    bar(clerk).replace()
    bar(clerk).replace()
    assert bar(clerk).state.text() == "表格里的不替换，请自己改"
    assert document.raw("requests.new.natural_person") == "12"
