"""Examine many files in as many processes as there are cores, each used again and again."""

from __future__ import annotations

import os
import threading
from dataclasses import asdict
from functools import partial
from queue import Queue
from typing import TYPE_CHECKING, Any

from report_editor import EXAMINE_WORKER
from report_editor.collection.examine_options import ExamineOptions
from report_editor.collection.report_row import Examined, ReportRow, UnreadFile, unpack_report
from report_editor.files.refusals import explain_cause
from report_editor.importers.problem import ImportProblem
from report_editor.importers.reader_process import TIMEOUT, ReaderProcess, Reading, build_command

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_MODULE = "report_editor.collection.worker"
_AHEAD = 1_000
"""Files that are examined before their outcomes are taken."""


def count_cores() -> int:
    """Return the number of cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Pool:
    """Files that are being examined, and the processes that do it."""

    def __init__(
        self,
        files: Sequence[Path],
        options: ExamineOptions | None = None,
        *,
        jobs: int | None = None,
        timeout_s: float = TIMEOUT,
        command: Sequence[str] | None = None,
    ) -> None:
        """Begin; take the outcomes from :meth:`take_results`, and :meth:`close` at the end.

        Args:
            files: Files to examine.
            options: How; by default without a comparison.
            jobs: Number of processes; by default one for each core.
            timeout_s: Seconds that one file may take.
            command: Another program to stand in the place of the readers.
        """
        self._files = enumerate(files)
        self._options = asdict(options or ExamineOptions())
        self._timeout_s = timeout_s
        self._command = command or build_command(_MODULE, EXAMINE_WORKER)
        self._lock = threading.Lock()
        self._is_closed = False
        self._running: set[Reading[Any]] = set()
        self._done: Queue[tuple[int, Examined] | None] = Queue(_AHEAD)
        self._threads = [
            threading.Thread(target=self._work, daemon=True)
            for _ in range(max(1, min(jobs or count_cores(), len(files))))
        ]
        self._working = len(self._threads)
        """Threads whose outcomes have not all been taken."""
        for thread in self._threads:
            thread.start()

    def take_results(self) -> Iterator[tuple[int, Examined]]:
        """Yield the outcomes as they come, each with the index of its file."""
        while self._working:
            if (done := self._done.get()) is None:
                self._working -= 1
            else:
                yield done

    def take_results_in_order(self) -> Iterator[Examined]:
        """Yield the outcomes in the order of the files; those that come early are held back."""
        early: dict[int, Examined] = {}
        following = 0
        for index, examined in self.take_results():
            early[index] = examined
            while following in early:
                yield early.pop(following)
                following += 1

    def give_up(self) -> None:
        """Give up what is not examined yet; return at once, in whatever thread it is called."""
        with self._lock:
            self._is_closed = True
            running = list(self._running)
        for reading in running:
            reading.cancel()

    def close(self) -> None:
        """Give up what is not examined yet, and end the processes."""
        self.give_up()
        for _ in self.take_results():  # makes room for the last outcomes of the threads
            pass

    def __enter__(self) -> Pool:
        """Return the pool; it is closed at the end of the block."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Close the pool."""
        self.close()

    def _work(self) -> None:
        """Examine files until there are no more, in one process as long as that serves."""
        reader: ReaderProcess | None = None
        try:
            while (following := self._take()) is not None:
                index, file = following
                try:
                    reader, outcome = self._examine(reader, file)
                except OSError as error:  # the system lets no further process begin
                    why = f"读取程序启动不了：{explain_cause(error)}请关闭一些别的程序再试。"
                    outcome = UnreadFile(file, why)
                self._done.put((index, outcome))
        finally:
            if reader is not None:
                reader.end()
            self._done.put(None)

    def _take(self) -> tuple[int, Path] | None:
        with self._lock:
            return None if self._is_closed else next(self._files, None)

    def _examine(self, reader: ReaderProcess | None, file: Path) -> tuple[ReaderProcess, Examined]:
        """Examine a file with a reader, or a fresh one; return the reader and the outcome."""
        if reader is None or not reader.is_usable:
            reader = ReaderProcess(self._command)
        was_used = reader.answered > 0
        reading = self._ask(reader, file)
        if was_used and reading.is_broken_off:
            # The file before may have done the harm: this one gets a process of its own.
            reader = ReaderProcess(self._command)
            reading = self._ask(reader, file)
        try:
            return reader, reading.result()
        except ImportProblem as problem:
            return reader, UnreadFile(file, str(problem))

    def _ask(self, reader: ReaderProcess, file: Path) -> Reading[ReportRow]:
        request = {"path": str(file.absolute()), **self._options}
        parse = partial(_parse_answer, file)
        reading = reader.ask(request, parse, self._timeout_s)
        with self._lock:
            self._running.add(reading)
            is_closed = self._is_closed
        if is_closed:
            reading.cancel()
        reading.wait()
        with self._lock:
            self._running.discard(reading)
        return reading


def _parse_answer(file: Path, answer: dict[str, Any]) -> ReportRow:
    return unpack_report(file, answer["report"])
