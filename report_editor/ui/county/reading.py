"""Read the files of many offices in other processes while the window answers; it can be stopped.

What the processes answer goes through a queue that is emptied some times a second: a thousand
answers cost as few repaints as one.
"""

from __future__ import annotations

import threading
from functools import partial
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from report_editor.collection.find_files import find_files
from report_editor.collection.pool import Pool
from report_editor.collection.report_row import ReportRow
from report_editor.workspace.background import in_background

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from report_editor.collection.examine_options import ExamineOptions
    from report_editor.collection.find_files import Found
    from report_editor.collection.report_row import Examined

_TAKE_MS = 100
"""Milliseconds between two looks for answers."""


class Reading:
    """One round of reading; it can be stopped from the window's thread."""

    def __init__(self) -> None:
        self._is_stopped = threading.Event()
        self._pool: Pool | None = None

    def is_stopped(self) -> bool:
        """Check whether the rest is given up."""
        return self._is_stopped.is_set()

    def watch(self, pool: Pool) -> None:
        """Remember the pool that reads now; called in the thread that takes its answers."""
        self._pool = pool
        if self.is_stopped():
            pool.give_up()

    def stop(self) -> None:
        """Give up what is not read yet."""
        self._is_stopped.set()
        if self._pool is not None:
            self._pool.give_up()

    async def examine(
        self,
        files: Sequence[Path],
        options: ExamineOptions,
        follow: Callable[[list[Examined], int], None],
    ) -> int:
        """Examine files in a pool of processes.

        Args:
            files: Files.
            options: How.
            follow: Called some times a second with what has come, and how many are done.

        Returns:
            Number of the files that were not read, because reading was stopped.
        """
        if not files or self.is_stopped():
            return len(files)
        queue: SimpleQueue[Examined] = SimpleQueue()
        done = 0

        def empty_queue() -> None:
            nonlocal done
            if came := _empty(queue):
                done += len(came)
                follow(came, done)

        follow([], 0)
        timer = QTimer()  # goes with this coroutine, which the window may outlive or not
        timer.timeout.connect(empty_queue)
        timer.start(_TAKE_MS)
        try:
            await in_background(partial(self._pump, files, options, queue))
        finally:
            timer.stop()
        empty_queue()
        return len(files) - done

    def _pump(
        self, files: Sequence[Path], options: ExamineOptions, queue: SimpleQueue[Examined]
    ) -> None:
        """Put what the processes answer into a queue until all is read or reading is stopped."""
        with Pool(files, options) as pool:
            self.watch(pool)
            for _, examined in pool.take_results():
                if self.is_stopped():
                    return
                queue.put(examined)


def find_changed(paths: Sequence[Path], known: dict[Path, Examined]) -> tuple[Found, list[Path]]:
    """Find the files, and those among them that are new, were not read, or have changed."""
    found = find_files(paths)
    return found, [each for each in found.files if _has_changed(each, known.get(each))]


def _has_changed(file: Path, known: Examined | None) -> bool:
    if not isinstance(known, ReportRow):
        return True
    try:
        return file.stat().st_mtime_ns != known.modified_ns
    except OSError:
        return True


def _empty(queue: SimpleQueue[Examined]) -> list[Examined]:
    came: list[Examined] = []
    try:
        while True:
            came.append(queue.get_nowait())
    except Empty:
        return came
