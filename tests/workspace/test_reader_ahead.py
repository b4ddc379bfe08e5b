"""Reader that is started while a dialog asks for a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psutil
import pytest

from report_editor.workspace.background import wait_for_work
from report_editor.workspace.opening import open_file
from report_editor.workspace.reader_ahead import ReaderAhead

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.usefixtures("qtbot")
SECONDS = 30.0


def list_readers() -> list[psutil.Process]:
    """The readers that this process has running."""
    running = (each for each in psutil.Process().children() if each.is_running())
    return [each for each in running if each.status() != psutil.STATUS_ZOMBIE]


def test_the_reader_that_waits_reads_the_file_and_ends(samples: Path, qtbot: QtBot) -> None:
    file = samples / "yanlong-2022.txt"
    before = {each.pid for each in list_readers()}
    with ReaderAhead() as ahead:
        qtbot.waitUntil(lambda: len({each.pid for each in list_readers()} - before) == 1)
        (waiting,) = [each for each in list_readers() if each.pid not in before]
        used: list[int] = []
        opened = open_file(file, lambda _: used.extend(each.pid for each in list_readers()), ahead)
        assert set(used) - before == {waiting.pid}
    assert opened.document == open_file(file).document
    assert wait_for_work(SECONDS)
    assert not waiting.is_running()


def test_a_reader_that_nobody_needs_ends_with_the_dialog(qtbot: QtBot) -> None:
    before = {each.pid for each in list_readers()}
    with ReaderAhead():
        qtbot.waitUntil(lambda: len({each.pid for each in list_readers()} - before) == 1)
    assert wait_for_work(SECONDS)
    assert {each.pid for each in list_readers()} <= before


def test_in_place_of_a_reader_that_was_killed_another_reads(samples: Path, qtbot: QtBot) -> None:
    before = {each.pid for each in list_readers()}
    with ReaderAhead() as ahead:
        qtbot.waitUntil(lambda: len({each.pid for each in list_readers()} - before) == 1)
        (waiting,) = [each for each in list_readers() if each.pid not in before]
        waiting.kill()
        qtbot.waitUntil(lambda: waiting not in list_readers())
        opened = open_file(samples / "yanlong-2022.txt", ahead=ahead)
    assert opened.recognition is not None
    assert wait_for_work(SECONDS)
    assert {each.pid for each in list_readers()} <= before
