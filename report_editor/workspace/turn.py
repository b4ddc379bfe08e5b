"""One thing that is read or written for the report in work, and that can be given up."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from report_editor.workspace.background import Cancelled, Pending, in_background

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Result = TypeVar("Result")

STALLED_MS = 5000
"""Milliseconds without an answer after which a drive counts as stalled."""


class Turn(QObject):
    """Reading or writing from its beginning to its end; a call to a stalled drive has no end."""

    changed = Signal()
    """Emitted when the drive has stalled, when it answers again, and at the end."""

    def __init__(
        self, action: str, *, target: Path | None, can_cancel: bool, parent: QObject
    ) -> None:
        """Prepare a turn.

        Args:
            action: What is done, in Chinese, such as 保存到“年报.xlsx”.
            target: File that is written; None where nothing is.
            can_cancel: It can be given up also before it has stalled.
            parent: The owner.
        """
        super().__init__(parent)
        self.ready: Pending[None] = Pending()
        """Settled when a turn that has to wait for others may begin."""
        self.action = action
        self.target = target
        self.is_stalled = False
        self.is_given_up = False
        """Read also by the thread that writes: what was given up must not replace a file."""
        self.is_over = False
        self._can_cancel = can_cancel
        self._awaited: Pending[Any] | None = None
        self._began = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(lambda: self._set_stalled(is_stalled=True))

    @property
    def words(self) -> str:
        """Return a few Chinese words on what is being done."""
        return f"正在{self.action}……"

    @property
    def can_cancel(self) -> bool:
        """Return whether it can be given up."""
        return self._can_cancel or self.is_stalled

    @property
    def seconds(self) -> int:
        """Return how long the present answer of the drive has been waited for."""
        return int(time.monotonic() - self._began)

    async def run(
        self, work: Callable[[], Result], on_late: Callable[[Result], None] = lambda _result: None
    ) -> Result:
        """Run in another thread what a stalled drive may keep from ending.

        Args:
            work: The function.
            on_late: Called with a result that comes after it was given up.

        Raises:
            Cancelled: It was given up.
        """
        if self.is_given_up:
            raise Cancelled
        self._began = time.monotonic()
        self._timer.start(STALLED_MS)
        try:
            return await self.wait_for(in_background(work, on_late))
        finally:
            if isValid(self):  # else the program ends
                self._timer.stop()
                self._set_stalled(is_stalled=False)

    async def wait_for(self, awaited: Pending[Result]) -> Result:
        """Return a result once it is there; raise Cancelled where the turn is given up before."""
        self._awaited = awaited
        try:
            return await awaited
        finally:
            self._awaited = None

    def give_up(self) -> None:
        """End what is being done, or waits to be done, also where the drive never answers."""
        self.is_given_up = True
        if self._awaited is not None and not self._awaited.is_settled:
            self._awaited.fail(Cancelled())

    def end(self) -> None:
        """Note that it is over."""
        self.is_over = True
        self.changed.emit()
        self.deleteLater()

    async def settle(self) -> None:
        """Return once it has stalled or is over."""
        if not (self.is_stalled or self.is_over):
            settled: Pending[None] = Pending()
            changing = self.changed.connect(lambda: settled.succeed(None))
            await settled
            self.changed.disconnect(changing)

    def _set_stalled(self, *, is_stalled: bool) -> None:
        if self.is_stalled != is_stalled:
            self.is_stalled = is_stalled
            self.changed.emit()
