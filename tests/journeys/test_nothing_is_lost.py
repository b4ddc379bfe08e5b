"""What happens to the PC, to the file, to the neighbour: the work is still there."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from report_editor.document import Field
from report_editor.document.commands import set_cells, set_field
from report_editor.files.user_folders import make_folder, user_folders
from report_editor.storage import journal_lines
from report_editor.storage.recovery import find_recoverable
from report_editor.ui.dialogs.versions_dialog import VersionsDialog
from report_editor.workbook.report_file import save_report
from report_editor.workspace.background import wait_for_work
from report_editor.workspace.opening import open_file

if TYPE_CHECKING:
    from pathlib import Path

    from report_editor.document import Document
    from tests.journeys.conftest import Clerk

CELL = "disclosure.licensing.decisions"


def change_behind_our_back(path: Path, value: str) -> None:
    document = open_file(path).document
    document.apply(set_cells(document, {CELL: value}))
    save_report(document, path)


CRASH = """
import os, sys
from pathlib import Path
from report_editor.document import Field, History
from report_editor.document.commands import set_cells, set_field
from report_editor.workspace.opening import open_file
from report_editor.files.user_folders import make_folder, user_folders
from report_editor.storage.journal import Journal
from report_editor.storage.journal_lines import Base

path = Path(sys.argv[1])
opened = open_file(path)
history = History(opened.document)
journal = Journal(
    make_folder(user_folders().recovery), Base.of(opened.document, path, opened.sha256)
)
history.listen(lambda change, effect: journal.append(change))
history.do(set_cells(history.document, {"disclosure.licensing.decisions": "77"}))
history.do(set_field(history.document, Field.CONTACT, "另一个电话"))
assert journal.sync(timeout=60)
os._exit(9)
"""


def crash_while_editing(path: Path) -> Document:
    """Another start of the program makes two changes and dies; returns what it had then."""
    died = subprocess.run([sys.executable, "-c", CRASH, str(path)], check=False)
    assert died.returncode == 9
    wanted = open_file(path).document
    wanted.apply(set_cells(wanted, {CELL: "77"}))
    wanted.apply(set_field(wanted, Field.CONTACT, "另一个电话"))
    return wanted


@pytest.mark.slow
def test_what_was_not_saved_is_offered_at_the_next_start(clerk: Clerk, own_file: Path) -> None:
    wanted = crash_while_editing(own_file)
    clerk.window.stack.recoveries.look()
    clerk.wait(clerk.bars)
    assert "2 处修改" in clerk.bars()[0].sentence.text()
    assert f" {wanted.year} 年度 " in clerk.bars()[0].sentence.text()
    said = clerk.box_says("知道了")
    clerk.press_in_bar("恢复")
    clerk.wait(lambda: said)
    recovered = clerk.window.session
    assert recovered is not None
    assert recovered.document == wanted
    assert recovered.is_dirty
    assert recovered.path == own_file
    clerk.ctrl(Qt.Key.Key_S)
    clerk.wait(lambda: not recovered.is_dirty)
    assert open_file(own_file).document == wanted
    clerk.window.file.close_report()
    wait_for_work()
    assert find_recoverable(user_folders().recovery).recoverable == []


def test_a_new_report_that_was_never_saved_is_in_the_journal(clerk: Clerk) -> None:
    clerk.answer(QDialog)
    clerk.ctrl(Qt.Key.Key_N)
    clerk.wait(lambda: clerk.window.session is not None)
    session = clerk.window.session
    assert session is not None
    session.history.do(set_field(session.document, Field.ORGANIZATION, "青禾县柳溪镇人民政府"))
    assert clerk.window.workspace.secure()
    assert list(user_folders().recovery.iterdir())


@pytest.mark.slow
def test_a_change_from_outside_is_told_and_nothing_is_overwritten_unasked(
    clerk: Clerk, own_file: Path
) -> None:
    session = clerk.open(own_file)
    change_behind_our_back(own_file, "4321")
    session.history.do(set_cells(session.document, {CELL: "55"}))
    said = clerk.box_says("取消")
    clerk.ctrl(Qt.Key.Key_S)
    clerk.wait(lambda: said)
    clerk.wait_idle()
    assert "改动过" in said[0]
    assert open_file(own_file).document.number(CELL) == 4321
    assert session.is_dirty

    said = clerk.box_says("仍然保存")
    clerk.ctrl(Qt.Key.Key_S)
    clerk.wait(lambda: not session.is_dirty)
    assert open_file(own_file).document.number(CELL) == 55

    def open_theirs(dialog: VersionsDialog) -> None:
        dialog.list.setCurrentCell(1, 0)
        clerk.wait(dialog.open_button.isEnabled)
        assert "4321 → 55" in dialog.differences.toPlainText()
        dialog.open_button.click()

    clerk.at_dialog(VersionsDialog, open_theirs)
    clerk.window.file.show_versions()
    clerk.wait(lambda: clerk.window.session is not session)
    opened = clerk.window.session
    assert opened is not None
    assert opened.path is None
    assert opened.document.number(CELL) == 4321


def test_a_bar_offers_the_other_content_on_return_to_the_window(
    clerk: Clerk, own_file: Path
) -> None:
    clerk.open(own_file)
    change_behind_our_back(own_file, "4321")
    clerk.look_outside()
    clerk.wait(clerk.bars)
    assert "改动过" in clerk.bars()[0].sentence.text()
    said = clerk.box_says("知道了")
    clerk.press_in_bar("不同")
    clerk.wait(lambda: said)
    assert "4321" in said[0]
    clerk.press_in_bar("采用对方的")
    clerk.wait(lambda: clerk.window.session and clerk.window.session.document.number(CELL) == 4321)


def test_saving_where_nothing_can_be_written_is_a_sentence_and_loses_nothing(
    clerk: Clerk, own_file: Path
) -> None:
    stick = own_file.parent / "stick"  # apart from the user's folder, in which the journal writes
    stick.mkdir()
    session = clerk.open(own_file.replace(stick / own_file.name))
    session.history.do(set_cells(session.document, {CELL: "55"}))
    shutil.rmtree(stick)
    said = clerk.box_says("知道了")
    clerk.ctrl(Qt.Key.Key_S)
    clerk.wait(lambda: said)
    assert own_file.name in said[0]
    assert session.is_dirty
    assert session.document.number(CELL) == 55


@pytest.mark.parametrize("choice", ["以后再说", "丢弃…"])
def test_later_keeps_and_discard_asks(clerk: Clerk, own_file: Path, choice: str) -> None:
    crash_while_editing(own_file)
    clerk.window.stack.recoveries.look()
    clerk.wait(clerk.bars)
    if choice == "丢弃…":
        said = clerk.box_says("丢弃")
        clerk.press_in_bar(choice)
        clerk.wait(lambda: said)
    else:
        clerk.press_in_bar(choice)
    clerk.wait(lambda: not clerk.bars())
    left = find_recoverable(user_folders().recovery).recoverable
    assert bool(left) == (choice == "以后再说")


def test_journals_of_a_newer_program_are_told_and_kept(clerk: Clerk) -> None:
    journal = make_folder(user_folders().recovery) / "x.journal"
    journal.write_bytes(journal_lines.join_lines([b'{"journal": 3}'], 0))
    clerk.window.stack.recoveries.look()
    clerk.wait(clerk.bars)
    (bar,) = clerk.bars()
    assert "更新版本" in bar.sentence.text()
    assert str(journal) in bar.sentence.text()
    assert journal.exists()


def test_the_title_shows_what_is_unsaved(clerk: Clerk, own_file: Path) -> None:
    session = clerk.open(own_file)
    assert not clerk.window.isWindowModified()
    session.history.do(set_cells(session.document, {CELL: "77"}))
    assert clerk.window.isWindowModified()
    session.history.undo()
    assert not clerk.window.isWindowModified()
