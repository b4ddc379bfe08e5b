"""Measure the program against its budgets; print medians, 95th percentiles and ratios.

    python tests/benchmarks/run.py [RUNS]

LibreOffice and a bare window of PySide6 do the same beside it where they can (``starts.py``).
Nothing here passes or fails: the figures depend on the machine and on what else it does, so the
conditions are printed too.
"""

from __future__ import annotations

import json
import math
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "resources" / "examples" / "示例报告.xlsx"
SAMPLES = ROOT.parent / "shared" / "samples"
Row = tuple[str, str, str, str]
"""What is measured, the budget, ours, LibreOffice's."""


def main() -> None:
    """Measures everything and prints the table."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    if not os.environ.get("DISPLAY") and shutil.which("xvfb-run"):
        # All open their windows in the same X server, which does not begin anew between them.
        server = ["xvfb-run", "-a", "-s", "-screen 0 1366x768x24 -noreset"]
        os.execvp("xvfb-run", [*server, sys.executable, *sys.argv])  # noqa: S606
    # An installed program is compiled; without this a start would compile all of it each time.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["REPORT_EDITOR_HOME"] = str(Path(folder) / "home")
        work = Path(folder) / "report.xlsx"
        shutil.copyfile(EXAMPLE, work)
        rows = [*window_rows(work, runs), *busy_rows(Path(folder)), *core_rows(work, runs)]
        rows += [*paper_rows(work, runs), *reading_rows(runs)]
    say(table([("what", "at most", "Report Editor", "LibreOffice"), *rows]))
    say("\n".join(f"{name}: {value}" for name, value in conditions(runs)))


def say(text: str) -> None:
    """Prints."""
    sys.stdout.write(text + "\n\n")
    sys.stdout.flush()


# ---------------------------------------------------------------- the window


def window_rows(work: Path, runs: int) -> list[Row]:
    """Return start and memory beside the others, and keys; each start in a process of its own."""
    from tests.benchmarks.starts import BARE, CALC, OURS, PLAIN, measure_starts

    starts = measure_starts(work, runs)
    seconds = {name: [each.seconds for each in starts[name]] for name in starts}
    anonymous = {name: [each.anonymous for each in starts[name]] for name in starts}
    resident = {name: [each.resident for each in starts[name]] for name in starts}
    keys = child("keys", work)
    opened = [child("window", work) for _ in range(runs + 1)][1:]
    return [
        (
            "start to a window with the report (warm)",
            "",
            milliseconds(seconds[OURS]),
            milliseconds(seconds[CALC]),
        ),
        ("  a bare PySide6 window", "", milliseconds(seconds[BARE]), ""),
        ("  one with the same widgets, in Chinese", "", milliseconds(seconds[PLAIN]), ""),
        ("  ours to the bare window", "2.0×", ratio(seconds[OURS], seconds[BARE]), ""),
        ("  ours to that with the same widgets", "", ratio(seconds[OURS], seconds[PLAIN]), ""),
        ("  ours to LibreOffice Calc", "0.75×", ratio(seconds[OURS], seconds[CALC]), ""),
        (
            "  until all is painted and takes input",
            "",
            milliseconds(gathered(opened, "seconds")),
            "",
        ),
        (
            "anonymous memory with the report open",
            "35 MB",
            megabytes(anonymous[OURS]),
            megabytes(anonymous[CALC]),
        ),
        ("  a bare PySide6 window", "", megabytes(anonymous[BARE]), ""),
        ("  as soon as it takes input", "", megabytes(gathered(opened, "anonymous")), ""),
        (
            "resident memory with the report open",
            "",
            megabytes(resident[OURS]),
            megabytes(resident[CALC]),
        ),
        ("key typed in a cell → everything repainted", "12 ms", milliseconds(keys["key"]), ""),
        ("  of which totals and balances", "1 ms", milliseconds(keys["totals"]), ""),
    ]


def child(task: str, work: Path) -> dict[str, list[float]]:
    """Runs one task of this file in a fresh interpreter; it answers with JSON."""
    begun = time.monotonic()  # the same clock for every process of the machine
    run = subprocess.run(
        [sys.executable, __file__, f"--{task}", str(work), str(begun)],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        cwd=ROOT,
        timeout=300,
    )
    answer: dict[str, list[float]] = json.loads(run.stdout)
    return answer


def gathered(answers: list[dict[str, list[float]]], key: str) -> list[float]:
    """One figure of several processes."""
    return [figure for answer in answers for figure in answer[key]]


def task_window(work: Path, begun: float) -> dict[str, list[float]]:
    """Open the window on the report and wait until it takes input."""
    app, _window = opened_window(work)
    app.processEvents()
    seconds = time.monotonic() - begun
    from tests.benchmarks.starts import read_memory

    return {"seconds": [seconds], "anonymous": [read_memory(os.getpid(), "Anonymous")]}


def opened_window(work: Path):  # type: ignore[no-untyped-def]  # noqa: ANN201 - Qt is loaded late
    """The application and its window with the report shown."""
    from PySide6.QtCore import QEventLoop
    from PySide6.QtWidgets import QApplication

    from report_editor.ui.shell.app import dress, make_window
    from report_editor.workspace.ahead import FileAhead

    app = QApplication(sys.argv[:1])
    dress(app)
    window = make_window(FileAhead(work))
    while window.editor is None:
        # Waiting, as the program does: a loop that spins would slow the thread that reads.
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    window.repaint()
    return app, window


def task_keys(work: Path, _begun: float) -> dict[str, list[float]]:
    """Types digits into a cell of the large table, the one that opens its editor and the next."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from report_editor.document.balances import evaluate_balance
    from report_editor.document.commands import set_cells

    app, window = opened_window(work)
    editor = window.editor
    editor.open_tab("requests")
    window.activateWindow()  # where no window manager does
    QTest.qWaitForWindowActive(window)
    grid = editor.current_grid()
    address = "requests.granted.natural_person"
    document = editor.session.document
    key, totals = [], []
    for number in range(60):
        grid.go_to(address)
        grid.setFocus()
        app.processEvents()
        for wanted in (number % 9 + 1, 11 * (number % 9 + 1)):
            begun = time.perf_counter()
            QTest.keyClick(app.focusWidget(), Qt.Key(Qt.Key.Key_1 + number % 9))
            app.processEvents()  # paints what the key changed, and what followed from that
            app.processEvents()
            key.append(time.perf_counter() - begun)
            if document.value(address) != wanted:
                raise SystemExit("the key did not arrive in the cell")
        QTest.keyClick(app.focusWidget(), Qt.Key.Key_Return)
        begun = time.perf_counter()
        editor.session.history.document.apply(set_cells(document, {address: str(number % 7)}))
        for balance in document.form.balances:
            evaluate_balance(document, balance)
        totals.append(time.perf_counter() - begun)
    return {"key": key[10:], "totals": totals[10:]}


def busy_rows(folder: Path) -> list[Row]:
    """Return keys while something else is done, saves, checks and zoom, report by report."""
    from tests.benchmarks.busy_keys import AIMS, REPORTS
    from tests.benchmarks.keys import make_report

    rows: list[Row] = []
    for number, (name, words) in enumerate(REPORTS.items()):
        home = folder / f"busy-{number}"
        home.mkdir()
        answer = child("busy", make_report(home, name))
        for what, aims in AIMS.items():
            figures = [each / 1000 for each in answer[what]]
            aim = aims[number > 0]
            rows.append((f"{what}, {words}", f"{aim} ms", milliseconds(figures), ""))
    return rows


def task_busy(work: Path, _begun: float) -> dict[str, list[float]]:
    """Type while the report is saved and a PDF is made; save, check and zoom."""
    import gc

    from report_editor.workspace.background import favor_window
    from tests.benchmarks.busy_keys import measure_figures
    from tests.benchmarks.keys import spin

    app, window = opened_window(work)
    favor_window()
    gc.freeze()
    window.activateWindow()
    app.processEvents()
    spin(4000)
    return measure_figures(window)


# -------------------------------------------------- checks, files, paper


def core_rows(work: Path, runs: int) -> list[Row]:
    """Checks, open and save, in this process."""
    from report_editor.checks import check
    from report_editor.workbook.report_file import open_report, save_report

    document = open_report(work).document
    return [
        ("all checks over the report", "30 ms", timed(lambda: check(document), runs * 3), ""),
        ("open its own file", "60 ms", timed(lambda: open_report(work), runs * 2), ""),
        (
            "save (verified, synced)",
            "120 ms",
            timed(lambda: save_report(document, work), runs * 2),
            "",
        ),
    ]


def paper_rows(work: Path, runs: int) -> list[Row]:
    """PDF: the first in a process, the next ones, and the whole command."""
    papers = [child("paper", work) for _ in range(runs)]
    out = work.with_suffix(".pdf")
    command = [sys.executable, "-m", "report_editor", "convert", str(work), "-o", str(out)]
    office = shutil.which("soffice")
    theirs = ""
    if office:
        from tests.benchmarks.starts import make_profile

        convert = [office, *make_profile(work), "--headless", "--convert-to", "pdf", "--outdir"]
        theirs = timed(lambda: quietly([*convert, str(work.parent), str(work)]), min(runs, 5), 1)
    return [
        (
            "PDF, first in a process",
            "300 ms",
            milliseconds(gathered(papers, "first")),
            "",
        ),
        ("PDF, next", "200 ms", milliseconds(gathered(papers, "next")), ""),
        ("all forms, written", "2000 ms", milliseconds(gathered(papers, "bundle")), ""),
        (
            "PDF, whole command",
            "LibreOffice's",
            timed(lambda: quietly(command), min(runs, 5), 1),
            theirs,
        ),
    ]


def task_paper(work: Path, _begun: float) -> dict[str, list[float]]:
    """Prints the report twice, and then writes all its forms into a folder."""
    from report_editor.workbook.report_file import open_report

    document = open_report(work).document
    begun = time.perf_counter()
    from report_editor.exporters.options import PublicationOptions
    from report_editor.exporters.pdf.paper import make_pdf

    make_pdf(document, PublicationOptions())
    first = time.perf_counter() - begun
    begun = time.perf_counter()
    make_pdf(document, PublicationOptions())
    following = time.perf_counter() - begun
    begun = time.perf_counter()
    from report_editor.exporters.bundle import make_bundle
    from report_editor.files.file_set import write_together

    bundle = make_bundle(document, PublicationOptions(), lambda _share: None)
    write_together(work.with_suffix(".bundle"), bundle.files)
    return {"first": [first], "next": [following], "bundle": [time.perf_counter() - begun]}


def reading_rows(runs: int) -> list[Row]:
    """Other people's files, where the published reports lie beside the checkout."""
    from report_editor.workspace.opening import open_file

    rows: list[Row] = []
    for name, budget in (
        ("yanlong-2022.txt", "300 ms"),
        ("shuyang-fgj-2023.html", "300 ms"),
        ("shanghai-kewei-2024.md", "300 ms"),
        ("blank-form-2021.docx", "300 ms"),
        ("hongze-2023.pdf", "2000 ms"),
    ):
        path = SAMPLES / name
        if path.exists():
            rows.append((f"read {name}", budget, timed(partial(open_file, path), runs), ""))
    return rows


# ----------------------------------------------------------------- figures


def timed(action: Callable[[], object], runs: int, warm_up: int = 2) -> str:
    """The median time of an action, after it has run a few times."""
    seconds = []
    for number in range(runs + warm_up):
        begun = time.perf_counter()
        action()
        if number >= warm_up:
            seconds.append(time.perf_counter() - begun)
    return milliseconds(seconds)


def quietly(command: list[str]) -> None:
    """Runs a command to its good end."""
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT, timeout=120)


def milliseconds(seconds: list[float]) -> str:
    """Return the median and the 95th percentile."""
    if not seconds:
        return "not measured"
    middle, high = statistics.median(seconds), find_p95(seconds)
    digits = 2 if middle < 0.01 else 0
    return f"{middle * 1e3:.{digits}f} ms, p95 {high * 1e3:.{digits}f}"


def find_p95(figures: list[float]) -> float:
    """Return the 95th percentile; of less than twenty figures it is the greatest."""
    return sorted(figures)[math.ceil(0.95 * len(figures)) - 1]


def ratio(ours: list[float], theirs: list[float]) -> str:
    """Return how many times the median of others ours is."""
    if not ours or not theirs:
        return "not measured"
    return f"{statistics.median(ours) / statistics.median(theirs):.2f}×"


def megabytes(kilobytes: list[float]) -> str:
    """Return the median and the greatest."""
    if not any(kilobytes):
        return "not measured"
    middle, high = statistics.median(kilobytes), find_p95(kilobytes)
    return f"{middle / 1024:.1f} MB, p95 {high / 1024:.1f}"


def conditions(runs: int) -> list[tuple[str, str]]:
    """What the figures depend on."""
    from PySide6.QtCore import qVersion

    cpu = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists() and (match := re.search(r"model name\s*: (.*)", info.read_text("utf-8"))):
        cpu = match[1]
    office = shutil.which("soffice")
    version = "not installed"
    if office:
        told = subprocess.run([office, "--version"], capture_output=True, text=True, check=False)
        version = told.stdout.strip() or "of unknown version"
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    return [
        ("processor", f"{cpu}, {os.cpu_count()} cores, load {load}"),
        ("system", platform.platform()),
        ("Python", f"{platform.python_version()}, Qt {qVersion()}"),
        ("window system", os.environ.get("QT_QPA_PLATFORM") or os.environ.get("DISPLAY", "none")),
        ("LibreOffice", version),
        ("figures", f"medians and 95th percentiles of {runs} runs or more"),
    ]


def table(rows: list[Row]) -> str:
    """The rows as Markdown."""
    widths = [max(len(row[place]) for row in rows) for place in range(4)]
    lines = [
        "| " + " | ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)) + " |"
        for row in rows
    ]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)


TASKS = {
    "--window": task_window,
    "--keys": task_keys,
    "--busy": task_busy,
    "--paper": task_paper,
}

if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    if len(sys.argv) > 3 and sys.argv[1] in TASKS:
        say(json.dumps(TASKS[sys.argv[1]](Path(sys.argv[2]), float(sys.argv[3]))))
        sys.stdout.flush()
        os._exit(0)  # how long it takes to end is not what is measured
    main()
