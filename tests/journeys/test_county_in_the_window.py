"""A county's fifty reports in nine formats are audited and added up in the window.

The sums are computed a second time here, from the reports as they were made.
"""

from __future__ import annotations

import shutil
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

import docx
import psutil
import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from report_editor.document import Document, Field, Part
from report_editor.forms import form
from report_editor.ui.county.entries import State
from report_editor.ui.county.reports_model import ERRORS, FILE, STATE, UNIT
from report_editor.ui.county.send_back_dialog import SendBackDialog
from report_editor.workspace.open_report import OpenReport
from report_editor.workspace.session import Session
from tests.collection.county import DAMAGED, MISSING, TWICE, WITH_ERRORS, County, make_county
from tests.collection.reports import make_report, name_office, write_report

if TYPE_CHECKING:
    from pathlib import Path

    from report_editor.collection.sums import Sums
    from report_editor.ui.county.county_window import CountyWindow
    from report_editor.ui.county.sum_grid import SumGrid
    from tests.journeys.conftest import Clerk

pytestmark = [
    pytest.mark.slow,
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
]
SHIFT_CTRL = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class Auditor:
    """Hands in the window for many reports."""

    def __init__(self, clerk: Clerk) -> None:
        self.clerk = clerk
        clerk.press(Qt.Key.Key_I, SHIFT_CTRL)
        county = clerk.window.many.county
        assert county is not None
        self.window: CountyWindow = county
        clerk.wait(county.isActiveWindow)

    def drop(self, *paths: Path) -> None:
        """Drops files or folders onto the window and waits until they are read."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(each)) for each in paths])
        left = Qt.MouseButton.LeftButton
        none = Qt.KeyboardModifier.NoModifier
        copy = Qt.DropAction.CopyAction
        enter = QDragEnterEvent(QPoint(9, 9), copy, data, left, none)
        QApplication.sendEvent(self.window, enter)
        assert enter.isAccepted()
        QApplication.sendEvent(self.window, QDropEvent(QPointF(9, 9), copy, data, left, none))
        self.clerk.wait(lambda: self.window.county.paths)

    def wait(self) -> None:
        """Waits until everything is read and compared."""
        self.clerk.wait(lambda: not self.window.county.is_reading)

    def press(
        self,
        widget: QWidget,
        key: Qt.Key,
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """Presses a key in a widget."""
        widget.setFocus()
        QTest.keyClick(widget, key, modifier)

    def click(self, button: QWidget) -> None:
        """Clicks a button."""
        assert button.isEnabled()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def go_to_page(self, at: int) -> None:
        """Clicks a tab."""
        bar = self.window.tabs.tabBar()
        QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(at).center())

    def show_only(self, state: State | None) -> list[str]:
        """Chooses a state with the keys; returns the offices that are shown."""
        box = self.window.reports.state
        self.press(box, Qt.Key.Key_Home)
        while box.currentData() != state:
            self.press(box, Qt.Key.Key_Down)
        return self.list_column(UNIT)

    def list_column(self, column: int) -> list[str]:
        """Returns what stands in a column of the reports."""
        model = self.window.reports.filtered
        return [str(model.index(row, column).data()) for row in range(model.rowCount())]

    def go_to_office(self, number: int) -> None:
        """Clicks the row of an office."""
        table = self.window.reports.table
        row = self.list_column(UNIT).index(name_office(number))
        table.scrollTo(self.window.reports.filtered.index(row, UNIT))
        click_cell(table, row, STATE)

    def has_added(self, count: int) -> bool:
        """Whether so many reports are in the sums."""
        return len(self.sums.rows) == count

    @property
    def grid(self) -> SumGrid:
        """The table of the sums that is shown."""
        grid = self.window.sums.tables.currentWidget()
        assert isinstance(grid, QTableView)
        return grid  # type: ignore[return-value]

    @property
    def sums(self) -> Sums:
        """The sums that are shown."""
        sums = self.window.sums.sums
        assert sums is not None
        return sums


def click_cell(table: QTableView, row: int, column: int) -> None:
    """Clicks a cell of a table."""
    rect = table.visualRect(table.model().index(row, column))
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> County:
    return make_county(tmp_path_factory.mktemp("county"))


@pytest.fixture
def county(made: County, tmp_path: Path) -> County:
    """The county in a folder in which it may be changed."""
    folder = tmp_path / "2023年度"
    shutil.copytree(made.folder, folder)
    return County(folder, made.names, made.reports)


def test_a_county_is_audited(clerk: Clerk, county: County, tmp_path: Path) -> None:
    auditor = Auditor(clerk)
    window = auditor.window
    auditor.drop(county.folder)
    auditor.wait()
    assert len(auditor.list_column(UNIT)) == len(county.reports) + 2  # one twice, one damaged

    clerk.choose_file(county.names)
    window.list_action.trigger()
    clerk.wait(lambda: auditor.show_only(State.MISSING))
    assert auditor.list_column(UNIT) == [name_office(DAMAGED), name_office(MISSING)]
    assert auditor.show_only(State.TWICE) == [name_office(TWICE)] * 2
    assert set(auditor.show_only(State.BALANCE)) == set(map(name_office, WITH_ERRORS))
    auditor.show_only(State.UNREAD)
    assert auditor.list_column(FILE) == [f"{DAMAGED:02}.docx"]
    auditor.show_only(None)
    auditor.press(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(window.reports.search, "05.csv")
    assert auditor.list_column(UNIT) == [name_office(5)]
    window.reports.search.clear()

    check_sums(auditor, county)
    check_choice(auditor, county)
    check_takeover(auditor, county)
    check_notes(auditor, tmp_path / "意见")
    check_coming_back(auditor, county)


def check_sums(auditor: Auditor, county: County) -> None:
    """Compares every cell of the tables with the sum of the reports as they were made."""
    auditor.go_to_page(1)
    tables = auditor.window.sums.tables
    assert len(auditor.sums.rows) == len(county.reports)
    for at, table in enumerate(auditor.sums.form.tables.values()):
        tables.setCurrentIndex(at)
        for address, cell in table.value_cells.items():
            shown = auditor.grid.model().index(cell.row, cell.column).data()
            right = sum(Decimal(each.value(address)) for each in county.reports.values())
            assert Decimal(shown) == right, address
    tables.setCurrentIndex(1)
    cell = auditor.sums.form.tables["requests"].value_cells["requests.new.research"]
    click_cell(auditor.grid, cell.row, cell.column)
    assert f"{len(county.reports)} 份报告合计 9 件" in auditor.window.sums.words.text()
    model = auditor.window.sums.contributions.model()
    entries = [(model.index(row, 0).data(), model.index(row, 1).data()) for row in range(4)]
    assert {office for office, _ in entries[:3]} == set(map(name_office, WITH_ERRORS))
    assert [number for _, number in entries] == ["3", "3", "3", "0"]


def check_choice(auditor: Auditor, county: County) -> None:
    """Leaves one office out with the space bar, and takes it in again."""
    table = auditor.window.reports.table
    total = auditor.sums.sum("requests.new.research")
    for expected, count in ((total - 3, -1), (total, 0)):
        auditor.go_to_page(0)
        auditor.go_to_office(WITH_ERRORS[0])
        auditor.press(table, Qt.Key.Key_Space)
        auditor.go_to_page(1)
        auditor.clerk.wait(partial(auditor.has_added, len(county.reports) + count))
        assert auditor.sums.sum("requests.new.research") == expected


def check_takeover(auditor: Auditor, county: County) -> None:
    """Puts the sums into the report in work: one step, that one undo takes back."""
    window = auditor.clerk.window
    fields = {str(Field.ORGANIZATION): "青山县人民政府", str(Field.YEAR): "2023"}
    cells = {"requests.new.natural_person": "7"}
    own = Document(form("2021"), parts={Part.FIELDS: fields, Part.CELLS: cells})
    session = Session(own, saved=False)
    window.workspace.begin(OpenReport(session))
    auditor.window.activateWindow()
    said = auditor.clerk.box_says("放入")
    auditor.click(auditor.window.sums.take_button)
    assert f"把 {len(county.reports)} 份报告的合计" in said[0]
    for address in own.form.cells:
        right = sum(Decimal(each.value(address)) for each in county.reports.values())
        assert own.value(address) == right, address
    auditor.clerk.wait(window.isActiveWindow)
    auditor.clerk.ctrl(Qt.Key.Key_Z)
    assert own.value("requests.new.natural_person") == 7
    assert not session.history.undo_label
    history = session.history
    history.mark_saved(history.begin_save())


def check_notes(auditor: Auditor, folder: Path) -> None:
    """Writes the notes of all that are chosen, and the tables."""

    def write(dialog: SendBackDialog) -> None:
        dialog.organization.setText("青山县人民政府办公室")
        dialog.folder.setText(str(folder))
        QTest.mouseClick(dialog.write_button, Qt.MouseButton.LeftButton)

    auditor.go_to_page(0)
    auditor.clerk.at_dialog(SendBackDialog, write)
    auditor.click(auditor.window.send_button)
    auditor.clerk.wait((folder / "审核汇总.xlsx").exists)
    auditor.clerk.wait(lambda: QApplication.activeModalWidget() is None)
    office = name_office(WITH_ERRORS[0])
    text = (folder / f"{office} 年报修改意见.txt").read_text("utf-8-sig")
    assert "科研机构" in text
    assert "青山县人民政府办公室" in text
    word = docx.Document(str(folder / f"{office} 年报修改意见.docx"))
    assert "科研机构" in "".join(each.text for each in word.paragraphs)
    book = load_workbook(folder / "审核汇总.xlsx", read_only=True)
    named = {row[0] for row in book["发现的问题"].iter_rows(values_only=True)}
    assert named >= set(map(name_office, WITH_ERRORS))


def check_coming_back(auditor: Auditor, county: County) -> None:
    """Opens a wrong report beside; once it is mended and the window is back it is read again."""
    window, clerk = auditor.window, auditor.clerk
    number, own = WITH_ERRORS[2], clerk.window.session
    (file,) = county.folder.rglob(f"{number:02}.txt")
    auditor.go_to_office(number)
    auditor.press(window.reports.table, Qt.Key.Key_Return)
    clerk.wait(clerk.window.isActiveWindow)
    clerk.wait(lambda: clerk.window.session is not own)
    assert clerk.window.session is not None
    assert clerk.window.session.document.organization == name_office(number)
    findings = window.reports.findings
    row = next(at for at in range(findings.count()) if "科研机构" in findings.item(at).text())
    findings.setCurrentRow(row)
    opened = clerk.window.workspace.report
    auditor.press(findings, Qt.Key.Key_Return)
    assert clerk.window.editor is not None
    assert clerk.window.editor.current_key == "requests"
    assert clerk.window.workspace.report is opened, "it is in work already"
    write_report(make_report(number), file)
    clerk.press(Qt.Key.Key_I, SHIFT_CTRL)
    clerk.wait(window.isActiveWindow)
    row = auditor.list_column(UNIT).index(name_office(number))
    clerk.wait(lambda: window.reports.filtered.index(row, ERRORS).data() == "0")
    auditor.wait()


def test_closing_the_window_ends_the_readers(clerk: Clerk, county: County) -> None:
    before = set(psutil.Process().children(recursive=True))
    auditor = Auditor(clerk)
    auditor.drop(county.folder)
    clerk.wait(lambda: auditor.list_column(UNIT))
    assert auditor.window.county.is_reading
    auditor.window.close()
    clerk.wait(lambda: set(psutil.Process().children(recursive=True)) <= before)
    assert clerk.window.many.county is None


def test_reading_is_stopped_and_goes_on(clerk: Clerk, county: County) -> None:
    auditor = Auditor(clerk)
    auditor.drop(county.folder)
    clerk.wait(lambda: auditor.list_column(UNIT))
    auditor.click(auditor.window.stop_button)
    auditor.wait()
    known = len(auditor.list_column(UNIT))
    assert known < len(county.reports)
    left = len(county.reports) + 2 - known
    assert f"还有 {left} 个文件没有读" in auditor.window.words.text()
    auditor.press(auditor.window, Qt.Key.Key_F5)
    assert auditor.window.county.is_reading
    auditor.wait()
    assert len(auditor.list_column(UNIT)) == len(county.reports) + 2
