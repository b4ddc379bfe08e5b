"""A drive that answers no more: whatever waits for it can be given up, and nothing else waits."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from report_editor.document.commands import set_cells
from report_editor.files.user_folders import make_folder, user_folders
from report_editor.storage import versions
from report_editor.storage.lock import locate_lock
from report_editor.storage.recovery import Recovered, find_recoverable, recover
from report_editor.ui.dialogs.export_dialog import ExportDialog
from report_editor.workspace import turn
from report_editor.workspace.background import wait_for_work
from report_editor.workspace.opening import open_file
from tests.files.stopping_disk import StallingDrive
from tests.journeys.clerk_in_a_process import CELL, Hands
from tests.storage.journaled_session import disown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from report_editor.workspace.session import Session
    from tests.journeys.conftest import Clerk

STALL_MS = 200
WAITING = r"已经等了 \d+ 秒，还没有回音。"


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A drive counts as stalled soon."""
    monkeypatch.setattr(turn, "STALLED_MS", STALL_MS)


@pytest.fixture
def stall(clerk: Clerk, own_file: Path) -> Iterator[Callable[[str], StallingDrive]]:
    """Has the drive of the report stall at a call; after the test it goes on."""
    drives: list[StallingDrive] = []

    def begin(call: str) -> StallingDrive:
        drives.append(StallingDrive(call, own_file.parent))
        clerk.window.workspace.disk = drives[-1]
        return drives[-1]

    yield begin
    for each in drives:
        each.goes_on.set()


def open_and_change(clerk: Clerk, path: Path, number: int = 55) -> Session:
    session = clerk.open(path)
    session.history.do(set_cells(session.document, {CELL: str(number)}))
    return session


def save_until_told(clerk: Clerk, drive: StallingDrive) -> str:
    """Presses Ctrl+S and waits for the notice; returns what it says."""
    clerk.ctrl(Qt.Key.Key_S)
    clerk.wait(drive.has_stopped.is_set)
    clerk.wait(clerk.bars)
    (bar,) = clerk.bars()
    return bar.sentence.text()


def elsewhere(own_file: Path) -> Path:
    folder = own_file.parent / "别处"
    folder.mkdir()
    return folder / "另存.xlsx"


def recover_copy(journal: Path) -> Recovered:
    """Recovers what a crash at this moment would leave."""
    folder = make_folder(journal.parent.with_name("dead"))
    disown(Path(shutil.copy(journal, folder)))
    (found,) = find_recoverable(folder).recoverable
    return recover(found)


def leftovers(folder: Path) -> list[str]:
    return [each.name for each in folder.iterdir() if each.name.endswith(".tmp")]


def test_a_hanging_save_is_told_without_a_box_and_one_types_on_and_saves_elsewhere(
    clerk: Clerk, own_file: Path, stall: Callable[[str], StallingDrive]
) -> None:
    before = own_file.read_bytes()
    session = open_and_change(clerk, own_file)
    drive = stall("fsync")
    said = save_until_told(clerk, drive)
    assert re.fullmatch(rf"保存到“{own_file.name}”{WAITING}", said)
    assert QApplication.activeModalWidget() is None
    assert clerk.window.workspace.secure()
    Hands(clerk.window).go_to_cell(CELL)
    clerk.write("77")
    clerk.press(Qt.Key.Key_Return)
    assert session.document.number(CELL) == 77
    target = elsewhere(own_file)
    clerk.name_file(target)
    clerk.press_in_bar("另存到别处")
    clerk.wait(lambda: session.path == target)
    clerk.wait_idle()
    assert not session.is_dirty
    assert clerk.bars() == []
    assert open_file(target).document == session.document
    assert own_file.read_bytes() == before
    assert clerk.window.workspace.secure()
    assert list(user_folders().recovery.glob("*.journal")) == []
    # The drive answers again: what was given up harms nothing.
    drive.goes_on.set()
    clerk.wait(lambda: not leftovers(own_file.parent))
    assert own_file.read_bytes() == before
    assert session.path == target
    assert not session.is_dirty
    assert not locate_lock(own_file).exists()
    assert locate_lock(target).exists()


def test_who_waits_on_is_saved_when_the_drive_answers(
    clerk: Clerk, own_file: Path, stall: Callable[[str], StallingDrive]
) -> None:
    session = open_and_change(clerk, own_file)
    drive = stall("fsync")
    save_until_told(clerk, drive)
    clerk.press_in_bar("继续等")
    assert clerk.bars() == []
    assert clerk.window.status.cancel.isVisible()
    drive.goes_on.set()
    clerk.wait(lambda: not session.is_dirty)
    clerk.wait_idle()
    assert not clerk.window.status.cancel.isVisible()
    assert open_file(own_file).document == session.document


def test_who_waited_on_can_still_give_up_and_stays_unsaved(
    clerk: Clerk, own_file: Path, stall: Callable[[str], StallingDrive]
) -> None:
    before = own_file.read_bytes()
    session = open_and_change(clerk, own_file)
    drive = stall("fsync")
    save_until_told(clerk, drive)
    clerk.press_in_bar("继续等")
    QTest.mouseClick(clerk.window.status.cancel, Qt.MouseButton.LeftButton)
    clerk.wait_idle()
    drive.goes_on.set()
    clerk.wait(lambda: not leftovers(own_file.parent))
    assert session.is_dirty
    assert session.path == own_file
    assert own_file.read_bytes() == before
    clerk.ctrl(Qt.Key.Key_S)
    clerk.wait(lambda: not session.is_dirty)
    assert open_file(own_file).document.number(CELL) == 55


def test_the_next_save_does_not_wait_for_a_hanging_one(
    clerk: Clerk, own_file: Path, stall: Callable[[str], StallingDrive]
) -> None:
    session = open_and_change(clerk, own_file)
    drive = stall("fsync")
    save_until_told(clerk, drive)
    session.history.do(set_cells(session.document, {CELL: "56"}))
    clerk.window.workspace.disk = StallingDrive("", own_file.parent)  # other calls get through
    clerk.ctrl(Qt.Key.Key_S)
    clerk.wait(lambda: not session.is_dirty)
    clerk.wait_idle()
    drive.goes_on.set()
    clerk.wait(lambda: not leftovers(own_file.parent))
    assert open_file(own_file).document.number(CELL) == 56
    assert not session.is_dirty
    clerk.look_outside()
    wait_for_work()
    clerk.bot.wait(1)
    assert clerk.bars() == []


def test_a_save_that_was_given_up_and_wrote_all_the_same_is_known(
    clerk: Clerk, own_file: Path, stall: Callable[[str], StallingDrive]
) -> None:
    """It hung in the very call that replaces the file: nobody can take that back."""
    session = open_and_change(clerk, own_file)
    drive = stall("replace")
    save_until_told(clerk, drive)
    session.history.do(set_cells(session.document, {CELL: "56"}))
    clerk.answer(QFileDialog, Qt.Key.Key_Escape)
    clerk.press_in_bar("另存到别处")
    clerk.wait_idle()
    drive.goes_on.set()
    clerk.wait(clerk.bars)
    (bar,) = clerk.bars()
    assert "放弃了的那次保存后来还是写成了" in bar.sentence.text()
    clerk.press_in_bar("知道了")
    assert open_file(own_file).document.number(CELL) == 55
    assert session.is_dirty
    assert clerk.window.workspace.secure()
    (journal,) = user_folders().recovery.glob("*.journal")
    # The file is nobody else's: no notice, no question, and a crash now would lose nothing.
    clerk.look_outside()
    wait_for_work()
    clerk.bot.wait(1)
    assert clerk.bars() == []
    recovered = recover_copy(journal)
    assert recovered.path == own_file
    assert recovered.history.document == session.document
    recovered.history.undo()
    assert not recovered.history.is_dirty
    clerk.window.workspace.disk = StallingDrive("", own_file.parent)
    clerk.ctrl(Qt.Key.Key_S)
    clerk.wait(lambda: not session.is_dirty)
    clerk.wait_idle()
    assert open_file(own_file).document.number(CELL) == 56


def test_leaving_while_a_save_hangs_asks_and_keeps_the_journal(
    clerk: Clerk, own_file: Path, stall: Callable[[str], StallingDrive]
) -> None:
    before = own_file.read_bytes()
    open_and_change(clerk, own_file)
    drive = stall("fsync")
    save_until_told(clerk, drive)
    said = clerk.box_says("取消")
    clerk.window.close()
    clerk.wait(lambda: said)
    assert "还没有存好" in said[0]
    assert "恢复记录" in said[0]
    assert clerk.window.isVisible()
    clerk.box_says("不等了")
    clerk.window.close()
    clerk.wait(lambda: not clerk.window.isVisible())
    assert wait_for_work(), "only what was given up is not waited for"
    assert own_file.read_bytes() == before
    (journal,) = user_folders().recovery.glob("*.journal")
    recovered = recover_copy(journal)
    assert recovered.path == own_file
    assert recovered.history.document.number(CELL) == 55
    assert recovered.history.is_dirty


def test_closing_right_after_a_save_waits_for_it_and_asks_nothing(
    clerk: Clerk, own_file: Path
) -> None:
    open_and_change(clerk, own_file)
    clerk.ctrl(Qt.Key.Key_S)
    clerk.window.close()
    clerk.window.close()
    clerk.wait(lambda: not clerk.window.isVisible())
    assert open_file(own_file).document.number(CELL) == 55


def test_while_a_save_hangs_everything_else_works(
    clerk: Clerk, own_file: Path, stall: Callable[[str], StallingDrive]
) -> None:
    session = open_and_change(clerk, own_file)
    drive = stall("fsync")
    save_until_told(clerk, drive)
    paper = elsewhere(own_file).with_name("报告.json")
    assert str(paper) in clerk.export(paper)[0]
    assert paper.exists()
    clerk.look_outside()
    clerk.window.settings.add_recent(own_file, session.document)
    assert wait_for_work(0) is False
    assert versions.list_versions(own_file, user_folders().backups)
    # Another report is opened: the hanging save is asked about, and its work kept.
    other = paper.with_name("另一份.xlsx")
    other.write_bytes(own_file.read_bytes())
    clerk.box_says("不等了")
    clerk.window.file.open_path(other)
    clerk.wait(lambda: clerk.window.session is not session)
    clerk.wait_idle()
    assert clerk.window.session is not None
    assert clerk.window.session.path == other
    assert len(list(user_folders().recovery.glob("*.journal"))) == 1


def test_a_save_before_an_export_can_be_given_up_and_then_nothing_is_exported(
    clerk: Clerk, own_file: Path, stall: Callable[[str], StallingDrive]
) -> None:
    session = open_and_change(clerk, own_file)
    before, drive = own_file.read_bytes(), stall("fsync")
    paper = elsewhere(own_file).with_name("报告.json")
    said: list[str] = []

    def give_up(dialog: ExportDialog) -> None:
        clerk.type_path(dialog, paper)
        clerk.press(Qt.Key.Key_Return)
        clerk.wait(lambda: "没有回音" in dialog.words.text())
        clerk.press(Qt.Key.Key_Escape)
        clerk.wait(lambda: "已取消" in dialog.words.text())
        said.append(dialog.words.text())
        clerk.press(Qt.Key.Key_Escape)

    clerk.at_dialog(ExportDialog, give_up)
    clerk.ctrl(Qt.Key.Key_E)
    clerk.wait(lambda: said)
    assert said == ["已取消，没有导出。"]
    assert session.is_dirty
    assert not paper.exists()
    assert own_file.read_bytes() == before
    drive.goes_on.set()
    clerk.wait(lambda: not leftovers(own_file.parent))


def test_an_export_to_a_stalled_drive_can_be_given_up(
    clerk: Clerk, own_file: Path, stall: Callable[[str], StallingDrive]
) -> None:
    session = open_and_change(clerk, own_file)
    drive = stall("fsync")
    paper = own_file.with_name("报告.json")
    said: list[str] = []

    def give_up(dialog: ExportDialog) -> None:
        dialog.also_save.setChecked(False)
        clerk.type_path(dialog, paper)
        clerk.press(Qt.Key.Key_Return)
        clerk.wait(lambda: "没有回音" in dialog.words.text())
        said.append(dialog.words.text())
        clerk.press(Qt.Key.Key_Escape)
        clerk.wait(lambda: "已取消" in dialog.words.text())
        clerk.press(Qt.Key.Key_Escape)
        said.append("closed")

    clerk.at_dialog(ExportDialog, give_up)
    clerk.ctrl(Qt.Key.Key_E)
    clerk.wait(lambda: len(said) == 2)
    assert said[0].startswith(f"导出到“{paper.name}”还没有回音")
    clerk.wait_idle()
    assert clerk.bars() == []
    clerk.window.workspace.disk = StallingDrive("", own_file.parent)
    clerk.ctrl(Qt.Key.Key_S)
    clerk.wait(lambda: not session.is_dirty)
    drive.goes_on.set()
    clerk.wait(lambda: not leftovers(own_file.parent))
    assert not paper.exists()
