"""Opening, reading and bringing back without a window."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from report_editor.common.problem import Problem
from report_editor.document.commands import set_cells
from report_editor.files.user_folders import make_folder, user_folders
from report_editor.storage import lock
from report_editor.storage.journal import Journal
from report_editor.storage.journal_lines import Base
from report_editor.storage.recovery import Recoverable, find_recoverable
from report_editor.workspace import loading
from report_editor.workspace.background import wait_for_work
from report_editor.workspace.opening import open_file
from report_editor.workspace.operation import Question
from report_editor.workspace.saving import save
from tests.journeys.test_reading_can_be_cancelled import endless_page
from tests.storage.journaled_session import disown
from tests.workspace.conftest import CELL, lock_elsewhere

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.document import Document
    from tests.workspace.conftest import Clerk


def test_the_reports_own_file_is_locked_and_has_nothing_unsaved(
    clerk: Clerk, own_file: Path
) -> None:
    session = clerk.open(own_file)
    assert session.path == own_file
    assert not session.is_dirty
    assert not session.read_only
    assert session.document == open_file(own_file).document
    held = lock.acquire(own_file)
    assert isinstance(held, lock.Holder)
    assert held.is_own


def test_somebody_elses_file_is_neither_locked_nor_the_file_to_save_to(
    clerk: Clerk, tmp_path: Path
) -> None:
    page = tmp_path / "年报.html"
    page.write_text("<h1>年度报告</h1><p>一、总体情况</p><p>很好。</p>", encoding="utf-8")
    session = clerk.open(page)
    assert session.path is None
    assert not session.is_dirty  # it was only looked at
    assert "很好。" in session.document.paragraphs("overview")
    assert list(tmp_path.glob(".~*")) == []
    assert clerk.workspace.report is not None
    assert clerk.workspace.report.opened is not None
    assert clerk.workspace.report.opened.recognition is not None


def test_a_file_opened_again_keeps_its_lock(clerk: Clerk, own_file: Path) -> None:
    clerk.open(own_file)
    clerk.open(own_file)
    wait_for_work()
    assert not clerk.session.read_only
    assert lock.locate_lock(own_file).exists()
    clerk.workspace.begin(None)
    wait_for_work()
    assert not lock.locate_lock(own_file).exists()


@pytest.mark.parametrize(
    ("name", "words"),
    [("没有.xlsx", "找不到"), ("文件夹.xlsx", "文件夹"), ("空的.xlsx", "是空的")],
)
def test_what_is_no_report_is_a_sentence_and_the_present_report_stays(
    clerk: Clerk, own_file: Path, tmp_path: Path, name: str, words: str
) -> None:
    (tmp_path / "文件夹.xlsx").mkdir()
    (tmp_path / "空的.xlsx").touch()
    session = clerk.open(own_file)
    clerk.change(55)
    with pytest.raises(Problem, match=words):
        clerk.carry_out(loading.open_report(clerk.workspace, tmp_path / name))
    assert clerk.session is session
    assert session.is_dirty
    assert clerk.workspace.secure()


def test_a_broken_workbook_is_a_sentence(clerk: Clerk, own_file: Path) -> None:
    own_file.write_bytes(own_file.read_bytes()[:2000])
    with pytest.raises(Problem, match=own_file.name):
        clerk.carry_out(loading.open_report(clerk.workspace, own_file))
    assert clerk.workspace.report is None


@pytest.mark.skipif(
    os.name == "nt" or os.geteuid() == 0, reason="needs a user whom a system can forbid something"
)
def test_a_forbidden_file_is_a_sentence(clerk: Clerk, own_file: Path) -> None:
    own_file.chmod(0)
    with pytest.raises(Problem, match="没有权限"):
        clerk.carry_out(loading.open_report(clerk.workspace, own_file))


def test_a_link_that_leads_back_to_itself_is_a_sentence(clerk: Clerk, tmp_path: Path) -> None:
    ring = tmp_path / "ring"
    ring.symlink_to(ring)
    with pytest.raises(Problem, match="指回自己的链接"):
        clerk.carry_out(loading.open_report(clerk.workspace, ring / "年报.xlsx"))


def test_reading_can_be_given_up(clerk: Clerk, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    clerk.workspace.progress.connect(lambda done, total: seen.append((done, total)))
    page = endless_page(tmp_path / "年报.html")
    ended = clerk.begin(loading.open_report(clerk.workspace, page))
    assert clerk.workspace.can_cancel
    clerk.wait(lambda: seen)
    clerk.workspace.cancel()
    clerk.finish(ended)
    assert ended == [("cancelled", None)]
    assert clerk.workspace.report is None
    assert not clerk.workspace.can_cancel


def test_a_file_is_read_without_being_in_work(clerk: Clerk, own_file: Path) -> None:
    opened = clerk.carry_out(loading.read_file(clerk.workspace, own_file))
    assert opened.is_own
    assert clerk.workspace.report is None
    assert not lock.locate_lock(own_file).exists()


def test_a_report_is_read_from_the_clipboard(clerk: Clerk) -> None:
    text = "2023年政府信息公开工作年度报告\n一、总体情况\n很好。\n"
    clerk.carry_out(loading.open_copied(clerk.workspace, "", text))
    assert "很好。" in clerk.session.document.paragraphs("overview")
    assert clerk.session.is_dirty
    with pytest.raises(Problem, match="没有文字"):
        clerk.carry_out(loading.open_copied(clerk.workspace, "", ""))


# ---------------------------------------------------------------------- other people


def test_a_file_that_somebody_else_has_open_is_offered_for_reading(
    clerk: Clerk, own_file: Path
) -> None:
    lock_elsewhere(own_file)
    operation = loading.open_report(clerk.workspace, own_file)
    clerk.carry_out(operation, lambda it: it.proceed(loading.READ_ONLY))
    assert "张三（电脑 PC-02）打开着" in clerk.asked[0].text
    assert clerk.asked[0].is_safe
    assert clerk.session.read_only
    clerk.workspace.begin(None)
    wait_for_work()
    assert lock.locate_lock(own_file).exists()


def test_a_lock_can_be_taken_over(clerk: Clerk, own_file: Path) -> None:
    lock_elsewhere(own_file)
    operation = loading.open_report(clerk.workspace, own_file)
    clerk.carry_out(operation, lambda it: it.proceed(loading.EDIT))
    assert not clerk.session.read_only
    held = lock.acquire(own_file)
    assert isinstance(held, lock.Holder)
    assert held.is_own


def test_who_thinks_again_keeps_what_was_in_work(
    clerk: Clerk, own_file: Path, tmp_path: Path
) -> None:
    session = clerk.open(own_file)
    theirs = Path(shutil.copy(own_file, tmp_path / "对方的.xlsx"))
    lock_elsewhere(theirs)
    clerk.carry_out(loading.open_report(clerk.workspace, theirs), Question.cancel)
    assert clerk.session is session


def test_an_office_program_that_has_the_file_open_is_known(clerk: Clerk, own_file: Path) -> None:
    own_file.with_name(f".~lock.{own_file.name}#").write_text(",clerk,PC,22.11.2026 10:00,;")
    clerk.open(own_file)
    assert clerk.workspace.report is not None
    assert clerk.workspace.report.office == "LibreOffice"


# ---------------------------------------------------------------------- versions and recovery


def test_the_versions_of_a_file_are_found(clerk: Clerk, own_file: Path) -> None:
    clerk.open(own_file)
    for number in (1, 2):
        clerk.change(number)
        clerk.carry_out(save(clerk.workspace))
    found = clerk.carry_out(loading.find_versions(clerk.workspace, own_file))
    assert [open_file(each.file).document.number(CELL) for each in found[:2]] == [2, 1]
    assert clerk.carry_out(loading.find_versions(clerk.workspace, own_file.parent / "x")) == []


def crash(path: Path) -> tuple[Recoverable, Document]:
    """A program that changed a report and died; returns what it left, and what it had."""
    opened = open_file(path)
    folder = make_folder(user_folders().recovery)
    journal = Journal(folder, Base.of(opened.document, path, opened.sha256))
    change = set_cells(opened.document, {CELL: "77"})
    opened.document.apply(change)
    journal.append(change)
    assert journal.sync()
    journal.close(keep=True)
    disown(journal.file)
    (found,) = find_recoverable(folder).recoverable
    return found, opened.document


def test_what_was_not_saved_is_brought_back_and_can_be_saved(clerk: Clerk, own_file: Path) -> None:
    found, wanted = crash(own_file)
    assert clerk.carry_out(loading.recover(clerk.workspace, found)) == []
    assert clerk.session.document == wanted
    assert clerk.session.is_dirty
    assert clerk.session.path == own_file
    assert lock.locate_lock(own_file).exists()
    clerk.carry_out(save(clerk.workspace))
    assert open_file(own_file).document == wanted
    assert clerk.workspace.secure()
    assert find_recoverable(user_folders().recovery).recoverable == []


def test_what_is_brought_back_of_a_file_that_somebody_else_has_open_says_so(
    clerk: Clerk, own_file: Path
) -> None:
    found, wanted = crash(own_file)
    lock_elsewhere(own_file)
    (note,) = clerk.carry_out(loading.recover(clerk.workspace, found))
    assert "张三（电脑 PC-02）打开着" in note
    assert clerk.session.document == wanted


def test_what_is_in_use_elsewhere_is_not_brought_back(
    make_clerk: Callable[..., Clerk], own_file: Path
) -> None:
    one, other = make_clerk(), make_clerk()
    found, _ = crash(own_file)
    one.carry_out(loading.recover(one.workspace, found))
    assert one.workspace.secure()  # the journal is the other window's now
    with pytest.raises(Problem, match="另一个窗口"):
        other.carry_out(loading.recover(other.workspace, found))
    assert other.workspace.report is None
    assert one.session.is_dirty
