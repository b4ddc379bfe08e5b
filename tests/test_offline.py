"""Offline means offline: the program names no network library and opens no network socket."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.journeys.tour import PROBE

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted((ROOT / "report_editor").rglob("*.py"))
NETWORK = re.compile(
    r"(socket|socketserver|ssl|http|urllib(?!\.parse)|ftplib|smtplib|poplib|imaplib|xmlrpc|asyncio"
    r"|webbrowser|requests|httpx|aiohttp|urllib3"
    r"|PySide6\.Qt(Network|WebSockets|WebEngine|HttpServer|RemoteObjects)\w*)(\.|$)"
)

# Runs the program in the same process; any socket but a local one ends it with this code.
CAUGHT = 99
GUARD = f"""
import os, runpy, socket, sys

def guard(event, arguments):
    network = event in {{"socket.getaddrinfo", "socket.gethostbyname", "urllib.Request"}}
    if event == "socket.__new__":
        network = arguments[1] != getattr(socket, "AF_UNIX", None)
    if network:
        os.write(2, f"{{event}} {{arguments}}".encode())
        os._exit({CAUGHT})

sys.addaudithook(guard)
"""
RUN = GUARD + "runpy.run_module('report_editor', run_name='__main__', alter_sys=True)"
WINDOW = (
    GUARD
    + """
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from report_editor.ui.shell.app import dress, make_window
from report_editor.workspace.ahead import FileAhead

app = QApplication([])
dress(app)
window = make_window(FileAhead(Path(sys.argv[1])))

def leave_when_shown():
    if window.editor is not None:
        app.quit()

timer = QTimer()
timer.timeout.connect(leave_when_shown)
timer.start(10)
QTimer.singleShot(120_000, lambda: os._exit(3))  # the report never came
app.exec()
os._exit(0)
"""
)


def work(example: Path, folder: Path) -> list[tuple[int, list[str]]]:
    """One report's way through the program (save, open, print, check), with the exit codes."""
    workbook = folder / "report.xlsx"
    return [
        (0, ["convert", str(example), "-o", str(workbook)]),
        (0, ["convert", str(workbook), "-o", str(folder / "report.pdf")]),
        (0, ["convert", str(workbook), "-o", str(folder / "report.json")]),
        (1, ["check", str(workbook), "--json"]),
    ]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_names_a_network_library(path: Path) -> None:
    assert [name for name in imported_by(path) if NETWORK.match(name)] == []


def imported_by(path: Path) -> list[str]:
    """Every module and every name in a module that a file imports, anywhere in it."""
    names: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names += [f"{node.module}.{alias.name}" for alias in node.names]
    return names


@pytest.mark.slow
def test_no_network_socket_is_opened_from_python(example: Path, tmp_path: Path) -> None:
    for code, arguments in work(example, tmp_path):
        run = subprocess.run(
            [sys.executable, "-c", RUN, *arguments], capture_output=True, text=True, check=False
        )
        assert run.returncode == code, run.stderr


@pytest.mark.slow
def test_the_window_opens_no_network_socket_from_python(example: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", WINDOW, str(example)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert run.returncode == 0, run.stderr


def test_the_guard_catches_a_socket() -> None:
    code = GUARD + "socket.create_connection(('127.0.0.1', 9))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert run.returncode == CAUGHT


@pytest.mark.slow
def test_the_system_sees_no_network_socket(example: Path, tmp_path: Path) -> None:
    """Child processes and libraries written in C included."""
    trace = traced(0, [sys.executable, "-c", "import socket; socket.socket()"], tmp_path)
    assert "AF_INET" in trace, "the trace would not show a socket"
    for code, arguments in work(example, tmp_path):
        trace = traced(code, [sys.executable, "-m", "report_editor", *arguments], tmp_path)
        assert "AF_INET" not in trace


@pytest.mark.slow
def test_the_system_sees_no_network_socket_of_the_window(example: Path, tmp_path: Path) -> None:
    trace = traced(0, [sys.executable, "-c", WINDOW, str(example)], tmp_path)
    assert "AF_INET" not in trace


@pytest.mark.slow
def test_the_window_opens_nothing_that_a_report_names(tmp_path: Path) -> None:
    """Shown as markup, a text of a file could name a path of a network, and Windows would go there.

    Only the print system of this computer is spoken to, by Qt, to list its printers.
    """
    probe = tmp_path / PROBE
    probe.parent.mkdir()
    probe.write_bytes(b"")
    command = [sys.executable, "-m", "tests.journeys.tour", str(tmp_path)]
    trace = traced(0, command, tmp_path, calls="file,network")
    assert "<img src=q>" in trace, "the trace would not show an opened file"
    named = re.findall(r'"(?:[^"]*/)?(?:q/z|q|probe)(?:\.\w+)?"', trace)
    assert named == []
    ports = set(re.findall(r"connect\(.*sa_family=AF_INET.*?port=htons\((\d+)\)", trace))
    assert ports <= {"631"}


def traced(code: int, command: list[str], folder: Path, calls: str = "socket") -> str:
    """The calls of some kind of a command that ends with a code, and of its children."""
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not installed")
    log = folder / "calls.log"
    run = subprocess.run(
        [strace, "-f", "--seccomp-bpf", "-qq", "-e", f"trace={calls}", "-o", str(log), *command],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    if "ptrace" in run.stderr.lower() and "not permitted" in run.stderr.lower():
        pytest.skip(f"strace may not trace here: {run.stderr.strip()}")
    assert run.returncode == code, run.stderr
    return log.read_text(encoding="utf-8")
