"""Reports of many offices in work: read, expected, chosen, counted and compared; no widget."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from report_editor.collection.copies import list_copied_sentences
from report_editor.collection.examine_options import ExamineOptions
from report_editor.collection.find_files import find_files
from report_editor.collection.last_years import write_index
from report_editor.collection.report_row import ReportRow, list_reports
from report_editor.collection.roster import call_roster, read_expected
from report_editor.collection.summary import Summary, sum_some, summarise_reports
from report_editor.common.problem import Problem
from report_editor.ui.county.reading import Reading, find_changed
from report_editor.workspace.background import in_background, start

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from report_editor.checks import Finding
    from report_editor.collection.find_files import Found
    from report_editor.collection.report_row import Examined

_RECOUNT_MS = 100
"""Milliseconds after the last choice until the sums are made anew."""
_MOST_NAMED = 3
_LAST_YEAR_AREA = "last_year."
"""Start of the codes of findings between two years."""


class County(QObject):
    """Files of many offices, what was read of them, and what is to be said of them together."""

    arrived = Signal(object)
    """Emitted with a list of files examined, each a ``ReportRow`` or an ``UnreadFile``."""
    gone = Signal(object)
    """Emitted with the set of the files that are no longer there."""
    progressed = Signal(str, int, int)
    """Emitted with what is done, and the number of files done and in all; 0 while not known."""
    ended = Signal()
    """Emitted when reading and comparing are over, or were stopped."""
    compared = Signal()
    """Emitted when :attr:`summary` is another."""
    noticed = Signal(str)
    """Emitted with a sentence for the status line."""
    failed = Signal(str)
    """Emitted with a sentence on what could not be done."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.paths: list[Path] = []
        """Files and folders that were chosen."""
        self.examined: dict[Path, Examined] = {}
        """Outcomes by file, in the order of arrival."""
        self.left_out: set[Path] = set()
        """Reports that are not chosen."""
        self.summary: Summary | None = None
        """Sums of the chosen reports, and the comparison of all."""
        self.between_years: list[tuple[ReportRow, Finding]] = []
        """Findings between each report and its own of last year."""
        self.last_year: Path | None = None
        self.unread_count = 0
        """Number of files that were not read when reading was stopped."""
        self.is_compared = True
        """Cleared where comparing was stopped before its end."""
        self._expected: list[str] | None = None
        self._index: Path | None = None
        self._outdated: set[Path] = set()
        """Files that were examined before the reports of last year were known."""
        self._temporary: tempfile.TemporaryDirectory[str] | None = None
        self._reading: Reading | None = None
        self._looks: set[Reading] = set()
        """Readings that list copied sentences."""
        self._is_closed = False
        self._count = 0
        """Number of the latest count; one that was overtaken is dropped."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_RECOUNT_MS)
        self._timer.timeout.connect(self._recount)

    @property
    def is_reading(self) -> bool:
        """Return whether files are being read or compared."""
        return self._reading is not None

    @property
    def rows(self) -> list[ReportRow]:
        """Return all reports that were read."""
        return [each for each in self.examined.values() if isinstance(each, ReportRow)]

    @property
    def chosen(self) -> list[ReportRow]:
        """Return the reports that are to be added up and sent back."""
        return [row for row in self.rows if row.file not in self.left_out]

    @property
    def has_list(self) -> bool:
        """Return whether it is known which offices have to report."""
        return self._expected is not None

    def add(self, paths: Iterable[Path]) -> None:
        """Read more files and folders."""
        self.paths += [each for each in paths if each not in self.paths]
        self.read()

    def clear(self) -> None:
        """Forget all files."""
        self.stop()
        self.gone.emit(set(self.examined))
        self.paths, self.examined, self.summary = [], {}, None
        self.left_out, self.between_years = set(), []

    def read(self) -> None:
        """Read what is new or has changed on the disk, and what another comparison needs."""
        self.stop()
        if self.paths:
            self._reading = Reading()
            start(self, self._read(self._reading))

    def stop(self) -> None:
        """Give up what is not read yet; what is read stays."""
        if self._reading is not None:
            self._reading.stop()

    def close(self) -> None:
        """End the readers for good."""
        self._is_closed = True
        self.stop()
        for each in self._looks:
            each.stop()
        if self._temporary is not None:
            self._temporary.cleanup()

    def choose(self, files: Collection[Path], *, is_chosen: bool) -> None:
        """Choose reports to add up and send back, or leave them out."""
        (self.left_out.difference_update if is_chosen else self.left_out.update)(files)
        self._timer.start()

    def take_list(self, path: Path) -> None:
        """Take the names of the offices that have to report from a file, one a line."""
        start(self, self._take_list(path))

    def drop_list(self) -> None:
        """Expect nobody."""
        self._expected = None
        self._recount()

    def take_last_year(self, folder: Path) -> None:
        """Compare each report with its own of last year, and expect the offices of last year."""
        self.last_year, self._index = folder, None
        if self.paths:
            self.read()
        else:
            self.noticed.emit("已记下上年报告的文件夹；请再选择今年的报告。")

    async def list_sentences(self, row: ReportRow) -> str:
        """Return, as lines, the sentences that a report shares with others."""
        reading, rows = Reading(), self.rows
        self._looks.add(reading)
        try:
            found = await in_background(lambda: list_copied_sentences(rows, row, reading.watch))
        finally:
            self._looks.discard(reading)
        lines: list[str] = []
        for other, sentences in found:
            count = len(sentences)
            lines.append(f"与{other.name}的报告相同或者几乎相同的 {count} 句（数字写作 #）：")
            lines += (f"{number}．{each}" for number, each in enumerate(sentences, start=1))
        return "\n".join(lines) or "这份报告或者与它相同的那份已经改过，没有找到相同的句子。"

    # ------------------------------------------------------------------ reading

    async def _read(self, reading: Reading) -> None:
        try:
            await self._read_last_year(reading)
            self.progressed.emit("查找文件", 0, 0)
            paths = list(self.paths)
            known = {
                file: each for file, each in self.examined.items() if file not in self._outdated
            }
            found, files = await in_background(lambda: find_changed(paths, known))
            if reading is self._reading and not self._is_closed:
                has_lost = self._forget(found)
                options = ExamineOptions(last_years=str(self._index or ""), prints=True)
                follow = partial(self._follow, "读取报告", len(files), self._take)
                self.unread_count = await reading.examine(files, options, follow)
                if files or has_lost or self.summary is None or not self.is_compared:
                    await self._compare(reading)
        finally:
            if reading is self._reading:
                self._reading = None
                if not self._is_closed:
                    self.ended.emit()

    async def _read_last_year(self, reading: Reading) -> None:
        """Read the folder of last year, once."""
        folder = self.last_year
        if folder is None or self._index is not None:
            return
        found = await in_background(lambda: find_files([folder]))
        examined: list[Examined] = []
        follow = partial(self._follow, "读取上年的报告", len(found.files), examined.extend)
        await reading.examine(found.files, ExamineOptions(), follow)
        if reading.is_stopped():
            return
        rows, unread = list_reports(examined)
        if not rows:
            self.failed.emit("上年的文件夹里没有能读出来的报告。请另选一个文件夹。")
            self.last_year = None
            return
        self._temporary = self._temporary or tempfile.TemporaryDirectory(prefix="report-editor-")
        index = Path(self._temporary.name) / "last-years.json"
        await in_background(lambda: write_index(rows, index))
        self._index = index
        self._outdated = set(self.examined)
        if self._expected is None:
            self._expected = [row.organization for row in rows]
        if unread:
            names = "、".join(f"“{each.file.name}”" for each in unread[:_MOST_NAMED])
            more = f"等 {len(unread)} 个" if len(unread) > _MOST_NAMED else ""
            self.failed.emit(f"上年的文件夹里有文件没有读出来：{names}{more}，这些单位没有对照。")

    def _follow(
        self,
        action: str,
        total: int,
        take: Callable[[list[Examined]], None],
        came: list[Examined],
        done: int,
    ) -> None:
        """Take what has come, and tell how far it is."""
        if not self._is_closed:
            if came:
                take(came)
            self.progressed.emit(action, done, total)

    def _forget(self, found: Found) -> bool:
        """Let go of the files that are no longer there; return whether there were any.

        Folders that gave nothing are noted.
        """
        there = {*found.files, *(each.file for each in found.unread)}
        lost = self.examined.keys() - there
        for each in lost:
            del self.examined[each]
        if lost:
            self.gone.emit(lost)
        if found.unread:
            self._take(found.unread)
        return bool(lost)

    def _take(self, came: Sequence[Examined]) -> None:
        for each in came:
            self.examined[each.file] = each
            self._outdated.discard(each.file)
        self.arrived.emit(list(came))

    # ------------------------------------------------------------------ comparing

    async def _compare(self, reading: Reading) -> None:
        """Add up and compare all reports; copies are read again for it."""
        self.progressed.emit("比较和汇总", 0, 0)
        rows, unread = list_reports(self.examined.values())
        expected, chosen = self._expected, self.chosen
        self._count += 1

        def compare() -> tuple[Summary, list[tuple[ReportRow, Finding]]]:
            summary = summarise_reports(rows, unread, expected, None, reading.watch)
            return _sum_chosen(summary, chosen), _list_between_years(rows)

        summary, between_years = await in_background(compare)
        if reading is self._reading and not self._is_closed:
            self.summary, self.between_years = summary, between_years
            self.is_compared = not reading.is_stopped()
            self.compared.emit()

    def _recount(self) -> None:
        """Make the sums of those chosen now, and call the roster anew."""
        if self.summary is not None and not self.is_reading:
            start(self, self._recount_summary(self.summary))

    async def _recount_summary(self, summary: Summary) -> None:
        self._count += 1
        count, chosen, expected = self._count, self.chosen, self._expected

        def work() -> Summary:
            counted = _sum_chosen(summary, chosen)
            return replace(counted, roster=call_roster(summary.rows, expected))

        recounted = await in_background(work)
        if count == self._count and not self._is_closed:
            self.summary = recounted
            self.compared.emit()

    async def _take_list(self, path: Path) -> None:
        try:
            names = await in_background(lambda: read_expected(path))
        except Problem as problem:
            self.failed.emit(str(problem))
            return
        if not names:
            self.failed.emit("名单里没有单位名称。请在文本文件里每行写一个单位的全称。")
            return
        self._expected = names
        self.noticed.emit(f"名单里有 {len(names)} 个单位。")
        self._recount()


def _sum_chosen(summary: Summary, chosen: Sequence[ReportRow]) -> Summary:
    """Return a summary with the sums of the chosen reports, all of it counted in this thread."""
    summed = sum_some(summary, chosen)
    for each in summed.sums:
        each.count(each.form.inputs[0].address)
    return summed


def _list_between_years(rows: Iterable[ReportRow]) -> list[tuple[ReportRow, Finding]]:
    return [
        (row, each.finding)
        for row in rows
        for each in row.findings
        if each.finding.code.startswith(_LAST_YEAR_AREA)
    ]
