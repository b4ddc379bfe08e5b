"""Starts that fail, a window closed at once, a system that ends the program."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest

from report_editor.files.user_folders import user_folders
from report_editor.storage import lock
from report_editor.storage.failed_starts import begin_start, confirm_start
from report_editor.storage.recovery import find_recoverable, recover
from report_editor.workspace.opening import open_file
from tests.journeys.clerk_in_a_process import CELL, OPEN_CELL, TYPED, Program

if TYPE_CHECKING:
    from pathlib import Path

    from report_editor.document import Document


def left_behind() -> Document:
    """What the next start offers."""
    found = find_recoverable(user_folders().recovery)
    assert found.unreadable == []
    assert len(found.recoverable) == 1
    return recover(found.recoverable[0]).history.document


def holds_what_was_typed(document: Document) -> bool:
    return document.number(CELL) == 4711 and TYPED in document.paragraphs("overview")[-1]


@pytest.mark.slow
def test_after_two_failed_starts_the_next_is_clean_and_everything_is_kept(own_file: Path) -> None:
    before = own_file.read_bytes()
    with Program(own_file, "opened", "change", "secure", "die") as program:
        assert program.told("secured")["safe"]
        assert program.end() == 9
    for _ in range(2):  # on a slow machine the first may have lived long enough to have started
        with Program(own_file, "die") as program:
            assert program.end() == 9
    with Program(own_file, "bars", "stay") as program:
        (sentence,) = program.told("bars")["sentences"]
        assert "没有正常启动" in sentence
        assert "都还留着" in sentence
        program.told("ready")
        program.end(signal.SIGKILL)
    assert own_file.read_bytes() == before
    assert holds_what_was_typed(left_behind())


@pytest.mark.slow
def test_closing_the_window_at_once_is_no_failed_start(own_file: Path) -> None:
    for _ in range(2):
        with Program(own_file, "opened", "close") as program:
            assert program.end() == 0
    assert not begin_start(user_folders().data)
    confirm_start(user_folders().data)


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows ends programs without signals")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_program_ended_by_the_system_ends_unasked_and_loses_nothing(
    own_file: Path, number: signal.Signals
) -> None:
    before = own_file.read_bytes()
    with Program(own_file, "opened", "change", "open_cell") as program:
        program.told("open")
        assert program.end(number) == 0
    assert own_file.read_bytes() == before
    assert not lock.locate_lock(own_file).exists()
    document = left_behind()
    assert holds_what_was_typed(document)
    assert document.number(OPEN_CELL) == 815
    assert not begin_start(user_folders().data)


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows ends programs without signals")
def test_a_program_with_nothing_unsaved_leaves_nothing_when_it_is_ended(own_file: Path) -> None:
    with Program(own_file, "opened", "stay") as program:
        program.told("ready")
        assert program.end(signal.SIGTERM) == 0
    assert find_recoverable(user_folders().recovery).recoverable == []
    assert open_file(own_file).is_own
