"""Measure several things, each in a process of its own, so that none warms the next one up."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from report_editor.ui.platform.collector import Collector
from report_editor.ui.shell.app import dress
from report_editor.workspace.background import favor_window

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def measure_each(module: str, names: Sequence[str], measure: Callable[[Path, str], None]) -> None:
    """Measure what the names stand for, and end the process where there is but one.

    Args:
        module: Name of the module that calls this; it is started again with each of several names.
        names: What to measure.
        measure: Measures one of them, with an empty folder, and prints what came out.
    """
    if len(names) > 1:
        for name in names:
            subprocess.run([sys.executable, "-m", module, name], check=False)
        sys.stdout.write(f"load {os.getloadavg()}\n")
        return
    with tempfile.TemporaryDirectory() as folder:
        os.environ["REPORT_EDITOR_HOME"] = str(Path(folder) / "home")
        app = QApplication(sys.argv[:1])
        dress(app)
        Collector(app)  # as in the program
        favor_window()
        measure(Path(folder), names[0])
        sys.stdout.flush()
        os._exit(0)
