"""A clerk checks what is left, makes the report final, verifies papers, takes it back."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from report_editor.document import UNPLACED, TextEdit
from report_editor.document.changes import Change
from report_editor.document.commands import set_cells
from report_editor.document.final_records import list_final_records
from report_editor.exporters.printed_content import compute_check_code, is_as_signed
from report_editor.files.user_folders import user_folders
from report_editor.storage.recovery import find_recoverable, recover
from report_editor.ui.dialogs.final_dialog import FinalDialog, FinalRecordsDialog
from report_editor.ui.dialogs.reason_dialog import ReasonDialog
from report_editor.ui.dialogs.verify_dialog import VerifyDialog
from report_editor.ui.editor.findings_model import FIX
from report_editor.ui.widgets.read_only import FINAL
from report_editor.workspace.opening import open_file
from report_editor.workspace.session import Session
from tests.storage.journaled_session import disown

if TYPE_CHECKING:
    from tests.journeys.conftest import Clerk

CELL = "requests.new.business"


def sign(clerk: Clerk, session: Session, name: str = "Zhang") -> None:
    """Make the report final with the keyboard alone."""

    def act(dialog: FinalDialog) -> None:
        assert not dialog.accept_button.isEnabled() or dialog.name
        dialog.by.selectAll()
        QTest.keyClicks(dialog.by, name)
        QTest.keyClick(dialog.by, Qt.Key.Key_Return)

    clerk.at_dialog(FinalDialog, act)
    clerk.window.commands["make_final"].trigger()
    clerk.wait(lambda: session.final is not None and not session.is_dirty)
    clerk.wait_idle()


def withdraw(clerk: Clerk, session: Session, reason: str = "county") -> None:
    def act(dialog: ReasonDialog) -> None:
        assert not dialog.accept_button.isEnabled()
        QTest.keyClicks(dialog.reason, reason)
        QTest.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)

    clerk.at_dialog(ReasonDialog, act)
    clerk.press_in_bar("撤回定稿")
    clerk.wait(lambda: session.final is None)


def verify(clerk: Clerk, *scans: str) -> list[str]:
    """Scan codes one after the other into the dialog; return what it says of each."""
    said: list[str] = []

    def act(dialog: VerifyDialog) -> None:
        for scan in scans:
            QTest.keyClicks(dialog.code, scan)
            QTest.keyClick(dialog.code, Qt.Key.Key_Return)
            clerk.wait(lambda: dialog.outcome.text() and "正在" not in dialog.outcome.text())
            said.append(dialog.outcome.text())
        QTest.keyClick(dialog, Qt.Key.Key_Escape)

    clerk.at_dialog(VerifyDialog, act)
    clerk.window.commands["verify_paper"].trigger()
    clerk.wait(lambda: len(said) == len(scans))
    return said


def test_what_is_left_leads_there_and_shrinks(clerk: Clerk, own_file: Path) -> None:
    session = clerk.open(own_file)
    put = TextEdit(UNPLACED, 0, (), ("没有位置的一行",))
    session.do(Change("读入", (put,)))
    clerk.press(Qt.Key.Key_F9)
    editor = clerk.window.editor
    assert editor is not None
    panel = editor.panels.submission
    assert panel.isVisible()
    assert panel.list.hasFocus()
    assert "错误 1 处" in panel.summary.text()
    clerk.press(Qt.Key.Key_Down)
    clerk.press(Qt.Key.Key_Return)
    assert editor.current_key == "requests"
    grid = editor.current_grid()
    assert grid is not None
    panel.list.setFocus()
    row = next(
        at for at in range(panel.list.count()) if "没有位置的一行" in panel.list.item(at).text()
    )
    panel.list.setCurrentRow(row)
    clerk.press(Qt.Key.Key_Return)
    assert editor.panels.review.placing.list.hasFocus()
    assert panel.isVisible()
    editor.panels.review.placing.drop()
    session.do(set_cells(session.document, {"requests.carried_out.natural_person": "1"}))
    session.check_now()
    assert "错误" not in panel.summary.text()
    assert "没有归位" not in panel.summary.text()
    panel.list.setFocus()
    clerk.press(Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert not clerk.window.commands["submission"].isChecked()
    clerk.press(Qt.Key.Key_F9)
    assert panel.isVisible()


def test_a_final_report_is_for_reading_until_it_is_taken_back(clerk: Clerk, own_file: Path) -> None:
    session = clerk.open(own_file)
    session.do(set_cells(session.document, {CELL: "5"}))
    sign(clerk, session)
    code = compute_check_code(session.document)
    (bar,) = clerk.bars()
    assert bar.sentence.text().startswith("已定稿：Zhang，")
    assert code in bar.sentence.text()
    assert "已定稿" in clerk.window.windowTitle()
    clerk.wait(lambda: clerk.window.settings.recent[0].state == "已定稿")
    assert is_as_signed(open_file(own_file).document)
    editor = clerk.window.editor
    assert editor is not None
    editor.open_tab("requests")
    grid = editor.current_grid()
    assert grid is not None
    grid.go_to(CELL)
    grid.setFocus()
    before = session.document.copy()
    clerk.write("77")
    clerk.press(Qt.Key.Key_Return)
    clerk.ctrl(Qt.Key.Key_Z)
    editor.open_tab("overview")
    editor.front.setFocus()
    clerk.write("abc")
    editor.commit_pending()
    assert session.document == before
    session.check_now()
    assert editor.findings.list.isColumnHidden(FIX)
    for name in ("undo", "paste", "make_final", "convert_form"):
        action = clerk.window.commands[name]
        assert not action.isEnabled(), name
    assert FINAL in clerk.window.commands["undo"].toolTip()

    withdraw(clerk, session)
    assert not clerk.bars()
    assert not editor.findings.list.isColumnHidden(FIX)
    assert not clerk.window.commands["undo"].isEnabled()
    grid = None
    editor.open_tab("requests")
    grid = editor.current_grid()
    assert grid is not None
    grid.go_to(CELL)
    grid.setFocus()
    clerk.write("77")
    clerk.press(Qt.Key.Key_Return)
    assert session.document.raw(CELL) == "77"
    clerk.ctrl(Qt.Key.Key_Z)
    clerk.ctrl(Qt.Key.Key_Z)
    assert session.document.raw(CELL) == "5"
    assert [each.is_final for each in list_final_records(session.document)] == [True, False]


@pytest.mark.slow
def test_a_report_that_gets_no_name_is_not_made_final(clerk: Clerk) -> None:
    """It would be final without a file that says so, and could not be changed."""
    clerk.window.commands["example"].trigger()
    clerk.wait(lambda: clerk.window.session is not None)
    session = clerk.window.session
    assert session is not None
    asked: list[QFileDialog] = []

    def cancel(dialog: QFileDialog) -> None:
        asked.append(dialog)
        dialog.reject()

    def act(dialog: FinalDialog) -> None:
        dialog.by.setText("Zhang")
        dialog.accept()

    clerk.at_dialog(QFileDialog, cancel)
    clerk.at_dialog(FinalDialog, act)
    clerk.window.commands["make_final"].trigger()
    clerk.wait(lambda: asked)
    clerk.wait_idle()
    assert session.final is None
    assert session.path is None


def test_a_final_report_that_could_not_be_saved_says_so(
    clerk: Clerk, own_file: Path, tmp_path: Path
) -> None:
    away, drive = tmp_path / "away", tmp_path / "drive"
    drive.mkdir()
    report = Path(shutil.copy(own_file, drive / "年报.xlsx"))
    session = clerk.open(report)

    def act(dialog: FinalDialog) -> None:
        dialog.by.setText("Zhang")
        drive.rename(away)
        dialog.accept()

    said = clerk.box_says("知道了")
    clerk.at_dialog(FinalDialog, act)
    clerk.window.commands["make_final"].trigger()
    clerk.wait(lambda: said)
    clerk.wait_idle()
    assert session.final is not None
    assert "还没有存进文件" in clerk.window.statusBar().currentMessage()
    away.rename(drive)
    clerk.ctrl(Qt.Key.Key_S)
    clerk.wait(lambda: not session.is_dirty)
    assert is_as_signed(open_file(report).document)


def test_it_opens_for_reading_again_and_shows_its_records(clerk: Clerk, own_file: Path) -> None:
    session = clerk.open(own_file)
    sign(clerk, session)
    withdraw(clerk, session)
    sign(clerk, session, "Li")
    clerk.window.file.close_report()
    clerk.wait(lambda: clerk.window.session is None)
    session = clerk.open(own_file)
    assert session.read_only
    assert session.final is not None
    assert session.final.by == "Li"
    assert not session.is_dirty
    said: list[str] = []

    def act(dialog: FinalRecordsDialog) -> None:
        model = dialog.list.model()
        said.extend(str(model.index(row, 1).data()) for row in range(model.rowCount()))
        QTest.keyClick(dialog, Qt.Key.Key_Escape)

    clerk.at_dialog(FinalRecordsDialog, act)
    clerk.press_in_bar("定稿记录")
    clerk.wait(lambda: said)
    assert ["Li" in said[0], "county" in said[1], "Zhang" in said[2]] == [True] * 3


@pytest.mark.slow
def test_an_edit_in_wps_shows_in_the_bar_with_what_differs(clerk: Clerk, own_file: Path) -> None:
    session = clerk.open(own_file)
    sign(clerk, session)
    clerk.window.file.close_report()
    clerk.wait(lambda: clerk.window.session is None)
    book = openpyxl.load_workbook(own_file)
    ((sheet, place),) = book.defined_names[CELL].destinations
    book[sheet][place] = 41
    book.save(own_file)
    session = clerk.open(own_file)
    assert session.read_only
    (words,) = [bar.sentence.text() for bar in clerk.bars()]
    assert "不是签发时的内容" in words
    clerk.press(Qt.Key.Key_F9)
    editor = clerk.window.editor
    assert editor is not None
    assert "不是签发时的内容" in editor.panels.submission.summary.text()
    said = clerk.box_says("知道了")
    clerk.press_in_bar("不同")
    clerk.wait(lambda: said)
    assert "41" in said[0]


def test_a_hand_scanner_types_into_the_dialog(clerk: Clerk, own_file: Path) -> None:
    session = clerk.open(own_file)
    old = compute_check_code(session.document)
    session.do(set_cells(session.document, {CELL: "5"}))
    new = compute_check_code(session.document)
    clerk.window.file.save()
    clerk.wait(lambda: not session.is_dirty)
    clerk.wait_idle()
    wrong = old[:-1] + ("A" if old[-1] != "A" else "C")
    said = verify(clerk, f"{new} ?? 2024?", old.lower(), wrong)
    assert said[0].startswith("✓ 一致")
    assert "较早的一版" in said[1]
    assert "输错了" in said[2]


@pytest.mark.slow
def test_final_reports_come_back_after_a_crash(clerk: Clerk, own_file: Path) -> None:
    session = clerk.open(own_file)
    sign(clerk, session)
    withdraw(clerk, session)
    session.do(set_cells(session.document, {CELL: "5"}))
    report = clerk.window.workspace.report
    assert report is not None
    assert report.sync()
    (journal,) = user_folders().recovery.iterdir()
    dead = own_file.with_name("dead")
    dead.mkdir()
    disown(Path(shutil.copy(journal, dead)))
    (found,) = find_recoverable(dead).recoverable
    recovered = recover(found)
    again = Session(recovered.history.document, history=recovered.history)
    assert again.document == session.document
    assert not again.read_only
    again.history.undo()
    again.history.undo()
    assert again.document.raw(CELL) != "5"
    assert [each.is_final for each in list_final_records(again.document)] == [True, False]
