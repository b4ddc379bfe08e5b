"""Long work in the window's thread, done in short slices while no event waits.

A thread of its own would not help: Python lets one thread run at a time, and a key would wait for
the other for several milliseconds.
"""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Generator

Steps: TypeAlias = "Generator[None, None, None]"
"""Work that pauses after each short step."""

SLICE_SECONDS = 0.006
"""Time after which a slice ends; with the last step of it, less than half a frame."""


class IdleWork(QObject):
    """Pieces of work that take turns, one at a time for each name."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: dict[object, Steps] = {}
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._run_slice)

    def start(self, name: object, steps: Steps) -> None:
        """Begin work in the place of what is not finished of the same name."""
        self._waiting.pop(name, None)
        self._waiting[name] = steps
        self._timer.start()

    def clear(self) -> None:
        """Drop everything that is not finished."""
        self._waiting.clear()

    def _run_slice(self) -> None:
        end = perf_counter() + SLICE_SECONDS
        while self._waiting and perf_counter() < end:
            self._step()
        if not self._waiting:
            self._timer.stop()

    def _step(self) -> None:
        name, steps = next(iter(self._waiting.items()))
        try:
            next(steps)
        except StopIteration:
            if self._waiting.get(name) is steps:  # else it began something else of its name
                del self._waiting[name]
        except Exception:
            del self._waiting[name]
            raise
