"""Long work in the window's thread, done in short slices while no event waits.

A thread of its own would not help: Python lets one thread run at a time, and a key would wait for
the other for several milliseconds.
"""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

if TYPE_CHECKING:
    from collections.abc import Generator

Steps: TypeAlias = "Generator[None, None, None]"
"""Work that pauses after each short step."""

SLICE_SECONDS = 0.006
"""Time after which a slice ends; with the last step of it, less than half a frame."""


class IdleWork(QObject):
    """Work of several objects, one piece after the other; each object has one piece at most."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: dict[QObject, Steps] = {}
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._run_slice)

    def start(self, owner: QObject, steps: Steps) -> None:
        """Begin work, in the place of what the owner has not finished."""
        self.cancel(owner)
        self._waiting[owner] = steps
        self._timer.start()

    def cancel(self, owner: QObject) -> None:
        """Drop what an owner has not finished."""
        self._waiting.pop(owner, None)

    def finish(self, owner: QObject) -> None:
        """Do at once what an owner has not finished."""
        while owner in self._waiting:
            self._step(owner)

    def _run_slice(self) -> None:
        end = perf_counter() + SLICE_SECONDS
        while self._waiting and perf_counter() < end:
            self._step(next(iter(self._waiting)))
        if not self._waiting:
            self._timer.stop()

    def _step(self, owner: QObject) -> None:
        steps, is_over = self._waiting[owner], True
        try:
            if isValid(owner):  # Qt may have deleted it
                next(steps)
                is_over = False
        except StopIteration:
            pass
        finally:
            if is_over and self._waiting.get(owner) is steps:  # else it began something else
                del self._waiting[owner]
