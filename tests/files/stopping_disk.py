"""Stop the real disk before a call, as a stalled drive does, until a test lets it go on."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from tests.files.fake_disk import Watched

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class StoppingDisk(Watched):
    """Stops at one kind of call, at every one or when a condition holds."""

    def __init__(self, call: str, when: Callable[[], bool] = lambda: True) -> None:
        super().__init__(lambda _number, name: self._stop(name))
        self._call = call
        self._when = when
        self.has_stopped = threading.Event()
        self.goes_on = threading.Event()

    def _stop(self, name: str) -> None:
        if name == self._call and self._when():
            self.has_stopped.set()
            self.goes_on.wait()


class StallingDrive(StoppingDisk):
    """Real disk with one folder on a drive that stalls; every other folder answers."""

    def __init__(self, call: str, folder: Path) -> None:
        self._folder = folder
        self._is_on_drive = False
        super().__init__(call, lambda: self._is_on_drive)

    def create(self, path: Path) -> int:
        self._is_on_drive = path.parent == self._folder
        return super().create(path)

    def replace(self, source: Path, target: Path) -> None:
        self._is_on_drive = target.parent == self._folder
        super().replace(source, target)
