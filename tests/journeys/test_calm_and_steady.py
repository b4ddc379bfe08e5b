"""A report is begun in peace: nothing is red before it is wrong, and nothing moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from report_editor.checks import Severity
from report_editor.document import Document, Field, Part
from report_editor.document.commands import set_cells
from report_editor.forms import form
from report_editor.workbook.report_file import save_report

if TYPE_CHECKING:
    from pathlib import Path

    from report_editor.ui.editor.editor_page import EditorPage
    from report_editor.workspace.session import Session
    from tests.journeys.conftest import Clerk

FIELDS = {Field.ORGANIZATION.value: "青禾县柳溪镇人民政府", Field.YEAR.value: "2025"}


@pytest.fixture
def new_report(tmp_path: Path) -> Path:
    """A report in which nothing but its name and year is filled in."""
    path = tmp_path / "2025.xlsx"
    save_report(Document(form("2021"), parts={Part.FIELDS: FIELDS}), path)
    return path


def page(clerk: Clerk) -> EditorPage:
    editor = clerk.window.editor
    assert editor is not None
    return editor


def severities(session: Session) -> set[Severity]:
    session.check_now()
    return {each.severity for each in session.findings}


def counts(clerk: Clerk) -> list[str]:
    tabs = page(clerk).tabs
    return [tabs.count_label(index).text() for index in range(tabs.count())]


def test_an_empty_report_is_calm_and_leads_through_what_is_left(
    clerk: Clerk, new_report: Path
) -> None:
    session = clerk.open(new_report)
    assert severities(session) == {Severity.INFO}
    assert counts(clerk) == [""] * 7
    gaps, editor = clerk.window.status.gaps, page(clerk)
    assert gaps.text() == "还剩 3 张表、3 处文字"
    editor.open_tab("basics")
    visited = []
    for _ in range(6):
        QTest.mouseClick(gaps, Qt.MouseButton.LeftButton)
        visited.append(editor.current_key)
        assert editor.front.isAncestorOf(clerk.focus())
    assert visited == [each.key for each in form("2021").sections if each.numeral]
    clerk.press(Qt.Key.Key_F5)
    assert editor.current_key == "overview"
    clerk.write("77")
    session.check_now()
    assert gaps.text() == "还剩 3 张表、2 处文字"


def test_the_first_numbers_give_no_error(clerk: Clerk, new_report: Path) -> None:
    session = clerk.open(new_report)
    editor = page(clerk)
    editor.open_tab("requests")
    grid = editor.current_grid()
    assert grid is not None
    grid.setFocus()
    for digits in ("77", "3", "12"):
        clerk.write(digits)
        clerk.press(Qt.Key.Key_Return)
        assert severities(session) == {Severity.INFO}
        assert counts(clerk) == [""] * 7
    assert session.document.raw("requests.granted.natural_person") == "12"
    for table in session.document.form.tables:
        editor.open_tab(table)
        shown = editor.current_grid()
        assert shown is not None
        shown.fill_zero_table()
    assert Severity.ERROR in severities(session)
    assert counts(clerk)[3] == "1"


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1024, 600), (683, 384)])
def test_nothing_moves_while_one_types_and_findings_come_and_go(
    clerk: Clerk, new_report: Path, width: int, height: int
) -> None:
    session = clerk.open(new_report)
    clerk.window.setWindowState(Qt.WindowState.WindowNoState)
    clerk.window.resize(width, height)
    clerk.wait(lambda: clerk.window.size().toTuple() == (width, height))
    editor = page(clerk)
    editor.open_tab("requests")
    clerk.press(Qt.Key.Key_F8)  # the list of findings itself grows and shrinks
    grid = editor.current_grid()
    assert grid is not None
    grid.setFocus()
    QCoreApplication.processEvents()

    def look() -> tuple[object, ...]:
        bar = editor.tabs
        tabs = [bar.tabRect(index) for index in range(bar.count())]
        rows = [grid.rowViewportPosition(row) for row in range(grid.table.grid_row_count)]
        assert grid.strip is not None
        within = [grid.geometry(), grid.strip.geometry(), editor.fold.geometry()]
        return (tabs, rows, within, clerk.window.status.geometry())

    before = look()
    for keys in ("7", "7"):
        clerk.write(keys)
        session.check_now()
        assert look() == before
    clerk.press(Qt.Key.Key_Return)
    clerk.press(Qt.Key.Key_Up)
    for table in session.document.form.tables.values():
        zeros = {each.address: "0" for each in table.cells if not each.is_total}
        session.do(set_cells(session.document, zeros))
    session.do(set_cells(session.document, {"requests.new.business": "123456"}))
    session.check_now()
    assert Severity.ERROR in severities(session)
    assert look() == before
    session.do(set_cells(session.document, {"requests.new.business": "x"}))
    session.check_now()
    clerk.window.status.show_notice("一句话")
    assert look() == before


def test_the_fields_stay_in_their_places_when_something_is_wrong_with_them(
    clerk: Clerk, new_report: Path
) -> None:
    session = clerk.open(new_report)
    editor = page(clerk)
    editor.open_tab("basics")
    clerk.window.resize(1366, 768)
    QCoreApplication.processEvents()
    lines = [editor.metadata.line(field) for field in Field]
    before = [each.geometry() for each in (*lines, editor.metadata.preamble)]
    line = editor.metadata.line(Field.YEAR)
    line.setFocus()
    line.selectAll()
    clerk.write("20255")
    session.check_now()
    QCoreApplication.processEvents()
    assert "不是四位数的年份" in editor.metadata._notes[Field.YEAR].full_text()
    assert [each.geometry() for each in (*lines, editor.metadata.preamble)] == before


@pytest.mark.parametrize("key", ["overview", "problems", "disclosure", "proceedings"])
def test_no_part_of_a_page_moves_while_one_types_in_it(
    clerk: Clerk, new_report: Path, key: str
) -> None:
    session = clerk.open(new_report)
    clerk.window.resize(1024, 600)
    editor = page(clerk)
    editor.open_tab(key)
    front = editor.front
    front.setFocus()
    QCoreApplication.processEvents()

    def look() -> list[QRect]:
        parts = front.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        shown = [each for each in parts if not each.isHidden()]
        return [editor.tabs.geometry(), *(each.geometry() for each in shown)]

    before = look()
    for text in ("1", "2", "x", "3"):
        clerk.write(text)
        session.check_now()
        clerk.press(Qt.Key.Key_Return)
        session.check_now()
        QCoreApplication.processEvents()
        assert look() == before
