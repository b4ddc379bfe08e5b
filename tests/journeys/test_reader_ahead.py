"""The reader of other programs' files starts with the dialog that asks for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psutil
from PySide6.QtWidgets import QFileDialog

from report_editor.workspace.background import wait_for_work

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.conftest import Clerk

SECONDS = 30.0


def list_children() -> set[int]:
    """The processes that this one has started and that run."""
    every = psutil.Process().children()
    return {each.pid for each in every if each.status() != psutil.STATUS_ZOMBIE}


def test_a_reader_waits_while_the_dialog_asks_and_goes_with_it(
    clerk: Clerk, own_file: Path
) -> None:
    before = list_children()
    session = clerk.open(own_file)
    seen: list[set[int]] = []

    def look(dialog: QFileDialog) -> None:
        clerk.wait(lambda: list_children() - before)
        seen.append(list_children() - before)
        dialog.reject()

    clerk.at_dialog(QFileDialog, look)
    clerk.window.commands["open"].trigger()
    clerk.wait(lambda: seen)
    assert len(seen[0]) == 1
    assert wait_for_work(SECONDS)
    assert not list_children() - before
    assert clerk.window.session is session
