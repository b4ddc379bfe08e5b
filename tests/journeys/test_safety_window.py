"""What the window does for the work in it: offers, questions, faults of our own."""

from __future__ import annotations

import logging
import shutil
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtWidgets import QDialog, QMessageBox

from report_editor.document.commands import set_cells
from report_editor.files.user_folders import make_folder, user_folders
from report_editor.storage import versions
from report_editor.storage.log import start_log
from report_editor.storage.recovery import find_recoverable, recover
from report_editor.ui.shell.crash_guard import CrashGuard
from report_editor.workbook import read, write
from report_editor.workbook.layout import SCHEMA
from report_editor.workspace.background import wait_for_work
from report_editor.workspace.opening import open_file
from report_editor.workspace.operation import Operation, operation
from tests.journeys.clerk_in_a_process import CELL, OPEN_CELL, TYPED, Hands, Program
from tests.journeys.test_nothing_is_lost import change_behind_our_back

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_editor.workspace.session import Session
    from tests.journeys.conftest import Clerk

QUOTED = "张三申请公开的内容"


def crash(path: Path, *words: str) -> None:
    """The program itself is typed in and dies."""
    with Program(path, *words, "secure", "die") as program:
        assert program.told("secured")["safe"]
        assert program.end() == 9


def recorded(clerk: Clerk) -> list[Path]:
    """The journals, once there are any."""
    clerk.wait(lambda: list(user_folders().recovery.glob("*.journal")))
    return list(user_folders().recovery.glob("*.journal"))


def press_recover(clerk: Clerk) -> Session:
    said = clerk.box_says("知道了")
    clerk.press_in_bar("恢复")
    clerk.wait(lambda: said)
    assert "已恢复" in said[0]
    session = clerk.window.session
    assert session is not None
    return session


# ---------------------------------------------------------------------- coming back


@pytest.mark.slow
def test_who_opens_the_file_is_offered_what_was_not_saved_of_it(
    clerk: Clerk, own_file: Path
) -> None:
    crash(own_file, "opened", "change")
    clerk.open(own_file)
    clerk.window.stack.recoveries.look()
    clerk.wait(clerk.bars)
    (bar,) = clerk.bars()
    assert own_file.name in bar.sentence.text()
    session = press_recover(clerk)
    assert session.document.number(CELL) == 4711
    assert TYPED in session.document.paragraphs("overview")[-1]
    assert session.path == own_file
    assert not clerk.bars()
    clerk.ctrl(Qt.Key.Key_S)
    clerk.wait(lambda: not session.is_dirty)
    assert open_file(own_file).document == session.document


@pytest.mark.slow
def test_a_number_in_a_cell_that_is_still_open_comes_back_as_one_step(own_file: Path) -> None:
    before = open_file(own_file).document
    crash(own_file, "opened", "open_cell")
    (found,) = find_recoverable(user_folders().recovery).recoverable
    history = recover(found).history
    assert history.document.number(OPEN_CELL) == 815
    history.undo()
    assert history.document == before
    assert history.undo_label is None


@pytest.mark.slow
def test_a_second_crash_after_recovering_loses_nothing_either(own_file: Path) -> None:
    before = own_file.read_bytes()
    crash(own_file, "opened", "change")
    crash(own_file, "opened", "recover", "open_cell", "enter")
    found = find_recoverable(user_folders().recovery)
    assert len(found.recoverable) == 1
    document = recover(found.recoverable[0]).history.document
    assert document.number(CELL) == 4711
    assert TYPED in document.paragraphs("overview")[-1]
    assert document.number(OPEN_CELL) == 815
    assert own_file.read_bytes() == before


def test_what_is_being_typed_is_in_the_journal_before_it_is_all(
    clerk: Clerk, own_file: Path
) -> None:
    session = clerk.open(own_file)
    hands = Hands(clerk.window)
    hands.go_to_text("overview")
    for letter in TYPED:
        clerk.compose("pinyin", letter)
    (journal,) = recorded(clerk)
    clerk.wait(lambda: TYPED[-1] in journal.read_text(encoding="utf-8").splitlines()[-1])
    assert session.is_dirty


@pytest.mark.slow
def test_an_open_cell_is_saved_with_everything_else(clerk: Clerk, own_file: Path) -> None:
    session = clerk.open(own_file)
    hands = Hands(clerk.window)
    hands.go_to_cell(OPEN_CELL)
    clerk.write("815")
    clerk.ctrl(Qt.Key.Key_S)
    clerk.wait_idle()
    clerk.wait(lambda: not session.is_dirty)
    assert open_file(own_file).document.number(OPEN_CELL) == 815
    hands.go_to_cell(CELL)
    clerk.write("12")
    clerk.box_says("保存(")
    clerk.window.close()
    clerk.wait(lambda: not clerk.window.isVisible())
    assert open_file(own_file).document.number(CELL) == 12


# ---------------------------------------------------------------------- asking


def test_what_was_discarded_leaves_no_journal(clerk: Clerk, own_file: Path) -> None:
    before = own_file.read_bytes()
    session = clerk.open(own_file)
    session.history.do(set_cells(session.document, {CELL: "55"}))
    assert clerk.window.workspace.secure()
    assert list(user_folders().recovery.glob("*.journal"))
    clerk.box_says("不保存")
    clerk.window.close()
    clerk.wait(lambda: not clerk.window.isVisible())
    wait_for_work()
    assert list(user_folders().recovery.iterdir()) == []
    assert own_file.read_bytes() == before


def test_discarding_and_then_staying_keeps_the_changes_unsaved(
    clerk: Clerk, own_file: Path
) -> None:
    session = clerk.open(own_file)
    session.history.do(set_cells(session.document, {CELL: "55"}))
    clerk.box_says("不保存")
    clerk.answer(QDialog, Qt.Key.Key_Escape)  # the next dialog asks for the new report's basics
    said: list[str] = []

    def leave(dialog: QDialog) -> None:
        said.append(type(dialog).__name__)
        dialog.reject()

    clerk.at_dialog(QDialog, leave)
    clerk.ctrl(Qt.Key.Key_N)
    assert clerk.window.session is session
    assert session.is_dirty
    assert clerk.window.isWindowModified()
    assert clerk.window.workspace.secure()
    assert list(user_folders().recovery.glob("*.journal"))


def test_a_file_opened_again_is_not_said_to_be_somebody_elses(clerk: Clerk, own_file: Path) -> None:
    first = clerk.open(own_file)
    clerk.window.file.open_path(own_file)
    clerk.wait(lambda: clerk.window.session is not first)
    assert clerk.window.session is not None
    assert not clerk.window.session.read_only


@pytest.mark.slow
def test_saves_asked_for_at_once_are_done_one_after_the_other(clerk: Clerk, own_file: Path) -> None:
    session = clerk.open(own_file)
    for number in range(5):
        session.history.do(set_cells(session.document, {CELL: str(100 + number)}))
        clerk.window.file.save()
    clerk.wait(lambda: not session.is_dirty)
    clerk.wait_idle()
    assert open_file(own_file).document.number(CELL) == 104
    assert clerk.window.workspace.secure()
    assert list(user_folders().recovery.glob("*.journal")) == []


@pytest.fixture
def disk_answers(clerk: Clerk) -> Iterator[threading.Event]:  # noqa: ARG001 - outlived by it
    """Until a test sets it the disk does not answer; afterwards it does, whatever came."""
    answers = threading.Event()
    yield answers
    answers.set()


@operation
async def write_slowly(
    work: Operation[None], disk_answers: threading.Event, *, is_save: bool = False
) -> None:
    """Writes for as long as the disk does not answer."""
    async with work.workspace.turn("写", is_save=is_save) as turn:
        await turn.run(disk_answers.wait)


def test_a_save_waits_until_what_is_being_written_is_over(
    clerk: Clerk, own_file: Path, disk_answers: threading.Event
) -> None:
    session = clerk.open(own_file)
    session.history.do(set_cells(session.document, {CELL: "55"}))
    begun: list[str] = []
    clerk.window.workspace.busyChanged.connect(begun.append)
    write_slowly(clerk.window.workspace, disk_answers, is_save=True).start()
    clerk.window.file.save()
    clerk.window.file.save()
    assert begun == ["正在写……"]
    disk_answers.set()
    clerk.wait(lambda: not session.is_dirty)
    clerk.wait_idle()
    words = f"正在保存到“{own_file.name}”……"
    assert begun == ["正在写……", words, words, ""]
    assert open_file(own_file).document.number(CELL) == 55


@pytest.mark.slow
def test_our_own_save_is_no_change_from_outside(clerk: Clerk, own_file: Path) -> None:
    session = clerk.open(own_file)

    def looked_until_saved() -> bool:
        clerk.look_outside()
        return not session.is_dirty

    for number in range(5):
        session.history.do(set_cells(session.document, {CELL: str(100 + number)}))
        clerk.window.file.save()
        clerk.wait(looked_until_saved)
    wait_for_work()
    clerk.bot.wait(50)
    assert not clerk.bars()


def test_one_need_not_wait_for_a_disk_to_leave(
    clerk: Clerk, own_file: Path, disk_answers: threading.Event
) -> None:
    session = clerk.open(own_file)
    write_slowly(clerk.window.workspace, disk_answers).start()
    assert clerk.window.workspace.is_busy
    said = clerk.box_says("取消")
    clerk.window.close()
    assert "没有完成" in said[0]
    assert clerk.window.isVisible()
    assert clerk.window.session is session
    clerk.box_says("不等了")
    clerk.window.close()
    assert not clerk.window.isVisible()
    disk_answers.set()
    clerk.wait_idle()


def test_the_version_before_a_new_format_is_kept(
    clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = Path(__file__).parents[1] / "museum" / "schema-1.xlsx"
    report = Path(shutil.copy(old, tmp_path))
    for module in (read, write):
        monkeypatch.setattr(module, "SCHEMA", SCHEMA + 1)
    session = clerk.open(report)
    for number in range(2):
        session.history.do(set_cells(session.document, {CELL: str(number)}))
        clerk.window.file.save()
        clerk.wait(lambda: not session.is_dirty)
    kept = versions.list_versions(report, user_folders().backups)
    assert [each.reason for each in kept] == ["save", "save", "upgrade"]
    assert kept[-1].read() == old.read_bytes()


def test_theirs_that_cannot_be_read_does_not_cost_mine(clerk: Clerk, own_file: Path) -> None:
    session = clerk.open(own_file)
    session.history.do(set_cells(session.document, {CELL: "55"}))
    own_file.write_bytes(b"PK\x03\x04 half a file")
    clerk.look_outside()
    clerk.wait(clerk.bars)
    said = clerk.box_says("知道了")
    clerk.press_in_bar("不同")
    clerk.wait(lambda: said)
    assert own_file.name in said[0]
    asked = clerk.box_says("采用对方的")
    clerk.press_in_bar("采用对方的")
    clerk.wait(lambda: asked)
    said = clerk.box_says("知道了")
    clerk.wait(lambda: said)
    clerk.wait_idle()
    assert clerk.window.session is session
    assert session.is_dirty
    assert session.document.number(CELL) == 55


def test_a_bar_goes_when_what_it_says_is_no_longer_so(clerk: Clerk, own_file: Path) -> None:
    session = clerk.open(own_file)
    away = own_file.rename(own_file.with_name("pulled out"))
    clerk.look_outside()
    clerk.wait(clerk.bars)
    assert "不在原来的位置" in clerk.bars()[0].sentence.text()
    away.rename(own_file)
    clerk.look_outside()
    clerk.wait(lambda: not clerk.bars())
    change_behind_our_back(own_file, "4321")
    clerk.look_outside()
    clerk.wait(clerk.bars)
    assert "改动过" in clerk.bars()[0].sentence.text()
    session.history.do(set_cells(session.document, {CELL: "55"}))
    clerk.box_says("仍然保存")
    clerk.ctrl(Qt.Key.Key_S)
    clerk.wait(lambda: not session.is_dirty)
    clerk.wait(lambda: not clerk.bars())


def test_theirs_is_not_taken_by_who_thinks_again(clerk: Clerk, own_file: Path) -> None:
    session = clerk.open(own_file)
    session.history.do(set_cells(session.document, {CELL: "55"}))
    change_behind_our_back(own_file, "4321")
    clerk.look_outside()
    clerk.wait(clerk.bars)
    clerk.box_says("取消")
    clerk.press_in_bar("采用对方的")
    assert clerk.window.session is session
    assert clerk.bars()


def test_who_keeps_mine_is_told_of_the_next_change_whatever_stood_there(
    clerk: Clerk, own_file: Path
) -> None:
    session = clerk.open(own_file)
    session.history.do(set_cells(session.document, {CELL: "55"}))
    own_file.write_text("<h1>年度报告</h1><p>一、总体情况</p><p>很好。</p>", encoding="utf-8")
    clerk.look_outside()
    clerk.wait(clerk.bars)
    clerk.press_in_bar("保留我的")
    clerk.wait(lambda: not clerk.bars())
    own_file.write_text("<h1>年度报告</h1><p>一、总体情况</p><p>更好。</p>", encoding="utf-8")
    clerk.look_outside()
    clerk.wait(clerk.bars)
    clerk.press_in_bar("保留我的")
    clerk.wait(lambda: not clerk.bars())
    clerk.ctrl(Qt.Key.Key_S)  # nothing is asked again
    clerk.wait(lambda: not session.is_dirty)


# ---------------------------------------------------------------------- a fault of our own


@pytest.fixture
def guard(clerk: Clerk) -> Iterator[CrashGuard]:
    """The guard of the real start, with a log; what it hooked is put back."""
    hooks = sys.excepthook, threading.excepthook
    root = logging.getLogger("report_editor")
    handlers = list(root.handlers)
    log = start_log(user_folders().logs)
    yield CrashGuard(clerk.window, log, clerk.window.workspace.secure)
    sys.excepthook, threading.excepthook = hooks
    for each in root.handlers[:]:
        if each not in handlers:
            root.removeHandler(each)
            each.close()


@pytest.mark.slow
@pytest.mark.parametrize("where", ["slot", "thread"])
def test_a_fault_is_told_calmly_and_nothing_of_the_report_is_logged(
    clerk: Clerk, own_file: Path, guard: CrashGuard, where: str
) -> None:
    before = own_file.read_bytes()
    session = clerk.open(own_file)
    session.history.do(set_cells(session.document, {CELL: "55"}))

    def fail() -> None:
        try:
            raise KeyError(QUOTED)
        except KeyError as error:
            raise ValueError(f"{QUOTED}: {session.document.paragraphs('overview')}") from error

    said = clerk.box_says("继续")
    with clerk.bot.captureExceptions():
        sys.excepthook = guard._hook
        if where == "slot":
            QTimer.singleShot(0, fail)
        else:
            threading.Thread(target=fail).start()
        clerk.wait(lambda: said)
    assert "没有丢失" in said[0]
    assert str(user_folders().logs) in said[0]
    written = "".join(each.read_text(encoding="utf-8") for each in user_folders().logs.iterdir())
    assert "ValueError" in written
    assert "KeyError" in written
    for paragraph in (QUOTED, *session.document.paragraphs("overview")):
        assert paragraph not in written
    assert own_file.read_bytes() == before
    assert list(user_folders().recovery.glob("*.journal"))
    session.history.do(set_cells(session.document, {CELL: "56"}))
    clerk.ctrl(Qt.Key.Key_S)
    clerk.wait(lambda: not session.is_dirty)
    assert open_file(own_file).document.number(CELL) == 56


def test_a_fault_while_the_journal_cannot_be_written_says_to_save(
    clerk: Clerk,
    own_file: Path,
    guard: CrashGuard,
    report_editor_home: Path,
) -> None:
    session = clerk.open(own_file)
    recovery = user_folders().recovery
    wait_for_work()
    for each in recovery.iterdir() if recovery.exists() else ():
        each.unlink()
    if recovery.exists():
        recovery.rmdir()
    make_folder(report_editor_home / "data")
    recovery.write_text("no folder")
    session.history.do(set_cells(session.document, {CELL: "55"}))
    said = clerk.box_says("继续")
    guard._hook(ValueError, ValueError(), None)
    clerk.wait(lambda: said)
    assert "另存为" in said[0]


def test_a_fault_that_comes_again_and_again_is_told_once(clerk: Clerk, guard: CrashGuard) -> None:
    told: list[str] = []

    def answer(box: QMessageBox) -> None:
        told.append(box.text())
        box.accept()

    def fail() -> None:
        try:
            raise ValueError(str(len(told)))
        except ValueError as error:
            guard._hook(ValueError, error, None)

    for _ in range(3):
        clerk.at_dialog(QMessageBox, answer)
        fail()
    assert len(told) == 1
    (log,) = user_folders().logs.iterdir()
    assert log.read_text(encoding="utf-8").count("an error nobody caught") == 1


def test_a_fault_that_no_log_takes_says_so_and_stays_silent_elsewhere(
    clerk: Clerk, guard: CrashGuard, capsys: pytest.CaptureFixture[str]
) -> None:
    user_folders().logs.rmdir()
    user_folders().logs.write_text("no folder")
    said = clerk.box_says("继续")
    guard._hook(ValueError, ValueError(QUOTED), None)
    clerk.wait(lambda: said)
    assert "没有记录下来" in said[0]
    captured = capsys.readouterr()
    assert QUOTED not in captured.out + captured.err


@pytest.mark.slow
def test_a_page_closed_before_its_answer_came_is_no_fault(clerk: Clerk, own_file: Path) -> None:
    for _ in range(5):
        clerk.open(own_file)
        clerk.look_outside()
        clerk.window.file.close_report()
        assert clerk.window.session is None
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        wait_for_work()
        clerk.bot.wait(1)
