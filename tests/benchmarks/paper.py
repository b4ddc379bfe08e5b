"""Measure preview and print of a report of sixty pages: memory, times, size; decides nothing.

``xvfb-run -a python -m tests.benchmarks.paper``
"""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from report_editor.common.resources import resource
from report_editor.document import Change, TextEdit
from report_editor.ui.dialogs.print_preview import PrintPreview
from report_editor.ui.paper.printing import make_printer
from report_editor.ui.shell.app import dress
from report_editor.workbook.report_file import open_report
from report_editor.workspace.background import start
from report_editor.workspace.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable

CHARACTERS = 33_000
SMAPS = Path("/proc/self/smaps_rollup")


def read_memory() -> float:
    """Return the anonymous memory of this process in megabytes."""
    lines = SMAPS.read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("Anonymous:"))


def wait(condition: Callable[[], object]) -> None:
    while not condition():
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def make_session() -> Session:
    document = open_report(resource("examples", "示例报告.xlsx")).document
    words = document.paragraphs("overview")
    more = words * (CHARACTERS // sum(map(len, words)))
    document.apply(Change("加长", (TextEdit("overview", len(words), (), more),)))
    session = Session(document)
    session.check_now()
    return session


def main() -> None:
    """Look through all pages at three zooms, then print them to a file."""
    app = QApplication([])
    dress(app)
    session = make_session()
    before, began = read_memory(), time.perf_counter()
    dialog = PrintPreview(session)
    dialog.show()
    preview, view = dialog.preview, dialog.preview.view
    wait(lambda: preview.page_count and view._pictures and view._pictures.kept_bytes)
    print(f"{preview.page_count} pages, the first after {time.perf_counter() - began:.2f} s")
    print(f"memory above the open report: {read_memory() - before:.0f} MB")
    for percent in (100, 400, 50):
        view.set_zoom(percent)
        for page in range(preview.page_count):
            view.go_to_page(page)
            view.viewport().repaint()
            pictures = view._pictures
            assert pictures is not None
            wait(lambda: all(map(pictures.find, pictures._wanted)))  # noqa: B023 - at once
        print(f"all pages seen at {percent} %: {read_memory() - before:.0f} MB")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "print.pdf")
        printer = make_printer("年度报告", preview.page_count)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        gaps, last = list[float](), [time.perf_counter()]

        def tick() -> None:
            now = time.perf_counter()
            gaps.append(1000 * (now - last[0]))
            last[0] = now

        timer = QTimer(dialog, interval=5)
        timer.timeout.connect(tick)
        timer.start()
        began = time.perf_counter()
        start(dialog, dialog._print_pages(printer, list(range(1, preview.page_count + 1))))
        wait(lambda: dialog._printing)
        wait(lambda: not dialog._printing)
        seconds, gaps = time.perf_counter() - began, sorted(gaps)
        size = path.stat().st_size / preview.page_count / 1000
        print(f"printed in {seconds:.1f} s, {size:.0f} KB a page: {read_memory() - before:.0f} MB")
        print(f"window answers every {gaps[len(gaps) // 2]:.0f} ms, at the latest {gaps[-1]:.0f}")
    dialog.reject()
    os._exit(0)


if __name__ == "__main__":
    main()
