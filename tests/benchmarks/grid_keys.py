"""Measures how long a key in a cell, a scroll step and a zoom step hold the window up.

    python -m tests.benchmarks.grid_keys [REPORT...]

As ``tests.benchmarks.keys`` does for texts, whose reports it takes: each action is timed from its
event until the window is painted, in milliseconds of the window's thread: median / p95 / longest.
"""

from __future__ import annotations

import gc
import sys
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from report_editor.ui.shell.app import make_window
from report_editor.workspace.ahead import FileAhead
from tests.benchmarks.each_alone import measure_each
from tests.benchmarks.keys import Timer, make_report, shorten, spin

if TYPE_CHECKING:
    from pathlib import Path

    from report_editor.ui.grid import TableView

TABLE = "requests"
KEYS = 250
ZOOMS = (110, 125, 110, 100)


def time_cells(timer: Timer, grid: TableView) -> None:
    """Time digits typed into cells, and the keys that lead from one to the next."""
    grid.setFocus()
    grid.go_to(f"{TABLE}.new.natural_person")
    for number in range(KEYS):
        target = next((each for each in grid.findChildren(QLineEdit) if each.isVisible()), grid)
        timer.time("first digit", partial(QTest.keyClick, target, Qt.Key.Key_1), wait=5)
        editor = next(each for each in grid.findChildren(QLineEdit) if each.isVisible())
        timer.time("next digit", partial(QTest.keyClick, editor, Qt.Key.Key_2), wait=5)
        timer.time("Return", partial(QTest.keyClick, editor, Qt.Key.Key_Return), wait=5)
        timer.time("Right", partial(QTest.keyClick, grid, Qt.Key.Key_Right), wait=5)
        if number % 22 == 21:
            grid.go_to(f"{TABLE}.new.natural_person")
        elif number % 5 == 4:
            timer.time("Home", partial(QTest.keyClick, grid, Qt.Key.Key_Home), wait=5)
        if grid.table.value_cells[grid.current_address() or ""].role != "input":
            grid.go_to(f"{TABLE}.granted.natural_person")


def measure(folder: Path, name: str) -> None:
    """Measure one report."""
    window = make_window(FileAhead(make_report(folder, name)))
    window.resize(1366, 768)
    gc.freeze()
    while window.editor is None:
        spin(20)
    page, timer = window.editor, Timer()
    page.open_tab(TABLE)
    spin(3000)
    grid = page.current_grid()
    assert grid is not None
    time_cells(timer, grid)
    spin(3000)
    window.resize(1024, 600)
    spin(300)
    bar = grid.verticalScrollBar()
    for step in range(100):
        timer.time("scroll step", partial(bar.setValue, step * 17 % max(1, bar.maximum())), wait=5)
    for tab in (TABLE, "overview"):
        page.open_tab(tab)
        spin(500)
        for percent in ZOOMS * 5:
            timer.time(f"zoom step, {tab}", partial(page.set_zoom, percent), wait=700)
    session = window.session
    assert session is not None
    lines = [f"== {name} ({len(session.findings)} findings) · longest round of the loop after it"]
    for key, (now, later) in timer.rows.items():
        lines.append(f"{key:24} {shorten(now):>22}  {max(later, default=0):7.1f}")
    sys.stdout.write("\n".join(lines) + "\n")


def main() -> None:
    """Measure each report in a process of its own."""
    names = sys.argv[1:] or ["example", "40/300"]
    measure_each("tests.benchmarks.grid_keys", names, measure)


if __name__ == "__main__":
    main()
