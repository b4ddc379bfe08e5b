"""Disks, folders and names that fail: a sentence with a way out, and nothing is lost."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from report_editor.document.commands import set_cells
from report_editor.files.user_folders import user_folders
from report_editor.storage import lock
from report_editor.storage.recovery import find_recoverable
from report_editor.workspace.background import wait_for_work
from report_editor.workspace.opening import open_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from report_editor.ui.dialogs.export_dialog import ExportDialog
    from report_editor.workspace.session import Session
    from tests.journeys.conftest import Clerk

CELL = "disclosure.licensing.decisions"
SMALL = 64 << 10


def mounted(options: list[str], place: Path) -> None:
    """Mounts something, or skips the test and says why."""
    place.mkdir(exist_ok=True)
    try:
        done = subprocess.run(
            ["mount", *options, str(place)], capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        pytest.skip("there is no mount command")
    if done.returncode:
        pytest.skip(f"nothing can be mounted here: {done.stderr.strip()}")


def unmount(place: Path) -> None:
    wait_for_work()
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 kB."""
    place = tmp_path / "disk"
    mounted(["-t", "tmpfs", "-o", f"size={SMALL}", "tmpfs"], place)
    yield place
    unmount(place)


@pytest.fixture
def read_only_folder(own_file: Path) -> Iterator[Path]:
    """A folder with the report in it, in which nothing can be written."""
    source = own_file.parent / "source"
    source.mkdir()
    shutil.copy(own_file, source)
    if os.name == "posix" and os.geteuid():
        source.chmod(0o555)
        yield source
        source.chmod(0o755)
        return
    place = own_file.parent / "read-only"
    mounted(["--bind", "-o", "ro", str(source)], place)
    yield place
    unmount(place)


def fill(disk: Path) -> Path:
    """Takes all the room there is."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        while room := os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize:
            file.write(bytes(min(4096, room)))
    return filler


def open_and_change(clerk: Clerk, path: Path) -> Session:
    clerk.window.file.open_path(path)
    clerk.wait(lambda: clerk.window.session is not None)
    clerk.wait_idle()
    session = clerk.window.session
    assert session is not None
    session.history.do(set_cells(session.document, {CELL: "55"}))
    return session


def save_says(clerk: Clerk) -> str:
    """Presses Ctrl+S; returns what is said."""
    said = clerk.box_says("知道了")
    clerk.ctrl(Qt.Key.Key_S)
    clerk.wait(lambda: said)
    clerk.wait_idle()
    return said[0]


def save_as(clerk: Clerk, target: Path) -> None:
    """Saves under another name: the way out that the sentences name."""
    clerk.name_file(target)
    clerk.press(
        Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )


def nothing_is_lost(clerk: Clerk, session: Session) -> None:
    assert session.is_dirty
    assert session.document.number(CELL) == 55
    assert clerk.window.isVisible()
    assert clerk.window.workspace.secure()
    assert list(user_folders().recovery.glob("*.journal"))


def test_a_full_disk_keeps_the_old_file_and_another_place_takes_the_new(
    clerk: Clerk, own_file: Path, small_disk: Path, tmp_path: Path
) -> None:
    report = small_disk / "年报.xlsx"
    shutil.copy(own_file, report)
    session = open_and_change(clerk, report)
    fill(small_disk)
    before = report.read_bytes()
    said = save_says(clerk)
    assert "磁盘空间已满" in said
    assert "换一个位置保存" in said
    assert report.read_bytes() == before
    nothing_is_lost(clerk, session)
    target = tmp_path / "另存.xlsx"
    save_as(clerk, target)
    clerk.wait(lambda: not session.is_dirty)
    assert open_file(target).document == session.document
    assert session.path == target


def export_only(dialog: ExportDialog) -> None:
    """Leave the report itself unsaved."""
    dialog.also_save.setChecked(False)


def test_a_report_saved_before_an_export_that_fails_is_said_to_be_saved(
    clerk: Clerk, own_file: Path, small_disk: Path
) -> None:
    session = open_and_change(clerk, own_file)
    filler = fill(small_disk)
    said = clerk.export(small_disk / "报告.pdf")
    assert said[0].startswith("✖ 已保存报告“示例报告.xlsx”，没有导出：")
    assert "磁盘空间已满" in said[0]
    assert list(small_disk.iterdir()) == [filler]
    assert open_file(own_file).document == session.document
    assert not session.is_dirty


def test_where_the_report_cannot_be_saved_nothing_is_exported(
    clerk: Clerk, own_file: Path, small_disk: Path, tmp_path: Path
) -> None:
    report = small_disk / "报告.xlsx"
    report.write_bytes(own_file.read_bytes())
    session = open_and_change(clerk, report)
    fill(small_disk)
    before, paper = report.read_bytes(), tmp_path / "报告.pdf"
    said = clerk.export(paper)
    assert "磁盘空间已满" in said[0]
    assert "已保存" not in said[0]
    assert not paper.exists()
    assert report.read_bytes() == before
    nothing_is_lost(clerk, session)


def test_an_export_to_a_full_disk_leaves_nothing_half_written(
    clerk: Clerk, own_file: Path, small_disk: Path
) -> None:
    session = open_and_change(clerk, own_file)
    filler = fill(small_disk)
    said = clerk.export(small_disk / "报告.pdf", export_only)
    assert "磁盘空间已满" in said[0]
    assert list(small_disk.iterdir()) == [filler]
    nothing_is_lost(clerk, session)


def test_a_bundle_on_a_full_disk_leaves_nothing_at_all(
    clerk: Clerk, own_file: Path, small_disk: Path
) -> None:
    session = open_and_change(clerk, own_file)
    filler = fill(small_disk)
    folder = small_disk / "发布"

    def choose(dialog: ExportDialog) -> None:
        export_only(dialog)
        dialog.kinds.choose("all")

    said = clerk.export(folder, choose)
    assert "磁盘空间已满" in said[0]
    assert list(small_disk.iterdir()) == [filler]
    nothing_is_lost(clerk, session)


def test_an_export_never_takes_the_place_of_the_report(clerk: Clerk, own_file: Path) -> None:
    before = own_file.read_bytes()
    open_and_change(clerk, own_file)
    paper = own_file.with_name(f"{own_file.name}.pdf")
    assert str(paper) in clerk.export(own_file, export_only)[0]
    assert own_file.read_bytes() == before
    assert paper.read_bytes().startswith(b"%PDF")


def test_a_name_completed_by_its_ending_replaces_nothing_unasked(
    clerk: Clerk, own_file: Path
) -> None:
    session = open_and_change(clerk, own_file)
    there = own_file.with_name("年报.docx.xlsx")
    there.write_bytes(b"somebody else's")
    said = clerk.box_says("取消")
    save_as(clerk, own_file.with_name("年报.docx"))
    assert "已经存在" in said[0]
    assert there.read_bytes() == b"somebody else's"
    assert session.is_dirty


@pytest.mark.slow
def test_a_journal_that_finds_no_room_says_so_until_it_does(
    clerk: Clerk, own_file: Path, small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REPORT_EDITOR_HOME", str(small_disk / "home"))
    clerk.window.file.open_path(own_file)
    clerk.wait(lambda: clerk.window.session is not None)
    clerk.wait_idle()
    filler = fill(small_disk)
    session = clerk.window.session
    assert session is not None
    session.history.do(set_cells(session.document, {CELL: "55"}))
    clerk.wait(clerk.bars)
    (bar,) = clerk.bars()
    assert "恢复记录" in bar.sentence.text()
    assert "磁盘空间已满" in bar.sentence.text()
    assert not clerk.window.workspace.secure()
    filler.unlink()
    clerk.wait(lambda: not clerk.bars())
    nothing_is_lost(clerk, session)


def test_a_version_that_finds_no_room_is_told_once_and_the_report_is_saved(
    clerk: Clerk, own_file: Path, small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REPORT_EDITOR_HOME", str(small_disk / "home"))
    session = open_and_change(clerk, own_file)
    fill(small_disk)
    said = save_says(clerk)
    assert "报告已经保存" in said
    assert "磁盘空间已满" in said
    assert "换一个位置" not in said
    assert str(user_folders().backups) in said
    clerk.wait(lambda: not session.is_dirty)
    session.history.do(set_cells(session.document, {CELL: "56"}))
    clerk.ctrl(Qt.Key.Key_S)  # and no box
    clerk.wait(lambda: not session.is_dirty)
    clerk.wait_idle()
    assert open_file(own_file).document.number(CELL) == 56


@pytest.mark.slow
def test_a_journal_without_a_folder_says_so(
    clerk: Clerk, own_file: Path, report_editor_home: Path
) -> None:
    report_editor_home.mkdir(exist_ok=True)
    shutil.rmtree(report_editor_home / "data", ignore_errors=True)
    (report_editor_home / "data").write_text("no folder")
    session = open_and_change(clerk, own_file)
    clerk.wait(clerk.bars)
    assert "恢复记录" in clerk.bars()[0].sentence.text()
    (report_editor_home / "data").unlink()
    clerk.wait(lambda: not clerk.bars())
    nothing_is_lost(clerk, session)


def test_a_read_only_folder(clerk: Clerk, read_only_folder: Path, tmp_path: Path) -> None:
    report = next(read_only_folder.iterdir())
    before = report.read_bytes()
    session = open_and_change(clerk, report)
    said = save_says(clerk)
    assert "只读" in said
    assert "换一个名字保存" in said
    assert report.read_bytes() == before
    nothing_is_lost(clerk, session)
    save_as(clerk, tmp_path / "另存.xlsx")
    clerk.wait(lambda: not session.is_dirty)


def test_a_folder_that_vanished(clerk: Clerk, own_file: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    report = stick / own_file.name
    shutil.copy(own_file, report)
    session = open_and_change(clerk, report)
    stick.rename(tmp_path / "pulled out")
    said = save_says(clerk)
    assert "文件夹不见了" in said
    assert "换一个位置保存" in said
    nothing_is_lost(clerk, session)
    clerk.look_outside()
    clerk.wait(clerk.bars)
    assert "不在原来的位置" in clerk.bars()[0].sentence.text()
    clerk.name_file(tmp_path / "另存.xlsx")
    clerk.press_in_bar("另存为")
    clerk.wait(lambda: not session.is_dirty)
    assert open_file(tmp_path / "另存.xlsx").document == session.document


def test_a_stick_put_back_takes_the_save(clerk: Clerk, own_file: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    report = stick / own_file.name
    shutil.copy(own_file, report)
    session = open_and_change(clerk, report)
    stick.rename(tmp_path / "pulled out")
    save_says(clerk)
    (tmp_path / "pulled out").rename(stick)
    clerk.ctrl(Qt.Key.Key_S)
    clerk.wait(lambda: not session.is_dirty)
    assert open_file(report).document == session.document


@pytest.mark.parametrize("never_saved", [True, False])
def test_a_name_too_long(clerk: Clerk, own_file: Path, tmp_path: Path, never_saved: bool) -> None:
    session = open_and_change(clerk, own_file)
    if never_saved:
        session.path = None
    said = clerk.box_says("知道了")
    save_as(clerk, tmp_path / ("长" * 90 + ".xlsx"))  # 275 bytes, of which a name may have 255
    clerk.wait(lambda: said)
    clerk.wait_idle()
    assert "太长" in said[0]
    nothing_is_lost(clerk, session)
    save_as(clerk, tmp_path / "短名.xlsx")
    clerk.wait(lambda: not session.is_dirty)


def test_saving_elsewhere_works_where_the_old_file_cannot_be_read(
    clerk: Clerk, own_file: Path, tmp_path: Path
) -> None:
    session = open_and_change(clerk, own_file)
    own_file.unlink()
    own_file.mkdir()  # whatever stands there now, it is no file to take sheets from
    said = clerk.box_says("知道了")
    save_as(clerk, tmp_path / "另存.xlsx")
    clerk.wait(lambda: not session.is_dirty)
    clerk.wait(lambda: said)
    assert "工作表" in said[0]
    assert open_file(tmp_path / "另存.xlsx").document == session.document


def test_a_report_open_in_libreoffice_is_told(clerk: Clerk, own_file: Path) -> None:
    own_file.with_name(f".~lock.{own_file.name}#").write_text(",clerk,PC,22.11.2026 10:00,;")
    open_and_change(clerk, own_file)
    clerk.wait(clerk.bars)
    (bar,) = clerk.bars()
    assert "LibreOffice" in bar.sentence.text()
    clerk.press_in_bar("知道了")
    assert not clerk.bars()


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows refuses such names")
@pytest.mark.parametrize(
    "name",
    [
        b"\xc4\xea\xb1\xa8.xlsx",  # 年报 as an old system wrote it
        b"<b>x<br>y<h1>.xlsx",
        b"two\nlines\tand %s {name} %1 &x.xlsx",
        "\u202e倒\u200b写.xlsx".encode(),
        b" -x.xlsx",
        ("报" * 83 + ".xlsx").encode(),
    ],
    ids=["not utf-8", "like a page", "signs", "backwards", "blank and dash", "longest"],
)
def test_a_name_of_any_kind(clerk: Clerk, own_file: Path, name: bytes) -> None:
    report = own_file.rename(own_file.parent / os.fsdecode(name))
    session = open_and_change(clerk, report)
    nothing_is_lost(clerk, session)
    clerk.ctrl(Qt.Key.Key_S)
    clerk.wait(lambda: not session.is_dirty)
    assert open_file(report).document == session.document
    own_file.write_bytes(report.read_bytes())
    report.write_bytes(b"somebody else's")
    clerk.look_outside()
    clerk.wait(clerk.bars)
    (bar,) = clerk.bars()
    assert bar.sentence.textFormat() is Qt.TextFormat.PlainText
    session.history.do(set_cells(session.document, {CELL: "56"}))
    asked: list[QMessageBox] = []

    def cancel(box: QMessageBox) -> None:
        asked.append(box)
        assert box.textFormat() is Qt.TextFormat.PlainText
        box.reject()

    clerk.at_dialog(QMessageBox, cancel)
    clerk.ctrl(Qt.Key.Key_S)
    clerk.wait(lambda: asked)
    clerk.wait_idle()
    assert report.read_bytes() == b"somebody else's"
    assert lock.locate_lock(report).exists()
    session.history.mark_saved(session.history.begin_save())
    clerk.window.file.close_report()
    wait_for_work()
    assert not lock.locate_lock(report).exists()


@pytest.mark.skipif(os.name == "nt", reason="needs links")
def test_a_folder_that_leads_back_to_itself_is_a_sentence(clerk: Clerk, tmp_path: Path) -> None:
    ring = tmp_path / "ring"
    ring.symlink_to(ring)
    said = clerk.box_says("知道了")
    clerk.window.file.open_path(ring / "年报.xlsx")
    clerk.wait(lambda: said)
    assert "指回自己的链接" in said[0]
    assert "Errno" not in said[0]


def test_what_was_saved_leaves_no_journal(clerk: Clerk, own_file: Path) -> None:
    session = open_and_change(clerk, own_file)
    clerk.ctrl(Qt.Key.Key_S)
    clerk.wait(lambda: not session.is_dirty)
    clerk.window.file.close_report()
    wait_for_work()
    assert list(user_folders().recovery.glob("*.journal")) == []
    assert find_recoverable(user_folders().recovery).recoverable == []
