"""Measure how many files a second are examined, and the memory that it takes.

    python -m tests.collection.speed [--own 1000] [--others 100] [--large 10000]

Prints for each format the files a second with one process and with one for each core, beside a loop
over openpyxl that only reads the same workbooks; then the memory of this process and of its largest
reader at a tenth of the own workbooks and at all of them. Decides nothing.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
from openpyxl import load_workbook

from report_editor.collection.examine_options import ExamineOptions
from report_editor.collection.pool import Pool, count_cores
from report_editor.collection.report_row import ReportRow
from report_editor.collection.summary import summarise_reports
from tests.collection.reports import make_report, write_report

if TYPE_CHECKING:
    from collections.abc import Sequence

OTHERS = (".docx", ".html", ".txt", ".pdf")
"""Formats of others that are measured."""
DIFFERENT = 25
"""Reports that are made; the others are copies of them."""
MIB = 1 << 20


@dataclass
class Peak:
    """Largest memory of this process and of one of its children, in MiB."""

    own: float = 0
    reader: float = 0


class Watch:
    """A thread that looks at the memory while a block runs."""

    def __init__(self) -> None:
        self.peak = Peak()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        me = psutil.Process()
        while not self._ended.wait(0.1):
            self.peak.own = max(self.peak.own, me.memory_info().rss / MIB)
            for child in me.children():
                try:
                    rss = child.memory_info().rss / MIB
                except psutil.Error:
                    continue
                self.peak.reader = max(self.peak.reader, rss)


@dataclass
class Run:
    """A run over some files."""

    seconds: float
    processor: float
    """Seconds of all cores that this process and its readers took."""
    peak: Peak
    rows: list[ReportRow]

    def describe(self, count: int) -> str:
        """Return the figures in a line."""
        return (
            f"{count / self.seconds:6.1f} files/s, {1000 * self.processor / count:5.1f} ms CPU a "
            f"file, {self.peak.own:.0f} MiB here, {self.peak.reader:.0f} MiB the largest reader"
        )


def examine(files: Sequence[Path], jobs: int, *, keep: bool = False) -> Run:
    """Examine files and forget them, or keep their rows as ``collect`` does."""
    rows = []
    before = _count_processor()
    began = time.monotonic()
    with Watch() as watch, Pool(files, ExamineOptions(prints=keep), jobs=jobs) as pool:
        for _, examined in pool.take_results():
            assert isinstance(examined, ReportRow), examined
            if keep:
                rows.append(examined)
    return Run(time.monotonic() - began, _count_processor() - before, watch.peak, rows)


def _count_processor() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def make_files(folder: Path, ending: str, count: int) -> list[Path]:
    """Return so many files of a format, copies of a few reports."""
    models = [
        write_report(make_report(number), folder / f"{number}{ending}")
        for number in range(min(DIFFERENT, count))
    ]
    files = [folder / f"{number:05}{ending}" for number in range(count)]
    for number, file in enumerate(files):
        shutil.copyfile(models[number % len(models)], file)
    return files


def read_with_openpyxl(files: Sequence[Path]) -> float:
    """Return the seconds in which openpyxl reads every cell of some workbooks, one core."""
    began = time.monotonic()
    for file in files:
        for sheet in load_workbook(file).worksheets:
            for row in sheet.iter_rows(values_only=True):
                tuple(row)
    return time.monotonic() - began


def measure(
    folder: Path, own: int, others: int, large: int, endings: Sequence[str] = OTHERS
) -> None:
    """Print all figures."""
    cores = count_cores()
    print(f"{cores} cores, load {os.getloadavg()}")
    files = make_files(folder / "own", ".xlsx", own)
    sample = files[: max(1, own // 10)]
    for jobs in sorted({1, cores}):
        print(f"own .xlsx, {jobs} process(es): {examine(files, jobs).describe(own)}")
    seconds = read_with_openpyxl(sample)
    print(f"openpyxl that only reads, one core: {len(sample) / seconds:6.1f} files/s")
    for ending in endings:
        some = make_files(folder / ending[1:], ending, others)
        for jobs in sorted({1, cores}):
            print(f"{ending}, {jobs} process(es): {examine(some, jobs).describe(others)}")
    for count in sorted({len(sample), own, large}):
        many = files if count <= own else make_files(folder / "large", ".xlsx", count)
        run = examine(many[:count], cores, keep=True)
        print(f"kept for sums, {count} own workbooks: {run.describe(count)}")
        began = time.monotonic()
        summary = summarise_reports(run.rows)
        print(f"  summed and compared in {time.monotonic() - began:.1f} s: {len(summary.rows)}")


def main() -> None:
    """Read the options and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--own", type=int, default=1000)
    parser.add_argument("--others", type=int, default=100)
    parser.add_argument("--large", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), options.own, options.others, options.large or options.own)


if __name__ == "__main__":
    main()
