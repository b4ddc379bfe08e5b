"""The real program, and its command line, on a drive of which no call returns."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from report_editor.files.user_folders import make_folder, user_folders
from report_editor.storage.recent import FILE_NAME
from report_editor.storage.recovery import find_recoverable, recover
from report_editor.workspace.opening import open_file
from tests.journeys.clerk_in_a_process import CELL, ROOT, TYPED, Program

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        sys.platform != "linux" or not shutil.which("gcc"), reason="needs Linux and gcc"
    ),
]
PATIENCE = 60.0


class Drive:
    """A folder whose calls return only until it is stalled."""

    def __init__(self, root: Path, library: Path) -> None:
        self.folder = make_folder(root / "drive")
        self.elsewhere = make_folder(root / "elsewhere") / "saved.xlsx"
        self._calls = root / "calls"
        self._log = root / "log"
        self.environment = {
            "LD_PRELOAD": str(library),
            "STALLED_DRIVE": str(self.folder),
            "STALLED_CALLS": str(self._calls),
            "STALLED_LOG": str(self._log),
            "ELSEWHERE": str(self.elsewhere),
        }

    def stall(self, calls: str = "all") -> None:
        self._calls.write_text(calls, encoding="ascii")

    def answer(self) -> None:
        self._calls.unlink()

    def hung_in(self, thread: int) -> list[str]:
        """The calls of a thread that hung; the window's has the number of its process."""
        lines = self._log.read_text().splitlines() if self._log.exists() else []
        return [line for line in lines if line.startswith(f"{thread} ")]

    @property
    def has_hung(self) -> bool:
        return self._log.exists()


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("stalled") / "stalled_drive.so"
    source = Path(__file__).with_name("stalled_drive.c")
    subprocess.run(["gcc", "-shared", "-fPIC", "-o", made, source, "-ldl"], check=True)
    return made


@pytest.fixture
def drive(tmp_path: Path, library: Path) -> Drive:
    return Drive(tmp_path, library)


def test_a_save_to_a_stalled_drive_is_given_up_and_saved_elsewhere_and_the_program_ends(
    drive: Drive, own_file: Path
) -> None:
    report = Path(shutil.copy(own_file, drive.folder / "report.xlsx"))
    before = report.read_bytes()
    words = ["opened", "change", "stall", "save_until_stalled", "bars", "save_elsewhere"]
    words += ["name_elsewhere", "saved", "longest_wait", "stay", "close"]
    with Program(report, *words, environment=drive.environment) as program:
        program.told("stalled")
        (sentence,) = program.told("bars")["sentences"]
        assert "保存到“report.xlsx”已经等了" in sentence
        assert not program.told("dialog")["folder"].startswith(str(drive.folder))
        assert not program.told("saved")["dirty"]
        print(f"longest wait for a key: {program.told('longest wait')['seconds'] * 1000:.0f} ms")
        program.told("ready")
        assert program.end() == 0
    assert drive.has_hung
    assert drive.hung_in(program.process.pid) == []
    document = open_file(drive.elsewhere).document
    assert document.number(CELL) == 4711
    assert document.paragraphs("overview")[-1].endswith(TYPED)
    assert report.read_bytes() == before
    assert find_recoverable(user_folders().recovery).recoverable == []


def test_the_window_is_closed_while_a_save_hangs_and_nothing_is_lost(
    drive: Drive, own_file: Path
) -> None:
    report = Path(shutil.copy(own_file, drive.folder / "report.xlsx"))
    before = report.read_bytes()
    words = ["opened", "change", "secure", "stall", "save_until_stalled", "bars"]
    words += ["leave_hanging", "do_not_wait"]
    with Program(report, *words, environment=drive.environment) as program:
        assert "还没有存好" in program.told("asked")["text"]
        assert program.end() == 0
    assert drive.hung_in(program.process.pid) == []
    assert report.read_bytes() == before
    (found,) = find_recoverable(user_folders().recovery).recoverable
    recovered = recover(found)
    assert recovered.path == report
    assert recovered.history.document.number(CELL) == 4711


def test_a_logout_while_a_save_hangs_ends_the_program_and_loses_nothing(
    drive: Drive, own_file: Path
) -> None:
    report = Path(shutil.copy(own_file, drive.folder / "report.xlsx"))
    words = ["opened", "change", "secure", "stall", "save_until_stalled", "bars"]
    with Program(report, *words, environment=drive.environment) as program:
        program.told("bars")
        assert program.end(signal.SIGTERM) == 0
    (found,) = find_recoverable(user_folders().recovery).recoverable
    assert recover(found).history.document.number(CELL) == 4711


def test_opening_from_a_stalled_drive_is_cancelled_and_the_start_page_waits_for_nothing(
    drive: Drive, own_file: Path
) -> None:
    report = Path(shutil.copy(own_file, drive.folder / "report.xlsx"))
    entry = {"path": str(report), "opened": datetime.now().astimezone().isoformat(), "title": ""}
    recent = make_folder(user_folders().config) / FILE_NAME
    recent.write_text(json.dumps({"files": [entry]}))
    drive.stall()
    words = ["stall", "open_and_cancel", "longest_wait", "close"]
    with Program("-", *words, environment=drive.environment) as program:
        program.told("longest wait")
        assert program.end() == 0
    assert drive.has_hung
    assert drive.hung_in(program.process.pid) == []


@pytest.mark.parametrize("calls", ["fsync", "open", "stat"])
def test_ctrl_c_ends_a_command_that_hangs_and_leaves_nothing_half(
    drive: Drive, example: Path, calls: str
) -> None:
    target = drive.folder / "report.pdf"
    target.write_bytes(b"old")
    drive.stall(calls)
    # Tests that run in the background ignore Ctrl+C, and what they start would do so as well.
    former = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        command = subprocess.Popen(
            [sys.executable, "-m", "report_editor", "convert", str(example), "-o", str(target)],
            cwd=ROOT,
            env={**os.environ, **drive.environment},
            stderr=subprocess.PIPE,
            text=True,
        )
    finally:
        signal.signal(signal.SIGINT, former)
    with command:
        while not drive.has_hung:
            assert command.poll() is None
        command.send_signal(signal.SIGINT)
        complaint = command.communicate(timeout=PATIENCE)[1]
    assert command.returncode == 2
    assert complaint == "report-editor: 已中断。\n"
    assert [each.name for each in drive.folder.iterdir()] == [target.name]
    assert target.read_bytes() == b"old"
