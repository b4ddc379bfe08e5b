"""What the machine takes for a line on the disk, measured beside a test that counts seconds."""

from __future__ import annotations

import os
import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

STEP = 0.1
"""Seconds from one line to the next."""


class Witness:
    """Writes and syncs as a journal does; a test cannot expect it sooner than the machine does it.

    A disk that stalls, or a machine that does not let a process run, is no fault of the program.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.longest = 0.0
        """Seconds by which the slowest line was late."""
        self._file = folder / "witness"
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> Witness:
        self._thread.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _: BaseException | None, _t: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        descriptor = os.open(self._file, os.O_WRONLY | os.O_CREAT)
        try:
            while not self._over.is_set():
                due = time.monotonic() + STEP
                self._over.wait(STEP)
                os.write(descriptor, b"line\n")
                os.fsync(descriptor)
                self.longest = max(self.longest, time.monotonic() - due)
        finally:
            os.close(descriptor)
