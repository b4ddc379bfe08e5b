"""Saving without a window: real files, failing disks, other people, and a user who types on."""

from __future__ import annotations

import errno
import os
import random
import shutil
import threading
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QCoreApplication

from report_editor.common.problem import Problem
from report_editor.document import Document, Field, Part
from report_editor.document.commands import set_cells
from report_editor.exporters.bundle import make_report_name
from report_editor.files.user_folders import make_folder, user_folders
from report_editor.forms import form
from report_editor.storage import versions
from report_editor.storage.lock import locate_lock
from report_editor.storage.recovery import find_recoverable, recover
from report_editor.workbook.report_file import make_report_bytes, save_report
from report_editor.workspace.background import wait_for_work
from report_editor.workspace.open_report import OpenReport
from report_editor.workspace.opening import open_file
from report_editor.workspace.operation import FileName, Question
from report_editor.workspace.saving import (
    DISCARD,
    LEAVE_ANYWAY,
    MOST_LOSSES,
    SAVE,
    SAVE_ANYWAY,
    ask_about_losses,
    leave,
    propose_path,
    save,
)
from report_editor.workspace.session import Session
from tests.files.fake_disk import Watched, fail_at
from tests.files.stopping_disk import StoppingDisk
from tests.storage.journaled_session import disown
from tests.workbook.user_sheets import OWN, OWN_PART, own_parts, related
from tests.workbook.workbook_surgery import packed
from tests.workspace.conftest import CELL, lock_elsewhere
from tests.workspace.test_operation import wait_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.workspace.conftest import Clerk


def number_in(path: Path) -> object:
    return open_file(path).document.number(CELL)


def journals() -> list[Path]:
    return list(user_folders().recovery.glob("*.journal"))


def anyway(question: Question[object]) -> None:
    question.proceed(SAVE_ANYWAY)


@pytest.fixture
def stopping() -> Iterator[Callable[..., StoppingDisk]]:
    """Makes disks that stop, and lets them go on after the test, whatever came."""
    disks: list[StoppingDisk] = []

    def make(*arguments: Any) -> StoppingDisk:
        disks.append(StoppingDisk(*arguments))
        return disks[-1]

    yield make
    for each in disks:
        each.goes_on.set()


# ---------------------------------------------------------------------- a disk that works


def test_a_save_has_everything_in_the_file_and_nothing_in_the_journal(
    clerk: Clerk, own_file: Path
) -> None:
    session = clerk.open(own_file)
    clerk.change(55)
    assert clerk.workspace.secure()
    assert journals()
    assert clerk.carry_out(save(clerk.workspace)) == own_file
    assert not session.is_dirty
    assert open_file(own_file).document == session.document
    assert clerk.workspace.secure()
    assert journals() == []
    assert locate_lock(own_file).exists()


def test_what_is_not_in_the_document_yet_is_saved_as_well(clerk: Clerk, own_file: Path) -> None:
    session = clerk.open(own_file)
    session.commitRequested.connect(lambda: clerk.change(77))
    clerk.carry_out(save(clerk.workspace))
    assert number_in(own_file) == 77


def test_the_first_save_asks_for_a_name_and_proposes_the_title(
    clerk: Clerk, tmp_path: Path
) -> None:
    fields: dict[str, str] = {Field.ORGANIZATION: "青山县教育局", Field.YEAR: "2023"}
    document = Document(form("2021"), parts={Part.FIELDS: fields})
    clerk.workspace.begin(OpenReport(Session(document, saved=False)))
    clerk.carry_out(save(clerk.workspace), Question.cancel)
    (asked,) = clerk.asked
    assert isinstance(asked, FileName)
    assert asked.proposed == Path(f"{document.title}.xlsx")
    assert clerk.session.is_dirty
    target = tmp_path / "年报.xlsx"
    clerk.carry_out(save(clerk.workspace), lambda it: it.proceed(target))
    assert clerk.session.path == target
    assert open_file(target).document == document


@pytest.mark.parametrize(
    ("text", "ending"),
    [
        ("我鄉嚴格審查，政府信息公開。", "年政府信息公開工作年度報告"),
        ("政府信息公开。", "年政府信息公开工作年度报告"),
    ],
)
def test_the_name_that_is_proposed_is_the_title_that_is_printed(
    clerk: Clerk, text: str, ending: str
) -> None:
    fields: dict[str, str] = {Field.ORGANIZATION: "青山縣教育局", Field.YEAR: "2023"}
    texts = {"overview": [text]}
    document = Document(form("2021"), parts={Part.FIELDS: fields}, texts=texts)
    clerk.workspace.begin(OpenReport(Session(document, saved=False)))
    clerk.carry_out(save(clerk.workspace), Question.cancel)
    (asked,) = clerk.asked
    assert isinstance(asked, FileName)
    assert asked.proposed.stem == f"青山縣教育局2023{ending}" == make_report_name(document)
    assert clerk.session.name == asked.proposed.stem


def test_a_new_name_leaves_the_old_file_and_takes_its_own_lock(
    clerk: Clerk, own_file: Path, tmp_path: Path
) -> None:
    before = own_file.read_bytes()
    session = clerk.open(own_file)
    clerk.change(55)
    target = tmp_path / "另存.xlsx"
    operation = save(clerk.workspace, under_new_name=True)
    assert clerk.carry_out(operation, lambda it: it.proceed(target)) == target
    assert clerk.asked[0].proposed == own_file
    assert session.path == target
    assert own_file.read_bytes() == before
    assert number_in(target) == 55
    wait_for_work()
    assert locate_lock(target).exists()
    assert not locate_lock(own_file).exists()


def test_a_report_for_reading_is_saved_as_a_copy_only(
    clerk: Clerk, own_file: Path, tmp_path: Path
) -> None:
    document = open_file(own_file).document
    clerk.workspace.begin(OpenReport(Session(document, own_file, read_only=True)))
    clerk.carry_out(save(clerk.workspace), lambda it: it.proceed(tmp_path / "副本.xlsx"))
    assert number_in(tmp_path / "副本.xlsx") == document.number(CELL)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ('a/b\\c:d*e?f"g<h>i|j', "a_b_c_d_e_f_g_h_i_j.xlsx"),
        (" .年报. ", "年报.xlsx"),
        ("长" * 300, "长" * 80 + ".xlsx"),
    ],
)
def test_a_proposed_name_is_one_that_a_file_system_takes(title: str, name: str) -> None:
    assert propose_path(None, title, ".xlsx") == Path(name)


def test_a_proposed_name_is_that_of_the_file() -> None:
    assert propose_path(Path("/x/年报.xlsx"), "标题", ".pdf") == Path("/x/年报.pdf")


def test_saves_asked_for_at_once_are_done_one_after_the_other(clerk: Clerk, own_file: Path) -> None:
    clerk.open(own_file)
    ended = []
    for number in (1, 2, 3):
        clerk.change(number)
        ended.append(clerk.begin(save(clerk.workspace)))
    clerk.wait(lambda: all(ended))
    assert number_in(own_file) == 3
    kept = versions.list_versions(own_file, user_folders().backups)
    assert len(kept) >= 2


# ---------------------------------------------------------------------- who types on


def test_what_is_typed_while_the_bytes_are_written_is_not_taken_for_saved(
    make_clerk: Callable[..., Clerk], own_file: Path, stopping: Callable[..., StoppingDisk]
) -> None:
    disk = stopping("replace")
    clerk = make_clerk(disk)
    session = clerk.open(own_file)
    clerk.change(55)
    ended = clerk.begin(save(clerk.workspace))
    clerk.wait(disk.has_stopped.is_set)
    clerk.change(56)
    disk.goes_on.set()
    clerk.finish(ended)
    assert number_in(own_file) == 55
    assert session.is_dirty
    assert session.document.number(CELL) == 56
    session.history.undo()
    assert not session.is_dirty


@pytest.mark.parametrize("seed", range(3))
def test_what_counts_as_saved_is_in_the_file_whenever_one_types_and_saves(
    clerk: Clerk, own_file: Path, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - dice, not secrets
    session = clerk.open(own_file)
    report = clerk.workspace.report
    assert report is not None
    truths: list[bool] = []
    report.saved.connect(
        lambda: truths.append(
            session.is_dirty == (number_in(own_file) != session.document.number(CELL))
        )
    )
    ended = []
    for number in range(1, 13):
        clerk.change(number)
        if chance.random() < 0.4:
            ended.append(clerk.begin(save(clerk.workspace)))
        for _ in range(chance.randrange(60)):
            QCoreApplication.processEvents()
    last = session.document.copy()
    assert clerk.workspace.secure()
    if not session.is_dirty:  # the journal has nothing to keep
        clerk.change(99)
        last = session.document.copy()
        assert clerk.workspace.secure()
    dead = make_folder(tmp_path / "dead")
    disown(Path(shutil.copy(journals()[0], dead)))
    assert recover(find_recoverable(dead).recoverable[0]).history.document == last
    clerk.wait(lambda: all(ended))
    assert all(truths)
    assert len(truths) == len(ended)


@pytest.mark.parametrize("is_replaced", [False, True])
def test_a_program_killed_while_it_saves_and_is_typed_in_loses_nothing(
    make_clerk: Callable[..., Clerk],
    own_file: Path,
    tmp_path: Path,
    stopping: Callable[..., StoppingDisk],
    is_replaced: bool,
) -> None:
    disk = stopping("sync_folder", lambda: number_in(own_file) == 55) if is_replaced else None
    disk = disk or stopping("create")
    clerk = make_clerk(disk)
    session = clerk.open(own_file)
    clerk.change(55)
    ended = clerk.begin(save(clerk.workspace))
    clerk.wait(disk.has_stopped.is_set)
    clerk.change(56)
    assert clerk.workspace.secure()
    assert ended == []
    dead = make_folder(tmp_path / "dead")
    disown(Path(shutil.copy(journals()[0], dead)))
    (found,) = find_recoverable(dead).recoverable
    recovered = recover(found)
    assert recovered.path == own_file
    assert recovered.history.document == session.document
    assert recovered.history.is_dirty
    recovered.history.undo()
    assert recovered.history.is_dirty != is_replaced
    disk.goes_on.set()
    clerk.finish(ended)


@pytest.mark.parametrize("is_replaced", [False, True])
def test_changes_made_while_the_bytes_are_made_do_not_count_as_saved_after_a_kill(
    clerk: Clerk, own_file: Path, tmp_path: Path, is_replaced: bool
) -> None:
    session = clerk.open(own_file)
    clerk.change(55)
    report = clerk.workspace.report
    assert report is not None
    saving = report.begin_save(own_file)
    clerk.change(56)
    assert clerk.workspace.secure()  # it is on the disk before the bytes are known
    data = make_report_bytes(saving.document, own_file.read_bytes())
    report.note_save(saving, data)
    assert clerk.workspace.secure()
    if is_replaced:
        own_file.write_bytes(data)
    dead = make_folder(tmp_path / "dead")
    disown(Path(shutil.copy(journals()[0], dead)))
    recovered = recover(find_recoverable(dead).recoverable[0])
    assert recovered.path == own_file
    assert recovered.history.document == session.document
    recovered.history.undo()
    assert recovered.history.document == saving.document
    assert recovered.history.is_dirty != is_replaced


def test_a_copy_written_after_the_report_was_left_is_not_locked(
    make_clerk: Callable[..., Clerk],
    own_file: Path,
    tmp_path: Path,
    stopping: Callable[..., StoppingDisk],
) -> None:
    disk = stopping("replace")
    clerk = make_clerk(disk)
    clerk.open(own_file)
    copy = tmp_path / "另存.xlsx"
    clerk.answers = [lambda it: it.proceed(copy)]
    ended = clerk.begin(save(clerk.workspace, under_new_name=True))
    clerk.wait(disk.has_stopped.is_set)
    clerk.workspace.begin(None)
    disk.goes_on.set()
    clerk.finish(ended)
    wait_for_work()
    assert copy.exists()
    assert not locate_lock(copy).exists()
    assert journals() == []


# ---------------------------------------------------------------------- a disk that fails


@pytest.mark.slow
@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "磁盘空间已满"),
        (errno.EACCES, "没有写入权限"),
        (errno.ENETUNREACH, "网络文件夹连接不上"),
        (errno.ESTALE, "网络文件夹连接不上"),
        (errno.ENOENT, "文件夹不见了"),
        (errno.EIO, "磁盘或U盘读写出错"),
    ],
)
@pytest.mark.parametrize("call", ["create", "write", "fsync", "replace"])
def test_a_save_that_fails_is_a_sentence_and_loses_nothing(
    make_clerk: Callable[..., Clerk], own_file: Path, number: int, words: str, call: str
) -> None:
    def fail(_at: int, name: str) -> None:
        if name == call:
            raise OSError(number, os.strerror(number))

    clerk = make_clerk(Watched(fail))
    session = clerk.open(own_file)
    clerk.change(55)
    before = own_file.read_bytes()
    with pytest.raises(Problem, match=words):
        clerk.carry_out(save(clerk.workspace))
    assert own_file.read_bytes() == before
    assert session.is_dirty
    assert clerk.workspace.secure()
    assert len(journals()) == 1
    assert [each.name for each in own_file.parent.iterdir() if ".tmp" in each.name] == []


@pytest.mark.slow
def test_a_save_that_fails_at_any_call_leaves_the_old_file_or_the_new_one(
    make_clerk: Callable[..., Clerk], own_file: Path
) -> None:
    old = own_file.read_bytes()
    disk = Watched(lambda _number, _name: None)
    clerk = make_clerk(disk)
    clerk.open(own_file)
    clerk.change(1)
    clerk.carry_out(save(clerk.workspace))
    outcomes = set()
    for number in range(1, len(disk.calls) + 1):
        own_file.write_bytes(old)
        clerk = make_clerk(Watched(fail_at(number, OSError(errno.ENOSPC, "full"))))
        session = clerk.open(own_file)
        clerk.change(1000 + number)
        ended = clerk.begin(save(clerk.workspace))
        clerk.finish(ended)
        kind = ended[0][0]
        outcomes.add(kind)
        assert session.is_dirty == (kind == "failed")
        if own_file.read_bytes() != old:
            assert number_in(own_file) == 1000 + number
        else:
            assert kind == "failed"
        clerk.workspace.begin(None)
        wait_for_work()
    assert outcomes == {"done", "failed"}


def test_a_folder_that_vanished_is_a_sentence(clerk: Clerk, own_file: Path) -> None:
    session = clerk.open(own_file)
    clerk.change(55)
    own_file.parent.rename(own_file.parent.with_name("pulled out"))
    with pytest.raises(Problem, match="文件夹不见了"):
        clerk.carry_out(save(clerk.workspace))
    assert session.is_dirty


@pytest.mark.slow
def test_a_version_that_is_not_kept_is_warned_of_once(
    clerk: Clerk, own_file: Path, report_editor_home: Path
) -> None:
    clerk.open(own_file)
    backups = make_folder(report_editor_home / "data") / "backups"
    backups.write_text("no folder")
    for number in (1, 2):
        clerk.change(number)
        clerk.carry_out(save(clerk.workspace))
    assert number_in(own_file) == 2
    assert len(clerk.warned) == 1
    assert "报告已经保存" in clerk.warned[0]
    backups.unlink()
    clerk.change(3)
    clerk.carry_out(save(clerk.workspace))
    backups.rename(backups.with_name("away"))
    backups.write_text("no folder")
    clerk.change(4)
    clerk.carry_out(save(clerk.workspace))
    assert len(clerk.warned) == 2


def test_saving_elsewhere_does_not_need_the_old_file(
    clerk: Clerk, own_file: Path, tmp_path: Path
) -> None:
    clerk.open(own_file)
    own_file.unlink()
    own_file.mkdir()  # whatever stands there now, it is no file to take sheets from
    target = tmp_path / "另存.xlsx"
    operation = save(clerk.workspace, under_new_name=True)
    clerk.carry_out(operation, lambda it: it.proceed(target))
    assert open_file(target).document == clerk.session.document
    assert "工作表没有带过来" in clerk.warned[0]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_a_pipe_is_no_place_to_save_to(clerk: Clerk, own_file: Path, tmp_path: Path) -> None:
    clerk.open(own_file)
    clerk.change(55)
    os.mkfifo(tmp_path / "管道.xlsx")
    operation = save(clerk.workspace, under_new_name=True)
    with pytest.raises(Problem, match="文件夹或设备用了这个名字"):
        clerk.carry_out(operation, lambda it: it.proceed(tmp_path / "管道.xlsx"))
    own_file.unlink()
    os.mkfifo(own_file)
    with pytest.raises(Problem, match="文件夹或设备用了这个名字"):
        clerk.carry_out(save(clerk.workspace))
    assert clerk.session.is_dirty


# ---------------------------------------------------------------------- other people


@pytest.mark.slow
@pytest.mark.parametrize("is_replaced", [False, True])
def test_somebody_elses_change_is_replaced_only_knowingly_and_kept(
    clerk: Clerk, own_file: Path, is_replaced: bool
) -> None:
    session = clerk.open(own_file)
    theirs = open_file(own_file).document
    theirs.apply(set_cells(theirs, {CELL: "4321"}))
    save_report(theirs, own_file)
    clerk.change(55)
    result = clerk.carry_out(save(clerk.workspace), anyway if is_replaced else Question.cancel)
    assert "改动过" in clerk.asked[0].text
    assert (result is not None) == is_replaced
    assert session.is_dirty != is_replaced
    assert number_in(own_file) == (55 if is_replaced else 4321)
    if is_replaced:
        kept = versions.list_versions(own_file, user_folders().backups)
        assert any(number_in(each.file) == 4321 for each in kept)
        clerk.change(56)
        clerk.carry_out(save(clerk.workspace))  # and nothing is asked any more


@pytest.mark.parametrize("is_replaced", [False, True])
def test_a_file_that_somebody_else_has_open_is_replaced_only_knowingly(
    clerk: Clerk, own_file: Path, tmp_path: Path, is_replaced: bool
) -> None:
    theirs = Path(shutil.copy(own_file, tmp_path / "对方的.xlsx"))
    lock_elsewhere(theirs)
    before = theirs.read_bytes()
    clerk.open(own_file)
    clerk.change(55)
    clerk.carry_out(
        save(clerk.workspace, under_new_name=True),
        lambda it: it.proceed(theirs),
        anyway if is_replaced else Question.cancel,
    )
    assert "张三（电脑 PC-02）打开着" in clerk.asked[1].text
    assert (theirs.read_bytes() != before) == is_replaced
    assert clerk.session.path == (theirs if is_replaced else own_file)


def test_what_cannot_come_along_is_named_but_not_without_end() -> None:
    few = ask_about_losses(["“附表”的切片器", "“附表”的批注"])
    assert "· “附表”的切片器\n· “附表”的批注\n" in few
    assert "……" not in few
    many = ask_about_losses([f"第 {number} 处" for number in range(1, 31)])
    assert many.count("· ") == MOST_LOSSES
    assert "……共 30 处" in many


@pytest.mark.parametrize("goes_on", [False, True])
def test_what_a_save_would_lose_of_a_users_sheet_is_named_before(
    clerk: Clerk, tmp_path: Path, goes_on: bool
) -> None:
    parts = own_parts()
    related(parts, OWN_PART, "pivotTable", "xl/pivot.xml")
    path = tmp_path / "年报.xlsx"
    path.write_bytes(before := packed(parts))
    clerk.open(path)
    clerk.change(55)
    clerk.carry_out(save(clerk.workspace), anyway if goes_on else Question.cancel)
    (question,) = clerk.asked
    assert OWN in question.text
    assert "数据透视表" in question.text
    assert (path.read_bytes() == before) is not goes_on
    assert clerk.session.is_dirty is not goes_on
    if goes_on:
        clerk.change(56)
        clerk.carry_out(save(clerk.workspace))  # there is nothing left to lose
        assert number_in(path) == 56


MACRO_TYPE = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"


def with_macros(parts: dict[str, bytes]) -> bytes:
    """The workbook as Excel saves it as .xlsm: another type of content, and a project of macros."""
    types = "[Content_Types].xml"
    plain = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    assert plain in parts[types]
    project = b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
    parts[types] = parts[types].replace(plain, MACRO_TYPE)
    parts[types] = parts[types].replace(b"</Types>", project + b"</Types>")
    kind = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
    related(parts, "xl/workbook.xml", kind, "xl/vbaProject.bin")
    parts["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)
    return packed(parts)


@pytest.mark.parametrize("goes_on", [False, True])
def test_a_workbook_with_macros_is_saved_as_another_file_without_them(
    clerk: Clerk, tmp_path: Path, goes_on: bool
) -> None:
    path, target = tmp_path / "年报.xlsm", tmp_path / "年报.xlsx"
    path.write_bytes(before := with_macros(own_parts()))
    session = clerk.open(path)
    assert session.path == path
    clerk.change(55)
    answers = [lambda it: it.proceed(target), anyway if goes_on else Question.cancel]
    clerk.carry_out(save(clerk.workspace), *answers)
    name, losses = clerk.asked
    assert isinstance(name, FileName)
    assert name.proposed == target  # Excel opens no .xlsx under the name of an .xlsm
    assert "宏不能保留" in losses.text
    assert path.read_bytes() == before
    assert target.exists() is goes_on
    if goes_on:
        assert number_in(target) == 55
        with zipfile.ZipFile(target) as package:
            assert MACRO_TYPE not in package.read("[Content_Types].xml")
            assert OWN in package.read("xl/workbook.xml").decode()  # the user sheet came along
        clerk.change(56)
        clerk.carry_out(save(clerk.workspace))
        assert number_in(target) == 56


def test_user_sheets_too_large_hinder_only_a_save_onto_them(clerk: Clerk, tmp_path: Path) -> None:
    parts = own_parts()
    path, target = tmp_path / "年报.xlsx", tmp_path / "另存.xlsx"
    path.write_bytes(packed(parts))
    clerk.open(path)
    clerk.change(55)
    cells = b"<row>" + b"<c><v/></c>" * 500_000 + b"</row></sheetData>"
    parts[OWN_PART] = parts[OWN_PART].replace(b"</sheetData>", cells)
    path.write_bytes(large := packed(parts))
    with pytest.raises(Problem, match=r"没有保存.*大得.*另存为"):
        clerk.carry_out(save(clerk.workspace))
    assert path.read_bytes() == large
    operation = save(clerk.workspace, under_new_name=True)
    clerk.carry_out(operation, lambda it: it.proceed(target))
    assert number_in(target) == 55
    assert "没有带过来" in clerk.warned[-1]


def test_user_sheets_that_cannot_be_carried_over_stay_behind_in_a_save_elsewhere(
    clerk: Clerk, tmp_path: Path
) -> None:
    parts = own_parts()
    path, target = tmp_path / "年报.xlsx", tmp_path / "另存.xlsx"
    cell = b'<row><c t="s"><v>99999</v></c></row></sheetData>'
    parts[OWN_PART] = parts[OWN_PART].replace(b"</sheetData>", cell)
    path.write_bytes(before := packed(parts))
    clerk.open(path)
    clerk.change(55)
    with pytest.raises(Problem, match=r"没有保存.*另存为"):
        clerk.carry_out(save(clerk.workspace), anyway)
    elsewhere = save(clerk.workspace, under_new_name=True)
    clerk.carry_out(elsewhere, lambda it: it.proceed(target), anyway)
    assert number_in(target) == 55
    assert "还在原来的文件里" in clerk.warned[-1]
    assert path.read_bytes() == before


# ---------------------------------------------------------------------- leaving


def test_a_report_with_nothing_unsaved_may_be_left(clerk: Clerk, own_file: Path) -> None:
    clerk.open(own_file)
    clerk.carry_out(leave(clerk.workspace))
    assert clerk.asked == []


def test_without_a_report_there_is_nothing_to_ask(clerk: Clerk) -> None:
    assert clerk.begin(leave(clerk.workspace)) == [("done", None)]


def test_who_stays_keeps_what_is_unsaved(clerk: Clerk, own_file: Path) -> None:
    clerk.open(own_file)
    clerk.change(55)
    clerk.answers = [Question.cancel]
    assert clerk.begin(leave(clerk.workspace)) == [("cancelled", None)]
    assert "还没有保存" in clerk.asked[0].text
    assert clerk.session.is_dirty


def test_who_discards_may_still_think_again(clerk: Clerk, own_file: Path) -> None:
    clerk.open(own_file)
    clerk.change(55)
    clerk.answers = [lambda it: it.proceed(DISCARD)]
    assert clerk.begin(leave(clerk.workspace)) == [("done", None)]
    assert clerk.session.is_dirty
    assert clerk.workspace.secure()
    assert journals()


def test_who_saves_leaves_once_it_is_saved(clerk: Clerk, own_file: Path) -> None:
    clerk.open(own_file)
    clerk.change(55)
    clerk.carry_out(leave(clerk.workspace), lambda it: it.proceed(SAVE))
    assert number_in(own_file) == 55


def test_who_cannot_save_does_not_leave(make_clerk: Callable[..., Clerk], own_file: Path) -> None:
    clerk = make_clerk(Watched(fail_at(1, OSError(errno.ENOSPC, "full"))))
    clerk.open(own_file)
    clerk.change(55)
    own_file.unlink()
    own_file.mkdir()
    with pytest.raises(Problem):
        clerk.carry_out(leave(clerk.workspace), lambda it: it.proceed(SAVE))


def test_what_is_typed_while_it_is_saved_is_asked_about_again(
    make_clerk: Callable[..., Clerk], own_file: Path, stopping: Callable[..., StoppingDisk]
) -> None:
    disk = stopping("replace")
    clerk = make_clerk(disk)
    clerk.open(own_file)
    clerk.change(55)
    clerk.answers = [lambda it: it.proceed(SAVE), lambda it: it.proceed(DISCARD)]
    ended = clerk.begin(leave(clerk.workspace))
    clerk.wait(disk.has_stopped.is_set)
    clerk.change(56)
    disk.goes_on.set()
    clerk.finish(ended)
    assert len(clerk.asked) == 2
    assert number_in(own_file) == 55


def test_one_need_not_wait_for_a_disk_to_leave(clerk: Clerk, own_file: Path) -> None:
    clerk.open(own_file)
    disk = threading.Event()
    slow = clerk.begin(wait_for(clerk.workspace, disk, "写"))
    clerk.answers = [Question.cancel, lambda it: it.proceed(LEAVE_ANYWAY)]
    assert clerk.begin(leave(clerk.workspace)) == [("cancelled", None)]
    assert "没有完成" in clerk.asked[0].text
    assert slow == []
    assert clerk.begin(leave(clerk.workspace)) == [("done", None)]
    assert slow == [("cancelled", None)]
    disk.set()
