"""A network folder that takes long for everything: the window answers all the while.

strace lets every system call wait that touches the report, its folder, its lock or its temporary
file, in the real program. The home folder is on the network too: so are the recent files.
"""

from __future__ import annotations

import shutil
import signal
import subprocess
from typing import TYPE_CHECKING

import pytest

from report_editor.files.user_folders import user_folders
from report_editor.storage.lock import locate_lock
from report_editor.storage.recent import FILE_NAME
from report_editor.storage.recovery import find_recoverable, recover
from report_editor.workspace.opening import open_file
from tests.journeys.clerk_in_a_process import CELL, TYPED, Program
from tests.storage.sweep import why_not

if TYPE_CHECKING:
    from pathlib import Path

DELAY = 0.4
"""Seconds that each call takes."""
WRITES = 30
"""Temporary files that one run makes at most."""


def slowed(program: Program, report: Path) -> subprocess.Popen[bytes]:
    """Attaches strace to the program; from now on the report's folder and the home are slow."""
    recent = user_folders().config / FILE_NAME
    temporary = [
        file.with_name(f".{file.name}.{program.process.pid}-{number}.tmp")
        for file in (report, recent)
        for number in range(1, WRITES)
    ]
    paths = [report, report.parent, locate_lock(report), recent, recent.parent, *temporary]
    calls = "%file,fsync,fdatasync"
    return subprocess.Popen(
        ["strace", "-f", "-qq", "-o", str(report.parent.parent / "trace")]
        + [f"--trace-path={path}" for path in paths]
        + [f"--trace={calls}", f"--inject={calls}:delay_enter={int(DELAY * 1e6)}"]
        + ["-p", str(program.process.pid)],
        stderr=subprocess.DEVNULL,
    )


@pytest.mark.slow
@pytest.mark.skipif(bool(why_not()), reason=why_not() or "strace is there")
def test_the_window_answers_while_the_disk_does_not(own_file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "network"
    folder.mkdir()
    report = folder / "report.xlsx"
    shutil.copy(own_file, report)
    words = ["opened", "change", "stay", "slowed"]
    steps = {
        "save": ["save_and_type_on", "saved"],
        "look for changes": ["look_outside"],
        "earlier versions": ["list_versions", "leave_versions"],
        "close": ["close_report"],
        "open": ["open_last", "opened"],
    }
    for step in steps.values():
        words += [*step, "longest_wait"]
    waits = {}
    with Program(report, *words, "close") as program:
        program.told("ready")
        with slowed(program, report):
            for name in steps:
                if name == "save":
                    assert not program.told("saved")["dirty"]
                waits[name] = program.told("longest wait")["seconds"]
            assert program.end() == 0
    trace = (tmp_path / "trace").read_text(errors="replace")
    calls = [line for line in trace.splitlines() if "(DELAYED)" in line]
    print(f"{len(calls)} calls of {DELAY} s each; longest wait for a key:")
    for name, seconds in waits.items():
        print(f"  {name}: {seconds * 1000:.0f} ms")
    assert len(calls) > 20
    window = f"{program.process.pid} "  # the thread of the window has the number of the process
    assert [line for line in calls if line.startswith(window)] == []
    assert open_file(report).document.paragraphs("overview")[-1].endswith(f"{TYPED}再写")
    assert not locate_lock(report).exists()
    assert "recent.json" in trace


@pytest.mark.slow
@pytest.mark.skipif(bool(why_not()), reason=why_not() or "strace is there")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_a_program_ended_amid_a_save_leaves_a_whole_file_and_loses_nothing(
    own_file: Path, tmp_path: Path, number: signal.Signals
) -> None:
    folder = tmp_path / "network"
    folder.mkdir()
    report = folder / "report.xlsx"
    shutil.copy(own_file, report)
    before = open_file(report).document
    words = ["opened", "change", "secure", "stay", "slowed", "begin_save"]
    with Program(report, *words) as program:
        program.told("ready")
        with slowed(program, report):
            program.told("saving")
            ended = program.end(number)
            assert ended == (0 if number is signal.SIGTERM else -number)
    file = open_file(report).document
    found = find_recoverable(user_folders().recovery)
    assert found.unreadable == []
    if file == before:
        assert len(found.recoverable) == 1
    # what the file does not hold is offered
    document = recover(found.recoverable[0]).history.document if found.recoverable else file
    assert document.number(CELL) == 4711
    assert document.paragraphs("overview")[-1].endswith(TYPED)
