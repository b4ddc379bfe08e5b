"""Two people and one report: who is second is asked, and nobody is overwritten unawares."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QMessageBox

from report_editor.document.commands import set_cells
from report_editor.storage import lock
from tests.journeys.clerk_in_a_process import CELL, Program
from tests.journeys.test_nothing_is_lost import crash_while_editing

if TYPE_CHECKING:
    from tests.journeys.conftest import Clerk


@pytest.mark.slow
def test_a_report_open_elsewhere_is_offered_for_reading(clerk: Clerk, own_file: Path) -> None:
    with Program(own_file, "opened", "stay") as other:
        other.told("ready")
        said = clerk.box_says("只读打开")
        session = clerk.open(own_file)
        assert "打开着" in said[0]
        assert session.read_only
        assert not clerk.window.commands["save"].isEnabled()


@pytest.mark.slow
def test_a_report_opened_anyway_takes_the_lock_over(clerk: Clerk, own_file: Path) -> None:
    with Program(own_file, "opened", "stay") as other:
        other.told("ready")
        clerk.box_says("仍然打开")
        session = clerk.open(own_file)
        assert not session.read_only
        now = lock.acquire(own_file)
        assert isinstance(now, lock.Holder)
        assert now.is_own


@pytest.mark.slow
def test_a_copy_of_a_report_opened_for_reading_can_be_edited(
    clerk: Clerk, own_file: Path, tmp_path: Path
) -> None:
    with Program(own_file, "opened", "stay") as other:
        other.told("ready")
        clerk.box_says("只读打开")
        clerk.open(own_file)
        copy = tmp_path / "另存.xlsx"
        clerk.name_file(copy)
        clerk.window.file.save_as()
        clerk.wait(lambda: clerk.window.session and clerk.window.session.path == copy)
        clerk.wait(lambda: clerk.window.session and not clerk.window.session.read_only)
        assert clerk.window.commands["save"].isEnabled()
        assert "只读" not in clerk.window.windowTitle()


@pytest.mark.slow
@pytest.mark.parametrize(("button", "is_replaced"), [("取消", False), ("仍然保存", True)])
def test_saving_onto_a_report_that_somebody_else_has_open_asks(
    clerk: Clerk, own_file: Path, tmp_path: Path, button: str, is_replaced: bool
) -> None:
    theirs = Path(shutil.copy(own_file, tmp_path / "对方的.xlsx"))
    before = theirs.read_bytes()
    session = clerk.open(own_file)
    session.history.do(set_cells(session.document, {CELL: "55"}))
    with Program(theirs, "opened", "stay") as other:
        other.told("ready")
        clerk.name_file(theirs)
        said = answer_twice(clerk, button)
        clerk.window.file.save_as()
        clerk.wait(lambda: len(said) == 2)
        clerk.wait_idle()
        assert "打开着" in said[1]
        assert session.is_dirty != is_replaced
        assert (theirs.read_bytes() != before) == is_replaced


def answer_twice(clerk: Clerk, button: str) -> list[str]:
    """Answers Qt's own question whether to replace a file, then ours; both are in the list."""
    said: list[str] = []

    def act(box: QMessageBox) -> None:
        said.append(box.text())
        if len(said) == 1:
            clerk.at_dialog(QMessageBox, act)
            box.button(QMessageBox.StandardButton.Yes).click()
        else:
            next(each for each in box.buttons() if button in each.text()).click()

    clerk.at_dialog(QMessageBox, act)
    return said


@pytest.mark.slow
def test_recovering_a_report_that_somebody_else_has_open_says_so(
    clerk: Clerk, own_file: Path
) -> None:
    wanted = crash_while_editing(own_file)
    with Program(own_file, "opened", "stay") as other:
        other.told("ready")
        clerk.window.stack.recoveries.look()
        clerk.wait(clerk.bars)
        said = clerk.box_says("知道了")
        clerk.press_in_bar("恢复")
        clerk.wait(lambda: said)
        assert "打开着" in said[0]
        assert clerk.window.session is not None
        assert clerk.window.session.document == wanted
