"""Measure how long a program takes to show its window with a report in it, and its memory then.

Every program is looked for in the same way, from outside: every 20 ms, by the title of a window
that can be seen. (``xdotool search --sync`` looks once in half a second, which is not fair to the
one that has just missed it.) They take turns, each on a copy of the report.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

POLL_SECONDS = 0.02
SETTLE_SECONDS = 1.0
"""Time after the window came before memory is read: by then what it began with is done."""
LONGEST_SECONDS = 60
BARE_WINDOW = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication(sys.argv)
window = QMainWindow()
window.setWindowTitle(sys.argv[1])
window.resize(1200, 800)
window.show()
app.exec()
"""
OURS, BARE, CALC = "Report Editor", "bare PySide6 window", "LibreOffice Calc"
PLAIN = "PySide6 window with the same widgets"


@dataclass(frozen=True)
class Start:
    """One start of a program."""

    seconds: float
    anonymous: float
    """Kilobytes that belong to no file, of all its processes."""
    resident: float
    """Kilobytes in memory, of all its processes."""


def measure_starts(report: Path, runs: int) -> dict[str, list[Start]]:
    """Start each program some times in turn, and once before to warm the caches.

    Returns:
        Starts by the name of the program; none of what is not installed or cannot be looked for.
    """
    found: dict[str, list[Start]] = {OURS: [], BARE: [], PLAIN: [], CALC: []}
    if not shutil.which("xdotool") or not os.environ.get("DISPLAY"):
        return found
    for number in range(runs + 1):
        folder = report.parent / f"start-{number}"
        folder.mkdir()
        copy = folder / f"{number}-{report.name}"
        shutil.copyfile(report, copy)
        commands = {
            BARE: [sys.executable, "-c", BARE_WINDOW, copy.name],
            PLAIN: [sys.executable, str(Path(__file__).with_name("plain_window.py")), copy.name],
            OURS: [sys.executable, "-m", "report_editor", str(copy)],
        }
        if office := shutil.which("soffice"):
            commands[CALC] = [office, *make_profile(report), *OFFICE_OPTIONS, str(copy)]
        for name, command in commands.items():
            try:
                start = _start(command, copy.name, folder / "home")
            except TimeoutError:
                print(f"no window of {name} came", file=sys.stderr)
                continue
            if number:
                found[name].append(start)
    return found


OFFICE_OPTIONS = ("--nologo", "--nofirststartwizard", "--calc")


def make_profile(report: Path) -> list[str]:
    """Return options for a profile of its own: no settings change, no running instance answers."""
    return [f"-env:UserInstallation={(report.parent / 'office').as_uri()}", "--norestore"]


def _start(command: list[str], title: str, home: Path) -> Start:
    begun = time.monotonic()
    program = subprocess.Popen(
        command,
        env={**os.environ, "QT_QPA_PLATFORM": "xcb", "REPORT_EDITOR_HOME": str(home)},
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(title, begun, shown=True)
        seconds = time.monotonic() - begun
        time.sleep(SETTLE_SECONDS)
        pids = _list_processes(program.pid)
        anonymous, resident = (
            sum(read_memory(pid, kind) for pid in pids) for kind in ("Anonymous", "Rss")
        )
        return Start(seconds, anonymous, resident)
    finally:
        os.killpg(program.pid, 9)
        program.wait()
        _wait_for(title, time.monotonic(), shown=False)


def _wait_for(title: str, begun: float, *, shown: bool) -> None:
    """Look at fixed moments until a window with a title can be seen, or no longer."""
    search = ["xdotool", "search", "--onlyvisible", "--name", re.escape(title)]
    while (subprocess.run(search, capture_output=True, check=False).returncode == 0) != shown:
        passed = time.monotonic() - begun
        if passed > LONGEST_SECONDS:
            raise TimeoutError(title)
        time.sleep(POLL_SECONDS - passed % POLL_SECONDS)


def _list_processes(group: int) -> list[int]:
    """Return the processes of a session."""
    listed = subprocess.run(
        ["ps", "-o", "pid=", "-g", str(group)], capture_output=True, text=True, check=True
    )
    return [int(pid) for pid in listed.stdout.split()]


def read_memory(pid: int, kind: str) -> float:
    """Return the kilobytes of a kind that a process has; 0 where the system does not say."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0
    found = re.search(rf"^{kind}: +(\d+)", text, re.MULTILINE)
    return float(found[1]) if found else 0
