"""Measure how long a key waits, and the window is held up, while the program does something else.

    python -m tests.benchmarks.busy_keys [REPORT...]

A key is due at moments that nothing in the window chooses, and its time runs from there until it
is painted, in milliseconds of the clock: the other threads and what else the machine does count.
``Ctrl+S``, checks and zoom steps are measured in milliseconds of the window's thread: the longest
round of the event loop that belongs to them. Median / p95 / longest; nothing passes or fails.
"""

from __future__ import annotations

import gc
import os
import sys
import time
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from report_editor.document.commands import set_cells
from report_editor.exporters.options import PublicationOptions
from report_editor.exporters.registry import PDF
from report_editor.ui.editor.narrative_editor import NarrativeEditor
from report_editor.ui.shell.app import make_window
from report_editor.workspace.ahead import FileAhead
from report_editor.workspace.background import in_background, start
from tests.benchmarks.each_alone import measure_each
from tests.benchmarks.keys import SECTION, Times, make_report, put_cursor, shorten, spin

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from report_editor.ui.shell.window import MainWindow

Figures: TypeAlias = dict[str, Times]
"""Milliseconds by what was measured."""
REPORTS = {
    "example": "example",
    "40/332/20000": "332 findings",
    "60/20/43000": "70 pages",
}
AIMS = {
    "key, nothing else to do": (16, 16),
    "key while saving": (16, 16),
    "key while a PDF is made": (16, 16),
    "Ctrl+S": (16, 16),
    "check after a key": (8, 16),
    "check after a cell": (8, 16),
    "zoom step, text": (16, 60),
    "zoom step, table": (16, 60),
}
"""Milliseconds that each may take at the 95th percentile: of the example, of a larger report."""
TABLE, CELL = "requests", "requests.new.natural_person"
TURNS = 12
KEY_MS = 20
"""Time from one key to the next that is due."""
QUIET_MS = 700
"""Time in which the checks end."""
ZOOMS = (110, 125, 110, 100)


def time_keys(target: QWidget, is_over: Callable[[], bool]) -> Times:
    """Type letters until something is over; return how late each was painted."""
    late: Times = []
    loop, timer = QEventLoop(), QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.setSingleShot(True)
    due = 0.0

    def wait() -> None:
        nonlocal due
        due = time.perf_counter() + KEY_MS / 1000
        timer.start(KEY_MS)

    def press() -> None:
        QTest.keyClick(target, Qt.Key.Key_A)
        QApplication.sendPostedEvents()
        QApplication.processEvents()
        if is_over():
            loop.quit()  # the last key may have come after the end
        else:
            late.append((time.perf_counter() - due) * 1000)
            wait()

    timer.timeout.connect(press)
    wait()
    loop.exec()
    return late


def time_rounds(is_over: Callable[[], bool]) -> float:
    """Run the event loop until something is over; return the longest round."""
    longest = 0.0
    while not is_over():
        longest = max(longest, spin(20) or 0.0)
    return longest


def measure_figures(window: MainWindow) -> Figures:
    """Measure everything in a window that shows a report."""
    page, session = window.editor, window.session
    assert page is not None
    assert session is not None
    page.open_tab(SECTION)
    editor = page.page(SECTION).findChild(NarrativeEditor)
    assert editor is not None
    put_cursor(editor, 0)
    spin(2 * QUIET_MS)
    figures: Figures = {name: [] for name in AIMS}
    end = time.perf_counter() + 1.5
    figures["key, nothing else to do"] = time_keys(editor, lambda: time.perf_counter() > end)
    spin(QUIET_MS)
    for _ in range(TURNS):
        figures["key while saving"] += time_keys(editor, begin_save(window, editor))
        spin(QUIET_MS)
        QTest.keyClick(editor, Qt.Key.Key_A)
        figures["check after a key"].append(spin(QUIET_MS) or 0.0)
        is_saved = begin_save(window, editor)
        figures["Ctrl+S"].append(time_rounds(is_saved))
        figures["key while a PDF is made"] += time_keys(editor, begin_pdf(window))
        spin(QUIET_MS)
    for number in range(TURNS):
        session.do(set_cells(session.document, {CELL: str(50 + number)}))
        QApplication.processEvents()
        figures["check after a cell"].append(spin(QUIET_MS) or 0.0)
    for name, tab in (("zoom step, text", SECTION), ("zoom step, table", TABLE)):
        page.open_tab(tab)
        spin(QUIET_MS)
        for percent in ZOOMS * (TURNS // len(ZOOMS)):
            begun = time.thread_time()
            page.set_zoom(percent)
            QApplication.sendPostedEvents()
            QApplication.processEvents()
            first = (time.thread_time() - begun) * 1000
            figures[name].append(max(first, spin(QUIET_MS) or 0.0))
    return figures


def begin_save(window: MainWindow, target: QWidget) -> Callable[[], bool]:
    """Press Ctrl+S; return what says whether the report is saved."""
    saved: list[bool] = []
    report = window.workspace.report
    assert report is not None
    report.saved.connect(lambda: saved.append(True), Qt.ConnectionType.SingleShotConnection)
    QTest.keyClick(target, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    return lambda: bool(saved)


def begin_pdf(window: MainWindow) -> Callable[[], bool]:
    """Begin to make a PDF as an export does; return what says whether it is made."""
    assert window.session is not None
    document, made = window.session.document.copy(), list[bool]()

    async def make() -> None:
        await in_background(lambda: PDF.write(document, PublicationOptions(), lambda _share: None))
        made.append(True)

    start(window, make())
    return lambda: bool(made)


def measure(folder: Path, name: str) -> None:
    """Measure one report and print its table."""
    window = make_window(FileAhead(make_report(folder, name)))
    window.resize(1366, 768)
    gc.freeze()
    while window.editor is None:
        spin(20)
    spin(4000)
    window.activateWindow()
    lines = [f"== {REPORTS.get(name, name)}, load {os.getloadavg()[0]:.1f}: median / p95 / longest"]
    for what, times in measure_figures(window).items():
        aim = AIMS[what][name != "example"]
        lines.append(f"{what:26} {shorten(times):>22} ms   aim {aim}")
    sys.stdout.write("\n".join(lines) + "\n")


def main() -> None:
    """Measure each report in a process of its own."""
    measure_each("tests.benchmarks.busy_keys", sys.argv[1:] or list(REPORTS), measure)


if __name__ == "__main__":
    main()
