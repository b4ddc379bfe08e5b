"""The program starts with the start page, or with a file and then without it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from report_editor.common.resources import resource

if TYPE_CHECKING:
    from pathlib import Path

STARTING = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from report_editor.ui.shell.app import begin
from report_editor.workspace.ahead import FileAhead

app = QApplication(sys.argv[:1])
window = begin(app, FileAhead(Path(sys.argv[1])) if sys.argv[1:] else None)


def is_loaded():
    return "report_editor.workbook.write" in sys.modules


def list_early():
    later = ("openpyxl", "reportlab", "PIL", "pypdfium2", "docx", "pikepdf", "opencc",
             "lxml")
    ours = ("exporters.registry", "importers.read", "collection", "ui.county", "ui.grid",
            "ui.dialogs.export_dialog", "ui.shell.start_page", "workbook.read", "ooxml")
    names = [*later, *(f"report_editor.{each}" for each in ours)]
    return [each for each in names if each in sys.modules]


def go_on(condition):
    while not condition():
        app.processEvents()


def answer():
    box = app.activeModalWidget()
    if isinstance(box, QMessageBox):
        print(box.text())
        box.accept()


asking = QTimer(interval=10)
asking.timeout.connect(answer)
asking.start()
"""
WITH_A_FILE = """
go_on(lambda: window.session is not None)
go_on(lambda: window.session.findings)
print("start page", window.stack._start is not None, "early", list_early())
window.editor.metadata.preamble.insertPlainText("1")
go_on(is_loaded)
print("loaded at the first change")
window.session.history.undo()
"""
WITH_A_BAD_FILE = """
go_on(lambda: window.stack._start is not None)
print(window.stack.currentWidget() is window.stack.start, window.stack.count())
"""
WITHOUT = """
print(window.stack.currentWidget() is window.stack.start)
"""
ENDING = """
sys.stdout.flush()
import os
os._exit(0)
"""


def run(script: str, home: Path, *files: Path) -> list[str]:
    """Start the program in a process of its own; return the lines that it printed."""
    done = subprocess.run(
        [sys.executable, "-c", STARTING + script + ENDING, *map(str, files)],
        env={**os.environ, "REPORT_EDITOR_HOME": str(home), "PYTHONUTF8": "1"},
        capture_output=True,
        check=True,
        encoding="utf-8",
        timeout=120,
    )
    return done.stdout.splitlines()


@pytest.mark.slow
def test_a_file_is_opened_without_the_start_page_and_the_writer(tmp_path: Path) -> None:
    path = tmp_path / "年报.xlsx"
    shutil.copy(resource("examples", "示例报告.xlsx"), path)
    assert run(WITH_A_FILE, tmp_path / "home", path) == [
        "start page False early []",
        "loaded at the first change",
    ]


@pytest.mark.slow
def test_a_file_that_cannot_be_opened_leads_to_the_start_page(tmp_path: Path) -> None:
    path = tmp_path / "坏的.xlsx"
    path.write_bytes(b"PK\x03\x04")
    *said, shown = run(WITH_A_BAD_FILE, tmp_path / "home", path)
    assert "坏的.xlsx" in "".join(said)
    assert shown == "True 1"


@pytest.mark.slow
def test_without_a_file_the_start_page_is_shown(tmp_path: Path) -> None:
    assert run(WITHOUT, tmp_path / "home") == ["True"]
