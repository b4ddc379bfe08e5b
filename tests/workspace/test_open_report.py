"""The owner of a report: what it sees from outside, and how it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from report_editor.document.commands import set_cells
from report_editor.files.fingerprint import Outside, read_fingerprint
from report_editor.files.user_folders import make_folder, user_folders
from report_editor.storage import lock
from report_editor.storage.recovery import find_recoverable
from report_editor.workbook.report_file import save_report
from report_editor.workspace.background import wait_for_work
from report_editor.workspace.opening import open_file
from report_editor.workspace.saving import save
from tests.workspace.conftest import CELL

if TYPE_CHECKING:
    from pathlib import Path

    from report_editor.workspace.open_report import OpenReport
    from tests.workspace.conftest import Clerk


def change_behind_our_back(path: Path, number: int) -> None:
    document = open_file(path).document
    document.apply(set_cells(document, {CELL: str(number)}))
    save_report(document, path)


def watched(clerk: Clerk, path: Path) -> tuple[OpenReport, list[Outside]]:
    """An open report, and how its file stood each time that this changed."""
    clerk.open(path)
    report = clerk.workspace.report
    assert report is not None
    seen: list[Outside] = []
    report.outsideChanged.connect(seen.append)
    return report, seen


def test_what_others_do_to_the_file_is_noticed(clerk: Clerk, own_file: Path) -> None:
    report, seen = watched(clerk, own_file)
    away = own_file.rename(own_file.with_name("pulled out"))
    report.look_outside()
    clerk.wait(lambda: seen == [Outside.GONE])
    away.rename(own_file)
    report.look_outside()
    clerk.wait(lambda: seen[1:] == [Outside.SAME])
    change_behind_our_back(own_file, 4321)
    report.look_outside()
    clerk.wait(lambda: seen[2:] == [Outside.CHANGED])
    report.look_outside()
    wait_for_work()
    assert len(seen) == 3


def test_who_keeps_mine_is_told_of_the_next_change(clerk: Clerk, own_file: Path) -> None:
    report, seen = watched(clerk, own_file)
    change_behind_our_back(own_file, 1)
    report.look_outside()
    clerk.wait(lambda: seen == [Outside.CHANGED])
    report.keep_mine()
    clerk.wait(lambda: seen[1:] == [Outside.SAME])
    change_behind_our_back(own_file, 2)
    report.look_outside()
    clerk.wait(lambda: seen[2:] == [Outside.CHANGED])
    own_file.unlink()
    report.keep_mine()
    clerk.wait(lambda: seen[3:] == [Outside.GONE])


def test_keeping_mine_lets_the_next_save_replace_theirs_unasked(
    clerk: Clerk, own_file: Path
) -> None:
    report, seen = watched(clerk, own_file)
    change_behind_our_back(own_file, 1)
    report.keep_mine()
    clerk.change(55)
    wait_for_work()
    clerk.wait(lambda: report.compare(read_fingerprint(own_file)) is Outside.SAME)
    clerk.carry_out(save(clerk.workspace))
    assert open_file(own_file).document.number(CELL) == 55
    assert seen == []


@pytest.mark.slow
def test_our_own_save_is_no_change_from_outside(clerk: Clerk, own_file: Path) -> None:
    report, seen = watched(clerk, own_file)
    ended: list[tuple[str, object]] = []

    def look_until_saved() -> bool:
        report.look_outside()
        return bool(ended)

    for number in range(3):
        clerk.change(number)
        ended = clerk.begin(save(clerk.workspace))
        clerk.wait(look_until_saved)
    wait_for_work()
    clerk.wait(lambda: report._look is None)
    assert seen == []


@pytest.mark.slow
def test_a_journal_that_cannot_be_written_says_so_until_it_can(
    clerk: Clerk, own_file: Path, report_editor_home: Path
) -> None:
    (make_folder(report_editor_home) / "data").write_text("no folder")
    report, _ = watched(clerk, own_file)
    said: list[str] = []
    report.trouble.connect(said.append)
    clerk.change(55)
    clerk.wait(lambda: said)
    assert "恢复记录" in said[0]
    assert not clerk.workspace.secure()
    (report_editor_home / "data").unlink()
    clerk.wait(lambda: said[1:] == [""])
    assert clerk.workspace.secure()


@pytest.mark.parametrize("is_changed", [False, True])
def test_what_is_put_away_waits_for_the_next_start_if_it_is_not_saved(
    clerk: Clerk, own_file: Path, is_changed: bool
) -> None:
    session = clerk.open(own_file)
    if is_changed:
        session.commitRequested.connect(lambda: clerk.change(55))  # typed, not committed
    clerk.workspace.put_away()
    wait_for_work()
    assert len(list(user_folders().recovery.glob("*.journal"))) == is_changed
    assert not lock.locate_lock(own_file).exists()
    assert find_recoverable(user_folders().recovery).unreadable == []


def test_what_is_let_go_of_leaves_nothing(clerk: Clerk, own_file: Path) -> None:
    clerk.open(own_file)
    clerk.change(55)
    clerk.workspace.begin(None)
    wait_for_work()
    assert list(user_folders().recovery.glob("*.journal")) == []
    assert not lock.locate_lock(own_file).exists()
