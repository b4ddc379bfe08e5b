"""A clock that a test sets forward, so that seconds are counted and not waited for."""

from __future__ import annotations

import math
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE = 60.0
"""Seconds for the journal's thread to do what it has to, however busy the machine is."""


class SimulatedClock:
    """Time stands still but for :meth:`pass_by` and for what the disk is said to take."""

    def __init__(self) -> None:
        self.time = 0.0
        self._changed: threading.Condition | None = None
        self._wakes = math.inf
        self._rests = threading.Event()

    def now(self) -> float:
        return self.time

    def wait(self, changed: threading.Condition, seconds: float | None) -> None:
        self._changed = changed
        self._wakes = math.inf if seconds is None else self.time + seconds
        self._rests.set()
        changed.wait()

    def tell(self, act: Callable[[], object]) -> None:
        """Hands something over and has the journal do what it does at once."""
        self._until_it_rests()
        assert self._changed
        with self._changed:  # the journal begins when all of it is handed over
            self._rests.clear()
            act()
        self._until_it_rests()

    def pass_by(self, seconds: float) -> None:
        """Lets time go on; the journal wakes whenever it wanted to."""
        self._until_it_rests()
        until = self.time + seconds
        while self._wakes <= until:
            self.time = max(self.time, self._wakes)
            self._rests.clear()
            assert self._changed
            with self._changed:
                self._changed.notify_all()
            self._until_it_rests()
        self.time = max(self.time, until)

    def _until_it_rests(self) -> None:
        assert self._rests.wait(PATIENCE)
